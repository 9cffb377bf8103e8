"""Images side by side: as ink on paper, or photographs in colour."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ann_lib._support.checks import check_array
from ann_lib.plots.mosaic import check_pixels, image_shape_of, mosaic


def images(
    pixels: ArrayLike,
    ax: Axes | None = None,
    *,
    titles: Sequence[object] | None = None,
    image_shape: Sequence[int] | None = None,
    columns: int = 8,
    limits: tuple[float, float] = (0.0, 1.0),
) -> Axes:
    """Draw grey images in rows, 0 for white paper and 1 for black ink; or photographs.

    Parameters
    ----------
    pixels : array_like, shape (n_images, n_pixels) or (n_images, height, width)
        A single image may be given as (n_pixels,).
    ax : Axes, optional
        Where to draw; by default, the axes of a new figure.
    titles : sequence, optional
        One for each image.
    image_shape : (height, width) or (height, width, channels), optional
        Square by default. With 3 channels they are drawn as `photos`.
    columns : int
        Images in a row.
    limits : (float, float)
        The values that are white and black.

    Returns
    -------
    ax : Axes
        One image in ``ax.images`` for each.

    Raises
    ------
    ValueError
        If the pixels do not fill images of that shape, or the titles are too few.
    """
    array = check_pixels(pixels, "pixels")
    if image_shape is None and np.ndim(pixels) >= 3:
        image_shape = np.shape(pixels)[1:]
    full = (0,) if image_shape is None else tuple(image_shape)
    if full[2:] == (3,) and math.prod(full) == array.shape[1]:
        return photos(array.reshape(-1, *full), ax, titles=titles, columns=columns)
    shape = image_shape_of(array.shape[1], image_shape)
    tiles = array.reshape(-1, *shape)
    return mosaic(tiles, ax, titles=titles, columns=columns, limits=limits)


def photos(
    pixels: ArrayLike,
    ax: Axes | None = None,
    *,
    titles: Sequence[object] | None = None,
    columns: int = 8,
) -> Axes:
    """Draw photographs in rows, as they are: without scale or colour map.

    Parameters
    ----------
    pixels : array_like, shape (n_images, height, width, 3)
        Red, green and blue, 0 to 1, as in ``dataset.images``.
    ax : Axes, optional
        Where to draw; by default, the axes of a new figure.
    titles : sequence, optional
        One for each photograph.
    columns : int
        Photographs in a row.

    Returns
    -------
    ax : Axes
        One image in ``ax.images`` for each.

    Raises
    ------
    ValueError
        If they are not colour images with values from 0 to 1.
    """
    array = check_array(pixels, "pixels")
    if array.ndim != 4 or array.shape[3] != 3 or not len(array):
        raise ValueError(
            "pixels must have shape (n_images, height, width, 3), got "
            f"{array.shape}. Use dataset.images, or plots.images for grey ones."
        )
    if array.min() < 0 or array.max() > 1:
        raise ValueError(
            f"pixels must lie between 0 and 1, got {array.min():g} to {array.max():g}."
        )
    return mosaic(array, ax, titles=titles, columns=columns)
