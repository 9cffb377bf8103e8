"""Kernels of 3×3 pixels: those made by hand, and those that a network has learned."""

from __future__ import annotations

import numpy as np

from ann_lib._support.checks import FloatArray, describe
from ann_lib.convolution import Conv2D
from ann_lib.network import Network

LARGEST = 5.0
"""The size of weight up to which the sliders go."""

HAND_MADE: dict[str, list[list[float]]] = {
    "edge: dark on the right": [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]],
    "edge: dark on the left": [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
    "edge: dark below": [[-1, -1, -1], [0, 0, 0], [1, 1, 1]],
    "edge: dark above": [[1, 1, 1], [0, 0, 0], [-1, -1, -1]],
    "diagonal, falling": [[2, -1, -1], [-1, 2, -1], [-1, -1, 2]],
    "outline": [[-0.5, -0.5, -0.5], [-0.5, 4, -0.5], [-0.5, -0.5, -0.5]],
    "blur": [[0.05, 0.15, 0.05], [0.15, 0.2, 0.15], [0.05, 0.15, 0.05]],
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "as it is": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
}
"""Name -> weights. Dark is ink, 1; paper is 0. (The rising diagonal is an exercise.)"""


def learned_kernels(network: object) -> dict[str, FloatArray]:
    """Return the kernels of a network's first layer by name, rounded to two decimals.

    Raises
    ------
    TypeError, ValueError
        If it is no network, or does not begin with 3×3 kernels on grey images.
    """
    if not isinstance(network, Network):
        raise TypeError(f"network must be a trained Network, got {describe(network)}.")
    first = network.layers[0]
    if not isinstance(first, Conv2D) or first.kernel_size != 3 or first.in_channels != 1:
        raise ValueError(
            f"network must begin with Conv2D(1, ..., 3), kernels of 3×3 on grey images, "
            f"got {first!r}."
        )
    kernels = np.moveaxis(first.weights.value[:, :, 0], 2, 0).astype(np.float64)
    if np.abs(kernels).max() > LARGEST:
        raise ValueError(
            f"The kernels' weights must lie between {-LARGEST:g} and {LARGEST:g}, where "
            f"the sliders end, got one of size {np.abs(kernels).max():.2f}."
        )
    return {f"learned {i}": kernel.round(2) for i, kernel in enumerate(kernels)}


def filtered(image: FloatArray, kernel: FloatArray) -> FloatArray:
    """Return the kernel's answer at each pixel; beyond the edge there is paper, 0."""
    padded = np.pad(image, 1)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))
    return np.einsum("ijkl,kl->ij", windows, kernel)
