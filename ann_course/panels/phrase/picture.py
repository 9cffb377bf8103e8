"""What the phrase panel draws: the plane of all words, and one phrase on a balance."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import NDArray

from ann_course.live import LiveFigure
from ann_course.live.answer_bars import TwoBars
from ann_course.live.labels import Labels
from ann_course.live.marks import Mark
from ann_course.live.pointer import Pointer
from ann_course.live.tiles import Tiles
from ann_course.live.words import number
from ann_lib._support.checks import FloatArray
from ann_lib.plots import style

Booleans = NDArray[np.bool_]

PLANE_ALT = (
    "A plane with a column for each word, the bad ones on the left and the good ones on "
    "the right, and two rows: below the words alone, above the same words after not. Each "
    "is a blue disk if it means something bad and an orange square if it means something "
    "good, filled if the network was taught it, with a cross if the network gets it wrong. "
    "The ground is orange where the network says good and blue where it says bad."
)
BALANCE_ALT = (
    "A balance. Each word of the phrase is a tile, as high as it is heavy: orange tiles "
    "lie on the right for good, blue ones on the left for bad. The heavier side sinks. "
    "Beside it two bars: the probability that the phrase is bad, and that it is good."
)
LEVELS = np.linspace(-0.4, 1.4, 37)
"""Between the word alone, 0, and after "not", 1, and a little beyond."""
LONGEST = 11
"""Letters for which there is room between a word's two dots."""
ROOM = 3.6
"""Height of the tallest stack of tiles; a tile of one unit of the sum is 0.5 high."""
WEIGHTLESS = 0.05
"""A smaller weight is written as 0.0."""
LEAN = 0.35
"""The balance's largest angle."""


class Plane:
    """All words, alone and after "not", and what a network says to them.

    Parameters
    ----------
    names : sequence of str
        The words, in the order of their columns.
    good : ndarray of bool, shape (n_words,)
    chosen : callable
        ``chosen(word, negated)`` when a column is pointed at.
    """

    def __init__(
        self,
        names: Sequence[str],
        good: Booleans,
        chosen: Callable[[int, bool], object],
    ) -> None:
        fig, ax = style.figure(6.1, 2.75)
        self.good, self._chosen = good, chosen
        n = len(names)
        self._box = (-0.5, n - 0.5, float(LEVELS[0]), float(LEVELS[-1]))
        ax.set(xlim=self._box[:2], ylim=self._box[2:])
        self.shade = Tiles(ax, framed=False, sharp=True)
        for k, name in enumerate(names):
            shown = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
            ax.text(k, 0.5, shown, rotation=90, ha="center", va="center", size=style.SMALL)
        ax.axvline(n - good.sum() - 0.5, color=style.INK, lw=0.8, ls=":")
        ax.set_yticks([0, 1], ["alone", "after\n“not”"])
        ax.set_xticks([])
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        self.dots: dict[tuple[bool, bool], Any] = {}
        for is_good, (color, marker) in zip(
            (False, True), style.class_styles(2), strict=True
        ):
            for filled in (False, True):
                (self.dots[is_good, filled],) = ax.plot(
                    [], [], marker, color=color, ms=9, mew=1.8, clip_on=False,
                    mfc=color if filled else style.LIGHT,
                )  # fmt: skip
        (self.wrong,) = ax.plot([], [], "x", color=style.DARK, ms=8, mew=1.6)
        (self.ring,) = ax.plot([], [], "o", mfc="none", mec=style.INK, ms=16, mew=2)
        self.title = Labels(
            ax, [(0.0, 1.07)], size=style.LARGE, align="left", transform=ax.transAxes
        )
        ax.set_title(" ")  # keeps the room
        self.over: list[Artist] = [*self.dots.values(), self.wrong, self.ring, self.title]
        pointer = Pointer(
            "Point at a word, alone or after not, and it becomes the phrase",
            self._at,
            step=(0.9 / n, 0.3),
        )
        self.ax = ax
        self.figure = LiveFigure(
            fig, under=[self.shade], over=self.over, alt=PLANE_ALT, pointer=pointer
        )

    def show(
        self,
        ground: FloatArray,
        taught: Booleans,
        right: Booleans,
        phrase: tuple[int, bool],
        title: str,
    ) -> None:
        """Draw it.

        Parameters
        ----------
        ground : ndarray, shape (n_levels, n_words)
            Between -1, bad, and 1, good.
        taught : ndarray of bool, shape (n_words,)
            Which words are taught after "not".
        right : ndarray of bool, shape (2, n_words)
            Whether the network is right about each word, alone and after "not".
        phrase : (int, bool)
            The word to mark, and whether it is the one after "not".
        title : str
        """
        self.shade.tint(self._box, ground)
        across = np.tile(np.arange(len(taught)), 2)
        row = np.repeat([0, 1], len(taught))
        means_good = self.good[across] ^ (row == 1)
        filled = np.concatenate([np.ones_like(taught), taught])
        for (is_good, is_filled), dots in self.dots.items():
            of_these = (means_good == is_good) & (filled == is_filled)
            dots.set_data(across[of_these], row[of_these])
        self.wrong.set_data(across[~right.ravel()], row[~right.ravel()])
        self.ring.set_data([phrase[0]], [int(phrase[1])])
        self.title.set_texts([title])

    def _at(self, kind: str, x: float, y: float) -> None:
        if kind != "down":
            return
        across, up = self.figure.data_at(self.ax, x, y)
        if 0 <= round(across) < len(self.good):
            self._chosen(round(across), up > 0.5)


