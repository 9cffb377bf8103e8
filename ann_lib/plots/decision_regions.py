"""The regions of the plane where a classifier gives each answer, with the samples."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, to_rgb
from numpy.typing import ArrayLike

from ann_lib._support.checks import (
    FloatArray,
    check_array,
    check_int,
    check_labels,
    check_same_length,
    describe,
)
from ann_lib.losses import MeanSquaredError
from ann_lib.plots import style

_PALE = 0.65
"""Fraction of white that is mixed into a class's colour for its region."""


def _grid(x: FloatArray, resolution: int) -> tuple[tuple[float, float, float, float], Any]:
    """Return the ends of the plane, slightly beyond the samples, and its points."""
    low, high = x.min(axis=0), x.max(axis=0)
    margin = 0.1 * np.where(high > low, high - low, 1.0)
    (left, bottom), (right, top) = low - margin, high + margin
    columns = np.linspace(left, right, resolution)
    rows = np.linspace(bottom, top, resolution)
    points = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)
    return (float(left), float(right), float(bottom), float(top)), points


def _answers(model: Any, points: FloatArray) -> FloatArray:
    """Return the class of each point, or the probability of class 1 if there is one."""
    has_numbers = isinstance(getattr(model, "loss", None), MeanSquaredError)
    if hasattr(model, "predict_proba") and not has_numbers:
        table = check_array(model.predict_proba(points), "the model's probabilities")
        table = table.reshape(len(points), -1)
        if table.shape[1] <= 2:
            return table[:, -1]
    predict = getattr(model, "predict", model)
    if not callable(predict):
        raise TypeError(
            f"model must have predict(x) or be a function of x, got {describe(model)}."
        )
    answers = check_array(predict(points), "the model's answers")
    if answers.size != len(points):
        raise ValueError(
            f"model must give one answer for each of {len(points)} points, got an array "
            f"of shape {answers.shape}."
        )
    return answers.reshape(-1)


def decision_regions(
    model: Any,
    x: ArrayLike,
    y: ArrayLike,
    ax: Axes | None = None,
    *,
    resolution: int = 150,
) -> Axes:
    """Colour the plane by the classifier's answer and draw the samples on it.

    Two classes with probabilities give a smooth surface with a line at one half;
    anything else gives regions in the classes' colours.

    Parameters
    ----------
    model : Network, or anything with predict(x), or a function
        Takes points of shape (n, 2) and returns labels.
    x : array_like, shape (n_samples, 2)
    y : array_like of int, shape (n_samples,)
    ax : Axes, optional
        Where to draw; by default, the axes of a new figure.
    resolution : int
        Points along each side of the plane.

    Returns
    -------
    ax : Axes
        One line of markers for each class.
    """
    points = check_array(x, "x", shape=(None, 2))
    labels = check_labels(y, "y")
    check_same_length(points, labels, "x", "y")
    n_classes = max(int(labels.max()) + 1, 2)
    steps = check_int(resolution, "resolution", minimum=2)
    extent, plane = _grid(points, steps)
    answers = _answers(model, plane).reshape(steps, steps)
    ax = style.axes_or_new(ax, 5.5, 4.5)
    styles = style.class_styles(max(n_classes, int(answers.max()) + 1))
    smooth = n_classes == 2 and bool((answers % 1 != 0).any())
    pale = [tuple(_PALE + (1 - _PALE) * np.array(to_rgb(color))) for color, _ in styles]
    ax.imshow(
        answers,
        extent=extent,
        origin="lower",
        aspect="auto",
        cmap=style.SURFACE if smooth else ListedColormap(pale),
        vmin=0 if smooth else -0.5,
        vmax=1 if smooth else len(pale) - 0.5,
        interpolation="none",
    )
    if smooth and answers.min() < 0.5 < answers.max():
        ends = np.linspace(*extent[:2], steps), np.linspace(*extent[2:], steps)
        ax.contour(*ends, answers, levels=[0.5], colors=[style.DARK], linewidths=1.5)
    for i, (color, marker) in enumerate(styles[:n_classes]):
        own = points[labels == i]
        ax.plot(
            *own.T,
            marker,
            color=color,
            markeredgecolor=style.DARK,
            markeredgewidth=0.6,
            label=f"class {i}",
        )
    ax.set(xlabel="x1", ylabel="x2", xlim=extent[:2], ylim=extent[2:])
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return ax
