"""Judging a table: what each column is, what is wrong with it, and one repair on offer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from ann_lib._support.checks import check_choice
from ann_lib._support.printing import prints_anywhere
from ann_lib.tables.cells import count
from ann_lib.tables.columns import (
    FEW_VALUES,
    RARE,
    alone_score,
    is_number,
    kind_of,
    some,
    words_of,
)
from ann_lib.tables.splitting import check_column, check_frame, check_name

if TYPE_CHECKING:
    import pandas as pd

MOSTLY_MISSING = 0.4
"""With more than this missing, a column is better left out."""
FEW_CLASSES = 15
"""Numbers with more different values than this are predicted as numbers."""
LEAK = 0.99
IMBALANCE = 4
FEW_ROWS = 100
MANY_COLUMNS = 200
_REPAIRS = {
    "number": "Use it as a number.",
    "categories": "One column per value, rare ones together as 'other'.",
    "date": "Take it apart into year, month, weekday and hour.",
    "leave out": "Leave it out.",
}
_GAPS = {
    "number": " Gaps get the median, and a column says where they were.",
    "categories": " A column says where the gaps are.",
    "date": " Gaps get the median, and a column says where they were.",
}


@prints_anywhere
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
        What is offered, in words.
    use : {"number", "categories", "date", "leave out"}
        The same as `Preparation` takes it.
    missing : float
        How much of it is missing, 0 to 1.
    alone : float
        What this column alone scores (`alone_score`); NaN without a target.
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

    Nothing is changed. Whoever accepts what is offered does it: with
    ``Preparation(report.uses)``, ``split_table(frame, **report.split)`` and
    ``frame[report.rows]``.

    Parameters
    ----------
    frame : DataFrame
    target : column name, optional
        What is to be predicted.
    task : {"classes", "numbers"}, optional
        Whether that is one of several classes or a number. By default numbers with more
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
    ModuleNotFoundError
        If pandas is not installed.
    TypeError
        If ``frame`` is no DataFrame.
    ValueError
        If it is empty, two columns have one name, the target is not there, or numbers
        are to be predicted where there are none.

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
        check_frame(frame)
        if frame.empty:
            raise ValueError(f"The table is empty: its shape is {frame.shape}.")
        check_column(frame, frame.columns[0] if target is None else target, "target")
        self.target, self.task = target, ""
        self.reading = frame.attrs.get("reading", "")
        self.rows = ~frame.duplicated() | _are_alike_by_chance(frame)
        self.split: dict[str, Any] = {}
        findings = list(self._about_size(frame))
        judged = {}
        if target is not None:
            answers = frame[target]
            if answers.dtype.kind == "f":  # an infinite answer is none
                frame = frame.copy(deep=False)
                frame[target] = answers.replace([np.inf, -np.inf], np.nan)
            judged[target] = self._judge_target(frame[target], task, findings)
        for name in frame.columns:
            if name not in judged:
                judged[name] = self._judge(name, frame, findings)
        if self.task == "classes" and not self.split:
            self.split = {"stratify": target}
        self.columns = tuple(judged[name] for name in frame.columns)
        self.uses = {each.name: each.use for each in self.columns if each.kind != "answer"}
        self.findings = tuple(findings)

    def __getitem__(self, name: Any) -> Column:
        found = {column.name: column for column in self.columns}
        check_name(name, "name", found)
        return found[name]

    def as_frame(self) -> pd.DataFrame:
        """Return the verdicts as a DataFrame, a row per column of the table."""
        import pandas as pd

        return pd.DataFrame([vars(column) for column in self.columns]).set_index("name")

    def __repr__(self) -> str:
        lines = [str(self.reading)] if self.reading else []
        lines += [f"- {finding}" for finding in self.findings]
        width = max(len(str(column.name)) for column in self.columns)
        lines += [
            f"{each.name!s:<{width}}  {each.kind:<10}  {each.verdict} {each.repair}".strip()
            for each in self.columns
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        def cells(texts: list[str], tag: str = "td", more: str = "") -> str:
            start = f'<{tag}{more} style="text-align: left">'
            return f"<tr>{''.join(f'{start}{escape(t)}</{tag}>' for t in texts)}</tr>"

        heads = ["column", "kind", "what was found", "what is offered", "alone"]
        rows = [
            [str(each.name), each.kind, each.verdict, each.repair, _score(each.alone)]
            for each in self.columns
        ]
        first, *notes = str(self.reading).splitlines() or [""]
        said = [*(note.removeprefix("- ") for note in notes), *self.findings]
        listed = "".join(f"<li>{escape(each)}</li>" for each in said)
        head = cells(heads, "th", ' scope="col"')
        table = f"<table>{head}{''.join(map(cells, rows))}</table>"
        score = {"classes": "the balanced accuracy", "numbers": "the R²"}.get(self.task)
        legend = f"<p>Alone: {score} if each row gets its nearest rows' answer.</p>"
        return f"<p>{escape(first)}</p><ul>{listed}</ul>{table}{legend if score else ''}"

    def _about_size(self, frame: pd.DataFrame) -> Iterator[str]:
        n_rows, n_columns = frame.shape
        if n_columns == 1:
            yield "There is one column only: nothing to predict it from."
        if n_columns > MANY_COLUMNS:
            yield (
                f"{n_columns} columns are many: choose those that could matter before you "
                "look at their scores."
            )
        if twice := int(frame.duplicated().sum()):
            same = f"{twice} of {n_rows} rows are the same as an earlier one"
            yield (
                f"{same}, which must happen with so few different values: they stay."
                if self.rows.all()
                else f"{same}, and would be on both sides of a split. If they are one case "
                "entered twice, leave them out: frame[report.rows]."
            )
        if n_rows < FEW_ROWS:
            yield (
                f"{count(n_rows, 'row')}: one split proves nothing. Use repeated folds: "
                "RepeatedKFold(n_splits=5, n_repeats=10)."
            )

    def _judge_target(
        self, column: pd.Series, task: str | None, findings: list[str]
    ) -> Column:
        """Return the verdict on what is to be predicted; settle ``task`` and ``rows``."""
        if gaps := int(column.isna().sum()):
            self.rows &= column.notna()
            findings.append(
                f"{count(gaps, 'row')} without an answer. Leave them out: "
                "frame[report.rows]."
            )
        given = column.dropna()
        n_values = given.nunique()
        if n_values < 2:
            findings.append("All answers are the same: there is nothing to learn.")
        has_numbers, is_many = is_number(column), n_values > FEW_CLASSES
        default = "numbers" if has_numbers and is_many else "classes"
        self.task = check_choice(task or default, "task", ("classes", "numbers"))
        if self.task == "classes":
            verdict = self._judge_classes(given.astype(str), findings)
            repair = "To predict the number, use task='numbers'." if has_numbers else ""
        elif has_numbers:
            verdict = (
                f"Numbers from {given.min():g} to {given.max():g}. Always saying their "
                f"mean, {given.mean():g}, scores an R² of 0."
            )
            repair = "To predict classes, use task='classes'."
        else:
            raise ValueError(
                f"The column {self.target!r} holds no numbers, but text such as "
                f"{some(given[:1].tolist())}. Make numbers of it with pd.to_numeric, or "
                "use task='classes'."
            )
        missing = gaps / len(column)
        return Column(self.target, "answer", verdict, repair, "leave out", missing)

    def _judge_classes(self, given: pd.Series, findings: list[str]) -> str:
        counts = given.value_counts()
        rare = counts[counts < RARE].index
        if len(counts) > FEW_VALUES:
            findings.append(
                f"{len(counts)} classes are many. If {self.target!r} is an id or a text, "
                "choose another target."
            )
        elif len(rare):
            advice = "Find more rows, merge classes, or choose another target."
            if len(counts) - len(rare) > 1:
                is_rare = given.isin(rare).reindex(self.rows.index, fill_value=False)
                self.rows &= ~is_rare
                advice = "Merge them with another class, or leave them out: "
                advice += "frame[report.rows]."
            findings.append(
                f"Fewer than {RARE} rows in {some(rare)}: too few to learn and to test. "
                f"{advice}"
            )
        if counts.max() > IMBALANCE * counts.min():
            findings.append(
                f"{counts.index[0]!r} has {counts.max()} rows, {counts.index[-1]!r} "
                f"{counts.min()}. Look at the balanced accuracy and the confusion matrix "
                "first."
            )
        listed = ", ".join(f"{n} × {name}" for name, n in counts.head(8).items())
        more = ", …" if len(counts) > 8 else ""
        return (
            f"{len(counts)} classes: {listed}{more}. Always saying the most frequent is "
            f"right in {counts.max() / counts.sum():.2f} of the rows."
        )

    def _judge(self, name: Any, frame: pd.DataFrame, findings: list[str]) -> Column:
        """Return the verdict on a column that is not the target."""
        column = frame[name]
        kind, verdict, use, way = kind_of(name, column)
        self._offer_split(way, column, findings)
        alone = np.nan
        if self.task and kind not in ("empty", "constant"):
            is_classes = self.task == "classes"
            alone = alone_score(column, frame[self.target], use, is_classes=is_classes)
        gaps = int(column.isna().sum())
        missing = gaps / len(column)
        if gaps and kind != "empty":
            verdict += f" {gaps} missing ({missing:.0%})."
        repair = _REPAIRS[use]
        if kind == "text":
            repair += " Lesson 10 shows how a network reads text."
        if use != "leave out" and gaps:
            repair += _GAPS[use]
        doubt = self._doubt(name, alone) if use != "leave out" or kind == "text" else ""
        if doubt:
            verdict += f" {doubt} Would you know this beforehand?"
        if use != "leave out" and missing > MOSTLY_MISSING:
            use, repair = "leave out", "Leave it out: too much is missing."
        elif doubt:
            use, repair = "leave out", "Leave it out, unless you would."
        return Column(name, kind, verdict, repair, use, missing, alone)

    def _offer_split(self, way: str, column: pd.Series, findings: list[str]) -> None:
        """Offer what a column asks for: groups first, then time."""
        name, n_rows = column.name, column.value_counts()
        if way == "group":
            findings.append(
                f"Rows of the same {name!r} belong together, if it names one case. "
                f"{(n_rows > 1).sum()} of its {len(n_rows)} values stand in several rows: "
                "look whether these are alike. Then split by group."
            )
            if "group" not in self.split:
                self.split = {"group": name}
        elif way == "time":
            findings.append(
                f"Rows have a time, {name!r}: to predict what comes next, split by time."
            )
            self.split = self.split or {"time": name}

    def _doubt(self, name: Any, alone: float) -> str:
        """Return why a column may give the answer away, or ""."""
        if alone >= LEAK:
            return f"It alone scores {alone:.3f}."
        if self.task and set(words_of(self.target)) <= set(words_of(name)):
            return f"Its name has the target's, {self.target!r}, in it."
        return ""


def _score(alone: float) -> str:
    return "" if np.isnan(alone) else f"{alone:z.2f}"


def _are_alike_by_chance(frame: pd.DataFrame) -> bool:
    """Whether rows are alike since their columns have few values, not entered twice.

    That is sure where rows occur three times on average. Otherwise, if the columns were
    independent, two rows would be alike as often as all their values are; since columns
    seldom are independent, four times as many may be.
    """
    n, twice = len(frame), frame.duplicated()
    if 3 * twice.sum() > 2 * n:
        return True
    different = frame[~twice]
    alike = 1.0
    for _, column in different.items():
        n_rows = column.value_counts(dropna=False)
        alike *= (n_rows * (n_rows - 1)).sum() / max(
            1, len(different) * (len(different) - 1)
        )
    return bool(4 * alike * n * (n - 1) / 2 >= twice.sum() > 0)
