import pytest

from ann_lib.nerve_cell.chain import Axon, Chain, Synapse
from ann_lib.nerve_cell.spiking import SpikingNeuron


def three():
    return [SpikingNeuron() for _ in range(3)]


@pytest.mark.parametrize(
    ("length", "speed", "milliseconds"), [(100, 10, 10), (1000, 50, 20), (3, 0.5, 6)]
)
def test_a_spike_arrives_after_length_over_speed(length, speed, milliseconds):
    axon = Axon(length, speed)
    assert axon.delay == milliseconds


def test_positions_are_those_of_the_spikes_on_their_way():
    axon = Axon(length=100, speed=10)
    assert axon.positions([0, 6, 12], now=11) == [50]
    assert axon.positions([0, 6], now=10) == [100, 40]


def test_spikes_run_through_the_chain_each_later_by_the_delay():
    recordings = Chain(three(), Axon(100, 10)).simulate(2.0, 1000)
    first, second, third = (recording.spikes for recording in recordings)
    assert [len(first), len(second), len(third)] == [63, 62, 61]
    assert second == pytest.approx([spike + 10 for spike in first[:62]])
    assert third == pytest.approx([spike + 20 for spike in first[:61]])


@pytest.mark.parametrize(("cut", "silent"), [(0, [1, 2]), (1, [2])])
def test_after_a_cut_synapse_all_is_silent(cut, silent):
    chain = Chain(three(), Axon(20, 10))
    chain.synapses[cut].connected = False
    counts = [len(recording.spikes) for recording in chain.simulate(2.0, 500)]
    assert [i for i, count in enumerate(counts) if count == 0] == silent


def test_a_weak_synapse_hands_on_only_what_adds_up():
    chain = Chain(three(), Axon(20, 10), [Synapse(0.7), Synapse()])
    first, second, third = (len(r.spikes) for r in chain.simulate(2.0, 1000))
    assert 0 < second < first
    assert second == third


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Axon(length=0), "length must be above 0"),
        (lambda: Axon(speed=-1), "speed must be above 0"),
        (lambda: Chain([]), "neurons must hold at least one"),
        (lambda: Chain(three(), synapses=[Synapse()]), "synapses must hold 2.*got 1"),
    ],
)
def test_errors_say_what_was_expected(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((SpikingNeuron(),), "neurons must be a list, got SpikingNeuron"),
        (([SpikingNeuron],), r"neurons\[0\] must be a SpikingNeuron, got the class"),
        ((three(), 10), r"axon must be an Axon, got 10 \(int\)"),
        ((three(), None, Synapse()), "synapses must be a list, got Synapse"),
        ((three(), None, [1.5, 1.5]), r"synapses\[0\] must be a Synapse, got 1\.5"),
    ],
)
def test_parts_of_another_kind_are_refused(arguments, words):
    with pytest.raises(TypeError, match=words):
        Chain(*arguments)


def test_the_strength_of_a_synapse_is_a_number():
    with pytest.raises(TypeError, match="strength must be a number, got 'strong'"):
        Synapse("strong")
