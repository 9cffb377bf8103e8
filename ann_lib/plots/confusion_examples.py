"""The images behind one cell of a confusion matrix."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ann_lib._support.checks import (
    IntArray,
    check_int,
    check_labels,
    check_same_length,
    describe,
)
from ann_lib.plots import style
from ann_lib.plots.images import images
from ann_lib.plots.mosaic import check_pixels, size_of


def examples_of(y_true: ArrayLike, y_pred: ArrayLike, is_: int, called: int) -> IntArray:
    """Return the numbers of the samples that are one class and were called another.

    Parameters
    ----------
    y_true, y_pred : array_like of int, shape (n_samples,)
        What the samples are, and what they were called.
    is_, called : int
        The row and the column of the `confusion_matrix`.

    Examples
    --------
    >>> examples_of([0, 1, 1, 0], [0, 1, 0, 1], is_=1, called=0)
    array([2])
    """
    labels, answers = check_labels(y_true, "y_true"), check_labels(y_pred, "y_pred")
    check_same_length(labels, answers, "y_true", "y_pred")
    is_, called = check_int(is_, "is_", minimum=0), check_int(called, "called", minimum=0)
    return np.flatnonzero((labels == is_) & (answers == called))


def _said(is_: int, called: int, class_names: Sequence[str] | None) -> str:
    if class_names is not None and max(is_, called) >= len(class_names):
        raise ValueError(
            f"class_names must name class {max(is_, called)}, got {describe(class_names)}."
        )
    names = [str(c) if class_names is None else class_names[c] for c in (is_, called)]
    return f"{names[0]} called {names[1]}"


def confusion_examples(
    pixels: ArrayLike,
    y_true: ArrayLike,
    y_pred: ArrayLike,
    is_: int,
    called: int,
    ax: Axes | None = None,
    *,
    class_names: Sequence[str] | None = None,
    image_shape: Sequence[int] | None = None,
    most: int = 12,
    columns: int = 6,
) -> Axes:
    """Draw the images that are one class and were called another.

    Parameters
    ----------
    pixels : array_like, shape (n_samples, n_pixels) or (n_samples, height, width[, 3])
    y_true, y_pred : array_like of int, shape (n_samples,)
        What the images are, and what they were called.
    is_, called : int
        The row and the column of the `confusion_matrix`; the same for what is right.
    ax : Axes, optional
        Where to draw; a new figure's otherwise.
    class_names : sequence of str, optional
        The class numbers by default.
    image_shape : (height, width) or (height, width, 3), optional
        That of ``pixels``, or square, by default.
    most : int
        How many are drawn: the first ones.
    columns : int
        Images in a row.

    Returns
    -------
    ax : Axes
        One image for each, titled with the sample's number. Where there are none, a
        sentence that says so.
    """
    array = check_pixels(pixels, "pixels")
    found = examples_of(y_true, y_pred, is_, called)
    check_same_length(array, np.asarray(y_true), "pixels", "y_true")
    said = _said(is_, called, class_names)
    shown = found[: check_int(most, "most")]
    if image_shape is None and np.ndim(pixels) >= 3:
        image_shape = np.shape(pixels)[1:]
    if not len(found):
        ax = style.axes_or_new(ax, 6, 1)
        ax.set_axis_off()
        ax.text(0.5, 0.5, f"No image is a {said}.", ha="center", va="center")
        return ax
    titles = [f"no. {i}" for i in shown]
    check_int(columns, "columns")
    height, width = (1, 1) if image_shape is None else image_shape[:2]
    high = size_of(titles, columns, height / width)[1]
    ax = style.axes_or_new(ax, 6.5, high + 0.3)  # room for the title, also over one image
    images(array[shown], ax, titles=titles, image_shape=image_shape, columns=columns)
    part = "" if len(shown) == len(found) else f", the first {len(shown)}"
    ax.set_title(f"{said}: {len(found)}{part}")
    return ax


def confusion_examples_alt(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    is_: int,
    called: int,
    *,
    class_names: Sequence[str] | None = None,
    most: int = 12,
) -> str:
    """Return in words which images `confusion_examples` draws."""
    found = examples_of(y_true, y_pred, is_, called)
    said = _said(is_, called, class_names)
    if not len(found):
        return f"No image is a {said}."
    numbers = ", ".join(str(i) for i in found[: check_int(most, "most")])
    more = " and more" if len(found) > most else ""
    return f"{said}: {len(found)} of {np.size(y_true)} images, numbers {numbers}{more}."
