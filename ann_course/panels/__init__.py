"""The panels of the lessons, each named after its idea: a file, or a folder with its parts.

A panel is loaded when its name is first used, so that a lesson loads no panel but its own.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "ActivationPanel": "activation.panel",
    "BackwardPassPanel": "backward_pass",
    "ConfusionPanel": "confusion",
    "DayPanel": "day.panel",
    "DescentPanel": "descent.panel",
    "DigitPanel": "digit.panel",
    "FilterPanel": "filter.panel",
    "FirstSliderPanel": "first_slider",
    "GlancePanel": "glance.panel",
    "LayerPanel": "layers.panel",
    "LayerStackPanel": "layer_stack.panel",
    "LinePanel": "line_by_hand",
    "NeuronPanel": "neuron.panel",
    "NudgePanel": "neuron.nudge",
    "PetPanel": "pet.panel",
    "PetPhotoPanel": "pet_photo.panel",
    "PhotoPanel": "photo.panel",
    "PhrasePanel": "phrase.panel",
    "PixelPanel": "pixels",
    "PlaygroundPanel": "playground.panel",
    "SpikingNeuronPanel": "spiking_neuron.panel",
    "TablePanel": "table.panel",
    "TeachPanel": "teach.panel",
    "VowelPanel": "vowel.panel",
    "XorPanel": "xor.panel",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
