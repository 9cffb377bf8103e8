"""A nerve cell that fires or stays silent, and the path of its signal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from ann_course.live import LiveFigure, Number, Panel, Slider, slider, toggle
from ann_course.live.controls import entry
from ann_course.live.layout import html, parts_of
from ann_course.live.words import bracketed, number
from ann_course.panels.spiking_neuron.picture import (
    DURATION,
    NAMES,
    CellsPicture,
    TracePicture,
    count_spikes,
)
from ann_lib._support.checks import check_array, check_choice, describe
from ann_lib.nerve_cell.chain import Axon, Chain, Synapse
from ann_lib.nerve_cell.spiking import MILLIVOLTS, REST, Recording, SpikingNeuron
from ann_lib.plots import style

GROUPS = {
    "Inputs": ["input_1", "input_2", "input_3"],
    "Synaptic strengths": ["strength_1", "strength_2", "strength_3"],
    "Membrane of A": ["threshold", "time_constant"],
    "Axons and synapses": ["length", "speed", "cut_ab", "cut_bc"],
    "Moment shown": ["now"],
}
PARTS = {
    "membrane": ("Inputs", "Synaptic strengths", "Membrane of A"),
    "chain": ("Axons and synapses", "Moment shown"),
    "time": ("Moment shown",),
    "all": tuple(GROUPS),
}
"""Which groups of sliders each part of the panel offers."""
ALT = (
    "At the top three nerve cells in a row, A, B and C: three signals reach A, each "
    "through a dendrite with its own strength, and axons lead from A to B, from B to C "
    "and on. Below, A's membrane voltage over 200 ms against its threshold, and a row of "
    "marks for each cell: when it fired."
)


class SpikingNeuronPanel(Panel):
    """Move what arrives at a nerve cell; see when it fires and where its spikes go.

    Parameters
    ----------
    neuron : SpikingNeuron, optional
        Three dendrites. It is the very object that the sliders change.
    part : {"all", "membrane", "chain", "time"}
        Which sliders are offered; the others stay where they start.
    inputs : sequence of float
        What arrives at the three dendrites at the start, from 0 to 2.
    length, speed : float
        The axons' at the start, in mm and m/s.

    Attributes
    ----------
    neuron : SpikingNeuron
        The first cell, A.
    chain : Chain
        All three.
    recordings : list of Recording
        What each cell did in the 200 ms that are shown.

    Examples
    --------
    >>> panel = SpikingNeuronPanel(SpikingNeuron([1.0, 0.0, 0.0]))
    >>> panel.state = {"input_1": 2.0}
    >>> len(panel.recordings[0].spikes)
    12
    """

    title = "A nerve cell and its signal"

    def __init__(
        self,
        neuron: SpikingNeuron | None = None,
        *,
        part: str = "all",
        inputs: Sequence[float] = (0.8, 0.5, 1.0),
        length: float = 100.0,
        speed: float = 10.0,
    ) -> None:
        self.neuron = SpikingNeuron([1.0, 0.5, 0.25]) if neuron is None else neuron
        _check_neuron(self.neuron)
        arriving = check_array(inputs, "inputs", shape=(3,)).tolist()
        offered = PARTS[check_choice(part, "part", PARTS)]
        self.chain = Chain(
            [self.neuron, SpikingNeuron(), SpikingNeuron()], Axon(length, speed)
        )
        every = _controls(self.neuron, arriving, length, speed)
        self._fixed = {name: control.value for name, control in every.items()}
        groups = {heading: GROUPS[heading] for heading in offered}
        names = [name for heading in offered for name in groups[heading]]
        for name, control in every.items():
            if name not in names:
                for widget in parts_of(control):
                    widget.close()
        fig, (top, membrane, raster) = style.figure(6.0, 4.45, rows=3)
        fig.set_layout_engine("none")
        top.set_position((0.01, 0.68, 0.98, 0.27))
        membrane.set_position((0.105, 0.335, 0.735, 0.31))
        raster.set_position((0.105, 0.1, 0.735, 0.205))
        self.cells = CellsPicture(top)
        self.traces = TracePicture(membrane, raster)
        over = [*self.cells.over, *self.traces.over]
        picture = LiveFigure(fig, over=over, alt=ALT)
        self.sums = html("ann-sums")
        controls = {name: every[name] for name in names}
        super().__init__(picture, controls, groups=groups, below=[self.sums])

    @property
    def inputs(self) -> list[float]:
        """What arrives at the three dendrites now."""
        return [self._value(f"input_{k}") for k in (1, 2, 3)]

    @property
    def current(self) -> float:
        """What flows into A: where it should be the threshold, it is, to the last digit."""
        return round(self.neuron.current(self.inputs), 9)

    def update(self) -> None:
        """Record what the cells do, and let the pictures follow."""
        self._change_chain()
        current = self.current
        self.recordings: list[Recording] = self.chain.simulate(current, DURATION)
        fires = self.neuron.rate(current) > 0
        self.counts = count_spikes(self.chain, self.recordings, fires)
        now = self._moment
        self.cells.show(self.chain, self.inputs, self.recordings, self.counts, now)
        self.traces.show(self.chain, self.recordings, now)
        terms = " + ".join(
            f"{bracketed(strength)} × {number(signal)}"
            for strength, signal in zip(self.neuron.strengths, self.inputs, strict=True)
        )
        self.sums.value = f"<p>current = {terms} = <b>{number(current)}</b></p>"

    def describe(self) -> str:
        """Say the current, the rate, the delay, each cell's spikes, and the moment."""
        current = self.current
        rate = self.neuron.rate(current)
        fires = f"A fires at {rate:.1f} Hz" if rate else "A stays silent"
        axon = self.chain.axon
        cells = "; ".join(
            f"{name} {count.words()}"
            for name, count in zip(NAMES, self.counts, strict=True)
        )
        text = (
            f"The current is {number(current)}; {self._needed()}. With a time constant of "
            f"{number(self.neuron.time_constant)} ms, {fires}. In {DURATION:g} ms: "
            f"{cells}. Along {number(axon.length)} mm at {number(axon.speed)} m/s a spike "
            f"takes {number(round(axon.delay, 2))} ms."
        )
        if self._moment is None:
            return text
        first = self.recordings[0]
        # At a jump of the voltage the later of the two points counts.
        at = int(np.searchsorted(first.time, self._moment, side="right")) - 1
        return (
            f"{text} At {number(self._moment)} ms, A is at "
            f"{number(round(first.voltage[at]))} mV."
        )

    def code(self) -> str:
        """Return the Python that builds the same cells and records them."""
        synapses = ", ".join(repr(synapse) for synapse in self.chain.synapses)
        return (
            "from ann_lib import SpikingNeuron\n"
            "from ann_lib.nerve_cell.chain import Axon, Chain, Synapse\n\n"
            f"neuron = {self.neuron!r}\n"
            "cells = [neuron, SpikingNeuron(), SpikingNeuron()]\n"
            f"chain = Chain(cells, {self.chain.axon!r}, [{synapses}])\n"
            f"current = round(neuron.current({self.inputs}), 9)\n"
            f"recordings = chain.simulate(current, {DURATION})\n"
        )

    @property
    def _moment(self) -> float | None:
        """The moment shown, in ms; None where no slider offers one."""
        return self.controls["now"].value if "now" in self.controls else None

    def _needed(self) -> str:
        """Return what the threshold takes: the unit of currents is that of -50 mV."""
        level = number(round(self.neuron.threshold_voltage, 6))
        needed = number(round(self.neuron.threshold, 6))
        return f"to reach the threshold of {level} mV it must be above {needed}"

    def _value(self, name: str) -> Any:
        control = self.controls.get(name)
        return self._fixed[name] if control is None else control.value

    def _change_chain(self) -> None:
        self.chain.axon = Axon(self._value("length"), self._value("speed"))
        self.chain.synapses = [
            Synapse(connected=not self._value(name)) for name in ("cut_ab", "cut_bc")
        ]


