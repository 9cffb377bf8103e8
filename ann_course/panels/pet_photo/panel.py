"""A photo of a pet, or of anything: what networks get of it, and what they say."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ann_course.live import Panel, dropdown, slider
from ann_course.live.layout import Parts
from ann_course.live.words import capital, certainty
from ann_course.panels._shared.chosen_photo import OWN, ChosenPhoto
from ann_course.panels._shared.pet_networks import check_pet_networks, small_pet_networks
from ann_course.panels.pet.picture import covering, probability_of_dog
from ann_course.panels.pet_photo.picture import Answers, Steps
from ann_course.panels.pet_photo.samples import PART, PETS, photographed
from ann_lib import Network
from ann_lib._support.checks import FloatArray
from ann_lib.datasets.pet_picture import SIDE
from ann_lib.datasets.pets import CLASS_NAMES
from ann_lib.datasets.photo import CroppedPhoto, crop_photo, scale_photo

LEAST = 0.4
"""Side of the smallest square, for the photo's shorter side."""
LOOKS = ("not shown", "covering")
_MIDDLE = {"right": 0.0, "down": 0.0}


class PetPhotoPanel(Panel):
    """Choose a photo, move a square over it, and see what networks say to what is in it.

    Parameters
    ----------
    networks : mapping of str to Network, optional
        Name -> network, one to three of them. Each tells cat from dog, as `PetPanel` takes
        them, or in colour: pictures of 32×32×3 or their 3,072 numbers in a row. By default
        those of `PetPanel`, which know only drawings.
    photo : str, Path or array_like, shape (height, width, 3), optional
        A photo to begin with: a file's path, or what `ann_lib.datasets.read_photo`
        returned. Others can be chosen in the panel.

    Attributes
    ----------
    photo : ndarray, shape (height, width, 3)
    cropped : CroppedPhoto
        The square, and what is made of it.
    given : dict of str to ndarray, shape (32, 32) or (32, 32, 3)
        What each network gets: ink, 0 (light) to 1 (dark), or colours.
    probabilities : dict of str to float
        That it is a dog, by each network's name.
    looks : dict of str to ndarray, shape (32, 32)
        Where each looks; empty where that is not shown.

    Examples
    --------
    >>> from ann_lib import BinaryCrossEntropy, Dense, Network
    >>> network = Network([Dense(3072, 1)], loss=BinaryCrossEntropy(), rng=0)
    >>> panel = PetPhotoPanel({"one neuron": network})
    >>> panel.state = {"photo": "a drawn dog", "size": 0.5}
    >>> panel.given["one neuron"].shape
    (32, 32, 3)
    """

    title = "Your own photo: cat or dog?"
    one_task = True

    def __init__(
        self,
        networks: Mapping[str, Network] | None = None,
        photo: str | Path | ArrayLike | None = None,
    ) -> None:
        self.networks = (
            small_pet_networks()
            if networks is None
            else check_pet_networks(networks, coloured=True)
        )
        self.chosen = ChosenPhoto(
            {name: photographed(**traits) for name, traits in PETS.items()},
            photo,
            by_path="PetPhotoPanel(networks, {name!r})",
            arrived=self._arrived,
        )
        self.upload = self.chosen.upload
        self.steps, self.answers = Steps(), Answers([*self.networks])
        place = "0 in the middle; it moves where there is room"
        controls: dict[str, Any] = {
            "photo": self.chosen.choice,
            "turn": slider("turn", 0, 0, 270, 90, unit="°", explain="To the right"),
            "size": slider(
                "size", PART, LEAST, 1.0, 0.05, explain="1 is the largest that fits"
            ),
            "right": slider("right", 0.0, -1.0, 1.0, 0.1, explain=place),
            "down": slider("down", 0.0, -1.0, 1.0, 0.1, explain=place),
            "look": dropdown("where it looks", LOOKS[0], LOOKS),
        }
        groups = {
            "The photo": ["photo", "turn"],
            "The square": ["size", "right", "down"],
            "The networks": ["look"],
        }
        super().__init__([self.steps.figure, self.answers.figure], controls, groups=groups)

    def arrange(self, parts: Parts) -> Any:
        """Return the body as usual, with the choice of a file beneath the controls."""
        return self.chosen.arrange(parts)

    def update(self) -> None:
        """Crop and scale the photo, ask each network, and draw all of it."""
        state = self.state
        self.photo: FloatArray = self.chosen.turned(state["turn"])
        where = {name: state[name] for name in ("size", "right", "down")}
        self.cropped: CroppedPhoto = crop_photo(self.photo, SIDE, **where)
        self.given: dict[str, FloatArray] = {
            name: self._given(network) for name, network in self.networks.items()
        }
        self.probabilities: dict[str, float] = {
            name: probability_of_dog(network, self.given[name])
            for name, network in self.networks.items()
        }
        self.looks: dict[str, FloatArray] = {}
        if state["look"] == "covering":
            for name, network in self.networks.items():
                self.looks[name] = covering(network, self.given[name])
        self.steps.show(self.photo, self.cropped)
        self.answers.show(self.given, self.probabilities, self.looks)

    def _given(self, network: Network) -> FloatArray:
        """Return what a network gets: colours, or how dark each pixel is."""
        image = self.cropped.image
        in_colour = math.prod(network.shapes[0]) == image.size
        return image if in_colour else scale_photo(image, SIDE)

    def describe(self) -> str:
        """Say which photo it is, where the square lies, and what each network says."""
        state = self.state
        top, bottom, left, right = self.cropped.box
        text = [
            self.chosen.describe(self.photo, state["turn"]),
            f"The square has rows {top} to {bottom - 1}, columns {left} to {right - 1}.",
        ]
        for name, p_dog in self.probabilities.items():
            numbers = self.given[name].size
            how = "in colour" if numbers > SIDE * SIDE else "in grey"
            answer = CLASS_NAMES[p_dog > 0.5]
            text.append(
                f"{capital(name)} gets {numbers:,} numbers, {how}, and says "
                f"{answer}, {certainty(max(p_dog, 1 - p_dog))} sure."
            )
            if name in self.looks:
                size = np.abs(self.looks[name])
                row, column = np.unravel_index(size.argmax(), size.shape)
                text.append(
                    f"Covering one tile changes dog's lead over cat by at most "
                    f"{size.max():.2f}, at row {row}, column {column}."
                )
        return " ".join(text)

    def code(self) -> str:
        """Return the Python that builds the panel, and the image without it."""
        where = ", ".join(f"{name}={self.state[name]!r}" for name in ("size", *_MIDDLE))
        return (
            "from ann_lib.datasets import crop_photo\n"
            f"{super().code()}"
            f"image = crop_photo(panel.photo, {SIDE}, {where}).image\n"
        )

    def _arrived(self, name: str) -> None:
        """Show the photo that was brought, as much of it as a square holds."""
        self._built_with: dict[str, Any] = self._built_with | {"photo": name}
        self.set_controls({"photo": OWN, "turn": 0, "size": 1.0} | _MIDDLE)
        self.follow()
