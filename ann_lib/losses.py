"""Losses: one number for how wrong the outputs are, and its gradient.

A classifier ends in logits, numbers of any size. The loss turns them into probabilities
itself: together the two steps are exact where each alone would round to 0 or overflow,
and their joint gradient is as simple as it can be: probability − target.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ann_lib._support.advice import about_target, about_yes_or_no, as_code
from ann_lib._support.checks import FloatArray, as_regular_array, check_array, check_labels
from ann_lib._support.parts import Part
from ann_lib.activations import Sigmoid, Softmax
from ann_lib.layers import Shape


class Loss(Part):
    """Base class of the losses."""

    from_logits = False

    def check_output_shape(self, shape: Shape) -> None:
        """Raise ValueError if outputs of this shape per sample do not fit the loss."""

    def check_target(self, target: ArrayLike, output_shape: Shape) -> NDArray[Any]:
        """Return the target as an array that fits outputs of that shape per sample."""
        array = as_regular_array(target, "y")
        if array.dtype.kind not in "iub" or array.size == 0:
            array = check_array(array, "y")
        if array.ndim == 1 and output_shape == (1,):
            array = array.reshape(-1, 1)
        if array.ndim == 0 or array.shape[1:] != output_shape:
            n = math.prod(output_shape)
            raise ValueError(
                f"y must hold {n} number{'s' * (n > 1)} per sample, as many as there are "
                f"outputs, got an array of shape {array.shape}."
                f"{about_target(target, array, output_shape)}"
            )
        return array

    def forward(self, output: FloatArray, target: NDArray[Any]) -> float:
        """Return the mean loss over the batch."""
        return float(self.each(output, target).sum()) / len(output)

    def each(self, output: FloatArray, target: NDArray[Any]) -> FloatArray:
        """Return each sample's loss, shape (n_samples,), and keep what backward needs."""
        raise NotImplementedError

    def backward(self) -> FloatArray:
        """Return the gradient of the last forward's loss with respect to its output."""
        raise NotImplementedError

    def probabilities(self, output: FloatArray) -> FloatArray:
        """Return the outputs as probabilities, if the loss is one for classes."""
        raise TypeError(
            f"{type(self).__name__} has no probabilities: it predicts numbers. Use "
            "predict()."
        )

    def predict(self, output: FloatArray) -> NDArray[Any]:
        """Return the answers that the outputs stand for."""
        raise NotImplementedError

    def score(self, output: FloatArray, target: NDArray[Any]) -> float:
        """Return the fraction of right answers (accuracy)."""
        return float((self.predict(output).reshape(target.shape) == target).mean())


class MeanSquaredError(Loss):
    """For predicting numbers: L = mean (output − target)²."""

    # L = Σ (y − t)² / n
    def each(self, output: FloatArray, target: NDArray[Any]) -> FloatArray:
        """Return each sample's mean squared difference over its outputs."""
        error = self._error = _as_column(output) - _as_column(target).astype(output.dtype)
        self._shape = output.shape
        squares: FloatArray = np.einsum("ij,ij->i", error, error)
        return squares / error.shape[1]

    # dy = 2 (y − t) / n
    def backward(self) -> FloatArray:
        """Return twice the error, divided by the number of all outputs, n."""
        return (self._error * (2 / self._error.size)).reshape(self._shape)

    def predict(self, output: FloatArray) -> NDArray[Any]:
        """Return the outputs, as (n_samples,) if there is one per sample."""
        return output[:, 0] if output.shape[1:] == (1,) else output

    def score(self, output: FloatArray, target: NDArray[Any]) -> float:
        """Return R²: 1 is perfect, 0 is no better than always predicting the mean."""
        y, t = _as_column(output).astype(np.float64), _as_column(target)
        total = float(((t - t.mean(axis=0)) ** 2).sum())
        missed = float(((t - y) ** 2).sum())
        if total == 0:
            return float(missed == 0)
        return 1 - missed / total


