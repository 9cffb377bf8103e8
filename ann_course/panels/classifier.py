"""What the panels on pictures have in common: the network, its images, its answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ann_course.live.labels import Labels
from ann_lib._support.checks import (
    FloatArray,
    IntArray,
    check_array,
    check_labels,
    check_same_length,
    describe,
)
from ann_lib.network import Network
from ann_lib.plots import style


def check_classifier(network: object) -> Network:
    """Return the network, or raise if it does not give each class an output."""
    if not isinstance(network, Network):
        raise TypeError(f"network must be a trained Network, got {describe(network)}.")
    if len(network.shapes[-1]) != 1 or network.shapes[-1][0] < 2:
        raise ValueError(
            "network must have one output for each of at least two classes, got outputs of "
            f"shape {network.shapes[-1]}."
        )
    return network


def check_together(network: object, x: object, y: object) -> None:
    """Raise unless a panel is given all three, or leaves all three to its defaults."""
    if len({network is None, x is None, y is None}) > 1:
        raise ValueError("network, x and y must be given together, or none of them.")


def check_images(
    network: Network, x: ArrayLike, y: ArrayLike
) -> tuple[FloatArray, IntArray]:
    """Return grey images (n, side, side) and labels."""
    images, labels = check_labeled_images(network, x, y)
    if images.shape[3] != 1:
        raise ValueError(f"x must hold grey images, got {images.shape[3]} channels.")
    return images[..., 0], labels


def check_labeled_images(
    network: Network, x: ArrayLike, y: ArrayLike
) -> tuple[FloatArray, IntArray]:
    """Return images (n, side, side, 1 or 3) and labels."""
    shape = network.shapes[0]
    n_numbers = math.prod(shape)
    images, labels = check_array(x, "x"), check_labels(y, "y")
    if math.prod(images.shape[1:]) != n_numbers:
        check_array(images, "x", shape=(None, *shape))  # refuses them
    check_same_length(images, labels, "x", "y")
    # Pixels in one row are those of a grey image if these make a square.
    sizes = [(math.isqrt(n_numbers // c), c) for c in (1, 3)]
    fits = [(a, c) for a, c in sizes if a > 1 and a * a * c == n_numbers]
    if len(shape) > 1:
        fits = [(a, c) for a, c in fits if shape in ((a, a), (a, a, c))]
    if not fits:
        raise ValueError(
            f"x must hold square images with 1 or 3 channels, got samples of {shape}."
        )
    side, channels = fits[0]
    if labels.max() >= network.shapes[-1][0]:
        raise ValueError(
            f"y must hold labels of 0 to {network.shapes[-1][0] - 1}, got {labels.max()}."
        )
    return images.reshape(-1, side, side, channels), labels


def check_class_names(names: Sequence[str] | None, n_classes: int) -> list[str]:
    """Return a name for each class, by default its number."""
    if names is None:
        return [str(i) for i in range(n_classes)]
    if isinstance(names, str) or len(names) != n_classes:
        raise ValueError(f"class_names must hold {n_classes} names, got {describe(names)}.")
    return list(names)


def small_reader(n_images: int | None = 50) -> tuple[Network, FloatArray, IntArray]:
    """Return a small network trained on scikit-learn's digits, and held-out ones."""
    from ann_lib.activations import ReLU
    from ann_lib.datasets import load_digits
    from ann_lib.layers import Dense
    from ann_lib.losses import SoftmaxCrossEntropy
    from ann_lib.optimizers import Adam

    x_train, x_test, y_train, y_test = load_digits().split(rng=0)
    network = Network(
        [Dense(64, 32), ReLU(), Dense(32, 10)], loss=SoftmaxCrossEntropy(), rng=0
    )
    network.fit(x_train, y_train, optimizer=Adam(0.01), rng=0, progress=False)
    return network, x_test[:n_images], y_test[:n_images]


def outline(left: float, top: float, right: float, bottom: float) -> FloatArray:
    """Return the corners of a frame, back to the first one, shape (2, 5)."""
    return np.array([[left, right, right, left, left], [top, top, bottom, bottom, top]])


class AnswerBars:
    """A bar for each class, as long as its probability; the answer's is orange.

    Parameters
    ----------
    ax : Axes
    n_classes : int
    title : str
    room : float
        For the numbers, beside the bars; in widths of the longest bar.

    Attributes
    ----------
    over : list of Artist
        What moves.
    bars : list of Line2D
        Of the others, and of the answer.
    shares : Labels
        The probabilities in per cent.
    """

    def __init__(self, ax: Axes, n_classes: int, title: str, room: float = 0.25) -> None:
        self.bars: list[Any] = []
        for color in (style.NEUTRAL, style.POSITIVE):
            self.bars += ax.plot([], [], color=color, lw=10, solid_capstyle="butt")
        ax.set(xlim=(0, 1 + room), ylim=(n_classes - 0.5, -0.5))
        ax.set(xlabel="probability", title=title, xticks=[0, 0.5, 1])
        ax.set_yticks(range(n_classes))
        points = [(1.04, k) for k in range(n_classes)]
        self.shares = Labels(ax, points, align="left", size=style.SMALL)
        self.over: list[Artist] = [*self.bars, self.shares]

    def show(self, probabilities: FloatArray) -> None:
        """Draw these probabilities, shape (n_classes,)."""
        best = int(probabilities.argmax())
        others = [k for k in range(len(probabilities)) if k != best]
        for bars, classes in zip(self.bars, (others, [best]), strict=True):
            ends = [(end, k) for k in classes for end in (0.0, probabilities[k])]
            path = np.array(ends).reshape(-1, 2, 2)
            gaps = np.full((len(path), 1, 2), np.nan)
            bars.set_data(*np.concatenate([path, gaps], axis=1).reshape(-1, 2).T)
        self.shares.set_texts([f"{share:.0%}" for share in probabilities])
