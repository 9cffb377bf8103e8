"""The two planes of the XOR panel: what goes into the hidden layer, and what comes out."""

from __future__ import annotations

from collections.abc import Sequence
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
_OUTWARD = np.array([(1, 1), (1, 0), (0, 1), (-1, 1), (1, -1), (0, -1), (-1, 0)])
"""The same at a corner of a square: away from its middle first."""
_DIGIT = np.array([0.037, 0.06])
"""Half the size of a digit of a point's name, as a part of the plane's reach."""
_BESIDE = np.array(
    [
        (t, far, past)
        for far in (1, 2)
        for past in (0, -1, 1)
        for t in (0.15, 0.3, 0.5, 0.7, 0.85)
    ]
).T[..., None]
"""Where a hidden unit's name may stand: along its line, away from it, past its end."""
_UNIT = np.array([0.09, 0.075])
"""Half the size of a hidden unit's name in the plane of the inputs."""
_MIDDLE, _REACH = np.array([0.5, 0.5]), 1.0
"""Of the plane of the inputs."""


class InputPlane(Plane):
    """The four points of XOR, and the line along which each hidden unit's sum is 0."""

    def __init__(self, ax: Axes) -> None:
        super().__init__(ax, BOX)
        ax.set(xlabel="input x1", ylabel="input x2", title="What goes in")
        ax.set(xticks=[0, 1], yticks=[0, 1])
        draw_points(ax, CORNERS)
        self.corners = Labels(ax, CORNERS, CORNER_NAMES, size=style.SMALL, halo=True)
        self.lines = [ax.plot([], [], color=style.INK, ls=dash)[0] for dash in _DASHES]
        self.names = [
            Labels(ax, np.zeros((1, 2)), size=style.MEDIUM, bold=True, halo=True)
            for _ in (0, 1)
        ]
        self.over: list[Artist] = [*self.lines, self.corners, *self.names]

    def show(self, network: Network) -> None:
        """Let lines, names and regions follow the network."""
        self.tint(network.forward(self.grid.astype(network.dtype)))
        first: Any = network.layers[0]
        weights, biases = first.weights.value.T, first.bias.value
        lines = [half_plane(weights[j], float(biases[j]), BOX)[1] - _MIDDLE for j in (0, 1)]
        corners, outward = CORNERS - _MIDDLE, np.sign(CORNERS - _MIDDLE)
        around = _OUTWARD * outward[:, None]
        names = places_beside(corners, CORNER_NAMES, _REACH, lines, around)
        self.corners.set_points(names + _MIDDLE)
        taken = [(corner, _MARKER) for corner in corners]
        taken += [(name, _DIGIT * (2, 1)) for name in names]
        for j, (line, name) in enumerate(zip(self.lines, self.names, strict=True)):
            line.set_data((lines[j] + _MIDDLE).T)
            name.set_texts(["" if len(lines[j]) == 0 else f"h{j + 1}"])
            if len(lines[j]):
                place = _on_its_side(lines[j], weights[j], taken, lines)
                name.set_points([place + _MIDDLE])
                taken.append((place, _UNIT))


def _on_its_side(
    ends: FloatArray,
    weights: FloatArray,
    taken: Sequence[tuple[FloatArray, FloatArray]],
    lines: Sequence[FloatArray],
) -> FloatArray:
    """Return a place beside a line, where its sum is positive, clear of what is there."""
    normal = weights / max(float(np.hypot(*weights)), 1e-9)
    away = (np.abs(normal) @ _UNIT + 0.03) * normal
    along = np.array([-normal[1], normal[0]])
    # Close to the line; where it only cuts a corner, farther off and past its ends.
    t, far, past = _BESIDE
    tried = ends[0] + t * (ends[1] - ends[0]) + far * away + 0.25 * past * along
    tried = np.clip(tried, _UNIT - _REACH, _REACH - _UNIT)
    return tried[int(np.argmin(_in_the_way(tried, _UNIT, taken, lines)))]


class HiddenPlane(Plane):
    """The same points and their grid, where the hidden layer has moved them."""

    def __init__(self, ax: Axes) -> None:
        box = (-REACHES[0], REACHES[0], -REACHES[0], REACHES[0])
        super().__init__(ax, box)
        ax.set(xlabel="hidden unit h1", ylabel="hidden unit h2")
        ax.set_title("Out of the hidden layer")
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
        self.names.set_points(places_beside(hidden, texts, reach, [line]))
        self.names.set_texts(texts)


def places_beside(
    points: FloatArray,
    texts: Sequence[str],
    reach: float,
    lines: Sequence[FloatArray] = (),
    around: FloatArray = _AROUND,
) -> FloatArray:
    """Return a place for the text of each point, clear of points, other texts and lines.

    Parameters
    ----------
    points : ndarray, shape (n, 2)
    texts : sequence of str
        One per point; an empty one needs no room.
    reach : float
        The plane is shown from -reach to reach, both ways.
    lines : sequence of ndarray, shape (2, 2) or (0, 2) each
        Both ends of each line; an empty one is not there.
    around : ndarray, shape (k, 2) or (n, k, 2)
        Where a text may stand, the best place first: in widths and heights of the text.

    Returns
    -------
    places : ndarray, shape (n, 2)
        The middle of each text. Where there is no clear place, the clearest.
    """
    places = points.copy()
    boxes = [(point, _MARKER * reach) for point in points]
    ways = np.broadcast_to(around, (len(points), *around.shape[-2:]))
    for k, text in enumerate(texts):
        if not text:
            continue
        half = _DIGIT * (len(text), 1) * reach  # of the text, each way
        tried = points[k] + ways[k] * (half + 1.3 * _MARKER * reach)
        outside = np.maximum(np.abs(tried) + half - reach, 0).sum(axis=1)
        best = int(np.argmin(_in_the_way(tried, half, boxes, lines) + 5 * outside))
        places[k] = tried[best]
        boxes.append((tried[best], half))
    return places


def _in_the_way(
    middles: FloatArray,
    half: FloatArray,
    boxes: Sequence[tuple[FloatArray, FloatArray]],
    lines: Sequence[FloatArray],
) -> FloatArray:
    """Return how deep boxes of one size lie in others and in lines, 0 where they don't."""
    others, halves = np.moveaxis(np.array(boxes), 1, 0)
    depth = np.maximum(half + halves - np.abs(middles[:, None] - others), 0)
    crossings = [_crossing(middles, half, line) for line in lines if len(line)]
    return np.sum([depth.min(axis=2).sum(axis=1), *crossings], axis=0)


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
