"""A straight line through a cloud of points, laid by hand, and its R²."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ann_course.live import LiveFigure, Panel, slider
from ann_course.live.words import number
from ann_lib._support.checks import check_array, check_same_length
from ann_lib.datasets import load_diabetes
from ann_lib.plots import style


class LinePanel(Panel):
    """Lay a line through points, and see how much of their spread it explains.

    Parameters
    ----------
    x, y : array_like, shape (n_samples,), optional
        What is known, and what is to be predicted. By default the body mass index of 442
        people with diabetes, and how far the disease progressed in a year.
    names : tuple of str
        What the two are called.

    Attributes
    ----------
    r_squared : float
        1 if every point lies on the line, 0 if it is no better than the mean.

    Examples
    --------
    >>> panel = LinePanel([1, 2, 3], [2, 4, 6])
    >>> panel.state = {"height": 4.0, "slope": 2.0}
    >>> panel.r_squared
    1.0
    """

    title = "A line by hand"

    def __init__(
        self,
        x: ArrayLike | None = None,
        y: ArrayLike | None = None,
        *,
        names: tuple[str, str] = ("body mass index", "progression in a year"),
    ) -> None:
        if x is None or y is None:
            diabetes = load_diabetes()
            x, y = diabetes.columns("body mass index")[:, 0], diabetes.y
        self.x, self.y = check_array(x, "x", ndim=1), check_array(y, "y", ndim=1)
        check_same_length(self.x, self.y, "x", "y")
        self.names = names
        low, high = float(self.y.min()), float(self.y.max())
        steep = (high - low) / float(np.ptp(self.x))
        fig, ax = style.figure(5.4, 3.4)
        ax.plot(self.x, self.y, "o", color=style.NEUTRAL, markersize=4, alpha=0.6)
        ax.set(xlabel=names[0], ylabel=names[1])
        ax.set(xlim=ax.get_xlim(), ylim=ax.get_ylim())
        ax.axhline(self.y.mean(), color=style.INK, linewidth=1, linestyle=":")
        (self.line,) = ax.plot([], [], color=style.CLASS_COLORS[2], linewidth=3)
        self.text = ax.text(
            0.03, 0.95, "", transform=ax.transAxes, va="top", fontsize=style.LARGE
        )
        self._ends = np.array(ax.get_xlim())
        picture = LiveFigure(
            fig,
            over=[self.line, self.text],
            alt=f"{len(self.x)} points, {names[1]} over {names[0]}; a dotted line at their "
            "mean, and a straight line that can be moved.",
        )
        controls = {
            "height": slider(
                "height", _tidy(low + 0.25 * (high - low)), _tidy(low), _tidy(high),
                _tidy((high - low) / 100, 1), explain="Of the line, above the mean of x",
            ),
            "slope": slider(
                "slope", 0.0, -_tidy(steep), _tidy(steep), _tidy(steep / 40, 1),
                explain="How much it rises for 1 more of x",
            ),
        }  # fmt: skip
        super().__init__(picture, controls)

    def update(self) -> None:
        """Move the line, and measure what it misses."""
        height, slope = self.state["height"], self.state["slope"]
        predicted = height + slope * (self.x - self.x.mean())
        missed = np.sum((self.y - predicted) ** 2)
        self.r_squared = float(1 - missed / np.sum((self.y - self.y.mean()) ** 2))
        self.line.set_data(self._ends, height + slope * (self._ends - self.x.mean()))
        self.text.set_text(f"R² = {number(self.r_squared, 2)}")

    def describe(self) -> str:
        """Return where the line is, and whether it is better than the mean."""
        state, score = self.state, number(self.r_squared, 2)
        line = f"At the mean of {self.names[0]} the line predicts {number(state['height'])}"
        slope = f"each 1 more of it adds {number(state['slope'])}"
        if float(f"{self.r_squared:.2f}") < 0:
            verdict = "worse than always predicting the mean"
        elif float(f"{self.r_squared:.2f}") == 0:
            verdict = "no better than always predicting the mean"
        else:
            verdict = f"it explains {self.r_squared:.0%} of the spread"
        return f"{line}; {slope}. R² is {score}: {verdict}."


def _tidy(value: float, digits: int = 2) -> float:
    """Return a number with few digits, for a slider."""
    return float(f"{value:.{digits}g}")
