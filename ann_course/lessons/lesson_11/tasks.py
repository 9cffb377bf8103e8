"""What to try with the panels of lesson 11, and what is seen then."""

from ann_course.page import Task, Tasks

try_listeners = Tasks(
    Task(
        "The mouth says *ah*. Raise the *pitch* from 130 to 260 Hz. What moves in the "
        "spectrum, what stays, and what does the listener say?",
        answer="The harmonics, the narrow peaks, move apart. The curve with F1 and F2 "
        "stays where it is, and the listener says ah all the way.",
    ),
    Task(
        "Now shorten the *throat* to 0.75, a child's. Follow the cross, and the bars. Then "
        "choose *everybody* as the listener.",
        answer="All formants rise, and the cross walks along the diagonal from the men's "
        "marks to the children's. “men only” loses the ah on the way. “everybody” has "
        "regions that run along the diagonal, and hears ah all the way.",
    ),
)
