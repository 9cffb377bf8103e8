"""Help for a learner who is stuck: hints, opened one by one, and then a solution."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import ipywidgets as widgets

from ann_course.learn.style import card, page, paragraphs, still
from ann_course.page import hidden_script
from ann_course.page.still import Still
from ann_lib._support.printing import prints_anywhere

if TYPE_CHECKING:
    from ann_course.learn.exercise import Exercise

ONE_WAY = "This is one way among others. Yours may look different and be just as right."


def solution_html(source: str) -> str:
    """Return a solution as safe HTML, with the sentence that it is not the only one."""
    return f"<p>{ONE_WAY}</p><pre>{html.escape(source)}</pre>"


@prints_anywhere
class Hints(Still):
    """An exercise's hints and its solution, with the button that opens the next of them.

    Parameters
    ----------
    exercise : Exercise
        It keeps the record of what was opened.
    """

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self._widget: widgets.VBox | None = None

    @property
    def next(self) -> str:
        """What the button opens next, in words; empty if all is open."""
        taken, n_hints = self.exercise.hints_taken, len(self.exercise.hints)
        if taken < n_hints:
            return f"Stuck? Hint {taken + 1} of {n_hints}"
        if self.exercise.solution_seen:
            return ""
        return f"{'Still stuck' if n_hints else 'Stuck'}? Show the solution"

    def opened(self) -> list[tuple[str, str]]:
        """Return a heading and a text for each hint that is open."""
        hints = self.exercise.hints
        heads = [f"Hint {number} of {len(hints)}" for number in range(1, len(hints) + 1)]
        return list(zip(heads, hints, strict=True))[: self.exercise.hints_taken]

    def to_html(self) -> str:
        """Return what is open, as HTML."""
        body = "".join(card(heading, paragraphs(text)) for heading, text in self.opened())
        if self.exercise.solution_seen:
            body += card("A solution", solution_html(self.exercise.solution))
        return page(body, live=True)

    def still_html(self) -> str:
        """Return what is open, and how to open more, for a page without a kernel."""
        rest = page(f"<p>{self.next}</p>") if self.next else ""
        return still(self.to_html() + rest)

    def still_text(self) -> str:
        """Return what is open, and what can be opened."""
        return repr(self)

    def __repr__(self) -> str:
        lines = [f"{heading}: {text}" for heading, text in self.opened()]
        if self.exercise.solution_seen:
            lines += [f"A solution. {ONE_WAY}", self.exercise.solution]
        if self.next:
            lines.append(f"{self.next}: a notebook shows a button for it.")
        return "\n".join(lines)

    @property
    def widget(self) -> widgets.VBox:
        """What is open, and the button. There is one, wherever it is shown."""
        if self._widget is None:
            self._widget = self._build()
        return self._widget

    def _build(self) -> widgets.VBox:
        opened, button = widgets.HTML(), widgets.Button()
        button.layout = widgets.Layout(width="auto")

        def refresh() -> None:
            opened.value = self.to_html()
            button.description = self.next
            button.layout.display = None if self.next else "none"

        button.on_click(lambda _: self.exercise.help())
        self.exercise.on_change(refresh)
        refresh()
        box = widgets.VBox([opened, widgets.HBox([button]), hidden_script()])
        box.add_class("ann-ask")
        return box
