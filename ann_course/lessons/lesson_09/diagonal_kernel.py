"""The exercise to design a kernel for a diagonal, and its criteria."""

from __future__ import annotations

from typing import Any

import numpy as np

from ann_course.learn import Criteria, Exercise
from ann_lib._support.checks import FloatArray

LARGEST = 2.0
_DIAGONAL = np.eye(3)[::-1]  # from the lower left to the upper right
_STROKES = {
    "other": [np.eye(3)],
    "horizontal": [np.outer(row, np.ones(3)) for row in np.eye(3)],
    "vertical": [np.outer(np.ones(3), column) for column in np.eye(3)],
}
GOOD = [[-1.0, -1.0, 2.0], [-1.0, 2.0, -1.0], [2.0, -1.0, -1.0]]


def _weights(kernel: Any) -> FloatArray:
    return np.asarray(kernel, float)


def _are_numbers(kernel: Any) -> bool:
    try:
        return np.asarray(kernel).dtype.kind in "biuf"
    except ValueError:  # rows of different lengths
        return False


def responses(kernel: Any) -> dict[str, float]:
    """Return a kernel's response to a stroke of each direction, one pixel wide.

    Strokes along rows and columns can lie in three places: the response farthest from 0.
    """
    weights = _weights(kernel)
    found = {"diagonal": float((weights * _DIAGONAL).sum())}
    for name, strokes in _STROKES.items():
        answers = [float((weights * stroke).sum()) for stroke in strokes]
        found[name] = max(answers, key=abs)
    return found


def _to_diagonal(kernel: Any) -> float:
    return responses(kernel)["diagonal"]


def _to_others(kernel: Any) -> dict[str, float]:
    """Return the sizes of the responses to all other directions."""
    found = responses(kernel)
    return {name: abs(found[name]) for name in _STROKES}


def _turned(kernel: Any) -> bool:
    ours = _to_diagonal(kernel)
    return ours < 0 and (ours <= -1 or max(_to_others(kernel).values()) <= -ours / 2)


def _is_spot(kernel: Any) -> bool:
    return min(_to_others(kernel).values()) >= 0.75 * abs(_to_diagonal(kernel)) > 0


def _is_edge(kernel: Any) -> bool:
    """Whether what lies on one side of the middle is against what lies on the other."""
    weights = _weights(kernel)
    return bool(np.allclose(weights, -weights[::-1, ::-1]))


def _drawn_to(direction: str, kernel: Any) -> bool:
    """Whether a kernel answers too much, and most of all, to this direction."""
    others = _to_others(kernel)
    most = max(others, key=others.__getitem__)
    return most == direction and others[most] > _to_diagonal(kernel) / 2


def _is_the_other(kernel: Any) -> bool:
    return _drawn_to("other", kernel) and responses(kernel)["other"] > _to_diagonal(kernel)


def _reached(kernel: Any) -> str:
    most = max(_to_others(kernel).values())
    return (
        f"To that diagonal it answers {_to_diagonal(kernel):g}, to a stroke of any other "
        f"direction at most {most:g}, and 0 to a plain patch. The next cell shows it "
        "shapes."
    )


