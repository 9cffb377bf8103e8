"""From strokes of a pen to the pixels that a network was trained on.

A network reads a drawing well only if it looks like the training images. So this file
repeats, step by step, how the images of both data sets were made. Of 900 test drawings,
ten digits in sixteen forms by varied hands (tests/drawn_digits.py), lesson 07's network
reads 93 of 100 correctly, the one trained with augmentation 96, and the one that learned
from MNIST and ships with the course 99. The first is worst at 1s with a long hook and a
foot: in its images, those with a foot have a short hook or none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ann_lib._support.checks import FloatArray, check_int, describe
from ann_lib.datasets import augment
from ann_lib.datasets.handwriting import (
    BITS,
    MNIST_BOX,
    STICK,
    WIDE,
    centred,
    counted,
    from_middle,
)
from ann_lib.datasets.shapes import SIDE as SHAPE_SIDE, STROKE

Strokes = list[list[list[float]]]
"""Strokes, each a list of points [x, y], from 0 at the lower left to 1."""

DIGITS_PEN, MNIST_PEN = 0.09, 0.07
"""Half the width of a line, as a fraction of the drawing's larger side: with these, drawn
digits have as much ink as those of the training data."""
MOST_POINTS = 2000
"""Points in a drawing: more would make every step slow."""

PEN = STROKE / (2 * SHAPE_SIDE)
"""Half the width of a line that stays where it was drawn, in sides of the pad: as wide as
the lines of the drawn shapes."""

_DOT = 0.05  # the smallest side to scale the pen to: a dot has no size


def check_strokes(strokes: object) -> Strokes:
    """Return strokes as plain lists, or raise an error that says what is wrong.

    Raises
    ------
    TypeError, ValueError
        If they are not lists of points [x, y] from 0 to 1, or there are too many points.
    """
    if not isinstance(strokes, list | tuple):
        raise TypeError(
            "drawing must be a list of strokes, each a list of points [x, y], got "
            f"{describe(strokes)}."
        )
    checked = [_check_stroke(stroke, k) for k, stroke in enumerate(strokes)]
    n_points = sum(map(len, checked))
    if n_points > MOST_POINTS:
        raise ValueError(f"drawing must have at most {MOST_POINTS} points, got {n_points}.")
    return checked


def _check_stroke(stroke: Any, k: int) -> list[list[float]]:
    try:
        points = np.asarray(stroke, dtype=float)
    except (TypeError, ValueError):
        points = np.zeros(0)
    inside = points.ndim == 2 and points.shape[1:] == (2,) and len(points) > 0
    if not inside or not ((points >= 0) & (points <= 1)).all():
        raise ValueError(
            f"drawing[{k}] must be a list of points [x, y] from 0 to 1, got "
            f"{describe(stroke)}."
        )
    rounded: list[list[float]] = np.round(points, 4).tolist()
    return rounded


def picture(strokes: Sequence[Sequence[Sequence[float]]], side: int) -> FloatArray:
    """Return a drawing as the training data would show it, shape (side, side), 0 to 1.

    A side of 8 means scikit-learn's digits, any other MNIST.
    No strokes give blank paper.
    """
    check_int(side, "side")
    segments = _segments(strokes)
    if not len(segments):
        return np.zeros((side, side))
    return as_digits(segments) if side == 8 else as_mnist(segments, side)


def as_digits(segments: FloatArray) -> FloatArray:
    """Return segments, shape (n, 2, 2), as scikit-learn's digits show them: 8×8.

    The drawing's box is stretched to 20 × 32 dots, and these are `counted`. One thing
    differs from how those digits were made: a bare stick was stretched, too, and its
    frayed edges with it. A drawn one has none and would become a block, so what is
    narrower than half its height keeps to its part of the width.
    """
    low, high, radius = _box(segments, DIGITS_PEN)
    size, middle = high - low, (low + high) / 2
    size = np.maximum(size, STICK * size.max())
    columns = middle[0] + from_middle(WIDE) / WIDE * size[0]
    rows = middle[1] - from_middle(BITS) / BITS * size[1]
    bits = np.zeros((BITS, BITS), dtype=bool)
    left = (BITS - WIDE) // 2
    bits[:, left : left + WIDE] = _distances(segments, columns, rows) <= radius
    return counted(bits)


def as_mnist(segments: FloatArray, side: int = 28) -> FloatArray:
    """Return segments, shape (n, 2, 2), as MNIST shows them: 28×28 by default.

    The drawing is scaled, with its aspect kept, to a box of 20 × 20 pixels, and `centred`.
    """
    low, high, radius = _box(segments, MNIST_PEN)
    pixel = (high - low).max() / (side * MNIST_BOX)
    middle, at = (low + high) / 2, from_middle(side)
    distances = _distances(segments, middle[0] + at * pixel, middle[1] - at * pixel)
    ink = np.clip((radius - distances) / pixel + 0.5, 0, 1)
    return centred(ink)


def in_place(strokes: Sequence[Sequence[Sequence[float]]], side: int) -> FloatArray:
    """Return a drawing where and as large as it was drawn, shape (side, side), 0 to 1.

    So `ann_lib.datasets.make_shapes` shows its shapes: neither centred nor scaled.
    """
    check_int(side, "side")
    segments = _segments(strokes)
    if not len(segments):
        return np.zeros((side, side))
    at = (np.arange(side) + 0.5) / side
    apart = _distances(segments, at, 1 - at)
    ink: FloatArray = np.clip((PEN - apart) * side + 0.5, 0, 1)
    return ink


def erased(strokes: Strokes, at: Sequence[float], radius: float) -> Strokes:
    """Return strokes without what lies within a circle: a stroke may become two.

    Parameters
    ----------
    strokes : list of strokes
    at : sequence of float
        The circle's middle [x, y].
    radius : float
        In sides of the pad, as all places are.
    """
    left: Strokes = []
    for stroke in strokes:
        points = np.array(stroke) - at
        outside = np.hypot(*points.T) > radius
        pieces: Strokes = [[stroke[0]]] if outside[0] else []
        for k, step in enumerate(np.diff(points, axis=0)):
            enter, leave = _crossing(points[k], step, radius)
            if enter < leave:
                if outside[k]:
                    pieces[-1].append(_along(stroke[k], step, enter))
                if outside[k + 1]:
                    pieces.append([_along(stroke[k], step, leave)])
            if outside[k + 1]:
                pieces[-1].append(stroke[k + 1])
        left += pieces
    return left


def _crossing(start: FloatArray, step: FloatArray, radius: float) -> tuple[float, float]:
    """Return between which parts of a step, 0 to 1, a circle about (0, 0) is crossed."""
    a, b, c = (float(n) for n in (step @ step, start @ step, start @ start - radius**2))
    inside = b**2 - a * c
    if a == 0 or inside <= 0:
        return 0.0, 0.0
    root = math.sqrt(inside)
    return max((-b - root) / a, 0.0), min((-b + root) / a, 1.0)


def _along(start: Sequence[float], step: FloatArray, part: float) -> list[float]:
    return [round(float(x + part * dx), 4) for x, dx in zip(start, step, strict=True)]


def _segments(strokes: Sequence[Sequence[Sequence[float]]]) -> FloatArray:
    """Return the straight parts of all strokes, shape (n, 2, 2); a dot is one of them.

    Points that lie closer than half of the pen's radius are left out: they change no
    pixel, and each costs time.
    """
    parts = [np.asarray(stroke, dtype=float) for stroke in strokes]
    if not parts:
        return np.zeros((0, 2, 2))
    near = 0.5 * MNIST_PEN * max(float(np.ptp(np.concatenate(parts), axis=0).max()), _DOT)
    found = []
    for points in parts:
        if len(points) == 1:
            found.append(np.stack([points, points], axis=1))
            continue
        way = np.hypot(*np.diff(points, axis=0).T).cumsum() // near
        kept = points[np.flatnonzero(np.diff(way, prepend=-1, append=np.inf))]
        found.append(np.stack([kept[:-1], kept[1:]], axis=1))
    return np.concatenate(found)


def _box(segments: FloatArray, pen: float) -> tuple[FloatArray, FloatArray, float]:
    """Return the lower left and the upper right of the ink, and half the pen's width."""
    low, high = segments.min(axis=(0, 1)), segments.max(axis=(0, 1))
    radius = pen * max(float((high - low).max()), _DOT)
    return low - radius, high + radius, radius


