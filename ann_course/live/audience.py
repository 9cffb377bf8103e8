"""Whether anyone is there to watch what plays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget

ASK = 3.0
"""Seconds from one question to the page to the next, while something plays."""
SILENCE = 10.0
"""Seconds without an answer after which no page is there."""
FAREWELL = 2.0
"""Seconds that other pages have to answer when one says that it goes."""
BLINK = 0.5
"""Longest time from one look to the next that counts as silence: while a long cell runs,
answers wait, too."""
PATIENCE = 600.0
"""Seconds without a touch of mouse or keyboard after which no one is there."""


class Audience(anywidget.AnyWidget):
    """Asks the page, while something plays, whether it is still shown there.

    The kernel asks and the page answers, never the other way round: without a page nothing
    is sent once the silence is noticed, so that a server sees an idle kernel. A tab in the
    background answers as well; what plays there goes on, until nothing has been touched
    for ten minutes.

    Where no page has ever answered, silence says nothing: a frontend may not be able to
    load this. Then the ten minutes count from the start.

    A page that is reloaded says goodbye, and comes back as another view. That one is no
    answer to the goodbye, however soon it comes: what played rests in any case.
    """

    _esm = Path(__file__).with_name("audience.js").read_text("utf-8")

    def __init__(self) -> None:
        self._views: set[float] = set()  # what has ever answered
        self._goodbye = False
        self._silent = self._asked = self._looked = self._touched = 0.0
        super().__init__()
        self.on_msg(self._hear)

    def begin(self, now: float) -> None:
        """Start to look, at a time on the event loop's clock: someone pressed Play."""
        self._goodbye = False
        self._silent, self._asked = 0.0, now - ASK
        self._looked = self._touched = now

    def missing(self, now: float) -> str:
        """Look, and return why no one seems to be there, or nothing."""
        self._silent += min(now - self._looked, BLINK)
        self._looked = now
        if now - self._asked >= ASK:
            self._asked = now
            self.send({"ask": "is anyone there?"})
        if self._views and self._silent > SILENCE:
            return "no page was showing this panel"
        if now - self._touched > PATIENCE:
            return f"nothing was touched for {PATIENCE / 60:.0f} minutes"
        return ""

    def _hear(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        view = content["view"]
        if content.get("left"):
            self._goodbye = True
            self._silent = max(self._silent, SILENCE - FAREWELL)
            self._asked = self._looked - ASK
        elif view in self._views or not self._goodbye:
            self._goodbye = False
            self._silent = 0.0
            self._touched = max(self._touched, self._looked - content["idle"])
        self._views.add(view)
