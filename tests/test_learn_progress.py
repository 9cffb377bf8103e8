"""Progress follows what a learner does, keeps it in a file, and takes it up again."""

import base64
import json
import os
import re
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import ipywidgets as widgets
import pytest

from ann_course.learn import (
    Exercise,
    Option,
    Prediction,
    Progress,
    Question,
    progress as module,
    record_file,
)


def lesson_items():
    return [
        Prediction("guess-one", "Is 1 < 2?", ["No.", "Yes."], right=1),
        Prediction("guess-two", "And 2?", ["No.", "Yes."], right=0),
        Question("ask", "Is it?", [Option("Yes.", right=True), Option("No.", reply="So.")]),
        Exercise("write", "Give 1.", reference=lambda: 1, inputs=[()]),
    ]


@pytest.fixture
def items():
    return lesson_items()


@pytest.fixture
def progress(items):
    return Progress("lesson_02", items)


class Clock:
    """The time that records are stamped with; it moves when told to."""

    def __init__(self):
        self.time = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)

    def __call__(self):
        self.time += timedelta(milliseconds=1)
        return self.time.isoformat(timespec="milliseconds")

    def forward(self, **amount):
        self.time += timedelta(**amount)


@pytest.fixture
def clock(monkeypatch):
    moving = Clock()
    monkeypatch.setattr(module, "now", moving)
    return moving


def kernel(folder):
    """Return what a new kernel has: items that know nothing, resumed from the folder."""
    progress = Progress("lesson_02", lesson_items())
    note = progress.resume(folder)
    return progress, progress.items, str(note)


def kept(folder):
    return json.loads((folder / "progress" / "lesson_02.json").read_text("utf-8"))


def files(folder):
    return sorted(path.name for path in (folder / "progress").iterdir())


def test_at_first_nothing_was_done(progress):
    assert progress.describe() == (
        "0 of 2 predictions recorded; 0 of 1 question answered right; "
        "0 of 1 exercise right."
    )


def test_the_summary_follows_what_is_done(progress, items):
    view = progress.widget.children[0]
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
    assert progress.widget
    assert list(tmp_path.iterdir()) == []  # nothing is written before it is resumed
    progress.resume()
    assert "http" not in progress.to_html()
    assert [path.name for path in tmp_path.rglob("*.*")] == ["lesson_02.json"]


def test_a_lesson_without_items_says_so():
    assert Progress("lesson_00", []).describe() == "This lesson asks nothing."


def test_a_wrong_argument_is_named(items):
    with pytest.raises(TypeError, match="items must be predictions, questions and exerc"):
        Progress("lesson_02", ["ask"])
    with pytest.raises(ValueError, match="items hold the key 'ask' twice; rename one"):
        Progress("lesson_02", [items[2], items[2]])
    with pytest.raises(ValueError, match="lesson must be a text that is not empty"):
        Progress("", items)


# Another session


def test_a_first_session_says_where_answers_are_kept(tmp_path):
    _, _, note = kernel(tmp_path)
    assert note.startswith("Your answers are kept in progress/lesson_02.json, beside this")
    assert kept(tmp_path)["minutes"] == 0.0


def test_every_answer_is_there_again_in_another_kernel(tmp_path, clock):
    first, items, _ = kernel(tmp_path)
    panel = widgets.IntSlider()
    items[0].choose(0)
    items[1].show_me()
    items[2].choose(1)
    items[2].choose(0)
    items[3].check(lambda: 2)
    before = [item.record() for item in items]
    clock.forward(days=1)
    progress, items, note = kernel(tmp_path)
    assert [item.record() for item in items] == before
    assert [item.status() for item in items] == [item.status() for item in first.items]
    assert note == (
        "Welcome back. What you did up to 27 November is here again: 1 of 2 predictions "
        "recorded; 1 of 1 question answered right; 0 of 1 exercise right."
    )
    assert progress.to_html().count("(last time)") == 4
    assert len(items[0].unlock(panel).children) == 1  # no veil
    assert not panel.disabled


