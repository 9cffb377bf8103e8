"""How many of the learner's own drawings were read correctly: who drew says what it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
import traitlets

from ann_course.live import button
from ann_course.live.layout import box
from ann_course.live.words import with_article
from ann_lib._support.checks import check_int, describe


class Tally(traitlets.HasTraits):
    """What each counted drawing was, and what the network called it.

    Parameters
    ----------
    n_classes : int
    told : callable
        ``told(digit)`` when the learner says what the drawing is.

    Attributes
    ----------
    value : list of [digit, answer]
        In the order in which they were drawn; may be observed.
    buttons : list of Button
        One for each class.
    """

    value: traitlets.List[list[int]] = traitlets.List()

    def __init__(self, n_classes: int, told: Callable[[int], object]) -> None:
        super().__init__()
        self.buttons: list[Any] = []
        for digit in range(n_classes):
            each = button(str(digit), explain=f"I drew {with_article(digit)}: count it")
            each.on_click(lambda _, digit=digit: told(digit))
            self.buttons.append(each)
        self.widget = box(widgets.HBox, self.buttons, "ann-digit-tally")

    def count(self, digit: int, answer: int, *, again: bool) -> None:
        """Count a drawing; ``again`` puts what was said of the last one right."""
        kept = self.value[:-1] if again else self.value
        self.value = [*kept, [digit, answer]]

    def check(self, pairs: object) -> list[list[int]]:
        """Return pairs as ``value`` has them, or raise an error that says what is wrong."""
        if not isinstance(pairs, list | tuple):
            raise TypeError(
                f"counted must be a list of [digit, answer], got {describe(pairs)}."
            )
        return [self._check_one(pair, k) for k, pair in enumerate(pairs)]

    def _check_one(self, pair: Any, k: int) -> list[int]:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise ValueError(f"counted[{k}] must be [digit, answer], got {describe(pair)}.")
        checked = [check_int(number, f"counted[{k}]", minimum=0) for number in pair]
        if max(checked) >= len(self.buttons):
            last = len(self.buttons) - 1
            raise ValueError(f"counted[{k}] must hold 0 to {last}, got {list(pair)}.")
        return checked

    def show(self, *, drawn: bool) -> None:
        """Let a drawing be counted where there is one."""
        for each in self.buttons:
            each.disabled = not drawn

    def describe(self) -> str:
        """Return the learner's rate in words, empty before the first drawing counts."""
        if not self.value:
            return ""
        right = sum(digit == answer for digit, answer in self.value)
        were = "was" if right == 1 else "were"
        return f"Of your drawings, {right} of {len(self.value)} {were} read correctly."
