"""Splitting a table into a training part and a test part, and saying what that asks."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import Rng, check_number, check_rng, describe
from ann_lib._support.printing import prints_anywhere
from ann_lib.tables.cells import date_format, import_pandas

if TYPE_CHECKING:
    import pandas as pd


@prints_anywhere
@dataclass(frozen=True, eq=False)
class Split:
    """The two parts of a table; it unpacks as ``train, test``.

    Attributes
    ----------
    train, test : DataFrame
        With the columns and the index of the table.
    reason : str
        How it was split, and what a score on the test part then says.
    """

    train: pd.DataFrame
    test: pd.DataFrame
    reason: str

    def __iter__(self) -> Iterator[pd.DataFrame]:
        return iter((self.train, self.test))

    def __repr__(self) -> str:
        return f"{len(self.train)} rows to train, {len(self.test)} to test. {self.reason}"


def split_table(
    frame: pd.DataFrame,
    *,
    group: Any = None,
    time: Any = None,
    stratify: Any = None,
    test_fraction: float = 0.25,
    rng: Rng = None,
) -> Split:
    """Split a table into a training part and a test part.

    Parameters
    ----------
    frame : DataFrame
    group : column name, optional
        Rows with the same value here stay together: those of one person, one building.
    time : column name, optional
        The earliest rows are for training, the latest for testing. Rows of the same
        time stay together. Dates may be text, all in one format, as in `read_table`.
    stratify : column name, optional
        Rows are drawn at random from each of its classes, so that both parts hold the
        classes in about the same shares. Without any of the three, rows are drawn at
        random.
    test_fraction : float
        How much is for testing, about: groups and times are not torn apart.
    rng : Generator or int, optional
        Draws rows and groups; a split by time has nothing to draw.

    Returns
    -------
    Split
        ``train, test = split_table(...)`` unpacks it; ``reason`` is what it says of itself.

    Raises
    ------
    TypeError
        If ``frame`` is no DataFrame.
    ValueError
        If more than one way is asked for, a column is not there or has gaps, or one part
        would be empty.
    """
    check_frame(frame)
    ways = {"group": group, "time": time, "stratify": stratify}
    asked = {way: name for way, name in ways.items() if name is not None}
    if len(asked) > 1:
        raise ValueError(
            f"A table is split in one way, got {', '.join(f'{w}=' for w in asked)}. Leave "
            "out all but one."
        )
    fraction = check_number(test_fraction, "test_fraction", above=0, below=1)
    for way, name in asked.items():
        check_column(frame, name, way)
        if gaps := int(frame[name].isna().sum()):
            raise ValueError(
                f"The column {name!r} has {gaps} gaps: nobody can know to which part these "
                f"rows belong. Leave them out: frame.dropna(subset=[{name!r}])."
            )
    generator = check_rng(rng)
    if group is not None:
        in_test, reason = _by_group(frame[group], group, fraction, generator)
    elif time is not None:
        in_test, reason = _by_time(frame[time], time, fraction)
    else:
        in_test, reason = _at_random(frame, stratify, fraction, generator)
    if in_test.all() or not in_test.any():
        raise ValueError(
            f"One part of {len(frame)} rows would be empty. Take another test_fraction "
            f"than {fraction:g}, or split in another way."
        )
    return Split(frame[~in_test], frame[in_test], reason)


def check_column(frame: pd.DataFrame, name: Any, argument: str) -> None:
    """Raise unless ``frame`` has a column of that name, and each of its names once."""
    if not frame.columns.is_unique:
        twice = frame.columns[frame.columns.duplicated()].tolist()
        raise ValueError(
            f"The table has several columns of the name {twice[0]!r}. Give each column a "
            "name of its own: frame.columns = [...]."
        )
    check_name(name, argument, frame.columns)


def check_name(name: Any, argument: str, names: Iterable[Any]) -> None:
    """Raise ValueError unless a column's name is among ``names``."""
    listed = list(names)
    if not isinstance(name, Hashable) or name not in listed:
        raise ValueError(
            f"{argument} must be one of {', '.join(map(repr, listed))}; "
            f"got {describe(name)}."
        )


def check_frame(frame: Any) -> None:
    """Raise TypeError unless it is a DataFrame."""
    if not isinstance(frame, import_pandas().DataFrame):
        raise TypeError(
            f"frame must be a DataFrame, got {describe(frame)}. Columns are known by their "
            "names here. Read it with read_table(path), or use pd.DataFrame(array, "
            "columns=[...])."
        )


def _by_group(
    column: pd.Series, name: Any, fraction: float, rng: np.random.Generator
) -> tuple[NDArray[np.bool_], str]:
    """Draw whole groups until the test part is as near as it comes to its fraction."""
    groups, labels = column.factorize()
    n_rows = np.bincount(groups)
    order = rng.permutation(len(n_rows))
    distance = np.abs(np.cumsum(n_rows[order]) - fraction * len(groups))
    chosen = order[: int(distance[:-1].argmin()) + 1] if len(order) > 1 else order
    reason = (
        f"Split by {name!r}: {len(chosen)} of its {len(labels)} values are for testing, "
        "each with all its rows. So the score says how well it does on one that it has "
        "never met."
    )
    return np.isin(groups, chosen), reason


def _by_time(
    column: pd.Series, name: Any, fraction: float
) -> tuple[NDArray[np.bool_], str]:
    """Take the latest rows; those of the same time stay together."""
    form = None if column.dtype.kind in "Miuf" else date_format(column)
    if form:  # as text, 02.01.2021 would come before 31.12.2020
        import pandas as pd

        column = pd.to_datetime(column.astype(str), format=form)
    times = column.sort_values()
    first = times.iloc[min(round(len(times) * (1 - fraction)), len(times) - 1)]
    if first == times.iloc[0]:  # as many rows of the earliest time
        later = times[times > first]
        first = later.iloc[0] if len(later) else first
    reason = (
        f"Split by time: what has {name!r} before {first} is for training, the rest for "
        "testing. So the score says how well it does on what comes next."
    )
    return (column >= first).to_numpy(), reason


def _at_random(
    frame: pd.DataFrame, stratify: Any, fraction: float, rng: np.random.Generator
) -> tuple[NDArray[np.bool_], str]:
    """Draw rows, from each class of ``stratify`` if it is given."""
    n = len(frame)
    shuffled = rng.permutation(n)
    if stratify is None:
        in_test = np.zeros(n, dtype=bool)
        in_test[shuffled[: round(n * fraction)]] = True
        how = "Rows were drawn at random."
    else:
        # Shuffled, sorted by class, and every 1 / fraction-th of them: each class gives
        # its share, to within one row.
        codes = frame[stratify].factorize()[0]
        order = shuffled[np.argsort(codes[shuffled], kind="stable")]
        steps = np.floor(np.arange(n + 1) * fraction + rng.random())
        in_test = np.zeros(n, dtype=bool)
        in_test[order[np.diff(steps) > 0]] = True
        how = f"Rows were drawn at random from each class of {stratify!r}."
    reason = (
        f"{how} That is a fair exam only if no two rows belong together: of one person, "
        "one place or one time."
    )
    return in_test, reason
