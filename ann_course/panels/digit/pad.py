"""A pad to draw on with mouse, finger or keyboard, or squares to switch on and off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
import numpy as np
import traitlets

from ann_course.live import LiveFigure
from ann_course.live.labels import Labels
from ann_course.live.layout import box, html, styled
from ann_course.live.pointer import Pointer
from ann_course.panels.digit.strokes import MOST_POINTS, Strokes, check_strokes, erased
from ann_lib.plots import style

SIDE = 8
"""Squares of the grid, each way."""
STEP = 1 / (2 * SIDE)
"""How far an arrow key moves the pen, as a fraction of the pad's side."""
NOTE = (
    "This page cannot load the pad for drawing. Switch the squares of the grid on and off "
    "instead."
)
_ALT = "A square of paper with a grid of 8 by 8, to draw on with a thick pen."
_LABEL = (
    "Drawing pad. Draw with the mouse or a finger; or move with the arrow keys, and lower "
    "and lift the pen with the space bar."
)
_NEAR = 0.006  # points closer than this to the last one are left out
_WIDE = 0.05  # half the eraser's width
_MOST_STEPS = 200  # that can be undone
_TINY = 1e-4  # the length of a dot: a line without length is not drawn


class DrawingPad(traitlets.HasTraits):
    """A square of paper to draw strokes on, and a grid of buttons in its place.

    The page shows the buttons where it cannot load the pointer, after a while.

    Parameters
    ----------
    touched : callable
        Called when a hand is about to change the drawing.
    hint : tuple of str
        What blank paper says, in two lines.

    Attributes
    ----------
    value : list of strokes
        Each a list of points [x, y], from 0 at the lower left to 1; may be observed.
    counted : bool
        Whether it has been said what this drawing is: the next stroke begins another.
    eraser : ToggleButton
        Whether the pen takes ink away.
    figure : LiveFigure
    widget : VBox
        Shows the figure, and what is said of it.
    pointer : Pointer
    squares : list of ToggleButton
        Row by row from the top. A square that is on is a dot in its middle.
    note : HTML
        Says that there are only squares.
    """

    value: traitlets.List[list[list[float]]] = traitlets.List()
    check = staticmethod(check_strokes)

    def __init__(
        self,
        touched: Callable[[], object],
        hint: tuple[str, str] = ("draw a digit", "here"),
    ) -> None:
        super().__init__()
        self._touched, self._asks = touched, hint
        self._pen_down = self._erased = self._goes_on = self.counted = False
        self._past: list[Strokes] = []
        self._at = [0.0, 0.0]
        self.eraser = styled(
            widgets.ToggleButton(
                description="Eraser", tooltip="Let the pen take ink away, or draw again"
            ),
            "ann-button",
        )
        fig, ax = style.figure(2.3, 2.3)
        fig.set_layout_engine("none")
        ax.set(xlim=(0, 1), ylim=(0, 1), position=(0.005, 0.005, 0.99, 0.99))
        ax.set(xticks=np.arange(1, SIDE) / SIDE, yticks=np.arange(1, SIDE) / SIDE)
        ax.tick_params(length=0, labelbottom=False, labelleft=False)
        ax.grid(visible=True, linewidth=0.8)
        ax.spines[:].set_visible(True)
        look: Any = {"solid_capstyle": "round", "solid_joinstyle": "round"}
        (self.line,) = ax.plot([], [], color=style.DARK, lw=11, **look)
        self._hint = Labels(
            ax, [(0.5, 0.53), (0.5, 0.43)], color=style.INK, size=style.MEDIUM
        )
        self.pointer = Pointer(_LABEL, self._pointed, step=STEP, draws=True)
        over = [self.line, self._hint]
        self.figure = LiveFigure(fig, over=over, alt=_ALT, pointer=self.pointer)
        self._add_squares()

    @property
    def full(self) -> bool:
        """Whether it can take no more points."""
        return sum(map(len, self.value)) >= MOST_POINTS

    def show(self, faded: bool) -> None:
        """Draw the strokes, paler while the network is shown something else."""
        gap = [[np.nan, np.nan]]
        parts = [part for stroke in self.value for part in (self._path(stroke), gap)]
        points = np.concatenate(parts) if parts else np.zeros((0, 2))
        self.line.set_data(*points.T)
        self.line.set_color(style.NEUTRAL if faded else style.DARK)
        self._hint.set_texts(["", ""] if self.value else self._asks)
        dots = {tuple(stroke[0]) for stroke in self.value if len(stroke) == 1}
        for square, place in zip(self.squares, self._places, strict=True):
            square.value = tuple(place) in dots

    @staticmethod
    def _path(stroke: list[list[float]]) -> list[list[float]]:
        if len(stroke) > 1:
            return stroke
        x, y = stroke[0]
        return [[x - _TINY, y], [x + _TINY, y]]

    def undo(self) -> None:
        """Take back what was done last, be it a stroke, an erasure or the whole drawing."""
        if self._past:
            self._change(self._past.pop())

    def _change(self, strokes: Strokes) -> None:
        """Set the drawing without a new step to undo."""
        self._goes_on = True
        try:
            self.value = strokes
        finally:
            self._goes_on = False

    def _pointed(self, kind: str, x: float, y: float) -> None:
        point = [round(x, 4), round(y, 4)]
        if self.eraser.value:
            self._erase(kind, point)
        elif kind == "down" and not (self.full and not self.counted):
            self._draw([*([] if self.counted else self.value), [point]])
            self._pen_down = True
        elif kind == "move" and self._pen_down and not self.full:
            *others, stroke = self.value
            (x1, y1), (x2, y2) = stroke[-1], point
            if max(abs(x2 - x1), abs(y2 - y1)) >= _NEAR:
                self._touched()
                self._change([*others, [*stroke, point]])
                self._pen_down = True
        elif kind == "up":
            self._pen_down = False

    def _erase(self, kind: str, point: list[float]) -> None:
        """Take the ink away along the way from the last place to this one."""
        if kind == "down":
            self._at, self._erased = point, False
        elif kind != "move" or not self._pen_down:
            self._pen_down = self._pen_down and kind != "up"
            return
        strokes, start, way = self.value, np.array(self._at), np.subtract(point, self._at)
        for part in np.linspace(0, 1, 2 + int(np.abs(way).max() / _WIDE)):
            strokes = erased(strokes, start + part * way, _WIDE)
        if strokes != self.value:
            self._touched()
            (self._change if self._erased else self._draw)(strokes)
            self._erased = True
        self._at, self._pen_down = point, True

    def _draw(self, strokes: Strokes) -> None:
        """Take what a hand has drawn."""
        self._touched()
        self.value = strokes

    @traitlets.observe("value")
    def _lift(self, change: Any) -> None:
        """Lift the pen: another drawing than the one beneath it is there now."""
        self._pen_down = self.counted = False
        if not self._goes_on:
            self._past = [*self._past, change["old"]][-_MOST_STEPS:]

    def _add_squares(self) -> None:
        at = (np.arange(SIDE) + 0.5) / SIDE
        self._places = [[float(x), float(1 - y)] for y in at for x in at]
        self.squares: list[Any] = []
        for k, place in enumerate(self._places):
            row, column = divmod(k, SIDE)
            # One layout and one style for all: each is a message to the page.
            first = self.squares[:1]
            shared = {"layout": first[0].layout, "style": first[0].style} if first else {}
            name = f"row {row + 1}, column {column + 1}"
            square = styled(widgets.ToggleButton(tooltip=name, **shared), "ann-square")
            square.observe(
                lambda change, place=place: self._switched(change, place), "value"
            )
            self.squares.append(square)
        grid = box(widgets.GridBox, self.squares, "ann-squares")
        self.figure.widget.children = (*self.figure.widget.children, grid)
        self.note = html("ann-squares-note", "ann-note", value=NOTE)
        self.widget = box(widgets.VBox, [self.figure.widget, self.note], "ann-draw")

    def _switched(self, change: dict[str, Any], place: list[float]) -> None:
        is_on = [place] in self.value
        if change["new"] and not is_on and not self.full:
            self._draw([*self.value, [place]])
        elif is_on and not change["new"]:
            self._draw([stroke for stroke in self.value if stroke != [place]])
