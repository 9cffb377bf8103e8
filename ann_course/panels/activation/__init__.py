"""What a sum goes through: an activation function's curve and its slope."""

from __future__ import annotations

from ann_course.panels.activation.panel import ActivationPanel

__all__ = ["ActivationPanel"]
