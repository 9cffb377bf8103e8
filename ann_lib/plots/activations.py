"""A layer's activations for one image: one tile per channel or unit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ann_lib._support.checks import FloatArray, check_array
from ann_lib.plots import style
from ann_lib.plots.mosaic import mosaic, scale_of


def _tiles(values: ArrayLike) -> FloatArray:
    """Return (n_tiles, height, width); a unit of a dense layer is a tile of one number."""
    array = check_array(values, "values")
    if array.ndim == 2:
        array = array[..., None]
    if array.ndim not in (1, 3):
        raise ValueError(
            "values must be one image's, of shape (height, width, channels) or (n_units,), "
            f"got {array.shape}. Use network.activations(x)[layer + 1][i]."
        )
    return array.reshape(-1, 1, 1) if array.ndim == 1 else np.moveaxis(array, 2, 0)


def activations(
    values: ArrayLike,
    ax: Axes | None = None,
    *,
    titles: Sequence[object] | None = None,
) -> Axes:
    """Draw a layer's activations for one image.

    If none is negative (after ReLU), 0 is white and the largest is black. Otherwise
    orange is positive, blue negative, and white zero. All tiles share one scale.

    Parameters
    ----------
    values : array_like, shape (height, width, channels) or (n_units,)
        Those of one image, as in ``network.activations(x)[layer + 1][0]``.
    ax : Axes, optional
        Where to draw; by default, the axes of a new figure.
    titles : sequence, optional
        One for each channel or unit.

    Returns
    -------
    ax : Axes
        One image in ``ax.images`` for each channel or unit.

    Raises
    ------
    ValueError
        If the values are not one image's, or the titles are too few.
    """
    tiles = _tiles(values)
    scale = scale_of(tiles)
    signed = bool((tiles < 0).any())
    return mosaic(
        tiles, ax, titles=titles,
        colormap=style.SIGNED if signed else style.INTENSITY,
        limits=(-scale if signed else 0.0, scale),
    )  # fmt: skip


def activations_alt(values: ArrayLike) -> str:
    """Return in words what `activations` draws: how many tiles, which answer most."""
    tiles = _tiles(values)
    best = tiles.reshape(len(tiles), -1).max(axis=1)
    silent = int((tiles.reshape(len(tiles), -1) == 0).all(axis=1).sum())
    height, width = tiles.shape[1:]
    kind = "unit" if (height, width) == (1, 1) else f"channel of {height} by {width}"
    first = int(best.argmax())
    number = f"{len(tiles)} tiles, one for each" if len(tiles) > 1 else "One tile, for a"
    return (
        f"{number} {kind}, from {tiles.min():.2f} to {tiles.max():.2f}; number {first} "
        f"answers most, and {silent} {'is' if silent == 1 else 'are'} silent."
    )
