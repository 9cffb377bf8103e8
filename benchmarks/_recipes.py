"""How to read MNIST well: one function a recipe, from a plain dense network upwards.

`mnist.py` writes down what came out and how long it took. Lesson 07 trains the two largest
just so, for whoever has patience, and `make test-mnist` runs its cells.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from ann_lib import (
    Adam,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPool2D,
    Network,
    OneCycle,
    Optimizer,
    ReLU,
    SoftmaxCrossEntropy,
)
from ann_lib.datasets import Dataset
from ann_lib.datasets.augment import jitter
from ann_lib.layers import Layer

SHAPE = (28, 28, 1)
N_TRAIN = 60_000


@dataclass(frozen=True)
class Recipe:
    """An untrained network, how to train it, and its targets."""

    network: Network
    optimizer: Optimizer
    epochs: int
    batch_size: int
    accuracy: float
    """On the 10,000 test images."""
    seconds: float
    """Of training, on two cores."""
    augment: Callable[..., Any] | None = None

    def train(self, data: Dataset, *, rng: int) -> float:
        """Train on the 60,000 training images; return the seconds that it took."""
        x, _, y, _ = data.split()
        began = time.perf_counter()
        self.network.fit(
            x.reshape(-1, *SHAPE),
            y,
            epochs=self.epochs,
            batch_size=self.batch_size,
            optimizer=self.optimizer,
            augment=self.augment,
            rng=rng,
            progress=False,
        )
        return time.perf_counter() - began

    def examine(self, data: Dataset) -> float:
        """Return the accuracy on the test images."""
        _, x_test, _, y_test = data.split()
        return self.network.score(x_test.reshape(-1, *SHAPE), y_test)


def one_cycle(rate: float, epochs: int, batch_size: int) -> Adam:
    """Return Adam with steps that grow and shrink once in the whole training."""
    batches = -(-N_TRAIN // batch_size)
    return Adam(OneCycle(rate, epochs * batches))


def dense(seed: int) -> Recipe:
    """One hidden layer, and no image twice the same: each is warped a little.

    Without warps, with dropout instead, such networks end at 98.5 to 98.65 % in this time.
    """
    layers = [Flatten(), Dense(784, 800), ReLU(), Dense(800, 10)]
    return Recipe(
        Network(layers, loss=SoftmaxCrossEntropy(), input_shape=SHAPE, rng=seed),
        one_cycle(0.004, epochs=10, batch_size=256),
        epochs=10,
        batch_size=256,
        augment=jitter,
        accuracy=0.987,
        seconds=60,
    )


def kernels(few: int, many: int) -> list[Layer]:
    """Return two layers of kernels, each pooled before ReLU: a quarter of the work."""
    layers: list[Layer] = [Conv2D(1, few, 5), MaxPool2D(), ReLU()]
    return [*layers, Conv2D(few, many, 5), MaxPool2D(), ReLU(), Flatten()]


def convolutional(seed: int) -> Recipe:
    """Two epochs of kernels: better than dense layers, with a thirtieth of the weights."""
    layers = [*kernels(16, 32), Dense(512, 10)]
    return Recipe(
        Network(layers, loss=SoftmaxCrossEntropy(), input_shape=SHAPE, rng=seed),
        one_cycle(0.006, epochs=2, batch_size=64),
        epochs=2,
        batch_size=64,
        augment=partial(jitter, degrees=5, scale=0.05, shear=0.05, shift=1),
        accuracy=0.99,
        seconds=30,
    )


def convolutional_deeper(seed: int) -> Recipe:
    """Five epochs, with a hidden layer behind the kernels, dropout and stronger warps."""
    layers = [*kernels(16, 32), Dropout(0.2), Dense(512, 128), ReLU()]
    layers += [Dropout(0.2), Dense(128, 10)]
    return Recipe(
        Network(layers, loss=SoftmaxCrossEntropy(), input_shape=SHAPE, rng=seed),
        one_cycle(0.005, epochs=5, batch_size=128),
        epochs=5,
        batch_size=128,
        augment=partial(jitter, shift=1.5),
        accuracy=0.993,
        seconds=120,
    )


def convolutional_wider(seed: int) -> Recipe:
    """Twice as many kernels, and five times as many epochs."""
    layers = [*kernels(24, 64), Dropout(0.25), Dense(1024, 128), ReLU()]
    layers += [Dropout(0.4), Dense(128, 10)]
    return Recipe(
        Network(layers, loss=SoftmaxCrossEntropy(), input_shape=SHAPE, rng=seed),
        one_cycle(0.004, epochs=25, batch_size=128),
        epochs=25,
        batch_size=128,
        augment=partial(jitter, shift=2),
        accuracy=0.996,
        seconds=480,
    )


RECIPES = [dense, convolutional, convolutional_deeper, convolutional_wider]
