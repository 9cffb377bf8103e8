"""Judging a table: what each column is, what is wrong with it, and one repair on offer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from ann_lib._support.checks import FloatArray, check_choice, describe
from ann_lib._support.printing import prints_anywhere
from ann_lib.tables.reading import Reading, date_format
from ann_lib.tables.splitting import check_column

if TYPE_CHECKING:
    import pandas as pd

MOSTLY_MISSING = 0.4
FEW_VALUES = 20
FEW_CLASSES = 15
"""Numbers with more values than this are predicted as numbers."""
RARE_CLASS = 10
LEAK = 0.99
IMBALANCE = 4
FEW_ROWS = 100
MANY_COLUMNS = 200
LOOKED_AT = 2_000
"""Rows from which it is reckoned what a column scores alone."""

TASKS = ("classes", "numbers")
_ID = {"id", "ids", "uuid", "key", "index", "nr", "no", "number", "code"}
_OWNER = {
    "id", "patient", "person", "subject", "participant", "individual", "speaker",
    "student", "pupil", "customer", "client", "user", "animal", "household",
}  # fmt: skip
_OFFERS = {
    "number": "Use it as a number.",
    "categories": "One column per value; rare values together as 'other'.",
    "date": "Take it apart into year, month, weekday and hour.",
    "leave out": "Leave it out.",
}
_FILL = " Fill the gaps with the median, and say in another column where they were."


@dataclass(frozen=True)
class Column:
    """What is thought of one column.

    Attributes
    ----------
    name : str
    kind : str
        "number", "categories", "date", "text", "id", "constant", "empty" or "answer".
    verdict : str
        What was found in it.
    repair : str
        What is offered, in words; ``use`` is the same as `Preparation` takes it.
    use : {"number", "categories", "date", "leave out"}
    missing : float
        How much of it is missing, 0 to 1.
    alone : float
        What this column alone scores on rows that it was not learned from: balanced
        accuracy for classes, R² for numbers; NaN without a target.
    """

    name: Any
    kind: str
    verdict: str
    repair: str
    use: str
    missing: float
    alone: float = np.nan


@prints_anywhere
class TableReport:
    """A table on one page: a row per column, and what concerns the table as a whole.

    Nothing is changed: each repair is offered, and done by whoever accepts it:
    ``Preparation(report.uses)``, ``split_table(frame, **report.split)``,
    ``frame[report.rows]``.

    Parameters
    ----------
    frame : DataFrame
    target : column name, optional
        What is to be predicted.
    task : {"classes", "numbers"}, optional
        Whether it is one of several classes or a number. By default numbers with more
        than 15 different values are numbers, and all else is classes.

    Attributes
    ----------
    columns : tuple of Column
        ``report["name"]`` is one of them.
    uses : dict of column name to str
        What each column but the target is offered to be used as.
    task : {"classes", "numbers", ""}
    split : dict
        What `split_table` is offered: ``{"group": name}``, ``{"time": name}``,
        ``{"stratify": target}`` or ``{}``.
    rows : Series of bool
        The rows that stay if all is accepted that concerns rows.
    findings : tuple of str
        What concerns the whole table, a sentence or two each.

    Raises
    ------
    TypeError
        If ``frame`` is no DataFrame.
    ValueError
        If there is nothing in it, a name occurs twice, or the target is not there.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"size": range(200), "sort": ["a", "b"] * 100})
    >>> report = TableReport(frame, "sort")
    >>> report["size"].kind, report.task
    ('id', 'classes')
    >>> report.uses
    {'size': 'leave out'}
    """

    def __init__(
        self, frame: pd.DataFrame, target: Any = None, *, task: str | None = None
    ) -> None:
        import pandas as pd

        if not isinstance(frame, pd.DataFrame):
            raise TypeError(
                f"frame must be a DataFrame, got {describe(frame)}. Read it with "
                "read_table(path), or use pd.DataFrame(array, columns=[...])."
            )
        if frame.empty:
            raise ValueError(f"The table is empty: its shape is {frame.shape}.")
        check_column(frame, frame.columns[0] if target is None else target, "target")
        self.target = target
        self.reading = frame.attrs.get("reading")
        self.rows = ~frame.duplicated()
        self.split: dict[str, Any] = {}
        self.task = ""
        self._asks: dict[str, list[Any]] = {"group": [], "time": []}
        found = list(self._of_the_table(frame))
        answers, judged = None, {}
        if target is not None:
            answers = frame[target]
            judged[target] = self._judged_target(answers, task, found)
        for name in frame.columns:
            judged.setdefault(name, self._judged(name, frame[name], answers))
        self.columns = tuple(judged[name] for name in frame.columns)
        self.uses = {each.name: each.use for each in self.columns if each.name != target}
        self._offer_split(found)
        self.findings = tuple(found)

    def __getitem__(self, name: Any) -> Column:
        names = [column.name for column in self.columns]
        if name not in names:
            check_choice(name, "name", map(str, names))
        return self.columns[names.index(name)]

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def as_frame(self) -> pd.DataFrame:
        """Return the columns of the report as a DataFrame, a row per column judged."""
        import pandas as pd

        return pd.DataFrame([vars(column) for column in self.columns]).set_index("name")

    def __repr__(self) -> str:
        lines = [str(self.reading)] if isinstance(self.reading, Reading) else []
        lines += [f"- {finding}" for finding in self.findings]
        width = max(len(str(column.name)) for column in self.columns)
        for each in self.columns:
            said = f"{each.verdict} {each.repair}".strip()
            lines.append(f"{each.name!s:<{width}}  {each.kind:<10}  {said}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        heads = "".join(
            f'<th scope="col" style="text-align:left">{head}</th>'
            for head in ("column", "kind", "what was found", "what is offered", "alone")
        )
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left">{escape(str(each.name))}</th>'
            + "".join(
                f'<td style="text-align:left">{escape(text)}</td>'
                for text in (each.kind, each.verdict, each.repair, _score(each.alone))
            )
            + "</tr>"
            for each in self.columns
        )
        reading = escape(str(self.reading)).replace("\n", "<br>") if self.reading else ""
        found = "".join(f"<li>{escape(finding)}</li>" for finding in self.findings)
        return (
            f"<p>{reading}</p><ul>{found}</ul>"
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        )

    # The table as a whole.

    def _of_the_table(self, frame: pd.DataFrame) -> Iterator[str]:
        n_rows, n_columns = frame.shape
        if n_columns == 1:
            yield "There is one column only: nothing to predict it from."
        if n_columns > MANY_COLUMNS:
            yield (
                f"{n_columns} columns are many: choose those that could matter before you "
                "look at their scores."
            )
        if twice := int((~self.rows).sum()):
            yield (
                f"{twice} of {n_rows} rows are the same as an earlier one: a split would "
                "put them on both sides. Leave them out: frame[report.rows]."
            )
        if n_rows < FEW_ROWS:
            yield (
                f"{n_rows} rows are few: one split proves nothing. Use repeated folds: "
                "RepeatedKFold(n_splits=5, n_repeats=10)."
            )

    def _judged_target(
        self, column: pd.Series, task: str | None, found: list[str]
    ) -> Column:
        """Return the verdict on what is to be predicted; set ``task`` and ``rows``."""
        import pandas as pd

        if gaps := int(column.isna().sum()):
            self.rows &= column.notna()
            found.append(f"{gaps} rows have no answer. Leave them out: frame[report.rows].")
        given = column.dropna()
        is_number = pd.api.types.is_numeric_dtype(column) and column.dtype != bool
        n_values = given.nunique()
        if task is None:
            task = "numbers" if is_number and n_values > FEW_CLASSES else "classes"
        self.task = check_choice(task, "task", TASKS)
        if self.task == "numbers" and not is_number:
            raise ValueError(
                f"The column {self.target!r} holds {column.dtype}, not numbers. Make "
                "numbers of it with pd.to_numeric, or use task='classes'."
            )
        if n_values < 2:
            found.append("All answers are the same: there is nothing to learn.")
        if self.task == "numbers":
            other = "To predict classes, use task='classes'." if n_values <= 100 else ""
            verdict = (
                f"Numbers from {given.min():g} to {given.max():g}, on average "
                f"{given.mean():g}. Always saying that scores an R² of 0."
            )
        else:
            other = "To predict the number, use task='numbers'." if is_number else ""
            verdict = self._judged_classes(given, found)
        missing = gaps / len(column)
        return Column(self.target, "answer", verdict, other, "leave out", missing)

    def _judged_classes(self, given: pd.Series, found: list[str]) -> str:
        counts = given.astype(str).value_counts()
        small = counts[counts < RARE_CLASS]
        if len(counts) > FEW_VALUES:
            found.append(
                f"{len(counts)} classes are many. If {self.target!r} is an id or a text, "
                "choose another target."
            )
        if len(small):
            self.rows &= ~self._in(given, small.index)
            found.append(
                f"Fewer than {RARE_CLASS} rows in {_some(small.index)}: too few to learn "
                "and to test. Merge them with another class, or leave them out: "
                "frame[report.rows]."
            )
        if len(counts) > 1 and counts.iloc[0] > IMBALANCE * counts.iloc[-1]:
            found.append(
                f"{counts.index[0]!r} has {counts.iloc[0]} rows and {counts.index[-1]!r} "
                f"{counts.iloc[-1]}. Look at the balanced accuracy and the confusion "
                "matrix first."
            )
        share = counts.iloc[0] / counts.sum() if len(counts) else np.nan
        listed = ", ".join(f"{name} {n}" for name, n in counts.head(8).items())
        more = ", …" if len(counts) > 8 else ""
        return (
            f"{len(counts)} classes: {listed}{more}. Always saying the most frequent is "
            f"right in {share:.2f} of the rows."
        )

    def _in(self, given: pd.Series, names: Any) -> pd.Series:
        return given.astype(str).isin(names).reindex(self.rows.index, fill_value=False)

    def _offer_split(self, found: list[str]) -> None:
        """Offer the split that the table asks for, the strictest first."""
        said = {
            "group": "Rows of the same {!r} belong together: split by group.",
            "time": "Rows have a time, {!r}: to predict what comes next, split by time.",
        }
        for way, names in self._asks.items():
            for name in names:
                found.append(said[way].format(name))
                self.split = self.split or {way: name}
        if not self.split and self.task == "classes":
            self.split = {"stratify": self.target}

    # One column.

    def _judged(self, name: Any, column: pd.Series, answers: pd.Series | None) -> Column:
        kind, verdict, use = self._kind(name, column)
        gaps = int(column.isna().sum())
        missing = gaps / len(column)
        alone = np.nan
        if answers is not None and kind not in ("empty", "constant"):
            alone = alone_score(column, answers, use, is_classes=self.task == "classes")
        if gaps and kind != "empty":
            verdict += f" {gaps} missing ({missing:.0%})."
        repair = _OFFERS[use]
        if kind == "text":
            repair += " Lesson 10 shows how a network can read it."
        if use != "leave out":
            if missing > MOSTLY_MISSING:
                use, repair = "leave out", _OFFERS["leave out"]
            elif gaps:
                repair += (
                    _FILL if use != "categories" else " One more says what is missing."
                )
            if doubt := self._suspicion(name, alone):
                verdict += f" {doubt} Would you know this beforehand?"
                use, repair = "leave out", "Leave it out, unless you would."
        return Column(name, kind, verdict, repair, use, missing, alone)

    def _suspicion(self, name: Any, alone: float) -> str:
        """Return why a column may give the answer away, or ""."""
        if alone >= LEAK:
            return f"It alone scores {alone:.3f}."
        if self.target is not None and set(_words(self.target)) <= set(_words(name)):
            return f"Its name has the target's, {self.target!r}, in it."
        return ""

    def _kind(self, name: Any, column: pd.Series) -> tuple[str, str, str]:
        """Return what a column is, what was found, and what it is offered to be used as."""
        import pandas as pd

        given = column.dropna()
        n_values = given.astype(str).nunique()
        if n_values == 0:
            return "empty", "Nothing is in it.", "leave out"
        if n_values == 1 and len(given) == len(column):
            return "constant", f"All rows have {given.iloc[0]!r}.", "leave out"
        if column.dtype.kind == "M" or (not _is_number(column) and date_format(given)):
            self._asks["time"].append(name)
            return "date", f"Dates from {_day(given.min())} to {_day(given.max())}.", "date"
        if _is_number(column):
            return self._kind_of_numbers(name, given, n_values)
        numbers = pd.to_numeric(given, errors="coerce")
        if (
            column.dtype.kind != "b"
            and numbers.notna().mean() >= 0.8
            and numbers.nunique() > 1
        ):
            return self._stored_as_text(given, numbers)
        return self._kind_of_text(name, given.astype(str), n_values)

    def _kind_of_numbers(
        self, name: Any, given: pd.Series, n_values: int
    ) -> tuple[str, str, str]:
        words = _words(name)
        whole = bool((given % 1 == 0).all())
        low, high = given.min(), given.max()
        if whole and words[-1:] and words[-1] in _ID | _OWNER:
            return self._kind_of_id(name, n_values, len(given))
        if whole and n_values == len(given) == high - low + 1 and low in (0, 1):
            return "id", f"It numbers the rows from {low:g} to {high:g}.", "leave out"
        verdict = f"Numbers from {low:g} to {high:g}."
        if whole and 2 < n_values <= 10:
            verdict += " If they are codes, not amounts, use 'categories'."
        return "number", verdict, "number"

    def _stored_as_text(self, given: pd.Series, numbers: pd.Series) -> tuple[str, str, str]:
        others = given[numbers.isna()].astype(str)
        verdict = "Numbers stored as text."
        if len(others):
            verdict += (
                f" {len(others)} entries are none, such as {_some(others.unique())}; "
            )
            verdict += "they would count as missing."
        return "number", verdict, "number"

    def _kind_of_text(
        self, name: Any, given: pd.Series, n_values: int
    ) -> tuple[str, str, str]:
        is_token = given.str.contains(r"\d", regex=True) & ~given.str.contains(
            r"\s", regex=True
        )
        tokens = is_token.mean() > 0.9
        named = _words(name)[-1:] and _words(name)[-1] in _ID | _OWNER
        if (named or tokens) and (n_values > FEW_VALUES or n_values == len(given)):
            return self._kind_of_id(name, n_values, len(given), tokens=tokens)
        if n_values <= FEW_VALUES:
            verdict = f"{n_values} values: {_some(given.value_counts().index)}."
            return "categories", verdict, "categories"
        n_words = given.str.split().str.len().mean()
        verdict = f"Free text: {n_values} values, {n_words:.0f} words on average."
        return "text", verdict, "leave out"

    def _kind_of_id(
        self, name: Any, n_values: int, n_rows: int, *, tokens: bool = False
    ) -> tuple[str, str, str]:
        if n_values == n_rows:
            return "id", "Every row has its own: a name, not a measurement.", "leave out"
        if tokens or set(_words(name)) & _OWNER:
            self._asks["group"].append(name)
        return "id", f"{n_values} values name {n_rows} rows.", "leave out"


def alone_score(
    column: pd.Series, answers: pd.Series, use: str = "", *, is_classes: bool
) -> float:
    """Return what a column alone scores: each answer is that of the nearest other rows.

    Parameters
    ----------
    column, answers : Series
        Of the same rows; of many, 2,000 are drawn.
    use : str
        Text that is used as a "number" is compared as one.
    is_classes : bool

    Returns
    -------
    float
        Balanced accuracy for classes, R² for numbers.
    """
    order = np.random.default_rng(0).permutation(np.flatnonzero(answers.notna()))
    order = order[:LOOKED_AT]  # at random: rows of equal value shall not keep theirs
    values = _as_numbers(column.iloc[order], use)
    order = order[np.argsort(values, kind="stable")]
    values, given = np.sort(values), answers.iloc[order]
    n = len(order)
    if n < 8:
        return np.nan
    # Of the three rows before and the three behind, the three nearest.
    places = np.arange(n)[:, np.newaxis] + np.array([-1, 1, -2, 2, -3, 3])
    inside = (places >= 0) & (places < n)
    places = places.clip(0, n - 1)
    distances = np.where(inside, np.abs(values[places] - values[:, np.newaxis]), np.inf)
    nearest = np.take_along_axis(places, distances.argsort(axis=1, kind="stable")[:, :3], 1)
    if not is_classes:
        y = given.to_numpy(dtype=float)
        spread = ((y - y.mean()) ** 2).sum()
        return (
            float(1 - ((y - y[nearest].mean(axis=1)) ** 2).sum() / spread)
            if spread
            else np.nan
        )
    labels = given.astype(str).factorize()[0]
    votes = np.eye(labels.max() + 1)[labels[nearest]].sum(axis=1).argmax(axis=1)
    recalls = [
        (votes[labels == label] == label).mean() for label in range(labels.max() + 1)
    ]
    return float(np.mean(recalls))


def _as_numbers(column: pd.Series, use: str) -> FloatArray:
    """Return numbers in the order of a column's values; missing ones lie apart."""
    import pandas as pd

    if column.dtype.kind == "M":
        column = (column - column.min()).dt.total_seconds()
    if use == "number" or _is_number(column):
        numbers = pd.to_numeric(column, errors="coerce").to_numpy(
            dtype=float, na_value=np.nan
        )
        low, high = (np.nanmin(numbers), np.nanmax(numbers)) if len(column) else (0.0, 0.0)
        return np.nan_to_num(numbers, nan=low - (high - low) - 1)
    return column.astype(str).factorize(sort=True)[0].astype(float)


def _is_number(column: pd.Series) -> bool:
    return column.dtype.kind in "iuf"


def _words(name: Any) -> list[str]:
    """Return the words of a name: of ``"PassengerId"``, passenger and id."""
    return [
        w.lower() for w in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W_]+", str(name))
    ]


def _some(names: Any) -> str:
    """Return the first few of some names, for a sentence."""
    listed = [repr(str(name)[:30]) for name in list(names)[:4]]
    return ", ".join(listed) + (", …" if len(names) > 4 else "")


def _score(alone: float) -> str:
    return "" if np.isnan(alone) else f"{alone:.2f}"


def _day(date: Any) -> str:
    return str(date).removesuffix(" 00:00:00")
