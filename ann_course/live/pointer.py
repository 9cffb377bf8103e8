"""Pointing at a picture: mouse, pen, touch and keyboard, the one thing ipywidgets lacks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from ann_lib._support.checks import check_number

KINDS = ("down", "move", "up", "hover", "leave")


class Pointer(anywidget.AnyWidget):
    """A transparent sheet over a picture; it says where one points, and nothing else.

    The arrow keys move a cursor; Enter points there, and where one draws, the space bar
    lowers and lifts the pen.

    Parameters
    ----------
    label : str
        What pointing does here, for a reader who cannot see it.
    pointed : callable
        ``pointed(kind, x, y)`` with "down", "move", "up", or "hover" for the keyboard's
        cursor; x and y are parts of the picture's width and height, from the lower left.
        With ``hovers`` also "hover" for the mouse, and "leave" when either has left.
    step : float or (float, float)
        How far an arrow key goes, as parts of the width and the height.
    start : (float, float)
        Where the keyboard's cursor is at first. `put` moves it later.
    draws : bool
        Whether strokes mean something, or points alone.
    hovers : bool
        Whether to say where the mouse is while no button is pressed.

    Attributes
    ----------
    disabled : bool
        While it is, neither hand nor keyboard reaches it.
    """

    _esm = Path(__file__).with_name("pointer.js").read_text("utf-8")
    _css = Path(__file__).with_name("pointer.css").read_text("utf-8")
    label = traitlets.Unicode().tag(sync=True)
    step = traitlets.List(traitlets.Float()).tag(sync=True)
    start = traitlets.List(traitlets.Float()).tag(sync=True)
    draws = traitlets.Bool(False).tag(sync=True)
    hovers = traitlets.Bool(False).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        label: str,
        pointed: Callable[[str, float, float], object],
        *,
        step: float | tuple[float, float] = 0.02,
        start: tuple[float, float] = (0.5, 0.5),
        draws: bool = False,
        hovers: bool = False,
    ) -> None:
        if not label.strip():
            raise ValueError("label must say what pointing does here, got an empty text.")
        steps = step if isinstance(step, tuple) else (step, step)
        part: Any = {"minimum": 0, "maximum": 1}
        self._pointed = pointed
        super().__init__(
            label=label,
            step=[check_number(size, "step", **part) for size in steps],
            start=[check_number(at, "start", **part) for at in (start[0], 1 - start[1])],
            draws=draws,
            hovers=hovers,
            layout=widgets.Layout(
                grid_area="1 / 1 / 2 / 2", width="100%", height="100%", margin="0"
            ),
        )
        self.on_msg(lambda _widget, content, _buffers: self.receive(content))

    def put(self, x: float, y: float) -> None:
        """Have the keyboard go on from here, parts of width and height from lower left."""
        self.start = [x, 1 - y]

    def receive(self, content: object) -> None:
        """Take a message from the page; what is not one of its kind is ignored."""
        if not isinstance(content, dict):
            return
        points = content.get("points")
        for point in points if isinstance(points, list) and not self.disabled else []:
            if isinstance(point, list) and len(point) == 3 and point[0] in KINDS:
                kind, x, y = point
                if all(isinstance(v, int | float) and 0 <= v <= 1 for v in (x, y)):
                    self._pointed(kind, float(x), 1 - float(y))
