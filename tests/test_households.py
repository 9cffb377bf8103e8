"""Made-up households: what is in their columns, and what is put in on purpose."""

from __future__ import annotations

import numpy as np
import pytest

from ann_lib.datasets import energy_use, make_household_days, make_households


def test_days_stand_in_their_order_and_have_24_hours_each():
    days = make_household_days(30, rng=0)
    _, hour, _, day, _ = days.x.T
    np.testing.assert_array_equal(hour.reshape(30, 24), np.tile(np.arange(24), (30, 1)))
    np.testing.assert_array_equal(day, days.groups)
    np.testing.assert_array_equal(np.unique(days.groups), np.arange(30))
    working = days.columns("working day").reshape(30, 24)
    assert working[:5].all()  # it begins on a Monday
    assert not working[5:7].any()


def test_a_house_uses_what_its_columns_say_and_what_its_habits_add():
    days = make_household_days(425, rng=1)
    temperature, hour, _, day, _ = days.x.T
    rest = days.y - energy_use(np.stack([temperature, hour, day % 7], axis=1))
    by_day = rest.reshape(-1, 24)
    habits = by_day.mean(axis=1)
    assert 1.5 < habits.std() < 3.5
    assert np.corrcoef(habits[:-1], habits[1:])[0, 1] > 0.8  # they drift
    assert by_day.std(axis=1).mean() == pytest.approx(1.0, abs=0.05)  # the noise


def test_its_year_has_a_winter_and_a_summer():
    days = make_household_days(365, rng=2)
    daily = days.columns("temperature").reshape(-1, 24).mean(axis=1)
    june_to_august, december_to_february = daily[92:184], daily[275:365]
    assert june_to_august.mean() > december_to_february.mean() + 12
    swing = days.columns("temperature").reshape(-1, 24)
    assert (swing.argmax(axis=1) == 15).all()


def test_the_bill_is_the_answer_in_cents():
    days = make_household_days(20, rng=3)
    np.testing.assert_allclose(days.columns("bill")[:, 0], 30 * days.y, atol=0.5)


def test_houses_differ_and_their_columns_but_one_stay_the_same():
    street = make_households(7, 50, rng=0)
    assert street.x.shape == (350, 5)
    for house in range(7):
        own = street.x[street.groups == house]
        assert len(own) == 50
        assert np.ptp(own[:, :4], axis=0).max() == 0
        assert np.ptp(own[:, 4]) > 10
    assert len(np.unique(street.x[:, 0])) == 7


def test_habits_are_what_no_column_tells():
    """Without them the same house costs the same, whatever the seed of its habits."""
    quiet, loud = (make_households(40, 64, habits=h, rng=4) for h in (0.0, 3.0))
    apart = (loud.y - quiet.y).reshape(40, 64)
    np.testing.assert_array_equal(loud.x, quiet.x)
    assert np.ptp(apart, axis=1).max() < 1e-9
    assert 2.2 < apart[:, 0].std() < 4


@pytest.mark.parametrize("make", [make_household_days, make_households])
def test_the_same_seed_gives_the_same_table(make):
    one, same, other = (make(5, rng=seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one.x, same.x)
    np.testing.assert_array_equal(one.y, same.y)
    assert not np.array_equal(one.y, other.y)
    assert "Generated" in one.description


@pytest.mark.parametrize(
    ("make", "arguments", "words"),
    [
        (make_household_days, {"n_days": 0}, "n_days must be at least 1"),
        (make_household_days, {"n_days": 2.5}, "n_days"),
        (make_households, {"n_houses": 0}, "^n_houses must be at least 2, got 0"),
        (make_households, {"n_per_house": "many"}, "n_per_house"),
        (make_households, {"habits": -1.0}, "habits must be"),
        (make_households, {"rng": "dice"}, "rng"),
    ],
)
def test_wrong_numbers_are_refused(make, arguments, words):
    with pytest.raises((TypeError, ValueError), match=words):
        make(**arguments)
