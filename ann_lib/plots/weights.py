"""A layer's weights as images: what each unit looks for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ann_lib._support.checks import FloatArray, check_array
from ann_lib.plots import style
from ann_lib.plots.mosaic import image_shape_of, mosaic, scale_of


def _columns(values: ArrayLike) -> FloatArray:
    """Return one column of weights per image, unit by unit."""
    if np.ndim(values) != 4:
        return check_array(values, "values", ndim=2)
    array = check_array(values, "values").swapaxes(
        2, 3
    )  # the kernels of a unit side by side
    return array.reshape(array.shape[0] * array.shape[1], -1)


def weights(
    values: ArrayLike,
    ax: Axes | None = None,
    *,
    titles: Sequence[object] | None = None,
    image_shape: Sequence[int] | None = None,
    columns: int = 8,
    largest: float | None = None,
) -> Axes:
    """Draw each unit's weights as an image: orange is positive, blue negative, white 0.

    All share one scale, so a pale tile is a unit with small weights.

    Parameters
    ----------
    values : array_like, shape (n_inputs, n_units)
        As in ``dense.weights.value``: a unit's weights are a column. Or a convolution's
        kernels, (size, size, in_channels, out_channels), as in ``conv.weights.value``:
        a unit's kernels for all its input channels follow one another.
    ax : Axes, optional
        Where to draw; by default, the axes of a new figure.
    titles : sequence, optional
        One for each image.
    image_shape : (height, width), optional
        Of the inputs; square by default.
    columns : int
        Images in a row.
    largest : float, optional
        The absolute weight drawn in full colour; by default the largest.

    Returns
    -------
    ax : Axes
        One image in ``ax.images`` for each unit, or for each kernel.
    """
    array = _columns(values)
    if np.ndim(values) == 4:
        image_shape = np.shape(values)[:2]
    shape = image_shape_of(array.shape[0], image_shape)
    scale = scale_of(array, largest)
    tiles = array.T.reshape(-1, *shape)
    return mosaic(
        tiles, ax, titles=titles, columns=columns, colormap=style.SIGNED,
        limits=(-scale, scale),
    )  # fmt: skip


def weights_alt(values: ArrayLike) -> str:
    """Return in a sentence what `weights` draws: how many tiles, and their range."""
    array = _columns(values)
    images = "1 image" if array.shape[1] == 1 else f"{array.shape[1]} images"
    return (
        f"{images} of {array.shape[0]} weights each, from "
        f"{array.min():.2f} (blue) to {array.max():.2f} (orange); white is zero."
    )
