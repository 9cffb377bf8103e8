"""Nine numbers that solve XOR, or don't: the fold that a hidden layer makes."""

from __future__ import annotations

from ann_course.panels.xor.panel import XorPanel

__all__ = ["XorPanel"]
