"""What lesson 12 measures with: folds that divide, and scores of what was held out."""

from __future__ import annotations

import numpy as np
import pytest

from ann_course.lessons import lesson_12 as lesson
from ann_course.lessons.lesson_12 import measuring
from ann_course.lessons.lesson_12.leak import BEFORE, LEAK, NAMES
from ann_lib import Adam, Cosine, Dense, MeanSquaredError, Network, ReLU, Tanh
from ann_lib.datasets import (
    Dataset,
    load_diabetes,
    make_household_days,
    make_household_energy,
    make_households,
)


def line_and_noise(n: int = 200, noise: float = 1.0) -> Dataset:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(n, 3))
    return Dataset("made up", x, x @ [3.0, -2.0, 0.0] + rng.normal(scale=noise, size=n))


def small(n_inputs: int = 3, **options: object) -> Network:
    layers = [Dense(n_inputs, 4), Tanh(), Dense(4, 1)]
    return Network(layers, loss=MeanSquaredError(), **options)


def test_folds_hold_each_row_once():
    folds = lesson.split(103, 10, rng=3)
    assert sorted(np.concatenate(folds)) == list(range(103))
    assert {len(fold) for fold in folds} == {10, 11}
    again, other = lesson.split(103, 10, rng=3), lesson.split(103, 10, rng=4)
    np.testing.assert_array_equal(np.concatenate(folds), np.concatenate(again))
    assert not np.array_equal(np.concatenate(folds), np.concatenate(other))


def test_folds_by_group_hold_whole_groups():
    groups = np.array([3, 1, 3, 7, 1])
    assert [fold.tolist() for fold in lesson.split_by_group(groups)] == [
        [1, 4],
        [0, 2],
        [3],
    ]


def test_a_fold_is_predicted_by_who_has_not_seen_it():
    """A number that is far off disturbs those that learn from it, and no others."""
    data = line_and_noise(noise=0.0)
    odd = data.y.copy()
    odd[7] += 1000
    strange = Dataset("strange", data.x, odd)
    folds = [np.array([7, 20]), np.array([3, 4])]
    (y, line, _), (_, disturbed, _) = measuring.held_out(strange, folds, small(), 1, 0.01)
    assert y[0] == odd[7]
    np.testing.assert_allclose(line, data.y[[7, 20]], atol=1e-9)
    assert np.abs(disturbed - data.y[[3, 4]]).max() > 0.5


def test_each_network_is_the_one_that_would_be_trained_alone():
    data = line_and_noise(64)
    folds = [np.arange(16), np.arange(16, 32)]
    said = measuring.held_out(data, folds, small(dtype="float64"), 5, 0.01)
    for seed, (fold, (_, _, together)) in enumerate(zip(folds, said, strict=True)):
        train = np.setdiff1d(np.arange(64), fold)
        x, y = data.x[train], data.y[train]
        alone = small(dtype="float64")
        alone.initialize(seed)
        alone.fit(
            (x - x.mean(axis=0)) / x.std(axis=0), (y - y.mean()) / y.std(), epochs=5,
            optimizer=Adam(Cosine(0.01, steps=10)), rng=seed, progress=False,
        )  # fmt: skip
        given = (data.x[fold] - x.mean(axis=0)) / x.std(axis=0)
        expected = alone.predict(given) * y.std() + y.mean()
        np.testing.assert_allclose(together, expected, rtol=1e-9)


def test_scores_are_high_for_what_a_line_can_say():
    data = line_and_noise(noise=0.1)
    line, network = lesson.cross_validate(data, lesson.split(200, 5), small(), epochs=60)
    assert line.shape == network.shape == (5,)
    assert line.min() > 0.98
    assert 0.8 < network.mean() < line.mean()
    together = lesson.score_together(data, lesson.split(200, 5), small(), epochs=60)
    np.testing.assert_allclose(together[0], line.mean(), atol=0.01)


def test_one_table_alone_teaches_each_network():
    tables = [make_household_energy(60, rng=seed) for seed in range(4)]
    test = make_household_energy(500, rng=9)
    line, network = lesson.learn_from(tables, test, small(), steps=600)
    assert line.shape == network.shape == (4,)
    again, _ = lesson.learn_from(tables[2:3], test, small(), steps=600)
    assert again[0] == line[2]
    assert len(set(line)) == 4


def test_what_the_lesson_says_of_diabetes_holds_on_other_splits():
    diabetes = load_diabetes()
    folds = lesson.split(442, 10, rng=7) + lesson.split(442, 10, rng=8)
    network = Network([Dense(10, 8), ReLU(), Dense(8, 1)], loss=MeanSquaredError())
    line, network_scores = lesson.cross_validate(diabetes, folds, network)
    assert 0.40 <= line.mean() <= 0.55
    assert line.mean() >= network_scores.mean() - 0.02
    scores = lesson.line_scores(diabetes, 50)
    assert scores.shape == (50,)
    assert np.ptp(scores) > 0.3


def test_what_it_says_of_a_street_holds_in_another():
    street = make_households(rng=11)
    network = Network([Dense(5, 32), Tanh(), Dense(32, 1)], loss=MeanSquaredError())
    rows = lesson.score_together(street, lesson.split(len(street), 12), network)
    houses = lesson.score_together(street, lesson.split_by_group(street.groups), network)
    assert rows[1] > 0.95
    assert houses[1] < rows[1] - 0.3


def test_an_interval_keeps_its_promise_where_there_are_data_and_not_beyond():
    within, beyond = lesson.coverage(9, [(5, 28), (35, 45)])
    assert 0.85 <= within <= 0.98
    assert beyond < 0.1


def test_exams_are_those_of_the_panel_and_are_told_in_words():
    days = make_household_days(80, rng=0)
    scores = lesson.exams(days, ["hour", "temperature"], 60)
    assert list(scores) == ["random hours", "last 60 days"]
    text = lesson.in_words(scores)
    assert text.splitlines()[1].startswith("    last 60 days: line ")
    assert f"ten networks {scores['last 60 days'][2]:.3f}" in text


def test_the_leak_is_not_the_column_that_says_most():
    table = lesson.leaky_table()
    alone = lesson.alone(table)
    assert set(NAMES) == {*BEFORE, LEAK}
    assert tuple(alone) == NAMES == table.feature_names
    assert 0.5 < alone[LEAK] < alone["use at this hour yesterday"]
    assert max(alone, key=alone.__getitem__) == "use one hour before"


def test_its_columns_are_what_they_are_called():
    table = lesson.leaky_table()
    use = table.y
    before, yesterday, warm, warm_yesterday = table.columns(
        "use one hour before", "use at this hour yesterday", "temperature",
        "temperature of yesterday",
    ).T  # fmt: skip
    np.testing.assert_array_equal(before[1:], use[:-1])
    np.testing.assert_array_equal(yesterday[24:], use[:-24])
    np.testing.assert_array_equal(warm_yesterday[24:], warm[:-24])
    mean = use.reshape(-1, 24).mean(axis=1)
    np.testing.assert_allclose(table.columns(LEAK).reshape(-1, 24).T, [mean] * 24)
    assert table.columns("date").min() == 1


@pytest.mark.parametrize("key", ["ask-split"])
def test_it_asks_whether_a_random_split_is_fair(key):
    (question,) = (item for item in lesson.ITEMS if item.key == key)
    assert "random-split-is-fair" in {o.misconception for o in question.options}
