"""What the panel draws: a photo, the square in it, and each network's answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ann_course.live import LiveFigure
from ann_course.live.pixels import picture_of
from ann_course.page.text import listed
from ann_course.panels._shared.photo_steps import frame, put, step_tiles
from ann_course.panels.pet.picture import PetView
from ann_lib._support.checks import FloatArray
from ann_lib.datasets.photo import CroppedPhoto
from ann_lib.plots import style

STEPS = ("1 the photo", "2 cropped to a square", "3 scaled to 32 × 32")
STEPS_ALT = (
    "Three pictures: a photo, with a frame around a square of it; what is in the frame; "
    "and the same in 32 by 32 pixels."
)
ALT = (
    "For each network, {names}, the 32 by 32 pixels as it gets them, in colour or in grey, "
    "and two bars: the probability of a cat, blue, and of a dog, orange. Where it is asked "
    "to show where a network looks, the picture is orange if what is there speaks for a "
    "dog, and blue if it speaks for a cat."
)
WIDE = 2.05
"""Inches for each network."""


class Steps:
    """A photo on its way to the networks.

    Attributes
    ----------
    figure : LiveFigure
    """

    def __init__(self) -> None:
        fig, axes = style.figure(3 * WIDE, 1.9, columns=3)
        self._tiles = [step_tiles(ax, name) for ax, name in zip(axes, STEPS, strict=True)]
        (self._frame,) = axes[0].plot([], [], color=style.POSITIVE, lw=2)
        self.figure = LiveFigure(
            fig, under=[*self._tiles], over=[self._frame], alt=STEPS_ALT
        )

    def show(self, photo: FloatArray, cropped: CroppedPhoto) -> None:
        """Draw the photo, its square, and the 32 × 32 pixels that are made of it."""
        images = photo, cropped.square, cropped.image
        for tiles, image in zip(self._tiles, images, strict=True):
            put(tiles, picture_of(image))
        self._frame.set_data(*frame(cropped.box, photo.shape))


class Answers:
    """What each network gets and says.

    Parameters
    ----------
    names : sequence of str
        Of the networks.

    Attributes
    ----------
    figure : LiveFigure
    """

    def __init__(self, names: Sequence[str]) -> None:
        n = len(names)
        fig, axes = style.figure(
            WIDE * n, 2.9, rows=2, columns=n, height_ratios=(2, 1), squeeze=False
        )
        self._views = [
            PetView(top, bottom, name, int(8.5 * WIDE))
            for top, bottom, name in zip(*axes, names, strict=True)
        ]
        self.figure = LiveFigure(
            fig,
            under=[artist for view in self._views for artist in view.under],
            over=[artist for view in self._views for artist in view.over],
            alt=ALT.format(names=listed(names)),
        )

    def show(
        self,
        given: Mapping[str, FloatArray],
        probabilities: Mapping[str, float],
        looks: Mapping[str, FloatArray],
    ) -> None:
        """Draw each network's picture, its answer, and where it looks if that is known."""
        for view, (name, image) in zip(self._views, given.items(), strict=True):
            view.show(image, looks.get(name), probabilities[name])
