"""Nudge one weight of a neuron, and watch the error: why a step cannot be trained so."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ann_course.live import LiveFigure, Number, Panel, dropdown
from ann_course.live.controls import entry
from ann_course.live.words import number
from ann_course.panels.neuron.panel import box_around, check_neuron, check_points
from ann_course.panels.neuron.picture import InputPlane
from ann_lib._support.checks import FloatArray
from ann_lib.activations import Sigmoid, Step
from ann_lib.neuron import Neuron
from ann_lib.plots import style

FUNCTIONS = {"step": Step(), "sigmoid": Sigmoid()}
"""Both give out 0 to 1, as the answers are."""
LOWEST, HIGHEST, NUDGE = -1.0, 3.0, 0.01
"""The weight's range, and by how much an arrow key moves it."""
DAYS = [
    (2.0, 1.0), (1.5, 0.5), (1.0, 0.75), (2.0, -0.75), (0.5, 1.5), (1.75, -1.5),
    (1.0, -0.5), (-1.0, 1.5), (-0.5, 0.5), (-1.5, -1.0), (-1.75, 2.0), (0.5, -1.5),
]  # fmt: skip
WENT = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
"""Twelve days' sun and company, and whether one went to the lake."""
ALT = (
    "Left, the plane of the two inputs: orange squares should get the answer 1, blue "
    "circles 0; a cross marks those on the wrong side of the neuron's line. Right, the "
    "error for each weight w1, and a dot at the weight now."
)


class NudgePanel(Panel):
    """Slide one weight, and see whether the error tells which way is better.

    Parameters
    ----------
    neuron : Neuron, optional
        Two weights, of which the slider changes the first; a step or a sigmoid.
    points, labels : array_like, shape (n, 2) and (n,), optional
        Points that should get the answer 1 (label 1) and those that should get 0. By
        default twelve days on which one went to the lake or stayed.
    names, answers : tuple of str
        What the two inputs are, and what the answers 1 and 0 mean.

    Attributes
    ----------
    neuron : Neuron
    loss : float
        The error: the mean of (output - label)² over the points.

    Examples
    --------
    >>> panel = NudgePanel()
    >>> panel.describe().partition(". ")[2]
    'With 0.01 more it would stay as it is: nothing says which way to go.'
    """

    title = "Nudge one weight"

    def __init__(
        self,
        neuron: Neuron | None = None,
        points: ArrayLike | None = None,
        labels: ArrayLike | None = None,
        *,
        names: tuple[str, str] = ("sun", "company"),
        answers: tuple[str, str] = ("I go", "I stay"),
    ) -> None:
        self.neuron = Neuron([0.5, 1.0], bias=-1.5) if neuron is None else neuron
        check_neuron(self.neuron)
        if self.neuron.activation not in FUNCTIONS:
            raise ValueError(
                "neuron must have the activation 'step' or 'sigmoid', got "
                f"{self.neuron.activation!r}."
            )
        if points is None and labels is None:
            points, labels = DAYS, WENT
        self.points, self.labels = check_points(points, labels)
        fig, (left, right) = style.figure(6.1, 2.9, columns=2)
        inputs = [f"x1: {names[0]}", f"x2: {names[1]}"]
        self.plane = InputPlane(left, box_around(self.points), inputs, answers)
        self.plane.set_points(self.points, self.labels)
        first = entry(self.neuron, 0, "weights")
        weight = Number("weight w1", *first, LOWEST, HIGHEST, NUDGE)
        low, high = min(LOWEST, weight.value), max(HIGHEST, weight.value)
        self._weights = np.linspace(low, high, 801)
        right.set(xlim=(low, high), ylim=(0, 1), xlabel="weight w1", ylabel="error")
        (self.curve,) = right.plot([], [], color=style.NEUTRAL, lw=2)
        (self.dot,) = right.plot([], [], "o", color=style.INK, ms=9, clip_on=False)
        picture = LiveFigure(
            fig,
            under=self.plane.under,
            over=[self.plane.line, self.plane.wrong, self.curve, self.dot],
            alt=ALT,
        )
        activation = dropdown("activation", self.neuron.activation, list(FUNCTIONS))
        super().__init__(picture, {"activation": activation, "w1": weight})

    def errors_at(self, weights: ArrayLike) -> FloatArray:
        """Return the error for each value of the weight w1.

        Parameters
        ----------
        weights : array_like, shape (n,)

        Returns
        -------
        errors : ndarray, shape (n,)
        """
        (_, w2), bias = self.neuron.weights, self.neuron.bias
        x1, x2 = self.points.T
        sums = np.asarray(weights)[:, None] * x1 + w2 * x2 + bias
        outputs = FUNCTIONS[self.neuron.activation].forward(sums)
        errors: FloatArray = np.mean((outputs - self.labels) ** 2, axis=1)
        return errors

    def update(self) -> None:
        """Let plane, curve and dot follow the neuron."""
        self.neuron.activation = str(self.state["activation"])
        weight = self.neuron.weights[0]
        around = self.errors_at([weight - NUDGE, weight, weight + NUDGE])
        self._less, self.loss, self._more = around.tolist()
        self.plane.show(self.neuron, (0.0, 0.0))
        self.curve.set_data(self._weights, self.errors_at(self._weights))
        self.dot.set_data([weight], [self.loss])

    def describe(self) -> str:
        """Say the error, and what a nudge would do to it."""
        wrong = int(self.plane.wrong_points(self.neuron).sum())
        change = self._more - self.loss
        text = (
            f"With the {self.neuron.activation} and w1 = {number(self.neuron.weights[0])} "
            f"the error is {self.loss:.4f}, with {wrong} of {len(self.points)} points on "
            f"the wrong side. With {NUDGE:g} more "
        )
        if change == 0:
            return text + "it would stay as it is: nothing says which way to go."
        if self.neuron.activation == "step":
            return text + f"it would jump to {self._more:.4f}."
        if min(self._less, self._more) > self.loss:
            return text + "or less it would rise: neither is better."
        way = "fall" if change < 0 else "rise"
        better = "more" if change < 0 else "less"
        size = f"{abs(change):.5f}" if abs(change) >= 1e-5 else "less than 0.00001"
        return text + f"it would {way} by {size}: {better} is better."

    def code(self) -> str:
        """Return the Python that builds the neuron as it is now."""
        return f"from ann_lib import Neuron\n\nneuron = {self.neuron!r}\n"
