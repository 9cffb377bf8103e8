"""The playground's tour: what one sees, in six sentences."""

from ann_course.live.tour import Stop, Tour

# Nothing in it begins a training afresh, so that the learner's goes on afterwards.
TOUR = Tour(
    Stop(
        "Read the network from left to right. These are its *inputs*: each small picture "
        "is the whole plane, orange where the input is positive, blue where negative.",
        "inputs",
        {"discretize": False, "fold": False, "test_points": True},
    ),
    Stop(
        "Each *unit* sees the plane in its own way. The lines that lead to it are its "
        "weights: orange above 0, blue below, and the wider the larger.",
        "units",
    ),
    Stop(
        "This is what the output says at every place. The filled points are for training; "
        "the hollow ones are held out.",
        "plane",
    ),
    Stop(
        "In two colours only: which side wins. Where they meet is the *decision boundary*.",
        "plane",
        {"discretize": True},
    ),
    Stop(
        "How wrong is it? The solid curve is the loss on the training points, the dashed "
        "one that on the held-out points. Watch whether they part.",
        "losses",
        {"discretize": False},
    ),
    Stop(
        "Your turn: press *Play*. When the loss falls no further, change something and "
        "play again.",
    ),
)
