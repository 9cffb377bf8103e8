"""Lesson 13's own parts: its table, the rubric and the report, what one expects."""

from __future__ import annotations

import csv
import inspect
import io
import json
import re
from types import SimpleNamespace

import numpy as np
import pytest
from html_reader import read
from learner_cells import notebook
from sklearn.dummy import DummyClassifier

from ann_course.lessons.lesson_13 import birds, penguins_table, predict_own, rubric
from ann_course.lessons.lesson_13.baseline import write_baseline
from ann_course.lessons.lesson_13.forecast import EXPECTED, Forecast
from ann_course.lessons.lesson_13.prepare import write_prepare
from ann_course.lessons.lesson_13.rubric import FULL, PASSES, ROWS, Report
from ann_course.lessons.lesson_13.verdict import write_verdict
from ann_course.panels.table.nests import make_nests
from ann_lib import Network
from ann_lib.datasets.files import DataUnavailableError
from ann_lib.plots import style
from ann_lib.sklearn import NetworkClassifier


@pytest.fixture(autouse=True)
def fresh():
    yield
    for item in (write_baseline, write_prepare, write_verdict, predict_own):
        item.reset()


# The table


def test_without_the_real_table_a_drawn_one_has_its_columns(monkeypatch):
    def unavailable(*, download):
        assert download is False
        raise DataUnavailableError("not here")

    monkeypatch.setattr(birds, "load_penguins_raw", unavailable)
    content, name = penguins_table()
    assert name == "drawn_nests.csv"
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    nests = make_nests(rng=0)
    assert list(rows[0]) == list(nests)
    assert [row["Individual ID"] for row in rows] == nests["Individual ID"].tolist()
    lost = [row["Body Mass (g)"] == "NA" for row in rows]
    np.testing.assert_array_equal(lost, np.isnan(nests["Body Mass (g)"]))
    assert sum(row["Sex"] == "NA" for row in rows) == sum(nests["Sex"] == "")


def test_the_real_table_is_preferred(monkeypatch):
    monkeypatch.setattr(birds, "load_penguins_raw", lambda *, download: b"a,b\n")
    assert penguins_table() == (b"a,b\n", "penguins_raw.csv")


# The rubric


def test_the_rubric_has_eight_rows_of_four_marks():
    assert list(ROWS) == [
        "question", "data", "split", "baseline", "network", "evaluation", "limits",
        "telling",
    ]  # fmt: skip
    assert (PASSES, FULL) == (18, 24)
    said = rubric.still_text()
    for row in ROWS.values():
        assert row.name in said
        for words in row.marks:
            assert words.replace("*", "") in said
    assert "dead end can have all of them" in said


# The report


def complete(**given):
    texts = {name: f"What I did about the {name}." for name in ROWS}
    return Report("Will it rain?", "Ada & Bo", texts, **given)


def test_a_report_says_what_is_missing_from_it():
    report = Report("Will it rain?", "Ada", {"question": "Whom for?", "data": "  "})
    assert report.missing == [name for name in ROWS if name != "question"]
    assert "Nothing is written yet for: data" in report.summary()
    assert "no picture" in report.summary()
    half = complete(marks={"question": 3})
    assert half.missing == []
    assert "Not marked yet: data" in half.summary()
    marked = complete(marks=dict.fromkeys(ROWS, 2))
    assert marked.total == 16
    assert "16 of 24; 18 pass" in marked.summary()
    assert "which passes" in complete(marks=dict.fromkeys(ROWS, 3)).summary()


def test_it_is_a_page_complete_in_itself(tmp_path):
    fig, ax = style.figure(3, 2)
    ax.plot([0, 1])
    report = complete(
        marks=dict.fromkeys(ROWS, 3), picture=fig, alt="A line that rises to one.",
        numbers={"always the same": "expected 0.50, found 0.52"}, code="x < 1\n",
    )  # fmt: skip
    path = report.save(tmp_path / "report.html")
    text = path.read_text("utf-8")
    read(text)
    assert text.startswith("<!DOCTYPE html>")
    assert "Ada &amp; Bo" in text
    assert "<pre>x &lt; 1</pre>" in text
    levels = re.findall(r"<h(\d)", text)
    assert levels == ["1", *["2"] * 9]
    assert 'alt="A line that rises to one."' in text
    assert not re.search(r'(?:src|href)="(?!data:)', text)
    assert "My own marks: 24 of 24" in text
    for name in ROWS:
        assert f"What I did about the {name}." in text
    assert "expected 0.50, found 0.52" in report.still_text()
    assert report.summary() == "You give yourself 24 of 24, which passes."


def test_what_a_learner_writes_is_text_and_no_markup():
    report = Report("<b>1 < 2</b>", "<script>", {"question": "a <img> of `x`"})
    text = report.document()
    assert "<script>" not in text
    assert "<img>" not in text
    assert "&lt;b&gt;1 &lt; 2" in text


