"""What to try with the panels of lesson 07, and what is seen then."""

from ann_course.page import Task, Tasks

try_pixels = Tasks(
    Task(
        "Choose an image and shift it one pixel to the right. Try some more "
        "images. Do all suffer?",
        answer="No: some are still read as what they are, others not. Over all test "
        "images the accuracy falls to about a half, as the next cell counts.",
    ),
    Task(
        "Shift it back. Find one single pixel that, when flipped, changes the "
        "answer. It is easier to find in an image of which the network isn't "
        "quite sure.",
        answer="It lies where ink speaks most for one of the two best answers and "
        "against the other.",
    ),
    Task(
        "Find an image that stays what it is, whichever pixel you flip.",
        answer="One of which the network is very sure: no single pixel weighs enough.",
    ),
)

try_digit = Tasks(
    Task(
        "Draw a 3. Then draw it in ways that you would still read, until the "
        "network does not.",
        answer="A gap, a serif or a slant can be enough. What the training images do "
        "not have, the network has not learned.",
    ),
    Task(
        "Tick *what would change its mind*, and click a white pixel with a "
        "large blue square. Where the network was not quite sure, one pixel "
        "can be enough.",
        answer="Blue squares: more ink here speaks against the answer. The larger the "
        "square, the more.",
    ),
    Task(
        "Click a hidden unit. Orange and blue are its 64 weights, each at its "
        "own pixel. Is that a picture that you would have thought of?",
        answer="Hardly: it is no stroke and no digit. The units work together.",
    ),
    Task(
        "*Its weight* and *the bias* are yours to move. How far must one go "
        "before the network says something else: the weight of one pixel, the "
        "bias of a hidden unit, the bias of an answer (layer 2)? *As trained* "
        "takes it all back.",
        answer="The bias of an answer is the shortest way, since it adds to one "
        "answer directly. One weight of one pixel is often not enough at all.",
    ),
)
