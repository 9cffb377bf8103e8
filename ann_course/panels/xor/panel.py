"""Nine numbers that solve XOR, or don't: the fold that a hidden layer makes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_course.live import LiveFigure, NetworkDiagram, Number, Panel, dropdown
from ann_course.live.controls import entry
from ann_course.live.layout import Parts, arrange, html
from ann_course.live.words import fitting
from ann_course.panels._shared.solved import solved
from ann_course.panels.xor.planes import (
    CORNER_NAMES,
    CORNERS,
    TARGETS,
    HiddenPlane,
    InputPlane,
)
from ann_lib.activations import Activation, Linear, ReLU, Sigmoid, Step, Tanh
from ann_lib.layers import Dense
from ann_lib.losses import BinaryCrossEntropy
from ann_lib.network import Network
from ann_lib.plots import style

ACTIVATIONS: dict[str, type[Activation]] = {
    "tanh": Tanh,
    "sigmoid": Sigmoid,
    "relu": ReLU,
    "step": Step,
    "none": Linear,
}
NAMES = [["x1", "x2"], ["h1", "h2"], ["y"]]
LIMIT, REACH = 4.0, 10.0
"""The sliders reach from minus this to this; further where a number lies beyond."""
START = ([[1.0, 1.0], [1.0, -1.0]], [0.0, 0.0], [1.0, 1.0], 0.0)
ROWS = {"0 and 0": 0, "0 and 1": 1, "1 and 0": 2, "1 and 1": 3}
ALT = (
    "Left, the plane of the two inputs with the four points of XOR and the line of each "
    "hidden unit, its name on the side where its sum is above 0. Right, the plane of the "
    "two hidden units: the same four points where the hidden layer has moved them, the "
    "folded grid, and the output's line. Orange is where the network says 1, blue where "
    "it says 0."
)
DIAGRAM_ALT = (
    "The network: two inputs, two hidden units and one output, each with its value for "
    "the chosen inputs. Orange connections are positive weights, blue ones negative."
)


class XorPanel(Panel):
    """Move all nine numbers of a 2-2-1 network and watch the plane being folded.

    Parameters
    ----------
    network : Network, optional
        Dense(2, 2), an activation, Dense(2, 1): the very object that the sliders change.

    Attributes
    ----------
    network : Network
        Its output is a logit: the network says 1 where it is above 0.

    Examples
    --------
    >>> panel = XorPanel()
    >>> panel.state = {"x1 to h1": 2.5}
    >>> float(panel.network.layers[0].weights.value[0, 0])
    2.5
    """

    title = "Two hidden units fold the plane"

    def __init__(self, network: Network | None = None) -> None:
        self.network = make_network() if network is None else network
        _check_network(self.network)
        fig, (left, right) = style.figure(6.1, 2.9, columns=2)
        self.inputs, self.hidden = InputPlane(left), HiddenPlane(right)
        planes = LiveFigure(
            fig,
            under=[self.inputs.shade, self.hidden.shade],
            over=[*self.inputs.over, *self.hidden.over],
            alt=ALT,
        )
        fig, ax = style.figure(6.1, 1.5)
        self.diagram = NetworkDiagram(
            ax,
            [2, 2, 1],
            names=NAMES,
            headings=["inputs", "hidden", "output"],
            node_size=32,
        )
        picture = LiveFigure(fig, over=self.diagram.over, alt=DIAGRAM_ALT)
        self.table = html("ann-sums")
        sliders, groups = _sliders(self.network)
        name = _activation_name(self.network)
        controls = {
            **sliders,
            "activation": dropdown("activation", name, list(ACTIVATIONS)),
            "shown": dropdown("inputs shown", "0 and 1", list(ROWS)),
        }
        super().__init__([planes, picture], controls, groups=groups, below=[self.table])

    def arrange(self, parts: Parts) -> Any:
        """Return the body: beneath planes and table a column of sliders for each unit."""
        planes, diagram = parts.pictures
        above = replace(parts, pictures=[planes])
        return arrange(above, columns=list(parts.groups), last=[diagram])

    def update(self) -> None:
        """Let the planes and the diagram follow the network."""
        state = self.state
        if state["activation"] != _activation_name(self.network):
            self.network.layers[1] = ACTIVATIONS[state["activation"]]()
        first, _, last = self.network.layers
        self.outputs = self.network.activations(CORNERS)
        self.inputs.show(self.network)
        if self.hidden.show(self.network, self.outputs[2]):
            self.figures[0].redraw()  # the axes of the hidden plane have grown or shrunk
        row = ROWS[state["shown"]]
        # As in the table: two decimals, and 0 for what is less.
        values = [np.round(self.outputs[k][row], 2) + 0.0 for k in (0, 2, 3)]
        self.diagram.show(
            values,
            [first.weights.value, last.weights.value],  # type: ignore[attr-defined]
            [first.bias.value, last.bias.value],  # type: ignore[attr-defined]
        )
        self.table.value = self._table()

    def describe(self) -> str:
        """Say how many of the four rows are right, and what the output makes of each."""
        says = self.answers()
        right = int((says == TARGETS).sum())
        rows = ", ".join(
            f"{int(a)}{int(b)} gives {answer}"
            for (a, b), answer in zip(CORNERS, says, strict=True)
        )
        folded = self.separable()
        fold = (
            "In the hidden plane one line can separate the two classes."
            if folded
            else "In the hidden plane no line can separate the two classes."
        )
        sides = "; ".join(self._side(unit) for unit in (0, 1))
        are = "is" if right == 1 else "are"
        shown = self.state["shown"]
        return f"{right} of 4 rows {are} right: {rows}. {sides}. {fold} Shown: {shown}."

    def _side(self, unit: int) -> str:
        """Say what a hidden unit separates: on which side of its line the points lie."""
        above = self.outputs[1][:, unit] > 0
        here = [
            name for name, is_above in zip(CORNER_NAMES, above, strict=True) if is_above
        ]
        if len(here) in (0, len(above)):
            return f"h{unit + 1} has all points on one side"
        rest = [name for name in CORNER_NAMES if name not in here]
        return f"h{unit + 1} separates {', '.join(here)} from {', '.join(rest)}"

    def answers(self) -> NDArray[np.int_]:
        """Return the network's answer, 0 or 1, to the inputs 00, 01, 10 and 11."""
        return (self.outputs[3][:, 0] > 0).astype(int)

    def separable(self) -> bool:
        """Return whether one line could separate the four moved points by their class.

        Two pairs of points can be separated unless the segments between them meet.
        """
        return not _segments_meet(
            *self.outputs[2][TARGETS == 0], *self.outputs[2][TARGETS == 1]
        )

    def code(self) -> str:
        """Return the Python that builds the network as it is now."""
        first, activation, last = self.network.layers
        lines = [
            "from ann_lib import BinaryCrossEntropy, Dense, Network, "
            f"{type(activation).__name__}",
            "",
            f"network = {self.network!r}",
        ]
        for index, layer in ((0, first), (2, last)):
            for name in ("weights", "bias"):
                value = getattr(layer, name).value.tolist()
                lines.append(f"network.layers[{index}].{name}.value = {value}")
        return "\n".join(lines) + "\n"

    def _table(self) -> str:
        heads = "".join(
            f'<th scope="col">{head}</th>'
            for head in ("x1", "x2", "h1", "h2", "output", "says", "XOR", "verdict")
        )
        rows = ""
        hidden, output = self.outputs[2], self.outputs[3][:, 0]
        for k, (says, target) in enumerate(zip(self.answers(), TARGETS, strict=True)):
            numbers = [fitting(float(value)) for value in (*hidden[k], output[k])]
            verdict = "right" if says == target else "<b>wrong</b>"
            texts = [*CORNER_NAMES[k], *numbers, says, target, verdict]
            here = ' class="ann-here"' if k == ROWS[self.state["shown"]] else ""
            rows += f"<tr{here}>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr>"
        done = bool((self.answers() == TARGETS).all())
        praise = solved("This network computes XOR.", done=done)
        table = f"<table><tr>{heads}</tr>{rows}</table>"
        return f'<div style="margin:0;gap:12px">{table}{praise}</div>'


