"""The rubric of the project, and the report that is handed in."""

from __future__ import annotations

import base64
import html
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ann_course.learn.style import CSS, document, inline, page, paragraphs, still, table
from ann_course.page.still import Still
from ann_lib._support.checks import check_choice, check_int, describe
from ann_lib._support.printing import prints_anywhere
from ann_lib._support.storage import write_atomically

MOST = 3
PASSES = 18


@prints_anywhere
@dataclass(frozen=True)
class Row:
    """One row of the rubric.

    Attributes
    ----------
    name : str
    marks : tuple of str
        What is there for 0, 1, 2 and 3 marks; each includes those before it.
    """

    name: str
    marks: tuple[str, str, str, str]


ROWS = {
    name: Row(name, marks)
    for name, marks in {
        "question": (
            "none",
            "a topic",
            "a class or number to predict, and for whom",
            "and what a wrong answer costs",
        ),
        "data": (
            "no source",
            "the source",
            "source, licence, how many rows, what a row is",
            "and who is missing from it",
        ),
        "split": (
            "the same rows to learn and to test",
            "rows at random",
            "by person, place or time where rows belong together, with the reason",
            "and the flattering split shown beside it",
        ),
        "baseline": (
            "none",
            "stated",
            "measured",
            "a line *and* always the same",
        ),
        "network": (
            "it runs",
            "described",
            "its sizes chosen on training data alone",
            "a simpler one tried, and kept if it is as good",
        ),
        "evaluation": (
            "one number",
            "a score that fits the question",
            "with its spread over folds or seeds",
            "the exam opened once; errors looked at one by one",
        ),
        "limits": (
            "none",
            "in general",
            "where it fails, shown with examples",
            "and what would have to be measured next",
        ),
        "telling": (
            "code alone",
            "readable",
            "a stranger can run it again",
            "told in five minutes, with one picture",
        ),
    }.items()
}
FULL = len(ROWS) * MOST


_LEFT = 'style="text-align: left; vertical-align: top"'


@prints_anywhere
class Rubric(Still):
    """The eight rows by which a project is marked, as a table."""

    def still_html(self) -> str:
        """Return the table."""
        heads = "".join(f"<th {_LEFT}>{mark}</th>" for mark in ("", *range(MOST + 1)))
        rows = "".join(
            f'<tr><th scope="row" {_LEFT}>{row.name}</th>'
            + "".join(f"<td {_LEFT}>{inline(words)}</td>" for words in row.marks)
            + "</tr>"
            for row in ROWS.values()
        )
        said = (
            f"{PASSES} of {FULL} marks pass. A well-argued dead end can have all of them: "
            "the marks are for the work, not for the score."
        )
        shown = f"<table><tr>{heads}</tr>{rows}</table>"
        return still(page(shown + paragraphs(said)))

    def __repr__(self) -> str:
        return self.still_text()