def _controls(
    neuron: SpikingNeuron, inputs: list[float], length: float, speed: float
) -> dict[str, Any]:
    controls: dict[str, Any] = {}
    for k, signal in enumerate(inputs, 1):
        controls[f"input_{k}"] = _wide(f"input {k}", signal, 0.0, 2.0, 0.01)
    for k in (1, 2, 3):
        strength = entry(neuron, k - 1, "strengths")
        controls[f"strength_{k}"] = Number(f"strength {k}", *strength, -1.0, 2.0, 0.01)
    controls["threshold"] = Number(
        "threshold",
        lambda: round(neuron.threshold_voltage, 9),
        lambda level: setattr(neuron, "threshold", (level - REST) / MILLIVOLTS),
        *(-65.0, -35.0, 1.0),
        unit="mV",
    )
    controls["time_constant"] = Number(
        "time constant",
        lambda: neuron.time_constant,
        partial(setattr, neuron, "time_constant"),
        *(2.0, 60.0, 1.0),
        unit="ms",
    )
    controls["length"] = _wide("axon length", length, 10.0, 500.0, 10.0, "mm")
    controls["speed"] = _wide("axon speed", speed, 1.0, 100.0, 1.0, "m/s")
    controls["cut_ab"] = toggle("cut the synapse from A to B")
    controls["cut_bc"] = toggle("cut the synapse from B to C")
    controls["now"] = slider("time", 50.0, 0.0, DURATION, 1.0, unit="ms")
    return controls


def _wide(
    label: str, value: float, low: float, high: float, step: float, unit: str = ""
) -> Slider:
    """Return a slider whose range is widened to hold where it starts."""
    return slider(label, value, min(low, value), max(high, value), step, unit=unit)


def _check_neuron(neuron: object) -> None:
    if not isinstance(neuron, SpikingNeuron):
        raise TypeError(
            f"neuron must be an ann_lib.SpikingNeuron, got {describe(neuron)}. Build one "
            "with SpikingNeuron(strengths=[1.0, 0.5, 0.25])."
        )
    if len(neuron.strengths) != 3:
        raise ValueError(
            "neuron must have three synaptic strengths, one for each dendrite in the "
            f"picture, got {len(neuron.strengths)}."
        )
