"""The two planes of the XOR panel: what goes into the hidden layer, and what comes out."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from ann_lib._checks import FloatArray
from ann_lib.layers import Dense
from ann_lib.live.labels import Labels
from ann_lib.network import Network
from ann_lib.panels.half_plane import Box, half_plane
from ann_lib.plots import style

CORNERS = np.array([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])
TARGETS = np.array([0, 1, 1, 0])
BOX: Box = (-0.5, 1.5, -0.5, 1.5)
PIXELS = 50
REACHES = (1.2, 2.5, 5.0, 12.0, 30.0)
"""Half the width of the hidden plane: the smallest that holds the four points."""
_DASHES = ("--", ":")


def number(value: float) -> str:
    """Return a number with two decimals at most, and a real minus."""
    return f"{round(float(value), 2) + 0.0:g}".replace("-", "\N{MINUS SIGN}")


class _Plane:
    """The four points, the regions of the two answers, and a place to draw on."""

    def __init__(self, ax: Axes, box: Box, xlabel: str, ylabel: str, title: str) -> None:
        self.ax = ax
        ax.set(xlabel=xlabel, ylabel=ylabel)
        ax.set_title(title)
        ax.set_box_aspect(1)
        self.shade = ax.imshow(
            np.zeros((PIXELS, PIXELS)), origin="lower", cmap=style.SURFACE, vmin=-1, vmax=1
        )
        self.set_box(box)

    def set_box(self, box: Box) -> None:
        """Show this part of the plane."""
        self.box = box
        left, right, bottom, top = box
        self.shade.set_extent(box)
        self.ax.set(xlim=(left, right), ylim=(bottom, top), aspect="auto")
        across = left + (np.arange(PIXELS) + 0.5) * (right - left) / PIXELS
        up = bottom + (np.arange(PIXELS) + 0.5) * (top - bottom) / PIXELS
        self.grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)

    def _tint(self, logits: FloatArray) -> None:
        self.shade.set_data(np.tanh(logits / 2).reshape(PIXELS, PIXELS))


class InputPlane(_Plane):
    """The four points of XOR, and the line along which each hidden unit's sum is 0."""

    def __init__(self, ax: Axes) -> None:
        super().__init__(ax, BOX, "input x1", "input x2", "What goes in")
        ax.set(xticks=[0, 1], yticks=[0, 1])
        draw_points(ax, CORNERS)
        self.lines = [ax.plot([], [], color=style.INK, ls=dash)[0] for dash in _DASHES]
        self.names = [
            Labels(ax, np.zeros((1, 2)), size=style.MEDIUM, bold=True) for _ in (0, 1)
        ]
        self.over: list[Artist] = [*self.lines, *self.names]

    def show(self, network: Network) -> None:
        """Let lines and regions follow the network."""
        self._tint(network.forward(self.grid.astype(network.dtype)))
        first: Any = network.layers[0]
        left, right, bottom, top = BOX
        for j, (line, name) in enumerate(zip(self.lines, self.names, strict=True)):
            weights, bias = first.weights.value[:, j], float(first.bias.value[j])
            ends = half_plane(weights, bias, BOX)[1]
            line.set_data(ends.T)
            name.set_texts(["" if len(ends) == 0 else f"h{j + 1}"])
            if len(ends):
                # Beside the line, on the side where the unit's sum is positive.
                away = weights / max(float(np.hypot(*weights)), 1e-9)
                place = ends[0] + 0.16 * (ends[1] - ends[0]) + 0.12 * away
                name.set_points(
                    [np.clip(place, (left + 0.1, bottom + 0.1), (right - 0.1, top - 0.1))]
                )


class HiddenPlane(_Plane):
    """The same points and their grid, where the hidden layer has moved them."""

    def __init__(self, ax: Axes) -> None:
        box = (-REACHES[0], REACHES[0], -REACHES[0], REACHES[0])
        super().__init__(ax, box, "hidden unit h1", "hidden unit h2", "What comes out")
        (self.folded,) = ax.plot([], [], color=style.NEUTRAL, lw=0.8)
        (self.line,) = ax.plot([], [], color=style.INK, lw=2.5)
        self.points = draw_points(ax, CORNERS)
        self.over: list[Artist] = [self.folded, self.line, *self.points]
        self._mesh = _unit_square_mesh()

    def show(self, network: Network, hidden: FloatArray) -> bool:
        """Let points, grid and line follow; return whether the axes had to change."""
        first, activation, last = network.layers
        assert isinstance(last, Dense)
        assert last.bias is not None
        largest = float(np.abs(hidden).max())
        reach = next((r for r in REACHES if r >= largest), REACHES[-1])
        changed = reach != self.box[1]
        if changed:
            self.set_box((-reach, reach, -reach, reach))
        self._tint(last.forward(self.grid.astype(network.dtype)))
        self.line.set_data(
            half_plane(last.weights.value[:, 0], float(last.bias.value[0]), self.box)[1].T
        )
        mesh = activation.forward(first.forward(self._mesh.astype(network.dtype)))
        mesh[np.isnan(self._mesh[:, 0])] = np.nan
        self.folded.set_data(mesh.T)
        for marks, target in zip(self.points, (0, 1), strict=True):
            marks.set_data(hidden[target == TARGETS].T)
        return changed


def draw_points(ax: Axes, points: FloatArray) -> list[Any]:
    """Draw the points by class, and return the two artists: class 0, class 1."""
    artists = []
    for target, (color, marker) in enumerate(style.class_styles(2)):
        places = points[target == TARGETS].T
        options: Any = {"ms": 11, "mec": style.LIGHT, "clip_on": False, "zorder": 5}
        artists += ax.plot(*places, marker, color=color, **options)
    return artists


def _unit_square_mesh(n_lines: int = 6, n_points: int = 13) -> FloatArray:
    """Return lines across the unit square, one after another with a NaN in between."""
    pieces = []
    for at in np.linspace(0, 1, n_lines):
        along = np.linspace(0, 1, n_points)
        across = np.full(n_points, at)
        for line in ((along, across), (across, along)):
            pieces += [np.column_stack(line), np.full((1, 2), np.nan)]
    return np.concatenate(pieces)
