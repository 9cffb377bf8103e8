"""The panels of the lessons: one a file, named after its lesson's idea.

The names are loaded when they are first used, so that a lesson loads no panel but its own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ann_lib.panels.activation import ActivationPanel
    from ann_lib.panels.backward_pass import BackwardPassPanel
    from ann_lib.panels.confusion import ConfusionPanel
    from ann_lib.panels.descent import DescentPanel
    from ann_lib.panels.digit import DigitPanel
    from ann_lib.panels.filter import FilterPanel
    from ann_lib.panels.first_slider import FirstSliderPanel
    from ann_lib.panels.layers import LayerPanel
    from ann_lib.panels.neuron import NeuronPanel
    from ann_lib.panels.pet import PetPanel
    from ann_lib.panels.pixels import PixelPanel
    from ann_lib.panels.playground import PlaygroundPanel
    from ann_lib.panels.spiking_neuron import SpikingNeuronPanel
    from ann_lib.panels.xor import XorPanel

__all__ = [
    "ActivationPanel",
    "BackwardPassPanel",
    "ConfusionPanel",
    "DescentPanel",
    "DigitPanel",
    "FilterPanel",
    "FirstSliderPanel",
    "LayerPanel",
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
