"""Layers in a row: what many of them are without an activation function between them."""

from __future__ import annotations

from ann_course.panels.layer_stack.panel import LayerStackPanel

__all__ = ["LayerStackPanel"]