def make_network() -> Network:
    """Return a 2-2-1 network that does not solve XOR yet."""
    network = Network(
        [Dense(2, 2), Tanh(), Dense(2, 1)], loss=BinaryCrossEntropy(), dtype="float64"
    )
    first, first_bias, last, last_bias = START
    network.set_weights(
        [
            np.array(first),
            np.array(first_bias),
            np.array(last)[:, None],
            np.array([last_bias]),
        ]
    )
    return network


def _sliders(network: Network) -> tuple[dict[str, Number], dict[str, list[str]]]:
    """Return a slider for each weight and bias, and the group of each unit's names."""
    sliders: dict[str, Number] = {}
    groups: dict[str, list[str]] = {}
    dense = [layer for layer in network.layers if isinstance(layer, Dense)]
    for layer, inputs, units in zip(dense, NAMES[:-1], NAMES[1:], strict=True):
        for j, unit in enumerate(units):
            places: dict[str, tuple[Any, Any]] = {
                f"{name} to {unit}": (layer.weights, (i, j))
                for i, name in enumerate(inputs)
            }
            places[f"bias of {unit}"] = (layer.bias, j)
            groups[f"into {unit}"] = list(places)
            for name, place in places.items():
                sliders[name] = Number(
                    name, *entry(*place), -LIMIT, LIMIT, 0.1, reach=REACH
                )
    return sliders, groups


def _activation_name(network: Network) -> str:
    kind = type(network.layers[1])
    return next(name for name, cls in ACTIVATIONS.items() if cls is kind)


def _check_network(network: object) -> None:
    if isinstance(network, Network):
        layers = network.layers
        shapes = [p.value.shape for p in network.parameters]
        fits = shapes == [(2, 2), (2,), (2, 1), (1,)] and len(layers) == 3
        if fits and type(layers[1]) in ACTIVATIONS.values():
            return
    raise ValueError(
        "network must be Network([Dense(2, 2), Tanh(), Dense(2, 1)], …) with one of "
        f"{', '.join(cls.__name__ for cls in ACTIVATIONS.values())} in its middle, "
        f"got {network!r}."
    )


def _segments_meet(a: Any, b: Any, c: Any, d: Any) -> bool:
    """Return whether the segments from a to b and from c to d have a point in common."""

    def side(p: Any, q: Any, r: Any) -> float:
        return float((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))

    sides = side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)
    if any(abs(s) > 1e-12 for s in sides):
        return sides[0] * sides[1] <= 1e-12 and sides[2] * sides[3] <= 1e-12
    low, high = np.minimum(a, b), np.maximum(a, b)  # all four on one line
    return bool((np.minimum(c, d) <= high).all() and (np.maximum(c, d) >= low).all())
