"""Two weights, one loss: you against gradient descent on the same surface."""

from __future__ import annotations

from ann_course.panels.descent.panel import DescentPanel

__all__ = ["DescentPanel"]
