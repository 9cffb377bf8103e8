"""How strongly a kernel, or any small picture of weights, is oriented."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._support.checks import FloatArray, check_array


def orientation_index(kernels: ArrayLike) -> Any:
    """Return how far the slopes of each kernel lie along one line, from 0 to 1.

    A kernel is a small landscape of numbers. At each corner where four of them meet it
    rises in some direction g = (g_x, g_y). The structure tensor is J = Σ g gᵀ. Its
    eigenvalues λ₁ ≥ λ₂ say how much the kernel rises along its main direction and across:

        index = (λ₁ - λ₂) / (λ₁ + λ₂)

    A straight edge or bar along the grid has 1, at other angles nearly 1; a spot and a
    constant have 0. Random kernels have about 0.3 if they are 5×5, and 0.57 if they are
    3×3: the smaller the kernel, the more often chance looks like a direction.
    The index ignores size, sign and an added constant.

    Parameters
    ----------
    kernels : array_like, shape (height, width, ...)
        At least 2×2; of a `Conv2D` on grey images, ``weights.value[:, :, 0]``.

    Returns
    -------
    index : float or ndarray, shape (...)

    Raises
    ------
    ValueError
        If the kernels are smaller than 2×2.

    References
    ----------
    Bigün, J. and Granlund, G. H. (1987). Optimal orientation detection of linear
    symmetry. *ICCV*, 433-438.

    Examples
    --------
    >>> orientation_index([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])
    1.0
    >>> orientation_index([[1, 1, 1], [1, 8, 1], [1, 1, 1]])
    0.0
    """
    array = check_array(kernels, "kernels").astype(np.float64)
    if array.ndim < 2 or min(array.shape[:2]) < 2:
        raise ValueError(
            "kernels must have shape (height, width, ...) with at least 2 rows and "
            f"columns, got shape {array.shape}."
        )
    largest = np.abs(array).max(axis=(0, 1))
    array = array / np.where(largest > 0, largest, 1)
    # From four neighbours to the slopes at the corner between them.
    right, down = np.diff(array, axis=1), np.diff(array, axis=0)
    g_x, g_y = (right[1:] + right[:-1]) / 2, (down[:, 1:] + down[:, :-1]) / 2
    xx, yy, xy = (np.sum(product, axis=(0, 1)) for product in (g_x**2, g_y**2, g_x * g_y))
    total: FloatArray = xx + yy
    index = np.hypot(xx - yy, 2 * xy) / np.where(total > 0, total, 1)
    return index if index.ndim else float(index)
