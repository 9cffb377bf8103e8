"""What to try with the panels of lesson 02, and what is seen then."""

from ann_course.page import Task, Tasks

try_inputs = Tasks(
    Task(
        "The sky is grey: set x1 to 0. How good must the company be before you go? What "
        "is the sum there?",
        answer="The company must be at 1.5: there the sum is 0, and the neuron fires from "
        "0 on. The point lies exactly on the line.",
    ),
)

try_neuron = Tasks(
    Task(
        "Leave the bias alone and slide the *threshold*: how much persuasion you need. "
        "What does the bias do?",
        answer="It goes the other way: bias = -threshold. They are one number, with "
        "two names.",
    ),
)
