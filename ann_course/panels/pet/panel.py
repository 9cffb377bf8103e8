"""A face between cat and dog: what up to three networks say, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ann_course.live import LiveFigure, Panel, dropdown, slider, state as states, toggle
from ann_course.live.words import capital, certainty, moves, share
from ann_course.panels._shared.pet_networks import (
    check_pet_networks,
    small_pet_networks,
)
from ann_course.panels.pet.picture import PetView, covering, probability_of_dog, slopes
from ann_lib import Network
from ann_lib._support.checks import FloatArray
from ann_lib.datasets import draw_pet
from ann_lib.datasets.pet_picture import FLOOR, SIDE
from ann_lib.datasets.pets import CLASS_NAMES, SPREAD
from ann_lib.plots import style

LOOKS = {"not shown": None, "slopes": slopes, "covering": covering}
"""How "where it looks" is found: not at all, by input gradients, by occlusion."""
ALT = (
    "A grey picture of 32 by 32 pixels, a face above a floor, as it is given to {names}. "
    "Beneath it two bars for each: the probability of a cat, blue, and of a dog, orange. "
    "Where it is asked to show where a network looks, the picture is orange if what is "
    "there speaks for a dog, and blue if it speaks for a cat."
)
REACH = 8.0
"""Pixels by which the face can stand off the middle in each direction."""


class PetPanel(Panel):
    """Turn a cat into a dog, move it, change its light; its networks answer at once.

    Parameters
    ----------
    networks : mapping of str to Network, optional
        Name -> network, one to three of them. Each takes pictures of 32×32 (or their 1,024
        pixels in a row) and has an output for cat and one for dog, or a single one for
        dog, with `BinaryCrossEntropy`. By default one neuron, and a network with
        a hidden layer, trained on drawn pets of which half are light on dark.
    start : mapping of str to value, optional
        Values of ``state`` to start with, where they differ from a cat on a plain floor;
        "Reset" goes back to them.

    Attributes
    ----------
    networks : dict of str to Network
    pixels : ndarray, shape (32, 32)
        The picture as the networks get it now.
    probabilities : dict of str to float
        That it is a dog, by each network's name.
    looks : dict of str to ndarray, shape (32, 32)
        Where each looks; empty where that is not shown.

    Examples
    --------
    >>> from ann_lib import BinaryCrossEntropy, Dense, Network
    >>> network = Network([Dense(1024, 1)], loss=BinaryCrossEntropy(), rng=0)
    >>> panel = PetPanel({"one neuron": network})
    >>> panel.state = {"ears": 0, "muzzle": 1}
    >>> panel.face
    'a dog'
    """

    title = "Cat or dog?"
    one_task = True

    def __init__(
        self,
        networks: Mapping[str, Network] | None = None,
        *,
        start: Mapping[str, Any] | None = None,
    ) -> None:
        self.networks = (
            small_pet_networks() if networks is None else check_pet_networks(networks)
        )
        names = list(self.networks)
        wide, high = (3.05, 4.2) if len(names) < 3 else (2.3, 3.6)  # inches for each
        fig, axes = style.figure(
            wide * len(names), high, rows=2, columns=len(names),
            height_ratios=(3.4, 1) if len(names) < 3 else (2.2, 1), squeeze=False,
        )  # fmt: skip
        self.views = [
            PetView(top, bottom, name, int(8.5 * wide))
            for top, bottom, name in zip(*axes, names, strict=True)
        ]
        picture = LiveFigure(
            fig,
            under=[artist for view in self.views for artist in view.under],
            over=[artist for view in self.views for artist in view.over],
            alt=ALT.format(names=" and to ".join(names)),
        )
        controls: dict[str, Any] = {
            "ears": slider("ears", 1.0, 0.0, 1.0, 0.05, explain="0 hang, 1 are pointed"),
            "muzzle": slider("muzzle", 0.0, 0.0, 1.0, 0.05, explain="0 short, 1 long"),
            "right": slider("right", 0.0, -REACH, REACH, 0.5, unit="pixels"),
            "down": slider("down", 0.0, -REACH, REACH, 0.5, unit="pixels"),
            "size": slider("size", 0.9, 0.5, 1.3, 0.05),
            "contrast": slider("contrast", 1.0, 0.0, 1.0, 0.05),
            "light_on_dark": toggle("light on dark", False),
            "background": slider(
                "floor", 0.0, -1.0, 1.0, 0.1, explain="-1 a striped rug, 1 grass"
            ),
            "look": dropdown("where it looks", "not shown", list(LOOKS)),
        }
        groups = {
            "The face": ["ears", "muzzle"],
            "Its place": ["right", "down", "size"],
            "The picture": ["contrast", "light_on_dark", "background"],
            "The networks": ["look"],
        }
        states.begin(controls, start)
        super().__init__(picture, controls, groups=groups)

    @property
    def face(self) -> str:
        """What is drawn, judged by its ears and its muzzle: "a cat", for instance."""
        state = self.state
        if not state["contrast"]:
            return "nothing, since all of it is the same grey"
        traits = 1 - state["ears"], state["muzzle"]  # how much each is a dog's
        if max(traits) <= SPREAD + 1e-9:
            return "a cat"
        if min(traits) >= 1 - SPREAD - 1e-9:
            return "a dog"
        return "something between cat and dog"

    def update(self) -> None:
        """Draw the face, ask each network, and show what they say and look at."""
        state = self.state
        self.pixels: FloatArray = draw_pet(**self._drawn())
        look = LOOKS[str(state["look"])]
        self.probabilities: dict[str, float] = {}
        self.looks: dict[str, FloatArray] = {}
        for view, (name, network) in zip(self.views, self.networks.items(), strict=True):
            p_dog = probability_of_dog(network, self.pixels)
            if look is not None:
                self.looks[name] = look(network, self.pixels)
            self.probabilities[name] = p_dog
            view.show(self.pixels, self.looks.get(name), p_dog)

    def describe(self) -> str:
        """Say what is drawn, what each network makes of it, and where it looks."""
        state = self.state
        light = "light on dark" if state["light_on_dark"] else "dark on light"
        seen = (
            f"ears {state['ears']:.0%} pointed, muzzle {state['muzzle']:.0%} long, "
            f"{light}, contrast {state['contrast']:.0%}, size {state['size']:.0%}, "
            f"{self._place()}, {self._floor()}"
        )
        text = [f"This is {self.face}: {seen if state['contrast'] else 'no contrast'}."]
        answers = []
        for name, p_dog in self.probabilities.items():
            answer = CLASS_NAMES[p_dog > 0.5]
            answers.append(answer)
            text.append(
                f"{capital(name)} says {answer}, {certainty(max(p_dog, 1 - p_dog))} sure."
            )
        if len(answers) > 1:
            text.append("They agree." if len(set(answers)) == 1 else "They disagree.")
        if self.looks:
            text.append(self._looking())
        return " ".join(text)

    def code(self) -> str:
        """Return the Python that builds the panel, and the picture without it."""
        traits = ", ".join(f"{name}={value!r}" for name, value in self._drawn().items())
        draw = "from ann_lib.datasets import draw_pet\n"
        return f"{draw}{super().code()}picture = draw_pet({traits})\n"

    def _drawn(self) -> dict[str, Any]:
        state = self.state
        dark = {"polarity": -1 if state["light_on_dark"] else 1}
        others = ("light_on_dark", "look")
        return {n: value for n, value in (state | dark).items() if n not in others}

    def _place(self) -> str:
        steps = moves(self.state, ("right of", "left of"), ("below", "above"))
        return f"{' and '.join(steps)} the middle" if steps else "in the middle"

    def _floor(self) -> str:
        kind = self._drawn()["background"]
        if not kind:
            return "on a plain floor"
        return f"on {'grass' if kind > 0 else 'a striped rug'} drawn at {abs(kind):.0%}"

    def _looking(self) -> str:
        """Say where the networks look, and how much of that is the floor."""
        covered = self.state["look"] == "covering"
        parts = []
        for name, looks in self.looks.items():
            size = np.abs(looks)
            if not size.any():
                parts.append(f"0{'' if covered else '%'} for {name}")
                continue
            row, column = np.unravel_index(size.argmax(), size.shape)
            part = share(size[-FLOOR:].sum() / size.sum())
            most = f"{size.max():.2f} at row {row}, column {column} ({part} on the floor)"
            parts.append(f"{most if covered else part} for {name}")
        what = (
            "Covering one tile changes dog's lead over cat by at most"
            if covered
            else "The share of the slopes that lies on the floor:"
        )
        return f"{what} {', '.join(parts)}. The floor is {FLOOR / SIDE:.0%} of the picture."
