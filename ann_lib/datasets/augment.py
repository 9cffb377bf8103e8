"""The same images a little otherwise, so that a network meets more than was collected."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._checks import FloatArray, check_array, check_int


def shift(images: ArrayLike, *, down: int = 0, right: int = 0) -> FloatArray:
    """Return the images moved by whole pixels; what comes in at the edge is paper, 0.

    Parameters
    ----------
    images : array_like, shape (n_samples, height, width) or (..., channels)
    down, right : int
        Pixels to move by; negative numbers move up and left. What leaves is lost.

    Returns
    -------
    moved : ndarray
        A new array of the same shape.

    Raises
    ------
    ValueError
        If the images have no height and width.

    Examples
    --------
    >>> shift([[[1, 2], [3, 4]]], right=1)[0].tolist()
    [[0.0, 1.0], [0.0, 3.0]]
    """
    array = check_array(images, "images")
    if array.ndim not in (3, 4):
        raise ValueError(
            "images must have shape (n_samples, height, width) or (n_samples, height, "
            f"width, channels), got {array.shape}. Use x.reshape(len(x), height, width)."
        )
    size = max(array.shape[1:3])
    rows = check_int(down, "down", minimum=-size)
    columns = check_int(right, "right", minimum=-size)
    moved = np.zeros_like(array)
    to_rows, from_rows = _overlap(rows, array.shape[1])
    to_columns, from_columns = _overlap(columns, array.shape[2])
    moved[:, to_rows, to_columns] = array[:, from_rows, from_columns]
    return moved


def _overlap(step: int, size: int) -> tuple[slice, slice]:
    """Return where pixels go to and where they come from, along one side."""
    if step >= 0:
        return slice(min(step, size), None), slice(0, max(size - step, 0))
    return slice(0, max(size + step, 0)), slice(min(-step, size), None)
