"""A question whose answer is a number."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from ann_course.learn.form import Answered, Fields
from ann_course.page.number import read_number
from ann_lib._support.checks import check_number, describe

ARRIVES = 0.3
"""Seconds after Enter in which the number that was typed arrives."""


class Number(Answered):
    """A question whose answer is a number, typed by the learner.

    Parameters
    ----------
    key, text : str
    right : float
    tolerance : float
        How far an answer may be off.
    unit : str
        Such as "Hz"; it stands behind the field.
    **more
        ``reply``, ``mistakes`` and ``ask``, as for every `Answered`.

    Examples
    --------
    >>> from ann_course.learn import Mistake
    >>> half = Number("half", "What is half of 3?", 1.5, mistakes=[
    ...     Mistake(6.0, "That is twice 3.")])
    >>> half.answer("6")
    'That is twice 3.'
    >>> half.answer("1,4"), half.answer("1,5"), half.solved
    ('It is larger than that.', '', True)
    """

    def __init__(
        self,
        key: str,
        text: str,
        right: float,
        *,
        tolerance: float = 0.0,
        unit: str = "",
        **more: Any,
    ) -> None:
        self.right = check_number(right, "right")
        # Arithmetic alone may be off by a few units in the last place.
        self.tolerance = check_number(tolerance, "tolerance", minimum=0) + 1e-9
        self.unit = unit
        super().__init__(key, text, **more)

    def check(self, answer: Any) -> float:
        """Return the number that was typed."""
        if isinstance(answer, str):
            answer = read_number(answer, self.unit)
        if isinstance(answer, bool) or not isinstance(answer, (int, float)):
            raise ValueError(f"The answer must be a number, got {describe(answer)}.")
        if not math.isfinite(answer):
            raise ValueError("That is too large a number. Type a smaller one.")
        return float(answer)

    def is_right(self, given: float) -> bool:
        """Whether the number is near enough."""
        return abs(given - self.right) <= self.tolerance

    def hint(self, given: float) -> str:
        """Say in which direction the right number lies."""
        if self.right and abs(given + self.right) <= self.tolerance:
            return "The size is right. Look at the sign again."
        return f"It is {'larger' if given < self.right else 'smaller'} than that."

    def solution(self) -> str:
        """Return the number and its unit."""
        return self.words(self.right)

    def words(self, given: float) -> str:
        """Return a number and its unit."""
        return f"{given:g} {self.unit}".strip().replace("-", "−", 1)

    def _fields(self) -> Fields:
        return _Field(self)


class _Field(Fields):
    def __init__(self, item: Number) -> None:
        self.item = item
        self.text = widgets.Text(
            description="Your number",
            placeholder=f"a number{f' in {item.unit}' if item.unit else ''}",
            style={"description_width": "initial"},
            layout=widgets.Layout(width="16em"),
            # So the number is sent once, and arrives before a click on the button does.
            continuous_update=False,
        )
        self._entered: Callable[[], None] | None = None
        super().__init__([widgets.HBox([self.text, widgets.Label(item.unit)])])

    def on_enter(self, answer: Callable[[], None]) -> None:
        def receive(_text: object, content: dict[str, Any], _buffers: object) -> None:
            if content.get("event") != "submit":
                return
            self._entered = answer
            # The page says that Enter was pressed, and then sends a number that is new.
            try:
                asyncio.get_running_loop().call_later(ARRIVES, self._answer)
            except RuntimeError:  # no loop, so nothing is on its way
                self._answer()

        self.text.on_msg(receive)
        self.text.observe(lambda _change: self._answer(), "value")

    def _answer(self) -> None:
        answer, self._entered = self._entered, None
        if answer is not None:
            answer()

    def read(self) -> str:
        return str(self.text.value)

    def show(self, given: float | None) -> None:
        if given is None:
            self.text.value = ""
        elif not self._holds(given):
            self.text.value = f"{given:.12g}".replace("-", "−")

    def _holds(self, given: float) -> bool:
        """Whether the field holds this number already, in the learner's own writing."""
        try:
            return self.item.check(self.text.value) == given
        except ValueError:
            return False
