"""Layers for images: small kernels that look at every place, and pooling.

Images are (n_samples, height, width, channels). A convolution here does not flip its
kernel, as everywhere in this field; strictly it is a cross-correlation.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ann_lib._support.checks import FloatArray, IntArray, Rng, check_int, check_rng
from ann_lib.initializers import he
from ann_lib.layers import Layer, Shape
from ann_lib.parameter import Parameter


class Conv2D(Layer):
    """Weighted sums over small windows, with the same weights at every place.

    Parameters
    ----------
    in_channels, out_channels : int
    kernel_size : int
        Height and width of the window, the unit's receptive field.
    stride : int
        Pixels from one window to the next.
    padding : int
        Rows and columns of zeros around the image.
    bias : bool
    rng : Generator or int, optional
        Draws the weights (He et al. 2015), shape (kernel_size, kernel_size,
        in_channels, out_channels).

    Examples
    --------
    >>> Conv2D(1, 8, 3, padding=1, rng=0).output_shape((28, 28, 1))
    (28, 28, 8)
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int,
        *,
        stride: int = 1,
        padding: int = 0,
        bias: bool = True,
        rng: Rng = None,
    ) -> None:
        self.in_channels = check_int(in_channels, "in_channels")
        self.out_channels = check_int(out_channels, "out_channels")
        self.kernel_size = check_int(kernel_size, "kernel_size")
        self.stride = check_int(stride, "stride")
        self.padding = check_int(padding, "padding", minimum=0)
        size = (self.kernel_size, self.kernel_size, self.in_channels, self.out_channels)
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
        sizes = [
            (length + 2 * self.padding - self.kernel_size) // self.stride + 1
            for length in input_shape[:2]
        ]
        if min(sizes) < 1:
            raise ValueError(
                f"Conv2D's kernel of {self.kernel_size} pixels does not fit into an image "
                f"of shape {input_shape} with a padding of {self.padding}."
            )
        return (*sizes, self.out_channels)

    def check_input(self, x: FloatArray) -> None:
        """Raise ValueError unless x is a batch of images with the right channels."""
        if x.ndim != 4 or x.shape[3] != self.in_channels:
            hint = " Use x[..., None]." if x.ndim == 3 and self.in_channels == 1 else ""
            raise ValueError(
                f"Conv2D expected images of shape (n_samples, height, width, "
                f"{self.in_channels}), got x of shape {x.shape}.{hint}"
            )

    def _windows(self, x: FloatArray) -> Windows:
        return look_through(
            *x.shape[1:3], size=self.kernel_size, stride=self.stride, padding=self.padding
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
            z[part] = (rows @ weights).reshape(-1, height * width * units) + bias
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
                d_x[part] = windows.give_back(dz @ weights.T, x[part].shape)
        if self.bias is not None:  # over the samples first, which is long rows at a time
            d_output.sum(axis=0).sum(axis=(0, 1), out=self.bias.gradient)
        return d_x


class MaxPool2D(Layer):
    """The largest number of each window: smaller images, and some freedom of place.

    Parameters
    ----------
    size : int
        Height and width of the window.
    stride : int, optional
        Pixels from one window to the next; by default ``size``. Rows and columns at
        the edge that fill no window are left out.
    """

    def __init__(self, size: int = 2, stride: int | None = None) -> None:
        self.size = check_int(size, "size")
        self.stride = self.size if stride is None else check_int(stride, "stride")

    def output_shape(self, input_shape: Shape) -> Shape:
        """Return (height, width, channels) of what comes out."""
        if len(input_shape) != 3 or min(input_shape[:2]) < self.size:
            raise ValueError(
                f"MaxPool2D expected (height, width, channels) per sample with at least "
                f"{self.size} rows and columns, got {input_shape}."
            )
        height, width, channels = input_shape
        rows, columns = ((length - self.size) // self.stride for length in (height, width))
        return (rows + 1, columns + 1, channels)

    def _windows(self, x: FloatArray) -> Windows:
        return look_through(
            *x.shape[1:3], size=self.size, stride=self.stride, places_first=True
        )

    # y = max over the window
    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Return the largest number of each window, channel by channel."""
        shape = self.output_shape(x.shape[1:])
        self._x, windows = x, self._windows(x)
        self._y = np.empty((len(x), *shape), x.dtype)
        for part in windows.blocks(x):
            self._y[part] = windows.look(x[part]).max(axis=1).reshape(-1, *shape)
        return self._y

    # dx = dy where x was the window's largest, else 0; of equals, the first
    def backward(
        self, d_output: FloatArray, *, needs_d_input: bool = True
    ) -> FloatArray | None:
        """Hand the gradient to the one pixel that won."""
        x, windows = self._x, self._windows(self._x)
        one_place = (len(x), 1, -1, x.shape[-1])
        y, dy = self._y.reshape(one_place), d_output.reshape(one_place)
        d_x = np.empty(x.shape, d_output.dtype)
        for part in windows.blocks(x):
            won = windows.look(x[part]) == y[part]
            for place in range(1, self.size**2):
                won[:, place] &= ~won[:, :place].any(axis=1)
            d_x[part] = windows.give_back(won * dy[part], x[part].shape)
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
