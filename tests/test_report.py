"""The class report counts what was handed in, and trusts nothing in the files."""

import base64
import json
import re
from itertools import count

import pytest
from file_faults import ordinary_user
from html_reader import read

from ann_course.__main__ import main
from ann_course.learn import MISCONCEPTIONS, Progress
from ann_course.learn.handing_in import to_hand_in
from ann_course.lessons import lesson_02, lesson_03
from ann_course.report import report
from ann_course.report.reading import HandedIn, read_folder
from ann_course.report.tally import next_hour, tally

SPIKE = lesson_02.recall_spike
AND = lesson_02.build_and
BIAS = lesson_02.predict_bias


@pytest.fixture
def progress():
    """The lesson's progress, as a learner's kernel has it, in memory."""
    found = Progress("lesson_02", lesson_02.ITEMS)
    found.begin_afresh()
    yield found
    found.begin_afresh()


@pytest.fixture
def hand_in(progress, tmp_path):
    """Return a function that has one learner do something and hand in."""

    numbers = count(1)

    def once(name, *done, **changes):
        k = next(numbers)
        progress.begin_afresh()
        for what in done:
            what()
        record = to_hand_in(progress.to_dict(), progress.items, name)
        record |= {"id": f"{k:016x}", "minutes": 40.0} | changes
        path = tmp_path / "class" / f"{k:03}" / "lesson_02.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(record))
        return path

    (tmp_path / "class").mkdir()
    return once


def index_of(question, right):
    return next(i for i, option in enumerate(question.options) if option.right is right)


def chooses(item, *indices):
    return lambda: [item.choose(index) for index in indices]


def test_a_class_is_counted(hand_in, tmp_path):
    wrong, right = index_of(SPIKE, False), index_of(SPIKE, True)
    for name in ("Ada", "Grace"):
        hand_in(name, chooses(SPIKE, wrong, right))  # what counts is the first answer
    hand_in("Alan", chooses(SPIKE, right))
    hand_in("")
    records = read_folder(tmp_path / "class").records
    found = tally(SPIKE, records)
    assert (found.n_tried, found.n_right, len(records)) == (3, 3, 4)
    counts = {bar.text: bar.count for bar in found.bars}
    texts = [option.text for option in SPIKE.options]
    assert counts == dict.fromkeys(texts, 0) | {texts[wrong]: 2, texts[right]: 1}
    assert [bar.text for bar in found.bars] == [texts[i] for i in SPIKE.order]
    misconception = MISCONCEPTIONS[SPIKE.options[wrong].misconception]
    (first, *_) = next_hour([found], 4)
    assert first.weight == 0.5
    assert first.ask == misconception.ask
    assert misconception.belief in first.text


def test_exercises_with_their_mistakes_hints_and_who_is_stuck(hand_in, tmp_path):
    mistake = AND.mistakes[0]
    says = AND.check(mistake.wrong).message
    for name in ("Ada", "Grace"):
        hand_in(name, lambda: AND.check(mistake.wrong), lambda: AND.check(AND.reference))
    tries = [lambda k=k: AND.check(([1.0, 1.0], 10.0 + k)) for k in range(3)]
    hand_in("Alan", AND.help, AND.help, *tries)
    found = tally(AND, read_folder(tmp_path / "class").records)
    assert (found.n_tried, found.n_right) == (3, 2)
    assert next((bar.count for bar in found.bars if bar.text == says), 0) == 2
    assert found.hints == {2: 1}
    assert found.stuck == ["Alan"]


def test_names_are_said_only_when_asked_for(hand_in, tmp_path):
    hand_in("Ada Lovelace", chooses(BIAS, 0))
    assert "Ada" not in read(report(tmp_path / "class")).text
    assert (
        "Handed in by: Ada Lovelace." in read(report(tmp_path / "class", names=True)).text
    )


def test_the_page_says_what_the_teacher_needs_and_asks_the_network_for_nothing(
    hand_in, tmp_path
):
    wrong = index_of(SPIKE, False)
    hand_in("", chooses(SPIKE, wrong), minutes=20.0)
    hand_in("", chooses(SPIKE, wrong), minutes=61.0)
    html = report(tmp_path / "class")
    text = read(html).text
    assert (
        "2 learners. Minutes taken: 40 in the middle, from 20 to 61; the lesson states"
        in text
    )
    assert "To take up next hour" in text
    assert f"Ask: {MISCONCEPTIONS[SPIKE.options[wrong].misconception].ask}" in text
    assert "2 (100%)" in text
    assert "default-src 'none'" in html
    assert not re.search(r"(src|href)\s*=", html)


