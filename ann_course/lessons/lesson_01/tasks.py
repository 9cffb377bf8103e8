"""What to try with the panels of lesson 01, and what is seen then."""

from ann_course.page import Task, Tasks

try_signal = Tasks(
    Task(
        "Slide the *time*. When does A fire its first spike, and when does B?",
        answer="A fires at 29 ms, and B 20 ms later, at 49 ms: the spike needs 20 ms for "
        "100 mm at 5 m/s, and passes at the same speed all along the axon.",
    ),
)

try_membrane = Tasks(
    Task(
        "Double all three *inputs*. What changes in the voltage, and what does not?",
        answer="The current doubles from 1.3 to 2.6, and A fires at 85 Hz in place of "
        "32. Each spike is as high as before, and the threshold stays where it "
        "is: a stronger input means more spikes, not larger ones.",
    ),
    Task(
        "Turn the inputs down until the current is 0.9. Does A fire? Then raise the "
        "current little by little: when does A begin to fire?",
        answer="At 0.9 never: the voltage levels off below the threshold, however long "
        "one waits. There is no smallest current at which it fires. At 1 the voltage "
        "comes ever closer to the threshold and never reaches it; at 1.01 A fires, at "
        "10.6 Hz.",
    ),
    Task(
        "Make a *strength* negative. What does this synapse do now?",
        answer="It pulls the voltage down: the synapse inhibits. With strength 1 at "
        "-1 the current is -0.3, and A is silent.",
    ),
)

try_chain = Tasks(
    Task(
        "Make the axons five times as long. When does B fire its first spike "
        "now? Then raise the speed.",
        answer="B's first spike comes at 129 ms, 100 ms after A's; C's comes after the "
        "200 ms that are shown. At 100 m/s B follows A after 5 ms.",
    ),
    Task(
        "Cut a synapse. Which of the cells is silent?",
        answer="All that lie behind the cut: B and C, or C alone. A fires on.",
    ),
)
