"""Where a field over the plane changes its sign: the border between two answers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import FloatArray, IntArray


def zero_lines(fields: FloatArray, at: FloatArray) -> tuple[FloatArray, IntArray]:
    """Return the lines along which fields are 0, as short straight pieces.

    Parameters
    ----------
    fields : ndarray, shape (n_fields, n, n)
        Values on one square grid, the lowest row first; all finite.
    at : ndarray, shape (n,)
        Where the grid's columns are, and its rows.

    Returns
    -------
    pieces : ndarray, shape (n_pieces, 2, 2)
        Both ends of each.
    which : ndarray of int, shape (n_pieces,)
        The field that each belongs to.

    Examples
    --------
    >>> zero_lines(np.array([[[-1.0, 3.0], [-1.0, 3.0]]]), np.array([0.0, 1.0]))[0]
    array([[[0.25, 0.  ],
            [0.25, 1.  ]]])
    """
    sides = _around(fields > 0)
    crossed = sides != np.roll(sides, -1, axis=-1)  # the four edges of each cell
    which, row, column = np.nonzero(crossed.any(axis=-1))
    crossed = crossed[which, row, column]
    values = _around(fields)[which, row, column]
    x, y = np.meshgrid(at, at)
    corners = np.stack([_around(x[None]), _around(y[None])], axis=-1)[0, row, column]
    following = np.roll(values, -1, axis=-1)
    part = values / np.where(crossed, values - following, 1)
    edges = corners + part[..., None] * (np.roll(corners, -1, axis=1) - corners)
    first = np.argsort(~crossed, axis=1, kind="stable")  # those that are crossed
    ends = np.take_along_axis(edges, first[..., None], axis=1)
    both = crossed.all(axis=1)  # two pieces pass through these cells
    pieces = np.concatenate([ends[:, :2], ends[both, 2:]])
    return pieces, np.concatenate([which, which[both]])


def _around(grid: NDArray[Any]) -> NDArray[Any]:
    """Return the values at each cell's four corners, one after the other around it."""
    low, high = grid[:, :-1], grid[:, 1:]
    return np.stack([low[..., :-1], low[..., 1:], high[..., 1:], high[..., :-1]], axis=-1)
