"""Live panels: a control moves, the picture follows.

The names are loaded when they are first used: Jupyter Server imports
``ann_course.live.server`` at its start and has no use for Matplotlib.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ann_course.live.controls import Number, Slider, button, dropdown, slider, toggle
    from ann_course.live.diagram import NetworkDiagram
    from ann_course.live.figure import LiveFigure
    from ann_course.live.panel import Panel
    from ann_course.live.player import Player
    from ann_course.live.upload import Upload

__all__ = [
    "LiveFigure",
    "NetworkDiagram",
    "Number",
    "Panel",
    "Player",
    "Slider",
    "Upload",
    "button",
    "dropdown",
    "slider",
    "toggle",
]

_HOMES = {
    "LiveFigure": "figure",
    "NetworkDiagram": "diagram",
    "Panel": "panel",
    "Player": "player",
    "Upload": "upload",
} | dict.fromkeys(
    ("Number", "Slider", "button", "dropdown", "slider", "toggle"), "controls"
)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
