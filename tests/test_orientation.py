"""The orientation index: worked by hand, and what must not matter to it."""

from __future__ import annotations

import numpy as np
import pytest

from ann_lib.inspection.orientation import orientation_index

VERTICAL = np.array([[-1.0, 0, 1], [-1, 0, 1], [-1, 0, 1]])


@pytest.mark.parametrize(
    ("kernel", "index"),
    [
        (VERTICAL, 1),
        (VERTICAL.T, 1),
        ([[0, 1, 2], [-1, 0, 1], [-2, -1, 0]], 1),  # a ramp along the diagonal
        ([[-1, 2, -1]] * 3, 1),  # a bar
        ([[1.0, 1, 1], [1, 1, 1], [1, 1, 1]], 0),  # constant
        (np.zeros((5, 5)), 0),
        ([[0, 1, 0], [1, -4, 1], [0, 1, 0]], 0),  # a spot
        # Slopes at the four corners: (1, 0), (1, 0), (1/2, 1/2), (1/2, -1/2), so that
        # J = [[2.5, 0], [0, 0.5]].
        ([[0, 1, 2], [0, 1, 2], [1, 1, 1]], None),
    ],
)
def test_index_of_known_kernels(kernel, index):
    if index is None:
        g = [(1, 0), (1, 0), (0.5, 0.5), (0.5, -0.5)]
        low, high = np.linalg.eigvalsh(sum(np.outer(slope, slope) for slope in g))
        index = (high - low) / (high + low)
        assert index == pytest.approx(2 / 3)
    assert orientation_index(kernel) == pytest.approx(index, abs=1e-12)


def test_what_must_not_matter():
    rng = np.random.default_rng(0)
    kernels = rng.standard_normal((5, 5, 40))
    index = orientation_index(kernels)
    assert index.shape == (40,)
    assert (index > 0).all()
    assert (index < 1).all()
    for same in (-kernels, 3 + kernels, 1e-200 * kernels, 1e200 * kernels,
                 np.rot90(kernels), kernels[::-1], kernels.transpose(1, 0, 2)):  # fmt: skip
        np.testing.assert_allclose(orientation_index(same), index, atol=1e-9)
    one_by_one = [orientation_index(kernel) for kernel in np.moveaxis(kernels, 2, 0)]
    np.testing.assert_allclose(one_by_one, index)
    assert isinstance(one_by_one[0], float)
    whole = orientation_index(kernels.reshape(5, 5, 4, 10))
    np.testing.assert_array_equal(whole.ravel(), index)


def test_an_edge_at_any_angle_stands_out_from_chance():
    rng = np.random.default_rng(1)
    chance = {
        k: orientation_index(rng.standard_normal((k, k, 20_000))).mean() for k in (3, 5)
    }
    assert chance[5] == pytest.approx(0.311, abs=0.006)
    assert chance[3] == pytest.approx(0.566, abs=0.006)
    row, column = np.mgrid[-2:3, -2:3]
    for degrees in range(0, 180, 5):
        angle = np.deg2rad(degrees)
        edge = np.clip(np.cos(angle) * column + np.sin(angle) * row, -0.5, 0.5)
        assert orientation_index(edge) > 0.85, degrees


@pytest.mark.parametrize("kernels", [1.0, [1.0, 2.0], [[1.0, 2.0]], [[1.0], [2.0]]])
def test_too_small_kernels_are_refused(kernels):
    with pytest.raises(ValueError, match=r"kernels must have shape .* got shape"):
        orientation_index(kernels)
