"""What the playground trains: a network on points, one batch at a time.

Training goes batch by batch, in the order of `Network.fit`: the same seed gives the
same numbers, to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from ann_course.panels.playground.data import Points, features
from ann_course.panels.playground.kinds import YES_OR_NO, Kind
from ann_lib._support.checks import FloatArray
from ann_lib.activations import Activation, Linear, ReLU, Sigmoid, Tanh
from ann_lib.layers import Dense, Dropout
from ann_lib.network import Network
from ann_lib.optimizers import SGD, Adam, Optimizer, RMSProp
from ann_lib.training import Training, TrainingDivergedError

ACTIVATIONS: dict[str, type[Activation]] = {
    "tanh": Tanh,
    "relu": ReLU,
    "sigmoid": Sigmoid,
    "none": Linear,
}
OPTIMIZERS = ("SGD", "RMSProp", "Adam")


def build_network(
    n_inputs: int,
    hidden: Sequence[int],
    activations: Sequence[str],
    seed: int,
    kind: Kind = YES_OR_NO,
    dropout: float = 0.0,
) -> Network:
    """Return a network for a kind of problem, drawn from the seed.

    ``hidden`` and ``activations`` hold the units of each hidden layer and what follows;
    ``dropout`` is the part of each layer's units that is silenced in training.
    """
    layers: list[Any] = []
    sizes = [n_inputs, *hidden]
    for (size, units), activation in zip(pairwise(sizes), activations, strict=True):
        initializer = "he" if activation == "relu" else "glorot"
        layers += [Dense(size, units, initializer=initializer), ACTIVATIONS[activation]()]
        layers += [Dropout(dropout)] if dropout else []
    layers.append(Dense(sizes[-1], kind.n_outputs, initializer="glorot"))
    return Network(layers, loss=kind.loss(), rng=seed)


def sizes_of(network: Network) -> list[int]:
    """Return the number of nodes of each layer, the inputs first."""
    dense = [layer for layer in network.layers if isinstance(layer, Dense)]
    return [dense[0].n_inputs, *(layer.n_units for layer in dense)]


def activation_names(network: Network) -> list[str] | None:
    """Return the name of the activation after each hidden layer.

    None, if the network is not made of Dense layers with one of ``ACTIVATIONS`` between,
    and Dropout.
    """
    layers = [layer for layer in network.layers if not isinstance(layer, Dropout)]
    dense, between = layers[::2], layers[1::2]
    names: dict[Any, str] = {cls: name for name, cls in ACTIVATIONS.items()}
    if (
        not all(isinstance(layer, Dense) and layer.bias is not None for layer in dense)
        or len(dense) != len(between) + 1
        or not all(type(layer) in names for layer in between)
    ):
        return None
    return [names[type(layer)] for layer in between]


def make_optimizer(name: str) -> Optimizer:
    """Return one of ``OPTIMIZERS``, at its own learning rate."""
    if name == "SGD":
        return SGD()
    return RMSProp() if name == "RMSProp" else Adam()


def node_values(network: Network, x: FloatArray) -> FloatArray:
    """Return what each node passes on, shape (n_samples, n_nodes).

    The inputs come first, the output last; the output's is its sum.
    """
    steps = network.activations(x)
    pairs = zip(network.layers, steps[:-1], strict=True)
    into = [step for layer, step in pairs if isinstance(layer, Dense)]
    return np.concatenate([*into, steps[-1]], axis=1)


def count_dead(network: Network, x: FloatArray) -> int:
    """Return how many of a network's ReLU units are 0 at every one of these points."""
    steps = network.activations(x)[1:]
    return sum(
        int((output == 0).all(axis=0).sum())
        for layer, output in zip(network.layers, steps, strict=True)
        if isinstance(layer, ReLU)
    )


