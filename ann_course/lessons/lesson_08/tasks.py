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
)

try_three = Tasks(
    Task(
        "Let the ears hang; *Reset*; make the muzzle long. Then try grass. Which "
        "network turns its answer at what?",
        answer="The shortcut turns at the grass alone. The other two turn once the ears "
        "hang by about a third; at the muzzle and at the floor they do not.",
    ),
    Task(
        "Choose *covering* as where it looks, and let the face wander. Whose "
        "colours stay in place, and whose follow the face?",
        answer="Those of the shortcut stay on the floor. Those of the other two go along "
        "with the ears.",
    ),
)
