"""Functions of arrays to Axes, in one style: each draws one thing and returns its Axes."""

from __future__ import annotations

from ann_lib.plots.show import show

__all__ = ["show"]
