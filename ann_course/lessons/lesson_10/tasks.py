"""What to try with the panels of lesson 10, and what is seen then."""

from ann_course.page import Task, Tasks

try_scales = Tasks(
    Task(
        "Put *not* before *good*, and then before *bad*. What does *not* add each time? "
        "Which of the two phrases is the worse one?",
        answer="The same each time, about −6. So “not bad” is the worst of all: two "
        "weights that pull down.",
    ),
)

try_phrases = Tasks(
    Task(
        "*8 units, names*: tick two good words and two bad ones. Which columns turn? "
        "Look up *not dreadful* without teaching it.",
        answer="Only the four that were ticked. *Not dreadful* stays bad, although "
        "training is finished and every phrase that was taught is right.",
    ),
    Task(
        "*8 units, meanings*, with the same four ticks: how many of the 24 are right "
        "now? Then take ticks away: what are the fewest that do?",
        answer="All 24. Two are enough, one good word and one bad. With one alone, "
        "*not* is learned as “always good” or “always bad”: 12 of 24.",
    ),
    Task(
        "*One neuron*: can you find ticks with which it gets all 24 right?",
        answer="No. The best is 12: *not* can only ever pull in one direction.",
    ),
)
