"""The next steps of the slider that a hand moves, drawn before the hand gets there.

A slider's value travels to the kernel, and the picture back: 20 ms on one's own machine,
100 and more on a distant hub. So while nothing else is to be done the kernel draws the
steps beside the one where the slider stands, and the page shows the one that it needs in
the frame in which the hand moves. The kernel draws each step again when it hears of it,
and sends what is other than the page has it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets as widgets

from ann_course.live.controls import Slider
from ann_course.live.events import running_loop
from ann_course.live.layout import parts_of
from ann_course.live.pointer import Pointer
from ann_course.live.text import Text, imagined
from ann_lib.plots import style

if TYPE_CHECKING:
    from ann_course.live.following import Following

QUIET = 0.008
"""Seconds after a picture for which a hand that goes on has the kernel to itself."""
SHARE, HELD = 4, 0.05
"""It has it longer where a step takes longer to draw ahead: so many times as long, up to
so many seconds. A key that is held brings its next step after 33 ms."""
REST = 0.5
"""Seconds after which the page is sent once more what it should show."""
LONG = 0.1
"""Seconds of the processor: what takes longer would have a hand wait, and is not drawn."""
REACH = 2
"""Steps to either side."""
MOST = 40
"""Steps that the page keeps (ahead.js)."""

Texts = dict[Text, str]
_NO_TEXTS = (widgets.Button, widgets.Dropdown, Pointer)
"""What follows a panel's state beside its texts, and is not sent ahead."""


@contextmanager
def _unsent(widget: Any) -> Iterator[None]:
    with widget.hold_sync():
        yield
        widget._states_to_send.clear()


class Ahead(anywidget.AnyWidget):
    """Draws a panel's next steps and hands them to the page.

    Parameters
    ----------
    panel : Following
    """

    _esm = Path(__file__).with_name("ahead.js").read_text("utf-8")

    def __init__(self, panel: Following) -> None:
        self._panel = panel
        self._heard = False  # of a page that shows what is drawn ahead
        self._slider: Any = None  # the one that a hand moves
        self._epoch = 1  # 0 is what a page says that shows nothing drawn ahead
        self._sent: dict[float, Texts] = {}
        self._touched: set[Text] = set()  # what the page may have changed by itself
        self._slow: set[Slider] = set()
        self._took = 0.0  # seconds, to draw a step ahead
        self._timer: asyncio.Handle | None = None
        super().__init__()
        self.on_msg(self._hear)

    def moved(self, slider: Any) -> None:
        """Take note that a hand has moved a control."""
        if slider is not self._slider:
            self.forget()
            if (
                isinstance(slider, Slider)
                and slider not in self._slow
                and self._panel.draws_ahead(slider)
            ):
                self._slider = slider
        if self._page_has(slider):
            self._touched.update(*list(self._sent.values()))

    def forget(self) -> None:
        """Take back what was drawn ahead: something else has changed."""
        self._slider = None
        self._rest()
        if self._sent:
            self._sent = {}
            self._epoch += 1
            self.send({"epoch": self._epoch})

    @contextmanager
    def known(self) -> Iterator[None]:
        """Draw within this: what the page has drawn by itself is not sent again."""
        slider = self._slider
        there = self._sent[slider.slider.value] if self._page_has(slider) else {}
        for text, value in there.items():
            text.on_page = value
        try:
            yield
        finally:
            for text in there:
                text.on_page = None
        if self._touched and not there:
            self._confirm()

    def go_on(self) -> None:
        """Draw the next steps as soon as the kernel has nothing else to do."""
        self._rest()
        loop = running_loop()
        wanted = self._heard and self._slider is not None and not self._panel.playing
        if loop is not None and wanted:
            quiet = max(QUIET, min(SHARE * self._took, HELD))
            self._timer = loop.call_later(quiet, self._step, loop)

    def close(self) -> None:
        """Draw no more."""
        self._rest()
        super().close()

    @style.settings()
    def texts_at(self, slider: Slider, value: float) -> Texts:
        """Return the texts and pictures that would change if a slider had this value."""
        panel, figures = self._panel, self._panel.figures
        parts = list(parts_of(*panel.children))
        texts = [part for part in parts if isinstance(part, Text)]
        before = {text: text.value for text in texts}
        with ExitStack() as tried:
            tried.enter_context(imagined())
            for part in parts:
                if isinstance(part, _NO_TEXTS):
                    tried.enter_context(_unsent(part))
            for figure in figures:
                tried.enter_context(figure.imagined())
            try:
                with slider.imagined(value):
                    panel.update()
                    for figure in figures:
                        figure.refresh()
                    then = {text: text.value for text in texts}
            finally:
                panel.update()
                for text, shown in before.items():
                    text.value = shown
        return {text: shown for text, shown in then.items() if shown != before[text]}

    def _hear(self, _widget: Any, _content: Any, _buffers: Any) -> None:
        """Take note of a page that is new, and has nothing yet."""
        self._heard = True
        self.forget()
        self._confirm()

    def _page_has(self, slider: Any) -> bool:
        """Whether the page says that it shows a step which was drawn ahead."""
        return (
            slider is not None
            and slider is self._slider
            and slider.slider.ahead == self._epoch
            and slider.slider.value in self._sent
        )

    def _step(self, loop: asyncio.AbstractEventLoop) -> None:
        """Draw one more step, if there is one, or see to it that the page is right."""
        self._timer = None
        slider = self._slider
        if slider is None:
            return
        value = next((v for v in slider.beside(REACH) if v not in self._sent), None)
        if value is None:
            if self._touched:
                self._timer = loop.call_later(REST, self._confirm)
            return
        start, began, epoch = loop.time(), time.process_time(), self._epoch
        try:
            drawn = self.texts_at(slider, value)
        except Exception:  # it is said when a hand gets there
            drawn = {}
        self._took = loop.time() - start
        if epoch != self._epoch or self._panel.playing:
            return
        self._sent[value] = drawn
        if len(self._sent) > MOST:
            self._sent.pop(next(iter(self._sent)))
        texts = [[text.model_id, shown] for text, shown in drawn.items()]
        self.send(
            {"epoch": self._epoch, "slider": slider.slider.model_id}
            | {"value": value, "texts": texts}
        )
        if time.process_time() - began > LONG:
            self._slow.add(slider)
            self.forget()
        else:
            self._timer = loop.call_later(0, self._step, loop)

    def _confirm(self) -> None:
        """Send what the page should show, whatever it shows."""
        for text in self._touched:
            text.send_state("value")
        self._touched = set()

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
