"""Each function's values, its slope, and what it does at the ends of the number line."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ann_lib import GELU, LeakyReLU, Linear, ReLU, Sigmoid, Softmax, Step, Tanh
from ann_lib.activations import Activation

ALONE = [Step(), Linear(), Sigmoid(), Tanh(), ReLU(), LeakyReLU(), LeakyReLU(0.2), GELU()]
E = math.e


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (Step(), [0, 0, 1, 1, 1]),
        (Linear(), [-2, -0.5, 0, 0.5, 2]),
        (
            Sigmoid(),
            [1 / (1 + E**2), 1 / (1 + E**0.5), 0.5, 1 / (1 + E**-0.5), 1 / (1 + E**-2)],
        ),
        (Tanh(), [math.tanh(z) for z in (-2, -0.5, 0, 0.5, 2)]),
        (ReLU(), [0, 0, 0, 0.5, 2]),
        (LeakyReLU(), [-0.02, -0.005, 0, 0.5, 2]),
        (GELU(), [-0.04540231, -0.15428599, 0, 0.34571401, 1.95459769]),
    ],
)
def test_values_by_hand(function: Activation, expected: list[float]) -> None:
    z = np.array([[-2, -0.5, 0, 0.5, 2]])
    np.testing.assert_allclose(function.forward(z)[0], expected, rtol=1e-7, atol=1e-15)


@pytest.mark.parametrize("function", ALONE, ids=repr)
def test_slope_is_the_central_difference(function: Activation) -> None:
    z = np.linspace(-4, 4, 80)  # not through 0, where some have no slope
    h = 1e-6
    difference = (function.function(z + h) - function.function(z - h)) / (2 * h)
    np.testing.assert_allclose(function.slope(z), difference, atol=1e-8)


@pytest.mark.parametrize("function", ALONE, ids=repr)
def test_one_number_is_answered_as_an_array_is(function: Activation) -> None:
    for of in (function.function, function.slope):
        assert of(-0.5) == of(np.array([-0.5]))[0]
        assert of(2.0) == of(np.array([2.0]))[0]


@pytest.mark.parametrize(
    ("function", "at_zero"),
    [
        (Step(), 0),
        (Linear(), 1),
        (Sigmoid(), 0.25),
        (Tanh(), 1),
        (ReLU(), 0),
        (GELU(), 0.5),
    ],
)
def test_slope_at_zero(function: Activation, at_zero: float) -> None:
    assert function.slope(np.zeros(1)) == [at_zero]


@pytest.mark.parametrize("function", ALONE, ids=repr)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_keeps_the_dtype(function: Activation, dtype: type) -> None:
    z = np.linspace(-3, 3, 7, dtype=dtype)
    y = function.forward(z)
    assert y.dtype == function.slope(z).dtype == dtype
    assert function.backward(np.ones_like(y)).dtype == dtype  # type: ignore[union-attr]


@pytest.mark.parametrize("function", ALONE, ids=repr)
def test_whole_numbers_give_what_the_same_floats_give(function: Activation) -> None:
    z = np.arange(-3, 4)
    np.testing.assert_array_equal(function.function(z), function.function(z * 1.0))
    np.testing.assert_array_equal(function.slope(z), function.slope(z * 1.0))


@pytest.mark.parametrize("function", [*ALONE, Softmax()], ids=repr)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_no_overflow_at_the_ends(function: Activation, dtype: type) -> None:
    """Warnings are errors here, so that an overflow would be seen."""
    z = np.array([[-1e6, -1000, 0, 1000, 1e6]], dtype)
    assert np.isfinite(function.forward(z)).all()
    assert np.isfinite(function.backward(np.ones_like(z))).all()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("function", "low", "high"), [(Sigmoid(), 0, 1), (Tanh(), -1, 1), (Step(), 0, 1)]
)
def test_saturation(function: Activation, low: float, high: float) -> None:
    z = np.array([-1000.0, 1000.0])
    np.testing.assert_array_equal(function.function(z), [low, high])
    np.testing.assert_array_equal(function.slope(z), [0, 0])


class TestSoftmax:
    def test_by_hand(self) -> None:
        y = Softmax().forward(np.log([[1.0, 2.0, 5.0]]))
        np.testing.assert_allclose(y, [[1 / 8, 2 / 8, 5 / 8]], rtol=1e-15)

    def test_only_differences_count(self) -> None:
        z = np.array([[1.0, 2.0, 4.0]])
        np.testing.assert_allclose(
            Softmax().forward(z), Softmax().forward(z + 1000), rtol=1e-15
        )

    def test_sums_to_one_along_the_last_axis(self) -> None:
        z = np.random.default_rng(0).normal(size=(3, 4, 5)) * 100
        np.testing.assert_allclose(Softmax().forward(z).sum(axis=-1), 1, rtol=1e-14)


@pytest.mark.parametrize("leak", ["a", None, math.nan, True])
def test_leak_must_be_a_number(leak: object) -> None:
    with pytest.raises((TypeError, ValueError), match=r"^leak must be "):
        LeakyReLU(leak)  # type: ignore[arg-type]
