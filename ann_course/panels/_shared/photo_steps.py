"""How a photo is drawn in a panel: in the middle of a square, a frame around a part."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from ann_course.live.pixels import outline
from ann_course.live.tiles import Pixels, Tiles
from ann_lib._support.checks import FloatArray
from ann_lib.plots import style


def step_tiles(ax: Axes, title: str, size: float = style.SMALL) -> Tiles:
    """Return what `put` draws a picture with, in square axes of its own with a title."""
    ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    ax.set_box_aspect(1)
    ax.spines[:].set_visible(True)  # white paper has an edge, too
    ax.set_title(title, size=size, loc="center")
    return Tiles(ax, framed=False, sharp=True)


def put(tiles: Tiles, pixels: Pixels) -> None:
    """Draw a picture of any shape in the middle of its axes, on white."""
    side = max(pixels.shape)
    high, wide, _ = pixels.shape
    square = np.full((side, side, 3), 255, dtype=np.uint8)
    low, left = (side - high) // 2, (side - wide) // 2
    square[low : low + high, left : left + wide] = pixels
    tiles.set_tiles(np.zeros((1, 2)), 1.0, square[None])


def frame(box: tuple[int, int, int, int] | None, shape: tuple[int, ...]) -> FloatArray:
    """Return the corners of a box within what `put` draws, (2, 5); (2, 0) for none.

    Parameters
    ----------
    box : tuple of int, or None
        First row, last row, first column, last column, the last ones not included.
    shape : tuple of int
        Of the picture that it is a part of: height, width.
    """
    if box is None:
        return np.zeros((2, 0))
    high, wide = shape[:2]
    side = max(high, wide)
    top, bottom, left, right = box
    low, start = (side - high) // 2, (side - wide) // 2
    rows = [(low + high - row) / side for row in (top, bottom)]
    columns = [(start + column) / side for column in (left, right)]
    return outline(columns[0], rows[0], columns[1], rows[1])
