"""Is a gradient right? Compare it with what a small push really changes.

    dL/dv ≈ (L(v + h) − L(v − h)) / 2h

Central differences err by about h² and by rounding divided by h; in float64 with h near
1e-5 the two agree with a right gradient to nine digits or so. In float32 rounding would
hide the answer, so parameters must be float64.
"""

from __future__ import annotations

import copy
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._support.checks import FloatArray, check_array, check_kind, check_same_length
from ann_lib.layers import Layer
from ann_lib.losses import Loss
from ann_lib.network import Network
from ann_lib.parameter import Parameter

STEP = 1e-5


def numerical_gradient(function: Callable[[], float], array: FloatArray) -> FloatArray:
    """Return the slope of ``function()`` along each number of ``array``.

    The array is changed in place, number by number, and left as it was.
    """
    gradient = np.zeros_like(array)
    for index in np.ndindex(array.shape):
        kept = array[index]
        array[index] = kept + STEP
        above = function()
        array[index] = kept - STEP
        below = function()
        array[index] = kept
        gradient[index] = (above - below) / (2 * STEP)
    return gradient


def relative_error(gradient: FloatArray, expected: FloatArray) -> float:
    """Return the largest difference, in parts of the larger gradient (at least 1e-3)."""
    if gradient.shape != expected.shape:
        raise ValueError(
            f"gradient must have shape {expected.shape}, got {gradient.shape}."
        )
    scale = max(float(np.abs(gradient).max()), float(np.abs(expected).max()), 1e-3)
    return float(np.abs(gradient - expected).max()) / scale


def check_layer(layer: Layer, x: ArrayLike, *, training: bool = False) -> float:
    """Return the largest relative error of a layer's gradients, at the input ``x``.

    The loss is a random weighted sum of the layer's outputs, so that none of them can
    hide. A layer that draws random numbers draws the same ones each time.

    Raises
    ------
    TypeError
        If it is no layer; for a network there is `check_network`.
    ValueError
        If a gradient has the wrong shape or is missing, or the layer's parameters are
        not of dtype float64.
    """
    check_kind(layer, "layer", Layer)
    x = check_array(x, "x", dtype=np.float64).copy()
    _check_float64(layer.parameters)
    start = copy.deepcopy(getattr(layer, "rng", None))

    def forward() -> FloatArray:
        if start is not None:
            layer.rng = copy.deepcopy(start)  # type: ignore[attr-defined]
        return layer.forward(x, training=training)

    coefficients = np.random.default_rng(0).standard_normal(forward().shape)

    def loss() -> float:
        return float((forward() * coefficients).sum())

    forward()
    d_input = layer.backward(coefficients)
    if d_input is None:
        raise ValueError(f"backward() of {layer!r} must return d_input, got None.")
    analytic = [d_input.copy(), *(p.gradient.copy() for p in layer.parameters)]
    arrays = [x, *(p.value for p in layer.parameters)]
    return _largest_error(loss, arrays, analytic)


def check_loss(loss: Loss, output: ArrayLike, target: ArrayLike) -> float:
    """Return the largest relative error of a loss's gradient, at these outputs."""
    check_kind(loss, "loss", Loss)
    output = check_array(output, "output", dtype=np.float64).copy()
    if output.ndim < 2:
        raise ValueError(
            f"output must have shape (n_samples, n_outputs), got shape {output.shape}."
        )
    y = loss.check_target(target, output.shape[1:])
    check_same_length(output, y, "output", "y")
    loss.forward(output, y)
    return _largest_error(
        lambda: loss.forward(output, y), [output], [loss.backward().copy()]
    )


def check_network(network: Network, x: ArrayLike, y: ArrayLike) -> float:
    """Return the largest relative error of all of a network's gradients."""
    check_kind(network, "network", Network)
    _check_float64(network.parameters)
    x_array, target = network.check_data(x, y)

    def loss() -> float:
        return network.loss.forward(network.forward(x_array), target)

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
    return float(np.max(errors, initial=0))  # NaN if one is: max() would pass over it


def _check_float64(parameters: list[Parameter]) -> None:
    for parameter in parameters:
        if parameter.value.dtype != np.float64:
            raise ValueError(
                f"{parameter.name} must be float64 for this check, got "
                f"{parameter.value.dtype}. Build the network with dtype='float64'."
            )
