"""The veil over a panel until the learner has made a prediction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

import ipywidgets as widgets
from IPython.display import display

from ann_course.learn.choices import Choice
from ann_course.learn.style import card, page, paragraphs, still
from ann_course.page.still import Still


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


def _controls(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    if widget.has_trait("disabled"):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from _controls(child)


# How many veils hold a control: a panel may wait for several predictions, as lesson 01's
# membrane does, and unlocks with the last of them.
_HOLDS: WeakKeyDictionary[widgets.Widget, int] = WeakKeyDictionary()


class Locked(Still, widgets.Box):  # type: ignore[misc]
    """A panel, and the veil that may lie over it."""

    def still_html(self) -> str:
        """Return the panel's still form, and before it what it waits for."""
        panel, *veils = self.children
        waits = "".join(still(veil.value) for veil in veils)
        return waits + (panel.still_html() if isinstance(panel, Still) else "")


class Lock:
    """A panel under a veil while its prediction is open.

    The veil blocks the pointer; disabled controls block the keyboard. The panel's state
    can still be set and swept from code.
    """

    def __init__(self, prediction: Choice, panel: Any) -> None:
        self.prediction = prediction
        self.panel = as_widget(panel)
        self._held: list[widgets.Widget] = []
        text = "Make your prediction above and record it, or choose Show me."
        self.veil = widgets.HTML(
            value=page(card("Locked: predict first", paragraphs(text))),
            layout=widgets.Layout(height="auto"),
        )
        self.veil.add_class("ann-veil")
        self.widget = Locked([self.panel], layout=widgets.Layout(display="grid"))
        self.widget.add_class("ann-locked")
        prediction.on_change(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Lift the veil, or lower it if the prediction is open again."""
        locked = self.veil in self.widget.children
        if locked and not self.prediction.open:
            self.widget.children = (self.panel,)
            for control in self._held:
                _HOLDS[control] -= 1
                if not _HOLDS[control]:
                    del _HOLDS[control]
                    control.disabled = False
            self._held = []
        elif self.prediction.open and not locked:
            # A control that is disabled and not held by a veil stays disabled afterwards.
            self._held = [c for c in _controls(self.panel) if c in _HOLDS or not c.disabled]
            for control in self._held:
                _HOLDS[control] = _HOLDS.get(control, 0) + 1
                control.disabled = True
            self.widget.children = (self.panel, self.veil)
