"""Checks of arguments, and errors that say what was expected and what came.

Every public function of the package checks its arguments here, so that the same
mistake gets the same message everywhere: the argument's name, what was expected,
what came, and how to mend it (which is in `advice`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sized
from numbers import Integral, Real
from types import FunctionType, MethodType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from ann_lib._support.advice import (
    about_gaps,
    about_numbering,
    about_numbers,
    about_one_column,
    about_whole_labels,
    as_code,
)

FloatArray: TypeAlias = NDArray[np.floating[Any]]
IntArray: TypeAlias = NDArray[np.integer[Any]]
Rng: TypeAlias = np.random.Generator | int | None
Sides: TypeAlias = int | tuple[int, int]
"""Rows and columns; one number where they are equal."""


_NOT_CALLED = {type: "class", MethodType: "method", FunctionType: "function"}


def describe(value: object) -> str:
    """Describe a value in a few words, short enough for an error message."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape} and dtype {value.dtype}"
    for kind, word in _NOT_CALLED.items():
        name = getattr(value, "__name__", "")
        if isinstance(value, kind) and name.isidentifier():  # no lambda
            return f"the {word} {name} itself, without parentheses"
    text = " ".join(repr(value).split())
    short = text if len(text) <= 60 else text[:57] + "..."
    return f"{short} ({type(value).__name__})"


def check_int(
    value: object, name: str, *, minimum: int = 1, maximum: int | None = None
) -> int:
    """Return ``value`` as an int from ``minimum`` to ``maximum``, if that is given."""
    if type(value) is not int:  # nearly always it is, and that is soon seen
        if isinstance(value, bool | np.bool_) or not isinstance(value, Integral):
            raise TypeError(f"{name} must be a whole number, got {describe(value)}.")
        value = int(value)
    if value < minimum or (maximum is not None and value > maximum):
        limits = (
            f"at least {minimum}" if maximum is None else f"from {minimum} to {maximum}"
        )
        raise ValueError(f"{name} must be {limits}, got {value}.")
    return value


def check_sides(value: object, name: str, *, minimum: int = 1) -> Sides:
    """Return ``value`` as `Sides`: a whole number, or a pair of unequal ones."""
    if not isinstance(value, tuple | list):
        return check_int(value, name, minimum=minimum)
    if len(value) != 2:
        raise ValueError(
            f"{name} must be a whole number or a pair (rows, columns), "
            f"got {describe(value)}."
        )
    rows, columns = (
        check_int(side, f"{name}[{i}]", minimum=minimum) for i, side in enumerate(value)
    )
    return rows if rows == columns else (rows, columns)


def both(sides: Sides) -> tuple[int, int]:
    """Return (rows, columns), also where one number stands for both."""
    return (sides, sides) if isinstance(sides, int) else sides


