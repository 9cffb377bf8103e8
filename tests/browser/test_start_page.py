"""The start page and a page to read in a browser, opened from a folder without a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import read
import start_page
from accessibility import details
from folders import lessons
from lab import HEIGHT, PATIENCE

from ann_course.copying import find_lesson
from ann_course.reading import render, run

pytestmark = pytest.mark.browser

NARROW = 390
"""A phone's width, in pixels."""
SOON = 2000
"""Milliseconds from opening the page within which it must have moved."""

# What a reader sees of the neuron's picture, as a text.
PICTURE = "() => document.querySelector('#plane').outerHTML"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = lessons()
    out: Path = tmp_path_factory.mktemp("site")
    start_page.write(out, course)
    (out / "read").mkdir()
    pages = {lesson.file: lesson.page for lesson in course}
    lesson = find_lesson("02")
    html = render(run(lesson), lesson, pages=pages)
    (out / "read" / "02.html").write_text(html, encoding="utf-8")
    (out / "read" / "index.html").write_text(read.index(course), encoding="utf-8")
    return out


@pytest.fixture
def opened(browser: Any, folder: Path) -> Iterator[Any]:
    """Return a function that opens a page of the folder; nothing else may be asked for."""
    asked: list[str] = []
    problems: list[str] = []
    contexts = []

    def open_page(
        name: str, width: int = 1280, height: int = HEIGHT, **options: Any
    ) -> Any:
        size = {"width": width, "height": height}
        contexts.append(browser.new_context(viewport=size, **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto((folder / name).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert problems == []


def words_after(page: Any, before: str) -> str:
    """Return what the page says of the neuron, once it says something else."""
    page.wait_for_function("old => document.querySelector('#words').innerText !== old",
                           arg=before)  # fmt: skip
    return str(page.locator("#words").inner_text())


# The start page


def test_the_neuron_moves_within_two_seconds(opened: Any) -> None:
    page = opened("index.html")
    before = page.evaluate(PICTURE)
    page.locator("#w1").focus()
    page.keyboard.press("ArrowRight")
    now = page.evaluate(
        """() => new Promise(shown => requestAnimationFrame(() =>
               setTimeout(() => shown(performance.now()))))"""
    )
    assert page.evaluate(PICTURE) != before
    assert now < SOON
    print(f"first movement after {now:.0f} ms")  # noqa: T201


def test_keys_numbers_and_the_ring_move_it(opened: Any) -> None:
    page = opened("index.html", has_touch=True)
    said = page.locator("#words").inner_text()
    assert "inputs 1 and 1: the sum is 0.5, so the neuron fires: I go." in said
    page.locator("#x1").focus()
    page.keyboard.press("ArrowLeft")
    said = words_after(page, said)
    assert "inputs 0.75 and 1: the sum is 0.25" in said
    assert page.locator("#x1").get_attribute("aria-valuetext") == "0.75"
    field = page.locator("#bias-number")
    for typed, note, sum_ in (
        ("−2,1", "", "−0.35, below 0, so the neuron is silent: I stay."),
        ("7", "−3 to 3: cut to 3", "4.75"),
        ("one", "not a number", "4.75"),
    ):
        field.fill(typed)
        field.press("Enter")
        if typed != "one":
            said = words_after(page, said)
        assert sum_ in said
        assert page.locator("#bias-note").inner_text() == note
    assert field.input_value() == "3"
    ring = page.locator("#ring").bounding_box()
    middle = (ring["x"] + ring["width"] / 2, ring["y"] + ring["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] - 80, middle[1] + 80, steps=4)
    page.mouse.up()
    said = words_after(page, said)
    place = re.search(r"inputs (\S+) and (\S+):", said)
    assert place is not None
    assert [text.startswith("−") for text in place.groups()] == [True, True]
    ground = page.locator("#ground").bounding_box()
    page.touchscreen.tap(ground["x"] + 2, ground["y"] + 2)
    said = words_after(page, said)
    assert "inputs −2 and 2:" in said
    page.get_by_role("button", name="Reset").click()
    assert "inputs 1 and 1: the sum is 0.5" in words_after(page, said)


def test_the_whole_neuron_is_in_view_on_a_projector(opened: Any, shots: Path) -> None:
    page = opened("index.html")
    box = page.locator(".panel").bounding_box()
    assert box["y"] + box["height"] <= HEIGHT
    page.screenshot(path=shots / "start-page.png")


def test_on_a_phone_the_plane_stays_in_sight_of_the_sliders(
    opened: Any, shots: Path
) -> None:
    page = opened("index.html", NARROW, 844)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    page.locator("#bias").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#bias').scrollIntoView({block: 'end'})")
    plane = page.locator("#plane").bounding_box()
    assert plane["y"] >= 0
    assert plane["y"] + plane["height"] <= page.locator("#bias").bounding_box()["y"]
    page.screenshot(path=shots / "start-page-phone.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "read/02.html", "read/index.html"])
@pytest.mark.parametrize("width", [NARROW, 1280])
def test_pages_are_accessible_and_as_wide_as_the_window(
    opened: Any, shots: Path, name: str, scheme: str, width: int
) -> None:
    page = opened(name, width, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert details(page, "html") == {}
    page.screenshot(path=shots / f"{name.replace('/', '-')}-{scheme}-{width}.png")


# A page to read


def test_answers_wait_behind_folds_that_a_key_opens(opened: Any) -> None:
    page = opened("read/02.html")
    fold = page.locator(".asked details").first
    answer = fold.locator("b").first
    assert not answer.is_visible()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    answer.wait_for()


def test_it_can_be_printed(opened: Any) -> None:
    page = opened("read/02.html")
    page.emulate_media(media="print")
    assert not page.locator("nav").first.is_visible()
    assert page.locator("math").first.is_visible()
    pictures = page.locator(".panel img")
    sizes = pictures.evaluate_all("all => all.map(e => [e.naturalWidth, e.clientWidth])")
    assert len(sizes) == 5
    assert all(natural > 0 and shown > 200 for natural, shown in sizes)
    pdf = page.pdf(format="A4")
    assert 5 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 14
