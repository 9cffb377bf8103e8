"""Small pictures in a figure, as one artist that is fast to redraw.

Matplotlib's own images take a millisecond each. Here each is written to the SVG as a PNG
of its own, compressed lightly. A page needs a third of a millisecond to show one, so many
that stand in a row or a column are better one picture, clear between them.
"""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from ann_course.live.marks import Mark
from ann_lib._support.checks import FloatArray
from ann_lib.plots import style

Pixels = NDArray[np.uint8]


class Tiles(Mark):
    """Pictures of pixels at places of an Axes, each within a thin frame.

    Parameters
    ----------
    ax : Axes
    framed : bool
        Whether to draw the frames.
    sharp : bool
        Whether each pixel keeps its edges, however large it is.

    Attributes
    ----------
    values : ndarray, shape (height, width), or None
        What `tint` was given.
    """

    def __init__(self, ax: Axes, *, framed: bool = True, sharp: bool = False) -> None:
        super().__init__(ax)
        self.framed, self.sharp = framed, sharp
        self.values: FloatArray | None = None
        self._pngs: list[str] | None = None
        self.pixels: Pixels = np.zeros((0, 1, 1, 3), dtype=np.uint8)
        self.set_tiles(np.zeros((0, 2)), 1.0, self.pixels)

    def set_tiles(
        self, corners: FloatArray, size: float | tuple[float, float], pixels: Pixels
    ) -> None:
        """Show these pictures.

        Parameters
        ----------
        corners : ndarray, shape (n, 2)
            The lower left corner of each, in data units.
        size : float or (float, float)
            Width and height of each, in data units.
        pixels : ndarray of uint8, shape (n, height, width, 3 or 4)
            Red, green, blue and perhaps opacity, the lowest row first.
        """
        # Pixels that have not changed need not be compressed again.
        if pixels is self.pixels or not np.array_equal(pixels, self.pixels):
            self._pngs = None
        self.corners, self.size, self.pixels = corners, size, pixels

    def fill(self, box: tuple[float, float, float, float], pixels: Pixels) -> None:
        """Show one picture, the lowest row first, from left to right, bottom to top."""
        left, right, bottom, top = box
        self.set_tiles(
            np.array([[left, bottom]]), (right - left, top - bottom), pixels[None]
        )

    def tint(self, box: tuple[float, float, float, float], values: FloatArray) -> None:
        """Show one picture of values from -1 to 1, as `fill` does, in the pale colours."""
        self.values = values
        self.fill(box, style.SURFACE(0.5 + 0.5 * values, bytes=True)[..., :3])

    def write(self, renderer: Any) -> None:
        """Draw all of them."""
        lower, upper = (
            self.on_paper(renderer, self.corners + shift) for shift in (0, self.size)
        )
        look = {"style": "image-rendering: pixelated"} if self.sharp else {}
        if self._pngs is None:
            self._pngs = [png(pixels) for pixels in self.pixels]
        frames = []
        for (x1, y1), (x2, y2), image in zip(lower, upper, self._pngs, strict=True):
            left, top, wide, high = x1, y2, x2 - x1, y1 - y2
            where = {"x": left, "y": top, "width": wide, "height": high}
            renderer.writer.element(
                "image",
                **{name: f"{value:.2f}" for name, value in where.items()} | look,
                preserveAspectRatio="none",
                attrib={"xlink:href": f"data:image/png;base64,{image}"},
            )
            frames.append(
                f"M {left:.2f} {top:.2f} h {wide:.2f} v {high:.2f} h {-wide:.2f} Z"
            )
        if self.framed and frames:
            line = f"fill: none; stroke: {style.INK}; stroke-width: 0.8"
            renderer.writer.element("path", d=" ".join(frames), style=line)


def png(pixels: Pixels) -> str:
    """Return pixels, the lowest row first, as a PNG in base64; (high, wide, 3 or 4)."""
    high, wide, n_channels = pixels.shape
    kind = {3: 2, 4: 6}[n_channels]  # RGB, or RGB and opacity
    rows = np.zeros((high, 1 + n_channels * wide), dtype=np.uint8)  # a 0 first: no filter
    rows[:, 1:] = pixels[::-1].reshape(high, -1)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, kind, 0, 0, 0)),  # 8 bits
        (b"IDAT", zlib.compress(rows.tobytes(), 1)),
        (b"IEND", b""),
    )
    chunks = (_chunk(kind, data) for kind, data in parts)
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(chunks)).decode()


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum
