"""Lesson 10, Words to phrases: what it asks the learner, and what it answers."""

from __future__ import annotations

from ann_course.learn import Option, Prediction, Progress, Question
from ann_course.learn.item import Item
from ann_course.lessons.lesson_10 import bag_by_hand, broken_reading, neighbouring
from ann_course.lessons.lesson_10.number_words import number_words as number_words
from ann_course.lessons.lesson_10.reader import (
    goodness as goodness,
    vocabulary as vocabulary,
)
from ann_course.lessons.lesson_10.tasks import (
    try_phrases as try_phrases,
    try_scales as try_scales,
)

recall_xor = Question(
    "recall-xor",
    "Why can't one neuron compute XOR, whatever its weights?",
    [
        Option(
            "An input adds the same to its sum, whatever the other input is.",
            right=True,
            reply="Yes. For XOR the second input would have to push up in one case and "
            "down in the other. Keep that in mind: today the second input is a word.",
        ),
        Option(
            "Training gets stuck before it finds them.",
            misconception="training-always-succeeds",
            reply="There are none to find. From any start, at most three of the four rows "
            "are right.",
            ask="Which three rows can one neuron get right, and with which weights?",
        ),
        Option(
            "It would need several layers, one behind the other, of any kind.",
            misconception="depth-alone-gives-power",
            reply="Not of any kind: without an activation function between them, layers "
            "fold into one, which can do no more than a single neuron.",
            ask="What has to stand between two layers, so that they are more than one?",
        ),
    ],
)

recall_kernel = Question(
    "recall-kernel",
    "What does a kernel do with a picture?",
    [
        Option(
            "It asks the same question at each place, with the same weights.",
            right=True,
            reply="Yes. A sentence has places, too.",
        ),
        Option(
            "It weighs every pixel of the picture with a weight of its own.",
            reply="That is a dense unit. A kernel has a few weights, and slides.",
            ask="How many weights would it need then, for a picture of 16 × 16?",
        ),
        Option(
            "It finds edges, since that is what the first layer is for.",
            misconception="every-hidden-unit-is-an-edge-detector",
            reply="Some do. A kernel answers to whatever its weights look like, and these "
            "are learned.",
            ask="What did the kernels of lesson 09 look like before training?",
        ),
    ],
)

predict_random = Prediction(
    "predict-random",
    "One neuron learns from 144 of the 192 phrases, drawn at random. How many of the other "
    "48 does it get right?",
    options=["All 48, or nearly.", "About half, as by guessing.", "Far fewer than half."],
    right=2,
    because="It is XOR, so the phrases it learned from pull each word both ways. And if "
    "most phrases with a word that it learned from were bad, those that were held out are "
    "the good ones: it goes with the majority, and so it is wrong more often than a coin.",
    ordered=True,
    ask="What would have to happen in the sum when “not” comes before “bad”?",
)

predict_new = Prediction(
    "predict-new",
    "A network with hidden units has learned “not” with many words, and all its training "
    "phrases are right. “Dreadful” it has only met alone. What does it say to “not "
    "dreadful”?",
    options=[
        "Bad, as if “not” weren't there.",
        "Good: by now it has learned what “not” does.",
        "About 50:50, since it can't know.",
    ],
    right=0,
    because="To it each word is an input of its own, and no two inputs have anything in "
    "common. Nothing that it has learned about “not” and “awful” reaches “dreadful”. All "
    "that it knows of that word is: bad.",
    ask="How could it know that dreadful is more like awful than like lovely?",
)

predict_not = Prediction(
    "predict-not-weight",
    "One neuron learns from 3,000 sentences of real reviews. Which weight does the word "
    "“not” get?",
    options=[
        "Above 0.",
        "About 0: “not” praises nothing and blames nothing.",
        "Far below 0.",
    ],
    right=2,
    because="Of the 291 sentences with “not”, 238 complain. People who are content say so; "
    "those who are not say what it was *not*. One neuron has no place for “turns the next "
    "word round”, so the word is simply a bad one.",
    ordered=True,
    ask="What does that weight make of “not bad”?",
)

write_bag = bag_by_hand.write_bag
break_it = broken_reading.break_it

