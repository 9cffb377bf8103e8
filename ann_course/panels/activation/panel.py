"""What a sum goes through: an activation function's curve and its slope."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ann_course.live import LiveFigure, Panel, dropdown, slider
from ann_course.live.layout import html
from ann_course.live.words import short
from ann_course.panels._shared.activation_functions import (
    FORMULAS,
    Curve,
    H,
    breaks,
    choices,
    measured_slope,
    one_sided_slopes,
)
from ann_course.panels.activation.picture import REACH, CurvePicture
from ann_lib.activations import Activation, Tanh
from ann_lib.plots import style

DIGITS = 5
"""Decimals of sums, outputs and slopes."""
ALT = (
    "A curve: the output of the activation function for every sum from -6 to 6. A dashed "
    "curve: its slope. A point slides along the first, with a straight line through it "
    "that is as steep as the curve there: orange where it rises, blue where it falls, "
    "grey where it is level."
)


class ActivationPanel(Panel):
    """Slide a sum along an activation function, and read off its output and its slope.

    Parameters
    ----------
    function : Activation or callable, optional
        The function to start with, tanh by default: ``Sigmoid()``, an activation class of
        your own, or a Python function of one number, such as your own ``relu``.
    slope : callable, optional
        The slope of your own function, of one number; otherwise it is measured.

    Attributes
    ----------
    function : object
        The function chosen now: ``function.function(z)``, ``function.slope(z)``.
    z, output, slope : float
        The sum, and what the function and its slope are there.
    broken : str
        "corner" or "jump" where the function has no slope there, otherwise "".

    Examples
    --------
    >>> from ann_lib.activations import Sigmoid
    >>> panel = ActivationPanel(Sigmoid())
    >>> panel.state = {"sum": 0.0}
    >>> panel.describe()
    'sigmoid at a sum of 0: the output is 0.5 and the slope 0.25.'
    """

    title = "A function and its slope"

    def __init__(
        self,
        function: Activation | Callable[[float], float] | None = None,
        *,
        slope: Callable[[float], float] | None = None,
    ) -> None:
        name, self._functions = choices(Tanh() if function is None else function, slope)
        self.function: Curve = self._functions[name]
        fig, ax = style.figure(6.0, 3.3)
        self.curve = CurvePicture(ax, self.function)
        self.numbers = html("ann-sums")
        controls: dict[str, Any] = {
            "activation": dropdown("activation", name, list(self._functions)),
            "sum": slider("sum z", 1.5, -REACH, REACH, 0.1),
        }
        picture = LiveFigure(fig, over=self.curve.over, alt=ALT)
        super().__init__(picture, controls, below=[self.numbers])

    def update(self) -> None:
        """Draw the function that was chosen, and slide the point along it."""
        state = self.state
        chosen = self._functions[state["activation"]]
        if chosen is not self.function:
            self.curve.choose(chosen)
            self.figures[0].redraw()
            self.function = chosen
        self.z = state["sum"]
        self.broken = breaks(self.function, self.z)
        self.output, self.slope = self.curve.show(self.z, has_slope=not self.broken)
        formula = FORMULAS.get(state["activation"], "")
        self.numbers.value = (
            f"<p>{f'f(z) = {formula}<br>' if formula else ''}"
            f"slope, measured: {self._measured()}</p>"
        )

    def describe(self) -> str:
        """Say output and slope at the point; at a corner or a jump, that there is none."""
        name = self.state["activation"]
        text = (
            f"{'No activation function' if name == 'none' else name} at a sum of "
            f"{_written(self.z)}: the output is {_written(self.output)}"
        )
        if not self.broken:
            return f"{text} and the slope {_written(self.slope)}."
        return f"{text}. {self._why()} By convention it is taken as {_written(self.slope)}."

    def _measured(self) -> str:
        if self.broken:
            return "depends on how far you go: no slope here"
        measured = measured_slope(self.function, np.array([self.z]))[0]
        right, left = _written(self.z + H), _written(self.z - H)
        return f"(f({right}) − f({left})) / {_written(2 * H)} = <b>{_written(measured)}</b>"

    def _why(self) -> str:
        if self.broken == "jump":
            return "It jumps here, and at a jump there is no slope."
        left, right = one_sided_slopes(self.function, self.z)
        return (
            f"It has a corner here: slope {short(left)} just to the left, "
            f"{short(right)} just to the right, and none in between."
        )


def _written(value: float) -> str:
    return short(value, DIGITS)
