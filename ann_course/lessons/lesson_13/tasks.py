"""What to try with the panel of lesson 13, and what is seen then."""

from ann_course.page import Task, Tasks

try_table = Tasks(
    Task(
        "One orange bar: a column that alone scores nearly 1. When was it written down? "
        "Put it where it belongs.",
        answer="*comments*: “Nest never observed with full clutch” is written after the "
        "nest was observed to the end. It is known afterwards. Both scores fall, from "
        "about 0.9 or more to about 0.8.",
    ),
    Task(
        "The network still scores about 0.8. Hold out *a whole nest* in place of "
        "single rows. Which column had done it?",
        answer="Both scores fall to about 0.5: nothing is left. The column *nest* alone "
        "had scored about 0.8, since the other bird of the nest was among the rows that "
        "were learned from.",
    ),
    Task(
        "Now look for columns with which something can be predicted after all. When you "
        "have decided, open the exam, once. What has become of your score?",
        answer="Some choices score 0.6 on the folds, with a spread just as large. In the "
        "exam most of these fall back to about 0.5: whoever tries many choices finds one "
        "that fits the folds by chance. It is a dead end, and that is a result.",
    ),
)
