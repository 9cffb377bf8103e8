"""What to try with the panels of lesson 04, and what is seen then."""

from ann_course.page import Task, Tasks

try_one_line = Tasks(
    Task(
        "How many of the four rows of the table can you get right? Where would the "
        "line have to run for the last one?",
        answer="Three. An OR, with the weights 1 and 1 and the bias -0.5, is wrong only "
        "for 11, and a NAND only for 00. For all four the line would need 01 and 10 on "
        "one side, and 00 and 11 on the other. No straight line has that.",
    ),
)

try_xor = Tasks(
    Task(
        "With *x2 to h2* at 1, slide the *bias of h2* down to -1.5. What "
        "becomes of the row?",
        answer="It bends: 00 and 11 no longer lie on one line with 01 and 10. In the "
        "hidden plane one line can now separate the classes.",
    ),
    Task(
        "One line can separate a row with a bend. Put it there: set *h2 to "
        "y* to -1, then find a *bias of y* for which all four rows of the "
        "table are right.",
        answer="-1.2, -1.1 and -1 do it, and no other place of the slider.",
    ),
    Task(
        "Choose *none* as activation. What becomes of the bend, and of your "
        "solution? Go back to tanh.",
        answer="The row is straight again, and no line can separate the classes.",
    ),
    Task(
        "Change one of the four weights into the hidden units, in both "
        "directions. 01 and 10 come apart. How far can you go before a row is "
        "wrong?",
        answer="With a bias of y of -1.1: x1 or x2 to h1 may go down to 0.8, and up "
        "for ever. x1 or x2 to h2 may go from 0.4 to 1.1.",
    ),
)
