"""Slightly changed images, so that a network sees more of them than were collected.

Images are (n_samples, height, width) or (n_samples, height, width, channels), 0 for
paper and 1 for ink. Each function returns a new array of the same shape and floating
dtype (integers become float64). Pixels that come in at an edge are paper, and those that
leave the image are lost. `jitter` and `noise` are random: ``Network.fit(augment=jitter)``.
"""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._support.checks import (
    FloatArray,
    Rng,
    check_array,
    check_int,
    check_number,
    check_rng,
    describe,
)

_BLOCK_PIXELS = 12_500  # warped at a time, so that they stay in the processor's cache


def shift(images: ArrayLike, *, down: int = 0, right: int = 0) -> FloatArray:
    """Return the images moved by whole pixels.

    Parameters
    ----------
    images : array_like, shape (n_samples, height, width) or (..., channels)
    down, right : int
        Pixels to move by; negative numbers move up and left. For fractions of a
        pixel, see `warp`.

    Returns
    -------
    moved : ndarray
        A new array of the same shape.

    Raises
    ------
    ValueError
        If the images have no height and width.

    Examples
    --------
    >>> shift([[[1, 2], [3, 4]]], right=1)[0].tolist()
    [[0.0, 1.0], [0.0, 3.0]]
    """
    array = _check_images(images)
    rows = check_int(down, "down", minimum=-sys.maxsize)
    columns = check_int(right, "right", minimum=-sys.maxsize)
    moved = np.zeros_like(array)
    to_rows, from_rows = _overlap(rows, array.shape[1])
    to_columns, from_columns = _overlap(columns, array.shape[2])
    moved[:, to_rows, to_columns] = array[:, from_rows, from_columns]
    return moved


def rotate(images: ArrayLike, degrees: ArrayLike) -> FloatArray:
    """Return the images rotated anticlockwise about their centre.

    Parameters
    ----------
    images : array_like, shape (n_samples, height, width) or (..., channels)
    degrees : float or array_like, shape (n_samples,)
        One angle for all images, or one for each.

    Examples
    --------
    >>> rotate([[[1, 2], [3, 4]]], 90)[0].round(6).tolist()
    [[2.0, 4.0], [1.0, 3.0]]
    """
    return warp(images, degrees=degrees)


