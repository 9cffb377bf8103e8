"""Lesson 07, Pixels in, digits out: what it asks the learner, and what it answers."""

from __future__ import annotations

from ann_course.learn import Option, Prediction, Progress, Question
from ann_course.learn.item import Item
from ann_course.lessons.lesson_07 import classifier, counts, fooling
from ann_course.lessons.lesson_07.photo import try_photo as try_photo
from ann_course.lessons.lesson_07.tasks import (
    try_again as try_again,
    try_digit as try_digit,
    try_drawing as try_drawing,
    try_pixels as try_pixels,
    try_reader as try_reader,
    try_teach as try_teach,
)

recall_shape = Question(
    "recall-shape",
    "How many weights and biases does a layer of 5 units with 3 inputs have?",
    [
        Option(
            "15 weights and 5 biases.",
            right=True,
            reply="Yes: each unit has a weight for each input, and a bias of its own.",
        ),
        Option(
            "8 weights, and no bias at all.",
            reply="Every input is connected with every unit: that is 3 × 5 connections, "
            "not 3 + 5. And each unit adds its bias.",
            ask="How many connections leave one input?",
        ),
        Option(
            "15 weights and 3 biases.",
            reply="The weights are right. A bias belongs to the unit that adds it up, and "
            "there are 5 units.",
            ask="Who adds the bias: an input or a unit?",
        ),
    ],
)

recall_training = Question(
    "recall-training",
    "What now, if the loss on the training examples falls and falls, and the loss on "
    "held-out examples has begun to rise?",
    [
        Option(
            "Nothing: whoever trains for long enough succeeds.",
            misconception="training-always-succeeds",
            reply="Not here: every further round makes the held-out loss worse. Training "
            "for longer is what does the harm.",
            ask="At which epoch would you have stopped?",
        ),
        Option(
            "Go on: the loss still falls.",
            misconception="lower-training-loss-is-better",
            reply="It falls on the training examples alone. What it learns from here on "
            "holds for these and not for new ones, as the held-out loss shows.",
        ),
        Option(
            "Stop, and go back to the lowest held-out loss.",
            right=True,
            reply="Yes. From there on it learned what these examples have by chance.",
        ),
    ],
)

predict_shift = Prediction(
    "predict-shift",
    "How many of 100 unseen digits does the network still classify correctly if each of "
    "them, eight pixels wide, is moved one pixel to the right? In their usual place it is "
    "about 97.",
    options=[
        "97, as before: a moved 3 is a 3.",
        "About 90.",
        "About 50.",
        "About 10, as by guessing.",
    ],
    right=2,
    because="To us the picture is the same. The network has 64 inputs, and after the move "
    "most of them hold another number: the ink that used to arrive at node 27 arrives at "
    "node 28, whose weights were learned for something else.",
    ordered=True,
    ask="Which digit suffers most from the move, do you think, and why?",
)

predict_few = Prediction(
    "predict-few",
    "A network of the same kind has learned from only 20 images, about 2 of each digit. "
    "How many of 100 unseen images does it classify correctly?",
    options=["About 10, as by guessing.", "About 65.", "About 95."],
    right=1,
    because="Two examples of a digit are much better than none: most 0s look more like a 0 "
    "than like anything else. What the other thousand images teach are the odd ones.",
    ordered=True,
    ask="Which digits look unlike the two examples that it has seen?",
)

build_classifier, examine = classifier.build_classifier, classifier.examine

