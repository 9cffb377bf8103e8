"""Any single weight or bias of the playground: to read, choose and change."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets
import numpy as np

from ann_course.live import Number, dropdown
from ann_course.live.diagram_layout import default_names
from ann_course.live.layout import box, html, styled
from ann_course.live.words import fitting
from ann_course.panels.playground.card import Card
from ann_course.panels.playground.experiment import activation_names, sizes_of
from ann_course.panels.playground.kinds import NUMBER, THREE, YES_OR_NO, kind_of
from ann_lib.layers import Dense
from ann_lib.network import Network

READING = {
    YES_OR_NO: ", and where y is above 0 the answer is orange",
    THREE: ", and the largest of the three names the class",
    NUMBER: ", and that is the answer",
}
"""How the output's sum becomes an answer."""
DIGITS = 2
"""After the point: what the slider can stand at."""
REACH = 100.0
"""How far from 0 a number may be typed; the slider widens for it."""


class Inspector(widgets.VBox):  # type: ignore[misc]
    """A list of all weights and biases, the value of the chosen one, and its unit's sum.

    It lies in a row of its own, or stands on the picture where one has pointed.

    Parameters
    ----------
    changed : callable
        Called after a hand has changed the value.
    chosen : callable
        Called after another weight or bias has been chosen.

    Attributes
    ----------
    playing : bool
        Whether training goes on by itself.
    """

    def __init__(self, changed: Callable[[], object], chosen: Callable[[], object]) -> None:
        self._changed, self._chosen = changed, chosen
        self.playing = self._fetching = False
        self._places: list[tuple[Dense, Any]] = []
        self._wanted = ""
        self.part = dropdown("weight or bias", "–", ["–"])
        limits = -10.0, 10.0, 10.0**-DIGITS
        self.value = Number(
            *("its value", self._read, self._write, *limits),
            digits=DIGITS,
            reach=REACH,
            written=lambda: self._changed(),
        )
        self.sum = html("ann-sums")
        self.part.observe(lambda _: self._choose(), "value")
        row = box(widgets.HBox, [self.part, self.value, self.sum], "ann-row")
        self.card = Card()
        super().__init__([row, self.card])
        styled(self, "ann-play-inspector")

    @property
    def connection(self) -> int | None:
        """The number of the chosen connection, layer by layer; None for a bias."""
        index = self.part.index
        return index if index is not None and index < self._n_connections else None

    @property
    def unit(self) -> int | None:
        """The number of the unit whose bias is chosen; None for a weight."""
        index = self.part.index
        if index is None or index < self._n_connections:
            return None
        return int(index - self._n_connections)

    def choose(
        self,
        connection: int | None,
        unit: int | None,
        at: tuple[float, float] | None = None,
    ) -> None:
        """Choose a weight, or the bias of a unit, and stand at the place pointed at.

        ``at`` is that place, as parts of the picture's width and height from the lower
        left; without one, or where nothing was chosen, it lies in its row.
        """
        chosen = connection if unit is None else self._n_connections + unit
        if chosen is not None:
            self.part.index = chosen
        self.card.at = [] if at is None or chosen is None else [at[0], 1 - at[1]]

    def set_network(self, network: Network, inputs: list[str]) -> None:
        """Offer this network's weights, and after them its biases."""
        self._names = [inputs, *default_names(sizes_of(network))[1:]]
        self._bends = activation_names(network) or []
        self._reading = READING[kind_of(network.loss)]
        self._dense = [layer for layer in network.layers if isinstance(layer, Dense)]
        self._places = []
        labels = []
        pairs = zip(self._names[:-1], self._names[1:], strict=True)
        for layer, (starts, ends) in zip(self._dense, pairs, strict=True):
            for i, j in np.ndindex(layer.weights.value.shape):
                self._places.append((layer, (i, j)))
                labels.append(f"weight {starts[i]} to {ends[j]}")
        self._n_connections = len(labels)
        for layer, ends in zip(self._dense, self._names[1:], strict=True):
            for j, end in enumerate(ends):
                self._places.append((layer, (j,)))
                labels.append(f"bias of {end}")
        self.card.at = []
        self._fetching = True
        self.part.options = labels
        # What was chosen is shown again as soon as there is such a part again.
        self.part.value = self._wanted if self._wanted in labels else labels[0]
        self._fetching = False
        self.follow()

    def follow(self) -> None:
        """Show what training has made of the chosen number, and of the sum it is in.

        While the network learns, the slider reports only what a hand has done to the end.
        """
        if self._fetching or not self._places:
            return
        self.value.slider.continuous_update = not self.playing
        self.value.fetch()
        self.sum.value = self._sum()

    def _place(self) -> tuple[Any, Any]:
        layer, index = self._places[self.part.index]
        return (layer.weights if len(index) == 2 else layer.bias).value, index

    def _sum(self) -> str:
        """Return the sum of the unit that the chosen number belongs to."""
        layer, index = self._places[self.part.index]
        depth, unit = self._dense.index(layer), index[-1]
        starts, name = self._names[depth], self._names[depth + 1][unit]
        weights, bias = layer.weights.value[:, unit].tolist(), float(layer.bias.value[unit])
        terms = [f"{fitting(w)} · {x}" for w, x in zip(weights, starts, strict=True)]
        terms = [escape(term) for term in (*terms, fitting(bias))]
        chosen = index[0] if len(index) == 2 else len(weights)
        terms[chosen] = f"<b>{terms[chosen]}</b>"
        total = " + ".join(terms).replace("+ −", "− ").replace("+ <b>−", "<b>− ")
        if depth == len(self._dense) - 1:
            return f"{name} = {total}{self._reading}"
        bend = self._bends[depth]
        return f"{name} = {total}" if bend == "none" else f"{name} = {bend}({total})"

    def _choose(self) -> None:
        if not self._fetching:
            self._wanted = self.part.value
            self.follow()
            self._chosen()

    def _read(self) -> float:
        if not self._places:
            return 0.0
        array, index = self._place()
        return float(array[index])

    def _write(self, number: float) -> None:
        array, index = self._place()
        array[index] = number
