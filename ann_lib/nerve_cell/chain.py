"""Where the signal goes: an axon carries it away, a synapse passes it on.

A spike travels down the axon at a constant speed and arrives after length / speed. There
a synapse gives the next neuron a kick, unless it has been cut.

References
----------
Gerstner, W., Kistler, W. M., Naud, R. and Paninski, L. (2014). *Neuronal Dynamics*.
Cambridge University Press, chapter 1.1: neurons, synapses, action potentials.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ann_lib._support.checks import check_kind, check_number, describe
from ann_lib.nerve_cell.spiking import Recording, SpikingNeuron


@dataclass
class Axon:
    """The fibre along which action potentials leave a neuron.

    Parameters
    ----------
    length : float
        In mm, above 0.
    speed : float
        In m/s, above 0: about 1 for a bare fibre, up to 120 with a thick myelin sheath.

    Examples
    --------
    >>> Axon(length=100, speed=10).delay
    10.0
    """

    length: float = 100.0
    speed: float = 10.0

    def __post_init__(self) -> None:
        check_number(self.length, "length", above=0)
        check_number(self.speed, "speed", above=0)

    @property
    def delay(self) -> float:
        """Time from one end to the other in ms: millimetres / (metres per second)."""
        return self.length / self.speed

    def positions(self, spikes: Sequence[float], now: float) -> list[float]:
        """Return the positions in mm of the spikes under way at time ``now`` (ms)."""
        along = [(now - spike) * self.speed for spike in spikes]
        return [position for position in along if 0 <= position <= self.length]


@dataclass
class Synapse:
    """The contact between an axon's end and the next neuron.

    Parameters
    ----------
    strength : float
        How far one arriving spike lifts the next membrane, in units of the current.
    connected : bool
        False if it has been cut: then nothing arrives.
    """

    strength: float = 1.5
    connected: bool = True

    def __post_init__(self) -> None:
        check_number(self.strength, "strength")


class Chain:
    """Neurons in a row: the axon of each ends at a synapse on the next.

    Parameters
    ----------
    neurons : sequence of SpikingNeuron
        The first one receives the current, the others only spikes.
    axon : Axon
        All axons of the chain are the same.
    synapses : sequence of Synapse, optional
        One fewer than neurons. By default each spike makes the next neuron fire.

    Raises
    ------
    TypeError
        If something is no neuron, no axon or no synapse.
    ValueError
        If there is no neuron, or the number of synapses does not fit.
    """

    def __init__(
        self,
        neurons: Sequence[SpikingNeuron],
        axon: Axon | None = None,
        synapses: Sequence[Synapse] | None = None,
    ) -> None:
        self.neurons = _all_of(neurons, "neurons", SpikingNeuron)
        if not self.neurons:
            raise ValueError("neurons must hold at least one SpikingNeuron, got none.")
        self.axon = Axon() if axon is None else axon
        check_kind(self.axon, "axon", Axon)
        n_synapses = len(self.neurons) - 1
        self.synapses = (
            [Synapse() for _ in range(n_synapses)]
            if synapses is None
            else _all_of(synapses, "synapses", Synapse)
        )
        if len(self.synapses) != n_synapses:
            raise ValueError(
                f"synapses must hold {n_synapses}, one between each neuron and the next, "
                f"got {len(self.synapses)}."
            )

    def simulate(self, current: float, duration: float = 200.0) -> list[Recording]:
        """Record every neuron while the first one receives a constant current.

        Returns
        -------
        list of Recording
            One per neuron; ``len(recording.spikes)`` counts its spikes.
        """
        recordings = [self.neurons[0].simulate(current, duration)]
        for synapse, neuron in zip(self.synapses, self.neurons[1:], strict=True):
            arrivals = [spike + self.axon.delay for spike in recordings[-1].spikes]
            kicks = [(time, synapse.strength) for time in arrivals if synapse.connected]
            recordings.append(neuron.simulate(0.0, duration, kicks=kicks))
        return recordings


def _all_of(given: Any, name: str, kind: type[Any]) -> list[Any]:
    """Return a list of objects that are all of one class."""
    if not isinstance(given, Iterable):
        raise TypeError(f"{name} must be a list, got {describe(given)}.")
    members = list(given)
    for i, member in enumerate(members):
        check_kind(member, f"{name}[{i}]", kind)
    return members
