"""The exercises on training: the update rule, a step back, and a whole training step."""

from __future__ import annotations

import math
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
            lambda w, g, rate: [a + rate * b for a, b in zip(w, g, strict=True)],
            "You went uphill. The gradient says where the loss *rises*: go against it, "
            "with a minus.",
        ),
        Mistake(
            lambda w, g, rate: [a - b for a, b in zip(w, g, strict=True)],
            "You forgot the learning rate: it says what fraction of the gradient to go.",
        ),
        Mistake(
            lambda w, g, rate: [-rate * b for b in g],
            "That is only the step. The new weight is the old one plus the step.",
        ),
        Mistake(
            lambda w, g, rate: [a - rate for a in w],
            "Every weight moves by the same amount. How far each one goes must depend on "
            "its own gradient.",
        ),
        Mistake(
            lambda w, g, rate: [(1 - rate * b) * a for a, b in zip(w, g, strict=True)],
            "You multiplied the step by the weight as well. The step is the learning rate "
            "times the gradient; how large the weight is doesn't matter.",
        ),
        Mistake(
            lambda w, g, rate: [w[0] - rate * g[0]],
            "Only the first weight has moved. Is your `return` inside the loop?",
        ),
    ],
)


def hidden_gradients(x: float, h: float, d_h: float) -> tuple[float, float]:
    """Return dL/dw and dL/db of a hidden unit h = tanh(w x + b), given dL/dh."""
    d_z = d_h * (1 - h * h)
    d_w = d_z * x
    d_b = d_z * 1
    return d_w, d_b


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
            lambda x, h, d_h: (d_h * x, d_h),
            "You left out tanh. On the way back its slope is a factor: 1 − h².",
        ),
        Mistake(
            lambda x, h, d_h: (d_h * h * x, d_h * h),
            "You multiplied by what comes out of tanh. What is needed is its *slope*, "
            "1 − h².",
        ),
        Mistake(
            lambda x, h, d_h: (d_h * (1 - h) * x, d_h * (1 - h)),
            "The square is missing: the slope of tanh is 1 − h².",
        ),
        Mistake(
            lambda x, h, d_h: (d_h * (1 - h * h) * h, d_h * (1 - h * h)),
            "For the weight you multiplied by h. In w · x, the sum gains x for each unit "
            "of w: that is the local slope.",
        ),
        Mistake(
            lambda x, h, d_h: (d_h * (1 - h * h) * x, d_h * (1 - h * h) * x),
            "For the bias you multiplied by the input. The sum grows by exactly as much "
            "as the bias does: its local slope is 1.",
        ),
        Mistake(
            lambda x, h, d_h: (d_h * (1 - h * h) * x, d_h),
            "The weight is right. The bias also comes before tanh: start from d_z, not "
            "from d_h.",
        ),
        Mistake(
            lambda x, h, d_h: (d_h * (1 - h * h), d_h * (1 - h * h) * x),
            "Both are right, but in the wrong order: first the weight's, then the bias's.",
        ),
    ],
)


def train_step(
    inputs: Numbers, target: float, weights: Numbers, bias: float, learning_rate: float
) -> tuple[list[float], float]:
    """Return a tanh neuron's weights and bias after one step on one sample."""
    z = bias
    for x, w in zip(inputs, weights, strict=True):
        z += w * x
    y = math.tanh(z)
    d_z = 2 * (y - target) * (1 - y * y)
    new = []
    for x, w in zip(inputs, weights, strict=True):
        new.append(w - learning_rate * d_z * x)
    return new, bias - learning_rate * d_z


def _without(part: str) -> Callable[..., tuple[list[float], float]]:
    """Return a step with one part of it left out or reversed, for the known mistakes."""

    def step(
        inputs: Numbers, target: float, weights: Numbers, bias: float, rate: float
    ) -> tuple[list[float], float]:
        z = float(np.dot(inputs, weights)) + (0.0 if part == "bias in z" else bias)
        y = z if part == "tanh" else math.tanh(z)
        error = target - y if part == "sign" else y - target
        d_z = (1 if part == "two" else 2) * error
        d_z *= 1.0 if part in ("slope", "tanh") else 1 - y * y
        steps = [rate * d_z * (1.0 if part == "input" else x) for x in inputs]
        new = [w - step for w, step in zip(weights, steps, strict=True)]
        return new, bias if part == "bias" else bias - rate * d_z

    return step


def _draw_step(rng: np.random.Generator) -> tuple[Any, ...]:
    size = int(rng.integers(1, 4))
    numbers = rng.normal(size=2 * size + 2).round(2).tolist()
    rate = round(rng.uniform(0.05, 1.0), 2)
    return numbers[:size], numbers[-1], numbers[size : 2 * size], numbers[-2], rate


write_train_step = Exercise(
    "write-train-step",
    "Write `train_step`: forward, backward and update of a neuron y = tanh(w·x + b) on one "
    "sample, for the loss (y − target)². Return its new weights and its new bias.",
    reference=train_step,
    inputs=[
        ([1.0], 1.0, [0.5], 0.25, 0.1),
        ([1.0, -1.0], -1.0, [0.5, 0.25], 0.5, 0.5),
        ([0.5, 0.0, 2.0], 0.5, [1.0, -1.0, 0.25], -0.75, 0.2),
    ],
    random_inputs=_draw_step,
    mistakes=[
        Mistake(
            _without("sign"),
            "You go uphill: the loss gets larger. Check both signs: that of the error, y − "
            "target, and that of the step.",
        ),
        Mistake(
            _without("slope"),
            "The slope of tanh is missing on the way back: multiply by 1 − y².",
        ),
        Mistake(
            _without("tanh"),
            "There is no tanh, neither in the forward pass nor in the backward pass.",
        ),
        Mistake(
            _without("two"),
            "The factor 2 is missing: the slope of (y − target)² is 2 (y − target).",
        ),
        Mistake(
            _without("bias"),
            "The bias did not move. It takes a step, too; its local slope is 1.",
        ),
        Mistake(
            _without("bias in z"),
            "You forgot the bias in the forward pass: z = w·x + bias.",
        ),
        Mistake(
            _without("input"),
            "Each weight moves by the same amount. On the way from z to a weight, its "
            "input is a factor.",
        ),
    ],
)
