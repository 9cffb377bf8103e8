"""Small pictures in a figure, as one artist that is fast to redraw.

Matplotlib's own images take a millisecond each, and one image that holds them all takes
three, most of it for compressing empty pixels. Here each is written to the SVG as a PNG
of its own, compressed lightly.
"""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.image import BboxImage
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from ann_lib._support.checks import FloatArray
from ann_lib.plots import style

Pixels = NDArray[np.uint8]


class Tiles(Artist):
    """Pictures of pixels at places of an Axes, each within a thin frame.

    Parameters
    ----------
    ax : Axes
        The tiles add themselves to it.
    framed : bool
        Whether to draw the frames.
    sharp : bool
        Whether each pixel keeps its edges, however large it is.
    """

    def __init__(self, ax: Axes, *, framed: bool = True, sharp: bool = False) -> None:
        super().__init__()
        self.framed, self.sharp = framed, sharp
        self.set_tiles(np.zeros((0, 2)), 1.0, np.zeros((0, 1, 1, 3), dtype=np.uint8))
        ax.add_artist(self)
        self.set_in_layout(False)

    def set_tiles(self, corners: FloatArray, size: float, pixels: Pixels) -> None:
        """Show these pictures.

        Parameters
        ----------
        corners : ndarray, shape (n, 2)
            The lower left corner of each, in data units.
        size : float
            Width and height of each, in data units.
        pixels : ndarray of uint8, shape (n, height, width, 3)
            Red, green and blue, the lowest row first.
        """
        self.corners, self.size, self.pixels = corners, size, pixels

    def draw(self, renderer: Any) -> None:
        """Draw all of them."""
        if not self.get_visible():
            return
        transform = self.get_transform()
        lower, upper = (
            transform.transform(self.corners + shift) for shift in (0, self.size)
        )
        if not hasattr(renderer, "writer"):
            self._draw_slowly(renderer, lower, upper)
            return
        look = {"style": "image-rendering: pixelated"} if self.sharp else {}
        frames = []
        for (x1, y1), (x2, y2), pixels in zip(lower, upper, self.pixels, strict=True):
            left, top, wide, high = x1, renderer.height - y2, x2 - x1, y2 - y1
            where = {"x": left, "y": top, "width": wide, "height": high}
            renderer.writer.element(
                "image",
                **{name: f"{value:.2f}" for name, value in where.items()} | look,
                preserveAspectRatio="none",
                attrib={"xlink:href": f"data:image/png;base64,{png(pixels)}"},
            )
            frames.append(
                f"M {left:.2f} {top:.2f} h {wide:.2f} v {high:.2f} h {-wide:.2f} Z"
            )
        if self.framed and frames:
            line = f"fill: none; stroke: {style.INK}; stroke-width: 0.8"
            renderer.writer.element("path", d=" ".join(frames), style=line)

    def _draw_slowly(self, renderer: Any, lower: FloatArray, upper: FloatArray) -> None:
        """Draw with Matplotlib's own images, for a picture that isn't an SVG."""
        figure: Any = self.get_figure()
        for start, end, pixels in zip(lower, upper, self.pixels, strict=True):
            image = BboxImage(Bbox([start, end]), origin="lower", data=pixels)
            image.set_figure(figure)
            image.draw(renderer)


def png(pixels: Pixels) -> str:
    """Return pixels, the lowest row first, as a PNG in base64; shape (high, wide, 3)."""
    high, wide, _ = pixels.shape
    rows = np.zeros((high, 1 + 3 * wide), dtype=np.uint8)  # a 0 first: no filter
    rows[:, 1:] = pixels[::-1].reshape(high, -1)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)),  # 8 bits, RGB
        (b"IDAT", zlib.compress(rows.tobytes(), 1)),
        (b"IEND", b""),
    )
    chunks = (_chunk(kind, data) for kind, data in parts)
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(chunks)).decode()


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum
