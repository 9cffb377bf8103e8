"""What the playground shows: every unit with the region it answers to, output, losses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist

from ann_lib._checks import FloatArray
from ann_lib.layers import Dense
from ann_lib.live.diagram_layout import connect, levels, one_line, place, share_out
from ann_lib.live.labels import Labels
from ann_lib.network import Network
from ann_lib.panels.experiment import REACH, Points
from ann_lib.plots import style

PIXELS = 48
"""Of the output's picture, in each direction; a unit's has a third of them."""
THUMB = PIXELS // 3
MOST_ROWS = 8
_PITCH = THUMB + 5  # from one row of units to the next, in pixels of the mosaic
_COLUMNS = 12
_WIDTHS = 5
_THICKEST = 5.0  # points
NEAR = 6.0
"""A connection can be chosen from so far away, in pixels of the mosaic."""
_SPANS = (10, 20, 50)


def plane_grid() -> FloatArray:
    """Return the points whose outputs are the picture, shape (PIXELS², 2), from below."""
    at = (np.arange(PIXELS) + 0.5) / PIXELS * 2 * REACH - REACH
    return np.stack(np.meshgrid(at, at), axis=-1).reshape(-1, 2)


class PlaygroundPicture:
    """Network on the left, output and losses on the right; all of it moves.

    Attributes
    ----------
    figure : Figure
    under, over : list of Artist
        What a LiveFigure redraws.
    """

    def __init__(self) -> None:
        self.figure, axes = style.figure(
            8.6, 4.0, rows=2, columns=2, width_ratios=(1.75, 1), height_ratios=(2.7, 1)
        )
        grid = axes[0, 0].get_gridspec()
        for ax in axes[:, 0]:
            ax.remove()
        self._span = 0
        self._make_network(self.figure.add_subplot(grid[:, 0]))
        self._make_plane(axes[0, 1])
        self._make_curves(axes[1, 1])
        self.under: list[Artist] = [self.shade]
        self.over: list[Artist] = [
            *(line for _, line in self._wires), self.marked, self.units, self.frames,
            self.inputs, self.headings, *self.curves, self.legend,
        ]  # fmt: skip

    def set_points(self, points: Points) -> None:
        """Show these points; the still part of the picture must then be redrawn."""
        groups = ((points.train, points.train_labels), (points.test, points.test_labels))
        for marks, (group, labels) in zip(self.points, groups, strict=True):
            for label in (0, 1):
                marks[label].set_data(group[labels == label].T)

    def set_structure(self, sizes: Sequence[int], inputs: Sequence[str]) -> None:
        """Place the nodes of layers of these sizes; ``inputs`` names the first."""
        shown = [list(range(size)) for size in sizes]
        self.places = place(shown)
        last = len(sizes) - 1
        wide = _COLUMNS * _PITCH
        self._corners = []
        for node, (x, y) in self.places.items():
            column = round((0.12 + 0.84 * x / last) * (wide - THUMB))
            row = int(y * (MOST_ROWS * _PITCH - THUMB))
            self._corners.append((row, column))
            self.places[node] = (column + THUMB / 2, row + THUMB / 2)
        self._segments, self.connections = connect(shown, self.places)
        frames = np.array(self._corners, dtype=float)[:, ::-1]
        square = np.array([(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)]) * THUMB
        self.frames.set_data(*one_line(frames[:, None, :] + square))
        self.inputs.set_points(frames[: sizes[0]] + np.array([-3, THUMB / 2]))
        self.inputs.set_texts(list(inputs))
        names = ["inputs", *(f"layer {k}" for k in range(1, last)), "output"]
        columns = [self.places[n][0] for n in self.places if n.index == 0]
        self.headings.set_points([(x, MOST_ROWS * _PITCH + 5) for x in columns])
        self.headings.set_texts(names)

    def show(self, network: Network, grid: FloatArray, picked: int | None) -> None:
        """Let units, connections and output follow the network.

        ``grid`` holds the features of `plane_grid`; ``picked`` is the number of a
        connection to mark.
        """
        steps = network.activations(grid)
        # A unit is what comes out of its activation; the output is the last sum itself.
        layers = [steps[0], *steps[2:-1:2], steps[-1]]
        mosaic = np.zeros((MOST_ROWS * _PITCH, _COLUMNS * _PITCH, 4), dtype=np.uint8)
        answers = np.concatenate(layers, axis=1)
        scales = np.maximum(np.abs(answers).max(axis=0), 1e-6)
        # Logits beyond ±4 are as good as certain: tanh(z/2) shows p - (1 - p).
        answers[:, :-1] /= scales[:-1]
        answers[:, -1] = np.tanh(answers[:, -1] / 2)
        tints = answers.reshape(PIXELS, PIXELS, -1)[1::3, 1::3]
        colors = style.SURFACE(0.5 + 0.5 * tints, bytes=True)
        for k, (row, column) in enumerate(self._corners):
            mosaic[row : row + THUMB, column : column + THUMB] = colors[:, :, k]
        self.units.set_data(mosaic)
        self.shade.set_data(answers[:, -1].reshape(PIXELS, PIXELS))
        dense = [layer for layer in network.layers if isinstance(layer, Dense)]
        weights = np.concatenate([layer.weights.value.ravel() for layer in dense])
        share_out(self._wires, levels(weights, 2.0, _WIDTHS), self._segments)
        marked = self._segments[:0] if picked is None else self._segments[[picked]]
        self.marked.set_data(*one_line(marked))
        self.marked.set_visible(picked is not None)

    def connection_at(self, x: float, y: float) -> int | None:
        """Return the number of the connection next to a place; None if none is near."""
        start, end = self._segments[:, 0], self._segments[:, 1]
        along, place = end - start, np.array([x, y])
        part = ((place - start) * along).sum(axis=1) / (along**2).sum(axis=1)
        nearest = start + np.clip(part, 0, 1)[:, None] * along
        distances = np.hypot(*(nearest - place).T)
        best = int(distances.argmin())
        return best if distances[best] < NEAR else None

    def show_losses(self, losses: Sequence[tuple[float, float]]) -> bool:
        """Draw the losses against the epochs; return whether the axis had to grow."""
        n_epochs = len(losses) - 1
        span = next(d * 10**e for e in range(9) for d in _SPANS if d * 10**e >= n_epochs)
        stride = max(1, len(losses) // 200)
        chosen = np.array([*losses[::stride], losses[-1]])
        epochs = np.array([*range(0, len(losses), stride), n_epochs])
        for curve, values in zip(self.curves, chosen.T, strict=True):
            curve.set_data(epochs, np.minimum(values, 2.0))
        if span == self._span:
            return False
        self._span = span
        self._loss_ax.set_xlim(0, span)
        return True

    def _make_network(self, ax: Any) -> None:
        self.network_axes = ax
        ax.set_axis_off()
        high, wide = MOST_ROWS * _PITCH, _COLUMNS * _PITCH
        ax.set(xlim=(-8, wide), ylim=(-4, high + 10))
        self._wires = []
        for sign, color in ((-1, style.NEGATIVE), (1, style.POSITIVE)):
            for level in range(1, _WIDTHS + 1):
                width = 0.5 + (_THICKEST - 0.5) * (level - 1) / (_WIDTHS - 1)
                (line,) = ax.plot([], [], color=color, lw=width, solid_capstyle="butt")
                self._wires.append((sign * level, line))
        (self.marked,) = ax.plot([], [], color=style.INK, lw=2, ls="--")
        self.units = ax.imshow(
            np.zeros((high, wide, 4), dtype=np.uint8), extent=(0, wide, 0, high),
            origin="lower", aspect="auto",
        )  # fmt: skip
        (self.frames,) = ax.plot([], [], color=style.INK, lw=0.8)
        self.inputs = Labels(ax, np.zeros((0, 2)), align="right", size=style.SMALL)
        self.headings = Labels(ax, np.zeros((0, 2)), size=style.SMALL)

    def _make_plane(self, ax: Any) -> None:
        ax.set(
            xlim=(-REACH, REACH), ylim=(-REACH, REACH), xticks=[-2, 0, 2], yticks=[-2, 0, 2]
        )
        ax.set_title("What the output says", size=style.MEDIUM)
        ax.set_box_aspect(1)
        self.plane_axes = ax
        self.shade = ax.imshow(
            np.zeros((PIXELS, PIXELS)), extent=(-REACH, REACH, -REACH, REACH),
            origin="lower", cmap=style.SURFACE, vmin=-1, vmax=1, aspect="auto",
        )  # fmt: skip
        self.points = []
        for ms, edge in ((4.5, style.LIGHT), (4.5, style.DARK)):
            marks = []
            for color, marker in style.class_styles(2):
                look: Any = {"color": color, "ms": ms, "mec": edge, "mew": 0.7, "ls": ""}
                marks += ax.plot([], [], marker, **look)
            self.points.append(marks)

    def _make_curves(self, ax: Any) -> None:
        self._loss_ax = ax
        ax.set(ylim=(0, 1.0), xlim=(0, 10), yticks=[0, 0.5, 1])
        ax.set_xlabel("epoch", size=style.SMALL, labelpad=1)
        ax.set_ylabel("loss", size=style.SMALL)
        self.curves: list[Any] = [
            ax.plot([], [], color=style.INK, lw=1.5, ls=dash)[0] for dash in ("-", "--")
        ]
        self.legend: Artist = Labels(
            ax, [(0.98, 0.9)], ["— training   - - test"], align="right", size=style.SMALL,
            transform=ax.transAxes,
        )  # fmt: skip
