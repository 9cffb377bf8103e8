"""Trainings that give the same numbers here and in PyTorch: what they are, and ours.

Every start, every sample and every batch comes from a formula of exact arithmetic, so
that no random generator has to give the same numbers in years to come. `parity_torch`
does the same training in PyTorch and keeps what came out in ``parity_reference.npz``.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ann_lib import (
    GELU,
    SGD,
    Adam,
    BinaryCrossEntropy,
    Conv2D,
    Cosine,
    Dense,
    Flatten,
    Layer,
    LeakyReLU,
    Linear,
    Loss,
    MaxPool2D,
    MeanSquaredError,
    Network,
    OneCycle,
    Optimizer,
    ReLU,
    RMSProp,
    Sigmoid,
    Softmax,
    SoftmaxCrossEntropy,
    StepDecay,
    Tanh,
)

STEPS = 20
SAMPLES = 60
REFERENCE = Path(__file__).with_name("parity_reference.npz")


def spread(*shape: int, start: int = 1) -> np.ndarray:
    """Return numbers evenly spread from −1 to 1, each far from the one before."""
    n = int(np.prod(shape))
    golden = 0.6180339887498949
    return (((np.arange(n) + start) * golden % 1) * 2 - 1).reshape(shape)


@dataclass
class Case:
    """One training: how to build its parts, which are used once, and its samples."""

    layers: Callable[[], list[Layer]]
    loss: Callable[[], Loss]
    optimizer: Callable[[], Optimizer]
    sample_shape: tuple[int, ...] = (6,)

    @property
    def name(self) -> str:
        """What it is in words, from its parts."""
        hidden = [type(layer).__name__ for layer in self.layers()]
        unlike = list(dict.fromkeys(name for name in hidden if name != "Dense"))
        return f"{'-'.join(unlike)}, {self.loss()!r}, {self.optimizer()!r}"

    def start(self) -> Network:
        """Return the network with its first weights."""
        network = Network(
            self.layers(), loss=self.loss(), input_shape=self.sample_shape, dtype="float64"
        )
        for i, parameter in enumerate(network.parameters):
            fan_in = max(1, parameter.value.size // parameter.value.shape[-1])
            size = 1.7 / np.sqrt(fan_in) if parameter.value.ndim > 1 else 0.1
            parameter.value = size * spread(*parameter.value.shape, start=1 + 100 * i)
        return network

    def batches(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Return the samples and targets of each step; the batches are of unlike size."""
        x = 1.5 * spread(SAMPLES, *self.sample_shape, start=7)
        y = self.targets()
        for step in range(STEPS):
            batch = (17 * step + 7 * np.arange(16 - step % 3)) % SAMPLES
            yield x[batch], y[batch]

    def targets(self) -> np.ndarray:
        """Return three classes, three numbers, or three answers of yes, no and between."""
        loss = self.loss()
        if isinstance(loss, SoftmaxCrossEntropy):
            return np.arange(SAMPLES) * 5 % 7 % 3
        numbers = spread(SAMPLES, 3, start=11)
        return (
            np.round(numbers + 1) / 2 if isinstance(loss, BinaryCrossEntropy) else numbers
        )


def dense(*activations: type[Layer]) -> Callable[[], list[Layer]]:
    """Return what builds a network of dense layers with these activations between."""

    def build() -> list[Layer]:
        sizes = [6, *[5] * len(activations), 3]
        pairs = itertools.pairwise(sizes)
        layers: list[Layer] = []
        for (n_inputs, n_units), activation in zip(pairs, activations, strict=False):
            layers += [Dense(n_inputs, n_units), activation()]
        return [*layers, Dense(sizes[-2], 3)]

    return build


def for_images() -> list[Layer]:
    """Return a small network of convolutions, for images of 6 × 6 pixels."""
    return [
        Conv2D(2, 3, 3, padding=1), ReLU(), MaxPool2D(),
        Conv2D(3, 2, 2, stride=1), Tanh(), Flatten(), Dense(8, 3),
    ]  # fmt: skip


def with_strides() -> list[Layer]:
    """Return another one, with windows that skip pixels, overlap, and leave edges out."""
    return [
        Conv2D(2, 3, 3, stride=2, padding=2, bias=False), LeakyReLU(),
        MaxPool2D(2, stride=1), Conv2D(3, 4, 2, padding=1), GELU(),
        MaxPool2D(3, stride=2), Flatten(), Dense(4, 3),
    ]  # fmt: skip


def with_rectangles() -> list[Layer]:
    """Return a third one, with kernels and windows whose rows and columns differ."""
    return [
        Conv2D(2, 3, (2, 4), stride=(2, 1), padding=(1, 2)), GELU(), MaxPool2D((1, 3)),
        Conv2D(3, 4, (3, 1), padding=(1, 0)), Tanh(), MaxPool2D((4, 1), stride=(1, 2)),
        Flatten(), Dense(4, 3),
    ]  # fmt: skip


LOSSES: list[Callable[[], Loss]] = [
    MeanSquaredError,
    BinaryCrossEntropy,
    SoftmaxCrossEntropy,
]
ACTIVATIONS: list[type[Layer]] = [
    Linear, Sigmoid, Tanh, ReLU, LeakyReLU, GELU, Softmax,
]  # fmt: skip
OPTIMIZERS: list[Callable[[], Optimizer]] = [
    lambda: SGD(0.3),
    lambda: SGD(0.3, weight_decay=0.1),
    lambda: SGD(0.1, momentum=0.9),
    lambda: SGD(0.1, momentum=0.9, nesterov=True),
    lambda: SGD(0.1, momentum=0.8, nesterov=True, weight_decay=0.05),
    lambda: SGD(Cosine(0.3, 16, final=0.01), momentum=0.5),
    lambda: SGD(OneCycle(0.5, STEPS), momentum=0.9, weight_decay=0.01),
    lambda: RMSProp(0.01),
    lambda: RMSProp(0.02, keep=0.9, epsilon=1e-3, weight_decay=0.1),
    lambda: Adam(0.02),
    lambda: Adam(0.02, beta1=0.8, beta2=0.99, epsilon=1e-4),
    lambda: Adam(0.02, weight_decay=0.1),
    lambda: Adam(StepDecay(0.05, every=6, factor=0.5), weight_decay=0.05),
]

CASES = [
    *(
        Case(dense(activation, Tanh), loss, OPTIMIZERS[4])
        for activation, loss in itertools.product(ACTIVATIONS, LOSSES)
    ),
    *(
        Case(dense(GELU, Sigmoid), loss, optimizer)
        for optimizer, loss in itertools.product(OPTIMIZERS, LOSSES)
    ),
    *(
        Case(build, SoftmaxCrossEntropy, optimizer, (6, 6, 2))
        for build in (for_images, with_strides, with_rectangles)
        for optimizer in (OPTIMIZERS[4], OPTIMIZERS[11])
    ),
]


def ours(case: Case, optimizer: Optimizer | None = None) -> np.ndarray:
    """Return the loss of every step, and then all weights after the last, in one row."""
    network, optimizer = case.start(), optimizer or case.optimizer()
    losses = [network.train_batch(x, y, optimizer) for x, y in case.batches()]
    return in_one_row(losses, network.get_weights())


def in_one_row(losses: list[float], weights: list[Any]) -> np.ndarray:
    """Return numbers and arrays as one array."""
    return np.concatenate([losses, *(np.ravel(array) for array in weights)])
