"""Lesson 06, The playground: what it asks the learner, and what it answers."""

from __future__ import annotations

from ann_course.learn import Option, Prediction, Progress, Question
from ann_course.learn.item import Item
from ann_course.lessons.lesson_06 import challenges, watching_training
from ann_course.lessons.lesson_06.tasks import (
    LATER as LATER,
    try_one_neuron as try_one_neuron,
    try_playground as try_playground,
)

recall_rate = Question(
    "recall-rate",
    "While a network trains, its loss jumps up and down, and now and then shoots far up. "
    "What would you try first?",
    [
        Option(
            "A smaller learning rate.",
            right=True,
            reply="Yes. The steps leap across the valley. With smaller ones they go down "
            "into it.",
        ),
        Option(
            "Waiting: it will settle.",
            misconception="training-always-succeeds",
            reply="With steps as long as these it may never settle: each one leaps across "
            "the valley. Make them shorter first.",
            ask="What does the loss do from one step to the next, if both are too long?",
        ),
        Option(
            "Another hidden layer.",
            misconception="depth-alone-gives-power",
            reply="A step that is too long stays too long, however many layers it is taken "
            "in. The step is the learning rate times the slope.",
            ask="What is a step made of, and which part of it would you change?",
        ),
    ],
)

recall_held_out = Question(
    "recall-held-out",
    "Why are some of the points held out and never trained on?",
    [
        Option(
            "To see how it does on points it has not learned from.",
            right=True,
            reply="Yes. That is what it will meet in use.",
        ),
        Option(
            "To have something left that it can learn from in use, later.",
            misconception="keeps-learning-in-use",
            reply="In use it learns nothing: its weights are fixed by then. The points are "
            "held out for a test, and no weight ever follows them.",
            ask="What would be left to test with, if it learned from these, too?",
        ),
        Option(
            "So that it has fewer points to remember.",
            misconception="network-stores-its-examples",
            reply="It remembers no points, only weights, so there is nothing to spare it. "
            "The points are held out for a test.",
            ask="What would the network lose if its training points were deleted now?",
        ),
    ],
)

predict_ring = Prediction(
    "predict-ring",
    "Points of one colour lie in a ring around points of the other. The network has one "
    "hidden layer, with tanh. With how few hidden units does it get 95 of 100 held-out "
    "points right?",
    options=["1 is enough.", "2.", "3.", "It takes 8 or more."],
    right=2,
    because="Each hidden unit draws one straight border. Two of them cut a strip or a "
    "corner out of the plane, and either is open to the outside. Three can close around "
    "the core: a triangle with soft corners.",
    ordered=True,
    ask="What can two straight lines enclose, and what can three?",
)

predict_inputs = Prediction(
    "predict-inputs",
    "Now without any hidden layer. But instead of x1 and x2, the output neuron is given "
    "x1² and x2². How many of 100 held-out points of the circles does it get right?",
    options=["About 50, as by guessing.", "About 80.", "More than 95."],
    right=2,
    because="By Pythagoras x1² + x2² is the squared distance from the middle, and that "
    "alone tells the core from the ring. In these two inputs the border is a straight "
    "line; in the plane that line is a circle.",
    ordered=True,
    ask="For which points would these two inputs be of no help?",
)

predict_crowded = Prediction(
    "predict-crowded",
    "150 very noisy points, and a network with 145 weights and biases, which is trained "
    "for a long time. The training loss falls and falls. What does the test loss do?",
    options=[
        "It falls as well, a little behind.",
        "It falls, then stays where it is.",
        "It falls for a short while, then rises higher and higher.",
    ],
    right=2,
    because="First the network learns what all points have in common, the ring. Then it "
    "bends its border around single points that noise has thrown to the wrong side. On new "
    "points each such bend is a mistake, and a very confident one.",
    ask="Where would you have stopped the training?",
)

write_best_epoch = watching_training.write_best_epoch
choose_inputs = challenges.choose_inputs
cure_overfitting = challenges.cure_overfitting

