"""From the start page of the site into a lesson, with keys alone."""

from __future__ import annotations

from typing import Any

import pytest
from accessibility import details
from lab import HEIGHT
from site_page import Lesson, SiteServer

pytestmark = pytest.mark.browser

WORDS = "() => document.querySelector('#words').innerText"
STRIP = ["Download my work", "Bring work back", "Begin all afresh"]
MOST_TABS = 200
# What the kernel says of its start, each step once: a second start would double the wait.
LISTEN = """window.steps = [];
window.addEventListener("course-kernel", ({ detail }) => window.steps.push(detail));"""
STEPS = ["python", "packages", "lesson", "ready"]


def walk(lesson: Lesson) -> list[str]:
    """Press Tab through the whole page; return the names of where it stops."""
    names = []
    for _ in range(MOST_TABS):
        lesson.page.keyboard.press("Tab")
        if lesson.page.evaluate("document.activeElement === document.body"):
            return names
        names.append(lesson.focused())
    raise AssertionError(f"the Tab key does not leave the page: {names[-10:]}")


def test_from_the_start_page_into_a_lesson_by_keyboard(
    browser: Any, server: SiteServer
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": HEIGHT})
    context.add_init_script(LISTEN)
    lesson = Lesson(context, server, page="")
    page = lesson.page
    workers: list[Any] = []
    page.on("worker", lambda worker: workers.append(worker))
    assert details(page, "html") == {}

    # The neuron moves before any Python is there.
    said = page.evaluate(WORDS)
    page.locator("#w1").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"(said) => ({WORDS})() !== said", arg=said)
    assert workers == []

    page.reload()
    names = walk(lesson)
    opening = [name for name in names if name.startswith("Open lesson")]
    assert len(opening) == 13
    assert names.index("Reset") < names.index(opening[0])
    page.get_by_role("link", name="Open lesson 01").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/lab/index.html?path=01_*")

    # Cells that are run at once wait for Python, and nothing asks for a kernel.
    lesson.wait_open()
    lesson.run_all()
    assert page.locator(".jp-Dialog").count() == 0
    assert lesson.errors() == []
    page.wait_for_selector(".ann-panel .ann-layer svg", state="attached")
    assert len(workers) == 1
    assert page.evaluate("steps") == STEPS

    # The course's own buttons in JupyterLab's page: reached, named, and left again.
    page.get_by_role("button", name=STRIP[0]).focus()
    found = [lesson.focused()]
    for _ in STRIP[1:]:
        page.keyboard.press("Tab")
        found.append(lesson.focused())
    assert found == STRIP
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    assert details(page, ".jp-Dialog") == {}
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    assert lesson.outside == []
    assert lesson.problems == []
    context.close()
