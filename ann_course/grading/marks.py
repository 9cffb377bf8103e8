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
# What to do where the maximum is another one than that of the marks.
IN_MOODLE = "Set the assignment's maximum grade in Moodle, and take its worksheet again."
IN_CANVAS = "Set the assignment's points in Canvas, and export the gradebook again."


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
        If it is no such file, has nothing of the assignment, a score is no number, one
        learner has two, or a row has more cells than there are columns.
    """
    text = text.removeprefix("\ufeff")
    names, rows = _table(text, _separator(text), "file of marks")
    if not {"assignment", "student_id", "score", "max_score"} <= set(names):
        raise ValueError("The file of marks is not one that `nbgrader export` wrote.")
    found: dict[str, tuple[float, float]] = {}
    for row in rows:
        if row["assignment"] == assignment:
            who = row["student_id"] or ""
            mark = (_number(row, "score"), _number(row, "max_score"))
            if found.setdefault(who.casefold(), mark) != mark:
                raise ValueError(
                    f"There are two different marks of {who!r}, capitals or not. Correct "
                    "or delete one of them in the file of marks."
                )
    if not found:
        others = ", ".join(sorted({row["assignment"] for row in rows}))
        only = f", only of: {others}" if others else ", nor of anything else"
        raise ValueError(f"There are no marks of {assignment!r}{only}.")
    return found


def _separator(text: str) -> str:
    """Return what stands between a table's cells: some spreadsheets write semicolons."""
    return max(",;\t", key=text.partition("\n")[0].count)


def _table(text: str, mark: str, what: str) -> tuple[list[str], list[Row]]:
    """Return a table's columns and rows, of which none has more cells than columns.

    In such a row a comma stands in a name without quotation marks, and each cell after it
    would be taken for another one.
    """
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        rows = list(table)
    except csv.Error as error:
        raise ValueError(f"The {what} is damaged: {error}. Export it again.") from None
    for number, row in enumerate(rows, 2):
        if None in row:
            raise ValueError(
                f"Row {number} of the {what}, that of {next(iter(row.values()))!r}, has "
                f"more cells than there are columns. Put a cell with {mark!r} in it into "
                "quotation marks."
            )
    return list(table.fieldnames or []), rows


def _number(row: Mapping[str, str], column: str) -> float:
    written = row[column] or ""  # a row that was cut off has None
    try:
        return read_number(written)
    except ValueError:
        raise ValueError(
            f"The {column} of {row['student_id']!r} is {written!r}, which is no number. "
            "Correct it in the file of marks, or delete the row."
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
        If the template is not Moodle's or Canvas's, has another maximum, a row of it has
        more cells than there are columns, or two rows are one learner's.
    """
    bom = "\ufeff" if template.startswith("\ufeff") else ""
    lines = template.removeprefix(bom)
    mark = _separator(lines)
    names, rows = _table(lines, mark, "template")
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
        if is_canvas and (row.get("Student") or "").strip() == "Points Possible":
            maximum = next(iter(marks.values()))[1]
            row[column] = row[column] or f"{maximum:g}"
            _check_maximum(row[column], maximum, IN_CANVAS)
            continue
        who = _who(row, identity, marks)
        label = row[identity[0]] or next(iter(row.values())) or ""
        if who is None:
            without += [label] if label.strip() else []  # Canvas has rows about columns
        elif who in taken:
            raise ValueError(
                f"Both {taken[who]} and {label} would have the mark of {who}. Delete the "
                "row of the one whose mark it is not from the template."
            )
        else:
            taken[who] = label
            row[column] = f"{marks[who][0]:g}"
            if "Maximum Grade" in row:
                _check_maximum(row["Maximum Grade"] or "", marks[who][1], IN_MOODLE)
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
    """Return whose mark a row has; what stands before an @ counts only as a last resort."""
    whole = [(row[name] or "").strip().casefold() for name in identity]
    parts = [value.partition("@")[0] for value in whole]
    return next((each for each in whole + parts if each and each in marks), None)


def _check_maximum(stated: str, maximum: float, mend: str) -> None:
    try:
        same = read_number(stated) == maximum
    except ValueError:
        return
    if not same:
        raise ValueError(
            f"The template's maximum is {stated}, that of the marks {maximum:g}. {mend}"
        )
