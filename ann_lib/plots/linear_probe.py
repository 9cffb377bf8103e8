"""How well a linear classifier separates the classes, layer by layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ann_lib._support.checks import FloatArray, check_array, check_number
from ann_lib.plots import style
from ann_lib.plots.mosaic import check_titles


def _check(
    accuracies: ArrayLike, names: Sequence[object] | None
) -> tuple[FloatArray, list[str]]:
    values = check_array(accuracies, "accuracies", ndim=1)
    if values.min() < 0 or values.max() > 1:
        raise ValueError(
            f"accuracies must lie between 0 and 1, got {values.min():g} to "
            f"{values.max():g}."
        )
    if names is None:
        names = ["input", *(f"layer {i}" for i in range(len(values) - 1))]
    return values, check_titles(names, len(values), "names", "accuracy")


def linear_probe(
    accuracies: ArrayLike,
    ax: Axes | None = None,
    *,
    names: Sequence[object] | None = None,
    label: str = "linear probe",
    chance: float | None = None,
) -> Axes:
    """Draw a linear probe's accuracy on the input and after each layer.

    Parameters
    ----------
    accuracies : array_like, shape (n_layers + 1,)
        As `ann_lib.inspection.linear_probe` returns them.
    ax : Axes, optional
        Where to draw; by default, the axes of a new figure. A second network may
        be added to the axes of the first.
    names : sequence, optional
        Names of the input and of each layer.
    label : str
        The line's name in the legend, which appears with the second line.
    chance : float, optional
        The accuracy of guessing, drawn as a dotted line.

    Returns
    -------
    ax : Axes
    """
    values, shown = _check(accuracies, names)
    ax = style.axes_or_new(ax, 6.0, 3.6)
    n_lines = sum(line.get_gid() == "probe" for line in ax.lines)
    color, marker = style.class_styles(n_lines + 3)[-1]
    places = range(len(values))
    ax.plot(places, values, color=color, marker=marker, label=label, gid="probe")
    if n_lines == 0:
        for place, value in zip(places, values, strict=True):
            ax.annotate(
                f"{value:.0%}", (place, value), (0, 8), textcoords="offset points",
                ha="center", fontsize=style.SMALL,
            )  # fmt: skip
    if chance is not None:
        chance = check_number(chance, "chance", minimum=0, maximum=1)
        ax.axhline(chance, color=style.NEUTRAL, linestyle=":", label="guessing")
    turned: dict[str, Any] = (
        {"rotation": 35, "ha": "right"} if sum(map(len, shown)) > 50 else {}
    )
    ax.set_xticks(places, labels=shown, **turned)
    ax.set(ylim=(0, 1.12), ylabel="held-out accuracy", yticks=[0, 0.25, 0.5, 0.75, 1])
    ax.margins(x=0.08)
    ax.grid(visible=True, axis="y")
    if n_lines or chance is not None:
        ax.legend(loc="lower right")
    return ax


def linear_probe_alt(
    accuracies: ArrayLike, *, names: Sequence[object] | None = None
) -> str:
    """Return in words what `linear_probe` draws: every accuracy."""
    values, shown = _check(accuracies, names)
    points = [f"{name} {value:.0%}" for name, value in zip(shown, values, strict=True)]
    return f"Held-out accuracy of a linear classifier: {', '.join(points)}."
