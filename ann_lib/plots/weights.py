"""A layer's weights as images: what each unit looks for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ann_lib._support.checks import FloatArray, check_array
from ann_lib.plots import style
from ann_lib.plots.mosaic import mosaic, scale_of, square


def _tiles(values: ArrayLike) -> FloatArray:
    """Return (n_tiles, height, width), unit by unit, and a unit's kernels side by side."""
    if np.ndim(values) == 4:
        kernels = check_array(values, "values").transpose(3, 2, 0, 1)
        return kernels.reshape(-1, *kernels.shape[2:])
    return square(check_array(values, "values", ndim=2).T)


def weights(
    values: ArrayLike,
    ax: Axes | None = None,
    *,
    titles: Sequence[object] | None = None,
    columns: int = 8,
) -> Axes:
    """Draw each unit's weights as an image: orange is positive, blue negative, white 0.

    All share one scale, so a pale tile is a unit with small weights.

    Parameters
    ----------
    values : array_like, shape (n_inputs, n_units)
        As in ``dense.weights.value``: a unit's weights are a column, and its inputs a
        square image. Or a convolution's kernels, shape (height, width, in_channels,
        out_channels), as in ``conv.weights.value``: a unit's kernels for all its input
        channels follow one another.
    ax : Axes, optional
        Where to draw; by default, the axes of a new figure.
    titles : sequence, optional
        One for each image.
    columns : int
        Images in a row.

    Returns
    -------
    ax : Axes
        One image in ``ax.images`` for each unit, or for each kernel.
    """
    tiles = _tiles(values)
    scale = scale_of(tiles)
    return mosaic(
        tiles, ax, titles=titles, columns=columns, colormap=style.SIGNED,
        limits=(-scale, scale),
    )  # fmt: skip


def weights_alt(values: ArrayLike) -> str:
    """Return in a sentence what `weights` draws: how many tiles, and their range."""
    tiles = _tiles(values)
    images = "1 image" if len(tiles) == 1 else f"{len(tiles)} images"
    return (
        f"{images} of {tiles[0].size} weights each, from "
        f"{tiles.min():.2f} (blue) to {tiles.max():.2f} (orange); white is zero."
    )
