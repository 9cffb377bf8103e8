"""What a sum goes through: its curve, its slope, and what many layers are without it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets
import numpy as np

from ann_course.live import LiveFigure, Panel, dropdown, slider
from ann_course.panels.activation.choice import (
    FORMULAS,
    Curve,
    H,
    choices,
    measured_slope,
    one_sided_slopes,
)
from ann_course.panels.activation.linear_stack import (
    best_line,
    check_stack,
    count_corners,
    fold,
    in_a_row,
    is_straight_pieces,
    random_stack,
    run,
)
from ann_course.panels.activation.picture import (
    INPUTS,
    REACH,
    CurvePicture,
    MatrixStrip,
    StackPicture,
    short,
    strip_height,
)
from ann_lib._support.checks import check_choice
from ann_lib.activations import Activation, Linear, Tanh
from ann_lib.layers import Dense
from ann_lib.plots import style

SHOWN = {"both": "Activation functions", "slope": "An activation function and its slope",
         "stack": "Layers in a row"}  # fmt: skip
"""What a panel can show, and its title."""
SEED = 4
CURVE_ALT = (
    "A curve: the output of the activation function for every sum from -6 to 6. A dashed "
    "curve: its slope. A point slides along the first, with a straight line through it "
    "that is as steep as the curve there: orange where it rises, blue where it falls, "
    "grey where it is level."
)
STACK_ALT = (
    "What layers in a row make of an input from -3 to 3, in black, over a broad pale line: "
    "the single layer that comes nearest to them."
)
STRIP_ALT = (
    "The weights of each layer as a table of coloured cells, orange positive and blue "
    "negative, one table after the other; behind them the single weight that they all "
    "amount to, or a question mark where there is none."
)


class ActivationPanel(Panel):
    """Slide a sum along its activation function; put layers in a row with it in between.

    Parameters
    ----------
    function : Activation or callable, optional
        What stands there at the start, tanh by default: ``Sigmoid()``, an activation
        class of your own, or a Python function of one number, such as your own ``relu``.
    slope : callable, optional
        The slope of your own function, of one number; otherwise it is measured.
    layers : sequence of Dense, optional
        Your own layers: Dense(1, n), any number of Dense(n, n), Dense(n, 1). They are
        shown and never changed. By default there are six, with random weights.
    show : {"both", "slope", "stack"}
        The curve with its slope, the layers in a row, or both.

    Attributes
    ----------
    function : object
        The function chosen now: ``function.function(z)``, ``function.slope(z)``.
    stack : list of Dense
        The layers in the row now.

    Examples
    --------
    >>> from ann_lib.activations import Sigmoid
    >>> panel = ActivationPanel(Sigmoid(), show="slope")
    >>> panel.state = {"sum": 0.0}
    >>> panel.describe()
    'sigmoid at a sum of 0: the output is 0.5 and the slope 0.25.'
    """

    def __init__(
        self,
        function: Activation | Callable[[float], float] | None = None,
        *,
        slope: Callable[[float], float] | None = None,
        layers: Sequence[Dense] | None = None,
        show: str = "both",
    ) -> None:
        self._shows = check_choice(show, "show", SHOWN)
        self.title = SHOWN[self._shows]
        name, self._functions = choices(Tanh() if function is None else function, slope)
        self._given: dict[str, Any] = {
            "function": None if function is None else self._functions[name],
            "slope": slope,
            "layers": layers,
        }
        self.function: Curve = self._functions[name]
        self._name = name
        self._seed = SEED
        self._ran: dict[str, Any] = {}
        self._layers = random_stack(SEED) if layers is None else check_stack(layers)
        self.stack = self._layers
        self.numbers = widgets.HTML()
        self.numbers.add_class("ann-sums")
        controls: dict[str, Any] = {}
        controls["activation"] = dropdown("activation", name, list(self._functions))
        if show != "stack":
            controls["sum"] = slider("sum z", 1.5, -REACH, REACH, 0.1)
        if show != "slope":
            n_layers = len(self._layers)
            controls["layers"] = slider("layers in a row", min(5, n_layers), 2, n_layers, 1)
            if layers is None:
                controls["weights"] = slider("random weights no.", SEED, 1, 20, 1)
        super().__init__(self._draw_figures(), controls, below=[self.numbers])

    def _draw_figures(self) -> list[LiveFigure]:
        self.curve: CurvePicture | None = None
        self.line: StackPicture | None = None
        self.strip: MatrixStrip | None = None
        if self._shows == "both":
            fig, (left, right) = style.figure(6.6, 3.0, columns=2)
        else:
            fig, left = style.figure(6.0, 3.3 if self._shows == "slope" else 2.8)
            right = left
        over, alt = [], []
        if self._shows != "stack":
            self.curve = CurvePicture(left, self.function)
            over += self.curve.over
            alt.append(CURVE_ALT)
        if self._shows != "slope":
            self.line = StackPicture(right)
            over += self.line.over
            alt.append(STACK_ALT)
        figures = [LiveFigure(fig, over=over, alt=" ".join(alt))]
        if self.line:
            fig, ax = style.figure(6.6, strip_height(self._layers, 6.6))
            self.strip = MatrixStrip(ax, self._layers)
            figures.append(LiveFigure(fig, over=self.strip.over, alt=STRIP_ALT))
        return figures

    def update(self) -> None:
        """Slide the point; run the inputs through the layers, and fold them."""
        state = self.state
        if state["activation"] != self._name:
            self._name = state["activation"]
            self.function = self._functions[self._name]
            if self.curve:
                self.curve.choose(self.function)
                self.figures[0].redraw()
        lines = []
        if self.curve:
            self.z = round(state["sum"], 9)  # a slider's 0.30000000000000004
            self.output, self.slope = self.curve.show(self.z)
            lines.append(self._at_the_point())
        if self.line and self.strip:
            self._run(self.line, self.strip, state)
            lines.append(self._folded())
        self.numbers.value = "".join(f"<p>{line}</p>" for line in lines)

    def _run(self, line: StackPicture, strip: MatrixStrip, state: dict[str, Any]) -> None:
        """Send the inputs through the layers; find the one layer nearest to them."""
        ran = {name: value for name, value in state.items() if name != "sum"}
        if ran == self._ran and self._given["layers"] is None:
            return  # the sum has moved, and no layer cares
        if state.get("weights", self._seed) != self._seed:
            self._seed = state["weights"]
            self._layers = random_stack(self._seed)
        self.stack = in_a_row(self._layers, state["layers"])
        self.outputs = run(self.stack, self.function.function, INPUTS)
        self.folds = isinstance(self.function, Linear)
        self.single = fold(self.stack) if self.folds else best_line(INPUTS, self.outputs)
        line.show(self.outputs, self.single)
        weight = self.single[0] if self.folds else None
        strip.show(self.stack, "·" if self.folds else "f", weight)
        self._ran = ran  # only now: what failed is tried again

    def describe(self) -> str:
        """Say output and slope at the point, and what the layers draw."""
        name = "No activation function" if self._name == "none" else self._name
        texts = []
        if self.curve:
            texts.append(
                f"{name} at a sum of {short(self.z)}: the output is {short(self.output)} "
                f"and the slope {short(self.slope)}.{self._corner()}"
            )
        if self.line:
            texts.append(f"{self._count()}, {self._between()}, draw {self._shape()}")
        return " ".join(texts)

    def code(self) -> str:
        """Return the Python that builds the panel as it is now."""
        arguments = []
        given, imports = self._given["function"], ""
        if isinstance(given, Activation):
            arguments.append(repr(given))
            module = type(given).__module__
            imports = f"from {module} import {type(given).__name__}\n"
        elif given is not None:
            arguments.append(given.name)
        if self._given["slope"] is not None:
            arguments.append(f"slope={getattr(self._given['slope'], '__name__', 'slope')}")
        if self._given["layers"] is not None:
            arguments.append("layers=layers")
        if self._shows != "both":
            arguments.append(f"show={self._shows!r}")
        return (
            f"{imports}from ann_course.panels import ActivationPanel\n\n"
            f"panel = ActivationPanel({', '.join(arguments)})\n"
            f"panel.state = {self.state}\n"
        )

    def _at_the_point(self) -> str:
        formula = FORMULAS.get(self._name, "")
        measured = measured_slope(self.function, np.array([self.z]))[0]
        right, left = short(self.z + H), short(self.z - H)
        return (
            f"{f'f(z) = {formula}<br>' if formula else ''}"
            f"slope, measured: (f({right}) − f({left})) / {short(2 * H)} = "
            f"<b>{short(measured)}</b>"
        )

    def _folded(self) -> str:
        weight, bias = self.single
        sign = "+" if bias >= 0 else "\N{MINUS SIGN}"
        line = f"y = <b>{short(weight, 3)} · x {sign} {short(abs(bias), 3)}</b>"
        if not self.folds:
            return f"the nearest single layer: {line}"
        off = np.abs(self.outputs - (weight * INPUTS + bias)).max()
        return f"all {len(self.stack)} layers in one: {line}, off by at most {_tiny(off)}"

    def _missed(self) -> str:
        left = self.outputs - (self.single[0] * INPUTS + self.single[1])
        return f"{left.std() / self.outputs.std():.0%} of the spread"

    def _corner(self) -> str:
        left, right = one_sided_slopes(self.function, self.z)
        if abs(left - right) < 1e-3:
            return ""
        if max(abs(left), abs(right)) > 1e3:
            return " It jumps here, and at a jump there is no slope."
        return (
            f" It has a corner here: slope {short(left, 2)} just to the left, "
            f"{short(right, 2)} just to the right, and none in between."
        )

    def _count(self) -> str:
        n_numbers = sum(p.value.size for layer in self.stack for p in layer.parameters)
        which = f", no. {self._seed}" if self._given["layers"] is None else ""
        return f"The {len(self.stack)} layers ({n_numbers} weights and biases{which})"

    def _between(self) -> str:
        if self._name == "none":
            return "with nothing between them"
        return f"with {self._name} between them"

    def _shape(self) -> str:
        moved = float(np.ptp(self.outputs))
        if self.folds:
            return "a straight line. One layer with one weight and one bias does the same."
        if moved < 1e-9:
            return "a level line. The input no longer gets through."
        if not is_straight_pieces(self.function.function(INPUTS)):
            faint = f" that moves by only {short(moved, 3)} in all" if moved < 0.5 else ""
            drawn = f"a curve{faint}"
        elif self._name == "step":
            drawn = "a staircase"
        elif corners := count_corners(self.outputs):
            drawn = f"a line with {corners} visible corner{'' if corners == 1 else 's'}"
        else:
            drawn = "a line without visible corners"
        return f"{drawn}. The nearest single layer misses {self._missed()}."


def _tiny(value: float) -> str:
    """Return a rounding error as a digit and a power of ten."""
    if not value:
        return "0"
    digit, power = f"{value:.0e}".split("e")
    return f"{digit}&nbsp;·&nbsp;10<sup>{short(int(power))}</sup>"
