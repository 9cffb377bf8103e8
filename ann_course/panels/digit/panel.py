"""Draw a digit and watch a network read it: every layer answers as you draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ann_course.live import Panel, button
from ann_course.live.layout import Parts
from ann_course.live.tour import Place, Stop, Tour
from ann_course.panels._shared.classifier import check_classifier, check_images
from ann_course.panels._shared.example_networks import small_reader
from ann_course.panels.digit import words
from ann_course.panels.digit.carriers import Carriers
from ann_course.panels.digit.controls import arrange, make_controls
from ann_course.panels.digit.edits import Edits
from ann_course.panels.digit.layers import (
    activation_of,
    check_side,
    lead_of,
    parts_of,
)
from ann_course.panels.digit.pad import DrawingPad
from ann_course.panels.digit.picture import DigitPicture
from ann_course.panels.digit.strokes import Strokes, changed, picture
from ann_course.panels.digit.tally import Tally
from ann_course.panels.digit.unit import UnitNumbers, UnitPicture
from ann_lib._support.checks import FloatArray, IntArray
from ann_lib.inspection import input_gradient
from ann_lib.network import Network

_NO_IMAGES = np.zeros((0, 1, 1)), np.zeros(0, dtype=int)
_SEVEN = [[[0.25, 0.8], [0.5, 0.82], [0.75, 0.8], [0.6, 0.5], [0.5, 0.2]]]
_PLAIN = {"right": 0, "down": 0, "turn": 0, "blur": 0.0, "noise": 0.0, "flip": False}


class DigitPanel(Panel):
    """Draw a digit, or load one, change it, and see what each layer makes of it.

    A drawing is centred and scaled as the training images were: for networks on 8×8
    pixels as scikit-learn's digits, for all others as MNIST.

    Parameters
    ----------
    network : Network, optional
        A classifier of square images of one channel, flattened or not. By default a
        small one, trained on scikit-learn's digits.
    x : array_like, shape (n_samples, n_pixels) or (n_samples, side, side, 1), optional
        Test images to load, 0 (paper) to 1 (ink). By default 50 held-out digits where
        the network is the default one, otherwise none.
    y : array_like of int, shape (n_samples,), optional
        What they are.

    Attributes
    ----------
    pixels : ndarray, shape (side, side)
        The image as the network gets it now.
    probabilities : ndarray, shape (n_classes,)
        The network's answer to it.
    slopes : ndarray, shape (side, side), or None
        How much more ink in each pixel would raise the answer's logit above that of the
        next best; None unless it is asked for.
    drawing : list of strokes
        Each a list of points [x, y], from 0 at the lower left to 1.
    tally : Tally
        What the learner says that the drawings were, and what the network called them.
    edits : Edits
        Weights and biases by hand, which stand in for the network's own here; the
        network itself keeps them.

    Examples
    --------
    >>> panel = DigitPanel()
    >>> panel.state = {"drawing": [[[0.5, 0.9], [0.5, 0.1]]], "image": 0}
    >>> int(panel.probabilities.argmax())
    1
    """

    title = "Draw a digit"

    def __init__(
        self,
        network: Network | None = None,
        x: ArrayLike | None = None,
        y: ArrayLike | None = None,
    ) -> None:
        if (x is None) != (y is None) or (network is None and x is not None):
            raise ValueError(
                "x and y must be given together, and with the network that reads them."
            )
        if network is None:
            network, x, y = small_reader()
        self.network = check_classifier(network)
        self.side = check_side(self.network)
        images: tuple[FloatArray, IntArray] = _NO_IMAGES
        if x is not None and y is not None:
            images = check_images(self.network, x, y)
        self.images, self.labels = images
        self.parts = parts_of(self.network, self.side)
        self.edits = Edits(self.parts)
        self.pad = DrawingPad(self._show_drawing)
        self.picture = DigitPicture(self.side, self.parts, self._choose)
        self.unit_picture = UnitPicture(self._choose_input)
        self.unit_numbers = UnitNumbers(self.edits)
        self.carriers = Carriers(self._choose_carrier)
        self.tally = Tally(self.parts[-1].n_units, self.tell)
        self.undo_button = button("Undo", explain="Take back what was drawn last")
        self.undo_button.on_click(lambda _: self.undo())
        self.clear_button = button(
            "Clear", explain="Take the drawing away; Undo brings it back"
        )
        self.clear_button.on_click(lambda _: self.clear())
        controls, groups = make_controls(
            self.side,
            len(self.images),
            len(self.parts),
            max(part.n_units for part in self.parts),
            max(part.n_inputs for part in self.parts),
        )
        controls |= {
            "drawing": self.pad,
            "edits": self.edits,
            "counted": self.tally,
        }
        super().__init__(
            [self.pad.figure, self.picture.figure, self.unit_picture.figure],
            controls,
            groups=groups,
            buttons=[self.undo_button, self.pad.eraser, self.clear_button],
        )
        self.tour = self._make_tour()

    def draws_ahead(self, slider: Any) -> bool:
        """Return whether it leaves the sliders of a weight and a bias where they are."""
        return slider not in [self.controls[name] for name in ("layer", "unit", "input")]

    def locate(self, name: str) -> Place:
        """Return where "pixels", "units", "answers" or "weights" are."""
        if name == "weights":
            figure = self.unit_picture.figure
            return Place(figure, figure.frame_of(self.unit_picture.ax))
        column = {"pixels": 0, "units": 1, "answers": -1}
        if name not in column:
            return super().locate(name)
        figure = self.picture.figure
        return Place(figure, figure.frame_of(self.picture.axes[column[name]]))

    def _make_tour(self) -> Tour:
        """Return a tour of a drawn seven, with or without hidden units between."""
        drawn: dict[str, Any] = _PLAIN | {"drawing": _SEVEN, "slopes": False}
        if "image" in self.controls:
            drawn["image"] = 0
        stops = [
            Stop(
                "A seven was drawn. This is all that the network gets of it: "
                f"{self.side} × {self.side} numbers, from 0 for paper to 1 for ink.",
                "pixels",
                drawn,
            ),
            Stop(
                "The answers come out here, each with the probability that the network "
                "gives it. Together they are 1.",
                "answers",
            ),
            Stop(
                "These are the weights of the unit that is framed, each at the pixel that "
                "it multiplies. Ink on orange speaks for the unit, ink on blue against it.",
                "weights",
                {"unit": 0},
            ),
            Stop(
                "What would change its mind? A square on each pixel: orange where more ink "
                "speaks for the answer, blue where it speaks against it.",
                "pixels",
                {"slopes": True},
            ),
            Stop("Your turn: draw a digit, in your own hand."),
        ]
        if len(self.parts) > 1:
            units = (
                "In between are the hidden units: orange where one is positive, blue where "
                "it is negative. None of them has a name; they are what training made of "
                "them."
            )
            stops.insert(1, Stop(units, "units"))
        return Tour(*stops)

    def arrange(self, parts: Parts) -> Any:
        """Return the panel's body."""
        numbers = self.unit_numbers
        return arrange(
            parts,
            drawing=self.pad.widget,
            said=self.tally.widget,
            network=self.picture.figure.widget,
            weights=self.unit_picture.figure.widget,
            carriers=[self.carriers.widget] if len(self.parts) > 1 else [],
            by_hand=[numbers.weight, numbers.bias],
            as_trained=numbers.button,
        )

    @property
    def drawing(self) -> Strokes:
        """The strokes on the pad."""
        strokes: Strokes = self.state["drawing"]
        return strokes

    @property
    def silent(self) -> tuple[str, ...]:  # type: ignore[override]
        """What moves ink changes nothing where there is none."""
        return () if self._source().any() else ("right", "down", "turn", "blur")

    def clear(self) -> None:
        """Take the drawing away, and show the network blank paper."""
        self._show_drawing()
        self.set_controls({"drawing": []})
        self.follow()

    def undo(self) -> None:
        """Take back what was drawn or erased last; after `clear`, all of that."""
        self._show_drawing()
        self.pad.undo()
        self.follow()

    def tell(self, digit: int) -> None:
        """Say what the drawing is, and count whether it is read correctly.

        The next stroke begins another drawing; until then another digit may be said.
        """
        self.flush()
        if self._image or not self.pad.value:
            return
        answer = int(self.probabilities.argmax())
        self.tally.count(digit, answer, again=self.pad.counted)
        self.pad.counted = True
        self.follow()

    def update(self) -> None:
        """Change the image, ask the network, and show what each layer says."""
        state = self.state
        row, column = state["row"], state["column"]
        pixels = changed(self._source(), state)
        self._before = float(pixels[row, column])
        if state["flip"]:
            pixels[row, column] = 1 - pixels[row, column]
        self.pixels = pixels
        with self.edits.applied():
            self._ask(pixels.reshape(1, *self.network.shapes[0]), state)

    def _ask(self, given: FloatArray, state: Mapping[str, Any]) -> None:
        """Ask the network, and show what each layer says."""
        steps = self.network.activations(given)
        self.probabilities: FloatArray = self.network.loss.probabilities(steps[-1])[0]
        self.slopes = self._slopes(given) if state["slopes"] else None
        next_best, best = (int(k) for k in np.argsort(self.probabilities)[-2:])
        if len(self.parts) > 1:
            lead = lead_of(self.parts, steps, best, next_best)
            self.carriers.show(lead, best, next_best)
        layer, unit, source = self._chosen(state)
        part = self.parts[layer]
        shown = not state.get("image")
        self.pad.show(faded=not shown or self.pad.counted)
        self.tally.show(drawn=shown and bool(self.pad.value))
        self.picture.show(self.pixels, steps, self.probabilities, self.slopes)
        self.picture.mark(state["row"], state["column"], layer, unit)
        self.unit_picture.show(part, unit, source)
        bend = activation_of(self.network, part)
        name = self._name(layer, unit)
        self._unit_says = words.unit_sum(part, unit, steps, name, bend)
        self._weight_says = words.weight(part, unit, source, steps)
        self.unit_numbers.show(layer, unit, source)

    def describe(self) -> str:
        """Say what the network is shown, what it answers, and what was changed."""
        state, label = self.state, self._label()
        next_best, best = np.argsort(self.probabilities)[-2:]
        row, column = state["row"], state["column"]
        now = float(self.pixels[row, column])
        said = [
            words.subject(
                *(state.get("image", 0), label, len(self.pad.value)),
                blank=not self.pixels.any(),
            ),
            words.answer(self.probabilities, label),
            self.tally.describe(),
            words.changes(state),
            words.mind(self.slopes, best, next_best) if self.slopes is not None else "",
            words.pixel(row, column, self.side, self._before, now),
            self._unit_says,
            self._weight_says,
            words.by_hand(len(self.edits.value)),
            "The pad is full: clear it to draw on." if self.pad.full else "",
        ]
        return " ".join(sentence for sentence in said if sentence)

    # What is shown to the network.

    @property
    def _image(self) -> int:
        """The number of the test image that is shown; 0 for the drawing."""
        return self.controls["image"].value if "image" in self.controls else 0

    def _label(self) -> int | None:
        """Return what the test image is; None where the drawing is shown."""
        return int(self.labels[self._image - 1]) if self._image else None

    def _source(self) -> FloatArray:
        """Return the test image or the drawing, before anything was changed."""
        if self._image:
            chosen: FloatArray = self.images[self._image - 1]
            return chosen
        return picture(self.pad.value, self.side)

    def _slopes(self, given: FloatArray) -> FloatArray:
        """Return the slope of the answer's logit minus that of the next best."""
        next_best, best = np.argsort(self.probabilities)[-2:]
        both = input_gradient(self.network, np.concatenate([given] * 2), [best, next_best])
        return (both[0] - both[1]).reshape(self.side, self.side)

    # What is chosen and drawn.

    def _chosen(self, state: Mapping[str, Any]) -> tuple[int, int, int]:
        """Return layer, unit and input; a smaller layer has none beyond its last."""
        layer = state.get("layer", 1) - 1
        part = self.parts[layer]
        unit = min(state["unit"], part.n_units - 1)
        return layer, unit, min(state["input"], part.n_inputs - 1)

    def _name(self, layer: int, unit: int) -> str:
        if layer == len(self.parts) - 1:
            return f"Output {unit}"
        return f"Unit {unit}" + (f" of layer {layer + 1}" if len(self.parts) > 2 else "")

    def _show_drawing(self) -> None:
        if "image" in self.controls:
            self.set_controls({"image": 0})

    def _choose(
        self, row: int | None, column: int | None, layer: int | None, unit: int | None
    ) -> None:
        """Flip the pixel or choose the unit that was pointed at."""
        state = self.state
        if layer is not None:
            chosen: dict[str, Any] = {"unit": unit}
            if "layer" in state:
                chosen["layer"] = layer + 1
        else:
            again = (row, column) == (state["row"], state["column"])
            flip = not (again and state["flip"])
            chosen = {"row": row, "column": column, "flip": flip}
        self.set_controls(chosen)
        self.follow()

    def _choose_carrier(self, unit: int) -> None:
        self._choose(None, None, len(self.parts) - 2, unit)

    def _choose_input(self, source: int) -> None:
        self.set_controls({"input": source})
        self.follow()
