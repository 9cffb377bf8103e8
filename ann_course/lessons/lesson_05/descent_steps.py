"""The exercises on training: the update rule, a step back, and a whole training step."""

from __future__ import annotations

import math
import operator
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
)


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
)


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
)
