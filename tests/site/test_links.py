"""Links that carry a lesson and a panel's state; old and broken ones."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from site_page import Lesson, SiteServer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PERMISSIONS = ["clipboard-read", "clipboard-write"]
CELL = "panel-try"
WORDS = """(words) => [...document.querySelectorAll('.ann-panel .ann-words')]
    .some(element => element.textContent.includes(words))"""


def test_a_panel_is_sent_by_a_link(browser: Any, server: SiteServer) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, permissions=PERMISSIONS
    )
    state = json.dumps({"x1": -1.5})
    query = urlencode({"lesson": "2", "panel": CELL, "state": state})
    lesson = Lesson(context, server, query)
    lesson.page.wait_for_function(WORDS, arg="−1.5")
    panel = lesson.panels()[0]
    assert panel.root.is_visible()

    # The kernel says what it is, and the link that is copied says the same.
    lesson.execute("first_panel.state = {'x2': 0.75}")
    panel.root.get_by_role("button", name="Copy link").click()
    lesson.wait_said("The link is copied")
    copied = urlsplit(lesson.page.evaluate("navigator.clipboard.readText()"))
    asked = {name: values[0] for name, values in parse_qs(copied.query).items()}
    assert asked["path"] == "02_one_artificial_neuron.ipynb"
    assert asked["panel"] == CELL
    sent = json.loads(asked["state"])
    assert (sent["x1"], sent["x2"]) == (-1.5, 0.75)

    # Opened in a browser that knows nothing of it, it shows the same panel.
    other = browser.new_context(viewport={"width": 1280, "height": 720})
    opened = Lesson(other, server, copied.query)
    opened.page.wait_for_function(WORDS, arg="0.75")
    assert "{'x1': -1.5, 'x2': 0.75}" in opened.execute(
        "print({name: first_panel.state[name] for name in ('x1', 'x2')})"
    )
    assert opened.outside == lesson.outside == []
    other.close()
    context.close()


def test_a_copy_of_a_lesson_is_not_taken_for_it(browser: Any, server: SiteServer) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    lesson = Lesson(context, server)
    name = "02_one_artificial_neuron.ipynb"
    lesson.page.wait_for_function("() => window.jupyterapp")
    lesson.page.evaluate("name => jupyterapp.serviceManager.contents.copy(name, '')", name)
    lesson.page.goto(f"{server.url}/lab/index.html?lesson=02")
    lesson.wait_open()
    assert lesson.page.evaluate("jupyterapp.shell.currentWidget.context.path") == name
    context.close()


def test_a_link_where_nothing_can_be_copied(browser: Any, server: SiteServer) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    # As over plain http.
    context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'clipboard', {get() {}})"
    )
    lesson = Lesson(context, server, urlencode({"lesson": "02", "panel": CELL}))
    copy = lesson.page.get_by_role("button", name="Copy link").first
    copy.click()
    lesson.page.locator(".jp-Dialog", has_text=f"panel={CELL}").wait_for()
    lesson.page.keyboard.press("Escape")

    lesson.page.evaluate("jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    lesson.page.wait_for_function(
        "() => !jupyterapp.shell.currentWidget.sessionContext.session"
    )
    copy.click()
    lesson.wait_said("Python does not run here now")
    context.close()


def test_links_that_lead_nowhere_say_so(browser: Any, server: SiteServer) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    lesson = Lesson(context, server, "lesson=77")
    lesson.wait_said("asks for lesson “77”, which this course does not have")
    query = urlencode({"lesson": "02", "panel": "panel-of-old"})
    lesson.page.goto(f"{server.url}/lab/index.html?{query}")
    lesson.wait_said("leads to a panel that this lesson does not have")
    query = urlencode({"lesson": "02", "panel": CELL, "state": '{"x1": "a"}'})
    lesson.page.goto(f"{server.url}/lab/index.html?{query}")
    lesson.wait_said("state['x1'] must be")
    context.close()
