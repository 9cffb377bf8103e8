"""The small trained networks that panels open with."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import cache

from numpy.typing import ArrayLike

from ann_course.panels._shared.classifier import check_class_names, given_or
from ann_lib import (
    Adam,
    Conv2D,
    Dense,
    Flatten,
    MaxPool2D,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
)
from ann_lib._support.checks import FloatArray, IntArray
from ann_lib.datasets import Dataset, load_digits, make_shapes
from ann_lib.datasets.shapes import NAMES

MOST_IMAGES = 200


def small_reader(n_images: int | None = 50) -> tuple[Network, FloatArray, IntArray]:
    """Return a small network trained on scikit-learn's digits, and held-out ones."""
    x_train, x_test, y_train, y_test = load_digits().split(rng=0)
    network = Network(
        [Dense(64, 32), ReLU(), Dense(32, 10)], loss=SoftmaxCrossEntropy(), rng=0
    )
    network.fit(x_train, y_train, optimizer=Adam(0.01), rng=0, progress=False)
    return network, x_test[:n_images], y_test[:n_images]


def shape_network() -> tuple[Network, Dataset]:
    """Return a convolutional network trained on drawn shapes, and 200 held-out ones."""
    return copy.deepcopy(_trained_on_shapes())


def shapes_or(
    network: Network | None,
    x: ArrayLike | None,
    y: ArrayLike | None,
    class_names: Sequence[str] | None,
) -> tuple[Network, FloatArray, IntArray, list[str]]:
    """Return what is given, or `shape_network` and its shapes; at most 200 images.

    Returns
    -------
    network : Network
    images : ndarray, shape (n_images, side, side, 1 or 3)
    labels : ndarray of int, shape (n_images,)
    class_names : list of str
    """
    if network is None and class_names is None:
        class_names = NAMES
    network, images, labels = given_or(_shapes, network, x, y)
    names = check_class_names(class_names, network.shapes[-1][0])
    return network, images[:MOST_IMAGES], labels[:MOST_IMAGES], names


def _shapes() -> tuple[Network, FloatArray, IntArray]:
    network, shapes = shape_network()
    return network, shapes.images, shapes.y


@cache
def _trained_on_shapes() -> tuple[Network, Dataset]:
    layers = [
        Conv2D(1, 6, 3, padding=1), ReLU(), MaxPool2D(),
        Conv2D(6, 12, 3, padding=1), ReLU(), MaxPool2D(),
        Flatten(), Dense(192, 4),
    ]  # fmt: skip
    shapes = make_shapes(1500, rng=0)
    network = Network(
        layers, loss=SoftmaxCrossEntropy(), input_shape=shapes.image_shape, rng=0
    )
    network.fit(
        shapes.images, shapes.y, epochs=5, optimizer=Adam(0.01), rng=0, progress=False
    )
    return network, make_shapes(200, rng=1)
