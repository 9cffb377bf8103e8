"""The small windows that a convolution or a pooling looks through, as lists of numbers.

The pixels of an image are numbered row by row. Windows are then an array of such
numbers, and one `take` copies what all windows see: for images with their channels
last, whole pixels at a time. What windows give back to their pixels is taken the same
way, from a second list that has the first one's entries by pixel.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ann_lib._support.checks import FloatArray, IntArray

BLOCK = 2**17  # numbers in all windows at a time: half a megabyte in float32


class Windows:
    """All windows of images of one size.

    Parameters
    ----------
    height, width : int
        Of the images.
    size, stride, padding : int
        Of a window; from one to the next; pixels of value 0 around the image.
    places_first : bool
        Whether rows are the places in a window, in row-major order, and columns the
        windows; otherwise rows are windows.
    """

    def __init__(
        self,
        height: int,
        width: int,
        *,
        size: int,
        stride: int,
        padding: int = 0,
        places_first: bool = False,
    ) -> None:
        n_pixels = height * width
        numbers = np.arange(n_pixels).reshape(height, width)
        numbers = np.pad(numbers, padding, constant_values=n_pixels)
        windows = sliding_window_view(numbers, (size, size))[::stride, ::stride]
        rows = windows.reshape(-1, size * size)
        self.pixels: IntArray = np.ascontiguousarray(rows.T if places_first else rows)
        self.entries = _by_pixel(self.pixels, n_pixels)
        self._padded = padding > 0

    def blocks(self, x: FloatArray) -> Iterator[slice]:
        """Return parts of the batch x small enough for the cache."""
        size = max(1, BLOCK // (self.pixels.size * x.shape[-1]))
        return (slice(start, start + size) for start in range(0, len(x), size))

    def look(self, x: FloatArray) -> FloatArray:
        """Return what the windows see, shape (n_samples, rows, columns, channels)."""
        pixels = x.reshape(len(x), -1, x.shape[-1])
        return (_and_zero(pixels) if self._padded else pixels).take(self.pixels, axis=1)

    def give_back(self, seen: FloatArray, shape: tuple[int, ...]) -> FloatArray:
        """Return for each pixel the sum over all that stands in its place in ``seen``.

        ``seen`` holds as many numbers as `look` returns for images of that shape.
        """
        entries = _and_zero(seen.reshape(shape[0], self.pixels.size, shape[-1]))
        return entries.take(self.entries, axis=1).sum(axis=1).reshape(shape)


look_through = lru_cache(maxsize=16)(Windows)
"""Windows(...), made once for each size."""


def _by_pixel(pixels: IntArray, n_pixels: int) -> IntArray:
    """Return where each pixel stands among ``pixels``: (most often, n_pixels).

    A pixel that stands there less often than others has the number of no entry left.
    """
    order = pixels.argsort(axis=None, kind="stable")
    pixel = pixels.ravel()[order]
    nth = np.arange(pixels.size) - np.searchsorted(pixel, pixel)
    real = pixel < n_pixels  # the others are padding
    entries = np.full((nth[real].max() + 1, n_pixels), pixels.size)
    entries[nth[real], pixel[real]] = order[real]
    return entries


def _and_zero(pixels: FloatArray) -> FloatArray:
    """Return (n_samples, pixels, channels) with one pixel more, of zeros."""
    n, count, channels = pixels.shape
    longer = np.empty((n, count + 1, channels), pixels.dtype)
    longer[:, :-1], longer[:, -1] = pixels, 0
    return longer
