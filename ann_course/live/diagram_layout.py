"""Where the nodes and connections of a network diagram are: all that is not drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Node:
    """One node: the ``index``-th of a layer, layer 0 being the inputs."""

    layer: int
    index: int


@dataclass(frozen=True)
class Connection:
    """The weight that leads from node ``start`` of a layer to node ``end`` of the next."""

    layer: int
    start: int
    end: int


@dataclass(frozen=True)
class Bias:
    """The bias of a node."""

    layer: int
    index: int


Part = Node | Connection | Bias


def default_names(sizes: Sequence[int]) -> list[list[str]]:
    """Return a name for each node of each layer: x1, h1, y."""
    names = [[f"x{i}" for i in range(1, sizes[0] + 1)]]
    for layer, size in enumerate(sizes[1:-1], 1):
        start = "h" if len(sizes) == 3 else f"h{layer}."
        names.append([f"{start}{i}" for i in range(1, size + 1)])
    n_outputs = sizes[-1]
    return [*names, ["y"] if n_outputs == 1 else [f"y{i}" for i in range(1, n_outputs + 1)]]


def shown_nodes(size: int, most: int) -> list[int]:
    """Return the indices of the nodes that are drawn: all, or the first and the last."""
    if size <= most:
        return list(range(size))
    first = (most + 1) // 2
    return [*range(first), *range(size - (most - first), size)]


def _rows(nodes: list[int]) -> list[int]:
    """Return each drawn node's row; a folded layer leaves one row free for its dots."""
    return [row if index == row else row + 1 for row, index in enumerate(nodes)]


def row_height(shown: list[list[int]]) -> float:
    """Return the distance from one row to the next; all layers together are 1 high."""
    return min(1.0 / max(_rows(nodes)[-1] + 1 for nodes in shown), 0.5)


def place(shown: list[list[int]]) -> dict[Node, tuple[float, float]]:
    """Return a place for each drawn node: layers at x = 0, 1, 2 …; y between 0 and 1."""
    gap = row_height(shown)
    places = {}
    for layer, nodes in enumerate(shown):
        rows = _rows(nodes)
        # A layer with fewer nodes stands wider apart, but not so wide as to look torn.
        wider = min(2.0, (1 / gap) / (rows[-1] + 1)) * gap
        for row, index in zip(rows, nodes, strict=True):
            places[Node(layer, index)] = (float(layer), 0.5 + wider * (rows[-1] / 2 - row))
    return places


def connect(
    shown: list[list[int]], positions: dict[Node, tuple[float, float]]
) -> tuple[Floats, list[Connection]]:
    """Return both ends' places, shape (n_connections, 2, 2), and which each one is."""
    ends = [
        Connection(layer, start, end)
        for layer, (starts, targets) in enumerate(pairwise(shown))
        for start in starts
        for end in targets
    ]
    segments = [
        (positions[Node(c.layer, c.start)], positions[Node(c.layer + 1, c.end)])
        for c in ends
    ]
    return np.array(segments), ends


def one_line(paths: Floats) -> tuple[Floats, Floats]:
    """Return x and y of one line that draws all paths, with a gap after each."""
    if paths.shape[1:2] == (1,) or not len(paths):
        return paths[..., 0].ravel(), paths[..., 1].ravel()
    gaps = np.full((len(paths), 1, 2), math.nan)
    joined = np.concatenate([paths, gaps], axis=1)
    return joined[..., 0].ravel(), joined[..., 1].ravel()


def check_count(arrays: Sequence[Any], name: str, expected: int) -> None:
    """Raise ValueError unless there are as many arrays as expected."""
    if len(arrays) != expected:
        raise ValueError(f"{name} must hold {expected} arrays, got {len(arrays)}.")
