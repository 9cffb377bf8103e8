"""One step back through a hidden unit: an exercise."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from ann_course.learn import Exercise, Mistake


def hidden_gradients(x: float, h: float, d_h: float) -> tuple[float, float]:
    """Return dL/dw and dL/db of a hidden unit h = tanh(w x + b), given d_h = dL/dh."""
    d_z = d_h * (1 - h**2)
    d_w = d_z * x
    d_b = d_z * 1
    return d_w, d_b


Factor = Callable[[float, float, float], Any]
"""One gap's factor, for x, h and d_h."""


def _back(
    slope: Factor = lambda x, h, d_h: 1 - h**2,
    to_weight: Factor = lambda x, h, d_h: x,
    to_bias: Factor = lambda x, h, d_h: 1,
) -> Callable[[float, float, float], tuple[float, float]]:
    """Return `hidden_gradients` with other factors, for the known mistakes."""

    def back(x: float, h: float, d_h: float) -> tuple[float, float]:
        d_z = d_h * slope(x, h, d_h)
        return d_z * to_weight(x, h, d_h), d_z * to_bias(x, h, d_h)

    return back


def _not_known(name: str) -> Factor:
    def factor(x: float, h: float, d_h: float) -> Any:
        raise NameError(f"name {name!r} is not defined")

    return factor


def _unbracketed(square: float, x: float, d_h: float) -> tuple[float, float]:
    d_z = d_h * 1 - square
    return d_z * x, d_z


def _draw_hidden(rng: np.random.Generator) -> tuple[float, float, float]:
    x, z, d_h = rng.normal(size=3).round(2).tolist()
    return x, round(math.tanh(z), 3), d_h


write_hidden = Exercise(
    "write-hidden",
    "Fill the three gaps in `hidden_gradients`: send dL/dh back through tanh, and on to "
    "the weight and to the bias.",
    reference=hidden_gradients,
    inputs=[(2.0, 0.5, 1.0), (1.0, 0.75, 2.0), (-2.0, -0.5, 3.0), (0.0, 0.25, -1.0)],
    random_inputs=_draw_hidden,
    mistakes=[
        Mistake(
            lambda x, h, d_h: _unbracketed(h**2, x, d_h),
            "Nearly all of it is right; it is a matter of parentheses. Python multiplies "
            "first, so `d_h * 1 - h**2` is d_h minus h². Write `d_h * (1 - h**2)`.",
        ),
        Mistake(
            lambda x, h, d_h: _unbracketed(np.tanh(h) ** 2, x, d_h),
            "Two things. h has been through tanh already, so its square is `h**2`. And "
            "Python multiplies first: put the whole slope in parentheses.",
        ),
        Mistake(
            _back(lambda x, h, d_h: 1 - math.tanh(h) ** 2),
            "h has been through tanh already: h = tanh(z). So the slope is 1 − h², without "
            "another tanh.",
        ),
        Mistake(
            _back(lambda x, h, d_h: 1),
            "You left out tanh. On the way back its slope is a factor: 1 − h².",
        ),
        Mistake(
            _back(lambda x, h, d_h: h),
            "You multiplied by what comes out of tanh. What is needed is its *slope*, "
            "1 − h².",
        ),
        Mistake(
            _back(lambda x, h, d_h: math.tanh(h)),
            "You went through tanh again. On the way back it is the *slope* of tanh that "
            "is a factor: 1 − h².",
        ),
        Mistake(
            _back(lambda x, h, d_h: 1 - h),
            "The square is missing: the slope of tanh is 1 − h².",
        ),
        Mistake(
            lambda x, h, d_h: _unbracketed(h, x, d_h),
            "The slope of tanh is 1 − h², with a square. And Python multiplies first, so "
            "put it in parentheses: `d_h * (1 - h**2)`.",
        ),
        Mistake(
            _back(lambda x, h, d_h: h**2),
            "The square is there, but the slope is what it lacks to 1: `(1 - h**2)`.",
        ),
        Mistake(
            _back(lambda x, h, d_h: (1 - h) ** 2),
            "Only h is squared, not the difference: 1 − h².",
        ),
        Mistake(
            _back(lambda x, h, d_h: 1 - 2 * h),
            "`h*2` is twice h. A square is `h**2`, with two stars.",
        ),
        Mistake(
            _back(lambda x, h, d_h: operator.xor(h, 2)),
            "In Python `^` is not a power. A square is `h**2`, with two stars.",
        ),
        Mistake(
            _back(lambda x, h, d_h: h**2 - 1),
            "The other way round: the slope of tanh is 1 − h², which is never negative.",
        ),
        Mistake(
            _back(lambda x, h, d_h: 1 + h**2),
            "With a minus: the slope of tanh is 1 − h². It is steepest, 1, where h is 0.",
        ),
        Mistake(
            _back(lambda x, h, d_h: h * (1 - h)),
            "h (1 − h) is the slope of the sigmoid. That of tanh is 1 − h².",
        ),
        Mistake(
            _back(lambda x, h, d_h: 1 - x**2),
            "You squared the input. The slope of tanh is written with what comes *out* of "
            "it: 1 − h².",
        ),
        Mistake(
            _back(_not_known("z")),
            "z is not given, only what tanh made of it: h. That is enough, since the slope "
            "of tanh can be written with h.",
        ),
        Mistake(
            _back(to_weight=lambda x, h, d_h: h),
            "For the weight you multiplied by h. In w · x, the sum gains x for each unit "
            "of w: that is the local slope.",
        ),
        Mistake(
            _back(to_weight=_not_known("w")),
            "The weight itself is not needed. In w · x, the sum gains x for each unit of "
            "w: that is the local slope.",
        ),
        Mistake(
            _back(to_weight=lambda x, h, d_h: 1),
            "For the weight the input is missing. In w · x, the sum gains x for each unit "
            "of w: that is the local slope.",
        ),
        Mistake(
            _back(to_bias=lambda x, h, d_h: x),
            "For the bias you multiplied by the input. The sum grows by exactly as much "
            "as the bias does: its local slope is 1.",
        ),
        Mistake(
            _back(to_bias=lambda x, h, d_h: h),
            "For the bias you multiplied by h. The sum grows by exactly as much as the "
            "bias does: its local slope is 1.",
        ),
        Mistake(
            _back(to_bias=lambda x, h, d_h: 0),
            "With 0, the bias would never learn. The sum grows by exactly as much as the "
            "bias does: its local slope is 1.",
        ),
        Mistake(
            _back(to_bias=_not_known("b")),
            "The bias itself is not needed. The sum grows by exactly as much as the bias "
            "does: its local slope is 1.",
        ),
        Mistake(
            _back(to_weight=lambda x, h, d_h: 1, to_bias=lambda x, h, d_h: x),
            "Both are right, but in the wrong order: the input belongs to the weight's "
            "gradient.",
        ),
    ],
    hints=[
        "Each gap is a local slope, as in the panel: how much does what follows grow, if "
        "this grows by 1? The first is that of tanh, which you met in lesson 03.",
        "The slope of tanh is 1 − h². And in z = w x + b, how much does z grow if w grows "
        "by 1? How much if b does?",
        "`d_h * (1 - h**2)`, with the parentheses. Then z grows by x for each 1 of w, and "
        "by just 1 for each 1 of b.",
    ],
    praise="You have sent an error back through a hidden unit: {n} inputs, and not a slip.",
    ask="Where in these lines does a saturated unit, with h near 1, stop the error?",
)
