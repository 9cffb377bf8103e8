"""One artificial neuron, in plain Python numbers: every multiplication is visible.

The class below follows the lecture step by step: numbers come in, each is multiplied by
its weight, the products and a bias are added up, and the sum goes through an activation
function.

There are no arrays here. `ann_lib.layers.Dense` computes many such neurons at once, with
a matrix; this file is what that matrix means.

References
----------
McCulloch, W. S. and Pitts, W. (1943). A logical calculus of the ideas immanent in nervous
activity. *Bulletin of Mathematical Biophysics* 5, 115-133.
Rosenblatt, F. (1958). The perceptron. *Psychological Review* 65(6), 386-408.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from numbers import Real

from ann_lib._support.checks import check_choice, check_number, describe


def step(z: float) -> float:
    """All or none: 1 where the sum has reached 0, otherwise 0 (McCulloch and Pitts)."""
    return 1.0 if z >= 0 else 0.0


def linear(z: float) -> float:
    """Return the sum as it is."""
    return z


def sigmoid(z: float) -> float:
    """Squash the sum to between 0 and 1: 1 / (1 + exp(-z))."""
    if z >= 0:
        return 1.0 / (1.0 + math.exp(-z))
    # exp(-z) overflows where z is far below 0, so the fraction is multiplied by exp(z).
    return math.exp(z) / (1.0 + math.exp(z))


def tanh(z: float) -> float:
    """Squash the sum to between -1 and 1."""
    return math.tanh(z)


def relu(z: float) -> float:
    """Pass positive sums through and cut off the rest: max(0, z)."""
    return z if z > 0 else 0.0


ACTIVATIONS: dict[str, Callable[[float], float]] = {
    function.__name__: function for function in (step, linear, sigmoid, tanh, relu)
}


def _numbers(values: Sequence[float], name: str) -> list[float]:
    is_row = hasattr(values, "__len__") and getattr(values, "ndim", 1) == 1  # no table
    if isinstance(values, str | bytes | dict | set) or not is_row:
        single = f" For a single input write [{values!r}]."
        raise TypeError(
            f"{name} must be a list of numbers, one per input, got {describe(values)}."
            f"{single if isinstance(values, Real) else ''}"
        )
    if len(values) == 0:
        raise ValueError(f"{name} must hold at least one number, got an empty list.")
    return [check_number(value, f"{name}[{i}]") for i, value in enumerate(values)]


@dataclass
class Neuron:
    """An artificial neuron: numbers in, one number out.

        output = activation(w1·x1 + w2·x2 + … + bias)

    Parameters
    ----------
    weights : sequence of float
        One weight per input: how much that input counts, and in which direction. Change
        one with ``neuron.weights[0] = 2.0``.
    bias : float
        Added to the sum, whatever the inputs are.
    activation : {"step", "linear", "sigmoid", "tanh", "relu"}
        The function that the sum goes through.

    Attributes
    ----------
    threshold : float
        What the weighted inputs must reach for a step neuron to fire. It is the bias
        with the opposite sign, so setting one sets the other.

    Raises
    ------
    TypeError, ValueError
        If a weight or the bias is not a finite number, there are no weights, or the
        activation is unknown.

    Examples
    --------
    >>> both = Neuron(weights=[1.0, 1.0], bias=-1.5)
    >>> both([1, 1]), both([1, 0])
    (1.0, 0.0)
    >>> both.threshold
    1.5
    """

    weights: list[float]
    bias: float = 0.0
    activation: str = "step"

    def __post_init__(self) -> None:
        self.weights = _numbers(self.weights, "weights")
        self.bias = check_number(self.bias, "bias")
        check_choice(self.activation, "activation", ACTIVATIONS)

    @property
    def threshold(self) -> float:
        """Minus the bias: w·x + bias ≥ 0 exactly where w·x ≥ threshold."""
        return 0.0 - self.bias  # 0.0 - x, since -x would turn a bias of 0 into -0.0

    @threshold.setter
    def threshold(self, threshold: float) -> None:
        self.bias = 0.0 - check_number(threshold, "threshold")

    def terms(self, inputs: Sequence[float]) -> list[float]:
        """Multiply each input by its weight; there must be as many of each."""
        numbers = _numbers(inputs, "inputs")
        if len(numbers) != len(self.weights):
            raise ValueError(
                f"inputs must hold {len(self.weights)} numbers, one for each weight, "
                f"got {len(numbers)}."
            )
        return [
            weight * number for weight, number in zip(self.weights, numbers, strict=True)
        ]

    def weighted_sum(self, inputs: Sequence[float]) -> float:
        """Add up the products, and the bias that shifts the sum: z = w·x + b."""
        # A loop, not sum(): since Python 3.12, sum() corrects rounding errors, and this
        # neuron would differ in the last digit from the same sum worked out by hand.
        total = 0.0
        for term in self.terms(inputs):
            total += term
        return total + self.bias

    def fire(self, inputs: Sequence[float]) -> float:
        """Send the weighted sum through the activation function: the neuron's output."""
        activation = check_choice(self.activation, "activation", ACTIVATIONS)
        return ACTIVATIONS[activation](self.weighted_sum(inputs))

    __call__ = fire