def _distances(segments: FloatArray, columns: FloatArray, rows: FloatArray) -> FloatArray:
    """Return how far each place is from the nearest segment, shape (rows, columns)."""
    x, y = (places.astype(np.float32) for places in (columns, rows))
    (x1, y1), (x2, y2) = segments.astype(np.float32).transpose(1, 2, 0)
    across, up = x2 - x1, y2 - y1
    length2 = np.maximum(across**2 + up**2, 1e-12)
    dx = x[None, :, None] - x1
    dy = y[:, None, None] - y1
    # Where on a segment a place is nearest to it: 0 at its start, 1 at its end.
    t = np.clip(dx * (across / length2) + dy * (up / length2), 0, 1)
    d2 = (dx - t * across) ** 2 + (dy - t * up) ** 2
    distances: FloatArray = np.sqrt(d2.min(axis=-1))
    return distances


def changed(image: FloatArray, settings: Mapping[str, Any]) -> FloatArray:
    """Return an image turned, shifted, blurred, and with noise, as the controls say."""
    images = image[None]
    if settings["turn"]:
        images = augment.rotate(images, settings["turn"])
    images = augment.shift(images, down=settings["down"], right=settings["right"])
    if settings["blur"]:
        images = augment.blur(images, settings["blur"])
    if settings["noise"]:
        images = augment.noise(images, settings["noise"], rng=0)
    return images[0]
