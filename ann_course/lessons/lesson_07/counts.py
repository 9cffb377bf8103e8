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
    for i in range(len(sizes) - 1):
        n_inputs, n_units = sizes[i], sizes[i + 1]
        total += n_inputs * n_units + n_units
    return total


def _count(rule: Callable[[int, int], int]) -> Callable[[Sequence[int]], int]:
    """Return a count with a different rule for what one layer holds."""
    return lambda sizes: sum(rule(a, b) for a, b in pairwise(sizes))


def _of_two_layers(sizes: Sequence[int]) -> int:
    return count_parameters([sizes[0], sizes[1], sizes[2]])


def _of_exactly_two_layers(sizes: Sequence[int]) -> int:
    inputs, hidden, outputs = sizes
    return count_parameters([inputs, hidden, outputs])


def _beyond_the_last(sizes: Sequence[int]) -> int:
    return sum(sizes[i] * sizes[i + 1] + sizes[i + 1] for i in range(len(sizes)))


write_count = Exercise(
    "write-count",
    "Write `count_parameters(sizes)`. It returns how many weights and biases a network "
    "with layers of these sizes has, the inputs first.",
    reference=count_parameters,
    # At least two outputs, so that whoever builds the network can count by its summary.
    inputs=[([64, 10],), ([64, 128, 10],), ([2, 3, 2],), ([3, 5, 4, 2],)],
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
            lambda sizes: _count(lambda a, b: a * b)(sizes) + 1,
            "You gave one bias to the whole network. Each *unit* has its own: a layer has "
            "as many biases as units.",
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
            lambda sizes: sum(sizes[1:]),
            "Those are the biases, one for each unit. Add the weights: one from each node "
            "of a layer to each node of the next.",
        ),
        Mistake(
            lambda sizes: count_parameters(sizes) + sizes[0],
            "You gave the input nodes a bias. They add nothing up: they hold the pixels.",
        ),
        Mistake(
            lambda sizes: np.prod(sizes),
            "You multiplied all sizes together. Only neighbouring layers are connected: "
            "multiply each size by the next one, and add these products up. Then the "
            "biases.",
        ),
        Mistake(
            lambda sizes: np.prod(sizes) + sum(sizes[1:]),
            "The biases are right. For the weights you multiplied all sizes together, but "
            "only neighbouring layers are connected: multiply each size by the next one, "
            "and add these products up.",
        ),
        Mistake(
            _count(lambda a, b: a + b + b),
            "From each node of a layer a connection goes to *each* node of the next: that "
            "is `n_inputs * n_units` weights, not `n_inputs + n_units`.",
        ),
        Mistake(
            lambda sizes: 9610,
            "9,610 is right for the network of this lesson. For other sizes the count is "
            "another: compute it from `sizes`.",
        ),
        Mistake(
            _of_two_layers,
            "You counted the first two layers. There may be one layer or four: go through "
            "`sizes` with a loop.",
        ),
        Mistake(
            _of_exactly_two_layers,
            "That works for three sizes only. There may be two or five: go through "
            "`sizes` with a loop.",
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
        Mistake(
            _beyond_the_last,
            "Your loop goes one step too far: after the last size there is no next one. "
            "Between n sizes there are n − 1 layers: `range(len(sizes) - 1)`.",
        ),
    ],
    hints=[
        "Count one layer first. The cell below *Layer by layer* has the sum for this "
        "lesson's network: which of its numbers are weights, which are biases?",
        "A layer with `n_inputs` and `n_units` has a weight for each pair of them, and a "
        "bias for each unit. Go through `sizes` in a loop, and add up what each layer "
        "has.",
        "Start with `total = 0`. In the loop, `for i in range(len(sizes) - 1):`, layer i "
        "has `sizes[i]` inputs and `sizes[i + 1]` units.",
    ],
    praise="Well counted, {n} times. `[64, 128, 10]` gives 9,610, as the network's own "
    "summary says.",
    ask="Which layer of your classifier has the most of them?",
)


def recall(matrix: np.ndarray) -> list[float]:
    """Return for each class the fraction of its images that was classified correctly."""
    right = np.diag(matrix)
    all_of_it = matrix.sum(axis=1)
    return list(right / all_of_it)  # an array is right as well


