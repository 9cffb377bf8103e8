"""The confusion matrix: which class was predicted for which."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ann_lib._support.checks import (
    IntArray,
    check_int,
    check_labels,
    check_no_text,
    check_same_length,
    describe,
)
from ann_lib.plots import style

_DARK_FROM = 0.55
"""In cells darker than this, the number is written in a light colour."""


def confusion_matrix(
    y_true: ArrayLike, y_pred: ArrayLike, *, n_classes: int | None = None
) -> IntArray:
    """Count how often each class was predicted as each class.

    Parameters
    ----------
    y_true, y_pred : array_like of int, shape (n_samples,)
        True and predicted classes.
    n_classes : int, optional
        By default, as many as occur.

    Returns
    -------
    counts : ndarray of int, shape (n_classes, n_classes)
        Row: true class. Column: predicted class.

    Examples
    --------
    >>> confusion_matrix([0, 0, 1, 1], [0, 1, 1, 1])
    array([[1, 1],
           [0, 2]])
    """
    if n_classes is not None:
        n_classes = check_int(n_classes, "n_classes")
    labels = check_labels(y_true, "y_true", n_classes=n_classes).astype(np.intp)
    answers = check_labels(y_pred, "y_pred", n_classes=n_classes).astype(np.intp)
    check_same_length(labels, answers, "y_true", "y_pred")
    size = n_classes or int(max(labels.max(), answers.max())) + 1
    counts = np.bincount(labels * size + answers, minlength=size * size)
    return counts.reshape(size, size)


def _check_matrix(matrix: ArrayLike, class_names: Sequence[str] | None) -> list[str]:
    shape = np.shape(matrix)
    if len(shape) != 2 or shape[0] != shape[1] or not shape[0]:
        raise ValueError(
            f"matrix must have a row and a column for each class, got shape {shape}. "
            "Use confusion_matrix(y_true, y_pred)."
        )
    array = np.asarray(matrix)
    if array.dtype.kind not in "iu":
        raise TypeError(f"matrix must hold counts, got dtype {array.dtype}.")
    if array.min() < 0:
        raise ValueError(f"matrix must hold counts of at least 0, got {array.min()}.")
    check_no_text(class_names, "class_names")
    names = [str(i) for i in range(len(array))] if class_names is None else class_names
    if len(names) != len(array):
        raise ValueError(
            f"class_names must hold {len(array)} names, got {describe(class_names)}."
        )
    return list(names)


def confusion(
    matrix: ArrayLike,
    ax: Axes | None = None,
    *,
    class_names: Sequence[str] | None = None,
) -> Axes:
    """Draw a confusion matrix: a row per true class, a column per predicted class.

    Each cell holds its count; zeros are left out, and mistakes are bold. The darkness of
    a cell is the square root of its share of the row, so that even one mistake is seen.

    Parameters
    ----------
    matrix : array_like of int, shape (n_classes, n_classes)
        As `confusion_matrix` returns it.
    ax : Axes, optional
        Where to draw; by default, the axes of a new figure.
    class_names : sequence of str, optional
        The class numbers by default.

    Returns
    -------
    ax : Axes
    """
    names = _check_matrix(matrix, class_names)
    counts = np.asarray(matrix)
    ax = style.axes_or_new(ax, 5.2, 5.0)
    darkness = np.sqrt(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))
    ax.imshow(darkness, cmap=style.INTENSITY, vmin=0, vmax=1, interpolation="none")
    for row, column in np.argwhere(counts):
        light = darkness[row, column] > _DARK_FROM
        ax.text(
            column,
            row,
            str(counts[row, column]),
            ha="center",
            va="center",
            color=style.LIGHT if light else style.DARK,
            fontweight="normal" if row == column else "bold",
        )
    ticks = range(len(names))
    ax.set_xticks(ticks, labels=names)
    ax.set_yticks(ticks, labels=names)
    ax.set_xticks(np.arange(len(names) - 1) + 0.5, minor=True)
    ax.set_yticks(np.arange(len(names) - 1) + 0.5, minor=True)
    ax.grid(visible=True, which="minor")
    ax.tick_params(which="both", length=0)
    ax.set(xlabel="called", ylabel="is")
    ax.spines[:].set_visible(False)
    return ax


def confusion_alt(matrix: ArrayLike) -> str:
    """Return in words what `confusion` draws: correct answers and worst confusions."""
    names = _check_matrix(matrix, None)
    counts = np.asarray(matrix)
    mistakes = counts - np.diag(np.diag(counts))
    order = np.argsort(-mistakes, axis=None, kind="stable")[:3]
    worst = [
        f"{names[row]} called {names[column]}: {mistakes[row, column]}"
        for row, column in zip(*np.unravel_index(order, counts.shape), strict=True)
        if mistakes[row, column]
    ]
    text = f"Confusion matrix: {np.trace(counts)} of {counts.sum()} on the diagonal"
    return f"{text}. Most often mixed up: {', '.join(worst)}." if worst else f"{text}."
