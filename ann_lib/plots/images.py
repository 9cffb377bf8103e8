"""Images side by side, as ink on paper."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ann_lib._support.checks import check_int
from ann_lib.plots import style
from ann_lib.plots.mosaic import (
    check_pixels,
    check_titles,
    image_shape_of,
    mosaic,
    size_of,
)
from ann_lib.plots.photos import photos


def images(
    pixels: ArrayLike,
    ax: Axes | None = None,
    *,
    titles: Sequence[object] | None = None,
    image_shape: Sequence[int] | None = None,
    columns: int = 8,
    limits: tuple[float, float] = (0.0, 1.0),
) -> Axes:
    """Draw grey images in rows, 0 as white paper and 1 as black ink; or photographs.

    Parameters
    ----------
    pixels : array_like, shape (n_images, n_pixels) or (n_images, height, width)
        One image alone may be given as (n_pixels,).
    ax : Axes, optional
        Where to draw; a new figure's otherwise.
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
    names = check_titles(titles, len(array))
    check_int(columns, "columns")
    ax = style.axes_or_new(ax, *size_of(names, columns, shape[0] / shape[1]))
    return mosaic(
        array.reshape(-1, *shape),
        ax,
        colormap=style.INTENSITY,
        limits=limits,
        columns=columns,
        titles=names,
        fontsize=style.SMALL,
    )
