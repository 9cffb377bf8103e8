"""Drawing to a whole network in real JupyterLab: every map follows, any sum opens."""

from __future__ import annotations

import pytest
from accessibility import ALLOWED, violations

pytestmark = pytest.mark.browser

CELLS = [
    "from ann_course.panels import GlancePanel\n"
    "from ann_course.lessons import lesson_09\n"
    "glance = GlancePanel()\nglance.tasks = lesson_09.try_glance\nglance"
]


def test_a_drawing_is_seen_by_every_layer_and_a_map_opens_its_sum(notebook, shots):
    page = notebook.page
    words = page.locator(".ann-panel .ann-words")
    words.get_by_text("Image 1: ").wait_for()
    notebook.screenshot(shots / "glance_start.png")
    pad = page.locator(".ann-pad").first.bounding_box()
    mouse = page.mouse

    def at(x, y):
        return pad["x"] + x * pad["width"], pad["y"] + y * pad["height"]

    for start, end in (((0.2, 0.5), (0.8, 0.5)), ((0.5, 0.2), (0.5, 0.8))):
        mouse.move(*at(*start))
        mouse.down()
        mouse.move(*at(*end), steps=8)
        mouse.up()
    words.get_by_text("Your drawing. Layer 0: Conv2D").wait_for()
    words.get_by_text("The network says cross").wait_for()
    maps = page.locator(".ann-pad").nth(1)
    place = maps.bounding_box()
    # The second map of the second convolution, in its middle.
    picture = "glance.picture"
    x, y = (
        float(number)
        for number in notebook.execute(
            "from ann_course.panels.glance.picture import APART, LEFT, SIDE\n"
            f"print((LEFT + APART + SIDE / 2) / {picture}.ax.get_xlim()[1],"
            f" ({picture}.tops[3] + SIDE / 2) / {picture}.ax.get_ylim()[0])"
        ).split()
    )
    mouse.click(place["x"] + x * place["width"], place["y"] + y * place["height"])
    words.get_by_text("Your drawing. Layer 3: Conv2D, with 12 maps: map 1;").wait_for()
    notebook.screenshot(shots / "glance_drawing.png")
    page.get_by_role("button", name="Clear").click()
    words.get_by_text("Blank paper.").wait_for()
    page.get_by_role("button", name="Undo").click()
    words.get_by_text("Your drawing.").wait_for()
    page.locator(".ann-pad").first.focus()  # the pen by keyboard
    before = notebook.execute("print(len(glance.state['drawing']))")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Clear").focus()
    notebook.wait_idle()
    assert int(notebook.execute("print(len(glance.state['drawing']))")) > int(before)
    notebook.theme("JupyterLab Dark")
    notebook.screenshot(shots / "glance_dark.png")
    assert violations(page, ".ann-panel") <= ALLOWED.keys()
    notebook.theme("JupyterLab Light")
    assert notebook.errors() == []
    assert notebook.problems == []