@prints_anywhere
class Report(Still):
    """A project's report: a page that can be handed in.

    Parameters
    ----------
    title : str
        The question.
    author : str
    texts : mapping of str to str
        A few sentences for each row of the rubric, by its name.
    marks : mapping of str to int, optional
        What you would give yourself, 0 to 3 for each row.
    picture : Figure, optional
        The one picture.
    alt : str
        What it shows, in words.
    numbers : mapping of str to str, optional
        Such as what was predicted and what came out.
    code : str, optional
        What a stranger needs to run it again, such as ``preparation.code()``.

    Raises
    ------
    ValueError
        If a name is none of the rubric's, or a picture has no words.

    Examples
    --------
    >>> report = Report("Which penguin is it?", "Ada", {"question": "For whom?"})
    >>> report.missing[0], report.total
    ('data', 0)
    """

    def __init__(
        self,
        title: str,
        author: str,
        texts: Mapping[str, str],
        *,
        marks: Mapping[str, int] | None = None,
        picture: Any = None,
        alt: str = "",
        numbers: Mapping[str, str] | None = None,
        code: str = "",
    ) -> None:
        for name, text in texts.items():
            check_choice(name, "each name in texts", ROWS)
            if not isinstance(text, str):
                raise TypeError(f"texts[{name!r}] must be a text, got {describe(text)}.")
        if picture is not None and len(alt.strip()) < 20:
            raise ValueError(
                "alt must say in words what the picture shows: whoever cannot see it has "
                f"nothing else. Got {alt!r}."
            )
        self.title, self.author = title, author
        self.texts = {name: texts.get(name, "").strip() for name in ROWS}
        self.marks = {
            check_choice(name, "each name in marks", ROWS): check_int(
                mark, f"marks[{name!r}]", minimum=0, maximum=MOST
            )
            for name, mark in (marks or {}).items()
        }
        self.numbers = dict(numbers or {})
        self.picture, self.alt, self.code = picture, alt, code

    @property
    def missing(self) -> list[str]:
        """The rows of the rubric that nothing was written for."""
        return [name for name, text in self.texts.items() if not text]

    @property
    def total(self) -> int:
        """Your own marks, added up."""
        return sum(self.marks.values())

    def summary(self) -> str:
        """Say what is still missing, and what the marks add up to."""
        parts = []
        if self.missing:
            parts.append(f"Nothing is written yet for: {', '.join(self.missing)}.")
        unmarked = [name for name in ROWS if name not in self.marks]
        if not unmarked:
            passed = ", which passes" if self.total >= PASSES else f"; {PASSES} pass"
            parts.append(f"You give yourself {self.total} of {FULL}{passed}.")
        elif self.marks:
            parts.append(f"Not marked yet: {', '.join(unmarked)}.")
        if self.picture is None:
            parts.append("It has no picture yet.")
        return " ".join(parts) or "Everything is there."

    def still_html(self) -> str:
        """Return the report as it will be handed in, and what is missing from it."""
        missing = f"<p><em>{html.escape(self.summary())}</em></p>"
        return still(page(self._body(level=3) + missing))

    def document(self) -> str:
        """Return the report as one HTML document, complete in itself."""
        return document(
            self.title,
            CSS,
            '<body style="max-width: 44rem; margin: 2rem auto; padding: 0 1rem">'
            f'<div class="ann-learn">{self._body(level=1)}</div></body>',
        )

    def save(self, path: str | os.PathLike[str] = "report.html") -> Path:
        """Write the page to a file, wholly or not at all, and return its path."""
        target = Path(path).expanduser()
        write_atomically(target, self.document().encode())
        return target

    def _body(self, level: int) -> str:
        """Return title, picture, numbers and texts, with headings from a level on."""
        parts = [f"<h{level}>{html.escape(self.title)}</h{level}>"]
        heading = f"h{level + 1}"
        if self.author.strip():
            parts.append(f"<p>{html.escape(self.author)}</p>")
        if self.picture is not None:
            parts.append(f"<p>{self._image()}</p>")
        if self.numbers:
            rows = [(html.escape(k), html.escape(str(v))) for k, v in self.numbers.items()]
            parts.append(table(rows))
        for name, text in self.texts.items():
            mark = f" ({self.marks[name]} of {MOST})" if name in self.marks else ""
            body = paragraphs(text) if text else "<p><em>Nothing yet.</em></p>"
            parts.append(f"<{heading}>{name.capitalize()}{mark}</{heading}>{body}")
        if self.marks:
            parts.append(f"<p>My own marks: {self.total} of {FULL}.</p>")
        if self.code.strip():
            written = html.escape(self.code.strip())
            parts.append(f"<{heading}>Code</{heading}><pre>{written}</pre>")
        return "".join(parts)

    def _image(self) -> str:
        from ann_lib.plots.show import svg

        data = base64.b64encode(svg(self.picture, self.alt).encode()).decode()
        alt = html.escape(self.alt, quote=True)
        return (
            f'<img alt="{alt}" style="max-width: 100%; background: #fff" '
            f'src="data:image/svg+xml;base64,{data}">'
        )

    def __repr__(self) -> str:
        return f"Report {self.title!r}: {self.summary()}"
