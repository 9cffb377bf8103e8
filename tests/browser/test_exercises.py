"""Exercises in real JupyterLab: nothing a learner writes stops the cells below."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lab import Notebook

pytestmark = pytest.mark.browser

LESSON = next((Path(__file__).parents[2] / "notebooks").glob("02_*.ipynb"))

WRITTEN = {
    "exercise-weighted-sum": "x = 2 mV\nlesson.write_weighted_sum.check(x)",
    "exercise-neuron": "lesson.write_neuron.check(weightd_sum)",
    "exercise-and": "while True:\n    pass\nlesson.build_and.check(1)",
}
"""Cell id -> what a learner wrote in it."""

COUNTS = """[...jupyterapp.shell.currentWidget.content.model.cells]
  .filter(cell => cell.type === 'code').map(cell => cell.executionCount)"""


@pytest.fixture(scope="module")
def lesson(browser, server):
    """Return lesson 02 after Run All, with three cells that cannot work."""
    content = json.loads(LESSON.read_text())
    for cell in content["cells"]:
        cell["source"] = WRITTEN.get(cell["id"], cell["source"])
    (server.root / "notebooks" / "wrong.ipynb").write_text(json.dumps(content))
    opened = Notebook(browser, server, "notebooks/wrong.ipynb")
    opened.run_all()
    # JupyterLab calls it done at the first cell that fails, while others still wait.
    opened.page.wait_for_function(f"() => {COUNTS}.at(-1) !== null")
    opened.lay_out_all()
    yield opened
    opened.close()


def output(lesson, name):
    """Return the output of a cell, found by its id."""
    number = [cell["id"] for cell in json.loads(LESSON.read_text())["cells"]].index(name)
    return lesson.page.locator(".jp-Notebook .jp-Cell").nth(number)


def test_every_cell_below_has_run(lesson):
    counts = lesson.page.evaluate(COUNTS)
    assert counts == list(range(1, len(counts) + 1))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("exercise-weighted-sum", "write 2 in place of 2 mV"),
        ("exercise-neuron", "There is no weightd_sum"),
        ("exercise-and", "Does its loop never end?"),
    ],
)
def test_the_learner_is_told_what_happened(lesson, name, words):
    cell = output(lesson, name)
    assert words in cell.inner_text()
    assert cell.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert cell.locator(".ann-ask button").is_visible()


def test_what_python_says_is_behind_a_fold(lesson):
    cell = output(lesson, "exercise-neuron")
    cell.get_by_text("What Python says, in full").click()
    assert "NameError" in cell.locator("details pre").inner_text()


def test_hints_open_one_by_one_with_the_keyboard(lesson):
    cell = output(lesson, "exercise-or")
    button = cell.locator(".ann-ask button")
    button.focus()
    n_hints = int(button.inner_text().split()[-1])
    for number in range(n_hints):
        lesson.page.keyboard.press("Enter")
        cell.get_by_text(f"Hint {number + 1} of {n_hints}", exact=True).wait_for()
    cell.get_by_role("button", name="Still stuck? Show the solution").wait_for()
    assert lesson.focused() == "Still stuck? Show the solution"
    lesson.page.keyboard.press("Enter")
    cell.get_by_text("one way among others").wait_for()
    button.wait_for(state="hidden")
    record = "print(lesson.build_or.record()['solution_seen'])"
    assert lesson.execute(record).strip() == "True"


def test_what_was_opened_stays_open_when_the_cell_runs_again(lesson):
    last = lesson.page.evaluate(f"{COUNTS}.at(-1)")
    lesson.run_all()
    lesson.page.wait_for_function(f"() => {COUNTS}.at(-1) > {last}")
    opened = output(lesson, "exercise-or").locator(".ann-ask")
    opened.get_by_text("one way among others").wait_for()


def test_nothing_else_is_wrong(lesson):
    assert lesson.errors() == []
    assert lesson.problems == []