def test_a_question_shows_its_answer_and_that_it_is_from_last_time(tmp_path):
    def shown(question):
        found = {
            type(each): each.value
            for each in question.widget.children
            if hasattr(each, "value")
        }
        return found[widgets.RadioButtons], found[widgets.HTML]

    _, items, _ = kernel(tmp_path)
    items[2].choose(1)
    assert "From last time" not in shown(items[2])[1]
    _, items, _ = kernel(tmp_path)
    chosen, reply = shown(items[2])
    assert chosen == 1
    assert reply.index("From last time") < reply.index("So.")
    items[2].choose(0)
    assert "From last time" not in shown(items[2])[1]


def test_what_was_answered_before_resuming_is_kept_too(tmp_path, items):
    items[2].choose(0)
    progress = Progress("lesson_02", items)
    progress.resume(tmp_path)
    assert kept(tmp_path)["items"][2]["right"] is True
    _, items, _ = kernel(tmp_path)
    assert items[2].solved


def test_resuming_again_is_no_second_session(tmp_path):
    progress, items, _ = kernel(tmp_path)
    items[2].choose(0)
    elsewhere = tmp_path / "elsewhere"
    assert "Welcome" not in str(progress.resume(elsewhere))
    assert not elsewhere.exists()
    assert not items[2].last_time


def test_nothing_piles_up_however_often_the_cells_are_run(tmp_path):
    progress, items, _ = kernel(tmp_path)
    assert progress.widget is progress.widget
    once = [len(item._listeners) for item in items]
    for _ in range(50):
        progress.resume()
        assert progress.mime_bundles() == progress.mime_bundles()
    assert [len(item._listeners) for item in items] == once


def test_minutes_are_the_time_between_answers_without_the_breaks(tmp_path, clock):
    progress, items, _ = kernel(tmp_path)
    clock.forward(minutes=4)
    items[0].choose(1)
    clock.forward(minutes=module.BREAK + 1)
    items[1].choose(1)
    clock.forward(minutes=10)
    items[2].choose(0)
    clock.forward(days=1)
    progress, items, _ = kernel(tmp_path)
    clock.forward(minutes=2)
    items[3].check(lambda: 1)
    assert kept(tmp_path)["minutes"] == pytest.approx(4 + 10 + 2, abs=0.1)
    assert "Time so far, breaks left out: 16 min." in progress.to_html()
    assert kept(tmp_path)["begun"].startswith("2026-11-27")
    assert kept(tmp_path)["last"].startswith("2026-11-28")


def test_two_windows_side_by_side_count_each_minute_once(tmp_path, clock):
    (_, left, _), (_, right, _) = kernel(tmp_path), kernel(tmp_path)
    for number in (1, 0, 1, 0):
        clock.forward(minutes=5)
        left[2].choose(number)
        right[0].choose(number)
    assert kept(tmp_path)["minutes"] == pytest.approx(20, abs=0.1)


def test_two_windows_show_what_was_done_in_either(tmp_path):
    (_, left, _), (progress, right, _) = kernel(tmp_path), kernel(tmp_path)
    left[2].choose(0)
    right[0].choose(1)
    assert right[2].solved
    assert right[2].last_time
    left[3].check(lambda: 1)
    assert left[0].solved
    assert progress.describe().startswith("1 of 2 predictions recorded; 1 of 1 question")


def test_an_answer_just_given_is_not_replaced_by_a_better_one_elsewhere(tmp_path):
    (_, left, _), (_, right, _) = kernel(tmp_path), kernel(tmp_path)
    left[2].choose(0)
    assert right[2].choose(1) == "So."
    assert (right[2].chosen, right[2].solved) == (1, False)


# What the file may hold


