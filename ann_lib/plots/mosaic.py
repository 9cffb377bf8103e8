"""Many small pictures in one: tiles in rows, with a title above each."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap
from matplotlib.patches import Rectangle

from ann_lib._support.checks import FloatArray, check_int, describe
from ann_lib.plots import style

GAP = 0.12
"""Space between two tiles, as a fraction of a tile's width."""
LINE = 0.2
"""Height of a line of a title, as a fraction of a tile's width."""


def _above(titles: list[str]) -> float:
    """Return the height of the tallest title."""
    return LINE * max(title.count("\n") + 1 if title else 0 for title in titles)


def square(rows: FloatArray) -> FloatArray:
    """Return images with their pixels in rows, (n, n_pixels), as (n, side, side)."""
    n_pixels = rows.shape[1]
    side = math.isqrt(n_pixels)
    if side**2 != n_pixels:
        raise ValueError(
            f"Rows of {n_pixels} numbers are no square images: reshape them to "
            "(n_images, height, width)."
        )
    return rows.reshape(-1, side, side)


def check_titles(
    titles: Sequence[object] | None, n_tiles: int, name: str = "titles", of: str = "image"
) -> list[str]:
    """Return a title for each tile, all empty if none are given."""
    if titles is None:
        return [""] * n_tiles
    if isinstance(titles, str) or len(titles) != n_tiles:
        raise ValueError(
            f"{name} must hold {n_tiles} texts, one for each {of}, got {describe(titles)}."
        )
    return [str(title) for title in titles]


def mosaic(
    tiles: FloatArray,
    ax: Axes | None,
    *,
    titles: Sequence[object] | None,
    columns: int = 8,
    colormap: Colormap = style.INTENSITY,
    limits: tuple[float, float] = (0.0, 1.0),
) -> Axes:
    """Draw tiles of shape (n, height, width) or (n, height, width, 3) in rows.

    A tile is 1 wide and an image of its axes, or of a new figure's, whose ticks and frame
    are removed.
    """
    texts = check_titles(titles, len(tiles))
    columns = min(check_int(columns, "columns"), len(tiles))
    height, above = tiles.shape[1] / tiles.shape[2], _above(texts)
    n_rows = math.ceil(len(tiles) / columns)
    if ax is None:
        inches = min(6.5, 1.5 * columns)
        tall = n_rows * (inches / columns) * (height + above + GAP) / (1 + GAP)
        ax = style.axes_or_new(None, inches, float(np.clip(tall, 0.5, 12)))
    ax = style.axes_or_new(ax)
    for i, (tile, text) in enumerate(zip(tiles, texts, strict=True)):
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
        if text:
            place = left + 0.5, top - 0.05
            ax.text(*place, text, ha="center", va="bottom", fontsize=style.SMALL)
    ax.set_xlim(-GAP / 2, columns * (1 + GAP) - GAP / 2)
    ax.set_ylim(n_rows * (height + above + GAP) - GAP / 2, -GAP / 2)
    ax.set_aspect("equal")
    ax.set_axis_off()
    return ax


def check_light(pixels: FloatArray, name: str) -> None:
    """Raise ValueError if pixels are far from 0 to 1: all of them would look the same.

    What lies a little beyond, as noise does, is drawn as 0 or 1.
    """
    low, high = float(pixels.min()), float(pixels.max())
    if low < -1 or high > 2:
        mend = (
            f" Divide it by the largest number that a pixel may have, as "
            f"np.asarray({name}) / 255."
        )
        raise ValueError(
            f"{name} must hold numbers from 0 to 1, got {low:g} to {high:g}."
            f"{mend if low >= 0 else ''}"
        )


def scale_of(values: FloatArray) -> float:
    """Return the absolute value drawn in full colour: the largest, or 1 if all are 0."""
    return float(np.abs(values).max()) or 1.0
