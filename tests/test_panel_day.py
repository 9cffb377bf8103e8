"""The day panel: what predicts, what it is shown, and how it learns meanwhile."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest

from ann_course.panels.day.forecasts import Diary, Ensemble, Forecast, Line, r_squared
from ann_course.panels.day.panel import DayPanel
from ann_lib.datasets import Dataset, make_household_days, make_household_energy

HOUSE = make_household_days(rng=0)


@pytest.fixture(scope="module")
def own():
    """Return one panel for the file: networks that are trained stay trained."""
    panel = DayPanel()
    yield panel
    panel.close()


@pytest.fixture
def panel(own):
    own.reset()
    return own


@pytest.fixture(scope="module")
def diary():
    return Diary(HOUSE)


# Who sits in which exam


def test_the_exams_hold_hours_that_no_one_has_learned_from(diary):
    late, drawn = diary.exams["last 60 days"], diary.exams["random hours"]
    assert len(drawn) == 1000
    assert sorted({*HOUSE.groups[late]}) == list(range(365, 425))
    assert HOUSE.groups[drawn].max() < 365
    assert not set(diary.known) & {*late, *drawn}
    assert len(diary.known) + len(drawn) + len(late) == len(HOUSE)


def test_more_rows_are_the_fewer_ones_and_others(panel):
    n_days = [len({*HOUSE.groups[panel.diary.known[:n]]}) for n in (30, 300)]
    assert n_days[0] > 20  # of all seasons
    assert n_days[1] > 150


def test_days_that_match_are_of_the_kind_and_as_warm(diary):
    for temperature, working in ((3.0, True), (20.0, False)):
        for rows in diary.matching(temperature, working):
            assert len(rows) == 24
            assert abs(diary.temperature[rows].mean() - temperature) <= 2
            assert (diary.working[rows] == working).all()
    assert diary.matching(60.0, True) == []
    assert len(diary.nearest(60.0, True)) == 6


def test_a_day_that_never_was_is_made_from_the_nearest_ones(diary):
    rows = diary.day(40.0, working=False)
    temperature, hour, working, day, bill = rows.T
    np.testing.assert_array_equal(hour, np.arange(24))
    assert temperature.mean() == pytest.approx(40)
    assert temperature.argmax() == 15
    assert not working.any()
    near = np.concatenate(diary.nearest(40.0, working=False))
    assert np.ptp(day) == 0
    assert day[0] == np.median(HOUSE.groups[near])
    at_noon = near[diary.hour[near] == 12]
    assert bill[12] == pytest.approx(30 * HOUSE.y[at_noon].mean(), abs=0.5)


# What predicts


def test_a_line_is_least_squares():
    rng = np.random.default_rng(0)
    x = rng.normal(3, 2, size=(40, 3))
    y = x @ [1.0, -2.0, 0.5] + 7
    line = Line(x, y)
    np.testing.assert_allclose(line.predict([[1.0, 1.0, 1.0]]), [6.5])
    noisy = y + rng.normal(size=40)
    best = Line(x, noisy).predict(x)
    assert np.abs(np.column_stack([np.ones(40), x]).T @ (noisy - best)).max() < 1e-9


def test_r_squared_by_hand():
    y, predicted = np.array([1.0, 2.0, 6.0]), np.array([2.0, 2.0, 5.0])
    assert r_squared(y, predicted) == pytest.approx(1 - 2 / 14)
    assert r_squared(y, np.full(3, 3.0)) == 0
    assert r_squared(y, y) == 1


def test_a_line_with_hours_has_a_column_for_each_hour_and_kind_of_day(diary):
    both = diary.with_hours(HOUSE.x, ("hour", "working day"))
    assert both.shape == (len(HOUSE), 2 + 48)
    np.testing.assert_array_equal(both[:, 2:].sum(axis=1), 1)
    assert diary.with_hours(HOUSE.x, ("hour",))[:, 1 + 24 :].sum() == 0
    assert diary.with_hours(HOUSE.x, ("temperature",)).shape[1] == 1


def test_members_draw_their_own_rows_and_disagree_a_little():
    house = make_household_energy(200, rng=0)
    ten = Ensemble(house.x, house.y)
    assert ten.progress == 0
    untrained = r_squared(house.y, ten.predict(house.x).mean(axis=0))
    while not ten.done:
        ten.train()
    assert ten.progress == 1
    each = ten.predict(house.x)
    assert each.shape == (10, 200)
    assert untrained < 0.3 < 0.9 < r_squared(house.y, each.mean(axis=0))
    assert 0.1 < each.std(axis=0).mean() < 2


def test_scores_are_of_the_rows_in_the_exam(diary):
    forecast = Forecast(diary, 60, ("temperature", "hour"))
    while not forecast.ensemble.done:
        forecast.ensemble.train()
    rows = diary.exams["last 60 days"]
    three, each = forecast.predict(HOUSE.x[rows])
    expected = [r_squared(HOUSE.y[rows], said) for said in three]
    assert forecast.scores()["last 60 days"] == expected
    np.testing.assert_allclose(three[2], each.mean(axis=0))


# The story that it tells


def test_the_network_passes_the_line_between_30_and_60_rows(panel):
    panel.state = {"rows": "30"}
    line, _, network = panel.scores["random hours"]
    assert abs(line - network) < 0.15
    panel.state = {"rows": "60"}
    line, _, network = panel.scores["random hours"]
    assert network > line + 0.1


def test_the_date_helps_among_known_days_and_hurts_tomorrow(panel):
    panel.state = {"rows": "3,000"}
    without = panel.scores
    panel.state = {"use date": True}
    assert panel.scores["random hours"][2] > without["random hours"][2] + 0.01
    assert panel.scores["last 60 days"][2] < without["last 60 days"][2] - 0.15
    assert "and date" in panel.describe()


def test_the_bill_is_perfect_and_said_to_be_known_afterwards(panel):
    panel.state = {"use bill": True, "temperature": 8.0}
    assert min(min(scores) for scores in panel.scores.values()) > 0.99
    assert "Bill: known only afterwards." in panel.describe()
    assert panel.day_view.lamps.texts == ["bill: known only afterwards", ""]


def test_beyond_the_days_seen_it_warns_and_the_band_widens(panel):
    width = {}
    for temperature in (12.5, 38.0):
        panel.state = {"temperature": temperature, "rows": "1,000"}
        low, high = panel.band
        width[temperature] = np.mean(high - low)
    assert width[38.0] > 2 * width[12.5]
    assert panel.days == []
    assert "No such day was ever seen." in panel.describe()
    panel.state = {"temperature": 12.5}
    assert panel.days
    assert "Real days like it:" in panel.describe()


def test_a_straight_line_goes_below_zero_in_the_heat(panel):
    panel.state = {"temperature": 38.0, "rows": "1,000"}
    assert panel.curves["line"].mean() < 0
    assert panel.curves["ten networks"].mean() > 8


def test_the_morning_is_lost_when_no_one_goes_to_work(panel):
    panel.state = {"rows": "3,000", "temperature": 18.0}
    at_work = panel.curves["ten networks"][7]
    panel.state = {"working day": False}
    assert panel.curves["ten networks"][7] < at_work - 2


def test_the_last_column_stays_ticked_and_the_words_say_so(panel):
    names = [name for name in panel.state if name.startswith("use ")]
    panel.state = dict.fromkeys(names, False) | {"use temperature": True}
    assert panel.ticked == ["temperature"]
    assert "one column" not in panel.describe()
    panel.controls["use temperature"].value = False
    panel.flush()
    assert panel.state["use temperature"]
    assert "rows with temperature: one column must stay in use." in panel.describe()
    panel.render()  # as while networks are learning
    assert "one column must stay in use." in panel.describe()
    panel.state = {"use hour": True}
    assert panel.ticked == ["hour", "temperature"]
    assert "one column" not in panel.describe()
    panel.state = dict.fromkeys(names, False)
    assert panel.ticked == ["hour"]


def test_what_is_drawn_is_what_is_predicted(panel):
    panel.state = {"temperature": 20.0, "working day": False}
    for name, curve in panel.day_view.curves.items():
        np.testing.assert_allclose(curve.get_ydata(), panel.curves[name])
    for name, view in panel.exam_views.items():
        ends = [bar.get_xdata()[1] for bar in view.bars]
        np.testing.assert_allclose(ends, np.clip(panel.scores[name], -0.5, 1))
    hours = panel.day_view.days.get_xdata()
    assert np.isnan(hours).sum() == len(panel.days)
    assert len(hours) == 25 * len(panel.days)


def test_what_was_trained_once_is_not_trained_again(panel):
    panel.state = {"rows": "120"}
    before = panel.forecast
    panel.state = {"rows": "60"}
    panel.state = {"rows": "120", "temperature": 3.0}
    assert panel.forecast is before


# Learning while the sliders stay alive


def test_a_hand_is_answered_before_the_networks_have_learned():
    async def move() -> tuple[list[float], DayPanel]:
        panel = DayPanel()
        assert panel.forecast.ensemble.done
        panel.controls["rows"].value = "60"
        seen = [panel.forecast.ensemble.progress]
        said = panel.describe()
        while not panel.forecast.ensemble.done:
            await asyncio.sleep(0)
            seen.append(panel.forecast.ensemble.progress)
        await asyncio.sleep(0)
        panel.flush()
        assert "The networks are learning: 0%." in said
        return seen, panel

    seen, panel = asyncio.run(move())
    assert seen[0] == 0
    assert len(set(seen)) > 3  # in several slices
    assert "learning" not in panel.describe()
    shown, said = panel.pictures(), panel.describe()
    panel.state = {"rows": "60"}  # at once, as code does it
    assert (panel.pictures(), panel.describe()) == (shown, said)
    panel.close()


def test_a_panel_that_is_closed_or_left_learns_no_more():
    async def move() -> None:
        panel = DayPanel()
        panel.controls["rows"].value = "60"
        panel.leave("its cell was run again")
        progress = panel.forecast.ensemble.progress
        for _ in range(20):
            await asyncio.sleep(0)
        assert panel.forecast.ensemble.progress == progress
        ensemble = panel.forecast.ensemble
        panel.close()
        await asyncio.sleep(0)
        assert ensemble.progress == progress
        panel.close()  # twice does no harm

    asyncio.run(move())


# Other tables


def town() -> Dataset:
    """Return a table like that of the bicycles: days with gaps, temperature from 0 to 1."""
    rng = np.random.default_rng(0)
    day, hour = np.repeat(np.arange(150), 24), np.tile(np.arange(24), 150)
    temperature = 0.5 + 0.3 * np.sin(day / 20) + rng.normal(scale=0.02, size=len(day))
    working = (day % 7 < 5) * 1.0
    y = 100 + 80 * (np.abs(hour - 17) < 3) * working + 50 * temperature
    keep = rng.random(len(day)) > 0.02
    keep[:24] = True
    names = ("month", "hour", "working day", "temperature", "humidity", "casual",
             "registered")  # fmt: skip
    x = [day // 30, hour, working, temperature, rng.random(len(day)), y * 0.2, y * 0.8]
    return Dataset(
        "town", np.stack(x, axis=1)[keep], y[keep], feature_names=names, groups=day[keep]
    )


def test_a_table_may_lack_an_hour_of_the_night():
    table = town()
    awake = table.columns("hour")[:, 0] != 3
    diary = Diary(
        Dataset(
            "awake", table.x[awake], table.y[awake], feature_names=table.feature_names,
            groups=table.groups[awake],
        )
    )  # fmt: skip
    assert np.isfinite(diary.day(0.5, working=True)).all()
    assert diary.swing[3] == 0


def test_it_takes_a_table_like_that_of_the_bicycles():
    panel = DayPanel(town(), what="bicycles")
    ticks = [name for name in panel.state if name.startswith("use ")]
    assert ticks == ["use hour", "use temperature", "use working day", "use date",
                     "use weather", "use registered"]  # fmt: skip
    slider = panel.controls["temperature"]
    assert slider.min < 0.2 < 0.8 < slider.max
    assert slider.step == 0.01
    assert panel.controls["rows"].options == ("30", "60", "120", "300", "1,000")
    assert panel.day_view.curves["line"].axes.get_ylabel() == "bicycles"
    panel.state = {"use registered": True}
    assert panel.scores["last 60 days"][0] > 0.99
    assert "Registered: known only afterwards." in panel.describe()
    panel.close()


def test_it_refuses_what_cannot_be_drawn_as_days():
    with pytest.raises(TypeError, match="table must be a Dataset, got"):
        DayPanel([[1.0, 2.0]])
    with pytest.raises(ValueError, match="has no working day"):
        DayPanel(make_household_energy(100, rng=0))
    with pytest.raises(ValueError, match=r"at least 65 days.*'household days' has 64"):
        DayPanel(make_household_days(64, rng=0))
    names = ("hour", "temperature", "working day")
    loose = Dataset("loose", np.zeros((9, 3)), np.zeros(9), feature_names=names)
    with pytest.raises(ValueError, match="'loose' has no groups"):
        DayPanel(loose)
