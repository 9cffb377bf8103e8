"""A whole training step of one neuron: an exercise."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ann_course.learn import Exercise, Mistake

Numbers = Sequence[float]


def train_step(
    inputs: Numbers, target: float, weights: Numbers, bias: float, learning_rate: float
) -> tuple[list[float], float]:
    """Return a tanh neuron's weights and bias after one step on one sample."""
    z = bias
    for x, w in zip(inputs, weights, strict=True):
        z += w * x
    y = math.tanh(z)
    d_z = 2 * (y - target) * (1 - y**2)
    new = []
    for x, w in zip(inputs, weights, strict=True):
        new.append(w - learning_rate * d_z * x)
    return new, bias - learning_rate * d_z


def _sum(inputs: Numbers, weights: Numbers, bias: float) -> float:
    return float(np.dot(inputs, weights)) + bias


def _step(
    sum_of: Callable[[Numbers, Numbers, float], Any] = _sum,
    function: Callable[[float], float] = math.tanh,
    d_z: Callable[[float, float, float], float] = lambda y, t, z: 2 * (y - t) * (1 - y**2),
    d_w: Callable[[float, float, float], Any] = lambda d_z, x, w: d_z * x,
    rate_of: Callable[[float], float] = lambda rate: rate,
    back: Callable[[list[float], float, float], Any] = lambda new, b, step: (new, b - step),
) -> Callable[..., Any]:
    """Return `train_step` with one of its parts done otherwise, for the known mistakes."""

    def step(
        inputs: Numbers, target: float, weights: Numbers, bias: float, learning_rate: float
    ) -> Any:
        z = sum_of(inputs, weights, bias)
        slope = d_z(function(z), target, z)
        rate = rate_of(learning_rate)
        new = [w - rate * d_w(slope, x, w) for x, w in zip(inputs, weights, strict=True)]
        return back(new, bias, rate * slope)

    return step


def _last_product(inputs: Numbers, weights: Numbers, bias: float) -> float:
    return weights[-1] * inputs[-1] + bias


def _bias_each_time(inputs: Numbers, weights: Numbers, bias: float) -> float:
    return _sum(inputs, weights, bias * len(weights))


def _with_bias_at_full_length(
    inputs: Numbers, target: float, weights: Numbers, bias: float, learning_rate: float
) -> tuple[list[float], float]:
    new, _ = train_step(inputs, target, weights, bias, learning_rate)
    return new, train_step(inputs, target, weights, bias, 1.0)[1]


