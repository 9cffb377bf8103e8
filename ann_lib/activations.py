"""Activation functions: they turn a neuron's weighted sum into its output.

Without them a stack of layers is one matrix, however deep. Each is a layer whose
``backward`` multiplies by the function's slope; ``slope(z)`` is that derivative.
"""

from __future__ import annotations

import math

import numpy as np

from ann_lib._support.checks import FloatArray, check_is_array, check_number
from ann_lib.layers import Layer


class Activation(Layer):
    """Base class of elementwise functions: y = f(z), dz = dy · f′(z)."""

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Return f(x), element by element."""
        self._x = x
        return self.function(x)

    def backward(
        self, d_output: FloatArray, *, needs_d_input: bool = True
    ) -> FloatArray | None:
        """Multiply by the slope at each element."""
        return d_output * self.slope(self._x)

    def function(self, z: FloatArray) -> FloatArray:
        """Return f(z)."""
        raise NotImplementedError

    def slope(self, z: FloatArray) -> FloatArray:
        """Return f′(z)."""
        raise NotImplementedError


class Step(Activation):
    """All or nothing: 1 where z ≥ 0, else 0 (McCulloch and Pitts 1943).

    Its slope is 0 wherever it has one: gradient descent learns nothing through it.
    """

    def function(self, z: FloatArray) -> FloatArray:
        """Return 1 where z ≥ 0, else 0."""
        return np.greater_equal(z, 0).astype(np.asarray(z).dtype)

    def slope(self, z: FloatArray) -> FloatArray:
        """Return 0."""
        return np.zeros_like(z)


class Linear(Activation):
    """No activation at all: f(z) = z."""

    def function(self, z: FloatArray) -> FloatArray:
        """Return z."""
        return z

    def slope(self, z: FloatArray) -> FloatArray:
        """Return 1."""
        return np.ones_like(z)


class Sigmoid(Activation):
    """A soft step from 0 to 1: f(z) = 1 / (1 + e⁻ᶻ)."""

    gives_probabilities = True

    def function(self, z: FloatArray) -> FloatArray:
        """Return 1 / (1 + e⁻ᶻ), written so that no exponential can overflow."""
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, e) / (1 + e)

    def slope(self, z: FloatArray) -> FloatArray:
        """Return f(z) (1 − f(z))."""
        y = self.function(z)
        return y * (1 - y)


class Tanh(Activation):
    """A soft step from −1 to 1, which passes through 0."""

    def function(self, z: FloatArray) -> FloatArray:
        """Return tanh(z)."""
        return np.tanh(z)

    def slope(self, z: FloatArray) -> FloatArray:
        """Return 1 − tanh²(z)."""
        return 1 - np.tanh(z) ** 2


class ReLU(Activation):
    """Silent below 0, linear above: f(z) = max(0, z) (Nair and Hinton 2010)."""

    def function(self, z: FloatArray) -> FloatArray:
        """Return max(0, z)."""
        return np.maximum(z, 0)

    def slope(self, z: FloatArray) -> FloatArray:
        """Return 1 where z > 0, else 0 (also at 0 itself, by convention)."""
        return np.greater(z, 0).astype(np.asarray(z).dtype)


class LeakyReLU(Activation):
    """Nearly silent below 0: f(z) = z where z > 0, else leak · z (Maas et al. 2013).

    Parameters
    ----------
    leak : float
        The slope below 0.
    """

    def __init__(self, leak: float = 0.01) -> None:
        self.leak = check_number(leak, "leak")

    def function(self, z: FloatArray) -> FloatArray:
        """Return z where z > 0, else leak · z."""
        return np.where(z > 0, z, self.leak * z)

    def slope(self, z: FloatArray) -> FloatArray:
        """Return 1 where z > 0, else leak."""
        return np.where(z > 0, np.ones_like(z), self.leak)


class GELU(Activation):
    """A smooth ReLU that dips below 0 first (Hendrycks and Gimpel 2016).

    f(z) = z/2 · (1 + tanh(√(2/π) (z + 0.044715 z³))), the authors' approximation
    of z times the normal distribution function, which NumPy does not have.
    """

    def function(self, z: FloatArray) -> FloatArray:
        """Return z/2 · (1 + tanh(u))."""
        return 0.5 * z * (1 + self._tanh(z))

    def slope(self, z: FloatArray) -> FloatArray:
        """Return (1 + tanh u)/2 + z/2 · (1 − tanh² u) · du/dz."""
        t = self._tanh(z)
        du = math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * z * z)
        return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * du

    @staticmethod
    def _tanh(z: FloatArray) -> FloatArray:
        return np.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z * z * z))


class Softmax(Layer):
    """Turn each sample's numbers into probabilities: y = eᶻ / Σ eᶻ.

    To be looked at, or for use inside a network. A classifier ends in its logits: the
    loss computes the probabilities itself, and more accurately.
    """

    gives_probabilities = True

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Return the probabilities along the last axis."""
        check_is_array(x)
        e = np.exp(x - x.max(axis=-1, keepdims=True))
        self._y = e / e.sum(axis=-1, keepdims=True)
        return self._y

    # dz = y · (dy − Σ dy · y)
    def backward(
        self, d_output: FloatArray, *, needs_d_input: bool = True
    ) -> FloatArray | None:
        """Return dz: raising one number lowers all the other probabilities."""
        y = self._y
        return y * (d_output - (d_output * y).sum(axis=-1, keepdims=True))
