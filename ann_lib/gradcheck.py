"""Is a gradient right? Compare it with what a small push really changes.

    dL/dv ≈ (L(v + h) − L(v − h)) / 2h

Central differences err by about h² and by rounding divided by h; in float64 with h near
1e-5 the two agree with a right gradient to nine digits or so.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ann_lib._checks import FloatArray, Rng, check_array, check_rng
from ann_lib.layers import Layer
from ann_lib.losses import Loss
from ann_lib.network import Network

STEP = 1e-5


def numerical_gradient(
    function: Callable[[], float], array: FloatArray, *, step: float = STEP
) -> FloatArray:
    """Return the slope of ``function()`` along each number of ``array``.

    The array is changed in place, number by number, and left as it was.
    """
    gradient = np.zeros_like(array)
    for index in np.ndindex(array.shape):
        kept = array[index]
        array[index] = kept + step
        above = function()
        array[index] = kept - step
        below = function()
        array[index] = kept
        gradient[index] = (above - below) / (2 * step)
    return gradient


def relative_error(gradient: FloatArray, expected: FloatArray) -> float:
    """Return the largest difference, in parts of the larger gradient (at least 1e-3)."""
    scale = max(float(np.abs(gradient).max()), float(np.abs(expected).max()), 1e-3)
    return float(np.abs(gradient - expected).max()) / scale


def check_layer(
    layer: Layer, x: ArrayLike, *, training: bool = False, rng: Rng = 0
) -> float:
    """Return the largest relative error of a layer's gradients, at the input ``x``.

    The loss is a random weighted sum of the layer's outputs, so that none of them can
    hide. A layer that draws random numbers draws the same ones each time.
    """
    x = check_array(x, "x", dtype=np.float64).copy()
    start = copy.deepcopy(getattr(layer, "rng", None))

    def forward() -> FloatArray:
        if start is not None:
            layer.rng = copy.deepcopy(start)  # type: ignore[attr-defined]
        return layer.forward(x, training=training)

    coefficients = check_rng(rng).standard_normal(forward().shape)

    def loss() -> float:
        return float((forward() * coefficients).sum())

    forward()
    d_input = layer.backward(coefficients)
    assert d_input is not None
    analytic = [d_input.copy(), *(p.gradient.copy() for p in layer.parameters)]
    arrays = [x, *(p.value for p in layer.parameters)]
    return _largest_error(loss, arrays, analytic)


def check_loss(loss: Loss, output: ArrayLike, target: NDArray[Any]) -> float:
    """Return the largest relative error of a loss's gradient, at these outputs."""
    output = check_array(output, "output", dtype=np.float64).copy()
    loss.forward(output, target)
    return _largest_error(
        lambda: loss.forward(output, target), [output], [loss.backward().copy()]
    )


def check_network(network: Network, x: ArrayLike, y: NDArray[Any]) -> float:
    """Return the largest relative error of all of a network's gradients.

    The network should be of dtype float64: in float32 rounding hides the answer.
    """
    x = check_array(x, "x", dtype=network.dtype)

    def loss() -> float:
        return network.loss.forward(network.forward(x), y)

    loss()
    network.backward(network.loss.backward())
    analytic = [p.gradient.copy() for p in network.parameters]
    return _largest_error(loss, [p.value for p in network.parameters], analytic)


def _largest_error(
    loss: Callable[[], float], arrays: list[FloatArray], analytic: list[FloatArray]
) -> float:
    errors = [
        relative_error(gradient, numerical_gradient(loss, array))
        for array, gradient in zip(arrays, analytic, strict=True)
    ]
    return max(errors, default=0.0)
