"""A kernel by hand: nine weights slide over a picture, and a filtered picture comes out."""

from __future__ import annotations

from ann_course.panels.filter.panel import FilterPanel

__all__ = ["FilterPanel"]
