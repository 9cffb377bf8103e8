"""What the pet panel draws: one picture and its two bars for each network."""

from __future__ import annotations

from textwrap import fill

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from ann_course.live.answer_bars import TwoBars
from ann_course.live.pixels import picture_of
from ann_course.panels._shared.photo_steps import put, step_tiles
from ann_lib._support.checks import FloatArray
from ann_lib.datasets.pets import CLASS_NAMES
from ann_lib.inspection import input_gradient
from ann_lib.network import Network
from ann_lib.plots import style

TILE = 4
"""Side of the tile that covers part of a picture, in pixels."""


class PetView:
    """The picture that a network is given, what it looks at in it, and its answer.

    Parameters
    ----------
    top, bottom : Axes
        For the picture, and for the bars.
    name : str
        Of the network.
    letters : int
        As many as fit into a line of the title.
    """

    def __init__(self, top: Axes, bottom: Axes, name: str, letters: int) -> None:
        self.picture = step_tiles(top, fill(name, letters), style.MEDIUM)
        room = 0.3 if letters > 20 else 0.55  # for a share such as ">99%"
        self.answer = TwoBars(bottom, CLASS_NAMES, room)
        bottom.axvline(0.5, color=style.NEUTRAL, linewidth=1)
        self.under: list[Artist] = [self.picture]
        self.over = self.answer.over

    def show(self, ink: FloatArray, looks: FloatArray | None, p_dog: float) -> None:
        """Draw the picture, beneath it the answer, and over it where the network looks."""
        put(self.picture, picture_of(_tinted(ink, looks)))
        self.answer.show(p_dog)


def given(network: Network, ink: FloatArray) -> FloatArray:
    """Return a picture as a batch of one, in the shape that the network takes."""
    return ink.reshape(1, *network.shapes[0])


def probability_of_dog(network: Network, ink: FloatArray) -> float:
    """Return what the network says, from one output or from two."""
    return float(network.predict_proba(given(network, ink))[0, -1])


def lead(network: Network, pictures: FloatArray) -> FloatArray:
    """How far dog is ahead of cat, before any squashing, shape (n,).

    Probabilities near 0 or 1 hardly move, whatever is done to a picture; this does.
    """
    z = network.forward(pictures.reshape(-1, *network.shapes[0]))
    ahead: FloatArray = z[:, 0] if z.shape[1] == 1 else z[:, 1] - z[:, 0]
    return ahead


def slopes(network: Network, ink: FloatArray) -> FloatArray:
    """How much the lead of dog rises with each pixel's ink, shape (32, 32)."""
    x = np.repeat(given(network, ink), 2, axis=0)
    dog, cat = input_gradient(network, x, [1, 0])
    alone = network.shapes[-1] == (1,)  # then a cat's slope is a dog's, turned round
    slope: FloatArray = (dog if alone else dog - cat).reshape(ink.shape)
    return slope


def covering(network: Network, ink: FloatArray) -> FloatArray:
    """How far the lead of dog falls when a tile is covered, shape (32, 32).

    `ann_lib.inspection.occlusion` covers each pixel in turn; 64 tiles side by side are
    quick enough to follow a slider. They are covered with the shade of the wall, or of
    whatever is in the corner.
    """
    n = len(ink) // TILE
    covered = np.repeat(ink[None], n * n + 1, axis=0)  # the last one is not
    for tile in range(n * n):
        top, left = TILE * (tile // n), TILE * (tile % n)
        covered[tile, top : top + TILE, left : left + TILE] = ink[0, 0]
    ahead = lead(network, covered)
    fall = (ahead[-1] - ahead[:-1]).reshape(n, n)
    # Rounding, where all is the same grey: coloured, it would look like a finding.
    fall[np.abs(fall) <= 1e-5 * max(1.0, float(np.abs(ahead).max()))] = 0
    return fall.repeat(TILE, axis=0).repeat(TILE, axis=1)


def _tinted(ink: FloatArray, looks: FloatArray | None) -> FloatArray:
    """Return ink on white paper, or what has colours, tinted where a network looks."""
    picture: FloatArray = ink if ink.ndim == 3 else style.INTENSITY(ink)[..., :3]
    if looks is None:
        return picture
    share = looks / max(float(np.abs(looks).max()), 1e-12)
    strength = np.abs(share)[..., None] ** 0.7
    colors = style.SIGNED(np.where(share > 0, 0.8, 0.2))[..., :3]
    tinted: FloatArray = picture + strength * (colors - picture)
    return tinted
