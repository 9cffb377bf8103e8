"""Lesson 04, Hidden layers: what it asks the learner, and what it answers."""

from __future__ import annotations

from ann_course.learn import Mistake, Option, Prediction, Progress, Question, Several
from ann_course.learn.item import Item
from ann_course.lessons.lesson_04 import layer_by_matrix, xor_by_hand
from ann_course.lessons.lesson_04.tasks import (
    try_one_line as try_one_line,
    try_xor as try_xor,
)

HIDDEN = ("h1", "h2")
"""The hidden units of the lesson's network."""

recall_line = Question(
    "recall-line",
    "A neuron with two inputs fires on one side of a border and is silent on the other. "
    "What can that border look like?",
    [
        Option(
            "A straight line, always.",
            right=True,
            reply="Yes: where the weighted sum is 0. The weights turn it, and the bias "
            "moves it.",
        ),
        Option(
            "Any curve, once its weights have been trained.",
            misconception="training-always-succeeds",
            reply="Training changes the weights. Whatever they are, the sum is 0 along a "
            "straight line.",
            ask="Which weights would make the border bend?",
        ),
        Option(
            "A straight line with the step, a curve with tanh.",
            reply="Both switch where the sum is 0, and that is a straight line. The "
            "activation function sees only the sum.",
            ask="Where in the plane is the output of tanh 0?",
        ),
    ],
)

recall_fold = Question(
    "recall-fold",
    "Which border can two layers in a row draw, without an activation function between "
    "them? You stacked such layers in lesson 03.",
    [
        Option(
            "A straight line, as one layer does.",
            right=True,
            reply="Yes: two matrices in a row are one matrix.",
        ),
        Option(
            "A line with a bend, one for each further layer.",
            misconception="depth-alone-gives-power",
            reply="A layer without an activation function has no bend to give. Two of them "
            "are one matrix and one bias: a single layer, and a straight border.",
        ),
        Option(
            "None: without an activation function there is no border.",
            reply="There is one: where the output is 0. It is a straight line.",
            ask="Which single neuron does the same as the two layers?",
        ),
    ],
)

predict_meet = Prediction(
    "predict-meet",
    "Where do the points 01 and 10 end up, if each hidden unit gives x1 and x2 the same "
    "weight? The two units' biases may differ.",
    options=[
        "On one and the same spot.",
        "On two spots, mirror images of each other.",
        "Where they went in: at (0, 1) and (1, 0).",
    ],
    right=0,
    because="If both inputs count alike, only how many of them are 1 matters, and for 01 "
    "and 10 that is the same. So both units give both points the same two numbers.",
    ask="What must the weights do for the two points to stay apart?",
    seen_at=lambda state: all(state[f"x1 to {h}"] == state[f"x2 to {h}"] for h in HIDDEN),
)

predict_starts = Prediction(
    "predict-starts",
    "From how many of 100 random starts will training find nine numbers that solve XOR? "
    "Such numbers exist: you have found some by hand.",
    options=[
        "From all 100: what can be done will be found.",
        "From about 90.",
        "From about 40.",
        "From none.",
    ],
    right=2,
    because="Training goes downhill from where it starts. From more than half of the "
    "starts the way down ends with two points folded onto each other that have different "
    "answers.",
    ordered=True,
    ask="What would you do if yours were one of the starts that fail?",
)

write_layer_sums = layer_by_matrix.write_layer_sums
write_layer = layer_by_matrix.write_layer

ask_power = Question(
    "ask-power",
    "Which of these networks can draw a border that is not straight?",
    [
        Option(
            "Ten hidden layers of 100 units, without an activation function.",
            misconception="depth-alone-gives-power",
            reply="Without an activation function all ten fold into a single layer, and "
            "its border is straight. Depth needs a bend between the layers.",
        ),
        Option(
            "One hidden layer of 2 units, with tanh.",
            right=True,
            reply="Yes. Two units and one bend are enough for XOR, as you have shown.",
        ),
        Option(
            "One neuron, with tanh at its output.",
            reply="A bend *after* the last sum comes too late: the border is where that "
            "sum is 0, and that is a straight line.",
            ask="Where would the bend have to come, to bend the border?",
        ),
    ],
)

ask_stuck = Question(
    "ask-stuck",
    "What would you do about a 2-2-1 network that has long stood at a loss of 0.35 on XOR?",
    [
        Option(
            "Start from other weights: it is stuck with a bad fold.",
            right=True,
            reply="Yes. Or give it more units: with 4, nearly all of the starts succeeded.",
        ),
        Option(
            "Train it for longer: it will get there.",
            misconception="training-always-succeeds",
            reply="The points that lie on each other have hidden values near ±1, where "
            "tanh is all but flat. Hardly anything pulls them apart any more.",
        ),
        Option(
            "Add layers without an activation function: it has too few.",
            misconception="depth-alone-gives-power",
            reply="A layer without a bend can turn and stretch the plane. Two points on "
            "the same spot stay on the same spot.",
            ask="What can a layer without a bend do to two points on the same spot?",
        ),
        Option(
            "Give up: two hidden units cannot solve XOR.",
            reply="They can: you set the nine numbers by hand. That a solution exists does "
            "not say that training finds it.",
            ask="How can you know that a solution exists before training finds it?",
        ),
    ],
)

ask_does = Question(
    "ask-does",
    "What does the hidden layer do for the output neuron?",
    [
        Option(
            "It moves the points so that one line can separate them.",
            right=True,
            reply="Yes. The output is still a single neuron with a single straight line.",
        ),
        Option(
            "It keeps the four examples and looks up the answer there.",
            misconception="network-stores-its-examples",
            reply="It holds nine numbers and answers by arithmetic: it has an answer for "
            "(0.3, 0.8) as well, and for every other point.",
            ask="What does your network answer to (0.3, 0.8), which is none of the four?",
        ),
        Option(
            "Each of its units finds one edge in the input.",
            misconception="every-hidden-unit-is-an-edge-detector",
            reply="Here there is no picture, so there are no edges. Each unit divides the "
            "plane with one line, and what that means depends on the data.",
            ask="Where in the plane is the line of each hidden unit?",
        ),
    ],
)

recall_nand = Several(
    "recall-nand",
    "For which inputs does a neuron with the step, the weights −1 and −1 and the bias 1.5 "
    "fire?",
    [
        Option("00", right=True),
        Option("01", right=True),
        Option("10", right=True),
        Option(
            "11",
            reply="The sum is −1 − 1 + 1.5, and that is below 0.",
            ask="What is the sum for each of the four inputs?",
        ),
        Option(
            "For none: its weights are negative.",
            reply="The bias lifts the sum to 1.5, and each 1 lowers it by only 1.",
            ask="What is the sum when both inputs are 0?",
        ),
    ],
    ordered=True,
    reply="Yes: the sums are 1.5, 0.5, 0.5 and, for 11, −0.5. You built it: it is NAND.",
    mistakes=[
        Mistake([3], "That is AND. With 11 the sum is −1 − 1 + 1.5, which is below 0."),
        Mistake(
            [0],
            "That would be NOR. A single 1 lowers the sum only from 1.5 to 0.5, and the "
            "neuron still fires.",
        ),
        Mistake(
            [1, 2],
            "That would be XOR. With 00 nothing is subtracted: the sum is 1.5.",
        ),
    ],
    ask="Which other weights and bias give the same four answers?",
)

solve_xor = xor_by_hand.solve_xor

# All of them, in the order of this file, which is the lesson's.
ITEMS = [item for item in list(vars().values()) if isinstance(item, Item)]

progress = Progress("lesson_04", ITEMS)
