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
        answer="About half of the shortcut's stay: they are on the floor, which is 19% of "
        "the picture. Of those of the other two only 8 to 18% are there; most go along "
        "with the face.",
    ),
)

try_own_photo = Tasks(
    Task(
        "Go through the four photographed drawings. Does one of the networks read all of "
        "them? How sure is it of the cats, and of the dogs?",
        answer="No. The repaired one calls each a dog: on grey paper every picture is "
        "pale, and it has learned from black on white alone. The sturdy one calls each a "
        "cat in this light, but the dogs less surely: 79 and 85%, the cats 91 and 97%.",
    ),
    Task(
        "Choose a photo of your own, of an animal or of anything. Move the square a "
        "little, and make it smaller. Do the answers stay?",
        answer="Often they don't, though the animal does. Of 1,000 photographs of "
        "CIFAR-10, the network that has learned from photographs changes its answer to "
        "about 220 when the square is a fifth smaller.",
    ),
    Task(
        "Now a photo of something that is neither cat nor dog. What do they say, and how "
        "sure are they?",
        answer="Cat or dog: there is no third output node, and the two probabilities sum "
        "to 1. Even colours at random get an answer, on average 65% sure.",
    ),
)
