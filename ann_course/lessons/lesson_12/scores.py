"""Exercises of lesson 12: R², and putting columns on one scale."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ann_course.learn import Exercise, Mistake


def r_squared(y: np.ndarray, prediction: np.ndarray) -> float:
    """Return 1 for perfect predictions, 0 for none better than the mean of y."""
    missed = np.sum((y - prediction) ** 2)
    spread = np.sum((y - np.mean(y)) ** 2)
    return float(1 - missed / spread)


def _draw_predictions(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Numbers, and predictions that are biased, so that their means differ."""
    y = rng.normal(5.0, 3.0, size=rng.integers(4, 9))
    return y, y + rng.normal(1.0, 1.5, size=len(y))


Part = Callable[[np.ndarray, np.ndarray], Any]


def _missed(y: np.ndarray, prediction: np.ndarray) -> Any:
    return np.sum((y - prediction) ** 2)


def _spread(y: np.ndarray, prediction: np.ndarray) -> Any:
    return np.sum((y - np.mean(y)) ** 2)


def _filled(missed: Part = _missed, spread: Part = _spread) -> Callable[..., Any]:
    """Return the notebook's `r_squared` with its two gaps filled otherwise."""
    return lambda y, prediction: 1 - missed(y, prediction) / spread(y, prediction)


write_r_squared = Exercise(
    "write-r-squared",
    "Fill the two gaps in `r_squared`: what the predictions miss, and what you would miss "
    "if you always predicted the mean. Both are sums of squares.",
    reference=r_squared,
    inputs=[
        (np.array([1.0, 2.0, 6.0]), np.array([2.0, 2.0, 5.0])),
        (np.array([0.0, 4.0, 8.0, 12.0]), np.array([4.0, 4.0, 4.0, 4.0])),
    ],
    random_inputs=_draw_predictions,
    mistakes=[
        Mistake(
            _filled(spread=lambda y, p: np.sum((y - np.mean(p)) ** 2)),
            "You took the mean of the predictions. R² compares with always saying the mean "
            "of the true numbers: `np.mean(y)`.",
        ),
        Mistake(
            _filled(spread=lambda y, p: np.sum((p - np.mean(p)) ** 2)),
            "That is how the *predictions* spread around their own mean. A network that "
            "always said the same would divide by 0. Take `y` and its mean.",
        ),
        Mistake(
            _filled(spread=lambda y, p: np.sum((p - np.mean(y)) ** 2)),
            "That is how far the *predictions* are from the mean. The second gap asks what "
            "the mean would miss: `y - np.mean(y)`.",
        ),
        Mistake(
            _filled(spread=lambda y, p: np.sum(y**2)),
            "That is what always predicting 0 would miss. Subtract the mean of `y` first.",
        ),
        Mistake(
            _filled(spread=lambda y, p: np.sum((y - np.median(y)) ** 2)),
            "You took the median. R² compares with the mean, `np.mean(y)`.",
        ),
        Mistake(
            _filled(spread=lambda y, p: np.var(y)),
            "What you subtract from 1 is too large, as many times as there are rows: a sum "
            "of squares, divided by a mean of squares (`np.var` is a mean). Divide sum by "
            "sum, or mean by mean.",
        ),
        Mistake(
            _filled(lambda y, p: np.mean((y - p) ** 2)),
            "The first gap is a mean of squares, the second a sum: divide sum by sum.",
        ),
        Mistake(
            _filled(lambda y, p: np.sum(y - p), lambda y, p: np.sum(y - np.mean(y))),
            "Without squares the misses above and below cancel each other: around the mean "
            "they add up to 0. Square each difference, then add.",
        ),
        Mistake(
            _filled(lambda y, p: np.sum(y - p)),
            "What is missed above and below cancels out here. Square each difference "
            "before you add: `(y - prediction) ** 2`.",
        ),
        Mistake(
            _filled(lambda y, p: np.sum(y - p) ** 2),
            "You added first and squared the sum. Square each difference, then add: the "
            "`** 2` belongs inside `np.sum`.",
        ),
        Mistake(
            _filled(lambda y, p: np.sum(np.abs(y - p))),
            "You added up the distances. R² adds up their squares.",
        ),
        Mistake(
            _filled(
                lambda y, p: np.sum(np.abs(y - p)),
                lambda y, p: np.sum(np.abs(y - np.mean(y))),
            ),
            "You added up the distances, in both gaps. R² adds up their squares.",
        ),
        Mistake(
            _filled(lambda y, p: (y - p) ** 2),
            "That is one number for each row. R² is one number for all: add them up with "
            "`np.sum`.",
        ),
        Mistake(
            _filled(lambda y, p: (y - p) ** 2, lambda y, p: (y - np.mean(y)) ** 2),
            "You divided row by row. Add up first, each of the two with `np.sum`, so that "
            "one number is divided by one number.",
        ),
        Mistake(
            _filled(lambda y, p: np.sum((p - np.mean(y)) ** 2)),
            "That is how far the predictions are from the mean. What they *miss* is their "
            "distance from `y`.",
        ),
        Mistake(
            _filled(_spread, _missed),
            "The two are the wrong way round: what the predictions miss comes first.",
        ),
        Mistake(
            _filled(lambda y, p: _spread(y, p) - _missed(y, p)),
            "The last line subtracts from 1 already. `missed` is only what the predictions "
            "miss.",
        ),
    ],
    hints=[
        "Both gaps have the same form: a difference, squared, added up. Only what is "
        "subtracted from `y` differs.",
        "First gap: subtract `prediction` from `y`. Second gap: subtract the one number "
        "that you would always say, the mean of `y`.",
        "`missed = np.sum((y - prediction) ** 2)`, and the same with `np.mean(y)` in place "
        "of `prediction`.",
    ],
    praise="Right, on all {n} tables. Note that nothing keeps it above 0: whoever predicts "
    "worse than the mean has an R² below 0.",
    ask="How can R² be below 0, and what would you do then?",
)


