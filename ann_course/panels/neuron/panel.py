"""One artificial neuron as a picture, as arithmetic and as Python, all moving together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ann_course.live import LiveFigure, Number, Panel, dropdown, slider, toggle
from ann_course.live.controls import entry
from ann_course.live.half_plane import Box
from ann_course.live.layout import html
from ann_course.live.tour import Place, Stop, Tour
from ann_course.live.words import bracketed, number
from ann_course.panels._shared.solved import solved
from ann_course.panels.neuron.picture import PARTS, InputPlane, NeuronDiagram
from ann_lib._support.checks import (
    FloatArray,
    IntArray,
    check_array,
    check_choice,
    check_labels,
    check_same_length,
    describe,
)
from ann_lib.neuron import Neuron
from ann_lib.plots import style
from ann_lib.plots.style import signed_color

CORNERS = np.array([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])
GATES = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0],
         "NOR": [1, 0, 0, 0], "XOR": [0, 1, 1, 0]}  # fmt: skip
"""What each gate should answer to the inputs 00, 01, 10 and 11."""
PYTHON = {
    "step": "1.0 if total >= 0 else 0.0",
    "linear": "total",
    "sigmoid": "1 / (1 + math.exp(-total))",
    "tanh": "math.tanh(total)",
    "relu": "max(0.0, total)",
}
LIMIT = 3.0
STEP = 0.25  # exact in binary: a sum that should be 0 is 0, and fires
KEY = "<p>■ should fire, ● should stay silent, × on the wrong side, ○ the inputs now</p>"
ALT = (
    "On the left a neuron: the inputs x1 and x2 and a constant 1, each connected to the "
    "sum by its weight, orange where it is positive and blue where it is negative, and "
    "the output. On the right the plane of the two inputs, orange where the neuron fires "
    "and blue where it is silent, with the decision line in between."
)
TOUR = Tour(
    Stop(
        "Two numbers come in, the inputs x1 and x2. Here both are 1.",
        "inputs",
        {"w1": 1.0, "w2": 1.0, "bias": -1.5, "x1": 1.0, "x2": 1.0},
    ),
    Stop(
        "Each goes through a weight. Raise the first to 1.5: x1 is *multiplied* by it, and "
        "its line gets wider.",
        "weights",
        {"w1": 1.5},
    ),
    Stop(
        "All is added up, and the bias with it: 1.5 × 1 + 1 × 1 − 1.5 = 1.",
        "sum",
    ),
    Stop(
        "The step asks one thing only: is the sum below 0? It is not, so the neuron "
        "fires: 1.",
        "output",
    ),
    Stop(
        "With a bias of −3 the sum is −0.5, and it is silent. On the right it is asked "
        "about *every* pair of inputs; the small ring is ours.",
        "plane",
        {"bias": -3.0},
    ),
    Stop(
        "Your turn: your own numbers are back. Move one slider at a time, and see what the "
        "line does.",
    ),
)


class NeuronPanel(Panel):
    """Move weights, bias and inputs; see what the neuron makes of them.

    Bias and threshold are one number with two names: moving either moves the other.

    Parameters
    ----------
    neuron : Neuron, optional
        Two weights. It is the very object that the sliders change.
    gate : {"AND", "OR", "NAND", "NOR", "XOR"}, optional
        Shows the truth table beside what this gate should answer; inputs are 0 or 1.
    points, labels : array_like, shape (n, 2) and (n,), optional
        Points that should fire (label 1) and points that shouldn't (0).
    inputs : sequence of float
        The inputs at the start; both 0 or 1 if there is a gate.
    names : sequence of str, optional
        What the two inputs mean, such as ``("sun", "company")``.
    answers : sequence of str, optional
        What it means that the neuron fires, and that it is silent: ``("go", "stay")``.
    part : {"all", "inputs"}
        Which sliders are offered: all, or those of the inputs alone.

    Attributes
    ----------
    neuron : Neuron

    Examples
    --------
    >>> panel = NeuronPanel(Neuron([1.0, 1.0], bias=-1.5), gate="AND")
    >>> panel.state = {"threshold": 0.5}
    >>> panel.neuron.bias
    -0.5
    """

    title = "One artificial neuron"

    def __init__(
        self,
        neuron: Neuron | None = None,
        *,
        gate: str | None = None,
        points: ArrayLike | None = None,
        labels: ArrayLike | None = None,
        inputs: Sequence[float] = (1.0, 1.0),
        names: Sequence[str] | None = None,
        answers: Sequence[str] | None = None,
        part: str = "all",
    ) -> None:
        self.neuron = Neuron([1.0, 1.0], bias=-1.5) if neuron is None else neuron
        check_neuron(self.neuron)
        self._gate = None if gate is None else check_choice(gate, "gate", GATES)
        self._points, self._labels = check_points(points, labels, gate)
        x1, x2 = check_array(inputs, "inputs", shape=(2,)).tolist()
        check_choice(part, "part", ["all", "inputs"])
        meanings = _check_pair(names, "names")
        self.answers = _check_pair(answers, "answers")
        self.names = [f"x{k}: {each}" for k, each in enumerate(meanings, 1)] or ["x1", "x2"]
        box = box_around(self._points)
        fig, (left, right) = style.figure(6.0, 2.9, columns=2, width_ratios=(1.12, 1))
        self.diagram = NeuronDiagram(left, self.names)
        axes = self.names if meanings else [f"input {name}" for name in self.names]
        self.plane = InputPlane(right, box, axes, self.answers or ("fires", "silent"))
        self.plane.set_points(self._points, self._labels)
        over = [*self.diagram.over, *self.plane.over]
        picture = LiveFigure(fig, under=self.plane.under, over=over, alt=ALT)
        self._key = KEY if len(self._points) else ""
        self.numbers = html("ann-sums")
        controls: dict[str, Any] = {}
        if self._gate is not None:
            controls["gate"] = dropdown("gate to build", self._gate, list(GATES))
        if part == "all":
            controls |= _numbers(self.neuron)
        for name, value, label in zip(("x1", "x2"), (x1, x2), axes, strict=True):
            if self._gate is None:
                low, high = (box[0], box[1]) if name == "x1" else (box[2], box[3])
                start = min(max(value, low), high)
                controls[name] = slider(label, start, low, high, STEP)
            else:
                controls[name] = toggle(f"{label} is 1", value >= 0.5)
        groups = {"Inputs": ["x1", "x2"]}
        if part == "all":
            groups = {"Neuron": ["w1", "w2", "bias", "threshold"]} | groups
        super().__init__(picture, controls, groups=groups, below=[self.numbers])
        if part == "all" and not len(self._points) and self.neuron.activation == "step":
            self.tour = TOUR

    def locate(self, name: str) -> Place:
        """Return where a part of the picture is."""
        figure = self.figures[0]
        if name == "plane":
            return Place(figure, figure.frame_of(self.plane.ax))
        if name not in PARTS:
            return super().locate(name)
        return Place(figure, figure.frame_of(self.diagram.ax, *PARTS[name]))

    @property
    def inputs(self) -> list[float]:
        """The inputs now."""
        return [float(self.controls[name].value) for name in ("x1", "x2")]

    def update(self) -> None:
        """Let pictures and arithmetic follow the neuron."""
        if self._gate is not None and self._gate != self.controls["gate"].value:
            self._gate = str(self.controls["gate"].value)
            self._labels = np.array(GATES[self._gate])
            self.plane.set_points(self._points, self._labels)
            self.figures[0].redraw()
        self.diagram.show(self.neuron, self.inputs)
        self.plane.show(self.neuron, self.inputs)
        more = (
            self._table() + self._solved()
            if self._gate
            else f"<pre>{escape(self.python())}</pre>"
        )
        self.numbers.value = f"{self._arithmetic()}<div>{more}</div>{self._key}"

    def describe(self) -> str:
        """Say the sum, the output, and how many points are on the right side."""
        x1, x2 = self.inputs
        w1, w2 = self.neuron.weights
        text = (
            f"Weights {number(w1)} and {number(w2)}, bias {number(self.neuron.bias)} "
            f"(threshold {number(self.neuron.threshold)}), inputs {number(x1)} and "
            f"{number(x2)}: the sum is {number(self.neuron.weighted_sum([x1, x2]))}, "
            f"{self._outcome()}."
        )
        if not (w1 or w2):
            text += " Both weights are 0: no input matters, and there is no line."
        if len(self._points):
            right = self._n_right()
            what = f"rows of {self._gate}" if self._gate else "points"
            are = "is" if right == 1 else "are"
            text += f" {right} of {len(self._points)} {what} {are} right"
            done = self._gate and right == len(self._points)
            text += f": this neuron computes {self._gate}." if done else "."
        return text

    def python(self) -> str:
        """Return the neuron as four lines of Python that compute its output."""
        w1, w2 = self.neuron.weights
        x1, x2 = self.inputs
        lines = [
            f"x1, x2 = {x1!r}, {x2!r}",
            f"w1, w2, bias = {w1!r}, {w2!r}, {self.neuron.bias!r}",
            "total = w1 * x1 + w2 * x2 + bias",
            f"output = {PYTHON[self.neuron.activation]}",
        ]
        return "\n".join(lines)

    def code(self) -> str:
        """Return the Python that builds the neuron as it is now."""
        return f"from ann_lib import Neuron\n\nneuron = {self.neuron!r}\n"

    def _outcome(self) -> str:
        output = self.neuron(self.inputs)
        if self.neuron.activation != "step":
            return f"so the output is {number(round(output, 4))}"
        text = "so the neuron fires" if output else "below 0, so the neuron is silent"
        return f"{text}: {self.answers[0 if output else 1]}" if self.answers else text

    def _arithmetic(self) -> str:
        w1, w2 = self.neuron.weights
        x1, x2 = self.inputs
        terms = [
            f"{_marked(w1)} × {bracketed(x1)}",
            f"{_marked(w2)} × {bracketed(x2)}",
            _marked(self.neuron.bias),
        ]
        total = self.neuron.weighted_sum([x1, x2])
        return (
            "<p>w1 × x1 + w2 × x2 + bias<br>"
            f"= {' + '.join(terms)} = <b>{number(total)}</b></p>"
        )

    def _n_right(self) -> int:
        return int((~self.plane.wrong_points(self.neuron)).sum())

    def _solved(self) -> str:
        """Return a line of praise, to be seen once every row is right."""
        done = self._n_right() == len(self._points)
        return solved(f"This neuron computes {self._gate}.", done=done)

    def _table(self) -> str:
        rows = []
        for (a, b), wanted in zip(CORNERS.tolist(), self._labels.tolist(), strict=True):
            total = self.neuron.weighted_sum([a, b])
            output = number(round(self.neuron([a, b]), 2))
            verdict = "right" if (total >= 0) == bool(wanted) else "<b>wrong</b>"
            cells = [f"{a:g}", f"{b:g}", number(total), output, wanted, verdict]
            here = ' class="ann-here"' if [a, b] == self.inputs else ""
            rows.append(f"<tr{here}>{''.join(f'<td>{c}</td>' for c in cells)}</tr>")
        heads = [*self.names, "sum", "output", str(self._gate), "verdict"]
        head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
        return f"<table><tr>{head}</tr>{''.join(rows)}</table>"


def check_neuron(neuron: object) -> None:
    """Refuse what is no neuron with two weights."""
    if not isinstance(neuron, Neuron):
        raise TypeError(
            f"neuron must be an ann_lib.Neuron, got {describe(neuron)}. Build one with "
            "Neuron(weights=[1.0, 1.0], bias=-1.5)."
        )
    if len(neuron.weights) != 2:
        raise ValueError(
            "neuron must have two weights, one for each direction of the picture's plane, "
            f"got {len(neuron.weights)}."
        )


def _check_pair(texts: Sequence[str] | None, name: str) -> list[str]:
    """Return two texts, or none where none are given."""
    if texts is None:
        return []
    if (
        isinstance(texts, str)
        or len(texts) != 2
        or not all(isinstance(text, str) and text.strip() for text in texts)
    ):
        raise ValueError(
            f'{name} must be two texts, such as ("one", "two"), got {texts!r}.'
        )
    return list(texts)


def check_points(
    points: ArrayLike | None, labels: ArrayLike | None, gate: str | None = None
) -> tuple[FloatArray, IntArray]:
    """Return the points of the plane and what the neuron should make of each."""
    if (points is None) != (labels is None):
        raise ValueError("points and labels must be given together: one label per point.")
    if gate is not None and points is not None:
        raise ValueError("Give either a gate or points with labels, not both.")
    if gate is not None:
        return CORNERS, np.array(GATES[gate])
    if points is None or labels is None:
        return np.empty((0, 2)), np.empty(0, dtype=int)
    places = check_array(points, "points", shape=(None, 2), dtype=np.float64)
    classes = check_labels(labels, "labels", n_classes=2)
    check_same_length(places, classes, "points", "labels")
    return places, classes


def box_around(points: FloatArray) -> Box:
    """Return the part of the plane to show: around 0, with all points well inside."""
    if points is CORNERS:
        return (-0.5, 1.5, -0.5, 1.5)
    reach = max(2.0, np.abs(points).max(initial=0.0) + 0.25)
    side = float(np.ceil(reach / STEP) * STEP)
    return (-side, side, -side, side)


def _numbers(neuron: Neuron) -> dict[str, Number]:
    """Return a slider for each number of the neuron; two for the bias."""
    limits = -LIMIT, LIMIT, STEP
    numbers = {
        f"w{k + 1}": Number(f"weight w{k + 1}", *entry(neuron, k, "weights"), *limits)
        for k in (0, 1)
    }
    for name in ("bias", "threshold"):
        read, write = partial(getattr, neuron, name), partial(setattr, neuron, name)
        numbers[name] = Number(name, read, write, *limits)
    return numbers


def _marked(value: float) -> str:
    """Return a number of the neuron, underlined in the colour of its sign."""
    look = f"border-bottom:3px solid {signed_color(value)}"
    return f'<span style="{look}">{bracketed(value)}</span>'
