"""What a page to read shows in the place of what is alive in a notebook.

`read_here` is called in the kernel that runs the lesson: from then on each panel, question
and exercise is shown as a still form that nothing locks, with the answer behind a fold.
"""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import display

from ann_course.learn.form import Answered
from ann_course.learn.hints import Hints
from ann_course.learn.item import Item
from ann_course.learn.lock import Lock
from ann_course.learn.prediction import Comparison, Prediction
from ann_course.learn.progress import Note, Progress
from ann_course.learn.question import Option, Question
from ann_course.learn.several import Several
from ann_course.learn.style import inline, paragraphs
from ann_course.learn.verdict import Verdict
from ann_course.live import Panel
from ann_course.page import Tasks
from ann_course.page.still import Still, words_of


def read_here() -> None:
    """Have this kernel show everything as a page to read does."""
    shell: Any = get_ipython()
    for kind in (Still, Verdict, Note):
        shell.display_formatter.ipython_display_formatter.for_type(kind, _show)


def _show(shown: object) -> None:
    if html := to_read(shown):
        data = {"text/html": html, "text/plain": words_of(html)}
        display(data, raw=True)  # type: ignore[no-untyped-call]


@singledispatch
def to_read(shown: Any) -> str:
    """Return what stands on the page, as HTML without style sheets; "" for nothing."""
    return str(shown.still_html())


@to_read.register(Comparison)  # it stands with the prediction
@to_read.register(Progress)
@to_read.register(Note)
def _nothing(_shown: object) -> str:
    return ""


@to_read.register
def _panel(shown: Panel) -> str:
    return (
        f'<div class="panel">{shown.still_html()}</div>{tasks(shown.tasks, answers=True)}'
    )


@to_read.register
def _lock(shown: Lock) -> str:
    return to_read(shown.panel) if isinstance(shown.panel, Still) else ""


@to_read.register
def _item(shown: Item) -> str:
    return f'<div class="asked">{asked(shown)}{_answer(shown)}</div>'


@to_read.register
def _verdict(shown: Verdict) -> str:
    said = "" if shown.kind == "not tried yet" else shown._repr_html_()
    return said + (to_read(shown.hints) if shown.hints else "")


@to_read.register
def _hints(shown: Hints) -> str:
    hints = shown.exercise.hints
    folds = (
        fold(f"Hint {number} of {len(hints)}", paragraphs(hint))
        for number, hint in enumerate(hints, 1)
    )
    return f'<div class="hints">{"".join(folds)}</div>' if hints else ""


def asked(item: Item, level: str = "p") -> str:
    """Return what an item asks, with its options, under a heading of the level."""
    kind = "Predict" if item.kind == "prediction" else item.kind.capitalize()
    heading = f'<{level} class="kind">{kind}</{level}>'
    return heading + paragraphs(item.text) + item.options_html()


def tasks(listed: Tasks | None, *, answers: bool = False) -> str:
    """Return the tasks of a panel as a list, if asked for with what one sees then."""
    if listed is None:
        return ""
    rows = (
        f"<li>{inline(task.text)}"
        + (fold("What you see", paragraphs(task.answer)) if answers and task.answer else "")
        + "</li>"
        for task in listed
    )
    return f'<ol class="tasks">{"".join(rows)}</ol>'


def fold(summary: str, body: str) -> str:
    """Return a body that is shown when the summary is chosen; no script is needed."""
    return f"<details><summary>{inline(summary)}</summary>{body}</details>"


def _answer(item: Item) -> str:
    if isinstance(item, Prediction):
        happened = f"<p><b>{inline(item.options[item.right])}</b></p>"
        return fold("What happens", happened + paragraphs(item.because))
    if isinstance(item, Question):
        return fold("The answer", _options([item.options[i] for i in item.order]))
    if isinstance(item, Answered):
        right = f"<p><b>{inline(item.solution())}</b></p>" + paragraphs(item.reply)
        if isinstance(item, Several):
            right += _options([item.options[i] for i in item.order])
        return fold("The answer", right)
    return ""


def _options(options: list[Option]) -> str:
    """Return all options, each with what is said to whoever chooses it."""
    rows = (
        f"<li>{f'<b>{text}</b> That is right.' if option.right else text}"
        + (f"<br>{inline(option.answer)}" if option.answer else "")
        + "</li>"
        for option in options
        for text in [inline(option.text)]
    )
    return f"<ul>{''.join(rows)}</ul>"
