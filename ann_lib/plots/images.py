"""Images side by side: as ink on paper, or photographs in colour."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ann_lib._support.checks import check_array
from ann_lib.plots.mosaic import check_light, mosaic, square


def images(
    pixels: ArrayLike,
    ax: Axes | None = None,
    *,
    titles: Sequence[object] | None = None,
    columns: int = 8,
) -> Axes:
    """Draw grey images in rows, 0 for white paper and 1 for black ink; or photographs.

    Parameters
    ----------
    pixels : array_like, shape (n_images, n_pixels) or (n_images, height, width, ...)
        In rows of pixels they are square, and a single one may be given as (n_pixels,).
        With 3 channels they are drawn as `photos`.
    ax : Axes, optional
        Where to draw; by default, the axes of a new figure.
    titles : sequence, optional
        One for each image.
    columns : int
        Images in a row.

    Returns
    -------
    ax : Axes
        One image in ``ax.images`` for each.

    Raises
    ------
    ValueError
        If the pixels are not those of such images, or far from 0 to 1, or the titles
        are too few.
    """
    array = check_array(pixels, "pixels")
    if array.ndim in (1, 2):
        array = square(np.atleast_2d(array))
    if array.shape[3:] == (3,):
        return photos(array, ax, titles=titles, columns=columns)
    if array.shape[3:] == (1,):
        array = array[..., 0]
    if array.ndim != 3:
        raise ValueError(
            "pixels must have shape (n_images, n_pixels), (n_images, height, width) or "
            f"(n_images, height, width, 1 or 3), got {array.shape}."
        )
    check_light(array, "pixels")
    return mosaic(array, ax, titles=titles, columns=columns)


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
