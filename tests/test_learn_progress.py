"""Progress follows what a learner does, and stays on their machine."""

import base64
import json
import os
import re
import socket
import stat

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


def test_json_is_written_whole(progress, items, tmp_path):
    items[0].choose(1)
    items[3].check(lambda: 2)
    path = progress.to_json(tmp_path / "mine.json")
    assert [p.name for p in tmp_path.iterdir()] == ["mine.json"]
    record = json.loads(path.read_text(encoding="utf-8"))
    assert record["format"] == 1
    assert record["lesson"] == "lesson_02"
    assert [entry["key"] for entry in record["items"]] == [item.key for item in items]
    assert record["items"][0]["right"] is True
    assert record["items"][1]["tried"] is False
    assert record["items"][3]["last"] == "wrong"


def test_an_old_file_survives_a_failed_write(progress, items, tmp_path, monkeypatch):
    path = progress.to_json(tmp_path / "mine.json")
    before = path.read_bytes()
    monkeypatch.setattr(items[0], "record", lambda: {"chosen": object()})
    with pytest.raises(TypeError, match="not JSON serializable"):
        progress.to_json(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["mine.json"]


@pytest.fixture
def umask():
    """Let the group and others read new files, as most systems do."""
    old = os.umask(0o022)
    yield
    os.umask(old)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_file_to_hand_in_can_be_read_by_others(progress, tmp_path, umask):
    path = progress.to_json(tmp_path / "mine.json")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    path.chmod(0o664)
    progress.to_json(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a privilege")
def test_a_link_keeps_pointing_to_its_file(progress, tmp_path):
    target = tmp_path / "shared.json"
    target.write_text("old", encoding="utf-8")
    link = tmp_path / "mine.json"
    link.symlink_to(target)
    progress.to_json(link)
    assert link.is_symlink()
    assert json.loads(target.read_text(encoding="utf-8"))["lesson"] == "lesson_02"


def test_the_home_folder_may_be_written_as_a_tilde(progress, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert progress.to_json("~/mine.json") == tmp_path / "mine.json"
    assert (tmp_path / "mine.json").is_file()


def test_a_missing_folder_is_told_with_what_to_do(progress, tmp_path):
    with pytest.raises(OSError, match=r"there is no folder '.*nowhere'\. Create it, or"):
        progress.to_json(tmp_path / "nowhere" / "mine.json")


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
