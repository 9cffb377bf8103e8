"""What to try with the panels of lesson 06, and what is seen then."""

from ann_course.page import Task, Tasks

try_playground = Tasks(
    Task(
        "*Same start again*, then Play: the same curve, to the last digit. "
        "*New start*: other weights and other points. Is your number of units "
        "still enough?",
        answer="It depends on the start: from some a network comes to rest that is "
        "large enough, as the table below shows for ten starts.",
    ),
    Task(
        "Click a connection or a unit in the picture: below it stands the "
        "whole sum that it belongs to. Slide *its value* and watch. Do it "
        "again while the network trains.",
        answer="The unit's small picture and the plane change at once. While the "
        "network trains, it goes on from where you left it, and often puts the "
        "number back.",
    ),
    Task(
        "Choose *own points* under *data*, and place some with a click, of both colours.",
        answer="The network learns from these points alone, from new weights.",
    ),
)
