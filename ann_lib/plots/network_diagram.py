"""A network as nodes and connections, with data flowing from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from numpy.typing import ArrayLike

from ann_lib._support.checks import FloatArray, check_array, check_int, describe
from ann_lib.plots import style
from ann_lib.plots.mosaic import check_titles

_NODE = 13.0
"""Diameter of a node in points."""
_MOST = 10
"""Number of nodes drawn per layer."""


def _rows(size: int) -> tuple[list[int], FloatArray]:
    """Return which nodes are drawn, and their heights around 0, with a row for the dots."""
    if size <= _MOST:
        shown, rows = list(range(size)), np.arange(size, dtype=float)
    else:
        first = _MOST // 2
        shown = [*range(first), *range(size - first, size)]
        rows = np.array([*range(first), *range(first + 1, _MOST + 1)], dtype=float)
    return shown, (rows[0] + rows[-1]) / 2 - rows


def _check_sizes(sizes: Sequence[int]) -> list[int]:
    if not isinstance(sizes, Iterable):
        raise TypeError(
            "sizes must hold the number of nodes of each layer, such as [2, 3, 1], got "
            f"{describe(sizes)}."
        )
    checked = [check_int(size, "each of sizes") for size in sizes]
    if len(checked) < 2:
        raise ValueError(f"sizes must hold at least two layers, got {describe(sizes)}.")
    return checked


def _check_arrays(
    arrays: Sequence[ArrayLike] | None, name: str, shapes: list[tuple[int, ...]]
) -> list[FloatArray] | None:
    if arrays is None:
        return None
    if len(arrays) != len(shapes):
        raise ValueError(f"{name} must hold {len(shapes)} arrays, got {len(arrays)}.")
    return [
        check_array(array, f"{name}[{i}]", shape=shape)
        for i, (array, shape) in enumerate(zip(arrays, shapes, strict=True))
    ]


def network_diagram(
    sizes: Sequence[int],
    ax: Axes | None = None,
    *,
    names: Sequence[str] | None = None,
    notes: Sequence[str] | None = None,
    weights: Sequence[ArrayLike] | None = None,
    values: Sequence[ArrayLike] | None = None,
) -> Axes:
    """Draw layers of nodes with their connections.

    Of a layer with more than ten nodes ten are drawn; three dots stand for the rest.

    Parameters
    ----------
    sizes : sequence of int
        Nodes of each layer, the inputs first.
    ax : Axes, optional
        Where to draw; by default, the axes of a new figure.
    names : sequence of str, optional
        A title above each layer.
    notes : sequence of str, optional
        A text beneath the connections of two layers, such as the weights' shape.
    weights : sequence of array_like, shape (n_inputs, n_units) each, optional
        Colour the connections, orange if positive and blue if negative; larger is wider.
    values : sequence of array_like, shape (n_nodes,) each, optional
        Colour the nodes in the same way, each layer on its own scale.

    Returns
    -------
    ax : Axes
    """
    layers = _check_sizes(sizes)
    check_titles(names, len(layers), "names", "layer")
    check_titles(notes, len(layers) - 1, "notes", "pair of layers")
    tables = _check_arrays(weights, "weights", list(pairwise(layers)))
    nodes = _check_arrays(values, "values", [(size,) for size in layers])
    rows = [_rows(size) for size in layers]
    ax = style.axes_or_new(ax, 6.5, 4.0)
    for i, ((left, y0), (right, y1)) in enumerate(pairwise(rows)):
        ends = [[(i, a), (i + 1, b)] for a in y0 for b in y1]
        table = None if tables is None else tables[i][np.ix_(left, right)].ravel()
        with style.settings_of(ax):
            ax.add_collection(_connections(ends, table))
    for i, (shown, heights) in enumerate(rows):
        faces = None if nodes is None else nodes[i][shown] / (np.abs(nodes[i]).max() or 1)
        ax.scatter(
            np.full(len(shown), i),
            heights,
            s=_NODE**2,
            c=[style.LIGHT] * len(shown)
            if faces is None
            else style.SIGNED(faces / 2 + 0.5),
            edgecolors=style.NEUTRAL,
            zorder=3,
        )
        if len(shown) < layers[i]:
            gap = heights[(len(shown) + 1) // 2 - 1] - 1
            ax.text(i, gap, "⋮", ha="center", va="center", fontsize=style.LARGE, zorder=4)
    half = max(heights[0] for _, heights in rows) + 0.5
    for i, name in enumerate(names or ()):
        ax.text(i, half + 0.3, name, ha="center", va="bottom")
    for i, note in enumerate(notes or ()):
        ax.text(i + 0.5, -half - 0.3, note, ha="center", va="top", fontsize=style.SMALL)
    ax.set_xlim(-0.5, len(rows) - 0.5)
    ax.set_ylim(-half - (1.5 if notes else 0.3), half + (1.5 if names else 0.3))
    ax.set_axis_off()
    return ax


def _connections(
    ends: list[list[tuple[int, float]]], table: FloatArray | None
) -> LineCollection:
    """Return the lines between two layers, coloured by their weights if there are any."""
    if table is None:
        return LineCollection(ends, colors=style.NEUTRAL, linewidths=0.5, alpha=0.6)
    size = np.abs(table) / (np.abs(table).max() or 1)
    order = np.argsort(size)  # the strongest on top
    return LineCollection(
        [ends[j] for j in order],
        colors=[style.signed_color(table[j]) for j in order],
        linewidths=0.2 + 2.3 * size[order],
        alpha=0.8,
    )
