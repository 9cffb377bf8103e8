"""Disks, segments and strokes that change at each step, many as one artist.

A Matplotlib line costs about 0.3 ms each time it is drawn, however short it is. The
nodes and connections of a neuron each have a colour and a width of their own, so here
they are written to the SVG as circles and lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from numpy.typing import ArrayLike, NDArray

from ann_lib._support.checks import FloatArray, check_array, check_same_length
from ann_lib.plots import style


class Mark(Artist):
    """Something that is written straight to a figure's SVG, and drawn in no other format.

    A subclass says in ``write`` what is written.

    Parameters
    ----------
    ax : Axes
        The mark adds itself to it.
    transform : matplotlib Transform, optional
        ``ax.transData`` by default.
    """

    def __init__(self, ax: Axes, transform: Any = None) -> None:
        super().__init__()
        if transform is not None:
            self.set_transform(transform)
        ax.add_artist(self)
        self.set_in_layout(False)

    def draw(self, renderer: Any) -> None:
        """Write it, if it is visible and the picture is an SVG.

        Matplotlib also draws to compute a layout, where a mark has no extent.
        """
        if self.get_visible() and hasattr(renderer, "writer"):
            self.write(renderer)

    def write(self, renderer: Any) -> None:
        """Write elements with ``renderer.writer``."""
        raise NotImplementedError(f"{type(self).__name__} must define write().")

    def on_paper(self, renderer: Any, points: ArrayLike) -> FloatArray:
        """Return where points are in the SVG, from its upper left; shape (..., 2)."""
        places = self.get_transform().transform(np.reshape(points, (-1, 2)))
        places[:, 1] = renderer.height - places[:, 1]
        placed: FloatArray = places.reshape(np.shape(points))
        return placed


class Disks(Mark):
    """Filled circles at points of an Axes.

    Parameters
    ----------
    ax : Axes
    points : array_like, shape (n, 2)
        Their centres, in data units.
    sizes : array_like, shape (n,)
        Their diameters, in points.
    """

    def __init__(self, ax: Axes, points: ArrayLike, sizes: ArrayLike) -> None:
        super().__init__(ax)
        self.points = check_array(points, "points", shape=(None, 2))
        self.sizes = check_array(sizes, "sizes", shape=(len(self.points),))
        self.fills = [style.LIGHT] * len(self.points)

    def set_fills(self, fills: Sequence[str]) -> None:
        """Give each disk a colour, as "#rrggbb"."""
        check_same_length(np.array(fills), self.points, "fills", "points")
        self.fills = list(fills)

    def set_values(self, values: ArrayLike, full: float) -> None:
        """Give each the pale colour of its value (`pale`)."""
        self.set_fills(pale(values, full))

    def write(self, renderer: Any) -> None:
        """Draw every disk, with an edge in the colour of text."""
        places = self.on_paper(renderer, self.points)
        radii = renderer.points_to_pixels(self.sizes) / 2
        renderer.writer.start("g", style=f"stroke: {style.INK}; stroke-width: 1.2")
        for (x, y), radius, fill in zip(places, radii, self.fills, strict=True):
            centre = {"cx": f"{x:.2f}", "cy": f"{y:.2f}"}
            renderer.writer.element("circle", **centre, r=f"{radius:.2f}", fill=fill)
        renderer.writer.end("g")


def pale(values: ArrayLike, full: float) -> list[str]:
    """Return the pale colour of each value, which is the fullest from ``full`` on."""
    tints = style.SURFACE(0.5 + np.clip(np.asarray(values) / full, -1, 1) / 2)
    return [to_hex(tint) for tint in tints]


class Segments(Mark):
    """Straight lines between pairs of points of an Axes, each with its colour and width.

    Parameters
    ----------
    ax : Axes
    ends : array_like, shape (n, 2, 2)
        Start and end of each one, in data units.
    """

    def __init__(self, ax: Axes, ends: ArrayLike) -> None:
        super().__init__(ax)
        self.ends = check_array(ends, "ends", shape=(None, 2, 2))
        self.colors = [style.NEUTRAL] * len(self.ends)
        self.widths: NDArray[Any] = np.zeros(len(self.ends))

    def set_ends(self, ends: ArrayLike) -> None:
        """Move the segments; ``ends`` has the shape that it had at the start."""
        self.ends = check_array(ends, "ends", shape=self.ends.shape)

    def set_look(self, colors: Sequence[str], widths: ArrayLike) -> None:
        """Give each segment a colour and a width in points; a width of 0 draws none."""
        check_same_length(np.array(colors), self.ends, "colors", "ends")
        self.widths = check_array(widths, "widths", shape=(len(self.ends),))
        self.colors = list(colors)

    def set_weights(
        self, weights: ArrayLike, full: float, thinnest: float, thickest: float
    ) -> None:
        """Give each the colour of its weight's sign, and a width that grows with its size.

        It is the thickest from ``full`` on, in points; a weight of 0 is not drawn.
        """
        weights = np.asarray(weights)
        sizes = np.minimum(np.abs(weights) / full, 1.0)
        widths = thinnest + (thickest - thinnest) * sizes
        colors = [style.signed_color(weight) for weight in weights]
        self.set_look(colors, np.where(weights == 0, 0.0, widths))

    def write(self, renderer: Any) -> None:
        """Draw every segment that has a width."""
        places = self.on_paper(renderer, self.ends)
        widths = renderer.points_to_pixels(self.widths)
        for ends, color, width in zip(places, self.colors, widths, strict=True):
            if width:
                _write_path(renderer, ends[None], color, width)


class Strokes(Mark):
    """Any number of straight strokes of one colour and width, as a single path.

    Parameters
    ----------
    ax : Axes
    color : str
    width : float
        In points.
    """

    def __init__(self, ax: Axes, color: str, width: float) -> None:
        super().__init__(ax)
        self.ends: NDArray[Any] = np.zeros((0, 2, 2))
        self.stroke_color, self.width = color, width

    def set_ends(self, ends: ArrayLike) -> None:
        """Draw these strokes; ``ends`` has shape (n, 2, 2), in data units."""
        self.ends = check_array(ends, "ends", shape=(None, 2, 2), allow_empty=True)

    def write(self, renderer: Any) -> None:
        """Draw every stroke, if there is any."""
        if len(self.ends):
            places = self.on_paper(renderer, self.ends)
            width = renderer.points_to_pixels(self.width)
            _write_path(renderer, places, self.stroke_color, width)


class Curves(Mark):
    """Curves over one axis, each a line from left to right, with one look for all.

    Parameters
    ----------
    ax : Axes
    color : str
    width : float
        In points.
    opacity : float
        From 0 to 1: where many of them run, it gets darker.
    """

    def __init__(self, ax: Axes, color: str, width: float, opacity: float = 1.0) -> None:
        super().__init__(ax)
        self.x: NDArray[Any] = np.zeros(0)
        self.ys: NDArray[Any] = np.zeros((0, 0))
        self.look = (
            f"fill: none; stroke: {color}; stroke-width: {width:g}; "
            f"stroke-opacity: {opacity:g}; stroke-linejoin: round"
        )

    def set_curves(self, x: ArrayLike, ys: ArrayLike) -> None:
        """Draw these: x of shape (n,), ys of shape (n_curves, n), in data units."""
        self.ys = check_array(ys, "ys", shape=(None, None), allow_empty=True)
        self.x = check_array(x, "x", shape=(self.ys.shape[1],), allow_empty=True)

    def write(self, renderer: Any) -> None:
        """Draw every curve, each as a path of its own."""
        for y in self.ys:
            places = self.on_paper(renderer, np.column_stack([self.x, y]))
            path = " ".join(f"{a:.2f} {b:.2f}" for a, b in places.tolist())
            renderer.writer.element("path", d=f"M {path}", style=self.look)


def _write_path(renderer: Any, ends: FloatArray, color: str, width: float) -> None:
    """Write straight lines as one path; ``ends`` has shape (n, 2, 2)."""
    lines = ends.reshape(-1, 4).tolist()
    path = " ".join(f"M {a:.2f} {b:.2f} L {c:.2f} {d:.2f}" for a, b, c, d in lines)
    look = f"fill: none; stroke: {color}; stroke-width: {width:.2f}"
    renderer.writer.element("path", d=path, style=look)
