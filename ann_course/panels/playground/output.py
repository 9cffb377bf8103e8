"""What the playground's network says over the plane, with the losses below."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist

from ann_course.live.contour import zero_lines
from ann_course.live.half_plane import Box
from ann_course.live.labels import Labels
from ann_course.live.marks import Strokes
from ann_course.live.tiles import Tiles
from ann_course.panels.playground.data import REACH, Points
from ann_course.panels.playground.experiment import node_values
from ann_course.panels.playground.fold import FoldPicture
from ann_course.panels.playground.kinds import YES_OR_NO, class_pixels, kind_of
from ann_course.panels.playground.losses import LossPicture
from ann_course.panels.playground.network import PIXELS
from ann_lib._support.checks import FloatArray
from ann_lib.network import Network
from ann_lib.plots import style

PLANE: Box = (-REACH, REACH, -REACH, REACH)
FAINT = "#1f232959"
"""INK, thinned: borders of which there are many."""


def places(step: int = 1) -> FloatArray:
    """Return where the picture's pixels are along one side, each ``step``-th of them."""
    at: FloatArray = (np.arange(PIXELS) + 0.5) / PIXELS * 2 * REACH - REACH
    return at[step // 2 :: step]


def plane_grid(step: int = 1) -> FloatArray:
    """Return the points whose outputs are the picture, shape (n_pixels, 2), from below."""
    at = places(step)
    return np.stack(np.meshgrid(at, at), axis=-1).reshape(-1, 2)


def answers(network: Network, grid: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return what each node answers at `plane_grid`, and the outputs as they are.

    Parameters
    ----------
    network : Network
    grid : ndarray, shape (PIXELS**2, n_inputs)
        The features of the points.

    Returns
    -------
    shades : ndarray, shape (PIXELS, PIXELS, n_nodes)
        From -1 to 1, the inputs first.
    outputs : ndarray, shape (PIXELS, PIXELS, n_outputs)
    """
    found, kind = node_values(network, grid), kind_of(network.loss)
    n = kind.n_outputs
    outputs = found[:, -n:].copy()
    found[:, :-n] /= np.maximum(np.abs(found[:, :-n]).max(axis=0), 1e-6)
    found[:, -n:] = kind.strengths(outputs)
    shape = PIXELS, PIXELS, -1
    return found.reshape(shape), outputs.reshape(shape)


class OutputPicture:
    """The output over the plane, and the losses during training.

    Attributes
    ----------
    figure : Figure
    axes : Axes
        The plane.
    losses : LossPicture
    under, over : list of Artist
        What a LiveFigure redraws.
    """

    def __init__(self) -> None:
        self.figure, (plane, losses) = style.figure(
            3.3, 3.9, rows=2, height_ratios=(3.3, 1)
        )
        # The room in between is for the losses as numbers.
        self.figure.set_layout_engine("constrained", hspace=0.1)
        self._make_plane(plane)
        self.losses = LossPicture(losses)
        self.figure.draw_without_rendering()  # so that each has its place
        self.figure.set_layout_engine("none")
        self.fold = FoldPicture(self.figure.add_axes(plane.get_position(original=True)))
        self.title = Labels(
            plane, [(0, 1.055)], align="left", size=style.MEDIUM, transform=plane.transAxes
        )
        self._flat: list[Artist] = [self.shade, self.borders, self.border]
        self.under: list[Artist] = [*self._flat, *self.fold.under]
        self.over: list[Artist] = [self.title, *self.fold.over, *self.losses.over]
        self.show_folded(folded=False)

    def set_points(self, points: Points) -> None:
        """Show these points; the still part of the picture must then be redrawn."""
        pairs = ((points.train, points.train_labels), (points.test, points.test_labels))
        for marks, numbers, (group, labels) in zip(
            self.points, self.numbers, pairs, strict=True
        ):
            own = points.kind.groups(labels)
            for label, mark in enumerate(marks):
                shown = () if points.kind.is_number else group[own == label]
                mark.set_data(*np.reshape(shown, (-1, 2)).T)
            numbers.set_offsets(group if points.kind.is_number else np.zeros((0, 2)))
            if points.kind.is_number:
                numbers.set_array(np.clip(labels, -1, 1))
        self.kind = points.kind

    def show_test_points(self, shown: bool) -> None:
        """Show the hollow points or hide them; redraw the still part then."""
        for marks in (*self.points[1], self.numbers[1]):
            marks.set_visible(shown)

    def show_folded(self, *, folded: bool) -> None:
        """Show the fold in the place of the plane, or the plane; redraw all then."""
        self.axes.set_visible(not folded)
        self.fold.ax.set_visible(folded)
        for artist in self._flat:
            artist.set_visible(not folded)
        for artist in (*self.fold.under, *self.fold.over):
            artist.set_visible(folded)

    def show(
        self, shade: FloatArray, margins: FloatArray, title: str, *, discretize: bool
    ) -> None:
        """Colour the plane by what a node says, or by which class wins.

        Parameters
        ----------
        shade : ndarray, shape (PIXELS, PIXELS) or (PIXELS, PIXELS, n_classes)
            From -1 to 1.
        margins : ndarray, shape (n, PIXELS, PIXELS)
            Fields that are 0 along a border.
        title : str
        discretize : bool
            Whether which side wins is all that is shown.
        """
        self.title.set_texts([title])
        if shade.ndim == 3:
            best = shade == shade.max(axis=-1, keepdims=True)
            sides = np.where(best, 1.0, -1.0) if discretize else shade
            self.shade.fill(PLANE, class_pixels(sides))
        else:
            self.shade.tint(PLANE, np.sign(shade) if discretize else shade)
        self.border.set_ends(zero_lines(margins, places())[0])

    def show_borders(self, outputs: FloatArray) -> None:
        """Draw the borders of many starts; outputs of shape (n_starts, n, n, n_outputs).

        The grid is that of each third pixel. Where a start's outputs are not finite, it
        has no border.
        """
        finite = np.isfinite(outputs).all(axis=(1, 2, 3))
        margins = np.moveaxis(self.kind.margins(outputs[finite]), -1, 1)
        n_fields = margins.shape[1]
        fields = margins.reshape(-1, *margins.shape[2:])
        pieces, which = zero_lines(fields, places(3))
        self.borders.set_ends(pieces)
        self._which = np.flatnonzero(finite)[which // n_fields]

    def nearest_border(self, x1: float, x2: float) -> int | None:
        """Return the start whose border is nearest to a place; None if there is none."""
        if not len(self.borders.ends):
            return None
        middles = self.borders.ends.mean(axis=1)
        return int(self._which[np.hypot(*(middles - (x1, x2)).T).argmin()])

    def _make_plane(self, ax: Any) -> None:
        ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xticks=[-2, 2], yticks=[-2, 2])
        ax.set_title(" ", size=style.MEDIUM)  # keeps the room
        ax.set_xlabel("x1", size=style.SMALL, labelpad=-9)
        ax.set_ylabel("x2", size=style.SMALL, labelpad=-10, rotation=0)
        ax.set_box_aspect(1)
        self.axes = ax
        self.shade = Tiles(ax, framed=False)
        self.borders = Strokes(ax, FAINT, 0.8)
        self.border = Strokes(ax, style.INK, 1.6)
        self._which = np.zeros(0, dtype=np.intp)
        self.kind = YES_OR_NO
        self.points: list[list[Any]] = []
        self.numbers: list[Any] = []
        for is_test in (False, True):
            marks = []
            for color, marker in style.class_styles(3):
                face, edge = (style.LIGHT, color) if is_test else (color, style.LIGHT)
                look: Any = {"mfc": face, "mec": edge, "mew": 1.3 if is_test else 0.6}
                marks += ax.plot([], [], marker, ms=4.5 if is_test else 5, ls="", **look)
            self.points.append(marks)
            number: Any = {"cmap": style.SIGNED, "vmin": -1.3, "vmax": 1.3}
            number |= {"edgecolors": style.INK, "linewidths": 0.9 if is_test else 0.3}
            self.numbers.append(ax.scatter([], [], s=18 if is_test else 24, c=[], **number))
