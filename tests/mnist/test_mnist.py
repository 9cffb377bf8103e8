"""The recipes reach their accuracy on MNIST's test images; the seconds are printed.

No test depends on the clock: how long it takes on a quiet machine stands in
benchmarks/README.md.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from recipes import RECIPES, Recipe

from ann_lib.datasets import Dataset, available, load_mnist

pytestmark = pytest.mark.mnist


@pytest.fixture(scope="module")
def mnist() -> Dataset:
    if not available("mnist"):
        pytest.skip("MNIST is not here: load_mnist() fetches it, or set ANN_LIB_DATA")
    return load_mnist(download=False)


@pytest.mark.parametrize("make", RECIPES, ids=lambda make: make.__name__)
def test_reaches_its_accuracy(
    make: Callable[[int], Recipe], mnist: Dataset, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = make(0)
    assert recipe.examine(mnist) < 0.25
    seconds = recipe.train(mnist, rng=0)
    accuracy = recipe.examine(mnist)
    with capsys.disabled():
        print(f" {accuracy:.2%} after {seconds:.0f} s of training ", end="")  # noqa: T201
    assert accuracy >= recipe.accuracy
