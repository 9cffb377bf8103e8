"""Drawn shapes: outlines of four kinds, at varying places, sizes and angles."""

from __future__ import annotations

import numpy as np

from ann_lib._support.checks import FloatArray, IntArray, Rng, check_number, check_rng
from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.points import check_n_samples

NAMES = ("circle", "square", "triangle", "cross")
SIDE = 16
"""Height and width of an image in pixels."""
STROKE = 1.5
"""Width of the line in pixels."""
MOST_SAMPLES = 100_000
_BLOCK = 500  # images drawn at a time, so that memory does not grow with the number


def _corners(n: int, first: float) -> FloatArray:
    """Return n corners on the unit circle, shape (n, 2) as (x, y), y down the page."""
    angle = np.deg2rad(first) + 2 * np.pi * np.arange(n) / n
    return np.column_stack([np.cos(angle), np.sin(angle)])


_SQUARE, _TRIANGLE, _ENDS = _corners(4, 45), _corners(3, -90), _corners(4, 0)
# The straight strokes of all but the circle: starts and ends, shape (n_strokes, 2).
STROKES = {
    "square": (_SQUARE, np.roll(_SQUARE, -1, axis=0)),
    "triangle": (_TRIANGLE, np.roll(_TRIANGLE, -1, axis=0)),
    "cross": (_ENDS[:2], _ENDS[2:]),
}


def _distance(name: str, points: FloatArray) -> FloatArray:
    """Return the distance of points, shape (..., 2), from the nearest stroke."""
    if name == "circle":
        off: FloatArray = np.abs(np.hypot(points[..., 0], points[..., 1]) - 1)
        return off
    nearest = np.full(points.shape[:-1], np.inf)
    for start, end in zip(*STROKES[name], strict=True):
        along = end - start
        part = np.clip((points - start) @ along / (along @ along), 0, 1)
        off = np.linalg.norm(points - start - part[..., None] * along, axis=-1)
        np.minimum(nearest, off, out=nearest)
    return nearest


def _draw(name: str, side: int, places: FloatArray, stroke: float) -> FloatArray:
    """Draw one shape for each row (right, down, radius, angle) of places, in pixels."""
    right, down, radius, angle = places.T[..., None, None]
    row, column = np.mgrid[:side, :side]
    x, y = (column - right) / radius, (row - down) / radius
    turned = np.stack(
        [np.cos(angle) * x + np.sin(angle) * y, np.cos(angle) * y - np.sin(angle) * x],
        axis=-1,
    )
    # The ink of a pixel is the fraction of it that the stroke covers.
    covered = stroke / 2 - _distance(name, turned) * radius + 0.5
    return np.clip(covered, 0, 1)


def make_shapes(
    n_samples: int = 1000,
    *,
    turn: float = 15.0,
    noise: float = 0.1,
    rng: Rng = None,
) -> Dataset:
    """Draw outlines of circles, squares, triangles and crosses, in equal numbers.

    Each lies completely within its image, at a random place, size and angle. The largest
    is twice as large as the smallest, and about two thirds as wide as an image.

    Parameters
    ----------
    n_samples : int
        Number of images.
    turn : float
        Largest rotation of a shape, in degrees to either side.
    noise : float
        Standard deviation of the noise in each pixel, where ink is 1.
    rng : Generator or int, optional
        Source of randomness.

    Returns
    -------
    Dataset
        x of shape (n_samples, 256), float32, 0 (paper) to 1 (ink); y the kind, in the
        order of ``class_names``.

    Examples
    --------
    >>> make_shapes(200, rng=0)
    shapes: 200 samples of 256 features; images of 16×16×1; classes circle, square, \
triangle, cross
    """
    n = check_n_samples(n_samples, least=len(NAMES), most=MOST_SAMPLES)
    most = np.deg2rad(check_number(turn, "turn", minimum=0.0, maximum=180.0))
    spread = check_number(noise, "noise", minimum=0.0, maximum=1.0)
    generator = check_rng(rng)

    y: IntArray = generator.permutation(np.arange(n) % len(NAMES))
    reach = (SIDE - STROKE - 1) / 2  # of the largest shape that still fits
    radius = generator.uniform(0.4 * reach, 0.8 * reach, n)
    middle = (SIDE - 1) / 2 + generator.uniform(-1, 1, (2, n)) * (reach - radius)
    places = np.column_stack([*middle, radius, generator.uniform(-most, most, n)])
    x = np.empty((n, SIDE, SIDE), np.float32)
    for label, name in enumerate(NAMES):
        members = np.flatnonzero(y == label)
        for start in range(0, len(members), _BLOCK):
            block = members[start : start + _BLOCK]
            x[block] = _draw(name, SIDE, places[block], STROKE)
    x += spread * generator.standard_normal(x.shape, np.float32)
    return Dataset(
        name="shapes",
        x=np.clip(x, 0, 1, out=x).reshape(n, -1),
        y=y,
        class_names=NAMES,
        image_shape=(SIDE, SIDE, 1),
        description="Outlines of four shapes, drawn and generated.",
    )
