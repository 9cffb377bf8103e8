"""What predictions and questions share: options to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from ann_course.learn.form import Form
from ann_course.learn.order import drawn_order
from ann_course.learn.style import option_list, plain
from ann_lib._support.checks import check_int, describe


class Choice(Form):
    """An item with options, shown as radio buttons with a row of buttons below.

    Parameters
    ----------
    key : str
        Kebab-case, such as "recall-bias".
    text : str
        What is asked.
    texts : sequence of str
        What the options say.
    ordered : bool
        Whether they have a natural order, such as numbers that grow.

    Attributes
    ----------
    texts : list of str
        What the options say.
    chosen : int or None
        The index of the option last chosen.
    order : list of int
        The options' indices in the order in which the page shows them.
    """

    def __init__(
        self, key: str, text: str, texts: Sequence[str], *, ordered: bool = False
    ) -> None:
        super().__init__(key, text)
        self.texts = list(texts)
        self.order = drawn_order(key, len(self.texts), ordered=ordered)

    def reset(self) -> None:
        """Forget what was chosen."""
        self.chosen: int | None = None
        super().reset()

    @property
    def open(self) -> bool:
        """Whether an option may still be chosen."""
        return True

    def record(self) -> dict[str, Any]:
        """Return what the learner did, in plain JSON values."""
        return super().record() | {"chosen": self.chosen, "options": len(self.texts)}

    def restore(self, record: Mapping[str, Any]) -> None:
        """Take up what a record holds: the inverse of `record`."""
        chosen, n_options = record.get("chosen"), record.get("options")
        if n_options != len(self.texts):
            raise ValueError(
                f"record must be one of {len(self.texts)} options, got one of "
                f"{describe(n_options)}. Leave it out."
            )
        self.chosen = None if chosen is None else self.check(chosen)
        super().restore(record)

    def choose(self, index: int) -> str:
        """Choose an option by its index (from 0), and return the reply."""
        raise NotImplementedError

    def check(self, answer: object) -> int:
        """Return an option's index if there is an option with it."""
        number = check_int(answer, "index", minimum=0)
        if number >= len(self.texts):
            raise ValueError(
                f"index must be from 0 to {len(self.texts) - 1}, one for each option; "
                f"got {number}."
            )
        return number

    def options_html(self) -> str:
        """Return the options as a list, in the order in which the page shows them."""
        return option_list(self.texts, self.order, [self.chosen])

    def reply_html(self) -> str:
        """Return the reply to what the learner did last, as HTML."""
        raise NotImplementedError

    def _buttons(self) -> list[widgets.Button]:
        """Return the buttons; a click on the first chooses the option that is set."""
        raise NotImplementedError

    def _parts(self) -> list[widgets.Widget]:
        radio = widgets.RadioButtons(
            options=[(plain(self.texts[i]), i) for i in self.order],
            value=self.chosen,
            layout=widgets.Layout(width="auto", height="auto"),
        )
        radio.add_class("ann-options")
        buttons = self._buttons()
        reply = widgets.HTML()

        def choose(_button: widgets.Button) -> None:
            if radio.value is not None:
                self.choose(radio.value)

        def refresh(_change: object = None) -> None:
            for control in (radio, *buttons):
                control.disabled = not self.open
            buttons[0].disabled = not self.open or radio.value is None
            reply.value = self.last_time_html() + self.reply_html()

        def follow() -> None:
            radio.value = self.chosen
            refresh()

        buttons[0].on_click(choose)
        radio.observe(refresh, "value")
        self.on_change(follow)
        refresh()
        return [radio, widgets.HBox(buttons), reply]
