"""Lesson 05, How training works: what it asks the learner, and what it answers."""

from __future__ import annotations

from ann_course.learn import Mistake, Number, Option, Prediction, Progress, Question
from ann_course.learn.item import Item
from ann_course.lessons.lesson_05 import step_back, train_step, update_rule
from ann_course.lessons.lesson_05.tasks import (
    try_backward as try_backward,
    try_by_hand as try_by_hand,
    try_descent as try_descent,
    try_momentum as try_momentum,
)

recall_slope = Question(
    "recall-slope",
    "The step function has the slope 0 nearly everywhere. What does that mean for a weight "
    "in front of it?",
    [
        Option(
            "It has reached its best value, and may stay as it is.",
            reply="It may be quite wrong. A slope of 0 says that the output does not "
            "respond to a small change, not that the answer is good.",
            ask="How could you find out whether another value is better, if the "
            "slope says nothing?",
        ),
        Option(
            "Change it a little, and the output stays as it was.",
            right=True,
            reply="Yes. So the output doesn't say in which direction the weight should go. "
            "Keep that in mind: today everything depends on slopes.",
        ),
        Option(
            "It is 0, so its input does not count.",
            reply="The slope is 0, not the weight. The slope says how the output changes "
            "when the weight does.",
            ask="Can a weight of 5 have the slope 0?",
        ),
    ],
)

predict_rate = Prediction(
    "predict-rate",
    "With a learning rate of 0.2, gradient descent is nearly at the bottom after 50 steps. "
    "What happens with a learning rate of 1, five times as large?",
    options=[
        "It gets there in about a fifth of the steps.",
        "It gets there, and circles round the bottom.",
        "It stops at another place, not quite as low.",
        "The loss grows and grows.",
    ],
    right=3,
    because="Each step leads across the valley and ends higher up on the other side than "
    "it began. There the slope is steeper, so the next step is longer still.",
    ask="How long is the second step, compared with the first?",
    seen_at=lambda state: state["learning_rate"] >= 0.97 and state["steps"] >= 5,
)

predict_shuffle = Prediction(
    "predict-shuffle",
    "The answers of 40 points are shuffled at random, so that there is nothing to be "
    "learned. A network with 4,417 numbers is trained on them. How many of these 40 "
    "answers does it get right in the end?",
    options=["About 20, as by guessing.", "About 30.", "All 40."],
    right=2,
    because="It has a hundred times as many numbers as there are points, and bends its "
    "border around each of them. The loss asks for nothing else.",
    ordered=True,
    ask="And how many would it get right of 40 new points?",
)

write_update = update_rule.write_update

ask_loss = Question(
    "ask-loss",
    "Two networks, the same task. A has a loss of 0.01 on its training examples, and is "
    "right for 88% of held-out ones. B has 0.08 and 97%. Which one would you use?",
    [
        Option(
            "B.",
            right=True,
            reply="Yes. In use it meets new examples, and only those that were held out "
            "say how that will go.",
        ),
        Option(
            "A: its loss is lower.",
            misconception="lower-training-loss-is-better",
            reply="Lower on the examples that it was trained on: that may come from "
            "learning them by heart. Of new ones A misses 12 in 100, and B only 3.",
            ask="How many of 100 new ones does each of the two miss?",
        ),
        Option(
            "A: in use it will catch up on the rest.",
            misconception="keeps-learning-in-use",
            ask="Who would tell it in use which of its answers were wrong?",
        ),
    ],
)

ask_where = Question(
    "ask-where",
    "A network with 33 weights and biases was trained on 200 points. Where in it are "
    "the points?",
    [
        Option(
            "Nowhere. They have pushed its 33 numbers to where they stand now.",
            right=True,
            reply="Yes. You could throw the points away, and it would answer as before.",
        ),
        Option(
            "In its hidden layer: there it looks up the most similar one.",
            misconception="network-stores-its-examples",
            ask="How could 33 numbers hold 200 points with two coordinates each?",
        ),
        Option(
            "In the biases; the weights hold the rule.",
            reply="Weights and biases were found in the same way, by the same rule, from "
            "the same slopes. None of them holds a point.",
            ask="If you change one bias, for how many of the 200 points may the "
            "answer change?",
        ),
    ],
)

ask_starts = Question(
    "ask-starts",
    "The same network is trained twenty times on the same points, each time from other "
    "random weights. Six times the loss ends below 0.03, fourteen times above 0.19. What "
    "happened in most of the fourteen?",
    [
        Option(
            "They came to a place where no small step leads further down.",
            right=True,
            reply="Yes. It sees the slope under its feet, and not what lies behind the "
            "next hill. Other starts, or more units, are the cure.",
        ),
        Option(
            "They were stopped too early: sooner or later each of them gets there.",
            misconception="training-always-succeeds",
            reply="One or two may. Most have come to rest: trained ten times as long, they "
            "stay about where they are. Other starts help, or more units.",
        ),
        Option(
            "They had gathered worse data.",
            misconception="gathers-its-own-data",
            reply="All twenty were given the same 200 points, and none of them can go and "
            "look for others. People choose, collect and label the examples.",
            ask="What was the same in all twenty trainings, and what was not?",
        ),
    ],
)

recall_numbers = Number(
    "recall-numbers",
    "A network has 2 inputs, 2 hidden units and 1 output. How many numbers can training "
    "adjust?",
    9,
    reply="Yes: 6 weights, one for each connection, and 3 biases, one for each unit that "
    "adds up.",
    mistakes=[
        Mistake(6, "Those are the weights. Each of the 3 units has a bias, too."),
        Mistake(
            5,
            "Those are the nodes. What is adjusted are the weights of the connections "
            "between them, and the biases.",
        ),
        Mistake(3, "Those are the biases. Each connection has a weight, too."),
        Mistake(
            4,
            "Those are the weights between inputs and hidden units. Two more lead to the "
            "output, and each unit has a bias.",
        ),
        Mistake(
            8,
            "One for each of 8? There are 6 connections, and 3 units with a bias: the two "
            "hidden ones and the output.",
        ),
        Mistake(
            11,
            "Inputs have no bias: they add nothing up. Leave those two out.",
        ),
    ],
    ask="How many would it be with 3 hidden units?",
)

write_hidden = step_back.write_hidden
write_train_step = train_step.write_train_step

predict_noise = Prediction(
    "predict-noise",
    "A neuron learns from six inputs, of which four are drawn at random and have nothing "
    "to do with the answer. After training, the weights of those four are…",
    options=["exactly 0.", "small, and not 0.", "about as large as the other two."],
    right=1,
    because="In 1,000 points even pure noise agrees with the answers a little more often "
    "than not, or a little less. Training uses what it finds, and can't know that this was "
    "chance.",
    ordered=True,
    ask="What would ten times as many points do to these four weights?",
)

# All of them, in the order of this file, which is the lesson's.
ITEMS = [item for item in list(vars().values()) if isinstance(item, Item)]

progress = Progress("lesson_05", ITEMS)
