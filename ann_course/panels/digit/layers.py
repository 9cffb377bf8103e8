"""A picture-reading network layer by layer: what each unit answers and looks for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from ann_lib._support.checks import FloatArray
from ann_lib.layers import Flatten, Layer
from ann_lib.network import Network

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Part:
    """A layer with weights, and the layers after it that have none.

    Attributes
    ----------
    layer : Layer
        Its weights have one column per unit; a unit of a convolution is a channel.
    before, after : tuple of int
        Shape of its input and of its output: (n_units,) or (height, width,
        channels), never flattened.
    at_sum, at_end : int
        Index of its weighted sums and of its outputs in ``network.activations``.
    """

    layer: Any
    before: Shape
    after: Shape
    at_sum: int
    at_end: int

    @property
    def n_units(self) -> int:
        """Number of its units."""
        return self.after[-1]

    @property
    def n_inputs(self) -> int:
        """Number of weights per unit."""
        return math.prod(self.layer.weights.value.shape[:-1])

    def values(self, steps: list[FloatArray]) -> FloatArray:
        """Return the outputs of its units for the one image, shape ``after``."""
        return steps[self.at_end][0].reshape(self.after)

    def sum_of(self, unit: int, steps: list[FloatArray]) -> float:
        """Return a unit's weighted sum with its bias; of a channel, the largest one."""
        return float(steps[self.at_sum][0][..., unit].max())

    def bias_of(self, unit: int) -> float:
        """Return a unit's bias, 0 if it has none."""
        return 0.0 if self.layer.bias is None else float(self.layer.bias.value[unit])

    def weights_of(self, unit: int) -> FloatArray:
        """Return a unit's weights in the shape of what they look at."""
        weights = self.layer.weights.value[..., unit]
        return weights.reshape(self.before) if weights.ndim == 1 else weights


def check_side(network: Network) -> int:
    """Return the side of the square images that a network takes, or raise."""
    shape = network.shapes[0]
    n_pixels = math.prod(shape)
    side = math.isqrt(n_pixels)
    if side < 2 or shape not in ((side * side,), (side, side), (side, side, 1)):
        raise ValueError(
            "network must take square images of one channel, as (n_pixels,) or "
            f"(side, side, 1), got {shape}."
        )
    return side


def parts_of(network: Network, side: int) -> list[Part]:
    """Return the network's parts, hidden ones first, the output last.

    ``side`` is that of the images, which may come flattened.
    """
    shape: Shape = (side, side, 1)
    found: list[dict[str, Any]] = []
    for k, layer in enumerate(network.layers):
        if hasattr(layer, "weights"):
            found.append({"layer": layer, "before": shape, "at_sum": k + 1})
        if not isinstance(layer, Flatten):
            shape = network.shapes[k + 1]
            if found:
                found[-1] |= {"after": shape, "at_end": k + 1}
    return [Part(**part) for part in found]


def activation_of(network: Network, part: Part) -> str:
    """Return the name of a part's activation function, "" if it has none."""
    following: list[Layer] = network.layers[part.at_sum : part.at_end]
    names = [type(layer).__name__ for layer in following]
    return next((name for name in names if name not in ("Dropout", "MaxPool2D")), "")


def outgoing(part: Part, following: Part, unit: int) -> FloatArray:
    """Return a unit's weights to the units that follow; empty for a channel."""
    weights = following.layer.weights.value
    if len(part.after) != 1 or weights.ndim != 2:
        return np.zeros(0)
    return np.asarray(weights[unit])


def lead_of(
    parts: list[Part], steps: list[FloatArray], best: int, other: int
) -> FloatArray:
    """Return what each unit of the last hidden layer adds to one answer's lead.

    That is its output times the difference of its two weights, for a channel summed over
    its map. Together with the difference of the two biases they make up the difference of
    the two logits.
    """
    hidden, last = parts[-2:]
    weights = last.layer.weights.value
    added = steps[last.at_sum - 1][0].ravel() * (weights[:, best] - weights[:, other])
    return np.asarray(added.reshape(-1, hidden.n_units).sum(axis=0))


# Units as a picture: a square in which each unit has its place.


def columns_of(n: int) -> int:
    """Return how many stand side by side where n fill a square, row by row.

    Without a gap if it can be done with at most twice as many columns as rows: 128 are 8
    rows of 16.
    """
    rows = math.isqrt(n)
    whole = (n // k for k in range(rows, 0, -1) if n % k == 0 and n // k <= 2 * k)
    return next(whole, math.ceil(math.sqrt(n)))


def spread(values: FloatArray) -> FloatArray:
    """Return values of shape (n,) or (height, width, channels) as one picture.

    Units stand row by row, channels as pictures beside each other with a gap. Where
    there is none, the picture is NaN.
    """
    if values.ndim == 1:
        columns = columns_of(len(values))
        grid = np.full(math.ceil(len(values) / columns) * columns, np.nan)
        grid[: len(values)] = values
        return grid.reshape(-1, columns)
    height, width, n = values.shape
    if n == 1:
        return values[..., 0]
    columns = columns_of(n)
    grid = np.full((math.ceil(n / columns) * columns, height + 1, width + 1), np.nan)
    grid[:n, :-1, :-1] = values.transpose(2, 0, 1)
    rows = grid.reshape(-1, columns, height + 1, width + 1).transpose(0, 2, 1, 3)
    return rows.reshape(-1, columns * (width + 1))[:-1, :-1]


def place_of(shape: Shape, unit: int) -> tuple[float, float, float, float]:
    """Return where in that picture a unit is: left, top, right, bottom, as fractions."""
    n = shape[-1]
    columns = columns_of(n)
    rows = math.ceil(n / columns)
    row, column = divmod(unit, columns)
    return column / columns, row / rows, (column + 1) / columns, (row + 1) / rows


def unit_at(shape: Shape, across: float, down: float) -> int | None:
    """Return the unit at a place of that picture, if there is one."""
    n = shape[-1]
    columns = columns_of(n)
    rows = math.ceil(n / columns)
    if not (0 <= across < 1 and 0 <= down < 1):
        return None
    unit = int(down * rows) * columns + int(across * columns)
    return unit if unit < n else None
