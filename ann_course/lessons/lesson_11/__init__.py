"""Lesson 11, Can it hear: what it asks the learner, and what it answers."""

from __future__ import annotations

from ann_course.learn import Option, Prediction, Progress, Question
from ann_course.learn.item import Item
from ann_course.lessons.lesson_11 import bands, company, speakers, spectrograms
from ann_course.lessons.lesson_11.sounds import (
    by_kind as by_kind,
    draw_voices as draw_voices,
    draws as draws,
    folds as folds,
    listener as listener,
    many as many,
    of as of,
    train as train,
    words as words,
)
from ann_course.lessons.lesson_11.tasks import try_listeners as try_listeners
from ann_course.panels.vowel.people import some as some

recall_album = Question(
    "recall-album",
    "Lesson 08: 500 of 500 unseen pictures right, and none once the floors were swapped. "
    "What was wrong with the first test?",
    [
        Option(
            "Its cats and dogs had the same floors as those in training.",
            right=True,
            reply="Yes. It held out pictures, but nothing that was new about them. Today "
            "the question is the same, with people in the place of floors.",
        ),
        Option(
            "It was too small: 5,000 pictures would have shown it.",
            misconception="high-score-means-understood",
            reply="5,000 pictures of the same album have the same floors: the score would "
            "have been 1.00 again.",
            ask="What would a test need that the album doesn't have?",
        ),
        Option(
            "Some of its pictures had been in the training set.",
            misconception="network-stores-its-examples",
            reply="None of them had. They were new, but new in nothing that mattered.",
            ask="In what did the test pictures differ from those of the training?",
        ),
    ],
)

predict_wave = Prediction(
    "predict-wave",
    "1,500 voices, five vowels. One network gets 1,024 samples of the wave, and has 64 "
    "hidden units. The other gets 32 numbers of the spectrum, and has no hidden layer. "
    "Which of them recognises more of 500 new voices?",
    options=[
        "The one with the wave: it has all there is, and hidden units.",
        "Both about the same.",
        "The one with the spectrum, though it has no hidden layer.",
    ],
    right=2,
    because="One vowel at another pitch is another wave, number by number: the first "
    "network learns its 1,500 waves by heart, and is lost with a new one. In the spectrum "
    "the same vowel has its peaks in nearly the same places, and one layer can weigh them.",
    ask="The spectrum was computed from the same 1,024 samples. What did it add to them?",
)

predict_children = Prediction(
    "predict-children",
    "A network has learned five vowels from 22 men, and recognises 98 of 100 of the vowels "
    "of other men. How many of 100 will it recognise when children speak?",
    options=["About 98.", "About 80.", "About 60.", "Fewer than 50."],
    right=3,
    because="A child's throat and mouth are shorter, so that all its formants lie higher, "
    "and each vowel stands in the plane where a man's has another name.",
    ordered=True,
    ask="And women? Where do their formants lie?",
)

predict_cost = Prediction(
    "predict-cost",
    "Now seven of the 22 men stay at home, and seven children come in their place. How "
    "many of 100 vowels of men does the network lose by that?",
    options=["About 30: a third of the men are missing.", "About 10.", "2 at most."],
    right=2,
    because="The men who stayed at home said what the other 15 say as well. What the "
    "children have to say, no one else does.",
    ordered=True,
    ask="What would 100 more men have brought?",
)

read_words = spectrograms.read_words
write_bands = bands.write_bands
write_split = speakers.write_split

ask_digits = Question(
    "ask-digits",
    "A telephone recognises spoken digits: 97 of 100 in the test, about 70 with a new "
    "customer. The test recordings were drawn at random from all recordings. What "
    "happened?",
    [
        Option(
            "The test had the voices of the training in it.",
            right=True,
            reply="Yes. Other recordings, but the same people: it was an exam for people "
            "that it knows. Hold out whole people.",
        ),
        Option(
            "Bad luck: drawn at random, a test is fair.",
            misconception="random-split-is-fair",
            reply="Draw again, and it will say 97 again: each person is on both sides of "
            "each random split.",
            ask="Who will be new when it is used, and who was new in the test?",
        ),
        Option(
            "The customer speaks badly: 97 shows that it understands digits.",
            misconception="high-score-means-understood",
            reply="It shows that it knows how six men say them.",
            ask="Whom would you ask to speak for a test?",
        ),
        Option(
            "Training had not finished, so train for longer.",
            misconception="training-always-succeeds",
            reply="It had: all of its training recordings were right. Longer "
            "training makes it know these voices better still.",
            ask="What would the score be on the recordings it was trained with?",
        ),
    ],
)

ask_spectrum = Question(
    "ask-spectrum",
    "Why does one layer on 32 numbers hear more than 64 hidden units on the wave?",
    [
        Option(
            "The 32 numbers lay out what makes the vowel.",
            right=True,
            reply="Yes: how much of each frequency there is. When each pulse comes, which "
            "differs from voice to voice, is left out.",
        ),
        Option(
            "One layer is simply better than two.",
            misconception="depth-alone-gives-power",
            reply="With 64 hidden units the spectrum does no worse. What counts here is "
            "what the first layer is given.",
            ask="And one layer on the wave: how well did that do?",
        ),
        Option(
            "It then hears as our ears do.",
            misconception="sees-as-we-do",
            reply="The inner ear takes a sound apart by frequency, too; there the likeness "
            "ends. You understood the child, and the network did not.",
            ask="Which sound do you understand, and it does not?",
        ),
    ],
)

ask_sure = Question(
    "ask-sure",
    "A child says “a”. The network that has learned from men says “ee”, and is 99% sure. "
    "What now?",
    [
        Option(
            "Believe it: at 99% it is wrong once in a hundred times.",
            misconception="confident-means-right",
            reply="That may hold for men. For children it is wrong about more than half of "
            "the vowels, and over 90% sure of two out of three of those.",
            ask="Of which voices was its sureness ever checked?",
        ),
        Option(
            "Wait: it will get used to the child's voice.",
            misconception="keeps-learning-in-use",
            reply="Its weights were fixed when the training ended. Said ten times, the "
            "same sound gets the same answer ten times.",
            ask="Who would have to tell it that it was wrong, and what would then change?",
        ),
        Option(
            "Use it anyway: it will find recordings of children for itself.",
            misconception="gathers-its-own-data",
            reply="Somebody has to ask children to speak, write down what they said, and "
            "train again.",
            ask="Who asked the 22 men, and why them?",
        ),
        Option(
            "Train it again, with children among the speakers.",
            right=True,
            reply="Yes: seven children in the place of seven men were enough for most of "
            "it. And test it on other children.",
        ),
    ],
)

predict_digits = Prediction(
    "predict-digits",
    "Ten spoken digits, six men, 50 recordings of each. A network learns 45 of each by "
    "each man, and recognises 97 of 100 of the rest. Then one man is left out of the "
    "training altogether. How many of 100 of his digits does it recognise?",
    options=["About 97.", "About 85.", "About 70, and of some men only half."],
    right=2,
    because="The first score was that of men it knew. With six men it has hardly learned "
    "how men differ.",
    ordered=True,
    ask="Which of the two scores belongs on the box of a telephone that is sold to all?",
)

choose_company = company.choose_company

# All of them, in the order of this file, which is the lesson's.
ITEMS = [item for item in list(vars().values()) if isinstance(item, Item)]

progress = Progress("lesson_11", ITEMS)
