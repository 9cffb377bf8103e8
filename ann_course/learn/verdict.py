"""The result of a check, as text and as HTML."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from IPython.display import display

from ann_course.learn.hints import Hints, solution_html
from ann_course.learn.style import card, page, paragraphs, still, table
from ann_lib._support.printing import prints_anywhere

Kind = Literal["right", "not tried yet", "known mistake", "wrong", "error"]


@prints_anywhere
@dataclass(frozen=True)
class Verdict:
    """What a check found.

    Attributes
    ----------
    kind : {"right", "not tried yet", "known mistake", "wrong", "error"}
        "error" where the cell ended before its check.
    message : str
        What to say to the learner.
    given, got, expected : str
        The smallest input that shows a mistake, the learner's result for it and the
        right one, as Python writes them; empty where there is none.
    line : str
        The line of the learner's code that raised an exception.
    printed : str
        What the learner's code printed while it was checked.
    full : str
        What Python itself says to an error: the traceback.
    solution : str
        A solution to compare with, where the answer is right.
    hints : Hints, optional
        What helps on, where it is not.
    known : Mistake, optional
        The known mistake that it is.
    """

    kind: Kind
    message: str
    given: str = ""
    got: str = ""
    expected: str = ""
    line: str = ""
    printed: str = ""
    full: str = ""
    solution: str = field(default="", compare=False)
    hints: Hints | None = field(default=None, compare=False)
    known: Any = field(default=None, compare=False)

    HEADINGS: ClassVar[dict[str, tuple[str, str]]] = {
        "right": ("✓ Right.", "right"),
        "not tried yet": ("○ Not tried yet.", ""),
        "known mistake": ("→ Not yet, and here is why:", "wrong"),
        "wrong": ("✗ Not right yet.", "wrong"),
        "error": ("✗ Python stopped in this cell.", "wrong"),
    }

    def _rows(self) -> list[tuple[str, str]]:
        rows = [
            ("for", self.given),
            ("you gave", self.got),
            ("expected", self.expected),
            ("your line", self.line),
        ]
        return [(label, text) for label, text in rows if text]

    def _folds(self) -> list[tuple[str, str]]:
        """Return what is behind a fold: what to click on, and HTML."""
        folds = [
            ("What your code printed while it was checked", self.printed),
            ("What Python says, in full", self.full),
        ]
        found = [(s, f"<pre>{html.escape(text)}</pre>") for s, text in folds if text]
        if self.solution:
            compare = "A solution, to compare yours with"
            found.append((compare, solution_html(self.solution)))
        return found

    def __str__(self) -> str:
        lines = [f"{self.HEADINGS[self.kind][0]} {self.message}"]
        lines += [f"  {label}: {text}" for label, text in self._rows()]
        if self.printed:
            lines += ["  printed:", self.printed.rstrip()]
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        heading, tone = self.HEADINGS[self.kind]
        body = paragraphs(self.message)
        if self._rows():
            body += table(
                (label, f"<code>{html.escape(text)}</code>") for label, text in self._rows()
            )
        for summary, inner in self._folds():
            body += f"<details><summary>{summary}</summary>{inner}</details>"
        return still(page(card(heading, body, tone), live=True))

    def _ipython_display_(self) -> None:
        # The hints are an output of their own, so that the verdict needs no kernel.
        shown = {"text/plain": str(self), "text/html": self._repr_html_()}
        display(shown, raw=True)  # type: ignore[no-untyped-call]
        if self.hints is not None:
            display(self.hints)  # type: ignore[no-untyped-call]
