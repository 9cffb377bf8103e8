"""Your own points: where the next one goes, and its colour."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from ann_course.live import button, dropdown, slider
from ann_course.live.layout import button_row
from ann_course.panels.playground.data import REACH


class PointMaker(widgets.HBox):  # type: ignore[misc]
    """Adds points with the keyboard, and says what a click in the picture adds.

    Parameters
    ----------
    add : callable
        ``add(x1, x2, label)``, with a label of 0 or 1.
    undo : callable
        Takes back what was done last to the points.
    clear : callable
        Removes all points.

    Attributes
    ----------
    by_keyboard : ipywidgets.VBox
        Where a point is to be, and buttons that add it: it has a place of its own.
    """

    def __init__(
        self,
        add: Callable[[float, float, int], object],
        undo: Callable[[], object],
        clear: Callable[[], object],
    ) -> None:
        self.color = dropdown("a click adds", "orange", ["blue", "orange"])
        self.x1 = slider("point x1", 0.0, -REACH, REACH, 0.05)
        self.x2 = slider("point x2", 0.0, -REACH, REACH, 0.05)
        self.undo_button = button("Undo", explain="Take back the last change to the points")
        self.clear_button = button(
            "Clear all points", explain="Remove all of them; Undo brings them back"
        )
        self.buttons = [button("Add blue"), button("Add orange")]
        for label in (0, 1):
            self.buttons[label].on_click(
                lambda _, label=label: add(self.x1.value, self.x2.value, label)
            )
        self.undo_button.on_click(lambda _: undo())
        self.clear_button.on_click(lambda _: clear())
        self.by_keyboard = widgets.VBox([self.x1, self.x2, button_row(self.buttons)])
        super().__init__([self.color, self.undo_button, self.clear_button])
        self.add_class("ann-row")

    def show(self, shown: bool) -> None:
        """Show all of it, or nothing."""
        for part in (self, self.by_keyboard):
            part.layout.display = "" if shown else "none"

    @property
    def label(self) -> int:
        """What a click in the picture adds: 0 for blue, 1 for orange."""
        return int(self.color.value == "orange")
