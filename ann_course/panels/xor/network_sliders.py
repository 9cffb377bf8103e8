"""A slider for every weight and bias of a small network."""

from __future__ import annotations

import math
from typing import Any

from ann_course.live import slider
from ann_lib.layers import Dense
from ann_lib.network import Network


class NetworkSliders:
    """Sliders by name, each of which stands for one number of the network.

    A number keeps all its digits until its own slider moves.

    Parameters
    ----------
    network : Network
        Whose Dense layers' weights and biases the sliders change.
    names : list of list of str
        Each layer's nodes, the inputs first, as in ``[["x1", "x2"], ["h1"], ["y"]]``.
    limit, step : float
        The sliders reach from -limit to limit; further where a number lies beyond.

    Attributes
    ----------
    controls : dict of str to Slider
        "x1 to h1" is a weight and "bias of h1" a bias.
    groups : dict of str to list of str
        A heading for each unit -> the names of its numbers.
    """

    def __init__(
        self, network: Network, names: list[list[str]], *, limit: float, step: float
    ) -> None:
        self.controls: dict[str, Any] = {}
        self.groups: dict[str, list[str]] = {}
        self._places: dict[str, tuple[Any, Any]] = {}
        dense = [layer for layer in network.layers if isinstance(layer, Dense)]
        for layer, inputs, units in zip(dense, names[:-1], names[1:], strict=True):
            for j, unit in enumerate(units):
                own: dict[str, tuple[Any, Any]] = {
                    f"{name} to {unit}": (layer.weights, (i, j))
                    for i, name in enumerate(inputs)
                }
                if layer.bias is not None:
                    own[f"bias of {unit}"] = (layer.bias, j)
                self._places |= own
                self.groups[f"into {unit}"] = list(own)
        for name, (parameter, index) in self._places.items():
            value = float(parameter.value[index])
            reach = max(limit, step * math.ceil(abs(value) / step))
            self.controls[name] = slider(name, value, -reach, reach, step)
        self._handed = self._values()

    def hand_over(self) -> None:
        """Write into the network what was moved since the last call."""
        values = self._values()
        for name, (parameter, index) in self._places.items():
            if values[name] != self._handed[name]:
                parameter.value[index] = values[name]
        self._handed = values

    def fetch(self) -> dict[str, float]:
        """Return the network's numbers as a state: something else has changed them."""
        return {
            name: float(parameter.value[index])
            for name, (parameter, index) in self._places.items()
        }

    def _values(self) -> dict[str, float]:
        return {name: float(control.value) for name, control in self.controls.items()}
