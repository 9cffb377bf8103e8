"""A whole network for one picture: every map of every layer, and the sum behind each."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from numpy.typing import ArrayLike

from ann_course.live import Panel, dropdown, slider
from ann_course.live.words import share, short
from ann_course.panels._shared.example_networks import shapes_or
from ann_course.panels.glance.picture import MOST_MAPS, GlancePicture
from ann_course.panels.glance.step import step_of
from ann_lib._support.checks import FloatArray
from ann_lib.convolution import Conv2D, MaxPool2D
from ann_lib.network import Network


class GlancePanel(Panel):
    """See every map of a convolutional network for one image; point at one for its sum.

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
        if len(self.images) > 1:
            controls["image"] = slider("image", 0, 0, len(self.images) - 1, 1)
            groups = {"The image": ["image"]} | groups
        sides = self.images.shape[1:3]
        self.picture = GlancePicture(
            names, self.shapes, sides, self.class_names, self._choose
        )
        super().__init__(self.picture.figure, controls, groups=groups)

    @property
    def layer(self) -> int:
        """The number of the layer in ``network.layers``."""
        return self._names.index(str(self.state["layer"]))

    @property
    def place(self) -> tuple[int, int, int]:
        """Row, column and map; the last ones where a slider is beyond them."""
        shape = self.shapes[self.layer]
        wanted = (int(self.state[name]) for name in ("row", "column", "map"))
        row, column, unit = (
            min(at, length - 1) for at, length in zip(wanted, shape, strict=True)
        )
        return row, column, unit

    def update(self) -> None:
        """Show the image to the network, draw all its maps, and work out one number."""
        self.index = int(self.state.get("image", 0))
        image = self.images[self.index]
        steps = self.network.activations(image[None])
        self.maps: list[FloatArray] = [each[0] for each in steps[1 : 1 + len(self.shapes)]]
        self.probabilities: FloatArray = self.network.loss.probabilities(steps[-1])[0]
        layer, place = self.layer, self.place
        before, after = steps[layer][0], steps[layer + 1][0]
        self.step = step_of(self.network.layers[layer], before, after, place)
        self.picture.show_maps(image, self.maps)
        self.picture.show_step(self.step, layer, place)
        self.picture.show_answer(self.probabilities)

    def describe(self) -> str:
        """Say what the image is, how the chosen number came about, and the answer."""
        row, column, unit = self.place
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
        return (
            f"Image {self.index}: {self.class_names[self.labels[self.index]]}. Layer "
            f"{self.state['layer']}, map {unit}, one of {self.shapes[self.layer][2]}; row "
            f"{row}, column {column}. {came} The network says {self.class_names[best]}, "
            f"{share(self.probabilities[best])} sure."
        )

    def _choose(self, layer: int, unit: int, row: int, column: int) -> None:
        self.set_controls(
            {"layer": self._names[layer], "map": unit, "row": row, "column": column}
        )
        self.follow()
