"""Multiple choice in which each wrong option stands for one misconception."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import ipywidgets as widgets
from IPython.display import display

from ann_course.learn.choices import check_index, radio_buttons
from ann_course.learn.item import Item, check_text, first_sentence
from ann_course.learn.misconceptions import MISCONCEPTIONS
from ann_course.learn.style import card, inline, page, paragraphs
from ann_lib._support.checks import check_choice, describe
from ann_lib._support.printing import prints_anywhere


@prints_anywhere
@dataclass(frozen=True)
class Option:
    """One option of a question.

    Parameters
    ----------
    text : str
    right : bool
    misconception : str, optional
        The id, from `MISCONCEPTIONS`, of what a learner believes who chooses it.
    reply : str, optional
        What to say. A wrong option without one is answered as its misconception.
    """

    text: str
    right: bool = False
    misconception: str | None = None
    reply: str = ""

    def __post_init__(self) -> None:
        check_text(self.text, "text")
        if self.misconception is not None:
            check_choice(self.misconception, "misconception", MISCONCEPTIONS)
        if self.right and self.misconception is not None:
            raise ValueError(
                f"misconception belongs to a wrong option, but {self.text!r} is right."
            )
        if not self.right and self.misconception is None and not self.reply:
            raise ValueError(
                f"The wrong option {self.text!r} needs a misconception or a reply."
            )

    @property
    def answer(self) -> str:
        """What to say to a learner who chose it."""
        if self.reply or self.misconception is None:
            return self.reply
        found = MISCONCEPTIONS[self.misconception]
        return f"A common idea: “{found.belief}” {found.answer}"


class Question(Item):
    """A question with one right option; it can be answered again and again.

    Parameters
    ----------
    key : str
        Kebab-case, such as "recall-bias".
    text : str
        What is asked.
    options : sequence of Option
        Exactly one of them right.

    Examples
    --------
    >>> question = Question("sign", "Is -1 positive?", [
    ...     Option("No.", right=True, reply="It lies below 0."),
    ...     Option("Yes.", reply="Look at its sign.")])
    >>> question.choose(1)
    'Look at its sign.'
    >>> question.choose(0), question.solved, question.attempts
    ('It lies below 0.', True, 2)
    """

    kind: ClassVar[str] = "question"

    def __init__(self, key: str, text: str, options: Sequence[Option]) -> None:
        super().__init__(key)
        self.text = check_text(text, "text")
        self.options = list(options)
        for option in self.options:
            if not isinstance(option, Option):
                raise TypeError(f"options must be Option objects, got {describe(option)}.")
        n_right = sum(option.right for option in self.options)
        if n_right != 1 or len(self.options) < 2:
            raise ValueError(
                f"options must be at least two with exactly one right, got "
                f"{len(self.options)} with {n_right} right."
            )
        self._widget: widgets.VBox | None = None
        self.reset()

    def reset(self) -> None:
        """Forget all answers."""
        self.attempts = 0
        self.chosen: int | None = None
        self.solved = False
        self._changed()

    @property
    def title(self) -> str:
        """The question's first sentence."""
        return first_sentence(self.text)

    @property
    def right(self) -> int:
        """The right option's index."""
        return next(i for i, option in enumerate(self.options) if option.right)

    def status(self) -> str:
        """Say what the learner did, in a few words."""
        if not self.attempts:
            return "not answered yet"
        times = "1 attempt" if self.attempts == 1 else f"{self.attempts} attempts"
        return f"{'right' if self.solved else 'not right yet'}, {times}"

    def record(self) -> dict[str, Any]:
        """Return what the learner did, in plain JSON values."""
        return {
            "key": self.key,
            "kind": self.kind,
            "tried": self.attempts > 0,
            "right": self.solved,
            "attempts": self.attempts,
            "chosen": self.chosen,
        }

    def choose(self, index: int) -> str:
        """Answer with an option's index (from 0), and return the reply.

        The same option twice running is one attempt.
        """
        option = self.options[check_index(index, len(self.options))]
        self.attempts += index != self.chosen
        self.chosen = int(index)
        self.solved = self.solved or option.right
        self._changed()
        return option.answer

    def reply_html(self) -> str:
        """Return the reply to the option last chosen, as HTML."""
        if self.chosen is None:
            return page("", live=True)
        option = self.options[self.chosen]
        heading, tone = ("✓ Right.", "right") if option.right else ("✗ Not quite.", "wrong")
        body = paragraphs(option.answer) if option.answer else ""
        if not option.right:
            body += "<p>Choose again if you like.</p>"
        return page(card(heading, body, tone), live=True)

    @property
    def widget(self) -> widgets.VBox:
        """The question with radio buttons, a button and a place for the reply."""
        if self._widget is None:
            self._widget = self._build()
        return self._widget

    def _build(self) -> widgets.VBox:
        radio = radio_buttons([option.text for option in self.options], self.chosen)
        button = widgets.Button(description="Answer", disabled=radio.index is None)
        reply = widgets.HTML(value=self.reply_html())

        def answer(_button: widgets.Button) -> None:
            if radio.index is not None:
                self.choose(radio.index)

        def enable(_change: object) -> None:
            button.disabled = radio.index is None

        def refresh() -> None:
            reply.value = self.reply_html()
            if radio.index != self.chosen:
                radio.index = self.chosen

        button.on_click(answer)
        radio.observe(enable, "index")
        self.on_change(refresh)
        ask = widgets.HTML(value=page(f"<p><b>{inline(self.text)}</b></p>"))
        box = widgets.VBox([ask, radio, button, reply])
        box.add_class("ann-ask")
        return box

    def _ipython_display_(self) -> None:
        display(self.widget)  # type: ignore[no-untyped-call]
