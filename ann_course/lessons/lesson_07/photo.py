"""What to try with a photo of a digit, and what is seen then."""

from ann_course.page import Task, Tasks

try_photo = Tasks(
    Task(
        "Take less of the paper's shade away, down to 0. What counts as ink then, and what "
        "does the network read? Try two more photos.",
        answer="The shadow is as dark as ink, so it counts as ink, and the box is put "
        "around it. At 0 nine of the ten photos are misread, at 1 none.",
    ),
    Task(
        "Move the threshold. Where do lines break, and where is the paper's grain ink?",
        answer="Near 0.9 thin lines break, near 0.1 they grow thick. In between hardly "
        "anything changes: once the shade is gone, ink and paper are far apart.",
    ),
    Task(
        "Choose a photo of your own. If it is misread, find the first of the five "
        "pictures that looks wrong.",
        answer="Often the fourth: squared paper, a faint pencil, or something else that is "
        "dark. If all five look right, the network has not learned such a digit.",
    ),
)
