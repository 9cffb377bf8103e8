"""Keys in questions and predictions, as one meets them: before any panel is on the page.

JupyterLab takes plain keys for commands of its own wherever no text is edited: arrow keys
select another cell, `d d` deletes it. Its settings are the defaults here.
"""

from __future__ import annotations

import pytest
from lab import Notebook

pytestmark = pytest.mark.browser

STRAY = ["d", "d", "a", "b", "x", "z", "m", "y", "j", "k", "i", "i", "0"]
"""Each a command of JupyterLab's, or a half of one."""


@pytest.fixture(scope="module")
def lesson(browser, server):
    """Questions and predictions of lesson 01, on a page that has no panel at all."""
    asked = ("recall_model", "recall_way", "predict_stronger", "predict_weak")
    cells = [f"lesson.{name}" for name in asked]
    imports = "from ann_course.lessons import lesson_01 as lesson"
    opened = Notebook(browser, server, server.put("asked.ipynb", [imports, *cells, ""]))
    opened.run_all()
    assert opened.page.locator(".ann-panel").count() == 0
    yield opened
    opened.close()


@pytest.fixture(params=["a question", "a prediction"])
def ask(request, lesson):
    """The first question, and the last prediction: both within sight of no panel."""
    asks = lesson.page.locator(".ann-ask")
    asks.last.wait_for()
    return asks.first if request.param == "a question" else asks.last


def cells(lesson):
    """Return which cells there are, and which one is selected."""
    return lesson.page.evaluate(
        """() => { const {content} = jupyterapp.shell.currentWidget;
          return [content.widgets.map(cell => cell.model.id + cell.model.type),
                  content.activeCellIndex, content.mode]; }"""
    )


def chosen(ask):
    """Return which options are ticked."""
    return [option.is_checked() for option in ask.get_by_role("radio").all()]


def test_arrow_keys_go_from_option_to_option(lesson, ask):
    ask.get_by_role("radio").first.focus()
    before = cells(lesson)
    lesson.page.keyboard.press("Space")
    assert chosen(ask)[0]
    for key, number in [("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1)]:
        lesson.page.keyboard.press(key)
        assert chosen(ask)[number], key
    assert cells(lesson) == before


def test_letters_are_no_commands(lesson, ask):
    ask.get_by_role("radio").first.focus()
    before = cells(lesson)
    for key in STRAY:
        lesson.page.keyboard.press(key)
    assert cells(lesson) == before


def test_enter_and_space_press_the_buttons(lesson, ask):
    ask.get_by_role("radio").first.focus()
    lesson.page.keyboard.press("Space")
    before = cells(lesson)
    go = ask.get_by_role("button").first
    go.wait_for()
    go.focus()
    lesson.page.keyboard.press("Enter")
    ask.get_by_role("status").filter(has_text=".").wait_for()
    assert cells(lesson) == before


def test_shift_enter_still_runs_the_cell(lesson):
    question = lesson.page.locator(".ann-ask").first
    question.get_by_role("radio").first.focus()
    at = cells(lesson)[1]
    lesson.page.keyboard.press("Shift+Enter")
    lesson.page.wait_for_function(
        "(at) => jupyterapp.shell.currentWidget.content.activeCellIndex !== at", arg=at
    )
    lesson.wait_idle()
    assert lesson.errors() == []
