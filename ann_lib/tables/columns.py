"""What a column is, and what it alone says of the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import FloatArray, IntArray
from ann_lib.losses import MeanSquaredError
from ann_lib.tables.cells import MOSTLY, are_names, count, date_format, numbers_of

if TYPE_CHECKING:
    import pandas as pd

Fold = tuple[NDArray[np.bool_], NDArray[np.bool_]]
"""Which rows are learned from, and which are tested."""
FEW_VALUES = 20
"""Text with more different values than this does not become categories."""
RARE = 10
"""In fewer rows there is no id to be seen, and no class to be learned and tested."""
LOOKED_AT = 2_000
"""Rows from which it is reckoned what a column scores alone."""
_IDS = {"id", "ids", "uuid", "key", "index", "nr", "no", "number"}
_OWNERS = {
    "id", "patient", "person", "subject", "participant", "individual", "speaker",
    "student", "pupil", "customer", "client", "user", "household",
}  # fmt: skip


class Kind(NamedTuple):
    """What a column is, what was found, how to use it, and which split it asks for."""

    kind: str
    verdict: str
    use: str
    way: str = ""


def kind_of(name: Any, column: pd.Series) -> Kind:
    """Return what a column is: by its values, and where they could be an id by its name."""
    import pandas as pd

    given = column.dropna()
    n_values = given.astype(str).nunique()
    if n_values == 0:
        return Kind("empty", "Nothing is in it.", "leave out")
    if n_values == 1 and len(given) == len(column):
        return Kind("constant", f"All rows have {some(given[:1].tolist())}.", "leave out")
    form = None if is_number(column) else date_format(given)
    if column.dtype.kind == "M" or form:
        days = pd.to_datetime(given, format=form)
        span = f"Dates from {days.min()} to {days.max()}.".replace(" 00:00:00", "")
        return Kind("date", span, "date", "time")
    if is_number(column):
        return _kind_of_numbers(given, n_values, words_of(name))
    return _kind_of_text(given.astype(str), n_values, words_of(name))


def _kind_of_numbers(given: pd.Series, n_values: int, words: list[str]) -> Kind:
    n, low, high = len(given), given.min(), given.max()
    is_whole = bool((given % 1 == 0).all())
    is_row_number = n_values == n == high - low + 1 and low in (0, 1)
    if is_whole and n >= RARE and (is_row_number or _names_rows(words)):
        return _id(n_values, n, _OWNERS.intersection(words))
    verdict = f"Numbers from {low:g} to {high:g}."
    if is_whole and 2 < n_values <= RARE:
        verdict += " If they are codes, not amounts, use 'categories'."
    return Kind("number", verdict, "number")


def _kind_of_text(given: pd.Series, n_values: int, words: list[str]) -> Kind:
    n = len(given)
    if are_numbers(given):
        verdict = "Numbers stored as text."
        if len(others := given[numbers_of(given).isna()]):
            examples = some(others.unique())
            verdict += f" {count(len(others), 'entry')} not a number, such as {examples}."
        return Kind("number", verdict, "number")
    is_token = given.str.fullmatch(r"(?=\S*\d)\S+").mean() > 0.9  # R2D2, not "Grade 5"
    is_many = n_values > FEW_VALUES or n_values == n >= RARE
    if is_many and (is_token or _names_rows(words)):
        return _id(n_values, n, True)
    if n_values <= FEW_VALUES:
        values = some(given.value_counts().index)
        return Kind("categories", f"{count(n_values, 'value')}: {values}.", "categories")
    n_words = given.str.split().str.len().mean()
    verdict = f"Text: {n_values} values, {n_words:.0f} words on average."
    return Kind("text", verdict, "leave out")


def _id(n_values: int, n: int, is_of_an_owner: object) -> Kind:
    if n_values == n:
        return Kind("id", "Each row has its own: a name, not a measurement.", "leave out")
    way = "group" if is_of_an_owner else ""
    return Kind("id", f"{n_values} names for {n} rows.", "leave out", way)


def _names_rows(words: list[str]) -> bool:
    """Whether the last word of a column's name is that of an id, or of whom it is of."""
    return not _IDS.union(_OWNERS).isdisjoint(words[-1:])


