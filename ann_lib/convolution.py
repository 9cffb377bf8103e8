"""Layers for images: small kernels that look at every place, and pooling.

Images are (n_samples, height, width, channels). A convolution here does not flip its
kernel, as everywhere in this field; strictly it is a cross-correlation.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ann_lib._support.checks import (
    FloatArray,
    IntArray,
    Rng,
    Sides,
    both,
    check_int,
    check_is_array,
    check_rng,
    check_sides,
)
from ann_lib.initializers import he
from ann_lib.layers import Layer, Shape
from ann_lib.parameter import Parameter


class Conv2D(Layer):
    """Weighted sums over small windows, with the same weights at every place.

    Parameters
    ----------
    in_channels, out_channels : int
    kernel_size : int or (int, int)
        Height and width of the window, the unit's receptive field; one number for a
        square.
    stride : int or (int, int)
        Pixels from one window to the next, down and across.
    padding : int or (int, int)
        Rows of zeros above and below the image, and columns left and right of it.
    bias : bool
    rng : Generator or int, optional
        Draws the weights (He et al. 2015), shape (height, width, in_channels,
        out_channels).

    Examples
    --------
    >>> Conv2D(1, 8, 3, padding=1, rng=0).output_shape((28, 28, 1))
    (28, 28, 8)

    A kernel that sees two neighbours in a row of 7 words, each word 3 numbers:

    >>> Conv2D(3, 4, (1, 2), rng=0).output_shape((1, 7, 3))
    (1, 6, 4)
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Sides,
        *,
        stride: Sides = 1,
        padding: Sides = 0,
        bias: bool = True,
        rng: Rng = None,
    ) -> None:
        self.in_channels = check_int(in_channels, "in_channels")
        self.out_channels = check_int(out_channels, "out_channels")
        self.kernel_size = check_sides(kernel_size, "kernel_size")
        self.stride = check_sides(stride, "stride")
        self.padding = check_sides(padding, "padding", minimum=0)
        size = (*both(self.kernel_size), self.in_channels, self.out_channels)
        self.weights = Parameter(np.zeros(size), "weights")
        zeros = np.zeros(self.out_channels)
        self.bias = Parameter(zeros, "bias", decay=False) if bias else None
        self.initialize(rng)

    @property
    def parameters(self) -> list[Parameter]:
        """The kernels, and the bias if there is one."""
        return [self.weights] if self.bias is None else [self.weights, self.bias]

    def config(self) -> dict[str, Any]:
        """Return the constructor's arguments by name, without ``rng``."""
        return super().config() | {"bias": self.bias is not None}

    def initialize(self, rng: Rng) -> None:
        """Draw the kernels anew and set the bias to zero."""
        *window, units = self.weights.value.shape
        flat = he(int(np.prod(window)), units, check_rng(rng))
        self.weights.value = flat.reshape(self.weights.value.shape)
        if self.bias is not None:
            self.bias.value[...] = 0

    def output_shape(self, input_shape: Shape) -> Shape:
        """Return (height, width, out_channels) of what comes out."""
        if len(input_shape) != 3 or input_shape[2] != self.in_channels:
            raise ValueError(
                f"Conv2D expected (height, width, {self.in_channels}) per sample, "
                f"got {input_shape}."
            )
        padding, kernel = both(self.padding), both(self.kernel_size)
        framed = [length + 2 * p for length, p in zip(input_shape, padding, strict=False)]
        height, width = _places(framed, kernel, both(self.stride))
        if min(height, width) < 1:
            needed = tuple(
                max(p, -((length - side) // 2))
                for length, side, p in zip(input_shape, kernel, padding, strict=False)
            )
            raise ValueError(
                f"Conv2D's kernel of {kernel[0]}×{kernel[1]} pixels does not fit into an "
                f"image of shape {input_shape} with a padding of {self.padding}. "
                f"Try a smaller kernel, or padding={check_sides(needed, '', minimum=0)}."
            )
        return (height, width, self.out_channels)

    def check_input(self, x: FloatArray) -> None:
        """Raise ValueError unless x is a batch of images with the right channels."""
        check_is_array(x)
        if x.ndim != 4 or x.shape[3] != self.in_channels:
            hint = " Use x[..., None]." if x.ndim == 3 and self.in_channels == 1 else ""
            raise ValueError(
                f"Conv2D expected images of shape (n_samples, height, width, "
                f"{self.in_channels}), got x of shape {x.shape}.{hint}"
            )

    def _windows(self, x: FloatArray) -> Windows:
        return look_through(
            *x.shape[1:3],
            size=both(self.kernel_size),
            stride=both(self.stride),
            padding=both(self.padding),
        )

    # z[n, i, j, :] = Σ over the window at (i, j) of x · W, plus b. Every window becomes
    # one row of a matrix, so that one matrix product does many samples.
    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Return what each kernel answers at each place."""
        self.check_input(x)
        height, width, units = self.output_shape(x.shape[1:])
        self._x, windows = x, self._windows(x)
        weights = self.weights.value.reshape(-1, units)
        bias = 0 if self.bias is None else np.tile(self.bias.value, height * width)
        z = np.empty((len(x), height * width * units), np.result_type(x, weights))
        for part in windows.blocks(x):
            rows = windows.look(x[part]).reshape(-1, len(weights))
            np.matmul(rows, weights, out=z[part].reshape(-1, units))
            z[part] += bias
        return z.reshape(len(x), height, width, units)

    # dW = rowsᵀ dz      db = Σ dz      dx: every pixel sums over the windows it was in
    def backward(
        self, d_output: FloatArray, *, needs_d_input: bool = True
    ) -> FloatArray | None:
        """Gradients of kernels and bias; returns that of x."""
        x, windows = self._x, self._windows(self._x)
        weights = self.weights.value.reshape(-1, self.out_channels)
        d_weights = self.weights.gradient.reshape(-1, self.out_channels)
        d_weights[...] = 0
        d_x = np.empty(x.shape, d_output.dtype) if needs_d_input else None
        for part in windows.blocks(x):
            rows = windows.look(x[part]).reshape(-1, len(weights))
            dz = d_output[part].reshape(-1, self.out_channels)
            d_weights += rows.T @ dz
            if d_x is not None:
                seen = (dz @ weights.T).reshape(-1, windows.pixels.size, x.shape[-1])
                windows.give_back(_and_zero(seen), d_x[part])
        if self.bias is not None:  # over the samples first, which is long rows at a time
            d_output.sum(axis=0).sum(axis=(0, 1), out=self.bias.gradient)
        return d_x


class MaxPool2D(Layer):
    """The largest number of each window: smaller images, and some freedom of place.

    Parameters
    ----------
    size : int or (int, int)
        Height and width of the window; one number for a square.
    stride : int or (int, int), optional
        Pixels from one window to the next, down and across; by default ``size``. Rows
        and columns at the edge that fill no window are left out.

    Examples
    --------
    The largest number of each row, wherever it stands:

    >>> MaxPool2D((1, 6)).output_shape((1, 6, 4))
    (1, 1, 4)
    """

    def __init__(self, size: Sides = 2, stride: Sides | None = None) -> None:
        self.size = check_sides(size, "size")
        self.stride = self.size if stride is None else check_sides(stride, "stride")

    def config(self) -> dict[str, Any]:
        """Return the constructor's arguments by name."""
        stride = None if self.stride == self.size else self.stride
        return {"size": self.size, "stride": stride}

    def output_shape(self, input_shape: Shape) -> Shape:
        """Return (height, width, channels) of what comes out."""
        rows, columns = both(self.size)
        if len(input_shape) != 3 or input_shape[0] < rows or input_shape[1] < columns:
            raise ValueError(
                f"MaxPool2D expected (height, width, channels) per sample with at least "
                f"{rows} rows and {columns} columns, got {input_shape}."
            )
        places = _places(input_shape, (rows, columns), both(self.stride))
        return (*places, input_shape[2])

    def _windows(self, x: FloatArray) -> Windows:
        return look_through(
            *x.shape[1:3],
            size=both(self.size),
            stride=both(self.stride),
            places_first=True,
        )

    # y = max over the window
    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Return the largest number of each window, channel by channel."""
        check_is_array(x)
        shape, windows = self.output_shape(x.shape[1:]), self._windows(x)
        largest = np.empty((len(x), 1, math.prod(shape[:2]), shape[2]), x.dtype)
        self._shape = x.shape
        n_places, n_windows = windows.pixels.shape
        self._won = np.empty((len(x), n_places - 1, n_windows, shape[2]), np.bool_)
        for part in windows.blocks(x):
            seen = windows.look(x[part])
            seen.max(axis=1, keepdims=True, out=largest[part])
            np.equal(seen[:, :-1], largest[part], out=self._won[part])
        return largest.reshape(-1, *shape)

    # dx = dy where x was the window's largest, else 0; of equals, the first
    def backward(
        self, d_output: FloatArray, *, needs_d_input: bool = True
    ) -> FloatArray | None:
        """Hand the gradient to the one pixel that won."""
        d_x = np.empty(self._shape, d_output.dtype)
        windows = self._windows(d_x)
        n_places, n_windows = windows.pixels.shape
        dy = d_output.reshape(len(d_x), n_windows, -1)
        for part in windows.blocks(d_x):
            left, won = dy[part].copy(), self._won[part]
            size = (len(left), n_places * n_windows + 1, left.shape[2])
            shares = np.empty(size, dy.dtype)
            shares[:, -1] = 0
            for place in range(n_places - 1):
                share = shares[:, place * n_windows : (place + 1) * n_windows]
                np.multiply(left, won[:, place], out=share)
                left -= share
            shares[:, -1 - n_windows : -1] = left  # the last place won what is left
            windows.give_back(shares, d_x[part])
        return d_x


# The pixels of an image are numbered row by row. Windows are then an array of such
# numbers, and one `take` copies what all windows see: for images with their channels
# last, whole pixels at a time. The backward pass uses the inverse table: for each pixel,
# its positions in the first one.

BLOCK = 2**17  # numbers in all windows at a time: half a megabyte in float32


class Windows:
    """All windows of images of one size.

    Parameters
    ----------
    height, width : int
        Of the images.
    size, stride, padding : (int, int)
        Rows and columns of a window, and from one to the next; those of value 0 above
        and below the image, and left and right of it.
    places_first : bool
        Whether rows are the places in a window, in row-major order, and columns the
        windows; otherwise rows are windows.
    """

    def __init__(
        self,
        height: int,
        width: int,
        *,
        size: tuple[int, int],
        stride: tuple[int, int],
        padding: tuple[int, int] = (0, 0),
        places_first: bool = False,
    ) -> None:
        n_pixels = height * width
        numbers = np.arange(n_pixels).reshape(height, width)
        frame = [(p, p) for p in padding]
        numbers = np.pad(numbers, frame, constant_values=n_pixels)
        windows = sliding_window_view(numbers, size)[:: stride[0], :: stride[1]]
        rows = windows.reshape(-1, size[0] * size[1])
        self.pixels: IntArray = np.ascontiguousarray(rows.T if places_first else rows)
        self.entries = _by_pixel(self.pixels, n_pixels)
        self._padded = max(padding) > 0

    def blocks(self, x: FloatArray) -> Iterator[slice]:
        """Return parts of the batch x small enough for the cache."""
        size = max(1, BLOCK // (self.pixels.size * x.shape[-1]))
        return (slice(start, start + size) for start in range(0, len(x), size))

    def look(self, x: FloatArray) -> FloatArray:
        """Return what the windows see, shape (n_samples, rows, columns, channels)."""
        pixels = x.reshape(len(x), -1, x.shape[-1])
        return (_and_zero(pixels) if self._padded else pixels).take(self.pixels, axis=1)

    def give_back(self, seen: FloatArray, images: FloatArray) -> None:
        """Set each pixel of ``images`` to the sum over all that stands there in ``seen``.

        ``seen``, (n_samples, rows · columns + 1, channels), has as many entries as `look`
        returns for these images, and one of zeros after them.
        """
        pixels = images.reshape(len(images), -1, images.shape[-1])
        if len(self.entries) == 1:  # no pixel stands in two windows
            seen.take(self.entries[0], axis=1, out=pixels, mode="clip")
        else:
            seen.take(self.entries, axis=1).sum(axis=1, out=pixels)


look_through = lru_cache(maxsize=16)(Windows)
"""Windows(...), made once for each size."""


def _places(
    lengths: Sequence[int], size: tuple[int, int], stride: tuple[int, int]
) -> tuple[int, int]:
    """Return how many windows fit one below the other, and side by side."""
    rows, columns = (
        (length - side) // step + 1
        for length, side, step in zip(lengths, size, stride, strict=False)
    )
    return rows, columns


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
