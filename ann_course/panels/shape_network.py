"""A small convolutional network that tells drawn shapes apart, for panels to look into."""

from __future__ import annotations

import copy
from functools import cache

from ann_lib.datasets import Dataset, make_shapes
from ann_lib.network import Network


def shape_network() -> tuple[Network, Dataset]:
    """Return a network trained on drawn shapes, and 200 that it has not seen."""
    return copy.deepcopy(_trained())


@cache
def _trained() -> tuple[Network, Dataset]:
    from ann_lib.activations import ReLU
    from ann_lib.convolution import Conv2D, MaxPool2D
    from ann_lib.layers import Dense, Flatten
    from ann_lib.losses import SoftmaxCrossEntropy
    from ann_lib.optimizers import Adam

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
