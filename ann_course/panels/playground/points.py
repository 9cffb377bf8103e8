"""Your own points: where the next one goes, and its colour."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from ann_course.live import Upload, button, dropdown, slider
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
    read : callable
        ``read(name, content)`` takes the points of a table in their place, and returns as
        HTML what was made of it. A ValueError is shown as the reason why not.

    Attributes
    ----------
    upload : Upload
    by_keyboard : ipywidgets.VBox
        Where a point is to be, and buttons that add it: it has a place of its own.
    """

    def __init__(
        self,
        add: Callable[[float, float, int], object],
        undo: Callable[[], object],
        clear: Callable[[], object],
        read: Callable[[str, bytes], str],
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
        self.undo_button.on_click(lambda _: self._take_back(undo))
        self.clear_button.on_click(lambda _: self._take_back(clear))
        self.upload = Upload(
            "or a CSV file",
            show=read,
            by_path="panel.read_points({name!r})",
        )
        self.upload.arrived.value = ""
        self.by_keyboard = widgets.VBox([self.x1, self.x2, button_row(self.buttons)])
        super().__init__([self.color, self.undo_button, self.clear_button, self.upload])
        self.add_class("ann-row")

    def show(self, shown: bool) -> None:
        """Show all of it, or nothing."""
        for part in (self, self.by_keyboard):
            part.layout.display = "" if shown else "none"

    @property
    def label(self) -> int:
        """What a click in the picture adds: 0 for blue, 1 for orange."""
        return int(self.color.value == "orange")

    def _take_back(self, action: Callable[[], object]) -> None:
        """Change the points, and say no more of a file whose points may be gone."""
        action()
        self.upload.arrived.value = ""
