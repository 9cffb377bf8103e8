"""Optimizers: how far each number moves, given its gradient. And learning rates.

An optimizer sees parameters only: it knows neither layers nor the network. Its
arithmetic is in place and goes through the parameters in blocks that fit into the
processor's cache, since a step waits for memory, not for arithmetic.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from ann_lib._support.checks import FloatArray, check_int, check_number
from ann_lib._support.config import Configured
from ann_lib.parameter import Parameter

BLOCK = 65_536  # numbers; four such arrays of float32 take 1 MB


class Schedule(Configured):
    """A learning rate that changes with the step, the first of which is 0."""

    def __call__(self, step: int) -> float:
        """Return the learning rate of that step."""
        raise NotImplementedError

    def is_over(self, step: int) -> bool:
        """Return whether nothing is learned any more from this step on."""
        return self(step) == 0


class StepDecay(Schedule):
    """The rate times ``factor`` after every ``every`` steps."""

    def __init__(self, rate: float, every: int, factor: float = 0.1) -> None:
        self.rate = check_number(rate, "rate", above=0)
        self.every = check_int(every, "every")
        self.factor = check_number(factor, "factor", above=0)

    def __call__(self, step: int) -> float:
        """Return rate · factor^(whole part of step / every)."""
        return self.rate * self.factor ** (step // self.every)


class Cosine(Schedule):
    """From ``rate`` to ``final`` along half a cosine wave, in ``steps`` steps."""

    def __init__(self, rate: float, steps: int, final: float = 0.0) -> None:
        self.rate = check_number(rate, "rate", above=0)
        self.steps = check_int(steps, "steps")
        self.final = check_number(final, "final", minimum=0)

    def __call__(self, step: int) -> float:
        """Return the rate of that step; after the last one it stays ``final``."""
        return _half_wave(self.rate, self.final, step / self.steps)


class OneCycle(Schedule):
    """Up to ``rate``, then down to nearly nothing (Smith and Topin 2018).

    Parameters
    ----------
    rate : float
        The highest, reached after ``warm_up`` of the steps; it starts at rate / 25.
    steps : int
        Mini-batches in the whole training: epochs × batches per epoch.
    warm_up : float
        Part of the steps, between 0 and 1.
    """

    def __init__(self, rate: float, steps: int, warm_up: float = 0.3) -> None:
        self.rate = check_number(rate, "rate", above=0)
        self.steps = check_int(steps, "steps")
        self.warm_up = check_number(warm_up, "warm_up", above=0, below=1)

    def __call__(self, step: int) -> float:
        """Return the rate of that step: two half cosine waves."""
        first, top = self.rate / 25, self.warm_up * self.steps - 1
        if step < top:
            return _half_wave(first, self.rate, step / top)
        part = (step - top) / (self.steps - 1 - top)
        return _half_wave(self.rate, first / 10_000, part)

    def is_over(self, step: int) -> bool:
        """Return whether all steps are done: what is left of the rate moves nothing."""
        return step >= self.steps


def _half_wave(start: float, end: float, part: float) -> float:
    return end + (start - end) * (1 + math.cos(math.pi * min(max(part, 0), 1))) / 2


Arrays: TypeAlias = list[FloatArray]


class Optimizer(Configured):
    """Base class of the optimizers.

    Its memory of past gradients belongs to the parameters that it stepped last; given
    others, or after `reset`, it starts anew. A copy, by `copy.deepcopy` or `pickle`, goes
    on with the parameters that were copied along with it, and with any that have the
    same values. ``steps`` counts its steps.

    Weight decay is decoupled from the gradient (Loshchilov and Hutter 2019): each step
    first shrinks the weights, but not the biases, by the part
    ``learning_rate * weight_decay``. With ``l1`` (Tibshirani 1996) it then pulls each
    weight towards 0 by ``learning_rate * l1``, but not beyond: weights that do not earn
    their place become exactly 0.
    """

    memories = 0
    """How many numbers it remembers for each number of a parameter."""

    def __init__(
        self, learning_rate: float | Schedule, weight_decay: float, l1: float
    ) -> None:
        if not isinstance(learning_rate, Schedule):
            learning_rate = check_number(learning_rate, "learning_rate", above=0)
        self.learning_rate = learning_rate
        self.weight_decay = check_number(weight_decay, "weight_decay", minimum=0)
        self.l1 = check_number(l1, "l1", minimum=0)
        self.reset()

    def reset(self) -> None:
        """Forget everything: the next step is the first."""
        self.steps = 0
        self.memory: list[Arrays] = []
        self._parameters: list[Parameter] = []
        self._blocks: list[tuple[FloatArray, Arrays]] | None = []

    def __getstate__(self) -> dict[str, Any]:
        memory = [[m.copy() for m in one] for one in self.memory]
        # A copy's arrays are no views of one another: it makes its own blocks.
        return self.__dict__ | {"memory": memory, "_blocks": None, "_scratch": None}

    def current_rate(self) -> float:
        """Return the learning rate of the next step."""
        rate = self.learning_rate
        return rate(self.steps) if isinstance(rate, Schedule) else rate

    def prepare(self, parameters: Sequence[Parameter]) -> None:
        """Start anew with these parameters, unless they are those of the last step."""
        is_copy = self._blocks is None
        if not is_copy and list(parameters) == self._parameters:
            return
        same_number = len(parameters) == len(self._parameters)
        if not (is_copy and same_number and all(map(_alike, parameters, self._parameters))):
            self.reset()
            self.memory = [
                [np.zeros_like(p.value.reshape(-1)) for _ in range(self.memories)]
                for p in parameters
            ]
        self._parameters = list(parameters)
        self._blocks = []
        for parameter, memory in zip(parameters, self.memory, strict=True):
            value, gradient = parameter.value.reshape(-1), parameter.gradient.reshape(-1)
            for start in range(0, value.size, BLOCK):
                part = slice(start, start + BLOCK)
                arrays = [array[part] for array in (value, gradient, *memory)]
                decaying = arrays[0][: max(0, parameter.n_decaying - start)]
                self._blocks.append((decaying, arrays))
        longest = max((arrays[0].size for _, arrays in self._blocks), default=0)
        dtype = parameters[0].value.dtype if parameters else np.float64
        self._scratch = np.empty(longest, dtype)

    def step(self, parameters: Sequence[Parameter]) -> None:
        """Move each parameter's value by what its gradient says."""
        self.prepare(parameters)
        rate, schedule = self.current_rate(), self.learning_rate
        if isinstance(schedule, Schedule) and schedule.is_over(self.steps):
            warnings.warn(
                f"{schedule!r} is over, and its learning rate is now {rate:.3g}: training "
                "goes on without moving the weights noticeably. Give the schedule more "
                "steps, or begin it again by the optimizer's reset().",
                stacklevel=2,
            )
        self.steps += 1
        shrink, pull = 1 - rate * self.weight_decay, rate * self.l1
        for decaying, arrays in self._blocks or ():
            if shrink != 1:
                decaying *= shrink
            self._move(rate, self._scratch[: arrays[0].size], *arrays)
            if pull:
                decaying -= decaying.clip(-pull, pull)

    def _move(self, rate: float, scratch: FloatArray, *arrays: FloatArray) -> None:
        """Update one block: value, gradient and memories, all of them 1-D."""
        raise NotImplementedError


