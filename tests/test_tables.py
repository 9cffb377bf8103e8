"""Tables: how they are read and judged, split and prepared; nothing happens in silence."""

from __future__ import annotations

import copy
import pickle
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from torture_tables import CASES, CLASS, FRUIT, NOISE, PRICE, N, columns

from ann_lib.sklearn import NetworkClassifier
from ann_lib.tables import Preparation, TableReport, read_table, split_table
from ann_lib.tables.columns import alone_score

GOOD = {name: case for name, case in CASES.items() if not case.error}
BAD = {name: case for name, case in CASES.items() if case.error}


class TestTorture:
    def test_there_are_enough(self) -> None:
        assert len(CASES) >= 80

    @pytest.mark.parametrize("name", GOOD)
    def test_it_is_read_and_judged_as_it_should_be(self, name: str) -> None:
        case = GOOD[name]
        frame = read_table(case.content, name="table.csv")
        reading = frame.attrs["reading"]
        how = f"{reading.separator or ' '} {reading.decimal} {reading.encoding}"
        assert how == case.how
        if case.first is not None:
            row = frame.iloc[0].tolist()
            assert [None if pd.isna(cell) else cell for cell in row] == [
                pd.Timestamp(want) if isinstance(cell, pd.Timestamp) else want
                for cell, want in zip(row, case.first, strict=True)
            ]
        report = TableReport(frame, case.target)
        for column, judged in case.judged.items():
            kind, _, use = judged.partition(", ")
            assert (report[column].kind, report[column].use) == (kind, use or kind)
        for words in case.says:
            assert words in repr(report), repr(report)

    @pytest.mark.parametrize("name", BAD)
    def test_what_is_no_table_is_told(self, name: str) -> None:
        with pytest.raises(ValueError, match=f"table.csv.*{BAD[name].error}"):
            read_table(BAD[name].content, name="table.csv")

    @pytest.mark.parametrize("name", GOOD)
    def test_what_is_offered_can_be_done(self, name: str) -> None:
        """All offers accepted, the numbers are finite, and the printed code agrees."""
        frame = read_table(GOOD[name].content)
        report = TableReport(frame, GOOD[name].target)
        preparation, rows = Preparation(report.uses), frame[report.rows]
        if set(report.uses.values()) == {"leave out"}:
            with pytest.raises(ValueError, match="No column is left"):
                preparation.fit(rows)
            return
        x = preparation.fit_transform(rows)
        assert x.shape == (len(rows), len(preparation.get_feature_names_out()))
        assert np.isfinite(x).all()
        np.testing.assert_array_equal(by_code(preparation, rows), x)


def by_code(preparation: Preparation, frame: pd.DataFrame) -> Any:
    """Return what the printed code makes of a table."""
    names: dict[str, Any] = {}
    exec(preparation.code(), names)
    return names["prepare"](frame)


CELLS = [
    "", "1", "2.5", "1,5", "1.234", "1,234", "NA", "-", "-999", "1e5", "0012", "inf",
    "true", "5 kg", "7%", "€5", "abc", "a b", "é", "2020-01-02", "01.02.2020", "12:30",
    '"x,y"', '"',
]  # fmt: skip
ROWS = st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=4), max_size=14)


class TestAnything:
    """Whatever comes is read or refused in words; what is offered can be done."""

    @given(st.binary(max_size=80) | st.text(",;\t|\n\r\"' .-019aé€", max_size=80))
    def test_bytes_and_text(self, source: bytes | str) -> None:
        content = source if isinstance(source, bytes) else source.encode()
        try:
            frame = read_table(content)
        except ValueError:
            return
        assert len(repr(TableReport(frame)))

    @settings(max_examples=60)
    @given(ROWS, st.sampled_from(",;\t|"), st.integers(1, 5))
    def test_tables(self, rows: list[list[str]], separator: str, rare: int) -> None:
        try:
            frame = read_table("\n".join(map(separator.join, rows)).encode())
        except ValueError:
            return
        for target in [None, *frame]:
            report = TableReport(frame, target)
            preparation, kept = Preparation(report.uses, rare=rare), frame[report.rows]
            refusal = ""
            try:
                x = preparation.fit_transform(kept)
            except ValueError as error:
                refusal = str(error)
            if refusal:
                assert re.search("No column is left|no row to|it is no", refusal)
                continue
            assert np.isfinite(x).all()
            np.testing.assert_array_equal(by_code(preparation, kept), x)


