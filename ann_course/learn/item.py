"""What predictions, questions and exercises have in common: a key and a record."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

from ann_lib._support.checks import describe


class Item:
    """One thing that a lesson asks.

    Parameters
    ----------
    key : str
        Kebab-case and unique in its lesson, such as "predict-bias".

    Raises
    ------
    ValueError
        If the key is not kebab-case.
    """

    kind: ClassVar[str] = "item"

    def __init__(self, key: str) -> None:
        if not isinstance(key, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
            raise ValueError(
                "key must be kebab-case, such as 'predict-bias'; "
                f"got {describe(key)}. Use small letters, digits and hyphens."
            )
        self.key = key
        self._listeners: list[Callable[[], None]] = []

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` whenever the learner's record changes."""
        self._listeners.append(listener)

    def _changed(self) -> None:
        for listener in self._listeners:
            listener()

    def record(self) -> dict[str, Any]:
        """Return what the learner did, in plain JSON values."""
        raise NotImplementedError

    def reset(self) -> None:
        """Forget what the learner did."""
        raise NotImplementedError

    def status(self) -> str:
        """Say what the learner did, in a few words."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """The first sentence of what is asked."""
        raise NotImplementedError


def check_text(value: object, name: str) -> str:
    """Return ``value`` if it is a string with something in it."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} must be a text that is not empty, got {describe(value)}.")
    return value


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, at most 100 characters of it.

    Examples
    --------
    >>> first_sentence("Write the sum. Mind the bias.")
    'Write the sum.'
    """
    flat = " ".join(text.split())
    found = re.match(r".+?[.?!:](?=\s|$)", flat)
    sentence = found.group() if found else flat
    return sentence if len(sentence) <= 100 else sentence[:97] + "..."
