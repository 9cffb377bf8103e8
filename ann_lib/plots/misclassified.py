"""The images that a classifier gets wrong, each with what it is and what it was called."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ann_lib._support.checks import (
    FloatArray,
    IntArray,
    check_array,
    check_int,
    check_labels,
    check_same_length,
)
from ann_lib.plots import style
from ann_lib.plots.images import images
from ann_lib.plots.mosaic import check_pixels


def _mistakes(
    y_true: ArrayLike, probabilities: ArrayLike
) -> tuple[IntArray, FloatArray, IntArray, IntArray]:
    """Return labels, confidences, answers and the wrong ones' indices, surest first."""
    table = check_array(probabilities, "probabilities", ndim=2)
    labels = check_labels(y_true, "y_true", n_classes=table.shape[1])
    check_same_length(labels, table, "y_true", "probabilities")
    answers, sure = table.argmax(axis=1), table.max(axis=1)
    wrong = np.flatnonzero(answers != labels)
    return labels, sure, answers, wrong[np.argsort(-sure[wrong], kind="stable")]


def misclassified(
    pixels: ArrayLike,
    y_true: ArrayLike,
    probabilities: ArrayLike,
    ax: Axes | None = None,
    *,
    class_names: Sequence[str] | None = None,
    image_shape: Sequence[int] | None = None,
    most: int = 12,
    columns: int = 6,
) -> Axes:
    """Draw the images that were given a wrong class, the most confident mistake first.

    Parameters
    ----------
    pixels : array_like, shape (n_samples, n_pixels)
    y_true : array_like of int, shape (n_samples,)
        What the images are.
    probabilities : array_like, shape (n_samples, n_classes)
        As `Network.predict_proba` returns them.
    ax : Axes, optional
        Where to draw; a new figure's otherwise.
    class_names : sequence of str, optional
        The class numbers by default.
    image_shape : (height, width), optional
        Square by default.
    most : int
        How many are drawn.
    columns : int
        Images in a row.

    Returns
    -------
    ax : Axes
        One image for each mistake, titled "8 called 3" and, below, "92% sure". Where there
        are none, a sentence that says so.
    """
    array = check_pixels(pixels, "pixels")
    labels, sure, answers, wrong = _mistakes(y_true, probabilities)
    check_same_length(array, labels, "pixels", "y_true")
    wrong = wrong[: check_int(most, "most")]
    if not len(wrong):
        ax = style.axes_or_new(ax, 6, 1)
        ax.set_axis_off()
        ax.text(0.5, 0.5, "No image was given a wrong class.", ha="center", va="center")
        return ax
    n_classes = np.shape(probabilities)[1]
    names = [str(i) for i in range(n_classes)] if class_names is None else class_names
    titles = [
        f"{names[labels[i]]} called {names[answers[i]]}\n{sure[i]:.0%} sure" for i in wrong
    ]
    return images(array[wrong], ax, titles=titles, image_shape=image_shape, columns=columns)


def misclassified_alt(
    y_true: ArrayLike,
    probabilities: ArrayLike,
    *,
    class_names: Sequence[str] | None = None,
    most: int = 12,
) -> str:
    """Return in words which images `misclassified` draws."""
    labels, sure, answers, wrong = _mistakes(y_true, probabilities)
    n_classes = np.shape(probabilities)[1]
    names = [str(i) for i in range(n_classes)] if class_names is None else class_names
    shown = [
        f"{names[labels[i]]} called {names[answers[i]]}, {sure[i]:.0%} sure"
        for i in wrong[: check_int(most, "most")]
    ]
    head = f"{len(wrong)} of {len(labels)} images were given a wrong class"
    return f"{head}: {'; '.join(shown)}." if shown else f"{head}."
