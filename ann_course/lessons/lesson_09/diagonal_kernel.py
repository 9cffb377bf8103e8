"""The exercise to design a kernel for a diagonal: what it must do, and what is said."""

from __future__ import annotations

from typing import Any

import numpy as np

from ann_course.learn import Exercise
from ann_course.learn.judging import Criteria
from ann_lib._support.checks import FloatArray

LARGEST = 2.0
_DIAGONAL = np.eye(3)[::-1]  # from the lower left to the upper right
_STROKES = {
    "other": [np.eye(3)],
    "horizontal": [np.outer(row, np.ones(3)) for row in np.eye(3)],
    "vertical": [np.outer(np.ones(3), column) for column in np.eye(3)],
}
GOOD = [[-1.0, -1.0, 2.0], [-1.0, 2.0, -1.0], [2.0, -1.0, -1.0]]


def responses(weights: FloatArray) -> dict[str, float]:
    """Return what a kernel answers to a stroke of each direction, one pixel wide.

    For strokes along rows and columns, which can lie in three places, the answer of the
    largest size.
    """
    found = {"diagonal": float((weights * _DIAGONAL).sum())}
    for name, strokes in _STROKES.items():
        answers = [float((weights * stroke).sum()) for stroke in strokes]
        found[name] = max(answers, key=abs)
    return found


def _fails(kernel: Any) -> dict[str, str]:
    """Return, for what is amiss in a kernel, what to say to it."""
    try:
        weights = np.asarray(kernel, float)
    except (TypeError, ValueError):
        return {"shape": "A kernel is three rows of three numbers. This is something else."}
    if weights.shape != (3, 3):
        return {
            "shape": "A kernel is three rows of three numbers; yours has the shape "
            f"{weights.shape}."
        }
    if not np.isfinite(weights).all():
        return {"finite": "There is a number in it that is not finite."}
    found = responses(weights)
    ours = found.pop("diagonal")
    other = max(found, key=lambda name: abs(found[name]))
    worst = abs(found[other])
    total = float(weights.sum())
    alike = min(abs(answer) for answer in found.values()) >= 0.75 * abs(ours) > 0
    clear = worst <= ours / 2
    checks = {
        "zero": (
            bool(weights.any()),
            "All nine are 0: this kernel answers 0 to everything.",
        ),
        "large": (
            np.abs(weights).max() <= LARGEST,
            f"Some numbers are beyond ±{LARGEST:g}. Larger ones only make every answer "
            "larger, to what you look for and to all else: divide all nine by the same.",
        ),
        "brightness": (
            abs(total) <= 1e-9,
            "It answers to plain ink as well: on a black patch, where there is no stroke, "
            "it gives the sum of its nine numbers. Let them add up to 0.",
        ),
        "turned": (
            ours >= 0 or (ours > -1 and worst > -ours / 2),
            "Turned round: to this diagonal it gives a number *below* 0, of which a ReLU "
            "makes 0. Turn every sign.",
        ),
        "spot": (
            not alike,
            "That is a spot: it answers to strokes of every direction. Let the neighbours "
            "*along* the diagonal count for it, and those beside it against.",
        ),
        "other": (
            clear or other != "other" or found["other"] <= ours,
            "That is the other diagonal, from the upper left to the lower right. Reflect "
            "it, left to right.",
        ),
        "corners": (
            clear or other != "other",
            "It answers to strokes of the other diagonal too, above 0 or below, and more "
            "than half as much. The upper left and the lower right corner decide that.",
        ),
        "horizontal": (
            clear or other != "horizontal",
            "It answers to horizontal strokes, more than half as much as to the diagonal. "
            "Let each *row* add up to 0, too.",
        ),
        "vertical": (
            clear or other != "vertical",
            "It answers to upright strokes, more than half as much as to the diagonal. Let "
            "each *column* add up to 0, too.",
        ),
        "weak": (
            ours >= 1,
            "It answers to the diagonal, but faintly: below 1. Take larger numbers.",
        ),
    }
    return {name: text for name, (fine, text) in checks.items() if not fine}


_CRITERIA = Criteria(_fails)

design_diagonal = Exercise(
    "design-diagonal",
    "Design a 3×3 kernel that answers to strokes from the lower left to the upper right: "
    "at least 1 to that stroke, at most half as much (above 0 or below) to any other, 0 to "
    f"a plain patch. No number beyond ±{LARGEST:g}.",
    reference=GOOD,
    accepts=_CRITERIA.accepts,
    mistakes=[
        _CRITERIA.mistake("zero", [[0.0] * 3] * 3),
        _CRITERIA.mistake("large", [[-5.0, -5, 10], [-5, 10, -5], [10, -5, -5]]),
        _CRITERIA.mistake("brightness", [[0.0, 0, 1], [0, 1, 0], [1, 0, 0]]),
        _CRITERIA.mistake("turned", [[1.0, 1, -2], [1, -2, 1], [-2, 1, 1]]),
        _CRITERIA.mistake(
            "spot", [[-0.25, -0.25, -0.25], [-0.25, 2, -0.25], [-0.25, -0.25, -0.25]]
        ),
        _CRITERIA.mistake("other", [[2.0, -1, -1], [-1, 2, -1], [-1, -1, 2]]),
        _CRITERIA.mistake("corners", [[-1.5, 0, 1], [0, 1, 0], [1, 0, -1.5]]),
        _CRITERIA.mistake("horizontal", [[-1.0, -1, -1], [2, 2, 2], [-1, -1, -1]]),
        _CRITERIA.mistake("vertical", [[-1.0, 2, -1], [-1, 2, -1], [-1, 2, -1]]),
        _CRITERIA.mistake(
            "weak", [[-0.1, -0.1, 0.2], [-0.1, 0.2, -0.1], [0.2, -0.1, -0.1]]
        ),
    ],
)
