"""What training takes beyond the data: little, and no more for more samples."""

from __future__ import annotations

import itertools
import math
import tracemalloc
from typing import Any

import numpy as np
import pytest

from ann_lib import (
    SGD,
    Adam,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPool2D,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
)


def dense(*units: int) -> Network:
    layers: list[Any] = []
    for n_inputs, n_units in itertools.pairwise(units):
        layers += [Dense(n_inputs, n_units), ReLU()]
    return Network(layers[:-1], loss=SoftmaxCrossEntropy(), rng=0)


def regularized() -> Network:
    layers = [Dense(64, 128), ReLU(), Dropout(0.2), Dense(128, 10)]
    return Network(layers, loss=SoftmaxCrossEntropy(), rng=0)


def for_images() -> Network:
    layers = [Conv2D(1, 8, 3, padding=1), ReLU(), MaxPool2D(), Flatten(), Dense(392, 10)]
    return Network(layers, loss=SoftmaxCrossEntropy(), input_shape=(14, 14, 1), rng=0)


def samples(network: Network, n: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    x = rng.random((n, *network.shapes[0]), dtype=np.float32)
    return x, rng.integers(0, 10, n)


def peak(network: Network, n: int, batch_size: int, **arguments: Any) -> int:
    """Return the bytes that training took at most, beyond what was there before."""
    x, y = samples(network, n)
    tracemalloc.start()
    try:
        network.fit(x, y, epochs=2, batch_size=batch_size, progress=False, **arguments)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def allowed(network: Network, batch_size: int) -> int:
    """Return 10 times the parameters and 20 times one batch's activations, in bytes."""
    parameters = sum(p.value.nbytes for p in network.parameters)
    numbers = batch_size * sum(math.prod(shape) for shape in network.shapes)
    return 10 * parameters + 20 * numbers * network.dtype.itemsize


NETWORKS = [
    lambda: dense(784, 100, 10),
    lambda: dense(784, 300, 100, 10),
    regularized,
    for_images,
]
ANY_NETWORK = pytest.mark.parametrize("build", NETWORKS, ids=lambda build: repr(build()))


@ANY_NETWORK
@pytest.mark.parametrize("batch_size", [32, 128])
@pytest.mark.parametrize("optimizer", [SGD(0.1, momentum=0.9), Adam()], ids=repr)
def test_parameters_and_one_batch(build: Any, batch_size: int, optimizer: Any) -> None:
    network = build()
    assert peak(network, 1500, batch_size, optimizer=optimizer) <= allowed(
        network, batch_size
    )


@ANY_NETWORK
def test_held_out_samples_are_measured_in_small_blocks(build: Any) -> None:
    network = build()
    held_out = samples(network, 3000)
    assert peak(network, 100, 32, validation_data=held_out) <= allowed(network, 32)


def test_a_sample_more_takes_no_more_than_its_place_in_the_order() -> None:
    few, many = (peak(dense(64, 20, 10), n, 32) for n in (1000, 21_000))
    assert many - few <= 20_000 * np.dtype(np.intp).itemsize + 5_000
