"""Two weights, one loss: you against gradient descent on the same surface."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ann_course.live import LiveFigure, Number, Panel, slider
from ann_course.live.controls import entry
from ann_course.live.half_plane import Box, half_plane
from ann_course.live.labels import Labels, beside
from ann_course.live.layout import html
from ann_course.live.player import SliderPlayer
from ann_course.live.words import MINUS, counted
from ann_course.panels.descent.loss_surface import (
    descend,
    loss_at,
    loss_surface,
    lowest_loss,
    make_network,
    make_points,
)
from ann_lib._support.checks import FloatArray, check_array, check_number
from ann_lib.losses import MeanSquaredError
from ann_lib.network import Network
from ann_lib.optimizers import SGD
from ann_lib.plots import style

REACH = 3.0
"""The surface is drawn from -REACH to REACH in both weights."""
START = (-2.0, 2.5)
MOST_STEPS = 50
PIXELS = 60
PATH = style.CLASS_COLORS[8]
"""Violet: the steps of gradient descent are neither positive nor negative."""
ALONE_ALT = (
    "Left, the loss over the two weights as contour lines, with your own place as a ring. "
    "Right, the points that the neuron should separate, with the line that your weights "
    "draw."
)
ALT = ALONE_ALT.replace("a ring.", "a ring and the path of gradient descent as dots.")
CURVE_ALT = "The loss after each step of gradient descent, and your own loss as a level."


class DescentPanel(Panel):
    """Walk down the loss by hand; then let gradient descent do it.

    The sliders w1 and w2 are your position; the lowest loss you have found is kept until
    the panel is reset. Gradient descent begins at ``start`` and sees only the slope where
    it stands.

    Parameters
    ----------
    network : Network, optional
        ``Network([Dense(2, 1, bias=False)], loss=MeanSquaredError())``: the very object
        that the sliders w1 and w2 change.
    x, y : array_like, shape (n, 2) and (n,), optional
        The points, and -1 or 1 for each; two moons unless given.
    start : (float, float)
        Where both begin.
    by_hand : bool
        Whether you walk alone: the panel is then without gradient descent.

    Attributes
    ----------
    network : Network
    descent : Descent
        The path and its losses, as far as the slider "steps" says; not there by hand.
    tried : dict of (float, float) to float
        Each position you have tried, and the loss there.

    Examples
    --------
    >>> panel = DescentPanel()
    >>> panel.state = {"steps": 50}
    >>> bool(panel.descent.losses[-1] < panel.your_loss)
    True
    """

    title = "Down the slope"

    def __init__(
        self,
        network: Network | None = None,
        x: ArrayLike | None = None,
        y: ArrayLike | None = None,
        *,
        start: tuple[float, float] = START,
        by_hand: bool = False,
    ) -> None:
        self.network = make_network() if network is None else network
        _check_network(self.network)
        self.by_hand = by_hand
        self.start = tuple(
            check_number(value, "start", minimum=-REACH, maximum=REACH) for value in start
        )
        self.x, self.y = _check_points(x, y)
        fig, (left, right) = style.figure(6.1, 2.9, columns=2)
        self._draw_surface(left)
        self._draw_points(right)
        self.tried: dict[tuple[float, float], float] = {}
        self.record = html("ann-note")
        surface = LiveFigure(
            fig,
            over=[self.path, self.steps, self.here, self.you, self.line],
            alt=ALONE_ALT if self.by_hand else ALT,
        )
        (weights,) = self.network.parameters
        weights.value = [[w] for w in self.start]
        controls: dict[str, Any] = {
            "w1": Number("weight w1", *entry(weights, (0, 0)), -REACH, REACH, 0.05),
            "w2": Number("weight w2", *entry(weights, (1, 0)), -REACH, REACH, 0.05),
        }
        if self.by_hand:
            super().__init__(surface, controls, below=[self.record])
            return
        fig, ax = style.figure(6.1, 1.6)
        self._draw_curve(ax)
        curve = LiveFigure(fig, over=[self.level, self.curve], alt=CURVE_ALT)
        controls |= {
            "learning_rate": slider("learning rate", 0.2, 0.01, 1.5, 0.01),
            "momentum": slider("momentum", 0.0, 0.0, 0.95, 0.05),
            "steps": slider("steps", 0, 0, MOST_STEPS, 1),
        }
        self.player = SliderPlayer(
            controls["steps"],
            speed="10 steps a second",
            ended=lambda: self.descent.diverged,
            anew=self.flush,
        )
        groups = {
            "You": ["w1", "w2"],
            "Gradient descent": ["learning_rate", "momentum", "steps"],
        }
        super().__init__(
            [surface, curve],
            controls,
            groups=groups,
            buttons=[self.player],
            below=[self.record],
        )

    @property
    def your_loss(self) -> float:
        """The loss at the sliders' weights."""
        return self.network.loss.forward(self.network.forward(self._inputs), self._targets)

    @property
    def best_loss(self) -> float:
        """The lowest loss of the positions you have tried."""
        return min(self.tried.values())

    def reset(self) -> None:
        """Go back to the start, and forget which places were tried."""
        if not self.by_hand:
            self.player.pause()
        self.tried.clear()
        super().reset()

    def update(self) -> None:
        """Walk the whole path again, from the start to the chosen step."""
        state = self.state
        if not self.by_hand:
            self._walk()
        self.here.set_data([state["w1"]], [state["w2"]])
        start_name = np.add(self.start, (0.7, 0.3))
        self.you.set_points([beside(state["w1"], state["w2"], start_name, REACH)])
        box: Box = self._box
        self.line.set_data(half_plane([state["w1"], state["w2"]], 0.0, box)[1].T)
        self.tried[state["w1"], state["w2"]] = self.your_loss
        self.record.value = self._record()

    def _walk(self) -> None:
        """Let gradient descent take its steps, and draw its path and its losses."""
        state = self.state
        optimizer = SGD(state["learning_rate"], momentum=state["momentum"])
        self.descent = descend(
            self.network, self._inputs, self._targets, self.start, state["steps"], optimizer
        )
        path = np.clip(self.descent.path, -9 * REACH, 9 * REACH)
        self.path.set_data(path.T)
        self.steps.set_data(path.T)
        losses = self.descent.losses
        self.curve.set_data(np.arange(len(losses)), losses)
        self.level.set_data([0, MOST_STEPS], [self.your_loss] * 2)
        self._make_room(losses.max())

    def describe(self) -> str:
        """Say both losses, where descent stands, and whether it overshoots."""
        if self.by_hand:
            return f"Your loss is {self.your_loss:.4f}."
        state, losses = self.state, self.descent.losses
        steps = counted(len(losses) - 1, "step")
        text = (
            f"Your loss is {self.your_loss:.4f}; the lowest possible is {self.lowest:.4f}. "
        )
        with_what = (
            f"with a learning rate of {state['learning_rate']:g} and momentum "
            f"{state['momentum']:g}"
        )
        if self.descent.diverged:
            text += (
                f"Gradient descent {with_what} overshot further each time and was lost "
                f"after {steps}: its loss is above a million. Choose a lower rate."
            )
        elif losses[-1] > losses[0]:
            text += (
                f"Gradient descent {with_what} overshoots: after {steps} its loss "
                f"has risen from {losses[0]:,.2f} to {losses[-1]:,.2f}. Choose a lower "
                "rate."
            )
        else:
            w1, w2 = self.descent.path[-1]
            text += (
                f"After {steps} {with_what}, gradient descent is at {w1:.2f}, "
                f"{w2:.2f} with a loss of {losses[-1]:.4f}."
            )
        return text.replace("-", MINUS)

    def code(self) -> str:
        """Return the Python that builds the panel, and takes its steps without it."""
        if self.by_hand:
            return super().code()
        state = self.state
        return (
            "from ann_lib import SGD, Dense, MeanSquaredError, Network\n"
            f"{super().code()}\n"
            f"network = {self.network!r}\n"
            f"network.layers[0].weights.value = {[[w] for w in self.start]}\n"
            f"optimizer = SGD({state['learning_rate']!r}, momentum={state['momentum']!r})\n"
            f"for step in range({state['steps']}):\n"
            "    network.train_batch(panel.x, panel.y.reshape(-1, 1), optimizer)\n"
        )

    def _record(self) -> str:
        (w1, w2), loss = min(self.tried.items(), key=lambda item: item[1])
        places = counted(len(self.tried), "place")
        text = f"Your lowest loss so far, of {places} tried: <b>{loss:.4f}</b> at "
        return text + f"w1 = {w1:g}, w2 = {w2:g}.".replace("-", MINUS)

    def _draw_surface(self, ax: Any) -> None:
        self._inputs = self.x.astype(self.network.dtype)
        self._targets = self.y.reshape(-1, 1)
        at = np.linspace(-REACH, REACH, PIXELS)
        losses = loss_surface(self.network, self._inputs, self._targets, at)
        self.lowest = lowest_loss(self.network, self._inputs, self._targets)
        levels = self.lowest + (losses.max() - self.lowest) * np.linspace(0, 1, 12) ** 2
        ax.contour(at, at, losses, levels=levels[1:], colors=style.NEUTRAL, linewidths=0.8)
        ax.plot(*self.start, "D", color=style.INK, ms=6)
        paper: Any = {"facecolor": style.LIGHT, "edgecolor": "none", "pad": 1.0}
        offset: Any = {"xytext": (8, 4), "textcoords": "offset points", "bbox": paper}
        ax.annotate("start", self.start, size=style.SMALL, **offset)
        ax.set(
            xlim=(-REACH, REACH), ylim=(-REACH, REACH), xlabel="weight w1",
            ylabel="weight w2", title="The loss, seen from above",
        )  # fmt: skip
        (self.path,) = ax.plot([], [], color=PATH, lw=1.5)
        (self.steps,) = ax.plot([], [], "o", color=PATH, ms=4)
        (self.here,) = ax.plot([], [], "o", mfc="none", mec=style.INK, ms=12, mew=2.5)
        self.you = Labels(ax, [self.start], ["you"], size=style.SMALL, bold=True)

    def _draw_points(self, ax: Any) -> None:
        reach = float(np.abs(self.x).max()) * 1.1
        self._box = (-reach, reach, -reach, reach)
        for label, (color, marker) in zip((-1, 1), style.class_styles(2), strict=True):
            ax.plot(
                *self.x[self.y == label].T, marker, color=color, mec=style.LIGHT, mew=0.5
            )
        ax.set(
            xlim=(-reach, reach), ylim=(-reach, reach), xlabel="input x1",
            ylabel="input x2", title="What your weights do",
        )  # fmt: skip
        (self.line,) = ax.plot([], [], color=style.INK, lw=2.5)

    def _draw_curve(self, ax: Any) -> None:
        first = loss_at(self.network, self.start, self._inputs, self._targets)
        self._curve_ax, self._usual_top = ax, 8 * first
        ax.set(xlim=(0, MOST_STEPS), xlabel="step", ylabel="loss", yscale="log")
        ax.set_ylim(0.8 * self.lowest, self._usual_top)
        ax.yaxis.set_major_formatter(lambda loss, _: _written(loss))
        lowest = ax.axhline(self.lowest, color=style.NEUTRAL, lw=1.5, ls=":")
        (self.level,) = ax.plot([], [], color=style.INK, lw=1.5, ls="--")
        (self.curve,) = ax.plot([], [], "o-", color=PATH, ms=4, lw=1.5)
        names = ["your loss", "gradient descent", "the lowest there is"]
        above: Any = {"loc": "lower right", "bbox_to_anchor": (1, 0.97), "ncols": 3}
        ax.legend([self.level, self.curve, lowest], names, **above)

    def _make_room(self, largest: float) -> None:
        """Have the curve's axis reach as high as the largest loss, and back again."""
        top = max(self._usual_top, 2 * largest)
        if top != self._curve_ax.get_ylim()[1]:
            self._curve_ax.set_ylim(top=top)
            self.figures[1].redraw()


