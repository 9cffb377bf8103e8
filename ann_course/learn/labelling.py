"""A picture with letters, and a menu of names for each letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

import ipywidgets as widgets

from ann_course.learn.form import Answered, Fields
from ann_course.learn.order import drawn_order
from ann_course.learn.style import inline, plain
from ann_course.page.still import picture
from ann_course.page.text import listed
from ann_lib._support.checks import describe

CHOOSE = "choose…"
"""What a menu says before a name is chosen."""


class Labelling(Answered):
    """A question that asks what each letter in a picture stands for.

    Parameters
    ----------
    key, text : str
    names : mapping of str to str
        Letter -> right name.
    picture : callable, optional
        Returns the picture as `ann_lib.plots.show.svg` makes it, with its text
        alternative; it is called when the question is first shown.
    extra : sequence of str
        More names in the menus, which belong to no letter.
    **more
        ``reply``, ``mistakes`` and ``ask``, as for every `Answered`; a mistake is a
        mapping of letters to names.

    Examples
    --------
    >>> names = {"A": "base", "B": "height", "C": "top"}
    >>> sides = Labelling("sides", "Which is which?", names)
    >>> sides.answer({"A": "base", "B": "top", "C": "top"})
    'Look at B again. “top” stands there twice, at B and C.'
    >>> sides.answer({"A": "base", "B": "height", "C": "top"}), sides.solved
    ('', True)
    """

    def __init__(
        self,
        key: str,
        text: str,
        names: Mapping[str, str],
        *,
        picture: Callable[[], str] | None = None,
        extra: tuple[str, ...] = (),
        **more: Any,
    ) -> None:
        if len(names) < 2:
            raise ValueError(f"names must hold at least two letters, got {len(names)}.")
        self.names = dict(names)
        self.picture = picture
        # A menu that names one thing twice would be a riddle of its own.
        choices = list(dict.fromkeys([*names.values(), *extra]))
        self.choices = [choices[i] for i in drawn_order(key, len(choices))]
        super().__init__(key, text, **more)

    def check(self, answer: Any) -> dict[str, str]:
        """Return letter -> name, in the letters' order."""
        if not isinstance(answer, Mapping):
            raise ValueError(
                "The answer must have a name for each letter, such as "
                f"{{'A': '{self.choices[0]}', ...}}; got {describe(answer)}."
            )
        open_letters = [letter for letter in self.names if not answer.get(letter)]
        if open_letters:
            are = "is" if len(open_letters) == 1 else "are"
            raise ValueError(
                f"Choose a name for each letter first: {listed(open_letters)} {are} open."
            )
        given = {letter: answer[letter] for letter in self.names}
        for letter, name in given.items():
            if name not in self.choices:
                raise ValueError(
                    f"{letter} must be one of {', '.join(self.choices)}; got "
                    f"{describe(name)}."
                )
        return given

    def is_right(self, given: dict[str, str]) -> bool:
        """Whether each letter has its name."""
        return given == self.names

    def hint(self, given: dict[str, str]) -> str:
        """Name the letters that are wrong, and what was used twice."""
        wrong = [letter for letter in self.names if given[letter] != self.names[letter]]
        if len(wrong) == len(self.names):
            text = "None of them is right yet. Begin with the one that you are surest of."
        else:
            text = f"Look at {listed(wrong)} again."
        names = list(given.values())
        if len(set(self.names.values())) == len(self.names):
            for name in dict.fromkeys(n for n in names if names.count(n) > 1):
                where = [letter for letter in given if given[letter] == name]
                times = {2: "twice"}.get(len(where), f"{len(where)} times")
                text += f" “{name}” stands there {times}, at {listed(where)}."
        return text

    def solution(self) -> str:
        """Return each letter's name."""
        return self.words(self.names)

    def words(self, given: dict[str, str]) -> str:
        """Return each letter and the name it was given."""
        return ", ".join(f"{letter}: {name}" for letter, name in given.items())

    def options_html(self) -> str:
        """Return the picture, the names to choose from, and the last answer."""
        drawn = ""
        if self.picture is not None:
            svg = self.picture()
            label = re.search(r'aria-label="([^"]*)"', svg)
            drawn = picture(svg, unescape(label[1]) if label else self.text)
        names = "".join(f"<li>{inline(name)}</li>" for name in self.choices)
        return f"{drawn}<ul>{names}</ul>{super().options_html()}"

    def _fields(self) -> Fields:
        return _Menus(self)


class _Menus(Fields):
    def __init__(self, item: Labelling) -> None:
        # Without a name the value is "": with None, the page would show an empty menu.
        names = [(CHOOSE, ""), *((plain(name), name) for name in item.choices)]
        self.menus = {
            letter: widgets.Dropdown(
                description=letter,
                options=names,
                value="",
                style={"description_width": "2em"},
                layout=widgets.Layout(width="16em"),
            )
            for letter in item.names
        }
        menus = widgets.VBox(list(self.menus.values()))
        if item.picture is None:
            super().__init__([menus])
        else:
            picture = widgets.HTML(value=item.picture())
            picture.add_class("ann-picture")
            super().__init__([picture, menus])

    def read(self) -> dict[str, str | None]:
        return {letter: menu.value or None for letter, menu in self.menus.items()}

    def show(self, given: dict[str, str] | None) -> None:
        for letter, menu in self.menus.items():
            menu.value = (given or {}).get(letter) or ""