def _alike(a: Parameter, b: Parameter) -> bool:
    """Return whether a copied optimizer may take one parameter for the other."""
    same_kind = a.n_decaying == b.n_decaying and a.value.dtype == b.value.dtype
    return a is b or (same_kind and np.array_equal(a.value, b.value))


class SGD(Optimizer):
    """Stochastic gradient descent: downhill, with momentum if wanted.

    v ← momentum · v + g;   value ← value − rate · v

    With ``nesterov``, value moves by rate · (g + momentum · v): the slope one step ahead
    (Sutskever et al. 2013).
    """

    def __init__(
        self,
        learning_rate: float | Schedule = 0.1,
        *,
        momentum: float = 0.0,
        nesterov: bool = False,
        weight_decay: float = 0.0,
        l1: float = 0.0,
    ) -> None:
        self.momentum = check_number(momentum, "momentum", minimum=0, below=1)
        self.nesterov = bool(nesterov)
        if self.nesterov and self.momentum == 0:
            raise ValueError("nesterov needs a momentum above 0, for instance 0.9.")
        self.memories = int(self.momentum > 0)
        super().__init__(learning_rate, weight_decay, l1)

    def _move(self, rate: float, scratch: FloatArray, *arrays: FloatArray) -> None:
        value, gradient, *velocities = arrays
        if not velocities:
            np.multiply(gradient, rate, out=scratch)
        else:
            velocity = velocities[0]
            velocity *= self.momentum
            velocity += gradient
            np.multiply(velocity, rate, out=scratch)
            if self.nesterov:
                scratch *= self.momentum
                value -= scratch
                np.multiply(gradient, rate, out=scratch)
        value -= scratch


