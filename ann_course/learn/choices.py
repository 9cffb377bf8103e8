"""What predictions and questions share: options to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import ipywidgets as widgets
from IPython.display import display

from ann_course.learn.item import Item
from ann_course.learn.style import inline, page, plain
from ann_course.page import hidden_script
from ann_lib._support.checks import check_int


class Choice(Item):
    """An item with options, shown as radio buttons with a row of buttons below.

    Parameters
    ----------
    key : str
        Kebab-case, such as "recall-bias".
    text : str
        What is asked.
    texts : sequence of str
        What the options say.

    Attributes
    ----------
    chosen : int or None
        The index of the option last chosen.
    """

    label: ClassVar[str] = ""
    """What stands before the text."""

    def __init__(self, key: str, text: str, texts: Sequence[str]) -> None:
        super().__init__(key, text)
        self._texts = list(texts)
        self._widget: widgets.VBox | None = None

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
        return super().record() | {"chosen": self.chosen}

    def choose(self, index: int) -> str:
        """Choose an option by its index (from 0), and return the reply."""
        raise NotImplementedError

    def check_index(self, index: object) -> int:
        """Return ``index`` if there is an option with it."""
        number = check_int(index, "index", minimum=0)
        if number >= len(self._texts):
            raise ValueError(
                f"index must be from 0 to {len(self._texts) - 1}, one for each option; "
                f"got {number}."
            )
        return number

    def reply_html(self) -> str:
        """Return the reply to what the learner did last, as HTML."""
        raise NotImplementedError

    def _buttons(self) -> list[widgets.Button]:
        """Return the buttons; a click on the first chooses the option that is set."""
        raise NotImplementedError

    @property
    def widget(self) -> widgets.VBox:
        """The text, the radio buttons, the buttons and a place for the reply."""
        if self._widget is None:
            self._widget = self._build()
        return self._widget

    def _build(self) -> widgets.VBox:
        radio = widgets.RadioButtons(
            options=[(plain(text), i) for i, text in enumerate(self._texts)],
            value=self.chosen,
            layout=widgets.Layout(width="auto", height="auto"),
        )
        radio.add_class("ann-options")
        buttons = self._buttons()
        reply = widgets.HTML()

        def choose(_button: widgets.Button) -> None:
            if radio.index is not None:
                self.choose(radio.index)

        def refresh(_change: object = None) -> None:
            for control in (radio, *buttons):
                control.disabled = not self.open
            buttons[0].disabled = not self.open or radio.index is None
            reply.value = self.reply_html()

        def follow() -> None:
            radio.index = self.chosen
            refresh()

        buttons[0].on_click(choose)
        radio.observe(refresh, "index")
        self.on_change(follow)
        refresh()
        ask = widgets.HTML(value=page(f"<p><b>{self.label}{inline(self.text)}</b></p>"))
        box = widgets.VBox([ask, radio, widgets.HBox(buttons), reply, hidden_script()])
        box.add_class("ann-ask")
        return box

    def _ipython_display_(self) -> None:
        display(self.widget)  # type: ignore[no-untyped-call]
