"""Where one neuron's decision line runs, and which side of it fires."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Left, right, bottom and top of the part of the plane that is shown."""


def half_plane(weights: ArrayLike, bias: float, box: Box) -> tuple[Floats, Floats]:
    """Return the part of a box where w·x + bias ≥ 0, and the line that borders it.

    Parameters
    ----------
    weights : array_like, shape (2,)
        One for each direction of the plane.
    bias : float
    box : (left, right, bottom, top)

    Returns
    -------
    region : ndarray, shape (n_corners, 2)
        A polygon; without corners where nothing in the box fires.
    line : ndarray, shape (2, 2) or (0, 2)
        Both ends of w·x + bias = 0 within the box; empty where the line runs elsewhere,
        or where both weights are 0 and there is none.

    Examples
    --------
    >>> half_plane([1, 1], -1, (0, 1, 0, 1))[1].tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    left, right, bottom, top = box
    corners = np.array([(left, bottom), (right, bottom), (right, top), (left, top)])
    corners = corners.astype(float)
    slopes = np.asarray(weights, dtype=float)
    heights = corners @ slopes + bias
    region: list[Floats] = []
    line: list[Floats] = []
    for k, (corner, height) in enumerate(zip(corners, heights, strict=True)):
        if height >= 0:
            region.append(corner)
        if height == 0 and slopes.any():
            line.append(corner)
        following = heights[(k + 1) % 4]
        if height * following < 0:
            step = corners[(k + 1) % 4] - corner
            crossing = corner + step * (height / (height - following))
            region.append(crossing)
            line.append(crossing)
    ends = line[:2] if len(line) > 1 else []
    return np.reshape(region, (-1, 2)), np.reshape(ends, (-1, 2))
