"""Backpropagation with numbers: one link of the chain rule at each step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from ann_course.live import LiveFigure, NetworkDiagram, Panel, slider
from ann_course.live.diagram import Bias, Connection, Node, Part
from ann_course.live.labels import Labels
from ann_course.live.layout import html
from ann_course.live.player import SliderPlayer
from ann_course.live.tour import Place, Stop, Tour
from ann_course.live.words import MINUS, short
from ann_lib.activations import Tanh
from ann_lib.layers import Dense
from ann_lib.losses import MeanSquaredError
from ann_lib.network import Network
from ann_lib.plots import style

NAMES = [["x1", "x2"], ["h1", "h2"], ["y"]]
ALT = (
    "Twice the same network. Left, one sample going through it: the value of each node. "
    "Right, the gradients: by how much the loss rises for each unit that a node's value, "
    "or a weight, grows; what has not been computed yet is 0. Orange is positive, blue is "
    "negative. In both, each weight and each bias has its name beside it."
)


@dataclass(frozen=True)
class Link:
    """One step of the backward pass: a local slope times what comes from above.

    Attributes
    ----------
    part : Node, Connection or Bias
        Whose gradient it is.
    name : str
        As in "dL/dw11".
    rule : str
        The formula, as in "dL/dy · v1".
    above, slope, gradient : float
        ``gradient`` is ``above * slope``.
    """

    part: Part
    name: str
    rule: str
    above: float
    slope: float

    @property
    def gradient(self) -> float:
        """What the loss gains for each unit this grows."""
        return self.above * self.slope


class _ValueDiagram(NetworkDiagram):
    def name(self, part: Part) -> str:
        """Return a part's name in the formulas: "w21" leads from x2 to h1."""
        if isinstance(part, Node):
            return NAMES[part.layer][part.index]
        if isinstance(part, Bias):
            return f"b{part.index + 1}" if part.layer == 1 else "c"
        start, end = part.start + 1, part.end + 1
        return f"w{start}{end}" if part.layer == 0 else f"v{start}"


class _GradientDiagram(_ValueDiagram):
    def name(self, part: Part) -> str:
        """Return what the number beside a part is called here."""
        return f"dL/d{super().name(part)}"


def _name_parts(diagram: _ValueDiagram, ax: Axes) -> list[Labels]:
    """Write the name of every weight on its wire, and of every bias beside its node."""
    at = diagram.positions
    weights: dict[str, tuple[float, float]] = {}
    biases: dict[str, tuple[float, float]] = {}
    for part in _PLACES:
        name = _ValueDiagram.name(diagram, part)
        if isinstance(part, Bias):
            x, y = at[Node(part.layer, part.index)]
            # Where no wire and no other name is.
            across, up = {(1, 0): (0.25, 0.2), (1, 1): (0.25, -0.2)}.get(
                (part.layer, part.index), (0.0, -0.3)
            )
            biases[name] = (x + across, y + up)
        elif isinstance(part, Connection):
            start = np.array(at[Node(part.layer, part.start)])
            end = np.array(at[Node(part.layer + 1, part.end)])
            # Where wires cross, a name in the middle would be on two of them.
            crosses = part.layer == 0 and part.start != part.end
            x, y = start + (0.64 if crosses else 0.5) * (end - start)
            weights[name] = (float(x), float(y))
    # A wide rim interrupts the wire, which would else strike the name through.
    return [
        Labels(ax, list(places.values()), list(places), size=style.SMALL, halo=True, rim=r)
        for places, r in ((weights, 0.6), (biases, 0.2))
    ]


TOUR = Tour(
    Stop(
        "On the left a sample goes *forward*: from two inputs to two hidden values, and on "
        "to the output y.",
        "forward",
        {"steps": 0},
    ),
    Stop(
        "y should be the target t. The loss says how far off it is: (y − t)².",
        "y",
        {"x1": 1.0, "x2": -1.0, "target": 1.0},
    ),
    Stop(
        "The first step *back*: how fast would the loss rise if y grew? That is 2 (y − t), "
        "and it stands at y on the right.",
        "dy",
        {"steps": 1},
    ),
    Stop(
        "How fast, if the weight v1 grew? What comes from above, dL/dy, times the local "
        "slope, which is h1: that is the chain rule.",
        "dv1",
        {"steps": 2},
    ),
    Stop(
        "The same rule again and again, down to the first layer. Now every weight and "
        "every bias has its gradient.",
        "backward",
        {"steps": 12},
    ),
    Stop(
        "Your turn: before each *Step*, work out the next number of the table yourself.",
    ),
)
_NEAR = {"y": 22.0, "dy": 22.0, "dv1": 11.0}
"""From the middle of a node, and of a weight, to its ring, in points."""


