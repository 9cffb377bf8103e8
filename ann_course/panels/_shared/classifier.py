"""Whether a panel can show a classifier of images, and the images it was given."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from numpy.typing import ArrayLike

from ann_lib._support.checks import (
    FloatArray,
    IntArray,
    check_array,
    check_labels,
    check_same_length,
    describe,
)
from ann_lib.network import Network


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


def given_or(
    default: Callable[[], tuple[Network, ArrayLike, ArrayLike]],
    network: Network | None,
    x: ArrayLike | None,
    y: ArrayLike | None,
) -> tuple[Network, FloatArray, IntArray]:
    """Return a classifier, images (n, side, side, 1 or 3) and labels: given, or default.

    Raises
    ------
    TypeError, ValueError
        If only some of the three are given, or they do not fit each other.
    """
    if network is None and x is None and y is None:
        network, x, y = default()
    elif network is None or x is None or y is None:
        raise ValueError("network, x and y must be given together, or none of them.")
    return check_classifier(network), *check_labeled_images(network, x, y)


def check_images(
    network: Network, x: ArrayLike, y: ArrayLike
) -> tuple[FloatArray, IntArray]:
    """Return grey images (n, side, side) and labels."""
    images, labels = check_labeled_images(network, x, y)
    return grey(images), labels


def grey(images: FloatArray) -> FloatArray:
    """Return images without their one channel, (n, side, side)."""
    if images.shape[3] != 1:
        raise ValueError(f"x must hold grey images, got {images.shape[3]} channels.")
    return images[..., 0]


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