class Scales:
    """One phrase: its words as tiles on a balance, and the answer as two bars."""

    def __init__(self) -> None:
        fig, (left, right) = style.figure(6.1, 2.0, columns=2, width_ratios=(2.3, 1))
        left.set(xlim=(-6.5, 6.5), ylim=(-0.9, 5.1))
        left.set_axis_off()
        self.balance = Balance(left)
        self.answer = TwoBars(right, ["bad", "good"], 0.4, style.SMALL)
        over: list[Artist] = [self.balance, *self.answer.over]
        self.figure = LiveFigure(fig, over=over, alt=BALANCE_ALT)

    def show(self, tiles: Sequence[tuple[str, float]], probability: float) -> None:
        """Put tiles on the balance: each word, and what it adds to the sum."""
        self.balance.tiles = list(tiles)
        self.answer.show(probability)


class Balance(Mark):
    """A beam on its pivot, and tiles on both of its ends.

    Attributes
    ----------
    tiles : list of (str, float)
        What is written on each, and its weight. Those above 0 lie on the right. The
        lower ones come first.
    """

    def __init__(self, ax: Axes) -> None:
        super().__init__(ax)
        self.tiles: list[tuple[str, float]] = []
        self.labels = {
            side: Labels(ax, np.zeros((0, 2)), align=align, size=style.SMALL)
            for side, align in ((-1, "right"), (1, "left"))
        }

    @property
    def total(self) -> float:
        """The sum of all tiles."""
        return math.fsum(weight for _, weight in self.tiles)

    @property
    def angle(self) -> float:
        """How far the beam leans to the right."""
        return LEAN * math.tanh(self.total / 2)

    def write(self, renderer: Any) -> None:
        """Draw beam, pans and tiles, and name each tile with its weight."""
        lean = self.angle
        heaviest = max(
            math.fsum(abs(w) for _, w in self.tiles if (w > 0) == above)
            for above in (True, False)
        )
        scale = min(0.5, ROOM / (heaviest or 1.0))
        ends = {side: self._end(side, lean) for side in (-1, 1)}
        pivot = [(-0.45, -0.8), (0.45, -0.8), (0.0, 0.0)]
        self._polygon(renderer, pivot, style.NEUTRAL)
        self._line(renderer, [ends[-1], ends[1]])
        for side, (x, y) in ends.items():
            self._line(renderer, [(x - 0.75, y), (x + 0.75, y)])
            self._stack(renderer, side, (x, y), scale)

    def _side(self, weight: float) -> int:
        """Return 1 for the right; what weighs nothing lies where the word lies."""
        heavy = weight if abs(weight) > WEIGHTLESS else self.tiles[0][1]
        return 1 if heavy > 0 else -1

    def _end(self, side: int, lean: float) -> tuple[float, float]:
        return side * 1.9 * math.cos(lean), -side * 1.6 * math.sin(lean)

    def _stack(
        self, renderer: Any, side: int, end: tuple[float, float], scale: float
    ) -> None:
        """Draw the tiles of one side on its pan, and their names beside them."""
        mine = [(text, w) for text, w in self.tiles if self._side(w) == side]
        (x, y), names = end, []
        places: list[tuple[float, float]] = []
        low = y + 0.08
        color = style.POSITIVE if side > 0 else style.NEGATIVE
        for text, weight in mine:
            high = low + max(scale * abs(weight), 0.05)
            corners = [(x - 0.6, low), (x + 0.6, low), (x + 0.6, high), (x - 0.6, high)]
            self._polygon(renderer, corners, color)
            lowest = places[-1][1] + 0.62 if places else -1.0
            places.append((x + side * 0.8, max((low + high) / 2, lowest)))
            plus = "+" if weight > WEIGHTLESS else ""
            names.append(f"{text} {plus}{number(weight, 1)}")
            low = high + 0.04
        labels = self.labels[side]
        labels.set_points(np.reshape(places, (-1, 2)))
        labels.set_texts(names)
        labels.write(renderer)

    def _polygon(self, renderer: Any, corners: Sequence[Any], color: str) -> None:
        places = " ".join(f"{x:.2f},{y:.2f}" for x, y in self.on_paper(renderer, corners))
        look = f"fill: {color}; stroke: {style.LIGHT}; stroke-width: 0.8"
        renderer.writer.element("polygon", points=places, style=look)

    def _line(self, renderer: Any, ends: Sequence[Any]) -> None:
        (x1, y1), (x2, y2) = self.on_paper(renderer, ends)
        look = f"fill: none; stroke: {style.INK}; stroke-width: 3"
        path = f"M {x1:.2f} {y1:.2f} L {x2:.2f} {y2:.2f}"
        renderer.writer.element("path", d=path, style=look)
