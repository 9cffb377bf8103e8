"""The playground's controls, and the one that reads and changes any single weight."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
import numpy as np

from ann_lib.layers import Dense
from ann_lib.live import button, dropdown, slider, toggle
from ann_lib.live.diagram_layout import default_names
from ann_lib.network import Network
from ann_lib.panels.experiment import (
    ACTIVATIONS,
    DATASETS,
    FEATURES,
    OPTIMIZERS,
    OWN,
    REACH,
    activation_name,
    sizes_of,
)

RATES = ("0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10")
DECAYS = ("0", "0.0001", "0.001", "0.01", "0.1")
MOST_LAYERS, MOST_UNITS = 4, 8
STEPS = ("one batch", "one epoch")
UNITS = tuple(f"units{k}" for k in range(1, MOST_LAYERS + 1))
GROUPS = {
    "Data": ("data", "noise", "held_out"),
    "What the network is given": tuple(FEATURES),
    "Hidden layers": ("hidden_layers", *UNITS, "activation"),
}
ROWS = {
    "Training": (
        "optimizer",
        "learning_rate",
        "weight_decay",
        "batch_size",
        "step_size",
        "seed",
    )
}
AFRESH = (*(name for names in GROUPS.values() for name in names), "seed")
"""What begins the training anew; the rest acts on the training that is under way."""


def make_controls() -> dict[str, Any]:
    """Return every control of the playground by name, at its usual start."""
    controls = {
        "data": dropdown("data", "circles", [*DATASETS, OWN]),
        "noise": slider("noise", 20, 0, 50, 5, unit="%"),
        "held_out": slider("held out for testing", 30, 10, 50, 5, unit="%"),
    }
    controls |= {name: toggle(name, name in ("x1", "x2")) for name in FEATURES}
    controls["hidden_layers"] = slider("hidden layers", 2, 0, MOST_LAYERS, 1)
    for k, name in enumerate(UNITS, 1):
        start = 4 if k == 1 else 2
        controls[name] = slider(f"units in layer {k}", start, 1, MOST_UNITS, 1)
    return controls | {
        "activation": dropdown("activation", "tanh", list(ACTIVATIONS)),
        "optimizer": dropdown("optimizer", "SGD", OPTIMIZERS),
        "learning_rate": dropdown("learning rate", "0.1", RATES),
        "weight_decay": dropdown("weight decay", "0", DECAYS),
        "batch_size": slider("batch size", 32, 1, 64, 1),
        "step_size": dropdown("a step is", STEPS[0], STEPS),
        "seed": slider("seed", 0, 0, 99, 1),
    }


def structure(state: dict[str, Any]) -> tuple[Any, ...]:
    """Return what decides which network is built."""
    n_layers = state["hidden_layers"]
    units = tuple(state[name] for name in UNITS[:n_layers])
    inputs = tuple(name for name in FEATURES if state[name])
    return inputs, units, state["activation"], state["seed"]


def state_of(network: Network) -> dict[str, Any]:
    """Return where the controls stand for a network like this one."""
    sizes, activation = sizes_of(network), activation_name(network)
    n_inputs, *hidden, n_outputs = sizes
    if (
        activation is None
        or n_outputs != 1
        or n_inputs > len(FEATURES)
        or len(hidden) > MOST_LAYERS
        or max(hidden, default=1) > MOST_UNITS
    ):
        raise ValueError(
            f"network must have 1 to {len(FEATURES)} inputs, at most {MOST_LAYERS} hidden "
            f"layers of at most {MOST_UNITS} units, one kind of activation after each, and "
            f"one output with BinaryCrossEntropy; got {network!r}."
        )
    state: dict[str, Any] = dict(zip(UNITS, hidden, strict=False))
    state |= {name: k < n_inputs for k, name in enumerate(FEATURES)}
    return state | {"hidden_layers": len(hidden), "activation": activation}


class Inspector(widgets.HBox):  # type: ignore[misc]
    """A list of every weight and bias, and the value of the one that is chosen.

    Parameters
    ----------
    changed : callable
        Called after the value was changed by hand.
    """

    def __init__(self, changed: Callable[[], object]) -> None:
        self._called = changed
        self._fetching = False
        self._places: list[tuple[Any, Any]] = []
        self.part = dropdown("weight or bias", "–", ["–"])
        self.value = slider("its value", 0.0, -10.0, 10.0, 0.01)
        self.part.observe(lambda _: self._fetch(), "value")
        self.value.observe(lambda _: self._write(), "value")
        super().__init__([self.part, self.value])
        self.add_class("ann-row")

    @property
    def connection(self) -> int | None:
        """The number of the chosen connection, layer by layer; None for a bias."""
        index = self.part.index
        return index if index is not None and index < self._n_connections else None

    def set_network(self, network: Network, inputs: list[str]) -> None:
        """Offer this network's weights, and after them its biases."""
        sizes = sizes_of(network)
        names = [inputs, *default_names(sizes)[1:]]
        dense = [layer for layer in network.layers if isinstance(layer, Dense)]
        self._places = []
        labels = []
        for layer, starts, ends in zip(dense, names[:-1], names[1:], strict=True):
            for index in np.ndindex(layer.weights.value.shape):
                self._places.append((layer.weights, index))
                labels.append(f"weight {starts[index[0]]} to {ends[index[1]]}")
        self._n_connections = len(labels)
        for layer, ends in zip(dense, names[1:], strict=True):
            for j, end in enumerate(ends):
                self._places.append((layer.bias, (j,)))
                labels.append(f"bias of {end}")
        self._fetching = True
        kept = self.part.value if self.part.value in labels else labels[0]
        self.part.options = labels
        self.part.value = kept
        self._fetching = False
        self._fetch()

    def follow(self) -> None:
        """Show what training has made of the chosen number."""
        self._fetch()

    def close(self) -> None:
        """Take both parts off the page."""
        for part in self.children:
            part.close()
        super().close()

    def _fetch(self) -> None:
        if self._fetching or not self._places:
            return
        parameter, index = self._places[self.part.index]
        number = float(parameter.value[index])
        self._fetching = True
        try:
            reach = max(10.0, math.ceil(abs(number)))
            if reach > self.value.max:  # growing only: a slider must not jump under a hand
                for way in (self.value.slider, self.value.field):
                    way.min, way.max = -reach, reach
            self.value.value = number
        finally:
            self._fetching = False

    def _write(self) -> None:
        if self._fetching or not self._places:
            return
        parameter, index = self._places[self.part.index]
        parameter.value[index] = self.value.value
        self._called()


