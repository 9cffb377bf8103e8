"""The course's pictures and the user's Matplotlib settings leave each other alone."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from cycler import cycler
from matplotlib import pyplot
from plot_cases import PLOTS
from test_panels import movable, other_value, panel_classes

from ann_course.lessons.lesson_01.nerve_cell import nerve_cell
from ann_course.live import Panel, figure as live_figure
from ann_lib.plots import style
from ann_lib.plots.show import svg

HOSTILE = {
    "text.usetex": True, "text.color": "red", "font.family": "monospace",
    "font.size": 30, "font.sans-serif": ["Nothing"], "mathtext.fontset": "cm",
    "axes.grid": True, "axes.facecolor": "black", "axes.titlesize": 30,
    "axes.titlelocation": "center", "axes.labelsize": 30, "axes.linewidth": 5,
    "axes.xmargin": 0.5, "axes.unicode_minus": False, "axes.axisbelow": False,
    "axes.prop_cycle": cycler(color="rgb"), "axes.formatter.useoffset": False,
    "axes.spines.left": False, "axes3d.grid": False, "xtick.direction": "in",
    "xtick.top": True, "xtick.labelsize": 30, "xtick.minor.visible": True,
    "ytick.major.size": 20, "ytick.alignment": "top", "grid.color": "red",
    "grid.linewidth": 5, "lines.linewidth": 9, "lines.markersize": 20,
    "lines.dash_capstyle": "round", "patch.linewidth": 7, "patch.antialiased": False,
    "patch.force_edgecolor": True, "scatter.edgecolors": "red", "scatter.marker": "x",
    "image.origin": "lower", "image.cmap": "jet", "image.interpolation": "bicubic",
    "image.aspect": "auto", "contour.linewidth": 9, "contour.corner_mask": False,
    "legend.frameon": True, "legend.loc": "center", "legend.fontsize": 30,
    "figure.autolayout": True, "figure.facecolor": "black", "figure.dpi": 300,
    "figure.constrained_layout.h_pad": 0.5, "figure.figsize": (1, 1),
    "figure.titlesize": 30, "savefig.bbox": "tight", "savefig.pad_inches": 1,
    "savefig.facecolor": "black", "savefig.edgecolor": "red", "savefig.dpi": 20,
    "savefig.transparent": False, "svg.fonttype": "path", "svg.image_inline": True,
    "axes.edgecolor": "red", "axes.labelcolor": "red", "lines.color": "red",
    "patch.edgecolor": "red", "xtick.color": "red", "ytick.color": "red",
    "figure.edgecolor": "red", "path.simplify": False, "path.snap": False,
    "path.sketch": (3.0, 50.0, 2.0),
}  # fmt: skip
CONSTRAINED = {"figure.constrained_layout.use": True}
SHEETS = ["dark_background", "ggplot", "seaborn-v0_8-darkgrid", "Solarize_Light2"]


SETTINGS = ["hostile", "constrained", SHEETS[0]]
SETTINGS += [pytest.param(sheet, marks=pytest.mark.slow) for sheet in SHEETS[1:]]


@contextmanager
def user_has_set(name: str) -> Iterator[None]:
    """Have other settings hold within, and see to it that none of them changes."""
    with mpl.rc_context():
        if name in SHEETS:
            pyplot.style.use(name)
        else:
            mpl.rcParams.update(HOSTILE if name == "hostile" else CONSTRAINED)
        before = values()
        yield
        assert {key for key, value in values().items() if value != before[key]} == set()


def values() -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of outdated keys
        return dict(mpl.rcParams)


def pictures_of(panel_class: type[Panel], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a panel's pictures at its start and after each control has moved."""
    monkeypatch.setattr(live_figure, "_NUMBERS", count(1))
    panel = panel_class()
    pictures = panel.pictures()
    for name in movable(panel):
        panel.state = {name: other_value(panel, name)}
        pictures += panel.pictures()
    assert not panel.error.value
    panel.close()
    return pictures


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("name", [*PLOTS, "nerve_cell"])
def test_a_plot_is_the_same_under_any_settings(settings, name):
    draw = PLOTS.get(name, nerve_cell)
    plain = svg(draw().figure, "a test")
    with user_has_set(settings):
        assert svg(draw().figure, "a test") == plain


@pytest.mark.parametrize("settings", SETTINGS)
def test_what_a_lesson_draws_on_a_figure_of_the_course_is_the_same(settings):
    def draw() -> str:
        fig, (left, right) = style.figure(columns=2, sharey=True)
        left.set_facecolor(style.LIGHT)
        left.plot([1, 2], [-3, 4], label="a line")
        left.set(title="A title", xlabel="x", ylabel="y")
        left.legend()
        right.scatter([1, 2], [-3, 4])
        right.imshow(np.eye(2))
        right.annotate("here", (0, 0), (1, 1), arrowprops={"arrowstyle": "->"})
        fig.suptitle("Both")
        fig.colorbar(right.images[0], ax=right)
        return svg(fig, "a test")

    plain = draw()
    with user_has_set(settings):
        assert draw() == plain


@pytest.mark.parametrize("panel_class", panel_classes(), ids=lambda panel: panel.__name__)
def test_a_panel_is_the_same_under_any_settings(panel_class, monkeypatch):
    plain = pictures_of(panel_class, monkeypatch)
    with user_has_set("hostile"):
        assert pictures_of(panel_class, monkeypatch) == plain


def test_the_user_s_axes_keep_the_user_s_style():
    with mpl.rc_context({"lines.linewidth": 7.0, "axes.grid": True}):
        ax = pyplot.figure().subplots()
        PLOTS["history"](ax)
        assert {line.get_linewidth() for line in ax.lines} == {7.0}
    pyplot.close(ax.figure)


def test_settings_hold_within_and_end_with_an_error_too():
    @style.settings()
    def fail() -> None:
        assert mpl.rcParams["lines.linewidth"] == 2.0
        with style.settings():
            pass
        assert mpl.rcParams["lines.linewidth"] == 2.0
        raise ZeroDivisionError

    with mpl.rc_context({"lines.linewidth": 7.0}):
        with pytest.raises(ZeroDivisionError):
            fail()
        assert mpl.rcParams["lines.linewidth"] == 7.0


def test_every_key_of_the_style_is_set():
    with style.settings():
        for key, value in mpl.RcParams(style.RC).items():
            assert mpl.rcParams[key] == value, key