class BackwardPassPanel(Panel):
    """Send one sample forward, and its error backward, one number at a time.

    The hidden sums are z = x w + b, the hidden values h = tanh(z), the output is
    y = h v + c, and the loss L = (y - t)².

    Parameters
    ----------
    network : Network, optional
        ``Network([Dense(2, 2), Tanh(), Dense(2, 1)], loss=MeanSquaredError())``.

    Attributes
    ----------
    network : Network
    links : list of Link
        The whole backward pass, in order; the slider "steps" says how much is shown.

    Examples
    --------
    >>> panel = BackwardPassPanel()
    >>> panel.links[0].name, panel.links[0].rule
    ('dL/dy', '1 · 2 (y − t)')
    """

    title = "The error goes back"

    def __init__(self, network: Network | None = None) -> None:
        self.network = make_network() if network is None else network
        _check_network(self.network)
        fig, (left, right) = style.figure(6.1, 2.2, columns=2)
        left.set_title("Forward: the values")
        right.set_title("Backward: the gradients")
        self.diagrams = [
            _ValueDiagram(left, [2, 2, 1], names=NAMES),
            _GradientDiagram(right, [2, 2, 1], names=NAMES),
        ]
        moving = [artist for diagram in self.diagrams for artist in diagram.over]
        for diagram, ax in zip(self.diagrams, (left, right), strict=True):
            moving += _name_parts(diagram, ax)
        self.table = html("ann-sums")
        n_links = len(self._run(1.0, -1.0, 1.0))
        controls: dict[str, Any] = {
            "x1": slider("input x1", 1.0, -2.0, 2.0, 0.25),
            "x2": slider("input x2", -1.0, -2.0, 2.0, 0.25),
            "target": slider("target t", 1.0, -2.0, 2.0, 0.25),
            "steps": slider("steps back", 0, 0, n_links, 1),
        }
        self.player = SliderPlayer(controls["steps"], speed="2 steps a second")
        super().__init__(
            LiveFigure(fig, over=moving, alt=ALT),
            controls,
            groups={"One sample": ["x1", "x2", "target"], "Backward": ["steps"]},
            buttons=[self.player],
            below=[self.table],
        )
        self.tour = TOUR

    def locate(self, name: str) -> Place:
        """Return where a part of the picture is: a diagram, y, dL/dy or dL/dv1."""
        figure, (forward, backward) = self.figures[0], self.figures[0].figure.axes[:2]
        whole = {"forward": forward, "backward": backward}
        if name in whole:
            return Place(figure, figure.frame_of(whole[name]))
        h1, end = (self.diagrams[1].positions[n] for n in (Node(1, 0), Node(2, 0)))
        centres = {"y": end, "dy": end}
        centres["dv1"] = ((h1[0] + end[0]) / 2, (h1[1] + end[1]) / 2)
        if name not in centres:
            return super().locate(name)
        x, y = centres[name]
        ax = forward if name == "y" else backward
        return Place(figure, figure.frame_of(ax, (x, x), (y, y), room=_NEAR[name]))

    def update(self) -> None:
        """Run forward and backward; show the links up to the step."""
        state = self.state
        self.links = self._run(state["x1"], state["x2"], state["target"])
        shown = self.links[: state["steps"]]
        first, _, last = self.network.layers
        forward, backward = self.diagrams
        forward.show(
            [values[0] for values in self._nodes],
            [first.weights.value, last.weights.value],  # type: ignore[attr-defined]
            [first.bias.value, last.bias.value],  # type: ignore[attr-defined]
        )
        nodes = [np.zeros(size) for size in (2, 2, 1)]
        weights = [np.zeros(shape) for shape in ((2, 2), (2, 1))]
        biases = [np.zeros(size) for size in (2, 1)]
        for link in shown:
            part = link.part
            if isinstance(part, Node):
                nodes[part.layer][part.index] = link.gradient
            elif isinstance(part, Bias):
                biases[part.layer - 1][part.index] = link.gradient
            else:
                weights[part.layer][part.start, part.end] = link.gradient
        backward.show(nodes, weights, biases)
        for diagram in self.diagrams:
            diagram.pick(shown[-1].part if shown else None)
        self.table.value = self._table(len(shown))

    def describe(self) -> str:
        """Say the loss, and the link of the chain that was computed last."""
        y, target = float(self._nodes[-1][0, 0]), self.state["target"]
        text = f"The network says {short(y, 4)}, the target is {short(target, 4)}: "
        text += f"the loss is {short((y - target) ** 2, 4)}. "
        n_steps = self.state["steps"]
        if n_steps == 0:
            return text + "Nothing has gone back yet."
        link = self.links[n_steps - 1]
        text += f"Step {n_steps} of {len(self.links)}: {link.name} = {link.rule} = "
        text += (
            f"{short(link.above, 4)} · {_factor(link.slope)} = {short(link.gradient, 4)}."
        )
        if n_steps == len(self.links):
            own = self.network_gradients()
            agree = sum(own[part] == value for part, value in self.gradients().items())
            text += f" {agree} of 9 gradients agree with the network's to the last digit."
        return text

    def gradients(self) -> dict[Part, float]:
        """Return the whole backward pass: the gradient of each weight and bias."""
        return {
            link.part: link.gradient
            for link in self.links
            if isinstance(link.part, Connection | Bias)
        }

    def network_gradients(self) -> dict[Part, float]:
        """Return the same from the network: `Network.backward` on this sample."""
        state = self.state
        dtype = self.network.dtype
        output = self.network.forward(np.array([[state["x1"], state["x2"]]], dtype=dtype))
        self.network.loss.forward(output, np.array([[state["target"]]], dtype=dtype))
        self.network.backward(self.network.loss.backward())
        return {
            part: float(self.network.parameters[number].gradient[index])
            for part, (number, index) in _PLACES.items()
        }

    def _run(self, x1: float, x2: float, target: float) -> list[Link]:
        """Return every link of the backward pass of this sample, in order."""
        x, z, h, y = self.network.activations([[x1, x2]])
        self._nodes = x, h, y
        v = self.network.layers[2].weights.value[:, 0]  # type: ignore[attr-defined]
        slopes = self.network.layers[1].slope(z)  # type: ignore[attr-defined]
        top = Link(Node(2, 0), "dL/dy", f"1 · 2 (y {MINUS} t)", 1.0, 2 * (y[0, 0] - target))
        links = [top]
        for j in (0, 1):
            name = f"dL/dv{j + 1}"
            links.append(
                Link(Connection(1, j, 0), name, f"dL/dy · h{j + 1}", top.gradient, h[0, j])
            )
        links.append(Link(Bias(2, 0), "dL/dc", "dL/dy · 1", top.gradient, 1.0))
        for j in (0, 1):
            unit = j + 1
            at_h = Link(Node(1, j), f"dL/dh{unit}", f"dL/dy · v{unit}", top.gradient, v[j])
            tanh_slope = f"1 {MINUS} h{unit}²"
            at_z = Link(
                Bias(1, j),
                f"dL/dz{unit} = dL/db{unit}",
                f"dL/dh{unit} · ({tanh_slope})",
                at_h.gradient,
                slopes[0, j],
            )
            links += [at_h, at_z]
            for i in (0, 1):
                name, rule = f"dL/dw{i + 1}{unit}", f"dL/dz{unit} · x{i + 1}"
                links.append(Link(Connection(0, i, j), name, rule, at_z.gradient, x[0, i]))
        return links

    def _table(self, n_shown: int) -> str:
        titles = ("gradient", "chain rule", "from above", "local slope", "product")
        heads = "".join(f'<th scope="col">{title}</th>' for title in titles)
        rows = ""
        for k, link in enumerate(self.links):
            # The numbers still to come keep their place, so that the table stands still.
            hidden = "" if k < n_shown else ' style="visibility:hidden"'
            numbers = (link.above, link.slope, link.gradient)
            whole = ' style="white-space:nowrap"'
            cells = f"<td{whole}>{link.name}</td><td{whole}>{link.rule}</td>"
            cells += "".join(f"<td{hidden}>{short(number, 4)}</td>" for number in numbers)
            here = ' class="ann-here"' if k == n_shown - 1 else ""
            rows += f"<tr{here}>{cells}</tr>"
        return f'<table style="font-size:12px"><tr>{heads}</tr>{rows}</table>'


