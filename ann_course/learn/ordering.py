"""Lines to be put in order, such as those of a proof."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from ann_course.learn.form import Answered, Fields
from ann_course.learn.order import drawn_order
from ann_course.learn.style import inline, page, plain
from ann_lib._support.checks import describe


class Ordering(Answered):
    """A question that asks for lines in their right order, and maybe without some.

    On the page one chooses a line and moves it up or down, all with keys if one likes.

    Parameters
    ----------
    key, text : str
    lines : mapping of str to str, or sequence of str
        A letter -> what the line says; or lines that need no letters, each its own name.
        The page shows them in an order drawn from the key.
    orders : sequence of sequence of str
        The letters in each order that is right. Lines that occur in none of them are to
        be left out.
    **more
        ``reply``, ``mistakes`` and ``ask``, as for every `Answered`; a mistake is a
        sequence of letters.

    Examples
    --------
    >>> day = Ordering("day", "Put the day in order.", {"N": "noon", "M": "morning",
    ...                "E": "evening", "Y": "yesterday"}, ["MNE"])
    >>> day.answer("MEN")
    'The first line fits. Look at what you put second: E.'
    >>> day.answer("MNEY")
    'All fits until line 3. One line too many stands in it.'
    >>> day.answer("MNE"), day.solved
    ('', True)
    """

    def __init__(
        self,
        key: str,
        text: str,
        lines: Mapping[str, str] | Sequence[str],
        orders: Sequence[Sequence[str]],
        **more: Any,
    ) -> None:
        self.lines = dict(lines) if isinstance(lines, Mapping) else {x: x for x in lines}
        self.orders = [list(order) for order in orders]
        if not self.orders:
            raise ValueError("orders must hold at least one right order, got none.")
        for order in self.orders:
            if len(set(order)) != len(order) or not set(order) <= self.lines.keys():
                raise ValueError(
                    f"orders must hold letters of lines, each once; got {''.join(order)}."
                )
        self.leaves_out = any(len(order) < len(self.lines) for order in self.orders)
        letters = list(self.lines)
        draws = (drawn_order(f"{key} {i}", len(letters)) for i in range(100))
        starts = [[letters[i] for i in draw] for draw in draws]
        self.start = min(starts, key=self._n_in_place)  # much is left to do
        super().__init__(key, text, **more)

    def _n_in_place(self, start: list[str]) -> int:
        """Return how many lines stand where they stand in one of the right orders."""
        return sum(
            start[i : i + 1] == [letter]
            for order in self.orders
            for i, letter in enumerate(order)
        )

    def check(self, answer: Any) -> list[str]:
        """Return the letters of the lines, in the learner's order."""
        if isinstance(answer, Mapping) or not isinstance(answer, Iterable):
            raise ValueError(
                f"The answer must be the lines' letters in order, got {describe(answer)}."
            )
        given = list(answer)
        unknown = [letter for letter in given if letter not in self.lines]
        if unknown:
            raise ValueError(
                f"The lines are {', '.join(self.lines)}; got {describe(unknown[0])}."
            )
        twice = [letter for letter in given if given.count(letter) > 1]
        if twice:
            raise ValueError(f"Each line stands in it once, but {twice[0]} more often.")
        if len(given) < len(self.lines) and not self.leaves_out:
            raise ValueError(f"All {len(self.lines)} lines are needed, got {len(given)}.")
        return given

    def is_right(self, given: list[str]) -> bool:
        """Whether this is one of the right orders."""
        return given in self.orders

    def hint(self, given: list[str]) -> str:
        """Say how far it is right, and which line comes next that is not."""
        fits = max(_common_start(given, order) for order in self.orders)
        if fits == len(given):
            return f"All fits so far, but {'it goes on' if fits else 'nothing is there'}."
        if any(len(order) == fits for order in self.orders):
            return f"All fits until line {fits}. One line too many stands in it."
        start = {0: "", 1: "The first line fits. "}.get(
            fits, f"The first {fits} lines fit. "
        )
        place = _PLACES[fits] if fits < len(_PLACES) else f"in place {fits + 1}"
        return f"{start}Look at what you put {place}: {given[fits]}."

    def solution(self) -> str:
        """Return the lines in a right order, and the other orders that are right."""
        first, *others = self.orders
        lines = "; ".join(self.line(letter) for letter in first)
        return "".join([lines, *(f". Or {self.words(order)}" for order in others)])

    def words(self, given: Sequence[str]) -> str:
        """Return the letters in an order."""
        return ", ".join(given)

    def options_html(self) -> str:
        """Return the lines, as they stand now."""
        given = self.start if self.given is None else self.given
        out = [letter for letter in self.start if letter not in given]
        lines = "".join(f"<li>{inline(self.line(letter))}</li>" for letter in given)
        lines += "".join(
            f"<li>left out: {inline(self.line(letter))}</li>" for letter in out
        )
        return f"<ol>{lines}</ol>"

    def line(self, letter: str) -> str:
        """Return a line with its letter, if it has one."""
        text = self.lines[letter]
        return text if text == letter else f"{letter}: {text}"

    def _fields(self) -> Fields:
        return _Lines(self)


