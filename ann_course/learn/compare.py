"""Compare a learner's answer with the reference and say how they differ."""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Sequence
from numbers import Real
from typing import Any, NamedTuple

import numpy as np

from ann_course.learn import in_words

TOLERANCE = 1e-9
"""How far numbers may differ: relative above 1, absolute below."""


class _Rounded(float):
    """A number that is written with so many digits."""

    digits = 4

    def __repr__(self) -> str:
        exact, short = float.__repr__(self), f"{self:.{self.digits}g}"
        if len(exact) <= self.digits + 2:
            return exact
        return f"{self:.0f}" if "e+" in short and abs(self) < 1e15 else short


def _rounded(value: Any, number: type[_Rounded]) -> Any:
    if isinstance(value, float | np.floating):
        return number(value)
    if type(value) in (list, tuple):
        return type(value)(_rounded(part, number) for part in value)
    if type(value) is dict:
        return {key: _rounded(part, number) for key, part in value.items()}
    return value


def show(value: object, limit: int = 300, *, digits: int | None = None) -> str:
    """Return a value as Python would write it, but NumPy numbers without their type.

    With ``digits``, longer numbers are rounded to so many.

    Examples
    --------
    >>> show([63.040002190641395, 0.5], digits=4)
    '[63.04, 0.5]'
    """
    if digits is not None:
        with contextlib.suppress(RecursionError):  # a list that holds itself
            value = _rounded(value, type("_Rounded", (_Rounded,), {"digits": digits}))
    precision = digits or 6
    if isinstance(value, np.generic):
        text = repr(value.item())
    elif isinstance(value, np.ndarray):
        with np.printoptions(precision=precision, threshold=60):
            text = repr(value)
    else:
        try:
            with np.printoptions(legacy="1.25", precision=precision, threshold=60):
                text = repr(value)
        except Exception:  # the learner's own class, with a broken __repr__
            text = f"an object of type {type(value).__name__}"
    return text if len(text) <= limit else text[: limit - 3] + "..."


def show_both(one: object, other: object) -> tuple[str, str]:
    """Return two values rounded, to as many digits as it takes to tell them apart.

    Those that are the same to the last digit are rounded to four.

    Examples
    --------
    >>> show_both(63.040002190641395, 37.04)
    ('63.04', '37.04')
    >>> show_both(0.123456, 0.123457)
    ('0.123456', '0.123457')
    """
    for digits in (4, 6, 9, 17, 4):
        texts = show(one, digits=digits), show(other, digits=digits)
        if texts[0] != texts[1]:
            break
    return texts


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
    return in_words.kind(value)


def form(value: Any) -> str:
    """Say what a learner's values are, without the values.

    Examples
    --------
    >>> form(([1, 2], -1.5))
    '(a list of 2 numbers, a number)'
    >>> form([[1, 2, 3], [4, 5, 6]])
    'a list of 2 lists of 3 numbers'
    >>> form("axon")
    'a text'
    """
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, dict):
        return f"a dict with the keys {show(list(value))}"
    if not isinstance(value, list | tuple):
        return _kind(value)
    kinds = [form(part) for part in value]
    if isinstance(value, tuple):
        return f"({', '.join(kinds)})"
    found = re.fullmatch(r"a (number|text|list)( of .+)?", kinds[0]) if kinds else None
    if found is None or len(set(kinds)) > 1:
        return f"[{', '.join(kinds)}]"
    plural = "s" * (len(kinds) > 1)
    return f"a list of {len(kinds)} {found[1]}{plural}{found[2] or ''}"


def all_finite(value: Any) -> bool:
    """Whether no number in a learner's values is infinite or not a number (nan)."""
    return all(map(math.isfinite, _leaves(value)))


class Reason(NamedTuple):
    """How two values differ, and where in them: `[0]['a']`."""

    says: str
    at: str = ""


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
    if isinstance(got, list | tuple):
        with contextlib.suppress(TypeError, ValueError):
            same = np.asarray(got).astype(want.dtype, casting="same_kind")
            if _arrays(same, want) is None:
                return (
                    f"Expected {_kind(want)}, got {_kind(got)}. The numbers are right: "
                    "wrap it in `np.array(...)`."
                )
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
        values = "values" if want.dtype.kind == "b" else "numbers"
        return (
            f"{n_bad} of {close.size} {values} differ, the first at index "
            f"{first[0] if len(first) == 1 else first}."
        )
    if got.dtype != want.dtype:
        return (
            f"The numbers are right, but their dtype is {got.dtype}, and {want.dtype} was "
            f"expected: `.astype({str(want.dtype)!r})` turns them into it."
        )
    return None


def _sequences(got: Any, want: Any) -> str | Reason | None:
    if isinstance(got, np.ndarray) and got.ndim:
        got = got.tolist()
    if not isinstance(got, list | tuple):
        return f"Expected {_kind(want)}, got {_kind(got)}."
    if len(got) != len(want):
        values = "value" if len(want) == 1 else "values"
        return f"Expected {len(want)} {values}, got {len(got)}."
    for i, (a, b) in enumerate(zip(got, want, strict=True)):
        found = _find(a, b)
        if found:
            return Reason(found.says, f"[{i}]{found.at}")
    return None


def _dicts(got: Any, want: dict[Any, Any]) -> str | Reason | None:
    if not isinstance(got, dict) or got.keys() != want.keys():
        return f"Expected a dict with the keys {show(list(want))}."
    for key, value in want.items():
        found = _find(got[key], value)
        if found:
            return Reason(found.says, f"[{show(key)}]{found.at}")
    return None


def _find(got: Any, want: Any) -> Reason | None:
    found: str | Reason | None
    if isinstance(want, np.ndarray) and want.ndim:
        found = _arrays(got, want)
    elif _is_truth(want):
        found = _truths(got, want)
    elif _is_number(want):
        found = _numbers(got, want)
    elif isinstance(want, list | tuple):
        found = _sequences(got, want)
    elif isinstance(want, dict):
        found = _dicts(got, want)
    elif type(got) is not type(want):
        found = f"Expected {_kind(want)}, got {_kind(got)}."
    else:
        found = None if identical(got, want) else "The values differ."
    return Reason(found) if isinstance(found, str) else found


def difference(got: Any, want: Any, names: Sequence[str] = ()) -> str | None:
    """Say how two values differ, or return None where they agree.

    Python's and NumPy's numbers, int or float, are all numbers; a truth value is not.
    Arrays must agree in shape and dtype. Lists and tuples count as the same, and NaN
    equals NaN. Numbers may differ by `TOLERANCE`.

    Parameters
    ----------
    got, want : object
    names : sequence of str
        What the parts of a tuple are called.

    Examples
    --------
    >>> difference([1.0, 3.0], [1.0, 2.0])
    '`result[1]` differs.'
    >>> difference(([1.0, 3.0], 0.5), ([1.0, -3.0], 0.5), names=["weights", "bias"])
    '`weights[1]` has the wrong sign.'
    """
    found = _find(got, want)
    if found is None or not found.at:
        return found and found.says
    first, rest = found.at[1:].split("]", 1)
    named = names and first.isdigit()
    place = f"{names[int(first)]}{rest}" if named else f"result{found.at}"
    known = {"The number differs.": "differs.", "The sign is wrong.": "has the wrong sign."}
    if found.says in known:
        return f"`{place}` {known[found.says]}"
    return f"`{place}`: {found.says[0].lower()}{found.says[1:]}"


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
