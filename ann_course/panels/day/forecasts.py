"""What predicts the hours of a day: lines, and ten networks trained a slice at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ann_lib import Adam, Cosine, Dense, Layer, MeanSquaredError, Network, Tanh
from ann_lib._support.checks import FloatArray, IntArray
from ann_lib.datasets import Dataset
from ann_lib.starts import Starts

COLUMNS = {
    "hour": ("hour",),
    "temperature": ("temperature",),
    "working day": ("working day",),
    "date": ("day", "year", "month"),
    "weather": ("weather", "humidity", "wind speed"),
    "bill": ("bill",),
    "registered": ("registered",),
}
"""What can be ticked, and the columns of a table that it stands for."""
AFTERWARDS = ("bill", "registered")
"""Those that are known only when the hour is over."""
NEEDED = ("hour", "temperature", "working day")
"""The columns that a table must have to be drawn as days."""

LAST_DAYS, EXAM_HOURS, MEMBERS, UNITS = 60, 1000, 10, 32
AT_ONCE = 50
"""Steps of training between two looks at the clock."""
SIZES = (30, 60, 120, 300, 1_000, 3_000, 6_000, 12_000)
"""Numbers of rows that can be known."""


class Diary:
    """A table of hours, and who sits in which exam.

    The last 60 days are set aside, and 1,000 hours (at most a third) drawn from the days
    before; what is left is in a fixed random order: the first so many rows are known.

    Parameters
    ----------
    table : Dataset
        Has the columns of ``NEEDED``, and the day of each hour as ``groups``.
    """

    def __init__(self, table: Dataset) -> None:
        self.table, self.y = table, table.y.astype(float)
        day = np.asarray(table.groups)
        self.hour, self.temperature, working = table.columns(*NEEDED).T
        self.working = working == 1
        late = day > day.max() - LAST_DAYS
        order = np.random.default_rng(0).permutation(np.flatnonzero(~late))
        n_drawn = min(EXAM_HOURS, len(order) // 3)
        self.exams = {
            "random hours": order[:n_drawn],
            "last 60 days": np.flatnonzero(late),
        }
        self.known = order[n_drawn:]
        self.choices = {
            name: tuple(each for each in those if each in table.feature_names)
            for name, those in COLUMNS.items()
            if set(those) & set(table.feature_names)
        }
        # Each day as the panel draws it, and how temperature goes through a day.
        self.rows_of = [np.flatnonzero(day == each) for each in np.unique(day[~late])]
        self.means = np.array([self.temperature[rows].mean() for rows in self.rows_of])
        self.at_work = np.array([self.working[rows[0]] for rows in self.rows_of])
        apart = self.temperature - self._of_its_day(day)
        there = [self.hour == hour for hour in range(24)]
        self.swing = np.array([apart[now].mean() if now.any() else 0.0 for now in there])

    def _of_its_day(self, day: IntArray) -> FloatArray:
        """Return for each hour its day's mean temperature."""
        _, place, n_hours = np.unique(day, return_inverse=True, return_counts=True)
        means: FloatArray = (np.bincount(place, self.temperature) / n_hours)[place]
        return means

    @property
    def span(self) -> tuple[float, float]:
        """Mean temperatures of the coldest and the warmest day before the last 60."""
        return float(self.means.min()), float(self.means.max())

    def nearest(self, temperature: float, working: bool, n: int = 6) -> list[IntArray]:
        """Return the rows of the days of that kind whose temperature is nearest."""
        kind = np.flatnonzero(self.at_work == working)
        order = kind[np.argsort(np.abs(self.means[kind] - temperature), kind="stable")]
        return [self.rows_of[i] for i in order[:n]]

    def matching(self, temperature: float, working: bool) -> list[IntArray]:
        """Return those of the nearest days that are within a twentieth of the range."""
        low, high = self.span
        near = self.nearest(temperature, working)
        apart = [abs(self.temperature[rows].mean() - temperature) for rows in near]
        return [r for r, a in zip(near, apart, strict=True) if a <= (high - low) / 20]

    def day(self, temperature: float, working: bool) -> FloatArray:
        """Return 24 rows of the table for a day that need not have been.

        What is not given is the median of the nearest days; what is known only
        afterwards is their mean in each hour.
        """
        names = self.table.feature_names
        near = np.concatenate(self.nearest(temperature, working))
        rows = np.tile(np.median(self.table.x[near], axis=0), (24, 1))
        rows[:, names.index("hour")] = np.arange(24)
        rows[:, names.index("temperature")] = temperature + self.swing
        rows[:, names.index("working day")] = working
        for name in set(AFTERWARDS) & set(names):
            at = names.index(name)
            for hour in range(24):
                now = near[self.hour[near] == hour]
                rows[hour, at] = self.table.x[now, at].mean() if len(now) else 0.0
        return rows

    def inputs(self, rows: FloatArray, ticked: Sequence[str]) -> FloatArray:
        """Return the columns that are ticked, of rows of the table."""
        names = [name for tick in ticked for name in self.choices[tick]]
        return rows[:, [self.table.feature_names.index(name) for name in names]]

    def with_hours(self, rows: FloatArray, ticked: Sequence[str]) -> FloatArray:
        """Return them with a column for each hour, and each hour of a working day."""
        x = self.inputs(rows, ticked)
        if "hour" not in ticked:
            return x
        hour, _, working = rows[:, [self.table.feature_names.index(n) for n in NEEDED]].T
        kind = np.where(working == 1, 1, 0) if "working day" in ticked else np.zeros(len(x))
        columns = hour[:, None] + 24 * kind[:, None] == np.arange(48)
        return np.column_stack([x, columns])