_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")


def _common_start(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many elements two sequences have in common from the start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


class _Lines(Fields):
    """A list with the lines, those left out at its end, and buttons that move the chosen.

    The chosen line stays chosen while it moves, so that one can press a button again and
    again.
    """

    def __init__(self, item: Ordering) -> None:
        self.item = item
        self.list = widgets.Select(
            description="Lines",
            rows=len(item.lines) + (1 if item.leaves_out else 0),
            style={"description_width": "0"},
            layout=widgets.Layout(width="auto", max_width="46em"),
        )
        self.list.add_class("ann-lines")
        self.up = widgets.Button(description="Up", tooltip="Move the chosen line up")
        self.down = widgets.Button(description="Down", tooltip="Move the chosen line down")
        self.out = widgets.Button(description="Leave out")
        self.said = widgets.HTML()
        self.up.on_click(lambda _button: self._move(-1))
        self.down.on_click(lambda _button: self._move(1))
        self.out.on_click(lambda _button: self._toggle())
        self.list.observe(lambda _change: self._label(), "value")
        buttons = [self.up, self.down, *([self.out] if item.leaves_out else [])]
        super().__init__([self.list, widgets.HBox(buttons), self.said])

    def read(self) -> list[str]:
        return list(self.used)

    def show(self, given: list[str] | None) -> None:
        self.used = list(self.item.start if given is None else given)
        self._draw(None)

    @property
    def unused(self) -> list[str]:
        """The lines that are left out."""
        return [letter for letter in self.item.start if letter not in self.used]

    def _move(self, by: int) -> None:
        letter = self.list.value
        if letter in self.used:
            at = self.used.index(letter)
            to = min(max(at + by, 0), len(self.used) - 1)
            self.used.insert(to, self.used.pop(at))
            self._draw(letter)
            self._say(f"Line {letter} is now in place {to + 1} of {len(self.used)}.")
        elif letter is None:
            self._say("Choose a line first.")
        else:
            self._say(f"Line {letter} is left out. Take it back first.")

    def _toggle(self) -> None:
        letter = self.list.value
        if letter is None:
            self._say("Choose a line first.")
        elif letter in self.used:
            self.used.remove(letter)
            self._draw(letter)
            self._say(f"Line {letter} is left out.")
        else:
            self.used.append(letter)
            self._draw(letter)
            self._say(f"Line {letter} is back, in place {len(self.used)}.")

    def _draw(self, chosen: str | None) -> None:
        """Show the lines in their order."""
        shown = [
            (f"{place}.  {plain(self.item.line(letter))}", letter)
            for place, letter in enumerate(self.used, start=1)
        ]
        shown += [
            (f"left out:  {plain(self.item.line(letter))}", letter)
            for letter in self.unused
        ]
        with self.list.hold_sync():
            self.list.options = shown
            self.list.value = chosen
        self._label()
        self._say("")

    def _label(self) -> None:
        """Have the last button say what it can do with the chosen line."""
        # No button is ever disabled: Tab would pass it by, and lose the place when it is.
        taken = self.list.value in self.unused
        self.out.description = "Take back" if taken else "Leave out"

    def _say(self, text: str) -> None:
        self.said.value = page(f"<p>{text}</p>" if text else "", live=True)
