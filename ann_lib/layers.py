"""Layers: what turns one array of numbers into the next, and passes gradients back.

Each layer's ``forward`` stands next to its ``backward``. Forward keeps what backward
will need; backward is given the gradient of the loss with respect to the layer's
output, writes the gradients of the layer's own parameters, and returns the gradient
with respect to its input: the chain rule, one link at a time.
"""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import (
    FloatArray,
    Rng,
    check_int,
    check_is_array,
    check_number,
    check_rng,
)
from ann_lib._support.parts import Part
from ann_lib.initializers import Initializer, get_initializer
from ann_lib.parameter import Parameter

Shape: TypeAlias = tuple[int, ...]


class Layer(Part):
    """Base class of layers. One without parameters overrides forward and backward only."""

    gives_probabilities = False
    """Whether the output is already squashed into probabilities (Sigmoid, Softmax)."""

    @property
    def parameters(self) -> list[Parameter]:
        """What training adjusts; empty for most layers."""
        return []

    def initialize(self, rng: Rng) -> None:
        """Draw the parameters anew."""

    def output_shape(self, input_shape: Shape) -> Shape:
        """Return the shape of one sample's output, given that of one sample."""
        return input_shape

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Return the layer's output for a batch ``x``, shape (n_samples, ...)."""
        raise NotImplementedError(f"{type(self).__name__} has no forward().")

    def backward(
        self, d_output: FloatArray, *, needs_d_input: bool = True
    ) -> FloatArray | None:
        """Set the parameters' gradients and return the gradient of the input.

        ``d_output`` is the gradient of the loss with respect to what the last forward
        returned. The first layer of a network need not compute ``d_input``.
        """
        raise NotImplementedError(f"{type(self).__name__} has no backward().")


