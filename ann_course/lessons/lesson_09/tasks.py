"""What to try with the panels of lesson 09, and what is seen then."""

from ann_course.page import Task, Tasks

try_glance = Tasks(
    Task(
        "Draw the four shapes yourself, and see the maps follow. Then draw a very small "
        "circle, and an X. What does the network call them?",
        answer="Of simulated drawings, about as large as its own shapes, it called 98 of "
        "100 what they are; of very small ones a third. An X it mostly calls a triangle: "
        "its crosses were never turned by more than 15°.",
    ),
)

try_kernel = Tasks(
    Task(
        "Which sides does −1, 0, 1 answer to, and with which colour on which "
        "flank of the line? Change the nine numbers until it is the other two "
        "sides.",
        answer="To the vertical ones: orange where it becomes darker to the right, blue "
        "where it becomes lighter. With -1 in the top row, 0 in the middle and "
        "1 in the bottom row it is the horizontal ones.",
    ),
    Task(
        "Set all nine to the same number. What has become of the picture?",
        answer="It is blurred: each pixel is now the sum of its neighbourhood, times that "
        "number.",
    ),
)

try_layers = Tasks(
    Task(
        "Choose the layer `1: ReLU`, the first one, and *switched off*: this "
        "unit. Go through its eight units, and watch the accuracy. Which one "
        "is missed most?",
        answer="The sentence says how often the network is right without it. The next "
        "cell prints the mean over all eight, and the lowest and the highest.",
    ),
    Task(
        "Choose `4: ReLU`, the second layer. Which unit has the patches that "
        "you would call a corner? What does it answer to an image that has "
        "none?",
        answer="There the unit answers little or nothing at all.",
    ),
)
