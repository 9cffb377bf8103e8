"""The sweep finds what a notebook that runs would never show."""

import numpy as np
import pytest
from wave_panel import WavePanel

from ann_course.live import dropdown, slider, toggle
from ann_course.live.state import whole_range
from ann_course.panels import XorPanel


def sweep_of(update=None, describe=None, **attributes):
    """Sweep a wave panel whose update does something more."""

    class Planted(WavePanel):
        def update(self):
            super().update()
            if update:
                update(self, self.state)

        def describe(self):
            return describe(self.state) if describe else super().describe()

    for name, value in attributes.items():
        setattr(Planted, name, value)
    return Planted().sweep()


def test_a_sound_panel_passes_with_every_value_tried():
    panel = WavePanel()
    drawn = []
    update = panel.update
    panel.update = lambda: (drawn.append(panel.state), update())
    steps = panel.sweep()
    assert steps == 3 * 9 + 2 + 2 + 4
    tried = {name: {state[name] for state in drawn} for name in panel.controls}
    assert {0.0, 2.0} < tried["height"]
    assert tried["bumps"] == set(range(1, 10))
    assert tried["shape"] == {"sine", "square"}
    assert tried["ground"] == {True, False}
    lowest = {"height": 0.0, "rate": 0.1, "bumps": 1, "shape": "sine", "ground": False}
    assert lowest in drawn, "the corners are tried too"


def test_it_leaves_the_panel_as_it_was():
    panel = WavePanel()
    panel.state = {"height": 0.25, "shape": "square"}
    before = panel.state, panel.pictures()
    panel.sweep()
    assert (panel.state, panel.pictures()) == before


def test_a_bug_above_a_certain_value_is_found_with_the_state_it_happens_in():
    def break_above(_panel, state):
        if state["height"] > 1.6:
            raise ZeroDivisionError("planted")

    with pytest.raises(ZeroDivisionError, match="planted") as caught:
        sweep_of(break_above)
    assert caught.value.__notes__ == [
        "Planted at {'height': 1.75, 'rate': 1.0, 'bumps': 3, 'shape': 'sine', "
        "'ground': True}"
    ]


def test_a_bug_in_a_corner_is_found():
    def break_there(_panel, state):
        if state["height"] == 2.0 and state["bumps"] == 9:
            raise ZeroDivisionError("planted")

    with pytest.raises(ZeroDivisionError, match="planted"):
        sweep_of(break_there)


def test_after_a_bug_the_controls_stand_where_they_stood():
    class Planted(WavePanel):
        def update(self):
            if self.state["rate"] > 3:
                raise ZeroDivisionError("planted")
            super().update()

    panel = Planted()
    before = panel.state
    with pytest.raises(ZeroDivisionError):
        panel.sweep()
    assert panel.state == before


def _nan_in_line(panel, state):
    if state["rate"] > 3:
        y = np.array(panel.line.get_ydata())
        y[7] = np.nan
        panel.line.set_ydata(y)


def _infinity_in_image(panel, state):
    if state["bumps"] > 8:
        panel.image.set_data(np.full((2, 2), np.inf))


def _nan_in_text(panel, state):
    if state["height"] == 0:
        panel.label.set_text("ratio nan mV")


def _nothing_on_top(panel, state):
    if state["shape"] == "square":
        for artist in (panel.line, panel.dots, panel.label):
            artist.set_visible(False)


@pytest.mark.parametrize(
    ("update", "words"),
    [
        (_nan_in_line, r"the picture holds a NaN or infinity: Line2D.* in 1 points"),
        (_infinity_in_image, r"the picture holds a NaN or infinity"),
        (_nan_in_text, "the panel says 'ratio nan mV'"),
        (_nothing_on_top, "layer 2 of the picture is empty"),
    ],
)
def test_what_vanishes_without_a_word_is_found(update, words):
    with pytest.raises(AssertionError, match=words):
        sweep_of(update)


