"""What one unit of a picture-reading network looks for, and the sum that it makes."""

from __future__ import annotations

from typing import Any

import numpy as np

from ann_lib._checks import FloatArray
from ann_lib.live import LiveFigure
from ann_lib.live.diagram import number
from ann_lib.live.labels import Labels
from ann_lib.panels.digit_layers import Part, colours, spread
from ann_lib.panels.playground_tiles import Tiles
from ann_lib.plots import style

_ALT = (
    "The weights of one unit, each at the place of the input that it multiplies: orange "
    "above zero, blue below, white at zero."
)


class UnitPicture:
    """A unit's weights as a picture: ink on orange speaks for it, on blue against it.

    Attributes
    ----------
    figure : LiveFigure
    """

    def __init__(self) -> None:
        fig, ax = style.figure(1.6, 1.65)
        ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
        ax.set_box_aspect(1)
        ax.spines[:].set_visible(True)
        self._weights = Tiles(ax, sharp=True)
        where: Any = {"transform": ax.transAxes}
        self._range = Labels(ax, [(0.5, -0.07)], size=style.SMALL, **where)
        ax.set_xlabel(" ", size=style.SMALL)  # keeps the room for it
        self.figure = LiveFigure(fig, under=[self._weights], over=[self._range], alt=_ALT)

    def show(self, part: Part, unit: int) -> None:
        """Show the weights of a unit."""
        grid = spread(part.weights_of(unit))
        most = float(np.nanmax(np.abs(grid))) or 1.0
        pixels = colours(grid, style.SIGNED, -most, most)
        self._weights.set_tiles(np.zeros((1, 2)), 1.0, pixels[None])
        low, high = (number(float(find(grid))) for find in (np.nanmin, np.nanmax))
        self._range.set_texts([f"{low} to {high}"])


def sum_in_words(
    part: Part, unit: int, steps: list[FloatArray], name: str, bend: str
) -> str:
    """Return the sum of a unit, and what becomes of it."""
    bias, total = part.bias_of(unit), part.sum_of(unit, steps)
    value = float(part.values(steps)[..., unit].max())
    summed = f"{name}: weighted inputs {number(total - bias)}, bias {number(bias)}"
    where = ", at the place where it is largest" if len(part.after) == 3 else ""
    return f"{summed}; {bend + ' makes' if bend else 'together'} {number(value)}{where}."
