"""Exercise of lesson 13: what always giving the same answer scores."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_course.learn import Exercise, Mistake

Labels = NDArray[np.int64]


def baseline(y_train: Labels, y_test: Labels) -> Any:
    """Return the accuracy on y_test of always giving the commonest class of y_train."""
    classes, counts = np.unique(y_train, return_counts=True)
    same = classes[np.argmax(counts)]
    return np.mean(y_test == same)


def _trial(rng: np.random.Generator) -> tuple[Labels, Labels]:
    """Draw class numbers such that every way to count gives another result.

    The commonest class of the two parts differs, none is 0 or 1, and no count is a class.
    """
    classes = rng.permutation([20, 31, 42, 53])
    extra = int(rng.integers(0, 3))
    train = np.repeat(classes, [9 + extra, 6, 4, 3])
    test = np.repeat(classes, [5, 8 + extra, 4, 2])
    return rng.permutation(train), rng.permutation(test)


_MIXED = (
    np.repeat([0, 2, 3, 6], [1, 2, 6, 3]),
    np.repeat([0, 2, 3, 6], [1, 3, 5, 4]),
)
"""Here the count of the commonest class, and its place, are classes, too."""


def _fraction(choose: Any) -> Any:
    """Return a wrong baseline that gives another answer always."""
    return lambda y_train, y_test: np.mean(y_test == choose(y_train, y_test))


def _counted(y: Labels) -> tuple[Labels, Labels]:
    classes, counts = np.unique(y, return_counts=True)
    return classes, counts


def _commonest(y: Labels) -> Any:
    classes, counts = _counted(y)
    return classes[counts.argmax()]


write_baseline = Exercise(
    "write-baseline",
    "Fill the two gaps of `baseline(y_train, y_test)`: what does one and the same answer "
    "score, if it is the commonest class of the training part?",
    reference=baseline,
    inputs=[_MIXED, _trial(np.random.default_rng(1))],
    random_inputs=_trial,
    mistakes=[
        Mistake(
            _fraction(lambda a, b: _counted(a)[0][_counted(a)[1].argmin()]),
            "That is the rarest class. We ask for the commonest one, which `np.argmax` "
            "finds.",
        ),
        Mistake(
            _fraction(lambda a, b: _counted(a)[1].max()),
            "`np.max(counts)` is *how many* rows the commonest class has, not which class "
            "it is. Its place in `counts` is also its place in `classes`.",
        ),
        Mistake(
            _fraction(lambda a, b: _counted(a)[1].argmax()),
            "`np.argmax(counts)` is the *place* of the commonest class. The class itself "
            "stands at this place in `classes`.",
        ),
        Mistake(
            _fraction(lambda a, b: _commonest(b)),
            "That is the commonest class of the *test* part. Nobody knows it beforehand: "
            "choose the answer on the training part alone.",
        ),
        Mistake(
            _fraction(lambda a, b: a.max()),
            "That is the class with the highest number, however few rows it has. Look at "
            "`counts`.",
        ),
        Mistake(
            lambda y_train, y_test: np.mean(y_train == _commonest(y_train)),
            "The answer is right, but you tested it on the training part. What does it "
            "score on `y_test`?",
        ),
        Mistake(
            lambda y_train, y_test: np.sum(y_test == _commonest(y_train)),
            "That is how many rows of the test part it is, a number. We ask for the "
            "*fraction*.",
        ),
        Mistake(
            lambda y_train, y_test: np.mean(y_test != _commonest(y_train)),
            "That is the fraction that would be *wrong*. Compare with `==`.",
        ),
        Mistake(
            lambda y_train, y_test: 100 * np.mean(y_test == _commonest(y_train)),
            "That is in per cent. An accuracy goes from 0 to 1.",
        ),
        Mistake(
            lambda y_train, y_test: np.sum(y_test == _commonest(y_train)) / len(y_train),
            "You counted in the test part and divided by the length of the training part. "
            "Divide by `len(y_test)`, or take the mean.",
        ),
        Mistake(
            lambda y_train, y_test: _commonest(y_train),
            "That is the answer itself. We ask for its score: the fraction of `y_test` "
            "that is this class.",
        ),
    ],
    hints=[
        "`classes` holds each class once, and `counts` how often it occurs, in the same "
        "order. Where is the largest count?",
        "`np.argmax(counts)` is its place, so `classes[np.argmax(counts)]` is the class. "
        "The second gap is a comparison and a mean.",
        "`y_test == same` is True where the answer would be right. Its mean is the "
        "fraction.",
    ],
    praise="Right, for all {n} pairs of parts. No score means anything without this one "
    "beside it.",
    ask="Of 100 people in a test, 95 are healthy. What does the baseline "
    "score, and is 0.94 good?",
)
