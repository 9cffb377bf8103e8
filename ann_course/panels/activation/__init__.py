"""What a sum goes through: its curve, its slope, and what many layers are without it."""

from __future__ import annotations

from ann_course.panels.activation.panel import ActivationPanel

__all__ = ["ActivationPanel"]
