"""A plane that a layer of two units has folded: its grid, its points, its regions."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from ann_course.live.diagram_layout import one_line
from ann_course.live.half_plane import Box
from ann_course.live.tiles import Tiles
from ann_lib._support.checks import FloatArray

PIXELS = 50
REACHES = (1.2, 2.5, 5.0, 12.0, 30.0)
"""Half the width of a folded plane: the smallest that holds what lies in it."""


class Plane:
    """A square part of a plane, coloured by what a network answers at each place.

    Parameters
    ----------
    ax : Axes
    box : (left, right, bottom, top)

    Attributes
    ----------
    shade : Tiles
    grid : ndarray, shape (PIXELS**2, 2)
        The places that `tint` wants answers for.
    """

    def __init__(self, ax: Axes, box: Box) -> None:
        self.ax = ax
        ax.set_box_aspect(1)
        self.shade = Tiles(ax, framed=False, sharp=True)
        self.set_box(box)
        self.tint(np.zeros(PIXELS**2))

    def set_box(self, box: Box) -> None:
        """Show this part of the plane."""
        self.box = box
        left, right, bottom, top = box
        self.ax.set(xlim=(left, right), ylim=(bottom, top), aspect="auto")
        across = left + (np.arange(PIXELS) + 0.5) * (right - left) / PIXELS
        up = bottom + (np.arange(PIXELS) + 0.5) * (top - bottom) / PIXELS
        self.grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)

    def make_room(self, largest: float) -> bool:
        """Show as much around 0 as a value needs; return whether that has changed."""
        reach = next((r for r in REACHES if r >= largest), REACHES[-1])
        if reach == self.box[1]:
            return False
        self.set_box((-reach, reach, -reach, reach))
        return True

    def tint(self, logits: FloatArray) -> None:
        """Colour the places of ``grid``: orange where the answer is 1, blue where 0."""
        self.shade.tint(self.box, np.tanh(logits / 2).reshape(PIXELS, PIXELS))


def mesh(low: float, high: float, n_lines: int = 6, n_points: int = 13) -> FloatArray:
    """Return the lines of a grid over a square, one after another, a NaN in between.

    Returns
    -------
    lines : ndarray, shape (n, 2)
        To be drawn as one line, also where a layer has moved them.
    """
    lines = []
    for at in np.linspace(low, high, n_lines):
        along = np.linspace(low, high, n_points)
        across = np.full(n_points, at)
        lines += [np.column_stack([along, across]), np.column_stack([across, along])]
    return np.column_stack(one_line(np.array(lines)))
