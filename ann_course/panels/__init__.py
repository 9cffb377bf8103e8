"""The panels of the lessons: one a file, named after its lesson's idea.

The names are loaded when they are first used, so that a lesson loads no panel but its own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ann_course.panels.activation.panel import ActivationPanel
    from ann_course.panels.backward_pass import BackwardPassPanel
    from ann_course.panels.confusion import ConfusionPanel
    from ann_course.panels.descent.panel import DescentPanel
    from ann_course.panels.digit.panel import DigitPanel
    from ann_course.panels.filter.panel import FilterPanel
    from ann_course.panels.first_slider import FirstSliderPanel
    from ann_course.panels.layer_stack.panel import LayerStackPanel
    from ann_course.panels.layers.panel import LayerPanel
    from ann_course.panels.neuron.panel import NeuronPanel
    from ann_course.panels.pet.panel import PetPanel
    from ann_course.panels.pixels import PixelPanel
    from ann_course.panels.playground.panel import PlaygroundPanel
    from ann_course.panels.spiking_neuron.panel import SpikingNeuronPanel
    from ann_course.panels.xor.panel import XorPanel

__all__ = [
    "ActivationPanel",
    "BackwardPassPanel",
    "ConfusionPanel",
    "DescentPanel",
    "DigitPanel",
    "FilterPanel",
    "FirstSliderPanel",
    "LayerPanel",
    "LayerStackPanel",
    "NeuronPanel",
    "PetPanel",
    "PixelPanel",
    "PlaygroundPanel",
    "SpikingNeuronPanel",
    "XorPanel",
]

_HOMES = {
    "ActivationPanel": "activation",
    "BackwardPassPanel": "backward_pass",
    "ConfusionPanel": "confusion",
    "DescentPanel": "descent",
    "DigitPanel": "digit",
    "FilterPanel": "filter",
    "FirstSliderPanel": "first_slider",
    "LayerPanel": "layers",
    "LayerStackPanel": "layer_stack",
    "NeuronPanel": "neuron",
    "PetPanel": "pet",
    "PixelPanel": "pixels",
    "PlaygroundPanel": "playground",
    "SpikingNeuronPanel": "spiking_neuron",
    "XorPanel": "xor",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