def standardise(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Put both on the scale on which each training column has mean 0 and spread 1."""
    mean = train.mean(axis=0)
    spread = train.std(axis=0)
    return (train - mean) / spread, (test - mean) / spread


def _draw_tables(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    scale = np.array([1.0, 10.0, 0.1])
    shape = rng.integers(4, 16), rng.integers(4, 16)
    train, test = (rng.normal(3.0, 1.0, size=(n, 3)) * scale for n in shape)
    return train, test


def _scaled(
    mean: Callable[[np.ndarray, np.ndarray], Any],
    spread: Callable[[np.ndarray, np.ndarray], Any] = lambda a, b: a.std(axis=0),
) -> Callable[..., Any]:
    """Return the notebook's `standardise` with its two gaps filled otherwise."""

    def wrong(train: np.ndarray, test: np.ndarray) -> Any:
        middle, width = mean(train, test), spread(train, test)
        return (train - middle) / width, (test - middle) / width

    return wrong


def _mean(train: np.ndarray, test: np.ndarray) -> Any:
    return train.mean(axis=0)


def _both(train: np.ndarray, test: np.ndarray) -> np.ndarray:
    return np.concatenate([train, test])


write_standardise = Exercise(
    "write-standardise",
    "Fill the two gaps in `standardise`: the mean and the standard deviation of each "
    "column. Of which rows?",
    reference=standardise,
    inputs=[
        (
            np.array([[1.0, 10.0], [3.0, 30.0], [5.0, 80.0]]),
            np.array([[7.0, 20.0], [1.0, 50.0]]),
        ),
    ],
    random_inputs=_draw_tables,
    mistakes=[
        Mistake(
            _scaled(
                lambda a, b: _both(a, b).mean(axis=0), lambda a, b: _both(a, b).std(axis=0)
            ),
            "You measured on all rows together, so the test rows have had a say in how the "
            "network is trained: a leak, if a small one. Measure on `train` alone.",
        ),
        Mistake(
            _scaled(lambda a, b: b.mean(axis=0), lambda a, b: b.std(axis=0)),
            "You measured on the test rows. At training time they aren't there yet: "
            "measure on `train`, and use that for both.",
        ),
        Mistake(
            _scaled(lambda a, b: b.mean(axis=0)),
            "The mean is that of the test rows. Measure both on `train`.",
        ),
        Mistake(
            _scaled(_mean, lambda a, b: b.std(axis=0)),
            "The standard deviation is that of the test rows. Measure both on `train`.",
        ),
        Mistake(
            _scaled(lambda a, b: a.mean(), lambda a, b: a.std()),
            "That is one mean for the whole table: degrees and years are mixed. Each "
            "column needs its own, with `axis=0`.",
        ),
        Mistake(
            _scaled(lambda a, b: a.mean()),
            "The mean is one number for the whole table. Each column needs its own: "
            "`axis=0`.",
        ),
        Mistake(
            _scaled(_mean, lambda a, b: a.std()),
            "The standard deviation is one number for the whole table. Each column needs "
            "its own: `axis=0`.",
        ),
        Mistake(
            _scaled(lambda a, b: a.mean(axis=1), lambda a, b: a.std(axis=1)),
            "`axis=1` goes along a row, over its columns. The mean of a column goes down "
            "the rows: `axis=0`.",
        ),
        Mistake(
            _scaled(_mean, lambda a, b: a.var(axis=0)),
            "That is the variance, the standard deviation squared. Use `std`.",
        ),
        Mistake(
            _scaled(_mean, lambda a, b: np.ptp(a, axis=0)),
            "You divided by the distance from the lowest to the highest. The standard "
            "deviation is asked for: `std`.",
        ),
        Mistake(
            _scaled(_mean, lambda a, b: a.max(axis=0)),
            "You divided by the largest number. The standard deviation is asked for: "
            "`std`.",
        ),
        Mistake(
            _scaled(lambda a, b: np.median(a, axis=0)),
            "You subtracted the median. The mean is asked for.",
        ),
        Mistake(
            _scaled(lambda a, b: 0.0),
            "You subtracted nothing: each column keeps its mean. Subtract `train`'s.",
        ),
    ],
    hints=[
        "In use there is no test set, only one row at a time. What can you have measured "
        "by then?",
        "Both are measured on `train`, one number for each column: an array's `mean` and "
        "`std` take `axis=0` for that.",
        "`mean = train.mean(axis=0)`, and the same with `std`.",
    ],
    praise="Yes, in all {n} cases: what is measured on the training rows is used for the "
    "test rows, too. The test rows then have no mean of exactly 0, and needn't.",
    ask="A test row lies far beyond all training rows. What does it become, "
    "and is that a fault?",
)
