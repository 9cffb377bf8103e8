"""A drawing of a nerve cell: signals arrive, are summed, leave, and are passed on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.patches import Circle
from numpy.typing import NDArray

from ann_lib.plots import style
from ann_lib.plots.show import svg

PARTS = ("dendrites", "cell body", "axon", "synapses")
"""In the order in which a signal passes them."""

_BODY, _NEXT = (2.6, 1.5), (9.6, 1.5)
# Start, bend and end of a branch, and its width in points.
_Branch = tuple[tuple[float, float], tuple[float, float], tuple[float, float], float]
_DENDRITES: list[_Branch] = [
    ((2.4, 1.7), (1.7, 2.0), (0.7, 2.75), 4.0),
    ((2.4, 1.5), (1.6, 1.35), (0.35, 1.55), 4.0),
    ((2.4, 1.3), (1.8, 0.9), (0.8, 0.25), 4.0),
    ((1.5, 2.18), (1.1, 2.3), (0.3, 2.3), 2.0),
    ((1.25, 1.43), (0.9, 1.3), (0.4, 1.05), 2.0),
    ((1.65, 0.81), (1.1, 0.75), (0.35, 0.75), 2.0),
]
_ENDINGS: list[_Branch] = [
    ((7.2, 1.5), (7.6, 1.9), (8.25, 2.3), 2.0),
    ((7.2, 1.5), (7.7, 1.5), (8.25, 1.5), 2.0),
    ((7.2, 1.5), (7.6, 1.1), (8.25, 0.7), 2.0),
]
_NEXT_DENDRITES: list[_Branch] = [
    ((8.38, 2.36), (8.9, 2.1), (9.4, 1.7), 3.0),
    ((8.38, 1.5), (8.8, 1.5), (9.4, 1.5), 3.0),
    ((8.38, 0.64), (8.9, 0.9), (9.4, 1.3), 3.0),
]
# Where the line to each label begins, and the place of the label.
_LABELS = [
    ((0.95, 2.62), (1.5, 3.15)),
    ((2.6, 1.9), (2.9, 3.15)),
    ((5.0, 1.56), (5.0, 3.15)),
    ((8.3, 2.42), (8.0, 3.15)),
]


def nerve_cell(labels: Sequence[str] = PARTS, *, ax: Axes | None = None) -> Axes:
    """Draw a nerve cell with its four parts, and the beginning of the next cell.

    Parameters
    ----------
    labels : sequence of str
        Labels of dendrites, cell body, axon and synapses, in this order; ``"ABCD"``
        for a picture that the learner labels.
    ax : Axes, optional

    Returns
    -------
    ax : Axes

    Raises
    ------
    ValueError
        If there are more or fewer than four labels.
    """
    if len(labels) != len(PARTS):
        raise ValueError(
            f"labels must be {len(PARTS)} texts, one for each of {', '.join(PARTS)}; "
            f"got {len(labels)}."
        )
    ax = style.axes_or_new(ax, 7.0, 2.5)
    ax.set(xlim=(0, 10), ylim=(0, 3.45), aspect="equal")
    ax.set_axis_off()
    for branch in _NEXT_DENDRITES:
        _draw(ax, branch, style.NEUTRAL)
    with style.settings_of(ax):
        ax.add_patch(Circle(_NEXT, 0.36, facecolor=style.NEUTRAL, edgecolor="none"))
    ax.plot([2.6, 7.2], [1.5, 1.5], color=style.INK, linewidth=4.0)
    for branch in _DENDRITES + _ENDINGS:
        _draw(ax, branch, style.INK)
    ends = np.array([end for _, _, end, _ in _ENDINGS])
    ax.plot(*ends.T, "o", color=style.INK, markersize=7)
    with style.settings_of(ax):
        ax.add_patch(Circle(_BODY, 0.42, facecolor=style.INK, edgecolor="none"))
    ax.annotate(
        "",
        (6.2, 1.0),
        xytext=(4.2, 1.0),
        arrowprops={"arrowstyle": "-|>", "color": style.NEUTRAL, "linewidth": 1.5},
    )
    ax.text(5.2, 0.62, "the signal runs this way", ha="center", size=style.SMALL)
    for text, (point, place) in zip(labels, _LABELS, strict=True):
        ax.plot(*zip(point, place, strict=True), color=style.NEUTRAL, linewidth=1.0)
        ax.text(*place, text, ha="center", va="bottom", size=style.LARGE)
    return ax


def lettered_cell() -> str:
    """Return the picture as SVG, with the letters A to D for the four parts."""
    fig, ax = style.figure(7.0, 2.5)
    nerve_cell("ABCD", ax=ax)
    alt = (
        "A nerve cell, the signal running from left to right. A: many short branches on "
        "the left. B: the thick round part where they meet. C: one long fibre to the "
        "right. D: its three ends, where knobs nearly touch a second cell."
    )
    drawing = svg(fig, alt)
    pyplot.close(fig)
    return drawing


def _draw(ax: Axes, branch: _Branch, color: str) -> None:
    start, bend, end, width = branch
    curve = _curve(np.array(start), np.array(bend), np.array(end))
    ax.plot(*curve.T, color=color, linewidth=width, solid_capstyle="round")


def _curve(
    start: NDArray[np.float64], bend: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return points of the quadratic Bézier curve, shape (20, 2)."""
    t = np.linspace(0.0, 1.0, 20)[:, None]
    curve: NDArray[np.float64] = (1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t**2 * end
    return curve