class Line:
    """The best straight line through the known rows: least squares, and a constant.

    Parameters
    ----------
    x : ndarray, shape (n_samples, n_features)
    y : ndarray, shape (n_samples,)
    """

    def __init__(self, x: FloatArray, y: FloatArray) -> None:
        self._scale = Scale(x)
        self.weights = np.linalg.lstsq(self._columns(x), y, rcond=None)[0]

    def predict(self, x: FloatArray) -> FloatArray:
        """Return a number for each row, shape (n_samples,)."""
        predicted: FloatArray = self._columns(x) @ self.weights
        return predicted

    def _columns(self, x: FloatArray) -> FloatArray:
        return np.column_stack([np.ones(len(x)), self._scale(x)])


class Scale:
    """Mean 0 and standard deviation 1, as measured on the known rows."""

    def __init__(self, x: FloatArray) -> None:
        self.mean, spread = x.mean(axis=0), x.std(axis=0)
        self.spread = np.where(spread > 0, spread, 1.0)

    def __call__(self, x: FloatArray) -> FloatArray:
        """Return the rows on that scale."""
        scaled: FloatArray = (x - self.mean) / self.spread
        return scaled

    def back(self, scaled: FloatArray) -> FloatArray:
        """Return them on their own scale."""
        rows: FloatArray = scaled * self.spread + self.mean
        return rows


class Ensemble:
    """Ten networks of one shape, each with its own first weights and its own draw of rows.

    Parameters
    ----------
    x : ndarray, shape (n_samples, n_features)
    y : ndarray, shape (n_samples,)
    activation : Layer, optional
        Of the hidden units; Tanh() by default.

    Attributes
    ----------
    progress : float
        The part of the training that is done, from 0 to 1.
    """

    def __init__(
        self, x: FloatArray, y: FloatArray, activation: Layer | None = None
    ) -> None:
        n, n_features = x.shape
        self._x, self._y = Scale(x), Scale(y)
        # In float64, so that it learns the same on every machine, to what can be seen.
        layers = [Dense(n_features, UNITS), activation or Tanh(), Dense(UNITS, 1)]
        network = Network(layers, loss=MeanSquaredError(), dtype="float64")
        self.starts = Starts(network, MEMBERS)
        self._rngs = [np.random.default_rng(seed) for seed in range(MEMBERS)]
        draws = np.stack([rng.integers(0, n, n) for rng in self._rngs])
        self._data = self._x(x)[draws], self._y(y)[draws][..., None]
        batches = -(-n // 32)
        # More rows hold more to be learned: 3,000 steps for up to 1,000, 8,000 for 12,000.
        steps = 3000 * max(1.0, n / 1000) ** 0.4
        self._left = self._epochs = round(steps / batches)
        self._at_once = max(1, AT_ONCE // batches)
        self._optimizer = Adam(Cosine(0.01, steps=self._epochs * batches))

    @property
    def progress(self) -> float:
        """The part of the training that is done."""
        return 1 - self._left / self._epochs

    @property
    def done(self) -> bool:
        """Whether the training is finished."""
        return not self._left

    def train(self) -> None:
        """Train all ten for some 50 steps."""
        epochs = min(self._at_once, self._left)
        self.starts.fit(
            *self._data, epochs=epochs, optimizer=self._optimizer, rng=self._rngs,
            progress=False,
        )  # fmt: skip
        self._left -= epochs
        if self.done:
            del self._data

    def predict(self, x: FloatArray) -> FloatArray:
        """Return what each says to each row, shape (10, n_samples)."""
        rows = np.broadcast_to(self._x(x), (MEMBERS, *x.shape))
        return self._y.back(self.starts.forward(rows)[..., 0])


class Forecast:
    """All three that predict, from so many rows and the ticked columns.

    Parameters
    ----------
    diary : Diary
    n_rows : int
    ticked : sequence of str
        Names from ``diary.choices``, at least one.

    Attributes
    ----------
    ensemble : Ensemble
        Not trained yet.
    """

    def __init__(self, diary: Diary, n_rows: int, ticked: Sequence[str]) -> None:
        self._diary, self._ticked = diary, tuple(ticked)
        known = diary.known[:n_rows]
        rows, y = diary.table.x[known], diary.y[known]
        self._line = Line(diary.inputs(rows, ticked), y)
        self._hours = Line(diary.with_hours(rows, ticked), y)
        self.ensemble = Ensemble(diary.inputs(rows, ticked), y)
        self._scores: dict[str, list[float]] = {}

    def predict(self, rows: FloatArray) -> tuple[list[FloatArray], FloatArray]:
        """Return what the three say to rows of the table, and each network's answer.

        Returns
        -------
        three : list of ndarray, shape (n_rows,)
            The line, the line with hours as columns, the mean of the networks.
        each : ndarray, shape (10, n_rows)
        """
        x = self._diary.inputs(rows, self._ticked)
        each = self.ensemble.predict(x)
        hours = self._hours.predict(self._diary.with_hours(rows, self._ticked))
        return [self._line.predict(x), hours, each.mean(axis=0)], each

    def scores(self) -> dict[str, list[float]]:
        """Return R² of the three in each exam."""
        if self._scores:
            return self._scores
        scores = {}
        for name, rows in self._diary.exams.items():
            three, _ = self.predict(self._diary.table.x[rows])
            scores[name] = [r_squared(self._diary.y[rows], each) for each in three]
        if self.ensemble.done:  # then it stays so
            self._scores = scores
        return scores


def r_squared(y: FloatArray, predicted: FloatArray) -> float:
    """Return R²: 1 is perfect, 0 is no better than always saying the mean."""
    return MeanSquaredError().score(predicted, y)
