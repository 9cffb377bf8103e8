"""What the panel draws beside the pad: the album, the answer, and two rates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist

from ann_course.live import LiveFigure
from ann_course.live.answer_bars import AnswerBars
from ann_course.live.diagram_layout import one_line
from ann_course.live.labels import Labels
from ann_course.live.pixels import bare, ink
from ann_course.live.tiles import Tiles
from ann_course.panels.teach.album import HANDS, SIDE, Drawing, rate
from ann_lib._support.checks import FloatArray
from ann_lib.plots import style

LATEST = 10
"""Examples of a class that are shown, the latest."""
FEW = 3
"""Classes that have two lines each, so that their pictures are larger."""
_SIDES = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]) * 0.9  # of a frame
ALT = (
    "On the left small pictures for each class, those of a neighbour in orange "
    "frames. On the right a bar for each class: the network's answer to the drawing on the "
    "pad. Beneath them, how many new examples of each hand were read before it was told."
)


class TeachPicture:
    """The album and the answers.

    Parameters
    ----------
    names : list of str

    Attributes
    ----------
    figure : LiveFigure
    """

    def __init__(self, names: list[str]) -> None:
        self._names = names
        n = len(names)
        self._lines = 2 if n <= FEW else 1
        self._columns = LATEST // self._lines
        fig, axes = style.figure(
            5.9, 2.5, rows=2, columns=2, width_ratios=(1.9, 1), height_ratios=(2, 1)
        )
        (album, answer), (left, right) = axes
        grid = album.get_gridspec()
        album.set_subplotspec(grid[:, 0])
        left.remove()
        bare(album)
        album.set(xlim=(0, self._columns), ylim=(-n * self._lines, 0), anchor="NW")
        album.set_yticks(-self._lines * (np.arange(n) + 0.5), names)
        album.tick_params(length=0)
        album.set_title("learned from", size=style.MEDIUM)
        self._tiles = Tiles(album)
        (self._frames,) = album.plot([], [], color=style.POSITIVE, lw=2)
        (self._next,) = album.plot([], [], lw=2, ls=":")
        self._bars = AnswerBars(answer, n, "", room=0.5)
        answer.set_yticks(range(n), names)
        answer.set_xticks([0, 1])
        answer.set_title("the answer", size=style.MEDIUM)
        right.set(xlim=(0, 1), ylim=(0, 1))
        right.set_axis_off()
        places = [(0.0, 0.9), (0.0, 0.5), (0.0, 0.1)]
        self._rates = Labels(right, places, align="left", size=style.MEDIUM)
        over: list[Artist] = [
            self._tiles,
            self._frames,
            self._next,
            *self._bars.over,
            self._rates,
        ]
        self.figure = LiveFigure(fig, over=over, alt=ALT)

    def show(
        self,
        drawings: Sequence[Drawing],
        answer: FloatArray | None,
        place: tuple[str, str],
    ) -> None:
        """Show the drawings, the answer if there is one, both rates, and the next place.

        That is where a drawing of this name and hand would be put: ``place``.
        """
        corners, pixels, frames = [], [], []
        for row, name in enumerate(self._names):
            latest = [each for each in drawings if each.name == name][-LATEST:]
            if name == place[0]:
                corner = self._corner(row, min(len(latest), LATEST - 1))
                self._next.set_data(*(corner + _SIDES).T)
                own = place[1] == HANDS[0]
                self._next.set_color(style.INK if own else style.POSITIVE)
            for k, each in enumerate(latest):
                corner = self._corner(row, k)
                corners.append(corner)
                pixels.append(ink(each.pixels))
                if each.hand != HANDS[0]:
                    frames.append(corner + _SIDES)
        self._tiles.set_tiles(
            np.reshape(corners, (-1, 2)), 0.9, np.reshape(pixels, (-1, SIDE, SIDE, 3))
        )
        self._frames.set_data(*one_line(np.reshape(frames, (-1, len(_SIDES), 2))))
        if answer is None:
            self._bars.clear()
        else:
            self._bars.show(answer)
        said = [f"{hand}: {_rate(drawings, hand)}" for hand in HANDS]
        self._rates.set_texts(["read, before told", *said])

    def _corner(self, row: int, k: int) -> FloatArray:
        """Return the lower left corner of a class's picture number k, in the album."""
        line, column = divmod(k, self._columns)
        return np.array([column + 0.05, -self._lines * row - line - 0.95])


def _rate(drawings: Sequence[Drawing], hand: str) -> str:
    right, n = rate(drawings, hand)
    return f"{right} of {n}" if n else "none yet"
