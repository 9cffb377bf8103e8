"""A lesson in real JupyterLab on two days: what was answered and seen is there again.

Between the days the kernel is shut down and the browser closed. The notebook is opened
again, looked at before any cell is run, and then run.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from lab import Notebook

pytestmark = pytest.mark.browser

LESSON = Path(__file__).parents[2] / "notebooks" / "02_one_artificial_neuron.ipynb"
QUESTION = "A synapse has strength 0."
PREDICTION = "A neuron has the weights 1 and 1 and the bias −1.5."


class Day:
    """The lesson, open in JupyterLab."""

    def __init__(self, browser, server, path):
        self.notebook = Notebook(browser, server, path)
        self.page = self.notebook.page
        self.notebook.lay_out_all()

    def ask(self, text):
        """Return the living question or prediction with a text."""
        return self.page.locator(".ann-ask").filter(has_text=text)

    def output(self, cell):
        """Return what a cell shows."""
        number = self.page.evaluate(
            """(id) => jupyterapp.shell.currentWidget.content.widgets
                  .findIndex(cell => cell.model.id === id)""",
            cell,
        )
        where = f".jp-Notebook-cell[data-windowed-list-index='{number}'] .jp-OutputArea"
        return self.page.locator(where)


def shown(day):
    """Count what is to be seen, without scrolling, of still and of living forms."""
    day.notebook.lay_out_all()
    seen = {
        name: day.page.locator(f"{kind}:visible").count()
        for name, kind in {
            "still": ".ann-still",
            "asks": ".ann-ask",
            "panels": ".ann-panel",
        }.items()
    }
    return {"errors": day.notebook.errors()} | seen


@pytest.fixture(scope="module")
def folder(server):
    """Return a folder of the server's with the lesson alone."""
    place = server.root / "reopened"
    place.mkdir()
    shutil.copy(LESSON, place)
    return place


@pytest.fixture(scope="module")
def path(folder):
    return f"{folder.name}/{LESSON.name}"


@pytest.fixture(scope="module")
def first_day(browser, server, folder, path):
    """Answer a question, record one of two predictions, save, and leave."""
    day = Day(browser, server, path)
    day.notebook.run_all()
    question, prediction = day.ask(QUESTION), day.ask(PREDICTION)
    question.get_by_role("radio").first.check()
    question.get_by_role("button", name="Answer", exact=True).click()
    question.get_by_text("Not quite.").wait_for()
    prediction.get_by_role("radio").first.check()
    prediction.get_by_role("button", name="Record", exact=True).click()
    prediction.get_by_text("Recorded:").wait_for()
    day.notebook.save()
    before = shown(day)
    day.page.reload()
    day.ask(QUESTION).get_by_text("Not quite.").wait_for()
    day.page.wait_for_function(
        """({asks, panels}) =>
             document.querySelectorAll('.ann-ask').length >= asks &&
             document.querySelectorAll('.ann-panel').length >= panels""",
        arg=before,
    )
    seen = {"run": before, "reloaded": shown(day)}
    day.notebook.close()
    return seen


@pytest.fixture(scope="module")
def second_day(browser, server, first_day, path):
    day = Day(browser, server, path)
    yield day
    day.notebook.close()


def test_beside_a_living_widget_its_still_form_is_hidden_also_after_a_reload(first_day):
    seen = dict(first_day["run"])
    assert seen.pop("asks") > 10
    assert seen == {"errors": [], "still": 0, "panels": 5}
    assert first_day["reloaded"] == first_day["run"]


def test_the_answers_are_in_a_file_beside_the_notebook(first_day, folder):
    record = json.loads((folder / "progress" / "lesson_02.json").read_text("utf-8"))
    tried = {item["key"] for item in record["items"] if item["tried"]}
    assert tried == {"recall-synapse", "predict-bias"}


def test_before_a_cell_is_run_there_are_words_and_pictures(second_day, shots):
    page = second_day.page
    page.get_by_text("Error displaying widget").first.wait_for(state="attached")
    assert page.locator(":text('Error displaying'):visible").count() == 0
    assert page.locator(":text('Loading widget'):visible").count() == 0
    for cell, words in {
        "recall-synapse": ("Question: not answered yet", QUESTION, "Run > Run All Cells"),
        "predict-bias": ("Prediction: not predicted yet", PREDICTION, "Run All Cells"),
        "panel-bias": ("Locked: predict first", "One artificial neuron", "the sum is 0.5"),
        "compare-bias": ("Your prediction is not recorded yet",),
        "progress": ("Your progress:", QUESTION),
    }.items():
        shown = second_day.output(cell)
        assert [each for each in words if each not in shown.inner_text()] == []
        assert ".ann-" not in shown.inner_text()
    image = second_day.output("panel-bias").locator("img").first
    image.scroll_into_view_if_needed()
    assert image.evaluate("image => image.complete && image.naturalWidth > 100")
    for cell in ("recall-synapse", "panel-bias", "progress"):
        second_day.output(cell).evaluate("e => e.scrollIntoView({block: 'start'})")
        second_day.notebook.screenshot(shots / f"reopened_{cell}.png")


def test_when_the_cells_are_run_all_is_there_as_it_was_left(second_day, shots):
    second_day.notebook.run_all()
    welcome = second_day.output("resume").inner_text()
    assert "Welcome back." in welcome
    assert "1 of 2 predictions recorded" in welcome
    question = second_day.ask(QUESTION)
    question.get_by_text("From last time:").wait_for()
    question.get_by_text("Not quite.").wait_for()
    assert question.get_by_role("radio").first.is_checked()
    prediction = second_day.ask(PREDICTION)
    prediction.get_by_text("From last time:").wait_for()
    prediction.get_by_text("Recorded:").wait_for()
    progress = second_day.output("progress").locator(".ann-ask")
    assert progress.get_by_text("(last time)").count() == 2
    assert second_day.output("panel-bias").locator(".ann-veil").count() == 0
    assert second_day.output("panel-weight").locator(".ann-veil").count() == 1
    assert second_day.page.locator(".ann-still:visible").count() == 0
    assert second_day.notebook.errors() == []
    for cell in ("resume", "recall-synapse", "panel-bias", "progress"):
        second_day.output(cell).evaluate("e => e.scrollIntoView({block: 'start'})")
        second_day.notebook.screenshot(shots / f"resumed_{cell}.png")


def test_begin_afresh_is_asked_twice_and_locks_the_panels_again(second_day, folder, shots):
    progress = second_day.output("progress")
    begin = progress.get_by_role("button", name="Begin afresh", exact=True)
    begin.focus()
    second_day.page.keyboard.press("Enter")
    progress.get_by_text("Really begin afresh?").wait_for()
    second_day.notebook.screenshot(shots / "begin_afresh.png")
    progress.get_by_role("button", name="No", exact=True).click()
    progress.get_by_text("Really begin afresh?").wait_for(state="hidden")
    assert second_day.ask(QUESTION).get_by_text("Not quite.").count() == 1
    begin.click()
    progress.get_by_role("button", name="Yes, begin afresh", exact=True).click()
    progress.get_by_text("What you did before is in progress/lesson_02-set").wait_for()
    second_day.output("panel-bias").locator(".ann-veil").wait_for()
    second_day.ask(QUESTION).get_by_text("Not quite.").wait_for(state="detached")
    assert len(list((folder / "progress").glob("lesson_02*.json"))) == 2
