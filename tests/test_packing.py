"""Parameters lie side by side in one vector: copies and shared layers keep it so."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import numpy as np
import pytest

from ann_lib import SGD, Dense, MeanSquaredError, Network, Tanh

X = np.linspace(-1, 1, 40, dtype=np.float32).reshape(-1, 1)
Y = np.sin(3 * X)


def build(**arguments: Any) -> Network:
    layers = [Dense(1, 8), Tanh(), Dense(8, 1)]
    return Network(layers, loss=MeanSquaredError(), rng=0, **arguments)


def learns(network: Network) -> bool:
    before = network.evaluate(X, Y)[0]
    network.fit(X, Y, epochs=20, optimizer=SGD(0.1), rng=0, progress=False)
    return network.evaluate(X, Y)[0] < 0.9 * before


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda n: pickle.loads(pickle.dumps(n))])
def test_a_copy_learns_by_itself(copied: Any) -> None:
    network = build()
    twin = copied(network)
    before = network.get_weights()
    batch = twin.evaluate(X, Y)[0]
    twin.train_batch(X, Y, SGD(0.1))
    assert twin.evaluate(X, Y)[0] < batch
    assert learns(twin)
    for old, new in zip(before, network.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)
    assert learns(network)


def test_layers_that_another_network_took_over_still_learn_in_the_first() -> None:
    network = build()
    body = network.layers[:-1]
    other = Network([*body, Dense(8, 1, rng=1)], loss=MeanSquaredError(), dtype="float64")
    assert learns(other)
    assert learns(network)
    assert {p.value.dtype for p in network.parameters} == {np.dtype("float32")}


def test_what_lies_side_by_side_stays_where_it_is() -> None:
    network = build()
    packed, optimizer = network.packed, SGD(0.1, momentum=0.9)
    network.fit(X, Y, epochs=1, optimizer=optimizer, rng=0, progress=False)
    steps = optimizer.steps
    network.fit(X, Y, epochs=1, optimizer=optimizer, rng=0, progress=False)
    assert all(a is b for a, b in zip(packed, network.packed, strict=True))
    assert optimizer.steps == 2 * steps