class TestReading:
    def test_a_path(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_bytes(b"a,b\n1,2\n")
        for source in (path, str(path)):
            assert read_table(source).attrs["reading"].name == "a.csv"

    def test_no_such_file(self, tmp_path: Path) -> None:
        for missing, words in {
            "no.csv": "There is no file 'no.csv' in .* Put it there",
            tmp_path / "no.csv": "There is no file .*no.csv'. Its name or a folder may be",
            tmp_path: "is a folder. Give the path of a file in it",
            "https://example.org/a.csv": "'https://.* is an address. Download the file",
        }.items():
            with pytest.raises(FileNotFoundError, match=words):
                read_table(missing)

    def test_a_path_from_home(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a.csv").write_bytes(b"a,b\n1,2\n")
        for variable in ("HOME", "USERPROFILE"):
            monkeypatch.setenv(variable, str(tmp_path))
        assert len(read_table("~/a.csv")) == 1

    def test_bytes_are_not_copied_into_anything_but_text(self) -> None:
        content = b"a,b\n1,2\n"
        for source in (content, bytearray(content), memoryview(content)):
            assert read_table(source).to_dict("list") == {"a": [1], "b": [2]}
        with pytest.raises(TypeError, match="a path or the bytes of a file, got 3 "):
            read_table(3)  # type: ignore[arg-type]

    def test_what_is_given_is_not_guessed(self) -> None:
        content = b"1,500;2\n2,500;3\n"
        frame = read_table(content, separator=";", decimal=".", header=False)
        assert frame.to_dict("list") == {"column 1": [1500, 2500], "column 2": [2, 3]}
        frame = read_table(b"a b\n1 2\n", separator=" ")
        assert list(frame) == ["a", "b"]
        frame = read_table(b"a,b\nNA,none\n", missing=["none"])
        assert frame["a"].tolist() == ["NA"]
        assert frame["b"].isna().all()

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ({"separator": "; "}, "separator must be one sign"),
            ({"decimal": ";"}, "decimal must be one of"),
            ({"max_rows": 0}, "max_rows must be at least 1"),
        ],
    )
    def test_options_that_cannot_be(self, options: dict[str, Any], words: str) -> None:
        with pytest.raises(ValueError, match=words):
            read_table(b"a,b\n1,2\n", **options)

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ({"header": 0}, r"header must be True, False or None, got 0 \(int\)"),
            ({"header": "size"}, "header must be True, False or None"),
            ({"missing": "NA"}, r"missing must be a collection of texts.*got 'NA'"),
            ({"missing": [-1]}, r"missing must be a collection of texts"),
        ],
    )
    def test_options_of_another_kind(self, options: dict[str, Any], words: str) -> None:
        with pytest.raises(TypeError, match=words):
            read_table(b"a,b\n1,2\n", **options)

    def test_a_table_in_place_of_its_path(self) -> None:
        source = "a,b\n1,2\n" * 1000
        with pytest.raises(ValueError, match=r"use source\.encode\(\)"):
            read_table(source)
        assert list(read_table(source.encode())) == ["a", "b"]

    def test_of_a_long_table_there_is_a_sample_in_order(self) -> None:
        content = columns(i=range(60_000), y=[1] * 60_000)
        frame = read_table(content)
        assert len(frame) == 50_000
        assert frame["i"].is_monotonic_increasing
        assert frame["i"].max() > 59_900
        reading = frame.attrs["reading"]
        assert reading.n_rows == 60_000
        assert "This is a sample: 50,000 of 60,000 rows" in str(reading)
        pd.testing.assert_frame_equal(frame, read_table(content))
        assert len(read_table(content, max_rows=10**6)) == 60_000

    def test_a_large_file_is_told(self) -> None:
        content = columns(text=["x" * 9000] * 1000, y=range(1000))
        assert "The file has 9 MB." in str(read_table(content).attrs["reading"])

    def test_without_pandas(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pandas", None)
        no_frame: Any = {"a": [1], "b": [2]}
        for first_step in (
            lambda: read_table(b"a,b\n1,2\n"),
            lambda: TableReport(no_frame),
            lambda: Preparation({"a": "number"}).fit(no_frame),
        ):
            with pytest.raises(ModuleNotFoundError, match="pip install pandas"):
                first_step()

    def test_the_reading_survives_a_copy_and_a_choice_of_rows(self) -> None:
        frame = read_table(b"a,b\n1,2\n3,5\n")
        for other in (frame[frame["a"] > 1], copy.deepcopy(frame), frame.copy()):
            assert other.attrs["reading"] == frame.attrs["reading"]


def frame_of(**values: Any) -> pd.DataFrame:
    return pd.DataFrame({name: list(each) for name, each in values.items()})


class TestReport:
    def test_nothing_is_changed(self) -> None:
        frame = frame_of(x=[*NOISE[:-1], None], z=[" a"] * N, y=CLASS)
        before = frame.copy(deep=True)
        TableReport(frame, "y")
        pd.testing.assert_frame_equal(frame, before)

    def test_the_rows_that_stay(self) -> None:
        frame = frame_of(
            x=[0.5, 0.5, *PRICE[:98]], y=["cat", "cat", "ill", None, *CLASS[:96]]
        )
        rows = TableReport(frame, "y").rows
        assert (~rows).to_numpy().nonzero()[0].tolist() == [1, 2, 3]

    def test_the_strictest_split_is_offered(self) -> None:
        day = pd.date_range("2020-01-01", periods=N)
        both = frame_of(day=day, patient=np.arange(N) % 30 + 500, x=NOISE, y=CLASS)
        assert TableReport(both, "y").split == {"group": "patient"}
        assert TableReport(both.drop(columns="patient"), "y").split == {"time": "day"}
        assert TableReport(both[["x", "y"]], "y").split == {"stratify": "y"}
        assert TableReport(both[["x", "y"]].assign(y=PRICE), "y").split == {}
        for way in ("patient", "day"):
            assert way in " ".join(TableReport(both, "y").findings)

    @pytest.mark.parametrize("dtype", [bool, "category", object, "str"])
    def test_classes_of_any_dtype(self, dtype: str) -> None:
        y = pd.Series(CLASS == "cat").astype(dtype)
        frame = pd.DataFrame({"x": NOISE, "y": y})
        report = TableReport(frame, "y")
        assert report.task == "classes"
        assert "2 classes: " in report["y"].verdict

    def test_the_task_can_be_chosen(self) -> None:
        frame = frame_of(x=NOISE, y=np.arange(N) % 5, z=FRUIT)
        assert TableReport(frame, "y").task == "classes"
        assert TableReport(frame, "y", task="numbers").task == "numbers"
        with pytest.raises(ValueError, match="holds no numbers, but text"):
            TableReport(frame, "z", task="numbers")
        with pytest.raises(ValueError, match="task must be one of"):
            TableReport(frame, "z", task="number")

    def test_what_cannot_be_judged(self) -> None:
        with pytest.raises(TypeError, match="must be a DataFrame"):
            TableReport([[1, 2]])  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="The table is empty"):
            TableReport(pd.DataFrame({"a": []}))
        with pytest.raises(ValueError, match="target must be one of 'x', 'y'; got 'Y'"):
            TableReport(frame_of(x=[1], y=[2]), "Y")
        twice = pd.DataFrame([[1, 2], [3, 4]], columns=["x", "x"])
        with pytest.raises(ValueError, match="several columns of the name 'x'"):
            TableReport(twice)
        with pytest.raises(ValueError, match="name must be one of 'x', 'y'"):
            TableReport(frame_of(x=[1], y=[2]))["z"]

    def test_an_infinite_answer_is_none(self) -> None:
        y = np.where(np.arange(N) % 20 == 0, np.inf, np.arange(N) * 1.0)
        frame = frame_of(x=np.arange(N), y=y)
        report = TableReport(frame, "y")
        assert f"{N // 20} rows without an answer" in repr(report)
        assert f"Numbers from 1 to {N - 1}. Always saying their mean" in report["y"].verdict
        assert report["x"].alone > 0.9
        assert np.isfinite(frame[report.rows]["y"]).all()
        assert np.isinf(frame["y"][0])

    @pytest.mark.parametrize("name", ["0", ["x"], None])
    def test_a_name_of_another_kind(self, name: Any) -> None:
        frame = pd.DataFrame([[1, 2]] * 20)
        words = r"must be one of 0, 1; got"
        with pytest.raises(ValueError, match=words):
            TableReport(frame)[name]
        if name is not None:
            with pytest.raises(ValueError, match=words):
                TableReport(frame, name)
            with pytest.raises(ValueError, match=words):
                split_table(frame, group=name)

    def test_a_leak_is_told_although_most_of_it_is_missing(self) -> None:
        late = [None, "too late"] * 60 + [None] * 80
        y = ["no" if each else "yes" for each in late]
        words = [each and f"{each}, said {i} of them" for i, each in enumerate(late)]
        report = TableReport(frame_of(note=late, x=NOISE, words=words, y=y), "y")
        for name in ("note", "words"):
            assert "Would you know this beforehand?" in report[name].verdict
            assert report[name].use == "leave out"
        assert "140 missing (70%). It alone scores 1.000." in report["note"].verdict
        assert report["note"].repair == "Leave it out: too much is missing."
        assert "Would you know" not in report["x"].verdict

    def test_where_all_answers_are_the_same_no_column_gives_them_away(self) -> None:
        report = TableReport(frame_of(x=NOISE, z=FRUIT, y=["yes"] * 200), "y")
        assert "All answers are the same" in " ".join(report.findings)
        assert "It alone scores" not in repr(report)
        assert report.uses == {"x": "number", "z": "categories"}

    def test_rows_that_are_alike_by_chance_stay(self) -> None:
        answers = frame_of(x=np.arange(200) // 2 % 2, y=CLASS, z=FRUIT)
        assert TableReport(answers, "y").rows.all()
        assert TableReport(answers[["y"]], "y").rows.all()
        twice = pd.concat([frame_of(x=NOISE, y=CLASS), frame_of(x=NOISE, y=CLASS)])
        twice = twice.reset_index(drop=True)
        assert (TableReport(twice, "y").rows == ~twice.duplicated()).all()

    def test_a_score_of_nothing_has_no_sign(self) -> None:
        report = TableReport(frame_of(x=NOISE, y=NOISE[::-1]), "y")
        near_nothing = replace(report["x"], alone=-0.001)
        report.columns = (near_nothing, report["y"])
        assert "-0.00" not in report._repr_html_()

    def test_an_id_says_what_its_split_goes_by(self) -> None:
        bird = [f"N{i}A1" for i in [*range(140), *range(60)]]
        report = TableReport(frame_of(bird=bird, x=NOISE, y=CLASS), "y")
        assert report.split == {"group": "bird"}
        assert (
            "Rows of the same 'bird' belong together, if it names one case. 60 of its 140 "
            "values stand in several rows: look whether these are alike."
        ) in " ".join(report.findings)

    def test_dates_that_are_text(self) -> None:
        frame = frame_of(day=["24.12.2020", "03.01.2021"] * 50, y=CLASS[:100])
        report = TableReport(frame, "y")
        assert report["day"].verdict.startswith("Dates from 2020-12-24 to 2021-01-03.")
        x = Preparation({"day": "date"}).fit(frame)
        assert x.get_feature_names_out().tolist() == [
            "day: year", "day: month", "day: weekday",
        ]  # fmt: skip
        assert by_code(x, frame).tolist() == x.transform(frame).tolist()

    def test_it_is_shown_as_text_and_as_html(self) -> None:
        frame = read_table(columns(x=NOISE, z=["<b>"] * N, y=CLASS))
        report = TableReport(frame, "y")
        html = report._repr_html_()
        for column in report.columns:
            assert column.verdict in repr(report)
        assert "&lt;b&gt;" in html
        assert "<b>" not in html
        assert html.count("<tr>") == 4
        assert report.as_frame().loc["z", "kind"] == "constant"

    @pytest.mark.parametrize("seed", range(5))
    def test_what_a_column_alone_scores(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        noise, y = rng.normal(size=500), pd.Series(rng.integers(2, size=500))

        def score(column: Any, answers: pd.Series = y, is_classes: bool = True) -> float:
            return alone_score(pd.Series(column), answers, is_classes=is_classes)

        assert score(y) == 1
        assert score(y.map({0: "no", 1: "yes"})) == 1
        assert abs(score(noise) - 0.5) < 0.1
        assert abs(score([1.0] * 500, y.sort_values(ignore_index=True)) - 0.5) < 0.1
        assert 0.75 < score(y + noise / 2) < 0.95
        assert score(np.where(y == 1, np.nan, noise)) == 1
        numbers = pd.Series(noise)
        assert score(np.exp(noise), numbers, False) > 0.99
        assert score(rng.normal(size=500), numbers, False) < 0.1
        assert 0.6 < score(noise.round() + rng.normal(size=500) / 99, numbers, False) < 1
        assert np.isnan(score(noise, pd.Series([2.0] * 500), False))
        assert np.isnan(score(noise[:9], y[:9]))
        assert score(pd.to_datetime("2020-01-01") + pd.to_timedelta(noise, "D"),
                     numbers, False) > 0.99  # fmt: skip

    def test_nearly_all_of_one_class_is_no_leak(self) -> None:
        y = pd.Series(["well"] * 198 + ["ill"] * 2)
        assert alone_score(pd.Series(NOISE), y, is_classes=True) < 0.8


TRAIN = pd.DataFrame(
    {
        "size": [1.0, 2.0, np.nan, 4.0, 5.0] * 10,
        "sort": ["a", "b", None, "a", "b"] * 9 + ["a", "b", "c", "a", "b"],
        "day": pd.to_datetime(["2020-01-01 08:00", "2021-02-05 09:00"] * 25),
        "kept": range(50),
    }
)
USES = {"size": "number", "sort": "categories", "day": "date", "kept": "leave out"}


class TestPreparation:
    def test_by_hand(self) -> None:
        preparation = Preparation(USES, scale=False)
        x = preparation.fit_transform(TRAIN)
        names = preparation.get_feature_names_out().tolist()
        assert names == [
            "size", "size was missing", "sort = a", "sort = b", "sort = other",
            "sort was missing", "day: year", "day: month", "day: weekday", "day: hour",
        ]  # fmt: skip
        assert x[0].tolist() == [1, 0, 1, 0, 0, 0, 2020, 1, 2, 8]
        assert x[2].tolist() == [3, 1, 0, 0, 0, 1, 2020, 1, 2, 8]
        assert x[47].tolist() == [3, 1, 0, 0, 1, 0, 2021, 2, 4, 9]

    def test_scaled_over_the_training_part_alone(self) -> None:
        preparation = Preparation({"size": "number"}).fit(TRAIN)
        x = preparation.transform(TRAIN)[:, 0]
        assert abs(x.mean()) < 1e-12
        assert abs(x.std() - 1) < 1e-12
        other = preparation.transform(TRAIN.assign(size=TRAIN["size"] + 100))[:, 0]
        assert other[0] == pytest.approx(x[0] + 100 / TRAIN["size"].fillna(3).std(ddof=0))

    def test_nothing_of_the_test_part_is_learned(self) -> None:
        train, test = TRAIN.iloc[:40], TRAIN.iloc[40:]
        alone = Preparation(USES).fit(train)
        before = alone.code()
        alone.transform(test.assign(size=1e6, sort="new"))
        assert alone.code() == before

    def test_another_order_and_more_columns(self) -> None:
        preparation = Preparation(USES).fit(TRAIN)
        turned = TRAIN[TRAIN.columns[::-1]].assign(more=1)
        np.testing.assert_array_equal(
            preparation.transform(turned), preparation.transform(TRAIN)
        )

    def test_what_the_training_part_did_not_have(self) -> None:
        preparation = Preparation({"sort": "categories", "size": "number"})
        new = pd.DataFrame({"sort": ["new", None], "size": [None, 2.0]})
        preparation.fit(TRAIN)
        assert preparation.transform(new)[:, :4].tolist() == [[0, 0, 1, 0], [0, 0, 0, 1]]
        preparation.fit(TRAIN[["sort", "size"]].query("sort in ['a', 'b']").dropna())
        names = preparation.get_feature_names_out().tolist()
        assert names == ["sort = a", "sort = b", "size"]
        assert preparation.transform(new)[:, :2].tolist() == [[0, 0], [0, 0]]
        assert np.isfinite(preparation.transform(new)).all()

    def test_a_column_that_is_missing(self) -> None:
        preparation = Preparation(USES).fit(TRAIN)
        with pytest.raises(ValueError, match="got 'sort'"):
            preparation.transform(TRAIN.drop(columns="sort"))

    def test_a_column_that_is_read_in_another_way(self) -> None:
        preparation = Preparation(USES).fit(TRAIN)
        with pytest.raises(
            ValueError, match="'size' is used as 'number', but most of it is"
        ):
            preparation.transform(TRAIN.assign(size=["1,5", "1,5", "2", "2", "3,5"] * 10))
        with pytest.raises(ValueError, match="'day' is used as 'date', but most of it is"):
            preparation.transform(TRAIN.assign(day=["once"] * 50))

    @pytest.mark.parametrize(
        ("uses", "words"),
        [
            ({}, "No column is left"),
            ({"kept": "leave out"}, "No column is left"),
            ({"size": "numbers"}, r"uses\['size'\] must be one of"),
            ({"weight": "number"}, "each name in uses must be one of"),
            ({"sort": "number"}, "most of it is no number, such as 'a'"),
        ],
    )
    def test_uses_that_cannot_be(self, uses: dict[str, str], words: str) -> None:
        with pytest.raises(ValueError, match=words):
            Preparation(uses).fit(TRAIN)

    @pytest.mark.parametrize("uses", ["size", ["size"], None])
    def test_uses_that_are_no_mapping(self, uses: Any) -> None:
        with pytest.raises(TypeError, match=r"uses must map.*or report\.uses, got"):
            Preparation(uses).fit(TRAIN)

    @pytest.mark.parametrize("frame", [5, [1], np.ones((5, 2)), "a.csv"])
    def test_what_is_no_table(self, frame: Any) -> None:
        with pytest.raises(TypeError, match="must be a DataFrame, got"):
            Preparation({"size": "number"}).fit(frame)
        with pytest.raises(TypeError, match="must be a DataFrame, got"):
            split_table(frame)

    def test_names_that_would_be_the_same(self) -> None:
        frame = TRAIN.assign(**{"sort = a": range(50)})
        with pytest.raises(ValueError, match="Two of the prepared columns"):
            Preparation({"sort": "categories", "sort = a": "number"}).fit(frame)

    def test_infinite_numbers_are_gaps(self) -> None:
        size = TRAIN["size"]
        for infinite in (size.fillna(np.inf), size.astype(object).fillna("-inf")):
            frame = TRAIN.assign(size=infinite)
            x = Preparation(USES).fit_transform(frame)
            np.testing.assert_array_equal(x, Preparation(USES).fit_transform(TRAIN))
            np.testing.assert_array_equal(by_code(Preparation(USES).fit(frame), frame), x)

    def test_no_rows(self) -> None:
        with pytest.raises(ValueError, match="no row to learn from"):
            Preparation(USES).fit(TRAIN[:0])
        assert Preparation(USES).fit(TRAIN).transform(TRAIN[:0]).shape == (0, 10)

    def test_an_array_is_no_table(self) -> None:
        with pytest.raises(TypeError, match="known by their names"):
            Preparation(USES).fit(TRAIN.to_numpy())  # type: ignore[arg-type]

    def test_before_it_is_fitted(self) -> None:
        fresh = Preparation(USES)
        for call in (
            fresh.code,
            fresh.get_feature_names_out,
            lambda: fresh.transform(TRAIN),
        ):
            with pytest.raises(ValueError, match=r"Call fit\(train\) first"):
                call()

    @pytest.mark.parametrize("scale", [True, False])
    def test_the_printed_code_does_the_same(self, scale: bool) -> None:
        train, test = split_table(TRAIN, rng=0)
        preparation = Preparation(USES, scale=scale, rare=3).fit(train)
        for part in (train, test, test.assign(sort="new", size=None), test.iloc[:1]):
            np.testing.assert_array_equal(
                by_code(preparation, part), preparation.transform(part)
            )

    def test_nullable_dtypes(self) -> None:
        nullable = TRAIN.convert_dtypes()
        x = Preparation(USES).fit(nullable).transform(nullable)
        np.testing.assert_array_equal(x, Preparation(USES).fit_transform(TRAIN))

    def test_a_copy_goes_on_as_the_original(self) -> None:
        preparation = Preparation(USES).fit(TRAIN)
        for twin in (copy.deepcopy(preparation), pickle.loads(pickle.dumps(preparation))):
            np.testing.assert_array_equal(
                twin.transform(TRAIN), preparation.transform(TRAIN)
            )
            assert twin.code() == preparation.code()

    def test_scikit_learn_takes_it(self) -> None:
        frame = read_table(columns(x=NOISE + 2 * (CLASS == "cat"), z=FRUIT, y=CLASS))
        model = make_pipeline(
            Preparation(TableReport(frame, "y").uses),
            NetworkClassifier((), learning_rate=0.05, epochs=50, random_state=0),
        )
        scores = cross_val_score(model, frame, frame["y"], cv=4)
        assert scores.mean() > 0.75
        groups = np.arange(N) // 10
        by_group = cross_val_score(
            model, frame, frame["y"], cv=GroupKFold(4), groups=groups
        )
        assert by_group.mean() > 0.75
        search = GridSearchCV(model, {"preparation__rare": [1, 100]}, cv=2)
        search.fit(frame, frame["y"])
        assert set(search.best_params_) == {"preparation__rare"}
        assert model[0].get_params() == clone(model[0]).get_params()
        fitted = model.fit(frame, frame["y"])
        assert fitted[:1].get_feature_names_out().tolist()[0] == "x"

    def test_what_it_does_not_take(self) -> None:
        with pytest.raises(ValueError, match="each name must be one of"):
            Preparation(USES).set_params(scaled=False)


class TestSplitting:
    def test_at_random(self) -> None:
        split = split_table(TRAIN, test_fraction=0.3, rng=0)
        train, test = split
        assert (len(train), len(test)) == (35, 15)
        assert sorted([*train.index, *test.index]) == list(range(50))
        assert "only if no two rows belong together" in repr(split)
        assert split_table(TRAIN, rng=1).test.index.tolist() != test.index.tolist()
        again = split_table(TRAIN, test_fraction=0.3, rng=0)
        pd.testing.assert_frame_equal(again.test, test)

    @pytest.mark.parametrize("seed", range(5))
    def test_each_class_gives_its_share(self, seed: int) -> None:
        frame = frame_of(x=range(103), y=["a"] * 60 + ["b"] * 30 + ["c"] * 13)
        split = split_table(frame, stratify="y", rng=seed)
        shares = split.test["y"].value_counts()
        assert abs(shares["a"] - 15) <= 1
        assert abs(shares["b"] - 7.5) <= 1
        assert abs(shares["c"] - 3.25) <= 1
        others = split_table(frame, stratify="y", rng=seed + 100).test
        assert set(others.index) != set(split.test.index)

    @pytest.mark.parametrize("seed", range(5))
    def test_no_group_is_torn_apart(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        frame = frame_of(bird=rng.integers(30, size=N), x=NOISE)
        split = split_table(frame, group="bird", rng=seed)
        assert not set(split.train["bird"]) & set(split.test["bird"])
        assert abs(len(split.test) - N / 4) < 10
        n_values = split.test["bird"].nunique()
        assert f"{n_values} of its {frame['bird'].nunique()} values" in split.reason

    def test_the_future_comes_after_the_past(self) -> None:
        days = pd.date_range("2020-01-01", periods=40).repeat(5)[np.argsort(NOISE)]
        split = split_table(frame_of(day=days, x=NOISE), time="day")
        assert split.train["day"].max() < split.test["day"].min()
        assert len(split.test) == 50
        assert "2020-01-31" in split.reason

    @pytest.mark.parametrize("form", ["%d.%m.%Y", "%b %d, %Y", "%d.%m.%Y %H:%M"])
    def test_dates_that_are_text_are_in_the_order_of_time(self, form: str) -> None:
        days = pd.date_range("2020-11-01", periods=N, freq="h").to_series()
        frame = frame_of(day=days.dt.strftime(form).tolist(), x=range(N))
        report = TableReport(frame)
        split = split_table(frame, **report.split)
        assert report.split == {"time": "day"}
        assert split.train["x"].max() < split.test["x"].min()
        assert "what has 'day' before 2020-11-" in split.reason

    def test_most_rows_at_one_time(self) -> None:
        frame = frame_of(year=[2019] * 90 + [2020] * 10)
        assert split_table(frame, time="year").test["year"].unique().tolist() == [2020]

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ({"group": "sort", "time": "day"}, r"in one way, got group=, time="),
            ({"group": "sort"}, "'sort' has 9 gaps"),
            ({"time": "size"}, "'size' has 10 gaps"),
            ({"time": "date"}, "time must be one of"),
            ({"test_fraction": 0.001}, "would be empty"),
            ({"test_fraction": 1}, "test_fraction must be above 0 and below 1"),
        ],
    )
    def test_what_cannot_be(self, options: dict[str, Any], words: str) -> None:
        with pytest.raises(ValueError, match=words):
            split_table(TRAIN, **options)

    def test_the_advice_about_gaps_works(self) -> None:
        with pytest.raises(ValueError, match="dropna") as error:
            split_table(TRAIN, group="sort")
        code = str(error.value).rpartition(": ")[2].rstrip(".")
        without = eval(code, {"frame": TRAIN})
        with pytest.raises(ValueError, match="dropna"):
            split_table(without, group="size")
        assert len(split_table(without.dropna(), group="sort").test)

    @pytest.mark.parametrize("way", ["group", "time"])
    def test_one_value_cannot_be_split(self, way: str) -> None:
        with pytest.raises(ValueError, match="would be empty"):
            split_table(TRAIN.assign(one=1), **{way: "one"})