def test_a_report_refuses_what_it_cannot_show():
    with pytest.raises(ValueError, match="texts"):
        Report("A", "B", {"motive": "x"})
    with pytest.raises(TypeError, match=r"texts\['data'\] must be a text"):
        Report("A", "B", {"data": 3})
    with pytest.raises(ValueError, match=r"marks\['data'\] must be from 0 to 3, got 4"):
        complete(marks={"data": 4})
    with pytest.raises(ValueError, match="alt must say in words"):
        complete(picture=style.figure(2, 2)[0], alt="plot")


# What one expects


def expecting(**given):
    forecast = Forecast("predict-x", "What do you expect?")
    forecast.answer({"baseline": 0.5, "network": 0.9, "off": 0.05} | given)
    return forecast


def test_only_the_first_numbers_count_and_survive_a_restart():
    forecast = expecting()
    assert forecast.answer({"baseline": 0, "network": 0, "off": 0}).startswith("Recorded")
    assert forecast.given == {"baseline": 0.5, "network": 0.9, "off": 0.05}
    again = Forecast("predict-x", "What do you expect?")
    again.restore(json.loads(json.dumps(forecast.record())))
    assert again.given == forecast.given
    assert again.last_time
    assert "the network 0.9" in again.still_text()
    again.reset()
    assert again.status() == "not predicted yet"
    with pytest.raises(ValueError, match="a score is at most 1"):
        again.restore(
            forecast.record() | {"given": {"baseline": 7, "network": 1, "off": 0}}
        )


def test_on_the_page_it_is_typed_recorded_and_then_closed():
    fields = predict_own.widget.children[1:4]
    button = predict_own.widget.children[4].children[0]
    reply = predict_own.widget.children[5]
    for field, text in zip(fields, ("0,5", "ninety", ".05"), strict=True):
        field.value = text
    button.click()
    assert "What will your network score? A number up to 1" in reply.value
    assert predict_own.given is None
    fields[1].value = "0.9"
    button.click()
    assert predict_own.given == {"baseline": 0.5, "network": 0.9, "off": 0.05}
    assert "Recorded: always the same 0.5, the network 0.9, off by 0.05." in reply.value
    assert all(field.disabled for field in fields)
    assert button.disabled
    predict_own.reset()
    assert not button.disabled
    assert reply.value.count("Recorded") == 0


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            {"network": 0.91, "exam": 0.9},
            "about what you expected, and the exam was within",
        ),
        (
            {"network": 0.7, "exam": 0.71},
            r"0\.20 less than you expected, and the exam was w",
        ),
        (
            {"network": 0.99, "exam": 0.8},
            r"0\.09 more than .* 0\.19 off, more than you all",
        ),
    ],
)
def test_what_came_out_stands_beside_what_was_expected(found, words):
    compared = expecting().compare(baseline=0.52, **found)
    assert re.search(words, compared.words())
    text = compared.still_text()
    for number in ("0.50", "0.52", "0.90", f"{found['network']:.2f}"):
        assert number in text
    assert list(compared.numbers()) == list(EXPECTED.values())


def test_the_exam_itself_is_told_and_nothing_is_no_less_than_nothing():
    compared = expecting(baseline=0).compare(baseline=-0.001, network=0.7, exam=0.85)
    assert "0.15 (0.85 in the exam)" in compared.still_text()
    baseline, _, off = compared.numbers().values()
    assert baseline == "expected 0.00, found 0.00"
    assert off == "expected 0.05, found 0.15 (0.85 in the exam)"


def test_whoever_expected_nothing_is_told_so():
    compared = Forecast("predict-x", "And?").compare(baseline=0.5, network=0.6, exam=0.5)
    assert "nothing to compare" in compared.words()
    assert "nothing was recorded" in next(iter(compared.numbers().values()))


# The exercises


def by_counting(y_train, y_test):
    values = sorted(y_train.tolist(), key=y_train.tolist().count)
    return sum(y == values[-1] for y in y_test) / len(y_test)


def test_a_baseline_may_be_counted_otherwise():
    assert write_baseline.check(by_counting).kind == "right"


def test_arrays_and_whole_numbers_are_as_good_as_lists():
    def prepare(train, test):
        categories = np.unique(train)
        return tuple(np.array(part)[:, None] == categories for part in (train, test))

    assert write_prepare.check(lambda a, b: [1 * x for x in prepare(a, b)]).kind == "right"
    verdict = write_prepare.check(prepare)
    assert verdict.kind == "known mistake"
    assert "True and False" in verdict.message


