"""A slider's next picture is on the page before a hand is there, and is the right one."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest
from lab import Notebook

pytestmark = pytest.mark.browser

PANELS = {
    "NeuronPanel": ["w1", "bias", "x2"],
    "XorPanel": ["x1 to h1", "bias of y"],
    "PlaygroundPanel": [],
    "DigitPanel": ["row", "turn", "layer"],
    "VowelPanel": ["pitch", "jaw"],
}
BUSY = "import time; time.sleep(3)"
TOLD = """
panel.render()
for _figure in panel.figures:
    _figure._still.send_state("value")
    _figure._moving.send_state("value")"""
DONE = """
_a = panel._ahead
_drawn = _a._slider is None or all(v in _a._sent for v in _a._slider.beside(2))
print(_drawn and not _a._touched)"""


@pytest.fixture(scope="module", params=PANELS)
def notebook(browser: Any, server: Any, request: Any) -> Any:
    name = request.param
    cell = f"from ann_course.panels import {name}\npanel = {name}()\npanel"
    opened = Notebook(browser, server, server.put(f"ahead_{name}.ipynb", [cell]))
    opened.run_all()
    opened.name = name
    yield opened
    assert opened.errors() == []
    assert opened.problems == []
    opened.close()


def sliders(notebook: Any) -> list[Any]:
    """Return the sliders that are moved, with their first steps drawn ahead."""
    (panel,) = notebook.panels()
    names = PANELS[notebook.name]
    labels = "[panel.controls[n].name for n in " + repr(names) + "]"
    if not names:
        labels = "[panel.inspector.value.name]"
    found = json.loads(notebook.execute(f"import json; print(json.dumps({labels}))"))
    return [panel.slider(name) for name in found]


def wait_drawn_ahead(notebook: Any) -> None:
    """Wait until nothing more is to be drawn ahead."""
    notebook.wait_idle()
    while "True" not in notebook.execute(DONE):
        notebook.page.wait_for_timeout(50)


def pictures(notebook: Any) -> list[str]:
    """Return what the page shows, without what a browser writes in its own way."""
    shown = notebook.page.locator(".ann-panel .ann-layer svg").evaluate_all(
        "all => all.map(e => e.outerHTML)"
    )
    return [re.sub(r"\s+", " ", each) for each in shown]


def test_a_step_needs_no_kernel(notebook: Any) -> None:
    slider = sliders(notebook)[0]
    slider.press(1)
    wait_drawn_ahead(notebook)
    (panel,) = notebook.panels()
    before = panel.picture()
    notebook.page.evaluate(
        """(code) => { jupyterapp.shell.currentWidget.context.sessionContext.session.kernel
            .requestExecute({code}); }""",
        BUSY,
    )
    slider.press(1)
    assert panel.picture() != before, "at once: the kernel sleeps for three seconds"
    notebook.wait_idle()
    wait_drawn_ahead(notebook)


def test_after_many_moves_the_page_shows_what_the_kernel_would(notebook: Any) -> None:
    rng = random.Random(0)
    page = notebook.page
    moved = sliders(notebook)
    for _ in range(12):
        slider = rng.choice(moved)
        slider.handle.focus()
        for _ in range(rng.randint(1, 8)):
            page.keyboard.press(rng.choice(["ArrowRight", "ArrowRight", "ArrowLeft"]))
    wait_drawn_ahead(notebook)
    seen = pictures(notebook)
    notebook.execute(TOLD)
    notebook.wait_idle()
    assert pictures(notebook) == seen


def test_a_second_window_follows_and_leads(
    browser: Any, server: Any, notebook: Any
) -> None:
    notebook.save()
    other = Notebook(browser, server, f"ahead_{notebook.name}.ipynb")
    other.name = notebook.name
    for leads, follows in ((notebook, other), (other, notebook)):
        slider = sliders(leads)[0]
        for times in (3, 1, 2):
            slider.press(times)
            for window in (leads, follows):
                wait_drawn_ahead(window)
            assert pictures(follows) == pictures(leads)
    assert other.errors() == []
    assert other.problems == []
    other.context.close()
