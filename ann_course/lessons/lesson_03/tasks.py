"""What to try with the panels of lesson 03, and what is seen then."""

from ann_course.page import Task, Tasks

try_slope = Tasks(
    Task(
        "Where is the sigmoid steepest, and what is its slope there?",
        answer="At a sum of 0, where its slope is 0.25.",
    ),
    Task(
        "Choose *tanh*. What has changed, besides the range?",
        answer="It is steeper: its slope at 0 is 1. And its output at 0 is 0, in "
        "place of 0.5.",
    ),
    Task(
        "Choose *ReLU*, and slide the sum slowly through 0. What happens to the slope?",
        answer="It jumps from 0 to 1; at 0 itself there is a corner, and a slope only "
        "to its left and to its right.",
    ),
    Task(
        "Choose the *step*, and look for a sum at which its slope is not 0.",
        answer="There is none: the slope is 0 everywhere but at the jump, where there "
        "is no slope at all.",
    ),
)

try_stack = Tasks(
    Task(
        "Choose *none*. Slide *layers in a row* and *random weights no.*: can "
        "you get anything but a straight line?",
        answer="No. Without an activation function any number of layers does what one "
        "layer does.",
    ),
    Task(
        "Back to five layers of weights no. 4. Choose *ReLU*, and count the "
        "bends. How many are left with two layers?",
        answer="Nine corners can be seen with five layers, and one with two.",
    ),
    Task(
        "Choose the *sigmoid*, and slide from two layers to six. What becomes "
        "of the output?",
        answer="It becomes nearly the same for each input: with six layers it moves "
        "by only 0.038 in all.",
    ),
)