def test_a_paired_comparison_is_what_is_asked_for():
    def verdict(line, network):
        differences = [n - o for o, n in zip(line, network, strict=True)]
        mean = sum(differences) / len(differences)
        squares = sum((d - mean) ** 2 for d in differences)
        error = (squares / (len(differences) - 1) / len(differences)) ** 0.5
        winner = ["line", "network"][int(mean > 0)]
        return [winner if abs(mean) > 2 * error else "can't tell", mean, error]

    assert write_verdict.check(verdict).kind == "right"


def same_score(choose):
    return lambda a, b: np.mean(b == choose(a, b))


BASELINES = [
    lambda a, b: 0.0,
    lambda a, b: 0.5,
    lambda a, b: 1.0,
    lambda a, b: 1 / len(np.unique(a)),
    lambda a, b: np.mean(a == b[0]),
    lambda a, b: np.mean(b),
    lambda a, b: np.std(b),
    lambda a, b: len(b) / len(a),
    lambda a, b: len(np.unique(b)) / len(b),
    lambda a, b: np.mean(np.isin(b, a)),
    lambda a, b: len(np.intersect1d(a, b)) / len(b),
    lambda a, b: by_counting(a, b) ** 2,
    lambda a, b: by_counting(a, b) + 0.01,
    lambda a, b: -by_counting(a, b),
    lambda a, b: 1 / by_counting(a, b),
    lambda a, b: [by_counting(a, b)] * 2,
    lambda a, b: str(by_counting(a, b)),
    lambda a, b: (by_counting(a, b) + by_counting(a, a)) / 2,
    same_score(lambda a, b: a.min()),
    same_score(lambda a, b: np.median(a) + 1),
    same_score(lambda a, b: round(a.mean())),
]


def error_of(line, network):
    return np.std(network - line, ddof=1) / np.sqrt(len(line))


def told(winner, mean=None, error=None):
    def verdict(line, network):
        change = np.mean(network - line)
        return (
            winner(line, network),
            change if mean is None else mean(line, network),
            error_of(line, network) if error is None else error(line, network),
        )

    return verdict


def by_bar(bar):
    def winner(line, network):
        change = np.mean(network - line)
        if abs(change) <= bar * error_of(line, network):
            return "can't tell"
        return "network" if change > 0 else "line"

    return winner


VERDICTS = [
    told(lambda line, network: "network"),
    told(lambda line, network: "line"),
    told(lambda line, network: "can't tell"),
    told(lambda line, network: None),
    told(by_bar(0)),
    told(by_bar(1)),
    told(by_bar(8)),
    told(by_bar(100)),
    told(lambda line, network: by_bar(2)(network, line)),
    told(lambda line, network: by_bar(2)(line, network).upper()),
    told(by_bar(2), mean=lambda line, network: np.median(network - line)),
    told(by_bar(2), mean=lambda line, network: np.sum(network - line)),
    told(by_bar(2), mean=lambda line, network: np.mean(network / line)),
    told(by_bar(2), mean=lambda line, network: np.mean(network)),
    told(by_bar(2), mean=lambda line, network: 0.0),
    told(by_bar(2), error=lambda line, network: 2 * error_of(line, network)),
    told(by_bar(2), error=lambda line, network: -error_of(line, network)),
    told(by_bar(2), error=lambda line, network: np.ptp(network - line)),
    told(by_bar(2), error=lambda line, network: np.mean(np.abs(network - line))),
    told(by_bar(2), error=lambda line, network: None),
    lambda line, network: by_bar(2)(line, network),
]


def one_hot(part, categories):
    return [[float(text == each) for each in categories] for text in part]


def with_categories(choose):
    return lambda a, b: [one_hot(part, choose(a, b)) for part in (a, b)]


def each_number(change):
    return lambda a, b: [
        [[change(x) for x in row] for row in one_hot(part, sorted(set(a)))]
        for part in (a, b)
    ]


PREPARED = [
    lambda a, b: [],
    lambda a, b: [[], []],
    lambda a, b: [list(a), list(b)],
    lambda a, b: [[len(text) for text in part] for part in (a, b)],
    lambda a, b: [[a.count(text) for text in part] for part in (a, b)],
    lambda a, b: [[text in a for text in part] for part in (a, b)],
    with_categories(lambda a, b: sorted(set(a), reverse=True)),
    with_categories(lambda a, b: sorted(set(b))),
    with_categories(lambda a, b: sorted(set(a))[1:]),
    with_categories(lambda a, b: sorted(set(a))[:-1]),
    with_categories(lambda a, b: sorted(a)),
    with_categories(lambda a, b: sorted(set(a) & set(b))),
    with_categories(lambda a, b: [*sorted(set(a), key=len)[::-1], "other"]),
    each_number(lambda x: 1 - x),
    each_number(lambda x: 2 * x),
    each_number(lambda x: 0.0),
    each_number(lambda x: 1.0),
    each_number(lambda x: 2 * x - 1),
    each_number(lambda x: str(x)),
    lambda a, b: one_hot([*a, *b], sorted(set(a))),
    lambda a, b: [one_hot(sorted(part), sorted(set(a))) for part in (a, b)],
]


