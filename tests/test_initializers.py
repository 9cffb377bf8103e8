from __future__ import annotations

import numpy as np
import pytest

from ann_lib import Dense
from ann_lib.initializers import INITIALIZERS, get_initializer, glorot, he, zeros


@pytest.mark.parametrize("name", INITIALIZERS)
def test_shape_and_repeatability(name: str) -> None:
    draw = get_initializer(name)
    weights = draw(3, 5, np.random.default_rng(0))
    assert weights.shape == (3, 5)
    np.testing.assert_array_equal(weights, draw(3, 5, np.random.default_rng(0)))


def test_he_has_variance_2_over_inputs() -> None:
    weights = he(200, 1000, np.random.default_rng(0))
    assert weights.var() == pytest.approx(2 / 200, rel=0.02)
    assert weights.mean() == pytest.approx(0, abs=1e-3)


def test_glorot_is_uniform_within_its_limit() -> None:
    weights = glorot(200, 1000, np.random.default_rng(0))
    limit = np.sqrt(6 / 1200)
    assert weights.var() == pytest.approx(2 / 1200, rel=0.02)
    assert 0.999 * limit < np.abs(weights).max() <= limit


def test_zeros() -> None:
    assert not zeros(3, 5, np.random.default_rng(0)).any()


def test_he_keeps_the_signal_alive_through_twenty_layers_of_relu() -> None:
    """And weights of half the size lose it: what the constant is for."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((50, 256))
    kept = lost = x
    for _ in range(20):
        weights = he(256, 256, rng)
        kept = np.maximum(kept @ weights, 0)
        lost = np.maximum(lost @ weights / 2, 0)
    assert 0.2 < (kept**2).mean() / (x**2).mean() < 5
    assert (lost**2).mean() / (x**2).mean() < 1e-11


def test_a_function_of_ones_own() -> None:
    layer = Dense(2, 3, initializer=lambda n, m, rng: np.full((n, m), 0.5))
    np.testing.assert_array_equal(layer.weights.value, np.full((2, 3), 0.5))


def test_a_function_that_gives_the_wrong_shape_or_nan() -> None:
    with pytest.raises(ValueError, match=r"weights must have shape \(2, 3\), got \(3, 2\)"):
        Dense(2, 3, initializer=lambda n, m, rng: np.zeros((m, n)))
    with pytest.raises(ValueError, match=r"weights holds 6 NaN or infinite values"):
        Dense(2, 3, initializer=lambda n, m, rng: np.full((n, m), np.nan))


@pytest.mark.parametrize("name", ["He", "xavier", None, 3])
def test_unknown_names(name: object) -> None:
    expected = r"initializer must be one of 'he', 'glorot', 'zeros'; got"
    with pytest.raises(ValueError, match=expected):
        Dense(2, 3, initializer=name)  # type: ignore[arg-type]
