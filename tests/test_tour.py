"""A panel's guided tour: its sentences, the states they set, the rings, and its end."""

from __future__ import annotations

from typing import Any

import pytest
from panel_arguments import arguments_of

import ann_course.panels as panels
from ann_course.live import Panel
from ann_course.live.tour import Guide, Stop, Tour
from ann_course.page import Task, Tasks
from ann_course.panels.first_slider import FirstSliderPanel
from ann_lib.neuron import Neuron

LAST = Stop("Your turn: slide it.")
NAMES = sorted(name for name in panels.__all__ if name.endswith("Panel"))
GUIDED = {"NeuronPanel", "BackwardPassPanel", "PlaygroundPanel", "DigitPanel"}


def short(*states: dict[str, Any]) -> Tour:
    """Return a tour of three stops and the last, with these states."""
    given = [*states, {}, {}, {}][:3]
    return Tour(*(Stop(f"Stop {k}.", "", state) for k, state in enumerate(given)), LAST)


@pytest.fixture
def panel() -> Panel:
    """Return a panel with a tour that moves its one slider."""
    made = FirstSliderPanel()
    made.tour = short({"weight": 1.5}, {}, {"weight": -1.0})
    return made


def is_hidden(widget: Any) -> bool:
    return "ann-hidden" in widget._dom_classes


# What a tour is


@pytest.mark.parametrize(
    ("stops", "words"),
    [
        ((LAST,) * 3, "4 to 6 stops, got 3"),
        ((LAST,) * 7, "4 to 6 stops, got 7"),
        ((Stop("One."),) * 4, "begin with 'Your turn: '"),
        ((LAST, LAST, LAST, Stop("Your turn: go.", "y")), "neither ring nor state"),
        ((LAST, LAST, LAST, Stop("Your turn: go.", "", {"x": 1})), "neither ring"),
    ],
)
def test_a_tour_has_four_to_six_stops_and_hands_over(
    stops: tuple[Stop, ...], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        Tour(*stops)


def test_what_is_no_stop_and_what_says_nothing() -> None:
    with pytest.raises(TypeError, match=r"each stop must be a Stop\(...\), got 'One'"):
        Tour("One", LAST, LAST, LAST)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="says must be a sentence, got ' '"):
        Stop(" ")


def test_states_add_up_until_the_panel_is_handed_over() -> None:
    tour = short({"a": 1}, {"b": 2}, {"a": 3})
    assert [tour.state_at(k) for k in range(4)] == [
        {"a": 1}, {"a": 1, "b": 2}, {"a": 3, "b": 2}, {}
    ]  # fmt: skip


def test_a_tour_must_fit_its_panel() -> None:
    panel = FirstSliderPanel()
    with pytest.raises(ValueError, match="state has no 'speed'"):
        panel.tour = short({"speed": 1})
    with pytest.raises(ValueError, match="FirstSliderPanel has no part 'moon'"):
        panel.tour = Tour(Stop("Look.", "moon"), LAST, LAST, LAST)
    with pytest.raises(TypeError, match=r"tour must be Tour\(Stop\(...\), ...\) or None"):
        panel.tour = [LAST]  # type: ignore[assignment]
    assert panel.tour is None


# On the way


def test_a_panel_without_a_tour_shows_no_button() -> None:
    panel = FirstSliderPanel()
    assert is_hidden(panel.guide.box)
    panel.guide.button.click()
    panel.guide.next.click()
    assert panel.guide.number is None
    panel.tour = short()
    assert not is_hidden(panel.guide.box)
    panel.tour = None
    assert is_hidden(panel.guide.box)
    assert is_hidden(panel._try_this)


def test_next_and_back_set_the_state_and_the_last_stop_gives_it_back(panel: Panel) -> None:
    guide: Guide = panel.guide
    panel.state = {"weight": 0.5}
    guide.button.click()
    seen = []
    for press in (None, "next", "next", "next", "back", "back", "back"):
        if press:
            getattr(guide, press).click()
        seen.append((guide.number, panel.state["weight"]))
    assert seen == [
        (0, 1.5), (1, 1.5), (2, -1.0), (3, 0.5), (2, -1.0), (1, 1.5), (0, 1.5)
    ]  # fmt: skip
    assert guide.back.disabled
    guide.back.click()
    assert guide.number == 0


def test_the_sentence_says_where_it_is(panel: Panel) -> None:
    panel.guide.start()
    assert panel.guide.says.value == "<p><b>1 of 4</b> Stop 0.</p>"
    panel.guide.show(3)
    assert panel.guide.says.value == "<p><b>4 of 4</b> Your turn: slide it.</p>"
    assert panel.guide.next.description == "Done"


@pytest.mark.parametrize("way", ["done", "button"])
def test_at_its_end_the_panel_is_as_it_was(panel: Panel, way: str) -> None:
    panel.state = {"weight": 0.5}
    panel.guide.button.click()
    assert panel.guide.button.description == "End tour"
    if way == "done":
        for _ in panel.tour or ():
            panel.guide.next.click()
    else:
        panel.guide.next.click()
        panel.guide.button.click()
    assert panel.guide.number is None
    assert panel.guide.button.description == "Tour"
    assert panel.state == {"weight": 0.5}


