"""Buttons on the network: a unit more or fewer in a layer, a hidden layer more or fewer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from ann_course.live import button
from ann_course.live.layout import box, html, show, styled
from ann_course.live.words import counted
from ann_course.panels.playground.network import MOST_NAMED
from ann_course.panels.playground.setup import MOST_LAYERS, MOST_UNITS, UNITS


class LayerButtons(widgets.Box):  # type: ignore[misc]
    """A minus and a plus above each hidden layer, as a sheet over the network's picture.

    Parameters
    ----------
    controls : mapping of str to object
        The playground's: what the buttons change.

    Attributes
    ----------
    of_layers : ipywidgets.HBox
        The same for the number of layers.
    """

    def __init__(self, controls: Any) -> None:
        self._pairs = []
        for k, name in enumerate(UNITS, 1):
            unit = f"unit in layer {k}"
            self._pairs.append(
                _pair(controls[name], f"One {unit} fewer", f"One {unit} more")
            )
        layers = controls["hidden_layers"]
        self._layers = _pair(layers, "One hidden layer fewer", "One hidden layer more")
        self._count = html("ann-play-count")
        fewer, more = self._layers
        self.of_layers = box(widgets.HBox, [fewer, self._count, more], "ann-play-pair")
        self._boxes = [box(widgets.HBox, pair, "ann-play-pair") for pair in self._pairs]
        super().__init__(self._boxes)
        styled(self, "ann-play-layers")

    def follow(self, sizes: Sequence[int], columns: Sequence[float], top: float) -> None:
        """Stand above the hidden layers.

        Parameters
        ----------
        sizes : sequence of int
            Units of each hidden layer.
        columns : sequence of float
            Where the middle of each is, as a part of the picture's width.
        top : float
            Where the headings are, as a part of its height, from above.
        """
        for k, (each, (fewer, more)) in enumerate(
            zip(self._boxes, self._pairs, strict=True)
        ):
            show(each, k < len(sizes))
            if k < len(sizes):
                fewer.disabled, more.disabled = sizes[k] == 1, sizes[k] == MOST_UNITS
                each.layout.left, each.layout.top = f"{columns[k]:.2%}", f"{top:.2%}"
                # As wide as the name between them needs.
                each.layout.width = "7.6em" if len(sizes) < MOST_NAMED else "4.4em"
        fewer, more = self._layers
        fewer.disabled, more.disabled = not sizes, len(sizes) == MOST_LAYERS
        self._count.value = counted(len(sizes), "hidden layer")


def _pair(control: Any, fewer: str, more: str) -> list[Any]:
    """Return a button that takes one from a control's number, and one that adds one."""
    pair = []
    for sign, step, says in (("−", -1, fewer), ("+", 1, more)):
        each = styled(button(sign, explain=says), "ann-play-small")
        each.on_click(lambda _, step=step: _move(control, step))
        pair.append(each)
    return pair


def _move(control: Any, step: int) -> None:
    control.value = min(max(control.value + step, control.min), control.max)
