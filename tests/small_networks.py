"""Small data and small networks that several tests train."""

from __future__ import annotations

from typing import Any

import numpy as np

from ann_lib import (
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPool2D,
    MeanSquaredError,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
    Tanh,
)

_RNG = np.random.default_rng(0)
X = _RNG.normal(size=(90, 4)).astype(np.float32)
LABELS = np.argmax(X[:, :3] + 0.5 * X[:, 1:], axis=1)
NUMBERS = np.sin(X[:, :1]) + X[:, 1:2]
IMAGES = X.reshape(-1, 2, 2, 1).repeat(2, axis=1).repeat(2, axis=2)


def classifier(rng: Any = 0, **arguments: Any) -> Network:
    layers = [Dense(4, 16), ReLU(), Dropout(0.2), Dense(16, 3)]
    return Network(layers, loss=SoftmaxCrossEntropy(), rng=rng, **arguments)


def regressor(rng: Any = 0, **arguments: Any) -> Network:
    layers = [Dense(4, 16), Tanh(), Dense(16, 1)]
    return Network(layers, loss=MeanSquaredError(), rng=rng, **arguments)


def image_classifier(rng: Any = 0, **arguments: Any) -> Network:
    layers = [Conv2D(1, 2, 3, padding=1), ReLU(), MaxPool2D(), Flatten(), Dense(8, 3)]
    loss = SoftmaxCrossEntropy()
    return Network(layers, loss=loss, input_shape=(4, 4, 1), rng=rng, **arguments)


def fit(network: Network, y: Any = LABELS, **arguments: Any) -> Any:
    arguments = {"epochs": 3, "rng": 1, "progress": False} | arguments
    return network.fit(X, y, **arguments)


def assert_same_weights(one: Network, other: Network) -> None:
    for left, right in zip(one.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(left, right)
