"""A copy of layers, an optimizer or a network goes on exactly as the original would."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ann_lib import (
    SGD,
    Adam,
    Cosine,
    Dense,
    Dropout,
    MeanSquaredError,
    Network,
    OneCycle,
    Optimizer,
    ReLU,
    RMSProp,
    SoftmaxCrossEntropy,
    StepDecay,
)

X = np.random.default_rng(0).normal(size=(50, 3)).astype("float32")
Y = (X[:, 0] > 0).astype(int)

OPTIMIZERS: list[Callable[[], Optimizer]] = [
    lambda: SGD(0.1),
    lambda: SGD(0.1, momentum=0.9),
    lambda: SGD(Cosine(0.1, 20), momentum=0.9, nesterov=True, weight_decay=0.01),
    lambda: RMSProp(StepDecay(0.01, 2), weight_decay=0.1),
    lambda: Adam(0.01),
    lambda: Adam(OneCycle(0.05, 20), weight_decay=0.1),
]
COPIES = {"deepcopy": copy.deepcopy, "pickle": lambda o: pickle.loads(pickle.dumps(o))}


def body() -> list[Any]:
    return [Dense(3, 8, rng=1), ReLU(), Dropout(0.2, rng=2), Dense(8, 2, rng=3)]


def build(bare: bool) -> Any:
    return body() if bare else Network(body(), loss=SoftmaxCrossEntropy(), rng=1)


def step(model: Any, optimizer: Optimizer) -> None:
    if isinstance(model, Network):
        model.train_batch(X, Y, optimizer)
        return
    output, loss = X, SoftmaxCrossEntropy()
    for layer in model:
        output = layer.forward(output, training=True)
    loss.forward(output, Y)
    d = loss.backward()
    for layer in reversed(model):
        d = layer.backward(d)
    optimizer.step([p for layer in model for p in layer.parameters])


def weights(model: Any) -> list[np.ndarray]:
    layers = model.layers if isinstance(model, Network) else model
    return [p.value.copy() for layer in layers for p in layer.parameters]


@pytest.mark.parametrize("make", OPTIMIZERS, ids=lambda make: repr(make()))
@pytest.mark.parametrize("how", COPIES)
@pytest.mark.parametrize("bare", [True, False], ids=["layers", "network"])
@pytest.mark.parametrize("together", [True, False], ids=["together", "alone"])
@pytest.mark.parametrize("twice", [False, True], ids=["once", "a copy's copy"])
def test_a_copy_goes_on_as_the_original(
    make: Any, how: str, bare: bool, together: bool, twice: bool
) -> None:
    model, optimizer, copied = build(bare), make(), COPIES[how]
    for _ in range(3):
        step(model, optimizer)
    its_model, its_optimizer = model, optimizer
    for _ in range(1 + twice):
        if together:
            its_model, its_optimizer = copied((its_model, its_optimizer))
        else:
            its_model, its_optimizer = copied(its_model), copied(its_optimizer)
    before = weights(model)
    path, its_path = [], []
    for _ in range(4):
        step(its_model, its_optimizer)
        its_path.append(weights(its_model))
    for old, now in zip(before, weights(model), strict=True):
        assert np.array_equal(old, now)  # the original has not moved
    for _ in range(4):
        step(model, optimizer)
        path.append(weights(model))
    assert not np.array_equal(before[0], path[0][0])
    for a, b in zip(path, its_path, strict=True):
        assert all(np.array_equal(v, w) for v, w in zip(a, b, strict=True))
    assert its_optimizer.steps == optimizer.steps == 7


@pytest.mark.parametrize("make", OPTIMIZERS, ids=lambda make: repr(make()))
@pytest.mark.parametrize("how", COPIES)
def test_fit_goes_on_in_a_copy(make: Any, how: str) -> None:
    network, optimizer, rng = build(bare=False), make(), np.random.default_rng(4)

    def fit(network: Network, optimizer: Optimizer, rng: Any) -> list[float]:
        history = network.fit(
            X, Y, epochs=2, batch_size=13, optimizer=optimizer, rng=rng, progress=False
        )
        return history["loss"]

    fit(network, optimizer, rng)
    others = COPIES[how]((network, optimizer, rng))
    assert fit(*others) == fit(network, optimizer, rng)


def test_a_copied_optimizer_starts_anew_with_parameters_of_other_sizes() -> None:
    optimizer = Adam(0.01)
    step(build(bare=False), optimizer)
    twin, other = copy.deepcopy(optimizer), Dense(3, 2, rng=0)
    other.forward(X)
    other.backward(np.ones((50, 2), np.float32))
    twin.step(other.parameters)
    assert twin.steps == 1


@pytest.mark.parametrize("make", OPTIMIZERS, ids=lambda make: repr(make()))
@pytest.mark.parametrize("how", COPIES)
def test_a_copied_optimizer_starts_anew_with_another_network_of_the_same_sizes(
    make: Any, how: str
) -> None:
    optimizer = make()
    step(build(bare=False), optimizer)
    layers = [Dense(3, 8), ReLU(), Dropout(0.2), Dense(8, 2)]
    another = Network(layers, loss=SoftmaxCrossEntropy(), rng=9)
    twin, fresh = copy.deepcopy(another), make()
    for model, used in ((another, COPIES[how](optimizer)), (twin, fresh)):
        for _ in range(3):
            step(model, used)
    for a, b in zip(weights(another), weights(twin), strict=True):
        assert np.array_equal(a, b)


@pytest.mark.parametrize("make", OPTIMIZERS, ids=lambda make: repr(make()))
@pytest.mark.parametrize("how", COPIES)
def test_what_was_copied_together_stays_together_after_a_change_by_hand(
    make: Any, how: str
) -> None:
    network, optimizer = build(bare=False), make()
    step(network, optimizer)
    pairs = [COPIES[how]((network, optimizer)), (network, optimizer)]
    for model, used in pairs:
        model.layers[0].weights.value[0, 0] = 0.75
        step(model, used)
    for a, b in zip(*(weights(model) for model, _ in pairs), strict=True):
        assert np.array_equal(a, b)
    assert optimizer.steps == 2


def test_a_shallow_copy_shares_no_memory() -> None:
    network, optimizer = build(bare=False), SGD(0.1, momentum=0.9)
    step(network, optimizer)
    twin, kept = copy.copy(optimizer), copy.deepcopy(optimizer.memory)
    step(copy.deepcopy(network), twin)
    assert np.array_equal(optimizer.memory[0][0], kept[0][0])


def test_a_batch_trains_layers_that_another_network_took_over() -> None:
    network, optimizer = build(bare=False), SGD(0.1)
    step(network, optimizer)
    Network(network.layers, loss=SoftmaxCrossEntropy())
    before = weights(network)
    step(network, optimizer)
    assert not np.array_equal(before[0], weights(network)[0])


@pytest.mark.parametrize("schedule", [Cosine(0.1, 8), OneCycle(0.1, 8)], ids=repr)
def test_a_schedule_that_is_over_says_so(schedule: Any) -> None:
    network, optimizer = build(bare=False), SGD(schedule)
    arguments: Any = {"epochs": 2, "batch_size": 13, "rng": 0, "progress": False}
    network.fit(X, Y, optimizer=optimizer, **arguments)  # 8 batches: nothing to say
    words = r"\(0\.1, 8\) is over, .* reset\(\)"
    with pytest.warns(UserWarning, match=words):
        network.fit(X, Y, optimizer=optimizer, **arguments)
    optimizer.reset()
    before = weights(network)
    network.fit(X, Y, optimizer=optimizer, **arguments)
    assert not np.array_equal(before[0], weights(network)[0])


def test_a_schedule_that_ends_above_0_has_nothing_to_say() -> None:
    network, optimizer = build(bare=False), SGD(Cosine(0.1, 4, final=0.01))
    for _ in range(10):
        step(network, optimizer)


def test_a_network_with_nothing_left_to_learn_is_no_reason_to_warn() -> None:
    network = Network([Dense(3, 1)], loss=MeanSquaredError(), rng=0)
    network.set_weights([np.zeros((3, 1)), np.zeros(1)])
    history = network.fit(X, np.zeros(50), epochs=1, rng=0, progress=False)
    assert history["loss"] == [0.0]
