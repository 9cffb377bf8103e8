"""A panel's pictures as a person has them: what is written there, and a place to press."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from ann_course.live import Panel


def texts(panel: Panel) -> list[str]:
    """Return every text of a panel's pictures, in the order in which they are drawn."""
    written = re.findall(r"<text\b[^>]*>([^<]*)</text>", "".join(panel.pictures()))
    return [unescape(text).strip() for text in written]


def press(pointer: Any, ax: Any, x: float, y: float) -> None:
    """Click at a point of an Axes, as the page reports it to the pointer above."""
    place = ax.transData.transform((x, y))
    across, up = ax.figure.transFigure.inverted().transform(place)
    pointer.receive({"points": [["down", across, 1 - up], ["up", across, 1 - up]]})
