"""XOR with nine numbers on paper: three neurons with a step, and what may go wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_course.learn import Exercise, Mistake

Numbers = tuple[Sequence[Sequence[float]], Sequence[float], Sequence[float], float]
"""Hidden weights, a row for each input; hidden biases; output weights; output bias."""

CORNERS = np.array([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])
NAMES = ("00", "01", "10", "11")
XOR = [0, 1, 1, 0]
SOLUTION: Numbers = ([[1.0, -1.0], [1.0, -1.0]], [-0.5, 1.5], [1.0, 1.0], -1.5)


_NUMBERS: dict[str, tuple[tuple[int, ...], str]] = {
    "hidden_weights": ((2, 2), "two rows of two numbers, a row for each input"),
    "hidden_bias": ((2,), "two numbers, such as [1.5, -0.5]"),
    "output_weights": ((2,), "two numbers, such as [2, -1]"),
    "output_bias": ((), "one number, such as 0.5"),
}


def forward(answer: Numbers) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the sums of the hidden units, and those of the output neuron.

    Parameters
    ----------
    answer : tuple
        Hidden weights (2, 2), hidden biases (2,), output weights (2,), output bias.

    Returns
    -------
    hidden_sums : ndarray, shape (4, 2)
        For the inputs 00, 01, 10 and 11. A hidden unit fires if its sum is 0 or more.
    sums : ndarray, shape (4,)

    Raises
    ------
    ValueError
        If these are not the nine numbers.
    """
    if problem := _unreadable(answer):
        raise ValueError(problem)
    arrays = [np.asarray(part, dtype=np.float64) for part in answer]
    hidden_sums = CORNERS @ arrays[0] + arrays[1]
    return hidden_sums, (hidden_sums >= 0) @ arrays[2] + arrays[3]


def answers(answer: Numbers) -> list[int]:
    """Return what the network says to the inputs 00, 01, 10 and 11."""
    return [int(total > 0) for total in forward(answer)[1]]


def _unreadable(answer: Any) -> str | None:
    """Say why these are not the nine numbers, or return None."""
    if not isinstance(answer, Sequence) or isinstance(answer, str) or len(answer) != 4:
        return (
            "The check needs four things, in this order: (hidden_weights, hidden_bias, "
            "output_weights, output_bias)."
        )
    for part, (name, (shape, words)) in zip(answer, _NUMBERS.items(), strict=True):
        try:
            array = np.asarray(part)
        except ValueError:  # rows of different lengths
            return f"`{name}` needs {words}."
        if array.dtype.kind not in "iuf" or array.shape != shape:
            return f"`{name}` needs {words}."
        if not np.isfinite(array).all():
            return f"`{name}` needs numbers that are finite."
    return None


def _accepts(answer: Any) -> bool | str:
    if problem := _unreadable(answer):
        return problem
    hidden_sums, sums = forward(answer)
    rows = []
    for name, (h1, h2), total, wanted in zip(
        NAMES, hidden_sums >= 0, sums, XOR, strict=True
    ):
        if (total > 0) != wanted:
            rows.append(
                f"{name} gives h1 = {h1:d}, h2 = {h2:d} and the sum {total:g}, so it says "
                f"{int(total > 0)}"
            )
    n_right = 4 - len(rows)
    return not rows or f"{n_right} of the 4 inputs are right. But {'; '.join(rows)}."


def _says(*table: int) -> Callable[[Numbers], bool]:
    return lambda answer: answers(answer) == list(table)


def _too_many(answer: Numbers) -> bool:
    lists = [*answer[0], *answer[1:3]]
    return any(len(part) > 2 for part in lists) or isinstance(answer[3], tuple)


def _on_its_side(answer: Numbers) -> bool:
    turned = np.asarray(answer[0]).T.tolist()
    return answers((turned, *answer[1:])) == XOR


def _opposite(answer: Numbers) -> bool:
    hidden, hidden_bias, weights, bias = answer
    turned = (hidden, hidden_bias, [-w for w in weights], -bias)
    return answers(answer) == [1, 0, 0, 1] and answers(turned) == XOR


def _hidden_on_the_border(answer: Numbers) -> bool:
    """Whether it would be XOR if a hidden unit with the sum 0 were silent."""
    hidden_sums, _ = forward(answer)
    sums = (hidden_sums > 0) @ np.asarray(answer[2]) + answer[3]
    return [int(total > 0) for total in sums] == XOR


