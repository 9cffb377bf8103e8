"""From the cells of a column to numbers, dates or text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

MISSING = ("", "na", "n/a", "#n/a", "nan", "null", "?", "-", "\N{EN DASH}")
"""What stands for a missing value, in small letters."""
SENTINELS = (-999.0, -9999.0)
"""Numbers that do so where all others of the column lie far above them."""
MOSTLY = 0.8
"""A column of which so much is numbers is meant as one of numbers."""
PLAIN = re.compile(r"[-+−]?\d+(?:[.,]\d+)?")
"""A number, whichever its decimal mark."""
_MARKED = re.compile(r"[€$£]?\s*[-+−]?(\d+(?:[.,'\s]\d{3})*)([.,])(\d+)\s*[^\d.,;:/-]*")
_NAME = re.compile(r"0\d|\d{16}")  # 01067 and an account's digits are names, not numbers
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?")
_DAYS = (
    "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y", "%d %B %Y",
    "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d-%b-%Y", "%d.%m.%y", "%d/%m/%y", "%m/%d/%y",
    "%d-%m-%y", "%d-%b-%y",
)  # fmt: skip
_HOURS = ("", " %H:%M", " %H:%M:%S", "T%H:%M", "T%H:%M:%S", "T%H:%M:%SZ")


def find_decimal(rows: list[list[str]], separator: str) -> tuple[str, str]:
    """Return the decimal mark, and a note if that is a guess.

    It is the mark that stands where none for thousands can. Where every one could be
    either, commas are decimal between semicolons, and thousands otherwise.
    """
    seen: Counter[str] = Counter()
    either = ""
    for match in (_MARKED.fullmatch(cell) for row in rows[:2000] for cell in row):
        if match:
            whole, mark, fraction = match.groups()
            if mark in whole:  # 1.234.567
                seen["," if mark == "." else "."] += 1
            elif len(fraction) != 3 or len(whole) > 3 or whole.startswith("0"):
                seen[mark] += 1
            elif mark == ",":
                either = either or match[0]
    if seen or not either:
        return ("," if seen[","] > seen["."] else "."), ""
    decimal, other = (",", ".") if separator == ";" else (".", ",")
    meaning = either.replace(",", "." if decimal == "," else "")
    return decimal, f"{either} was read as {meaning}; if it is not, use decimal={other!r}."


class Converter:
    """Makes columns from cells, and keeps notes of what was done.

    Parameters
    ----------
    decimal : {".", ","}
    missing : collection of str
        What stands for a missing value.
    """

    def __init__(self, decimal: str, missing: Collection[str]) -> None:
        self.decimal = decimal
        self.missing = {mark.lower() for mark in missing}
        self._notes: list[str] = []
        self._gaps: dict[str, list[int]] = defaultdict(list)
        thousands = "' ’\xa0\u202f" + (".,".replace(decimal, ""))
        self._plain = str.maketrans({"−": "-", decimal: "."} | dict.fromkeys(thousands, ""))
        mark = re.escape(decimal)
        self._number = re.compile(
            r"(?P<before>[€$£]?)\s*(?P<number>[-+−]?"
            rf"(?:\d{{1,3}}(?:[{thousands}]\d{{3}})+(?!\d)|\d+|(?={mark}\d))(?:{mark}\d*)?"
            r"(?:[eE][-+]?\d+)?)\s*(?P<after>(?:(?:[^\W\d_]|[%°€$£])[^.,;:\d]{0,12})?)"
        )

    @property
    def notes(self) -> list[str]:
        """What was done that is not plain, a sentence each."""
        gaps = [
            f"Taken as missing: {mark!r}, {count(sum(found), 'entry')} in "
            f"{count(len(found), 'column')}."
            for mark, found in self._gaps.items()
        ]
        return [*self._notes, *gaps]

    def column(self, name: str, cells: Sequence[str]) -> Any:
        """Return a Series: of numbers or dates if all entries are such, else of text."""
        import pandas as pd

        gone = Counter(cell for cell in cells if cell.lower() in self.missing)
        for mark, n in gone.items():
            if mark:
                self._gaps[mark].append(n)
        texts = pd.Series([None if cell in gone else cell for cell in cells], dtype=object)
        found = texts.dropna()
        if are_names(found):
            self._note(name, f"digits that are names, such as {found.iloc[0]}, stay text")
            return texts.infer_objects()
        for convert in (self._as_numbers, self._as_dates, self._as_hours):
            converted = convert(name, found)
            if converted is not None:
                return converted.reindex(texts.index)
        return self._with_points(name, texts, found).infer_objects()

    def _with_points(self, name: str, texts: Any, found: Any) -> Any:
        """Return text, in which numbers have a decimal point if most entries are such."""
        matches = [self._number.fullmatch(text) for text in found.unique()]
        plain = {
            m[0]: m[0].translate(self._plain) for m in matches if m and m[0] == m["number"]
        }
        is_plain = found.isin(plain)
        if is_plain.mean() < MOSTLY:
            return texts
        others = found[~is_plain]
        what = f"{count(len(others), 'entry')}, such as {others.iloc[0]!r}"
        self._note(name, f"numbers but for {what}")
        return texts.replace(plain)

    def _as_numbers(self, name: str, found: Any) -> Any:
        """Return numbers if all entries are, and of one unit; else None."""
        import pandas as pd

        matches = [self._number.fullmatch(text) for text in found]
        units = {m["before"] + m["after"] if m else None for m in matches}
        if len(units) > 1 or None in units:
            return None
        if unit := "".join(map(str, units)):
            self._note(name, f"read as numbers, without the unit {unit!r}")
        texts = [m["number"] for m in matches if m]
        floats = [float(text.translate(self._plain)) for text in texts]
        numbers = pd.Series(floats, found.index, dtype=float)
        for sentinel in SENTINELS:
            others = numbers[numbers != sentinel]
            if 0 < len(others) < len(numbers) and others.min() > sentinel / 2:
                self._gaps[f"{sentinel:g}"].append(len(numbers) - len(others))
                numbers = others
        whole = not any(self.decimal in text for text in texts) and found.size > 0
        return numbers.astype("int64") if whole and numbers.abs().max() < 2**53 else numbers

    def _as_dates(self, name: str, found: Any) -> Any:
        """Return dates if all entries are, in one format; else None."""
        import pandas as pd

        form = date_format(found)
        if form is None:
            return None
        dates = pd.to_datetime(found, format=form)
        example = f"{found.iloc[0]} is {dates.iloc[0]:%d %B %Y}"
        swapped = re.sub("%d([/-])%m", r"%m\1%d", form)
        if swapped != form and all(_is_date(text, swapped) for text in found):
            example += ", though day and month may be the other way round"
        self._note(name, f"read as dates; {example}")
        return dates

    def _as_hours(self, name: str, found: Any) -> Any:
        """Return times of day as hours if all entries are such; else None."""
        import pandas as pd

        matches = [_CLOCK.fullmatch(text) for text in found]
        if not all(matches):
            return None
        parts = [[int(part or 0) for part in match.groups()] for match in matches if match]
        hours = [hour + minute / 60 + second / 3600 for hour, minute, second in parts]
        self._note(name, f"read as hours; {found.iloc[0]} is {hours[0]:.4g}")
        return pd.Series(hours, found.index)

    def _note(self, name: str, what: str) -> None:
        self._notes.append(f"{name!r}: {what}.")


def date_format(entries: Any) -> str | None:
    """Return the format in which all entries of a column are dates, or None.

    Parameters
    ----------
    entries : Series of str
        Missing ones do not count. Where day and month could be either, the day is first.
    """
    import pandas as pd

    texts = entries.dropna().astype(str).drop_duplicates()
    if texts.empty or not re.match(r"\w{1,9}[-./ ]\w+,?[-./ ]\d", texts.iloc[0]):
        return None
    formats = (day + hour for day in _DAYS for hour in _HOURS)
    for form in (each for each in formats if _is_date(texts.iloc[0], each)):
        if pd.to_datetime(texts, format=form, errors="coerce").notna().all():
            return form
    return None


def are_names(texts: Any) -> bool:
    """Whether texts are digits that name something, such as 01067: no numbers."""
    return all(map(str.isdigit, texts)) and any(map(_NAME.match, texts))


def import_pandas() -> Any:
    """Return pandas, or say how to get it: it is not among what the core needs."""
    try:
        import pandas as pd
    except ModuleNotFoundError:
        raise ModuleNotFoundError(
            "Tables need pandas, which is not installed. Install it with pip install "
            "pandas, or in a notebook with %pip install pandas."
        ) from None
    return pd


def numbers_of(column: Any) -> Any:
    """Return a Series of floats; what is no finite number is missing."""
    import pandas as pd

    numbers = pd.to_numeric(column, errors="coerce").astype(float)
    return numbers.replace([float("inf"), float("-inf")], float("nan"))


def count(n: int, what: str) -> str:
    """Return ``"1 row"`` or ``"2 rows"``."""
    if n == 1:
        return f"1 {what}"
    return f"{n:,} {what[:-1]}ies" if what.endswith("y") else f"{n:,} {what}s"


def _is_date(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)
    except ValueError:
        return False
    return True