class Dense(Layer):
    """Every unit sees every input: the fully connected layer.

    Parameters
    ----------
    n_inputs, n_units : int
        Features per sample in, and numbers per sample out.
    initializer : {"he", "glorot", "zeros"} or callable
        Where the weights start; a callable gets (n_inputs, n_units, rng).
        The bias starts at zero.
    bias : bool
        Whether the units have one.
    rng : Generator or int, optional
        Draws the weights.

    Notes
    -----
    The formulas hold with one more axis in front, on weights, bias and samples alike:
    that is how `Starts` trains many networks at once.

    Examples
    --------
    >>> Dense(2, 3, rng=0).forward(np.ones((5, 2))).shape
    (5, 3)
    """

    def __init__(
        self,
        n_inputs: int,
        n_units: int,
        *,
        initializer: str | Initializer = "he",
        bias: bool = True,
        rng: Rng = None,
    ) -> None:
        self.n_inputs = check_int(n_inputs, "n_inputs")
        self.n_units = check_int(n_units, "n_units")
        self.initializer = initializer
        self.weights = Parameter(np.zeros((self.n_inputs, self.n_units)), "weights")
        self.bias = Parameter(np.zeros(self.n_units), "bias", decay=False) if bias else None
        self.initialize(rng)

    @property
    def parameters(self) -> list[Parameter]:
        """The weights, and the bias if there is one."""
        return [self.weights] if self.bias is None else [self.weights, self.bias]

    def config(self) -> dict[str, Any]:
        """Return the constructor's arguments by name, without ``rng``."""
        return super().config() | {"bias": self.bias is not None}

    def initialize(self, rng: Rng) -> None:
        """Draw the weights anew and set the bias to zero."""
        draw = get_initializer(self.initializer)
        self.weights.value = draw(self.n_inputs, self.n_units, check_rng(rng))
        if self.bias is not None:
            self.bias.value[...] = 0

    def output_shape(self, input_shape: Shape) -> Shape:
        """Return (n_units,), if the input is (n_inputs,)."""
        if input_shape != (self.n_inputs,):
            raise ValueError(self._expected(input_shape, f"{input_shape} per sample"))
        return (self.n_units,)

    def _expected(self, sample_shape: Shape, got: str) -> str:
        text = f"Dense expected {self.n_inputs} features per sample, got {got}."
        fits = len(sample_shape) > 1 and math.prod(sample_shape) == self.n_inputs
        return text + (" Use x.reshape(len(x), -1)." if fits else "")

    # z = x W + b
    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Weighted sum of the inputs plus the bias, for every unit.

        Parameters
        ----------
        x : ndarray, shape (n_samples, n_inputs)

        Returns
        -------
        z : ndarray, shape (n_samples, n_units)
        """
        check_is_array(x)
        weights = self.weights.value
        if x.ndim != weights.ndim or x.shape[-1] != self.n_inputs:
            raise ValueError(self._expected(x.shape[1:], f"x of shape {x.shape}"))
        self._x = x
        z = x @ weights
        if self.bias is not None:
            z += self.bias.value[..., None, :]
        return z

    # dW = xᵀ dz      db = Σ dz over the samples      dx = dz Wᵀ
    def backward(
        self, d_output: FloatArray, *, needs_d_input: bool = True
    ) -> FloatArray | None:
        """Gradients of weights and bias; returns that of x."""
        np.matmul(self._x.mT, d_output, out=self.weights.gradient)
        if self.bias is not None:
            _sum_over_samples(d_output, out=self.bias.gradient)
        return d_output @ self.weights.value.mT if needs_d_input else None


def _sum_over_samples(d: FloatArray, out: FloatArray) -> None:
    """Write Σ over the samples of ``d``, shape (..., n_samples, n_units), to ``out``."""
    if d.ndim == 2:
        np.add.reduce(d, axis=0, out=out)
    else:  # of many small arrays, einsum does the same sums in a third of the time
        np.einsum("...nu->...u", d, out=out)


class Flatten(Layer):
    """Lay each sample's numbers in one row: an image becomes a list of pixels."""

    def output_shape(self, input_shape: Shape) -> Shape:
        """Return (number of values per sample,)."""
        return (math.prod(input_shape),)

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Reshape (n_samples, ...) to (n_samples, n_features)."""
        check_is_array(x)
        self._shape = x.shape
        return x.reshape(len(x), -1)

    def backward(
        self, d_output: FloatArray, *, needs_d_input: bool = True
    ) -> FloatArray | None:
        """Give the gradient the input's shape again."""
        return d_output.reshape(self._shape)


class Dropout(Layer):
    """Silence a random part of the inputs in training, so that none is relied upon.

    What is left is scaled up, so that sums keep their size (Srivastava et al. 2014).
    In use, nothing is silenced.

    Parameters
    ----------
    rate : float
        Part to silence, from 0 to below 1.
    rng : Generator or int, optional
        Chooses the inputs to silence. A network that is given an rng draws a new one for
        each Dropout.
    """

    def __init__(self, rate: float, *, rng: Rng = None) -> None:
        self.rate = check_number(rate, "rate", minimum=0, below=1)
        self.rng = check_rng(rng)

    def initialize(self, rng: Rng) -> None:
        """Begin a new series of choices, seeded from ``rng``."""
        self.rng = np.random.default_rng(int(check_rng(rng).integers(2**63)))

    # y = x · kept / (1 − rate)
    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Silence at random in training; pass everything on otherwise."""
        check_is_array(x)
        self._kept: NDArray[np.bool_] | None = None
        if not training or self.rate == 0:
            return x
        self._kept = self.rng.random(x.shape, dtype=np.float32) >= self.rate
        return x * self._kept / (1 - self.rate)

    # dx = dy · kept / (1 − rate)
    def backward(
        self, d_output: FloatArray, *, needs_d_input: bool = True
    ) -> FloatArray | None:
        """Pass the gradient on where the input was passed on."""
        if self._kept is None:
            return d_output
        return d_output * self._kept / (1 - self.rate)
