"""Every panel on a projector: 1280 x 720, with JupyterLab's file browser open.

What a task names is in view together, a mouse can set each slider, and each text can be
read from the last row. Then without the file browser, on a large screen, on a telephone,
and at a zoom of 200 %.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lab import Notebook
from panel_page import Panel

import ann_course.panels

pytestmark = pytest.mark.browser

TESTS = Path(__file__).parents[1]
sys.path.append(str(TESTS))

from panel_arguments import arguments_of  # noqa: E402

LEAST_TRACK, LEAST_TEXT = 120, 12
"""In pixels: what a mouse can set, and what can be read from the last row."""

# The longest tasks of the lessons' panels, so that all have to find their place.
SETUP = f"""
import sys
sys.path.append({str(TESTS)!r})
from panel_arguments import arguments_of
import ann_course.panels as panels
from ann_course.page import Task, Tasks

long = "Change one of the four weights into the hidden units, in both directions. " * 2
tasks = Tasks(*[Task(long[:length]) for length in (60, 130, 90, 120)])
"""
STILL = """
from ann_lib.plots import show, style

fig, ax = style.figure(2, 2)
show(fig, alt="Empty axes.")
"""
SHOW = "panel = panels.{}(**arguments_of({!r})[{}])\npanel.tasks = tasks\npanel"
BY_DEFAULT = "panel = panels.{}()\npanel.tasks = tasks\npanel"
NAMES = sorted(name for name in ann_course.panels.__all__ if name.endswith("Panel"))
HALVES = ("SpikingNeuronPanel",)  # a lesson shows a part of it at a time
CALLS = {
    f"{name} {k}": SHOW.format(name, name, k)
    for name in NAMES
    for k in range(len(arguments_of(name)))
} | {f"{name} as it is": BY_DEFAULT.format(name) for name in NAMES if name not in HALVES}
# A page that holds them all takes minutes for each change of its width.
BATCH = 8
BATCHES = [list(CALLS)[first : first + BATCH] for first in range(0, len(CALLS), BATCH)]

# Beneath what must be in view: what one chooses once, and pictures that repeat it.
BENEATH = {
    "FilterPanel": ".ann-beneath > .ann-figure",
    "PlaygroundPanel": ".ann-play-rest",
    "XorPanel": ".ann-beneath > .ann-figure",
}
"""Panel -> the part with which that begins."""

MEASURE = """(panel, beneath) => {
  const seen = (e) => e.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const tracks = [...panel.querySelectorAll('.ann-slider')].filter(seen).map((slider) => [
    slider.querySelector('.ann-slider-track > label').innerText,
    slider.querySelector('.noUi-target').getBoundingClientRect().width]);
  const texts = [];
  const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !seen(parent)) continue;
    if (parent.closest('style, select, defs, script, .ann-slider-field > label')) continue;
    let size = parseFloat(getComputedStyle(parent).fontSize);
    if (parent.ownerSVGElement) {
      const drawn = parent.getScreenCTM();
      size *= Math.hypot(drawn.a, drawn.b);
    }
    texts.push([node.data.trim().slice(0, 40), size]);
  }
  const box = panel.getBoundingClientRect();
  const first = panel.querySelector('.ann-body, .ann-play, .ann-digit');
  const rest = beneath && panel.querySelector(beneath);
  const place = (rest || first).getBoundingClientRect();
  const end = rest ? place.top : place.bottom;
  return {
    tracks, texts, width: box.width, height: end - first.getBoundingClientRect().top,
    figures: [...panel.querySelectorAll('.ann-figure')].filter(seen)
      .map((e) => e.getBoundingClientRect().height),
    sideways: panel.scrollWidth - panel.clientWidth,
  };
}"""
AREA = """() => {
  const area = document.querySelector('.jp-WindowedPanel-outer');
  return [area.clientWidth, area.clientHeight, area.scrollWidth];
}"""


@dataclass
class Screen:
    """A notebook with some of the panels, in a window of some size."""

    notebook: Notebook
    names: list[str]

    def show(self, width: int, height: int, *, files: bool) -> list[int]:
        """Set the window's size; return the notebook's width, height and full width."""
        page = self.notebook.page
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate("() => jupyterapp.shell.leftCollapsed") == files:
            toggle = "application:toggle-left-area"
            page.evaluate("async (name) => await jupyterapp.commands.execute(name)", toggle)
        page.wait_for_function(
            "files => jupyterapp.shell.leftCollapsed !== files", arg=files
        )
        page.evaluate(
            "() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"
        )
        return list(page.evaluate(AREA))

    def panels(self) -> Iterator[tuple[str, Panel, dict[str, Any]]]:
        """Yield each panel with its name and its measures."""
        shown = self.notebook.panels()
        for name, panel in zip(self.names, shown, strict=True):
            beneath = BENEATH.get(name.split()[0])
            yield name, panel, panel.root.evaluate(MEASURE, beneath)


@pytest.fixture(scope="module", params=BATCHES, ids=lambda names: names[0])
def screen(browser: Any, server: Any, request: Any) -> Iterator[Screen]:
    calls = [CALLS[name] for name in request.param]
    name = f"projector_{BATCHES.index(request.param)}.ipynb"
    path = server.put(name, [SETUP, STILL, *calls])
    notebook = Notebook(browser, server, path)
    notebook.run_all()
    yield Screen(notebook, request.param)
    assert notebook.errors() == []
    notebook.close()


def too_small(name: str, seen: dict[str, Any]) -> list[str]:
    """Return the tracks and texts that are too small."""
    tracks = [
        f"{name}: the track of {track} is {width:.0f} px"
        for track, width in seen["tracks"]
        if width < LEAST_TRACK
    ]
    return tracks + [
        f"{name}: {text!r} is {size:.1f} px high"
        for text, size in seen["texts"]
        if size < LEAST_TEXT - 0.05
    ]


@pytest.mark.parametrize("files", [True, False], ids=["file browser", "no file browser"])
def test_on_a_projector_all_that_a_task_names_is_in_view_and_can_be_used(screen, files):
    _, room, _ = screen.show(1280, 720, files=files)
    problems = []
    for name, _, seen in screen.panels():
        problems += too_small(name, seen)
        if seen["height"] > room:
            problems.append(f"{name}: {seen['height']:.0f} px high, in view are {room}")
    assert not problems, "\n".join(problems)


def test_on_a_large_screen_a_panel_fits_as_a_whole(screen):
    _, room, _ = screen.show(1600, 1000, files=True)
    problems = []
    for name, panel, seen in screen.panels():
        problems += too_small(name, seen)
        height = panel.root.bounding_box()["height"]
        if height > room:
            problems.append(f"{name}: {height:.0f} px high, in view are {room}")
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("size", [(390, 800), (640, 360)], ids=["telephone", "zoom 200 %"])
def test_on_a_small_page_nothing_is_cut_off_or_scrolls_sideways(screen, size):
    width, _, full = screen.show(*size, files=False)
    assert full == width
    problems = []
    for name, panel, seen in screen.panels():
        if seen["sideways"] > 0 or seen["width"] > width:
            problems.append(f"{name}: {seen['width']:.0f} px wide in {width}")
        cut = [text for text in panel.text_problems() if text.startswith("cut off")]
        problems += [f"{name}: {text}" for text in cut]
    assert not problems, "\n".join(problems)


def test_a_picture_is_no_higher_than_the_window_has_room_for(screen):
    screen.show(1600, 600, files=True)
    problems = [
        f"{name}: {height:.0f} px"
        for name, _, seen in screen.panels()
        for height in seen["figures"]
        if height > 600 - 16 * 16 + 1
    ]
    assert not problems, "\n".join(problems)


def test_pictures_are_white_paper_in_a_dark_theme_and_cards_are_dark(screen, shots):
    notebook = screen.notebook
    screen.show(1280, 720, files=True)
    notebook.theme("JupyterLab Dark")
    try:
        grounds = notebook.page.evaluate(
            """() => ['.ann-figure', '.jp-OutputArea svg[role=img][style*=background]',
                      '.ann-panel'].map((css) => [...new Set(
              [...document.querySelectorAll(css)].map(
                (e) => getComputedStyle(e).backgroundColor))])"""
        )
        for number, (name, panel, _) in enumerate(screen.panels()):
            panel.root.evaluate("e => e.scrollIntoView()")
            notebook.screenshot(shots / f"dark-{number:02}-{name.replace(' ', '-')}.png")
    finally:
        notebook.theme("JupyterLab Light")
    white = ["rgb(255, 255, 255)"]
    pictures, still, cards = grounds
    assert pictures == still == white
    assert len(cards) == 1
    assert cards != white
