"""A network layer by layer: what a unit answers to, and what happens without it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ann_course.live import Panel, dropdown, slider
from ann_course.live.words import certainty, short
from ann_course.panels._shared.example_networks import shapes_or
from ann_course.panels.layers.picture import N_BEST, LayerPicture
from ann_lib._support.checks import FloatArray
from ann_lib.inspection import best_patches, receptive_field, units_off
from ann_lib.layers import Dropout, Flatten
from ann_lib.network import Network

NOTHING, UNIT, OTHERS, LAYER = "nothing", "this unit", "all the others", "the whole layer"


class LayerPanel(Panel):
    """Choose a layer and a unit, see what it answers to, and switch it off.

    Parameters
    ----------
    network : Network, optional
        A classifier of images, convolutional or dense. By default a small one, trained on
        drawn shapes. It is not changed.
    x : array_like, shape (n_images, side, side, channels) or (n_images, n_pixels), optional
        Images, grey or in colour, 0 to 1; the first 200 are taken. The patches are
        cut from these, and the accuracy is measured on these.
    y : array_like of int, shape (n_images,), optional
        What they are.
    class_names : sequence of str, optional
        The class numbers by default.

    Attributes
    ----------
    answers : ndarray, shape (height, width)
        The unit's answers to the image, at all its places.
    probabilities : ndarray, shape (n_classes,)
        The network's answer to the image, without what is switched off.
    accuracy : float
        On all the images, without what is switched off.

    Examples
    --------
    >>> panel = LayerPanel()
    >>> panel.state = {"off": "the whole layer"}
    >>> panel.accuracy < 0.5
    True
    """

    title = "Layer by layer"

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
        self._layers = {
            f"{i}: {type(layer).__name__}": i
            for i, layer in enumerate(network.layers)
            if not isinstance(layer, Dropout | Flatten)
        }
        self._best: dict[tuple[int, int], tuple[FloatArray, FloatArray]] = {}
        self._accuracies: dict[tuple[Any, ...], float] = {}
        most = max(network.shapes[i + 1][-1] for i in self._layers.values())
        controls: dict[str, Any] = {
            "layer": dropdown("layer", next(iter(self._layers)), list(self._layers)),
            "unit": slider("unit", 0, 0, max(1, most - 1), 1),
            "off": dropdown("switched off", NOTHING, [NOTHING, UNIT, OTHERS, LAYER]),
        }
        groups = {"What is looked at": ["layer", "unit"], "What is missing": ["off"]}
        if len(self.images) > 1:
            controls["image"] = slider("image", 0, 0, len(self.images) - 1, 1)
            groups = {"The image": ["image"]} | groups
        self.picture = LayerPicture(self.class_names, self.images.shape[1])
        super().__init__(self.picture.figure, controls, groups=groups)

    @property
    def layer(self) -> int:
        """The layer's number in ``network.layers``."""
        return self._layers[str(self.state["layer"])]

    @property
    def n_units(self) -> int:
        """How many units, or channels, that layer has."""
        return self.network.shapes[self.layer + 1][-1]

    @property
    def unit(self) -> int:
        """The unit's number; the last one where the slider is beyond it."""
        return min(int(self.state["unit"]), self.n_units - 1)

    @property
    def off(self) -> list[int]:
        """The numbers of the units that are switched off."""
        every = range(self.n_units)
        return {
            NOTHING: [],
            UNIT: [self.unit],
            OTHERS: [unit for unit in every if unit != self.unit],
            LAYER: list(every),
        }[str(self.state["off"])]

    def update(self) -> None:
        """Ask the network with and without those units, and show what the unit does."""
        layer, unit, off = self.layer, self.unit, self.off
        self.index = int(self.state.get("image", 0))
        image = self.images[self.index]
        steps = self.network.activations(self._given(image[None]))
        output = steps[layer + 1][0]
        self.answers: FloatArray = output[..., unit].reshape(
            output.shape[:2] if output.ndim == 3 else (1, 1)
        )
        row, column = divmod(int(self.answers.argmax()), self.answers.shape[1])
        self.place = row, column
        if len(self.network.shapes[0]) > 1:
            self.sees = receptive_field(self.network, layer, row, column)
        else:
            self.sees = slice(0, image.shape[0]), slice(0, image.shape[1])
        self.patches, self.best = self._best_of(layer, unit)
        largest = float(max(np.abs(self.best[0]), np.abs(self.answers).max())) or 1.0
        self.picture.show_unit(image, self.answers, self.sees, self.place, largest)
        self.picture.show_patches(self.patches, self.best)
        self.before: FloatArray = self.network.loss.probabilities(steps[-1])[0]
        self.probabilities, self.accuracy = self.before, self._accuracy(layer, [])
        if off:
            with units_off(self.network, layer, off):
                self.probabilities = self.network.predict_proba(self._given(image[None]))[0]
            self.accuracy = self._accuracy(layer, off)
        self.picture.show_answer(self.probabilities, self.before if off else None)

    def describe(self) -> str:
        """Say what the unit does here, and what the network does without it."""
        names, (row, column) = self.class_names, self.place
        rows, columns = self.sees
        kind = type(self.network.layers[self.layer]).__name__
        last = ", the last" if self.state["unit"] > self.unit else ""
        text = [
            f"Image {self.index}: {names[self.labels[self.index]]}.",
            f"Unit {self.unit}{last} of the {self.n_units} in layer {self.layer}, {kind}, "
            f"answers {short(self.answers[row, column])}",
        ]
        if self.answers.size > 1:
            text.append(f"at most, at row {row}, column {column},")
        text.append(
            f"where it sees rows {rows.start} to {rows.stop - 1} and columns "
            f"{columns.start} to {columns.stop - 1} of the image. Of {len(self.images)} "
            f"images, its strongest answer is {short(self.best[0])}."
        )
        best = int(self.probabilities.argmax())
        answer = (
            f"The network says {names[best]}, {certainty(self.probabilities[best])} sure"
        )
        if not self.off:
            text.append(f"{answer}; it is right about {self.accuracy:.1%} of them.")
            return " ".join(text)
        first, whole = int(self.before.argmax()), self._accuracy(self.layer, [])
        was = f"instead of {names[first]}, " if first != best else "and was "
        text.append(
            f"Switched off: {self.state['off']}. {answer}, {was}"
            f"{certainty(self.before[first])}. It is right about {self.accuracy:.1%} of "
            f"the images, instead of {whole:.1%}."
        )
        return " ".join(text)

    def _given(self, images: FloatArray) -> FloatArray:
        return images.reshape(len(images), *self.network.shapes[0])

    def _best_of(self, layer: int, unit: int) -> tuple[FloatArray, FloatArray]:
        """Return patches as images, and answers: found once per unit."""
        if (layer, unit) not in self._best:
            given = self._given(self.images)
            patches, answers = best_patches(self.network, layer, unit, given, N_BEST)
            if patches[0].size == self.images[0].size:  # the whole input, maybe in one row
                patches = patches.reshape(-1, *self.images.shape[1:])
            self._best[layer, unit] = patches.reshape(*patches.shape[:3], -1), answers
        return self._best[layer, unit]

    def _accuracy(self, layer: int, off: list[int]) -> float:
        """Return the accuracy without those units: measured once per choice."""
        key = (layer, *off) if off else ()
        if key not in self._accuracies:
            with units_off(self.network, layer, off):
                right = self.network.predict(self._given(self.images)) == self.labels
            self._accuracies[key] = float(right.mean())
        return self._accuracies[key]
