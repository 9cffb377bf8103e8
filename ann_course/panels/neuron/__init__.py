"""One artificial neuron as a picture, as arithmetic and as Python, all moving together."""

from __future__ import annotations

from ann_course.panels.neuron.panel import NeuronPanel

__all__ = ["NeuronPanel"]