@pytest.mark.parametrize(
    ("exercise", "answers"),
    [(write_baseline, BASELINES), (write_verdict, VERDICTS), (write_prepare, PREPARED)],
)
def test_unknown_wrong_answers_are_not_praised(exercise, answers):
    assert len(answers) >= 20
    kinds = {exercise.check(answer).kind for answer in answers}
    assert kinds == {"wrong"}


# A table of one's own


def run_own(names, lines, target, together=None):
    """Run some of the notebook's cells with a table; return what they leave behind."""
    cells = {cell.id: cell.source for cell in notebook("lesson_13").code}
    how = {"epochs": 2, "random_state": 0}
    upload = SimpleNamespace(file=("mine.csv", "\n".join(lines).encode()))
    found = {"upload": upload, "how": how}
    found["models"] = {
        "always the same": DummyClassifier(),
        "line": NetworkClassifier((), **how),
        "network": NetworkClassifier(16, **how),
    }
    for name in ("imports", "second-imports", "own-imports", *names):
        cell = cells[name].replace('"..."', repr(target))
        exec(cell.replace("together = None", f"together = {together!r}"), found)
    return found


def many_rows(*more):
    rng = np.random.default_rng(0)
    rows = [f"{x:.4f},{'y' if x > 0 else 'n'},{3 * x:.4f}" for x in rng.normal(size=100)]
    return ["x,k,y", *rows, *more]


def test_the_split_can_be_run_again():
    lines = many_rows()
    found = run_own(["own-read", "own-split", "own-split"], [*lines, lines[1]], "k")
    assert len(found["my_train"]) + len(found["my_exam"]) == 100


def test_where_no_column_is_left_it_is_told_in_one_sentence():
    constant = [
        f"{row.split(',')[1]},{'same' if i else 'z'}" for i, row in enumerate(many_rows())
    ]
    cells = ["own-read", "own-split", "own-models", "own-scores"]
    with pytest.raises(ValueError, match=r"^No column is left to learn from"):
        run_own(cells, constant, "k")


def test_the_picture_says_what_its_marks_are(capsys):
    cells = ["own-read", "own-split", "own-models", "own-scores", "own-exam", "own-picture"]
    for target, score in {"k": "balanced accuracy", "y": "R²"}.items():
        ax = run_own(cells, many_rows(), target)["my_figure"].axes[0]
        assert ax.get_xlabel() == f"{score}: on folds (●) and in the exam (◇)"
    assert "-0.000" not in capsys.readouterr().out


@pytest.mark.parametrize("target", ["k", "y"])
def test_where_the_exam_is_what_comes_next_so_are_the_folds(target):
    header, *rows = many_rows()
    days = np.random.default_rng(1).permutation(100)
    lines = [
        f"day,{header}",
        *(
            f"{np.datetime64('2024-01-01') + day},{row}"
            for day, row in zip(days, rows, strict=True)
        ),
    ]
    cells = ["own-read", "own-split", "own-models", "own-scores"]
    found = run_own(cells, lines, target)
    days = found["my_train"]["day"].to_numpy()
    assert days.max() < found["my_exam"]["day"].min()
    assert len(found["my_folds"]) == 5
    assert all(days[train].max() < days[test].min() for train, test in found["my_folds"])


@pytest.mark.parametrize("target", ["k", "y"])
def test_few_groups_are_few_folds(target):
    header, *rows = many_rows()
    cells = ["own-read", "own-split", "own-models", "own-scores"]

    def split_by(n_groups):
        lines = [f"site,{header}", *(f"s{i % n_groups},{r}" for i, r in enumerate(rows))]
        return run_own(cells, lines, target, together="site")

    found = split_by(3)
    assert len(found["my_folds"]) == 2
    for train, test in found["my_folds"]:
        sites = found["my_train"]["site"].to_numpy()
        assert not set(sites[train]) & set(sites[test])
    assert len(split_by(9)["my_folds"]) == 5
    with pytest.raises(AssertionError, match="'site' needs three values"):
        split_by(2)


# A network from elsewhere


def test_the_lines_for_other_libraries_are_those_that_are_tested():
    """`tests/test_torch.py` runs those of the docstring."""
    shown = next(c.source for c in notebook("lesson_13").cells if c.id == "glass-others")
    documented = inspect.getdoc(Network.from_weights)
    lines = [line.strip() for line in documented.splitlines()]
    found = [line for line in lines if line.startswith(("linear = ", "weights = "))]
    assert len(found) == 3
    assert [line for line in found if line not in shown] == []