class RMSProp(Optimizer):
    """Divide each step by the gradient's recent size (Hinton 2012, lecture 6).

    s ← keep · s + (1 − keep) · g²;   value ← value − rate · g / (√s + epsilon)
    """

    memories = 1

    def __init__(
        self,
        learning_rate: float | Schedule = 0.001,
        *,
        keep: float = 0.99,
        epsilon: float = 1e-8,
        weight_decay: float = 0.0,
        l1: float = 0.0,
    ) -> None:
        self.keep = check_number(keep, "keep", minimum=0, below=1)
        self.epsilon = check_number(epsilon, "epsilon", above=0)
        super().__init__(learning_rate, weight_decay, l1)

    def _move(self, rate: float, scratch: FloatArray, *arrays: FloatArray) -> None:
        value, gradient, squares = arrays
        np.multiply(gradient, gradient, out=scratch)
        scratch *= 1 - self.keep
        squares *= self.keep
        squares += scratch
        np.sqrt(squares, out=scratch)
        scratch += self.epsilon
        np.divide(gradient, scratch, out=scratch)
        scratch *= rate
        value -= scratch


class Adam(Optimizer):
    """Momentum, divided by the gradient's recent size (Kingma and Ba 2015).

    m ← beta1 · m + (1 − beta1) · g       v ← beta2 · v + (1 − beta2) · g²
    value ← value − rate · m′ / (√v′ + epsilon),   m′ = m / (1 − beta1ᵗ), v′ likewise

    The code keeps m / (1 − beta1) and v / (1 − beta2), which saves a pass over each,
    and brings the constants together in two numbers. With ``weight_decay`` it is AdamW.
    """

    memories = 2

    def __init__(
        self,
        learning_rate: float | Schedule = 0.001,
        *,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
        weight_decay: float = 0.0,
        l1: float = 0.0,
    ) -> None:
        self.beta1 = check_number(beta1, "beta1", minimum=0, below=1)
        self.beta2 = check_number(beta2, "beta2", minimum=0, below=1)
        self.epsilon = check_number(epsilon, "epsilon", above=0)
        super().__init__(learning_rate, weight_decay, l1)

    def _move(self, rate: float, scratch: FloatArray, *arrays: FloatArray) -> None:
        value, gradient, m, v = arrays
        m_scale = (1 - self.beta1) / (1 - self.beta1**self.steps)
        v_scale = math.sqrt((1 - self.beta2) / (1 - self.beta2**self.steps))
        m *= self.beta1
        m += gradient
        np.multiply(gradient, gradient, out=scratch)
        v *= self.beta2
        v += scratch
        np.sqrt(v, out=scratch)
        scratch += self.epsilon / v_scale
        np.divide(m, scratch, out=scratch)
        scratch *= rate * m_scale / v_scale
        value -= scratch