def alone_score(
    column: pd.Series,
    answers: pd.Series,
    use: str = "",
    *,
    is_classes: bool,
    folds: Sequence[Fold] | None = None,
) -> float:
    """Return what a column alone scores if each row is given its nearest rows' answers.

    Parameters
    ----------
    column, answers : Series
        Of the same rows. From many, 2,000 are drawn.
    use : str
        Text that is used as a "number" is compared as one.
    is_classes : bool
    folds : sequence of (train, test), optional
        Each an ndarray of bool, shape (n_rows,): then the rows of ``test`` are given the
        answers of ``train``, and the mean of the folds is returned. By default each row is
        given those of all others.

    Returns
    -------
    float
        Balanced accuracy for classes, each of which has as much of a vote; R² for numbers:
        of the 3 rows that are nearest in this column, or of the 30 nearest, whichever say
        more. NaN for fewer than 10 rows, or where all answers are the same.
    """
    # At random, since rows of equal value keep their order when they are sorted.
    drawn = np.random.default_rng(0).permutation(np.flatnonzero(answers.notna()))
    drawn = drawn[:LOOKED_AT]
    if len(drawn) < RARE:
        return np.nan
    values = _comparable(column.iloc[drawn], use)
    order = np.argsort(values, kind="stable")
    values, given = values[order], answers.iloc[drawn[order]]
    if given.nunique() < 2:
        return np.nan
    if is_classes:
        labels, names = given.astype(str).factorize()
        truth = np.eye(len(names))[labels]
    else:
        truth = given.to_numpy(dtype=float)[:, np.newaxis]
    votes = truth / truth.sum(axis=0) if is_classes else truth  # each class weighs as much
    inside = [(train[drawn][order], test[drawn][order]) for train, test in folds or ()]
    scores = []
    for n in (n for n in (3, 30) if 2 * n < len(values)):
        said = [(truth, votes[_nearest(values, n)])]
        if folds is not None:
            said = [
                (truth[test], votes[train][_nearest(values[train], n, values[test])])
                for train, test in inside
                if train.any() and test.any()
            ]
        pairs = [(right, near.mean(axis=1)) for right, near in said]
        if is_classes:
            pairs = [(right.argmax(axis=1), near.argmax(axis=1)) for right, near in pairs]
        each = [score_answers(*pair, is_classes=is_classes) for pair in pairs]
        scores.append(float(np.mean(each)) if each else np.nan)
    return max(scores)


def score_answers(truth: NDArray[Any], said: NDArray[Any], *, is_classes: bool) -> float:
    """Return the balanced accuracy of class numbers, or the R² of numbers."""
    if not is_classes:
        return MeanSquaredError().score(said, truth)
    right = said == truth
    return float(np.mean([right[truth == each].mean() for each in np.unique(truth)]))


def _nearest(values: FloatArray, n: int, asked: FloatArray | None = None) -> IntArray:
    """Return where the n sorted values nearest to each one asked for are.

    Without ``asked``, each of the values asks for others than itself.
    """
    if asked is None:
        asked = values
        beside = np.arange(len(values))[:, np.newaxis] + [*range(-n, 0), *range(1, n + 1)]
    else:
        beside = np.searchsorted(values, asked)[:, np.newaxis] + np.arange(-n, n)
    others = beside.clip(0, len(values) - 1)
    distances = np.abs(values[others] - asked[:, np.newaxis])
    distances[beside != others] = np.inf
    best = distances.argsort(axis=1, kind="stable")[:, :n]
    return np.take_along_axis(others, best, axis=1)


def _comparable(column: pd.Series, use: str) -> FloatArray:
    """Return numbers in the order of a column's values, missing ones apart from all."""
    if column.dtype.kind == "M":
        column = (column - column.min()).dt.total_seconds()
    elif not is_number(column) and use != "number":
        return column.astype(str).factorize(sort=True)[0].astype(float)
    numbers = numbers_of(column)
    low, high = numbers.min(), numbers.max()
    return numbers.fillna(2 * low - high - 1).fillna(0.0).to_numpy()


def is_number(column: pd.Series) -> bool:
    """Whether a column holds numbers, not their text; yes and no are none."""
    return column.dtype.kind in "iuf"


def are_numbers(texts: pd.Series) -> bool:
    """Whether texts are meant as numbers: most of them are such, and no names."""
    numbers = numbers_of(texts)
    is_mostly = numbers.notna().mean() >= MOSTLY and numbers.nunique() > 1
    return bool(is_mostly) and not are_names(texts)


def words_of(name: Any) -> list[str]:
    """Return the words of a name: of ``"PassengerId"``, passenger and id."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W_]+", str(name))
    return [word.lower() for word in words]


def some(names: Any) -> str:
    """Return the first few of some names, for a sentence."""
    listed = [repr(str(name)[:30]) for name in names[:4]]
    return ", ".join(listed) + (", …" if len(names) > 4 else "")
