"""A heat map of what matters, laid over its image."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from numpy.typing import ArrayLike

from ann_lib._support.checks import FloatArray, check_array
from ann_lib.plots import style
from ann_lib.plots.mosaic import check_light, scale_of

_PALE = 0.55
"""Fraction of the image's contrast that is left beneath the map."""


def _check(image: ArrayLike, values: ArrayLike) -> tuple[FloatArray, FloatArray]:
    pixels = check_array(image, "image")
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        pixels = pixels[..., 0]
    if pixels.ndim != 2 and not (pixels.ndim == 3 and pixels.shape[2] == 3):
        raise ValueError(
            "image must be one image, (height, width) or (height, width, channels) with 1 "
            f"or 3 channels, got shape {pixels.shape}."
        )
    check_light(pixels, "image")
    return pixels, check_array(values, "values", shape=pixels.shape[:2])


def heat(
    image: ArrayLike,
    values: ArrayLike,
    ax: Axes | None = None,
) -> Axes:
    """Lay a map over an image: orange where positive, blue where negative, clear at zero.

    Parameters
    ----------
    image : array_like, shape (height, width) or (height, width, 1 or 3)
        Grey, 0 for white paper and 1 for black ink; or a photograph in red, green and
        blue, which is drawn in grey.
    values : array_like, shape (height, width)
        As `ann_lib.inspection.occlusion` returns them for an image.
    ax : Axes, optional
        Where to draw; by default, the axes of a new figure.

    Returns
    -------
    ax : Axes
        The image and the map are ``ax.images``.

    Raises
    ------
    ValueError
        If the image is not one, or far from 0 to 1, or the map has another height or width.
    """
    pixels, strength = _check(image, values)
    scale = scale_of(strength)
    height, width = strength.shape
    ax = style.axes_or_new(ax, 3.0, 3.0 * height / width)
    # In a photograph, large numbers are light; here they are ink, dark.
    ink = pixels if pixels.ndim == 2 else 1 - pixels @ [0.299, 0.587, 0.114]
    ax.imshow(ink * _PALE, cmap=style.INTENSITY, vmin=0, vmax=1, interpolation="none")
    colors = np.empty((height, width, 4))
    colors[strength >= 0, :3] = to_rgb(style.POSITIVE)
    colors[strength < 0, :3] = to_rgb(style.NEGATIVE)
    colors[..., 3] = np.clip(np.abs(strength) / scale, 0, 1)
    ax.imshow(colors, interpolation="none")
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set(visible=True, edgecolor=style.NEUTRAL, linewidth=0.8)
    return ax


def heat_alt(image: ArrayLike, values: ArrayLike) -> str:
    """Return in words what `heat` draws: the map's range, and where it is largest."""
    _, strength = _check(image, values)
    row, column = np.unravel_index(int(np.abs(strength).argmax()), strength.shape)
    return (
        f"A map of {strength.shape[0]} by {strength.shape[1]} pixels over the image, from "
        f"{strength.min():.2g} to {strength.max():.2g}; the largest is "
        f"{strength[row, column]:.2g} in row {row}, column {column}. Orange is above "
        "zero, blue below."
    )
