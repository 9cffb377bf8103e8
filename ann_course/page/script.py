"""The page's own script, which every panel and every box of a question brings along."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets


class Script(anywidget.AnyWidget):
    """Does in the page what ipywidgets and JupyterLab leave undone.

    It gives the handles of sliders their names, makes a panel's words live for screen
    readers, keeps plain keys from JupyterLab's commands, and says when the kernel that
    stood behind it is gone.

    Attributes
    ----------
    sliders : int
        How many handles there are to name; then it stops looking for more.
    """

    # A text, not a path: anywidget keeps every widget for good whose path it watches.
    _esm = Path(__file__).with_name("page.js").read_text("utf-8")
    _css = Path(__file__).with_name("page.css").read_text("utf-8")
    sliders = traitlets.Int(0).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.on_msg(self._answer)

    def _answer(self, _widget: Any, _content: Any, _buffers: Any) -> None:
        """Tell the page, which asks at each touch, that this is the kernel it knew."""
        self.send({"awake": "!"})


def hidden_script(sliders: int = 0) -> widgets.HBox:
    """Return the script in a box that no one sees: one more child of what needs it.

    What it does holds inside the nearest element around it with the class ``ann-panel``
    or ``ann-ask``. So a new kind of item needs no more than ::

        box = widgets.VBox([ask, options, buttons, reply, hidden_script()])
        box.add_class("ann-ask")

    and every key that is pressed in the box stays there. A frontend that cannot load the
    script says so within this box, where it disturbs no one.
    """
    return widgets.HBox([Script(sliders=sliders)], layout=widgets.Layout(display="none"))
