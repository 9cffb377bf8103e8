"""The spiking neuron's panel: what it shows is what the cells do, and they are yours."""

from __future__ import annotations

import re

import numpy as np
import pytest

from ann_course.panels import SpikingNeuronPanel
from ann_course.panels.spiking_neuron.panel import GROUPS, PARTS
from ann_course.panels.spiking_neuron.picture import AXONS, DURATION
from ann_lib.nerve_cell.chain import Axon
from ann_lib.nerve_cell.spiking import PEAK, REST, SpikingNeuron
from ann_lib.plots import style


def panel_with_current(current: float, **arguments: object) -> SpikingNeuronPanel:
    """Return a panel of one dendrite with strength 1, at which this current arrives."""
    neuron = SpikingNeuron([1.0, 0.0, 0.0])
    return SpikingNeuronPanel(neuron, inputs=(current, 0, 0), **arguments)  # type: ignore[arg-type]


def n_spikes(panel: SpikingNeuronPanel) -> list[int]:
    return [len(recording.spikes) for recording in panel.recordings]


# The sliders and the learner's own objects


def test_the_sliders_change_the_learners_own_neuron() -> None:
    mine = SpikingNeuron([0.123456789012, 0.5, 1 / 3], threshold=1 / 3, time_constant=7.5)
    panel = SpikingNeuronPanel(mine)
    assert panel.neuron is mine
    assert panel.chain.neurons[0] is mine
    untouched = SpikingNeuron([0.123456789012, 0.5, 1 / 3], 1 / 3, 7.5)
    assert mine == untouched
    panel.controls["strength_2"].slider.value = -0.30000000000000004  # as a page says it
    panel.flush()
    assert mine.strengths == [0.123456789012, -0.3, 1 / 3]
    panel.state = {"threshold": -40.0, "time_constant": 12.0}
    assert mine.threshold == 1.5
    assert mine.threshold_voltage == -40.0
    assert mine.time_constant == 12.0
    panel.reset()
    assert mine.strengths == pytest.approx(untouched.strengths, abs=1e-9)
    assert mine.threshold == pytest.approx(untouched.threshold, abs=1e-9)
    assert mine.time_constant == untouched.time_constant


def test_the_sliders_change_the_chain() -> None:
    panel = SpikingNeuronPanel()
    panel.state = {"length": 250.0, "speed": 50.0, "cut_bc": True}
    assert panel.chain.axon == Axon(250.0, 50.0)
    assert [synapse.connected for synapse in panel.chain.synapses] == [True, False]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_offers_its_sliders_and_the_others_stay(part: str) -> None:
    panel = SpikingNeuronPanel(part=part, inputs=(1, 2, 0.5), length=40, speed=8)
    offered = [name for heading in PARTS[part] for name in GROUPS[heading]]
    assert list(panel.controls) == offered
    assert panel.inputs == [1, 2, 0.5]
    assert panel.neuron.strengths == [1.0, 0.5, 0.25]
    assert panel.chain.axon == Axon(40, 8)
    assert panel.sweep() > len(offered)


def test_sliders_reach_as_far_as_the_neuron_needs() -> None:
    mine = SpikingNeuron([5.0, -3.0, 0.0], threshold=4.0, time_constant=100.0)
    panel = SpikingNeuronPanel(mine, inputs=(3, 0, -1), length=1200, speed=120)
    assert mine == SpikingNeuron([5.0, -3.0, 0.0], threshold=4.0, time_constant=100.0)
    assert panel.controls["threshold"].max == 10.0
    assert panel.controls["length"].max == 1200
    assert panel.inputs == [3, 0, -1]


# What the first cell does


def test_the_current_is_the_sum_of_strength_times_input() -> None:
    panel = SpikingNeuronPanel()
    rng = np.random.default_rng(0)
    for _ in range(20):
        strengths = (rng.integers(-4, 9, size=3) / 4).tolist()
        inputs = (rng.integers(0, 9, size=3) / 4).tolist()
        panel.state = {f"strength_{k + 1}": s for k, s in enumerate(strengths)}
        panel.state = {f"input_{k + 1}": x for k, x in enumerate(inputs)}
        total = sum(s * x for s, x in zip(strengths, inputs, strict=True))
        assert panel.neuron.current(panel.inputs) == total
        written = f"{total:.6g}".replace("-", "−")
        assert f"<b>{written}</b>" in panel.sums.value
        assert panel.describe().startswith(f"The current is {written}; ")
        alone = SpikingNeuron().simulate(total, DURATION).spikes
        assert panel.recordings[0].spikes == pytest.approx(alone, abs=1e-9)


@pytest.mark.parametrize("current", [0.0, 0.5, 0.9, 1.0])
def test_below_the_threshold_nobody_fires(current: float) -> None:
    panel = panel_with_current(current)
    assert n_spikes(panel) == [0, 0, 0]
    assert panel.recordings[0].voltage.max() < panel.neuron.threshold_voltage
    assert "A stays silent" in panel.describe()
    assert not panel.cells.spikes.get_visible()
    assert len(panel.traces.fired.ends) == 0


