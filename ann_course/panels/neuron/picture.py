"""The pictures of the neuron panel: the neuron itself, and the plane of its inputs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MultipleLocator
from numpy.typing import NDArray

from ann_course.live.half_plane import Box, half_plane
from ann_course.live.labels import Labels
from ann_course.live.marks import Disks, Segments
from ann_course.live.tiles import Tiles
from ann_course.live.words import fitting, number
from ann_lib._support.checks import FloatArray, IntArray
from ann_lib.neuron import ACTIVATIONS, Neuron
from ann_lib.plots import style

INPUT_PLACES = [(0.33, 2.45), (0.33, 1.45), (0.33, 0.45)]
SIZES = [34, 34, 34, 48, 34]
"""Diameters of the inputs, the body and the output, in points."""
BODY, OUTPUT = (2.52, 1.45), (3.66, 1.45)
WEIGHT_PLACES = [(1.5, 2.3), (1.33, 1.64), (1.68, 0.52)]
STEP_AT = (BODY[0] + OUTPUT[0]) / 2 + 0.1
"""Where the step from the sum to the output is named, across."""
PARTS = {
    "inputs": ((0.02, 0.64), (1.2, 3.1)),
    "weights": ((0.72, 2.1), (1.4, 2.5)),
    "sum": ((2.08, 2.96), (0.95, 2.15)),
    "output": ((2.98, 4.0), (0.55, 2.0)),
}
"""Where the parts of the neuron are: from left to right, from below."""
PIXELS = 60
WIDEST = 3.0
"""A weight of this size has the widest connection, a value of it the fullest colour."""


class NeuronDiagram:
    """Two inputs and the bias, the sum of what they contribute, and the output."""

    def __init__(self, ax: Axes, inputs: Sequence[str]) -> None:
        self.ax = ax
        ax.set_axis_off()
        ax.set(xlim=(0, 4), ylim=(0, 3))
        ends = [(place, BODY) for place in INPUT_PLACES]
        for start, end in ends:
            ax.plot(*zip(start, end, strict=True), color=style.NEUTRAL, lw=0.8, ls=":")
        arrow = {"arrowstyle": "-|>", "color": style.INK, "lw": 1.5}
        ax.annotate("", (OUTPUT[0] - 0.31, OUTPUT[1]), xytext=BODY, arrowprops=arrow)
        places = [*INPUT_PLACES, BODY, OUTPUT]
        names = [*inputs, "always", "sum", "output"]
        for name, place, size in zip(names, places, SIZES, strict=True):
            _name(ax, name, place, (0, size / 2 + 3))
        self.wires = Segments(ax, ends)
        self.disks = Disks(ax, places, SIZES)
        self.values = Labels(ax, places, size=style.SMALL, color=style.DARK)
        self.weights = Labels(ax, WEIGHT_PLACES, size=style.SMALL, bold=True, halo=True)
        below = [(STEP_AT, 0.86), (STEP_AT, 0.64)]
        self.activation = Labels(ax, below, size=style.SMALL)
        self.over: list[Artist] = [
            *(self.wires, self.disks, self.values, self.weights, self.activation)
        ]

    def show(self, neuron: Neuron, inputs: Sequence[float]) -> None:
        """Let the picture follow the neuron and what comes into it."""
        numbers = [*neuron.weights, neuron.bias]
        self.wires.set_weights(numbers, WIDEST, 1.0, 9.0)
        output = round(neuron(inputs), 3)
        values = [*inputs, 1.0, neuron.weighted_sum(inputs), output]
        self.disks.set_values(values, WIDEST)
        self.values.set_texts([_brief(value) for value in values])
        names = zip(("w1", "w2", "bias"), numbers, strict=True)
        self.weights.set_texts([f"{name} = {_brief(value)}" for name, value in names])
        self.activation.set_texts(["activation:", neuron.activation])


def _name(ax: Axes, name: str, place: tuple[float, float], offset: Any) -> None:
    ax.annotate(
        name,
        place,
        xytext=offset,
        textcoords="offset points",
        ha="center",
        va="bottom",
        size=style.MEDIUM,
    )


def _brief(value: float) -> str:
    """Return a number with no more digits than there is room for in a disk."""
    return fitting(value) if 0 < abs(value) < 1e-4 else number(round(value, 4))


class InputPlane:
    """Every pair of inputs is a point; the decision line parts those that fire."""

    def __init__(
        self, ax: Axes, box: Box, inputs: Sequence[str], answers: Sequence[str]
    ) -> None:
        self.ax, self.box = ax, box
        left, right, bottom, top = box
        ax.set(xlim=(left, right), ylim=(bottom, top), xlabel=inputs[0], ylabel=inputs[1])
        ax.set_aspect("equal")
        ax.set_box_aspect(1)
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_locator(MultipleLocator(1))
        keys = [Patch(color=style.SURFACE(1.0)), Patch(color=style.SURFACE(0.0))]
        where: Any = {"loc": "lower center", "bbox_to_anchor": (0.5, 0.98), "ncols": 2}
        ax.legend(keys, list(answers), **where)
        self.silent = Rectangle(
            (left, bottom), right - left, top - bottom, color=style.SURFACE(0.0), lw=0
        )
        ax.add_patch(self.silent)
        (self.fires,) = ax.fill([], [], color=style.SURFACE(1.0), lw=0)
        self.shade = Tiles(ax, framed=False, sharp=True)
        ax.axhline(0, color=style.NEUTRAL, lw=0.8)
        ax.axvline(0, color=style.NEUTRAL, lw=0.8)
        (self.line,) = ax.plot([], [], color=style.INK, lw=2.5)
        (self.yes,) = ax.plot([], [], "s", color=style.POSITIVE, mec=style.LIGHT, ms=9)
        (self.no,) = ax.plot([], [], "o", color=style.NEGATIVE, mec=style.LIGHT, ms=9)
        for marks in (self.yes, self.no):
            marks.set(clip_on=False, zorder=4, in_layout=False)
        (self.wrong,) = ax.plot(
            [], [], "x", color=style.INK, ms=13, mew=2.2, clip_on=False, zorder=5
        )
        (self.here,) = ax.plot(
            [], [], "o", mfc="none", mec=style.INK, ms=18, mew=2, clip_on=False, zorder=6
        )
        self.under: list[Artist] = [self.silent, self.fires, self.shade]
        self.over: list[Artist] = [self.line, self.wrong, self.here]
        centres = [
            low + (np.arange(PIXELS) + 0.5) * (high - low) / PIXELS
            for low, high in ((left, right), (bottom, top))
        ]
        self._x1, self._x2 = np.meshgrid(*centres)

    def set_points(self, points: FloatArray, labels: IntArray) -> None:
        """Show the points that should fire (label 1) and those that shouldn't (0)."""
        self.points, self.labels = points, labels
        self.yes.set_data(points[labels == 1].T)
        self.no.set_data(points[labels == 0].T)

    def show(self, neuron: Neuron, inputs: Sequence[float]) -> None:
        """Let line and regions follow the neuron; count the points on the wrong side."""
        region, line = half_plane(neuron.weights, neuron.bias, self.box)
        all_or_none = neuron.activation == "step"
        self.line.set_visible(len(line) > 0)
        self.line.set_data(line.T)
        self.shade.set_visible(not all_or_none)
        self.silent.set_visible(all_or_none)
        self.fires.set_visible(all_or_none and len(region) > 2)
        if len(region) > 2:
            self.fires.set_xy(region)
        if not all_or_none:
            w1, w2 = neuron.weights
            sums = w1 * self._x1 + w2 * self._x2 + neuron.bias
            self.shade.tint(self.box, _tint(neuron.activation, sums))
        self.here.set_data([inputs[0]], [inputs[1]])
        wrong = self.wrong_points(neuron)
        self.wrong.set_visible(bool(wrong.any()))
        self.wrong.set_data(self.points[wrong].T)

    def wrong_points(self, neuron: Neuron) -> NDArray[np.bool_]:
        """Return which of the points the neuron puts on the wrong side of its line."""
        sums = np.array([neuron.weighted_sum(point) for point in self.points.tolist()])
        wrong: NDArray[np.bool_] = (sums >= 0) != (self.labels == 1)
        return wrong


def _tint(activation: str, sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the output for each sum, from -1 (blue) to 1 (orange); white at a sum of 0."""
    function = np.vectorize(ACTIVATIONS[activation], otypes=[float])
    grid = np.linspace(-WIDEST, WIDEST, 61)
    middle = ACTIVATIONS[activation](0.0)
    largest = np.abs(function(grid) - middle).max()
    outputs = np.interp(sums, grid, function(grid))
    return (outputs - middle) / largest
