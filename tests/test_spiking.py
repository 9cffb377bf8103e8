import math

import numpy as np
import pytest
from hypothesis import example, given, strategies as st

from ann_lib.nerve_cell import spiking
from ann_lib.nerve_cell.spiking import PEAK, REST, SpikingNeuron, millivolts


@pytest.mark.parametrize(
    ("current", "hertz"), [(0.9, 0), (1.0, 0), (1.01, 10.6), (2, 63.0)]
)
def test_rate_is_zero_below_the_threshold_and_rises_above_it(current, hertz):
    neuron = SpikingNeuron()
    assert round(neuron.rate(current), 1) == hertz
    counted = len(neuron.simulate(current, 20_000).spikes) / 20
    assert counted == pytest.approx(neuron.rate(current), abs=0.06)


def test_rate_follows_the_textbook_formula():
    neuron = SpikingNeuron(threshold=0.8, time_constant=12, refractory=3)
    expected = 1000 / (3 + 12 * math.log(1.7 / (1.7 - 0.8)))
    assert neuron.rate(1.7) == pytest.approx(expected, rel=1e-14)
    intervals = np.diff(neuron.simulate(1.7, 1000).spikes)
    np.testing.assert_allclose(intervals, 1000 / expected, rtol=1e-12)


def test_a_stronger_input_makes_more_spikes_not_taller_ones():
    recordings = [SpikingNeuron().simulate(current, 500) for current in (1.01, 1.5, 2, 9)]
    assert {float(recording.voltage.max()) for recording in recordings} == {PEAK}
    counts = [len(recording.spikes) for recording in recordings]
    assert counts == sorted(set(counts))


def test_below_the_threshold_the_voltage_is_the_exact_exponential():
    recording = SpikingNeuron().simulate(0.9, 100)
    exact = millivolts(0.9 * (1 - np.exp(-recording.time / 20)))
    np.testing.assert_allclose(recording.voltage, exact, rtol=1e-13)
    assert recording.spikes == []


def test_a_current_of_exactly_the_threshold_never_fires_however_long_it_lasts():
    assert SpikingNeuron().simulate(1.0, duration=5000).spikes == []


def test_it_leaks_back_to_rest_after_a_kick():
    recording = SpikingNeuron().simulate(0.0, 140, kicks=[(10, 0.9)])
    before, after = recording.time < 10, recording.time > 139
    assert set(recording.voltage[before]) == {REST}
    assert abs(recording.voltage[after][-1] - REST) < 0.2
    assert recording.voltage.max() == millivolts(0.9)
    one_constant_later = np.interp(30, recording.time, recording.voltage)
    assert one_constant_later - REST == pytest.approx(18 * math.exp(-1))


@pytest.mark.parametrize("step", [0.05, 1.0, 30.0])
def test_spikes_do_not_depend_on_how_finely_is_recorded(step, monkeypatch):
    neuron = SpikingNeuron()
    monkeypatch.setattr(spiking, "STEP", step)
    spikes = neuron.simulate(1.3, 300).spikes
    monkeypatch.setattr(spiking, "STEP", 0.3)
    np.testing.assert_allclose(spikes, neuron.simulate(1.3, 300).spikes, rtol=1e-12)


@given(st.floats(-5, 50), st.floats(0.05, 5), st.floats(0.5, 100), st.floats(0.1, 20))
@example(current=6.0, threshold=5.0, time_constant=1.0, refractory=2.0)
def test_recordings_are_finite_ordered_and_within_the_membrane_range(
    current, threshold, time_constant, refractory
):
    neuron = SpikingNeuron([1.0], threshold, time_constant, refractory)
    recording = neuron.simulate(current, 100)
    assert np.all(np.diff(recording.time) >= 0)
    assert recording.time[0] == 0
    assert recording.time[-1] <= 100
    assert np.isfinite(recording.voltage).all()
    # To rounding: where threshold and peak are the same voltage, it arrives there by exp.
    assert recording.voltage.max() <= max(PEAK, millivolts(threshold)) + 1e-9
    assert np.all(np.diff(recording.spikes) >= refractory * 0.999999)


def test_kicks_of_other_neurons_add_up_only_where_they_come_close_together():
    neuron = SpikingNeuron()
    assert neuron.simulate(0, 100, kicks=[(10, 0.6), (12, 0.6)]).spikes == [12]
    assert neuron.simulate(0, 100, kicks=[(10, 0.6), (60, 0.6)]).spikes == []


def test_a_kick_in_the_refractory_time_is_lost():
    neuron = SpikingNeuron(refractory=5)
    assert neuron.simulate(0, 50, kicks=[(10, 2), (14, 2), (16, 2)]).spikes == [10, 16]


def test_dendrites_add_strength_times_input():
    neuron = SpikingNeuron(strengths=[0.5, -1.0, 2.0])
    assert neuron.current([2, 0.5, 0.25]) == 0.5 * 2 - 1.0 * 0.5 + 2.0 * 0.25


def test_units():
    assert millivolts(0) == -70
    assert SpikingNeuron().threshold_voltage == -50


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: SpikingNeuron(threshold=0), ValueError, "threshold must be above 0"),
        (
            lambda: SpikingNeuron(time_constant=-1),
            ValueError,
            "time_constant must be above",
        ),
        (
            lambda: SpikingNeuron(refractory=0),
            ValueError,
            "refractory must be at least 0.1",
        ),
        (lambda: SpikingNeuron(strengths=[]), ValueError, "strengths is empty"),
        (
            lambda: SpikingNeuron().current([1]),
            ValueError,
            r"inputs must have shape \(3,\)",
        ),
        (lambda: SpikingNeuron().rate("2"), TypeError, "current must be a number"),
        (lambda: SpikingNeuron().simulate(1, 0), ValueError, "duration must be above 0"),
        (
            lambda: SpikingNeuron().simulate(1, kicks=[(-1, 1)]),
            ValueError,
            "kick time must be at least 0",
        ),
    ],
)
def test_errors_say_what_was_expected(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_a_threshold_set_later_is_checked_too():
    neuron = SpikingNeuron()
    neuron.threshold = -1
    with pytest.raises(ValueError, match="threshold must be above 0"):
        neuron.simulate(1.0)


@pytest.mark.parametrize("kicks", [5, (10, 1), [(10,)], "ab", [(10, 1, 2)]])
def test_kicks_are_pairs(kicks):
    with pytest.raises(TypeError, match=r"kicks must be a list of pairs \(time, jump\)"):
        SpikingNeuron().simulate(1, kicks=kicks)


def test_kicks_may_be_the_rows_of_an_array():
    kicks = np.array([[10, 0.6], [12, 0.6]])
    assert SpikingNeuron().simulate(0, 100, kicks=kicks).spikes == [12]
