"""The pictures of the activation panel: a curve with its slope, and a stack of layers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from ann_course.live.labels import Labels
from ann_course.live.marks import Disks, Segments
from ann_course.panels.activation.choice import Curve
from ann_lib._support.checks import FloatArray
from ann_lib.layers import Dense
from ann_lib.plots import style

REACH = 6.0
"""The sum runs from minus this to this."""
EDGE = REACH + 0.6
TANGENT = 1.6
"""How far the tangent runs to each side of its point."""
INPUTS = np.linspace(-3, 3, 241)
N_TICKS = 7
FIGURE_SPACE = "\N{FIGURE SPACE}"
"""As wide as a digit."""
PALE = "#cfcfcf"
"""Grid lines, and the broad line of a single layer: behind everything else."""
GAP = 2
"""Cells between two matrices."""


def short(value: float, digits: int = 5) -> str:
    """Return a number with few decimals, no exponent, and a real minus."""
    rounded = round(float(value), digits) + 0.0
    text = np.format_float_positional(rounded, precision=digits, trim="-")
    return text.replace("-", "\N{MINUS SIGN}")


class CurvePicture:
    """The function and its slope over the sum, and a point that slides along them."""

    def __init__(self, ax: Axes, curve: Curve) -> None:
        self.ax = ax
        ax.set(xlim=(-EDGE, EDGE), xlabel="the sum z", xticks=range(-6, 7, 2))
        ax.yaxis.set_major_locator(MaxNLocator(6, integer=True))
        # As wide whichever function comes: the picture's layout is made once.
        ax.yaxis.set_major_formatter(lambda y, _: short(y).rjust(3, FIGURE_SPACE))
        ax.axhline(0, color=style.NEUTRAL, lw=0.8)
        ax.axvline(0, color=style.NEUTRAL, lw=0.8)
        (self.output,) = ax.plot([], [], color=style.INK, lw=2.5, label="output f(z)")
        (self.slopes,) = ax.plot([], [], "--", color=style.NEUTRAL, label="slope")
        where: Any = {"loc": "lower left", "bbox_to_anchor": (-0.02, 0.99), "ncols": 2}
        ax.legend(**where)
        # Across and up to the point; one to the right, and up by the slope; the tangent.
        self.lines = Segments(ax, np.zeros((5, 2, 2)))
        self.marks = Disks(ax, np.zeros((2, 2)), [8, 11])
        self.marks.set_fills([style.LIGHT, style.INK])
        # To the lower right, where no activation function goes.
        self.size = Labels(
            ax, [(0.99, 0.07)], align="right", size=style.SMALL, transform=ax.transAxes
        )
        self.over: list[Artist] = [self.lines, self.marks, self.size]
        self.choose(curve)

    def choose(self, curve: Curve) -> None:
        """Draw another function: the still part of the picture changes."""
        self.curve = curve
        z = np.linspace(-EDGE, EDGE, 661)
        y, slopes = curve.function(z), curve.slope(z)
        self.output.set_data(*_without_jumps(z, y))
        self.slopes.set_data(*_without_jumps(z, slopes))
        low, high = min(y.min(), slopes.min()), max(y.max(), slopes.max())
        if low >= -1.2 and high <= 1.2:  # the same paper for all that stay within 1
            low, high = -1.0, 1.0
        margin = 0.1 * max(high - low, 1.0)
        self.ax.set_ylim(low - 2 * margin, high + margin)

    def show(self, z: float) -> tuple[float, float]:
        """Slide the point to a sum; return the output and the slope there."""
        place = np.array([z])
        y, slope = float(self.curve.function(place)[0]), float(self.curve.slope(place)[0])
        heights = (0.0, y, slope)
        start = z if z + 1 < REACH - 0.5 else z - 1  # where there is no room, before it
        foot = y + slope * (start - z)
        self.lines.set_ends(
            [
                [(-EDGE, y), (z, y)],
                [(z, min(heights)), (z, max(heights))],
                [(start, foot), (start + 1, foot)],
                [(start + 1, foot), (start + 1, foot + slope)],
                self._tangent(z, y, slope),
            ]
        )
        thin, ink = style.NEUTRAL, style.INK
        colors = [thin, thin, ink, ink, style.signed_color(slope)]
        self.lines.set_look(colors, [0.6, 0.6, 1.2, 1.2, 4.5])
        self.marks.points = np.array([(z, slope), (z, y)])
        way = "up" if slope >= 0 else "down"
        self.size.set_texts([f"1 across, {short(float(f'{abs(slope):.2g}'))} {way}"])
        return y, slope

    def _tangent(self, z: float, y: float, slope: float) -> list[tuple[float, float]]:
        """Return both ends of the tangent, within the picture."""
        bottom, top = self.ax.get_ylim()
        ends = []
        for limit, height in (
            (-TANGENT, bottom if slope > 0 else top),
            (TANGENT, top if slope > 0 else bottom),
        ):
            room = (height - y) / slope if slope else limit
            away = max(limit, room) if limit < 0 else min(limit, room)
            away = min(max(away, -EDGE - z), EDGE - z)
            ends.append((z + away, y + slope * away))
        return ends


def _without_jumps(z: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return a line's points with a gap where the line leaps."""
    leaps = np.flatnonzero(np.abs(np.diff(y)) > 0.4) + 1
    return np.insert(z, leaps, np.nan), np.insert(y, leaps, np.nan)


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

    def show(self, y: FloatArray, line: tuple[float, float]) -> None:
        """Draw the layers' output at ``INPUTS``, and the line of one layer."""
        straight = line[0] * INPUTS + line[1]
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
        texts = [short(tick) for tick in ticks]
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
    """Return how high a strip of this width has to be, in inches."""
    cell = width / _columns(layers)
    return cell * (layers[0].n_units + 2) + 0.1


def _columns(layers: Sequence[Dense]) -> int:
    """Return how many cells the strip is wide: matrices, gaps, and what they fold into."""
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
        self.image = ax.imshow(
            np.zeros((1, 1)),
            extent=(0, self.columns, width, 0),
            cmap=style.SIGNED,
            vmin=-self.largest,
            vmax=self.largest,
        )
        (self.frames,) = ax.plot([], [], color=style.INK, lw=1.0)
        n_labels = 2 * len(layers) + 2
        self.labels = Labels(ax, np.zeros((n_labels, 2)), size=style.SMALL)
        self.over: list[Artist] = [self.image, self.frames, self.labels]

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
        # Two pixels a cell: a single row or column can then stand in the middle.
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
            texts.append(f"W = {short(folded, 2)}")
        spare = len(self.labels.points) - len(places)
        self.labels.set_points([*places, *[(0.0, 0.0)] * spare])
        self.labels.set_texts([*texts, *[""] * spare])
        self.image.set_data(cells)
        gaps = [np.array([[np.nan, np.nan]])] * len(frames)
        lines = [part for pair in zip(frames, gaps, strict=True) for part in pair]
        self.frames.set_data(np.concatenate(lines).T)

    def _table(self, cells: Any, frames: list[Any], left: float, table: Any) -> float:
        """Put one matrix into the picture; return where its right edge is."""
        n_rows, n_columns = table.shape
        top = (self.rows - n_rows) / 2
        big = np.clip(np.repeat(np.repeat(table, 2, 0), 2, 1), -self.largest, self.largest)
        down, across = round(2 * top), round(2 * left)
        cells[down : down + 2 * n_rows, across : across + 2 * n_columns] = big
        right, bottom = left + n_columns, top + n_rows
        frames.append(
            np.array(
                [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
            )
        )
        return right
