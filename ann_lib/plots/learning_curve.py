"""The score against the number of training examples, with its spread."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator
from numpy.typing import ArrayLike

from ann_lib._support.checks import FloatArray, check_array, check_number
from ann_lib.plots import style


def _check(sizes: ArrayLike, scores: ArrayLike) -> tuple[FloatArray, FloatArray]:
    x = check_array(sizes, "sizes", ndim=1)
    table = check_array(scores, "scores", shape=(len(x), None))
    if x[0] <= 0 or (np.diff(x) <= 0).any():
        raise ValueError(f"sizes must be above 0 and grow, got {list(map(float, x))}.")
    return x, table


def learning_curve(
    sizes: ArrayLike,
    scores: ArrayLike,
    ax: Axes | None = None,
    *,
    chance: float | None = None,
) -> Axes:
    """Draw the mean score over the seeds, the score of each seed, and their range.

    Parameters
    ----------
    sizes : array_like, shape (n_sizes,)
        Numbers of training examples, increasing; drawn on a logarithmic axis.
    scores : array_like, shape (n_sizes, n_seeds)
        The held-out score of each run.
    ax : Axes, optional
        Where to draw; by default, the axes of a new figure.
    chance : float, optional
        The score of guessing, drawn as a dotted line.

    Returns
    -------
    ax : Axes
    """
    x, table = _check(sizes, scores)
    ax = style.axes_or_new(ax)
    color, marker = style.class_styles(3)[-1]
    lowest, highest = table.min(axis=1), table.max(axis=1)
    ax.fill_between(x, lowest, highest, color=color, alpha=0.2, linewidth=0)
    for run in table.T:
        ax.plot(x, run, marker, color=color, markersize=4, alpha=0.6)
    ax.plot(x, table.mean(axis=1), color=color, label="mean")
    if chance is not None:
        chance = check_number(chance, "chance")
        ax.axhline(chance, color=style.NEUTRAL, linestyle=":", label="guessing")
    ax.set_xscale("log")
    ax.set_xticks(x, labels=[f"{size:,.0f}" for size in x])
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set(xlabel="training examples", ylabel="held-out score")
    ax.grid(visible=True)
    ax.legend(loc="best")
    return ax


def learning_curve_alt(sizes: ArrayLike, scores: ArrayLike) -> str:
    """Return in words what `learning_curve` draws: mean and range at every size."""
    x, table = _check(sizes, scores)
    points = [
        f"{size:,.0f} examples: {runs.mean():.2f} ({runs.min():.2f} to {runs.max():.2f})"
        for size, runs in zip(x, table, strict=True)
    ]
    runs = "1 run" if table.shape[1] == 1 else f"{table.shape[1]} runs"
    return f"Mean score and range of {runs} at each size. {'; '.join(points)}."
