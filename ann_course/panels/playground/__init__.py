"""The playground: build a network, train it, and see every unit and every weight."""

from __future__ import annotations

from ann_course.panels.playground.panel import PlaygroundPanel

__all__ = ["PlaygroundPanel"]