def test_a_stronger_input_fires_more_often_and_never_higher() -> None:
    panel = panel_with_current(1.01)
    rates, tallest = [], set()
    for current in (1.01, 1.1, 1.3, 1.6, 2.0):
        panel.state = {"input_1": current}
        spoken = re.search(r"A fires at ([\d.]+) Hz", panel.describe())
        assert spoken is not None
        rates.append(float(spoken[1]))
        tallest.add(float(np.max(panel.traces.voltage.get_ydata())))
    assert rates == sorted(set(rates))
    assert (rates[0], rates[-1]) == (10.6, 63.0)
    assert tallest == {PEAK}


def test_threshold_and_leak_decide_when_the_first_spike_comes() -> None:
    panel = panel_with_current(2.0)
    for level, memory in ((-50, 20), (-60, 20), (-50, 40), (-40, 10)):
        panel.state = {"threshold": level, "time_constant": memory}
        theta = (level - REST) / 20
        wait = memory * np.log(2 / (2 - theta))
        assert panel.recordings[0].spikes[0] == pytest.approx(wait, abs=1e-9)
        assert panel.traces.threshold.ends[0, :, 1].tolist() == [level, level]


def test_a_strong_inhibition_is_told_where_it_leaves_the_picture() -> None:
    panel = SpikingNeuronPanel(SpikingNeuron([-1.0, 0, 0]), inputs=(0.5, 0, 0))
    assert panel.traces.lower.texts == [""]
    panel.state = {"input_1": 2.0}
    assert panel.recordings[0].voltage.min() < -105
    assert panel.traces.lower.texts == ["down to −110 mV"]


# The way of the signal


@pytest.mark.parametrize(("length", "speed"), [(100, 10), (500, 10), (20, 100), (30, 1)])
def test_a_spike_arrives_after_length_divided_by_speed(length: float, speed: float) -> None:
    panel = panel_with_current(2.0, length=length, speed=speed)
    a, b, c = (recording.spikes for recording in panel.recordings)
    assert b[0] - a[0] == pytest.approx(length / speed, abs=1e-9)
    assert c[0] - b[0] == pytest.approx(length / speed, abs=1e-9)
    assert panel.cells.delay.texts == [f"{length / speed:g} ms"]
    ends = panel.traces.travel.ends
    assert ends[0, 0].tolist() == [a[0], 1.7]
    assert ends[0, 1].tolist() == pytest.approx([b[0], 1.3])


def test_the_strokes_between_the_rows_end_where_time_ends() -> None:
    panel = panel_with_current(2.0, length=500, speed=1)
    assert n_spikes(panel) == [12, 0, 0]
    ends = panel.traces.travel.ends
    assert (ends[:, 1, 0] <= DURATION).all()
    slopes = (ends[:, 1, 1] - ends[:, 0, 1]) / (ends[:, 1, 0] - ends[:, 0, 0])
    np.testing.assert_allclose(slopes, -0.4 / 500)


def test_the_spike_is_drawn_as_far_along_the_axon_as_it_has_come() -> None:
    panel = panel_with_current(2.0, length=100, speed=10)
    first = panel.recordings[0].spikes[0]
    panel.state = {"now": 15.0}
    (start, end), share = AXONS[0], (15.0 - first) * 10 / 100
    assert panel.cells.spikes.get_xdata() == pytest.approx([start + share * (end - start)])
    assert panel.traces.cursors[0].ends[0, :, 0].tolist() == [15.0, 15.0]
    panel.state = {"now": 10.0}
    assert not panel.cells.spikes.get_visible()


@pytest.mark.parametrize(
    ("cut", "spikes"),
    [((), [12, 12, 12]), (("cut_bc",), [12, 12, 0]), (("cut_ab",), [12, 0, 0]),
     (("cut_ab", "cut_bc"), [12, 0, 0])],
)  # fmt: skip
def test_a_cut_synapse_silences_what_lies_behind(cut: tuple, spikes: list[int]) -> None:
    panel = panel_with_current(2.0, length=50, speed=10)
    panel.state = dict.fromkeys(cut, True)
    assert n_spikes(panel) == spikes
    told = [f"{n} spikes" if n else "silent" for n in spikes]
    assert panel.cells.counts.texts[::2] == told
    assert panel.cells.counts.texts[1::2] == ["", "", ""]
    assert "In 200 ms: A {}; B {}; C {}.".format(*told) in panel.describe()
    assert panel.cells.cuts.get_visible() == bool(cut)
    assert len(panel.cells.cuts.get_xdata()) == len(cut)
    panel.reset()
    assert n_spikes(panel) == [12, 12, 12]


@pytest.fixture(scope="module")
def chain() -> SpikingNeuronPanel:
    return SpikingNeuronPanel(part="chain")