def test_a_nan_among_the_values_of_tiles_is_found():
    class Planted(XorPanel):
        def update(self):
            super().update()
            if self.state["x1 to h1"] > 3:
                plane = self.hidden
                plane.shade.tint(plane.box, np.full((2, 2), np.nan))

    with (
        np.errstate(invalid="ignore"),
        pytest.raises(AssertionError, match="NaN or infinity: Tiles"),
    ):
        Planted().sweep()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", r"describe\(\) says nothing"),
        ("A wave of inf mV.", "the panel says 'A wave of inf mV.'"),
        ("It is −NaN here.", "the panel says"),
    ],
)
def test_words_that_say_nothing_are_found(text, words):
    with pytest.raises(AssertionError, match=words):
        sweep_of(describe=lambda _state: text)


@pytest.mark.parametrize("text", ["Finance and infinity.", "The nano-neuron fires."])
def test_words_that_only_look_like_it_pass(text):
    assert sweep_of(describe=lambda _state: text)


def test_a_gap_in_a_line_is_no_bug():
    def gap(panel, state):
        x, y = panel.t.copy(), np.sin(panel.t * state["rate"]) * state["height"]
        x[50] = y[50] = np.nan
        panel.line.set_data(x, y)

    assert sweep_of(gap)


def test_a_control_that_changes_nothing_is_found_unless_it_is_named_silent():
    def ignore(panel, _state):
        panel.image.set_data(np.zeros((2, 2)))

    def describe(state):
        return f"{state['height']} {state['rate']} {state['shape']}"

    with pytest.raises(AssertionError, match="bumps went through its whole range"):
        sweep_of(ignore, describe)
    assert sweep_of(ignore, describe, silent=("bumps", "ground"))


@pytest.mark.parametrize(
    ("control", "values"),
    [
        (slider("n", 3, 1, 4, 1), [1, 2, 3, 4]),
        (slider("n", 0, 0, 100, 1), [0, 12, 25, 38, 50, 62, 75, 88, 100]),
        (slider("x", 0.0, 0.0, 1.0, 0.5), [0.0, 0.5, 1.0]),
        (slider("x", 0.0, -1.0, 1.1, 2.0), [-1.0, 1.1]),
        (dropdown("shape", "b", ["a", "b"]), ["a", "b"]),
        (toggle("on", True), [False, True]),
    ],
)
def test_the_whole_range_of_a_control(control, values):
    assert whole_range(control) == values


class TestFuzz:
    """Controls and buttons in random order."""

    @pytest.fixture
    def panel(self):
        return WavePanel()

    def test_a_sound_panel_passes_and_is_reset(self, panel):
        start = panel.state
        tried = []
        draw = panel.update

        def update():
            tried.append((panel.phase, *panel.state.values()))
            draw()

        panel.update = update
        assert panel.fuzz(seed=3, steps=60) == 60
        assert panel.state == start
        assert len(set(tried)) > 30
        assert {phase > 0 for phase, *_ in tried} == {True, False}, "the player steps"

    def test_the_same_seed_does_the_same(self):
        seen = []
        for _ in range(2):
            panel, states = WavePanel(), []
            panel.update = lambda to=states, of=panel: to.append(of.state)
            panel.fuzz(seed=5, steps=30)
            seen.append(states)
        assert seen[0] == seen[1] != []

    def test_what_fails_only_after_another_thing_is_found_and_told(self, panel):
        update = panel.update

        def fail():
            if panel.state["bumps"] > 6 and panel.state["shape"] == "square":
                raise ZeroDivisionError("planted")
            update()

        panel.update = fail
        with pytest.raises(AssertionError, match="ZeroDivisionError: planted") as caught:
            panel.fuzz()
        assert "WavePanel, seed 0: " in caught.value.__notes__[0]
        assert "bumps = " in caught.value.__notes__[0]

    def test_a_picture_that_is_not_that_of_the_state_is_found(self, panel):
        update, drawn = panel.update, []

        def drift():
            update()
            drawn.append(1)
            panel.label.set_text(f"drawn {len(drawn)} times")

        panel.update = drift
        with pytest.raises(AssertionError, match="drawn again, the panel shows something"):
            panel.fuzz()

    def test_code_that_is_no_python_is_found(self, panel):
        panel.code = lambda: "panel = ("
        with pytest.raises(SyntaxError):
            panel.fuzz()

    def test_a_step_that_fails_is_found(self, panel):
        def step():
            raise ValueError("planted in a step")

        panel.player._step = step
        with pytest.raises(ValueError, match="planted in a step"):
            panel.fuzz()
