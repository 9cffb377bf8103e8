"""What the day panel draws: a day, how warm the days were, and the two exams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from ann_course.live.labels import Labels
from ann_course.live.words import number
from ann_lib._support.checks import FloatArray
from ann_lib.plots import style

LOOKS: dict[str, dict[str, Any]] = {
    "line": {"color": style.CLASS_COLORS[2], "linestyle": "--"},
    "line with hour columns": {"color": style.CLASS_COLORS[8], "linestyle": "-."},
    "ten networks": {"color": style.CLASS_COLORS[6], "linestyle": "-"},
}
"""The three that predict, and how each is drawn."""
WORST = -0.5
"""The lowest R² that a bar can show; its number says how low it is."""


class DayView:
    """A day's hours: real days in grey, and what each of the three predicts.

    Parameters
    ----------
    ax : Axes
    top : float
        The highest number that fits.
    ylabel : str
        What is predicted.
    """

    def __init__(self, ax: Axes, top: float, ylabel: str) -> None:
        (self.band,) = ax.fill(
            [0, 23], [0, 0], alpha=0.25, linewidth=0, color=LOOKS["ten networks"]["color"]
        )
        (self.days,) = ax.plot([], [], color=style.NEUTRAL, linewidth=1, alpha=0.7)
        self.curves = {
            name: ax.plot([], [], label=name, **look)[0] for name, look in LOOKS.items()
        }
        ax.set(xlim=(0, 23), ylim=(-0.13 * top, top), xlabel="hour", ylabel=ylabel)
        ax.set_xticks([0, 6, 12, 18, 23])
        ax.axhline(0, color=style.NEUTRAL, linewidth=0.8)
        self.lamps = Labels(
            ax, [(0.02, 0.96), (0.02, 0.89)], align="left", bold=True, halo=True,
            color=style.CLASS_COLORS[6], transform=ax.transAxes,
        )  # fmt: skip
        self.artists: list[Artist] = [
            self.band, self.days, *self.curves.values(), self.lamps,
        ]  # fmt: skip

    def show(
        self,
        days: Sequence[tuple[FloatArray, FloatArray]],
        curves: Mapping[str, FloatArray],
        band: tuple[FloatArray, FloatArray],
        lamps: tuple[str, str],
    ) -> None:
        """Draw real days (hours and numbers of each), curves, band, and two notes."""
        gap = np.array([np.nan])
        pieces = [(np.append(x, gap), np.append(y, gap)) for x, y in days]
        xs, ys = zip(*pieces, strict=True) if pieces else ([gap], [gap])
        self.days.set_data(np.concatenate(xs), np.concatenate(ys))
        for name, values in curves.items():
            self.curves[name].set_data(np.arange(24), values)
        there_and_back = np.append(np.arange(24), np.arange(24)[::-1])
        low, high = band
        self.band.set_xy(np.column_stack([there_and_back, np.append(low, high[::-1])]))
        self.lamps.set_texts(lamps)


class SpanView:
    """How warm the days were that are known, and how warm the one is that is drawn."""

    def __init__(self, ax: Axes, means: FloatArray, span: tuple[float, float]) -> None:
        ax.hist(means, bins=24, color=style.NEUTRAL, alpha=0.6)
        (self.mark,) = ax.plot([], [], color=style.INK, linewidth=3)
        ax.set(xlim=span, yticks=[], xlabel="temperature: the days known, and this one")
        ax.spines["left"].set_visible(False)
        self.top = ax.get_ylim()[1]
        self.artists: list[Artist] = [self.mark]

    def show(self, temperature: float) -> None:
        """Put the mark at a temperature."""
        self.mark.set_data([temperature, temperature], [0, self.top])


class ExamView:
    """Three bars of R² in one exam, one for each that predicts."""

    def __init__(self, ax: Axes, title: str) -> None:
        rows = range(len(LOOKS))
        self.bars = [
            ax.plot([], [], color=look["color"], lw=11, solid_capstyle="butt")[0]
            for look in LOOKS.values()
        ]
        ax.axvline(0, color=style.INK, linewidth=1)
        ax.set(xlim=(WORST, 1.7), ylim=(2.6, -0.6), yticks=[])
        ax.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
        ax.spines["left"].set_visible(False)
        ax.spines["bottom"].set_bounds(WORST, 1)
        ax.set_title(title, fontsize=style.MEDIUM)
        self.numbers = Labels(ax, [(1.05, row) for row in rows], align="left")
        self.artists: list[Artist] = [*self.bars, self.numbers]

    def show(self, scores: Sequence[float]) -> None:
        """Draw each as a bar, and write its number."""
        for row, (bar, score) in enumerate(zip(self.bars, scores, strict=True)):
            bar.set_data([0, min(max(score, WORST), 1)], [row, row])
        self.numbers.set_texts([number(score, 2) for score in scores])
