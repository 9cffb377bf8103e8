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
)

try_drawing = Tasks(
    Task(
        "Draw each digit once, as you write it, and press below what it was. How many of "
        "your ten are read correctly, and which are not?",
        answer="Of 900 drawings in varied hands it read 93 of 100; of 1s, above all those "
        "with a long hook and a foot, only 67, of 9s 84, of 8s 89. What the training "
        "images do not have, the network has not learned.",
    ),
)

try_again = Tasks(
    Task(
        "Draw your 1 and your 8 again, and whatever else was misread, and then all ten. "
        "Is your rate higher than above?",
        answer="Mostly: of the same 900 drawings this network read 96 of 100, of 8s 98 and "
        "of 9s 99. A 1 with hook and foot stays hard: moving and turning a 1 without "
        "them never gives one with them.",
    ),
)

try_reader = Tasks(
    Task(
        "Your ten digits once more. Then make it hard: find a digit that your neighbour "
        "reads and the network does not.",
        answer="It read 99 of 100 of the same 900 drawings, and the 1s with 93. More "
        "pixels and many more hands are what is different; the layers are of the same kind "
        "and as many.",
    ),
)

try_digit = Tasks(
    Task(
        "Tick *what would change its mind*, and click a white pixel with a "
        "large blue square. Where the network was not quite sure, one pixel "
        "can be enough.",
        answer="Blue squares: more ink here speaks against the answer. The larger the "
        "square, the more.",
    ),
    Task(
        "Beside the weights stand the four units that did most for the answer. Choose "
        "the first. Orange and blue are its 64 weights, each at its own pixel. Is that a "
        "picture that you would have thought of?",
        answer="Hardly: it is no stroke and no digit. The units work together.",
    ),
    Task(
        "*Its weight* and *the bias* are yours to move. How far must one go "
        "before the network says something else: the weight of one pixel, the "
        "bias of a hidden unit, the bias of an answer (layer 2)? *As trained* "
        "takes it all back.",
        answer="The bias of an answer must go as far as the sums of the two best answers "
        "lie apart, here about 1. That of a hidden unit goes through its weights to them: "
        "a few units need even less, most more than the slider has. One weight of one "
        "pixel is mostly not enough, and where the pixel is white, never.",
    ),
)

try_teach = Tasks(
    Task(
        "Draw the first one ten times, and *Keep it* each time; then choose the next under "
        "*this is*. When each has its ten, *Train*.",
        answer="The rows fill, and training takes a moment: ten examples of each are "
        "enough, since each is shown slightly changed in every epoch.",
    ),
    Task(
        "Draw each a few times more, and read the answer before you keep the drawing. How "
        "many does it know?",
        answer="Nearly all: they are by the hand that taught it. A simulated hand had all "
        "of its 4s and 9s read.",
    ),
    Task(
        "Set *drawn by* to a neighbour, and let one draw. Whom does it read better, you or "
        "them?",
        answer="You, unless you both draw alike. A simulated hand that writes its 4s and "
        "9s in another form had 92 of 100 read.",
    ),
    Task(
        "Keep what was misread under its right name, and let the neighbour draw on. How "
        "many does it take until it reads you both?",
        answer="Often two or three of each. With three of each, all of the other hand's 4s "
        "and 9s were read: what a network should know, it has to be shown.",
    ),
    Task(
        "*Bring pictures*: photos of drawings on paper; or of *anything else* of which you "
        "have two kinds. What is left of a photo when the network gets it?",
        answer="16 × 16 grey pixels, shown beside it. A drawing is cropped and centred. "
        "Of anything else only light and dark in a few places is left: two kinds that "
        "differ in their colour alone can't be told apart.",
    ),
)
