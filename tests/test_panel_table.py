"""The table panel: what is held out, what is fitted where, what scores, and the exam."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest
from on_picture import press, texts

from ann_course.live.layout import parts_of
from ann_course.panels.table.columns import read_answer, read_columns
from ann_course.panels.table.nests import (
    MEASURES,
    NO_CLUTCH,
    SPECIES,
    example_table,
    make_nests,
    short_table,
)
from ann_course.panels.table.panel import TablePanel
from ann_course.panels.table.picture import PLACES, ROLES
from ann_course.panels.table.scores import (
    FOLDS,
    LATEST,
    RANDOM,
    TOGETHER,
    Folds,
    alone,
    always_the_same,
    make_folds,
    prepared,
    trained,
)

BEFORE, AFTERWARDS, OUT = ROLES


@pytest.fixture(scope="module")
def built():
    panel = TablePanel()
    yield panel
    panel.close()


@pytest.fixture
def panel(built):
    built.state = {"looks": 0}
    built.reset()
    return built


def columns_of(**given):
    return read_columns(given)


def inputs_of(values, train):
    """What a network gets of a column whose training rows are given."""
    column = columns_of(x=values, y=values)["x"]
    return prepared([column], Folds(train[None], ~train[None]))["x"][0]


def folds_of(y, how=RANDOM, **given):
    return make_folds(
        read_answer(columns_of(y=y, other=np.zeros(len(y)))["y"]), how, **given
    )


# The drawn table


def test_the_birds_of_a_nest_share_its_clutch_and_the_averages_are_the_published_ones():
    nests = make_nests(rng=3)
    short = short_table(nests)
    for nest in np.unique(short["nest"]):
        inside = short["nest"] == nest
        assert inside.sum() == 2
        assert len(set(short["clutch"][inside])) == 1
        assert len(set(short["date"][inside])) == 1
    for column, (spread, averages) in MEASURES.items():
        for name, (female, male) in averages.items():
            of_it = short["species"] == name
            for sex, average in (("FEMALE", female), ("MALE", male)):
                drawn = nests[column][of_it & (nests["Sex"] == sex)]
                error = spread / np.sqrt(len(drawn))
                assert abs(np.nanmean(drawn) - average) < 5 * error
    assert {len(values) for values in nests.values()} == {344}
    told = np.char.find(nests["Comments"], NO_CLUTCH) >= 0
    assert set(nests["Clutch Completion"][told]) == {"No"}


def test_ids_begin_anew_each_season_and_the_same_seed_draws_the_same_table():
    one, again, other = make_nests(rng=1), make_nests(rng=1), make_nests(rng=2)
    assert all(
        np.array_equal(one[k], again[k], equal_nan=one[k].dtype == float) for k in one
    )
    assert not np.array_equal(one["Body Mass (g)"], other["Body Mass (g)"])
    longest = max(n for _, n, _ in SPECIES.values())
    numbers = {int(name[1:].partition("A")[0]) for name in one["Individual ID"]}
    assert max(numbers) < longest / 2


# What is held out


@pytest.mark.parametrize("how", [RANDOM, TOGETHER, LATEST])
def test_each_row_is_held_out_once_at_most_and_never_learned_from_then(how):
    rng = np.random.default_rng(0)
    y = rng.choice([*"ab"], size=150)
    folds = folds_of(y, how, groups=np.arange(150) // 3, times=rng.permutation(150))
    assert folds.train.shape == folds.test.shape == (FOLDS + 1, 150)
    assert not (folds.train & folds.test).any()
    held = folds.test.sum(axis=0)
    assert held.max() == 1
    assert (held == 1).all() or how == LATEST
    exam = folds.test[FOLDS]
    assert not folds.train[:, exam].any()
    assert exam.sum() == pytest.approx(30, abs=3)
    assert not folds.test[:FOLDS, exam].any()


@pytest.mark.parametrize("n_groups", range(FOLDS + 1, 14))
def test_with_few_groups_each_fold_and_the_exam_have_one(n_groups):
    rng = np.random.default_rng(n_groups)
    folds = folds_of(rng.choice([*"ab"], 90), TOGETHER, groups=np.arange(90) % n_groups)
    assert folds.test.any(axis=1).all()


def test_rows_that_belong_together_are_on_one_side():
    groups = np.repeat(np.arange(60), [1, 2, 3] * 20)
    y = np.where(groups % 5 == 0, "rare", "common")
    folds = folds_of(y, TOGETHER, groups=groups)
    for train, test in zip(folds.train, folds.test, strict=True):
        assert not set(groups[train]) & set(groups[test])
        assert set(y[test]) == {"rare", "common"}


def test_by_time_one_learns_from_what_came_before():
    times = np.random.default_rng(1).permutation(100)
    folds = folds_of(np.tile([*"ab"], 50), LATEST, times=times)
    for train, test in zip(folds.train, folds.test, strict=True):
        assert times[train].max() < times[test].min()
    assert times[folds.test[FOLDS]].min() == 80


def test_rows_without_an_answer_are_in_no_part():
    y = np.array([*"ab"] * 30, dtype=object)
    y[:7] = None
    folds = folds_of(y)
    assert not (folds.train | folds.test)[:, :7].any()


# What goes in


def test_a_column_is_fitted_on_the_training_rows_alone():
    train = np.arange(40) < 30
    values = np.random.default_rng(2).normal(5, 2, 40)
    values[[3, 35]] = np.nan
    before = inputs_of(values, train)
    changed = values.copy()
    changed[30:] = 1000.0
    after = inputs_of(changed, train)
    np.testing.assert_allclose(after[:30], before[:30])
    assert before[:30, 0].mean() == pytest.approx(0, abs=1e-6)
    assert before[:30, 0].std() == pytest.approx(1, abs=1e-6)
    assert before[3, 1] == before[35, 1] == 1
    assert before[:, 1].sum() == 2
    assert before[3, 0] == before[35, 0] == np.median(np.delete(before[:30, 0], 3))


def test_a_text_that_training_lacks_is_a_row_of_zeros():
    texts_ = ["a"] * 15 + ["b"] * 14 + [None] + ["c"] * 5 + ["a"] * 5
    inputs = inputs_of(texts_, np.arange(40) < 30)
    assert inputs.shape == (40, 3)
    assert inputs[0].tolist() == [1, 0, 0]
    assert inputs[29].tolist() == [0, 0, 1]
    assert not inputs[30:35].any()


def test_all_that_means_missing_is_missing():
    given = [None, "", "  ", float("nan"), np.nan, "x", "y"] * 4
    column = columns_of(x=given, y=[1.0, np.nan] * 14)
    assert (
        column["x"].missing.tolist()
        == [True] * 5 + [False] * 2 + column["x"].missing.tolist()[7:]
    )
    assert column["x"].categories == ("x", "y")
    assert column["y"].missing.sum() == 14


def test_a_data_frame_is_read_as_a_dict_is():
    pandas = pytest.importorskip("pandas")
    table = example_table()
    frame = pandas.DataFrame(table)
    frame["date"] = pandas.to_datetime(frame["date"])
    frame["sex"] = frame["sex"].replace("", None)
    columns, framed = read_columns(table), read_columns(frame)
    for name, column in columns.items():
        np.testing.assert_array_equal(column.numbers, framed[name].numbers)
        assert (column.use, column.categories) == (
            framed[name].use,
            framed[name].categories,
        )


def test_without_pandas_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ModuleNotFoundError, match="Install it with pip install pandas"):
        TablePanel()


def test_what_is_no_table_is_refused_with_a_way_out():
    with pytest.raises(TypeError, match="pandas DataFrame or a dict"):
        TablePanel([1, 2, 3])
    with pytest.raises(ValueError, match="2 to 14 columns, got 15"):
        TablePanel({f"c{i}": range(30) for i in range(15)})
    with pytest.raises(ValueError, match="different lengths"):
        TablePanel({"a": range(30), "b": range(31)})
    with pytest.raises(ValueError, match=r"20 to 2000 rows, got 3.*sample"):
        TablePanel({"a": range(3), "b": range(3)})
    with pytest.raises(ValueError, match="one value per row"):
        TablePanel({"a": np.zeros((30, 2)), "b": range(30)})
    with pytest.raises(ValueError, match="answer"):
        TablePanel({"a": range(30), "b": range(30)}, "c")
    with pytest.raises(ValueError, match="at least 6 rows"):
        TablePanel({"a": range(30), "b": ["x"] * 28 + ["y"] * 2}, "b")
    with pytest.raises(ValueError, match=r"gaps in 2 rows.*dropna"):
        TablePanel({"a": [*range(28), None, None], "b": [*"xy"] * 15}, "b", groups="a")
    with pytest.raises(ValueError, match=r"groups='a' must have at least 6 values.*got 3"):
        TablePanel({"a": [0, 1, 2] * 10, "b": [*"xy"] * 15}, "b", groups="a")


def test_numbers_among_a_few_other_entries_are_numbers_and_names_of_digits_are_not():
    sizes, towns = ["about 3", *map(str, range(29))], ["01067", "80331", "20095"] * 10
    columns = columns_of(size=sizes, town=towns, yes=[True, False] * 15)
    assert [each.use for each in columns.values()] == ["number", "categories", "categories"]
    assert columns["size"].missing.tolist() == [True, *[False] * 29]


# What it scores


def test_classes_count_equally_however_common_they_are():
    rare = read_answer(columns_of(y=["no"] * 5 + ["yes"] * 45, x=range(50))["y"])
    everywhere = np.ones(50, dtype=bool)
    assert rare.score(np.ones(50), everywhere) == 0.5
    assert rare.score(np.arange(50) >= 2, everywhere) == pytest.approx(0.7)
    assert rare.score_name == "balanced accuracy"
    assert rare.commonest == ("yes", 0.9)
    numbers = read_answer(columns_of(y=np.arange(50.0), x=range(50))["y"])
    assert numbers.n_classes == 0
    assert numbers.score(np.full(50, 24.5), everywhere) == pytest.approx(0)
    assert numbers.score(np.arange(50.0), everywhere) == 1


def test_what_a_column_says_alone_is_learned_from_the_rows_of_each_fold():
    groups = np.repeat(np.arange(50), 4)
    rng = np.random.default_rng(4)
    y = rng.permutation(np.repeat([*"ab"], [15, 35]))[groups]
    noise = rng.normal(size=200)
    columns = columns_of(group=groups, leak=y == "a", noise=noise, y=y)
    answer = read_answer(columns["y"])
    scores = {
        how: {
            name: alone(answer, column, make_folds(answer, how, groups))
            for name, column in columns.items()
        }
        for how in (RANDOM, TOGETHER)
    }
    assert scores[RANDOM]["leak"] == scores[TOGETHER]["leak"] == 1
    assert scores[RANDOM]["group"] > 0.8 > 0.65 > scores[TOGETHER]["group"]
    assert abs(scores[RANDOM]["noise"] - 0.5) < 0.1
    assert always_the_same(answer, make_folds(answer, RANDOM)).mean == 0.5


def test_a_line_learns_what_is_straight_and_the_network_also_what_is_not():
    rng = np.random.default_rng(5)
    x1, x2 = rng.uniform(-1, 1, (2, 400))
    for y, low, high in ((x1 + x2 > 0, 0.93, 1.0), (x1 * x2 > 0, 0.35, 0.68)):
        columns = columns_of(x1=x1, x2=x2, y=np.where(y, "up", "down"))
        answer = read_answer(columns["y"])
        folds = make_folds(answer, RANDOM)
        inputs = [*prepared([columns["x1"], columns["x2"]], folds).values()]
        assert low <= trained(answer, inputs, folds, 0).mean <= high
        assert trained(answer, inputs, folds, 16).mean > 0.85


def test_numbers_are_predicted_in_their_own_units():
    rng = np.random.default_rng(6)
    x = rng.uniform(-1, 1, 300)
    columns = columns_of(x=x, y=5000 + 300 * x + rng.normal(0, 30, 300))
    answer = read_answer(columns["y"])
    folds = make_folds(answer, RANDOM)
    inputs = [prepared([columns["x"]], folds)["x"]]
    assert trained(answer, inputs, folds, 0).mean > 0.9
    assert always_the_same(answer, folds).mean == pytest.approx(0, abs=0.06)


def test_without_a_column_line_and_network_always_say_the_same(panel):
    panel.state = {f"role of {name}": OUT for name in panel.inputs_possible}
    assert panel.scores["network"].mean == panel.scores["always the same"].mean == 0.5
    assert "0 columns in" in panel.describe()


# The story


def test_the_leak_then_the_mate_then_nothing(panel):
    assert panel.suspects == ["comments"]
    assert panel.scores["network"].mean > 0.85
    panel.state = {"role of comments": AFTERWARDS}
    assert panel.suspects == []
    assert panel.alone["nest"] > 0.7
    assert 0.7 < panel.scores["network"].mean < 0.92
    panel.state = {"held out": "a whole nest"}
    assert abs(panel.scores["network"].mean - 0.5) < 0.12
    assert abs(panel.alone["nest"] - 0.5) < 0.1
    met = {question: met for question, _, met in panel.ten_questions()}
    assert len(met) == 10
    assert met["What goes in?"]
    assert met["What is held out?"]
    assert not met["How sure?"]


def test_ten_questions_follow_what_is_chosen(panel):
    def answers():
        return {question: (said, met) for question, said, met in panel.ten_questions()}

    assert "is comments known before?" in answers()["What goes in?"][0]
    assert answers()["What is held out?"] == (RANDOM, False)
    assert "88% are Yes" in answers()["Always the same?"][0]
    panel.state = {"role of comments": OUT}
    assert answers()["What stays out?"] == ("1 column", True)
    for question, (said, _) in answers().items():
        assert question in panel.questions.value
        assert said.replace("'", "&#x27;") in panel.questions.value


# The exam


def test_each_look_by_hand_counts_and_any_change_seals_it(panel):
    exam = panel.controls["exam"]
    assert "The exam is sealed." in panel.describe()
    assert len(panel.board.exam.get_xdata()) == 0
    exam.value = True
    assert panel.looks == 1
    assert "opened once." in panel.describe()
    assert panel.board.exam.get_ydata()[1] == pytest.approx(panel.scores["line"].exam)
    panel.controls["column"].value = "mass"  # to look at a card is no change
    assert exam.value
    panel.controls["role of mass"].value = OUT
    assert not exam.value
    assert "sealed, opened once so far" in panel.describe()
    exam.value = True
    assert panel.looks == 2
    assert "no longer an exam" in panel.describe()
    panel.reset()
    assert not exam.value
    assert panel.looks == 2
    assert "opened twice so far" in panel.describe()


def test_a_state_that_is_set_counts_nothing(panel):
    panel.state = {"exam": True}
    assert panel.looks == 0
    panel.state = {"looks": 3, "exam": False}
    assert "opened 3 times so far" in panel.describe()
    with pytest.raises(ValueError, match="looks"):
        panel.state = {"looks": -1}


def test_the_exam_is_not_in_any_score_before(panel):
    folds = panel._folds[panel.held_out]
    exam = folds.test[FOLDS]
    changed = panel.answer.values.copy()
    changed[exam] = 1 - changed[exam]
    answer = replace(panel.answer, values=changed)
    inputs = [panel._inputs[panel.held_out][name] for name in ("mass", "sex")]
    before, after = (trained(each, inputs, folds, 4) for each in (panel.answer, answer))
    np.testing.assert_array_equal(before.folds, after.folds)
    assert after.exam == pytest.approx(1 - before.exam)


# The picture and the hand


def test_a_click_on_a_place_moves_the_dot_there(panel):
    row = list(panel.columns).index("sex")

    def click(x, y):
        press(panel.pointer, panel.cards.ax, x, y)
        panel.flush()

    click(PLACES[2], row)
    assert panel.state["column"] == "sex"
    assert panel.state["role of sex"] == OUT
    assert (PLACES[2], row) in list(zip(*panel.cards.unused.get_data(), strict=True))
    click(PLACES[1], row)
    assert panel.state["role of sex"] == AFTERWARDS
    click(PLACES[0], len(panel.columns) - 1)  # the answer has no role
    assert panel.state["column"] == "sex"
    click(5, 0)
    assert panel.state["column"] == "nest"
    assert panel.state["role of nest"] == BEFORE


def test_only_the_chosen_columns_list_is_in_sight(panel):
    for name in ("mass", "nest"):
        panel.state = {"column": name}
        seen = [
            each
            for each in panel.inputs_possible
            if "ann-hidden" not in panel.controls[f"role of {each}"]._dom_classes
        ]
        assert seen == [name]
        control = panel.controls[f"role of {name}"]
        assert control in list(parts_of(panel))


def test_the_picture_has_each_column_with_its_gaps_and_the_scores(panel):
    shown = texts(panel)
    alones = [f"{panel.alone[name]:.2f}" for name in panel.inputs_possible]
    assert [each for each in alones if each not in shown] == []
    for name in panel.scores:
        assert f"{panel.scores[name].mean:.2f}" in shown
    bars = np.array(panel.cards.lamps.get_data())
    assert np.nanmax(bars[1]) == list(panel.columns).index("comments")


def test_the_cards_alone_start_as_they_are_told_and_one_of_them_gives_the_answer_away():
    table = {name: example_table()[name] for name in ("mass", "sex", "comments", "clutch")}
    panel = TablePanel(table, part="cards", start={"role of comments": OUT})
    assert panel.inputs == ["mass", "sex"]
    assert panel.scores["network"].mean < 0.65
    shown = list(parts_of(panel))
    assert panel.controls["role of mass"] in shown
    for name in ("exam", "hidden"):
        assert panel.controls[name] not in shown
    assert panel.questions not in shown
    assert "exam" not in panel.describe()
    panel.controls["role of comments"].value = BEFORE
    panel.flush()
    assert panel.scores["network"].mean > 0.9
    assert panel.suspects == ["comments"]
    panel.reset()
    assert panel.inputs == ["mass", "sex"]
    panel.close()


def test_a_table_of_ones_own_works_without_groups_and_order():
    rng = np.random.default_rng(7)
    size = rng.normal(size=60)
    panel = TablePanel({"size": size, "price": 3 * size + rng.normal(size=60)})
    assert "held out" not in panel.controls
    assert panel.answer.score_name == "R²"
    assert panel.scores["line"].mean > 0.7
    assert panel.verdict() in ("line", "can't tell")
    assert "each stands for itself" in panel.questions.value
    panel.close()
