"""An item that is answered on the page: what is asked, a place to answer, and the reply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

import ipywidgets as widgets

from ann_course.learn.exercise import Mistake
from ann_course.learn.item import Item, check_text
from ann_course.learn.style import card, inline, page, paragraphs
from ann_course.page import hidden_script


class Form(Item):
    """An item with a widget of its own, built once and shown as often as one likes.

    Attributes
    ----------
    first : JSON value or None
        What was answered at first: what a learner believed before any reply.
    """

    label: ClassVar[str] = ""
    """What stands before the text."""

    _widget: widgets.VBox | None = None

    def reset(self) -> None:
        """Forget what was answered."""
        self.first: Any = None
        super().reset()

    def record(self) -> dict[str, Any]:
        """Return what the learner did, in plain JSON values."""
        return super().record() | {"first": self.first}

    def check(self, answer: Any) -> Any:
        """Return an answer in plain JSON values.

        Raises
        ------
        ValueError
            If it is none, in a sentence for the learner.
        """
        raise NotImplementedError

    def restore(self, record: Mapping[str, Any]) -> None:
        """Take up what a record holds: the inverse of `record`."""
        first = record.get("first")  # records of the first edition have none
        self.first = None if first is None else self.check(first)
        super().restore(record)

    @property
    def widget(self) -> widgets.VBox:
        """What is asked, a place to answer, and the reply."""
        if self._widget is None:
            asked = page(f"<p><b>{self.label}{inline(self.text)}</b></p>")
            self._widget = widgets.VBox(
                [widgets.HTML(value=asked), *self._parts(), hidden_script()]
            )
            self._widget.add_class("ann-ask")
        return self._widget

    def _parts(self) -> list[widgets.Widget]:
        """Return the fields, the buttons and the reply."""
        raise NotImplementedError


def answer_card(right: bool, text: str) -> str:
    """Return the reply to an answer, as HTML that a screen reader speaks."""
    body = paragraphs(text) if text else ""
    if right:
        return page(card("✓ Right.", body, "right"), live=True)
    body += "<p>Try again if you like.</p>"
    return page(card("✗ Not quite.", body, "wrong"), live=True)


class Fields:
    """Where an answer is given.

    Parameters
    ----------
    parts : sequence of Widget
        In the order in which they are shown.
    """

    def __init__(self, parts: Sequence[widgets.Widget]) -> None:
        self.parts = list(parts)

    def read(self) -> Any:
        """Return what they hold, as it may be given to ``answer``."""
        raise NotImplementedError

    def show(self, given: Any) -> None:
        """Have them hold an answer; None is none."""
        raise NotImplementedError

    def on_enter(self, answer: Callable[[], None]) -> None:
        """Call ``answer`` when Enter is pressed where text is typed."""


class Answered(Form):
    """A question whose answer is more than one choice; it can be answered again and again.

    A subclass says in ``check`` what an answer is, in ``is_right`` which one is right, and
    in ``hint`` what to say to a wrong one that is no known mistake.

    Parameters
    ----------
    key : str
        Kebab-case, such as "label-parts".
    text : str
        What is asked.
    reply : str
        What to say to the right answer.
    mistakes : iterable of Mistake
        Known wrong answers, each with what to say to it.
    ask : str
        What a teacher can ask next.

    Attributes
    ----------
    given : JSON value or None
        The last answer.
    """

    kind: ClassVar[str] = "question"
    untried: ClassVar[str] = "not answered yet"

    def __init__(
        self,
        key: str,
        text: str,
        *,
        reply: str = "",
        mistakes: Iterable[Mistake] = (),
        ask: str = "",
    ) -> None:
        super().__init__(key, check_text(text, "text"))
        self.reply = reply
        self.mistakes = list(mistakes)
        self.ask = ask
        for mistake in self.mistakes:
            if self.is_right(self.check(mistake.wrong)):
                raise ValueError(f"mistakes hold {mistake.wrong!r}, but that is right.")

    # What a subclass says, besides `check`.

    def is_right(self, given: Any) -> bool:
        """Whether an answer that was checked is right."""
        raise NotImplementedError

    def hint(self, given: Any) -> str:
        """Return what is wrong in an answer, as far as a learner is helped by it."""
        raise NotImplementedError

    def solution(self) -> str:
        """Return the right answer in words, for the teacher's page."""
        raise NotImplementedError

    def words(self, given: Any) -> str:
        """Return an answer in words."""
        raise NotImplementedError

    def _fields(self) -> Fields:
        raise NotImplementedError

    # What all of them do.

    def reset(self) -> None:
        """Forget what was answered."""
        self.given: Any = None
        super().reset()

    def record(self) -> dict[str, Any]:
        """Return what the learner did, in plain JSON values."""
        return super().record() | {"given": self.given}

    def restore(self, record: Mapping[str, Any]) -> None:
        """Take up what a record holds: the inverse of `record`."""
        if "given" not in record:  # of a question that once was of another kind
            raise ValueError("record must hold what was given, got none. Leave it out.")
        given = record["given"]
        self.given = None if given is None else self.check(given)
        super().restore(record)

    def answer(self, answer: Any) -> str:
        """Answer, and return the reply. The same answer again is not another attempt.

        Raises
        ------
        ValueError
            If it cannot be an answer, in a sentence for the learner.
        """
        given = self.check(answer)
        self.attempts += given != self.given
        self.first = given if self.first is None else self.first
        self.given = given
        self.solved = self.solved or self.is_right(given)
        self._changed()
        return self.reply_to(given)

    def reply_to(self, given: Any) -> str:
        """Return what to say to an answer that was checked."""
        if self.is_right(given):
            return self.reply
        for mistake in self.mistakes:
            found = mistake.when
            if found(given) if found is not None else given == self.check(mistake.wrong):
                return mistake.message
        return self.hint(given)

    def options_html(self) -> str:
        """Return the last answer in words."""
        if self.given is None:
            return ""
        return paragraphs(f"Your answer: {self.words(self.given)}.")

    def reply_html(self) -> str:
        """Return the reply to the last answer, as HTML."""
        if self.given is None:
            return page("", live=True)
        return answer_card(self.is_right(self.given), self.reply_to(self.given))

    def _parts(self) -> list[widgets.Widget]:
        fields = self._fields()
        button = widgets.Button(description="Answer")
        reply = widgets.HTML()

        def answer() -> None:
            try:
                self.answer(fields.read())
            except ValueError as error:
                reply.value = page(card("Not yet.", paragraphs(str(error))), live=True)

        def follow() -> None:
            fields.show(self.given)
            before = self.last_time_html() if self.given is not None else ""
            reply.value = before + self.reply_html()

        button.on_click(lambda _button: answer())
        fields.on_enter(answer)
        self.on_change(follow)
        follow()
        return [*fields.parts, widgets.HBox([button]), reply]
