"""What to try with the panels of lesson 02, and what is seen then."""

from ann_course.page import Task, Tasks

try_neuron = Tasks(
    Task(
        "Leave the bias alone and slide the *threshold*. What does the bias do?",
        answer="It goes the other way: bias = -threshold. They are one number, with "
        "two names.",
    ),
    Task(
        "Put the inputs exactly on the line. What is the sum there, and does "
        "the neuron fire?",
        answer="The sum is 0, such as at inputs of 0.5 and 1. The neuron fires from 0 "
        "on, so it does.",
    ),
    Task(
        "Double all three: both weights and the bias. What has changed, and what has not?",
        answer="The sum is twice as large everywhere. The line stays where it was, "
        "and so does each answer.",
    ),
)
