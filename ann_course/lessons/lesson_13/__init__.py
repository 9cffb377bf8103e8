"""Lesson 13, Your own network: what it asks the learner, and what it answers."""

from __future__ import annotations

from ann_course.learn import Option, Prediction, Progress, Question
from ann_course.learn.item import Item
from ann_course.lessons.lesson_13 import baseline, prepare, verdict
from ann_course.lessons.lesson_13.birds import penguins_table as penguins_table
from ann_course.lessons.lesson_13.forecast import Forecast
from ann_course.lessons.lesson_13.rubric import Report as Report, Rubric
from ann_course.lessons.lesson_13.tasks import try_table as try_table
from ann_course.live.upload import Upload as Upload
from ann_course.panels.table.nests import short_table as short_table

rubric = Rubric()

recall_shapes = Question(
    "recall-shapes",
    "A network predicted the heating of buildings: rows held out at random, it was nearly "
    "perfect. Whole shapes of buildings held out, it was worse than a line. Why?",
    [
        Option(
            "The second exam was chosen to be hard, the first one was fair.",
            misconception="random-split-is-fair",
            reply="Whoever builds a house of a new shape needs the second. In the first, "
            "each building in the exam had others of its shape among those learned from.",
        ),
        Option(
            "In the first exam it had learned from others of each shape.",
            right=True,
            reply="Yes. Which rows belong together is nothing that a program can know. "
            "Today you have to find it out yourself.",
        ),
        Option(
            "It was not trained for long enough to manage new shapes.",
            misconception="lower-training-loss-is-better",
            reply="Longer training fits the known shapes still more closely. What is "
            "missing is other shapes to learn from.",
        ),
    ],
)

predict_nest = Prediction(
    "predict-nest",
    "Two birds of one nest are two rows of the table, and the question is whether their "
    "nest gets its second egg. With rows held out at random, a network scores about 0.8, "
    "where guessing scores 0.5. Now both birds of a nest are held out together. What does "
    "it score?",
    options=["About 0.8, as before.", "About 0.7.", "About 0.5, as by guessing."],
    right=2,
    because="The second egg belongs to the nest, not to the bird. Held out at random, a "
    "bird usually had its mate among the rows that were learned from, and the column "
    "*nest* said which that was. The network had looked the answer up. Without the mate "
    "there is nothing to look up, and in the other columns there is next to nothing to "
    "learn.",
    ordered=True,
    ask="Which rows of your own table belong together in such a way?",
)

predict_sex = Prediction(
    "predict-sex",
    "Another question to the same table: is the bird female or male? From its species, its "
    "bill, its flipper and its mass, on ten folds. Always the same scores about 0.5. What "
    "about the line and the network?",
    options=[
        "Both about 0.9: no difference stands out.",
        "The line about 0.75, the network about 0.9.",
        "Both about 0.75: birds are too different.",
    ],
    right=0,
    because="Males are larger than females of their species: that is a weight for each "
    "measure, and one for each species. A line can do that, and nothing here bends. So "
    "take the line: it is as good, and you can read its weights.",
    ask="What would have to be so for the network to be better?",
)

write_baseline = baseline.write_baseline
write_verdict = verdict.write_verdict
write_prepare = prepare.write_prepare

ask_balance = Question(
    "ask-balance",
    "Of 100 parts that a factory makes, 96 are sound. A network says of each part whether "
    "it is sound, and is right about 96 of 100. What do you know?",
    [
        Option(
            "It recognizes most of the faulty parts.",
            misconception="high-score-means-understood",
            reply="It may call every part sound and never recognize a faulty one: that is "
            "right about 96 of 100, too.",
            ask="What would the score be if every part were called faulty?",
        ),
        Option(
            "Of 100 faulty parts about 4 slip through.",
            misconception="answers-are-exact",
            reply="The 4 are of all parts, and 4 of all parts are faulty: all of these may "
            "slip through.",
            ask="How many of the faulty parts does “always sound” find?",
        ),
        Option(
            "As much as before: “always sound” scores the same.",
            right=True,
            reply="Yes. Look at the score of each class: balanced accuracy is their mean, "
            "and is 0.5 for whoever always says the same.",
        ),
        Option(
            "It is better than a line, which has no hidden layer.",
            misconception="networks-always-beat-simple-models",
            reply="Nobody has measured a line here. Not even always the same is beaten.",
        ),
    ],
)

ask_private = Question(
    "ask-private",
    "A clinic has trained a network on rows about its patients, and would like to publish "
    "its weights. May it?",
    [
        Option(
            "Yes: weights are numbers, and no patient can be found in them.",
            reply="No row is kept as a row. But from what a network says one can often "
            "tell whether a certain row was among those it learned from (Shokri et al. "
            "2017), and that somebody was a patient is already a secret.",
            ask="How might someone test whether a certain patient was among the "
            "training data?",
        ),
        Option(
            "No: the rows are stored in it, and anyone can read them.",
            misconception="network-stores-its-examples",
            reply="It stores weights, not rows, and has no list to read. But something of "
            "the rows has shaped the weights, and sometimes that can be got out again.",
            ask="How would you test whether a patient's row was in the table?",
        ),
        Option(
            "Not before it was tested what they give away.",
            right=True,
            reply="Yes. It stores no rows, and yet it may give some away: whether somebody "
            "was in the table, and from large networks even texts word for word (Carlini "
            "et al. 2021). The patients would have to be asked, too.",
        ),
        Option(
            "Yes, if the names were left out before the training.",
            reply="Age, postcode and date of a visit often name a person just as well.",
            ask="How many people share your postcode and your birthday?",
        ),
    ],
)

ask_use = Question(
    "ask-use",
    "Your network is in use for three years. Meanwhile the birds have less to eat, and all "
    "of them weigh less. What becomes of its score?",
    [
        Option(
            "It falls, and nobody hears of it unless somebody measures.",
            right=True,
            reply="Yes. Its weights stay as they are. Somebody has to collect birds of "
            "which the sex is known, and to score it again.",
        ),
        Option(
            "It stays, since the network collects the new birds as it is used.",
            misconception="gathers-its-own-data",
            reply="It gets the measures, but nobody tells it the right answers. Somebody "
            "has to find them out and to train it again.",
        ),
        Option(
            "It falls at first, until the weights have followed.",
            misconception="keeps-learning-in-use",
            reply="In use, weights don't change. They will be those of today in three "
            "years.",
        ),
        Option(
            "It falls, but the network will be less sure and so will warn us.",
            misconception="confident-means-right",
            reply="It calls a light male a female, and may be as sure of that as before: "
            "to the network it is an ordinary female.",
        ),
    ],
)

predict_own = Forecast(
    "predict-own",
    "Before anything of your own is trained: what do you expect of your project?",
    ask="Were you surer than the data let you be? In which of the three numbers?",
)

# All of them, in the order of this file, which is the lesson's.
ITEMS = [item for item in list(vars().values()) if isinstance(item, Item)]

progress = Progress("lesson_13", ITEMS)