@pytest.mark.parametrize("way", ["next", "button", "back"])
def test_what_is_done_at_the_last_stop_stays(panel: Panel, way: str) -> None:
    panel.guide.start()
    for _ in range(3):
        panel.guide.next.click()
    panel.state = {"weight": 0.25}
    getattr(panel.guide, way).click()
    panel.guide.end()
    assert panel.state == {"weight": 0.25}


def test_reset_ends_it_too(panel: Panel) -> None:
    start = panel.state
    panel.state = {"weight": 0.5}
    panel.guide.start()
    panel.reset()
    assert panel.guide.number is None
    assert panel.state == start


def test_the_tour_stands_in_the_place_of_the_tasks(panel: Panel) -> None:
    parts = panel._task_list, panel.guide.says, panel.guide.next
    panel.tasks = Tasks(Task("Slide it."))
    assert [is_hidden(part) for part in parts] == [False, True, True]
    panel.guide.start()
    assert [is_hidden(part) for part in parts] == [True, False, False]
    panel.guide.end()
    assert [is_hidden(part) for part in parts] == [False, True, True]
    panel.tasks = None
    assert is_hidden(panel._task_list)
    assert not is_hidden(panel._try_this)


def test_another_tour_ends_this_one(panel: Panel) -> None:
    panel.state = {"weight": 0.5}
    panel.guide.start()
    panel.tour = short()
    assert panel.guide.number is None
    assert panel.state == {"weight": 0.5}


def test_where_no_kernel_runs_its_sentences_can_be_read(panel: Panel) -> None:
    assert "Stop 0." in panel.still_html()
    assert "- Your turn: slide it." in panel.still_text()


# The tours that there are


CASES = [(name, k) for name in NAMES for k in range(len(arguments_of(name)))]


@pytest.mark.parametrize(("name", "k"), CASES)
def test_every_ring_lies_in_its_picture_and_goes_at_the_end(name: str, k: int) -> None:
    panel = getattr(panels, name)(**arguments_of(name)[k])
    if panel.tour is None:
        assert name not in GUIDED or name == "NeuronPanel"
        return
    panel.guide.start()
    for number, stop in enumerate(panel.tour):
        panel.guide.show(number)
        shown = [f._ring.value for f in panel.figures if f._ring is not None]
        assert sum("<rect" in ring for ring in shown) == bool(stop.ring)
        if stop.ring:
            figure, (left, top, right, bottom) = panel.locate(stop.ring)
            width, height = figure._size()
            assert -9 <= left < right - 20 <= width
            assert -9 <= top < bottom - 20 <= height
    panel.guide.end()
    assert not any(f._ring.value for f in panel.figures if f._ring is not None)
    panel.close()


@pytest.mark.parametrize("name", sorted(GUIDED))
def test_a_tour_is_short_and_in_whole_sentences(name: str) -> None:
    panel = getattr(panels, name)()
    for stop in panel.tour:
        assert stop.says.endswith(".")
        assert len(stop.says.split()) <= 42
    assert sum(bool(stop.ring) for stop in panel.tour) == len(panel.tour) - 1
    panel.close()


def test_the_numbers_that_the_neurons_tour_names() -> None:
    neuron = Neuron([0.25, -1.0], bias=0.75)
    panel = panels.NeuronPanel(neuron)
    panel.guide.start()
    sums = []
    for number, _ in enumerate(panel.tour or ()):
        panel.guide.show(number)
        sums.append((neuron.weighted_sum(panel.inputs), neuron(panel.inputs)))
    assert sums[2] == sums[3] == (1.0, 1.0)
    assert sums[4] == (-0.5, 0.0)
    panel.guide.end()
    assert (neuron.weights, neuron.bias) == ([0.25, -1.0], 0.75)


def test_the_backward_tour_ends_with_every_gradient() -> None:
    panel = panels.BackwardPassPanel()
    panel.guide.start()
    panel.guide.show(2)
    assert panel.links[0].name == "dL/dy"
    assert panel.links[1].name == "dL/dv1"
    panel.guide.show(4)
    assert panel.state["steps"] == len(panel.links)


def test_the_playgrounds_tour_leaves_a_training_alone() -> None:
    panel = panels.PlaygroundPanel(data="XOR blobs")
    panel.player.run(20)
    weights = panel.network.get_weights()
    panel.guide.start()
    for number, _ in enumerate(panel.tour or ()):
        panel.guide.show(number)
    panel.guide.end()
    assert panel.experiment.n_steps == 20
    after = panel.network.get_weights()
    assert all((a == b).all() for a, b in zip(weights, after, strict=True))


def test_the_digit_panels_tour_gives_the_drawing_back() -> None:
    panel = panels.DigitPanel()
    drawing = [[[0.2, 0.2], [0.8, 0.8]]]
    panel.state = {"drawing": drawing}
    panel.guide.start()
    assert panel.probabilities.argmax() == 7
    assert panel.drawing != drawing
    panel.guide.end()
    assert panel.drawing == drawing
