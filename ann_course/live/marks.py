"""Disks, segments and strokes that change at each step, many as one artist.

A Matplotlib line costs about 0.3 ms each time it is drawn, however short it is. The
nodes and connections of a neuron each have a colour and a width of their own, so here
they are handed to the SVG as circles and lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from ann_lib._support.checks import check_array, check_same_length
from ann_lib.plots import style


class Disks(Artist):
    """Filled circles at points of an Axes.

    Parameters
    ----------
    ax : Axes
        The disks add themselves to it.
    points : array_like, shape (n, 2)
        Their centres, in data units.
    sizes : array_like, shape (n,)
        Their diameters, in points.
    """

    def __init__(self, ax: Axes, points: ArrayLike, sizes: ArrayLike) -> None:
        super().__init__()
        self.points = check_array(points, "points", shape=(None, 2))
        self.sizes = check_array(sizes, "sizes", shape=(len(self.points),))
        self.fills = [style.LIGHT] * len(self.points)
        _join(self, ax)

    def set_fills(self, fills: Sequence[str]) -> None:
        """Give each disk a colour, as "#rrggbb"."""
        check_same_length(np.array(fills), self.points, "fills", "points")
        self.fills = list(fills)

    def draw(self, renderer: Any) -> None:
        """Draw every disk, with an edge in the colour of text."""
        if not self.get_visible():
            return
        if not hasattr(renderer, "writer"):
            for (x, y), size, fill in zip(self.points, self.sizes, self.fills, strict=True):
                disk = Line2D([x], [y], marker="o", ms=size, mfc=fill, mec=style.INK)
                _draw_line(disk, self, renderer)
            return
        places = self.get_transform().transform(self.points)
        radii = renderer.points_to_pixels(self.sizes) / 2
        renderer.writer.start("g", style=f"stroke: {style.INK}; stroke-width: 1.2")
        for (x, y), radius, fill in zip(places, radii, self.fills, strict=True):
            centre = {"cx": f"{x:.2f}", "cy": f"{renderer.height - y:.2f}"}
            renderer.writer.element("circle", **centre, r=f"{radius:.2f}", fill=fill)
        renderer.writer.end("g")


class Segments(Artist):
    """Straight lines between pairs of points of an Axes, each with its colour and width.

    Parameters
    ----------
    ax : Axes
        The segments add themselves to it.
    ends : array_like, shape (n, 2, 2)
        Start and end of each one, in data units.
    """

    def __init__(self, ax: Axes, ends: ArrayLike) -> None:
        super().__init__()
        self.ends = check_array(ends, "ends", shape=(None, 2, 2))
        self.colors = [style.NEUTRAL] * len(self.ends)
        self.widths: NDArray[Any] = np.zeros(len(self.ends))
        _join(self, ax)

    def set_ends(self, ends: ArrayLike) -> None:
        """Move the segments; ``ends`` has the shape that it had at the start."""
        self.ends = check_array(ends, "ends", shape=self.ends.shape)

    def set_look(self, colors: Sequence[str], widths: ArrayLike) -> None:
        """Give each segment a colour and a width in points; a width of 0 draws none."""
        check_same_length(np.array(colors), self.ends, "colors", "ends")
        self.widths = check_array(widths, "widths", shape=(len(self.ends),))
        self.colors = list(colors)

    def draw(self, renderer: Any) -> None:
        """Draw every segment that has a width."""
        if not self.get_visible():
            return
        if not hasattr(renderer, "writer"):
            for (start, end), color, width in zip(
                self.ends, self.colors, self.widths, strict=True
            ):
                line = Line2D([start[0], end[0]], [start[1], end[1]], color=color, lw=width)
                _draw_line(line, self, renderer)
            return
        places = self.get_transform().transform(self.ends.reshape(-1, 2)).reshape(-1, 2, 2)
        widths = renderer.points_to_pixels(self.widths)
        for ((x1, y1), (x2, y2)), color, width in zip(
            places, self.colors, widths, strict=True
        ):
            if width:
                look = f"fill: none; stroke: {color}; stroke-width: {width:.2f}"
                down1, down2 = renderer.height - y1, renderer.height - y2
                way = f"M {x1:.2f} {down1:.2f} L {x2:.2f} {down2:.2f}"
                renderer.writer.element("path", d=way, style=look)


class Strokes(Artist):
    """Any number of straight strokes of one colour and width, as a single path.

    Parameters
    ----------
    ax : Axes
        The strokes add themselves to it.
    color : str
    width : float
        In points.
    """

    def __init__(self, ax: Axes, color: str, width: float) -> None:
        super().__init__()
        self.ends: NDArray[Any] = np.zeros((0, 2, 2))
        self.stroke_color, self.width = color, width
        _join(self, ax)

    def set_ends(self, ends: ArrayLike) -> None:
        """Draw these strokes; ``ends`` has shape (n, 2, 2), in data units."""
        self.ends = check_array(ends, "ends", shape=(None, 2, 2), allow_empty=True)

    def draw(self, renderer: Any) -> None:
        """Draw every stroke, if there is any."""
        if not self.get_visible() or not len(self.ends):
            return
        if not hasattr(renderer, "writer"):
            for start, end in self.ends:
                x, y = zip(start, end, strict=True)
                line = Line2D(x, y, color=self.stroke_color, lw=self.width)
                _draw_line(line, self, renderer)
            return
        places = self.get_transform().transform(self.ends.reshape(-1, 2))
        places[:, 1] = renderer.height - places[:, 1]
        ways = places.reshape(-1, 4).tolist()
        way = " ".join(f"M {a:.2f} {b:.2f} L {c:.2f} {d:.2f}" for a, b, c, d in ways)
        width = renderer.points_to_pixels(self.width)
        look = f"fill: none; stroke: {self.stroke_color}; stroke-width: {width:.2f}"
        renderer.writer.element("path", d=way, style=look)


def _join(artist: Artist, ax: Axes) -> None:
    ax.add_artist(artist)
    artist.set_clip_on(False)
    artist.set_in_layout(False)


def _draw_line(line: Line2D, artist: Artist, renderer: Any) -> None:
    """Draw with Matplotlib's own line, for a picture that isn't an SVG."""
    figure: Any = artist.get_figure()
    line.set_figure(figure)
    line.set_transform(artist.get_transform())
    line.draw(renderer)
