"""A prediction asks first, records or is skipped openly, then shows both side by side."""

import importlib
import json

import ipywidgets as widgets
import pytest
from ipywidgets.widgets.widget import _instances

from ann_course import panels
from ann_course.learn import Prediction
from ann_course.live import LiveFigure, Panel, slider
from ann_course.live.pointer import Pointer
from ann_lib import Neuron, Step, Tanh
from ann_lib.plots.style import figure


class Ramp(Panel):
    title = "A ramp"

    def __init__(self):
        fig, ax = figure(4, 3)
        ax.set(xlim=(0, 1), ylim=(0, 2))
        (self.line,) = ax.plot([0, 1], [0, 1])
        picture = LiveFigure(fig, over=[self.line], alt="A line that rises.")
        super().__init__(picture, {"slope": slider("slope", 1.0, 0.0, 2.0, 0.5)})

    def update(self):
        self.line.set_ydata([0, self.state["slope"]])

    def describe(self):
        return f"The line rises to {self.state['slope']:g}."


@pytest.fixture
def prediction():
    return Prediction(
        "predict-fall",
        "Which lands first, if a < b? Think before you drop them.",
        ["The iron ball.", "Both together.", "The wooden ball."],
        right=1,
        because="Mass cancels.",
    )


def parts(prediction):
    """Return the radio buttons, both buttons and the reply of its widget."""
    _, radio, row, reply, _script = prediction.widget.children
    return radio, *row.children, reply


def test_it_asks_before_anything_is_recorded(prediction):
    radio, record, skip, reply = parts(prediction)
    asked = prediction.widget.children[0].value
    assert "Predict: Which lands first, if a &lt; b?" in asked
    assert dict(radio.options) == {t: i for i, t in enumerate(prediction.options)}
    assert radio.index is None
    assert record.disabled
    assert not skip.disabled
    assert "Recorded" not in reply.value
    assert prediction.status() == "not predicted yet"
    assert not prediction.decided


def test_the_widgets_are_ones_that_the_keyboard_can_operate(prediction):
    radio, record, skip, reply = parts(prediction)
    assert isinstance(radio, widgets.RadioButtons)
    assert isinstance(record, widgets.Button)
    assert isinstance(skip, widgets.Button)
    assert record.description == "Record"
    assert skip.description == "Show me"
    assert 'role="status" aria-live="polite"' in reply.value


def test_a_click_on_record_records_what_is_chosen(prediction):
    radio, record, skip, reply = parts(prediction)
    radio.value = 2
    assert not record.disabled
    record.click()
    assert prediction.chosen == 2
    assert prediction.status() == "predicted, not compared yet"
    assert "Recorded: The wooden ball." in reply.value
    assert radio.disabled
    assert record.disabled
    assert skip.disabled


def test_recording_without_a_choice_does_nothing(prediction):
    _, record, _, _ = parts(prediction)
    record.click()
    assert not prediction.decided


def test_the_reply_does_not_give_the_result_away(prediction):
    prediction.choose(0)
    _, _, _, reply = parts(prediction)
    assert "Both together" not in reply.value
    assert "Mass cancels" not in reply.value


def test_the_first_record_stays(prediction):
    prediction.choose(0)
    assert prediction.choose(1) == "Recorded: The iron ball."
    assert prediction.show_me() == "Recorded: The iron ball."
    radio, record, skip, _ = parts(prediction)
    record.click()
    skip.click()
    assert (prediction.chosen, prediction.skipped) == (0, False)
    assert radio.value == 0


def test_show_me_is_recorded_as_skipped(prediction):
    _, _, skip, reply = parts(prediction)
    skip.click()
    assert prediction.skipped
    assert prediction.chosen is None
    assert prediction.status() == "skipped"
    assert "Skipped: you chose to be shown." in reply.value
    prediction.choose(1)
    assert prediction.chosen is None


@pytest.mark.parametrize(
    ("act", "tried", "right", "skipped"),
    [
        (lambda p: None, False, False, False),
        (lambda p: p.choose(1), True, True, False),
        (lambda p: p.choose(2), True, False, False),
        (lambda p: p.show_me(), False, False, True),
    ],
)
def test_the_record_says_what_was_done(prediction, act, tried, right, skipped):
    act(prediction)
    record = prediction.record()
    assert record["key"] == "predict-fall"
    assert (record["tried"], record["right"], record["skipped"]) == (tried, right, skipped)


