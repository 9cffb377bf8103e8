"""Drawings and pictures with their names, and the network that has learned them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import traitlets

from ann_course.panels.digit.strokes import Strokes, check_strokes, picture
from ann_lib import Adam, Dense, Network, ReLU, SoftmaxCrossEntropy
from ann_lib._support.checks import FloatArray, check_choice, describe
from ann_lib.datasets.augment import jitter

SIDE = 16
"""Pixels of a drawing, each way."""
HANDS = ("me", "a neighbour")
MOST = 200
"""Drawings that an album holds."""
EPOCHS, BATCH = 60, 16

Ink = Strokes | str
"""Strokes of a pen; or a picture's pixels row by row, two hexadecimal digits each."""
_PICTURE = re.compile(f"[0-9a-f]{{{2 * SIDE * SIDE}}}")


def written(image: FloatArray) -> str:
    """Return a picture, shape (16, 16), 0 (paper) to 1 (ink), as text.

    So it stands in a file, and in the panel's code.
    """
    return np.round(255 * np.clip(image, 0, 1)).astype(np.uint8).tobytes().hex()


def pixels_of(ink: Ink) -> FloatArray:
    """Return what a network gets of a drawing or a picture, shape (16, 16), 0 to 1."""
    if not isinstance(ink, str):
        return picture(ink, SIDE)
    grey = np.frombuffer(bytes.fromhex(ink), dtype=np.uint8) / 255
    return grey.reshape(SIDE, SIDE)


@dataclass(frozen=True)
class Drawing:
    """A drawing or a picture that was kept.

    Attributes
    ----------
    name : str
        What it is.
    hand : str
        Whose it is, one of `HANDS`.
    called : str
        What the network called it before it was told; empty if it had learned nothing.
    ink : list of strokes, or str
    """

    name: str
    hand: str
    called: str
    ink: Ink

    @property
    def pixels(self) -> FloatArray:
        """What a network gets of it, shape (16, 16)."""
        return pixels_of(self.ink)


class Album(traitlets.HasTraits):
    """The drawings of a panel, as plain values that can be saved.

    Parameters
    ----------
    names : sequence of str
        Of the classes.

    Attributes
    ----------
    value : list
        Of [name, hand, called, ink]; may be observed.
    """

    value: traitlets.List[list[Any]] = traitlets.List()

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = list(names)

    @property
    def drawings(self) -> list[Drawing]:
        """All of them, the oldest first."""
        return [Drawing(*each) for each in self.value]

    def check(self, drawings: object) -> list[list[Any]]:
        """Return drawings as ``value`` has them, or raise an error in words."""
        if not isinstance(drawings, list | tuple) or len(drawings) > MOST:
            raise ValueError(
                f"album must be a list of at most {MOST} drawings, got "
                f"{describe(drawings)}."
            )
        return [self._check_one(drawing, k) for k, drawing in enumerate(drawings)]

    def _check_one(self, drawing: Any, k: int) -> list[Any]:
        if not isinstance(drawing, list | tuple) or len(drawing) != 4:
            raise ValueError(
                f"album[{k}] must be [name, hand, called, ink], got {describe(drawing)}."
            )
        name, hand, called, ink = drawing
        check_choice(name, f"album[{k}][0]", self.names)
        check_choice(hand, f"album[{k}][1]", HANDS)
        check_choice(called, f"album[{k}][2]", ["", *self.names])
        if isinstance(ink, str):
            if not _PICTURE.fullmatch(ink):
                raise ValueError(
                    f"album[{k}] must have {SIDE} × {SIDE} pixels, two hexadecimal digits "
                    f"each, or strokes, got {describe(ink)}."
                )
            return [name, hand, called, ink]
        strokes = check_strokes(ink)
        if not strokes:
            raise ValueError(f"album[{k}] has no strokes.")
        return [name, hand, called, strokes]


def rate(drawings: Sequence[Drawing], hand: str) -> tuple[int, int]:
    """Return how many of a hand's drawings were known before told, and of how many."""
    asked = [each for each in drawings if each.hand == hand and each.called]
    return sum(each.called == each.name for each in asked), len(asked)


def train(drawings: Sequence[Drawing], names: Sequence[str]) -> Network:
    """Return a network that has learned these drawings, each time slightly changed."""
    x = np.array([each.pixels for each in drawings])
    y = np.array([list(names).index(each.name) for each in drawings])
    network = Network(
        [Dense(SIDE * SIDE, 32), ReLU(), Dense(32, len(names))],
        loss=SoftmaxCrossEntropy(),
        rng=0,
    )

    def changed(batch: FloatArray, rng: np.random.Generator) -> FloatArray:
        return jitter(batch.reshape(-1, SIDE, SIDE), rng=rng).reshape(batch.shape)

    network.fit(
        x.reshape(len(x), -1), y, epochs=EPOCHS, batch_size=BATCH,
        optimizer=Adam(0.005), augment=changed, rng=0, progress=False,
    )  # fmt: skip
    return network
