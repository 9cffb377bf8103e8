"""A nerve cell that fires or stays silent, and the way its signal takes."""

from __future__ import annotations

from ann_course.panels.spiking_neuron.panel import SpikingNeuronPanel

__all__ = ["SpikingNeuronPanel"]
