"""A lesson of each part of the course, run whole in the site."""

from __future__ import annotations

from typing import Any

import pytest
from accessibility import details
from site_page import Lesson, SiteServer

pytestmark = pytest.mark.browser

# How a neuron works, how networks learn, what they are used for, one's own data.
LESSONS = {
    "01_when_does_a_neuron_fire": 2,
    "04_hidden_layers": 2,
    "09_edges_to_shapes": 1,
    "12_can_it_predict": 1,
}


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_whole(browser: Any, server: SiteServer, name: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    lesson = Lesson(context, server, f"path={name}.ipynb")
    lesson.wait_ready()
    lesson.run_all()
    assert lesson.errors() == []
    assert len(lesson.panels()) >= LESSONS[name]
    assert details(lesson.page, ".ann-strip, .ann-panel") == {}
    assert lesson.outside == []
    assert lesson.problems == []
    context.close()
