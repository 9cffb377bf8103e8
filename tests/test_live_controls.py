"""Controls: one value, two ways to it, and a name on each."""

import asyncio

import pytest
from clock import on_a_loop
from ipywidgets import FloatSlider, IntSlider

from ann_course.live import button, dropdown, slider, toggle


def test_whole_numbers_make_a_slider_of_whole_numbers():
    whole, real = slider("units", 2, 1, 8, 1), slider("rate", 2, 1, 8, 0.5)
    assert isinstance(whole.slider, IntSlider)
    assert isinstance(real.slider, FloatSlider)
    assert isinstance(whole.value, int)
    assert isinstance(real.value, float)


def test_the_slider_follows_the_field_and_the_field_the_slider():
    control = slider("threshold", 0.5, 0.0, 1.0, 0.1)
    control.field.value = 0.7
    assert control.value == 0.7
    control.slider.value = 0.2
    assert control.field.value == 0.2


def test_the_field_shows_numbers_as_a_person_writes_them():
    control = slider("threshold", 0.5, 0.0, 1.0, 0.1)
    control.slider.value = 0.1 + 0.2
    assert control.field.value == 0.3
    assert control.value == 0.1 + 0.2, "and does not round the slider's own"


def test_on_a_kernel_the_field_follows_when_the_message_is_done():
    async def scenario():
        control = slider("threshold", 0.5, 0.0, 1.0, 0.1)
        for value in (0.6, 0.7, 0.8):
            control.slider.value = value
        before = control.field.value
        await asyncio.sleep(0.01)
        return before, control.field.value

    assert on_a_loop(scenario) == (0.5, 0.8)


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
    control.field.value = 0.7
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
    assert control.value == moved
    control.slider.set_state({"value": reported})  # and back by hand
    assert control.value == reported


def test_a_late_report_does_not_undo_a_newer_value():
    control = slider("weight", 0.0, -10.0, 10.0, 0.01)
    for value in (0.123, 0.456, 2.0):
        control.value = value
    for report in (0.12, 0.46):
        control.slider.set_state({"value": report})
        assert control.value == 2.0
    # A step that is no report any more, or never was one, is a hand's.
    for moved in (0.12, 2.01, 2.0, 0.46):
        control.slider.set_state({"value": moved})
        assert control.value == moved


def test_a_report_that_crosses_a_hand_does_not_undo_it():
    control = slider("weight", 0.0, -10.0, 10.0, 0.01)
    control.value = 0.123
    control.slider.set_state({"value": -6.5})
    control.slider.set_state({"value": 0.12})
    assert control.value == -6.5
