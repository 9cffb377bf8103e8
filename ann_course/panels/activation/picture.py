"""The curve of an activation function with its slope, and a point that slides along."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ann_course.live.labels import Labels
from ann_course.live.marks import Disks, Segments
from ann_course.live.words import short
from ann_course.panels._shared.activation_functions import Curve
from ann_lib._support.checks import FloatArray
from ann_lib.plots import style

REACH = 6.0
"""The sum runs from minus this to this."""
EDGE = REACH + 0.6
TANGENT = 1.6
"""How far the tangent runs to each side of its point."""
FIGURE_SPACE = "\N{FIGURE SPACE}"
"""As wide as a digit."""


class CurvePicture:
    """The function and its slope over the sum, and a point that slides along them."""

    def __init__(self, ax: Axes, curve: Curve) -> None:
        self.ax = ax
        ax.set(xlim=(-EDGE, EDGE), xlabel="the sum z", xticks=range(-6, 7, 2))
        ax.yaxis.set_major_locator(MaxNLocator(6, integer=True))
        # Equally wide for every function: the layout is computed only once.
        ax.yaxis.set_major_formatter(lambda y, _: short(y, 5).rjust(3, FIGURE_SPACE))
        ax.axhline(0, color=style.NEUTRAL, lw=0.8)
        ax.axvline(0, color=style.NEUTRAL, lw=0.8)
        (self.output,) = ax.plot([], [], color=style.INK, lw=2.5, label="output f(z)")
        (self.slopes,) = ax.plot([], [], "--", color=style.NEUTRAL, label="slope")
        where: Any = {"loc": "lower left", "bbox_to_anchor": (-0.02, 0.99), "ncols": 2}
        ax.legend(**where)
        # Across and up to the point; one to the right, and up by the slope; the tangent.
        self.lines = Segments(ax, np.zeros((5, 2, 2)))
        self.marks = Disks(ax, np.zeros((2, 2)), [8, 11])
        self.marks.set_fills([style.LIGHT, style.INK])
        # To the lower right, where no activation function goes.
        self.size = Labels(
            ax, [(0.99, 0.07)], align="right", size=style.SMALL, transform=ax.transAxes
        )
        self.over: list[Artist] = [self.lines, self.marks, self.size]
        self.choose(curve)

    def choose(self, curve: Curve) -> None:
        """Draw another function: the still part of the picture changes."""
        z = np.linspace(-EDGE, EDGE, 661)
        y, slopes = curve.function(z), curve.slope(z)
        self.curve = curve  # only now: a function that fails is not chosen
        self.output.set_data(*_without_jumps(z, y))
        self.slopes.set_data(*_without_jumps(z, slopes))
        low, high = min(y.min(), slopes.min()), max(y.max(), slopes.max())
        if low >= -1.2 and high <= 1.2:  # the same paper for all that stay within 1
            low, high = -1.0, 1.0
        margin = 0.1 * max(high - low, 1.0)
        self.ax.set_ylim(low - 2 * margin, high + margin)

    def show(self, z: float, *, has_slope: bool = True) -> tuple[float, float]:
        """Slide the point to a sum; return the output and the slope there.

        Where the curve has no slope, there is no tangent either.
        """
        place = np.array([z])
        y, slope = float(self.curve.function(place)[0]), float(self.curve.slope(place)[0])
        heights = (0.0, y, slope)
        start = z if z + 1 < REACH - 0.5 else z - 1  # where there is no room, before it
        foot = y + slope * (start - z)
        self.lines.set_ends(
            [
                [(-EDGE, y), (z, y)],
                [(z, min(heights)), (z, max(heights))],
                [(start, foot), (start + 1, foot)],
                [(start + 1, foot), (start + 1, foot + slope)],
                self._tangent(z, y, slope),
            ]
        )
        thin, ink = style.NEUTRAL, style.INK
        colors = [thin, thin, ink, ink, style.signed_color(slope)]
        self.lines.set_look(colors, [0.6, 0.6, *np.multiply([1.2, 1.2, 4.5], has_slope)])
        self.marks.points = np.array([(z, slope), (z, y)])
        way = "up" if slope >= 0 else "down"
        size = short(float(f"{abs(slope):.2g}"), 5)
        by_convention = f"no slope here ({short(slope)} by convention)"
        self.size.set_texts([f"1 across, {size} {way}" if has_slope else by_convention])
        return y, slope

    def _tangent(self, z: float, y: float, slope: float) -> list[tuple[float, float]]:
        """Return both ends of the tangent, within the picture."""
        bottom, top = self.ax.get_ylim()
        ends = []
        for limit, height in (
            (-TANGENT, bottom if slope > 0 else top),
            (TANGENT, top if slope > 0 else bottom),
        ):
            room = (height - y) / slope if slope else limit
            away = max(limit, room) if limit < 0 else min(limit, room)
            away = min(max(away, -EDGE - z), EDGE - z)
            ends.append((z + away, y + slope * away))
        return ends


def _without_jumps(z: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return a line's points with a gap where the line leaps."""
    leaps = np.flatnonzero(np.abs(np.diff(y)) > 0.4) + 1
    return np.insert(z, leaps, np.nan), np.insert(y, leaps, np.nan)