class Experiment:
    """A network in training, one batch at a time.

    Parameters
    ----------
    network : Network
    points : Points
    feature_names : sequence of str
        What the network is given of each point.
    optimizer : Optimizer
    batch_size : int
    seed : int
        Of the order of the batches.

    Attributes
    ----------
    n_steps : int
        Batches trained on.
    losses : list of (float, float)
        The loss on the training and on the test points, at the start and after each
        epoch. Without test points the second is 0.
    by_hand : bool
        Whether anything but training has changed the network, or a rate was changed on
        the way: then training from the start leads elsewhere.
    """

    def __init__(
        self,
        network: Network,
        points: Points,
        feature_names: Sequence[str],
        optimizer: Optimizer,
        batch_size: int,
        seed: int,
    ) -> None:
        self.network = network
        self.feature_names = list(feature_names)
        self.batch_size = batch_size
        self._set_points(points)
        self.training = Training(network, optimizer, np.random.default_rng(seed))
        self._epoch: Iterator[float] | None = None
        self.n_steps = self.n_batches = 0
        self.by_hand = False
        self.losses = [self.measure()]

    @property
    def n_epochs(self) -> int:
        """Epochs that are complete; ``n_batches`` of the next one are done."""
        return len(self.losses) - 1

    def step(self) -> bool:
        """Train on the next batch; return whether an epoch has ended with it.

        Raises
        ------
        TrainingDivergedError
            If the loss is NaN or infinite. The network has the weights again with which
            the epoch began.
        """
        if self._epoch is None:
            self._epoch = self.training.epoch(self.x, self.y, self.batch_size)
            self._epoch_batches = -(-len(self.x) // self.batch_size)
        try:
            # Each step is shown, so that each step's weights must be finite.
            self.training.check_finite(next(self._epoch), parameters=True)
        except (TrainingDivergedError, KeyboardInterrupt):
            self._epoch, self.n_batches, self.by_hand = None, 0, True
            raise
        self.n_steps += 1
        self.n_batches += 1
        if self.n_batches < self._epoch_batches:
            return False
        self._epoch = None
        self.n_batches = 0
        self.losses.append(self.measure())
        self.training.history.add(loss=self.losses[-1][0])
        return True

    def change_points(self, points: Points) -> None:
        """Train on other points from now on, with the weights as they are."""
        self._set_points(points)
        self._epoch, self.n_batches, self.by_hand = None, 0, True

    def tune(
        self,
        optimizer: str,
        learning_rate: float,
        weight_decay: float,
        batch_size: int,
        l1: float = 0.0,
    ) -> None:
        """Apply these to the following steps; the batch size from the next epoch on."""
        now = self.training.optimizer
        before = self._tuned()
        if type(now).__name__ != optimizer:
            self.training.optimizer = now = make_optimizer(optimizer)
        now.learning_rate, now.weight_decay, now.l1 = learning_rate, weight_decay, l1
        self.batch_size = batch_size
        self.by_hand |= self.n_steps > 0 and self._tuned() != before

    def measure(self) -> tuple[float, float]:
        """Return the loss on the training and on the test points, as they are now."""
        return self._on_both(self.network.loss.forward)

    def scores(self) -> tuple[float, float]:
        """Return the share of right answers on both; 0 where there are no points."""
        return self._on_both(self.network.loss.score)

    def dead_units(self) -> int:
        """Return how many ReLU units are 0 at every training point: they can't learn."""
        return count_dead(self.network, self.x) if len(self.x) else 0

    def _on_both(self, measured: Callable[..., float]) -> tuple[float, float]:
        train, test = (
            float(measured(self.network.forward(x), y)) if len(x) else 0.0
            for x, y in ((self.x, self.y), (self.x_test, self.y_test))
        )
        return train, test

    def _set_points(self, points: Points) -> None:
        self.points = points
        self.x = features(points.train, self.feature_names)
        self.y = points.kind.targets(points.train_labels)
        self.x_test = features(points.test, self.feature_names)
        self.y_test = points.kind.targets(points.test_labels)

    def _tuned(self) -> tuple[Any, ...]:
        now = self.training.optimizer
        rates = now.learning_rate, now.weight_decay, now.l1
        return type(now), *rates, self.batch_size
