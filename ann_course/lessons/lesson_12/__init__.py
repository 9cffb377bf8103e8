"""Lesson 12, Can it predict a number?: what it asks the learner, and what it answers."""

from __future__ import annotations

from ann_course.learn import Option, Prediction, Progress, Question
from ann_course.learn.item import Item
from ann_course.lessons.lesson_12 import choice, leak, scores
from ann_course.lessons.lesson_12.leak import alone as alone, leaky_table as leaky_table
from ann_course.lessons.lesson_12.measuring import (
    coverage as coverage,
    cross_validate as cross_validate,
    ensemble as ensemble,
    exams as exams,
    in_words as in_words,
    learn_from as learn_from,
    line_scores as line_scores,
    score_together as score_together,
    split as split,
    split_by_group as split_by_group,
)
from ann_course.lessons.lesson_12.tasks import try_day as try_day, try_line as try_line

recall_line = Question(
    "recall-line",
    "One neuron without an activation function gets ten measurements and learns to predict "
    "a number. What can it compute?",
    [
        Option(
            "A weighted sum plus a bias: a straight line, in ten dimensions.",
            right=True,
            reply="Yes. Statisticians call it linear regression. In this lesson it is the "
            "one to beat.",
        ),
        Option(
            "Whatever ten numbers can tell, once it has trained for long.",
            misconception="training-always-succeeds",
            reply="Training only finds the best weights. With one weight for each input "
            "the output rises or falls steadily with it, and never turns.",
        ),
        Option(
            "Curves as well, if several such layers follow each other.",
            misconception="depth-alone-gives-power",
            reply="Linear layers in a row fold into a single one (lesson 03). The bend "
            "comes from the activation function.",
        ),
    ],
)

predict_winner = Prediction(
    "predict-winner",
    "Ten measurements of 442 people: which predicts the progression of their diabetes "
    "better, for people who were held out?",
    options=[
        "The network with 8 hidden units, clearly.",
        "Neither: they are about as good.",
        "The straight line, clearly.",
    ],
    right=1,
    because="Both explain somewhat less than half of the spread, 0.47 and 0.45. What ten "
    "measurements say about the year to come seems to add up: there is hardly any bend for "
    "a hidden layer to find, and few people to find it from.",
    ordered=True,
    ask="What would the table have to look like for the network to win?",
)

predict_rows = Prediction(
    "predict-rows",
    "A house that heats when it is cold and cools when it is hot. How many hours must be "
    "known before the network beats the line on other hours?",
    options=["A few dozen.", "Some hundreds.", "Some thousands.", "It never does."],
    right=0,
    because="Where the world bends this much, a line can't win even if it knows every "
    "hour: what it learns from the cold days it loses on the hot ones. A network needs "
    "enough rows to see the bend, and that is soon done.",
    ordered=True,
    ask="What would have to be different about the house for the line to win?",
)

predict_perfect = Prediction(
    "predict-perfect",
    "You add one column to the table of the house, and R² on held-out hours rises to "
    "1.000, for the line as well. What do you think first?",
    options=[
        "Now the models have understood the house.",
        "The models have learned the rows by heart.",
        "The column holds the answer.",
    ],
    right=2,
    because="The hours were held out, so it wasn't by heart. But nothing about a house is "
    "known to a thousandth beforehand. The new column is the bill for that hour: the "
    "answer itself, in cents.",
    ask="On which day is each number of the table known?",
)

write_r_squared = scores.write_r_squared
write_standardise = scores.write_standardise
find_leak = leak.find_leak

ask_split = Question(
    "ask-split",
    "A shop wants to predict next month's sales. Tested on days drawn at random from the "
    "last two years, R² is 0.95. What do you know?",
    [
        Option(
            "What to expect next month: the days were drawn at random.",
            misconception="random-split-is-fair",
            reply="At random, most test days have a neighbour in the training set. Next "
            "month has none.",
        ),
        Option(
            "That it has understood what makes people buy.",
            misconception="high-score-means-understood",
            reply="It may only know how sales were on the day before and the day after.",
            ask="How well would “as many as yesterday” have done on the same days?",
        ),
        Option(
            "How well it fills in days between days that it knows.",
            right=True,
            reply="Yes. For next month, hold out the last month, or better several months "
            "one after the other, each predicted from what came before.",
        ),
        Option(
            "That it will be even better next month, with the new days.",
            misconception="gathers-its-own-data",
            reply="In use its weights don't change. Someone must add the new days, train "
            "again, and test again.",
        ),
    ],
)

ask_exact = Question(
    "ask-exact",
    "The network says: 212 bicycles will be hired from 8 to 9 tomorrow. What should you "
    "add?",
    [
        Option(
            "How far off it usually is, on days that came after its training.",
            right=True,
            reply="Yes: 212, give or take what it missed on such days. A number without it "
            "is half an answer.",
        ),
        Option(
            "Nothing: it was computed from the data.",
            misconception="answers-are-exact",
            reply="The computing is exact, the world isn't. Rain, a strike, a holiday: the "
            "columns don't hold everything.",
        ),
        Option(
            "That ten networks agree on it, so it is certain.",
            misconception="confident-means-right",
            reply="They agree since they learned from the same rows. If these miss "
            "something, all ten do.",
        ),
    ],
)

ask_simple = Question(
    "ask-simple",
    "In ten folds a network scores 0.02 higher than a line on average, and the difference "
    "varies by 0.07 from fold to fold. Which do you take?",
    [
        Option(
            "The network: it can do all that a line can, and more.",
            misconception="networks-always-beat-simple-models",
            reply="It *can*, but it must find the right curve among many, from few rows. "
            "A difference smaller than its own spread shows nothing.",
        ),
        Option(
            "The network, trained until its loss no longer falls.",
            misconception="lower-training-loss-is-better",
            reply="With 300 epochs and 32 units the loss on the known people fell, and the "
            "score on the others fell with it: from 0.45 to 0.28.",
        ),
        Option(
            "The line: the two can't be told apart, and it is simpler.",
            right=True,
            reply="Yes. Its few weights can be read, explained and checked. If it matters, "
            "get more rows and measure again.",
        ),
    ],
)

ask_outside = Question(
    "ask-outside",
    "At 40 °C, which the house has never had, the ten networks spread four times as far as "
    "usual. What does that tell you?",
    [
        Option(
            "That the answer is uncertain by just that much.",
            misconception="answers-are-exact",
            reply="They were 1.7 apart and 13 off. The spread is measured in kWh, but "
            "outside the data it is only a warning.",
        ),
        Option(
            "That this is new to them; how wrong they are it can't say.",
            right=True,
            reply="Yes: a warning lamp. All ten share what they were never shown.",
        ),
        Option(
            "That their mean is right, since errors cancel out.",
            misconception="confident-means-right",
            reply="Errors cancel if they go both ways. Here all ten are too low.",
        ),
    ],
)

choose_models = choice.choose_models

# All of them, in the order of this file, which is the lesson's.
ITEMS = [item for item in list(vars().values()) if isinstance(item, Item)]

progress = Progress("lesson_12", ITEMS)