def test_reset_asks_again(prediction):
    prediction.choose(0)
    radio, _, skip, _ = parts(prediction)
    prediction.reset()
    assert radio.index is None
    assert not radio.disabled
    assert not skip.disabled
    assert prediction.status() == "not predicted yet"


@pytest.mark.parametrize("decide", [lambda p: p.choose(0), lambda p: p.show_me()])
def test_a_panel_is_veiled_until_it_is_decided(prediction, decide):
    panel = Ramp()
    box = prediction.unlock(panel)
    control = panel.controls["slope"]
    inner = [child for child in control.children if child.has_trait("disabled")]
    assert box.children == (box.veil, panel)
    assert "Locked: predict first" in box.veil.value
    assert inner
    assert all(child.disabled for child in [*inner, panel.reset_button])
    assert all("Predict first" in child.tooltip for child in [*inner, panel.reset_button])
    decide(prediction)
    assert box.children == (panel,)
    assert not any(child.disabled for child in inner)
    assert not panel.reset_button.disabled
    assert panel.reset_button.tooltip == "Back to the start"


def test_a_locked_panel_keeps_its_picture_and_its_words(prediction):
    panel = Ramp()
    pictures, words = panel.pictures(), panel.words.value
    prediction.unlock(panel)
    assert panel.pictures() == pictures
    assert panel.words.value == words == "<p>The line rises to 1.</p>"


def test_a_veiled_panel_can_be_set_and_swept(prediction):
    panel = Ramp()
    prediction.unlock(panel)
    panel.state = {"slope": 0.5}
    assert panel.describe() == "The line rises to 0.5."
    assert panel.sweep() > 1
    assert not prediction.decided


def test_what_was_disabled_before_stays_disabled(prediction):
    off = widgets.Button(disabled=True)
    on = widgets.Button()
    prediction.unlock(widgets.VBox([off, on]))
    prediction.show_me()
    assert off.disabled
    assert not on.disabled


def test_a_decided_prediction_locks_nothing(prediction):
    prediction.choose(0)
    panel = Ramp()
    assert prediction.unlock(panel).children == (panel,)
    assert not panel.reset_button.disabled


def test_a_cell_that_runs_twice_locks_and_unlocks_the_same_panel(prediction):
    panel = Ramp()
    boxes = [prediction.unlock(panel), prediction.unlock(panel)]
    prediction.choose(1)
    assert all(box.children == (panel,) for box in boxes)
    assert not panel.reset_button.disabled


def test_a_veiled_picture_cannot_be_pointed_at(prediction):
    fig, ax = figure(2, 2)
    (line,) = ax.plot([0, 1], [0, 1])
    pointer = Pointer("choose", print)
    live = LiveFigure(fig, over=[line], alt="A line that rises.", pointer=pointer)
    prediction.unlock(widgets.VBox([live.widget]))
    assert pointer.disabled
    prediction.choose(0)
    assert not pointer.disabled


@pytest.mark.parametrize("first", [0, 1])
def test_a_panel_that_waits_for_two_predictions_waits_for_both(prediction, first):
    other = Prediction("predict-rise", "And up?", ["Yes.", "No."], right=1)
    panel = Ramp()
    off = widgets.Button(disabled=True)
    inner = [*panel.controls["slope"].children[:2], panel.reset_button]
    other.unlock(prediction.unlock(widgets.VBox([panel, off])))
    both = [prediction, other]
    both[first].choose(0)
    assert all(control.disabled for control in inner)
    both[1 - first].show_me()
    assert not any(control.disabled for control in inner)
    assert off.disabled
    both[first].reset()
    assert all(control.disabled for control in inner)


def test_a_reset_lowers_the_veil_again(prediction):
    prediction.choose(1)
    panel = Ramp()
    box = prediction.unlock(panel)
    prediction.reset()
    assert len(box.children) == 2
    assert panel.reset_button.disabled


def hand(panel, value):
    """Move the slider as the page does."""
    panel.controls["slope"].children[0].value = value


def text_of(view):
    return view.children[0].value


def test_comparison_waits_for_the_prediction_and_for_its_result_to_be_seen(prediction):
    view = prediction.compare()
    assert "not recorded yet" in text_of(view)
    prediction.choose(0)
    assert "The iron ball." in text_of(view)
    for told in ("Both together", "surprise", "Mass cancels", "As you predicted"):
        assert told not in text_of(view)
    prediction.see()
    value = text_of(view)
    before, after = value.index("You predicted"), value.index("What happened")
    assert before < value.index("The iron ball.") < after
    assert after < value.index("Both together.")
    assert "A surprise, so worth a thought." in value
    assert "Mass cancels." in value


