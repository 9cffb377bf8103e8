"""Draw a digit and watch a network read it: every layer answers while one draws."""

from __future__ import annotations

from ann_course.panels.digit.panel import DigitPanel

__all__ = ["DigitPanel"]
