"""A table's columns as a network gets them, and what one column alone can say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import FloatArray, IntArray, describe

MOST_COLUMNS = 14
MOST_ROWS = 2000
BINS = 8
"""Into how many equally full parts a column of numbers is cut, for what it says alone."""
RARE = 0.8
"""One class with more than this share of the rows: then classes count equally."""

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """One column: numbers, or texts as the numbers of their categories.

    Attributes
    ----------
    name : str
    numbers : ndarray, shape (n_rows,)
        The numbers, NaN where one is missing; of texts the category, −1 where missing.
    categories : tuple of str
        The texts, sorted; empty for a column of numbers.
    codes : ndarray of int, shape (n_rows,)
        Which bin or category a row is in; the last one is for missing values.
    n_codes : int
    """

    name: str
    numbers: FloatArray = field(repr=False)
    categories: tuple[str, ...] = field(repr=False)
    codes: IntArray = field(repr=False)
    n_codes: int

    @property
    def missing(self) -> BoolArray:
        """Where there is no value."""
        lost: BoolArray = self.codes == self.n_codes - 1
        return lost

    def inputs(self, train: BoolArray) -> FloatArray:
        """Return the column as inputs of a network, fitted on the rows of ``train`` alone.

        Numbers are standardised, gaps filled with the median and marked in a column of
        their own. Texts become one column per category; one that the training rows do not
        have is all zeros.
        """
        if self.categories:
            wide = np.zeros((len(self.codes), self.n_codes))
            wide[np.arange(len(self.codes)), self.codes] = 1.0
            return wide * wide[train].any(axis=0)
        lost = self.missing
        known = self.numbers[train & ~lost]
        middle, spread = (np.median(known), known.std()) if len(known) else (0.0, 0.0)
        mean = known.mean() if len(known) else 0.0
        scaled = (np.where(lost, middle, self.numbers) - mean) / (spread or 1.0)
        return np.column_stack([scaled, lost] if lost.any() else [scaled])


def read_columns(table: object) -> dict[str, Column]:
    """Return a table's columns by name.

    Parameters
    ----------
    table : mapping of str to array_like, or pandas DataFrame
        Each with one value per row: numbers, truth values, or texts.

    Raises
    ------
    TypeError, ValueError
        If it is no table, or one that the panel has no room for.
    """
    if not hasattr(table, "keys") or not hasattr(table, "__getitem__"):
        raise TypeError(
            "table must map names to columns, such as a pandas DataFrame or a dict of "
            f"lists, got {describe(table)}."
        )
    source: Any = table
    names = [str(name) for name in source.keys()]  # noqa: SIM118 (of a DataFrame, too)
    if not 2 <= len(names) <= MOST_COLUMNS:
        raise ValueError(
            f"table must have 2 to {MOST_COLUMNS} columns, got {len(names)}. Choose some, "
            "such as table[['this', 'that']]."
        )
    columns = {
        name: _read(name, np.asarray(source[key]))
        for name, key in zip(names, source.keys(), strict=True)
    }
    lengths = {len(column.codes) for column in columns.values()}
    if len(lengths) > 1:
        raise ValueError(f"table has columns of different lengths: {sorted(lengths)}.")
    if not 20 <= (n := lengths.pop()) <= MOST_ROWS:
        raise ValueError(
            f"table must have 20 to {MOST_ROWS} rows, got {n}. Of a long table give a part "
            "that was drawn at random, such as table.sample(2000, random_state=0)."
        )
    return columns


def _read(name: str, values: NDArray[Any]) -> Column:
    if values.ndim != 1:
        raise ValueError(
            f"column {name!r} must hold one value per row, got {values.shape}."
        )
    if values.dtype.kind == "M":  # dates, whose texts sort as they do
        values = values.astype("datetime64[s]").astype(str).astype(object)
        values[values == "NaT"] = ""
    numbers = _numbers(values)
    if numbers is None:
        texts = ["" if _is_lost(value) else str(value).strip() for value in values.tolist()]
        categories = tuple(sorted({text for text in texts if text}))
        places = {text: place for place, text in enumerate(categories)}
        codes = np.array([places.get(text, len(places)) for text in texts])
        given = np.where(codes == len(places), -1.0, codes)
        return Column(name, given, categories, codes, len(places) + 1)
    lost = ~np.isfinite(numbers)
    numbers = np.where(lost, np.nan, numbers)
    inner = np.linspace(0, 1, BINS + 1)[1:-1]
    known = np.zeros(1) if lost.all() else numbers[~lost]
    cuts = np.unique(np.quantile(known, inner))
    codes = np.searchsorted(cuts, numbers, side="left")
    return Column(name, numbers, (), np.where(lost, len(cuts) + 1, codes), len(cuts) + 2)


def _numbers(values: NDArray[Any]) -> FloatArray | None:
    """Return values as floats, or None if they are texts."""
    if values.dtype.kind in "biuf":
        return values.astype(float)
    given = [np.nan if _is_lost(value) else value for value in values.tolist()]
    if all(isinstance(value, int | float) for value in given):
        return np.array(given, dtype=float)
    return None


def _is_lost(value: object) -> bool:
    """Whether a value is missing: None, NaN, pandas' NA or an empty text."""
    if value is None or isinstance(value, str):
        return not value or not str(value).strip()
    return type(value).__name__ in ("NAType", "NaTType") or value != value


