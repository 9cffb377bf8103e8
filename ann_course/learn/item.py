"""What predictions, questions and exercises have in common: a key, a text, a record."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from ann_course.learn.style import card, page, paragraphs, still
from ann_course.page.still import Still
from ann_lib._support.checks import describe


class Item(Still):
    """One thing that a lesson asks.

    Parameters
    ----------
    key : str
        Kebab-case and unique in its lesson, such as "predict-bias".
    text : str
        What is asked.

    Attributes
    ----------
    attempts : int
    solved : bool
        Whether one of the attempts was right.
    last_time : bool
        Whether this was done in an earlier session, and nothing since.

    Raises
    ------
    ValueError
        If the key is not kebab-case.
    """

    kind: ClassVar[str] = "item"
    wake: ClassVar[str] = (
        "As it was when this cell was run. To go on from where you left it, choose "
        "Run > Run All Cells."
    )
    untried: ClassVar[str] = "not tried yet"
    """The status before the first attempt."""

    ask: str = ""
    """What a teacher can ask next; without it, the teacher's page has a question."""

    def __init__(self, key: str, text: str) -> None:
        if not isinstance(key, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
            raise ValueError(
                "key must be kebab-case, such as 'predict-bias'; "
                f"got {describe(key)}. Use small letters, digits and hyphens."
            )
        self.key = key
        self.text = text
        self._listeners: list[Callable[[], None]] = []
        self.reset()

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` whenever the learner's record changes."""
        self._listeners.append(listener)

    def _changed(self, *, last_time: bool = False) -> None:
        self.last_time = last_time
        for listener in self._listeners:
            listener()

    def reset(self) -> None:
        """Forget what the learner did."""
        self.attempts = 0
        self.solved = False
        self._changed()

    def record(self) -> dict[str, Any]:
        """Return what the learner did, in plain JSON values."""
        return {
            "key": self.key,
            "kind": self.kind,
            "tried": self.attempts > 0,
            "right": self.solved,
            "attempts": self.attempts,
        }

    def restore(self, record: Mapping[str, Any]) -> None:
        """Take up what a record holds: the inverse of `record`.

        Raises
        ------
        ValueError
            If the record is not one of this item as it is now.
        """
        attempts, right = record.get("attempts"), record.get("right")
        if record.get("kind") != self.kind:
            raise ValueError(
                f"record must be one of this {self.kind}, got one of a "
                f"{record.get('kind')}. Leave it out."
            )
        if not isinstance(attempts, int) or not isinstance(right, bool) or attempts < 0:
            raise ValueError(
                "record must hold attempts, a whole number, and right, a truth value; got "
                f"{describe(attempts)} and {describe(right)}. Leave it out."
            )
        self.attempts = attempts
        self.solved = right
        self._changed(last_time=True)

    def status(self) -> str:
        """Say what the learner did, in a few words."""
        if not self.attempts:
            return self.untried
        times = "1 attempt" if self.attempts == 1 else f"{self.attempts} attempts"
        return f"{'right' if self.solved else 'not right yet'}, {times}"

    def options_html(self) -> str:
        """Return the options to choose from as a list, or nothing where there are none."""
        return ""

    def still_html(self) -> str:
        """Return what is asked and what the learner did, for a page without a kernel."""
        body = paragraphs(self.text) + self.options_html()
        return still(page(card(f"{self.kind.capitalize()}: {self.status()}", body)))

    def last_time_html(self) -> str:
        """Return a line that marks what was done in an earlier session, else nothing."""
        return page("<p><em>From last time:</em></p>") if self.last_time else ""

    @property
    def title(self) -> str:
        """What is asked, in one line: the last question, or else the first sentence."""
        return title_of(self.text)


def check_text(value: object, name: str) -> str:
    """Return ``value`` if it is a string that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} must be a text that is not empty, got {describe(value)}.")
    return value


def title_of(text: str) -> str:
    """Return what a text asks, in one line of at most 100 characters.

    That is its last question, and of what stands before it as much as fits; without a
    question it is the first sentence.

    Examples
    --------
    >>> title_of("A synapse has strength 0. What does that say? Think of the sum.")
    'A synapse has strength 0. What does that say?'
    >>> title_of("Write the sum. Mind the bias.")
    'Write the sum.'
    >>> title_of("Write the step: 1 from 0 on, otherwise 0.")
    'Write the step.'
    """
    flat = " ".join(text.split())
    sentences = re.findall(r"\S.*?(?:[.?!…](?=\s|$)|$)", flat)
    questions = [i for i, sentence in enumerate(sentences) if sentence[-1] in "?…"]
    if not questions:
        title = re.sub(":$", ".", re.split(r"(?<=[.!:])\s", flat, maxsplit=1)[0])
    else:
        end = questions[-1] + 1
        parts = [" ".join(sentences[start:end]) for start in range(end)]
        title = next((part for part in parts if len(part) <= 100), parts[-1])
        if len(title) < 30 and title != parts[0]:  # "What follows?" is too little
            title = "…" + re.sub(r"^\S*", "", parts[0][-99:])
    return title if len(title) <= 100 else title[:97] + "..."
