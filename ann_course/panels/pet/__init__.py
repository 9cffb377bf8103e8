"""A face between cat and dog: what one neuron and a hidden layer say, and why."""

from __future__ import annotations

from ann_course.panels.pet.panel import PetPanel

__all__ = ["PetPanel"]
