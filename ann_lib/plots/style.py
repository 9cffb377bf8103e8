"""One colour, one meaning, in every picture of the course.

Positive is orange and negative is blue: weights, inputs, outputs, gradients. Classes
have a marker as well as a colour, so that no picture depends on colour alone. Text and
axes are drawn in ``INK``, on white paper: white means zero, on a dark page too.

A figure of the course looks the same whatever the user has set in Matplotlib, and the
user's settings stay as they are: `settings` holds only while such a figure is worked on.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import matplotlib as mpl
import numpy as np
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from ann_lib._support.checks import check_int, check_kind, check_number

POSITIVE = "#e66100"
NEGATIVE = "#2b7bba"
NEUTRAL = "#8a8a8a"
"""A grey that can be read on white and on black: thresholds, axes at zero, chance."""
INK = "#1f2329"
"""Text and axes."""
DARK = "#101418"
"""Dark text on a light surface within the figure; never changes with the page."""
LIGHT = "#ffffff"
"""Light text on a dark surface within the figure; never changes with the page."""

# Blue and orange first (two classes are negative and positive); then Okabe and Ito
# (2008) and Tol (2021), ordered so that neighbours differ for colour-blind readers too.
CLASS_COLORS = (
    NEGATIVE,
    POSITIVE,
    "#009e73",
    "#cc79a7",
    "#8c6d00",
    "#56b4e9",
    "#882255",
    "#7f8fa9",
    "#6a51a3",
    "#c2a500",
)
CLASS_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<", ">", "*")

SIGNED = LinearSegmentedColormap.from_list(
    "ann_lib.signed",
    [
        (0.0, "#0b4a80"),
        (0.25, NEGATIVE),
        (0.5, "#ffffff"),
        (0.75, POSITIVE),
        (1.0, "#9c3a00"),
    ],
)
"""Diverging: blue below zero, white at zero, orange above. Use it with vmin = -vmax."""
SURFACE = LinearSegmentedColormap.from_list(
    "ann_lib.surface", [(0.0, "#a9cdea"), (0.5, "#ffffff"), (1.0, "#ffc79b")]
)
"""A pale SIGNED: a background on which points and lines stay visible."""
INTENSITY = LinearSegmentedColormap.from_list("ann_lib.intensity", ["#ffffff", "#101418"])
"""Pixels and other amounts of at least 0: white paper to black ink."""

SMALL, MEDIUM, LARGE = 10.0, 11.0, 13.0
"""Font sizes in points: ticks and notes; labels; titles."""

RC: Any = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # and the page's own if it is missing
    "font.size": MEDIUM,
    "axes.titlesize": LARGE,
    "axes.labelsize": MEDIUM,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "legend.fontsize": SMALL,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.prop_cycle": cycler(color=CLASS_COLORS),
    "lines.linewidth": 2.0,
    "lines.markersize": 6.0,
    "grid.color": NEUTRAL,
    "grid.alpha": 0.3,
    "legend.frameon": False,
    "image.cmap": "ann_lib.intensity",
    "image.interpolation": "none",
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "savefig.transparent": True,
    "svg.fonttype": "none",  # text stays text: sharp, selectable, and short
} | dict.fromkeys(
    ("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), INK
)

for _colormap in (SIGNED, SURFACE, INTENSITY):
    if _colormap.name not in mpl.colormaps:
        mpl.colormaps.register(_colormap)


# Settings that do not affect the look, and the salt of an SVG's ids, which `svg` sets.
_NOT_STYLE = (
    "animation.", "backend", "date.epoch", "docstring.", "figure.max_open_warning",
    "figure.raise_window", "interactive", "keymap.", "savefig.directory", "svg.hashsalt",
    "timezone", "tk.", "toolbar", "webagg.",
)  # fmt: skip
_SETTINGS: dict[str, Any] = {
    key: value
    for key, value in (
        *dict.items(mpl.rcParamsDefault),  # as a dict, which warns of no outdated key
        *dict.items(mpl.RcParams(RC)),
    )
    if not key.startswith(_NOT_STYLE)
}
_inside = False


@contextmanager
def settings() -> Iterator[None]:
    """Use Matplotlib's defaults and ``RC`` for a while, then the user's settings again.

    Like ``rc_context``, but it sets only what differs: 16 µs instead of 330, for every
    picture of a panel. It can also be used as a decorator.
    """
    global _inside
    if _inside:
        yield
        return
    now: Any = mpl.rcParams
    before = {
        key: old
        for key, value in _SETTINGS.items()
        if (old := dict.__getitem__(now, key)) is not value
    }
    dict.update(now, {key: _SETTINGS[key] for key in before})
    _inside = True
    try:
        yield
    finally:
        _inside = False
        dict.update(now, before)


_NOT_OVERRIDDEN = ("cla", "get_data_ratio")  # Matplotlib warns or fails if one is


def _styled(base: type) -> Any:
    """Return a subclass each of whose public methods runs with the course's settings.

    Matplotlib reads its settings late: for a label when it is set, for a tick when it is
    drawn, for the figure when it is saved.
    """
    methods = {
        name: settings()(method)
        for name, method in inspect.getmembers(base, inspect.isfunction)
        if not name.startswith("_") and name not in _NOT_OVERRIDDEN
    }
    return type(f"Styled{base.__name__}", (base,), {**methods, "__module__": __name__})


StyledFigure, StyledAxes = _styled(Figure), _styled(Axes)


def settings_of(ax: Axes) -> AbstractContextManager[None]:
    """Return `settings` for the course's own Axes; a user's Axes keep the user's."""
    return settings() if isinstance(ax, StyledAxes) else nullcontext()


