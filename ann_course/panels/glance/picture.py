"""What the glance panel draws: an image, a sum, every map in rows, and the answer."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ann_course.live import LiveFigure
from ann_course.live.diagram_layout import one_line
from ann_course.live.labels import Labels
from ann_course.live.pixels import bare, in_a_row, ink, outline, picture_of, signed
from ann_course.live.pointer import Pointer
from ann_course.live.tiles import Tiles
from ann_course.live.words import certainty, short
from ann_course.panels.glance.step import Step, side_by_side
from ann_lib._support.checks import FloatArray
from ann_lib.plots import style

MOST_MAPS = 16
"""Maps of a layer that there is room for in a row."""
WIDE, TALL = 440, 92  # of the picture, and of what stands above the maps; in points
LEFT, SIDE = 77, 20  # of the maps
GAPS = 8  # so many gaps between two maps are as wide as one
APART = SIDE + SIDE / GAPS
LARGE, TOP = 74, 22
ALT = (
    "At the top an image and a sum: what the chosen place looks at, times its weights, is "
    "products, which are added up. Beneath, a row of small maps for each layer, dark or "
    "orange where they answer above zero, blue below; the chosen map and place are framed, "
    "and so is what it looks at. At the bottom a share for each class."
)


class GlancePicture:
    """All maps of a network for one image.

    Parameters
    ----------
    names : sequence of str
        Of the layers, in their order.
    shapes : sequence of (int, int, int)
        Height, width and number of maps of each.
    image_shape : (int, int)
        Height and width of the images.
    classes : sequence of str
    chosen : callable
        ``chosen(layer, map, row, column)`` when a place of a map is pointed at; the layer
        is its number in ``names``.
    """

    def __init__(
        self,
        names: Sequence[str],
        shapes: Sequence[tuple[int, ...]],
        image_shape: tuple[int, ...],
        classes: Sequence[str],
        chosen: Callable[[int, int, int, int], object],
    ) -> None:
        self.shapes, self.image_shape = shapes, image_shape
        self.classes, self._chosen = classes, chosen
        high = TALL + 8 + APART * len(names) + 44
        fig, self.ax = style.figure(WIDE / 72, high / 72)
        fig.set_layout_engine("none")
        bare(self.ax)
        self.ax.set(xlim=(0, WIDE), ylim=(high, 0), position=(0, 0, 1, 1), aspect="auto")
        self.tops = [TALL + 8 + APART * i for i in range(len(names))]
        for top, name in zip(self.tops, names, strict=True):
            self._write(LEFT - 6, top + SIDE / 2, name, "right")
        self._write(LARGE / 2, 10, "image", "center")
        self._spots = [92.0, 182.0, 272.0]
        self._words = Labels(self.ax, [(x + LARGE / 2, 10.0) for x in self._spots])
        points = [(396.0, y) for y in (32.0, 50.0, 68.0)]
        self._sum = Labels(self.ax, points, size=style.SMALL)
        self._image, *self._large = (Tiles(self.ax, sharp=True) for _ in range(4))
        self._rows = [Tiles(self.ax, framed=False, sharp=True) for _ in names]
        boxes = [
            self._box(layer, unit, 0, 0, *shape[:2]).T
            for layer, shape in enumerate(shapes)
            for unit in range(min(shape[2], MOST_MAPS))
        ]
        self.ax.plot(*one_line(np.array(boxes)), color=style.INK, linewidth=0.8)
        self.frames: list[Any] = []
        for color, width in ((style.LIGHT, 3.5), (style.POSITIVE, 1.8)):
            self.frames += self.ax.plot([], [], color=color, linewidth=width)
        bottom = self.tops[-1] + APART + 14
        self._write(LEFT - 6, bottom, "answer", "right")
        self._places = LEFT + (WIDE - LEFT) / len(classes) * np.arange(len(classes))
        self._answers = Labels(self.ax, [(x, bottom) for x in self._places], align="left")
        look: Any = {"linewidth": 5, "solid_capstyle": "butt"}
        (self._bars,) = self.ax.plot([], [], color=style.POSITIVE, **look)
        self._bar_at = bottom + 13
        self.pointer = Pointer(
            "Point at a map, and the sum behind that place is shown",
            self._at,
            start=((LEFT + SIDE / 2) / WIDE, 1 - (self.tops[0] + SIDE / 2) / high),
            step=(APART / WIDE / 4, APART / high / 4),
        )
        over = [
            self._image, *self._large, *self.frames, self._words, self._sum, self._answers,
            self._bars,
        ]  # fmt: skip
        self.figure = LiveFigure(
            fig, under=self._rows, over=over, alt=ALT, pointer=self.pointer
        )

    def show_maps(self, image: FloatArray, maps: Sequence[FloatArray]) -> None:
        """Draw the image and each layer's maps, shape (height, width, n_maps)."""
        self._image.set_tiles(np.array([[0, TOP + LARGE]]), (LARGE, -LARGE),
                              picture_of(image)[None])  # fmt: skip
        for top, tiles, each in zip(self.tops, self._rows, maps, strict=True):
            shown = np.moveaxis(each, 2, 0)[:MOST_MAPS]
            largest = float(np.abs(each).max()) or 1.0
            draw = signed if (each < 0).any() else ink
            n, _, wide = shown.shape
            times = GAPS // math.gcd(GAPS, wide)  # then a gap is whole pixels
            pixels = np.repeat(draw(shown, largest), times, axis=2)
            row = in_a_row(pixels, wide * times // GAPS)
            tiles.fill((LEFT, LEFT + APART * n, top + SIDE, top), row)

    def show_step(self, step: Step, layer: int, place: tuple[int, int, int]) -> None:
        """Draw the sum of one place, and frame what takes part in it."""
        row, column, unit = place
        values = [step.window]
        if step.weights is not None:
            values += [step.weights, step.window * step.weights]
        n = values[0].size
        titles = [f"{n} numbers" if n > 1 else "1 number", f"× {n} weights", "= products"]
        self._words.set_texts(titles[: len(values)] + [""] * (3 - len(values)))
        for x, tiles, value in zip(self._spots, self._large, values, strict=False):
            flat = side_by_side(value)
            largest = float(np.nanmax(np.abs(flat))) or 1.0
            pixels = signed(flat, largest)
            tiles.set_tiles(np.array([[x, TOP + LARGE]]), (LARGE, -LARGE), pixels[None])
        for tiles in self._large[len(values) :]:
            tiles.set_tiles(np.zeros((0, 2)), 1.0, np.zeros((0, 1, 1, 3), dtype=np.uint8))
        total = [f"their sum {short(values[-1].sum())}", f"bias {short(step.bias)}"]
        result = f"= {short(step.answer)}"
        self._sum.set_texts([*(total if len(values) > 1 else ["", ""]), result])
        boxes = [self._box(layer, unit, row, column, row + 1, column + 1)]
        boxes.append(self._box(layer, unit, 0, 0, *self.shapes[layer][:2]))
        high, wide = step.window.shape[:2]
        for one in range(step.maps.start, min(step.maps.stop, MOST_MAPS)):
            rows = step.top, step.left, step.top + high, step.left + wide
            boxes.append(self._box(layer - 1, one, *rows))
        lines = one_line(np.array([box.T for box in boxes]))
        for frame in self.frames:
            frame.set_data(*lines)

    def show_answer(self, probabilities: FloatArray) -> None:
        """Write and draw the share of each class, shape (n_classes,)."""
        texts = [
            f"{name} {certainty(part, brief=True)}"
            for name, part in zip(self.classes, probabilities, strict=True)
        ]
        self._answers.set_texts(texts)
        room = 0.85 * (WIDE - LEFT) / len(texts)
        starts = np.stack([self._places, np.full(len(texts), self._bar_at)], axis=1)
        ends = starts + np.stack([room * probabilities, np.zeros(len(texts))], axis=1)
        self._bars.set_data(*one_line(np.stack([starts, ends], axis=1)))

    def _write(self, x: float, y: float, text: str, align: Any) -> None:
        self.ax.text(x, y, text, ha=align, va="center", size=style.SMALL)

    def _box(
        self, layer: int, unit: int, top: int, left: int, bottom: int, right: int
    ) -> FloatArray:
        """Return the corners of a frame in a map; layer -1 is the image."""
        x, y, side, shape = 0.0, float(TOP), float(LARGE), self.image_shape
        if layer >= 0:
            x, y, side = LEFT + APART * unit, self.tops[layer], SIDE
            shape = self.shapes[layer]
        high, wide = shape[:2]
        across, down = outline(left, top, right, bottom)
        return np.array([x + side * across / wide, y + side * down / high])

    def _at(self, kind: str, x: float, y: float) -> None:
        if kind not in ("down", "hover"):
            return
        across, down = self.figure.data_at(self.ax, x, y)
        unit, aside = divmod(across - LEFT, APART)
        for layer, (top, shape) in enumerate(zip(self.tops, self.shapes, strict=True)):
            inside = 0 <= down - top < SIDE and aside < SIDE
            if inside and 0 <= unit < min(shape[2], MOST_MAPS):
                row, column = (down - top) / SIDE * shape[0], aside / SIDE * shape[1]
                self._chosen(layer, int(unit), int(row), int(column))
