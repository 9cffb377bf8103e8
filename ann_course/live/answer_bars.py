"""A classifier's answer: a bar for each class, or for yes and no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from ann_course.live.diagram_layout import one_line
from ann_course.live.labels import Labels
from ann_course.live.words import certainty
from ann_lib._support.checks import FloatArray
from ann_lib.plots import style


class AnswerBars:
    """A bar for each class, as long as its probability; the answer's is orange.

    Parameters
    ----------
    ax : Axes
    n_classes : int
    title : str
    room : float
        For the numbers, beside the bars; in widths of the longest bar.

    Attributes
    ----------
    over : list of Artist
        What moves.
    bars : list of Line2D
        Of the others, and of the answer.
    shares : Labels
        The probabilities in per cent.
    """

    def __init__(self, ax: Axes, n_classes: int, title: str, room: float = 0.25) -> None:
        self.bars: list[Any] = []
        for color in (style.NEUTRAL, style.POSITIVE):
            self.bars += ax.plot([], [], color=color, lw=10, solid_capstyle="butt")
        ax.set(xlim=(0, 1 + room), ylim=(n_classes - 0.5, -0.5))
        ax.set(xlabel="probability", title=title, xticks=[0, 0.5, 1])
        ax.set_yticks(range(n_classes))
        points = [(1.04, k) for k in range(n_classes)]
        self.shares = Labels(ax, points, align="left", size=style.SMALL)
        self.over: list[Artist] = [*self.bars, self.shares]

    def show(self, probabilities: FloatArray) -> None:
        """Draw these probabilities, shape (n_classes,)."""
        best = int(probabilities.argmax())
        others = [k for k in range(len(probabilities)) if k != best]
        for bars, classes in zip(self.bars, (others, [best]), strict=True):
            ends = [(end, k) for k in classes for end in (0.0, probabilities[k])]
            bars.set_data(*one_line(np.reshape(ends, (-1, 2, 2))))
        self.shares.set_texts([certainty(part, brief=True) for part in probabilities])

    def clear(self) -> None:
        """Draw none: nothing has been asked."""
        for bar in self.bars:
            bar.set_data([], [])
        self.shares.set_texts([""] * len(self.shares.texts))


class TwoBars:
    """An answer of two: a blue bar for the first, an orange one for the second.

    Parameters
    ----------
    ax : Axes
    names : sequence of str
        Of the two.
    room : float
        For the numbers, beside the bars; in widths of the longest bar.
    size : float
        Of the numbers, in points.

    Attributes
    ----------
    over : list of Artist
        What moves.
    bars : list of Line2D
    shares : Labels
        The probabilities in per cent.
    """

    def __init__(
        self, ax: Axes, names: Sequence[str], room: float, size: float = style.MEDIUM
    ) -> None:
        self.bars: list[Any] = []
        for color in (style.NEGATIVE, style.POSITIVE):
            self.bars += ax.plot([], [], color=color, lw=12, solid_capstyle="butt")
        ax.set(xlim=(0, 1 + room), ylim=(1.6, -0.6), xlabel="probability")
        ax.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
        ax.set_yticks([0, 1], names)
        ax.spines["bottom"].set_bounds(0, 1)
        self.shares = Labels(ax, [(1.04, 0), (1.04, 1)], align="left", size=size)
        self.over: list[Artist] = [*self.bars, self.shares]

    def show(self, probability: float) -> None:
        """Draw the probability of the second, and what is left to the first."""
        both = 1 - probability, probability
        for row, (bar, part) in enumerate(zip(self.bars, both, strict=True)):
            bar.set_data([0, part], [row, row])
        self.shares.set_texts([certainty(part, brief=True) for part in both])
