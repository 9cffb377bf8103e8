"""Lesson 02, One artificial neuron: what it asks the learner, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ann_course.learn import Exercise, Mistake, Option, Prediction, Progress, Question
from ann_course.learn.exercise import Right
from ann_course.learn.item import Item
from ann_course.lessons.lesson_02.tasks import (
    try_inputs as try_inputs,
    try_neuron as try_neuron,
)
from ann_lib.neuron import Neuron

LAKE = {"names": ("sun", "company"), "answers": ("I go", "I stay")}
"""What the neuron of this lesson decides: whether to go to the lake after class."""

recall_spike = Question(
    "recall-spike",
    "The current into a nerve cell doubles, and it was firing before. Its spikes…",
    [
        Option(
            "come more often, at the same height.",
            right=True,
            reply="Yes: all or none. The strength of the input shows in the rate.",
        ),
        Option(
            "get taller, and come as often as before.",
            misconception="stronger-input-taller-spike",
        ),
        Option(
            "get taller and come more often.",
            reply="More often, yes. But a spike has only one height, whatever the input: "
            "all or none.",
            ask="If all spikes are alike, where can the strength of the input be seen?",
        ),
    ],
)

recall_synapse = Question(
    "recall-synapse",
    "A synapse has strength 0. What does that say about the signal that arrives there?",
    [
        Option(
            "Nothing: whatever arrives, this cell takes no notice.",
            right=True,
            reply="Yes: strength × signal is 0 for every signal. Hold on to that.",
        ),
        Option(
            "That the signal is faulty and had better be ignored.",
            misconception="small-weight-means-wrong-input",
            reply="It says nothing against the signal, which may be as good as any other. "
            "It says that this cell gives it no weight.",
            ask="Could the same signal count for another cell?",
        ),
        Option(
            "That no signal arrives.",
            reply="Signals may arrive as before. The cell gives them no weight.",
            ask="Who else may be listening to the same signal?",
        ),
    ],
)

predict_bias = Prediction(
    "predict-bias",
    "A neuron has the weights 1 and 1 and the bias −1.5. The bias is raised to −0.5. What "
    "happens to the line between “fires” and “stays silent”?",
    options=[
        "It turns.",
        "It moves, parallel to itself, and more points make the neuron fire.",
        "It moves, parallel to itself, and fewer points make the neuron fire.",
        "It stays, and the outputs get larger.",
    ],
    right=1,
    because="The bias is added whatever the inputs are. With more of it the inputs need "
    "less to reach 0, and how they count against each other stays as it was.",
    ask="Which points were silent before, and fire now?",
    seen_at=lambda state: state["bias"] >= -1.0,
)

predict_zero_weight = Prediction(
    "predict-zero-weight",
    "The weight of the second input is set to 0. What becomes of the line?",
    options=[
        "It lies flat: the first input no longer matters.",
        "It disappears.",
        "It stands upright: the second input no longer matters.",
    ],
    right=2,
    because="Whatever the second input is, 0 times it is 0. Moving up or down in the "
    "picture changes nothing, so the line must run straight up.",
    ask="And what if both weights are 0?",
    seen_at=lambda state: state["w2"] == 0,
)


def weighted_sum(inputs: Sequence[float], weights: Sequence[float], bias: float) -> float:
    """Add up the weighted inputs and the bias."""
    total = 0.0
    for x, w in zip(inputs, weights, strict=True):
        total += w * x
    return total + bias


def neuron(inputs: Sequence[float], weights: Sequence[float], bias: float) -> float:
    """Fire (1.0) where the weighted sum is 0 or more, otherwise stay silent (0.0)."""
    if weighted_sum(inputs, weights, bias) >= 0:
        return 1.0
    return 0.0


def _draw(rng: np.random.Generator) -> tuple[list[float], list[float], float]:
    # Quarters are exact in binary, so that sums that should be 0 are 0.
    size = int(rng.integers(1, 5))
    numbers = (rng.integers(-8, 9, size=2 * size + 1) / 4).tolist()
    weights = [weight or 1.0 for weight in numbers[size:-1]]
    return numbers[:size], weights, numbers[-1]


_BY_HAND: list[tuple[list[float], list[float], float]] = [
    ([1.0, 0.5], [2.0, -1.0], -0.5),
    ([0.0, 0.0], [1.0, 1.0], 0.5),
    ([1.0, 1.0], [1.0, 1.0], -2.0),
    ([2.0], [-0.5], 0.25),
    ([1.0, 0.0, 3.0], [0.5, 4.0, -1.0], 1.0),
]


def _doubling(inputs: Sequence[float], weights: Sequence[float], bias: float) -> float:
    """Add the total to itself in each round: ``total += total + w * x``."""
    total = 0.0
    for x, w in zip(inputs, weights, strict=True):
        total += total + w * x
    return total + bias


write_weighted_sum = Exercise(
    "write-weighted-sum",
    "Fill the two gaps in `weighted_sum`: what each input adds, and what is returned. "
    "There may be one input or several.",
    reference=weighted_sum,
    inputs=_BY_HAND,
    random_inputs=_draw,
    mistakes=[
        Mistake(
            lambda inputs, weights, bias: weighted_sum(inputs, weights, 0.0),
            "You forgot the bias: add it once, after the loop.",
        ),
        Mistake(
            lambda inputs, weights, bias: sum(inputs) + bias,
            "You added the inputs as they are. First multiply each by its weight.",
        ),
        Mistake(
            lambda inputs, weights, bias: weighted_sum(inputs, weights, bias * len(inputs)),
            "You added the bias once for each input. Add it only once: it belongs to the "
            "neuron.",
        ),
        Mistake(
            lambda inputs, weights, bias: weighted_sum(inputs, weights, -bias),
            "You subtracted the bias. It is the threshold that is subtracted; the bias is "
            "added.",
        ),
        Mistake(
            lambda inputs, weights, bias: sum(weights) + bias,
            "You added the weights alone. Multiply each by its input first.",
        ),
        Mistake(
            lambda inputs, weights, bias: sum(inputs) + sum(weights) + bias,
            "You added input and weight. A weight says how much its input counts: multiply "
            "them.",
        ),
        Mistake(
            lambda inputs, weights, bias: bias,
            "You give back the bias alone: what the loop has added up is lost. Add the "
            "bias to the total.",
        ),
        Mistake(
            _doubling,
            "`+=` adds to the total already. Write behind it only what this one input "
            "contributes.",
        ),
    ],
    hints=[
        "The loop goes through the inputs one by one: `x` is an input and `w` its weight. "
        "How much does this one contribute?",
        "An input contributes its weight times its value: `w * x`.",
        "After the loop `total` holds all contributions. The bias is added once, at the "
        "end.",
    ],
    praise="Yes: weigh, add up, and the bias once. Yours agrees with ours for all {n} "
    "neurons that we tried, with one to four inputs.",
)

write_weighted_sum.ask = (
    "What does yours return for a neuron with no inputs at all, and is that sensible?"
)

write_neuron = Exercise(
    "write-neuron",
    "Write `neuron`: 1.0 where the weighted sum is 0 or more, otherwise 0.0. There may be "
    "one input or several.",
    reference=neuron,
    # With sums just above and below 0, for who compares with another number.
    inputs=[*_BY_HAND, ([1.0, 1.0], [0.5, 0.5], -0.99), ([1.0, 1.0], [0.5, 0.5], -1.01)],
    random_inputs=_draw,
    mistakes=[
        Mistake(
            weighted_sum,
            "That is the weighted sum itself. It still has to go through the step: 1.0 "
            "where it is 0 or more, otherwise 0.0.",
        ),
        Mistake(
            lambda inputs, weights, bias: neuron(inputs, weights, 0.0),
            "The bias has no effect in yours: either it is missing, or it stands on both "
            "sides and cancels out. Compare the sum *with* its bias to 0.",
        ),
        Mistake(
            lambda inputs, weights, bias: float(weighted_sum(inputs, weights, bias) > 0),
            "Right except where the sum is exactly 0: our step fires there too. Use `>=`.",
        ),
        Mistake(
            lambda inputs, weights, bias: neuron(inputs, weights, -bias),
            "You compared the weighted inputs to the bias. They are compared to the "
            "threshold, which is −bias.",
        ),
        Mistake(
            lambda inputs, weights, bias: 1.0 - neuron(inputs, weights, bias),
            "The wrong way round: yours fires where it should be silent.",
        ),
        Mistake(
            lambda inputs, weights, bias: weighted_sum(inputs, weights, bias) >= 0,
            "You returned True or False. The two cases are right; return them as numbers: "
            "1.0 and 0.0.",
        ),
        Mistake(
            lambda inputs, weights, bias: neuron(inputs, weights, 2 * bias),
            "The bias counts twice in yours: `weighted_sum` has added it already. Compare "
            "what it returns to 0.",
        ),
        Mistake(
            lambda inputs, weights, bias: 2 * neuron(inputs, weights, bias) - 1,
            "A silent neuron gives 0.0, not −1.",
        ),
    ],
    hints=[
        "There are two steps: add up, which your `weighted_sum` does, and then decide.",
        "Call `weighted_sum(inputs, weights, bias)` and compare what it returns to 0.",
        "Begin with `if weighted_sum(inputs, weights, bias) >= 0:` and say with `return` "
        "what the neuron gives in each of the two cases.",
    ],
    praise="That is a whole artificial neuron, and you wrote it. It decides as ours does "
    "in all {n} cases that we tried.",
)


write_neuron.ask = "Which single change would make this neuron silent at a sum of 0?"


Numbers = tuple[Sequence[float], float]
"""Two weights, and a bias."""

_GATES: dict[str, Numbers] = {
    "AND": ([1.0, 1.0], -1.5),
    "OR": ([1.0, 1.0], -0.5),
    "NAND": ([-1.0, -1.0], 1.5),
}

_HINTS = {
    "AND": (
        "Only the row 1, 1 may reach 0. Give both weights the value 1: which weighted "
        "inputs do the four rows have then?",
        "With the weights 1 and 1 the rows have 0, 1, 1 and 2. Which bias lifts only the 2 "
        "to 0 or more?",
    ),
    "OR": (
        "Only the row 0, 0 may stay below 0. What is its sum, whatever the weights are?",
        "With the weights 1 and 1 the rows have 0, 1, 1 and 2. Which bias lifts all but "
        "the 0 to 0 or more?",
    ),
    "NAND": (
        "NAND is AND with each answer reversed. What happens to a sum if you change the "
        "sign of both weights and of the bias?",
        "Take your numbers for AND, and change every sign. No row may have a sum of "
        "exactly 0, since a neuron fires there.",
    ),
}

_CONFUSED: list[tuple[Numbers, str]] = [
    (([1.0, 1.0], -3.0), "It never fires: the bias pulls too far down."),
    (([1.0, 1.0], 1.0), "It always fires: the bias lifts too far up."),
    (
        ([1.0, 0.0], -0.5),
        "It repeats the first input and ignores the second. Both inputs must count.",
    ),
    (
        ([0.0, 1.0], -0.5),
        "It repeats the second input and ignores the first. Both inputs must count.",
    ),
    (
        ([-1.0, -1.0], 0.5),
        "It fires only where both inputs are 0: that is NOR. A single 1 silences it.",
    ),
    (_GATES["AND"], "That is AND: it waits for both inputs."),
    (_GATES["OR"], "That is OR: one input is enough for it."),
    (_GATES["NAND"], "That is NAND: AND with every answer reversed."),
]


_PAIRS = ((0, 0), (0, 1), (1, 0), (1, 1))


def truth_table(weights: Sequence[float], bias: float) -> list[float]:
    """Return a neuron's outputs for the inputs 00, 01, 10 and 11, in this order."""
    built = Neuron(list(weights), bias)
    return [built(pair) for pair in _PAIRS]