def test_a_record_whose_question_changed_is_left_out_with_a_word(tmp_path):
    _, items, _ = kernel(tmp_path)
    items[2].choose(0)
    items[0].choose(1)
    later = lesson_items()
    more = [*later[2].options, Option("Perhaps.", reply="No.")]
    later[2] = Question("ask", "Is it? Say so.", more)
    later[3] = Question("write", "Is 1 it?", later[2].options)
    progress = Progress("lesson_02", later)
    note = str(progress.resume(tmp_path))
    assert "“Is it?” has changed since you answered it, so it is asked again." in note
    assert later[2].attempts == 0
    assert later[0].chosen == 1
    assert kept(tmp_path)["items"][2]["options"] == 3
    assert "has changed" not in str(Progress("lesson_02", later).resume(tmp_path))


def test_half_a_sign_in_a_record_breaks_neither_keeping_nor_handing_in(tmp_path):
    kernel(tmp_path)
    path = tmp_path / "progress" / "lesson_02.json"
    path.write_text(path.read_text().replace('"ask"', r'"\ud83d"'))
    progress, items, _ = kernel(tmp_path)
    items[0].choose(1)
    assert [item["key"] for item in kept(tmp_path)["items"]][-1] == "\ud83d"
    hand_in = progress.widget.children[1]
    assert json.loads(hand_in.hand_in().read_bytes())["items"][-1]["key"] == "\ud83d"


def test_another_edition_in_another_window_takes_no_answer_away(tmp_path):
    here, there = lesson_items(), lesson_items()
    there[2] = Question("ask", "Is it?", [*there[2].options, Option("Or?", reply="No.")])
    Progress("lesson_02", here).resume(tmp_path)
    other = Progress("lesson_02", there)
    other.resume(tmp_path)
    there[2].choose(1)
    here[2].choose(0)  # further, but of another question
    there[0].choose(1)
    assert (there[2].chosen, there[2].attempts) == (1, 1)
    assert "asked again" not in other.to_html()
    kept = Progress("lesson_02", again := lesson_items())
    kept.resume(tmp_path)
    assert again[0].chosen == 1


def test_items_that_the_lesson_no_longer_has_are_kept(tmp_path):
    _, items, _ = kernel(tmp_path)
    items[2].choose(0)
    fewer = Progress("lesson_02", lesson_items()[:2])
    fewer.resume(tmp_path)
    fewer.items[0].choose(1)
    _, items, _ = kernel(tmp_path)
    assert items[2].solved
    assert items[0].solved


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("{", "lesson_02.json is damaged"),
        ('{"format": 99}', "lesson_02.json was written by a newer version of the course"),
    ],
)
def test_a_file_that_cannot_be_used_is_set_aside_with_a_word(tmp_path, data, words):
    (tmp_path / "progress").mkdir()
    (tmp_path / "progress" / "lesson_02.json").write_text(data)
    progress, _, note = kernel(tmp_path)
    assert words in note
    assert words in progress.to_html()
    aside, now_there = files(tmp_path)
    assert (tmp_path / "progress" / aside).read_text() == data
    assert now_there == "lesson_02.json"
    assert words not in kernel(tmp_path)[2]


def test_a_folder_that_cannot_be_written_gets_a_sentence_and_the_lesson_goes_on(tmp_path):
    (tmp_path / "progress").write_text("in the way")
    progress, items, note = kernel(tmp_path)
    items[2].choose(0)
    for told in (note, progress.to_html()):
        assert (
            "Your answers cannot be kept in progress/lesson_02.json (File exists)" in told
        )
    assert "Kept in" not in progress.to_html()
    (tmp_path / "progress").unlink()
    items[0].choose(1)
    assert "cannot be kept" not in progress.to_html()
    assert kept(tmp_path)["items"][2]["right"] is True


