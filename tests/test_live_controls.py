"""Controls: one value, two ways to it, and a name on each."""

import asyncio
import threading

import numpy as np
import pytest
from clock import on_a_loop
from ipywidgets import FloatSlider, IntSlider

from ann_course.live import Number, button, dropdown, slider, toggle
from ann_course.live.controls import entry, snapped


def test_whole_numbers_make_a_slider_of_whole_numbers():
    whole, real = slider("units", 2, 1, 8, 1), slider("rate", 2, 1, 8, 0.5)
    assert isinstance(whole.slider, IntSlider)
    assert isinstance(real.slider, FloatSlider)
    assert isinstance(whole.value, int)
    assert isinstance(real.value, float)


def test_the_slider_follows_the_field_and_the_field_the_slider():
    control = slider("threshold", 0.5, 0.0, 1.0, 0.1)
    control.field.value = "0.7"
    assert control.value == 0.7
    control.slider.value = 0.2
    assert control.field.value == "0.2"


def test_a_number_moved_by_a_hand_is_what_a_person_would_write():
    control = slider("threshold", 0.5, 0.0, 1.0, 0.1)
    control.slider.value = 0.1 + 0.2
    assert (control.value, control.field.value) == (0.3, "0.3")


def test_on_a_kernel_the_field_follows_when_the_message_is_done():
    async def scenario():
        control = slider("threshold", 0.5, 0.0, 1.0, 0.1)
        for value in (0.6, 0.7, 0.8):
            control.slider.value = value
        before = control.field.value
        await asyncio.sleep(0.01)
        return before, control.field.value

    assert on_a_loop(scenario) == ("0.5", "0.8")


@pytest.mark.parametrize(
    "typed",
    [
        "-0.5",
        "\N{MINUS SIGN}0.5",
        "\N{EN DASH}0,5",
        " -0,50 ",
        "\N{MINUS SIGN} .5",
        "-5e-1",
    ],
)
def test_a_number_is_read_as_it_is_meant_however_it_is_written(typed):
    control = slider("weight", 0.25, -3.0, 3.0, 0.25)
    control.field.value = typed
    assert (control.value, control.field.value) == (-0.5, "-0.5")
    assert control.note.value == ""


@pytest.mark.parametrize(("typed", "becomes"), [("30 %", 30), ("30", 30), ("1/2", 0)])
def test_a_number_may_stand_with_its_unit(typed, becomes):
    noise = slider("noise", 10, 0, 50, 5, unit="%")
    noise.field.value = typed
    assert noise.value == becomes
    share = slider("share", 0.5, 0.0, 1.0, 0.05)
    share.field.value = "85 %"
    assert share.value == 0.85


@pytest.mark.parametrize(
    "typed", ["", "one", "1,000.5", "1.2.3", "nan", "inf", "1_0", "--1"]
)
def test_what_is_no_number_changes_nothing_and_says_so(typed):
    control = slider("weight", 0.25, -3.0, 3.0, 0.25)
    control.field.value = typed
    assert (control.value, control.field.value) == (0.25, "0.25")
    assert "not a number" in control.note.value
    assert control.note in control.children


@pytest.mark.parametrize(
    ("typed", "becomes", "says"),
    [
        ("25", "10", "\N{MINUS SIGN}10 to 10: cut to 10"),
        ("\N{MINUS SIGN}11", "-10", "\N{MINUS SIGN}10 to 10: cut to \N{MINUS SIGN}10"),
        ("2.7", "3", "whole numbers: 3"),
    ],
)
def test_a_number_that_is_cut_says_so_until_the_next_change(typed, becomes, says):
    control = slider("weight", 10 if becomes == "10" else 2, -10, 10, 1)
    control.field.value = typed
    assert (str(control.value), control.field.value) == (becomes, becomes)
    assert says in control.note.value
    control.value = 1
    assert control.note.value == ""
    assert control.note not in control.children


def test_a_number_that_is_shown_rounded_says_what_it_is():
    control = slider("its value", 0.0, -10.0, 10.0, 0.01, digits=2)
    control.field.value = "3.14159"
    assert (control.value, control.field.value) == (3.14159, "3.14")
    assert "shown rounded: it is 3.14159" in control.note.value


def test_closing_a_slider_closes_its_note_too():
    control = slider("weight", 2, -10, 10, 1)
    control.field.value = "25"
    control.close()
    assert control.note.comm is None


