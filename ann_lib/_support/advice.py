"""How to mend an argument: the last sentence of an error message.

Each expression can be copied out of its message and works as it stands, whether the
argument is an array, a list or a DataFrame; and what comes out means what the argument
meant. Where nobody can know what was meant, there is no advice.
"""

from __future__ import annotations

import contextlib
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray


def as_code(value: object, name: str) -> str:
    """Return the expression for an argument as an array: its name, if it is one."""
    return name if type(value) is np.ndarray else f"np.asarray({name})"


def about_gaps(mask: str) -> str:
    """Say what to do about values that are missing; ``mask`` finds them."""
    return (
        "Leave out the samples that hold them, or fill in the right values; "
        f"{mask} where they are."
    )


def about_shape(
    value: object, array: NDArray[Any], name: str, sample_shape: tuple[int, ...]
) -> str:
    """Return how to make samples of that shape from an argument; "" if nobody can know.

    Axes in another order are moved: reshaping would scramble the numbers.
    """
    code, shape = as_code(value, name), array.shape
    sizes = "-1" if len(sample_shape) == 1 else ", ".join(map(str, sample_shape))
    if shape == sample_shape:
        return f" For one sample, use {code}[np.newaxis]."
    if len(shape) == len(sample_shape) + 1:
        if shape[:-1] == sample_shape:
            moved = f"{code}.T" if array.ndim == 2 else f"np.moveaxis({name}, -1, 0)"
            return f" Samples are rows: use {moved}."
        if (*shape[2:], shape[1]) == sample_shape:
            return f" Channels come last: use np.moveaxis({name}, 1, -1)."
    if array.ndim == 1 and sample_shape == (1,):
        return f" Use {code}.reshape(-1, 1)."
    if array.ndim and _same_order(shape[1:], sample_shape):
        return f" Use {code}.reshape(len({name}), {sizes})."
    if _same_order(shape, sample_shape):
        return f" For one sample, use {code}.reshape(1, {sizes})."
    return ""


def about_target(value: object, array: NDArray[Any], output_shape: tuple[int, ...]) -> str:
    """Say how ``y`` comes to hold as many numbers per sample as there are outputs."""
    if array.ndim == 1 and array.dtype.kind in "iu":
        return " For one class label per sample, use SoftmaxCrossEntropy()."
    mend = about_shape(value, array, "y", output_shape)
    if array.ndim in (1, 2) and not mend:
        return f" Or give the last layer {math.prod(array.shape[1:])} units."
    return mend


def _same_order(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether reshaping keeps the order: one of them is flat, or only 1s are added."""
    long_axes = [[n for n in shape if n != 1] for shape in (one, other)]
    flat = min(map(len, long_axes)) <= 1
    return math.prod(one) == math.prod(other) and (flat or long_axes[0] == long_axes[1])


def about_numbers(array: NDArray[Any], name: str) -> str:
    """Say how an array of another dtype becomes one of real numbers."""
    if array.dtype.kind == "c":
        return f" Use np.real({name}) or np.abs({name})."
    if array.ndim == 0:
        return ""
    with contextlib.suppress(TypeError, ValueError, OverflowError):
        array.astype(float)
        return f" Use np.asarray({name}, dtype=float)."
    if array.size == len(array):
        with contextlib.suppress(TypeError):
            return f" If they are names: {about_numbering(array, name)}"
    return " Turn into numbers whatever is none, or leave it out."


def about_numbering(labels: NDArray[Any], name: str) -> str:
    """Say how to number the classes; a TypeError if there is no order among the labels."""
    try:
        np.unique(labels)
    except ArithmeticError as error:  # the signalling NaN of decimal is compared with none
        raise TypeError("There is no order among the labels.") from error
    return (
        "Number the classes from 0, before the samples are split, with "
        f"np.unique({name}, return_inverse=True)[1]."
    )


def about_one_column(labels: NDArray[Any], code: str) -> str:
    """Say how labels of shape (n, 1), or one-hot ones, become (n,)."""
    if labels.ndim and labels.size == len(labels):
        return f" Use {code}.ravel()."
    if labels.ndim == 2 and labels.dtype.kind in "biuf":
        for axis in (1, 0):  # samples are rows, or by mistake columns
            if ((labels != 0).sum(axis=axis) == 1).all() and (labels.max(axis) == 1).all():
                return f" It is one-hot: use {code}.argmax(axis={axis})."
    return f" Use {code}.ravel()." if labels.shape[:1] == (1,) else ""


def about_whole_labels(labels: NDArray[Any], name: str, code: str) -> str:
    """Say how labels of another dtype become whole numbers that mean the same."""
    if labels.ndim == 0 or labels.dtype.kind == "c":
        return ""
    if labels.dtype.kind == "f" and not np.isfinite(labels).all():
        return " It holds gaps. " + about_gaps(f"np.isfinite({name}) is False")
    with contextlib.suppress(TypeError, ValueError, OverflowError):
        with np.errstate(invalid="ignore"):  # of numbers too large for an int
            whole = labels.astype(int)
        if labels.dtype.kind in "US" or (whole == labels).all():
            return f" Use {code}.astype(int)."
    if labels.dtype.kind == "f":
        return " To predict numbers, use MeanSquaredError()."
    try:
        return " " + about_numbering(labels, name)
    except TypeError:
        return " Leave out the samples without a label, and make all labels of one type."


def about_yes_or_no(labels: NDArray[Any], code: str) -> str:
    """Say how two labels become 0 and 1, or which loss takes more than two."""
    values = np.unique(labels)
    if np.isin(values, (-1, 1)).all():  # also where a split has left only -1
        return f" Use ({code} == 1).astype(int)."
    if len(values) == 2:
        return f" Use ({code} == np.max({code})).astype(int)."
    if (values == np.floor(values)).all():
        return " For more than two classes, use SoftmaxCrossEntropy()."
    return " To predict numbers, use MeanSquaredError()."
