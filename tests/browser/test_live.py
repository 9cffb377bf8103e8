"""Live panels in real JupyterLab: hands, eyes, a screen reader, and planted faults.

The panel here has everything that a panel can have. The lessons' own are tested where
they stand, in test_notebooks.py; what that relies on is shown to work here.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from accessibility import ALLOWED, violations
from lab import Notebook

pytestmark = pytest.mark.browser

WAVE = (Path(__file__).parents[1] / "wave_panel.py").read_text()
CELLS = [WAVE, "panel = WavePanel()\npanel"]
BROKEN = """
class Breaking(WavePanel):
    def update(self):
        if self.state["height"] > 1.5:
            raise ZeroDivisionError("planted")
        super().update()


class Crowded(WavePanel):
    def update(self):
        super().update()
        self.label.set_position((9.5, 2.5) if self.state["height"] > 1.5 else (0.3, 2.5))
        self.label.set_text("far too long a text" if self.state["height"] > 1.5 else "")


class Covered(WavePanel):
    def update(self):
        super().update()
        self.figures[0].figure.axes[0].set_title("The title of it", y=0.86)


breaking = Breaking()
breaking
"""


class TestHands:
    def test_keys_move_a_slider_and_the_picture_and_the_words_follow(self, panel):
        slider = panel.slider("height")
        before, words = panel.picture(), panel.words
        slider.press(5)
        panel.wait_for_change(before)
        assert slider.value > 1.0
        panel.wait_for_words(f"wave of {slider.value:.2f} mV")
        assert panel.words != words

    def test_the_picture_follows_while_the_handle_is_still_held(self, panel):
        before = panel.picture()
        panel.slider("rate").drag(lambda: panel.wait_for_change(before))

    def test_a_number_can_be_typed_into_the_field_that_is_named_like_the_slider(
        self, notebook, panel
    ):
        before = panel.picture()
        field = panel.root.get_by_role("textbox", name="height in mV")
        field.fill("0.25")
        field.press("Enter")
        panel.wait_for_change(before)
        assert panel.slider("height").value == 0.25

    def test_a_number_between_two_steps_stays_as_it_was_typed(self, notebook, panel):
        before = panel.picture()
        field = panel.root.get_by_role("textbox", name="rate in Hz")
        field.fill("1.234")
        field.press("Enter")
        panel.wait_for_change(before)
        assert notebook.execute("print(panel.state['rate'])") == "1.234\n"

    def test_a_typographic_minus_and_a_decimal_comma_are_read_as_they_are_meant(
        self, notebook, panel
    ):
        before = panel.picture()
        field = panel.root.get_by_role("textbox", name="rate in Hz")
        field.fill("1,5")
        field.press("Enter")
        panel.wait_for_change(before)
        assert notebook.execute("print(panel.state['rate'])") == "1.5\n"
        field.fill("\N{MINUS SIGN}1")
        field.press("Enter")
        panel.root.get_by_text("cut to").wait_for()

    def test_a_number_that_is_cut_says_so_until_the_next_change(self, panel):
        before = panel.picture()
        field = panel.root.get_by_role("textbox", name="height in mV")
        field.fill("99")
        field.press("Enter")
        panel.root.get_by_text("cut to").wait_for()
        panel.wait_for_change(before)
        panel.slider("height").press(2)
        panel.root.locator(".ann-slider-note").wait_for(state="detached")

    def test_reset_gives_the_same_picture_to_the_byte(self, panel):
        before = panel.picture()
        panel.slider("number of bumps").press(3)
        panel.wait_for_change(before)
        panel.reset()
        panel.wait_for_picture(before)

    def test_lists_and_boxes_work_with_the_keyboard(self, notebook, panel):
        before = panel.picture()
        panel.root.get_by_label("shape").focus()
        notebook.page.keyboard.press("ArrowDown")
        panel.wait_for_change(before)
        before = panel.picture()
        panel.root.get_by_role("checkbox", name="coloured ground").focus()
        notebook.page.keyboard.press("Space")
        panel.wait_for_change(before)

    def test_the_tab_key_goes_through_every_control_in_the_order_shown(
        self, notebook, panel
    ):
        panel.root.get_by_label("shape").focus()
        names = []
        for _ in range(9):
            names.append(notebook.focused())
            notebook.page.keyboard.press("Tab")
        assert names == [
            "shape",
            "coloured ground",
            *("height in mV", "height in mV", "rate in Hz", "rate in Hz"),
            *("number of bumps", "number of bumps", "Reset"),
        ]

    def test_a_slider_answers_while_the_player_plays(self, notebook, panel):
        play = panel.root.get_by_role("button", name="Play")
        play.focus()
        notebook.page.keyboard.press("Enter")
        pause = panel.root.get_by_role("button", name="Pause")
        pause.wait_for()
        slider = panel.slider("height")
        slider.press(7)
        panel.wait_for_drawn(f"height {slider.value:.2f} mV")
        assert pause.count() == 1
        pause.click()
        play.wait_for()
        panel.root.get_by_role("button", name="Start again").click()


class TestEyesAndEars:
    @pytest.mark.parametrize("zoom", [1, 2])
    def test_no_text_is_cut_off_or_lies_on_another(self, notebook, panel, zoom):
        notebook.zoom(zoom)
        assert panel.text_problems() == []
        notebook.zoom(1)

    def test_the_words_are_a_status_that_a_screen_reader_speaks(self, panel):
        status = panel.root.get_by_role("status")
        assert status.inner_text() == panel.words
        assert status.get_attribute("aria-live") == "polite"

    def test_every_slider_has_its_name(self, panel):
        for slider in panel.sliders:
            assert panel.root.get_by_role("slider", name=slider.name).count() == 1
            assert panel.root.get_by_role("textbox", name=slider.name).count() == 1

    def test_the_picture_has_its_text_alternative(self, panel):
        assert panel.root.get_by_role("img").get_attribute("aria-label") == (
            "A wave over a coloured ground."
        )

    @pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
    def test_axe_finds_nothing_but_what_is_allowed(self, notebook, panel, theme):
        notebook.theme(theme)
        found = violations(notebook.page, ".ann-panel")
        notebook.theme("JupyterLab Light")
        assert found - ALLOWED.keys() == set()

    def test_what_is_allowed_is_still_needed(self, notebook, panel):
        assert ALLOWED.keys() - violations(notebook.page, ".ann-panel") == set()


class TestPlantedFaults:
    """Each is found: the tests of the lessons' panels would fail."""

    @pytest.fixture(scope="class")
    @classmethod
    def broken(cls, browser, server):
        path = server.put("broken.ipynb", [WAVE, BROKEN, "Crowded()", "Covered()", "1 / 0"])
        opened = Notebook(browser, server, path)
        opened.run_all()
        yield opened
        opened.close()

    def test_an_error_in_a_cell(self, broken):
        assert any("ZeroDivisionError: division by zero" in e for e in broken.errors())

    def test_an_error_behind_a_slider_is_shown_and_goes_again(self, broken):
        panel = broken.panels()[0]
        panel.slider("height").press_until_end("End")
        panel.root.get_by_role("alert").wait_for()
        assert any("ZeroDivisionError: planted" in e for e in broken.errors())
        panel.slider("height").press_until_end("Home")
        panel.root.get_by_role("alert").wait_for(state="detached")

    def test_texts_that_stick_out_at_one_end_of_a_slider(self, broken):
        panel = broken.panels()[1]
        assert panel.text_problems() == []
        panel.slider("height").press_until_end("End")
        panel.wait_for_drawn("far too long a text")
        assert [p for p in panel.text_problems() if p.startswith("sticks out: far too")]

    def test_texts_on_each_other(self, broken):
        broken.execute("breaking.label.set_text('The title of it is here')")
        broken.execute("breaking.figures[0].figure.axes[0].set_title('A title', y=0.86)")
        broken.execute("breaking.figures[0].redraw()")
        panel = broken.panels()[0]
        panel.wait_for_drawn("A title")
        found = [p for p in panel.text_problems() if "A title" in p and "it is here" in p]
        assert found

    def test_a_handle_without_a_name(self, broken):
        broken.page.evaluate(
            "() => document.querySelector('.noUi-handle').removeAttribute('aria-label')"
        )
        assert "aria-input-field-name" in violations(broken.page, ".ann-panel")
