"""A layer as one matrix product: its sums with gaps, then the whole layer to write."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ann_course.learn import Exercise, Mistake

Array = NDArray[np.float64]


def layer_sums(x: Array, weights: Array, bias: Array) -> Array:
    """Return the sum of every unit of a layer, for one sample.

    Parameters
    ----------
    x : ndarray, shape (n_inputs,)
    weights : ndarray, shape (n_inputs, n_units)
    bias : ndarray, shape (n_units,)

    Returns
    -------
    sums : ndarray, shape (n_units,)
    """
    n_units = weights.shape[1]
    sums = np.zeros(n_units)
    for j in range(n_units):
        sums[j] = x @ weights[:, j] + bias[j]
    return sums


def layer(x: Array, weights: Array, bias: Array) -> Array:
    """Return what a layer with tanh makes of all samples at once.

    Parameters
    ----------
    x : ndarray, shape (n_samples, n_inputs)
    weights : ndarray, shape (n_inputs, n_units)
    bias : ndarray, shape (n_units,)

    Returns
    -------
    h : ndarray, shape (n_samples, n_units)
    """
    return np.tanh(x @ weights + bias)


def _sums_for_each_input(x: Array, weights: Array, bias: Array) -> Array:
    sums = np.zeros(weights.shape[1])
    for j in range(weights.shape[0]):
        sums[j] = x @ weights[:, j] + bias[j]
    return sums


def _quarters(rng: np.random.Generator, *shape: int) -> Array:
    return rng.integers(-8, 9, size=shape) / 4


def _draw_sample(rng: np.random.Generator) -> tuple[Array, Array, Array]:
    n_inputs, n_units = (int(n) for n in rng.integers(1, 5, size=2))
    return (
        _quarters(rng, n_inputs),
        _quarters(rng, n_inputs, n_units),
        _quarters(rng, n_units),
    )


def _draw_samples(rng: np.random.Generator) -> tuple[Array, Array, Array]:
    n_samples = int(rng.integers(1, 5))
    _, weights, bias = _draw_sample(rng)
    return _quarters(rng, n_samples, len(weights)), weights, bias


_SQUARE = np.array([[1.0, -2.0], [0.5, 3.0]])
_WIDE = np.array([[1.0, -1.0, 0.5], [2.0, 0.0, -0.5]])

write_layer_sums = Exercise(
    "write-layer-sums",
    "Fill the three gaps in `layer_sums`, the sums of a whole layer for one sample. How "
    "many units are there, which weights belong to unit j, and which bias?",
    reference=layer_sums,
    inputs=[
        (np.array([1.0, 2.0]), _SQUARE, np.array([0.5, -1.0])),
        (np.array([1.0, -0.5]), _WIDE, np.array([0.0, 1.0, -1.0])),
        (np.array([0.5, 1.0, 2.0]), _WIDE.T, np.array([1.0, 0.25])),
    ],
    random_inputs=_draw_sample,
    mistakes=[
        Mistake(
            lambda x, weights, bias: x @ weights,
            "You forgot the bias. Each unit has its own: `bias[j]`.",
        ),
        Mistake(
            lambda x, weights, bias: np.array(
                [x @ weights[j] + b for j, b in enumerate(bias)]
            ),
            "You took row j of the weights. A row belongs to an *input*; the weights of "
            "unit j are in column j: `weights[:, j]`.",
        ),
        Mistake(
            _sums_for_each_input,
            "Your loop runs once for each input. It has to run once for each unit: as many "
            "times as `weights` has columns, `weights.shape[1]`.",
        ),
        Mistake(
            lambda x, weights, bias: x @ weights + bias[0],
            "Every unit got the bias of the first one. Unit j has the bias `bias[j]`.",
        ),
        Mistake(
            lambda x, weights, bias: x @ weights - bias,
            "You subtracted the bias. It is the threshold that is subtracted; the bias is "
            "added.",
        ),
    ],
)

write_layer = Exercise(
    "write-layer",
    "Write `layer`, which takes all samples through all units, and the sums through tanh.",
    reference=layer,
    inputs=[
        (np.array([[1.0, 2.0], [0.0, 1.0]]), _SQUARE, np.array([0.5, -1.0])),
        (
            np.array([[1.0, -0.5], [0.0, 0.0], [0.5, 0.5]]),
            _WIDE,
            np.array([0.0, 1.0, -1.0]),
        ),
        (np.array([[0.5, 1.0, 0.25]]), _WIDE.T, np.array([1.0, 0.25])),
    ],
    random_inputs=_draw_samples,
    mistakes=[
        Mistake(
            lambda x, weights, bias: x @ weights + bias,
            "Those are the sums. They still have to go through tanh: `np.tanh(...)`.",
        ),
        Mistake(
            lambda x, weights, bias: np.tanh(x @ weights),
            "You forgot the bias: add it to the sums, before tanh.",
        ),
        Mistake(
            lambda x, weights, bias: np.tanh(x @ weights) + bias,
            "The bias came too late: it belongs to the sum, so it is added before tanh.",
        ),
        Mistake(
            lambda x, weights, bias: np.tanh(weights @ x + bias),
            "The wrong way round. Samples are rows, so they stand on the left: `x @ "
            "weights`. Then the inner sizes agree.",
        ),
        Mistake(
            lambda x, weights, bias: np.tanh(x @ weights.T + bias),
            "You transposed the weights. Their rows are the inputs already, as many as `x` "
            "has columns: leave out `.T`.",
        ),
        Mistake(
            lambda x, weights, bias: np.tanh(x * weights + bias),
            "`*` multiplies number by number and adds nothing up. The matrix product is "
            "`@`.",
        ),
    ],
)
