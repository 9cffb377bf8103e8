"""XOR with nine numbers on paper: three neurons with a step, and what may go wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ann_course.learn import Exercise, Mistake

Numbers = tuple[Sequence[Sequence[float]], Sequence[float], Sequence[float], float]
"""Hidden weights, a row for each input; hidden biases; output weights; output bias."""

CORNERS = np.array([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])
NAMES = ("00", "01", "10", "11")
SOLUTION: Numbers = ([[1.0, -1.0], [1.0, -1.0]], [-0.5, 1.5], [1.0, 1.0], -1.5)


_NUMBERS: dict[str, tuple[tuple[int, ...], str]] = {
    "hidden_weights": ((2, 2), "two rows of two numbers, a row for each input"),
    "hidden_bias": ((2,), "two numbers"),
    "output_weights": ((2,), "two numbers"),
    "output_bias": ((), "one number"),
}


def forward(answer: Numbers) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the hidden units' outputs, and the output neuron's sums.

    Parameters
    ----------
    answer : tuple
        Hidden weights (2, 2), hidden biases (2,), output weights (2,), output bias.

    Returns
    -------
    hidden : ndarray, shape (4, 2)
        0 or 1, for the inputs 00, 01, 10 and 11.
    sums : ndarray, shape (4,)

    Raises
    ------
    ValueError
        If there are more numbers, or fewer.
    """
    hidden_weights, hidden_bias, output_weights, output_bias = answer
    given = hidden_weights, hidden_bias, output_weights, output_bias
    arrays = [np.asarray(part, dtype=np.float64) for part in given]
    for array, (name, (shape, words)) in zip(arrays, _NUMBERS.items(), strict=True):
        if array.shape != shape or not np.isfinite(array).all():
            raise ValueError(f"{name} needs {words}; yours has the shape {array.shape}")
    hidden = (CORNERS @ arrays[0] + arrays[1] >= 0).astype(np.float64)
    return hidden, hidden @ arrays[2] + arrays[3]


def answers(answer: Numbers) -> list[int]:
    """Return what the network says to the inputs 00, 01, 10 and 11."""
    return [int(total > 0) for total in forward(answer)[1]]


def _accepts(answer: Numbers) -> bool | str:
    hidden, sums = forward(answer)
    rows = []
    for name, (h1, h2), total, wanted in zip(
        NAMES, hidden, sums, (0, 1, 1, 0), strict=True
    ):
        if (total > 0) != wanted:
            says = "above 0" if total > 0 else "not above 0"
            rows.append(f"{name} gives h1 = {h1:g}, h2 = {h2:g} and a sum that is {says}")
    return not rows or f"Not XOR yet: {'; '.join(rows)}."


def _says(*table: int) -> Callable[[Numbers], bool]:
    return lambda answer: answers(answer) == list(table)


def _on_its_side(answer: Numbers) -> bool:
    turned = np.asarray(answer[0]).T.tolist()
    return answers((turned, *answer[1:])) == [0, 1, 1, 0]


def _twins(answer: Numbers) -> bool:
    hidden, _ = forward(answer)
    return bool((hidden[:, 0] == hidden[:, 1]).all())


def _unheard(answer: Numbers) -> bool:
    forward(answer)
    return 0 in list(answer[2])


def _with(**changes: object) -> tuple[object, ...]:
    return tuple(
        changes.get(name, own) for name, own in zip(_NUMBERS, SOLUTION, strict=True)
    )


solve_xor = Exercise(
    "solve-xor",
    "Find the nine numbers with which a 2-2-1 network of steps computes XOR.",
    reference=SOLUTION,
    accepts=_accepts,
    mistakes=[
        Mistake(
            _with(hidden_weights=[[1.0, 1.0], [-1.0, -1.0]]),
            "The numbers are right, but the table of hidden weights is transposed. A *row* "
            "holds what one input sends to h1 and h2; the weights of h1 stand below each "
            "other.",
            when=_on_its_side,
        ),
        Mistake(
            _with(output_weights=[-1.0, -1.0], output_bias=1.5),
            "The wrong way round: yours says 1 exactly where XOR says 0. Change the sign "
            "of all three numbers of the output.",
            when=_says(1, 0, 0, 1),
        ),
        Mistake(
            _with(hidden_weights=[[1.0, 1.0], [1.0, 1.0]], hidden_bias=[-0.5, -0.5]),
            "Both hidden units give the same answer to every input, so the output hears "
            "one neuron twice, and one line is not enough. Let the second unit divide the "
            "points elsewhere.",
            when=_twins,
        ),
        Mistake(
            _with(output_weights=[1.0, 0.0], output_bias=-0.5),
            "One of the output's weights is 0, so it listens to only one hidden unit. It "
            "needs both.",
            when=_unheard,
        ),
        Mistake(
            _with(output_bias=-0.5),
            "It always says 1: every sum of the output is above 0. Lower its bias, so that "
            "it waits until *both* hidden units are active, as AND does.",
            when=_says(1, 1, 1, 1),
        ),
        Mistake(
            _with(output_bias=-2.5),
            "It never says 1: no sum of the output gets above 0. Raise its bias.",
            when=_says(0, 0, 0, 0),
        ),
        Mistake(
            _with(hidden_bias=[-0.5, 2.5], output_bias=-1.5),
            "That is OR: 11 must give 0. One hidden unit has to tell 11 from 01 and 10, "
            "and the output has to listen to it.",
            when=_says(0, 1, 1, 1),
        ),
        Mistake(
            _with(hidden_bias=[0.5, 1.5]),
            "That is NAND: 00 must give 0 as well. One hidden unit has to tell 00 from 01 "
            "and 10, as OR does.",
            when=_says(1, 1, 1, 0),
        ),
    ],
)
