"""What the photo panel draws: a picture for each step, and two answers."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from ann_course.live import LiveFigure
from ann_course.live.answer_bars import AnswerBars
from ann_course.live.pixels import ink, outline, picture_of
from ann_course.live.tiles import Pixels, Tiles
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
        self._steps = [_tiles(ax, title) for ax, title in zip(axes[0], STEPS, strict=True)]
        (self._frame,) = axes[0][3].plot([], [], color=style.POSITIVE, lw=2)
        first, first_bars, second, second_bars = axes[1]
        self._images = [_tiles(first, PREPARED), _tiles(second, SCALED)]
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
            _put(tiles, _squared(pixels))
        self._frame.set_data(*_frame_of(prepared))
        for tiles, image in zip(self._images, images, strict=True):
            _put(tiles, ink(np.clip(image, 0, 1)))
        for bars, probabilities in zip(self._answers, answers, strict=True):
            bars.show(probabilities)


def _tiles(ax: Axes, title: str) -> Tiles:
    ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    ax.set_box_aspect(1)
    ax.spines[:].set_visible(True)
    ax.set_title(title, size=style.SMALL, loc="center")
    return Tiles(ax, framed=False, sharp=True)


def _put(tiles: Any, pixels: Pixels) -> None:
    tiles.set_tiles(np.zeros((1, 2)), 1.0, pixels[None])


def _squared(pixels: Pixels) -> Pixels:
    """Return a picture in the middle of a white square."""
    side = max(pixels.shape)
    high, wide, _ = pixels.shape
    square = np.full((side, side, 3), 255, dtype=np.uint8)
    low, left = (side - high) // 2, (side - wide) // 2
    square[low : low + high, left : left + wide] = pixels
    return square


def _frame_of(prepared: PreparedPhoto) -> FloatArray:
    """Return the corners of the digit's box within the square, (2, 5) or (2, 0)."""
    if prepared.box is None:
        return np.zeros((2, 0))
    high, wide = prepared.grey.shape
    side = max(high, wide)
    top, bottom, left, right = prepared.box
    low, start = (side - high) // 2, (side - wide) // 2
    rows = [(low + high - row) / side for row in (top, bottom)]
    columns = [(start + column) / side for column in (left, right)]
    return outline(columns[0], rows[0], columns[1], rows[1])
