"""Each lesson with panels in real JupyterLab, as a learner with a keyboard works on it.

A lesson is under test by being in the folder. It is opened, run, found locked, and its
predictions are made; then every slider is moved by hand, and the page is looked at.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from accessibility import ALLOWED, details
from lab import Notebook
from twin import twins

pytestmark = pytest.mark.browser

LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"


def has_panels(path):
    """Whether a notebook's code imports panels."""
    cells = json.loads(path.read_text())["cells"]
    code = (cell["source"] for cell in cells if cell["cell_type"] == "code")
    return any("ann_course.panels" in "".join(source) for source in code)


# By how much a veil makes its panel higher, and how far it reaches into the title.
VEILS = """() => [...document.querySelectorAll('.ann-waiting')].map(lock => {
  const [veil, panel, title] = ['.ann-veil .ann-card', '.ann-panel',
    '.ann-title .widget-html-content'].map(css => lock.querySelector(css));
  const text = document.createRange();
  text.selectNodeContents(title);
  const higher = lock.getBoundingClientRect().height - panel.getBoundingClientRect().height;
  const into = text.getBoundingClientRect().right - veil.getBoundingClientRect().left;
  return [title.innerText, higher, into];
})"""
FOLDER = Path(__file__).parents[2] / "notebooks"
LESSONS = [path for path in sorted(FOLDER.glob("*.ipynb")) if has_panels(path)]


class Lesson:
    """A lesson that has been opened, run and unlocked, and what was seen on the way."""

    def __init__(self, browser, server, path):
        self.name = path.stem
        # As a newcomer opens it: other tests have answered here.
        shutil.rmtree(server.root / "notebooks" / "progress", ignore_errors=True)
        self.notebook = Notebook(browser, server, f"notebooks/{path.name}")
        self.page = self.notebook.page
        for _cell in self.notebook.run_one_by_one():
            pass
        self.notebook.lay_out_all()
        self.twins = twins(self.notebook)
        self.locked = [twin for twin in self.twins if self.veil(twin).count()]
        self.veils = self.page.evaluate(VEILS)
        self.held = [problem for twin in self.locked for problem in self.push(twin)]
        for number, ask in enumerate(self.predictions()):
            self.predict(ask, skip=number % 2 == 1)
        self.page.wait_for_function("() => !document.querySelector('.ann-veil')")

    def veil(self, twin):
        """Return what lies over a panel."""
        return self.page.locator(".ann-locked > .ann-veil").filter(
            has=self.page.locator(f"xpath=..//*[contains(@class, 'twin-{twin.number} ')]")
        )

    def predictions(self):
        """Return the questions that ask before a panel unlocks."""
        record = self.page.get_by_role("button", name="Record", exact=True)
        return self.page.locator(".ann-ask").filter(has=record).all()

    def predict(self, ask, *, skip):
        """Choose the first option and record it, or ask to be shown: keys alone."""
        options = ask.get_by_role("radio")
        options.first.focus()
        if not skip:
            self.page.keyboard.press("Space")
            ask.locator("button:enabled", has_text="Record").wait_for()
        # ipywidgets' radio buttons are no group: the Tab key stops at each of them.
        for _ in range(options.count()):
            self.page.keyboard.press("Tab")
        assert self.notebook.focused() == ("Show me" if skip else "Record")
        self.page.keyboard.press("Enter")
        ask.get_by_text("Skipped:" if skip else "Recorded:").wait_for()

    def push(self, twin):
        """Try to move a locked panel; return what gave way."""
        before = twin.settle()
        free = twin.panel.root.locator("input:enabled, select:enabled, button:enabled")
        problems = [
            f"{twin.panel.title}: {f.evaluate('e => e.outerHTML')}" for f in free.all()
        ]
        for slider in twin.panel.sliders:
            slider.press(3)
            slider.drag(lambda: None)
        after = twin.settle()
        if (before["at"], before["layers"]) != (after["at"], after["layers"]):
            problems.append(f"{twin.panel.title}: a slider could be moved")
        return problems

    def look(self, zoom, theme):
        """Show the page at a zoom and in a theme, and wait until it is painted."""
        self.notebook.theme(theme)
        self.notebook.zoom(zoom)
        self.page.evaluate(
            "() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"
        )


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.stem)
def lesson(request, browser, server):
    opened = Lesson(browser, server, request.param)
    yield opened
    opened.notebook.close()


