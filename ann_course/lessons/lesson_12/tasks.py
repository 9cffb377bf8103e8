"""What to try with the panels of lesson 12, and what is seen then."""

from ann_course.page import Task, Tasks

try_line = Tasks(
    Task(
        "Lay the line so that R² is as high as you can get it. Where is R² exactly 0?",
        answer="About 0.34, with height 152 and slope 10. It is 0 where the line is flat "
        "(slope 0) at the mean of all, 152; lower down it is below 0.",
    ),
)

try_day = Tasks(
    Task(
        "Know 30 rows, then 60, then 3,000. Watch the curves and the upper bars. Where "
        "does the network pass the line? Which curve no longer changes?",
        answer="At 30 rows they are level, about 0.5; at 60 the network is ahead, about "
        "0.76 to 0.58. The dashed line stays what it is; the network grows the two humps.",
    ),
    Task(
        "Untick *a working day*: what goes from the network's curve? Then take the "
        "temperature to both ends, beyond all days that were seen.",
        answer="The hump of the morning. Beyond the data the dashed line goes on straight, "
        "even below 0, and the ten networks spread more. They don't agree any longer.",
    ),
    Task(
        "Know 3,000 rows at 12.5 degrees. Tick *date*: which bar rises, which falls? "
        "Untick it, tick *bill*. What does the picture warn of?",
        answer="With the date, the network's upper bar rises, 0.89 to 0.92, and the lower "
        "one falls, 0.77 to 0.33. With the bill all bars are 1.00: it is known only "
        "afterwards.",
    ),
)