def test_a_full_disk_gets_a_sentence_and_costs_nothing_that_was_there(
    tmp_path, monkeypatch
):
    progress, items, _ = kernel(tmp_path)
    items[2].choose(0)
    before = kept(tmp_path)

    def full(_file):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        items[0].choose(1)
    assert "(No space left on device)" in progress.to_html()
    assert kept(tmp_path) == before
    assert files(tmp_path) == ["lesson_02.json"]
    assert items[0].decided


def test_what_can_only_be_read_is_taken_up_all_the_same(tmp_path, monkeypatch):
    _, items, _ = kernel(tmp_path)
    items[2].choose(0)

    def refuse(*_arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(record_file, "_take", refuse)
    progress, items, note = kernel(tmp_path)
    assert items[2].solved
    assert "Welcome back" in note
    assert "(Permission denied)" in note
    assert progress.describe().endswith(
        "1 of 1 question answered right; 0 of 1 exercise right."
    )


# Begin afresh


def buttons(progress):
    found, left = {}, [progress.widget]
    while left:
        each = left.pop()
        left += getattr(each, "children", ())
        if isinstance(each, widgets.Button):
            found[each.description] = each
    return found


def test_begin_afresh_asks_again_sets_the_old_file_aside_and_locks_panels(tmp_path):
    progress, items, _ = kernel(tmp_path)
    locked = items[0].unlock(widgets.IntSlider())
    items[0].choose(1)
    items[2].choose(0)
    before = kept(tmp_path)
    press = buttons(progress)
    question = progress.widget.children[3].layout
    assert question.display == "none"
    press["Begin afresh"].click()
    assert question.display is None
    assert press["Begin afresh"].disabled
    assert items[2].solved
    press["No"].click()
    assert question.display == "none"
    assert items[2].solved
    press["Begin afresh"].click()
    press["Yes, begin afresh"].click()
    assert question.display == "none"
    assert not press["Begin afresh"].disabled
    assert [item.attempts for item in items] == [0, 0, 0, 0]
    assert len(locked.children) == 2
    aside, _ = files(tmp_path)
    assert json.loads((tmp_path / "progress" / aside).read_text()) == before
    assert f"What you did before is in progress/{aside}." in progress.to_html()
    assert not kernel(tmp_path)[1][2].solved


def test_begin_afresh_holds_for_another_window_too(tmp_path):
    (progress, left, _), (_, right, _) = kernel(tmp_path), kernel(tmp_path)
    left[2].choose(0)
    right[0].choose(1)
    progress.begin_afresh()
    right[3].check(lambda: 1)
    assert [item.solved for item in right] == [False, False, False, True]
    left[1].choose(0)
    assert [item.solved for item in left] == [False, True, False, True]
    assert [each["right"] for each in kept(tmp_path)["items"]] == [False, True, False, True]


def test_an_older_file_put_in_the_place_of_the_record_is_set_aside(tmp_path, clock):
    progress, items, _ = kernel(tmp_path)
    items[2].choose(0)
    older = (tmp_path / "progress" / "lesson_02.json").read_text()
    clock.forward(hours=1)
    progress.begin_afresh()
    (tmp_path / "progress" / "lesson_02.json").write_text(older)
    items[0].choose(1)
    assert not items[2].solved
    assert "An older record was there; it is now progress/lesson_02-set-aside" in str(
        progress.resume()
    )
    assert len(files(tmp_path)) == 3


def test_begin_afresh_works_without_a_file(progress, items):
    items[2].choose(0)
    progress.begin_afresh()
    assert items[2].attempts == 0


def test_begin_afresh_in_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "progress").write_text("in the way")
    progress, items, _ = kernel(tmp_path)
    items[2].choose(0)
    progress.begin_afresh()
    assert items[2].attempts == 0
    assert "cannot be kept" in progress.to_html()


def test_importing_a_lesson_touches_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    monkeypatch.chdir(tmp_path)
    code = (
        "from ann_course.lessons import lesson_02 as lesson; lesson.recall_spike.choose(0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert list(tmp_path.iterdir()) == []
