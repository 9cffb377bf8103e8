"""Your own points from a table: two columns of numbers, and one that names the class."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np

from ann_course.live.words import counted
from ann_course.panels.playground.data import REACH, Rows
from ann_lib.tables import read_table

MOST = 5000
"""Points; more are not seen apart in the plane."""
LARGEST = 1e100
"""A number beyond is none that was measured, and its squares are no numbers."""
WITHIN = 0.9
"""How much of the plane's reach the farthest number takes."""


def rows_of(table: str | os.PathLike[str] | tuple[str, bytes]) -> tuple[Rows, str]:
    """Return the points of a table, and in a sentence what was made of it.

    Parameters
    ----------
    table : path or (str, bytes)
        A CSV file, or the ``file`` of an `Upload`. Its first two columns are x1 and x2,
        its third has two values, the classes. If a number lies beyond the plane, both
        columns are shifted and scaled to fit.

    Raises
    ------
    ValueError
        If the columns are others, or there are too many rows.
    """
    if isinstance(table, tuple):
        name, content = table
        frame = read_table(content, name=name)
    else:
        path = Path(table)
        name, frame = path.name, read_table(path)
    n_columns, n_rows = frame.shape[1], len(frame)
    frame = frame.iloc[:, :3].dropna()
    if n_columns < 3 or not 1 <= len(frame) <= MOST:
        raise ValueError(
            f"{name} must have three columns and 1 to {MOST:,} rows without gaps, got "
            f"{counted(n_columns, 'column')} and {counted(len(frame), 'such row')}."
        )
    try:
        x = frame.iloc[:, :2].to_numpy(dtype=float)
    except (TypeError, ValueError):
        x = np.array([np.nan])
    if not (np.abs(x) < LARGEST).all():
        raise ValueError(
            f"The first two columns of {name} must hold numbers, x1 and x2, all of them "
            f"finite and below {LARGEST:g}. Put the class into the third."
        )
    kinds = sorted(frame.iloc[:, 2].unique().tolist())
    if len(kinds) > 2:
        mend = "Leave out the rows of the others."
        if n_columns > 3:
            mend = f"It is {frame.columns[2]!r}: have x1, x2 and the class come first."
        raise ValueError(
            f"The third column of {name} must hold two classes, got {len(kinds)} values. "
            + mend
        )
    labels = (frame.iloc[:, 2] == kinds[-1]).to_numpy(dtype=int)
    said = f"{counted(len(frame), 'point')} of {name}: {kinds[-1]} is orange"
    if len(frame) < n_rows:
        said += f"; {counted(n_rows - len(frame), 'row')} with gaps left out"
    x, scaled = _fitted(x)
    said += "; shifted and scaled to fit the plane." if scaled else "."
    rows = zip(x.round(3).tolist(), labels.tolist(), strict=True)
    return [(a, b, label) for (a, b), label in rows], said


def _fitted(x: Any) -> tuple[Any, bool]:
    """Return points within the plane, and whether they had to be moved for it."""
    if np.abs(x).max() <= REACH:
        return x, False
    low, high = x.min(axis=0), x.max(axis=0)
    half = np.where(high > low, (high - low) / 2, 1)
    return (x - (low + high) / 2) / half * (WITHIN * REACH), True
