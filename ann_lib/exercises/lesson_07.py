"""Lesson 07, Pixels in, digits out: what it asks the learner, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from ann_lib.exercises.classifier import (
    build_classifier as build_classifier,
    examine as examine,
)
from ann_lib.learn import Exercise, Mistake, Option, Prediction, Question
from ann_lib.learn.item import Item

recall_shape = Question(
    "recall-shape",
    "How many weights and biases has a layer of 5 units that takes in 3 numbers?",
    [
        Option(
            "15 weights and 5 biases.",
            right=True,
            reply="Yes: each unit has a weight for each input, and one bias of its own.",
        ),
        Option(
            "8 weights and no bias.",
            reply="Every input is connected with every unit: that is 3 × 5 connections, "
            "not 3 + 5. And each unit adds its bias.",
        ),
        Option(
            "15 weights and 3 biases.",
            reply="The weights are right. A bias belongs to the unit that adds it up, and "
            "there are 5 units.",
        ),
    ],
)

recall_training = Question(
    "recall-training",
    "What now, if the loss on the training examples falls and falls, and the loss on "
    "held-out examples has begun to rise?",
    [
        Option(
            "Stop, and go back to where the held-out loss was lowest.",
            right=True,
            reply="Yes. From there on it learned what these examples have by chance.",
        ),
        Option(
            "Go on: the loss still falls.", misconception="lower-training-loss-is-better"
        ),
        Option(
            "Nothing: whoever trains long enough succeeds.",
            misconception="training-always-succeeds",
        ),
    ],
)

predict_shift = Prediction(
    "predict-shift",
    "How many of 100 unseen digits does the network still name rightly if every one of "
    "them is moved one pixel to the right, of eight? In their places it is about 97.",
    options=[
        "97, as before: a moved 3 is a 3.",
        "About 90.",
        "About 50.",
        "About 10, as by guessing.",
    ],
    right=2,
    because="To us the picture is the same. The network has 64 inputs, and after the move "
    "nearly every one of them holds another number: the ink that used to arrive at node 27 "
    "arrives at node 28, whose weights were learned for something else.",
)

predict_noise = Prediction(
    "predict-noise",
    "How sure is the network of 1,000 pictures of pure noise, no digit in any of them? "
    "The probability that it gives to its answer is, on average…",
    options=[
        "about 10%: it can't know, so all ten digits get the same.",
        "about 50%: it wavers between a few.",
        "above 75%: it is fairly sure of a digit.",
    ],
    right=2,
    because="The ten probabilities must add up to 1, and “none of these” isn't among them. "
    "Noise lies far from all that the network has seen, where its sums are large; and "
    "large sums make sure answers.",
)

predict_few = Prediction(
    "predict-few",
    "How many of 100 unseen images does a network of the same kind name rightly that has "
    "learned from 20 images alone, 2 or so of each digit?",
    options=["About 10, as by guessing.", "About 60.", "About 95."],
    right=1,
    because="Two examples of a digit are much better than none: most 0s look more like a 0 "
    "than like anything else. What the other thousand images teach are the odd ones.",
)

predict_shuffle = Prediction(
    "predict-shuffle",
    "What score does a network reach when the pixels are dealt like a pack of cards, in "
    "one order, the same for every image? To us each digit is then a meaningless pattern. "
    "A new network learns from these, and is tested on unseen images dealt likewise. Its "
    "score is…",
    options=["about 0.10, as by guessing.", "clearly lower: about 0.80.", "the same."],
    right=2,
    because="An input node has no place, only a number. Which pixels are neighbours was "
    "never told to the network, so it loses nothing when they no longer are.",
)


def count_parameters(sizes: Sequence[int]) -> int:
    """Count the weights and biases of a network of dense layers."""
    total = 0
    for n_inputs, n_units in pairwise(sizes):
        total += n_inputs * n_units + n_units
    return total


def _count(rule: Callable[[int, int], int]) -> Callable[[Sequence[int]], int]:
    """Return a count with another idea of what one layer holds."""
    return lambda sizes: sum(rule(a, b) for a, b in pairwise(sizes))


write_count = Exercise(
    "write-count",
    "Write `count_parameters(sizes)`. It returns how many weights and biases a network "
    "has whose layers have these sizes, the inputs first.",
    reference=count_parameters,
    inputs=[([64, 10],), ([64, 32, 10],), ([2, 2, 1],), ([3, 5, 4, 2],)],
    random_inputs=lambda rng: (rng.integers(1, 30, size=rng.integers(2, 6)).tolist(),),
    mistakes=[
        Mistake(
            _count(lambda a, b: a * b),
            "You forgot the biases: each unit has one, so a layer has as many as units.",
        ),
        Mistake(
            _count(lambda a, b: a * b + 1),
            "You gave one bias to each layer. Each *unit* has its own.",
        ),
        Mistake(
            _count(lambda a, b: a * b + a),
            "You counted a bias for each input of a layer. It belongs to the units that "
            "the layer puts out.",
        ),
        Mistake(
            lambda sizes: sum(sizes),
            "You counted the nodes. Training adjusts the connections between them: each "
            "node of a layer with each of the next.",
        ),
        Mistake(
            lambda sizes: count_parameters(sizes) + sizes[0],
            "You gave the input nodes a bias. They add nothing up: they hold the pixels.",
        ),
    ],
)


def recall(matrix: np.ndarray) -> np.ndarray:
    """Return for each class which part of its images was named rightly."""
    right = np.diag(matrix)
    all_of_it = matrix.sum(axis=1)
    return right / all_of_it


def _draw_matrix(rng: np.random.Generator) -> tuple[np.ndarray]:
    size = int(rng.integers(2, 6))
    return (rng.integers(0, 9, size=(size, size)) + np.diag(rng.integers(5, 40, size)),)


write_recall = Exercise(
    "write-recall",
    "Fill the two gaps in `recall`. How many images of each class were named rightly, and "
    "along which axis do all that there are of it add up?",
    reference=recall,
    inputs=[
        (np.array([[8, 2], [1, 9]]),),
        (np.array([[5, 0, 0], [3, 6, 1], [0, 4, 4]]),),
    ],
    random_inputs=_draw_matrix,
    mistakes=[
        Mistake(
            lambda matrix: np.diag(matrix) / matrix.sum(axis=0),
            "You divided by the columns: of all that was *called* a 3, which part is one? "
            "That is the precision. Recall asks about the rows, `axis=1`: of all that "
            "*are* 3s, which part was found?",
        ),
        Mistake(
            lambda matrix: np.diag(matrix) / matrix.sum(),
            "You divided by all images together. Each class is compared with its own row.",
        ),
        Mistake(
            lambda matrix: np.trace(matrix) / matrix.sum(),
            "That is the accuracy, one number for all classes. Recall has one a class.",
        ),
        Mistake(
            lambda matrix: np.diag(matrix),
            "Those are the counts. A part is the count divided by how many there are.",
        ),
        Mistake(
            lambda matrix: 1 - np.diag(matrix) / matrix.sum(axis=1),
            "That is the part that was missed. Recall is the part that was found.",
        ),
        Mistake(
            lambda matrix: 100 * np.diag(matrix) / matrix.sum(axis=1),
            "Right, in per cent. Here we want parts of 1.",
        ),
    ],
)

ask_sure = Question(
    "ask-sure",
    "What do you know when the network answers “7, 99% sure”?",
    [
        Option(
            "That of its ten answers, 7 came out far ahead.",
            right=True,
            reply="Yes, and no more. Whether there is a digit in the picture at all was "
            "not among the questions it was trained on.",
        ),
        Option("That it is a 7.", misconception="confident-means-right"),
        Option(
            "That it is a 7 in 99 of 100 such cases.",
            misconception="answers-are-exact",
            reply="Among images like those it learned from, nearly. For noise, for "
            "letters, for a moved digit the 99% is just a number: measure, don't believe.",
        ),
    ],
)

ask_weights = Question(
    "ask-weights",
    "Where in the trained network are the images that it has learned from?",
    [
        Option(
            "Nowhere: there are only weights and biases.",
            right=True,
            reply="Yes: 9,610 numbers here, while the training images are 69,000 numbers.",
        ),
        Option("In the hidden layer.", misconception="network-stores-its-examples"),
        Option(
            "It keeps adding each image that it is asked about.",
            misconception="keeps-learning-in-use",
        ),
    ],
)

ask_shift = Question(
    "ask-shift",
    "What would help the network most with digits that are not in the middle? As long as "
    "they are, it reads your neighbour's well.",
    [
        Option(
            "Training images in which the digits are not in the middle.",
            right=True,
            reply="Yes. What the images never vary, the network has no reason to ignore.",
        ),
        Option(
            "Nothing needs help: a moved digit is the same digit.",
            misconception="sees-as-we-do",
        ),
        Option(
            "Leaving it in use for a while, until it has seen some.",
            misconception="gathers-its-own-data",
            reply="In use it learns nothing. Someone must collect such images, say what "
            "each one is, and train again.",
        ),
        Option(
            "A higher score on the images it has now.",
            misconception="high-score-means-understood",
            reply="There all digits are in the middle. A score can't tell of what is not "
            "in the test.",
        ),
    ],
)

# All of them, in the order of the lesson.
ITEMS: list[Item] = [
    recall_shape,
    recall_training,
    predict_shift,
    predict_shuffle,
    predict_noise,
    predict_few,
    write_recall,
    write_count,
    build_classifier,
    ask_sure,
    ask_weights,
    ask_shift,
]
