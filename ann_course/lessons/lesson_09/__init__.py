"""Lesson 09, Edges to shapes: what it asks the learner, and what it answers."""

from __future__ import annotations

from ann_course.learn import Option, Prediction, Progress, Question
from ann_course.learn.item import Item
from ann_course.lessons.lesson_09 import convolution_by_hand, diagonal_kernel, one_window
from ann_course.lessons.lesson_09.tasks import (
    try_glance as try_glance,
    try_kernel as try_kernel,
    try_layers as try_layers,
)

recall_pixels = Question(
    "recall-pixels",
    "A dense network learns digits whose pixels were shuffled like cards, and reads them "
    "as well as before. What follows?",
    [
        Option(
            "It makes no use of which pixels are neighbours.",
            right=True,
            reply="Yes: to a dense layer an image is a list. Today's layer is told.",
        ),
        Option(
            "It puts the pixels back in order, as we would.",
            misconception="sees-as-we-do",
            reply="Nothing tells it the old order, and it doesn't need one: each input "
            "node has weights of its own, whichever pixel arrives there.",
            ask="Which part of the network knows where a pixel used to be?",
        ),
        Option(
            "It has stored the digits, in whatever order.",
            misconception="network-stores-its-examples",
            reply="The digits that it read were unseen, so it cannot have stored them. And "
            "it keeps weights, one for each input node, not pictures.",
            ask="How could it answer to a digit that it has never seen?",
        ),
    ],
)

recall_bend = Question(
    "recall-bend",
    "Two layers of weighted sums, one after the other, and nothing in between. What can "
    "they compute that one layer can't?",
    [
        Option(
            "More complex things: two layers are deeper.",
            misconception="depth-alone-gives-power",
            reply="Deeper only on paper: a weighted sum of weighted sums is a weighted "
            "sum. It takes a bend in between.",
            ask="What is 3 times 2 times x, and what is 6 times x?",
        ),
        Option(
            "Nothing.",
            right=True,
            reply="Yes: they fold into one. Keep it in mind; it comes back today.",
        ),
        Option(
            "The same as one, but more exactly.",
            misconception="answers-are-exact",
            reply="Not even that: the product of the two matrices is one matrix, and gives "
            "the same numbers.",
            ask="What comes out if you multiply the two matrices and compare?",
        ),
    ],
)

predict_kernel = Prediction(
    "predict-kernel",
    "A square is drawn with a black line on white paper, and a kernel slides over it that "
    "has −1, 0, 1 in each of its three rows. Where does it respond, that is, give "
    "something other than 0?",
    options=[
        "Along the left and the right side only.",
        "Along all four sides.",
        "Wherever there is ink.",
    ],
    right=0,
    because="Each row takes what lies on its right and subtracts what lies on its left. "
    "Along a horizontal line, and on plain ink or paper, both are the same. Across a "
    "vertical line they differ: above 0 where ink begins, below 0 where it ends.",
    ask="How must this kernel be turned to find the other two sides?",
)

predict_dense = Prediction(
    "predict-dense",
    "Thirty-two hidden units of a dense network have learned the same shapes. Each has 256 "
    "weights, one per pixel; draw them as a picture. What do most of these pictures show?",
    options=[
        "An edge or a stroke.",
        "Each a whole shape, neatly drawn.",
        "Something blotchy all over the image, in which every direction occurs.",
    ],
    right=2,
    because="A dense unit has to answer to shapes at every place at once, with one weight "
    "per pixel. An edge somewhere in the middle would serve it for the few images that "
    "have an edge right there.",
    ask="How would you tell a stroke from a blotch by measuring?",
)

predict_off = Prediction(
    "predict-off",
    "The network classifies 98 of 100 shapes correctly. You silence one of the eight units "
    "of its first layer, then another in its place, and so on. How many of 100 are right "
    "on average?",
    options=["98: seven others are left.", "About 80.", "About 25, as by guessing."],
    right=1,
    because="Each unit of the second layer draws on most of the first, so a missing stroke "
    "is missing everywhere. But no shape depends on one stroke alone.",
    ordered=True,
    ask="Which unit would you expect to be missed most, and why?",
)

predict_untrained = Prediction(
    "predict-untrained",
    "A straight-line classifier gets about 59 of 100 shapes right from their pixels. Give "
    "it what the first layer makes of them, in a network that was *never trained*: eight "
    "random kernels, ReLU, pooling. It then gets…",
    options=[
        "about 25: chance makes noise of them.",
        "about 59, as before: nothing was learned.",
        "above 75.",
    ],
    right=2,
    because="The ReLU bends, and pooling forgives a small move: that alone pulls shapes "
    "apart, whatever the kernels. Training has to be measured against this, not against "
    "the pixels.",
    ordered=True,
    ask="So what did training add, and how would you measure it?",
)

ask_negative = Question(
    "ask-negative",
    "The network saw black lines on white paper only. Why does it fail at white lines on "
    "black paper?",
    [
        Option(
            "It didn't understand the shapes well enough: its score is too low.",
            misconception="high-score-means-understood",
            reply="Its score is 0.98. A score is about images like those in the test.",
            ask="On which images was that score measured?",
        ),
        Option(
            "It doesn't: a triangle is a triangle.",
            misconception="sees-as-we-do",
            reply="To us it is. The network gets another number at nearly every pixel, and "
            "called nearly all of the negatives the same.",
            ask="What does a kernel give on bare paper, and what on bare ink?",
        ),
        Option(
            "The later layers have never met what its kernels now give.",
            right=True,
            reply="Yes. Nothing in its training told it that the two are alike.",
        ),
    ],
)

write_answer = one_window.write_answer

ask_edges = Question(
    "ask-edges",
    "Which sentence on hidden units have you measured to be true?",
    [
        Option(
            "First kernels tend to have a direction, dense units do not.",
            right=True,
            reply="Yes; and not all of the kernels, either.",
        ),
        Option(
            "Every unit of a first hidden layer detects an edge.",
            misconception="every-hidden-unit-is-an-edge-detector",
            ask="How many of the 32 kernels had an index above 0.6?",
        ),
        Option(
            "Without any edge detectors, no network can recognise shapes.",
            misconception="every-hidden-unit-is-an-edge-detector",
            reply="The dense network has hardly any and gets about 9 in 10 right. With "
            "first kernels left at random, the rest of the network learned nearly as well.",
            ask="What did the network score whose first kernels were left at random?",
        ),
    ],
)

ask_depth = Question(
    "ask-depth",
    "From one step of the network to the next, the shapes come apart. Which steps do most "
    "of it?",
    [
        Option(
            "ReLU and pooling, on what trained kernels give them.",
            right=True,
            reply="Yes. A convolution alone is a weighted sum, and to a straight-line "
            "classifier hardly anything new.",
        ),
        Option(
            "The convolutions, as each one of them adds depth.",
            misconception="depth-alone-gives-power",
            reply="A convolution alone is a weighted sum, and hardly pulls apart what was "
            "together. It is what follows it, ReLU and pooling, that does.",
            ask="What can a weighted sum of weighted sums do that one of them can't?",
        ),
        Option(
            "Each step a little, trained or not.",
            misconception="training-always-succeeds",
            reply="Without training the first layer helps, and the later ones undo it.",
            ask="What did the same layers do before they were trained?",
        ),
    ],
)

write_convolution = convolution_by_hand.write_convolution
design_diagonal = diagonal_kernel.design_diagonal

# All of them, in the order of this file, which is the lesson's.
ITEMS = [item for item in list(vars().values()) if isinstance(item, Item)]

progress = Progress("lesson_09", ITEMS)
