"""The update rule: an exercise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ann_course.learn import Exercise, Mistake

Numbers = Sequence[float]


def update(weights: Numbers, gradients: Numbers, learning_rate: float) -> list[float]:
    """Return the weights after one step downhill."""
    new = []
    for w, g in zip(weights, gradients, strict=True):
        new.append(w - learning_rate * g)
    return new


def _moved(
    move: Callable[[Any, Any, float], Any],
) -> Callable[[Numbers, Numbers, float], list[Any]]:
    """Return `update` with another way for each weight, for the known mistakes."""
    return lambda weights, gradients, learning_rate: [
        move(w, g, learning_rate) for w, g in zip(weights, gradients, strict=True)
    ]


def _draw_update(rng: np.random.Generator) -> tuple[list[float], list[float], float]:
    size = int(rng.integers(1, 5))
    numbers = rng.normal(size=2 * size).round(2).tolist()
    return numbers[:size], numbers[size:], round(rng.uniform(0.01, 1.0), 2)


write_update = Exercise(
    "write-update",
    "Fill the two gaps in `update`: where each weight goes, and what is returned.",
    reference=update,
    inputs=[
        ([1.0], [3.0], 0.1),
        ([1.0, -2.0], [0.5, -4.0], 0.1),
        ([0.0, 0.0, 2.5], [1.0, 0.0, -1.0], 0.3),
    ],
    random_inputs=_draw_update,
    mistakes=[
        Mistake(
            _moved(lambda w, g, rate: w + rate * g),
            "You went uphill. The gradient says where the loss *rises*: go against it, "
            "with a minus.",
        ),
        Mistake(
            _moved(lambda w, g, rate: w - g),
            "You forgot the learning rate: it says what fraction of the gradient to go.",
        ),
        Mistake(
            _moved(lambda w, g, rate: -rate * g),
            "That is only the step. The new weight is the old one plus the step.",
        ),
        Mistake(
            _moved(lambda w, g, rate: rate * g),
            "That is only how far to go. The new weight is the old one, less this.",
        ),
        Mistake(
            _moved(lambda w, g, rate: w - rate),
            "Every weight moves by the same amount. How far each one goes must depend on "
            "its own gradient.",
        ),
        Mistake(
            _moved(lambda w, g, rate: (1 - rate * g) * w),
            "You multiplied the step by the weight as well. The step is the learning rate "
            "times the gradient; how large the weight is doesn't matter.",
        ),
        Mistake(
            _moved(lambda w, g, rate: rate * (w - g)),
            "Only the gradient is multiplied by the learning rate. Your parentheses shrink "
            "the old weight as well.",
        ),
        Mistake(
            _moved(lambda w, g, rate: (w - rate) * g),
            "Only the step is multiplied by the gradient. Your parentheses multiply the "
            "old weight by it as well: leave them out.",
        ),
        Mistake(
            _moved(lambda w, g, rate: g - rate * w),
            "You exchanged the two: it is the weight that moves, and the gradient that "
            "says how far.",
        ),
        Mistake(
            _moved(lambda w, g, rate: w - 0.1 * g),
            "You wrote a learning rate of your own. Use the one that you are given, "
            "`learning_rate`.",
        ),
        Mistake(
            lambda weights, gradients, rate: [rate * gradients],
            "`gradients` is the whole list, and lists cannot be multiplied. In the loop, "
            "`g` is the gradient of this one weight.",
        ),
        Mistake(
            lambda weights, gradients, rate: list(weights),
            "These are the old weights again: none of them has moved. The loop has to put "
            "the *new* ones into the list `new`, and `new` is what you return.",
        ),
        Mistake(
            _moved(lambda w, g, rate: w - 2 * rate * g),
            "You moved twice as far. The 2 of the example belongs to the slope of its "
            "loss, and here `g` is the whole slope already.",
        ),
        Mistake(
            _moved(lambda w, g, rate: [w - rate * g]),
            "The number is right, but you put it into a list of its own. `append` takes "
            "it as it is, without square brackets.",
        ),
        Mistake(
            lambda weights, gradients, rate: weights[-1],
            "`w` is only the last weight that the loop took up. All the new ones are in "
            "the list `new`.",
        ),
        Mistake(
            lambda weights, gradients, rate: update(weights[:1], gradients[:1], rate),
            "Only the first weight has moved: your `return` is in the loop, which ends "
            "there. Move it to the left, below the `for`.",
        ),
    ],
    hints=[
        "Look at the example above: what does it do with its one weight in each of the "
        "twenty steps? Here `g` is the slope.",
        "Against the gradient, and only a fraction of it: the old weight, minus the "
        "learning rate times the gradient.",
        "With the names of this loop the new weight is `w - learning_rate * g`. When the "
        "loop is done, all new weights are in a list. What is its name?",
    ],
    praise="That is the rule that trains all these networks. Yours holds on {n} inputs.",
    ask="What does your update do where the gradient is 0, and is that always good news?",
)
