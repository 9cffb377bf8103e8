"""A hand on the playground's pictures, as the page tells of it."""

from __future__ import annotations

from typing import Any

from ann_course.panels import PlaygroundPanel


def spot(panel: PlaygroundPanel, figure: int, axes: Any, x: float, y: float) -> Any:
    """Return where a place of an Axes is in its picture, from the upper left."""
    live = panel.figures[figure]
    pixels = axes.transData.transform((x, y))
    across, up = live.figure.transFigure.inverted().transform(pixels).tolist()
    return across, 1 - up


def point(panel: PlaygroundPanel, figure: int, kind: str, x: float, y: float) -> None:
    """Point at a place of a picture, as the page tells it."""
    panel.figures[figure].pointer.receive({"points": [[kind, x, y]]})
