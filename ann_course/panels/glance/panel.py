"""A whole network for one picture: every map of every layer, and the sum behind each."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from numpy.typing import ArrayLike

from ann_course.live import Panel, button, dropdown, look, slider
from ann_course.live.layout import Parts, arrange
from ann_course.live.words import certainty, short
from ann_course.panels._shared.example_networks import shapes_or
from ann_course.panels.digit.controls import STYLE
from ann_course.panels.digit.pad import DrawingPad
from ann_course.panels.digit.strokes import in_place
from ann_course.panels.glance.picture import MOST_MAPS, GlancePicture
from ann_course.panels.glance.step import step_of
from ann_lib._support.checks import FloatArray
from ann_lib.convolution import Conv2D, MaxPool2D
from ann_lib.network import Network

PLACE = ("row", "column", "map")


class GlancePanel(Panel):
    """See every map of a convolutional network for one image; point at one for its sum.

    The image can be a drawing of one's own, if the network takes grey ones. It stays where
    and as large as it was drawn.

    Parameters
    ----------
    network : Network, optional
        A classifier of images that begins with convolutions. By default a small one,
        trained on drawn shapes. It is not changed.
    x : array_like, shape (n_images, side, side, channels), optional
        Images, grey or in colour, 0 to 1; the first 200 are taken.
    y : array_like of int, shape (n_images,), optional
        What they are.
    class_names : sequence of str, optional
        The class numbers by default.

    Attributes
    ----------
    image : ndarray, shape (side, side, channels)
        What the network is shown.
    maps : list of ndarray, shape (height, width, n_maps)
        What each layer answers to the image, up to the last layer that has maps.
    step : Step
        How the chosen number is computed.
    probabilities : ndarray, shape (n_classes,)

    Raises
    ------
    ValueError
        If the network does not begin with a convolution.

    Examples
    --------
    >>> panel = GlancePanel()
    >>> panel.state = {"map": 3, "row": 5, "column": 6}
    >>> float(panel.maps[0][5, 6, 3]) == panel.step.answer
    True
    """

    title = "The whole network at a glance"
    one_task = True

    def __init__(
        self,
        network: Network | None = None,
        x: ArrayLike | None = None,
        y: ArrayLike | None = None,
        *,
        class_names: Sequence[str] | None = None,
    ) -> None:
        network, self.images, self.labels, self.class_names = shapes_or(
            network, x, y, class_names
        )
        self.network = network
        if not isinstance(network.layers[0], Conv2D):
            raise ValueError(
                "network must begin with a convolution, such as Conv2D(1, 8, 5), got "
                f"{network.layers[0]!r}. DigitPanel shows networks of dense layers."
            )
        pairs = zip(network.layers, network.shapes[1:], strict=True)
        kept = list(itertools.takewhile(lambda pair: len(pair[1]) == 3, pairs))
        self.shapes = [shape for _, shape in kept]
        names = [f"{i}: {type(layer).__name__}" for i, (layer, _) in enumerate(kept)]
        self._names = names
        rows, columns, most = (max(shape[k] for shape in self.shapes) for k in range(3))
        controls: dict[str, Any] = {
            "layer": dropdown("layer", names[0], names),
            "map": slider("map", 0, 0, max(1, min(most, MOST_MAPS) - 1), 1),
            "row": slider("row", rows // 2, 0, max(1, rows - 1), 1),
            "column": slider("column", columns // 2, 0, max(1, columns - 1), 1),
        }
        groups = {"The number": list(controls)}
        n_images, self.pad, buttons = len(self.images), None, []
        if self.images.shape[3] == 1:
            self.pad = DrawingPad(self._show_drawing, hint=("draw", "here"))
            buttons = [*self._buttons(), self.pad.eraser]
            controls["drawing"] = self.pad
        if self.pad is not None or n_images > 1:
            first, yours = (0, "0 is your drawing") if self.pad is not None else (1, "")
            controls["image"] = slider("image", 1, first, n_images, 1, explain=yours)
            groups = {"The image": ["image"]} | groups
        sides = self.images.shape[1:3]
        self.picture = GlancePicture(
            names, self.shapes, sides, self.class_names, self._choose
        )
        figures = [*([self.pad.figure] if self.pad else []), self.picture.figure]
        super().__init__(figures, controls, groups=groups, buttons=buttons)

    def _buttons(self) -> list[Any]:
        actions = {
            "Undo": (self.undo, "Take back what was drawn last"),
            "Clear": (self.clear, "Take the drawing away; Undo brings it back"),
        }
        made = []
        for label, (action, explain) in actions.items():
            made.append(button(label, explain=explain))
            made[-1].on_click(lambda _, action=action: action())
        return made

    def arrange(self, parts: Parts) -> Any:
        """Return the body as usual, with the pad above the controls."""
        if self.pad is None:
            return arrange(parts)
        body = arrange(replace(parts, pictures=[self.picture.figure.widget]))
        column, *others = body.children
        column.children = (self.pad.widget, *column.children)
        body.children = (look.style_sheet(STYLE), column, *others)
        return body

    def undo(self) -> None:
        """Take back what was drawn or erased last; after `clear`, all of that."""
        self._show_drawing()
        if self.pad is not None:
            self.pad.undo()
        self.follow()

    def clear(self) -> None:
        """Take the drawing away, and show the network blank paper."""
        self._show_drawing()
        self.set_controls({"drawing": []})
        self.follow()

    def _show_drawing(self) -> None:
        self.set_controls({"image": 0})

    @property
    def layer(self) -> int:
        """The number of the layer in ``network.layers``."""
        return self._names.index(str(self.state["layer"]))

    @property
    def place(self) -> tuple[int, int, int]:
        """Row, column and map; the last ones where a slider is beyond them."""
        shape = self.shapes[self.layer]
        wanted = (int(self.state[name]) for name in PLACE)
        row, column, unit = (
            min(at, length - 1) for at, length in zip(wanted, shape, strict=True)
        )
        return row, column, unit

    @property
    def _number(self) -> int:
        """The number of the image that is shown, from 1; 0 for the drawing."""
        return int(self.state.get("image", 1))

    def update(self) -> None:
        """Show the image to the network, draw all its maps, and work out one number."""
        number = self._number
        if self.pad is not None:
            self.pad.show(faded=number > 0)
        self.image: FloatArray = (
            self.images[number - 1]
            if self.pad is None or number
            else in_place(self.pad.value, self.images.shape[1])[..., None]
        )
        steps = self.network.activations(self.image[None])
        self.maps: list[FloatArray] = [each[0] for each in steps[1 : 1 + len(self.shapes)]]
        self.probabilities: FloatArray = self.network.loss.probabilities(steps[-1])[0]
        layer, place = self.layer, self.place
        before, after = steps[layer][0], steps[layer + 1][0]
        self.step = step_of(self.network.layers[layer], before, after, place)
        self.picture.show_maps(self.image, self.maps)
        self.picture.show_step(self.step, layer, place)
        self.picture.show_answer(self.probabilities)

    def describe(self) -> str:
        """Say what the image is, how the chosen number came about, and the answer."""
        row, column, unit = (
            f"{at}, the last" if self.state[name] > at else f"{at}"
            for name, at in zip(PLACE, self.place, strict=True)
        )
        layer, step = self.network.layers[self.layer], self.step
        best = int(self.probabilities.argmax())
        n = step.window.size
        kind = type(layer).__name__
        came = f"{kind} makes {short(step.answer)} of {short(step.window.max())}."
        if step.weights is not None:
            total = float((step.window * step.weights).sum())
            came = (
                f"{n} numbers times {n} weights add up to {short(total)}; with the bias, "
                f"{short(step.bias)}, that is {short(step.answer)}."
            )
        elif isinstance(layer, MaxPool2D):
            came = f"It is the largest of {n} numbers, {short(step.answer)}."
        shown = "Your drawing." if self.image.any() else "Blank paper."
        if self._number:
            label = self.labels[self._number - 1]
            shown = f"Image {self._number}: {self.class_names[label]}."
        return (
            f"{shown} Layer {self.state['layer']}, with {self.shapes[self.layer][2]} maps: "
            f"map {unit}; row {row}; column {column}. {came} The network "
            f"says {self.class_names[best]}, {certainty(self.probabilities[best])} sure."
        )

    def _choose(self, layer: int, unit: int, row: int, column: int) -> None:
        self.set_controls(
            {"layer": self._names[layer], "map": unit, "row": row, "column": column}
        )
        self.follow()
