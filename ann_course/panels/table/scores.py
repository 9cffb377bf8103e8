"""Five folds and an exam, and what always-the-same, a line and a network score in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_course.panels.table.columns import Answer, BoolArray, Column
from ann_lib import (
    Adam,
    Dense,
    MeanSquaredError,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
    Starts,
)
from ann_lib._support.checks import FloatArray
from ann_lib.tables import Preparation
from ann_lib.tables.columns import alone_score

Inputs = NDArray[np.float32]
"""What a network gets of a column: shape (FOLDS + 1, n_rows, n_inputs)."""
FOLDS = 5
EXAM = 0.2
"""The part of the rows that is sealed."""
FIRST = 0.3
"""The part that comes before the first fold, where rows are held out by time."""
BATCH = 64
STEPS = {"line": 80, "network": 150}
RATES = {"line": 0.1, "network": 0.02}
RANDOM, TOGETHER, LATEST = "rows at random", "rows together", "the latest rows"


@dataclass(frozen=True)
class Folds:
    """Which rows are learned from and which are held out, in each fold and in the exam.

    Attributes
    ----------
    train, test : ndarray of bool, shape (FOLDS + 1, n_rows)
        The last of each is the exam: learn from all that is not sealed, test on the rest.
    """

    train: BoolArray
    test: BoolArray
    _drawn: dict[int, NDArray[np.int64]] = field(default_factory=dict, repr=False)

    def batches(self, answer: Answer, n_steps: int) -> NDArray[np.int64]:
        """Return each step's rows for each fold, drawn with replacement, and only once.

        Shape (n_steps, FOLDS + 1, BATCH): places in all folds, one below the other.
        """
        if n_steps not in self._drawn:
            self._drawn[n_steps] = self._draw(answer, n_steps)
        return self._drawn[n_steps]

    def _draw(self, answer: Answer, n_steps: int) -> NDArray[np.int64]:
        n_folds, n_rows = self.train.shape
        drawn = np.empty((n_steps, n_folds, BATCH), dtype=np.int64)
        rng = np.random.default_rng(0)
        for fold, inside in enumerate(self.train):
            places = np.flatnonzero(inside)
            chances = None
            if answer.n_classes:
                y = answer.values[places]
                counts = np.bincount(y, minlength=answer.n_classes)
                chances = 1.0 / counts[y] / np.count_nonzero(counts)
            rows = rng.choice(places, size=(n_steps, BATCH), p=chances)
            drawn[:, fold] = fold * n_rows + rows
        return drawn


def make_folds(
    answer: Answer,
    how: str,
    groups: NDArray[Any] | None = None,
    times: NDArray[Any] | None = None,
) -> Folds:
    """Return five folds and the exam of the rows that have an answer.

    Parameters
    ----------
    answer : Answer
    how : {RANDOM, TOGETHER, LATEST}
    groups : ndarray, shape (n_rows,)
        Which rows belong together, for TOGETHER.
    times : ndarray, shape (n_rows,)
        What the rows are sorted by, for LATEST: then each fold is held out from what came
        before it, and the exam is the latest fifth.
    """
    known = answer.known
    fold = np.full(len(known), -1)
    if how == LATEST and times is not None:
        rows = np.flatnonzero(known)
        rows = rows[np.argsort(times[rows], kind="stable")]
        cuts = np.linspace(FIRST, 1 - EXAM, FOLDS + 1) * len(rows)
        fold[rows] = np.searchsorted(cuts, np.arange(len(rows)), side="right") - 1
    else:
        units = groups if how == TOGETHER and groups is not None else np.arange(len(known))
        _, first, unit = np.unique(units, return_index=True, return_inverse=True)
        drawn = _draw(answer, first, np.random.default_rng(0))
        fold[known] = drawn[unit.reshape(-1)][known]
    numbers = np.arange(FOLDS + 1)[:, None]
    test = known & (fold == numbers)
    before = fold < numbers if how == LATEST and times is not None else fold != numbers
    return Folds(known & before & (fold < FOLDS), test)


def _draw(answer: Answer, first: NDArray[Any], rng: np.random.Generator) -> NDArray[Any]:
    """Return a fold for each unit, of which ``first`` is a row; each class is spread."""
    kinds = answer.values[first] if answer.n_classes else np.zeros(len(first), dtype=int)
    places = np.zeros(len(first))  # from 0 to 1
    for kind in np.unique(kinds):
        units = rng.permutation(np.flatnonzero(kinds == kind))
        places[units] = (np.arange(len(units)) + 0.5) / len(units)
    drawn = _fold_at(places)
    if len(np.unique(drawn)) <= FOLDS:  # of so few units, none would be in one of the folds
        drawn = _fold_at((places.argsort(kind="stable").argsort() + 0.5) / len(places))
    return drawn


def _fold_at(places: FloatArray) -> NDArray[Any]:
    """Return folds of equal size, and the exam, for places from 0 to 1."""
    return np.minimum(places / (1 - EXAM) * FOLDS, FOLDS).astype(int)


@dataclass(frozen=True)
class Scores:
    """What one way to answer scores: on each fold, and in the exam."""

    folds: FloatArray
    exam: float

    @property
    def mean(self) -> float:
        """The mean of the folds."""
        return float(self.folds.mean())

    @property
    def spread(self) -> float:
        """The standard deviation of the folds."""
        return float(self.folds.std())


def _scores(values: list[float]) -> Scores:
    return Scores(np.array(values[:FOLDS]), values[FOLDS])


def always_the_same(answer: Answer, folds: Folds) -> Scores:
    """Return what the commonest answer, or the mean, scores."""
    pairs = zip(folds.train, folds.test, strict=True)
    return _scores([answer.always_the_same(*pair) for pair in pairs])


def alone(answer: Answer, column: Column, folds: Folds) -> float:
    """Return what one column says without the others: the mean over the folds."""
    score = alone_score(
        column.values,
        answer.column.values,
        column.use,
        is_classes=answer.n_classes > 0,
        folds=list(zip(folds.train[:FOLDS], folds.test[:FOLDS], strict=True)),
    )
    return 0.0 if np.isnan(score) else score


def prepared(columns: list[Column], folds: Folds) -> dict[str, Inputs]:
    """Return what a network gets of each column, fitted on the training rows of each fold.

    Inputs that a fold lacks, since its training rows do not have a category, are 0.
    """
    import pandas as pd

    frame = pd.DataFrame({column.name: column.values for column in columns})
    found: dict[str, list[FloatArray]] = {column.name: [] for column in columns}
    for train in folds.train:
        preparation = Preparation({c.name: c.use for c in columns}, rare=1)
        x = preparation.fit(frame[train]).transform(frame)
        ends = np.cumsum([len(each.names) for each in preparation.columns_])
        for name, part in zip(found, np.split(x, ends[:-1], axis=1), strict=True):
            found[name].append(part)
    return {name: _stack(parts) for name, parts in found.items()}


def _stack(parts: list[FloatArray]) -> Inputs:
    width = max(part.shape[1] for part in parts)
    stacked = np.zeros((len(parts), len(parts[0]), width), dtype=np.float32)
    for wide, part in zip(stacked, parts, strict=True):
        wide[:, : part.shape[1]] = part
    return stacked


def trained(answer: Answer, inputs: list[Inputs], folds: Folds, n_hidden: int) -> Scores:
    """Train one network per fold, all of them at once, and return what they score.

    With no hidden units it is a line: a weight for each input, and a sum. Each class is
    drawn equally often, since each counts equally.

    Parameters
    ----------
    answer : Answer
    inputs : list of ndarray
        Of each column that goes in, as `prepared` returns it.
    folds : Folds
    n_hidden : int
    """
    if not inputs:
        return always_the_same(answer, folds)
    x = np.concatenate(inputs, axis=2)
    n_outputs = max(answer.n_classes, 1)
    hidden = [Dense(x.shape[2], n_hidden), ReLU()] if n_hidden else []
    layers = [*hidden, Dense(n_hidden or x.shape[2], n_outputs)]
    loss = SoftmaxCrossEntropy() if answer.n_classes else MeanSquaredError()
    starts = Starts(Network(layers, loss=loss), seeds=len(x))
    middle, size = _scale(answer, folds)
    kind = "network" if n_hidden else "line"
    optimizer = Adam(RATES[kind])
    samples, targets = _one_below_the_other(x), _targets(answer, middle, size)
    for batch in folds.batches(answer, STEPS[kind]):
        starts.train_batch(samples[batch], targets[batch], optimizer)
    outputs = starts.forward(x)
    guesses = (
        outputs.argmax(axis=2) if answer.n_classes else outputs[..., 0] * size + middle
    )
    return _scores(
        [
            answer.score(guess[test], test)
            for guess, test in zip(guesses, folds.test, strict=True)
        ]
    )


def _one_below_the_other(values: NDArray[Any]) -> NDArray[Any]:
    """Return what all folds have of all rows in one axis, from which batches are picked."""
    return values.reshape(-1, *values.shape[2:])


def _targets(answer: Answer, middle: FloatArray, size: FloatArray) -> NDArray[Any]:
    """Return what each fold learns to answer to each row, one fold below the other."""
    if answer.n_classes:
        return np.tile(answer.values, len(middle))
    scaled = (answer.values - middle) / size
    return _one_below_the_other(scaled[..., None].astype(np.float32))


def _scale(answer: Answer, folds: Folds) -> tuple[FloatArray, FloatArray]:
    """Return mean and spread of the answers that each fold learns from, (n_folds, 1)."""
    if answer.n_classes:
        return np.zeros((len(folds.train), 1)), np.ones((len(folds.train), 1))
    known = [answer.values[train] for train in folds.train]
    middle = np.array([[y.mean()] for y in known])
    return middle, np.array([[y.std() or 1.0] for y in known])


def check_answer(answer: Answer) -> None:
    """Refuse an answer with too few rows, or with too few or too many classes."""
    name = answer.column.name
    if answer.n_classes:
        counts = np.bincount(answer.values[answer.known], minlength=answer.n_classes)
        if answer.n_classes < 2 or answer.n_classes > 15 or counts.min() < FOLDS + 1:
            raise ValueError(
                f"answer={name!r} must have 2 to 15 classes of at least {FOLDS + 1} rows "
                f"each, got {answer.n_classes}, the rarest with {counts.min()}. Merge rare "
                "ones, or choose another column."
            )
    elif answer.known.sum() < 20:
        raise ValueError(f"answer={name!r} must be known in at least 20 rows.")
