"""Marks from nbgrader into the table that Moodle or Canvas gave out, ready to be imported.

Both know learners by columns of their own. So their own file is taken as the template:
Moodle's grading worksheet or Canvas's exported gradebook; only the marks are filled in.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ann_course.page.number import read_number

Row = dict[str, str]

# What identifies a learner in each table, and what only it has.
MOODLE = ("Email address", "ID number", "Username", "Identifier")
CANVAS = ("SIS Login ID", "SIS User ID", "ID")


@dataclass(frozen=True)
class Filled:
    """A template with the marks in it.

    Attributes
    ----------
    text : str
        The CSV file.
    n_filled : int
    unknown : list of str
        Those with a mark whom the template does not know.
    without : list of str
        Those in the template who have no mark.
    """

    text: str
    n_filled: int
    unknown: list[str]
    without: list[str]


def read_marks(text: str, assignment: str) -> dict[str, tuple[float, float]]:
    """Return score and maximum by learner from what ``nbgrader export`` wrote.

    Raises
    ------
    ValueError
        If it is no such file, has nothing of the assignment, or a score is no number, or
        if a row has more cells than there are columns.
    """
    rows = _rows(text.removeprefix("\ufeff"), ",", "file of marks")
    if not rows or not {"assignment", "student_id", "score", "max_score"} <= set(rows[0]):
        raise ValueError("The file of marks is not one that `nbgrader export` wrote.")
    found = {
        row["student_id"].casefold(): (_number(row, "score"), _number(row, "max_score"))
        for row in rows
        if row["assignment"] == assignment
    }
    if not found:
        names = ", ".join(sorted({row["assignment"] for row in rows}))
        raise ValueError(f"There are no marks of {assignment!r}, only of: {names}.")
    return found


def _rows(text: str, mark: str, what: str) -> list[Row]:
    """Return a table's rows, of which none has more cells than there are columns.

    In such a row a comma stands in a name without quotation marks, and each cell after it
    would be taken for another one.
    """
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=mark))
    for number, row in enumerate(rows, 2):
        if None in row:
            raise ValueError(
                f"Row {number} of the {what}, that of {next(iter(row.values()))!r}, has "
                f"more cells than there are columns. Put a cell with {mark!r} in it into "
                "quotation marks."
            )
    return rows


def _number(row: Mapping[str, str], column: str) -> float:
    try:
        return read_number(row[column] or "0")
    except ValueError:
        raise ValueError(
            f"The {column} of {row['student_id']!r} is {row[column]!r}, which is no "
            "number. Correct it in the file of marks."
        ) from None


def fill(
    template: str, marks: Mapping[str, tuple[float, float]], assignment: str
) -> Filled:
    r"""Fill marks into a template.

    Examples
    --------
    >>> template = "Identifier,Email address,Grade\nParticipant 7,ada@example.org,\n"
    >>> print(fill(template, {"ada": (9.0, 12.0)}, "lesson_02").text)
    Identifier,Email address,Grade
    Participant 7,ada@example.org,9
    <BLANKLINE>

    Raises
    ------
    ValueError
        If the template is not Moodle's or Canvas's, a row of it has more cells than there
        are columns, or two rows are one learner's.
    """
    bom = "\ufeff" if template.startswith("\ufeff") else ""
    lines = template.removeprefix(bom)
    first = lines.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    rows = _rows(lines, mark, "template")
    names = list(rows[0]) if rows else []
    is_canvas = "SIS Login ID" in names or {"Student", "ID", "Section"} <= set(names)
    identity = [name for name in (CANVAS if is_canvas else MOODLE) if name in names]
    if not identity or not (is_canvas or "Grade" in names):
        raise ValueError(
            "The template is neither Moodle's grading worksheet, with a column Grade, nor "
            "a gradebook that Canvas exported, with a column SIS Login ID."
        )
    column = _canvas_column(names, assignment) if is_canvas else "Grade"
    if column not in names:
        names.append(column)
    taken: dict[str, str] = {}
    without = []
    for row in rows:
        row.setdefault(column, "")
        if is_canvas and row["Student"].strip() == "Points Possible":
            row[column] = row[column] or f"{next(iter(marks.values()))[1]:g}"
            continue
        who = _who(row, identity, marks)
        label = row[identity[0]] or next(iter(row.values()))
        if who is None:
            without.append(label)
        elif who in taken:
            raise ValueError(f"Both {taken[who]} and {label} would have the mark of {who}.")
        else:
            taken[who] = label
            row[column] = f"{marks[who][0]:g}"
            if "Maximum Grade" in row:
                _check_maximum(row["Maximum Grade"] or "", marks[who][1])
    out = io.StringIO(newline="")
    writer = csv.DictWriter(
        out, names, delimiter=mark, lineterminator="\r\n" if "\r\n" in lines else "\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    unknown = [who for who in marks if who not in taken]
    return Filled(bom + out.getvalue(), len(taken), unknown, without)


def _canvas_column(names: Sequence[str], assignment: str) -> str:
    """Return the assignment's column: Canvas adds a number to the name."""
    return next((n for n in names if n.partition(" (")[0] == assignment), assignment)


def _who(row: Row, identity: Sequence[str], marks: Mapping[str, object]) -> str | None:
    for name in identity:
        value = (row[name] or "").strip().casefold()
        for candidate in (value, value.partition("@")[0]):
            if candidate and candidate in marks:
                return candidate
    return None


def _check_maximum(stated: str, maximum: float) -> None:
    try:
        same = read_number(stated) == maximum
    except ValueError:
        return
    if not same:
        raise ValueError(
            f"The template's maximum is {stated}, that of the marks {maximum:g}. Set the "
            "assignment's maximum grade in Moodle, and take its worksheet again."
        )