ask_first = Question(
    "ask-first",
    "A new problem, a table with four columns. Which network do you try first?",
    [
        Option(
            "None: one neuron on the four columns. Then a small hidden layer.",
            right=True,
            reply="Yes. Then you know what the hidden layer earns. Without that number "
            "nobody can say whether 0.9 is good.",
        ),
        Option(
            "The deepest that fits into the computer.",
            misconception="depth-alone-gives-power",
            reply="It may learn a small table by heart, and you would never know whether a "
            "single neuron had been enough. Start small, and see what each layer earns.",
            ask="What would the score of a single neuron tell you about that of the deep "
            "network?",
        ),
        Option(
            "A large one: a network beats anything simple anyway.",
            misconception="networks-always-beat-simple-models",
        ),
    ],
)

ask_chosen = Question(
    "ask-chosen",
    "You tried 40 settings on the same held-out points and kept the best one: it gets 97% "
    "of them right. What will it get of points that nobody has looked at yet?",
    [
        Option(
            "Probably a little less.",
            right=True,
            reply="Yes. Among forty, the best one was also lucky with these very points. "
            "Keep some for the very end: lesson 07 calls them the test set, and those that "
            "you choose by the validation set.",
        ),
        Option(
            "97%: they were held out.",
            misconception="answers-are-exact",
            reply="Held out from training, but not from you: of forty settings you kept "
            "the one that did best on just these points. A part of that was luck.",
            ask="Forty people toss a coin ten times each. What will the best of them get, "
            "and what the next time?",
        ),
        Option(
            "More, because it understood the problem.",
            misconception="high-score-means-understood",
            reply="You did not choose it for understanding. You chose it for its score on "
            "these points, and among forty the best one was also lucky.",
            ask="Would you expect the same of points that played no part in the choice?",
        ),
    ],
    ordered=True,
)

ask_lower = Question(
    "ask-lower",
    "A small network has a training loss of 0.37 and a test loss of 0.43. A large one has "
    "0.08 and 1.7. A friend says: take the large one, its loss is lower, and train it on. "
    "What do you answer?",
    [
        Option(
            "Its 0.08 is noise, learned by heart. New points bring it out.",
            right=True,
            reply="Yes. A loss of 1.7 is worse than fifty-fifty on everything, which costs "
            "0.69: it takes certainty to be that wrong.",
        ),
        Option(
            "Right: a lower loss is better.",
            misconception="lower-training-loss-is-better",
            reply="Lower on the points it has seen. On new ones its loss is 1.7, four "
            "times that of the small network: it has learned the noise by heart.",
            ask="What does a loss of 1.7 say about the typical point?",
        ),
        Option(
            "Right: with more training the test loss will come down as well.",
            misconception="training-always-succeeds",
            reply="It came from 0.43 and has been rising ever since. More of the same "
            "training makes it rise further.",
            ask="What has the test loss been doing since it stood at 0.43?",
        ),
    ],
)

predict_depth = Prediction(
    "predict-depth",
    "Two networks for the spiral, with 25 weights and biases each. A has one hidden layer "
    "of 6 units, B has two of 3 units. Which one gets more held-out points right, on "
    "average over several starts?",
    options=["A, the wide one.", "B, the deep one.", "They do equally well."],
    right=0,
    because="B sees of the plane only what its first three units let through: three "
    "borders. The second layer can bend and combine these, but three are few for a spiral. "
    "A has six.",
    ask="For which kind of points would you expect B to win?",
)

solve_spiral = challenges.solve_spiral

predict_dead = Prediction(
    "predict-dead",
    "A network with ReLU is trained with a learning rate of 10, a hundred times the usual. "
    "It goes wrong, of course. Then the rate is set to 0.1 and training goes on. What "
    "happens?",
    options=[
        "It recovers: now the steps have the right size.",
        "It recovers, but takes about a hundred times as long.",
        "It never recovers.",
    ],
    right=2,
    because="The huge steps have thrown weights and biases so far off that a whole layer "
    "is 0 at every point. There ReLU has the slope 0, so no gradient comes through, and a "
    "step of any size times 0 is no step.",
    ask="Which activation function would have survived this, and why?",
)

write_count_dead = watching_training.write_count_dead

# All of them, in the order of this file, which is the lesson's.
ITEMS = [item for item in list(vars().values()) if isinstance(item, Item)]

progress = Progress("lesson_06", ITEMS)
