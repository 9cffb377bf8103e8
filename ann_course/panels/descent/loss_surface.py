"""A loss over two weights, and the way that gradient descent takes down it."""

from __future__ import annotations

import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._support.checks import FloatArray
from ann_lib.datasets import make_moons
from ann_lib.layers import Dense
from ann_lib.losses import MeanSquaredError
from ann_lib.network import Network
from ann_lib.optimizers import SGD

TOO_MUCH = 1e6
"""A loss above it counts as lost: the steps have diverged."""


def make_network() -> Network:
    """Return one neuron with two weights and no bias."""
    return Network([Dense(2, 1, bias=False)], loss=MeanSquaredError(), dtype="float64")


def make_points() -> tuple[FloatArray, FloatArray]:
    """Return two moons about the origin, and -1 or 1 for each point."""
    moons = make_moons(100, noise=0.15, rng=0)
    return moons.x - moons.x.mean(axis=0), 2.0 * moons.y - 1.0


@dataclass(frozen=True)
class Descent:
    """Where gradient descent went.

    Attributes
    ----------
    path : ndarray, shape (n_steps + 1, 2)
        The two weights at the start and after each step.
    losses : ndarray, shape (n_steps + 1,)
        The loss at each of them.
    """

    path: FloatArray
    losses: FloatArray

    @property
    def diverged(self) -> bool:
        """Whether the loss grew beyond all measure."""
        return bool(self.losses[-1] > TOO_MUCH)


def descend(
    network: Network,
    x: FloatArray,
    y: FloatArray,
    start: ArrayLike,
    n_steps: int,
    optimizer: SGD,
) -> Descent:
    """Take steps of gradient descent on all samples at once, by `Network.train_batch`.

    The network itself is left as it was. The path ends early where the loss grows
    beyond all measure.
    """
    model = copy.deepcopy(network)
    (weights,) = model.parameters
    weights.value = np.reshape(start, (2, 1))
    path, losses = [np.array(start)], [_loss(model, x, y)]
    for _ in range(n_steps):
        if losses[-1] > TOO_MUCH:
            break
        model.train_batch(x, y, optimizer)
        path.append(weights.value[:, 0].copy())
        losses.append(_loss(model, x, y))
    return Descent(np.array(path), np.array(losses))


def loss_surface(
    network: Network, x: FloatArray, y: FloatArray, at: FloatArray
) -> FloatArray:
    """Return the loss at each pair of weights, shape (len(at), len(at)), w2 by w1."""
    model = copy.deepcopy(network)
    (weights,) = model.parameters
    losses = np.empty((len(at), len(at)))
    for i, j in np.ndindex(losses.shape):
        weights.value[:, 0] = at[j], at[i]
        losses[i, j] = _loss(model, x, y)
    return losses


def loss_at(network: Network, weights: ArrayLike, x: FloatArray, y: FloatArray) -> float:
    """Return the loss at two weights; the network is left as it was."""
    return float(descend(network, x, y, weights, 0, SGD()).losses[0])


def lowest_loss(network: Network, x: FloatArray, y: FloatArray) -> float:
    """Return the least loss there is, by least squares."""
    return loss_at(network, np.linalg.lstsq(x, y, rcond=None)[0][:, 0], x, y)


def largest_stable_rate(x: FloatArray) -> float:
    """Return the learning rate from which on plain gradient descent diverges.

    The mean squared error curves by twice the largest eigenvalue of xᵀx / n, and from
    2 / curvature on each step overshoots further than the one before.
    """
    return 1.0 / float(np.linalg.eigvalsh(x.T @ x / len(x))[-1])


def _loss(model: Network, x: FloatArray, y: FloatArray) -> float:
    return model.loss.forward(model.forward(x), y)
