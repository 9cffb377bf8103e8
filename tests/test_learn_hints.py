"""Hints open one by one, then a solution; what was opened is recorded and stays open."""

from __future__ import annotations

import pytest
from html_reader import read

from ann_course.learn import Exercise, verdict
from ann_course.page import Script


@pytest.fixture
def exercise():
    return Exercise(
        "double",
        "Double x.",
        reference=lambda x: 2 * x,
        inputs=[(1,), (3,)],
        hints=["How many x are there?", "Two: which sign makes *two* of one?"],
        solution="""
        def double(x):
            return 2 * x  # or x + x
        """,
    )


@pytest.fixture
def outputs(monkeypatch):
    """Return the list of what is displayed."""
    shown = []
    monkeypatch.setattr(verdict, "display", lambda thing, **_: shown.append(thing))
    return shown


SOLUTION = "def double(x):\n    return 2 * x  # or x + x"


def button_of(exercise):
    _opened, row, _keys = exercise.hint_box.widget.children
    return row.children[0]


def shown(exercise):
    return read(exercise.hint_box.widget.children[0].value).text


def test_the_button_opens_one_hint_after_the_other_and_then_the_solution(exercise):
    button = button_of(exercise)
    assert button.description == "Stuck? Hint 1 of 2"
    assert "How many" not in shown(exercise)
    button.click()
    assert "How many x are there?" in shown(exercise)
    assert button.description == "Stuck? Hint 2 of 2"
    button.click()
    assert "which sign" in shown(exercise)
    assert "def double" not in shown(exercise)
    assert button.description == "Still stuck? Show the solution"
    assert exercise.record()["solution_seen"] is False
    button.click()
    assert SOLUTION in shown(exercise)
    assert "one way among others" in shown(exercise)
    assert button.layout.display == "none"


def test_what_was_opened_is_recorded_and_told(exercise):
    assert exercise.status() == "not tried yet"
    exercise.help()
    assert exercise.status() == "not tried yet, 1 hint"
    exercise.check(lambda x: x)
    exercise.help()
    assert exercise.status() == "not right yet, 1 attempt, 2 hints"
    assert exercise.help() == SOLUTION
    assert exercise.status().endswith("2 hints, solution seen")
    record = exercise.record()
    assert (record["hints_taken"], record["solution_seen"]) == (2, True)
    exercise.reset()
    assert exercise.status() == "not tried yet"
    assert "How many" not in shown(exercise)
    assert button_of(exercise).description == "Stuck? Hint 1 of 2"


def test_an_exercise_without_hints_goes_straight_to_the_solution():
    exercise = Exercise("half", "Halve.", reference=lambda x: x / 2, inputs=[(1,)])
    assert button_of(exercise).description == "Stuck? Show the solution"
    assert "lambda x: x / 2" in exercise.help()


@pytest.mark.parametrize("answer", [lambda x: x, lambda x: ..., None, 3])
def test_the_box_stands_with_each_verdict_that_is_not_right(exercise, answer, outputs):
    found = exercise.check(answer)
    assert found.hints is exercise.hint_box
    found._ipython_display_()
    said, stuck = outputs
    assert found.message in said["text/plain"]
    bundle, living = stuck.mime_bundles()
    assert "Hint 1 of 2" in bundle["text/plain"]
    assert "choose Run &gt; Run All Cells" in bundle["text/html"]
    view = "application/vnd.jupyter.widget-view+json"
    assert living[view]["model_id"] == exercise.hint_box.widget.model_id


def test_whoever_is_right_may_compare_without_a_word_in_the_record(exercise, outputs):
    found = exercise.check(lambda x: x + x)
    assert found.hints is None
    assert SOLUTION in read(found._repr_html_()).text
    assert "<details>" in found._repr_html_()
    assert "def double" not in str(found)
    assert exercise.record()["solution_seen"] is False
    found._ipython_display_()
    assert len(outputs) == 1


def test_hints_that_are_open_stay_open_when_the_cell_runs_again(exercise):
    exercise.help()
    box = exercise.check(lambda x: x).hints.widget
    assert exercise.check(lambda x: 3 * x).hints.widget is box
    assert "How many x" in exercise.hint_box.still_html()
    assert "How many x" in repr(exercise.hint_box)


def test_the_box_keeps_its_keys_from_the_notebook(exercise):
    box = exercise.hint_box.widget
    assert "ann-ask" in box._dom_classes
    parts = [part for child in box.children for part in getattr(child, "children", ())]
    assert any(isinstance(part, Script) for part in parts)


def test_what_is_shown_is_escaped():
    exercise = Exercise(
        "less", "Compare.", reference=lambda x: x, inputs=[(1,)], hints=["Is `a < b`?"],
        solution="<script>alert(1)</script>",
    )  # fmt: skip
    exercise.help()
    exercise.help()
    assert "a &lt; b" in exercise.hint_box.to_html()
    assert "<script>" not in exercise.hint_box.to_html()


@pytest.mark.parametrize("given", [{"hints": [""]}, {"hints": [3]}, {"solution": " "}])
def test_hints_and_solutions_are_texts(given):
    with pytest.raises(ValueError, match="must be a text that is not empty"):
        Exercise("x", "X.", reference=lambda x: x, inputs=[(1,)], **given)
