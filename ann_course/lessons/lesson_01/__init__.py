"""Lesson 01, When does a neuron fire?: what it asks the learner, and what it answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from numbers import Real
from typing import Any

from ann_course.learn import (
    Exercise,
    Labelling,
    Mistake,
    Option,
    Ordering,
    Prediction,
    Progress,
    Question,
)
from ann_course.learn.exercise import Right
from ann_course.learn.item import Item
from ann_course.lessons.lesson_01.nerve_cell import lettered_cell
from ann_course.lessons.lesson_01.tasks import (
    try_chain as try_chain,
    try_membrane as try_membrane,
    try_signal as try_signal,
)
from ann_lib.nerve_cell.spiking import SpikingNeuron


def _current_of(state: Mapping[str, Any]) -> float:
    """Return the current into cell A in a state of the panel."""
    return sum(float(state[f"strength_{k}"] * state[f"input_{k}"]) for k in (1, 2, 3))


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
            reply="It takes one idea from the brain, that inputs are weighted and added "
            "up, and leaves out nearly everything else: time, spikes, chemistry, shape.",
        ),
        Option(
            "a program that collects what it needs to know.",
            misconception="gathers-its-own-data",
        ),
    ],
)

recall_way = Ordering(
    "recall-way",
    "In which order does a signal pass through the parts of a nerve cell?",
    ["axon", "cell body", "dendrites", "synapses"],
    [["dendrites", "cell body", "axon", "synapses"]],
    reply="Yes: collected, decided on, carried away, handed on.",
    mistakes=[
        Mistake(
            ["axon", "cell body", "dendrites", "synapses"],
            "The other way round: dendrites bring signals in, the axon leads away.",
            when=lambda order: order.index("axon") < order.index("dendrites"),
        ),
        Mistake(
            ["dendrites", "axon", "cell body", "synapses"],
            "The cell body lies before the axon: there it is decided whether anything is "
            "carried away.",
            when=lambda order: order.index("axon") < order.index("cell body"),
        ),
        Mistake(
            ["synapses", "dendrites", "cell body", "axon"],
            "A signal does come in through synapses, but those are the ends of other "
            "cells. This cell's own synapses are where it hands the signal on.",
            when=lambda order: order.index("synapses") < order.index("axon"),
        ),
    ],
    ask="Where would a drug act that makes every signal weaker, and where one that delays "
    "it?",
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
    ask="Look at one spike, then at many of them: which did the input change?",
    seen_at=lambda state: _current_of(state) > 2.0,  # from 1.3
)

predict_weak = Prediction(
    "predict-weak",
    "An input that lifts the voltage nine tenths of the way from rest to the threshold, to "
    "−52 mV, is left on for a very long time. What will happen?",
    options=[
        "It adds up: sooner or later the neuron fires.",
        "Small spikes, nine tenths of the usual height.",
        "Nothing: the neuron never fires.",
    ],
    right=2,
    because="The membrane leaks: at −52 mV as much flows out as flows in, and there the "
    "voltage stays.",
    ask="A bucket with a hole stands under a thin tap. When does it stop filling?",
    seen_at=lambda state: 0.8 <= _current_of(state) < 1.0,
)

predict_cut = Prediction(
    "predict-cut",
    "Neuron A drives B, and B drives C. The synapse between B and C is cut. Who is silent?",
    options=["Only C.", "B and C.", "All three."],
    right=0,
    because="The signal goes one way. B still hears A and fires; nothing that happens "
    "after B can silence it.",
    ordered=True,
    ask="Which single cut would silence B and not A?",
    seen_at=lambda state: bool(state["cut_bc"]),
)


INPUTS = (0.8, 0.5, 1.0)
"""What arrives at the three dendrites in the exercise `reach_40_hz`."""


def rate_with(strengths: Sequence[float]) -> float:
    """Return the rate in Hz at which `INPUTS` make a cell with these synapses fire."""
    return SpikingNeuron().rate(_current_with(strengths))


def _current_with(strengths: Sequence[float]) -> float:
    if isinstance(strengths, set):
        raise TypeError("strengths must have an order, and a set has none.")
    return SpikingNeuron(strengths=list(strengths)).current(INPUTS)


def _fires_at_40_hz(strengths: Sequence[float]) -> bool | str:
    if isinstance(strengths, set):
        return "Curly brackets make a set, which has no order. Write `[1.2, 0.5, 0.3]`."
    if len(strengths) != 3 and all(isinstance(each, Real) for each in strengths):
        return (
            f"There are three dendrites, so give three strengths, not {len(strengths)}. "
            "Between numbers stands a comma, and within one a point: 0.5."
        )
    rate, current = rate_with(strengths), _current_with(strengths)
    if abs(rate - 40.0) <= 0.5:
        return Right(
            f"Your cell fires at {rate:.1f} Hz: your strengths make a current of "
            f"{current:.3f}. Any other three that add up to it would do as well."
        )
    change = "more" if rate < 40.0 else "less"
    return (
        f"This cell fires at {rate:.1f} Hz, with a current of {current:.3f}. For 40 Hz it "
        f"needs {change}."
    )


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
            "37 Hz, and close. If you computed the current: this is what you get without "
            "the pause of 2 ms after each spike. With it you need a little more.",
            when=lambda strengths: 36.5 <= rate_with(strengths) <= 37.5,
        ),
        Mistake(
            [50.0, 0.0, 0.0],
            "You made the current 40. The current isn't the rate: the climb to the "
            "threshold comes in between. Which current does the panel need for 40 Hz?",
            when=lambda strengths: abs(_current_with(strengths) - 40.0) < 1e-6,
        ),
        Mistake(
            [1.0, 0.4, 0.0],
            "Silent, but only just: the current is exactly 1. The voltage comes ever "
            "closer to the threshold and never crosses it.",
            when=lambda strengths: abs(_current_with(strengths) - 1.0) < 1e-9,
        ),
    ],
    hints=[
        "Go back to the panel under “Move” and press Reset: with the strengths 1, 0.5 and "
        "0.25 the current is 1.3, and the cell fires at 32 Hz. It needs a little more.",
        "Slide the third strength up, and read the rate below the picture. Stop as soon as "
        "it is between 39.5 and 40.5 Hz.",
        "A current of 1.463 does it. The strengths 1.0 and 0.4 give 0.8 · 1.0 + 0.5 · 0.4, "
        "which is 1.0 of it. The third input is 1.0: which strength gives the rest?",
    ],
    solution="my_strengths = [1.0, 0.4, 0.463]  # 0.8 + 0.2 + 0.463 = 1.463",
)

reach_40_hz.ask = "Your neighbour has three other strengths. What must both have in common?"

PARTS = {"A": "dendrites", "B": "cell body", "C": "axon", "D": "synapses"}
"""What the letters stand for in the picture of `label_parts`."""


def _swapped(first: str, second: str) -> dict[str, str]:
    return PARTS | {first: PARTS[second], second: PARTS[first]}


label_parts = Labelling(
    "label-parts",
    "Which part of the nerve cell is which? Choose a name for each letter in the picture.",
    PARTS,
    picture=lettered_cell,
    reply="Yes: in the order in which a signal passes them.",
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
        Mistake(
            _swapped("A", "B"),
            "Dendrites and cell body are swapped. The dendrites are the branches; the "
            "cell body is the thick part in which they meet.",
        ),
        Mistake(
            _swapped("B", "D"),
            "Cell body and synapses are swapped. The cell body is the thick part in the "
            "middle of the branches; the synapses are the contacts at the far ends.",
        ),
        Mistake(
            {"A": "synapses", "B": "axon", "C": "cell body", "D": "dendrites"},
            "That is the whole cell backwards. Follow the arrow: the signal comes in at A "
            "and leaves at D.",
        ),
    ],
    ask="Cut the cell at C. Which parts still notice a signal that comes in, and which "
    "don't?",
)


def climb(current: float) -> float:
    """Milliseconds from rest to the threshold, as the notebook has it."""
    return 20.0 * math.log(current / (current - 1.0))


def firing_rate(current: float) -> float:
    """Spikes per second of a cell with a 20 ms membrane and a 2 ms pause."""
    if current <= 1.0:
        return 0.0
    return 1000.0 / (2.0 + climb(current))


def _rate(
    interval: Callable[[float], float], second: float = 1000.0
) -> Callable[..., float]:
    """Return a rate with another interval between two spikes."""

    def rate(current: float) -> float:
        return 0.0 if current <= 1.0 else second / interval(current)

    return rate


write_firing_rate = Exercise(
    "write-firing-rate",
    "Fill the two gaps in `firing_rate`: the interval between two spikes, and the rate.",
    reference=firing_rate,
    inputs=[(0.0,), (0.9,), (1.0,), (1.01,), (1.5,), (2.0,), (5.0,)],
    random_inputs=lambda rng: (round(float(rng.uniform(0.5, 4.0)), 2),),
    mistakes=[
        Mistake(
            _rate(climb),
            "You left out the pause. After each spike the cell rests for 2 ms before its "
            "voltage starts to climb: the interval is the pause plus the climb.",
        ),
        Mistake(
            _rate(lambda current: 2.0 + climb(current), second=1.0),
            "Those are spikes per millisecond. For spikes per second (Hz), divide 1000 "
            "instead.",
        ),
        Mistake(
            _rate(lambda current: 2.0),
            "You counted only the pause. The voltage must also climb: add "
            "`climb(current)`.",
        ),
        Mistake(
            _rate(lambda current: 2.0 + climb(2.0)),
            "Your interval is the same for every current. How long the climb takes depends "
            "on it: `climb(current)`.",
        ),
        Mistake(
            _rate(lambda current: 2.0 * climb(current)),
            "You multiplied pause and climb. One follows the other, so add them.",
        ),
        Mistake(
            _rate(lambda current: 0.002 + climb(current)),
            "The pause stands there in seconds, and the climb in milliseconds. Write both "
            "in ms: the pause is 2.",
        ),
    ],
    hints=[
        "Between two spikes two things follow each other: the pause, and the climb to the "
        "threshold.",
        "The pause takes 2 ms, and `climb(current)` says how many ms the climb takes. The "
        "interval is their sum.",
        "A second has 1000 ms. If an interval takes 25 ms, 1000 / 25 = 40 of them fit into "
        "a second.",
    ],
    solution="""
    def firing_rate(current):
        if current <= 1:
            return 0.0
        interval = 2 + climb(current)
        return 1000 / interval
    """,
    praise="Yes: pause plus climb, and how often that fits into a second. It agrees with "
    "the simulated cell for all {n} currents that we tried.",
)

write_firing_rate.ask = (
    "The current grows without limit. Which rate can the cell never exceed, and why?"
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
            ask="What in the trace tells you how strong the current is?",
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
            ask="How would the answer change if nothing leaked?",
        ),
        Option(
            "Many small ones, nine tenths as tall.",
            misconception="stronger-input-taller-spike",
            reply="There are no small spikes: a spike comes whole or not at all. At 0.9 "
            "the voltage never reaches the threshold, so there is none.",
            ask="What would half a spike look like, and have you seen one in the panel?",
        ),
    ],
)

ask_model = Question(
    "ask-model",
    "Our simulated cell fires at 63 Hz when its current is two thresholds. What does that "
    "say about a cell in your head?",
    [
        Option(
            "That its rate may rise similarly, with other numbers.",
            right=True,
            reply="Yes. The model keeps leak, threshold and pause. The numbers depend on "
            "the cell, and real cells do much that this model leaves out.",
        ),
        Option(
            "That it fires at 63 Hz too, at twice its own threshold.",
            misconception="answers-are-exact",
            reply="The model is exact about the model. A real cell must be measured.",
            ask="What would you measure in a real cell before you trust the 63 Hz?",
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

progress = Progress("lesson_01", ITEMS)
