"""The digit panel in real JupyterLab: drawn by mouse, finger, keys, and by squares."""

from __future__ import annotations

import pytest
from drawn_digits import DIGITS
from lab import Notebook
from twin import twins

pytestmark = pytest.mark.browser

CELLS = [
    """
from ann_lib import Adam, Dense, Network, ReLU, SoftmaxCrossEntropy
from ann_lib.datasets import load_digits
from ann_course.panels import DigitPanel

x, x_test, y, y_test = load_digits().split(0.25, rng=6)
layers = [Dense(64, 128), ReLU(), Dense(128, 10)]
network = Network(layers, loss=SoftmaxCrossEntropy(), rng=0)
network.fit(x, y, epochs=20, optimizer=Adam(0.003), rng=0, progress=False)
None
""",
    "panel = DigitPanel(network, x_test[:60], y_test[:60])\npanel",
]
THREE = DIGITS[3][0]
FOUR = DIGITS[4][1]  # of two strokes
KEYS = [("ArrowRight", 5), ("ArrowDown", 6), ("ArrowLeft", 3), ("ArrowRight", 3)]
KEYS += [("ArrowDown", 6), ("ArrowLeft", 5)]
SQUARES = "..XXXX.. ......X. ......X. ...XXX.. ......X. ......X. ......X. ..XXXX.."


def pad_of(panel):
    pad = panel.root.get_by_role("application", name="Drawing pad")
    pad.scroll_into_view_if_needed()
    return pad


def places(panel, stroke):
    """Return the places on the page of a stroke's points."""
    box = pad_of(panel).bounding_box()
    return [
        (box["x"] + x * box["width"], box["y"] + (1 - y) * box["height"]) for x, y in stroke
    ]


def draw(notebook, panel, strokes):
    """Draw strokes with the mouse."""
    mouse = notebook.page.mouse
    for stroke in strokes:
        first, *others = places(panel, stroke)
        mouse.move(*first)
        mouse.down()
        for place in others:
            mouse.move(*place)
        mouse.up()


def named(twin, digit, words):
    """Wait until a digit is named in the words, and see that its bar is the orange one."""
    twin.panel.wait_for_words(words)
    twin.panel.wait_for_words(f"The network says {digit}, ")
    twin.settle()
    assert twin.panel.words.startswith(words)  # still, when all has arrived
    panel = f"_twins.panels[{twin.number}]"
    assert twin.ask(f"int({panel}.probabilities.argmax())") == digit
    bar = twin.ask(f"{panel}.picture.answer.bars[1].get_xydata()[1].tolist()")
    assert bar[1] == digit
    assert bar[0] == pytest.approx(twin.ask(f"float({panel}.probabilities[{digit}])"))
    assert twin.panel.picture().count("#e66100") > 0


