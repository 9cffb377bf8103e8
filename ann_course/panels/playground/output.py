"""The playground's output over the plane, and the losses during training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist

from ann_course.live.labels import Labels
from ann_course.live.tiles import Tiles
from ann_course.live.words import loss_size
from ann_course.panels.playground.data import REACH, Points
from ann_course.panels.playground.network import PIXELS
from ann_lib._support.checks import FloatArray
from ann_lib.network import Network
from ann_lib.plots import style

_SPANS = (10, 20, 50)
_HIGHEST_LOSS = 1.0  # larger losses run along the upper edge
LEGENDS = ("● — training", "○ - - test")
Losses = tuple[float, float]


def plane_grid() -> FloatArray:
    """Return the points whose outputs are the picture, shape (PIXELS², 2), from below."""
    at = (np.arange(PIXELS) + 0.5) / PIXELS * 2 * REACH - REACH
    return np.stack(np.meshgrid(at, at), axis=-1).reshape(-1, 2)


def answers(network: Network, grid: FloatArray) -> FloatArray:
    """Return what each node answers at `plane_grid`, shape (PIXELS, PIXELS, n_nodes).

    From -1 to 1, the inputs first; ``grid`` holds the features of the points.
    """
    steps = network.activations(grid)
    # A unit is what comes out of its activation; the output is the last sum itself.
    found = np.concatenate([steps[0], *steps[2:-1:2], steps[-1]], axis=1)
    found[:, :-1] /= np.maximum(np.abs(found[:, :-1]).max(axis=0), 1e-6)
    # Logits beyond ±4 are as good as certain: tanh(z/2) shows p - (1 - p).
    found[:, -1] = np.tanh(found[:, -1] / 2)
    return found.reshape(PIXELS, PIXELS, -1)


class OutputPicture:
    """The output over the plane, and the losses during training.

    Attributes
    ----------
    figure : Figure
    axes, loss_axes : Axes
        The plane, and the losses.
    under, over : list of Artist
        What a LiveFigure redraws.
    """

    def __init__(self) -> None:
        self.figure, (plane, losses) = style.figure(
            3.3, 3.6, rows=2, height_ratios=(2.9, 1)
        )
        # The room in between is for the losses as numbers.
        self.figure.set_layout_engine("constrained", hspace=0.1)
        self._span = 0
        self._make_plane(plane)
        self._make_curves(losses)
        self.under: list[Artist] = [self.shade]
        self.over: list[Artist] = [self.title, *self.curves, *self.legends]

    def set_points(self, points: Points) -> None:
        """Show these points; the still part of the picture must then be redrawn."""
        groups = ((points.train, points.train_labels), (points.test, points.test_labels))
        for marks, (group, labels) in zip(self.points, groups, strict=True):
            for label in (0, 1):
                marks[label].set_data(group[labels == label].T)

    def show(self, answers: FloatArray, name: str) -> None:
        """Colour the plane by what a unit answers, -1 to 1, shape (PIXELS, PIXELS)."""
        self.title.set_texts([f"What {name} says"])
        pixels = style.SURFACE(0.5 + 0.5 * answers[None], bytes=True)[..., :3]
        self.shade.set_tiles(np.array([[-REACH, -REACH]]), 2 * REACH, pixels)

    def show_losses(self, losses: Sequence[Losses], now: Losses) -> bool:
        """Draw the losses against the epochs; return whether the axis had to grow.

        ``now`` holds the training and the test loss of this moment; a test loss of 0
        stands for no test points.
        """
        n_epochs = len(losses) - 1
        span = next(d * 10**e for e in range(9) for d in _SPANS if d * 10**e >= n_epochs)
        stride = max(1, len(losses) // 200)
        chosen = np.array([*losses[::stride], losses[-1]])
        epochs = np.array([*range(0, len(losses), stride), n_epochs])
        training, test = np.minimum(chosen.T, _HIGHEST_LOSS)
        tested = test > 0
        self.curves[0].set_data(epochs, training)
        self.curves[1].set_data(epochs[tested], test[tested])
        self.curves[1].set_visible(bool(tested.any()))
        for legend, name, value in zip(self.legends, LEGENDS, now, strict=True):
            legend.set_texts([f"{name} {loss_size(value)}"])
        if not now[1]:
            self.legends[1].set_texts(["no test points"])
        if span == self._span:
            return False
        self._span = span
        self.loss_axes.set_xlim(0, span)
        self.loss_axes.set_xticks([0, span], ["0", f"{span:,}"])
        self.loss_axes.get_xticklabels()[-1].set_ha("right")
        return True

    def _make_plane(self, ax: Any) -> None:
        ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xticks=[-2, 2], yticks=[-2, 2])
        ax.set_title(" ", size=style.MEDIUM)  # keeps the room
        where: Any = {"align": "left", "transform": ax.transAxes}
        self.title = Labels(ax, [(0, 1.055)], size=style.MEDIUM, **where)
        ax.set_xlabel("x1", size=style.SMALL, labelpad=-9)
        ax.set_ylabel("x2", size=style.SMALL, labelpad=-10, rotation=0)
        ax.set_box_aspect(1)
        self.axes = ax
        self.shade = Tiles(ax, framed=False)
        self.points = []
        for is_test in (False, True):
            marks = []
            for color, marker in style.class_styles(2):
                face, edge = (style.LIGHT, color) if is_test else (color, style.LIGHT)
                look: Any = {"mfc": face, "mec": edge, "mew": 1.3 if is_test else 0.6}
                marks += ax.plot([], [], marker, ms=4.5 if is_test else 5, ls="", **look)
            self.points.append(marks)

    def _make_curves(self, ax: Any) -> None:
        self.loss_axes = ax
        ax.set(ylim=(0, _HIGHEST_LOSS), xlim=(0, 10), xticks=[0, 10], yticks=[0, 0.5, 1])
        ax.set_xlabel("epoch", size=style.SMALL, labelpad=-9)
        ax.set_ylabel("loss", size=style.SMALL)
        self.curves: list[Any] = []
        self.legends: list[Labels] = []
        for dash, x, align in (("-", 0, "left"), ("--", 1, "right")):
            self.curves += ax.plot([], [], color=style.INK, lw=1.5, ls=dash, clip_on=False)
            where: Any = {"align": align, "transform": ax.transAxes}
            self.legends.append(Labels(ax, [(x, 1.16)], size=style.SMALL, **where))