ask_dreadful = Question(
    "ask-dreadful",
    "The network with word names had every training phrase right, and “not dreadful” "
    "wrong. Why?",
    [
        Option(
            "It had understood “not”, but didn't know the word “dreadful”.",
            misconception="understands-the-words",
            reply="It knew the word well: bad, and very sure of it. What it had learned "
            "about “not” was a list of cases, one for each word, and not a rule.",
            ask="What did it know about dreadful, and what about not?",
        ),
        Option(
            "Training had stopped too early.",
            misconception="training-always-succeeds",
            reply="Training was over: every phrase was right. No further epoch can teach "
            "what no phrase says.",
            ask="Which training phrase could have told it about “not dreadful”?",
        ),
        Option(
            "It had learned “not” word by word, and never for this one.",
            right=True,
            reply="Yes. Only when the words come with a meaning can “not” turn that "
            "meaning round, for all words at once.",
        ),
        Option(
            "Four units were too few; a larger network would generalise.",
            misconception="depth-alone-gives-power",
            reply="With 8 units it is the same, and with any number: nothing connects "
            "“dreadful” with “awful”. It needs another input, not more units.",
            ask="What do the inputs for “dreadful” and “awful” have in common?",
        ),
    ],
)

ask_split = Question(
    "ask-split",
    "Phrases held out at random: 0.97. Words held out after “not”: 0.00. Which is the "
    "network's true score?",
    [
        Option(
            "0.97: only what is drawn at random makes an honest exam.",
            misconception="random-split-is-fair",
            reply="Drawn at random, each held-out phrase had a twin in the training set: "
            "“not really bad” beside “not very bad”. That exam asks how well it knows "
            "those words, and says nothing about others.",
            ask="Which phrases of the training set gave the held-out ones away?",
        ),
        Option(
            "0.00: the lower score is always the honest one.",
            reply="If it will only ever meet these 24 words after “not”, then 0.97 is what "
            "you will see. The exam must be like the use, not as hard as can be.",
            ask="For which use would 0.97 be the right number?",
        ),
        Option(
            "Both: each says how it does on another kind of phrase.",
            right=True,
            reply="Yes. So with every score ask what exactly was held out.",
        ),
    ],
)

ask_reviews = Question(
    "ask-reviews",
    "A neuron gets 82 of 100 held-out sentences from these reviews right. What does that "
    "tell you?",
    [
        Option(
            "It reads, with a few mistakes, as we do.",
            misconception="sees-as-we-do",
            reply="Its mistakes are none that we would make: “not bad”, “I had no problems "
            "with it”. It adds up words, and most sentences can be told that way.",
            ask="Which small change makes it misread a sentence?",
        ),
        Option(
            "With a hidden layer it would be clearly more.",
            misconception="networks-always-beat-simple-models",
            reply="It was tried: 16 hidden units, pairs of words, all within the spread. "
            "3,000 sentences hold each rare turn of phrase only once or twice.",
            ask="How often does “not bad” occur in the 3,000 sentences?",
        ),
        Option(
            "It has understood four of five sentences.",
            misconception="high-score-means-understood",
            reply="It has given the right answer to four of five. Mirror sentences show "
            "what it goes by: it can't even tell which of two things was praised.",
            ask="What would a mirror sentence look like to a network that knows the order?",
        ),
        Option(
            "About how often it will be right on sentences of this kind.",
            right=True,
            reply="Yes, and only of this kind: on a site that it has not read it gets "
            "about 75 of 100.",
        ),
    ],
)

ask_same = Question(
    "ask-same",
    "A network on a bag of words gives “good and not bad” and “bad and not good” the same "
    "score. What would tell them apart?",
    [
        Option(
            "More hidden layers on the same bag.",
            misconception="depth-alone-gives-power",
            reply="Two inputs that are equal stay equal through any number of layers.",
            ask="What does the first hidden layer get to see of the two sentences?",
        ),
        Option(
            "Inputs that keep some of the order, such as pairs.",
            right=True,
            reply="Yes. What is lost before the first layer no layer can bring back.",
        ),
        Option(
            "Training until it is sure of both.",
            misconception="confident-means-right",
            reply="It can become sure, of the same answer for both. Of one of the two it "
            "is then surely wrong.",
            ask="How sure can it be, if half of its training sentences say the opposite?",
        ),
    ],
)

write_neighbours = neighbouring.write_neighbours

# All of them, in the order of this file, which is the lesson's.
ITEMS = [item for item in list(vars().values()) if isinstance(item, Item)]

progress = Progress("lesson_10", ITEMS)