def warp(
    images: ArrayLike,
    *,
    degrees: ArrayLike = 0.0,
    factor: ArrayLike = 1.0,
    shear: ArrayLike = 0.0,
    down: ArrayLike = 0.0,
    right: ArrayLike = 0.0,
) -> FloatArray:
    """Return the images sheared, scaled, rotated and moved, in this order, in one step.

    Each pixel of the result is interpolated between the four pixels around the place
    that it came from (bilinear interpolation), so sharpness is lost once, not four times.

    Parameters
    ----------
    images : array_like, shape (n_samples, height, width) or (..., channels)
    degrees, factor, shear, down, right : float or array_like, shape (n_samples,)
        Angle in degrees, anticlockwise; factor of height and width, above 0 (far below 1,
        thin lines get holes: `blur` first); how far a line leans to the right, as a
        fraction of its height; pixels to move by, whole or not. One number for all
        images, or one for each.

    Raises
    ------
    ValueError
        If the images have no height and width, or an argument is neither one number
        nor one for each image.
    """
    array = _check_images(images)
    angle = np.deg2rad(_one_each(degrees, "degrees", array))
    size = _one_each(factor, "factor", array)
    if size.min() <= 0:
        raise ValueError(f"factor must be above 0, got {size.min():g}.")
    lean = _one_each(shear, "shear", array)
    # From a pixel of the result back to where it came from, with rows counted downwards:
    # ⎛x⎞   1 ⎛1 lean⎞ ⎛cos −sin⎞ ⎛x′ − right⎞
    # ⎝y⎠ = – ⎝0   1 ⎠ ⎝sin  cos⎠ ⎝y′ − down ⎠      from the centre; s is the factor
    #       s
    sin, cos = np.sin(angle) / size, np.cos(angle) / size
    ways = np.stack([cos + lean * sin, lean * cos - sin, sin, cos])
    moved = np.stack([_one_each(right, "right", array), _one_each(down, "down", array)])
    result = np.empty_like(array, order="C")
    block = max(1, _BLOCK_PIXELS // (array.shape[1] * array.shape[2]))
    for start in range(0, len(array), block):
        part = slice(start, start + block)
        result[part] = _look_up(array[part], ways[:, part], moved[:, part])
    return result


def blur(images: ArrayLike, sigma: float) -> FloatArray:
    """Return the images blurred: each point of ink becomes a small Gaussian bell.

    Parameters
    ----------
    images : array_like, shape (n_samples, height, width) or (..., channels)
    sigma : float
        Standard deviation in pixels, at most 1000; 0 changes nothing.
    """
    array = _check_images(images)
    width = check_number(sigma, "sigma", minimum=0, maximum=1000)
    n, rows, columns = array.shape[:3]
    down = _bell(rows, width).astype(array.dtype) @ array.reshape(n, rows, -1)
    lines = down.reshape(n * rows, columns, -1).swapaxes(1, 2)  # each along a row
    across = lines.reshape(-1, columns) @ _bell(columns, width).astype(array.dtype)
    return across.reshape(lines.shape).swapaxes(1, 2).reshape(array.shape)


def noise(images: ArrayLike, amount: float = 0.1, *, rng: Rng = None) -> FloatArray:
    """Return the images with a random number added to each pixel.

    Parameters
    ----------
    images : array_like, shape (n_samples, height, width) or (..., channels)
    amount : float
        Standard deviation of the normal noise. The result is clipped to 0 (paper) and
        1 (ink), or to the range of the images if it is wider.
    rng : Generator or int, optional
    """
    array = _check_images(images)
    sigma = check_number(amount, "amount", minimum=0)
    dtype = np.float64 if array.dtype == np.float64 else np.float32
    drawn = check_rng(rng).standard_normal(array.shape, dtype=dtype)
    drawn *= dtype(sigma)
    low, high = min(0, array.min()), max(1, array.max())
    return np.clip(array + drawn, low, high).astype(array.dtype, copy=False)


def jitter(
    images: ArrayLike,
    *,
    degrees: float = 10.0,
    scale: float = 0.1,
    shear: float = 0.1,
    shift: float = 1.0,
    rng: Rng = None,
) -> FloatArray:
    """Return each image slightly warped, each by another random amount.

    Parameters
    ----------
    images : array_like, shape (n_samples, height, width) or (..., channels)
    degrees, scale, shear, shift : float
        The largest rotation either way, growth or shrinkage (0.1 is a tenth), shear
        either way, and shift in each direction in pixels; see `warp`.
    rng : Generator or int, optional

    Examples
    --------
    >>> jitter(np.ones((5, 8, 8)), degrees=20, rng=0).shape
    (5, 8, 8)
    """
    array = _check_images(images)
    # All five are drawn for each image, so that leaving one out changes none of the others.
    drawn = check_rng(rng).uniform(-1, 1, size=(len(array), 5)).T
    return warp(
        array,
        degrees=drawn[0] * check_number(degrees, "degrees", minimum=0),
        factor=1 + drawn[1] * check_number(scale, "scale", minimum=0, below=1),
        shear=drawn[2] * check_number(shear, "shear", minimum=0),
        down=drawn[3] * check_number(shift, "shift", minimum=0),
        right=drawn[4] * shift,
    )


def _check_images(images: ArrayLike) -> FloatArray:
    array = check_array(images, "images")
    if array.ndim not in (3, 4):
        raise ValueError(
            "images must have shape (n_samples, height, width) or (n_samples, height, "
            f"width, channels), got {array.shape}. Use x.reshape(len(x), height, width). "
            "For one image, use x[np.newaxis]."
        )
    return array


def _one_each(value: ArrayLike, name: str, images: FloatArray) -> FloatArray:
    """Return one number per image, shape (n_samples,), float64."""
    if np.ndim(value) == 0:
        return np.full(len(images), check_number(value, name))
    array = check_array(value, name, dtype=np.float64)
    if array.shape != (len(images),):
        raise ValueError(
            f"{name} must be one number, or one for each of the {len(images)} images, "
            f"got {describe(array)}."
        )
    return array


def _overlap(step: int, size: int) -> tuple[slice, slice]:
    """Return where the pixels along one side go to, and where they come from."""
    if step >= 0:
        return slice(min(step, size), None), slice(0, max(size - step, 0))
    return slice(0, max(size + step, 0)), slice(min(-step, size), None)


def _bell(size: int, sigma: float) -> FloatArray:
    """Return (size, size): the share of each pixel's ink that every other pixel gets."""
    if sigma < 0.02:  # the next pixel's share would be exp(-1250), too small for a float
        return np.eye(size)
    far = int(np.ceil(4 * sigma))
    heights = np.exp(-0.5 * (np.arange(-far, far + 1) / sigma) ** 2)
    pixels = np.arange(size)
    apart = np.subtract.outer(pixels, pixels)
    return np.exp(-0.5 * (apart / sigma) ** 2) / heights.sum()


def _look_up(images: FloatArray, ways: FloatArray, moved: FloatArray) -> FloatArray:
    """Return the images with each pixel interpolated at the place that `warp` gives."""
    n, height, width = images.shape[:3]
    dtype = images.dtype
    # A frame of paper, so that there are four pixels around every place.
    framed = np.zeros((n, height + 3, width + 3, *images.shape[3:]), dtype)
    framed[:, 1:-2, 1:-2] = images
    pixels = framed.reshape(n * (height + 3) * (width + 3), *images.shape[3:])
    right = np.arange(width) - (width - 1) / 2 - moved[0][:, None]  # (n, width)
    down = np.arange(height) - (height - 1) / 2 - moved[1][:, None]  # (n, height)

    def places(by_right: FloatArray, by_down: FloatArray, size: int) -> FloatArray:
        """Return the places along one side that pixels came from, (n, height, width)."""
        along = (by_right[:, None] * right).astype(dtype)[:, None, :]
        first = (by_down[:, None] * down + (size - 1) / 2 + 1).astype(dtype)[:, :, None]
        return np.clip(first + along, 0, size + 1)  # the frame's paper, if beyond it

    columns, rows = places(ways[0], ways[1], width), places(ways[2], ways[3], height)
    left, top = columns.astype(np.intp), rows.astype(np.intp)
    columns -= left  # the remaining fraction of the way to the next pixel
    rows -= top
    if images.ndim == 4:
        columns, rows = columns[..., None], rows[..., None]
    place = np.arange(n)[:, None, None] * (height + 3)
    place = (place + top) * (width + 3) + left
    upper, lower = (
        _between(pixels.take(p, axis=0), pixels.take(p + 1, axis=0), columns)
        for p in (place, place + (width + 3))
    )
    return _between(upper, lower, rows)


def _between(one: FloatArray, other: FloatArray, way: FloatArray) -> FloatArray:
    """Return one + way · (other − one), computed in place in ``other``."""
    other -= one
    other *= way
    other += one
    return other
