"""Challenges for the playground: `trial` tries settings out, the criteria judge them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from ann_course.learn import Criteria, Exercise

Found: TypeAlias = Mapping[str, Any]

MOST_NUMBERS = 25
FEWEST_NUMBERS = 16
LEAST_RIGHT = 0.95
HIGHEST_LOSS = 0.5

_TRIED: dict[str, tuple[Callable[[Any], bool], Any]] = {
    "no finding": (
        lambda found: (
            isinstance(found, Mapping)
            and ("trouble" in found or "right in the test" in found)
        ),
        "The check needs what `trial` finds out about your settings: put them in its "
        "parentheses, as the cell had it.",
    ),
    "trouble": (
        lambda found: "trouble" not in found,
        lambda found: f"These settings could not be tried: {found['trouble']}",
    ),
}


def _short(found: Found) -> str:
    return (
        f"It gets {found['right in the test']:.1%} of the held-out points right, on "
        f"average over three starts, and {LEAST_RIGHT:.0%} are asked for."
    )


def _spiral_short(found: Found) -> str:
    unit = len(found["inputs"].split(", ")) + 2
    left = MOST_NUMBERS - found["weights and biases"]
    advice = (
        f"You have {left} weights and biases left; a unit more in the first layer costs at "
        f"least {unit}."
        if left >= unit
        else "The weights and biases are used up, so spend them otherwise: one wide layer "
        "in place of two, or one of the squares as an input in place of a unit."
    )
    return f"{_short(found)} {advice}"


def _spiral_solved(found: Found) -> str:
    n, known = found["weights and biases"], f"The fewest that we know of: {FEWEST_NUMBERS}"
    if n < FEWEST_NUMBERS:
        known = f"A record: the fewest that we knew of were {FEWEST_NUMBERS}"
    elif n == FEWEST_NUMBERS:
        known = "They are the fewest that we know of"
    return (
        f"Solved, with {n} weights and biases and {found['right in the test']:.1%} of the "
        f"held-out points right, on average over three starts. {known}."
    )


def _loss_above(found: Found) -> str:
    above = found["test loss"] - HIGHEST_LOSS
    return (
        f"Better: the test loss is {found['test loss']:g}, {above:.3f} above "
        f"{HIGHEST_LOSS:g}. Go on in the same direction."
    )


def _same(**wanted: Any) -> Callable[[Found], bool]:
    return lambda found: all(
        found[name.replace("_", " ")] == value for name, value in wanted.items()
    )


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
        **_TRIED,
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
            lambda found: (
                "It may well be solved, but it has "
                f"{found['weights and biases'] - MOST_NUMBERS} more than {MOST_NUMBERS} "
                "weights and biases. A layer costs units × (inputs + 1). What can you do "
                "without?"
            ),
        ),
        "too small": (
            lambda found: 0.9 <= found["right in training"] <= 1,
            lambda found: (
                f"It gets only {found['right in training']:.0%} of its own training points "
                "right. Either it is too small to wind around the spiral, or its steps are "
                "too long, or it learns too slowly for 3,000 batches: Adam with a learning "
                "rate of 0.03 is quick."
            ),
        ),
        "score": (
            lambda found: LEAST_RIGHT <= found["right in the test"] <= 1,
            _spiral_short,
        ),
    },
    right=_spiral_solved,
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
    hints=[
        "Begin in the panel above and make the numbers count: in which layer do they buy "
        "most? Explain has a comparison of seven networks.",
        "One wide layer beats two narrow ones here. With two inputs, h units cost 2h + h "
        "numbers and the output h + 1: how large may h be?",
        "h = 6 costs 25 numbers. For fewer, give it one of the squares: it is worth more "
        "than a unit.",
    ],
    solution="""
        my_spiral = {
            "data": "spiral", "hidden_layers": 1, "units1": 3, "x2²": True,
            "optimizer": "Adam", "learning_rate": "0.03",
        }  # 16 weights and biases
    """,
    ask="What helped more for the same number of weights: another unit or another input?",
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
        **_TRIED,
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
            lambda found: not {"x1", "x2"} >= set(found["inputs"].split(", ")),
            "With these inputs the border is no circle: where a weighted sum of x1 and x2 "
            "is 0, there is a straight line. What do all points at the same distance from "
            "the middle have in common?",
        ),
        "no square": (
            lambda found: not _ROUND.isdisjoint(found["inputs"].split(", ")),
            "The border bends now, but it is no circle: neither a product nor a sine grows "
            "with the distance from the middle in every direction. Which inputs do?",
        ),
        "one square": (
            lambda found: set(found["inputs"].split(", ")) >= _ROUND,
            "With the square of only one coordinate the border is a strip or a parabola, "
            "not a circle. The distance from the middle takes both: think of Pythagoras.",
        ),
        "size": (
            _same(weights_and_biases=3),
            "It works, but carries inputs that it doesn't need. Two weights and a bias are "
            "enough: untick what the circle can do without.",
        ),
        "score": (
            lambda found: LEAST_RIGHT <= found["right in the test"] <= 1,
            lambda found: (
                f"{_short(found)} The inputs are the right ones, but it has not "
                "learned enough in 3,000 batches. Look at the learning rate: is it very "
                "small, or very large?"
            ),
        ),
    },
    right=lambda found: (
        f"{found['right in the test']:.1%} of the held-out points with three weights and "
        "biases. With x1 and x2 as inputs it would be about half of them: the right inputs "
        "did the work."
    ),
)

choose_inputs = Exercise(
    "choose-inputs",
    "Solve the circles without any hidden layer and with only three weights and biases: "
    "20% noise, 30% held out, and at least "
    f"{LEAST_RIGHT:.0%} of the held-out points right.",
    reference=_CIRCLES,
    accepts=_CIRCLES_CRITERIA.accepts,
    mistakes=_CIRCLES_CRITERIA.mistakes(
        {
            "data": _CIRCLES | {"data": "XOR blobs"},
            "noise": _CIRCLES | {"noise": 0},
            "layers": _CIRCLES | {"hidden layers": 1, "weights and biases": 9},
            "straight": _CIRCLES | {"inputs": "x1, x2", "right in the test": 0.5},
            "no square": _CIRCLES | {"inputs": "x1·x2, sin x1", "right in the test": 0.5},
            "one square": _CIRCLES | {"inputs": "x1, x2²", "right in the test": 0.7},
            "size": _CIRCLES | {"inputs": "x1, x2, x1², x2²", "weights and biases": 5},
        }
    ),
    hints=[
        "Three in all: two weights and a bias, so two inputs. Which two, the "
        "panel lets you choose by ticking.",
        "All points on a circle are equally far from the middle. Which two inputs add up "
        "to the square of that distance?",
        "Tick x1² and x2², untick x1 and x2, and set the hidden layers to 0: r² = x1² + "
        "x2².",
    ],
    solution="""
        my_circles = {
            "data": "circles", "hidden_layers": 0,
            "x1": False, "x2": False, "x1²": True, "x2²": True,
            "optimizer": "Adam", "learning_rate": "0.03",
        }
    """,
    ask="Why is the border a straight line in the inputs that you chose?",
)

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

_COIN = 0.7
"""A training loss above it is worse than fifty-fifty on everything."""
_TOO_STRONG = (
    "The cure was too strong, or the steps too short: leave it enough inputs, units or "
    "weights to draw a ring, and look at the learning rate."
)
_NO_CURE = (
    "Fifty-fifty on everything would cost 0.69, so its steps are far too long, or far too "
    "short. Look at the learning rate."
)

_CURED_CRITERIA = Criteria(
    {
        **_TRIED,
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
            lambda found: (
                "It still learns its 150 points by heart: a training loss of "
                f"{found['training loss']:g}, far below what so much noise allows, and a "
                f"test loss of {found['test loss']:g}, where {HIGHEST_LOSS:g} is wanted. "
                "Take away more of its freedom: fewer inputs and units, or a higher weight "
                "decay."
            ),
        ),
        "underfits": (
            lambda found: found["training loss"] <= 0.5,
            lambda found: (
                "Now it hardly learns even its own points: the training loss is "
                f"{found['training loss']:g}. "
                + (_NO_CURE if found["training loss"] > _COIN else _TOO_STRONG)
            ),
        ),
        "score": (
            lambda found: 0 < found["test loss"] <= HIGHEST_LOSS,
            _loss_above,
        ),
    },
    right=lambda found: (
        f"Cured: with {found['weights and biases']} weights and biases the test loss is "
        f"{found['test loss']:g}, where the crowded network ends above 1."
    ),
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
    hints=[
        "The section on the crowded network names its cures. Which of them can be set in "
        "the panel, without other points?",
        "Either take its freedom away, with fewer inputs, units and layers, or draw its "
        "weights towards 0 while it trains.",
        "How much weight decay does it take, and how much is too much? Or leave it only "
        "the two inputs of the last challenge.",
    ],
    solution="""
        my_cure = {
            "data": "circles", "noise": 50, "held_out": 50, "hidden_layers": 0,
            "x1": False, "x2": False, "x1²": True, "x2²": True,
            "optimizer": "Adam", "learning_rate": "0.03",
        }  # or all as it was, but with "weight_decay": "1"
    """,
    ask="What does the training loss say about your cure, and why is it not asked for?",
)
