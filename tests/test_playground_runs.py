"""Runs from many starts give what the playground's training gives from each alone."""

from __future__ import annotations

import numpy as np
import pytest

from ann_course.panels.playground.runs import train_starts
from ann_course.panels.playground.setup import train

QUICK = {"optimizer": "Adam", "learning_rate": "0.03"}


@pytest.mark.parametrize(
    "settings",
    [
        {"data": "moons"},
        {"data": "spiral", "hidden_layers": 1, "weight_decay": "0.1", **QUICK},
        {"data": "circles", "hidden_layers": 0, "x1²": True, "held_out": 0, **QUICK},
        {"data": "XOR blobs", "activation": "relu", "batch_size": 10},
        {"data": "circles", "weight_seed": 7, **QUICK, "optimizer": "RMSProp"},
    ],
)
def test_each_is_as_if_trained_alone(settings):
    seeds = [3, 0, 8]
    runs = train_starts(settings, seeds, n_steps=75)
    losses = np.array(runs.losses)
    for i, seed in enumerate(seeds):
        alone = train(settings | {"seed": seed}, n_steps=75)
        pairs = zip(runs.starts[i].get_weights(), alone.network.get_weights(), strict=True)
        assert max(np.abs(a - b).max() for a, b in pairs) < 1e-4  # in float32
        np.testing.assert_allclose(runs.measure()[:, i], alone.measure(), atol=1e-4)
        np.testing.assert_allclose(runs.scores()[:, i], alone.scores())
        np.testing.assert_allclose(losses[:, :, i], alone.losses, atol=1e-4)
        assert runs.dead_units()[i] == alone.dead_units()


def test_steps_add_up_from_epoch_to_epoch():
    twice, once = (train_starts({}, seeds=2, n_steps=n) for n in (7, 14))
    for _ in range(7):  # batches that make up an epoch
        twice.step()
    np.testing.assert_array_equal(twice.measure(), once.measure())
    assert len(twice.losses) == len(once.losses) == 3


@pytest.mark.parametrize("n_steps", [2, 5, 40])
def test_one_that_diverges_goes_back_to_the_start_of_its_epoch(n_steps):
    settings = {"hidden_layers": 4, "activation": "none", "learning_rate": "10"}
    settings |= {f"units{k}": 8 for k in range(1, 5)}
    alone = train(settings | {"seed": 0}, n_steps)
    runs = train_starts(settings, seeds=2, n_steps=n_steps)
    assert runs.starts.diverged[0] == (alone.n_steps < n_steps)
    assert np.isfinite(runs.measure()).all()
    pairs = zip(runs.starts[0].get_weights(), alone.network.get_weights(), strict=True)
    assert all(np.allclose(a, b, rtol=1e-3) for a, b in pairs)


def test_settings_have_names():
    with pytest.raises(ValueError, match="settings have no 'unit'"):
        train_starts({"unit": 3})