def test_slider_and_field_carry_the_same_name():
    control = slider("threshold", 0.5, 0.0, 1.0, 0.1, unit="mV", explain="It fires here.")
    assert control.name == control.slider.description == "threshold"
    assert control.field.description == "threshold in mV"
    assert control.slider.tooltip == "It fires here."


def test_a_slider_sends_every_move():
    assert slider("threshold", 0.5, 0.0, 1.0, 0.1).slider.continuous_update


def test_one_move_is_one_event_from_either_way():
    control = slider("threshold", 0.5, 0.0, 1.0, 0.1)
    seen = []

    def note(change):
        seen.append(change["new"])

    control.observe(note)
    control.value = 0.6
    control.field.value = "0.7"
    assert seen == [0.6, 0.7]
    control.unobserve(note)
    control.value = 0.8
    assert seen == [0.6, 0.7]


def test_ends_and_step_are_those_of_the_slider():
    control = slider("threshold", 0.5, 0.0, 1.0, 0.1)
    assert (control.min, control.max, control.step) == (0.0, 1.0, 0.1)


def test_other_traits_are_observed_on_the_box_itself():
    control = slider("threshold", 0.5, 0.0, 1.0, 0.1)
    seen = []
    control.observe(seen.append, "tooltip")
    control.tooltip = "changed"
    control.unobserve(seen.append, "tooltip")
    assert len(seen) == 1


def test_a_list_and_a_box_and_a_button_show_their_names():
    assert dropdown("shape", "sine", ["sine", "square"]).description == "shape"
    assert toggle("ground", True).description == "ground"
    assert button("Reset").description == "Reset"


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: slider("", 0, 0, 1, 1), ValueError, "label must be the control's name"),
        (lambda: slider("a", 2.0, 0, 1, 0.1), ValueError, "value must be .*1"),
        (lambda: slider("a", 0.5, 1, 1, 0.1), ValueError, "maximum must be above 1"),
        (lambda: slider("a", 0.5, 0, 1, 0), ValueError, "step must be above 0"),
        (lambda: slider("a", float("nan"), 0, 1, 1), ValueError, "value must be"),
        (lambda: dropdown("a", "x", ["y", "z"]), ValueError, "value must be one of"),
        (lambda: toggle("a", 1), TypeError, "value must be True or False, got 1"),
        (lambda: button(None), ValueError, "label must be the control's name"),
    ],
)
def test_errors_say_what_was_expected(call, error, words):
    with pytest.raises(error, match=words):
        call()


@pytest.mark.parametrize(
    ("span", "value", "reported"),
    [
        ((-10.0, 10.0, 0.1), 1.0123, 1.0),
        ((-10.0, 10.0, 0.1), -3.96, -4.0),
        ((0.0, 1.0, 0.3), 0.98, 0.9),
        ((-5.0, 5.0, 0.1), 0.35, 0.4),
        ((1, 64, 9), 32, 28),
    ],
)
def test_the_step_next_to_a_value_is_no_move(span, value, reported):
    control = slider("weight", value, *span)
    control.slider.set_state({"value": reported})  # as the page says when it is shown
    assert control.value == value
    moved = reported + span[2] if reported < 0.9 else reported - span[2]
    control.slider.set_state({"value": moved})
    assert control.value == round(moved, 9)
    control.slider.set_state({"value": reported})  # and back by hand
    assert control.value == reported


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((1.0123, -10, 10, 0.1), 1.0),
        ((-3.96, -10, 10, 0.1), -4),
        ((0.98, 0, 1, 0.3), 0.9),
        ((1 / 3, -3, 3, 0.25), 0.25),
        ((32, 1, 64, 9), 28.000000000000004),
        ((64, 1, 64, 9), 64),
        ((-41.5, -65, -35, 1), -42),
        ((0.35, -5, 5, 0.1), 0.40000000000000036),
        ((0.3, 0, 1, 0.1), 0.3),
        ((0.123, -10, 10, 0.01), 0.11999999999999922),
        ((0.7, 0.01, 1.5, 0.01), 0.7),
        ((0.15, 0, 0.95, 0.05), 0.15),
    ],
)
def test_a_step_is_the_pages_own_to_the_last_bit(span, expected):
    # Computed by noUiSlider's own code; tests/browser/test_sliders.py asks a real page.
    assert snapped(*span) == expected


