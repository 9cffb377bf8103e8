"""Reading a table from a file: how it is written is found out, and told."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ann_lib._support.checks import Rng, check_choice, check_int, check_rng, describe
from ann_lib._support.printing import prints_anywhere
from ann_lib._support.storage import file_at
from ann_lib.tables.cells import (
    MISSING,
    PLAIN,
    Converter,
    count,
    find_decimal,
    import_pandas,
)

if TYPE_CHECKING:
    import pandas as pd

Row = list[str]

SEPARATORS = {"\t": "tabs", ";": "semicolons", "|": "bars", ",": "commas"}
"""What may stand between the cells of a row, the rarest within a cell first."""
MAX_ROWS = 50_000
_ALONE = "\x1f"  # separates nothing: the table has one column
_KINDS_OF_FILE = {
    b"PK\x03\x04": "an Excel workbook or an archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"<!doctype": "a web page",
    b"<html": "a web page",
    b"[{": "JSON",
    b'{"': "JSON",
}


@prints_anywhere
@dataclass(frozen=True)
class Reading:
    """How a file was read; `read_table` leaves it in ``frame.attrs["reading"]``.

    Attributes
    ----------
    name : str
        Of the file.
    encoding, separator, decimal : str
        As they were found out or given; ``separator`` is "" for a single column.
    n_rows, n_columns : int
        Of the table in the file, of which ``frame`` may be a sample.
    notes : tuple of str
        What else was done, a sentence each.
    """

    name: str
    encoding: str
    separator: str
    decimal: str
    n_rows: int
    n_columns: int
    notes: tuple[str, ...]

    def __str__(self) -> str:
        between = SEPARATORS.get(self.separator, repr(self.separator))
        how = [f"separated by {between}"] if self.separator else []
        how += [f"decimal {'comma' if self.decimal == ',' else 'point'}", self.encoding]
        size = f"{count(self.n_rows, 'row')}, {count(self.n_columns, 'column')}"
        first = f"{self.name or 'The table'}: {size}; {', '.join(how)}."
        return "\n".join([first, *(f"- {note}" for note in self.notes)])


def read_table(
    source: str | Path | bytes | bytearray | memoryview,
    *,
    name: str = "",
    separator: str | None = None,
    decimal: str | None = None,
    header: bool | None = None,
    missing: Collection[str] = MISSING,
    max_rows: int = MAX_ROWS,
    rng: Rng = 0,
) -> pd.DataFrame:
    r"""Read a table of text (CSV and its kin), and tell how it was read.

    What is not given is found out: encoding, separator, decimal mark, whether there is a
    header. A column in which all entries are numbers, of one unit if any, becomes one of
    numbers, a column of dates one of dates, times of day become hours; all else stays
    text.

    Parameters
    ----------
    source : path or bytes
        A file, or its content, such as an upload gives.
    name : str
        What to call content that has no path.
    separator : str, optional
        One sign; ``"\t"`` is a tab.
    decimal : {".", ","}, optional
    header : bool, optional
        Whether the first row holds the names of the columns.
    missing : collection of str
        What stands for a missing value, in any case of letters.
    max_rows : int
        Of a longer table a random sample of so many rows is returned, in the file's order.
    rng : Generator or int, optional
        Draws that sample.

    Returns
    -------
    DataFrame
        ``frame.attrs["reading"]`` is a `Reading`: print it.

    Raises
    ------
    ModuleNotFoundError
        If pandas is not installed.
    FileNotFoundError
        If there is no such file.
    TypeError
        If ``source``, ``header`` or ``missing`` is something else than above.
    ValueError
        If it is empty, no text, or not a table.

    Examples
    --------
    >>> frame = read_table(b"size;sort\n1,5;a\n2,5;?\n", name="two.csv")
    >>> print(frame.attrs["reading"])
    two.csv: 2 rows, 2 columns; separated by semicolons, decimal comma, UTF-8.
    - Taken as missing: '?', 1 entry in 1 column.
    >>> frame["size"].tolist()
    [1.5, 2.5]
    """
    pd = import_pandas()
    check_int(max_rows, "max_rows")
    _check_kinds(header, missing)
    content, name = _content(source, name)
    notes: list[str] = []
    if len(content) > 8_000_000:
        notes.append(f"The file has {len(content) / 1e6:.0f} MB.")
    text, encoding = _decoded(content, name)
    if named := re.match(r"sep=(.)\r?\n", text):  # as a spreadsheet is told
        separator, text = separator or named[1], text[named.end() :]
    if separator is None:
        separator = _find_separator(text)
    elif not isinstance(separator, str) or len(separator) != 1:
        raise ValueError(f"separator must be one sign, got {describe(separator)}.")
    rows = _rows(text, separator, notes)
    if not rows:
        raise ValueError(f"{name or 'The table'} is empty: there is no row in it.")
    names, rows = _header(rows, header, notes)
    rows = _straightened(rows, len(names), name, notes)
    if not rows:
        raise ValueError(
            f"{name or 'The table'} has a header, {', '.join(names)[:60]}, and no row "
            "beneath it. If that is a row, use header=False."
        )
    n_rows = len(rows)
    if n_rows > max_rows:
        drawn = check_rng(rng).choice(n_rows, max_rows, replace=False)
        rows = [rows[i] for i in sorted(drawn.tolist())]
        notes.append(f"This is a sample: {max_rows:,} of {n_rows:,} rows, drawn at random.")
    if decimal is None:
        decimal, guess = find_decimal(rows, separator)
        notes += [guess] * bool(guess)
    converter = Converter(check_choice(decimal, "decimal", ".,"), missing)
    columns = zip(names, zip(*rows, strict=True), strict=True)
    frame = pd.DataFrame({each: converter.column(each, cells) for each, cells in columns})
    notes += converter.notes
    shown = "" if separator == _ALONE else separator
    if not shown:
        notes.append("There is one column. If it holds several, use separator=.")
    frame.attrs["reading"] = Reading(
        name, encoding, shown, decimal, n_rows, len(names), tuple(notes)
    )
    return frame


def _check_kinds(header: object, missing: Any) -> None:
    if not (header is None or isinstance(header, bool)):  # pandas' header=0 means True
        raise TypeError(f"header must be True, False or None, got {describe(header)}.")
    if isinstance(missing, str) or not all(isinstance(mark, str) for mark in missing):
        raise TypeError(
            "missing must be a collection of texts, such as ('', 'NA'), "
            f"got {describe(missing)}."
        )


# From a file to rows of cells.


def _content(source: Any, name: str) -> tuple[bytes | bytearray | memoryview, str]:
    if isinstance(source, bytes | bytearray | memoryview):
        return source, name
    if not isinstance(source, str | Path):
        raise TypeError(
            f"source must be a path or the bytes of a file, got {describe(source)}."
        )
    if "\n" in str(source):
        raise ValueError(
            f"source must be a path or the bytes of a file, got {describe(source)}. If it "
            "is the text of a table itself, use source.encode()."
        )
    path = file_at(source)
    return path.read_bytes(), name or path.name


def _decoded(content: bytes | bytearray | memoryview, name: str) -> tuple[str, str]:
    """Return the text of a file, and its encoding in words."""
    start = bytes(content[:80]).removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, kind in _KINDS_OF_FILE.items():
        if start[: len(magic)].upper() == magic.upper():
            raise ValueError(
                f"{name or 'This'} is {kind}, not a table of text. Save the table itself "
                "as CSV: in a spreadsheet, choose File > Save as > CSV (UTF-8)."
            )
    encodings = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = {"utf-16": "UTF-16"}
    for encoding, words in encodings.items():
        try:
            text = str(content, encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return unicodedata.normalize("NFC", text), words
    raise ValueError(
        f"{name or 'This'} is not text in UTF-8, UTF-16 or Windows-1252. Save the table "
        "as CSV (UTF-8)."
    )


def _cells(text: str, separator: str, **options: Any) -> Iterator[Row]:
    """Yield the rows that are not empty; a quoted cell may hold separators and lines."""
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, **options):
        cells = [cell.strip() for cell in row]
        if any(cell.strip(",;|") for cell in cells):
            yield cells


def _find_separator(text: str) -> str:
    """Return the sign that cuts most rows into the same number of cells."""
    shares = {}
    for mark in SEPARATORS:
        try:
            rows = list(islice(_cells(text, mark, strict=True), 200))
        except csv.Error:
            rows = list(islice(_cells(text, mark, quoting=csv.QUOTE_NONE), 200))
        widths = Counter(map(len, rows))
        width, n_rows = max(widths.items(), key=lambda item: item[1], default=(1, 0))
        # The decimal commas of a single column cut all of it but its name.
        is_decimal = len(rows) > 1 and len(rows[0]) == 1 and rows[1][-1][:1].isdigit()
        if width > 1 and not is_decimal:
            shares[mark] = n_rows / len(rows)
    for enough in (0.9, 0.5):
        for mark, share in shares.items():
            if share > enough:
                return mark
    return _ALONE


def _rows(text: str, separator: str, notes: list[str]) -> list[Row]:
    """Return all rows, also where quotation marks are not as they should be."""
    try:
        return list(_cells(text, separator, strict=True))
    except csv.Error as error:
        if "expected after" in str(error):
            notes.append("A quotation mark stands within a quoted cell: look at the rows.")
            return list(_cells(text, separator))
        notes.append("A quotation mark is never closed: all were read as letters.")
        return list(_cells(text, separator, quoting=csv.QUOTE_NONE))


# From rows to columns with a name.


def _header(
    rows: list[Row], header: bool | None, notes: list[str]
) -> tuple[list[str], list[Row]]:
    """Return the names of the columns, and the rows beneath them."""
    width = Counter(map(len, rows)).most_common(1)[0][0]
    if header is None:
        while len(rows) > 1 and _is_title(rows[0], width):
            notes.append(f"Left out above the header: {' '.join(rows[0]).strip()!r}.")
            rows = rows[1:]
        header = not _is_data(rows)
        if not header:
            notes.append("There is no header: the columns are numbered.")
    if not header:
        return [f"column {i}" for i in range(1, width + 1)], rows
    first, rows = rows[0], rows[1:]
    if again := rows.count(first):
        notes.append(f"The header is repeated: {count(again, 'row')} left out.")
        rows = [row for row in rows if row != first]
    if len(rows) > 2 and _is_units(rows):
        notes.append(f"Left out beneath the header: {', '.join(rows[0])}.")
        rows = rows[1:]
    if len(first) == width - 1:  # as R writes row names
        first = ["", *first]
    blank = [
        i
        for i, name in enumerate(first)
        if not name and not any(r[i : i + 1] > [""] for r in rows)
    ]
    if blank:
        notes.append(f"{count(len(blank), 'empty column')} left out.")
        kept = [i for i in range(max(width, len(first))) if i not in blank]
        first, *rows = ([row[i] for i in kept if i < len(row)] for row in [first, *rows])
    return _unique(first, notes), rows


def _is_title(row: Row, width: int) -> bool:
    """Whether one cell stands where several belong."""
    return sum(map(bool, row)) == 1 and (len(row) < width or width > 2)


def _is_data(rows: list[Row]) -> bool:
    """Whether the first row is no header: a number over numbers, or what occurs again."""
    first, below = rows[0], [row for row in rows[1:1000] if row != rows[0]]
    numbers = [float(cell.replace(",", ".")) for cell in first if PLAIN.fullmatch(cell)]
    steps = {b - a for a, b in pairwise(numbers)}
    counts_up = len(numbers) > 2 and len(steps) == 1  # years, say, are names
    for i, cell in enumerate(first):
        under = [row[i] for row in below if len(row) > i and row[i]]
        if PLAIN.fullmatch(cell):
            n_numbers = sum(PLAIN.fullmatch(each) is not None for each in under)
            if n_numbers > 0.8 * len(under) and not counts_up:
                return True
        elif cell and cell.lower() not in MISSING and cell in under:
            return True
    return False


def _is_units(rows: list[Row]) -> bool:
    """Whether the first row holds units: words over columns that else are numbers."""
    columns = [(first, below) for first, *below in zip(*rows[:20], strict=False)]
    over = [first for first, below in columns if all(map(PLAIN.fullmatch, below))]
    return len(over) > 1 and not any(
        cell.lower() in MISSING or re.search(r"\d", cell) for cell in over
    )


def _unique(names: Sequence[str], notes: list[str]) -> list[str]:
    """Return the names, each once; what has none is numbered."""
    result: list[str] = []
    for i, given in enumerate(names, 1):
        plain = " ".join(given.split())
        base = name = plain or f"column {i}"
        n = 1
        while name in result:
            n += 1
            name = f"{base} ({n})"
        result.append(name)
        if name != plain:
            why = "has another's name" if plain else "has no name"
            notes.append(f"Column {i} {why}: it is called {name!r}.")
    return result


def _straightened(rows: list[Row], width: int, name: str, notes: list[str]) -> list[Row]:
    """Return rows of one length; what is too long is left out, what is short has gaps."""
    too_long = [row for row in rows if any(row[width:])]
    if len(too_long) > len(rows) / 2:
        raise ValueError(
            f"{name or 'The table'}: {len(too_long)} of {count(len(rows), 'row')} have "
            f"more cells than the header ({width}): {', '.join(too_long[0])[:40]!r}. "
            "Give each column a name in the first row. If commas stand both between cells "
            "and in numbers, save it with semicolons between the cells."
        )
    if too_long:
        notes.append(
            f"{count(len(too_long), 'row')} with more cells than the header left out, "
            f"such as {', '.join(too_long[0])[:40]!r}."
        )
        rows = [row for row in rows if not any(row[width:])]
    if short := sum(len(row) < width for row in rows):
        notes.append(f"{count(short, 'row')} with fewer cells: the last ones are missing.")
    return [row[:width] + [""] * (width - len(row)) for row in rows]
