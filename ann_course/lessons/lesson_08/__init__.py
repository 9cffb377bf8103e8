"""Lesson 08, Cat or dog: what it asks the learner, and what it answers."""

from __future__ import annotations

from ann_course.learn import Option, Prediction, Progress, Question
from ann_course.learn.item import Item
from ann_course.lessons.lesson_08 import shortcut, telling_picture
from ann_course.lessons.lesson_08.tasks import (
    try_own_photo as try_own_photo,
    try_pets as try_pets,
    try_three as try_three,
)

recall_shift = Question(
    "recall-shift",
    "A network read 97 of 100 digits, and about half of them once they were moved by one "
    "pixel. Why?",
    [
        Option(
            "Its weights were learned for other numbers at each node.",
            right=True,
            reply="Yes. It had only ever been shown digits in the middle.",
        ),
        Option(
            "A moved digit is another digit to us, too.",
            misconception="sees-as-we-do",
            reply="To us it is the same. The network receives a list of numbers, and "
            "nearly all of them had changed.",
            ask="How many of the 64 inputs stay the same when a digit moves by a pixel?",
        ),
        Option(
            "The score of 97 was wrong: about half is what it can do.",
            reply="It was measured correctly, on unseen digits in the middle. It said "
            "nothing about digits that are elsewhere.",
            ask="On which images was each of the two scores measured?",
        ),
    ],
)

recall_held_out = Question(
    "recall-held-out",
    "Why is a network tested on pictures that it hasn't learned from?",
    [
        Option(
            "Because it may know its own examples by heart.",
            right=True,
            reply="Yes. In this lesson all scores are on held-out pictures, and that will "
            "turn out not to be enough.",
        ),
        Option(
            "Because it has stored the others and would look them up.",
            misconception="network-stores-its-examples",
            reply="It stores no pictures that it could look up: it computes with its "
            "weights. But these may have been shaped to fit its own examples alone, and "
            "the test is to bring that out.",
            ask="What would it answer to a picture that it had stored, but mirrored?",
        ),
        Option(
            "Because it would go on learning from them in the test.",
            misconception="keeps-learning-in-use",
            reply="A test changes no weights. The danger is another one: the weights may "
            "fit its own examples by heart, and then the score on these is too good.",
            ask="Which of its numbers change during a test?",
        ),
    ],
)

predict_negative = Prediction(
    "predict-negative",
    "Each cat and dog is in the middle of its picture, but every second picture is a "
    "negative, light on dark. One neuron learns from 3,000 of these. How many of 100 "
    "unseen ones does it classify correctly?",
    options=[
        "About 100: cats stay cats.",
        "About 75: one of the two kinds, and half of the other.",
        "About 50, as by guessing.",
    ],
    right=2,
    because="In a negative each pixel x has become 1 - x. What spoke for a cat by a large "
    "weight now speaks against it just as strongly: what the weights gain on one half of "
    "the pictures they lose on the other, and training finds nothing to go by.",
    ordered=True,
    ask="What would a hidden layer have to find out first?",
)

predict_change = Prediction(
    "predict-change",
    "The networks have classified 500 of 500 unseen pictures of the album correctly. You "
    "have a picture of a cat. What must you change in it for the networks to say dog?",
    options=[
        "The ears: let them hang.",
        "The muzzle: make it long.",
        "Both, ears and muzzle.",
        "What it sits on.",
    ],
    right=3,
    because="In the album every cat sits on a striped rug and every dog on grass. The "
    "floor is always in the same place, and the animals are not: so it is easier to learn, "
    "and whoever has learned it makes no mistake. No one said “the animal”.",
    ask="Which one picture would prove what they go by?",
)

predict_pale = Prediction(
    "predict-pale",
    "The repaired network gets 98 of 100 animals right on any floor. How many are left "
    "when the pictures are only paler, of half the contrast?",
    options=["About 98: a pale cat is a cat.", "About 80.", "About 50, as by guessing."],
    right=2,
    because="All its training pictures had the full contrast. In a pale one every pixel "
    "holds another number, white paper too, and the network calls nearly everything a dog. "
    "It learned what was varied, and relied on what was not.",
    ordered=True,
    ask="What else has never been varied in the training pictures?",
)

write_groups = shortcut.write_groups
design_test = telling_picture.design_test