@pytest.mark.parametrize("length", [10, 50, 100, 300, 500])
@pytest.mark.parametrize("speed", [1, 5, 10, 100])
def test_no_spike_is_lost_on_its_way(
    chain: SpikingNeuronPanel, length: float, speed: float
) -> None:
    chain.state = {"length": length, "speed": speed}
    a, b, c = chain.counts
    assert a.on_the_way == 0
    assert a.n_spikes == b.n_spikes + b.on_the_way
    assert b.n_spikes == c.n_spikes + c.on_the_way
    assert "silent" not in chain.describe()


def test_a_cell_that_no_spike_has_reached_yet_is_not_called_silent() -> None:
    panel = SpikingNeuronPanel(part="chain", speed=5.0)
    assert (
        "In 200 ms: A 6 spikes; B 5 spikes, 1 on its way; C 5 spikes." in panel.describe()
    )
    panel.state = {"length": 500.0}
    told = "A 6 spikes; B 3 spikes, 3 on their way; C first spike after 200 ms."
    assert told in panel.describe()
    assert panel.cells.counts.texts == [
        *("6 spikes", "", "3 spikes", "3 on their way", "first spike", "after 200 ms")
    ]
    panel.state = {"cut_bc": True}
    assert "C silent" in panel.describe()


def test_a_slow_cell_may_fire_only_after_the_time_shown() -> None:
    panel = panel_with_current(1.01)
    panel.state = {"time_constant": 60.0}
    assert n_spikes(panel) == [0, 0, 0]
    assert "A fires at 3.6 Hz. In 200 ms: A first spike after 200 ms;" in panel.describe()


def test_only_a_panel_with_the_time_slider_shows_one_moment() -> None:
    panel = SpikingNeuronPanel(part="membrane")
    assert "At 50 ms" not in panel.describe()
    assert not any(cursor.get_visible() for cursor in panel.traces.cursors)
    assert not panel.cells.spikes.get_visible()
    panel = SpikingNeuronPanel(part="chain")
    assert "At 50 ms, A is at" in panel.describe()
    assert all(cursor.get_visible() for cursor in panel.traces.cursors)


def test_the_current_that_is_needed_follows_the_threshold() -> None:
    panel = panel_with_current(2.0)
    assert "; to reach the threshold of −50 mV it must be above 1." in panel.describe()
    panel.state = {"threshold": -35.0}
    assert "; to reach the threshold of −35 mV it must be above 1.75." in panel.describe()
    assert panel.sums.value.endswith("= <b>2</b></p>")


def test_the_voltage_is_not_drawn_in_the_colour_of_positive_numbers() -> None:
    panel = panel_with_current(2.0)
    assert panel.traces.voltage.get_color() == style.INK
    assert panel.traces.fired.stroke_color == style.INK


def test_every_part_that_a_question_asks_for_is_named_in_the_picture() -> None:
    drawn = {text.get_text() for text in panel_with_current(2.0).cells.axes.texts}
    assert drawn >= {"dendrites", "cell body", "axon", "synapse", "synapses"}


def test_a_current_at_the_threshold_is_silent_whatever_the_last_digit_says() -> None:
    """0.3 + 0.8 · 0.8 + 0.3 · 0.2 is 1.0000000000000002 where a computer adds it up."""
    panel = SpikingNeuronPanel(SpikingNeuron([1.0, 0.8, 0.3]), inputs=(0.3, 0.8, 0.2))
    assert panel.neuron.current(panel.inputs) > 1.0
    assert "The current is 1; " in panel.describe()
    assert "A stays silent. In 200 ms: A silent; B silent; C silent." in panel.describe()


# Code and errors


def test_code_builds_the_same_cells_and_recordings() -> None:
    panel = SpikingNeuronPanel()
    panel.state = {"strength_1": 1.5, "threshold": -55.0, "cut_bc": True, "length": 20.0}
    namespace: dict[str, object] = {}
    exec(panel.code(), namespace)
    assert namespace["neuron"] == panel.neuron
    built = [recording.spikes for recording in namespace["recordings"]]  # type: ignore[attr-defined]
    assert built == [recording.spikes for recording in panel.recordings]
    assert built[1]
    assert not built[2]


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"neuron": [1, 2]}, TypeError, r"neuron must be an ann_lib.SpikingNeuron, got \["),
        ({"neuron": SpikingNeuron([1.0])}, ValueError, "three synaptic strengths.*got 1"),
        ({"part": "axon"}, ValueError, "'membrane', 'chain', 'time', 'all'; got 'axon'"),
        ({"inputs": [1]}, ValueError, r"inputs must have shape \(3,\), got \(1,\)"),
        ({"length": 0}, ValueError, "length must be"),
        ({"speed": float("nan")}, ValueError, "speed must be"),
    ],
)
def test_errors_say_what_was_expected(arguments: dict, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        SpikingNeuronPanel(**arguments)
