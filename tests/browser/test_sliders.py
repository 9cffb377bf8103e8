"""What a slider is told is what the page would say: it then says nothing of itself."""

from __future__ import annotations

import time

import pytest

pytestmark = pytest.mark.browser

CELLS = [
    """
import random
from ipywidgets import VBox
from ann_course.live import slider

random.seed(0)
RANGES = [
    (-10.0, 10.0, 0.1), (-10.0, 10.0, 0.01), (-3.0, 3.0, 0.25), (-6.0, 6.0, 0.1),
    (0.0, 1.0, 0.05), (0.0, 1.0, 0.3), (0.01, 1.5, 0.01), (-65.0, -35.0, 1.0),
    (0.1, 5.0, 0.1), (0.0, 0.95, 0.05), (-2.5, 2.5, 0.05), (0.0, 2.0, 0.0125),
    (1, 64, 9), (0, 99, 1), (-90, 90, 5),
]
sliders = [slider(f"number {k}", *(span[0], *span)) for k, span in enumerate(RANGES)]
heard = []
for each in sliders:
    def hear(state, name=each.name, take=each.slider.set_state):
        heard.append((name, state["value"]))
        take(state)
    each.slider.set_state = hear

def anywhere(each):
    draw = random.randint if each.whole else random.uniform
    return draw(each.min, each.max)

VBox(sliders)
"""
]


def heard(notebook):
    """Return what the page has reported, after it had time to."""
    time.sleep(1.0)
    return notebook.execute("print(heard)").strip()


def test_the_page_reports_no_value_that_it_was_told(notebook):
    notebook.page.locator(".ann-slider .noUi-handle").nth(14).wait_for()
    assert heard(notebook) == "[]"
    notebook.execute(
        "for _ in range(200):\n"
        "    for each in sliders:\n"
        "        each.value = anywhere(each)"
    )
    assert heard(notebook) == "[]"


def test_nor_when_its_range_is_widened(notebook):
    notebook.execute(
        "for room in (11.7, 56.3, 1234.5):\n"
        "    for each in sliders[:12]:\n"
        "        each.make_room(room)\n"
        "        each.value = anywhere(each)"
    )
    assert heard(notebook) == "[]"


def test_a_slider_that_is_told_another_number_would_be_heard(notebook):
    notebook.execute("sliders[0].slider.value = 0.123")
    assert heard(notebook).startswith("[('number 0', 0.")
    notebook.execute("heard.clear()")


def test_keys_set_numbers_as_a_person_writes_them(notebook):
    notebook.execute("sliders[4].value = 0.0")
    handle = notebook.page.locator(".ann-slider .noUi-handle").nth(4)
    handle.focus()
    for _ in range(3):
        notebook.page.keyboard.press("ArrowRight")
    assert "number 4" in heard(notebook)
    assert notebook.execute("print(sliders[4].value)") == "0.15\n"
