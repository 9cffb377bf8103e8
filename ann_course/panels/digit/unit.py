"""One unit of a picture-reading network: what it looks for, and its numbers to change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ann_course.live import LiveFigure, Number, button
from ann_course.live.labels import Labels
from ann_course.live.pixels import outline, signed
from ann_course.live.pointer import Pointer
from ann_course.live.tiles import Tiles
from ann_course.live.words import fitting
from ann_course.panels.digit.edits import Edits, Place
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
        fig, ax = style.figure(1.35, 1.45)
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
        low, high = (fitting(float(find(grid))) for find in (np.nanmin, np.nanmax))
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
    """Sliders for a weight and the bias of a unit, and a button that puts all back.

    Parameters
    ----------
    edits : Edits
        Holds what is changed by hand.

    Attributes
    ----------
    weight, bias : Number
    button : Button
    """

    def __init__(self, edits: Edits) -> None:
        self._edits = edits
        self._places: dict[str, Place] = {"its weight": (0, 0, 0), "the bias": (0, 0, None)}
        self.weight, self.bias = (self._slider(name) for name in self._places)
        self.button = button(
            "As trained", explain="Take back every weight and bias changed by hand"
        )
        self.button.on_click(lambda _: setattr(edits, "value", []))

    def show(self, layer: int, unit: int, source: int) -> None:
        """Show a unit's weight of an input, and its bias if it has one."""
        bias = (layer, unit, None)
        self._places = {"its weight": (layer, unit, source), "the bias": bias}
        self.weight.fetch()
        self.bias.fetch()
        for way in (self.bias.slider, self.bias.field):
            way.disabled = self._edits.now(bias) is None
        self.button.disabled = not self._edits.value

    def _slider(self, name: str) -> Number:
        def read() -> float:
            return self._edits.now(self._places[name]) or 0.0

        def write(number: float) -> None:
            self._edits.set(self._places[name], number)

        return Number(name, read, write, -_REACH, _REACH, 0.01, digits=3)