def _not_added_up(
    inputs: Numbers, target: float, weights: Numbers, bias: float, learning_rate: float
) -> tuple[Any, Any]:
    x, w = np.array(inputs), np.array(weights)
    y = np.tanh(x * w + bias)
    d_z = 2 * (y - target) * (1 - y**2)
    return w - learning_rate * d_z * x, bias - learning_rate * d_z


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
            _step(lambda inputs, weights, bias: operator.matmul(inputs, weights)),
            "`inputs` and `weights` are lists, and `@` needs arrays: `np.array(inputs) @ "
            "np.array(weights)`. Or use `np.dot(inputs, weights)`, which takes lists too.",
        ),
        Mistake(
            _step(lambda inputs, weights, bias: operator.mul(inputs, weights)),
            "Lists cannot be multiplied with `*`. `np.dot(inputs, weights)` multiplies "
            "them place by place and adds up.",
        ),
        Mistake(
            lambda inputs, *rest: np.float64(0.5) * inputs,
            "A list cannot be multiplied by a number. Put `inputs = np.array(inputs)` "
            "first, or take the weights one by one, in a loop.",
        ),
        Mistake(
            lambda inputs, *rest: 0.5 * inputs,
            "`inputs` is a list, and a list cannot be multiplied by a number. Make it an "
            "array first, `np.array(inputs)`, or take the weights one by one, in a loop.",
        ),
        Mistake(
            _step(d_z=lambda y, t, z: -2 * (y - t) * (1 - y**2)),
            "You go uphill: the loss gets larger. Check both signs: that of the error, y − "
            "target, and that of the step.",
        ),
        Mistake(
            _step(back=lambda new, bias, step: (new, bias + step)),
            "The weights go downhill, but the bias goes uphill. It moves against its "
            "gradient, too: with a minus.",
        ),
        Mistake(
            _step(d_z=lambda y, t, z: 2 * (y - t)),
            "The slope of tanh is missing on the way back: multiply by 1 − y².",
        ),
        Mistake(
            _step(d_z=lambda y, t, z: (y - t) * (1 - y**2)),
            "The factor 2 is missing: the slope of (y − target)² is 2 (y − target).",
        ),
        Mistake(
            _step(d_z=lambda y, t, z: y - t),
            "You moved each weight by error times input. Two factors are still missing: "
            "the 2 from the square in the loss, and the slope of tanh, 1 − y².",
        ),
        Mistake(
            _step(d_z=lambda y, t, z: t - y),
            "You go uphill: the error is y − target, and the step has a minus. Two factors "
            "are missing as well: the 2 from the square in the loss, and the slope of "
            "tanh, 1 − y².",
        ),
        Mistake(
            _step(d_z=lambda y, t, z: 2 * (z - t) * (1 - y**2)),
            "You compared the sum z with the target. The loss compares the *output*: "
            "y − target.",
        ),
        Mistake(
            _step(d_z=lambda y, t, z: 2 * y - t * (1 - y**2)),
            "Put the error in parentheses, `(y - target)`: Python multiplies before it "
            "subtracts.",
        ),
        Mistake(
            _step(d_z=lambda y, t, z: (y - t) ** 2),
            "You multiplied by the loss. What is needed is its *slope*, 2 (y − target), "
            "and then that of tanh, 1 − y².",
        ),
        Mistake(
            _step(d_z=lambda y, t, z: (y - t) ** 2 * (1 - y**2)),
            "You multiplied by the loss. What is needed is its *slope*: 2 (y − target).",
        ),
        Mistake(
            _step(d_z=lambda y, t, z: 2 * (y - t) * (1 - z**2)),
            "You wrote the slope of tanh with z. It is written with what comes *out* of "
            "tanh: 1 − y².",
        ),
        Mistake(
            _step(d_z=lambda y, t, z: 2 * (y - t) * (1 - math.tanh(y) ** 2)),
            "y has been through tanh already, so its slope is 1 − y², without another "
            "tanh.",
        ),
        Mistake(
            _step(d_z=lambda y, t, z: 2 * (y - t) - y**2),
            "Put the slope of tanh in parentheses, `(1 - y**2)`: Python multiplies before "
            "it subtracts.",
        ),
        Mistake(
            _step(d_z=lambda y, t, z: 2 * (y - t) * (1 - y)),
            "The square is missing: the slope of tanh is 1 − y².",
        ),
        Mistake(
            _step(d_z=lambda y, t, z: 2 * (y - t) * y),
            "You multiplied by what comes out of tanh. What is needed is its *slope*, "
            "1 − y².",
        ),
        Mistake(
            _step(d_z=lambda y, t, z: 2 * (y - t) * y * (1 - y)),
            "y (1 − y) is the slope of the sigmoid. That of tanh is 1 − y².",
        ),
        Mistake(
            _step(function=lambda z: z, d_z=lambda y, t, z: 2 * (y - t)),
            "There is no tanh, neither in the forward pass nor in the backward pass.",
        ),
        Mistake(
            _step(function=lambda z: z),
            "On the way back tanh is there, but the forward pass is without it: the output "
            "is `y = math.tanh(z)`.",
        ),
        Mistake(
            _step(back=lambda new, bias, step: (new, bias)),
            "The bias did not move. It takes a step, too; its local slope is 1.",
        ),
        Mistake(
            _step(lambda inputs, weights, bias: _sum(inputs, weights, 0)),
            "You forgot the bias in the forward pass: z = w·x + bias.",
        ),
        Mistake(
            _step(_bias_each_time),
            "You added the bias once for each input. It belongs to the sum only once: "
            "begin with `z = bias`, and add the products to it.",
        ),
        Mistake(
            _step(_last_product),
            "The sum holds only the last product. In the loop, *add* each one to what is "
            "there: `z += w * x`.",
        ),
        Mistake(
            _step(d_w=lambda d_z, x, w: d_z),
            "Each weight moves by the same amount. On the way from z to a weight, its "
            "input is a factor.",
        ),
        Mistake(
            _step(d_w=lambda d_z, x, w: d_z * w),
            "You multiplied by the weight. In w · x, the sum gains x for each unit of w: "
            "the factor is the *input*.",
        ),
        Mistake(
            _step(rate_of=lambda rate: 1),
            "You forgot the learning rate: it says what fraction of the gradient to go.",
        ),
        Mistake(
            _with_bias_at_full_length,
            "The weights are right. The bias takes only a fraction of its gradient, too: "
            "multiply by the learning rate.",
        ),
        Mistake(
            _not_added_up,
            "`*` multiplies place by place, and nothing adds the products up. For the sum "
            "of them use `@`, or `np.dot(inputs, weights)`.",
        ),
        Mistake(
            _step(back=lambda new, bias, step: [*new, bias - step]),
            "The numbers are right, but all in one list. Return two things, the list of "
            "weights and the bias, with a comma between them.",
        ),
        Mistake(
            _step(back=lambda new, bias, step: new),
            "You returned only the weights. Return the new bias as well, behind a comma: "
            "`return new_weights, new_bias`.",
        ),
        Mistake(
            _step(back=lambda new, bias, step: (bias - step, new)),
            "Both are right, but in the wrong order: first the weights, then the bias.",
        ),
        Mistake(
            lambda inputs, target, weights, bias, learning_rate: (weights, bias),
            "These are the old weights and the old bias. Return the ones after the step.",
        ),
    ],
    hints=[
        "Three parts, and you have done each of them before. Forward: z and y, as in "
        "lesson 02. Back: from the loss to z, as in the panel. Update: as two exercises "
        "ago.",
        "Going back, the slope of the loss (y − target)² is 2 (y − target). Times the "
        "slope of tanh, 1 − y², that is dL/dz. Then on to each weight, by its input, and "
        "to the bias.",
        "`z = np.dot(inputs, weights) + bias`, `y = math.tanh(z)`, `d_z = 2 * (y - target) "
        "* (1 - y**2)`. The gradient of each weight is `d_z * x`, and that of the bias is "
        "`d_z`. Now take the step.",
    ],
    praise="A whole training step of your own, right on all {n} inputs. Repeated often "
    "enough, it makes the neuron learn.",
    ask="How could you test this step if nobody had told you the gradient?",
)
