"""One biological neuron: leaky integrate-and-fire.

Between two spikes the membrane obeys

    time_constant · du/dt = -u + current

where u is the voltage above rest. It rises towards the current, and without one it leaks
back towards rest. When u reaches the threshold, the neuron fires: an action potential,
always of the same height, then a refractory pause of a few milliseconds, then the same
again from rest. The equation is solved exactly from one event to the next: the time step
has no influence on when a spike comes.

Units. Current and threshold are normalised: a constant current of 1 just reaches a
threshold of 1. Voltages are shown in millivolts, 20 mV per unit above the rest at -70 mV;
times are in ms, rates in Hz, lengths in mm, speeds in m/s.

References
----------
Gerstner, W., Kistler, W. M., Naud, R. and Paninski, L. (2014). *Neuronal Dynamics*.
Cambridge University Press, chapter 1.3: the leaky integrate-and-fire model.
Hodgkin, A. L. and Huxley, A. F. (1952). A quantitative description of membrane current.
*Journal of Physiology* 117, 500-544: what really happens in an action potential.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import check_array, check_number, describe

REST = -70.0
"""Voltage of the membrane without input, in mV."""
MILLIVOLTS = 20.0
"""Millivolts per unit of normalised current or threshold."""
PEAK = 30.0
"""Voltage at the tip of every action potential, in mV, whatever the input is."""
SPIKE_WIDTH = 1.0
"""Time in which a drawn action potential falls back to rest, in ms."""
STEP = 1.0
"""Largest distance between two recorded points while the voltage changes, in ms."""


def millivolts(u: float) -> float:
    """Return the voltage in mV of a membrane ``u`` units above rest."""
    return REST + MILLIVOLTS * u


@dataclass(frozen=True)
class Recording:
    """What an electrode in the neuron would have shown.

    Attributes
    ----------
    time : ndarray, shape (n_points,)
        In ms; closer together where something happens, and repeated at a jump.
    voltage : ndarray, shape (n_points,)
        In mV.
    spikes : list of float
        When the neuron fired, in ms.
    duration : float
        Length of the recording in ms.
    """

    time: NDArray[np.float64]
    voltage: NDArray[np.float64]
    spikes: list[float]
    duration: float


@dataclass
class SpikingNeuron:
    """A leaky integrate-and-fire neuron with dendrites, a membrane and a threshold.

    Parameters
    ----------
    strengths : sequence of float
        Synaptic strength of each dendrite; below 0 where the synapse inhibits.
    threshold : float
        How far the membrane must rise above rest to fire; 1 is -50 mV.
    time_constant : float
        How long the membrane remembers, in ms: after this time without input, 37 % of
        the voltage above rest is left. Small means leaky.
    refractory : float
        How long the neuron cannot fire again, in ms; at least 0.1.

    Raises
    ------
    TypeError, ValueError
        If a number is not finite, there are no strengths, the threshold or the time
        constant is not above 0, or the refractory time is below 0.1 ms.

    Examples
    --------
    >>> neuron = SpikingNeuron(strengths=[0.5, 1.0, -0.5])
    >>> neuron.current([2, 2, 2])
    2.0
    >>> round(neuron.rate(2.0), 1)
    63.0
    """

    strengths: list[float] = field(default_factory=lambda: [1.0, 1.0, 1.0])
    threshold: float = 1.0
    time_constant: float = 20.0
    refractory: float = 2.0

    def __post_init__(self) -> None:
        self.strengths = check_array(self.strengths, "strengths", ndim=1).tolist()
        self._check()

    def _check(self) -> None:
        check_number(self.threshold, "threshold", above=0)
        check_number(self.time_constant, "time_constant", above=0)
        check_number(self.refractory, "refractory", minimum=0.1)

    @property
    def threshold_voltage(self) -> float:
        """The threshold in mV."""
        return millivolts(self.threshold)

    def current(self, inputs: Sequence[float]) -> float:
        """Add up synaptic strength times input over all dendrites.

        Parameters
        ----------
        inputs : sequence of float
            The signal that arrives at each dendrite; as many as there are strengths.

        Returns
        -------
        float
        """
        arriving = check_array(inputs, "inputs", shape=(len(self.strengths),)).tolist()
        total = 0.0
        for strength, signal in zip(self.strengths, arriving, strict=True):
            total += strength * signal
        return total

    def rate(self, current: float) -> float:
        """Return the firing rate under a constant current, in Hz.

            rate = 1 / (refractory + time_constant · ln(current / (current - threshold)))

        and 0 if the current does not exceed the threshold (Gerstner et al. 2014,
        chapter 1.3).
        """
        self._check()
        wait = self._time_to_threshold(0.0, check_number(current, "current"))
        return 0.0 if math.isinf(wait) else 1000.0 / (self.refractory + wait)

    def _time_to_threshold(self, u: float, current: float) -> float:
        """Return the time in ms until a membrane at ``u`` reaches the threshold, or inf."""
        if current <= self.threshold:
            return math.inf
        if u >= self.threshold:
            return 0.0
        # log1p keeps the digits if the current is far above the threshold.
        return self.time_constant * math.log1p(
            (self.threshold - u) / (current - self.threshold)
        )

    def simulate(
        self,
        current: float,
        duration: float = 200.0,
        *,
        kicks: Sequence[tuple[float, float]] = (),
    ) -> Recording:
        """Record the membrane's voltage under a constant current.

        Parameters
        ----------
        current : float
            Normalised, as ``current(inputs)`` returns it.
        duration : float
            Length of the recording in ms; it begins at rest.
        kicks : sequence of (time, jump)
            Spikes that arrive from another neuron: at this time (ms) the membrane jumps
            by this many units. One that arrives in the refractory time is lost.

        Returns
        -------
        Recording

        Raises
        ------
        TypeError, ValueError
            If a number is not finite, or a time is below 0.
        """
        self._check()
        current = check_number(current, "current")
        duration = check_number(duration, "duration", above=0)
        trace = _Trace(self)
        arriving = [
            (check_number(time, "kick time", minimum=0), check_number(jump, "kick"))
            for time, jump in _pairs(kicks)
        ]
        for time, jump in sorted([(duration, 0.0), *arriving]):
            if time <= duration:
                trace.advance(time, current)
                trace.kick(jump)
        return Recording(*trace.arrays(duration), trace.spikes, duration)


def _pairs(kicks: Any) -> list[tuple[float, float]]:
    try:
        return [(time, jump) for time, jump in kicks]
    except (TypeError, ValueError):
        raise TypeError(
            "kicks must be a list of pairs (time, jump), such as [(10, 1.5)], got "
            f"{describe(kicks)}."
        ) from None


class _Trace:
    """The membrane as it moves through time, event by event."""

    def __init__(self, neuron: SpikingNeuron) -> None:
        self.neuron = neuron
        self.now = self.u = self.pause_end = 0.0
        self.spikes: list[float] = []
        self.times: list[NDArray[np.float64]] = [np.zeros(1)]
        self.levels: list[NDArray[np.float64]] = [np.zeros(1)]

    def advance(self, until: float, current: float) -> None:
        """Move on to time ``until`` under a constant current, firing on the way."""
        while True:
            self._rest(until)
            if self.now >= until:
                return
            wait = self.neuron._time_to_threshold(self.u, current)
            if self.now + wait > until:
                self._relax(until, current)
                return
            self._relax(self.now + wait, current)
            self._fire()

    def kick(self, jump: float) -> None:
        """Let a spike of another neuron arrive: the membrane jumps."""
        # Without a jump only the current lifts the membrane, which `advance` has done:
        # rounding alone must not carry it over the threshold.
        if self.now < self.pause_end or not jump:
            return
        self.u += jump
        if self.u >= self.neuron.threshold:
            self._fire()
        else:
            self._record([self.now], [self.u])

    def _relax(self, until: float, current: float) -> None:
        """Follow the exact solution: exponentially from the present u to the current."""
        n_points = math.ceil((until - self.now) / STEP)
        if not n_points:
            return
        waited: NDArray[Any] = np.arange(1, n_points + 1) * ((until - self.now) / n_points)
        decay = np.exp(waited / -self.neuron.time_constant)
        level = current + (self.u - current) * decay
        time = self.now + waited
        time[-1] = until
        self._record(time, level)
        self.now, self.u = until, float(level[-1])

    def _fire(self) -> None:
        tip = (PEAK - REST) / MILLIVOLTS
        fall = min(SPIKE_WIDTH, self.neuron.refractory)
        pause = self.neuron.refractory
        self.spikes.append(self.now)
        self._record(
            [self.now, self.now, self.now + fall, self.now + pause],
            [self.neuron.threshold, tip, 0.0, 0.0],
        )
        self.pause_end, self.u = self.now + pause, 0.0

    def _rest(self, until: float) -> None:
        """Wait for the end of the refractory time, but not beyond ``until``."""
        self.now = max(self.now, min(until, self.pause_end))

    def _record(
        self,
        time: NDArray[np.float64] | list[float],
        level: NDArray[np.float64] | list[float],
    ) -> None:
        self.times.append(np.asarray(time, dtype=float))
        self.levels.append(np.asarray(level, dtype=float))

    def arrays(self, duration: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return time and voltage, cut off at the end of the recording."""
        time, level = np.concatenate(self.times), np.concatenate(self.levels)
        seen = time <= duration
        return time[seen], REST + MILLIVOLTS * level[seen]
