"""Lesson 03, Activation functions: what it asks the learner, and what it answers."""

from __future__ import annotations

from collections.abc import Callable

from ann_course.learn import (
    Exercise,
    Mistake,
    Number,
    Option,
    Ordering,
    Prediction,
    Progress,
    Question,
)
from ann_course.learn.item import Item
from ann_course.lessons.lesson_03.tasks import (
    try_nudge as try_nudge,
    try_slope as try_slope,
    try_stack as try_stack,
)

recall_sum = Number(
    "recall-sum",
    "What is the sum of a neuron with the weights 2 and −1 and the bias 0.5, when its "
    "inputs are 1 and 3?",
    -0.5,
    reply="Yes: 2 × 1 − 1 × 3 + 0.5. So the step makes it 0: silent.",
    mistakes=[
        Mistake(-1, "That is 2 × 1 − 1 × 3. The bias is still missing: add 0.5."),
        Mistake(-1.5, "You subtracted the bias. It is added: 2 × 1 − 1 × 3 + 0.5."),
        Mistake(
            4.5,
            "That is the inputs and the bias added up. Each input is multiplied by its "
            "weight first.",
        ),
        Mistake(5.5, "The second weight is negative: −1 × 3 is −3, not 3."),
        Mistake(
            0,
            "That is the output: the step makes 0 of every sum below 0. Here the sum "
            "itself is asked for.",
        ),
    ],
    ask="Which bias would put this neuron exactly on its threshold?",
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
            ask="Where would you read 0.1 and 100, if not at the output?",
        ),
        Option(
            "differ: the second is far over the threshold, so its output is taller.",
            misconception="stronger-input-taller-spike",
            reply="All or none, as with the spike of the nerve cell: from 0 on it is 1, "
            "and never more.",
            ask="Which function would let a sum of 100 tell itself from one of 0.1?",
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
    ordered=True,
    ask="Where on this curve would you like a neuron to be while it learns?",
    seen_at=lambda state: state["activation"] == "sigmoid" and state["sum"] >= 4,
)

predict_stack = Prediction(
    "predict-stack",
    "Five layers in a row, each of which weighs and adds up, and *no* activation function "
    "between them. One input slides from left to right. What shapes can the output draw?",
    options=[
        "Any smooth curve.",
        "A line with at most five bends, one for each layer.",
        "Only a straight line.",
    ],
    right=2,
    because="A straight line of a straight line is a straight line. However many follow "
    "each other, all of them together can be replaced by a single one.",
    ask="What is the least that you must add for a single bend?",
    seen_at=lambda state: state["activation"] == "none",
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
        Mistake(
            lambda z: z if z > 1 else 0.0,
            "Yours is silent up to 1. ReLU answers as soon as the sum is above 0.",
        ),
        Mistake(
            lambda z: 0.0,
            "Yours is always silent. Which sums should get through?",
        ),
        Mistake(
            lambda z: z if z > 0 else 1.0,
            "Below 0 yours gives 1. A silent unit gives 0.",
        ),
    ],
    hints=[
        "There are two cases: sums above a certain number pass, and the others do not. "
        "Which number is it?",
        "What passes is not changed: the first `return` gives back `z` itself.",
        "All other sums give 0.",
    ],
    praise="Yes, that is ReLU, the activation used most. It agrees with ours for all {n} "
    "sums that we tried.",
)

write_relu.ask = "What does ReLU make of a sum that has been through ReLU already?"

write_relu_slope = Exercise(
    "write-relu-slope",
    "Write `relu_slope`. It says how much ReLU rises for each unit by which the sum rises. "
    "At exactly 0, where it bends, return 0.",
    reference=relu_slope,
    # Not so close to 0 that a difference over a small step would reach across it.
    inputs=[(-2.0,), (-0.5,), (-0.1,), (0.0,), (0.1,), (0.5,), (1.0,), (3.0,)],
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
        Mistake(
            lambda z: 0.5 if z == 0 else relu_slope(z),
            "You measured the slope, and wherever ReLU is straight that is right. At "
            "exactly 0, half of what you measure lies on either side; there return 0.",
        ),
        Mistake(
            lambda z: z,
            "That is the sum itself. The slope says how much ReLU rises for each unit of "
            "it, and along a straight line that is one and the same number.",
        ),
    ],
    hints=[
        "Look at the picture of ReLU: it consists of two straight halves. How steep is "
        "each of them?",
        "Left of 0 it runs level. Right of 0 it rises by as much as `z` does.",
        "Write an `if` as in `relu`, with the same comparison. Only what is returned "
        "changes.",
    ],
    praise="Yes: level or rising by 1, and nothing in between. This is what training will "
    "need in lesson 05. We tried {n} sums.",
)

