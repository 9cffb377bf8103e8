"""The pictures of the spiking neuron's panel: three cells in a row, and what they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from ann_course.live.labels import Labels
from ann_course.live.marks import Disks, Segments, Strokes, pale
from ann_course.live.words import counted, number
from ann_lib.nerve_cell.chain import Chain
from ann_lib.nerve_cell.spiking import Recording
from ann_lib.plots import style

DURATION = 200.0
"""Time shown, in ms."""
FLASH = 3.0
"""A cell is bright for so long after it fired, in ms."""
LOWEST, HIGHEST = -105.0, 45.0
"""Range of the voltage axis, in mV."""
NAMES = ("A", "B", "C")
DENDRITES = [(0.45, 2.55), (0.45, 1.5), (0.45, 0.45)]
STRENGTH_PLACES = [(1.85, 2.5), (1.7, 1.82), (1.85, 0.5)]
CELLS = [(3.3, 1.5), (6.9, 1.5), (10.5, 1.5)]
PARTS_NAMED = [
    (0.47, 3.13, "inputs"), (1.78, 3.13, "synapses"), (1.6, -0.12, "dendrites"),
    (3.3, 2.16, "cell body"), (5.0, 1.72, "axon"), (6.3, 2.16, "synapse"),
    (9.9, 2.16, "synapse"),
]  # fmt: skip
"""Where each name stands: x, y, name."""
AXONS = [(3.9, 6.1), (7.5, 9.7), (11.1, 11.9)]
"""Where each axon begins and where it ends, along the picture."""


@dataclass(frozen=True)
class Count:
    """What a cell has done by the end of the time shown.

    Parameters
    ----------
    n_spikes : int
    on_the_way : int
        Spikes that will still arrive and make it fire.
    fires : bool
        Whether it fires at all, now or later.
    """

    n_spikes: int
    on_the_way: int
    fires: bool

    def lines(self) -> tuple[str, str]:
        """Return two short lines: "5 spikes" and "1 on its way"."""
        if not self.fires:
            return "silent", ""
        if not self.n_spikes:
            return "first spike", f"after {DURATION:g} ms"
        way = "its" if self.on_the_way == 1 else "their"
        more = f"{self.on_the_way} on {way} way" if self.on_the_way else ""
        return counted(self.n_spikes, "spike"), more

    def words(self) -> str:
        """Return the same as part of a sentence."""
        first, second = self.lines()
        if not second:
            return first
        return f"{first}, {second}" if self.n_spikes else f"{first} {second}"


def count_spikes(chain: Chain, recordings: Sequence[Recording], fires: bool) -> list[Count]:
    """Return what each cell has done by the end; ``fires`` says whether the first does.

    A spike that is still on an axon when time ends will make the next cell fire.
    """
    counts = [Count(len(recordings[0].spikes), 0, fires)]
    delay = chain.axon.delay
    for synapse, before, own in zip(
        chain.synapses, recordings, recordings[1:], strict=False
    ):
        fires = fires and synapse.connected
        late = sum(spike + delay > DURATION for spike in before.spikes) if fires else 0
        counts.append(Count(len(own.spikes), late, fires))
    return counts


class CellsPicture:
    """Three cells: dendrites, cell bodies, axons with spikes on them, and synapses."""

    def __init__(self, ax: Axes) -> None:
        self.axes = ax
        ax.set_axis_off()
        ax.set(xlim=(0, 12), ylim=(0, 3))
        for start, end in AXONS:
            ax.plot([start, end], [1.5, 1.5], color=style.NEUTRAL, lw=4, alpha=0.5)
        for (_, end), (x, _) in zip(AXONS, CELLS[1:], strict=False):
            ax.plot([end], [1.5], ">", color=style.NEUTRAL, ms=11)
            ax.plot([x - 0.6, x - 0.6], [1.2, 1.8], color=style.INK, lw=3)
        for x, y, name in PARTS_NAMED:
            ax.text(x, y, name, va="bottom", ha="center", size=style.SMALL)
        wires = [(place, CELLS[0]) for place in DENDRITES]
        for (x, y), (cell_x, cell_y) in wires:
            ax.plot([x, cell_x], [y, cell_y], color=style.NEUTRAL, lw=0.8, ls=":")
        for _, y in DENDRITES:  # where a signal arrives, a quarter of the way to the cell
            middle = 0.75 * y + 0.25 * 1.5
            ax.plot([1.16, 1.16], [middle - 0.2, middle + 0.2], color=style.INK, lw=3)
        self.dendrites = Segments(ax, wires)
        self.disks = Disks(ax, [*DENDRITES, *CELLS], [28, 28, 28, 42, 42, 42])
        places = [*DENDRITES, *CELLS]
        self.values = Labels(ax, places, size=style.SMALL, color=style.DARK)
        look: dict[str, Any] = {"size": style.SMALL, "bold": True, "halo": True}
        self.strengths = Labels(ax, STRENGTH_PLACES, **look)
        rows = [(x, y) for x, _ in CELLS for y in (0.6, 0.18)]
        self.counts = Labels(ax, rows, size=style.SMALL)
        self.delay = Labels(ax, [(5.0, 1.15)], size=style.SMALL)
        (self.spikes,) = ax.plot(
            [], [], "o", ms=9, color=style.POSITIVE, mec=style.INK, clip_on=False
        )
        (self.cuts,) = ax.plot([], [], "x", color=style.INK, ms=16, mew=3)
        self.over: list[Artist] = [
            *(self.dendrites, self.disks, self.values, self.strengths),
            *(self.counts, self.delay, self.spikes, self.cuts),
        ]

    def show(
        self,
        chain: Chain,
        inputs: Sequence[float],
        recordings: list[Recording],
        counts: Sequence[Count],
        now: float | None,
    ) -> None:
        """Let the picture show the cells at time ``now``; None shows no one moment."""
        strengths = chain.neurons[0].strengths
        self.dendrites.set_weights(strengths, 2.0, 1.0, 5.0)
        bright = [
            now is not None and any(0 <= now - t <= FLASH for t in r.spikes)
            for r in recordings
        ]
        fills = pale(inputs, 2.0)
        fills += [to_hex(style.SURFACE(1.0)) if on else style.LIGHT for on in bright]
        self.disks.set_fills(fills)
        self.values.set_texts([*(number(value) for value in inputs), *NAMES])
        self.strengths.set_texts([f"× {number(value)}" for value in strengths])
        self.counts.set_texts([line for count in counts for line in count.lines()])
        self.delay.set_texts([f"{number(round(chain.axon.delay, 2))} ms"])
        along = [
            start + (end - start) * position / chain.axon.length
            for (start, end), recording in zip(AXONS, recordings, strict=True)
            if now is not None
            for position in chain.axon.positions(recording.spikes, now)
        ]
        self.spikes.set_visible(bool(along))
        self.spikes.set_data(along, [1.5] * len(along))
        gaps = zip(chain.synapses, AXONS, strict=False)
        cut = [end + 0.12 for synapse, (_, end) in gaps if not synapse.connected]
        self.cuts.set_visible(bool(cut))
        self.cuts.set_data(cut, [1.5] * len(cut))


class TracePicture:
    """The membrane's voltage against the threshold, and below it when each cell fires."""

    def __init__(self, membrane: Axes, raster: Axes) -> None:
        for ax in (membrane, raster):
            ax.set_xlim(0, DURATION)
        membrane.set(ylim=(LOWEST, HIGHEST), ylabel="A (mV)", yticks=[-90, -70, -50, 0, 30])
        membrane.tick_params(labelbottom=False)
        raster.set(
            ylim=(-0.6, 2.6), yticks=[2, 1, 0], yticklabels=NAMES, xlabel="time (ms)"
        )
        raster.tick_params(axis="y", length=0, labelsize=style.MEDIUM)
        everywhere = [(0.0, 0.0), (DURATION, 0.0)]
        self.threshold = Segments(membrane, [everywhere])
        self.threshold.set_look([style.NEUTRAL], [1.5])
        # In ink: orange and blue are for what is above and below 0.
        (self.voltage,) = membrane.plot([], [], color=style.INK, lw=1.8)
        self.limit = Labels(membrane, [(0, 0), (0, 0)], align="left", size=style.SMALL)
        self.lower = Labels(membrane, [(100, LOWEST + 8)], size=style.SMALL)
        self.travel = Strokes(raster, style.NEUTRAL, 1.2)
        self.fired = Strokes(raster, style.INK, 2.2)
        self.cursors = [Segments(membrane, [everywhere]), Segments(raster, [everywhere])]
        for cursor in self.cursors:
            cursor.set_look([style.NEUTRAL], [1.5])
        self.over: list[Artist] = [
            *(self.threshold, self.voltage, self.limit, self.lower),
            *(self.travel, self.fired, *self.cursors),
        ]

    def show(self, chain: Chain, recordings: list[Recording], now: float | None) -> None:
        """Let the curves follow what was recorded; None marks no moment."""
        first = recordings[0]
        self.voltage.set_data(first.time, first.voltage)
        level = chain.neurons[0].threshold_voltage
        self.threshold.set_ends([[(0.0, level), (DURATION, level)]])
        beside = DURATION * 1.015
        self.limit.set_points([(beside, level), (beside, level - 17)])
        self.limit.set_texts(["threshold", f"{number(round(level, 1))} mV"])
        low = float(first.voltage.min())
        self.lower.set_texts([f"down to {number(round(low))} mV" if low < LOWEST else ""])
        fired = [(t, k - 0.3, t, k + 0.3) for t, k in _ticks(recordings)]
        self.fired.set_ends(np.reshape(fired, (-1, 2, 2)))
        travels = [_way(t, k, chain.axon.delay) for t, k in _ticks(recordings[:2])]
        self.travel.set_ends(np.reshape(travels, (-1, 2, 2)))
        for cursor, (low, high) in zip(
            self.cursors, [(LOWEST, HIGHEST), (-0.6, 2.6)], strict=True
        ):
            cursor.set_visible(now is not None)
            cursor.set_ends([[(now or 0.0, low), (now or 0.0, high)]])


def _ticks(recordings: Sequence[Recording]) -> list[tuple[float, int]]:
    """Return the time and the row of every spike; the first cell is in the top row."""
    return [(t, 2 - k) for k, recording in enumerate(recordings) for t in recording.spikes]


def _way(start: float, row: int, delay: float) -> tuple[float, float, float, float]:
    """Return the stroke of a spike to the next cell's row, cut off where time ends."""
    share = min(1.0, (DURATION - start) / delay)
    return (start, row - 0.3, start + share * delay, row - 0.3 - 0.4 * share)
