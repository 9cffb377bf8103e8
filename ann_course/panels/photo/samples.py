"""Photos that nobody took: a digit on grey paper, with a shadow, as a phone sees it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ann_lib._support.checks import FloatArray, Rng, check_rng

Strokes = Sequence[Sequence[Sequence[float]]]

HEIGHT, WIDTH = 120, 90
"""Pixels of a sample."""


def _arc(
    x: float, y: float, wide: float, high: float, start: float, end: float
) -> list[list[float]]:
    """Return points on an ellipse about (x, y), from one angle to the other, degrees."""
    angles = np.radians(np.linspace(start, end, 30))
    points = np.column_stack([x + wide * np.cos(angles), y + high * np.sin(angles)])
    arc: list[list[float]] = points.tolist()
    return arc


_THREE = _arc(0.46, 0.69, 0.21, 0.19, 150, -75) + _arc(0.46, 0.31, 0.25, 0.21, 80, -145)
_FIVE = [[0.7, 0.88], [0.36, 0.88], [0.33, 0.55], *_arc(0.48, 0.34, 0.24, 0.23, 120, -140)]
_EIGHT = [
    *_arc(0.5, 0.7, 0.18, 0.18, 60, 270),
    *_arc(0.5, 0.31, 0.22, 0.21, 90, -270),
    *_arc(0.5, 0.7, 0.18, 0.18, -90, 60),
]
DIGITS: tuple[Strokes, ...] = (
    [_arc(0.5, 0.5, 0.26, 0.4, 80, 445)],
    [[[0.38, 0.7], [0.53, 0.9], [0.53, 0.1]]],
    [[*_arc(0.5, 0.67, 0.23, 0.22, 165, -35), [0.27, 0.12], [0.77, 0.12]]],
    [_THREE],
    [[[0.46, 0.88], [0.24, 0.42], [0.78, 0.42]], [[0.62, 0.66], [0.62, 0.1]]],
    [_FIVE],
    [[[0.63, 0.88], [0.42, 0.66], *_arc(0.5, 0.31, 0.2, 0.21, 155, -205)]],
    [[[0.25, 0.88], [0.75, 0.88], [0.42, 0.1]], [[0.38, 0.5], [0.68, 0.5]]],
    [_EIGHT],
    [[*_arc(0.49, 0.67, 0.21, 0.21, 15, 375), [0.68, 0.66], [0.64, 0.1]]],
)
"""Each digit in one hand: strokes of points [x, y], from 0 at the lower left to 1."""


def photograph(strokes: Strokes, *, rng: Rng = None) -> FloatArray:
    """Return strokes as a phone might photograph them, shape (120, 90, 3), 0 to 1.

    The paper is grey and tinted, a shadow falls over a corner of it, the pen is thin or
    thick, the digit stands anywhere in the middle and leans, and the camera is noisy.
    """
    draw = check_rng(rng)
    size = draw.uniform(0.4, 0.62) * WIDTH
    middle = np.array([WIDTH, HEIGHT]) * draw.uniform(0.42, 0.58, 2)
    angle, pen = np.radians(draw.normal(0, 5)), draw.uniform(1.3, 2.6)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    down, across = np.mgrid[:HEIGHT, :WIDTH]
    places = np.stack([across, down], axis=-1).astype(float)
    apart = np.full((HEIGHT, WIDTH), np.inf)
    for stroke in strokes:
        points = middle + size * (np.array(stroke) - 0.5) @ turn.T * [1, -1]
        for start, end in pairwise(points):
            way = end - start
            along = (places - start) @ way / max(float(way @ way), 1e-9)
            nearest = start + np.clip(along, 0, 1)[..., None] * way
            apart = np.minimum(apart, np.hypot(*np.moveaxis(places - nearest, -1, 0)))
    return lit(np.clip(pen - apart + 0.5, 0, 1), draw)


def lit(ink: FloatArray, draw: np.random.Generator) -> FloatArray:
    """Return ink, shape (120, 90), on grey paper in some light, shape (120, 90, 3)."""
    down, across = np.mgrid[:HEIGHT, :WIDTH]
    places = np.stack([across, down], axis=-1).astype(float)
    towards = draw.uniform(0, 2 * np.pi)
    side = places @ [np.cos(towards), np.sin(towards)]
    side = (side - side.mean()) / np.ptp(side)
    shadow = draw.uniform(0.3, 0.5) / (1 + np.exp(-side / 0.06 + draw.uniform(-1, 3)))
    light = (0.75 - 0.2 * side) * (1 - shadow)
    tint = np.array([1.0, 0.98, 0.92])
    seen = (light * (1 - 0.75 * ink))[..., None] * tint
    return np.clip(seen + draw.normal(0, 0.02, seen.shape), 0, 1)
