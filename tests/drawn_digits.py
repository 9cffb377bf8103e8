"""Digits as strokes, drawn as people draw them; x to the right, y up, from 0 to 1."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

Strokes = list[list[list[float]]]


def _arc(x: float, y: float, wide: float, high: float, start: float, end: float):
    """Return points on an ellipse about (x, y), from one angle to the other, degrees."""
    angles = np.radians(np.linspace(start, end, 24))
    return np.column_stack([x + wide * np.cos(angles), y + high * np.sin(angles)]).tolist()


_BOWL = _arc(0.46, 0.34, 0.23, 0.22, 120, -140)  # of a 5
_LOOP = _arc(0.48, 0.66, 0.2, 0.2, 20, 380)  # of a 9
_HOOK = [[0.36, 0.72], [0.52, 0.88], [0.52, 0.12]]  # of a 1

DIGITS: dict[int, list[Strokes]] = {
    0: [[_arc(0.5, 0.5, 0.24, 0.36, 90, 450)]],
    1: [[[[0.5, 0.88], [0.5, 0.12]]], [_HOOK], [_HOOK, [[0.36, 0.12], [0.68, 0.12]]]],
    2: [[[*_arc(0.5, 0.66, 0.22, 0.2, 160, -40), [0.28, 0.14], [0.76, 0.14]]]],
    3: [
        [
            _arc(0.47, 0.68, 0.2, 0.18, 150, -80) + _arc(0.47, 0.32, 0.24, 0.2, 80, -150),
        ]
    ],
    4: [
        [[[0.44, 0.86], [0.24, 0.4], [0.76, 0.4]], [[0.62, 0.62], [0.62, 0.12]]],
        [[[0.6, 0.86], [0.24, 0.38], [0.78, 0.38]], [[0.6, 0.86], [0.6, 0.12]]],
    ],
    5: [
        [[[0.7, 0.86], [0.34, 0.86], [0.31, 0.52], *_BOWL]],
        [[[0.34, 0.86], [0.31, 0.52], *_BOWL], [[0.34, 0.86], [0.7, 0.86]]],
    ],
    6: [
        [
            [
                [0.64, 0.86],
                [0.46, 0.74],
                [0.34, 0.54],
                *_arc(0.49, 0.32, 0.19, 0.2, 150, -210),
            ]
        ]
    ],
    7: [
        [[[0.26, 0.86], [0.74, 0.86], [0.42, 0.12]]],
        [[[0.26, 0.86], [0.74, 0.86], [0.42, 0.12]], [[0.36, 0.48], [0.68, 0.48]]],
    ],
    8: [
        [
            _arc(0.5, 0.68, 0.17, 0.18, 60, 270)
            + _arc(0.5, 0.31, 0.21, 0.19, 90, -270)
            + _arc(0.5, 0.68, 0.17, 0.18, -90, 60)
        ]
    ],
    9: [
        [[*_LOOP, [0.66, 0.7], [0.64, 0.4], [0.56, 0.12]]],
        [[*_LOOP, [0.68, 0.66], [0.68, 0.12]]],
    ],
}
"""Digit -> the ways of drawing it: a 1 without a hook, with one, with a foot …"""


def all_forms() -> list[tuple[int, Strokes]]:
    """Return every digit in each of its forms."""
    return [(digit, form) for digit, forms in DIGITS.items() for form in forms]


def hands(rng: np.random.Generator, n_each: int) -> Iterator[tuple[int, Strokes]]:
    """Yield every digit as other hands draw it, in turn in each of its forms."""
    for digit, forms in DIGITS.items():
        for k in range(n_each):
            yield digit, by_another_hand(forms[k % len(forms)], rng)


def by_another_hand(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    """Return strokes that are turned, slanted, wider or narrower, and wobble."""
    angle, slant = np.radians(rng.normal(0, 6)), rng.normal(0, 0.12)
    wide, high = np.exp(rng.normal(0, 0.12, 2))
    turn = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    change = np.array(turn) @ [[wide, slant], [0, high]]
    drawn = []
    for stroke in strokes:
        points = np.array(stroke) - 0.5
        way = np.r_[0, np.hypot(*np.diff(points, axis=0).T).cumsum()]
        at = np.linspace(0, way[-1], 40)
        even = np.column_stack([np.interp(at, way, side) for side in points.T])
        waves = np.sin(
            np.outer(at, 4 * np.arange(1, 4))[..., None] + rng.uniform(0, 6, (3, 2))
        )
        even += (waves * rng.normal(0, 0.012, (3, 2))).sum(axis=1)
        drawn.append(np.clip(even @ change.T * 0.8 + 0.5, 0, 1).tolist())
    return drawn
