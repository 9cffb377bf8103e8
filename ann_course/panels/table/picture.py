"""The picture of the table panel: a card for each column, and the scoreboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from ann_course.live.diagram_layout import one_line
from ann_course.live.labels import Labels
from ann_course.live.pixels import outline
from ann_course.live.words import number, share
from ann_course.panels.table.columns import Answer, Column
from ann_course.panels.table.scores import FOLDS, Scores
from ann_lib._support.checks import FloatArray
from ann_lib.plots import style

ROLES = ("known before", "known afterwards", "left out")
# Where things stand on a card, from 0 to 100.
NAME, VALUES, MISSING, ALONE, PLACES = 1.0, (27.0, 41.0), 54.5, (56.5, 64.5), (77.5, 88, 97)
SIZE = 9.0
"""Of letters, in points: 12 pixels on the page, the least that can be read."""
SUSPICIOUS = 0.9
"""A column that alone scores as much is pointed out."""
MOST_BARS = 12


class Cards:
    """A row for each column: its name, values, gaps, what it says alone, and its role.

    Parameters
    ----------
    ax : Axes
    columns : sequence of Column
        In the order in which they are shown.
    answer : Answer

    Attributes
    ----------
    over : list of Artist
        What moves.
    """

    def __init__(self, ax: Axes, columns: Sequence[Column], answer: Answer) -> None:
        self.ax, self.columns, self.answer = ax, list(columns), answer
        n = len(self.columns)
        ax.set(xlim=(0, 100), ylim=(n - 0.45, -1.05))
        ax.set_axis_off()
        heads = ["column", "values", "missing", "alone", "before", "after", "out"]
        places = [NAME, sum(VALUES) / 2, MISSING, sum(ALONE) / 2, *PLACES]
        for head, x in zip(heads, places, strict=True):
            side = "left" if x == NAME else "right" if x == MISSING else "center"
            ax.text(x, -0.72, head, ha=side, va="center", fontsize=SIZE)
        ax.plot([0, 100], [-0.45, -0.45], color=style.INK, linewidth=0.8)
        for row, column in enumerate(self.columns):
            self._draw_still(row, column)
        (self.frame,) = ax.plot([], [], color=style.NEGATIVE, linewidth=2)
        (self.bars,) = ax.plot([], [], color=style.NEUTRAL, lw=7, solid_capstyle="butt")
        (self.lamps,) = ax.plot([], [], color=style.POSITIVE, lw=7, solid_capstyle="butt")
        (self.used,) = ax.plot([], [], "o", color=style.INK, markersize=9)
        (self.unused,) = ax.plot([], [], "o", mfc=style.LIGHT, mec=style.INK, markersize=9)
        points = [(ALONE[1] + 0.5, row) for row in range(n)]
        self.alone = Labels(ax, points, align="left", size=SIZE)
        self.over: list[Artist] = [
            self.frame, self.bars, self.lamps, self.used, self.unused, self.alone,
        ]  # fmt: skip

    def _draw_still(self, row: int, column: Column) -> None:
        is_answer = column is self.answer.column
        weight = "bold" if is_answer else "normal"
        name = column.name if len(column.name) <= 13 else column.name[:12] + "…"
        self.ax.text(NAME, row, name, va="center", fontsize=SIZE, weight=weight)
        lost = float(column.missing.mean())
        if lost:
            text = share(lost, brief=True)
            self.ax.text(MISSING, row, text, ha="right", va="center", fontsize=SIZE)
        if is_answer:
            self._draw_answer(row)
        else:
            self.ax.plot(PLACES, [row] * 3, "o", color=style.NEUTRAL, markersize=2.5)
        heights = histogram(column, self.answer)
        n_bars, n_kinds = heights.shape
        left = np.linspace(*VALUES, n_bars + 1)[:-1]
        width = (VALUES[1] - VALUES[0]) / max(n_bars, 4) * 0.9
        base = np.zeros(n_bars)
        colors = [style.NEUTRAL] if n_kinds == 1 else style.CLASS_COLORS
        for kind in range(n_kinds):
            tall = 0.8 * heights[:, kind] / max(heights.sum(axis=1).max(), 1)
            self.ax.bar(
                left, -tall, width, bottom=row + 0.4 - base, align="edge",
                color=colors[kind % len(colors)],
            )  # fmt: skip
            base += tall

    def _draw_answer(self, row: int) -> None:
        """Write that it is the answer, and which colour is which class."""
        text: Any = {"ha": "right", "va": "center", "fontsize": SIZE}
        self.ax.text(99, row, "the answer", **text)
        names = self.answer.class_names if self.answer.n_classes else []
        if len(names) > 3 or any(len(name) > 9 for name in names):
            return
        x = 76.0
        for kind in reversed(range(len(names))):
            color = style.CLASS_COLORS[kind]
            self.ax.text(x, row, names[kind], **text)
            x -= 3.6 + 1.9 * len(names[kind])
            self.ax.plot([x + 1.0], [row], "s", color=color, markersize=7)
            x -= 2.4

    def show(self, roles: Sequence[int | None], alone: Sequence[float], row: int) -> None:
        """Show each column's role (None is the answer), what it says alone, and a frame."""
        inputs = [role == 0 for role in roles]
        suspicious = [a >= SUSPICIOUS and i for a, i in zip(alone, inputs, strict=True)]
        for artist, wanted in ((self.bars, False), (self.lamps, True)):
            ends = [
                ((ALONE[0], r), (ALONE[0] + (ALONE[1] - ALONE[0]) * max(a, 0.0), r))
                for r, (a, s) in enumerate(zip(alone, suspicious, strict=True))
                if s is wanted and roles[r] is not None
            ]
            artist.set_data(*one_line(np.reshape(ends, (-1, 2, 2))))
        self.alone.set_texts(
            [
                "" if role is None else number(a, 2)
                for a, role in zip(alone, roles, strict=True)
            ]
        )
        for artist, into in ((self.used, True), (self.unused, False)):
            at = [
                (PLACES[role], r)
                for r, role in enumerate(roles)
                if role is not None and (role == 0) is into
            ]
            artist.set_data(*np.reshape(at, (-1, 2)).T)
        self.frame.set_data(*outline(0.0, row - 0.46, 100.0, row + 0.46))

    def at(self, x: float, y: float) -> tuple[int, int | None] | None:
        """Return the row and the role at a point of the Axes, or None outside."""
        row = round(y)
        if not 0 <= row < len(self.columns) or not 0 <= x <= 100:
            return None
        nearest = int(np.abs(np.array(PLACES) - x).argmin())
        beside = abs(PLACES[nearest] - x) > 6
        return row, None if beside else nearest