def test_what_is_handed_in_again_counts_once_and_the_newest_at_that(hand_in, tmp_path):
    right, wrong = index_of(SPIKE, True), index_of(SPIKE, False)
    one = {"id": "0" * 16}
    hand_in("Ada", chooses(SPIKE, right), last="2026-11-29T10:00:00.000+00:00", **one)
    hand_in("ada", chooses(SPIKE, wrong), last="2026-11-29T09:00:00.000+00:00", **one)
    hand_in("Grace", chooses(SPIKE, wrong), **one)  # a copied record is not hers alone
    pile = read_folder(tmp_path / "class")
    assert [record.name for record in pile.records] == ["Ada", "Grace"]
    assert pile.n_older == 1
    assert pile.records[0].items[SPIKE.key]["right"]
    assert "1 older hand-in or copy left out" in read(report(tmp_path / "class")).text


def test_records_of_another_edition_are_counted_by_what_the_options_said(hand_in, tmp_path):
    path = hand_in("", chooses(SPIKE, index_of(SPIKE, True)))
    record = json.loads(path.read_text())
    (item,) = (each for each in record["items"] if each["key"] == SPIKE.key)
    item["texts"] = ["An option of old."] + item["texts"]
    path.write_text(json.dumps(record))
    bars = tally(SPIKE, read_folder(tmp_path / "class").records).bars
    before = SPIKE.options[index_of(SPIKE, True) - 1].text if index_of(SPIKE, True) else ""
    counted = {bar.text: bar.count for bar in bars if bar.count}
    assert counted == {before or "An option of old. (in another edition)": 1}


def test_progress_files_will_do(progress, tmp_path):
    path = tmp_path / "progress" / "lesson_02.json"
    path.parent.mkdir()
    SPIKE.choose(0)
    path.write_text(json.dumps(progress.to_dict()))
    assert tally(SPIKE, read_folder(tmp_path).records).n_tried == 1


