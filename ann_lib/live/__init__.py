"""Live panels: a control moves, the picture follows."""

from __future__ import annotations

from ann_lib.live.controls import Slider, button, dropdown, slider, toggle
from ann_lib.live.figure import LiveFigure
from ann_lib.live.panel import Panel

__all__ = ["LiveFigure", "Panel", "Slider", "button", "dropdown", "slider", "toggle"]
