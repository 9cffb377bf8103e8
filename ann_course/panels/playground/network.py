"""The playground's network as a picture: each unit shows the region it answers to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist

from ann_course.live.diagram_layout import connect, default_names, one_line, place
from ann_course.live.figure import RING
from ann_course.live.labels import Labels
from ann_course.live.marks import Segments, Strokes
from ann_course.live.tiles import Tiles
from ann_course.live.words import counted, fitting
from ann_lib._support.checks import FloatArray
from ann_lib.layers import Dense
from ann_lib.network import Network
from ann_lib.plots import style

PIXELS = 54
"""Of the output's picture, in each direction; a unit's has a third of them."""
THUMB = PIXELS // 3
MOST_ROWS = 8
_PITCH = 26  # from one row of units to the next, in their pixels
_HIGH, _WIDE = MOST_ROWS * _PITCH, round(13.2 * _PITCH)
_BIAS = 4  # pixels of the square in a unit's corner that stands for its bias
_THINNEST, _THICKEST = 0.4, 5.0  # points
_FULL = 3.0  # weights and biases from this size on look the same
_SQUARE = THUMB * np.array([(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)])
HEADING = _HIGH + 14
"""How high what each layer is called stands, in pixels of the units."""
MOST_NAMED = 4
"""From so many steps from layer to layer on a heading is a number alone."""
HOVER = RING + "33"
"""Behind what is pointed at."""
NEAR = 6.0
"""A connection can be chosen from so far away, in pixels of the units."""


KEY = "The square in a unit's corner is its bias. Point at a unit to see it large."
"""What stands below the network while nothing is pointed at."""
CLICK = " Click to change it."


class NetworkPicture:
    """Units from left to right, with connections in the colours of their weights.

    Attributes
    ----------
    figure : Figure
    axes : Axes
        Its unit is a pixel of the units' pictures.
    over : list of Artist
        What a LiveFigure redraws.
    invites : bool
        Whether a weight can be chosen and changed; if not, none is marked.
    """

    invites = True

    def __init__(self) -> None:
        self.figure, ax = style.figure(5.9, 3.9)
        ax.set_axis_off()
        ax.set(xlim=(-6, _WIDE), ylim=(-16, _HIGH + 22))
        self.axes = ax
        self.wires = Segments(ax, np.zeros((1, 2, 2)))
        self.pointed = Strokes(ax, HOVER, 7.0)
        (self.marked,) = ax.plot([], [], color=style.INK, lw=2, ls="--")
        self.units = Tiles(ax, framed=False)  # a column of them is one picture
        self.edges = Strokes(ax, style.INK, 0.8)
        (self.ring,) = ax.plot([], [], color=style.INK, lw=2.5)
        self.framed = Strokes(ax, RING, 2.5)
        self.inputs = Labels(ax, np.zeros((0, 2)), align="right", size=style.MEDIUM)
        self.names = Labels(ax, np.zeros((0, 2)), size=style.SMALL, halo=True)
        self.headings = Labels(ax, np.zeros((0, 2)), size=style.MEDIUM)
        self.caption = Labels(ax, [(-6, -11)], [KEY], align="left", size=style.SMALL)
        self.over: list[Artist] = [
            self.pointed, self.wires, self.marked, self.names, self.units, self.edges,
            self.ring, self.framed, self.inputs, self.headings, self.caption,
        ]  # fmt: skip

    def set_structure(self, sizes: Sequence[int], inputs: Sequence[str]) -> None:
        """Place the nodes of layers of these sizes; ``inputs`` names the first."""
        shown = [list(range(size)) for size in sizes]
        places = place(shown)
        last = len(sizes) - 1
        self._n_inputs = sizes[0]
        corners = []
        for node, (x, y) in places.items():
            column = round((0.12 + 0.84 * x / last) * (_WIDE - THUMB))
            row = round(y * _HIGH - THUMB / 2 - 3)
            corners.append((column, row))
            places[node] = (column + THUMB / 2, row + THUMB / 2)
        self.segments, self._connections = connect(shown, places)
        self.wires.ends = self.segments
        self._corners = np.array(corners, dtype=float)
        self._layer_of = np.array([node.layer for node in places])[:, None]
        self._rows_of = np.array(corners)[:, 1:] + np.arange(THUMB)
        self.edges.set_ends(self._frames(range(len(corners))))
        self.inputs.set_points(self._corners[: sizes[0]] + np.array([-3, THUMB / 2]))
        self.inputs.set_texts(list(inputs))
        above = np.array([THUMB / 2, THUMB + 4.2])
        named = self._corners[sizes[0] :] + above
        named[-sizes[-1] :, 1] += 4  # for the tail of a y
        self.names.set_points(named)
        self.layers = [list(inputs), *default_names(sizes)[1:]]
        self.names.set_texts([name for layer in self.layers[1:] for name in layer])
        self.columns = [at[0] for node, at in places.items() if node.index == 0]
        self.headings.set_points([(x, HEADING) for x in self.columns])
        brief = last > MOST_NAMED
        counts = [str(n) if brief else counted(n, "unit") for n in sizes[1:-1]]
        self.headings.set_texts(["inputs", *counts, "output"])

    def span_of(self, name: str) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return where "inputs" or "units" are, the output among these: across, and up."""
        cut = self._n_inputs
        corners = self._corners[:cut] if name == "inputs" else self._corners[cut:]
        (left, low), (right, high) = corners.min(axis=0), corners.max(axis=0) + THUMB
        if name == "inputs":
            left -= THUMB  # for their names
        return (float(left), float(right)), (float(low), float(high))

    def show(self, network: Network, tints: FloatArray) -> None:
        """Let units and connections follow the network.

        ``tints`` holds what each unit answers, from -1 to 1, shape (THUMB, THUMB,
        n_units), from below.
        """
        pixels = style.SURFACE(0.5 + 0.5 * np.moveaxis(tints, -1, 0), bytes=True)[..., :3]
        dense = [layer for layer in network.layers if isinstance(layer, Dense)]
        self._biases = np.concatenate([layer.parameters[1].value for layer in dense])
        marks = style.SIGNED(0.5 + 0.375 * np.clip(self._biases / _FULL, -1, 1), bytes=True)
        pixels[self._n_inputs :, :_BIAS, :_BIAS] = marks[:, None, None, :3]
        sheet = np.zeros((len(self.columns), _HIGH, THUMB, 4), dtype=np.uint8)
        sheet[self._layer_of, self._rows_of, :, :3] = pixels
        sheet[self._layer_of, self._rows_of, :, 3] = 255
        lefts = [(x - THUMB / 2, 0) for x in self.columns]
        self.units.set_tiles(np.array(lefts), (THUMB, _HIGH), sheet)
        weights = np.concatenate([layer.weights.value.ravel() for layer in dense])
        self._weights = weights
        self.wires.set_weights(weights, _FULL, _THINNEST, _THICKEST)

    def mark(self, connection: int | None, unit: int | None) -> None:
        """Mark a connection, or the unit of that number after the inputs, or neither."""
        if not self.invites:
            connection = unit = None
        chosen = self.segments[:0] if connection is None else self.segments[[connection]]
        self.marked.set_data(*one_line(chosen))
        self.marked.set_visible(connection is not None)
        corner = self._corners[0 if unit is None else self._n_inputs + unit]
        self.ring.set_data(*(corner + _SQUARE).T)
        self.ring.set_visible(unit is not None)

    def mark_pair(self, nodes: Sequence[int]) -> None:
        """Frame the nodes whose fold is shown."""
        self.framed.set_ends(self._frames(nodes))

    def point_at(self, connection: int | None, node: int | None) -> None:
        """Say below the network what is pointed at: a connection, or a node."""
        at = self.segments[:0] if connection is None else self.segments[[connection]]
        self.pointed.set_ends(at)
        text, click = KEY, CLICK if self.invites else ""
        if connection is not None:
            which = self._connections[connection]
            start = self.layers[which.layer][which.start]
            end = self.layers[which.layer + 1][which.end]
            weight = fitting(float(self._weights[connection]))
            text = f"The weight from {start} to {end} is {weight}.{click}"
        elif node is not None and node >= self._n_inputs:
            bias = fitting(float(self._biases[node - self._n_inputs]))
            text = f"The bias of {self.names_of_nodes[node]} is {bias}: the square in its "
            text += f"corner.{click}"
        elif node is not None:
            text = f"{self.names_of_nodes[node]}, an input: it is what it is."
        self.caption.set_texts([text])

    def _frames(self, nodes: Sequence[int]) -> FloatArray:
        """Return the edges around these nodes, shape (n_edges, 2, 2)."""
        corners = self._corners[np.array(nodes, dtype=int), None] + _SQUARE
        return np.stack([corners[:, :-1], corners[:, 1:]], axis=2).reshape(-1, 2, 2)

    @property
    def names_of_nodes(self) -> list[str]:
        """The name of each node, the inputs first."""
        return [name for layer in self.layers for name in layer]

    def node_at(self, x: float, y: float) -> int | None:
        """Return the number of the node at a place, inputs first; None if none is."""
        inside = (np.array([x, y]) - self._corners) / THUMB
        found = np.flatnonzero(((inside >= 0) & (inside <= 1)).all(axis=1))
        return int(found[0]) if len(found) else None

    def unit_at(self, x: float, y: float) -> int | None:
        """Return the number of the unit at a place, after the inputs; None if none is."""
        node = self.node_at(x, y)
        return None if node is None or node < self._n_inputs else node - self._n_inputs

    def connection_at(self, x: float, y: float) -> int | None:
        """Return the number of the connection next to a place; None if none is near."""
        start, end = self.segments[:, 0], self.segments[:, 1]
        along, place = end - start, np.array([x, y])
        part = ((place - start) * along).sum(axis=1) / (along**2).sum(axis=1)
        nearest = start + np.clip(part, 0, 1)[:, None] * along
        distances = np.hypot(*(nearest - place).T)
        best = int(distances.argmin())
        return best if distances[best] < NEAR else None