def test_a_step_that_a_hand_reported_is_not_told_back(monkeypatch):
    """The page may be three steps on, and would go back to it."""
    control = slider("weight", 0.2, -10.0, 10.0, 0.01)
    told = []
    monkeypatch.setattr(control.slider, "send_state", lambda key=None: told.append(key))
    for reported in (0.21000000000000002, 0.2200000000000002, 0.23):
        control.slider.set_state({"value": reported})
        assert control.value == pytest.approx(reported, abs=1e-12)
    assert [key for key in told if key and "value" in key] == []
    control.value = 0.5
    assert [key for key in told if key and "value" in key] == ["value"]


def test_a_step_is_its_own_step():
    rng = np.random.default_rng(0)
    for low, high, step in ((-10, 10, 0.01), (0, 0.95, 0.05), (-2.5, 2.5, 0.05)):
        for value in rng.uniform(low, high, 200):
            shown = snapped(value, low, high, step)
            assert abs(shown - value) <= step / 2 + 1e-9
            assert snapped(shown, low, high, step) == shown
            assert snapped(round(shown, 9), low, high, step) == shown


class TestNumber:
    """A slider for a number of a model."""

    class Model:
        value = np.array([0.1, 2.0], dtype=np.float32)

    @pytest.fixture
    def model(self):
        model = self.Model()
        model.value = model.value.copy()
        return model

    @pytest.fixture
    def control(self, model):
        return Number("weight", *entry(model, 0), -3.0, 3.0, 0.25, digits=2)

    def test_it_shows_the_models_number_and_leaves_it_as_it_is(self, model, control):
        assert control.value == float(np.float32(0.1))
        assert (control.slider.value, control.field.value) == (0.0, "0.1")
        control.slider.set_state({"value": 0.0})  # as the page would say it again
        control.fetch()
        assert model.value[0] == np.float32(0.1)

    def test_a_hand_changes_it(self, model, control):
        control.slider.set_state({"value": 0.25})
        assert model.value.tolist() == [0.25, 2.0]
        control.field.set_state({"value": "-1.23"})
        assert model.value[0] == np.float32(-1.23)
        control.fetch()
        assert control.value == -1.23, "and what was typed is not rounded by the model"

    def test_a_picture_drawn_while_it_is_written_leaves_what_was_typed(self, model):
        read, write = entry(model, 0)

        def write_and_draw(number):
            write(number)
            control.fetch()

        control = Number("weight", read, write_and_draw, -3.0, 3.0, 0.25, digits=2)
        control.field.set_state({"value": "-1.23"})
        assert model.value[0] == np.float32(-1.23)
        assert control.value == -1.23
        model.value[0] = 0.5
        control.fetch()
        assert control.value == 0.5

    def test_what_the_model_does_to_it_is_shown(self, model, control):
        seen = []
        control.observe(seen.append, "value")
        model.value[0] = -0.75
        assert not seen
        control.fetch()
        control.fetch()
        assert (control.value, control.slider.value, len(seen)) == (-0.75, -0.75, 1)

    def test_two_threads_that_fetch_at_once_write_nothing(self, model, monkeypatch):
        place = [0]
        control = Number(
            "weight", lambda: float(model.value[place[0]]),
            lambda number: model.value.put(place[0], number), -3.0, 3.0, 0.25,
        )  # fmt: skip
        other = threading.Thread(target=control.fetch)

        def make_room(_number):
            if place == [0]:  # meanwhile another one is chosen
                place[0] = 1
                other.start()
                other.join(timeout=0.2)

        monkeypatch.setattr(control, "make_room", make_room)
        model.value[:] = 0.5, 2.0
        control.fetch()
        other.join()
        assert model.value.tolist() == [0.5, 2.0]
        assert control.value == 2.0

    def test_a_number_beyond_its_range_widens_it_for_good(self, model, control):
        model.value[0] = 7.3
        control.fetch()
        assert (control.min, control.max) == (-8, 8)
        assert control.value == float(np.float32(7.3))
        model.value[0] = 0.0
        control.fetch()
        assert (control.min, control.max) == (-8, 8)

    def test_a_range_without_zero_in_its_middle_is_widened_on_one_side(self, model):
        model.value[1] = 0.5
        control = Number("speed", *entry(model, 1), 1.0, 100.0, 1.0)
        assert (control.min, control.max, control.value) == (0.5, 100.0, 0.5)