_CRITERIA = Criteria(
    {
        "numbers": (
            _are_numbers,
            "A kernel is three rows of three numbers. This is something else. Within a "
            "number stands a point, not a comma.",
        ),
        "shape": (
            lambda kernel: _weights(kernel).shape == (3, 3),
            lambda kernel: (
                "A kernel is three rows of three numbers; yours has the shape "
                f"{_weights(kernel).shape}."
            ),
        ),
        "finite": (
            lambda kernel: bool(np.isfinite(_weights(kernel)).all()),
            "There is a number in it that is not finite.",
        ),
        "zero": (
            lambda kernel: bool(_weights(kernel).any()),
            "All nine are 0: this kernel gives 0 for everything.",
        ),
        "large": (
            lambda kernel: bool(np.abs(_weights(kernel)).max() <= LARGEST),
            f"Some numbers are beyond ±{LARGEST:g}. Larger ones only make every response "
            "larger, wanted or not: divide all nine by the same number.",
        ),
        "brightness": (
            lambda kernel: abs(float(_weights(kernel).sum())) <= 1e-9,
            "It responds to plain ink as well: on a black patch, where there is no stroke, "
            "it gives the sum of its nine numbers. Let them add up to 0.",
        ),
        "edge": (
            lambda kernel: not _is_edge(kernel),
            "That is an *edge*: ink on one side, paper on the other. To a stroke along the "
            "diagonal it gives 0. A stroke has paper on *both* sides: let the numbers on "
            "the diagonal be positive, and those on both sides of it negative.",
        ),
        "turned": (
            lambda kernel: not _turned(kernel),
            "The wrong way round: for this diagonal it gives a number *below* 0, which a "
            "ReLU turns into 0. Change every sign.",
        ),
        "spot": (
            lambda kernel: not _is_spot(kernel),
            "That is a spot: it responds to strokes of every direction. Let the neighbours "
            "*along* the diagonal count for it, and those beside it against.",
        ),
        "other": (
            lambda kernel: not _is_the_other(kernel),
            "That is the other diagonal, from the upper left to the lower right. Reflect "
            "it, left to right.",
        ),
        "corners": (
            lambda kernel: not _drawn_to("other", kernel),
            "It responds to strokes of the other diagonal too, above 0 or below, and more "
            "than half as much. The upper left and the lower right corner decide that.",
        ),
        "horizontal": (
            lambda kernel: not _drawn_to("horizontal", kernel),
            "It responds to horizontal strokes, along a row, more than half as much as to "
            "the diagonal. Let each *row* add up to 0, too.",
        ),
        "vertical": (
            lambda kernel: not _drawn_to("vertical", kernel),
            "It responds to vertical strokes, along a column, more than half as much as to "
            "the diagonal. Let each *column* add up to 0, too.",
        ),
        "weak": (
            lambda kernel: _to_diagonal(kernel) >= 1,
            "It responds to the diagonal, but faintly: below 1. Take larger numbers.",
        ),
    },
    right=_reached,
)

design_diagonal = Exercise(
    "design-diagonal",
    "Design a 3×3 kernel that responds to strokes from the lower left to the upper right: "
    "at least 1 to that stroke, at most half as much (above 0 or below) to any other, 0 to "
    f"a plain patch. No number beyond ±{LARGEST:g}.",
    reference=GOOD,
    accepts=_CRITERIA.accepts,
    mistakes=_CRITERIA.mistakes(
        {
            "zero": [[0.0] * 3] * 3,
            "large": [[-5.0, -5, 10], [-5, 10, -5], [10, -5, -5]],
            "brightness": [[0.0, 0, 1], [0, 1, 0], [1, 0, 0]],
            "edge": [[0.0, 1, 1], [-1, 0, 1], [-1, -1, 0]],
            "turned": [[1.0, 1, -2], [1, -2, 1], [-2, 1, 1]],
            "spot": [[-0.25, -0.25, -0.25], [-0.25, 2, -0.25], [-0.25, -0.25, -0.25]],
            "other": [[2.0, -1, -1], [-1, 2, -1], [-1, -1, 2]],
            "corners": [[-1.5, 0, 1], [0, 1, 0], [1, 0, -1.5]],
            "horizontal": [[-1.0, -1, -1], [2, 2, 2], [-1, -1, -1]],
            "vertical": [[-1.0, 2, -1], [-1, 2, -1], [-1, 2, -1]],
            "weak": [[-0.1, -0.1, 0.2], [-0.1, 0.2, -0.1], [0.2, -0.1, -0.1]],
        }
    ),
    hints=[
        "Lay the nine numbers on a stroke from the lower left to the upper right: which "
        "three of them have ink beneath? Those should be positive.",
        "A plain patch has ink beneath all nine, and must give 0. So the other six, on "
        "both sides of the stroke, must take away what those three give.",
        "Three numbers of 2 on the diagonal give 6. The other six share −6 among them.",
    ],
    solution="""
        diagonal = [
            [-1, -1, 2],
            [-1, 2, -1],
            [2, -1, -1],
        ]
        """,
    ask="Turn your kernel by 90 degrees. Which strokes does it respond to now?",
)
