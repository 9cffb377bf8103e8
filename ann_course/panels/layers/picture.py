"""What the layer panel shows: an image, a unit's answers, its best patches, the classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ann_course.live import LiveFigure
from ann_course.live.answer_bars import AnswerBars
from ann_course.live.labels import Labels
from ann_course.live.pixels import bare, ink, outline, picture_of, signed
from ann_course.live.tiles import Tiles
from ann_course.live.words import short
from ann_lib._support.checks import FloatArray
from ann_lib.plots import style

N_BEST = 9
ALT = (
    "On the left an image, with a frame around what the unit sees where it answers most. "
    "In the middle the unit's answers at all places, the darker the stronger; that place "
    "is framed. On the right a bar for each class, as long as its probability; a grey mark "
    "stands where it ended before anything was switched off. Beneath, nine patches of "
    "other images: those to which the unit answers most, each with its answer."
)


class LayerPicture:
    """Three pictures above, nine patches beneath.

    Parameters
    ----------
    class_names : sequence of str
    side : int
        Of the images, in pixels.
    """

    def __init__(self, class_names: Sequence[str], side: int) -> None:
        fig, axes = style.figure(6.1, 4.0, rows=2, columns=3, height_ratios=(2.5, 1))
        grid = axes[0, 0].get_gridspec()
        for ax in axes[1]:
            ax.remove()
        self._image_ax, self._map_ax, bars_ax = axes[0]
        self._patch_ax = fig.add_subplot(grid[1, :])
        self.side = side
        self._image_ax.set(xlim=(0, 1), ylim=(0, 1), title="image")
        self._map_ax.set(xlim=(0, 1), ylim=(0, 1), title="the unit's answers")
        self._patch_ax.set(xlim=(-0.05, N_BEST * 1.15), ylim=(0, 1.35))
        self._patch_ax.set_title("what it answers to most")
        for ax in (self._image_ax, self._map_ax, self._patch_ax):
            bare(ax)
        self._image, self._map, self._patches = (
            Tiles(ax, sharp=True) for ax in (self._image_ax, self._map_ax, self._patch_ax)
        )
        self.frames: list[Any] = []
        for ax in (self._image_ax, self._map_ax):
            for color, width in ((style.LIGHT, 4.5), (style.DARK, 2.0)):
                self.frames += ax.plot([], [], color=color, linewidth=width)
        points = [(i * 1.15 + 0.5, 0.15) for i in range(N_BEST)]
        self._answers = Labels(self._patch_ax, points, size=style.SMALL)
        self.bars = AnswerBars(bars_ax, len(class_names), "answer", room=0.45)
        bars_ax.set_yticks(range(len(class_names)), labels=class_names)
        (self.before,) = bars_ax.plot(
            [], [], "|", color=style.NEUTRAL, markersize=16, markeredgewidth=2.5
        )
        moving = [
            self._image, self._map, *self.frames, self._patches, self._answers,
            *self.bars.over, self.before,
        ]  # fmt: skip
        self.figure = LiveFigure(fig, over=moving, alt=ALT)

    def show_unit(
        self,
        image: FloatArray,
        answers: FloatArray,
        sees: tuple[slice, slice],
        place: tuple[int, int],
        largest: float,
    ) -> None:
        """Draw the image and the unit's answers to it, shape (height, width)."""
        corner = np.zeros((1, 2))
        self._image.set_tiles(corner, 1.0, picture_of(image)[None])
        below = bool((answers < 0).any())
        pixels = signed(answers, largest) if below else ink(answers, largest)
        self._map.set_tiles(corner, 1.0, pixels[None])
        rows, columns = sees
        (row, column), (height, width) = place, answers.shape
        boxes = (
            (columns.start, rows.start, columns.stop, rows.stop, self.side, self.side),
            (column, row, column + 1, row + 1, width, height),
        )
        for i, line in enumerate(self.frames):  # two each: light around dark
            left, top, right, bottom, wide, high = boxes[i // 2]
            across, down = outline(left, top, right, bottom)
            line.set_data(across / wide, 1 - down / high)

    def show_patches(self, patches: FloatArray, answers: FloatArray) -> None:
        """Draw patches (n, rows, columns, channels), each with its answer."""
        rows, columns = patches.shape[1:3]
        wide, high = columns / max(rows, columns), rows / max(rows, columns)
        left = np.arange(len(patches)) * 1.15 + (1 - wide) / 2
        corners = np.stack([left, np.full(len(patches), 0.35)], axis=1)
        pixels = np.array([picture_of(patch) for patch in patches])
        self._patches.set_tiles(corners, (wide, high), pixels)
        texts = [short(answer) for answer in answers]
        self._answers.set_texts(texts + [""] * (N_BEST - len(texts)))

    def show_answer(self, now: FloatArray, before: FloatArray | None) -> None:
        """Draw the probabilities, and where they were with nothing switched off."""
        self.bars.show(now)
        marks = np.zeros(0) if before is None else before
        self.before.set_data(marks, range(len(marks)))
