"""A question with several right options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import ipywidgets as widgets

from ann_course.learn.form import Answered, Fields
from ann_course.learn.order import drawn_order
from ann_course.learn.question import Option
from ann_course.learn.style import option_list, plain
from ann_lib._support.checks import check_int, describe


class Several(Answered):
    """A question with several right options, shown as check boxes.

    Parameters
    ----------
    key, text : str
    options : sequence of Option
        At least two of them right, and one wrong. They are shown in an order drawn from
        the key.
    ordered : bool
        Whether they have a natural order, which the page then keeps, up or down.
    **more
        ``reply``, ``mistakes`` and ``ask``, as for every `Answered`.

    Examples
    --------
    >>> even = Several("even", "Which are even?", [
    ...     Option("2", right=True), Option("3", reply="3 leaves a rest."),
    ...     Option("4", right=True)])
    >>> even.answer([0, 1])
    '“3”: 3 leaves a rest. Of the right ones, 1 is still missing.'
    >>> even.answer([2, 0]), even.solved
    ('', True)
    """

    def __init__(
        self,
        key: str,
        text: str,
        options: Sequence[Option],
        *,
        ordered: bool = False,
        **more: Any,
    ) -> None:
        self.options = list(options)
        self.right = [i for i, option in enumerate(self.options) if option.right]
        if len(self.right) < 2 or len(self.right) == len(self.options):
            raise ValueError(
                "options must hold at least two right ones and a wrong one, got "
                f"{len(self.options)} with {len(self.right)} right."
            )
        self.order = drawn_order(key, len(self.options), ordered=ordered)
        super().__init__(key, text, **more)

    def check(self, answer: Any) -> list[int]:
        """Return the indices that were chosen, from 0, in increasing order."""
        if isinstance(answer, str) or not isinstance(answer, Iterable):
            raise ValueError(
                f"The answer must be a list of options' indices, got {describe(answer)}."
            )
        last = len(self.options) - 1
        given = {check_int(i, "each index", minimum=0, maximum=last) for i in answer}
        if not given:
            raise ValueError("Tick at least one box first.")
        return sorted(given)

    def is_right(self, given: list[int]) -> bool:
        """Whether all right options were chosen, and no other."""
        return given == self.right

    def hint(self, given: list[int]) -> str:
        """Answer each wrong option, and say how many right ones are missing."""
        replies = [
            f"“{option.text.rstrip('.')}”: {option.answer}"
            for option in (self.options[i] for i in given)
            if not option.right
        ]
        missing = len(set(self.right) - set(given))
        if missing:
            start = "Of the right ones, " if replies else "So far right. Of the others, "
            verb = "is" if missing == 1 else "are"
            end = "still missing" if replies else "right, too"
            replies.append(f"{start}{missing} {verb} {end}.")
        return " ".join(replies)

    def solution(self) -> str:
        """Return the right options."""
        return self.words(self.right)

    def words(self, given: list[int]) -> str:
        """Return what the chosen options say."""
        return "; ".join(self.options[i].text.rstrip(".") for i in given)

    def options_html(self) -> str:
        """Return the options as a list, in the order in which the page shows them."""
        texts = [option.text for option in self.options]
        return option_list(texts, self.order, self.given or [])

    def _fields(self) -> Fields:
        return _Boxes(self)


class _Boxes(Fields):
    def __init__(self, item: Several) -> None:
        self.boxes = {
            i: widgets.Checkbox(
                description=plain(item.options[i].text),
                indent=False,
                layout=widgets.Layout(width="auto", height="auto"),
            )
            for i in item.order
        }
        group = widgets.VBox(list(self.boxes.values()))
        group.add_class("ann-options")
        super().__init__([group])

    def read(self) -> list[int]:
        return [i for i, box in self.boxes.items() if box.value]

    def show(self, given: list[int] | None) -> None:
        for i, box in self.boxes.items():
            box.value = i in (given or ())
