"""Challenges for the playground: `trial` tries settings out, the criteria judge them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from ann_course.learn import Criteria, Exercise

Found: TypeAlias = Mapping[str, Any]
_TROUBLE = (
    lambda found: "trouble" not in found,
    lambda found: f"These settings could not be tried: {found['trouble']}",
)


def _same(**wanted: Any) -> Callable[[Found], bool]:
    return lambda found: all(
        found[name.replace("_", " ")] == value for name, value in wanted.items()
    )


MOST_NUMBERS = 25
LEAST_RIGHT = 0.95

_SPIRAL: dict[str, Any] = {
    "data": "spiral",
    "noise": 20,
    "held out": 30,
    "inputs": "x1, x2",
    "hidden layers": 1,
    "activation": "tanh",
    "weights and biases": 25,
    "training loss": 0.02,
    "test loss": 0.05,
    "right in training": 0.99,
    "right in the test": 0.98,
}

_SPIRAL_CRITERIA = Criteria(
    {
        "trouble": _TROUBLE,
        "data": (_same(data="spiral"), "That is another set of points. Choose the spiral."),
        "noise": (
            _same(noise=20, held_out=30),
            "The points are not those of the challenge: set the noise to 20% and hold 30% "
            "out for testing. With less noise it is easier, with more points, too.",
        ),
        "no layer": (
            lambda found: found["hidden layers"] >= 1,
            "There is no hidden layer. Even with all seven inputs a single weighted sum "
            "gets about 84 of 100 points: none of its inputs winds like a spiral.",
        ),
        "no bend": (
            lambda found: found["activation"] != "none",
            "Without an activation function the layers fold into one: they draw a straight "
            "line, however many there are. Choose tanh or relu.",
        ),
        "size": (
            lambda found: 0 < found["weights and biases"] <= MOST_NUMBERS,
            f"It may well be solved, but that is more than {MOST_NUMBERS} weights and "
            "biases. A layer costs units × (inputs + 1). What can you do without?",
        ),
        "too small": (
            lambda found: 0.9 <= found["right in training"] <= 1,
            "It does not get its own training points right. Either it is too small to wind "
            "around the spiral, or it learns too slowly for 3,000 batches: Adam with a "
            "learning rate of 0.03 is quick.",
        ),
        "score": (
            lambda found: LEAST_RIGHT <= found["right in the test"] <= 1,
            f"Close, but below {LEAST_RIGHT:.0%} of the held-out points, on average over "
            "three starts. One start was perhaps worse than the one that you saw.",
        ),
    }
)

solve_spiral = Exercise(
    "solve-spiral",
    f"Solve the spiral with at most {MOST_NUMBERS} weights and biases: 20% noise, 30% held "
    f"out, and at least {LEAST_RIGHT:.0%} of the held-out points right, on average over "
    "three starts.",
    reference=_SPIRAL,
    accepts=_SPIRAL_CRITERIA.accepts,
    mistakes=_SPIRAL_CRITERIA.mistakes(
        {
            "data": _SPIRAL | {"data": "circles"},
            "noise": _SPIRAL | {"noise": 0},
            "no layer": _SPIRAL | {"hidden layers": 0, "weights and biases": 3},
            "no bend": _SPIRAL | {"activation": "none"},
            "size": _SPIRAL | {"hidden layers": 2, "weights and biases": 105},
            "too small": _SPIRAL | {"weights and biases": 9, "right in training": 0.74},
        }
    ),
)

_CIRCLES: dict[str, Any] = {
    "data": "circles",
    "noise": 20,
    "held out": 30,
    "inputs": "x1², x2²",
    "hidden layers": 0,
    "activation": "tanh",
    "weights and biases": 3,
    "training loss": 0.02,
    "test loss": 0.03,
    "right in training": 0.99,
    "right in the test": 0.99,
}
_ROUND = {"x1²", "x2²"}

_CIRCLES_CRITERIA = Criteria(
    {
        "trouble": _TROUBLE,
        "data": (_same(data="circles"), "That is another set of points. Choose circles."),
        "noise": (
            _same(noise=20, held_out=30),
            "The points are not those of the challenge: set the noise to 20% and hold 30% "
            "out for testing.",
        ),
        "layers": (
            _same(hidden_layers=0),
            "There is a hidden layer. It does solve the circles; but here the inputs are "
            "to do the work.",
        ),
        "straight": (
            lambda found: not _ROUND.isdisjoint(found["inputs"].split(", ")),
            "With these inputs the border is no circle: a weighted sum of x1 and x2 is a "
            "straight line. What do all points at the same distance from the middle have "
            "in common?",
        ),
        "one square": (
            lambda found: set(found["inputs"].split(", ")) >= _ROUND,
            "A square of one coordinate alone gives a strip, not a circle. The distance "
            "from the middle takes both: think of Pythagoras.",
        ),
        "size": (
            _same(weights_and_biases=3),
            "It works, but carries inputs that it doesn't need. Two weights and a bias are "
            "enough: untick what the circle can do without.",
        ),
        "score": (
            lambda found: LEAST_RIGHT <= found["right in the test"] <= 1,
            "The right inputs, but it has not learned in 3,000 batches. Look at the "
            "learning rate: is it very small, or very large?",
        ),
    }
)

choose_inputs = Exercise(
    "choose-inputs",
    "Solve the circles without any hidden layer and with only three numbers: 20% noise, "
    f"30% held out, and at least {LEAST_RIGHT:.0%} of the held-out points right.",
    reference=_CIRCLES,
    accepts=_CIRCLES_CRITERIA.accepts,
    mistakes=_CIRCLES_CRITERIA.mistakes(
        {
            "data": _CIRCLES | {"data": "XOR blobs"},
            "noise": _CIRCLES | {"noise": 0},
            "layers": _CIRCLES | {"hidden layers": 1, "weights and biases": 9},
            "straight": _CIRCLES | {"inputs": "x1, x2", "right in the test": 0.5},
            "one square": _CIRCLES | {"inputs": "x1, x2²", "right in the test": 0.7},
            "size": _CIRCLES | {"inputs": "x1, x2, x1², x2²", "weights and biases": 5},
        }
    ),
)

HIGHEST_LOSS = 0.5

_CURED: dict[str, Any] = {
    "data": "circles",
    "noise": 50,
    "held out": 50,
    "inputs": "x1, x2, x1², x2², x1·x2, sin x1, sin x2",
    "hidden layers": 2,
    "activation": "tanh",
    "weights and biases": 145,
    "training loss": 0.37,
    "test loss": 0.43,
    "right in training": 0.84,
    "right in the test": 0.82,
}

_CURED_CRITERIA = Criteria(
    {
        "trouble": _TROUBLE,
        "data": (_same(data="circles"), "Those are other points. Go back to the circles."),
        "noise": (
            _same(noise=50),
            "Less noise would be a fine cure, but the points are as noisy as they are. Set "
            "the noise back to 50%.",
        ),
        "more points": (
            _same(held_out=50),
            "More points to learn from are the best cure of all, but 150 are all that "
            "there are. Set the share that is held out back to 50%.",
        ),
        "overfits": (
            lambda found: found["training loss"] >= 0.25,
            "It still learns its 150 points by heart: the training loss is far below what "
            "so much noise allows. Take away more of its freedom: fewer inputs and units, "
            "or a higher weight decay.",
        ),
        "underfits": (
            lambda found: found["training loss"] <= 0.5,
            "Now it hardly learns even its own points. The cure was too strong: leave it "
            "enough inputs, units or weights to draw a ring.",
        ),
        "score": (
            lambda found: 0 < found["test loss"] <= HIGHEST_LOSS,
            f"Better, but the test loss is still above {HIGHEST_LOSS:g}. Go on in the same "
            "direction.",
        ),
    }
)

cure_overfitting = Exercise(
    "cure-overfitting",
    "Cure the crowded network: the same points, 50% noise and 50% held out, and a test "
    f"loss of at most {HIGHEST_LOSS:g} after 3,000 batches, on average over three starts.",
    reference=_CURED,
    accepts=_CURED_CRITERIA.accepts,
    mistakes=_CURED_CRITERIA.mistakes(
        {
            "data": _CURED | {"data": "moons"},
            "noise": _CURED | {"noise": 20, "test loss": 0.05},
            "more points": _CURED | {"held out": 10},
            "overfits": _CURED | {"training loss": 0.08, "test loss": 1.7},
            "underfits": _CURED | {"training loss": 0.69, "test loss": 0.7},
        }
    ),
)
