"""`Network.fit` does what its formulas say when they are written out in NumPy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@pytest.mark.parametrize(
    ("units", "activation"), [((2, 8, 8, 1), "tanh"), ((6, 9, 4), "relu")]
)
def test_fit_reaches_the_weights_of_steps_written_out(
    monkeypatch: pytest.MonkeyPatch, units: tuple[int, ...], activation: str, optimizer: str
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from _by_hand import ByHand
    from _contenders import MOMENTUM, RATE, Task, build, epoch_of

    from ann_lib import SGD, Adam

    rng = np.random.default_rng(0)
    x = rng.standard_normal((40, units[0]), dtype=np.float32)
    y = rng.integers(0, max(2, units[-1]), 40)
    task = Task(units, 16, optimizer, x, y, activation, epochs=5)  # the last batch has 8
    rate = RATE[optimizer]
    by_hand = ByHand(task, rate, MOMENTUM)
    by_hand.epoch()
    network = build(units, activation)
    first = [array for pair in task.weights() for array in pair]
    network.set_weights(first)
    moves = Adam(rate) if optimizer == "adam" else SGD(rate, momentum=MOMENTUM)
    epoch_of(network, task, moves)()
    reached = [array for pair in zip(by_hand.w, by_hand.b, strict=True) for array in pair]
    for array, start, other in zip(network.get_weights(), first, reached, strict=True):
        assert (array != start).any()
        np.testing.assert_allclose(array, other, rtol=1e-5, atol=1e-6)
