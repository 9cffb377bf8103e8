"""Teaching a network one's own drawings, with the mouse in real JupyterLab."""

from __future__ import annotations

import pytest
from accessibility import ALLOWED, violations

pytestmark = pytest.mark.browser

CELLS = [
    "from ann_course.panels import TeachPanel\n"
    "teach_panel = TeachPanel(['line', 'bar'])\nteach_panel"
]
WAYS = {"line": ((0.1, 0.5), (0.9, 0.5)), "bar": ((0.5, 0.1), (0.5, 0.9))}


def draw(notebook, name, off=0.0):
    pad = notebook.page.locator(".ann-pad").first.bounding_box()
    (x1, y1), (x2, y2) = WAYS[name]
    mouse = notebook.page.mouse
    mouse.move(pad["x"] + (x1 + off) * pad["width"], pad["y"] + y1 * pad["height"])
    mouse.down()
    mouse.move(pad["x"] + x2 * pad["width"], pad["y"] + (y2 - off) * pad["height"], steps=8)
    mouse.up()


def test_a_drawing_is_kept_learned_and_told_before_it_is_named(notebook, shots):
    page = notebook.page
    words = page.locator(".ann-panel .ann-words")
    words.get_by_text("0 drawings kept").wait_for()
    for k, name in enumerate(("line", "bar") * 3):
        page.get_by_label("this is").select_option(name)
        draw(notebook, name, 0.03 * k)
        page.get_by_role("button", name="Keep it").click()
        drawings = "1 drawing" if k == 0 else f"{k + 1} drawings"
        words.get_by_text(f"{drawings} kept").wait_for()
    page.get_by_role("button", name="Train").click()
    draw(notebook, "bar", 0.05)
    words.get_by_text("It says bar").wait_for()
    notebook.screenshot(shots / "teach_answer.png")
    page.get_by_label("drawn by").select_option("a neighbour")
    page.get_by_role("button", name="Keep it").click()
    words.get_by_text("Drawn by a neighbour, it knew 1 of 1").wait_for()
    notebook.screenshot(shots / "teach_neighbour.png")
    assert notebook.errors() == []
    assert notebook.problems == []
    assert violations(page, ".ann-panel") <= ALLOWED.keys()
