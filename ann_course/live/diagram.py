"""The picture of a network: nodes with their values, connections with their weights.

Orange is positive and blue is negative, for values and for weights; the thicker a
connection, the larger its weight. Layers with many nodes are folded: the first and the
last few are drawn, with dots in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ann_course.live.diagram_layout import (
    Bias,
    Connection,
    Node,
    Part,
    check_count,
    connect,
    default_names,
    one_line,
    place,
    row_height,
    shown_nodes,
)
from ann_course.live.labels import Labels
from ann_course.live.marks import Disks, Segments
from ann_course.live.words import fitting
from ann_lib._support.checks import check_array, check_int, check_number
from ann_lib.plots import style

__all__ = ["Bias", "Connection", "NetworkDiagram", "Node", "Part"]

_THINNEST = 0.8  # points


class NetworkDiagram:
    """A network as a picture in an Axes, with parts that a LiveFigure redraws.

    Parameters
    ----------
    ax : Axes
        Its limits and its frame are the diagram's from now on.
    layer_sizes : sequence of int
        Nodes in each layer, from the inputs to the outputs; at least two layers.
    names : sequence of sequence of str, optional
        A name for each node. By default x1, x2 … for inputs, h1 … for hidden nodes (h1.1
        where there are several hidden layers) and y for the output.
    headings : sequence of str, optional
        Written above each layer.
    max_nodes : int
        Layers with more nodes are folded to so many.
    node_size : float, optional
        Diameter of a node in points; by default as large as the layers leave room for.
    weight_scale, value_scale : float
        Weights and values of this size get the greatest width and the fullest colour.

    Attributes
    ----------
    over : list of Artist
        The moving parts: ``LiveFigure(fig, over=[*diagram.over, …])``.
    positions : dict of Node to (x, y)
        Where the drawn nodes are.
    """

    def __init__(
        self,
        ax: Axes,
        layer_sizes: Sequence[int],
        *,
        names: Sequence[Sequence[str]] | None = None,
        headings: Sequence[str] = (),
        max_nodes: int = 8,
        node_size: float | None = None,
        weight_scale: float = 2.0,
        value_scale: float = 1.0,
    ) -> None:
        self.layer_sizes = [check_int(size, "layer_sizes") for size in layer_sizes]
        if len(self.layer_sizes) < 2:
            raise ValueError(
                "layer_sizes must hold at least the inputs and the outputs, as in [2, 1], "
                f"got {list(layer_sizes)}."
            )
        self.names = default_names(self.layer_sizes) if names is None else names
        if [len(layer) for layer in self.names] != self.layer_sizes:
            raise ValueError(
                f"names must hold {self.layer_sizes} names, one for each node of each "
                f"layer, got {[len(layer) for layer in self.names]}."
            )
        self.weight_scale = check_number(weight_scale, "weight_scale", above=0)
        self.value_scale = check_number(value_scale, "value_scale", above=0)
        most = check_int(max_nodes, "max_nodes", minimum=2)
        shown = [shown_nodes(size, most) for size in self.layer_sizes]
        self.positions = place(shown)
        self._segments, self._ends = connect(shown, self.positions)
        self.picked: Part | None = None
        figure: Any = ax.figure
        room = row_height(shown) * 0.7 * 72 * figure.get_figheight()  # points for one row
        self._size = min(36.0, 0.92 * room) if node_size is None else node_size
        self._draw_still(ax, headings, shown, named=room > self._size + 1.6 * style.MEDIUM)
        self._digits = 2 if self._size >= 30 else 1
        self._make_moving(ax)
        self.show(
            [np.zeros(size) for size in self.layer_sizes],
            [np.zeros(pair) for pair in pairwise(self.layer_sizes)],
            [np.zeros(size) for size in self.layer_sizes[1:]],
        )

    def show(
        self,
        values: Sequence[ArrayLike],
        weights: Sequence[ArrayLike],
        biases: Sequence[ArrayLike] | None = None,
    ) -> None:
        """Let the picture follow the network; ``LiveFigure.refresh`` then draws it.

        Parameters
        ----------
        values : sequence of array_like, shape (n_nodes,) each
            One array a layer, the inputs first.
        weights : sequence of array_like, shape (n_inputs, n_units) each
            One matrix between each layer and the next.
        biases : sequence of array_like, shape (n_units,) each, optional
            One array for each layer but the inputs; zeros if left out.

        Raises
        ------
        ValueError
            If the number of arrays or the shape of one doesn't fit the diagram.
        """
        sizes = self.layer_sizes
        if biases is None:
            biases = [np.zeros(size) for size in sizes[1:]]
        check_count(values, "values", len(sizes))
        check_count(weights, "weights", len(sizes) - 1)
        check_count(biases, "biases", len(sizes) - 1)
        self.values = [
            check_array(value, f"values[{i}]", shape=(sizes[i],))
            for i, value in enumerate(values)
        ]
        self.weights = [
            check_array(weight, f"weights[{i}]", shape=pair)
            for i, (weight, pair) in enumerate(zip(weights, pairwise(sizes), strict=True))
        ]
        self.biases = [
            check_array(bias, f"biases[{i}]", shape=(sizes[i + 1],))
            for i, bias in enumerate(biases)
        ]
        self._follow()

    def pick(self, part: Part | None) -> None:
        """Show the value of one part in words and mark it; None shows none."""
        if part is not None:
            self.value(part)  # raises where there is no such part
        self.picked = part
        self._mark()

    def value(self, part: Part) -> float:
        """Return the value of a node, a connection's weight, or a bias."""
        try:
            if isinstance(part, Node):
                return float(self.values[part.layer][part.index])
            if isinstance(part, Bias):
                return float(self.biases[part.layer - 1][part.index])
            return float(self.weights[part.layer][part.start, part.end])
        except IndexError:
            raise ValueError(
                f"part must be in a network of {self.layer_sizes} nodes, got {part}."
            ) from None

    def name(self, part: Part) -> str:
        """Return what a part is called: "h1", "weight x1 to h1", "bias of h1"."""
        if isinstance(part, Connection):
            start = self.names[part.layer][part.start]
            return f"weight {start} to {self.names[part.layer + 1][part.end]}"
        name = self.names[part.layer][part.index]
        return f"bias of {name}" if isinstance(part, Bias) else name

    def text(self, part: Part) -> str:
        """Return a part's name and value, as in "weight x1 to h1 = 0.50"."""
        return f"{self.name(part)} = {fitting(self.value(part))}"

    def _draw_still(
        self, ax: Axes, headings: Sequence[str], shown: list[list[int]], *, named: bool
    ) -> None:
        ax.set_axis_off()
        ax.set(xlim=(-0.5, len(shown) - 0.5), ylim=(-0.22, 1.1))
        ax.plot(*one_line(self._segments), color=style.NEUTRAL, lw=0.6, ls=":", zorder=1)
        beside, above = self._size / 2 + 4, self._size / 2 + 0.8 * style.MEDIUM
        offsets = {0: (-beside, 0.0, "right"), len(shown) - 1: (beside, 0.0, "left")}
        for node, at in self.positions.items():
            x, y, align = offsets.get(node.layer, (0.0, above, "center"))
            if named or node.layer in offsets:
                name = self.names[node.layer][node.index]
                where: Any = {"textcoords": "offset points", "ha": align, "va": "center"}
                ax.annotate(name, at, xytext=(x, y), size=style.MEDIUM, **where)
        for layer, heading in enumerate(headings):
            ax.text(layer, 1.1, heading, ha="center", va="bottom", size=style.MEDIUM)
        for layer, nodes in enumerate(shown):
            if len(nodes) < self.layer_sizes[layer]:
                below = f"{self.layer_sizes[layer]} nodes"
                ax.text(layer, 0.5, "\u22ee", ha="center", va="center", size=20)
                ax.text(layer, -0.02, below, ha="center", va="top", size=style.SMALL)

    def _make_moving(self, ax: Axes) -> None:
        self._wires = Segments(ax, self._segments)
        places = np.array(list(self.positions.values()))
        self._disks = Disks(ax, places, np.full(len(places), self._size))
        self._numbers = Labels(
            ax, places, size=max(8.0, min(style.SMALL, 0.3 * self._size)), color=style.DARK
        )
        (self._marked,) = ax.plot([], [], color=style.INK, lw=1.5, ls="--")
        (self._ring,) = ax.plot(
            [],
            [],
            "o",
            ms=self._size + 6,
            mfc="none",
            mec=style.INK,
            mew=2.5,
            clip_on=False,
        )
        self._caption = Labels(
            ax, [(0.5, 0.04)], size=style.MEDIUM, bold=True, transform=ax.transAxes
        )
        self.over: list[Artist] = [
            self._wires,
            self._marked,
            self._disks,
            self._ring,
            self._numbers,
            self._caption,
        ]

    def _follow(self) -> None:
        weights = np.array([self.value(part) for part in self._ends])
        self._wires.set_weights(weights, self.weight_scale, _THINNEST, self._size / 6)
        values = np.array([self.value(node) for node in self.positions])
        self._disks.set_values(values, self.value_scale)
        self._numbers.set_texts([fitting(value, self._digits) for value in values])
        self._mark()

    def _mark(self) -> None:
        part = self.picked
        self._caption.set_texts(["" if part is None else self.text(part)])
        ring: tuple[Any, Any] = ([], [])
        wire: tuple[Any, Any] = ([], [])
        if isinstance(part, Connection):
            if part in self._ends:
                wire = one_line(self._segments[[self._ends.index(part)]])
        elif part is not None and (
            place := self.positions.get(Node(part.layer, part.index))
        ):
            ring = ([place[0]], [place[1]])
        self._ring.set_data(*ring)
        self._ring.set_visible(bool(ring[0]))
        self._marked.set_data(*wire)
        self._marked.set_visible(len(wire[0]) > 0)
