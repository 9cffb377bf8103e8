"""What to try with the panels of lesson 03, and what is seen then."""

from ann_course.page import Task, Tasks

try_nudge = Tasks(
    Task(
        "Nudge *weight w1*: click its handle, then press the arrow keys. Does the error "
        "say which way is better? Then choose the *sigmoid*, and nudge again.",
        answer="With the step it stays at 0.3333 from 0.29 to 0.66, and then jumps. With "
        "the sigmoid each nudge changes it a little: more is better up to 2.37, where it "
        "is least, 0.0449.",
    ),
)

try_slope = Tasks(
    Task(
        "Where is the sigmoid steepest, and what is its slope there?",
        answer="At a sum of 0, where its slope is 0.25.",
    ),
    Task(
        "Choose *ReLU*, then the *step*, and slide the sum slowly through 0. What happens "
        "to the slope?",
        answer="ReLU's jumps from 0 to 1; at 0 itself there is a corner, and a slope only "
        "to its left and to its right. The step's is 0 on both sides, and at the jump "
        "there is no slope at all.",
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
        "Back to weights no. 4. Choose the *sigmoid*, and slide from two layers to six. "
        "What becomes of the output?",
        answer="It becomes nearly the same for each input: with six layers it moves "
        "by only 0.038 in all.",
    ),
)
