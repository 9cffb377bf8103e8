"""Progress follows what a learner does, and stays on their machine."""

import base64
import json
import re
import socket

import pytest

from ann_course.learn import Exercise, Option, Prediction, Progress, Question


@pytest.fixture
def items():
    return [
        Prediction("guess-one", "Is 1 < 2?", ["No.", "Yes."], right=1),
        Prediction("guess-two", "And 2?", ["No.", "Yes."], right=0),
        Question("ask", "Is it?", [Option("Yes.", right=True), Option("No.", reply="So.")]),
        Exercise("write", "Give 1.", reference=lambda: 1, inputs=[()]),
    ]


@pytest.fixture
def progress(items):
    return Progress("lesson_02", items)


def test_at_first_nothing_was_done(progress):
    assert progress.describe() == (
        "0 of 2 predictions recorded; 0 of 1 question answered right; "
        "0 of 1 exercise right."
    )


def test_the_summary_follows_what_is_done(progress, items):
    view = progress.summary()
    assert "not predicted yet" in view.value
    items[0].choose(1)
    assert "predicted, not compared yet" in view.value
    items[0].see()
    items[1].show_me()
    items[2].choose(1)
    items[3].check(lambda: 2)
    for words in (
        "1 of 2 predictions recorded; 0 of 1 question answered right; 0 of 1 exercise",
        "predicted, and it was so",
        "skipped",
        "not right yet, 1 attempt",
    ):
        assert words in view.value
    items[2].choose(0)
    items[3].check(lambda: 1)
    assert "1 of 1 question answered right; 1 of 1 exercise right." in view.value
    assert view.value.count("right, 2 attempts") == 2
    items[3].reset()
    assert "0 of 1 exercise right." in view.value


def test_the_summary_is_a_table_with_headers_and_escaped_text(progress):
    shown = progress.to_html()
    assert shown.count('<th scope="row">') == 4
    assert shown.count('<th scope="col">') == 3
    assert "Is 1 &lt; 2?" in shown


def test_the_link_holds_the_record_itself(progress, items):
    items[0].choose(0)
    shown = progress.to_html()
    assert 'download="progress-lesson_02.json"' in shown
    data = re.search(r"data:application/json;base64,([A-Za-z0-9+/=]+)", shown).group(1)
    assert json.loads(base64.b64decode(data)) == progress.to_dict()


def test_the_record_says_what_the_learner_did(progress, items):
    items[0].choose(1)
    items[3].check(lambda: 2)
    record = json.loads(json.dumps(progress.to_dict()))
    assert record["format"] == 1
    assert record["lesson"] == "lesson_02"
    assert [entry["key"] for entry in record["items"]] == [item.key for item in items]
    assert record["items"][0]["right"] is True
    assert record["items"][1]["tried"] is False
    assert record["items"][3]["last"] == "wrong"


def test_nothing_leaves_the_machine(progress, items, tmp_path, monkeypatch):
    def refuse(*_arguments):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.chdir(tmp_path)
    items[0].choose(1)
    progress.summary()
    assert "http" not in progress.to_html()
    assert list(tmp_path.iterdir()) == []


def test_a_lesson_without_items_says_so():
    assert Progress("lesson_00", []).describe() == "This lesson asks nothing."


def test_it_shows_itself(progress, monkeypatch):
    shown = []
    monkeypatch.setattr("ann_course.learn.progress.display", shown.append)
    progress._ipython_display_()
    assert "Your progress:" in shown[0].value


def test_a_wrong_argument_is_named(items):
    with pytest.raises(TypeError, match="items must be predictions, questions and exerc"):
        Progress("lesson_02", ["ask"])
    with pytest.raises(ValueError, match="items hold the key 'ask' twice; rename one"):
        Progress("lesson_02", [items[2], items[2]])
    with pytest.raises(ValueError, match="lesson must be a text that is not empty"):
        Progress("", items)
