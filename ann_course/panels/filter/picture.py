"""What the filter panel shows: a picture, its window, nine products, and the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ann_course.live import LiveFigure
from ann_course.live.figure import parts_at
from ann_course.live.labels import Labels
from ann_course.live.pixels import bare, ink, outline, signed
from ann_course.live.pointer import Pointer
from ann_course.live.tiles import Tiles
from ann_course.live.words import short
from ann_lib._support.checks import FloatArray
from ann_lib.plots import style

ALT = (
    "On the left a grey picture with a frame around nine of its pixels. On the right the "
    "filtered picture: orange where the kernel's answer is above zero, blue where it is "
    "below. Beneath, the sum: the nine pixels, times the nine weights, are nine products, "
    "and their sum is one pixel of the filtered picture, which is framed."
)
GALLERY_ALT = (
    "Small pictures of all kernels that can be chosen, orange for weights above zero and "
    "blue for weights below, those made by hand first, then those that a network has "
    "learned. A frame is around the one that is shown."
)
_CENTRES = [(column, 2 - row) for row in range(3) for column in range(3)]


class FilterPicture:
    """Two pictures with a framed window, and the arithmetic beneath.

    Parameters
    ----------
    side : int
        Of the picture, in pixels.
    pointed : callable
        ``pointed(row, column)`` when a pixel of either picture is pointed at.
    """

    def __init__(self, side: int, pointed: Callable[[int, int], object]) -> None:
        fig, axes = style.figure(6.1, 3.8, rows=2, columns=12, height_ratios=(2.0, 1.4))
        grid = axes[0, 0].get_gridspec()
        for ax in axes.ravel():
            ax.remove()
        self.side, self._pointed = side, pointed
        self.axes = [fig.add_subplot(grid[0, part]) for part in (slice(0, 6), slice(6, 12))]
        self.windows: list[Any] = []
        self._images: list[Tiles] = []
        for ax, title in zip(self.axes, ("picture", "filtered"), strict=True):
            ax.set(xlim=(-0.5, side - 0.5), ylim=(-0.5, side - 0.5), title=title)
            bare(ax)
            self._images.append(Tiles(ax, sharp=True))
            for color, width in ((style.LIGHT, 4.5), (style.DARK, 2.0)):
                self.windows += ax.plot([], [], color=color, linewidth=width)
        parts = (slice(0, 3), slice(3, 6), slice(6, 9), slice(9, 12))
        sums = [fig.add_subplot(grid[1, part]) for part in parts]
        self._grids: list[Tiles] = []
        self.numbers: list[Labels] = []
        for ax, title in zip(
            sums, ("9 pixels", "× 9 weights", "= 9 products", "their sum"), strict=True
        ):
            ax.set(xlim=(-0.6, 2.6), ylim=(-0.6, 2.6))
            ax.set_title(title, loc="center", fontsize=style.MEDIUM)
            bare(ax)
            self._grids.append(Tiles(ax, sharp=True))
            points = _CENTRES if ax is not sums[-1] else [(1, 1)]
            large = style.SMALL if ax is not sums[-1] else style.LARGE
            # Two colours, since the ground may be light or dark.
            for color in (style.DARK, style.LIGHT):
                self.numbers.append(Labels(ax, points, size=large, color=color))
        fig.draw_without_rendering()  # lays it out
        middle = side // 2, side - 1 - side // 2
        x, y = parts_at(self.axes[0], middle).tolist()
        self.pointer = Pointer(
            "Point at a pixel of either picture, and the window goes there",
            self._at, start=(x, y), step=(0.36 / side, 0.6 / side),
        )  # fmt: skip
        moving = [*self._images, *self.windows, *self._grids, *self.numbers]
        self.figure = LiveFigure(fig, over=moving, alt=ALT, pointer=self.pointer)

    def show(
        self,
        image: FloatArray,
        kernel: FloatArray,
        answer: FloatArray,
        place: tuple[int, int],
    ) -> None:
        """Draw all of it; ``image`` and ``answer`` have shape (side, side)."""
        row, column = place
        corner, largest = np.array([[-0.5, -0.5]]), float(np.abs(answer).max()) or 1.0
        self._images[0].set_tiles(corner, self.side, ink(image)[None])
        self._images[1].set_tiles(corner, self.side, signed(answer, largest)[None])
        up = self.side - 1 - row
        for i, line in enumerate(self.windows):  # two each: light around dark
            reach = 1.5 if i < 2 else 0.5
            line.set_data(*outline(column - reach, up - reach, column + reach, up + reach))
        window = np.pad(image, 1)[row : row + 3, column : column + 3]
        products = window * kernel
        large = float(max(np.abs(kernel).max(), np.abs(products).max())) or 1.0
        total = np.array([[products.sum()]])
        corners = np.array([[-0.5, -0.5]])
        grids = (
            ink(window), signed(kernel, large), signed(products, large),
            signed(total, largest),
        )  # fmt: skip
        for i, (tiles, pixels) in enumerate(zip(self._grids, grids, strict=True)):
            tiles.set_tiles(corners + (i == 3) * 0.5, 2.0 if i == 3 else 3.0, pixels[None])
        for i, values in enumerate((window, kernel, products, total)):
            self._write(i, values, grids[i])

    def _write(self, i: int, values: FloatArray, pixels: Any) -> None:
        """Write numbers dark on light and light on dark."""
        light = pixels[::-1].reshape(-1, 3) @ [0.299, 0.587, 0.114] > 120
        texts = [short(value) for value in values.ravel()]
        for labels, shown in zip(
            self.numbers[2 * i : 2 * i + 2], (light, ~light), strict=True
        ):
            labels.set_texts([t if on else "" for t, on in zip(texts, shown, strict=True)])

    def _at(self, kind: str, x: float, y: float) -> None:
        if kind == "up":
            return
        for ax in self.axes:
            across, up = self.figure.data_at(ax, x, y)
            row, column = self.side - 1 - round(up), round(across)
            if 0 <= row < self.side and 0 <= column < self.side:
                self._pointed(row, column)


class KernelGallery:
    """All kernels to choose from as small pictures; one is framed.

    Parameters
    ----------
    kernels : dict of str to ndarray, shape (3, 3)
    n_hand_made : int
        The first of them; the others stand in the second row.
    chosen : callable
        ``chosen(name)`` when one is pointed at.
    """

    def __init__(
        self,
        kernels: dict[str, FloatArray],
        n_hand_made: int,
        chosen: Callable[[str], object],
    ) -> None:
        self.names, self._chosen = list(kernels), chosen
        learned = len(kernels) - n_hand_made
        self.columns = columns = max(n_hand_made, min(learned, 16))
        rows = 1 + -(-learned // columns)
        fig, ax = style.figure(6.1, 0.35 + 0.45 * rows)
        bare(ax)
        ax.set(xlim=(-2.2, columns), ylim=(-rows + 0.05, 0.5))
        self.ax = ax
        tiles = Tiles(ax, sharp=True)
        for row, label in enumerate(("made by hand", "learned")[: 1 + (rows > 1)]):
            ax.text(-0.1, -row - 0.5, label, ha="right", va="center", size=style.SMALL)
        places = [divmod(i, columns) for i in range(n_hand_made)]
        places += [(1 + i // columns, i % columns) for i in range(learned)]
        self.corners = np.array([(column + 0.1, -row - 0.9) for row, column in places])
        pixels = [signed(k, float(np.abs(k).max()) or 1.0) for k in kernels.values()]
        tiles.set_tiles(self.corners, 0.8, np.array(pixels))
        (self.frame,) = ax.plot([], [], color=style.POSITIVE, linewidth=3)
        self._name = Labels(ax, [(0.1, 0.25)], align="left", size=style.MEDIUM)
        self.pointer = Pointer(
            "Point at a kernel, and the sliders take its weights",
            self._at,
            start=(0.2, 0.8 - 0.4 / rows),
            step=(1 / (columns + 2.2), 0.9 / (rows + 0.5)),
        )
        self.figure = LiveFigure(
            fig, over=[self.frame, self._name], alt=GALLERY_ALT, pointer=self.pointer
        )

    def show(self, name: str) -> None:
        """Write the name, and frame the kernel that has it, if one has."""
        self._name.set_texts([name])
        self.frame.set_visible(name in self.names)
        if name in self.names:
            left, low = self.corners[self.names.index(name)] - 0.05
            self.frame.set_data(*outline(left, low, left + 0.9, low + 0.9))

    def _at(self, kind: str, x: float, y: float) -> None:
        if kind != "down":
            return
        point = self.figure.data_at(self.ax, x, y)
        inside = (np.abs(np.array(point) - self.corners - 0.4) <= 0.45).all(axis=1)
        if inside.any():
            self._chosen(self.names[int(inside.argmax())])
