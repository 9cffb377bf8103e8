"""A lesson on a projector, as `make project` opens it, and as slides without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import HEIGHT, Notebook, Server

from ann_course.copying import find_lesson
from ann_course.projecting import SETTINGS
from ann_course.slides import slides

pytestmark = pytest.mark.browser

LETTERS = 20
"""The least height of what a class reads together, in pixels."""


@pytest.fixture(scope="module")
def lesson(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    folder = tmp_path_factory.mktemp("project")
    command = ("-m", "ann_course", "project", "02", str(folder / "root"))
    running = Server(folder, command=command)
    opened = Notebook(browser, running, find_lesson("02").name, view="doc")
    yield opened
    opened.close()
    running.close()


def test_it_stands_alone_in_large_letters(lesson: Notebook, shots: Path) -> None:
    page = lesson.page
    assert page.evaluate("() => jupyterapp.shell.mode") == "single-document"
    assert page.evaluate("() => jupyterapp.shell.leftCollapsed")
    themes = SETTINGS["@jupyterlab/apputils-extension:themes"]["overrides"]
    assert themes["content-font-size1"] == f"{LETTERS}px"
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    assert page.locator(".jp-MarkdownOutput p").first.evaluate(size) >= LETTERS
    lesson.screenshot(shots / "project-start.png")


def test_prediction_and_panel_are_large_and_whole(lesson: Notebook, shots: Path) -> None:
    page = lesson.page
    for name in lesson.run_one_by_one():
        lesson.wait_idle()
        if name == "predict-bias":
            lesson.screenshot(shots / "project-prediction.png")
        if name == "panel-bias":
            break
    ask = page.locator(".ann-ask").last
    smallest = """e => Math.min(...[...e.querySelectorAll('p, label, b')]
        .filter(e => e.innerText.trim())
        .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
    assert ask.evaluate(smallest) >= LETTERS
    panel = page.locator(".ann-panel").last
    panel.locator(".ann-layer svg").first.wait_for()
    panel.evaluate("e => e.scrollIntoView({block: 'end'})")
    box = panel.bounding_box()
    area = page.locator(".jp-WindowedPanel-outer").bounding_box()
    assert area["y"] - 1 <= box["y"]
    assert box["y"] + box["height"] <= area["y"] + area["height"] + 1 <= HEIGHT + 1
    lesson.screenshot(shots / "project-panel.png")
    assert lesson.errors() == []
    assert lesson.problems == []


def test_what_a_class_need_not_see_is_folded(lesson: Notebook) -> None:
    folded = lesson.page.evaluate(
        """() => jupyterapp.shell.currentWidget.content.widgets
             .filter(cell => cell.inputHidden).map(cell => cell.model.id)"""
    )
    assert {"imports", "predict-bias", "panel-bias", "ask-brain"} < set(folded)
    assert "for-teachers" in folded
    assert not {"exercise-neuron", "worked-example", "aim"} & set(folded)


@pytest.fixture(scope="module")
def deck(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path = tmp_path_factory.mktemp("slides") / "02.html"
    path.write_text(slides(find_lesson("02")), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": HEIGHT}, offline=True)
    page = context.new_page()
    page.asked, page.problems = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.problems.append(message.text))
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.goto(path.as_uri())
    yield page
    outside = [url for url in page.asked if not url.startswith(("file:", "data:"))]
    assert (outside, page.problems) == ([], [])
    context.close()


def test_every_slide_fits_and_can_be_read(deck: Any, shots: Path) -> None:
    n_slides = deck.locator("section").count()
    deck.keyboard.press("Home")
    for number in range(1, n_slides + 1):
        assert deck.locator("#place").inner_text() == f"{number} / {n_slides}"
        shown = deck.locator("section:visible")
        assert shown.count() == 1
        inner, height, letters = shown.evaluate(
            """e => [e.scrollHeight, e.clientHeight,
                     parseFloat(getComputedStyle(e).fontSize)]"""
        )
        assert inner <= height + 1
        assert letters >= LETTERS
        assert shown.evaluate("e => e === document.activeElement")
        for image in shown.locator("img").all():
            assert image.evaluate("e => e.complete && e.naturalWidth > 0")
            deck.screenshot(path=shots / "slides-panel.png")
        deck.keyboard.press("ArrowRight")
    assert deck.locator("#next").is_disabled()


def test_slides_by_buttons_and_by_address(deck: Any) -> None:
    place = deck.locator("#place")
    deck.keyboard.press("Home")
    assert deck.locator("#back").is_disabled()
    deck.locator("#next").click()
    assert place.inner_text().startswith("2 /")
    assert deck.url.endswith("#2")
    deck.locator("#back").focus()
    deck.keyboard.press("Space")
    assert place.inner_text().startswith("1 /")
    deck.evaluate("() => { location.hash = '#5'; }")
    deck.wait_for_function("() => place.textContent.startsWith('5 /')")
    deck.evaluate("() => { location.hash = '#999'; }")
    deck.wait_for_function("() => next.disabled")
