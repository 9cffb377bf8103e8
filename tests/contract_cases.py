"""What the contracts need to know of each layer and loss: how to build it, what it takes.

A new layer or loss gets one line here; without it, test_contracts.py fails. Each line
gives at least one object that differs from the defaults.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

import numpy as np

import ann_lib
from ann_lib import (
    GELU,
    BinaryCrossEntropy,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Layer,
    LeakyReLU,
    Linear,
    Loss,
    MaxPool2D,
    MeanSquaredError,
    ReLU,
    Sigmoid,
    Softmax,
    SoftmaxCrossEntropy,
    Step,
    Tanh,
)
from ann_lib.activations import Activation

BASES = {Layer, Activation, Loss}

# Each layer, and the shape of one sample that it takes.
LAYERS: list[tuple[Layer, tuple[int, ...]]] = [
    (Dense(3, 4, rng=0), (3,)),
    (Dense(3, 1, initializer="glorot", bias=False, rng=0), (3,)),
    (Flatten(), (2, 3, 2)),
    (Dropout(0.4, rng=0), (6,)),
    (Step(), (5,)),
    (Linear(), (5,)),
    (Sigmoid(), (5,)),
    (Tanh(), (5,)),
    (ReLU(), (5,)),
    (LeakyReLU(), (5,)),
    (LeakyReLU(0.3), (2, 3)),
    (GELU(), (5,)),
    (Softmax(), (5,)),
    (Conv2D(2, 3, 2, rng=0), (4, 5, 2)),
    (Conv2D(1, 2, 3, stride=2, padding=1, bias=False, rng=0), (5, 4, 1)),
    (Conv2D(2, 3, (1, 3), stride=(2, 1), padding=(0, 2), rng=0), (3, 4, 2)),
    (MaxPool2D(), (4, 5, 2)),
    (MaxPool2D(3, stride=1), (4, 5, 1)),
    (MaxPool2D((1, 3), stride=(2, 1)), (3, 5, 2)),
]

# Each loss, outputs for three samples, and their targets.
_LOGITS = np.array([[0.5, -1.2, 2.0], [-0.3, 0.8, 0.1], [3.0, 0.2, -4.0]])
LOSSES: list[tuple[Loss, np.ndarray, np.ndarray]] = [
    (MeanSquaredError(), _LOGITS, _LOGITS.T),
    (MeanSquaredError(), _LOGITS[:, :1], np.array([1.0, 2.0, -3.0])),
    (BinaryCrossEntropy(), _LOGITS, np.array([[0, 1, 1], [1, 0, 0], [1, 1, 0]])),
    (BinaryCrossEntropy(), _LOGITS[:, :1], np.array([1.0, 0.25, 0.0])),
    (SoftmaxCrossEntropy(), _LOGITS, np.array([0, 2, 1])),
]

T = TypeVar("T")


def defined_in(package: ModuleType, base: type[T]) -> set[type[T]]:
    """Return the subclasses of ``base`` that any module of the package defines."""
    modules = [
        importlib.import_module(module.name)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    return {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, base)
        and value.__module__ == module.__name__
        and value not in BASES
    }


def without_a_case(package: ModuleType = ann_lib) -> list[str]:
    """Return the names of the layers and losses that no contract would look at."""
    known = {type(case[0]) for case in [*LAYERS, *LOSSES]}
    there = defined_in(package, Layer) | defined_in(package, Loss)
    return sorted(cls.__name__ for cls in there - known)


def samples(shape: tuple[int, ...], n: int = 3) -> np.ndarray:
    """Return n samples of numbers that are all different, and none of them near 0.

    So no push of 1e-5 crosses a kink or changes which number is the largest.
    """
    size = n * int(np.prod(shape))
    numbers = np.linspace(-2, 2, size + size % 2)[:size]
    return np.random.default_rng(0).permutation(numbers).reshape(n, *shape)