def test_panels_wait_for_a_prediction_and_then_unlock(lesson):
    assert lesson.twins
    assert lesson.held == []
    assert bool(lesson.locked) <= bool(lesson.predictions())


def test_a_locked_panel_is_as_high_as_an_open_one_and_shows_its_title(lesson):
    for title, higher, into in lesson.veils:
        assert higher <= 10, title  # the margins
        assert into < 0, title


def test_every_slider_moves_the_picture_with_keys_and_by_dragging(lesson):
    # Each kind of panel once: the same sliders over another network say nothing new here,
    # and nbval sweeps them all.
    kinds = {}
    for twin in lesson.twins:
        names = tuple(slider.name for slider in twin.panel.sliders)
        kinds.setdefault((twin.panel.title, names), twin)
    problems = []
    for twin in kinds.values():
        for slider in twin.panel.sliders:
            problems += move_about(twin, slider)
            twin.reset()
    assert not problems, "\n".join(problems)


def move_about(twin, slider):
    """Move a slider in every way there is; return what is wrong."""

    def to_the_farther_end():
        slider.press_until_end("Home" if slider.fraction > 0.5 else "End")

    hands = {
        "arrow keys": lambda: slider.press(5),
        "dragging": lambda: slider.drag(twin.settle),
        "Home or End": to_the_farther_end,
        "End or Home": to_the_farther_end,  # the other one
    }
    label, name, problems = slider.name, twin.names.get(slider.name), []
    before, moved = twin.settle(), False
    for hand, move in hands.items():
        move()
        after = twin.settle()
        one, other = (at["at"][label][0] for at in (before, after))
        where = f"{twin.panel.title}: {label} from {one} to {other} by {hand}"
        problems += [f"{where}: {problem}" for problem in twin.panel.text_problems()]
        if one == other:
            problems.append(f"{where}: it did not move")
        elif before["layers"] != after["layers"]:
            moved = True
        elif name is None and before["words"] == after["words"]:
            problems.append(f"{where}: neither the picture nor the words followed")
        elif name is not None and not twin.same(name, one, other):
            problems.append(f"{where}: the kernel draws another picture, the page did not")
        before = after
    if not moved and name not in after["silent"]:
        # Without effect where it stood: does it have one anywhere, in picture or words?
        twin.run("_twins.panels[{n}].sweep()")
    return problems


@pytest.mark.parametrize("zoom", [1, 2])
@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_no_text_is_cut_off_or_lies_on_another(lesson, zoom, theme):
    lesson.look(zoom, theme)
    problems = {
        f"{twin.number}: {twin.panel.title}": twin.panel.text_problems()
        for twin in lesson.twins
    }
    lesson.look(1, LIGHT)
    assert {title: found for title, found in problems.items() if found} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing_serious_in_panels(lesson, theme):
    lesson.look(1, theme)
    found = details(lesson.page, ".ann-panel")
    lesson.look(1, LIGHT)
    assert {rule: where for rule, where in found.items() if rule not in ALLOWED} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_pictures_are_taken(lesson, shots, theme):
    lesson.look(1, theme)
    tone = theme.split()[1].lower()
    for number, twin in enumerate(lesson.twins, start=1):
        root, name = twin.panel.root, f"{lesson.name}_panel_{number}"
        root.screenshot(path=shots / f"{name}_{tone}.png")
        root.evaluate("element => element.scrollIntoView({block: 'start'})")
        lesson.notebook.screenshot(shots / f"{name}_{tone}_1280x720.png")
    lesson.look(1, LIGHT)


def test_no_cell_no_panel_and_no_page_shows_an_error(lesson):
    assert lesson.notebook.errors() == []
    assert lesson.notebook.problems == []
