"""How the face of a cat or a dog is painted: a wall, a floor, and shapes on top.

A shape is a formula for the distance of each pixel's centre from the shape's edge. How
much of a pixel the shape covers follows from this distance, so edges are smooth and a face
can move by a tenth of a pixel. Many pictures are painted at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from ann_lib._support.checks import FloatArray

SIDE = 32
"""Height and width of a picture, in pixels."""
FLOOR = 6
"""Rows of the floor, at the bottom of the picture."""
WALL, PLAIN, MARK, PALE, WHITE, BLACK = 0.08, 0.3, 0.45, 0.28, 0.03, 0.95
"""Ink of the wall, the plain floor, a pattern on it, a muzzle, eyes, and a nose."""
_SCALE = 0.88  # a face of size 1 is 20 pixels wide from ear to ear
_CHUNK = 128  # pictures painted together: as many as stay in the processor's cache

Ink: TypeAlias = FloatArray
Number: TypeAlias = FloatArray | float
Point: TypeAlias = tuple[Number, Number]


def paint_pets(traits: Mapping[str, FloatArray]) -> FloatArray:
    """Return the pictures of pets, given one number per pet for each trait.

    Parameters
    ----------
    traits : mapping of str to ndarray, shape (n,)
        The arguments of `ann_lib.datasets.draw_pet`.

    Returns
    -------
    pictures : ndarray, shape (n, 32, 32)
        Ink, 0 to 1, as float32.
    """
    n = len(traits["ears"])
    pictures = np.empty((n, SIDE, SIDE), dtype=np.float32)
    for start in range(0, n, _CHUNK):
        part = {
            name: values[start : start + _CHUNK, None, None].astype(np.float32)
            for name, values in traits.items()
        }
        ink = _ground(part["background"])
        _face(ink, part)
        light = part["polarity"] * part["contrast"]
        pictures[start : start + _CHUNK] = 0.5 + light * (ink - 0.5)
    return pictures


def _ground(kind: FloatArray) -> Ink:
    """Return wall and floor: grass where ``kind`` is above 0, a striped rug below."""
    row, column = np.mgrid[:SIDE, :SIDE].astype(np.float32)
    depth = row - (SIDE - FLOOR)
    aside = np.abs((column + 2) % 4 - 2)  # distance from the middle of a blade of grass
    grass = 2 * np.clip(0.45 * (depth + 1) - aside + 0.5, 0, 1) - 1
    rug = np.where(depth % 3 == 0, 1, -1).astype(np.float32)
    pattern = np.maximum(kind, 0) * grass + np.maximum(-kind, 0) * rug
    floor = np.clip(PLAIN + MARK * pattern, 0, 1)
    ground: Ink = np.where(depth >= 0, floor, np.float32(WALL))
    return ground


def _face(ink: Ink, part: Mapping[str, FloatArray]) -> None:
    """Paint the faces over the ground, from the ears behind to the nose in front."""
    ears, muzzle, size = part["ears"], part["muzzle"], _SCALE * part["size"]
    middle, place = (SIDE - 1) / 2, np.arange(SIDE, dtype=np.float32)
    # A face is symmetric: u is the distance of a pixel from its middle line.
    u = np.abs(place[None, None, :] - middle - part["right"]) / size
    v = (place[None, :, None] - middle - part["down"]) / size

    def paint(distance: FloatArray, shade: Number, share: Number = 1.0) -> None:
        ink[...] += np.clip(0.5 - distance * size, 0, 1) * share * (shade - ink)

    # An ear turns about its root: hanging at the side, then level, then pointing up.
    angle = np.pi * (0.36 - 0.70 * ears)
    length = 9.5 - 2.0 * ears
    root = (6.3 - 1.9 * ears, -3.6 - 1.4 * ears)
    tip = (root[0] + length * np.cos(angle), root[1] + length * np.sin(angle))
    paint(_taper(u, v, root, tip, 1.6 + 2.0 * ears, 2.9 - 2.7 * ears), part["ear_fur"])
    paint(_taper(u, v, root, tip, 0.4 + 1.6 * ears, -0.5 * ears), PALE, ears)
    paint(_oval(u, v, (0, 0), 7.6, 7.0), part["fur"])
    paint(_oval(u, v, (3.4, -1.6), 1.7 * part["eyes"], 1.6 * part["eyes"]), WHITE)
    paint(_oval(u, v, (3.2, -1.5), 0.9 * part["eyes"], 1.2 * part["eyes"]), BLACK)
    nose = 2.6 + 2.4 * muzzle
    paint(_oval(u, v, (0, nose + 0.8), 3.0 + 0.6 * muzzle, 2.0 + 3.0 * muzzle), PALE)
    paint(_oval(u, v, (0, nose), 1.1 + 1.1 * muzzle, 0.8 + 0.7 * muzzle), BLACK)
    paint(_taper(u, v, (0, nose), (0, nose + 1.6 + muzzle), 0.3, 0.3), BLACK)
    for slope in (-0.12, 0.12):  # whiskers, which fade as the muzzle grows
        ends = (3.2, 3.0 + 5 * slope), (10.5, 3.0 + 16 * slope)
        paint(_taper(u, v, *ends, 0.3, 0.2), BLACK, 0.9 * (1 - muzzle))


def _oval(
    u: FloatArray, v: FloatArray, middle: Point, width: Number, height: Number
) -> FloatArray:
    """Return roughly how far each pixel lies outside an oval with these half axes."""
    across, along = (u - middle[0]) / width, (v - middle[1]) / height
    distance: FloatArray = np.sqrt(across * across + along * along) - 1
    distance *= np.minimum(width, height)
    return distance


def _taper(
    u: FloatArray, v: FloatArray, start: Point, end: Point, thick: Number, thin: Number
) -> FloatArray:
    """Return roughly how far each pixel lies outside a line from thick to thin."""
    du, dv = end[0] - start[0], end[1] - start[1]
    x, y = u - start[0], v - start[1]
    along = np.clip((x * du + y * dv) / (du * du + dv * dv), 0, 1)
    x, y = x - along * du, y - along * dv
    distance: FloatArray = np.sqrt(x * x + y * y)
    return distance - (thick + along * (thin - thick))
