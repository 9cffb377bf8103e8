"""One number of one map: what it is computed from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ann_lib._support.checks import FloatArray, both
from ann_lib.convolution import Conv2D, MaxPool2D
from ann_lib.layers import Layer


@dataclass(frozen=True)
class Step:
    """How a layer computes one of its answers.

    Attributes
    ----------
    top, left : int
        The window's first row and column in the maps before it; below 0 in a padding.
    window : ndarray, shape (height, width, n_maps)
        What the layer looks at; 0 in a padding.
    weights : ndarray, shape (height, width, n_maps), or None
        Of a convolution; other layers have none.
    bias : float
    answer : float
    maps : slice
        Which of the maps before it the window goes through.
    """

    top: int
    left: int
    window: FloatArray
    weights: FloatArray | None
    bias: float
    answer: float
    maps: slice


def step_of(
    layer: Layer, before: FloatArray, after: FloatArray, place: tuple[int, int, int]
) -> Step:
    """Return how an answer came about.

    Parameters
    ----------
    layer : Layer
        A convolution, a pooling, or one that takes each number by itself.
    before, after : ndarray, shape (height, width, n_maps)
        What goes into the layer, and what comes out.
    place : (int, int, int)
        Row, column and map of the answer.
    """
    row, column, unit = place
    size, stride, padding = (1, 1), (1, 1), (0, 0)
    maps, weights, bias = slice(unit, unit + 1), None, 0.0
    if isinstance(layer, Conv2D):
        size, stride = both(layer.kernel_size), both(layer.stride)
        padding, maps = both(layer.padding), slice(0, before.shape[2])
        weights = layer.weights.value[..., unit].astype(float)
        bias = float(layer.bias.value[unit]) if layer.bias is not None else 0.0
    elif isinstance(layer, MaxPool2D):
        size, stride = both(layer.size), both(layer.stride)
    top, left = (
        at * step - edge
        for at, step, edge in zip((row, column), stride, padding, strict=True)
    )
    framed = np.pad(before, [(edge, edge) for edge in padding] + [(0, 0)])
    first, start = top + padding[0], left + padding[1]
    window = framed[first : first + size[0], start : start + size[1], maps].astype(float)
    return Step(top, left, window, weights, bias, float(after[row, column, unit]), maps)


def side_by_side(windows: FloatArray) -> FloatArray:
    """Return windows (height, width, n) as one picture, with gaps of NaN between them."""
    height, width, n = windows.shape
    columns = int(np.ceil(np.sqrt(n)))
    rows = -(-n // columns)
    picture = np.full((rows * (height + 1) - 1, columns * (width + 1) - 1), np.nan)
    for i in range(n):
        top, left = (i // columns) * (height + 1), (i % columns) * (width + 1)
        picture[top : top + height, left : left + width] = windows[..., i]
    return picture
