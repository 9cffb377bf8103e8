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
    """Return a count with a different rule for what one layer holds."""
    return lambda sizes: sum(rule(a, b) for a, b in pairwise(sizes))


write_count = Exercise(
    "write-count",
    "Write `count_parameters(sizes)`. It returns how many weights and biases a network "
    "with layers of these sizes has, the inputs first.",
    reference=count_parameters,
    # At least two outputs, so that whoever builds the network can count by its summary.
    inputs=[([64, 10],), ([64, 32, 10],), ([2, 3, 2],), ([3, 5, 4, 2],)],
    random_inputs=lambda rng: (rng.integers(2, 30, size=rng.integers(2, 6)).tolist(),),
    mistakes=[
        Mistake(
            _count(lambda a, b: a * b),
            "You forgot the biases: each unit has one, so a layer has as many biases as "
            "units.",
        ),
        Mistake(
            _count(lambda a, b: a * b + 1),
            "You gave one bias to each layer. Each *unit* has its own.",
        ),
        Mistake(
            _count(lambda a, b: a * b + a),
            "You counted a bias for each input of a layer. It belongs to the units of the "
            "layer, its outputs.",
        ),
        Mistake(
            lambda sizes: sum(sizes),
            "You counted the nodes. Training adjusts the connections between them: from "
            "each node of a layer to each node of the next.",
        ),
        Mistake(
            lambda sizes: count_parameters(sizes) + sizes[0],
            "You gave the input nodes a bias. They add nothing up: they hold the pixels.",
        ),
        Mistake(
            lambda sizes: count_parameters(sizes[:2]),
            "You counted only the first layer. Is the `return` inside the loop? Then it "
            "ends the function in the first round.",
        ),
        Mistake(
            lambda sizes: count_parameters(sizes[-2:]),
            "You counted only the last layer. Start from 0 *before* the loop, and add each "
            "layer to it.",
        ),
        Mistake(
            lambda sizes: count_parameters(sizes[:-1]),
            "You left out the last layer. Between n sizes there are n − 1 layers.",
        ),
    ],
)


def recall(matrix: np.ndarray) -> list[float]:
    """Return for each class the fraction of its images that was classified correctly."""
    right = np.diag(matrix)
    all_of_it = matrix.sum(axis=1)
    parts: list[float] = (right / all_of_it).tolist()  # an array is right as well
    return parts


def _draw_matrix(rng: np.random.Generator) -> tuple[np.ndarray]:
    size = int(rng.integers(2, 6))
    return (rng.integers(0, 9, size=(size, size)) + np.diag(rng.integers(5, 40, size)),)


def _as_list(rule: Callable[[np.ndarray], Any]) -> Callable[[np.ndarray], Any]:
    """Wrap the rule so that it returns a list; the check accepts arrays and lists."""
    return lambda matrix: rule(matrix).tolist()


write_recall = Exercise(
    "write-recall",
    "Fill the two gaps in `recall`. How many images of each class were classified "
    "correctly, and along which axis do all images of a class add up?",
    reference=recall,
    inputs=[
        (np.array([[8, 2], [1, 9]]),),
        (np.array([[5, 0, 0], [3, 6, 1], [0, 4, 4]]),),
    ],
    random_inputs=_draw_matrix,
    mistakes=[
        Mistake(
            _as_list(lambda matrix: np.diag(matrix) / matrix.sum(axis=0)),
            "You divided by the columns: of all that were *called* a 3, what fraction is "
            "one? That is the precision. Recall asks about the rows, `axis=1`: of all that "
            "*are* 3s, what fraction was found?",
        ),
        Mistake(
            _as_list(lambda matrix: np.diag(matrix) / matrix.sum()),
            "You divided by all images together. Each class is compared with its own row.",
        ),
        Mistake(
            _as_list(lambda matrix: np.trace(matrix) / matrix.sum()),
            "That is the accuracy, one number for all classes. Recall has one per class.",
        ),
        Mistake(
            _as_list(lambda matrix: np.trace(matrix) / matrix.sum(axis=1)),
            "You divided the whole diagonal by each row: `np.trace` adds it up. Recall "
            "takes one number per class, as `np.diag` gives them.",
        ),
        Mistake(
            _as_list(lambda matrix: np.diag(matrix)),
            "Those are the counts. A fraction is the count divided by how many there are.",
        ),
        Mistake(
            _as_list(lambda matrix: 1 - np.diag(matrix) / matrix.sum(axis=1)),
            "That is the fraction that was missed. Recall is the fraction that was found.",
        ),
        Mistake(
            _as_list(lambda matrix: 100 * np.diag(matrix) / matrix.sum(axis=1)),
            "Right, but in per cent. Here we want fractions of 1.",
        ),
        Mistake(
            _as_list(lambda matrix: np.float32(np.diag(matrix) / matrix.sum(axis=1))),
            "Right to seven digits: float32 holds no more. Leave the numbers as the "
            "division gives them, in float64.",
        ),
    ],
)