def figure(
    width: float = 6.0,
    height: float = 4.0,
    *,
    rows: int = 1,
    columns: int = 1,
    **subplots: Any,
) -> tuple[Figure, Any]:
    """Return a figure in the course's style, and its axes.

    Whatever is drawn on it is in this style, too. The figure is not registered with
    pyplot: it is only shown by ``plots.show`` or a panel and need not be closed.

    Parameters
    ----------
    width, height : float
        Size in inches; a lesson's text is 6 inches wide.
    rows, columns : int
        Number of axes.
    **subplots
        Passed on to ``Figure.subplots``: ``sharex``, ``width_ratios``, ``squeeze`` …

    Returns
    -------
    figure : Figure
    axes : Axes, or ndarray of Axes if there are several
    """
    size = (
        check_number(width, "width", above=0),
        check_number(height, "height", above=0),
    )
    keywords = {"axes_class": StyledAxes, **(subplots.pop("subplot_kw", None) or {})}
    with settings():
        fig: Figure = StyledFigure(figsize=size, layout="constrained")
        axes = fig.subplots(
            check_int(rows, "rows"), check_int(columns, "columns"),
            subplot_kw=keywords, **subplots,
        )  # fmt: skip
    return fig, axes


def axes_or_new(ax: Axes | None, width: float = 6.0, height: float = 4.0) -> Axes:
    """Return the given axes, or those of a new figure in the course's style."""
    if ax is not None:
        several = isinstance(ax, np.ndarray)
        check_kind(ax, "ax", Axes, " Use one of them, such as ax[0]." * several)
        return ax
    new: Axes = figure(width, height)[1]
    return new


def signed_color(value: float) -> str:
    """Return the colour of a number: orange if positive, blue if negative, grey if 0."""
    if value > 0:
        return POSITIVE
    return NEGATIVE if value < 0 else NEUTRAL


def class_styles(n_classes: int) -> list[tuple[str, str]]:
    """Return a colour and a marker for each class; they repeat after ten."""
    n, many = check_int(n_classes, "n_classes"), len(CLASS_COLORS)
    return [(CLASS_COLORS[i % many], CLASS_MARKERS[i % many]) for i in range(n)]
