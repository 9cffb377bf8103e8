"""Your own points from a table: two columns of numbers, and one that names the class."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np

from ann_course.panels.playground.data import REACH, Rows
from ann_lib.tables import read_table

MOST = 5000
"""Points; more are not seen apart in the plane."""
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
    frame = frame.iloc[:, :3].dropna()
    if frame.shape[1] != 3 or not 1 <= len(frame) <= MOST:
        raise ValueError(
            f"{name} must have three columns and 1 to {MOST:,} rows without gaps, got "
            f"{frame.shape[1]} columns and {len(frame):,} such rows."
        )
    try:
        x = frame.iloc[:, :2].to_numpy(dtype=float)
    except (TypeError, ValueError):
        raise ValueError(
            f"the first two columns of {name} must hold numbers, x1 and x2. Put the class "
            "into the third."
        ) from None
    kinds = sorted(frame.iloc[:, 2].unique().tolist())
    if len(kinds) > 2:
        raise ValueError(
            f"the third column of {name} must hold two classes, got {len(kinds)} values. "
            "Leave out the rows of the others."
        )
    labels = (frame.iloc[:, 2] == kinds[-1]).to_numpy(dtype=int)
    said = f"{len(frame):,} points of {name}: {kinds[-1]} is orange"
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
