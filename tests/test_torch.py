"""The same network, weights, batches and steps as in PyTorch: the same numbers.

To 1e-10 after 20 steps in float64: every loss on the way, and every weight at the end.
PyTorch's numbers are kept in a file, so that this runs everywhere; where PyTorch is
installed (`make test-torch` sees to it), it trains again itself.
"""

from __future__ import annotations

import importlib.util
from types import ModuleType

import numpy as np
import pytest
from parity_cases import ACTIVATIONS, CASES, LOSSES, OPTIMIZERS, REFERENCE, Case, ours

from ann_lib import SGD, Adam, Optimizer, RMSProp

TOLERANCE = 1e-10
ANY_CASE = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """Return the largest difference, in parts of what is larger than 1."""
    assert one.shape == other.shape
    return float((np.abs(one - other) / np.maximum(1, np.abs(other))).max())


@pytest.fixture(scope="module")
def stored() -> dict[str, np.ndarray]:
    with np.load(REFERENCE, allow_pickle=False) as file:
        return dict(file)


@pytest.fixture(scope="module")
def parity() -> ModuleType:
    """Return the module that trains in PyTorch."""
    if importlib.util.find_spec("torch") is None:
        pytest.skip("PyTorch is not installed; `make test-torch` installs it and runs this")
    import parity_torch

    return parity_torch


@ANY_CASE
def test_ours_are_the_numbers_that_pytorch_gave(
    case: Case, stored: dict[str, np.ndarray]
) -> None:
    assert difference(ours(case), stored[case.name]) <= TOLERANCE


def test_every_stored_training_is_compared(stored: dict[str, np.ndarray]) -> None:
    assert {"torch", *(case.name for case in CASES)} == stored.keys()
    assert len(CASES) == len(LOSSES) * (len(ACTIVATIONS) + len(OPTIMIZERS)) + 6
    assert str(stored["torch"]).startswith("2.13.")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (SGD(0.1, momentum=0.9), SGD(0.1, momentum=0.9, nesterov=True)),
        (SGD(0.3, weight_decay=0.1), SGD(0.3, weight_decay=0.1 + 1e-8)),
        (RMSProp(0.01), RMSProp(0.01, epsilon=1.1e-8)),
        (Adam(0.02), Adam(0.02, beta2=0.999 + 1e-8)),
        (Adam(0.02, weight_decay=0.1), Adam(0.02)),
    ],
    ids=repr,
)
def test_a_small_difference_is_seen(
    right: Optimizer, wrong: Optimizer, stored: dict[str, np.ndarray]
) -> None:
    cases = [case for case in CASES if repr(case.optimizer()) == repr(right)]
    assert len(cases) >= 3
    for case in cases:
        assert difference(ours(case, wrong), stored[case.name]) > TOLERANCE


@ANY_CASE
def test_pytorch_gives_them_here(case: Case, parity: ModuleType) -> None:
    assert difference(ours(case), parity.theirs(case)) <= TOLERANCE
