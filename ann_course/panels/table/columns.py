"""A table's columns as the panel shows them, and what is to be predicted."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import FloatArray, describe
from ann_lib.tables import TableReport
from ann_lib.tables.cells import date_format, import_pandas, numbers_of
from ann_lib.tables.columns import are_numbers, is_number, score_answers

if TYPE_CHECKING:
    import pandas as pd

MOST_COLUMNS = 14
MOST_ROWS = 2000

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """One column of the table.

    Attributes
    ----------
    name : str
    values : Series
        As they were given; what is missing is NaN, None or NaT.
    use : {"number", "categories", "date"}
        How `ann_lib.tables.Preparation` makes numbers of it.
    numbers : ndarray, shape (n_rows,)
        Numbers to draw and to sort by: of texts the category, of dates the seconds.
    categories : tuple of str
        The texts, sorted; empty for numbers and dates.
    """

    name: str
    values: pd.Series = field(repr=False)
    use: str
    numbers: FloatArray = field(repr=False)
    categories: tuple[str, ...] = field(repr=False)

    @cached_property
    def missing(self) -> BoolArray:
        """Where there is no value."""
        return self.values.isna().to_numpy()


def read_columns(table: object) -> dict[str, Column]:
    """Return a table's columns by name.

    Parameters
    ----------
    table : mapping of str to array_like, or pandas DataFrame
        Each with one value per row: numbers, truth values, dates or texts.

    Raises
    ------
    ModuleNotFoundError
        If pandas is not installed.
    TypeError, ValueError
        If it is no table, or one that the panel has no room for.
    """
    import_pandas()
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
    lengths = {len(column.values) for column in columns.values()}
    if len(lengths) > 1:
        raise ValueError(f"table has columns of different lengths: {sorted(lengths)}.")
    if not 20 <= (n := lengths.pop()) <= MOST_ROWS:
        raise ValueError(
            f"table must have 20 to {MOST_ROWS} rows, got {n}. Of a long table give a part "
            "that was drawn at random, such as table.sample(2000, random_state=0)."
        )
    return columns


def _read(name: str, given: NDArray[Any]) -> Column:
    import pandas as pd

    if given.ndim != 1:
        raise ValueError(f"column {name!r} must hold one value per row, got {given.shape}.")
    values = pd.Series(given.tolist() if given.dtype.kind in "OU" else given, name=name)
    if is_number(values):
        numbers = numbers_of(values)
        return Column(name, numbers, "number", numbers.to_numpy(), ())
    if values.dtype.kind != "M":
        texts = [text.strip() if isinstance(text, str) else text for text in values]
        values = pd.Series([None if text == "" else text for text in texts], name=name)
        if are_numbers(values.dropna().astype(str)):
            numbers = numbers_of(values)
            return Column(name, numbers, "number", numbers.to_numpy(), ())
    if form := values.dtype.kind != "M" and date_format(values):
        values = pd.to_datetime(values, format=form)
    if values.dtype.kind == "M":
        seconds = (values - values.min()).dt.total_seconds()
        return Column(name, values, "date", seconds.to_numpy(), ())
    codes, found = values.astype(str).where(values.notna()).factorize(sort=True)
    return Column(name, values, "categories", codes.astype(float), tuple(found))


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
    class_names : tuple of str
        What the classes are called; empty for numbers.
    """

    column: Column
    known: BoolArray = field(repr=False)
    values: NDArray[Any] = field(repr=False)
    class_names: tuple[str, ...]

    @property
    def n_classes(self) -> int:
        """How many classes there are; 0 for numbers."""
        return len(self.class_names)

    @property
    def score_name(self) -> str:
        """What the scores are."""
        return "balanced accuracy" if self.n_classes else "R²"

    @property
    def commonest(self) -> tuple[str, float]:
        """The commonest class and its share of the rows."""
        counts = np.bincount(self.values[self.known], minlength=self.n_classes)
        return self.class_names[int(counts.argmax())], float(counts.max() / counts.sum())

    def score(self, guess: NDArray[Any], test: BoolArray) -> float:
        """Return the score of answers to the rows of ``test``, shape (n_test,)."""
        return score_answers(self.values[test], guess, is_classes=bool(self.n_classes))

    def always_the_same(self, train: BoolArray, test: BoolArray) -> float:
        """Return the score of one answer to all: the commonest, or the mean."""
        y = self.values[train]
        same = np.bincount(y).argmax() if self.n_classes else y.mean()
        return self.score(np.full(int(test.sum()), same), test)


def read_answer(column: Column) -> Answer:
    """Return a column as the answer: classes or numbers, as `TableReport` says."""
    report = TableReport(column.values.to_frame(), column.name)
    known = ~column.missing
    if report.task == "numbers":
        return Answer(column, known, np.where(known, column.numbers, 0.0), ())
    distinct, codes = np.unique(column.numbers[known], return_inverse=True)
    values = np.zeros(len(known), dtype=int)
    values[known] = codes.reshape(-1)
    names = column.categories or tuple(f"{value:g}" for value in distinct)
    return Answer(column, known, values, names)
