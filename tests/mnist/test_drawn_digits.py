"""What is drawn on the digit panel's pad is read by a network that learned from MNIST."""

from __future__ import annotations

import numpy as np
import pytest
from drawn_digits import all_forms, hands

from ann_course.panels.digit.strokes import picture
from ann_lib import Adam, Dense, Network, ReLU, SoftmaxCrossEntropy
from ann_lib.datasets import available, load_mnist

pytestmark = pytest.mark.mnist


@pytest.fixture(scope="module")
def network() -> Network:
    if not available("mnist"):
        pytest.skip("MNIST is not here: load_mnist() fetches it, or set ANN_LIB_DATA")
    x, _, y, _ = load_mnist(download=False).split()
    layers = [Dense(784, 128), ReLU(), Dense(128, 10)]
    trained = Network(layers, loss=SoftmaxCrossEntropy(), rng=0)
    optimizer = Adam(0.002)
    trained.fit(x, y, epochs=3, batch_size=128, optimizer=optimizer, rng=0, progress=False)
    return trained


def read(network: Network, drawings: list[tuple[int, list[list[list[float]]]]]) -> float:
    x = np.array([picture(strokes, 28).ravel() for _, strokes in drawings])
    return float(np.mean(network.predict(x) == [digit for digit, _ in drawings]))


def test_all_forms_of_all_digits_are_read(network: Network) -> None:
    assert read(network, all_forms()) == 1


def test_other_hands_are_read_nineteen_times_in_twenty(network: Network) -> None:
    assert read(network, list(hands(np.random.default_rng(5), 30))) > 0.95
