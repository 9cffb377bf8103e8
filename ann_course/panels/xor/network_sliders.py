"""A slider for every weight and bias of a small network."""

from __future__ import annotations

from typing import Any

from ann_course.live import Number
from ann_course.live.controls import entry
from ann_lib.layers import Dense
from ann_lib.network import Network


def network_sliders(
    network: Network, names: list[list[str]], *, limit: float, step: float
) -> tuple[dict[str, Number], dict[str, list[str]]]:
    """Return a slider for each number of the network, and the groups of their names.

    Parameters
    ----------
    network : Network
        Whose Dense layers' weights and biases the sliders change.
    names : list of list of str
        Each layer's nodes, the inputs first, as in ``[["x1", "x2"], ["h1"], ["y"]]``.
    limit, step : float
        The sliders reach from -limit to limit; further where a number lies beyond.

    Returns
    -------
    sliders : dict of str to Number
        "x1 to h1" is a weight and "bias of h1" a bias.
    groups : dict of str to list of str
        A heading for each unit -> the names of its numbers.
    """
    sliders: dict[str, Number] = {}
    groups: dict[str, list[str]] = {}
    dense = [layer for layer in network.layers if isinstance(layer, Dense)]
    for layer, inputs, units in zip(dense, names[:-1], names[1:], strict=True):
        for j, unit in enumerate(units):
            places: dict[str, tuple[Any, Any]] = {
                f"{name} to {unit}": (layer.weights, (i, j))
                for i, name in enumerate(inputs)
            }
            if layer.bias is not None:
                places[f"bias of {unit}"] = (layer.bias, j)
            groups[f"into {unit}"] = list(places)
            for name, place in places.items():
                sliders[name] = Number(name, *entry(*place), -limit, limit, step)
    return sliders, groups
