"""What to try with the panels of lesson 05, and what is seen then."""

from ann_course.page import Task, Tasks

try_by_hand = Tasks(
    Task(
        "Find the lowest place with *weight w1* and *weight w2*. Your lowest loss is "
        "kept under the pictures.",
        answer="The loss is least, 0.37, near w1 = 0.45 and w2 = -0.96; at the start it is "
        "13.11.",
    ),
)

try_descent = Tasks(
    Task(
        "Press *Play*, with a learning rate of 0.2. Where are the steps long, "
        "and where are they short?",
        answer="Long where the surface is steep, far from the lowest place; short "
        "near it, where the slope is nearly 0.",
    ),
    Task(
        "Set the rate to 0.02, then to 0.5 and to 0.9. What do the paths look like?",
        answer="At 0.02 the path is smooth, and after 50 steps not there yet: its "
        "loss is 1.17, the lowest 0.37. At 0.5 it arrives. At 0.9 it jumps "
        "from side to side across the valley, and still arrives.",
    ),
    Task(
        "Set it to 1: your prediction.",
        answer="It overshoots: each jump ends higher than it began, and after 50 "
        "steps the loss is 52,053.",
    ),
)

try_backward = Tasks(
    Task(
        "Go back step by step. Where does the slope of tanh come in, and what "
        "is it if h is close to 1?",
        answer="From dL/dh to dL/dz, as the factor 1 - h². It is close to 0 there: "
        "little comes through.",
    ),
    Task(
        "Set *input x1* to 0. Which gradients are 0 now, and why is it right "
        "that these weights stay as they are?",
        answer="dL/dw11 and dL/dw12. Multiplied by an input of 0 these weights change "
        "nothing in the output, so nothing can be blamed on them.",
    ),
    Task(
        "Put *x1* back to 1, or press *Reset*. Then set the *target* to 2, "
        "nearly what the network says. What happens to all gradients?",
        answer="All of them become small: the network says 2.08, so the error with "
        "which all begins is 0.17 in place of 2.17.",
    ),
)

try_momentum = Tasks(
    Task(
        "The rate is 0.05. Look at the loss after 50 steps. Then raise the *momentum* to "
        "0.5, and on to 0.9.",
        answer="0.56 without momentum, 0.39 with 0.5. With 0.9 the path swings around "
        "the lowest place, and after 50 steps the loss is 0.41: more is not "
        "always better.",
    ),
)
