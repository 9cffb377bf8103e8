"""The two planes of the XOR panel: what goes into the hidden layer, and what comes out."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from ann_course.live.fold import REACHES, Plane, mesh
from ann_course.live.half_plane import Box, half_plane
from ann_course.live.labels import Labels
from ann_lib._support.checks import FloatArray
from ann_lib.layers import Dense
from ann_lib.network import Network
from ann_lib.plots import style

CORNERS = np.array([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])
TARGETS = np.array([0, 1, 1, 0])
CORNER_NAMES = ("00", "01", "10", "11")
BOX: Box = (-0.5, 1.5, -0.5, 1.5)
_DASHES = ("--", ":")
_MARKER = np.array([0.065, 0.065])
"""Half the size of a point's marker, as a part of the plane's reach."""
_AROUND = np.array(
    [
        (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1),
        (0, 2), (0, -2), (1, 2), (-1, 2), (1, -2), (-1, -2), (2, 0), (-2, 0),
        (0, 3), (0, -3), (1, 3), (-1, 3), (1, -3), (-1, -3),
    ],
    dtype=float,
)  # fmt: skip
"""Where a point's name may stand, the best place first; farther off if it must."""
_ALONG = (0.15, 0.3, 0.5, 0.7, 0.85)
"""Where along its line a hidden unit's name may stand."""


class _Plane(Plane):
    """The four points, the regions of the two answers, and a place to draw on."""

    def __init__(self, ax: Axes, box: Box, xlabel: str, ylabel: str, title: str) -> None:
        super().__init__(ax, box)
        ax.set(xlabel=xlabel, ylabel=ylabel)
        ax.set_title(title)


class InputPlane(_Plane):
    """The four points of XOR, and the line along which each hidden unit's sum is 0."""

    def __init__(self, ax: Axes) -> None:
        super().__init__(ax, BOX, "input x1", "input x2", "What goes in")
        ax.set(xticks=[0, 1], yticks=[0, 1])
        draw_points(ax, CORNERS)
        names = CORNERS + 0.17 * np.sign(CORNERS - 0.5)
        Labels(ax, names, CORNER_NAMES, size=style.SMALL)
        self._keep_free = np.concatenate([CORNERS, names])
        self.lines = [ax.plot([], [], color=style.INK, ls=dash)[0] for dash in _DASHES]
        self.names = [
            Labels(ax, np.zeros((1, 2)), size=style.MEDIUM, bold=True) for _ in (0, 1)
        ]
        self.over: list[Artist] = [*self.lines, *self.names]

    def show(self, network: Network) -> None:
        """Let lines and regions follow the network."""
        self.tint(network.forward(self.grid.astype(network.dtype)))
        taken = self._keep_free
        first: Any = network.layers[0]
        for j, (line, name) in enumerate(zip(self.lines, self.names, strict=True)):
            weights, bias = first.weights.value[:, j], float(first.bias.value[j])
            ends = half_plane(weights, bias, BOX)[1]
            line.set_data(ends.T)
            name.set_texts(["" if len(ends) == 0 else f"h{j + 1}"])
            if len(ends):
                place = _beside(ends, weights, taken)
                name.set_points(place)
                taken = np.concatenate([taken, place])


def _beside(ends: FloatArray, weights: FloatArray, taken: FloatArray) -> FloatArray:
    """Return a place near a line, where its sum is positive, and far from those taken."""
    left, right, bottom, top = BOX
    away = 0.13 * weights / max(float(np.hypot(*weights)), 1e-9)
    places = np.array([ends[0] + t * (ends[1] - ends[0]) + away for t in _ALONG])
    places = np.clip(places, (left + 0.1, bottom + 0.1), (right - 0.1, top - 0.1))
    gaps = np.linalg.norm(places[:, None] - taken, axis=-1).min(axis=1)
    best = int(np.argmax(np.minimum(gaps, 0.25)))  # the first that is far enough
    return places[best : best + 1]


