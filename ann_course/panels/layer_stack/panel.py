"""Layers in a row: what many of them are without an activation function between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ann_course.live import LiveFigure, Panel, dropdown, slider
from ann_course.live.layout import html
from ann_course.live.words import counted, share, short
from ann_course.panels._shared.activation_functions import Curve, choices
from ann_course.panels.layer_stack.picture import (
    INPUTS,
    MatrixStrip,
    StackPicture,
    strip_height,
)
from ann_course.panels.layer_stack.stack import (
    best_line,
    check_stack,
    count_corners,
    fold,
    in_a_row,
    is_straight_pieces,
    random_stack,
    run,
)
from ann_lib.activations import Activation, Linear, Tanh
from ann_lib.layers import Dense
from ann_lib.plots import style

SEED = 4
"""Number of the random weights to start with."""
WIDTH = 6.1
"""Of the tables of weights, in inches."""
ALT = (
    "What layers in a row make of an input from -3 to 3, in black, over a broad pale line: "
    "the single layer that comes nearest to them."
)
STRIP_ALT = (
    "The weights of each layer as a table of coloured cells, orange positive and blue "
    "negative, one table after the other; after them the single weight that they all "
    "amount to, or a sign that there is none."
)


class LayerStackPanel(Panel):
    """Put layers in a row, with an activation function between them or none.

    Parameters
    ----------
    function : Activation or callable, optional
        The function to start with, tanh by default: ``Sigmoid()``, an activation class of
        your own, or a Python function of one number, such as your own ``relu``.
    layers : sequence of Dense, optional
        Your own layers: Dense(1, n), any number of Dense(n, n), Dense(n, 1). They are
        shown and never changed. By default there are six, with random weights.

    Attributes
    ----------
    function : object
        The function chosen now: ``function.function(z)``.
    stack : list of Dense
        The layers in the row now.
    outputs : ndarray, shape (241,)
        What they make of the inputs from -3 to 3.
    single : tuple of float
        Weight and bias of the single layer that is equal, or nearest, to them.

    Examples
    --------
    >>> from ann_lib.activations import Linear
    >>> panel = LayerStackPanel(Linear())
    >>> panel.describe().partition("draw ")[2]
    'a straight line. One layer with one weight and one bias does the same.'
    """

    title = "Layers in a row"

    def __init__(
        self,
        function: Activation | Callable[[float], float] | None = None,
        *,
        layers: Sequence[Dense] | None = None,
    ) -> None:
        name, self._functions = choices(Tanh() if function is None else function)
        self._layers = random_stack(SEED) if layers is None else check_stack(layers)
        n_layers = len(self._layers)
        fig, ax = style.figure(6.0, 2.8)
        self.picture = StackPicture(ax)
        strip, ax = style.figure(WIDTH, strip_height(self._layers, WIDTH))
        self.strip = MatrixStrip(ax, self._layers)
        self.numbers = html("ann-sums")
        controls: dict[str, Any] = {
            "activation": dropdown("activation", name, list(self._functions)),
            "layers": slider("layers in a row", min(5, n_layers), 2, n_layers, 1),
        }
        if layers is None:
            controls["weights"] = slider("random weights no.", SEED, 1, 20, 1)
        figures = [
            LiveFigure(fig, over=self.picture.over, alt=ALT),
            LiveFigure(strip, over=self.strip.over, alt=STRIP_ALT),
        ]
        super().__init__(figures, controls, below=[self.numbers])

    @property
    def folds(self) -> bool:
        """Whether the layers are one layer, since nothing stands between them."""
        return isinstance(self.function, Linear)

    def update(self) -> None:
        """Run the inputs through the layers, and find the one layer nearest to them."""
        state = self.state
        if "weights" in state:
            self._layers = random_stack(state["weights"])
        self.function: Curve = self._functions[state["activation"]]
        self.stack = in_a_row(self._layers, state["layers"])
        self.outputs = run(self.stack, self.function.function, INPUTS)
        self.single = fold(self.stack) if self.folds else best_line(INPUTS, self.outputs)
        weight, bias = self.single
        line = weight * INPUTS + bias
        self._off = self.outputs - line
        self.picture.show(self.outputs, line)
        self.strip.show(
            self.stack, "·" if self.folds else "f", weight if self.folds else None
        )
        sign = "+" if bias >= 0 else "\N{MINUS SIGN}"
        said = f"y = <b>{short(weight, 3)} · x {sign} {short(abs(bias), 3)}</b>"
        if self.folds:
            off = _tiny(np.abs(self._off).max())
            said = f"all {len(self.stack)} layers in one: {said}, off by at most {off}"
        else:
            said = f"the nearest single layer: {said}"
        self.numbers.value = f"<p>{said}</p>"

    def describe(self) -> str:
        """Say which layers they are, what they draw, and what one layer would miss."""
        state = self.state
        n_numbers = sum(p.value.size for layer in self.stack for p in layer.parameters)
        which = f", no. {state['weights']}" if "weights" in state else ""
        name = "nothing" if state["activation"] == "none" else state["activation"]
        return (
            f"The {counted(len(self.stack), 'layer')} ({n_numbers} weights and biases"
            f"{which}), with {name} between them, draw {self._shape()}"
        )

    def _shape(self) -> str:
        moved = float(np.ptp(self.outputs))
        if self.folds:
            return "a straight line. One layer with one weight and one bias does the same."
        if moved < 1e-9:
            return "a flat line. The input no longer gets through."
        if not is_straight_pieces(self.function.function(INPUTS)):
            faint = f" that moves by only {short(moved, 3)} in all" if moved < 0.5 else ""
            drawn = f"a curve{faint}"
        elif self.state["activation"] == "step":
            drawn = "a staircase"
        elif corners := count_corners(self.outputs):
            drawn = f"a line with {counted(corners, 'visible corner')}"
        else:
            drawn = "a line without visible corners"
        missed = self._off.std() / self.outputs.std()
        return f"{drawn}. The nearest single layer misses {share(missed)} of the spread."


def _tiny(value: float) -> str:
    """Return a rounding error as a digit and a power of ten."""
    if not value:
        return "0"
    digit, power = f"{value:.0e}".split("e")
    return f"{digit}&nbsp;·&nbsp;10<sup>{short(int(power))}</sup>"
