"""A panel that waits for predictions: in sight, with its controls locked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import ipywidgets as widgets
from IPython.display import display

from ann_course.learn.style import card, page, paragraphs, still
from ann_course.page.cells import here
from ann_course.page.still import Still

if TYPE_CHECKING:
    from ann_course.learn.prediction import Prediction

WHY = "Predict first: record your prediction above, or choose Show me."
"""What each locked control says of itself."""


def as_widget(panel: Any) -> widgets.Widget:
    """Return a widget that shows anything that can be displayed."""
    if isinstance(panel, widgets.Widget):
        return panel
    inner = getattr(panel, "widget", None)
    if isinstance(inner, widgets.Widget):
        return inner
    output = widgets.Output()
    with output:
        display(panel)  # type: ignore[no-untyped-call]
    return output


def _parts(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from _parts(child)


def _has_tooltip(part: widgets.Widget) -> bool:
    """Whether the page can show a tooltip: for it, ipywidgets asks for a description."""
    return part.has_trait("tooltip") and part.has_trait("description")


class Lock(Still, widgets.VBox):  # type: ignore[misc]
    """A panel whose controls are locked while a prediction about it is open.

    The picture and its words stay in sight: the predictions are about them. The panel's
    state can still be set and swept from code. Once it is unlocked, a move by a hand tells
    each prediction whose outcome the panel now shows that it was seen.

    Parameters
    ----------
    panel : widget, or any object that can be displayed
        A `Panel` says when a hand moves a control; of anything else only clicks on its
        buttons are noticed.
    """

    def __init__(self, panel: Any) -> None:
        self.panel = as_widget(panel)
        self.predictions: list[Prediction] = []
        self._held: dict[widgets.Widget, str | None] = {}
        self.veil = widgets.HTML()
        self.veil.add_class("ann-veil")
        super().__init__([self.panel])
        self.add_class("ann-locked")
        _LOCKS[self.panel.model_id] = self
        self.panel.observe(self._panel_closed, "comm")
        parts = list(_parts(self.panel))
        panels = [part for part in parts if hasattr(part, "guide")]
        # By these a hand moves nothing of its own.
        no_moves = [b for p in panels for b in (p.reset_button, *p.guide.buttons)]
        for part in parts:
            if hasattr(part, "on_move"):
                part.on_move(self._moved)
            elif isinstance(part, widgets.Button) and part not in no_moves:  # Play
                part.on_click(lambda _button: self._moved())

    @staticmethod
    def over(panel: Any) -> Lock:
        """Return the lock over a panel: the one that is there, or else a new one."""
        if isinstance(panel, Lock):
            return panel
        widget = as_widget(panel)
        if hasattr(widget, "leave"):  # a panel, which may have been made in another cell
            here(widget)
        return _LOCKS.get(widget.model_id) or Lock(widget)

    @property
    def locked(self) -> bool:
        """Whether the controls are locked."""
        return self.veil in self.children

    @property
    def closed(self) -> bool:
        """Whether the panel is gone, as after its cell was run again."""
        return self.panel.comm is None

    def wait_for(self, prediction: Prediction) -> None:
        """Stay locked until one more prediction is recorded or skipped."""
        if prediction not in self.predictions:
            self.predictions.append(prediction)
        self.refresh()

    def refresh(self) -> None:
        """Lock or unlock the controls, as the predictions are open or not."""
        n_open = sum(prediction.open for prediction in self.predictions)
        if n_open:
            waits_for = "your prediction" if n_open == 1 else f"your {n_open} predictions"
            text = f"Record {waits_for} above, or choose Show me."
            self.veil.value = page(card("Locked: predict first", paragraphs(text)))
        if n_open and not self.locked:
            self._hold()
            self.add_class("ann-waiting")
        elif self.locked and not n_open:
            self._release()
            self.remove_class("ann-waiting")
        self.children = (self.veil, self.panel) if n_open else (self.panel,)

    def still_html(self) -> str:
        """Return what the panel waits for, and its still form."""
        waits = still(self.veil.value) if self.locked else ""
        return waits + (self.panel.still_html() if isinstance(self.panel, Still) else "")

    def _hold(self) -> None:
        for part in _parts(self.panel):
            # What is disabled by itself stays so afterwards.
            if part.has_trait("disabled") and not part.disabled:
                self._held[part] = getattr(part, "tooltip", None)
                part.disabled = True
                if _has_tooltip(part):
                    part.tooltip = WHY

    def _release(self) -> None:
        for part, tooltip in self._held.items():
            part.disabled = False
            if _has_tooltip(part):
                part.tooltip = tooltip
        self._held = {}

    def _moved(self) -> None:
        if not self.locked:
            for prediction in self.predictions:
                if prediction.shown_by(self.panel):
                    prediction.see()

    def _panel_closed(self, _change: Any) -> None:
        if self.closed:
            for part in (self.veil.layout, self.veil.style, self.veil, self.layout, self):
                part.close()


# By the panel's id. A lock lives as long as its panel does.
_LOCKS: WeakValueDictionary[str, Lock] = WeakValueDictionary()