class PointMaker(widgets.HBox):  # type: ignore[misc]
    """Points of one's own, with the keyboard; and what a click in the picture adds.

    Parameters
    ----------
    add : callable
        ``add(x1, x2, label)``, with a label of 0 or 1.
    remove : callable
        Takes the last point away.
    """

    def __init__(
        self, add: Callable[[float, float, int], object], remove: Callable[[], object]
    ) -> None:
        self.x1 = slider("point x1", 0.0, -REACH, REACH, 0.05)
        self.x2 = slider("point x2", 0.0, -REACH, REACH, 0.05)
        self.buttons = [button("Add blue"), button("Add orange"), button("Remove last")]
        for label in (0, 1):
            self.buttons[label].on_click(
                lambda _, label=label: add(self.x1.value, self.x2.value, label)
            )
        self.buttons[2].on_click(lambda _: remove())
        self.color = dropdown("a click adds", "orange", ["blue", "orange"])
        super().__init__([self.x1, self.x2, *self.buttons, self.color])
        self.add_class("ann-row")

    @property
    def label(self) -> int:
        """What a click in the picture adds: 0 for blue, 1 for orange."""
        return int(self.color.value == "orange")

    def close(self) -> None:
        """Take all of it off the page."""
        for part in self.children:
            part.close()
        super().close()
