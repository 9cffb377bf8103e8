"""What the notebook measures with: folds, and the scores of a line and of a network.

All networks of one comparison have the same shape, so `Starts` trains them together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ann_course.panels.day.forecasts import (
    Diary,
    Ensemble,
    Forecast,
    Line,
    Scale,
    r_squared,
)
from ann_lib import Adam, Cosine, Layer, Network
from ann_lib._support.checks import FloatArray, IntArray
from ann_lib.datasets import Dataset, make_household_energy
from ann_lib.starts import Starts

Scores = tuple[FloatArray, FloatArray]
"""R² of the line and of the network, one for each fold or run."""


def split(n_samples: int, n_folds: int, rng: int = 0) -> list[IntArray]:
    """Divide the rows at random into folds of about the same size."""
    return np.array_split(np.random.default_rng(rng).permutation(n_samples), n_folds)


def split_by_group(groups: IntArray) -> list[IntArray]:
    """Make a fold of each group."""
    return [np.flatnonzero(groups == each) for each in np.unique(groups)]


def held_out(
    data: Dataset, folds: Sequence[IntArray], network: Network, epochs: int, rate: float
) -> list[tuple[FloatArray, FloatArray, FloatArray]]:
    """Train on all but one fold, for each fold; return what the others say to it.

    Returns
    -------
    list of tuple of ndarray, shape (n_in_fold,)
        For each fold the true numbers, the line's and the network's.
    """
    n_known = len(data) - max(map(len, folds))  # as many for each, so that all fit
    train = [np.setdiff1d(np.arange(len(data)), fold)[:n_known] for fold in folds]
    scales = [(Scale(data.x[rows]), Scale(data.y[rows])) for rows in train]
    starts = _trained(
        network,
        np.stack([x(data.x[rows]) for rows, (x, _) in zip(train, scales, strict=True)]),
        np.stack([y(data.y[rows]) for rows, (_, y) in zip(train, scales, strict=True)]),
        epochs,
        rate,
    )
    said = []
    for i, (fold, rows, (x, y)) in enumerate(zip(folds, train, scales, strict=True)):
        line = Line(data.x[rows], data.y[rows]).predict(data.x[fold])
        said.append((data.y[fold], line, y.back(starts[i].predict(x(data.x[fold])))))
    return said


def cross_validate(
    data: Dataset,
    folds: Sequence[IntArray],
    network: Network,
    *,
    epochs: int = 30,
) -> Scores:
    """Return R² of the line and of the network in each fold, each of shape (n_folds,)."""
    said = held_out(data, folds, network, epochs, rate=0.005)
    line, net = np.array([(r_squared(y, a), r_squared(y, b)) for y, a, b in said]).T
    return line, net


def score_together(
    data: Dataset,
    folds: Sequence[IntArray],
    network: Network,
    *,
    epochs: int = 130,
) -> tuple[float, float]:
    """Return R² of the line and of the network, over the answers to all folds together."""
    said = held_out(data, folds, network, epochs, rate=0.01)
    y, line, net = (np.concatenate(each) for each in zip(*said, strict=True))
    return r_squared(y, line), r_squared(y, net)


def learn_from(
    tables: Sequence[Dataset], test: Dataset, network: Network, *, steps: int = 3000
) -> Scores:
    """Train on each table alone, and return R² of line and network on the test, (n,)."""
    n = len(tables[0])
    scales = [(Scale(table.x), Scale(table.y)) for table in tables]
    pairs = list(zip(tables, scales, strict=True))
    starts = _trained(
        network,
        np.stack([x(table.x) for table, (x, _) in pairs]),
        np.stack([y(table.y) for table, (_, y) in pairs]),
        round(steps / -(-n // 32)),
        0.01,
    )
    line, net = [], []
    for i, (table, (x, y)) in enumerate(pairs):
        line.append(r_squared(test.y, Line(table.x, table.y).predict(test.x)))
        net.append(r_squared(test.y, y.back(starts[i].predict(x(test.x)))))
    return np.array(line), np.array(net)


def _trained(
    network: Network, x: FloatArray, y: FloatArray, epochs: int, rate: float
) -> Starts:
    """Return a network for each table, x of shape (n_tables, n_rows, n_features)."""
    starts = Starts(network, len(x))
    steps = epochs * -(-x.shape[1] // 32)
    optimizer = Adam(Cosine(rate, steps=steps))
    starts.fit(x, y[..., None], epochs=epochs, optimizer=optimizer, progress=False)
    return starts


def line_scores(data: Dataset, n_splits: int = 200) -> FloatArray:
    """Return R² of the line in so many random splits, with a tenth held out in each."""
    scores = []
    for seed in range(n_splits):
        x, x_test, y, y_test = data.split(0.1, rng=seed)
        scores.append(r_squared(y_test, Line(x, y).predict(x_test)))
    return np.array(scores)


def exams(
    table: Dataset, columns: Sequence[str], n_rows: int = 3000
) -> dict[str, list[float]]:
    """Return R² of line, line with hours, and ten networks, in the panel's two exams."""
    forecast = Forecast(Diary(table), n_rows, columns)
    while not forecast.ensemble.done:
        forecast.ensemble.train()
    return forecast.scores()


def in_words(scores: dict[str, list[float]]) -> str:
    """Return the scores of both exams as two lines of text, indented."""
    return "\n".join(
        f"    {exam}: line {line:.3f}, line with hour columns {hours:.3f}, ten networks "
        f"{ten:.3f}"
        for exam, (line, hours, ten) in scores.items()
    )


def ensemble(known: Dataset, activation: Layer | None = None) -> Ensemble:
    """Return ten networks, each trained on its own draw of the rows."""
    ten = Ensemble(known.x, known.y, activation)
    while not ten.done:
        ten.train()
    return ten


def coverage(
    seed: int, ranges: Sequence[tuple[float, float]], activation: Layer | None = None
) -> list[float]:
    """Return which part of the hours lies within the interval that should hold 90%.

    Ten networks know 600 hours of a house, at 5 to 28 °C. The interval comes from their
    spread, and from what they miss on 200 other hours of that kind.

    Parameters
    ----------
    seed : int
        Draws the hours.
    ranges : sequence of tuple of float
        Temperatures of the hours that are asked for, each from the lowest to the highest.
    activation : Layer, optional
        Of the hidden units.

    Returns
    -------
    shares : list of float
        From 0 to 1, one for each range.
    """
    known, others = (
        make_household_energy(n, temperatures=(5, 28), rng=100 * seed + n)
        for n in (600, 200)
    )
    ten = ensemble(known, activation)
    miss = np.std(others.y - ten.predict(others.x).mean(axis=0))
    shares = []
    for temperatures in ranges:
        new = make_household_energy(2000, temperatures=temperatures, rng=seed)
        said = ten.predict(new.x)
        off = np.abs(new.y - said.mean(axis=0))
        inside = off < 1.645 * np.sqrt(said.var(axis=0) + miss**2)
        shares.append(float(inside.mean()))
    return shares