@pytest.mark.parametrize("decide", [lambda p: p.choose(0), lambda p: p.show_me()])
def test_a_move_by_hand_shows_the_result(prediction, decide):
    panel = Ramp()
    prediction.unlock(panel)
    view = prediction.compare()
    panel.state = {"slope": 0.5}
    decide(prediction)
    panel.state = {"slope": 1.5}
    panel.sweep()
    assert not prediction.seen
    assert "in the panel above" in text_of(view)
    hand(panel, 2.0)
    assert prediction.seen
    assert "Both together." in text_of(view)
    assert len(view.children) == 1


def test_a_click_on_play_shows_the_result_and_one_on_reset_or_a_tour_does_not(prediction):
    panel = Ramp()
    play = widgets.Button(description="Play")
    prediction.unlock(widgets.VBox([panel, play]))
    prediction.choose(0)
    panel.reset_button.click()
    for step in (panel.guide.button, panel.guide.next, panel.guide.back):
        step.click()
    assert not prediction.seen
    play.click()
    assert prediction.seen


def test_the_result_waits_until_the_panel_shows_what_was_asked_about():
    steep = Prediction(
        "predict-steep",
        "And as steep as can be?",
        ["Yes.", "No."],
        right=1,
        seen_at=lambda state: state["slope"] == 2.0,
    )
    panel = Ramp()
    steep.unlock(panel)
    steep.choose(0)
    hand(panel, 1.5)
    assert not steep.seen
    assert "in the panel above" in text_of(steep.compare())
    hand(panel, 2.0)
    assert steep.seen


LESSONS_PANELS = {
    "predict_stronger": (1, lambda p: p.SpikingNeuronPanel(part="membrane"),
                         [{"input_1": 1.2}, {"input_1": 1.6, "input_2": 1.0}]),
    "predict_weak": (1, lambda p: p.SpikingNeuronPanel(part="membrane"),
                     [{"input_1": 1.2}, {"input_1": 0.4}]),
    "predict_cut": (1, lambda p: p.SpikingNeuronPanel(part="chain"),
                    [{"cut_ab": True}, {"cut_ab": False, "cut_bc": True}]),
    "predict_bias": (2, lambda p: p.NeuronPanel(Neuron([1.0, 1.0], bias=-1.5)),
                     [{"x1": 0.5}, {"bias": -0.5}]),
    "predict_zero_weight": (2, lambda p: p.NeuronPanel(Neuron([1.0, 1.0], bias=-0.5)),
                            [{"w2": 0.5}, {"w2": 0.0}]),
    "predict_slope": (3, lambda p: p.ActivationPanel(Step()),
                      [{"sum": 5.0}, {"activation": "sigmoid", "sum": 6.0}]),
    "predict_stack": (3, lambda p: p.LayerStackPanel(Tanh()),
                      [{"layers": 3}, {"activation": "none"}]),
    "predict_meet": (4, lambda p: p.XorPanel(),
                     [{"bias of y": 0.5}, {"x2 to h2": 1.0}]),
    "predict_rate": (5, lambda p: p.DescentPanel(),
                     [{"steps": 20}, {"learning_rate": 1.0}]),
}  # fmt: skip
"""Prediction -> its lesson, its panel, what tells nothing yet, and what shows it."""


@pytest.mark.parametrize("name", LESSONS_PANELS)
def test_a_lessons_result_is_told_once_the_learner_has_done_what_was_asked(name):
    number, make, (elsewhere, there) = LESSONS_PANELS[name]
    lesson = importlib.import_module(f"ann_course.lessons.lesson_{number:02}")
    prediction, panel = getattr(lesson, name), make(panels)
    assert not prediction.shown_by(panel)
    panel.state = elsewhere
    assert not prediction.shown_by(panel)
    panel.state = there
    assert prediction.shown_by(panel)


def test_a_move_before_the_prediction_tells_nothing(prediction):
    panel = Ramp()
    other = Prediction("predict-rise", "And up?", ["Yes.", "No."], right=1)
    other.unlock(prediction.unlock(panel))
    prediction.choose(0)
    hand(panel, 0.5)
    assert not prediction.seen
    other.choose(1)
    assert not prediction.seen
    hand(panel, 1.5)
    assert (prediction.seen, other.seen) == (True, True)


