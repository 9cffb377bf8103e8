"""A layer as one matrix product: its sums with gaps, then the whole layer to write."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_course.learn import Exercise, Mistake

Array = NDArray[np.float64]


def layer_sums(x: Array, weights: Array, bias: Array) -> Array:
    """Return the sums of all units of a layer, for one sample."""
    n_units = weights.shape[1]
    sums = np.zeros(n_units)
    for j in range(n_units):
        sums[j] = x @ weights[:, j] + bias[j]
    return sums


def layer(x: Array, weights: Array, bias: Array) -> Array:
    """Return what a layer with tanh makes of all samples, a row for each of them."""
    return np.tanh(x @ weights + bias)


def _filled(
    n_units: Callable[[Array], Any] = lambda weights: weights.shape[1],
    weights_of: Callable[[Array, int], Any] = lambda weights, j: weights[:, j],
    bias_of: Callable[[Array, int], Any] = lambda bias, j: bias[j],
) -> Callable[[Array, Array, Array], Array]:
    """Return `layer_sums` with its three gaps filled in this way, for known mistakes."""

    def sums_of(x: Array, weights: Array, bias: Array) -> Array:
        n = n_units(weights)
        sums = np.zeros(n)
        for j in range(n):
            sums[j] = x @ weights_of(weights, j) + bias_of(bias, j)
        return sums

    return sums_of


def _shape_called(weights: Any) -> Any:
    return weights.shape(1)


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
            _filled(n_units=lambda weights: weights.shape[0]),
            "Your loop runs once for each input. It has to run once for each unit: as many "
            "times as `weights` has columns. In `weights.shape`, which is (rows, columns), "
            "the columns are number 1.",
        ),
        Mistake(
            _filled(n_units=lambda weights: weights.shape),
            "`weights.shape` is two numbers, (rows, columns), and a loop needs one. Take "
            "the number of columns: `weights.shape[1]`.",
        ),
        Mistake(
            _filled(n_units=_shape_called),
            "A place in `weights.shape` stands in square brackets, `weights.shape[1]`. "
            "Parentheses would call it like a function.",
        ),
        Mistake(
            _filled(n_units=lambda weights: 2),
            "Your layer always has two units. This one may have any number: let "
            "`weights.shape` tell you how many.",
        ),
        Mistake(
            _filled(weights_of=lambda weights, j: weights[j]),
            "You took row j of the weights. A row belongs to an *input*; the weights of "
            "unit j are in column j: `weights[:, j]`.",
        ),
        Mistake(
            _filled(weights_of=lambda weights, j: weights[:, 0]),
            "Every unit got the weights of the first one. Unit j has column j.",
        ),
        Mistake(
            _filled(bias_of=lambda bias, j: bias),
            "`sums[j]` has room for one number, and you put several into it. Unit j needs "
            "only its own weights, column j, and only its own bias, `bias[j]`.",
        ),
        Mistake(
            _filled(bias_of=lambda bias, j: 0),
            "You forgot the bias. Each unit has its own: `bias[j]`.",
        ),
        Mistake(
            _filled(bias_of=lambda bias, j: bias[0]),
            "Every unit got the bias of the first one. Unit j has the bias `bias[j]`.",
        ),
        Mistake(
            _filled(bias_of=lambda bias, j: bias[:, j]),
            "`bias` is a single row of numbers, one per unit. Without columns, one index "
            "is enough: `bias[j]`.",
        ),
        Mistake(
            _filled(bias_of=lambda bias, j: -bias[j]),
            "You subtracted the bias. It is the threshold that is subtracted; the bias is "
            "added.",
        ),
    ],
    hints=[
        "Begin with the table. `weights` has a row for each input and a column for each "
        "unit. Which of the two do you have to count, rows or columns?",
        "`weights.shape` is (rows, columns), and Python counts from 0. Inside the loop, "
        "unit j takes all that has its number: its column of the weights, its bias.",
        "The number of columns is `weights.shape[1]`, and column j is `weights[:, j]`. The "
        "bias of unit j is found in the same way, but `bias` has only one row.",
    ],
    praise="Yes: in {n} layers of all sizes every sum is right.",
    ask="What changes in your loop if the layer gets one more unit? And if "
    "it gets one more input?",
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
            lambda x, weights, bias: np.tanh(x) @ weights + bias,
            "You took the inputs through tanh. It is the *sums* that go through it, with "
            "the bias in them.",
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
            lambda x, weights, bias: np.tanh(x @ weights - bias),
            "You subtracted the bias. It is added to the sum.",
        ),
        Mistake(
            lambda x, weights, bias: np.tanh(x @ (weights + bias)),
            "Your parentheses add the bias to the *weights*. First the product, `x @ "
            "weights`, then the bias.",
        ),
        Mistake(
            lambda x, weights, bias: np.tanh(weights @ x + bias),
            "The wrong way round. Samples are rows, so they stand on the left: `x @ "
            "weights`. Then the inner sizes agree.",
        ),
        Mistake(
            lambda x, weights, bias: np.tanh(weights.T @ x + bias),
            "That would be right if each sample were a *column*. Here samples are rows, so "
            "they stand on the left, and nothing has to be turned.",
        ),
        Mistake(
            lambda x, weights, bias: np.tanh(x @ weights.T + bias),
            "You transposed the weights. Their rows are the inputs already, as many as `x` "
            "has columns: leave out `.T`.",
        ),
        Mistake(
            lambda x, weights, bias: np.tanh(x.T @ weights + bias),
            "You transposed the samples. `x` has a column for each input already, as many "
            "as `weights` has rows: leave out `.T`.",
        ),
        Mistake(
            lambda x, weights, bias: np.tanh(x * weights + bias),
            "`*` multiplies number by number and adds nothing up. The matrix product is "
            "`@`.",
        ),
        Mistake(
            lambda x, weights, bias: np.tanh(layer_sums(x, weights, bias)),
            "`sums[j]` has room for the sum of one sample, and here come several samples "
            "at once. You need no loop: `x @ weights` works out all the sums of all the "
            "samples.",
        ),
        Mistake(
            lambda x, weights, bias: math.tanh(x @ weights + bias),
            "`math.tanh` takes a single number. `np.tanh` takes a whole table.",
        ),
        Mistake(
            lambda x, weights, bias: np.tan(x @ weights + bias),
            "`np.tan` is the tangent from trigonometry. The activation function is "
            "`np.tanh`.",
        ),
        Mistake(
            lambda x, weights, bias: 1 / (1 + np.exp(-(x @ weights + bias))),
            "You chose the sigmoid. This layer has tanh: `np.tanh`.",
        ),
        Mistake(
            lambda x, weights, bias: np.maximum(0, x @ weights + bias),
            "You chose ReLU. This layer has tanh: `np.tanh`.",
        ),
    ],
    hints=[
        "Three things happen, in the order of lesson 02: weigh the inputs, add the bias, "
        "apply the activation function. One line is enough.",
        "Each sample is a row of `x`, each unit a column of `weights`. Which of the two "
        "stands on the left of `@`, so that rows go through columns?",
        "`x @ weights` has a row for each sample and a column for each unit, still without "
        "the bias. NumPy adds `bias` to every row; `np.tanh` takes the whole table.",
    ],
    praise="That one line is a whole layer. It agrees with ours on all {n} inputs.",
    ask="What shape does the result have for 10 samples and 4 units, and where "
    "has the loop gone?",
)