def _gate(name: str) -> Exercise:
    """Return the exercise that asks for weights and bias of one logic gate."""
    wanted = truth_table(*_GATES[name])

    def accepts(answer: Numbers) -> bool | str:
        rows = [
            f"{a} and {b} give {is_:g}, not {should:g}"
            for (a, b), is_, should in zip(
                _PAIRS, truth_table(*answer), wanted, strict=True
            )
            if is_ != should
        ]
        if rows:
            return f"Not {name} yet: {'; '.join(rows)}."
        (first, second), bias = answer
        return Right(
            f"All four rows are right: with {first:g}, {second:g} and {bias:g} one neuron "
            f"computes {name}. Other numbers do so, too."
        )

    def gives(table: list[float]) -> Callable[[Numbers], bool]:
        return lambda answer: truth_table(*answer) == table

    return Exercise(
        f"build-{name.lower()}",
        f"Find two weights and a bias with which one neuron computes {name}.",
        reference=_GATES[name],
        accepts=accepts,
        mistakes=[
            Mistake(numbers, message, when=gives(truth_table(*numbers)))
            for numbers, message in _CONFUSED
            if truth_table(*numbers) != wanted
        ],
        hints=_HINTS[name],
        solution=f"{name.lower()}_weights, {name.lower()}_bias = "
        f"{_GATES[name][0]}, {_GATES[name][1]}",
    )


