"""Many short texts that change at each step, as one artist.

A Matplotlib ``Text`` costs about 0.3 ms each time it is drawn, most of it for measuring
letters that the browser measures again. Numbers in the nodes of a network are many, so
here they are written to the SVG as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ann_course.live.marks import Mark
from ann_lib._support.checks import check_array, check_choice
from ann_lib.plots import style

_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_HALF_A_DIGIT = 0.36  # of the font's size: from the baseline to the middle of a digit


def beside(x: float, y: float, taken: ArrayLike, reach: float) -> tuple[float, float]:
    """Return where a short name of the point (x, y) can stand.

    It lies close by, not on the name whose middle is ``taken``, and within a square of
    about 180 points that goes from -reach to reach.
    """
    inside, room, apart = 0.85 * reach, 0.93 * reach, np.array([0.3, 0.12]) * reach
    across = [min(max(x + side * reach, -inside), inside) for side in (0, 0.32, -0.32)]
    places = [(across[0], y + 0.13 * reach), (across[0], y - 0.13 * reach)]
    places += [(aside, min(max(y, -room), room)) for aside in across[1:]]
    for place in places:
        if abs(place[1]) <= room and (np.abs(np.subtract(place, taken)) > apart).any():
            return place
    return places[1]


class Labels(Mark):
    """Texts at points of an Axes, vertically centred there.

    Parameters
    ----------
    ax : Axes
    points : array_like, shape (n, 2)
        Where, in the units of ``transform``.
    texts : sequence of str, optional
        One per point; by default empty.
    align : {"center", "left", "right"}
        Which part of a text is at its point.
    size : float
        In points.
    color : str
    bold : bool
    halo : bool
        Whether the letters have a rim in the paper's white, to be read over lines.
    rim : float
        How wide that rim is, in sizes of the letters. A wide one interrupts a line.
    transform : matplotlib Transform, optional
        ``ax.transData`` by default; ``ax.transAxes`` for places on the paper.
    """

    def __init__(
        self,
        ax: Axes,
        points: ArrayLike,
        texts: Sequence[str] | None = None,
        *,
        align: str = "center",
        size: float = style.MEDIUM,
        color: str = style.INK,
        bold: bool = False,
        halo: bool = False,
        rim: float = 0.3,
        transform: Any = None,
    ) -> None:
        super().__init__(ax, transform)
        self.align = check_choice(align, "align", _ANCHORS)
        self.size, self.color, self.bold = size, color, bold
        self.halo, self.rim = halo, rim
        self.set_points(points)
        self.texts = [""] * len(self.points) if texts is None else list(texts)

    def set_points(self, points: ArrayLike) -> None:
        """Move the labels; ``points`` has shape (n, 2)."""
        self.points = check_array(points, "points", shape=(None, 2), allow_empty=True)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Change what the labels say.

        Raises
        ------
        ValueError
            If there is not one text for each point.
        """
        if len(texts) != len(self.points):
            raise ValueError(
                f"texts must hold {len(self.points)} texts, one for each point, "
                f"got {len(texts)}."
            )
        self.texts = list(texts)

    def write(self, renderer: Any) -> None:
        """Write every label that isn't empty."""
        if not any(self.texts):
            return
        families = ", ".join(f"'{name}'" for name in mpl.rcParams["font.sans-serif"])
        size = renderer.points_to_pixels(self.size)
        weight = "bold " if self.bold else ""
        look = (
            f"font: {weight}{size:g}px {families}, sans-serif; "
            f"text-anchor: {_ANCHORS[self.align]}; fill: {self.color}"
        )
        if self.halo:
            rim = f"stroke: {style.LIGHT}; stroke-width: {self.rim * size:g}px"
            look += f"; paint-order: stroke; stroke-linejoin: round; {rim}"
        renderer.writer.start("g", style=look)
        for text, (x, y) in zip(
            self.texts, self.on_paper(renderer, self.points), strict=True
        ):
            if text:
                down = y + _HALF_A_DIGIT * size
                renderer.writer.element("text", text, x=f"{x:.1f}", y=f"{down:.1f}")
        renderer.writer.end("g")