class HiddenPlane(_Plane):
    """The same points and their grid, where the hidden layer has moved them."""

    def __init__(self, ax: Axes) -> None:
        box = (-REACHES[0], REACHES[0], -REACHES[0], REACHES[0])
        super().__init__(
            ax, box, "hidden unit h1", "hidden unit h2", "Out of the hidden layer"
        )
        (self.folded,) = ax.plot([], [], color=style.NEUTRAL, lw=0.8)
        (self.line,) = ax.plot([], [], color=style.INK, lw=2.5)
        self.points = draw_points(ax, CORNERS)
        self.names = Labels(ax, CORNERS, size=style.SMALL, halo=True)
        # Circles above squares: where two have met, the square's corners can be seen.
        self.over: list[Artist] = [self.folded, self.line, *self.points[::-1], self.names]
        self._mesh = mesh(0, 1)

    def show(self, network: Network, hidden: FloatArray) -> bool:
        """Let points, grid and line follow; return whether the axes had to change."""
        first, activation, last = network.layers
        assert isinstance(last, Dense)
        assert last.bias is not None
        changed = self.make_room(float(np.abs(hidden).max()))
        reach = self.box[1]
        self.tint(last.forward(self.grid.astype(network.dtype)))
        ends = half_plane(last.weights.value[:, 0], float(last.bias.value[0]), self.box)[1]
        self.line.set_data(ends.T)
        folded = activation.forward(first.forward(self._mesh.astype(network.dtype)))
        folded[np.isnan(self._mesh[:, 0])] = np.nan
        self.folded.set_data(folded.T)
        for marks, target in zip(self.points, (0, 1), strict=True):
            marks.set_data(hidden[target == TARGETS].T)
        self._name(hidden, reach, ends)
        return changed

    def _name(self, hidden: FloatArray, reach: float, line: FloatArray) -> None:
        """Write the inputs beside each point; points that have met share one label."""
        texts = [""] * len(CORNER_NAMES)
        for k, name in enumerate(CORNER_NAMES):
            near = np.linalg.norm(hidden - hidden[k], axis=1) < 0.15 * reach
            taken = [j for j in np.flatnonzero(near) if texts[j]]
            texts[taken[0] if taken else k] += f", {name}" if taken else name
        self.names.set_points(places_beside(hidden, texts, reach, line))
        self.names.set_texts(texts)


def places_beside(
    points: FloatArray, texts: list[str], reach: float, line: FloatArray
) -> FloatArray:
    """Return a place for the text of each point, clear of points, other texts and a line.

    Parameters
    ----------
    points : ndarray, shape (n, 2)
    texts : list of str
        One per point; an empty one needs no room.
    reach : float
        The plane is shown from -reach to reach, both ways.
    line : ndarray, shape (2, 2) or (0, 2)
        Both ends of the line, if there is one.

    Returns
    -------
    places : ndarray, shape (n, 2)
        The middle of each text. Where there is no clear place, the clearest.
    """
    places = points.copy()
    boxes = [(point, _MARKER * reach) for point in points]
    for k, text in enumerate(texts):
        if not text:
            continue
        half = np.array([0.037 * len(text), 0.06]) * reach  # of the text, each way
        tried = points[k] + _AROUND * (half + 1.3 * _MARKER * reach)
        outside = np.maximum(np.abs(tried) + half - reach, 0).sum(axis=1)
        overlaps = [_overlap(tried, half, *box) for box in boxes]
        if len(line):
            overlaps.append(_crossing(tried, half, line))
        best = int(np.argmin(np.sum(overlaps, axis=0) + 5 * outside))
        places[k] = tried[best]
        boxes.append((tried[best], half))
    return places


def _overlap(
    middles: FloatArray, half: FloatArray, other: FloatArray, other_half: FloatArray
) -> FloatArray:
    """Return how deep boxes of one size lie in another box, 0 where they don't."""
    depth = np.maximum(half + other_half - np.abs(middles - other), 0)
    return depth.min(axis=1)


def _crossing(middles: FloatArray, half: FloatArray, line: FloatArray) -> FloatArray:
    """Return how deep a line cuts into boxes of one size, 0 where it passes by."""
    across, up = line[1] - line[0]
    normal = np.array([-up, across]) / np.hypot(across, up)
    depth = np.abs(normal) @ half - np.abs((middles - line[0]) @ normal)
    return np.maximum(depth, 0)


def draw_points(ax: Axes, points: FloatArray) -> list[Any]:
    """Draw the points by class, and return the two artists: class 0, class 1."""
    artists = []
    for target, (color, marker) in enumerate(style.class_styles(2)):
        places = points[target == TARGETS].T
        options: Any = {
            "ms": 10 + 2 * target,
            "mec": style.LIGHT,
            "clip_on": False,
            "zorder": 5,
        }
        artists += ax.plot(*places, marker, color=color, **options)
    return artists