build_and, build_or, build_nand = _gate("AND"), _gate("OR"), _gate("NAND")
build_and.ask = "How far may the bias move before one of the four rows goes wrong?"
build_or.ask = "From AND to OR only the bias changed. What does that mean at the lake?"
build_nand.ask = "Why do all the signs change between AND and NAND, and why is that enough?"


ask_threshold = Question(
    "ask-threshold",
    "A neuron has the weights 1 and 1 and the bias −2. What is its threshold?",
    [
        Option("2.", right=True, reply="Yes: the bias with its sign changed."),
        Option(
            "That depends on how its threshold was set.",
            misconception="threshold-and-bias-are-two",
        ),
        Option(
            "−2.",
            reply="Try it: with the inputs 0 and 0 the weighted inputs are 0, over −2. But "
            "0 − 2 is below 0, and the neuron is silent. Change the sign.",
            ask="At which weighted input is the sum just 0?",
        ),
    ],
)

ask_weight = Question(
    "ask-weight",
    "A trained neuron decides whether a patient has a fever. The weight of the input “shoe "
    "size” is 0.01. What does that say?",
    [
        Option(
            "That shoe size hardly counts in this decision.",
            right=True,
            reply="Yes, if the inputs have similar ranges. Keep that condition in mind.",
        ),
        Option(
            "That the shoe sizes were measured wrongly.",
            misconception="small-weight-means-wrong-input",
        ),
        Option(
            "That it will grow as it meets more patients.",
            misconception="keeps-learning-in-use",
            reply="Not by meeting them: weights change only in training. As long as it is "
            "used with these weights, shoe size hardly counts.",
            ask="What would have to happen for this weight to change?",
        ),
    ],
)

ask_brain = Question(
    "ask-brain",
    "Which sentence on artificial neurons is honest?",
    [
        Option(
            "They keep the sum and the threshold, and drop the spikes.",
            right=True,
            reply="Yes: one idea of the cell, and a fruitful one. Time and chemistry are "
            "dropped as well.",
        ),
        Option(
            "They are brain cells, made of numbers.",
            misconception="artificial-neuron-is-a-brain-cell",
        ),
        Option(
            "They compute exactly what the cell computes, only faster.",
            misconception="answers-are-exact",
            reply="Not exactly: their output rises where the cell's rate rises, but along "
            "another curve.",
            ask="Where do the cell's rate and the neuron's output differ most?",
        ),
    ],
)

# All of them, in the order of this file, which is the lesson's.
ITEMS = [item for item in list(vars().values()) if isinstance(item, Item)]

progress = Progress("lesson_02", ITEMS)