write_relu_slope.ask = (
    "A neuron's sum is below 0 for every example. What does this slope say about training?"
)

# D is false.
_LINES = {
    "A": "y = x W₁ W₂ + b₁ W₂ + b₂",
    "B": "y = x W + b, with W = W₁ W₂ and b = b₁ W₂ + b₂",
    "C": "h = x W₁ + b₁",
    "D": "y = x (W₁ + W₂) + (b₁ + b₂)",
    "E": "y = (x W₁ + b₁) W₂ + b₂",
    "F": "y = h W₂ + b₂",
}


def _before(first: str, second: str) -> Callable[[list[str]], bool]:
    """Return whether one line stands in a proof before another."""

    def found(order: list[str]) -> bool:
        places = {letter: place for place, letter in enumerate(order)}
        return places.get(first, len(order)) < places.get(second, -1)

    return found


order_proof = Ordering(
    "order-proof",
    "Put the lines of the proof in order. One of the six is false: leave it out.",
    _LINES,
    ["CFEAB", "FCEAB"],  # which layer is written down first is free
    reply="Yes: given, put together, multiplied out, and named. Two layers are one.",
    mistakes=[
        Mistake(
            "CFEABD",
            "All six lines are still in it. One of them is false: find it, and leave it "
            "out.",
            when=lambda order: len(order) == 6,
        ),
        Mistake(
            "CFDAB",
            "D is the false line: it adds the weights of both layers. But x goes through "
            "W₁ first and what comes out goes through W₂: weights that follow each other "
            "are multiplied.",
            when=lambda order: "D" in order,
        ),
        Mistake(
            "BAEFC",
            "That is the proof backwards: it begins with what is to be shown.",
            when=lambda order: order in (list("BAEFC"), list("BAECF")),
        ),
        Mistake(
            "ECFAB",
            "Begin with what is given: the two layers, each with its own line. What you "
            "begin with follows from them.",
            when=lambda order: bool(order) and order[0] not in "CF",
        ),
        Mistake(
            "CEFAB",
            "E is what comes out when one layer's line is put into the other's. So both "
            "of them, C and F, must stand before it.",
            when=lambda order: _before("E", "F")(order) or _before("E", "C")(order),
        ),
        Mistake(
            "CFAEB",
            "A multiplies out a bracket, and E is the line with the bracket: E must come "
            "first.",
            when=_before("A", "E"),
        ),
        Mistake(
            "CFEBA",
            "B gives names to the terms of A, so A must come first. B is the end: one "
            "layer with one W and one b.",
            when=_before("B", "A"),
        ),
    ],
    ask="Whoever wants to keep line D: try it with one input, one unit in each layer, and "
    "the weights 2 and 3. What do the two layers make of x = 1, and what does D?",
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
            reply="Deeper networks can do more if there is a bend between their layers. "
            "Without one, 200 layers fold into a single layer, as 100 do.",
        ),
        Option(
            "It will do better, if only it is trained for long enough.",
            misconception="training-always-succeeds",
            reply="No training finds what is not there. Whatever its weights, this stack "
            "draws straight lines.",
            ask="Which straight line would even the longest training find for XOR?",
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
            ask="Where is the sigmoid steepest, and which sum is that?",
        ),
        Option(
            "None: a trained neuron goes on learning with every input.",
            misconception="keeps-learning-in-use",
            reply="Weights change in training alone, and there in proportion to the slope. "
            "Where that is nearly 0, hardly anything changes, whatever the input.",
            ask="How long would this neuron take to move its weight by 0.1?",
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
            ask="What is the difference between “can” and “will” here?",
        ),
    ],
)

# All of them, in the order of this file, which is the lesson's.
ITEMS = [item for item in list(vars().values()) if isinstance(item, Item)]

progress = Progress("lesson_03", ITEMS)
