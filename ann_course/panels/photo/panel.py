"""A photo of a digit on paper: how it becomes what a network can read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ann_course.live import Panel, slider
from ann_course.live.layout import Parts
from ann_course.live.words import certainty, with_article
from ann_course.panels._shared.chosen_photo import OWN, ChosenPhoto
from ann_course.panels._shared.classifier import check_classifier
from ann_course.panels._shared.example_networks import small_reader
from ann_course.panels.digit.layers import check_side
from ann_course.panels.photo.picture import PhotoPicture
from ann_course.panels.photo.samples import DIGITS, photograph
from ann_lib._support.checks import FloatArray
from ann_lib.datasets.photo import PreparedPhoto, prepare_photo, scale_photo
from ann_lib.network import Network

SAMPLES = tuple(with_article(digit) for digit in range(10))
"""The photos that are there, made by the course itself."""
FIRST = 3


class PhotoPanel(Panel):
    """Choose a photo of a digit, see it prepared step by step, and have it read.

    Beside it the same network reads the photo merely scaled to as many pixels.

    Parameters
    ----------
    network : Network, optional
        A classifier of square images of one channel, flattened or not; photos are prepared
        for it as scikit-learn's digits where it takes 8×8 pixels, otherwise as MNIST. By
        default a small one, trained on scikit-learn's digits.
    photo : str, Path or array_like, shape (height, width, 3), optional
        A photo to begin with: a file's path, or what `read_photo` returned. Others can be
        chosen in the panel.

    Attributes
    ----------
    photo : ndarray, shape (height, width, 3)
    prepared : PreparedPhoto
        What each step makes of it.
    scaled : ndarray, shape (side, side)
        The photo merely scaled.
    answers : tuple of two ndarray, shape (n_classes,)
        The network's probabilities for what was prepared, and for what was scaled.

    Examples
    --------
    >>> panel = PhotoPanel()
    >>> panel.state = {"photo": "a 7"}
    >>> [int(answer.argmax()) for answer in panel.answers]
    [7, 4]
    """

    title = "Your own photo"
    one_task = True

    def __init__(
        self,
        network: Network | None = None,
        photo: str | Path | ArrayLike | None = None,
    ) -> None:
        self.network = check_classifier(small_reader()[0] if network is None else network)
        self.side = check_side(self.network)
        rng = np.random.default_rng(4)
        samples = [photograph(strokes, rng=rng) for strokes in DIGITS]
        self.chosen = ChosenPhoto(
            dict(zip(SAMPLES, samples, strict=True)),
            photo,
            first=SAMPLES[FIRST],
            by_path="PhotoPanel(network, {name!r})",
            arrived=self._arrived,
        )
        self.upload = self.chosen.upload
        self.picture = PhotoPicture(self.network.shapes[-1][0])
        controls: dict[str, Any] = {
            "photo": self.chosen.choice,
            "turn": slider("turn", 0, 0, 270, 90, unit="°", explain="To the right"),
            "shade": slider(
                "shade", 1.0, 0.0, 1.0, 0.05, explain="How much of it is taken away"
            ),
            "threshold": slider(
                "threshold", 0.4, 0.1, 0.9, 0.05,
                explain="Ink is what is darker than this part of the darkest",
            ),
        }  # fmt: skip
        groups = {"The photo": ["photo", "turn"], "Preparation": ["shade", "threshold"]}
        super().__init__(self.picture.figure, controls, groups=groups)

    def arrange(self, parts: Parts) -> Any:
        """Return the body as usual, with the choice of a file first."""
        return self.chosen.arrange(parts)

    def update(self) -> None:
        """Prepare the photo, have both images of it read, and draw all of it."""
        state = self.state
        self.photo: FloatArray = self.chosen.turned(state["turn"])
        self.prepared: PreparedPhoto = prepare_photo(
            self.photo, self.side, shade=state["shade"], threshold=state["threshold"]
        )
        self.scaled: FloatArray = scale_photo(self.photo, self.side)
        images = self.prepared.image, self.scaled
        both = np.stack(images).reshape(2, *self.network.shapes[0])
        first, second = self.network.predict_proba(both)
        self.answers: tuple[FloatArray, FloatArray] = first, second
        self.picture.show(self.photo, self.prepared, images, self.answers)

    def describe(self) -> str:
        """Say which photo it is, where the ink was found, and what the network reads."""
        prepared = self.prepared
        text = [self.chosen.describe(self.photo, self.state["turn"])]
        naive, shape = self.answers[1], f"{self.side} × {self.side}"
        if prepared.box is None:
            text.append(
                "No ink is found on it: it must be darker than the paper around it, and "
                "darker than the threshold."
            )
        else:
            top, bottom, left, right = prepared.box
            text.append(
                f"The ink is in rows {top} to {bottom - 1}, columns {left} to {right - 1}. "
                f"Prepared, in {shape} pixels, it is read as {_said(self.answers[0])}."
            )
        text.append(f"Merely scaled, as {_said(naive)}.")
        return " ".join(text)

    def code(self) -> str:
        """Return the Python that builds the panel, and the image without it."""
        state = self.state
        how = f"shade={state['shade']!r}, threshold={state['threshold']!r}"
        return (
            "from ann_lib.datasets import prepare_photo\n"
            f"{super().code()}"
            f"image = prepare_photo(panel.photo, {self.side}, {how}).image\n"
        )

    def _arrived(self, name: str) -> None:
        """Show the photo that was brought."""
        self._built_with: dict[str, Any] = self._built_with | {"photo": name}
        self.set_controls({"photo": OWN, "turn": 0})
        self.follow()


def _said(probabilities: FloatArray) -> str:
    best = int(probabilities.argmax())
    return f"{with_article(best)}, {certainty(float(probabilities[best]))} sure"
