"""A guided tour on a projector: by keyboard alone, in view together, with its ring."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import Notebook

pytestmark = pytest.mark.browser

CELLS = [
    "import ann_course.panels as panels\nfrom ann_course.page import Task, Tasks\n"
    "tasks = Tasks(Task('Slide it.'), Task('Slide it again, and look.'))",
    *(
        f"panel_{k} = panels.{name}()\npanel_{k}.tasks = tasks\npanel_{k}"
        for k, name in enumerate(
            ("NeuronPanel", "BackwardPassPanel", "PlaygroundPanel", "DigitPanel")
        )
    ),
]
SEEN = """(panel) => {
  const area = document.querySelector('.jp-WindowedPanel-outer').getBoundingClientRect();
  const all = ['.ann-tour', '.ann-r rect'].flatMap((s) => [...panel.querySelectorAll(s)])
    .filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect());
  return {top: Math.min(...all.map((b) => b.top)) - area.top, area: area.height,
    bottom: Math.max(...all.map((b) => b.bottom)) - area.top,
    n: all.length, sideways: panel.scrollWidth - panel.clientWidth};
}"""


@pytest.fixture(scope="module")
def lesson(browser: Any, server: Any) -> Iterator[Notebook]:
    opened = Notebook(browser, server, server.put("tour.ipynb", CELLS))
    opened.run_all()
    yield opened
    opened.close()


@pytest.mark.parametrize("number", range(4))
def test_a_tour_by_keyboard_with_sentence_and_ring_in_view(
    lesson: Notebook, shots: Path, number: int
) -> None:
    page = lesson.page
    panel = lesson.panels()[number].root
    start = panel.get_by_role("button", name="Tour", exact=True)
    start.focus()
    page.keyboard.press("Enter")
    says = panel.locator(".ann-tour-says p")
    says.wait_for()
    begins = """([panel, text]) => panel.querySelector('.ann-tour-says p')
        .innerText.startsWith(text)"""
    n_stops = int(says.inner_text().split()[2])
    panel.locator(".ann-tasks ol").first.wait_for(state="hidden")
    panel.evaluate("e => e.scrollIntoView({block: 'start'})")
    follow = panel.get_by_role("button", name="Next")
    follow.focus()
    for stop in range(1, n_stops):
        ring = panel.locator(".ann-r rect").first
        ring.wait_for()
        page.wait_for_function(begins, arg=[panel.element_handle(), f"{stop} of {n_stops}"])
        seen = panel.evaluate(SEEN)
        lesson.screenshot(shots / f"tour-{number}-{stop}.png")
        assert seen["n"] == 3, "the sentence, and a ring with its rim"
        assert seen["sideways"] <= 0
        assert seen["bottom"] - seen["top"] <= seen["area"], "in view together"
        page.keyboard.press("Enter")
    page.wait_for_function(
        begins, arg=[panel.element_handle(), f"{n_stops} of {n_stops} Your turn: "]
    )
    panel.locator(".ann-r rect").first.wait_for(state="detached")
    page.keyboard.press("Enter")
    panel.locator(".ann-tour-says").wait_for(state="hidden")
    panel.locator(".ann-tasks ol").first.wait_for()
    start.wait_for()
    assert lesson.focused() == "Tour"
    assert lesson.errors() == []
    assert lesson.problems == []


def test_a_screen_reader_hears_each_sentence(lesson: Notebook) -> None:
    panel = lesson.panels()[0].root
    status = panel.locator(".ann-tour-says .widget-html-content")
    assert status.get_attribute("role") == "status"
    assert status.get_attribute("aria-live") == "polite"
