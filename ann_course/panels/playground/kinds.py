"""Kinds of problem: two classes, three classes, or a number for each point.

A kind decides the network's outputs and its loss, what is drawn of what it says, and how
that is put into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from ann_course.live.words import number, share
from ann_lib._support.checks import FloatArray, IntArray
from ann_lib.losses import BinaryCrossEntropy, Loss, MeanSquaredError, SoftmaxCrossEntropy
from ann_lib.plots import style

PALE = 0.42
"""Of a class's colour where the network is certain of it."""


@dataclass(frozen=True)
class Kind:
    """A kind of problem.

    Attributes
    ----------
    loss : type of Loss
    n_outputs : int
    """

    loss: type[Loss]
    n_outputs: int

    @property
    def is_number(self) -> bool:
        """Whether a number is to be predicted, not a class."""
        return self.loss is MeanSquaredError

    @property
    def enough(self) -> float:
        """The score from which on a network has arrived: of right answers, or R²."""
        return 0.8 if self.is_number else 0.95

    def targets(self, labels: NDArray[Any]) -> NDArray[Any]:
        """Return labels as the loss wants them."""
        if self.n_outputs > 1:
            return labels.astype(np.intp)
        return labels.astype(np.float32).reshape(-1, 1)

    def strengths(self, outputs: FloatArray) -> FloatArray:
        """Return how far the network says yes, -1 to 1; shape (n_samples, n_outputs).

        Of a number it is the number itself, cut at -1 and 1.
        """
        if self.is_number:
            return np.clip(outputs, -1, 1)
        if self.n_outputs > 1:
            found: FloatArray = 2 * self.loss().probabilities(outputs) - 1
            return found
        # Logits beyond ±4 are as good as certain: tanh(z/2) shows p - (1 - p).
        return np.tanh(outputs / 2)

    def margins(self, outputs: FloatArray) -> FloatArray:
        """Return fields whose zeros are the border, shape (..., n_outputs).

        Of several classes, each one's lead over the best of the others.
        """
        if self.n_outputs == 1:
            return outputs
        best = np.sort(outputs, axis=-1)
        first, second = best[..., -1:], best[..., -2:-1]
        return outputs - np.where(outputs == first, second, first)

    def groups(self, labels: NDArray[Any]) -> IntArray:
        """Return in which colour each point is drawn; a number by its sign."""
        return (labels > 0).astype(np.intp) if self.is_number else labels.astype(np.intp)

    def right(self, score: float) -> str:
        """Return a score in words."""
        return f"R² {number(score, 2)}" if self.is_number else f"{share(score)} right"

    @property
    def loss_name(self) -> str:
        """What the loss is called in a sentence."""
        return "loss (mean squared error)" if self.is_number else "loss"


YES_OR_NO = Kind(BinaryCrossEntropy, 1)
THREE = Kind(SoftmaxCrossEntropy, 3)
NUMBER = Kind(MeanSquaredError, 1)


def kind_of(loss: Loss) -> Kind:
    """Return the kind of problem that a loss is for."""
    return next(k for k in (YES_OR_NO, THREE, NUMBER) if type(loss) is k.loss)


def class_pixels(strengths: FloatArray) -> NDArray[np.uint8]:
    """Return the colour of the strongest class, the paler the less certain.

    Parameters
    ----------
    strengths : ndarray, shape (high, wide, n_classes)
        From -1 to 1.

    Returns
    -------
    pixels : ndarray of uint8, shape (high, wide, 3)
    """
    colors = np.array([to_rgb(color) for color, _ in style.class_styles(3)])
    winner = strengths.argmax(axis=-1)
    chance = 1 / strengths.shape[-1]
    sure = ((strengths.max(axis=-1) + 1) / 2 - chance) / (1 - chance)
    tint = PALE * np.clip(sure, 0, 1)[..., None]
    pixels: NDArray[np.uint8] = (255 * (1 - tint * (1 - colors[winner]))).astype(np.uint8)
    return pixels
