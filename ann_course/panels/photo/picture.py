"""What the photo panel draws: a picture for each step, and two answers."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist

from ann_course.live import LiveFigure
from ann_course.live.answer_bars import AnswerBars
from ann_course.live.pixels import ink, picture_of
from ann_course.panels._shared.photo_steps import frame, put, step_tiles
from ann_lib._support.checks import FloatArray
from ann_lib.datasets.photo import PreparedPhoto
from ann_lib.plots import style

STEPS = ("1 the photo", "2 grey", "3 shade taken away", "4 ink or paper")
PREPARED, SCALED = "5 cropped, scaled,\ncentred", "the photo,\nmerely scaled"
ALT = (
    "Above, four pictures of a photo of a digit on paper: as it was taken; grey; with the "
    "paper's shade taken away; and only ink and paper, with a frame around the digit. "
    "Beneath on the left the digit in the pixels that the network gets, with a bar for "
    "each answer; on the right the photo merely scaled to as many pixels, with the same "
    "network's answers."
)
_ROOM = 0.5  # for the numbers beside the bars, in widths of the longest


class PhotoPicture:
    """The four steps in a row; beneath, what the network gets and says, with and without.

    Parameters
    ----------
    n_classes : int

    Attributes
    ----------
    figure : LiveFigure
    """

    def __init__(self, n_classes: int) -> None:
        fig, axes = style.figure(6.1, 4.0, rows=2, columns=4, height_ratios=(1, 1.35))
        self._steps = [
            step_tiles(ax, title) for ax, title in zip(axes[0], STEPS, strict=True)
        ]
        (self._frame,) = axes[0][3].plot([], [], color=style.POSITIVE, lw=2)
        first, first_bars, second, second_bars = axes[1]
        self._images = [step_tiles(first, PREPARED), step_tiles(second, SCALED)]
        self._answers = [
            AnswerBars(ax, n_classes, "", room=_ROOM) for ax in (first_bars, second_bars)
        ]
        for ax in (first_bars, second_bars):
            ax.set_xticks([0, 1])
            ax.set_xlabel("probability", size=style.SMALL)
        under: list[Artist] = [*self._steps, *self._images]
        over: list[Artist] = [
            self._frame,
            *(a for bars in self._answers for a in bars.over),
        ]
        self.figure = LiveFigure(fig, under=under, over=over, alt=ALT)

    def show(
        self,
        photo: FloatArray,
        prepared: PreparedPhoto,
        images: tuple[FloatArray, FloatArray],
        answers: tuple[FloatArray, FloatArray],
    ) -> None:
        """Draw the steps, the two images that come of it, and the answers to them."""
        grey = [1 - prepared.grey, prepared.ink, prepared.mark.astype(float)]
        shown = [picture_of(photo), *(ink(np.clip(each, 0, 1)) for each in grey)]
        for tiles, pixels in zip(self._steps, shown, strict=True):
            put(tiles, pixels)
        self._frame.set_data(*frame(prepared.box, prepared.grey.shape))
        for tiles, image in zip(self._images, images, strict=True):
            put(tiles, ink(np.clip(image, 0, 1)))
        for bars, probabilities in zip(self._answers, answers, strict=True):
            bars.show(probabilities)
