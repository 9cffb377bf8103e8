"""Colour photographs side by side."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ann_lib._support.checks import check_array, check_int
from ann_lib.plots import style
from ann_lib.plots.mosaic import check_titles, mosaic, size_of


def photos(
    pixels: ArrayLike,
    ax: Axes | None = None,
    *,
    titles: Sequence[object] | None = None,
    columns: int = 8,
) -> Axes:
    """Draw photographs in rows, as they are: no scale, no colour map.

    Parameters
    ----------
    pixels : array_like, shape (n_images, height, width, 3)
        Red, green and blue, 0 to 1, as in ``dataset.images``.
    ax : Axes, optional
        Where to draw; a new figure's otherwise.
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
    names = check_titles(titles, len(array))
    check_int(columns, "columns")
    ratio = array.shape[1] / array.shape[2]
    ax = style.axes_or_new(ax, *size_of(names, columns, ratio))
    return mosaic(
        array,
        ax,
        colormap=style.INTENSITY,
        limits=(0.0, 1.0),
        columns=columns,
        titles=names,
        fontsize=style.SMALL,
    )
