"""Accessible names for what ipywidgets leaves nameless: the page's side of it."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets


class Names(anywidget.AnyWidget):
    """Gives the handles of a panel's sliders their names, and makes its words live.

    Attributes
    ----------
    sliders : int
        How many handles there are to name; then it stops looking for more.
    """

    _esm = Path(__file__).with_name("page.js")
    sliders = traitlets.Int(0).tag(sync=True)
