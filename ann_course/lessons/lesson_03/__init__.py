"""Lesson 03, Activation functions: what it asks the learner, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence

from ann_course.learn import Exercise, Mistake, Option, Prediction, Question
from ann_course.learn.item import Item
from ann_course.lessons.lesson_03.tasks import (
    try_slope as try_slope,
    try_stack as try_stack,
)

recall_sum = Question(
    "recall-sum",
    "What is the sum of a neuron with the weights 2 and −1 and the bias 0.5, when its "
    "inputs are 1 and 3?",
    [
        Option(
            "−0.5",
            right=True,
            reply="Yes: 2 × 1 − 1 × 3 + 0.5. So the step makes it 0: silent.",
        ),
        Option("−1", reply="That is 2 × 1 − 1 × 3. The bias is still missing: add 0.5."),
        Option(
            "4.5",
            reply="That is the inputs and the bias added up. Each input is multiplied by "
            "its weight first.",
        ),
    ],
)

recall_step = Question(
    "recall-step",
    "Two neurons of lesson 02, with the step, have the sums 0.1 and 100. Their outputs…",
    [
        Option(
            "are both 1.",
            right=True,
            reply="Yes. The step keeps *whether* the sum reaches 0, and drops by how much.",
        ),
        Option(
            "are 0.1 and 100.",
            reply="Those are the sums. The step makes 1 of every sum from 0 on.",
        ),
        Option(
            "differ: the second is far over the threshold, so its output is taller.",
            misconception="stronger-input-taller-spike",
            reply="All or none, as with the spike of the nerve cell: from 0 on it is 1, "
            "and never more.",
        ),
    ],
)

predict_slope = Prediction(
    "predict-slope",
    "What does the sigmoid's *slope* (how much the output rises when the sum rises a "
    "little) do while the sum grows from 0 to 6?",
    options=[
        "It grows, as the output does.",
        "It stays the same.",
        "It falls, nearly to 0.",
    ],
    right=2,
    because="The output cannot rise above 1. At a sum of 6 it has nearly arrived there, so "
    "a little more hardly changes it: the curve is high, and flat.",
)

predict_stack = Prediction(
    "predict-stack",
    "Five layers in a row, each of which weighs and adds up, and *no* activation function "
    "between them. One input slides from left to right. What shapes can the output draw?",
    options=[
        "Only a straight line.",
        "A line with at most five bends, one for each layer.",
        "Any smooth curve.",
    ],
    right=0,
    because="A straight line of a straight line is a straight line. However many follow "
    "each other, all of them together can be replaced by a single one.",
)


def relu(z: float) -> float:
    """Return the sum where it is above 0, and otherwise 0."""
    if z > 0:
        return z
    return 0.0


def relu_slope(z: float) -> float:
    """Return how steep ReLU is at z: 1 above 0, otherwise 0."""
    if z > 0:
        return 1.0
    return 0.0


_SUMS = [(-2.0,), (-0.5,), (-1e-6,), (0.0,), (1e-6,), (0.5,), (1.0,), (3.0,)]

write_relu = Exercise(
    "write-relu",
    "Fill the three gaps in `relu`. It gives the sum where that is above 0, else 0.",
    reference=relu,
    inputs=_SUMS,
    random_inputs=lambda rng: (round(float(rng.normal(0, 5)), 2),),
    mistakes=[
        Mistake(
            lambda z: z,
            "Yours lets every sum through, and that is no activation at all. Below 0 ReLU "
            "is silent: 0.",
        ),
        Mistake(
            abs,
            "You turned negative sums into positive ones. ReLU doesn't mirror them; it "
            "silences them.",
        ),
        Mistake(
            lambda z: min(z, 0.0),
            "That is the other half: you kept what lies below 0 and silenced what lies "
            "above. Reverse the comparison.",
        ),
        Mistake(
            lambda z: 1.0 if z > 0 else 0.0,
            "That is a step: it says *whether* the sum is above 0. ReLU also says how far: "
            "return the sum itself.",
        ),
    ],
)

write_relu_slope = Exercise(
    "write-relu-slope",
    "Write `relu_slope`. It says how much ReLU rises for each unit by which the sum rises. "
    "At exactly 0, where it bends, return 0.",
    reference=relu_slope,
    inputs=_SUMS,
    random_inputs=lambda rng: (round(float(rng.normal(0, 5)), 2),),
    mistakes=[
        Mistake(
            relu,
            "That is ReLU itself. Its slope says how *steep* it is there: along a straight "
            "line that is the same number everywhere.",
        ),
        Mistake(
            lambda z: 1.0 if z >= 0 else 0.0,
            "Right except at exactly 0. ReLU bends there and has no slope; by convention "
            "we take 0. Use `>`.",
        ),
        Mistake(
            lambda z: 1.0,
            "That is the slope of the sum itself. Below 0 ReLU runs level, so its slope "
            "there is 0.",
        ),
        Mistake(
            lambda z: 0.0 if z > 0 else 1.0,
            "The wrong way round: ReLU is level below 0 and rises above.",
        ),
        Mistake(
            lambda z: z > 0,
            "You returned True or False. The two cases are right; return them as numbers: "
            "1.0 and 0.0.",
        ),
    ],
)

# The lines as the lesson letters them. C: h = x W₁ + b₁. F: y = h W₂ + b₂.
# E: y = (x W₁ + b₁) W₂ + b₂. A: y = x W₁W₂ + b₁W₂ + b₂. B: y = x W + b.
# D: y = x (W₁ + W₂) + (b₁ + b₂), which is false.


def _letters(order: Sequence[str]) -> str:
    return "".join(str(letter).strip().upper() for letter in order)


def _proves(order: Sequence[str]) -> bool | str:
    letters = _letters(order)
    if letters in ("CFEAB", "FCEAB"):  # which layer is written down first is free
        return True
    if len(letters) != 5:
        return f"Five of the six lines are needed, each once. You gave {len(letters)}."
    return "Read your lines aloud: each must follow from the ones before it."


def _starts_wrongly(order: Sequence[str]) -> bool:
    letters = _letters(order)
    return len(letters) == 5 and letters[0] not in "CF"


def _before(first: str, second: str, order: Sequence[str]) -> bool:
    letters = _letters(order)
    return 0 <= letters.find(first) < letters.find(second)


order_proof = Exercise(
    "order-proof",
    "Put the lines of the proof in order. One of the six is false: leave it out.",
    reference=["C", "F", "E", "A", "B"],
    accepts=_proves,
    mistakes=[
        Mistake(
            ["C", "F", "D", "A", "B"],
            "D is the false line: it adds the weights of both layers. But x goes through "
            "W₁ first and what comes out goes through W₂: weights that follow each other "
            "are multiplied.",
            when=lambda order: "D" in _letters(order),
        ),
        Mistake(
            ["B", "A", "E", "F", "C"],
            "That is the proof backwards: it begins with what is to be shown.",
            when=lambda order: _letters(order) in ("BAEFC", "BAECF"),
        ),
        Mistake(
            ["E", "C", "F", "A", "B"],
            "Begin with what is given: the two layers, each with its own line. What you "
            "begin with follows from them.",
            when=_starts_wrongly,
        ),
        Mistake(
            ["C", "F", "A", "E", "B"],
            "A multiplies out a bracket, and E is the line with the bracket: E must come "
            "first.",
            when=lambda order: _before("A", "E", order),
        ),
        Mistake(
            ["C", "F", "E", "B", "A"],
            "B gives names to the terms of A, so A must come first. B is the end: one "
            "layer with one W and one b.",
            when=lambda order: _before("B", "A", order),
        ),
    ],
)

ask_depth = Question(
    "ask-depth",
    "A network of 100 layers, none of them with an activation function, does badly. A "
    "colleague proposes 100 more layers of the same kind. What will that change?",
    [
        Option(
            "Nothing: 200 such layers compute what one computes.",
            right=True,
            reply="Yes. Both fold into one matrix and one bias.",
        ),
        Option(
            "It will do better: deeper networks can do more.",
            misconception="depth-alone-gives-power",
        ),
        Option(
            "It will do better, if only it is trained for long enough.",
            misconception="training-always-succeeds",
            reply="No training finds what is not there. Whatever its weights, this stack "
            "draws straight lines.",
        ),
    ],
)

ask_flat = Question(
    "ask-flat",
    "Training changes a weight in proportion to the slope that its neuron has at that "
    "moment. With a sigmoid, which neuron will hardly learn?",
    [
        Option(
            "One whose sum is 12.",
            right=True,
            reply="Yes. Its output is all but 1, and its slope is below 0.00001. It is "
            "*saturated*.",
        ),
        Option(
            "One whose sum is 0.",
            reply="There the sigmoid is at its steepest: 0.25. It learns as fast as a "
            "sigmoid can.",
        ),
        Option(
            "None: a trained neuron goes on learning with every input.",
            misconception="keeps-learning-in-use",
        ),
    ],
)

ask_xor = Question(
    "ask-xor",
    "A stack with an activation function *can* solve XOR. Does training it always find the "
    "solution?",
    [
        Option(
            "No: it depends on the weights from which it starts.",
            right=True,
            reply="Yes. You saw how many of 100 starts succeeded. That something can be "
            "done does not say that it will be found.",
        ),
        Option(
            "Yes: what a network can do, it will learn.",
            misconception="training-always-succeeds",
            reply="You counted: some starts got stuck, with tanh few, with ReLU many.",
        ),
        Option(
            "Yes, if only it has enough layers.",
            misconception="depth-alone-gives-power",
            reply="More layers give more room for a solution, and also more places to get "
            "stuck.",
        ),
    ],
)

# All of them, in the order of this file, which is the lesson's.
ITEMS = [item for item in list(vars().values()) if isinstance(item, Item)]