SCRIPT = "<script>alert(1)</script>"
HOSTILE = {
    "empty": (b"", "is damaged"),
    "cut off": (b'{"format": 1, "les', "is damaged"),
    "deep": (b"[" * 100_000, "is damaged"),
    "huge": (b" " * (2**22 + 1), "is damaged"),
    "no text": (b"\xff\xfe\x00", "is damaged"),
    "other": (b'{"cells": []}', "is damaged"),
    "newer": (b'{"format": 99}', "newer version of the course"),
    "a list": (b"[1, 2]", "is damaged"),
    "nan": (
        b'{"format": 1, "lesson": "lesson_02", "begun": "2026-11-29T10:00:00+00:00", '
        b'"last": "2026-11-29T10:00:00+00:00", "minutes": NaN, "items": []}',
        "is damaged",
    ),
    "minutes": (
        b'{"format": 1, "lesson": "lesson_02", "begun": "2026-11-29T10:00:00+00:00", '
        b'"last": "2026-11-29T10:00:00+00:00", "minutes": 1%s, "items": []}' % (b"0" * 400),
        "is damaged",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_record_is_set_aside_with_a_word(kind, hand_in, tmp_path):
    content, word = HOSTILE[kind]
    hand_in("Ada", chooses(SPIKE, 0))
    (tmp_path / "class" / f"{SCRIPT.replace('/', '')}.json").write_bytes(content)
    html = report(tmp_path / "class")
    text = read(html).text
    assert word in text
    assert "1 record; 1 file set aside" in text
    assert "<script" not in html


@pytest.mark.parametrize("lesson", ["lesson_99", "../../etc", SCRIPT, "lesson_0২"])
def test_a_record_of_no_lesson_of_this_course_is_set_aside(lesson, hand_in, tmp_path):
    hand_in(SCRIPT, lesson=lesson)
    html = report(tmp_path / "class", names=True)
    assert "which this course does not have" in html
    assert "<script" not in html


@pytest.mark.parametrize(
    "changes",
    [
        {"first": [[0]]},
        {"first": 99},
        {"first": -1},
        {"first": SCRIPT},
        {"first": True},
        {"texts": [SCRIPT] * 9},
        {"texts": {"a": 1}},
        {"texts": [1]},
        {"hints_taken": SCRIPT},
        {"hints_taken": -3},
        {"attempts": -3},
        {"made": [SCRIPT, SCRIPT]},
        {"made": SCRIPT},
        {"made": [[]]},
        {"skipped": SCRIPT, "solution_seen": SCRIPT, "title": SCRIPT},
    ],
)
def test_nothing_within_a_record_breaks_or_enters_the_page(changes, hand_in, tmp_path):
    path = hand_in(SCRIPT)
    record = json.loads(path.read_text())
    for item in record["items"]:
        item.update({"attempts": 3} | changes)
    path.write_text(json.dumps(record))
    html = report(tmp_path / "class", names=True)
    read(html)
    assert "1 record." in html
    assert "<script" not in html
    assert "Handed in by: &lt;script&gt;" in html


def test_a_number_that_no_computer_holds_is_not_counted():
    record = {"right": False, "attempts": 1, "hints": 0, "solution": False,
              "skipped": False, "first": 10**400}  # fmt: skip
    key = lesson_03.recall_sum.key
    one = HandedIn("lesson_03", "Ada", 1.0, "2026-11-29T10:00:00+00:00", {key: record})
    assert tally(lesson_03.recall_sum, [one]).bars == []


def test_an_empty_folder_says_how_records_come_about(tmp_path):
    assert "Learners make one with Hand in" in read(report(tmp_path)).text


def test_the_command(hand_in, tmp_path, capsys):
    hand_in("Ada", chooses(SPIKE, 0))
    page = tmp_path / "new" / "page.html"
    assert main(["report", str(tmp_path / "class"), str(page), "--names"]) == 0
    assert str(page) in capsys.readouterr().out
    assert "Ada" in page.read_text(encoding="utf-8")


def test_a_name_that_no_encoding_has_is_written_as_far_as_it_goes(hand_in, tmp_path):
    hand_in("Ada \ud800", chooses(SPIKE, 0))
    page = tmp_path / "page.html"
    assert main(["report", str(tmp_path / "class"), str(page), "--names"]) == 0
    assert "Handed in by: Ada \\ud800." in page.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_read_is_set_aside():
    with ordinary_user() as folder:
        (folder / "class" / "Ada").mkdir(parents=True)
        (folder / "class" / "Ada").chmod(0)
        (one,) = read_folder(folder / "class").aside
        (folder / "class").chmod(0)
        with pytest.raises(PermissionError):
            read_folder(folder / "class")
        (folder / "class").chmod(0o700)
    assert one == ("Ada", "cannot be read (Permission denied)")


def test_the_command_without_such_a_folder(tmp_path, capsys):
    assert main(["report", str(tmp_path / "none"), str(tmp_path / "page.html")]) == 1
    assert "is not a folder" in capsys.readouterr().err
    assert not (tmp_path / "page.html").exists()


class TestHandIn:
    @pytest.fixture
    def box(self, progress, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        return progress.widget.children[1]

    def test_one_file_is_written_and_can_be_downloaded(self, box, progress, tmp_path):
        SPIKE.choose(0)
        box.name.value = " Zoë / von  Neumann "
        box.button.click()
        (path,) = (tmp_path / "hand-in").iterdir()
        assert path.name.startswith("lesson_02-Zoë-von-Neumann-2")
        record = json.loads(path.read_text(encoding="utf-8"))
        assert record["name"] == "Zoë / von Neumann"
        assert record["handed_in"] >= record["last"]
        (item,) = (each for each in record["items"] if each["key"] == SPIKE.key)
        assert item["texts"][item["first"]] == SPIKE.options[0].text
        data = re.search(r"base64,([^\"]+)", box.reply.value)[1]
        assert base64.b64decode(data) == path.read_bytes()
        (found,) = read_folder(tmp_path).records
        assert found.name == "Zoë / von Neumann"

    def test_without_a_name(self, box, tmp_path):
        box.name.value = ""
        box.button.click()
        (path,) = (tmp_path / "hand-in").iterdir()
        assert re.fullmatch(r"lesson_02-\d{4}-\d\d-\d\d-\d{6}\.json", path.name)
        assert "with no name" in box.reply.value

    def test_where_nothing_can_be_written_the_link_is_still_there(self, box, tmp_path):
        (tmp_path / "hand-in").write_text("a file is in the way")
        box.name.value = SCRIPT
        box.button.click()
        assert "could not be written beside this notebook (File exists)" in box.reply.value
        assert "base64," in box.reply.value
        assert "<script" not in box.reply.value


def test_first_answers_and_mistakes_survive_a_restart(progress):
    wrong, right = index_of(SPIKE, False), index_of(SPIKE, True)
    SPIKE.choose(wrong)
    SPIKE.choose(right)
    AND.check(AND.mistakes[0].wrong)
    for item in (SPIKE, AND):
        record = json.loads(json.dumps(item.record()))
        item.reset()
        item.restore(record)
        assert item.record() == record
    assert SPIKE.first == wrong
    assert len(AND.made) == 1