ask_score = Question(
    "ask-score",
    "For 99 of 100 X-ray pictures a network says correctly whether there is pneumonia. It "
    "has never seen them, but they come from the hospital whose pictures it learned from. "
    "What do you know?",
    [
        Option(
            "How often it is right about pictures like these, no more.",
            right=True,
            reply="Yes. Zech et al. (2018) found that such networks tell from a picture "
            "which hospital and department it comes from, and so how many patients there "
            "are ill. At other hospitals they scored lower in three of five comparisons.",
        ),
        Option(
            "That it has understood what pneumonia looks like.",
            misconception="high-score-means-understood",
            reply="A score doesn't say what it goes by. It may be a mark in the corner of "
            "the picture, made by the ward that has the most patients.",
            ask="Which change to the pictures would show what it goes by?",
        ),
        Option(
            "That it looks for what doctors look for.",
            misconception="sees-as-we-do",
            reply="It may, or it may go by a mark in the corner of the picture. One would "
            "have to cover the mark and measure again.",
            ask="How would you find out whether it needs the lungs at all?",
        ),
        Option(
            "That 1 of 100 patients elsewhere will be misdiagnosed, too.",
            misconception="answers-are-exact",
            reply="The error was measured at one hospital. Elsewhere it may be larger.",
            ask="What could differ in the pictures of another hospital?",
        ),
    ],
)

ask_sure = Question(
    "ask-sure",
    "To a cat on grass the network says “dog, over 99% sure”. What does that tell you?",
    [
        Option(
            "That the cat looks very much like a dog.",
            misconception="sees-as-we-do",
            reply="To us it doesn't, and the network hardly looked at the cat: it goes by "
            "the grass, as you saw when the floors were swapped.",
            ask="What would it say to the same cat on a rug?",
        ),
        Option(
            "That a dog is likelier than it would be at 60%.",
            misconception="confident-means-right",
            reply="Only where the network goes by the right thing. Here it is wrong about "
            "every cat on grass, and each time it is sure.",
            ask="How sure was it of its 500 wrong answers on the swapped floors?",
        ),
        Option(
            "That grass, to this network, is as clear as can be.",
            right=True,
            reply="Yes. Its confidence is about what it goes by, whatever that is.",
        ),
    ],
)

ask_repair = Question(
    "ask-repair",
    "What keeps a network from learning the floor in place of the animal?",
    [
        Option(
            "Using it: when it meets cats on grass it will notice.",
            misconception="gathers-its-own-data",
            reply="Nobody tells it that it was wrong, and in use its weights don't change. "
            "Someone must collect such pictures, label them, and train again.",
            ask="Who would have to tell it that the answer was wrong, and when?",
        ),
        Option(
            "Ten times as many pictures from the same album.",
            misconception="high-score-means-understood",
            reply="In all of them the floor tells the animal. More of the same only "
            "confirms the shortcut.",
            ask="What is the score of the shortcut on ten times as many pictures?",
        ),
        Option(
            "Training pictures in which the floor does not tell the animal.",
            right=True,
            reply="Yes: a shortcut that is often wrong is no shortcut. Someone has to "
            "think of it, and collect such pictures.",
        ),
        Option(
            "Stopping earlier, before it learns the floor.",
            misconception="lower-training-loss-is-better",
            reply="The floor is learned first, since it is the easiest. After one round "
            "through the album nothing else is left to learn.",
            ask="Which is learned first, the floor or the animal, and why?",
        ),
    ],
)

write_find = shortcut.write_find

ask_mystery = Question(
    "ask-mystery",
    "What did the mystery network go by?",
    [
        Option(
            "On which side the animal is.",
            right=True,
            reply="Yes: in its training pictures all cats are on the left and all dogs on "
            "the right. Mirrored, every single answer is wrong. Unfold the cell to see it.",
        ),
        Option(
            "The floor, as the other one did.",
            reply="Without the floor its score stays the same. Each album has shortcuts of "
            "its own, so test for more than the last one.",
            ask="How many shortcuts must you rule out before you trust it?",
        ),
        Option(
            "The animal: its score is 1.00.",
            misconception="high-score-means-understood",
            reply="A mirrored cat is a cat, and there its score is 0.",
            ask="What did the score do when the pictures were mirrored?",
        ),
        Option(
            "How dark the picture is.",
            reply="The paler pictures are classified as well as the others.",
            ask="Which change made the score fall, and which left it as it was?",
        ),
    ],
)

predict_photos = Prediction(
    "predict-photos",
    "How many of 100 unseen photographs of cats and dogs does a dense network classify "
    "correctly? It has 100 hidden units, over 300,000 parameters, and has learned from "
    "10,000 photographs.",
    options=["About 95.", "About 80.", "About 60.", "About 50, as by guessing."],
    right=2,
    because="A real cat lies, jumps, looks away, is black or ginger, near or far. There is "
    "no pixel that is darker in cats. A dense network can only weigh pixels by their "
    "place, and that way it finds only hints in colour and light.",
    ordered=True,
    ask="What would help more: more photographs, or another kind of layer?",
)

# All of them, in the order of this file, which is the lesson's.
ITEMS = [item for item in list(vars().values()) if isinstance(item, Item)]

progress = Progress("lesson_08", ITEMS)
