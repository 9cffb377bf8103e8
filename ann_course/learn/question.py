"""Multiple choice, where a wrong option stands for a misconception."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import ipywidgets as widgets

from ann_course.learn.choices import Choice
from ann_course.learn.form import answer_card
from ann_course.learn.item import check_text
from ann_course.learn.misconceptions import MISCONCEPTIONS, Misconception
from ann_course.learn.style import page
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
        The id, from `MISCONCEPTIONS`, of what a learner who chooses it believes.
    reply : str, optional
        What to say. Without one, a wrong option is answered by its misconception.
    ask : str, optional
        What a teacher can ask next. Without one, the misconception has a question.
    """

    text: str
    right: bool = False
    misconception: str | None = None
    reply: str = ""
    ask: str = ""

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
    def idea(self) -> Misconception | None:
        """What a learner who chooses it believes, where that is known."""
        return MISCONCEPTIONS.get(self.misconception or "")

    @property
    def ask_next(self) -> str:
        """What a teacher can ask a learner who chose it; "" for nothing."""
        return self.ask or (self.idea.ask if self.idea else "")

    @property
    def answer(self) -> str:
        """What to say to a learner who chose it."""
        if self.reply or self.idea is None:
            return self.reply
        return f"A common idea: “{self.idea.belief}” {self.idea.answer}"


class Question(Choice):
    """A question with one right option; it can be answered again and again.

    Parameters
    ----------
    key : str
        Kebab-case, such as "recall-bias".
    text : str
        What is asked.
    options : sequence of Option
        Exactly one of them right. The page shows them in an order drawn from the key.
    ordered : bool
        Whether they have a natural order, which the page then keeps, up or down.

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
    untried: ClassVar[str] = "not answered yet"

    def __init__(
        self, key: str, text: str, options: Sequence[Option], *, ordered: bool = False
    ) -> None:
        check_text(text, "text")
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
        texts = [option.text for option in self.options]
        super().__init__(key, text, texts, ordered=ordered)

    def choose(self, index: int) -> str:
        """Answer with an option's index (from 0), and return the reply.

        Choosing the same option again is not another attempt.
        """
        number = self.check(index)
        option = self.options[number]
        self.attempts += number != self.chosen
        self.first = number if self.first is None else self.first
        self.chosen = number
        self.solved = self.solved or option.right
        self._changed()
        return option.answer

    def reply_html(self) -> str:
        """Return the reply to the option last chosen, as HTML."""
        if self.chosen is None:
            return page("", live=True)
        option = self.options[self.chosen]
        return answer_card(option.right, option.answer)

    def _buttons(self) -> list[widgets.Button]:
        return [widgets.Button(description="Answer")]
