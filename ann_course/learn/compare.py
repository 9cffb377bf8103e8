"""Compare a learner's answer with the reference and say how they differ."""

from __future__ import annotations

import math
from numbers import Real
from typing import Any

import numpy as np

TOLERANCE = 1e-9
"""How far numbers may differ: relative above 1, absolute below."""


def show(value: object, limit: int = 300) -> str:
    """Return a value as Python would write it, but NumPy numbers without their type."""
    if isinstance(value, np.generic):
        text = repr(value.item())
    elif isinstance(value, np.ndarray):
        with np.printoptions(precision=6, threshold=60):
            text = repr(value)
    else:
        try:
            with np.printoptions(legacy="1.25", precision=6, threshold=60):
                text = repr(value)
        except Exception:  # the learner's own class, with a broken __repr__
            text = f"an object of type {type(value).__name__}"
    return text if len(text) <= limit else text[: limit - 3] + "..."


def _is_number(value: object) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim == 0 and value.dtype.kind in "iuf"
    return isinstance(value, Real) and not isinstance(value, bool | np.bool_)


def _is_truth(value: object) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim == 0 and value.dtype.kind == "b"
    return isinstance(value, bool | np.bool_)


def _kind(value: object) -> str:
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape} and dtype {value.dtype}"
    if _is_truth(value):
        return "a truth value"
    if _is_number(value):
        return "a number"
    if isinstance(value, np.ndarray):
        return f"an array of dtype {value.dtype}"
    return f"a {type(value).__name__}"


def _truths(got: Any, want: Any) -> str | None:
    if not _is_truth(got):
        return f"Expected a truth value, True or False, got {_kind(got)}."
    return None if bool(got) == bool(want) else "The opposite was expected."


def _numbers(got: Any, want: Any) -> str | None:
    if not _is_number(got):
        return f"Expected a number, got {_kind(got)}."
    a, b = float(got), float(want)
    if math.isnan(a) and math.isnan(b):
        return None
    if a == b or abs(a - b) <= TOLERANCE * max(1.0, abs(b)) < math.inf:
        return None
    if a == -b:
        return "The sign is wrong."
    return "The number differs."


def _arrays(got: Any, want: np.ndarray) -> str | None:
    if not isinstance(got, np.ndarray):
        return f"Expected {_kind(want)}, got {_kind(got)}."
    if got.shape != want.shape:
        return f"Expected shape {want.shape}, got shape {got.shape}."
    if want.dtype.kind not in "iufb":
        equal = bool(np.array_equal(got, want))
        return None if equal else "The arrays differ."
    if got.dtype.kind not in "iufb":
        return f"Expected dtype {want.dtype}, got dtype {got.dtype}."
    with np.errstate(all="ignore"):
        a, b = got.astype(np.float64), want.astype(np.float64)
        close = np.abs(a - b) <= TOLERANCE * np.maximum(1.0, np.abs(b))
    close = np.where(np.isfinite(b), close, a == b) | (np.isnan(a) & np.isnan(b))
    if not close.all():
        n_bad = int(np.sum(~close))
        first = tuple(int(i) for i in np.argwhere(~close)[0])
        return (
            f"{n_bad} of {close.size} numbers differ, the first at index "
            f"{first[0] if len(first) == 1 else first}."
        )
    if got.dtype != want.dtype:
        return (
            f"The numbers are right, but their dtype is {got.dtype}, and "
            f"{want.dtype} was expected."
        )
    return None


def _sequences(got: Any, want: Any) -> str | None:
    if isinstance(got, np.ndarray) and got.ndim:
        got = got.tolist()
    if not isinstance(got, list | tuple):
        return f"Expected {_kind(want)}, got {_kind(got)}."
    if len(got) != len(want):
        return f"Expected {len(want)} values, got {len(got)}."
    for i, (a, b) in enumerate(zip(got, want, strict=True)):
        reason = difference(a, b)
        if reason:
            return f"At index {i}: {reason}"
    return None


def _dicts(got: Any, want: dict[Any, Any]) -> str | None:
    if not isinstance(got, dict) or got.keys() != want.keys():
        return f"Expected a dict with the keys {show(list(want))}."
    for key, value in want.items():
        reason = difference(got[key], value)
        if reason:
            return f"At key {show(key)}: {reason}"
    return None


def difference(got: Any, want: Any) -> str | None:
    """Say how two values differ, or return None where they agree.

    Python's and NumPy's numbers, int or float, are all numbers; a truth value is not.
    Arrays must agree in shape and dtype. Lists and tuples count as the same, and NaN
    equals NaN. Numbers may differ by `TOLERANCE`.
    """
    if isinstance(want, np.ndarray) and want.ndim:
        return _arrays(got, want)
    if _is_truth(want):
        return _truths(got, want)
    if _is_number(want):
        return _numbers(got, want)
    if isinstance(want, list | tuple):
        return _sequences(got, want)
    if isinstance(want, dict):
        return _dicts(got, want)
    if type(got) is not type(want):
        return f"Expected {_kind(want)}, got {_kind(got)}."
    return None if identical(got, want) else "The values differ."


def identical(a: Any, b: Any) -> bool:
    """Whether two values are equal to the last bit; objects are compared by attributes."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        if a.shape != b.shape or a.dtype != b.dtype:
            return False
        return a.dtype.kind == "O" or bool(a.tobytes() == b.tobytes())
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(identical, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(identical(a[k], b[k]) for k in a)
    if isinstance(a, np.random.Generator):
        return identical(a.bit_generator.state, b.bit_generator.state)
    if isinstance(a, float | np.floating):
        return bool(a == b) or (math.isnan(a) and math.isnan(b))
    if hasattr(a, "__dict__") and not callable(a):
        return identical(vars(a), vars(b))
    return callable(a) or bool(a == b)


def _leaves(value: Any) -> list[float]:
    if isinstance(value, np.ndarray):
        flat = value.ravel() if value.dtype.kind in "iufb" else np.zeros(value.size)
        return [float(v) for v in flat]
    if isinstance(value, list | tuple):
        return [leaf for part in value for leaf in _leaves(part)]
    if isinstance(value, dict):
        return _leaves(list(value.values()))
    if isinstance(value, bool | Real):
        return [float(value)]
    return [0.0]


def size(arguments: tuple[Any, ...]) -> tuple[float, ...]:
    """Return how large an input looks to a reader, as a sort key.

    First the count of its numbers, then the digits needed to write them, then their
    distance from 0.
    """
    leaves = _leaves(arguments)
    digits = sum(len(f"{leaf:g}") for leaf in leaves)
    magnitude = sum(abs(leaf) for leaf in leaves if math.isfinite(leaf))
    return (len(leaves), digits, magnitude)