def test_without_a_panel_a_button_says_that_it_was_seen(prediction):
    view = prediction.compare()
    assert len(view.children) == 1
    prediction.choose(1)
    assert "Look at what came out above" in text_of(view)
    button = view.children[1]
    assert button.description == "I have seen it"
    button.click()
    assert prediction.status() == "predicted, and it was so"
    assert "As you predicted." in text_of(view)
    prediction.reset()
    assert not prediction.seen
    assert "not recorded yet" in text_of(view)


def test_before_the_prediction_nothing_counts_as_seen(prediction):
    prediction.see()
    prediction.choose(0)
    assert not prediction.seen


def test_comparison_says_that_it_was_skipped(prediction):
    prediction.show_me()
    prediction.see()
    value = text_of(prediction.compare())
    assert "You skipped the prediction" in value
    assert "As you predicted." not in value
    assert "A surprise" not in value


def test_ten_runs_of_its_cells_leave_one_listener_and_one_lock(prediction):
    listeners, panel = len(prediction._listeners), Ramp()
    for _ in range(10):
        panel.close()  # as a panel does whose cell is run again
        panel = Ramp()
        box = prediction.unlock(panel)
        view = prediction.compare()
    assert len(prediction._listeners) == listeners + 1
    assert prediction._locks == [box]
    prediction.choose(0)
    hand(panel, 0.5)
    assert "Both together." in text_of(view)


def test_the_same_panel_has_one_lock_however_often_it_is_asked_for(prediction):
    panel = Ramp()
    other = Prediction("predict-rise", "And up?", ["Yes.", "No."], right=1)
    box = prediction.unlock(panel)
    moves = len(panel._listeners)
    assert [prediction.unlock(panel), other.unlock(panel), other.unlock(box)] == [box] * 3
    assert len(panel._listeners) == moves == 1
    prediction.choose(0)
    assert panel.reset_button.disabled
    other.choose(0)
    assert not panel.reset_button.disabled


def test_a_closed_panel_takes_its_lock_along(prediction):
    Ramp().close()
    before = set(_instances)
    panel = Ramp()
    box = prediction.unlock(panel)
    panel.close()
    assert box.comm is None
    assert set(_instances) == before
    prediction.choose(0)  # and nothing is done to what is closed
    assert box.locked


@pytest.mark.parametrize(
    "act",
    [
        lambda p: None,
        lambda p: p.choose(1),
        lambda p: (p.choose(2), p.see()),
        lambda p: p.show_me(),
        lambda p: (p.show_me(), p.see()),
    ],
)
def test_a_record_restores_what_was_done(prediction, act):
    act(prediction)
    record = json.loads(json.dumps(prediction.record()))
    status, html = prediction.status(), prediction.compare_html()
    prediction.reset()
    changes = []
    prediction.on_change(lambda: changes.append(prediction.status()))
    panel = Ramp()
    prediction.unlock(panel)
    prediction.restore(record)
    assert changes == [status]
    assert prediction.record() == record
    assert panel.reset_button.disabled == prediction.open
    if prediction.seen or prediction.open:
        assert prediction.compare_html() == html


@pytest.mark.parametrize(
    "changes",
    [
        {"seen": 1},
        {"skipped": None},
        {"chosen": 3},
        {"chosen": "one"},
        {"options": 2},
        {"attempts": -1},
        {"right": "yes"},
        {"kind": "question"},
    ],
)
def test_a_record_that_does_not_fit_is_refused(prediction, changes):
    with pytest.raises((ValueError, TypeError), match=r"record must|index must"):
        prediction.restore(prediction.record() | changes)


def test_it_shows_itself(prediction):
    _, living = prediction.mime_bundles()
    view = living["application/vnd.jupyter.widget-view+json"]
    assert view["model_id"] == prediction.widget.model_id


@pytest.mark.parametrize("index", [-1, 3])
def test_an_index_outside_the_options_is_refused(prediction, index):
    with pytest.raises(ValueError, match="index must be"):
        prediction.choose(index)
    assert not prediction.decided


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"key": "Predict Fall"}, "key must be kebab-case, such as 'predict-bias'"),
        ({"question": "  "}, "question must be a text that is not empty"),
        ({"options": ["One."]}, "options must be at least two texts"),
        ({"options": "One or two."}, "options must be at least two texts"),
        ({"options": ["One.", ""]}, "each option must be a text"),
        ({"right": 2}, "index must be from 0 to 1, one for each option; got 2"),
    ],
)
def test_a_wrong_argument_is_named(changes, words):
    arguments = {"key": "k", "question": "Q?", "options": ["One.", "Two."], "right": 0}
    with pytest.raises(ValueError, match=words):
        Prediction(**(arguments | changes))