def histogram(column: Column, answer: Answer) -> FloatArray:
    """Return how many rows are in each bar of a column, by class: (n_bars, n_classes).

    Of texts with many categories, only the commonest have a bar.
    """
    known = ~column.missing & answer.known
    kinds = answer.values[known] if answer.n_classes else np.zeros(known.sum(), dtype=int)
    kinds = kinds.astype(int)
    n_kinds = max(answer.n_classes, 1)
    if column.categories:
        place, n_bars = column.numbers[known].astype(int), len(column.categories)
    else:
        values = column.numbers[known]
        edges = np.histogram_bin_edges(values, MOST_BARS) if len(values) else np.arange(2)
        place = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, MOST_BARS - 1)
        n_bars = MOST_BARS
    counts = np.zeros((n_bars, n_kinds))
    np.add.at(counts, (place, kinds), 1)
    if n_bars > MOST_BARS:
        counts = counts[np.sort(np.argsort(-counts.sum(axis=1), kind="stable")[:MOST_BARS])]
    return counts


class Scoreboard:
    """What always-the-same, a line and a network score: a dot per fold, and the exam."""

    def __init__(self, ax: Axes, score_name: str, lowest: float) -> None:
        self.lowest = lowest
        ax.set(xlim=(-0.6, 2.6), ylim=(lowest, 1.15))
        ax.set_title(score_name, fontsize=SIZE, loc="right")
        ax.set_xticks(range(3), ["always\nthe same", "line", "network"], fontsize=SIZE)
        ax.set_yticks([tick / 5 for tick in range(6)], minor=False)
        ax.tick_params(axis="y", labelsize=SIZE)
        ax.grid(axis="y")
        colors = (style.NEUTRAL, style.NEGATIVE, style.INK)
        (self.spread,) = ax.plot([], [], color=style.INK, lw=1.5)
        (self.folds,) = ax.plot([], [], "o", color=style.NEUTRAL, ms=4)
        self.means = [ax.plot([], [], "_", color=c, ms=26, mew=4)[0] for c in colors]
        (self.exam,) = ax.plot(
            [], [], "D", mfc=style.LIGHT, mec=style.POSITIVE, mew=2, ms=8
        )
        self.numbers = Labels(ax, [(k, 1.09) for k in range(3)], bold=True)
        self.over: list[Artist] = [
            self.folds, self.spread, *self.means, self.exam, self.numbers,
        ]  # fmt: skip

    def show(self, scores: Sequence[Scores], *, opened: bool) -> None:
        """Draw the three, and their exam where it was opened."""
        ends, dots, exam = [], [], []
        for k, each in enumerate(scores):
            mean, spread = each.mean, each.spread
            ends.append(((k, self._in(mean - spread)), (k, self._in(mean + spread))))
            dots += [(k - 0.22, self._in(score)) for score in each.folds]
            self.means[k].set_data([k], [self._in(mean)])
            if opened:
                exam.append((k + 0.3, self._in(each.exam)))
        self.spread.set_data(*one_line(np.array(ends)))
        self.folds.set_data(*np.reshape(dots, (3 * FOLDS, 2)).T)
        self.exam.set_data(*np.reshape(exam, (-1, 2)).T)
        self.numbers.set_texts([number(each.mean, 2) for each in scores])

    def _in(self, score: float) -> float:
        """Return a score, or the lower edge of the picture where it lies below."""
        return float(np.clip(score, self.lowest, 1.0))


def alt_of(names: Sequence[Any]) -> str:
    """Return what the picture is, in words."""
    return (
        f"On the left a card for each of {len(names)} columns: its name, a small histogram "
        "of its values, how many are missing, what it scores alone, and a dot in one of "
        "three places: known before, known afterwards, left out. On the right three "
        "scores, always the same, a line and a network, each with a dot for each of five "
        "folds, a bar for their spread, and a diamond for the exam once it is open."
    )
