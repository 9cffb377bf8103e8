"""Lesson 01, When does a neuron fire?: what it asks the learner, and what it answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from ann_course.learn import Exercise, Mistake, Option, Prediction, Question
from ann_course.learn.item import Item
from ann_course.lessons.lesson_01.tasks import (
    try_chain as try_chain,
    try_membrane as try_membrane,
)
from ann_lib.nerve_cell.spiking import SpikingNeuron

recall_model = Question(
    "recall-model",
    "The lecture calls an artificial neural network…",
    [
        Option(
            "a computational model, loosely inspired by the brain.",
            right=True,
            reply="Yes. “Loosely” matters: this lesson looks at what inspired it.",
        ),
        Option(
            "a brain rebuilt in software.",
            misconception="artificial-neuron-is-a-brain-cell",
        ),
        Option(
            "a program that collects what it needs to know.",
            misconception="gathers-its-own-data",
        ),
    ],
)

recall_way = Question(
    "recall-way",
    "In which order does a signal pass through the parts of a nerve cell?",
    [
        Option(
            "Dendrites, cell body, axon, synapses.",
            right=True,
            reply="Yes: collected, decided on, carried away, handed on.",
        ),
        Option(
            "Axon, cell body, dendrites, synapses.",
            reply="The other way round: dendrites bring signals in, the axon leads away.",
        ),
        Option(
            "Dendrites, axon, cell body, synapses.",
            reply="The cell body lies before the axon: there it is decided whether "
            "anything is carried away.",
        ),
    ],
)

predict_stronger = Prediction(
    "predict-stronger",
    "A neuron fires steadily. Now its input is made twice as strong. What will its spikes "
    "do?",
    options=[
        "They get taller, and come as often as before.",
        "They stay as tall as they are, and come more often.",
        "They get taller and come more often.",
        "Nothing changes: it was firing already.",
    ],
    right=1,
    because="A stronger input brings the voltage to the threshold sooner, so spikes follow "
    "each other faster. The spike itself always looks the same.",
)

predict_weak = Prediction(
    "predict-weak",
    "An input that lifts the voltage to 90 % of the threshold is left on for a very long "
    "time. What will happen?",
    options=[
        "It adds up: sooner or later the neuron fires.",
        "Small spikes, nine tenths of the usual height.",
        "Nothing: the neuron never fires.",
    ],
    right=2,
    because="The membrane leaks: at 90 % as much flows out as flows in, and there the "
    "voltage stays.",
)

predict_cut = Prediction(
    "predict-cut",
    "Neuron A drives B, and B drives C. The synapse between B and C is cut. Who is silent?",
    options=["Only C.", "B and C.", "All three."],
    right=0,
    because="The signal goes one way. B still hears A and fires; nothing that happens "
    "after B can silence it.",
)


def firing_rate(current: float) -> float:
    """Spikes per second of a cell with a 20 ms membrane and a 2 ms pause."""
    if current <= 1.0:
        return 0.0
    climb = 20.0 * math.log(current / (current - 1.0))
    return 1000.0 / (2.0 + climb)


def _rate(
    interval: Callable[[float], float], second: float = 1000.0
) -> Callable[..., float]:
    """Return a rate with a different climb from rest to the threshold."""

    def rate(current: float) -> float:
        return 0.0 if current <= 1.0 else second / interval(current / (current - 1.0))

    return rate


write_firing_rate = Exercise(
    "write-firing-rate",
    "Fill the two gaps in `firing_rate`: the interval between two spikes, and the rate.",
    reference=firing_rate,
    inputs=[(0.0,), (0.9,), (1.0,), (1.01,), (1.5,), (2.0,), (5.0,)],
    random_inputs=lambda rng: (round(float(rng.uniform(0.5, 4.0)), 2),),
    mistakes=[
        Mistake(
            _rate(lambda ratio: 20.0 * math.log(ratio)),
            "You left out the pause. After each spike the cell rests for 2 ms before its "
            "voltage starts to climb: the interval is the pause plus the climb.",
        ),
        Mistake(
            _rate(lambda ratio: 2.0 + 20.0 * math.log(ratio), second=1.0),
            "Those are spikes per millisecond. For spikes per second (Hz), divide 1000 "
            "instead.",
        ),
        Mistake(
            lambda current: 0.0 if current <= 1.0 else 1000.0 / firing_rate(current),
            "That is the interval, in ms. The rate is how many of them fit into a second.",
        ),
        Mistake(
            _rate(lambda ratio: 2.0),
            "You counted only the pause. The voltage must also climb: add `climb`.",
        ),
    ],
)

INPUTS = (0.8, 0.5, 1.0)
"""What arrives at the three dendrites in the exercise `reach_40_hz`."""


def rate_with(strengths: Sequence[float]) -> float:
    """Return the rate in Hz at which `INPUTS` make a cell with these synapses fire."""
    return SpikingNeuron().rate(_current_with(strengths))


def _current_with(strengths: Sequence[float]) -> float:
    return SpikingNeuron(strengths=list(strengths)).current(INPUTS)


def _fires_at_40_hz(strengths: Sequence[float]) -> bool | str:
    if len(strengths) != 3:
        return f"There are three dendrites, so give three strengths, not {len(strengths)}."
    rate = rate_with(strengths)
    return abs(rate - 40.0) <= 0.5 or f"This cell fires at {rate:.1f} Hz."


reach_40_hz = Exercise(
    "reach-40-hz",
    "Find three synaptic strengths with which the inputs 0.8, 0.5 and 1.0 make the cell "
    "fire at 40 Hz, to within half a spike per second.",
    reference=[1.0, 0.4, 0.463],
    accepts=_fires_at_40_hz,
    mistakes=[
        Mistake(
            [0.5, 0.2, 0.4],
            "Silent: the current stays below the threshold of 1. Waiting longer does not "
            "help.",
            when=lambda strengths: len(strengths) == 3 and _current_with(strengths) < 1.0,
        ),
        Mistake(
            [1.0, 0.4, 0.402],
            "37 Hz: this is what you get if you leave the 2 ms pause out. With it you need "
            "a little more current.",
            when=lambda strengths: 36.5 <= rate_with(strengths) <= 37.5,
        ),
        Mistake(
            [50.0, 0.0, 0.0],
            "You made the current 40. The current isn't the rate: the climb to the "
            "threshold comes in between. Which current did `firing_rate` need?",
            when=lambda strengths: abs(_current_with(strengths) - 40.0) < 1e-6,
        ),
        Mistake(
            [1.0, 0.4, 0.0],
            "Silent, but only just: the current is exactly 1. The voltage comes ever "
            "closer to the threshold and never crosses it.",
            when=lambda strengths: abs(_current_with(strengths) - 1.0) < 1e-9,
        ),
    ],
)

PARTS = {"A": "dendrites", "B": "cell body", "C": "axon", "D": "synapses"}
"""What the letters stand for in the picture of the exercise `label_parts`."""


def _labels_fit(labels: dict[str, str]) -> bool | str:
    given = {letter: part.strip().lower().rstrip("s") for letter, part in labels.items()}
    wrong = [letter for letter in PARTS if given.get(letter) != PARTS[letter].rstrip("s")]
    if not wrong:
        return True
    return f"Look again at {' and '.join(wrong)}: which way does the signal run there?"


def _swapped(first: str, second: str) -> dict[str, str]:
    return PARTS | {first: PARTS[second], second: PARTS[first]}


label_parts = Exercise(
    "label-parts",
    "Give each letter in the picture its name: dendrites, cell body, axon or synapses.",
    reference=PARTS,
    accepts=_labels_fit,
    mistakes=[
        Mistake(
            _swapped("A", "C"),
            "Dendrites and axon are swapped. Dendrites are the many short branches that "
            "bring signals in; the axon is the one long fibre that leads away.",
        ),
        Mistake(
            _swapped("A", "D"),
            "Dendrites and synapses are swapped. A is where this cell collects signals; D "
            "is where it passes its own on to the next cells.",
        ),
        Mistake(
            _swapped("B", "C"),
            "Cell body and axon are swapped. The cell body is the thick part in which "
            "everything is summed up; the axon is the long fibre.",
        ),
        Mistake(
            _swapped("C", "D"),
            "Axon and synapses are swapped. The axon carries the signal over the "
            "distance; only at its very ends are the contacts, the synapses.",
        ),
    ],
)

ask_taller = Question(
    "ask-taller",
    "The current rises from 1.2 to 2.4 thresholds. What does an electrode in the axon "
    "record?",
    [
        Option(
            "Spikes of the same height, closer together.",
            right=True,
            reply="Yes. A stronger input shows in how often the cell fires.",
        ),
        Option("Taller spikes.", misconception="stronger-input-taller-spike"),
        Option(
            "The same spikes at the same rate, since firing is all or none.",
            reply="All or none holds for each single spike. How soon the next one follows "
            "depends on the current: the more of it, the faster the climb to the "
            "threshold.",
        ),
    ],
)

ask_below = Question(
    "ask-below",
    "The current stays at 0.9 thresholds for an hour. How many spikes?",
    [
        Option(
            "None.",
            right=True,
            reply="Yes. The membrane leaks: at 0.9 as much flows out as flows in.",
        ),
        Option(
            "A few: it all adds up in the end.",
            reply="It would in a bucket without a hole. The membrane leaks.",
        ),
        Option(
            "Many small ones, nine tenths as tall.",
            misconception="stronger-input-taller-spike",
        ),
    ],
)

ask_model = Question(
    "ask-model",
    "Our simulated cell fires at 63 Hz when its current is two thresholds. What does that "
    "say about a cell in your head?",
    [
        Option(
            "That its rate may rise in a similar way, with other numbers.",
            right=True,
            reply="Yes. The model keeps leak, threshold and pause. The numbers depend on "
            "the cell, and real cells do much that this model leaves out.",
        ),
        Option(
            "That it fires at 63 Hz too.",
            misconception="answers-are-exact",
            reply="The model is exact about the model. A real cell must be measured.",
        ),
        Option(
            "All there is to know: the equation *is* the cell.",
            misconception="artificial-neuron-is-a-brain-cell",
            reply="This model has no ion channels, no chemistry, and never grows tired.",
        ),
    ],
)

# All of them, in the order of this file, which is the lesson's.
ITEMS = [item for item in list(vars().values()) if isinstance(item, Item)]
