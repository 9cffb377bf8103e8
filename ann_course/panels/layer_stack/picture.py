"""What layers in a row draw, the single layer nearest to it, and their weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from ann_course.live.diagram_layout import one_line
from ann_course.live.labels import Labels
from ann_course.live.marks import Segments
from ann_course.live.pixels import outline
from ann_course.live.tiles import Tiles
from ann_course.live.words import short
from ann_lib._support.checks import FloatArray
from ann_lib.layers import Dense
from ann_lib.plots import style

INPUTS = np.linspace(-3, 3, 241)
N_TICKS = 7
PALE = "#cfcfcf"
"""Grid lines, and the broad line of a single layer: behind everything else."""
GAP = 2
"""Cells between two matrices."""


class StackPicture:
    """What layers in a row make of one input, and the single layer nearest to it."""

    def __init__(self, ax: Axes) -> None:
        ax.set(xlim=(INPUTS[0], INPUTS[-1]), ylim=(0, 1), yticks=[], xlabel="input x")
        ax.set_ylabel("output y", labelpad=42)  # room for the numbers, which move
        # A grid line for each number, and the single layer.
        self.lines = Segments(ax, np.zeros((N_TICKS + 1, 2, 2)))
        self.lines.set_look([PALE] * (N_TICKS + 1), [*[0.8] * N_TICKS, 8.0])
        (self.curve,) = ax.plot([], [], color=style.INK, lw=2.2)
        where: Any = {"loc": "lower left", "bbox_to_anchor": (-0.02, 0.99), "ncols": 2}
        single = Line2D([], [], color=PALE, lw=8)
        ax.legend([self.curve, single], ["all layers", "one layer"], **where)
        self.numbers = Labels(
            ax,
            np.zeros((N_TICKS, 2)),
            size=style.SMALL,
            align="right",
            transform=ax.transAxes,
        )
        self.over: list[Artist] = [self.lines, self.curve, self.numbers]

    def show(self, y: FloatArray, straight: FloatArray) -> None:
        """Draw the outputs at ``INPUTS`` of the layers, and of one layer."""
        low, high = min(y.min(), straight.min()), max(y.max(), straight.max())
        # No closer than this: what hardly moves must look as if it hardly moved.
        half = max(0.55 * (high - low), 0.5)
        middle = (low + high) / 2
        low, high = middle - half, middle + half
        self.curve.set_data(INPUTS, (y - low) / (high - low))
        ticks = nice_ticks(low, high)
        heights = (ticks - low) / (high - low)
        places = np.full((N_TICKS, 2), -0.025)
        places[: len(ticks), 1] = heights
        self.numbers.set_points(places)
        texts = [short(tick, 5) for tick in ticks]
        self.numbers.set_texts([*texts, *[""] * (N_TICKS - len(texts))])
        rows = [*heights, *[heights[0]] * (N_TICKS - len(heights))]
        first, last = INPUTS[0], INPUTS[-1]
        grid = [[(first, row), (last, row)] for row in rows]
        ends = (straight[[0, -1]] - low) / (high - low)
        self.lines.set_ends([*grid, [(first, ends[0]), (last, ends[1])]])


def nice_ticks(low: float, high: float) -> FloatArray:
    """Return three to seven round numbers within a range."""
    rough = (high - low) / 4
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(s for s in (1, 2, 5, 10) if s * power >= rough) * power
    return step * np.arange(np.ceil(low / step), np.floor(high / step) + 1)


def strip_height(layers: Sequence[Dense], width: float) -> float:
    """Return the height in inches of a strip of this width."""
    cell = width / _columns(layers)
    return cell * (layers[0].n_units + 2) + 0.1


def _columns(layers: Sequence[Dense]) -> int:
    """Return the width of the strip in cells: matrices, gaps, and what they fold into."""
    return (layers[0].n_units + GAP) * (len(layers) - 1) + GAP + 10


class MatrixStrip:
    """The layers' weights as tables of colours in a row, and what they fold into."""

    def __init__(self, ax: Axes, layers: Sequence[Dense]) -> None:
        width = layers[0].n_units
        self.largest = max(float(np.abs(la.weights.value).max()) for la in layers)
        self.rows = width
        self.columns = _columns(layers)
        ax.set_axis_off()
        ax.set(xlim=(-0.2, self.columns), ylim=(width + 1.4, -0.2), aspect="equal")
        self.tables = Tiles(ax, framed=False, sharp=True)
        (self.frames,) = ax.plot([], [], color=style.INK, lw=1.0)
        n_labels = 2 * len(layers) + 2
        self.labels = Labels(ax, np.zeros((n_labels, 2)), size=style.SMALL)
        self.over: list[Artist] = [self.tables, self.frames, self.labels]

    def show(self, layers: Sequence[Dense], between: str, folded: float | None) -> None:
        """Draw the layers' matrices.

        Parameters
        ----------
        layers : sequence of Dense
        between : str
            What stands between two of them: "·" where they are multiplied, or "f".
        folded : float or None
            The product of them all, where there is one.
        """
        # Two pixels per cell: a single row or column can then stand in the middle.
        shape = (2 * self.rows, 2 * self.columns)
        cells = np.ma.MaskedArray(np.zeros(shape), mask=np.ones(shape, dtype=bool))
        places: list[tuple[float, float]] = []
        texts: list[str] = []
        frames: list[Any] = []
        left = 0.0
        tables = [layer.weights.value for layer in layers]
        for k, table in enumerate(tables, start=1):
            left = self._table(cells, frames, left, table)
            places.append((left - table.shape[1] / 2, self.rows + 0.8))
            texts.append(f"W{k}")
            places.append((left + GAP / 2, self.rows / 2))
            texts.append(between if k < len(tables) else "=" if folded is not None else "≠")
            left += GAP
        if folded is None:
            places.append((left + 0.5, self.rows / 2))
            texts.append("W")
        else:
            right = self._table(cells, frames, left, np.array([[folded]]))
            places.append((right + 4.0, self.rows / 2))
            texts.append(f"W = {short(folded)}")
        spare = len(self.labels.points) - len(places)
        self.labels.set_points([*places, *[(0.0, 0.0)] * spare])
        self.labels.set_texts([*texts, *[""] * spare])
        shades = style.SIGNED(0.5 + 0.5 * cells / self.largest, bytes=True)  # or clear
        self.tables.fill((0, self.columns, self.rows, 0), shades[::-1])
        self.frames.set_data(*one_line(np.array(frames)))

    def _table(self, cells: Any, frames: list[Any], left: float, table: Any) -> float:
        """Put one matrix into the picture; return where its right edge is."""
        n_rows, n_columns = table.shape
        top = (self.rows - n_rows) / 2
        big = np.clip(np.repeat(np.repeat(table, 2, 0), 2, 1), -self.largest, self.largest)
        down, across = round(2 * top), round(2 * left)
        cells[down : down + 2 * n_rows, across : across + 2 * n_columns] = big
        right, bottom = left + n_columns, top + n_rows
        frames.append(outline(left, top, right, bottom).T)
        return right
