"""What to try with the panels of lesson 08, and what is seen then."""

from ann_course.page import Task, Tasks

try_pets = Tasks(
    Task(
        "Turn the cat into a dog: let the ears hang, make the muzzle long. "
        "What do the bars say to each step?",
        answer="Next to nothing: both networks say cat, whatever the face.",
    ),
    Task(
        "Go back to the cat (*Reset*). Change everything else, one thing at a "
        "time. Two of the changes turn both answers. Which, and what do these "
        "two have in common?",
        answer="The floor, and light on dark. Both change the pixels of the floor, "
        "and these are what the networks have learned.",
    ),
    Task(
        "Choose *covering* as where it looks, and let the face wander. Which "
        "colour stays in its place?",
        answer="That of the floor: it stays while the face moves.",
    ),
)
