"""Where weights start: random enough to differ, small enough not to blow up.

With n inputs, a weighted sum's variance is n times that of one weight. Choosing the
variance of the weights as a constant over n therefore keeps the signal's size from
layer to layer, however deep the network.

An initializer is a function of n_inputs, n_units and a random generator that returns
weights of shape (n_inputs, n_units).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from ann_lib._support.checks import FloatArray, check_choice

Initializer: TypeAlias = Callable[[int, int, np.random.Generator], FloatArray]


def he(n_inputs: int, n_units: int, rng: np.random.Generator) -> FloatArray:
    """Draw from a normal with variance 2 / n_inputs, for ReLU and kin (He et al. 2015)."""
    weights: FloatArray = rng.standard_normal((n_inputs, n_units)) * math.sqrt(2 / n_inputs)
    return weights


def glorot(n_inputs: int, n_units: int, rng: np.random.Generator) -> FloatArray:
    """Uniform with variance 2 / (n_inputs + n_units), for tanh and sigmoid.

    Source: Glorot and Bengio (2010), eq. 16.
    """
    limit = math.sqrt(6 / (n_inputs + n_units))
    return rng.uniform(-limit, limit, (n_inputs, n_units))


def zeros(n_inputs: int, n_units: int, rng: np.random.Generator) -> FloatArray:
    """All zero: every unit of a hidden layer then stays the same as its neighbours."""
    return np.zeros((n_inputs, n_units))


INITIALIZERS: dict[str, Initializer] = {"he": he, "glorot": glorot, "zeros": zeros}


def get_initializer(initializer: str | Initializer) -> Initializer:
    """Return the initializer of that name, or the function itself."""
    if callable(initializer):
        return initializer
    return INITIALIZERS[check_choice(initializer, "initializer", INITIALIZERS)]
