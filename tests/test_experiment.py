"""What the playground trains: the same numbers as Network.fit, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

from ann_course.panels.playground.data import (
    DATASETS,
    FEATURES,
    REACH,
    check_points,
    draw_points,
    features,
    part_points,
)
from ann_course.panels.playground.experiment import (
    ACTIVATIONS,
    OPTIMIZERS,
    Experiment,
    activation_names,
    build_network,
    make_optimizer,
    sizes_of,
)
from ann_lib import SGD, BinaryCrossEntropy, Dense, LeakyReLU, Network, ReLU, Tanh
from ann_lib.training import TrainingDivergedError


def make(seed: int = 3, *, optimizer: str = "SGD", batch_size: int = 32) -> Experiment:
    points = draw_points("moons", noise=0.2, held_out=0.3, seed=seed)
    network = build_network(2, [4, 2], ["tanh", "tanh"], seed)
    names = ["x1", "x2"]
    return Experiment(network, points, names, make_optimizer(optimizer), batch_size, seed)


def run(experiment: Experiment, n_steps: int) -> None:
    for _ in range(n_steps):
        experiment.step()


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("batch_size", [1, 32, 500])
def test_steps_equal_fit_to_the_bit(optimizer: str, batch_size: int) -> None:
    experiment = make(optimizer=optimizer, batch_size=batch_size)
    while experiment.n_epochs < 3:
        experiment.step()
    network = build_network(2, [4, 2], ["tanh", "tanh"], 3)
    network.fit(
        experiment.x, experiment.points.train_labels, epochs=3, batch_size=batch_size,
        optimizer=make_optimizer(optimizer), rng=3, progress=False,
    )  # fmt: skip
    for ours, theirs in zip(
        experiment.network.get_weights(), network.get_weights(), strict=True
    ):
        assert np.array_equal(ours, theirs)


def test_measuring_between_the_batches_changes_nothing() -> None:
    quiet, curious = make(), make()
    for _ in range(25):
        quiet.step()
        curious.measure()
        curious.step()
        curious.scores()
    for a, b in zip(
        quiet.network.get_weights(), curious.network.get_weights(), strict=True
    ):
        assert np.array_equal(a, b)


def test_an_epoch_ends_with_its_last_batch() -> None:
    experiment = make()
    per_epoch = -(-len(experiment.x) // 32)
    ended = [experiment.step() for _ in range(2 * per_epoch)]
    assert [k for k, end in enumerate(ended, 1) if end] == [per_epoch, 2 * per_epoch]
    assert experiment.n_epochs == 2
    assert experiment.losses[-1] == experiment.measure()


def test_divergence_brings_the_weights_of_the_epochs_start_back() -> None:
    experiment = make()
    experiment.step()
    experiment.training.optimizer.learning_rate = 1e38
    with pytest.raises(TrainingDivergedError, match="Try a smaller learning rate"):
        run(experiment, 100)
    assert all(np.isfinite(w).all() for w in experiment.network.get_weights())
    assert experiment.by_hand  # training from the start would lead here no more
    assert experiment.training.optimizer.learning_rate == 1e38  # it is the learner's
    assert experiment.training.optimizer.steps == 0  # but its memory is as bad as NaN
    experiment.tune("SGD", 0.1, 0.0, 32)
    run(experiment, 10)  # and it goes on
    assert np.isfinite(experiment.losses).all()


def test_tuning_on_the_way_is_remembered() -> None:
    experiment = make()
    experiment.tune("SGD", 0.3, 0.01, 16)
    assert not experiment.by_hand  # it was not on its way yet
    experiment.step()
    experiment.tune("SGD", 0.3, 0.01, 16)
    assert not experiment.by_hand
    for change in (("SGD", 0.1, 0.01, 16), ("Adam", 0.1, 0.01, 16), ("Adam", 0.1, 0.01, 8)):
        experiment.by_hand = False
        experiment.tune(*change)
        assert experiment.by_hand
    assert type(experiment.training.optimizer).__name__ == "Adam"
    assert experiment.training.optimizer.weight_decay == 0.01


def test_dead_units_are_those_that_are_0_at_every_point() -> None:
    points = draw_points("moons", noise=0.2, held_out=0.3, seed=0)
    network = build_network(2, [3, 2], ["relu", "relu"], 0)
    experiment = Experiment(network, points, ["x1", "x2"], SGD(), 32, 0)
    before = experiment.dead_units()
    network.layers[0].bias.value[:2] = -100
    assert experiment.dead_units() >= max(before, 2)
    network.layers[0].bias.value[:] = 100
    network.layers[2].weights.value[:] = 1
    assert experiment.dead_units() == 0


@pytest.mark.parametrize("name", DATASETS)
@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_points_are_in_the_picture_and_the_same_for_the_same_seed(
    name: str, noise: float
) -> None:
    points = draw_points(name, noise=noise, held_out=0.3, seed=1)
    again = draw_points(name, noise=noise, held_out=0.3, seed=1)
    other = draw_points(name, noise=noise, held_out=0.3, seed=2)
    assert np.array_equal(points.train, again.train)
    assert not np.array_equal(points.train, other.train)
    assert len(points.test) == 90
    every = np.concatenate([points.train, points.test])
    assert (np.abs(every) <= REACH).all(axis=1).mean() > 0.9
    assert np.abs(every).max() > 1.0


def test_every_feature_is_what_its_name_says() -> None:
    columns = features(np.array([[0.5, -2.0]]), list(FEATURES))
    expected = [0.5, -2, 0.25, 4, -1, np.sin(np.pi / 4), np.sin(-np.pi)]
    assert columns.dtype == np.float32
    assert columns[0] == pytest.approx(expected, abs=1e-6)


def test_points_of_ones_own() -> None:
    rows = check_points([[0, 1], [1, 0], [2, 2]], [0, 1, 1])
    assert rows == [(0, 1, 0), (1, 0, 1), (2, 2, 1)]
    few = part_points(rows, 0.5, seed=0)
    assert (len(few.train), len(few.test)) == (3, 0)
    many = part_points(rows * 100, 0.3, seed=0)
    assert len(many.train) + len(many.test) == 300
    assert 60 < len(many.test) < 110
    none = part_points([], 0.5, seed=0)
    assert none.train.shape == none.test.shape == (0, 2)


def test_bad_points_are_refused() -> None:
    with pytest.raises(ValueError, match="points and labels belong together"):
        check_points([[0, 1]], None)
    with pytest.raises(ValueError, match=r"points must lie between -2.5 and 2.5, got 3"):
        check_points([[0, 3]], [0])
    with pytest.raises(ValueError, match="labels"):
        check_points([[0, 1]], [2])
    with pytest.raises(ValueError, match="labels"):
        check_points([[0, 1]], [0, 1])


def test_what_a_network_is_made_of() -> None:
    assert sizes_of(build_network(3, [5, 2], ["relu", "tanh"], 0)) == [3, 5, 2, 1]
    for name in ACTIVATIONS:
        assert activation_names(build_network(2, [3], [name], 0)) == [name]
    assert activation_names(build_network(2, [], [], 0)) == []
    loss = BinaryCrossEntropy()
    mixed = Network([Dense(2, 2), Tanh(), Dense(2, 2), ReLU(), Dense(2, 1)], loss=loss)
    assert activation_names(mixed) == ["tanh", "relu"]
    other = Network([Dense(2, 2), LeakyReLU(0.1), Dense(2, 1)], loss=loss)
    assert activation_names(other) is None
    assert activation_names(Network([Dense(2, 1, bias=False)], loss=loss)) is None