def check_number(
    value: object,
    name: str,
    *,
    minimum: float = -math.inf,
    above: float = -math.inf,
    maximum: float = math.inf,
    below: float = math.inf,
) -> float:
    """Return ``value`` as a finite float: at least the minimum, or above a limit."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        raise TypeError(f"{name} must be a number, got {describe(value)}.")
    try:
        number = float(value)
    except OverflowError:
        raise ValueError(f"{name} must be finite, got {describe(value)}.") from None
    is_inside = minimum <= number <= maximum and above < number < below
    if not math.isfinite(number) or not is_inside:
        limits = {"at least": minimum, "above": above, "at most": maximum, "below": below}
        bounds = [f"{word} {n:g}" for word, n in limits.items() if math.isfinite(n)]
        expected = " and ".join(bounds) or "finite"
        raise ValueError(f"{name} must be {expected}, got {number:g}.")
    return number


def check_kind(value: Any, name: str, kind: type[Any], mend: str = "") -> None:
    """Raise TypeError unless ``value`` is an object of that class."""
    if not isinstance(value, kind):
        article = "an" if kind.__name__.startswith((*"AEIO", "ndarray")) else "a"
        raise TypeError(
            f"{name} must be {article} {kind.__name__}, got {describe(value)}.{mend}"
        )


def check_is_array(x: object) -> None:
    """Raise TypeError unless ``x`` is an array: a layer takes it as it is."""
    check_kind(x, "x", np.ndarray, " Use np.array(x).")


def check_no_text(value: object, name: str) -> None:
    """Raise TypeError if one text came for several: each letter would count as one."""
    if isinstance(value, str):
        raise TypeError(
            f"{name} must be several texts, got {describe(value)}. For a single one, use "
            f"[{value!r}]."
        )


def check_choice(value: object, name: str, choices: Iterable[str]) -> str:
    """Return ``value`` if it is one of ``choices``."""
    options = list(choices)
    if not isinstance(value, str) or value not in options:
        listed = ", ".join(repr(option) for option in options)
        raise ValueError(f"{name} must be one of {listed}; got {describe(value)}.")
    return value


def check_rng(rng: Any, name: str = "rng") -> np.random.Generator:
    """Return a random generator: the given one, or a new one from an int seed.

    With ``None`` it differs from run to run.
    """
    if isinstance(rng, np.random.Generator):
        return rng
    if rng is None:
        return np.random.default_rng()
    if isinstance(rng, bool | np.bool_) or not isinstance(rng, Integral):
        raise TypeError(
            f"{name} must be a numpy.random.Generator or an int seed, got {describe(rng)}."
        )
    if rng < 0:
        raise ValueError(f"{name} must be a seed of at least 0, got {rng}.")
    return np.random.default_rng(int(rng))


def as_regular_array(value: ArrayLike, name: str) -> NDArray[Any]:
    """Return ``value`` as an array.

    Raises
    ------
    TypeError
        If it is a sparse matrix, an iterator, or a list whose rows differ in length.
    ValueError
        If part of it is masked: an array has no masks, and what lies under them would
        count as data.
    """
    if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
        mask = about_gaps(f"np.ma.getmaskarray({name}) is True")
        raise ValueError(f"{name} holds masked values. {mask}")
    if hasattr(value, "toarray") or isinstance(value, Iterator):
        mend = f"list({name})" if isinstance(value, Iterator) else f"{name}.toarray()"
        raise TypeError(f"{name} must be an array, got {describe(value)}. Use {mend}.")
    try:
        return np.asarray(value)
    except ValueError as error:
        raise TypeError(
            f"{name} must be a regular array of numbers, with all rows of the same "
            f"length: {error}"
        ) from None


def check_array(
    value: ArrayLike,
    name: str,
    *,
    shape: tuple[int | None, ...] | None = None,
    ndim: int | None = None,
    dtype: DTypeLike | None = None,
    finite: bool = True,
    allow_empty: bool = False,
) -> FloatArray:
    """Return ``value`` as an array of finite real numbers.

    Parameters
    ----------
    value : array_like
    name : str
        What the error message calls it.
    shape : tuple of int or None, optional
        Expected shape; ``None`` stands for any length.
    ndim : int, optional
        Expected number of axes, if the shape does not matter.
    dtype : dtype, optional
        Floating dtype of the result. By default a floating array keeps its own and
        integers and booleans become float64. The array is copied only if it must be.
    finite : bool
        Whether NaN and infinity are refused.
    allow_empty : bool
        Whether an array without elements is accepted.

    Raises
    ------
    TypeError
        If the values are not real numbers: strings, objects, complex numbers, or a
        ragged list.
    ValueError
        If the shape differs, the array is empty, or a value is NaN or infinite.
    """
    array = as_regular_array(value, name)
    if array.dtype.kind not in "fiub":
        came = describe(value)
        if not isinstance(value, np.ndarray):
            came = f"{came}; its dtype as an array is {array.dtype}"
        raise TypeError(
            f"{name} must hold real numbers, got {came}.{about_numbers(array, name)}"
        )
    if shape not in (None, array.shape) and (
        array.ndim != len(shape)
        or any(
            want not in (None, got) for want, got in zip(shape, array.shape, strict=True)
        )
    ):
        expected = str(shape).replace("None", "n")
        raise ValueError(f"{name} must have shape {expected}, got {array.shape}.")
    if ndim is not None and array.ndim != ndim:
        axes = "1 axis" if ndim == 1 else f"{ndim} axes"
        raise ValueError(
            f"{name} must have {axes}, got {array.ndim} (shape {array.shape})."
        )
    if array.size == 0 and not allow_empty:
        raise ValueError(f"{name} is empty (shape {array.shape}): there is no data in it.")
    if dtype is None:
        dtype = array.dtype if array.dtype.kind == "f" else np.float64
    result: FloatArray = array
    if array.dtype != dtype:
        with np.errstate(over="ignore"):  # what overflows is refused below
            result = array.astype(dtype)
    if finite and not is_finite(result):
        check_finite(array, name)
        code = as_code(value, name)
        raise ValueError(
            f"{name} holds numbers that are too large for {result.dtype}, up to "
            f"{np.abs(array).max():g}. Scale it, for instance as "
            f"{code} / np.abs({code}).max()."
        )
    return result


def check_finite(array: NDArray[Any], name: str) -> None:
    """Raise ValueError if any element is NaN or infinite, and say where."""
    if not is_finite(array):
        bad = ~np.isfinite(array)
        first = tuple(int(i) for i in np.argwhere(bad)[0])
        raise ValueError(
            f"{name} holds {int(bad.sum())} NaN or infinite values, the first at index "
            f"{first}. {about_gaps(f'np.isfinite({name}) is False')}"
        )


def is_finite(array: NDArray[Any]) -> bool:
    """Whether all are finite: the sum of their squares tells it fast, and nearly always."""
    return math.isfinite(np.vdot(array, array)) or bool(np.isfinite(array).all())


def check_labels(value: ArrayLike, name: str, *, n_classes: int | None = None) -> IntArray:
    """Return class labels as an integer array of shape (n_samples,).

    Raises
    ------
    TypeError
        If the labels are not whole numbers (floats, strings, objects).
    ValueError
        If they are not one-dimensional, there are none, or one lies outside
        ``0 .. n_classes - 1``.
    """
    labels = as_regular_array(value, name)
    if labels.size == 0:
        raise ValueError(f"{name} is empty: there is no label in it.")
    is_whole = labels.dtype.kind in "iu"
    if labels.ndim > 1 or (labels.ndim == 0 and is_whole):
        raise ValueError(
            f"{name} must hold one label per sample, shape (n_samples,), got shape "
            f"{labels.shape}.{about_one_column(labels, as_code(value, name))}"
        )
    if not is_whole:
        raise TypeError(
            f"{name} must hold class labels as whole numbers, got dtype {labels.dtype}."
            f"{about_whole_labels(labels, name, as_code(value, name))}"
        )
    lowest, highest = int(labels.min()), int(labels.max())
    if lowest < 0 or (n_classes is not None and highest >= n_classes):
        allowed = "of at least 0" if n_classes is None else f"from 0 to {n_classes - 1}"
        n_found = len(np.unique(labels))
        if n_classes is not None and n_found > n_classes:
            mend = f"A network needs an output for each of the {n_found} classes."
        elif lowest > 0 and highest == n_classes:
            mend = f"Count the classes from 0: use {as_code(value, name)} - 1."
        else:
            mend = about_numbering(labels, name)
        raise ValueError(
            f"{name} must hold labels {allowed}, got values from {lowest} to {highest}. "
            f"{mend}"
        )
    return labels


def check_same_length(x: Sized, y: Sized, x_name: str, y_name: str) -> None:
    """Raise ValueError unless both have the same number of samples."""
    if len(x) != len(y):
        raise ValueError(
            f"{x_name} and {y_name} must have the same number of samples, "
            f"got {len(x)} and {len(y)}."
        )