ask_matrix = Question(
    "ask-matrix",
    "The number 2 stands in row 8, column 1 of a confusion matrix. What does it say?",
    [
        Option(
            "Two images of an 8 were called a 1.",
            right=True,
            reply="Yes: the row is what the image is, the column what it was called. To "
            "see why, look at these two.",
        ),
        Option(
            "Two images of a 1 were called an 8.",
            reply="That would be row 1, column 8: another number, and another kind of "
            "mistake. The row is what the image is.",
            ask="Where would you look for 1s that were called an 8?",
        ),
        Option(
            "8s and 1s were mistaken for each other twice.",
            reply="The matrix keeps the two directions apart: the row is what it is, the "
            "column what it was called.",
            ask="Is it always as bad to call an 8 a 1 as to call a 1 an 8?",
        ),
        Option(
            "The network was right about two images.",
            reply="What is right lies on the diagonal: row 8, column 8.",
            ask="Which cells are filled in the matrix of a perfect network?",
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
        Option(
            "That it is a 7.",
            misconception="confident-means-right",
            reply="It may be. But the ten probabilities add up to 1 for every picture, "
            "even for pure noise: 99% says that the other nine came out lower.",
        ),
        Option(
            "That it is right in 99 of 100 such cases.",
            misconception="answers-are-exact",
            reply="Among images like those it learned from, nearly. For noise, for "
            "letters, for a moved digit the 99% is just a number: measure it, don't "
            "believe it.",
            ask="How would you measure how often its 99% is right?",
        ),
    ],
)

ask_shift = Question(
    "ask-shift",
    "What would help the network most with digits that are not in the middle? As long as "
    "they are, it reads your neighbour's well.",
    [
        Option(
            "Training images with digits elsewhere, too.",
            right=True,
            reply="Yes. What the images never vary, the network has no reason to ignore.",
        ),
        Option(
            "Nothing needs help: a moved digit is the same digit.",
            misconception="sees-as-we-do",
            reply="To us it is. The network gets another number at nearly every pixel, and "
            "about half of the moved digits were misread.",
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
            reply="There all digits are in the middle. A score says nothing about what is "
            "not in the test.",
        ),
    ],
)

ask_weights = Question(
    "ask-weights",
    "Where in the trained network are the images that it has learned from?",
    [
        Option(
            "Nowhere as pictures: there are only weights and biases.",
            right=True,
            reply="Yes: 9,610 numbers here, while the training images are 69,000 numbers. "
            "A large network can still know some of its examples by heart, and give them "
            "away.",
        ),
        Option(
            "In the hidden layer, a few images in each of its units.",
            misconception="network-stores-its-examples",
            reply="A hidden unit holds 64 weights and a bias, shaped by all images "
            "together. It answers by arithmetic, not by looking up.",
        ),
        Option(
            "It keeps adding each image that it is asked about.",
            misconception="keeps-learning-in-use",
            reply="Asking it changes nothing: its weights were fixed when training ended. "
            "The same image gets the same answer tomorrow.",
        ),
    ],
)

predict_shuffle = Prediction(
    "predict-shuffle",
    "What score does a network reach when the pixels are shuffled like a pack of cards, in "
    "the same way for every image? To us each digit is then a meaningless pattern. A new "
    "network learns from these, and is tested on unseen images shuffled in the same way. "
    "Its score is…",
    options=["about 0.10, as by guessing.", "clearly lower: about 0.80.", "the same."],
    right=2,
    because="An input node has no place, only a number. Which pixels are neighbours was "
    "never told to the network, so it loses nothing when they no longer are.",
    ordered=True,
    ask="What would have to change for the order of the pixels to matter?",
)

predict_noise = Prediction(
    "predict-noise",
    "How sure is the network of 1,000 pictures of pure noise, no digit in any of them? The "
    "probability that it gives to its answer is, on average…",
    options=[
        "about 10%: it can't know, so all ten digits get the same.",
        "about 50%: it wavers between a few.",
        "above 75%: it is fairly sure of a digit.",
    ],
    right=2,
    because="The ten probabilities must add up to 1, and “none of these” isn't among them. "
    "Noise lies far from all that the network has seen, where its sums are large; and "
    "large sums make confident answers.",
    ordered=True,
    ask="Which eleventh answer would help, and on what would you train it?",
)

write_recall = counts.write_recall
write_count = counts.write_count
fool_network, try_to_fool = fooling.fool_network, fooling.try_to_fool

# All of them, in the order of this file, which is the lesson's.
ITEMS = [item for item in list(vars().values()) if isinstance(item, Item)]

progress = Progress("lesson_07", ITEMS)