def _draw_matrix(rng: np.random.Generator) -> tuple[np.ndarray]:
    size = int(rng.integers(2, 6))
    return (rng.integers(0, 9, size=(size, size)) + np.diag(rng.integers(5, 40, size)),)


def _divided(
    right: Callable[[np.ndarray], Any], axis: int | None = 1
) -> Callable[[np.ndarray], Any]:
    """Return the notebook's `recall` with its two gaps filled otherwise.

    It returns a list; the check accepts arrays and lists.
    """
    return lambda matrix: (right(matrix) / matrix.sum(axis=axis)).tolist()


write_recall = Exercise(
    "write-recall",
    "Fill the two gaps in `recall`. How many images of each class were classified "
    "correctly, and along which axis do all images of a class add up?",
    reference=recall,
    # In the first, one class is mostly called something else.
    inputs=[
        (np.array([[3, 5], [1, 9]]),),
        (np.array([[5, 0, 0], [3, 6, 1], [0, 4, 4]]),),
    ],
    random_inputs=_draw_matrix,
    mistakes=[
        Mistake(
            _divided(np.diag, axis=0),
            "You divided by the columns: of all that were *called* a 3, what fraction is "
            "one? That is the precision. Recall asks about the rows, `axis=1`: of all that "
            "*are* 3s, what fraction was found?",
        ),
        Mistake(
            _divided(np.diag, axis=None),
            "You divided by all images together. Each class is compared with its own row.",
        ),
        Mistake(
            _divided(np.diag, axis=2),
            "A matrix has two axes. `axis=0` adds up each column, `axis=1` each row.",
        ),
        Mistake(
            _divided(np.trace, axis=None),
            "That is the accuracy, one number for all classes. Recall has one per class.",
        ),
        Mistake(
            _divided(np.trace),
            "You divided the whole diagonal by each row: that adds the diagonal up. Recall "
            "takes one number per class, as `np.diag` gives them.",
        ),
        Mistake(
            _divided(lambda matrix: matrix.max(axis=1)),
            "You took the largest number in each row. Mostly that is the one on the "
            "diagonal; but a class that is hard to read may be called something else more "
            "often than what it is, as in this example. Take the diagonal.",
        ),
        Mistake(
            _divided(lambda matrix: matrix.sum(axis=1)),
            "You divided each row's sum by itself, so that every class gets 1. `right` "
            "counts only the images that were called what they are: the diagonal.",
        ),
        Mistake(
            _divided(lambda matrix: matrix),
            "You divided the whole matrix, its mistakes too. `right` is one number per "
            "class: the diagonal.",
        ),
        Mistake(
            _divided(lambda matrix: np.diag(matrix) / matrix.sum(axis=1)),
            "You divided twice. `right` holds the counts, as they are on the diagonal; the "
            "last line divides them.",
        ),
        Mistake(
            _divided(lambda matrix: [matrix[i, i] for i in range(10)]),
            "That asks for ten classes, and the check has matrices of other sizes. "
            "`np.diag(matrix)` takes the whole diagonal of each.",
        ),
        Mistake(
            lambda matrix: np.diag / matrix.sum(axis=1),
            "`np.diag` is a function. It needs the matrix: `np.diag(matrix)`.",
        ),
        Mistake(
            _divided(lambda matrix: matrix.sum(axis=1) - np.diag(matrix)),
            "That is the fraction that was missed. Recall is the fraction that was found.",
        ),
        Mistake(
            _divided(lambda matrix: 100 * np.diag(matrix)),
            "Right, but in per cent. Here we want fractions of 1.",
        ),
    ],
    hints=[
        "Look at the matrix further up: where are the 3s that were called a 3, and where "
        "are all the 3s?",
        "A row is what the image is. So `right` is the number on the diagonal, and all of "
        "the class are the sum of its row.",
        "`np.diag(matrix)` gives the diagonal, one number per class. Of the two axes, 0 "
        "adds up each column and 1 each row.",
    ],
    praise="Well done, on all {n} matrices. Try it on the lesson's own, `recall(matrix)`: "
    "which digit is the hardest to find?",
    solution="""
        def recall(matrix):
            right = np.diag(matrix)
            all_of_it = matrix.sum(axis=1)
            return right / all_of_it
        """,
    ask="A network calls every image a 3. What is its recall for 3, and "
    "what is that worth?",
)