@dataclass(frozen=True)
class Answer:
    """The column that is to be predicted.

    Attributes
    ----------
    column : Column
    known : ndarray of bool, shape (n_rows,)
        The rows that have an answer; the others are left out.
    values : ndarray, shape (n_rows,)
        Class numbers, or the numbers themselves.
    n_classes : int
        0 for numbers.
    balanced : bool
        Whether each class counts equally, because one is far commoner than the others.
    """

    column: Column
    known: BoolArray = field(repr=False)
    values: NDArray[Any] = field(repr=False)
    n_classes: int
    balanced: bool

    @property
    def score_name(self) -> str:
        """What the scores are."""
        if not self.n_classes:
            return "R²"
        return "balanced accuracy" if self.balanced else "accuracy"

    @property
    def commonest(self) -> tuple[str, float]:
        """The commonest class and its share of the rows."""
        counts = np.bincount(self.values[self.known], minlength=self.n_classes)
        return self.class_names[int(counts.argmax())], float(counts.max() / counts.sum())

    @property
    def class_names(self) -> list[str]:
        """What the classes are called."""
        if self.column.categories:
            return list(self.column.categories)
        return [f"{value:g}" for value in np.unique(self.column.numbers[self.known])]

    def score(self, guess: NDArray[Any], test: BoolArray) -> float:
        """Return the score of answers to the rows of ``test``, shape (n_test,)."""
        y = self.values[test]
        if not self.n_classes:
            spread = np.sum((y - y.mean()) ** 2)
            return float(1 - np.sum((y - guess) ** 2) / (spread or 1.0))
        right = guess == y
        if not self.balanced:
            return float(right.mean())
        return float(np.mean([right[y == k].mean() for k in np.unique(y)]))

    def always_the_same(self, train: BoolArray, test: BoolArray) -> float:
        """Return the score of one answer to all: the commonest, or the mean."""
        y = self.values[train]
        same = np.bincount(y).argmax() if self.n_classes else y.mean()
        return self.score(np.full(int(test.sum()), same), test)

    def alone(self, column: Column, train: BoolArray, test: BoolArray) -> float:
        """Return the score of what is commonest, or the mean, in each bin of a column."""
        codes, y = column.codes[train], self.values[train]
        if not self.n_classes:
            counts = np.bincount(codes, minlength=column.n_codes)
            sums = np.bincount(codes, weights=y, minlength=column.n_codes)
            means = np.where(counts > 0, sums / np.maximum(counts, 1), y.mean())
            return self.score(means[column.codes[test]], test)
        cells = np.bincount(
            codes * self.n_classes + y, minlength=column.n_codes * self.n_classes
        ).reshape(column.n_codes, self.n_classes)
        counts = np.bincount(y, minlength=self.n_classes)
        weighted = cells / np.maximum(counts, 1) if self.balanced else cells
        best = np.where(cells.any(axis=1), weighted.argmax(axis=1), counts.argmax())
        return self.score(best[column.codes[test]], test)


def read_answer(column: Column) -> Answer:
    """Return a column as the answer: classes for texts and for at most 15 numbers."""
    known = ~column.missing
    distinct, codes = np.unique(column.numbers[known], return_inverse=True)
    as_numbers = not column.categories and len(distinct) > 15
    if as_numbers:
        return Answer(column, known, np.where(known, column.numbers, 0.0), 0, False)
    values = np.zeros(len(known), dtype=int)
    values[known] = column.codes[known] if column.categories else codes.reshape(-1)
    n_classes = len(column.categories) or len(distinct)
    shares = np.bincount(values[known], minlength=n_classes) / max(known.sum(), 1)
    return Answer(column, known, values, n_classes, bool(shares.max() > RARE))