class TestMouse:
    def test_a_3_that_is_drawn_is_named(self, notebook, twin, panel):
        draw(notebook, panel, THREE)
        named(twin, 3, "Your drawing has 1 stroke.")

    def test_it_answers_before_the_button_is_let_go(self, notebook, twin, panel):
        first, *others = places(panel, THREE[0])
        notebook.page.mouse.move(*first)
        notebook.page.mouse.down()
        for place in others[: len(others) // 2]:
            notebook.page.mouse.move(*place)
        panel.wait_for_words("Your drawing has 1 stroke.")
        half = panel.picture()
        for place in others[len(others) // 2 :]:
            notebook.page.mouse.move(*place)
        panel.wait_for_change(half)
        panel.wait_for_words("The network says 3")
        notebook.page.mouse.up()

    def test_a_second_stroke_then_clear_then_another_digit(self, notebook, twin, panel):
        draw(notebook, panel, FOUR)
        named(twin, 4, "Your drawing has 2 strokes.")
        panel.root.get_by_role("button", name="Clear").click()
        panel.wait_for_words("Nothing is drawn yet")
        panel.wait_for_drawn("draw a digit")
        draw(notebook, panel, DIGITS[7][0])
        named(twin, 7, "Your drawing has 1 stroke.")

    def test_a_drawing_counts_and_the_next_stroke_begins_another(
        self, notebook, twin, panel
    ):
        for n_counted, digit in enumerate((3, 7), 1):
            draw(notebook, panel, DIGITS[digit][0])
            named(twin, digit, "Your drawing has 1 stroke.")
            panel.root.get_by_role("button", name=str(digit), exact=True).click()
            were = "was" if n_counted == 1 else "were"
            said = f"Of your drawings, {n_counted} of {n_counted} {were} read correctly."
            panel.wait_for_words(said)
        panel.root.get_by_role("button", name="unit").nth(3).wait_for()

    def test_the_eraser_cuts_a_stroke_and_undo_mends_it(self, notebook, twin, panel):
        draw(notebook, panel, [[[0.1, 0.5], [0.9, 0.5]]])
        panel.wait_for_words("Your drawing has 1 stroke.")
        panel.root.get_by_role("button", name="Eraser").click()
        draw(notebook, panel, [[[0.5, 0.9], [0.5, 0.1]]])
        panel.wait_for_words("Your drawing has 2 strokes.")
        panel.root.get_by_role("button", name="Undo").click()
        panel.wait_for_words("Your drawing has 1 stroke.")
        panel.root.get_by_role("button", name="Eraser").click()

    def test_a_test_image_hides_the_drawing_and_gives_it_back(self, notebook, twin, panel):
        draw(notebook, panel, THREE)
        panel.wait_for_words("Your drawing")
        panel.slider("test image").press(4)
        panel.wait_for_words("Test image 4 is a")
        panel.slider("test image").press_until_end("Home")
        named(twin, 3, "Your drawing has 1 stroke.")

    def test_a_click_flips_a_pixel_or_chooses_a_unit(self, notebook, twin, panel):
        name = f"_twins.panels[{twin.number}]"

        def click(axes, x, y):
            pad = panel.root.get_by_role("application", name="The network")
            pad.scroll_into_view_if_needed()
            code = (
                "(lambda p: p.figure.figure.transFigure.inverted().transform("
                f"p.axes[{axes}].transData.transform(({x}, {y}))).tolist())"
                f"({name}.picture)"
            )
            across, up = twin.ask(code)
            box = pad.bounding_box()
            place = {"x": across * box["width"], "y": (1 - up) * box["height"]}
            pad.click(position=place)

        click(0, 4.5 / 8, 1 - 0.5 / 8)
        twin.wait(f"{name}.state['flip'] and {name}.state['column'] == 4")
        panel.wait_for_words("input node 4, with the value")
        click(1, 0.04, 1 - 1.5 / 8)  # in 8 rows of 16 units
        twin.wait(f"{name}.state['unit'] == 16")
        panel.wait_for_words("Unit 16: weighted inputs")

    def test_a_click_chooses_a_weight_and_keys_change_it(self, notebook, twin, panel):
        name = f"_twins.panels[{twin.number}]"
        trained = panel.picture()
        pad = panel.root.get_by_role("application", name="The unit's weights")
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        place = twin.ask(
            "(lambda f: f.transFigure.inverted().transform("
            "f.axes[0].transData.transform((5.5 / 8, 1 - 4.5 / 8))).tolist())"
            f"({name}.unit_picture.figure.figure)"
        )
        pad.click(
            position={"x": place[0] * box["width"], "y": (1 - place[1]) * box["height"]}
        )
        twin.wait(f"{name}.state['input'] == 37")
        panel.wait_for_words("Input node 37 gives it")
        put_back = panel.root.get_by_role("button", name="As trained")
        assert put_back.is_disabled()
        twin.settle()
        panel.slider("its weight").press(30)
        panel.slider("the bias").press(100)
        panel.wait_for_words("2 numbers are changed by hand")
        twin.settle()
        (unit, bias) = twin.ask(f"{name}.state['edits']")
        assert unit[:3] == [1, 0, 37]
        assert bias[:3] == [1, 0, "bias"]
        for control, (*_, edited) in (("its weight", unit), ("the bias", bias)):
            assert panel.slider(control).value == pytest.approx(edited, abs=1e-9)
        put_back.click()
        twin.wait(f"not {name}.state['edits']")
        twin.settle()
        panel.slider("input").press_until_end("Home")
        twin.settle()
        assert twin.ask(f"{name}.state['edits']") == []
        panel.reset()
        panel.wait_for_picture(trained)


def test_a_3_is_drawn_with_a_finger_and_the_page_stays(notebook, twin, panel):
    points = places(panel, THREE[0])
    page = notebook.page.context.new_cdp_session(notebook.page)
    page.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def touch(kind, *at):
        touches = [{"x": x, "y": y, "radiusX": 8, "radiusY": 8} for x, y in at]
        page.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    before = panel.root.bounding_box()
    (palm,) = places(panel, [(0.9, 0.2)])
    touch("touchStart", points[0])
    for k, point in enumerate(points[1:]):
        if k == 20:
            touch("touchStart", point, palm)  # a second one, which does not draw
        touch("touchMove", point, *([palm] if k >= 20 else []))
    touch("touchEnd")
    named(twin, 3, "Your drawing has 1 stroke.")
    assert panel.root.bounding_box() == before
    page.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    page.detach()


def test_a_3_is_drawn_with_the_keyboard_alone(notebook, twin, panel):
    pad_of(panel).focus()
    keys = notebook.page.keyboard

    def press(key, n_times):
        for _ in range(n_times):
            keys.press(key)

    # Where the cursor is depends on what was drawn before: into the corner, and from there.
    press("ArrowLeft", 16)
    press("ArrowUp", 16)
    press("ArrowRight", 5)
    press("ArrowDown", 2)
    keys.press("Space")
    for key, n_times in KEYS:
        press(key, n_times)
    keys.press("Space")
    named(twin, 3, "Your drawing has 1 stroke.")
    press("ArrowUp", 3)  # the pen is up: nothing is drawn
    keys.press("Tab")
    assert notebook.focused() != "Drawing pad"
    assert twin.ask(f"len(_twins.panels[{twin.number}].drawing)") == 1


@pytest.mark.parametrize("zoom", [1, 2])
def test_no_text_is_cut_off(notebook, twin, panel, zoom):
    notebook.zoom(zoom)
    twin.run("_twins.panels[{n}].state = dict(image=60, slopes=True, turn=-90, unit=127)")
    panel.wait_for_words("Test image 60 is a")
    twin.settle()
    assert panel.text_problems() == []
    notebook.zoom(1)


class Without:
    """A browser whose pages cannot load the pointer."""

    def __init__(self, browser):
        self.browser = browser

    def new_context(self, **options):
        context = self.browser.new_context(**options)
        context.route("**/anywidget/**", lambda route: route.abort())
        return context


def test_where_the_pointer_cannot_be_loaded_squares_take_its_place(browser, server):
    notebook = Notebook(Without(browser), server, server.put("squares.ipynb", CELLS))
    notebook.run_all()
    twin = twins(notebook)[0]
    panel = twin.panel
    panel.root.get_by_text("This page cannot load the pad for drawing").wait_for()
    assert panel.root.get_by_role("application").count() == 0
    for row, line in enumerate(SQUARES.split(), 1):
        for column, ink in enumerate(line, 1):
            if ink == "X":
                name = f"row {row}, column {column}"
                panel.root.get_by_role("button", name=name, exact=True).click()
    named(twin, 3, "Your drawing has 16 strokes.")
    square = panel.root.get_by_role("button", name="row 1, column 3", exact=True)
    square.focus()
    notebook.page.keyboard.press("Space")
    panel.wait_for_words("Your drawing has 15 strokes.")
    panel.root.get_by_role("button", name="Clear").click()
    panel.wait_for_words("Nothing is drawn yet")
    panel.root.locator(".ann-square.mod-active").first.wait_for(state="detached")
    notebook.close()
