"""What to try with the panels of lesson 06, and what is seen then."""

from ann_course.page import Task, Tasks

LATER = (
    "more", "fold", "twenty_starts", "hidden_layers", "activation", "new_points",
    "inspector",
)  # fmt: skip
"""What the first panel hides: its task names none of it."""

try_one_neuron = Tasks(
    Task(
        "Press *Play*, and *Pause* when the loss falls no further. Which points does the "
        "neuron get wrong?",
        answer="Those at the tips of the moons, where each reaches into the other. Its "
        "line is straight, and right for about nine points in ten.",
    ),
)

try_playground = Tasks(
    Task(
        "*Same start again*, then Play: the same curve, to the last digit. "
        "*New weights*: another start, the same points. *Twenty starts*: from how many "
        "is your number of units enough? Click on a curve that stays up.",
        answer="It depends on the start: from some a network comes to rest that is "
        "large enough, as the table below shows for ten starts.",
    ),
    Task(
        "Point at a unit: the large plane shows what it sees. The square in its corner is "
        "its bias. Click a unit or a connection: the whole sum that it belongs to is "
        "written out. Slide *its value* and watch. Do it again while the network trains.",
        answer="The unit's small picture and the plane change at once. While the "
        "network trains, it goes on from where you left it, and often puts the "
        "number back.",
    ),
    Task(
        "Choose *own points* under *data*, and place some with a click, of "
        "both colours. All of your first 20 are trained on. Let it play, and add one on "
        "the wrong side of the border.",
        answer="Training goes on from the weights that it had, and the border moves to "
        "the new point, or comes to terms with missing it.",
    ),
)
