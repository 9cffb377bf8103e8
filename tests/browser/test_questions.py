"""Questions of every kind in real JupyterLab, answered with keys alone; and a locked panel.

No panel is on the page until its turn: what keeps the keys comes with the questions.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from accessibility import ALLOWED, details
from lab import Notebook

pytestmark = pytest.mark.browser

WAVE = (Path(__file__).parents[1] / "wave_panel.py").read_text()
ITEMS = """
from ann_course.learn import Prediction
from ann_course.lessons import lesson_01, lesson_03, lesson_04

predict = Prediction("predict-it", "What next?", ["It grows.", "It falls."], right=0,
                     because="So it goes.")


def chosen_line():
    # What is chosen in the list, as the kernel knows it.
    parts = lesson_03.order_proof.widget.children
    return next(part.value for part in parts if hasattr(part, "rows"))
"""
CELLS = [
    ITEMS,
    "lesson_03.order_proof",
    "lesson_01.label_parts",
    "lesson_03.recall_sum",
    "lesson_04.recall_nand",
    "predict",
    WAVE + "panel = WavePanel()\npredict.unlock(panel)",
    "predict.compare()",
]
ORDER, LABEL, NUMBER, SEVERAL, PREDICT = range(5)


@pytest.fixture(scope="module")
def page(browser, server):
    """A notebook with all of them, run from top to bottom."""
    opened = Notebook(browser, server, server.put("questions.ipynb", CELLS))
    for _cell in opened.run_one_by_one():
        pass
    opened.wait_idle()
    opened.page.locator(".ann-ask").nth(PREDICT).wait_for()
    yield opened
    assert opened.errors() == []
    assert opened.problems == []
    opened.close()


@pytest.fixture
def ask(page):
    """Return the box of a question by its place."""
    return lambda place: page.page.locator(".ann-ask").nth(place)


def press(page, *keys):
    for key in keys:
        page.page.keyboard.press(key)


def tab_to(page, name):
    """Press Tab until the control with this name has the keyboard."""
    seen = []
    for _ in range(12):
        press(page, "Tab")
        seen.append(page.focused()[:40])
        if seen[-1] == name:
            return
    raise AssertionError(f"Tab leads to {seen}, and not to {name}")


def told(box, text):
    """Wait until a status in the box says a text."""
    box.get_by_role("status").filter(has_text=text).first.wait_for()


def test_lines_are_put_in_order(page, ask):
    box = ask(ORDER)
    lines = box.get_by_role("listbox", name="Lines")
    lines.focus()

    def shown():
        return lines.locator("option").all_inner_texts()

    def choose(letter):
        at = next(i for i, text in enumerate(shown()) if f"{letter}:" in text)
        lines.focus()
        press(page, "Home", *["ArrowDown"] * at)
        asked = (page.execute("print(chosen_line())").strip() for _ in range(100))
        assert letter in asked, f"{letter} was not chosen"
        return at

    choose("D")
    tab_to(page, "Leave out")
    press(page, "Enter")
    told(box, "Line D is left out.")
    for place, letter in enumerate("CFEAB"):
        at = choose(letter)
        tab_to(page, "Up")
        for step in range(at, place, -1):  # a press each: the choice goes along
            press(page, "Enter")
            told(box, f"Line {letter} is now in place {step} of 5.")
            assert page.focused() == "Up"
    tab_to(page, "Answer")
    press(page, "Enter")
    told(box, "✓ Right.")
    assert [text.split(":")[0][-1] for text in shown()[:5]] == list("CFEAB")


def test_menus_have_the_letters_as_names(page, ask):
    box = ask(LABEL)
    assert box.get_by_role("img").first.get_attribute("aria-label").startswith("A nerve")
    first = box.get_by_role("combobox", name="A", exact=True)
    first.focus()
    for name in ("dendrites", "cell body", "axon", "synapses"):
        press(page, name[0], *([name[1]] if name[0] == "x" else []))
        press(page, "Tab")
    box.get_by_role("button", name="Answer").focus()
    press(page, "Enter")
    told(box, "✓ Right.")


def test_a_typographic_number_is_answered_with_enter(page, ask):
    box = ask(NUMBER)
    field = box.get_by_role("textbox", name="Your number")
    field.focus()
    page.page.keyboard.type("minus a half")
    press(page, "Enter")
    told(box, "is not a number")
    field.clear()
    page.page.keyboard.type("−0,5")
    press(page, "Enter")
    told(box, "✓ Right.")
    assert field.input_value() == "−0,5"


def test_boxes_are_ticked_with_the_space_bar(page, ask):
    box = ask(SEVERAL)
    for name in ("00", "11"):
        box.get_by_role("checkbox", name=name, exact=True).focus()
        press(page, "Space")
    tab_to(page, "Answer")
    press(page, "Enter")
    told(box, "The sum is −1 − 1 + 1.5")
    for name in ("11", "01", "10"):
        box.get_by_role("checkbox", name=name, exact=True).focus()
        press(page, "Space")
    tab_to(page, "Answer")
    press(page, "Enter")
    told(box, "✓ Right.")


def test_keys_in_a_question_are_no_commands(page, ask):
    before = page.page.evaluate("jupyterapp.shell.currentWidget.content.widgets.length")
    ask(SEVERAL).get_by_role("checkbox").first.focus()
    press(page, "d", "d", "a", "x")
    ask(ORDER).get_by_role("listbox").focus()
    press(page, "d", "d", "ArrowDown")
    after = page.page.evaluate("jupyterapp.shell.currentWidget.content.widgets.length")
    assert before == after


def test_what_is_chosen_and_typed_is_as_large_as_the_page_s_text(page):
    sizes = page.page.evaluate(
        """() => {
          const {style} = document.documentElement;
          style.setProperty('--jp-content-font-size1', '20px');  // as on a projector
          const found = [...document.querySelectorAll('.ann-ask :is(label, select, input)')]
            .filter(e => e.offsetWidth && !['checkbox', 'radio'].includes(e.type))
            .map(e => [e.innerText || e.tagName, getComputedStyle(e).fontSize]);
          style.removeProperty('--jp-content-font-size1');
          return found;
        }"""
    )
    assert len(sizes) > 10
    assert [(what, size) for what, size in sizes if size != "20px"] == []


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_serious(page, shots, theme):
    page.theme(theme)
    found = details(page.page, ".ann-ask") | details(page.page, ".ann-locked")
    for place in range(6):
        box = page.page.locator(".ann-ask, .ann-locked").nth(place)
        box.scroll_into_view_if_needed()
        tone = theme.split()[1].lower()
        box.screenshot(path=shots / f"question_{place}_{tone}.png")
    page.theme("JupyterLab Light")
    assert {rule: where for rule, where in found.items() if rule not in ALLOWED} == {}


class TestLocked:
    def test_its_picture_is_in_sight_and_its_controls_are_locked(self, page):
        lock = page.page.locator(".ann-locked")
        assert lock.get_by_text("Locked: predict first").is_visible()
        (panel,) = page.panels()
        picture = lock.locator(".ann-layer svg").first
        assert picture.is_visible()
        seen = picture.evaluate(
            """e => { const r = e.getBoundingClientRect();
                const above = document.elementsFromPoint(r.x + r.width / 2,
                                                         r.y + r.height / 2);
                return above.filter(x => x.closest('.ann-veil')).length; }"""
        )
        assert seen == 0
        before = panel.picture()
        for slider in panel.sliders:
            slider.press(3)
            slider.drag(lambda: None)
        page.wait_idle()
        assert panel.picture() == before
        enabled = lock.locator("input:enabled, select:enabled, button:enabled")
        assert enabled.count() == 0
        handle = lock.get_by_role("slider").first
        handle.focus()
        assert handle.get_attribute("aria-disabled") == "true"
        assert "Locked: predict first" in handle.get_attribute("aria-description")
        reset = lock.get_by_role("button", name="Reset")
        assert reset.get_attribute("title").startswith("Predict first")

    def test_what_locks_it_stays_within_it_in_a_wide_window(self, page):
        page.zoom(2 / 3)  # 1920 pixels
        lock = page.page.locator(".ann-locked")
        says = lock.locator(".ann-veil .ann-card").bounding_box()
        panel = lock.locator(".ann-panel").bounding_box()
        page.zoom(1)
        assert says["x"] + says["width"] <= panel["x"] + panel["width"]

    def test_the_outcome_is_told_after_a_move(self, page, ask):
        box = ask(PREDICT)
        compared = page.page.locator(".ann-ask").nth(PREDICT + 1)
        box.get_by_role("radio").first.focus()
        press(page, "Space")
        box.locator("button:enabled", has_text="Record").wait_for()
        tab_to(page, "Record")
        press(page, "Enter")
        told(box, "Recorded:")
        told(compared, "in the panel above")
        compared.get_by_role("button", name="I have seen it").wait_for()
        assert "So it goes" not in compared.inner_text()
        (panel,) = page.panels()
        before = panel.picture()
        panel.slider("height").press(3)
        panel.wait_for_change(before)
        told(compared, "So it goes.")
        handle = panel.root.get_by_role("slider").first
        assert handle.get_attribute("aria-disabled") is None
