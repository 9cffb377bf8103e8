"""Many small pictures in one: tiles in rows, with a title above each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from ann_lib._support.checks import FloatArray, check_array, check_int, describe
from ann_lib.plots import style

GAP = 0.12
"""Space between two tiles, as a part of a tile."""
LINE = 0.2
"""Height of a title's line, as a part of a tile."""


def _above(titles: list[str]) -> float:
    """Return the height of the highest title."""
    return LINE * max(title.count("\n") + 1 if title else 0 for title in titles)


def image_shape_of(n_pixels: int, image_shape: Sequence[int] | None) -> tuple[int, int]:
    """Return height and width of images of so many pixels, square ones by default.

    A third number, the channels, may be 1.
    """
    side = math.isqrt(n_pixels)
    shape = (side, side) if image_shape is None else tuple(image_shape)
    if len(shape) == 3 and shape[2] == 1:
        shape = shape[:2]
    if len(shape) != 2 or shape[0] * shape[1] != n_pixels:
        shown = "square" if image_shape is None else tuple(image_shape)
        raise ValueError(
            f"image_shape must be (height, width) of {n_pixels} pixels together, "
            f"got {shown}."
        )
    return int(shape[0]), int(shape[1])


def check_pixels(pixels: ArrayLike, name: str) -> FloatArray:
    """Return images as an array (n_images, n_pixels); one image may stand alone."""
    array = check_array(pixels, name)
    if array.ndim < 1:
        raise ValueError(f"{name} must hold images, got {describe(pixels)}.")
    array = array[None] if array.ndim == 1 else array
    return array.reshape(len(array), -1)


def check_titles(
    titles: Sequence[object] | None, n_tiles: int, name: str = "titles", of: str = "image"
) -> list[str]:
    """Return a title for each tile, empty ones where none are given."""
    if titles is None:
        return [""] * n_tiles
    if isinstance(titles, str) or len(titles) != n_tiles:
        raise ValueError(
            f"{name} must hold {n_tiles} texts, one for each {of}, got {describe(titles)}."
        )
    return [str(title) for title in titles]


def mosaic(
    tiles: FloatArray,
    ax: Axes,
    *,
    colormap: Colormap,
    limits: tuple[float, float],
    columns: int,
    titles: list[str],
    **text: Any,
) -> Axes:
    """Draw tiles of shape (n, height, width) in rows; each is an image of its axes.

    A tile is 1 wide. The axes' ticks and frame are taken away.
    """
    height = tiles.shape[1] / tiles.shape[2]
    above = _above(titles)
    columns = min(check_int(columns, "columns"), len(tiles))
    for i, (tile, title) in enumerate(zip(tiles, titles, strict=True)):
        row, column = divmod(i, columns)
        left, top = column * (1 + GAP), row * (height + above + GAP) + above
        ax.imshow(
            tile,
            extent=(left, left + 1, top + height, top),
            cmap=colormap,
            vmin=limits[0],
            vmax=limits[1],
            interpolation="none",
        )
        with style.settings_of(ax):
            frame = Rectangle(
                (left, top), 1, height, fill=False, edgecolor=style.NEUTRAL, linewidth=0.8
            )
        ax.add_patch(frame)
        if title:
            ax.text(left + 0.5, top - 0.05, title, ha="center", va="bottom", **text)
    n_rows = math.ceil(len(tiles) / columns)
    ax.set_xlim(-GAP / 2, columns * (1 + GAP) - GAP / 2)
    ax.set_ylim(n_rows * (height + above + GAP) - GAP / 2, -GAP / 2)
    ax.set_aspect("equal")
    ax.set_axis_off()
    return ax


def size_of(titles: list[str], columns: int, ratio: float) -> tuple[float, float]:
    """Return width and height in inches of a figure for tiles of height / width = ratio."""
    columns = min(columns, len(titles))
    rows = math.ceil(len(titles) / columns)
    width = min(6.5, 1.5 * columns)
    height = rows * (width / columns) * (ratio + _above(titles) + GAP) / (1 + GAP)
    return width, float(np.clip(height, 0.5, 12))