def _written(loss: float) -> str:
    """Return a power of ten: in full up to 1000, otherwise as "10⁴"."""
    if loss <= 1000:
        return f"{loss:g}"
    power = str(round(np.log10(loss)))
    return "10" + power.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _check_points(
    x: ArrayLike | None, y: ArrayLike | None
) -> tuple[FloatArray, FloatArray]:
    if x is None and y is None:
        return make_points()
    if x is None or y is None:
        raise ValueError("x and y belong together: give both, or neither for two moons.")
    points = check_array(x, "x", shape=(None, 2))
    labels = check_array(y, "y", shape=(len(points),), dtype=np.float64)
    if not np.isin(labels, (-1.0, 1.0)).all():
        wrong = labels[~np.isin(labels, (-1.0, 1.0))][0]
        raise ValueError(f"y must hold -1 or 1 for each point, got {wrong:g}.")
    return points.astype(np.float64), labels


def _check_network(network: object) -> None:
    fits = isinstance(network, Network) and (
        [p.value.shape for p in network.parameters] == [(2, 1)]
        and len(network.layers) == 1
        and isinstance(network.loss, MeanSquaredError)
    )
    if not fits:
        raise ValueError(
            "network must be Network([Dense(2, 1, bias=False)], loss=MeanSquaredError()), "
            f"got {network!r}."
        )
