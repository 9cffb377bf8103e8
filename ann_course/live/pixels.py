"""Numbers as pictures: the pixels that `Tiles` shows, and frames around them."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap

from ann_course.live.tiles import Pixels
from ann_lib._support.checks import FloatArray
from ann_lib.plots import style

_NOTHING = (236, 236, 236)  # where a picture has no number


def colours(values: FloatArray, colormap: Colormap, low: float, high: float) -> Pixels:
    """Return numbers as colours, shape (..., height, width, 3), the lowest row first.

    NaN, where there is nothing to show, is grey.
    """
    missing = np.isnan(values)
    shares = (np.where(missing, low, values) - low) / (high - low)
    pixels: Pixels = np.array(colormap(shares, bytes=True)[..., :3])
    pixels[missing] = _NOTHING
    return pixels[..., ::-1, :, :]


def signed(values: FloatArray, largest: float) -> Pixels:
    """Return values in orange and blue, white at zero."""
    return colours(values, style.SIGNED, -largest, largest)


def ink(values: FloatArray, darkest: float = 1.0) -> Pixels:
    """Return grey pixels, 0 as paper and ``darkest`` as ink."""
    return colours(values, style.INTENSITY, 0.0, darkest)


def picture_of(image: FloatArray) -> Pixels:
    """Return one image, shape (height, width, 1 or 3), values 0 to 1, as pixels."""
    if image.shape[2] == 3:
        return (np.clip(image[::-1], 0, 1) * 255).round().astype(np.uint8)
    return ink(np.clip(image[..., 0], 0, 1))


def in_a_row(pictures: Pixels, gap: int) -> Pixels:
    """Return pictures side by side as one that is clear between them.

    A page shows one image sooner than many. ``pictures`` has shape (n, height, width, 3);
    a gap of so many pixels follows each.
    """
    n, high, wide, _ = pictures.shape
    row = np.zeros((high, n, wide + gap, 4), dtype=np.uint8)
    row[:, :, :wide, :3] = np.moveaxis(pictures, 0, 1)
    row[:, :, :wide, 3] = 255
    return row.reshape(high, n * (wide + gap), 4)


def outline(left: float, top: float, right: float, bottom: float) -> FloatArray:
    """Return the corners of a frame, back to the first one, shape (2, 5)."""
    return np.array([[left, right, right, left, left], [top, top, bottom, bottom, top]])


def bare(ax: Axes) -> None:
    """Take ticks and frame from axes that hold pictures of square pixels."""
    ax.set(xticks=[], yticks=[], aspect="equal")
    ax.spines[:].set_visible(False)