def _output_on_the_border(answer: Numbers) -> bool:
    """Whether it would be XOR if the output said 1 at the sum 0 as well."""
    return [int(total >= 0) for total in forward(answer)[1]] == XOR


def _twins(answer: Numbers) -> bool:
    fires = forward(answer)[0] >= 0
    return bool((fires[:, 0] == fires[:, 1]).all())


def _unheard(answer: Numbers) -> bool:
    forward(answer)
    return 0 in list(answer[2])


def _only_its_bias(answer: Numbers) -> float | None:
    """Return by how much the output's bias is too high, where only this is wrong."""
    sums = forward(answer)[1]
    for_0, for_1 = max(sums[0], sums[3]), min(sums[1], sums[2])
    return float(for_0 + for_1) / 2 if for_0 < for_1 else None


def _too_high(answer: Numbers) -> bool:
    return (_only_its_bias(answer) or 0.0) > 0


def _too_low(answer: Numbers) -> bool:
    return (_only_its_bias(answer) or 0.0) < 0


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
            _with(hidden_bias=(-0, 5, 1, 5)),
            "One of your lists holds too many numbers. Is it a decimal comma? Python "
            "writes decimals with a point, -0.5, and reads -0,5 as two numbers.",
            when=_too_many,
        ),
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
            when=_opposite,
        ),
        Mistake(
            _with(
                hidden_weights=[[1.0, 1.0], [1.0, 1.0]],
                hidden_bias=[0.0, -1.0],
                output_weights=[1.0, -2.0],
                output_bias=0.0,
            ),
            "Very close. A hidden unit fires at a sum of exactly 0 already, as the step of "
            "lesson 02 does, and here one fires at 0 that should be silent. Lower its bias "
            "a little.",
            when=_hidden_on_the_border,
        ),
        Mistake(
            _with(output_bias=-2.0),
            "Very close. Where the output should say 1, its sum is exactly 0, and it says "
            "1 only *above* 0. Raise its bias a little.",
            when=_output_on_the_border,
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
            "The hidden units are right, and so are the output's weights: only its bias is "
            "too high. Lower it, until the output says 0 to 00 and to 11.",
            when=_too_high,
        ),
        Mistake(
            _with(output_bias=-2.5),
            "The hidden units are right, and so are the output's weights: only its bias is "
            "too low. Raise it, until the output says 1 to 01 and to 10.",
            when=_too_low,
        ),
        Mistake(
            _with(hidden_bias=[-0.5, 2.5], output_bias=-1.5),
            "That is OR: 11 must give 0. One hidden unit has to answer 11 otherwise than "
            "01 and 10, and the output has to give it enough weight, with the right sign.",
            when=_says(0, 1, 1, 1),
        ),
        Mistake(
            _with(hidden_bias=[0.5, 1.5]),
            "That is NAND: 00 must give 0 as well. One hidden unit has to answer 00 "
            "otherwise than 01 and 10, as OR does, and the output has to listen to it.",
            when=_says(1, 1, 1, 0),
        ),
        Mistake(
            _with(
                hidden_weights=[[1.0, 1.0], [1.0, 1.0]],
                hidden_bias=[-0.5, -1.5],
                output_bias=-1.5,
            ),
            "That is AND: it says 1 only to 11, to which XOR says 0. One hidden unit has "
            "to answer 11 otherwise than 01 and 10, and to make the output say 0 there.",
            when=_says(0, 0, 0, 1),
        ),
    ],
    hints=[
        "Begin with the words: *one or the other* and *not both*. These are two neurons "
        "of lesson 02. What are they called?",
        "Let h1 be OR and h2 be NAND. Fill in their two columns of the table: for which "
        "inputs are both of them 1? A third neuron of lesson 02 fires exactly there.",
        "OR has the weights 1 and 1 and the bias -0.5, NAND -1 and -1 and 1.5, AND 1 and 1 "
        "and -1.5. The weights of h1 stand below each other, those of h2 too.",
    ],
    solution="""
        hidden_weights = [
            [1, -1],  # x1 to h1, x1 to h2
            [1, -1],  # x2 to h1, x2 to h2
        ]
        hidden_bias = [-0.5, 1.5]  # h1 is OR, h2 is NAND
        output_weights = [1, 1]
        output_bias = -1.5  # and the output is AND: both of them
    """,
    praise="XOR, with nine numbers of your own. No single neuron could do that.",
    ask="Which of the four inputs does each hidden unit fire for, and could "
    "the two units swap places?",
)
