"""Every lesson, run whole in the site, and its panels moved with the keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from accessibility import details
from lab import HEIGHT
from site_page import Lesson, SiteServer
from twin import Twin, twins

pytestmark = pytest.mark.browser

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
EVERY = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
# One of each part that takes the fewest seconds, and how many panels it has at least.
OF_EACH_PART = {
    "01_when_does_a_neuron_fire": 2,
    "04_hidden_layers": 2,
    "07_pixels_in_digits_out": 2,
    "10_words_to_phrases": 2,
    "13_your_own_network": 1,
}


def opened(browser: Any, server: SiteServer, name: str) -> Lesson:
    """Open a lesson in a browser of its own, run it, and look at what it shows."""
    context = browser.new_context(viewport={"width": 1280, "height": HEIGHT})
    lesson = Lesson(context, server, f"path={name}.ipynb")
    lesson.wait_ready()
    lesson.run_all()
    assert lesson.errors() == []
    return lesson


def closed(lesson: Lesson) -> None:
    """Close it; nothing may have been asked of another host, and nothing gone wrong."""
    assert lesson.errors() == []
    assert lesson.outside == []
    assert lesson.problems == []
    lesson.context.close()


@pytest.mark.parametrize("name", OF_EACH_PART)
def test_a_lesson_of_each_part_runs_whole(
    browser: Any, server: SiteServer, name: str
) -> None:
    lesson = opened(browser, server, name)
    lesson.lay_out_all()
    lesson.page.wait_for_function(
        "(n) => document.querySelectorAll('.ann-panel').length >= n", arg=OF_EACH_PART[name]
    )
    assert lesson.panels()
    assert details(lesson.page, ".ann-strip, .ann-panel") == {}
    closed(lesson)


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_every_panel_follows_the_keyboard(
    browser: Any, server: SiteServer, name: str
) -> None:
    lesson = opened(browser, server, name)
    lesson.lay_out_all()
    waiting = lesson.page.get_by_role("button", name="Show me", exact=True)
    for button in waiting.element_handles():  # each goes when it is pressed
        button.focus()
        lesson.page.keyboard.press("Enter")
    lesson.page.wait_for_function("() => !document.querySelector('.ann-veil')")
    for twin in twins(lesson):
        sweep(twin)
    closed(lesson)


def sweep(twin: Twin) -> None:
    """Move each slider with the keys; the page must show what the kernel then holds."""
    for slider in twin.panel.sliders:
        label = slider.name
        start = twin.settle()["at"][label][0]
        slider.press(2)
        moved = [twin.settle()["at"][label][0]]
        for key in ("Home", "End"):
            slider.press_until_end(key)
            moved.append(twin.settle()["at"][label][0])
        assert {*moved} - {start}, f"{twin.panel.title}: {label} does not move"
        assert moved[1] != moved[2], f"{twin.panel.title}: {label} has one value only"
    twin.reset()