class BinaryCrossEntropy(Loss):
    """For yes or no, from logits: L = mean of −log(probability of the true answer).

    The probability of yes is p = 1 / (1 + e⁻ᶻ). Several outputs are separate questions.
    """

    from_logits = True

    def check_target(self, target: ArrayLike, output_shape: Shape) -> NDArray[Any]:
        """Return the target; all numbers must be from 0 (no) to 1 (yes)."""
        array = super().check_target(target, output_shape)
        low, high = array.min(), array.max()
        if low < 0 or high > 1:
            raise ValueError(
                f"y must hold labels from 0 (no) to 1 (yes), got values from {low:g} to "
                f"{high:g}.{about_yes_or_no(array, as_code(target, 'y'))}"
            )
        return array

    # L = Σ [max(z, 0) − z t + log(1 + e^−|z|)] / n
    def each(self, output: FloatArray, target: NDArray[Any]) -> FloatArray:
        """Return each sample's mean over its outputs."""
        z = self._z = _as_column(output)
        t = self._target = _as_column(target).astype(output.dtype)
        self._shape, self._e = output.shape, np.exp(-np.abs(z))
        losses = np.maximum(z, 0) - z * t + np.log1p(self._e)
        return losses[:, 0] if losses.shape[1] == 1 else losses.mean(axis=1)

    # dz = (p − t) / n
    def backward(self) -> FloatArray:
        """Return probability − target, divided by the number of all outputs, n."""
        p = np.exp(np.minimum(self._z, 0)) / (1 + self._e)  # which cannot overflow
        d_output = p - self._target
        return (d_output / d_output.size).reshape(self._shape)

    def probabilities(self, output: FloatArray) -> FloatArray:
        """Return p = 1 / (1 + e⁻ᶻ), without overflow."""
        return Sigmoid().function(output)

    def predict(self, output: FloatArray) -> NDArray[Any]:
        """Return 1 where p > 0.5, else 0; (n_samples,) if there is one per sample."""
        labels = (output > 0).astype(np.intp)
        return labels[:, 0] if labels.shape[1:] == (1,) else labels


class SoftmaxCrossEntropy(Loss):
    """For one of several classes, from logits: L = mean of −log(p of the true class).

    The probabilities are p = eᶻ / Σ eᶻ over a sample's logits z. Targets are class
    labels, shape (n_samples,), whole numbers from 0 to the number of classes − 1.
    """

    from_logits = True

    def check_output_shape(self, shape: Shape) -> None:
        """Raise ValueError unless there are at least two logits per sample."""
        if len(shape) != 1 or shape[0] < 2:
            raise ValueError(
                f"SoftmaxCrossEntropy needs one output per class and at least two classes, "
                f"got outputs of shape {shape} per sample. For one output that says yes or "
                "no, use BinaryCrossEntropy()."
            )

    def check_target(self, target: ArrayLike, output_shape: Shape) -> NDArray[Any]:
        """Return the labels; each must be one of the classes."""
        return check_labels(target, "y", n_classes=output_shape[0])

    # L = Σ over samples [log Σ eᶻ − z of the true class] / n;  subtracting the largest
    # z from all of them changes nothing and keeps eᶻ from overflowing
    def each(self, output: FloatArray, target: NDArray[Any]) -> FloatArray:
        """Return −log(p of the true class) for each sample."""
        if len(target) != len(output):
            raise ValueError(f"got {len(output)} outputs and {len(target)} labels.")
        shifted = output - output.max(axis=1, keepdims=True)
        self._true = np.arange(len(output)), target
        z_true = shifted[self._true]
        self._e = np.exp(shifted, out=shifted)
        self._sum = self._e.sum(axis=1, keepdims=True)
        return np.log(self._sum[:, 0]) - z_true

    # dz = (p − [1 for the true class, else 0]) / n
    def backward(self) -> FloatArray:
        """Return probability − target, divided by the number of samples, n."""
        n = len(self._e)
        d_output = self._e / (self._sum * n)
        d_output[self._true] -= 1 / n
        return d_output

    def probabilities(self, output: FloatArray) -> FloatArray:
        """Return p, shape (n_samples, n_classes)."""
        return Softmax().forward(output)

    def predict(self, output: FloatArray) -> NDArray[Any]:
        """Return the most probable class of each sample."""
        best: NDArray[Any] = output.argmax(axis=1)
        return best


def _as_column(array: NDArray[Any]) -> NDArray[Any]:
    """Return an array of at least two axes: (n,) and (n, 1) would broadcast to (n, n)."""
    return array.reshape(len(array), -1)
