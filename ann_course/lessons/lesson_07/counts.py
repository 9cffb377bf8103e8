"""Exercises of lesson 07 in counting: a network's parameters, and a class's recall."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from ann_course.learn import Exercise, Mistake


def count_parameters(sizes: Sequence[int]) -> int:
    """Count the weights and biases of a network of dense layers."""
    total = 0
    for n_inputs, n_units in pairwise(sizes):
        total += n_inputs * n_units + n_units
    return total


def _count(rule: Callable[[int, int], int]) -> Callable[[Sequence[int]], int]:
    """Return a count with another idea of what one layer holds."""
    return lambda sizes: sum(rule(a, b) for a, b in pairwise(sizes))


write_count = Exercise(
    "write-count",
    "Write `count_parameters(sizes)`. It returns how many weights and biases a network "
    "has whose layers have these sizes, the inputs first.",
    reference=count_parameters,
    # At least two outputs, so that whoever builds the network can count by its summary.
    inputs=[([64, 10],), ([64, 32, 10],), ([2, 3, 2],), ([3, 5, 4, 2],)],
    random_inputs=lambda rng: (rng.integers(2, 30, size=rng.integers(2, 6)).tolist(),),
    mistakes=[
        Mistake(
            _count(lambda a, b: a * b),
            "You forgot the biases: each unit has one, so a layer has as many as units.",
        ),
        Mistake(
            _count(lambda a, b: a * b + 1),
            "You gave one bias to each layer. Each *unit* has its own.",
        ),
        Mistake(
            _count(lambda a, b: a * b + a),
            "You counted a bias for each input of a layer. It belongs to the units that "
            "the layer puts out.",
        ),
        Mistake(
            lambda sizes: sum(sizes),
            "You counted the nodes. Training adjusts the connections between them: each "
            "node of a layer with each of the next.",
        ),
        Mistake(
            lambda sizes: count_parameters(sizes) + sizes[0],
            "You gave the input nodes a bias. They add nothing up: they hold the pixels.",
        ),
        Mistake(
            lambda sizes: count_parameters(sizes[:2]),
            "You counted the first layer only. Does the `return` stand within the loop? "
            "Then it ends the function in the first round.",
        ),
        Mistake(
            lambda sizes: count_parameters(sizes[-2:]),
            "You counted the last layer only. Begin with 0 *before* the loop, and add "
            "each layer to it.",
        ),
        Mistake(
            lambda sizes: count_parameters(sizes[:-1]),
            "You left out the last layer. Between n sizes there are n − 1 layers.",
        ),
    ],
)


def recall(matrix: np.ndarray) -> list[float]:
    """Return for each class which part of its images was named rightly."""
    right = np.diag(matrix)
    all_of_it = matrix.sum(axis=1)
    parts: list[float] = (right / all_of_it).tolist()  # an array is right as well
    return parts


def _draw_matrix(rng: np.random.Generator) -> tuple[np.ndarray]:
    size = int(rng.integers(2, 6))
    return (rng.integers(0, 9, size=(size, size)) + np.diag(rng.integers(5, 40, size)),)


def _as_list(rule: Callable[[np.ndarray], Any]) -> Callable[[np.ndarray], Any]:
    """Return the rule with a list for an array, as which both are known."""
    return lambda matrix: rule(matrix).tolist()


write_recall = Exercise(
    "write-recall",
    "Fill the two gaps in `recall`. How many images of each class were named rightly, and "
    "along which axis do all that there are of it add up?",
    reference=recall,
    inputs=[
        (np.array([[8, 2], [1, 9]]),),
        (np.array([[5, 0, 0], [3, 6, 1], [0, 4, 4]]),),
    ],
    random_inputs=_draw_matrix,
    mistakes=[
        Mistake(
            _as_list(lambda matrix: np.diag(matrix) / matrix.sum(axis=0)),
            "You divided by the columns: of all that was *called* a 3, which part is one? "
            "That is the precision. Recall asks about the rows, `axis=1`: of all that "
            "*are* 3s, which part was found?",
        ),
        Mistake(
            _as_list(lambda matrix: np.diag(matrix) / matrix.sum()),
            "You divided by all images together. Each class is compared with its own row.",
        ),
        Mistake(
            _as_list(lambda matrix: np.trace(matrix) / matrix.sum()),
            "That is the accuracy, one number for all classes. Recall has one a class.",
        ),
        Mistake(
            _as_list(lambda matrix: np.trace(matrix) / matrix.sum(axis=1)),
            "You divided the whole diagonal by each row: `np.trace` adds it up. Recall "
            "takes one number a class, as `np.diag` gives them.",
        ),
        Mistake(
            _as_list(lambda matrix: np.diag(matrix)),
            "Those are the counts. A part is the count divided by how many there are.",
        ),
        Mistake(
            _as_list(lambda matrix: 1 - np.diag(matrix) / matrix.sum(axis=1)),
            "That is the part that was missed. Recall is the part that was found.",
        ),
        Mistake(
            _as_list(lambda matrix: 100 * np.diag(matrix) / matrix.sum(axis=1)),
            "Right, in per cent. Here we want parts of 1.",
        ),
        Mistake(
            _as_list(lambda matrix: np.float32(np.diag(matrix) / matrix.sum(axis=1))),
            "Right to seven digits: float32 holds no more. Leave the numbers as the "
            "division gives them, in float64.",
        ),
    ],
)
