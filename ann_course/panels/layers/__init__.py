"""A network layer by layer: what a unit answers to, and what happens without it."""

from __future__ import annotations

from ann_course.panels.layers.panel import LayerPanel

__all__ = ["LayerPanel"]
