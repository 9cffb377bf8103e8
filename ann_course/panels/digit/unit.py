"""One unit of a picture-reading network: what it looks for, and its numbers to change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ann_course.live import LiveFigure, button, slider
from ann_course.live.diagram import number
from ann_course.live.labels import Labels
from ann_course.live.pixels import outline, signed
from ann_course.live.pointer import Pointer
from ann_course.live.tiles import Tiles
from ann_course.panels.digit.layers import Part, spread
from ann_lib.plots import style

_ALT = (
    "The weights of one unit, each at the place of the input that it multiplies: orange "
    "above zero, blue below, white at zero; with a frame around one of them."
)
_CHOOSING = "The unit's weights. Point at one to choose it. Arrow keys move, Enter chooses."
_REACH = 3.0  # of the sliders, unless a number lies beyond


class UnitPicture:
    """A unit's weights as a picture: ink on orange speaks for it, on blue against it.

    Parameters
    ----------
    chosen : callable
        ``chosen(source)`` when the weight of that input is pointed at.

    Attributes
    ----------
    figure : LiveFigure
    """

    def __init__(self, chosen: Callable[[int], object]) -> None:
        self._chosen = chosen
        fig, ax = style.figure(1.6, 1.65)
        ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
        ax.set_box_aspect(1)
        ax.spines[:].set_visible(True)
        self.ax = ax
        self._weights = Tiles(ax, sharp=True)
        (self.frame,) = ax.plot([], [], color=style.INK, lw=2)
        where: Any = {"transform": ax.transAxes}
        self._range = Labels(ax, [(0.5, -0.07)], size=style.SMALL, **where)
        ax.set_xlabel(" ", size=style.SMALL)  # keeps the room for it
        self.pointer = Pointer(_CHOOSING, self._point, start=(0.5, 0.5))
        self.figure = LiveFigure(
            fig,
            under=[self._weights],
            over=[self._range, self.frame],
            alt=_ALT,
            pointer=self.pointer,
        )

    def show(self, part: Part, unit: int, source: int) -> None:
        """Show the weights of a unit, and frame the one of an input."""
        weights = part.weights_of(unit)
        grid = spread(weights)
        most = float(np.nanmax(np.abs(grid))) or 1.0
        pixels = signed(grid, most)
        self._weights.set_tiles(np.zeros((1, 2)), 1.0, pixels[None])
        low, high = (number(float(find(grid))) for find in (np.nanmin, np.nanmax))
        self._range.set_texts([f"{low} to {high}"])
        self._sources = spread(np.arange(weights.size, dtype=float).reshape(weights.shape))
        rows, columns = self._sources.shape
        row, column = np.argwhere(self._sources == source)[0]
        left, top = column / columns, 1 - row / rows
        self.frame.set_data(*outline(left, top, left + 1 / columns, top - 1 / rows))

    def _point(self, kind: str, x: float, y: float) -> None:
        across, up = self.figure.data_at(self.ax, x, y)
        if kind != "down" or not (0 <= across < 1 and 0 < up <= 1):
            return
        rows, columns = self._sources.shape
        source = self._sources[int((1 - up) * rows), int(across * columns)]
        if not np.isnan(source):
            self._chosen(int(source))


class UnitNumbers:
    """A weight and the bias of a unit, to be changed by hand and put back.

    Parameters
    ----------
    changed : callable
        ``changed(is_bias, number)`` after a hand has changed one.
    put_back : callable
        Called when all shall be as they were trained.

    Attributes
    ----------
    controls : list of widgets
        A slider for the weight, one for the bias, and the button that puts them back.
    """

    def __init__(
        self, changed: Callable[[bool, float], object], put_back: Callable[[], object]
    ) -> None:
        self._hand, self._showing = changed, False
        self.weight = slider("its weight", 0.0, -_REACH, _REACH, 0.01)
        self.bias = slider("the bias", 0.0, -_REACH, _REACH, 0.01)
        self.button = button(
            "As trained", explain="Take back every weight and bias changed by hand"
        )
        self.button.on_click(lambda _: put_back())
        self.weight.observe(lambda change: self._changed(False, change["new"]))
        self.bias.observe(lambda change: self._changed(True, change["new"]))
        self.controls = [self.weight, self.bias, self.button]

    def show(self, weight: float | None, bias: float | None, any_by_hand: bool) -> None:
        """Show the unit's numbers; ``bias`` is None where it has none."""
        self._showing = True
        try:
            for control, value in ((self.weight, weight or 0.0), (self.bias, bias or 0.0)):
                control.make_room(value)
                control.value = value
        finally:
            self._showing = False
        for way in (self.bias.slider, self.bias.field):
            way.disabled = bias is None
        self.button.disabled = not any_by_hand

    def _changed(self, is_bias: bool, number: float) -> None:
        if not self._showing:
            self._hand(is_bias, number)
