"""The table of the lesson: the penguins' own, or a drawn one where that is not at hand."""

from __future__ import annotations

import csv
import io

import numpy as np

from ann_course.panels.table.nests import make_nests
from ann_lib.datasets.files import DataUnavailableError
from ann_lib.datasets.penguins import load_penguins_raw

REAL, DRAWN = "penguins_raw.csv", "drawn_nests.csv"


def penguins_table() -> tuple[bytes, str]:
    """Return a table of penguins and their nests as a file's bytes, and its name.

    It is looked for in the folder that ``ANN_LIB_DATA`` names, among what was downloaded,
    and in the package palmerpenguins. Where it is in none of them, a table with the same
    columns is drawn, and its name says so; ``load_penguins_raw()`` fetches the real one.
    """
    try:
        return load_penguins_raw(download=False), REAL
    except DataUnavailableError:
        return drawn_table(), DRAWN


def drawn_table() -> bytes:
    """Return the drawn table as a file's bytes, written as the real one is."""
    columns = make_nests(rng=0)
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(columns)
    for row in zip(*(values.tolist() for values in columns.values()), strict=True):
        writer.writerow(map(_written, row))
    return lines.getvalue().encode()


def _written(value: object) -> str:
    if isinstance(value, float):
        return "NA" if np.isnan(value) else f"{value:g}"
    return str(value) or "NA"
