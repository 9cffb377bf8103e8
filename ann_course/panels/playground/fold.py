"""The fold: where two of the playground's units send the points and the plane's grid."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist

from ann_course.live.contour import zero_lines
from ann_course.live.fold import REACHES, Plane, mesh
from ann_course.live.labels import Labels
from ann_course.live.marks import Strokes
from ann_course.panels.playground.data import REACH, features
from ann_course.panels.playground.experiment import Experiment, node_values
from ann_course.panels.playground.kinds import kind_of
from ann_lib._support.checks import FloatArray
from ann_lib.layers import Dense
from ann_lib.network import Network
from ann_lib.plots import style

MESH = mesh(-REACH, REACH, n_lines=9, n_points=31)
GAPS = np.isnan(MESH[:, 0])


def first_pair(sizes: list[int]) -> tuple[int, int]:
    """Return the numbers of the two nodes that are shown first, the inputs counted, too.

    A hidden layer of two, the last one; otherwise the first two of the last layer that
    has two nodes.
    """
    starts = np.cumsum([0, *sizes])
    for k in range(len(sizes) - 2, 0, -1):
        if sizes[k] == 2:
            return int(starts[k]), int(starts[k]) + 1
    for k in range(len(sizes) - 2, -1, -1):
        if sizes[k] >= 2:
            return int(starts[k]), int(starts[k]) + 1
    return 0, 1


def layer_of(network: Network, pair: tuple[int, int]) -> int | None:
    """Return the number of the layer that two nodes alone feed; None if there is none."""
    start = 0
    for number, layer in enumerate(network.layers):
        if isinstance(layer, Dense):
            if layer.n_inputs == 2 and sorted(pair) == [start, start + 1]:
                return number
            start += layer.n_inputs
    return None


class FoldPicture(Plane):
    """The training points and a grid over the plane, where two units have moved them.

    Where the two are all that the next layer sees, the colours are what the output says
    of each place.

    Parameters
    ----------
    ax : Axes
        In the place of the plane's.

    Attributes
    ----------
    under, over : list of Artist
        What a LiveFigure redraws.
    """

    def __init__(self, ax: Any) -> None:
        box = (-REACHES[0], REACHES[0], -REACHES[0], REACHES[0])
        super().__init__(ax, box)
        ax.tick_params(labelsize=style.SMALL)
        where: Any = {"transform": ax.transAxes, "size": style.SMALL, "halo": True}
        self.names = [
            Labels(ax, [(0.97, 0.05)], align="right", **where),
            Labels(ax, [(0.03, 0.95)], align="left", **where),
        ]
        (self.folded,) = ax.plot([], [], color=style.NEUTRAL, lw=0.8)
        self.border = Strokes(ax, style.INK, 1.6)
        self.points = [
            ax.plot([], [], marker, ms=4.5, ls="", mfc=color, mec=style.LIGHT, mew=0.5)[0]
            for color, marker in style.class_styles(3)
        ]
        self.under: list[Artist] = [self.shade]
        self.over: list[Artist] = [self.folded, self.border, *self.points, *self.names]

    def show(
        self, experiment: Experiment, pair: tuple[int, int], names: tuple[str, str]
    ) -> bool:
        """Follow two nodes of a network; return whether the axes had to change."""
        network = experiment.network
        lines = np.where(GAPS[:, None], 0.0, MESH)
        folded = node_values(network, features(lines, experiment.feature_names))
        folded = folded[:, pair].astype(float)
        moved = node_values(network, experiment.x)[:, pair] if len(experiment.x) else folded
        changed = self.make_room(float(np.abs(folded).max()))
        folded[GAPS] = np.nan
        self.folded.set_data(folded.T)
        labels = experiment.points.kind.groups(experiment.points.train_labels)
        for label, marks in enumerate(self.points):
            marks.set_data(moved[labels == label].T if len(experiment.x) else ([], []))
        for name, text in zip(self.names, names, strict=True):
            name.set_texts([text])
        self._color(network, pair)
        return changed

    def _color(self, network: Network, pair: tuple[int, int]) -> None:
        number, kind = layer_of(network, pair), kind_of(network.loss)
        values: FloatArray = self.grid.astype(network.dtype)
        if number is None:
            values = np.zeros((len(values), kind.n_outputs))
        else:
            values = values[:, np.argsort(pair)]  # as the layer has them
            for layer in network.layers[number:]:
                values = layer.forward(values)
        several = kind.n_outputs > 1  # then only the borders between them are drawn
        self.tint(np.zeros(len(values)) if several else values[:, 0])
        margins = kind.margins(values).T
        side = np.sqrt(len(values)).astype(int)
        at = self.grid[:side, 0]
        self.border.set_ends(zero_lines(margins.reshape(-1, side, side), at)[0])
