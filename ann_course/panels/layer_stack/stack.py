"""Dense layers in a row, from one number to one number: what they draw and fold into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from ann_lib._support.checks import FloatArray, describe
from ann_lib.layers import Dense

N_LAYERS, N_UNITS = 6, 6
GAIN = 2.0
"""Factor by which a random layer stretches a vector: enough to bend, not to explode."""


def random_stack(seed: int) -> list[Dense]:
    """Return six layers with random weights: 1 input, 6 units in each, 1 output.

    The square ones turn and stretch by the same factor in every direction, so that
    nothing is lost on the way; biases come from a normal distribution.
    """
    rng = np.random.default_rng(seed)
    sizes = [1, *[N_UNITS] * (N_LAYERS - 1), 1]
    layers = []
    for n_inputs, n_units in pairwise(sizes):
        layer = Dense(n_inputs, n_units, initializer=_turn, rng=rng)
        if layer.bias is not None and n_units > 1:
            layer.bias.value = rng.normal(size=n_units)
        layers.append(layer)
    return layers


def _turn(n_inputs: int, n_units: int, rng: np.random.Generator) -> FloatArray:
    drawn = rng.normal(size=(n_inputs, n_units))
    left, _, right = np.linalg.svd(drawn, full_matrices=False)
    turned: FloatArray = GAIN * left @ right
    return turned


def check_stack(layers: object) -> list[Dense]:
    """Return the layers if any two or more of them can stand in a row.

    Raises
    ------
    TypeError, ValueError
        If they are not Dense(1, n), Dense(n, n) …, Dense(n, 1).
    """
    if not isinstance(layers, list | tuple) or not all(
        isinstance(layer, Dense) for layer in layers
    ):
        raise TypeError(
            "layers must be a list of Dense layers, such as [Dense(1, 4), Dense(4, 4), "
            f"Dense(4, 1)], got {describe(layers)}."
        )
    sizes = [(layer.n_inputs, layer.n_units) for layer in layers]
    width = sizes[0][1] if sizes else 0
    if len(sizes) < 3 or sizes != [
        (1, width),
        *[(width, width)] * (len(sizes) - 2),
        (width, 1),
    ]:
        raise ValueError(
            "layers must be Dense(1, n), then one or more Dense(n, n), then Dense(n, 1), "
            f"so that any depth can be chosen; got sizes {sizes}."
        )
    return list(layers)


def in_a_row(layers: Sequence[Dense], depth: int) -> list[Dense]:
    """Return the first ``depth − 1`` layers and the last one."""
    return [*layers[: depth - 1], layers[-1]]


def run(
    layers: Sequence[Dense], function: Callable[[FloatArray], FloatArray], x: FloatArray
) -> FloatArray:
    """Return the output for each input, with ``function`` between the layers.

    Parameters
    ----------
    layers : sequence of Dense
    function : callable
        Array -> array; the last layer's output does not go through it.
    x : ndarray, shape (n_samples,)

    Returns
    -------
    y : ndarray, shape (n_samples,)
    """
    # Not layer.forward, which keeps its input for a backward pass.
    h = x[:, None]
    for k, layer in enumerate(layers):
        h = (function(h) if k else h) @ layer.weights.value
        if layer.bias is not None:
            h = h + layer.bias.value
    return h[:, 0]


def fold(layers: Sequence[Dense]) -> tuple[float, float]:
    """Return weight and bias of the single layer that linear layers amount to.

    W = W₁ W₂ …    b = (b₁ W₂ + b₂) W₃ + …
    """
    weight, bias = np.eye(layers[0].n_inputs), np.zeros((1, layers[0].n_inputs))
    for layer in layers:
        weight = weight @ layer.weights.value
        bias = bias @ layer.weights.value
        if layer.bias is not None:
            bias = bias + layer.bias.value
    return float(weight[0, 0]), float(bias[0, 0])


def best_line(x: FloatArray, y: FloatArray) -> tuple[float, float]:
    """Return slope and intercept of the least-squares line through a curve."""
    away = x - x.mean()
    slope = float(away @ (y - y.mean()) / (away @ away))
    return slope, float(y.mean() - slope * x.mean())


def is_straight_pieces(y: FloatArray) -> bool:
    """Return whether a curve, given at evenly spaced places, has straight pieces only."""
    bend = np.abs(np.diff(y, 2))
    return bool((bend > 1e-9 * max(float(np.ptp(y)), 1e-9)).mean() < 0.1)


def count_corners(y: FloatArray) -> int:
    """Return in how many places a line of straight pieces bends enough to be seen.

    ``y`` is the line at evenly spaced places. A corner counts where the line turns by at
    least half of the way from level to the picture's diagonal; corners at neighbouring
    places count as one.
    """
    size = float(np.ptp(y))
    if size < 1e-9:
        return 0
    bend = np.diff(y, 2) * len(y) / size  # a corner between two places bends it at both
    bent = np.concatenate([[False], np.abs(bend) > 1e-6])
    starts = np.flatnonzero(bent[1:] & ~bent[:-1])
    turns = np.add.reduceat(bend, starts) if len(starts) else np.zeros(0)
    return int((np.abs(turns) > 0.5).sum())