def _factor(value: float) -> str:
    """Return a number as it stands behind a "·": in brackets below 0."""
    text = short(value, 4)
    return f"({text})" if text.startswith(MINUS) else text


_PLACES: dict[Part, tuple[int, Any]] = {
    **{Connection(0, i, j): (0, (i, j)) for i in (0, 1) for j in (0, 1)},
    **{Bias(1, j): (1, j) for j in (0, 1)},
    **{Connection(1, j, 0): (2, (j, 0)) for j in (0, 1)},
    Bias(2, 0): (3, 0),
}


def make_network() -> Network:
    """Return a 2-2-1 network with plain numbers for weights."""
    network = Network(
        [Dense(2, 2), Tanh(), Dense(2, 1)], loss=MeanSquaredError(), dtype="float64"
    )
    weights: list[NDArray[np.float64]] = [
        np.array([[0.5, -0.75], [-0.25, 1.0]]),
        np.array([0.25, 0.0]),
        np.array([[1.5], [-1.0]]),
        np.array([0.0]),
    ]
    network.set_weights(weights)
    return network


def _check_network(network: object) -> None:
    fits = isinstance(network, Network) and (
        [p.value.shape for p in network.parameters] == [(2, 2), (2,), (2, 1), (1,)]
        and len(network.layers) == 3
        and isinstance(network.layers[1], Tanh)
        and isinstance(network.loss, MeanSquaredError)
    )
    if not fits:
        raise ValueError(
            "network must be Network([Dense(2, 2), Tanh(), Dense(2, 1)], "
            f"loss=MeanSquaredError()), got {network!r}."
        )
