"""What the playground trains: points, features, a network, and its steps one at a time.

Training goes batch by batch, in the order of `Network.fit`: the same seed gives the
same numbers, to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ann_lib._checks import FloatArray, check_array, check_labels, check_same_length
from ann_lib.activations import Activation, Linear, ReLU, Sigmoid, Tanh
from ann_lib.datasets import make_circles, make_moons, make_spiral, make_xor
from ann_lib.layers import Dense
from ann_lib.losses import BinaryCrossEntropy
from ann_lib.network import Network
from ann_lib.optimizers import SGD, Adam, Optimizer, RMSProp
from ann_lib.training import Training, TrainingDivergedError, minibatches

REACH = 2.5
"""The plane is shown from -REACH to REACH in both directions."""
N_POINTS = 300
DATASETS = {
    "circles": (make_circles, 0.6, 1.9),
    "moons": (make_moons, 0.3, 1.2),
    "XOR blobs": (make_xor, 0.8, 1.1),
    "spiral": (make_spiral, 0.15, 2.2),
}
"""Name -> generator, the noise that stands for 100 %, and how much it is enlarged."""
OWN = "own points"
FEATURES = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1²": lambda x1, x2: x1**2,
    "x2²": lambda x1, x2: x2**2,
    "x1·x2": lambda x1, x2: x1 * x2,
    "sin x1": lambda x1, x2: np.sin(np.pi * x1 / 2),
    "sin x2": lambda x1, x2: np.sin(np.pi * x2 / 2),
}
"""What a network may be given of a point; sin goes once up and down from 0 to 4."""
ACTIVATIONS: dict[str, type[Activation]] = {
    "tanh": Tanh,
    "relu": ReLU,
    "sigmoid": Sigmoid,
    "none": Linear,
}
OPTIMIZERS = ("SGD", "RMSProp", "Adam")


@dataclass(frozen=True)
class Points:
    """Points in the plane with a label 0 or 1 each, parted into two groups.

    Attributes
    ----------
    train, test : ndarray, shape (n_train, 2) and (n_test, 2)
    train_labels, test_labels : ndarray, shape (n_train,) and (n_test,)
    """

    train: FloatArray
    test: FloatArray
    train_labels: NDArray[Any]
    test_labels: NDArray[Any]


def draw_points(name: str, *, noise: float, held_out: float, seed: int) -> Points:
    """Return one of ``DATASETS``, the same for the same seed.

    Parameters
    ----------
    name : str
    noise : float
        From 0 to 1; how far that moves a point differs from set to set.
    held_out : float
        The share kept for testing, between 0 and 1.
    seed : int
    """
    make, full_noise, scale = DATASETS[name]
    rng = np.random.default_rng(seed)
    points = make(N_POINTS, noise=noise * full_noise, rng=rng)
    train, test, train_labels, test_labels = points.split(held_out, rng=rng)
    middle = points.x.mean(axis=0)
    return Points(
        (train - middle) * scale, (test - middle) * scale, train_labels, test_labels
    )


Rows = list[tuple[float, float, int]]
"""Points of one's own, in the order in which they were added: x1, x2, label."""


def check_points(points: ArrayLike | None, labels: ArrayLike | None) -> Rows:
    """Return points in the plane and their labels as rows.

    Raises
    ------
    TypeError, ValueError
        If a point is not two numbers from -REACH to REACH, or its label not 0 or 1.
    """
    if points is None or labels is None:
        raise ValueError("points and labels belong together: give both, or neither.")
    x = check_array(points, "points", shape=(None, 2), dtype=np.float64)
    if np.abs(x).max() > REACH:
        raise ValueError(
            f"points must lie between {-REACH} and {REACH}, got {np.abs(x).max():g}. "
            "Shift and scale them."
        )
    y = check_labels(labels, "labels", n_classes=2)
    check_same_length(x, y, "points", "labels")
    return [(a, b, c) for (a, b), c in zip(x.tolist(), y.tolist(), strict=True)]


def part_points(rows: Rows, held_out: float, seed: int) -> Points:
    """Return points of one's own with a share held out; one at least is trained on."""
    x = np.array([row[:2] for row in rows]).reshape(-1, 2)
    y = np.array([row[2] for row in rows], dtype=np.intp)
    order = np.random.default_rng(seed).permutation(len(x))
    n_test = max(min(round(held_out * len(x)), len(x) - 1), 0)
    test, train = order[:n_test], order[n_test:]
    return Points(x[train], x[test], y[train], y[test])


def features(points: FloatArray, names: Sequence[str]) -> FloatArray:
    """Return the named features of each point, shape (n_points, n_features), float32."""
    x1, x2 = points[:, 0], points[:, 1]
    columns = [FEATURES[name](x1, x2) for name in names]
    return np.column_stack(columns).astype(np.float32)


def build_network(
    n_inputs: int, hidden: Sequence[int], activation: str, seed: int
) -> Network:
    """Return a network of ``hidden`` layers, drawn from the seed."""
    layers: list[Any] = []
    sizes = [n_inputs, *hidden]
    for size, units in pairwise(sizes):
        initializer = "he" if activation == "relu" else "glorot"
        layers += [Dense(size, units, initializer=initializer), ACTIVATIONS[activation]()]
    layers.append(Dense(sizes[-1], 1, initializer="glorot"))
    return Network(layers, loss=BinaryCrossEntropy(), rng=seed)


def sizes_of(network: Network) -> list[int]:
    """Return the number of nodes of each layer, the inputs first."""
    dense = [layer for layer in network.layers if isinstance(layer, Dense)]
    return [dense[0].n_inputs, *(layer.n_units for layer in dense)]


def activation_name(network: Network) -> str | None:
    """Return the name of the one activation between a network's Dense layers.

    None, if the network is built otherwise; "tanh" where there is no hidden layer.
    """
    dense, between = network.layers[::2], network.layers[1::2]
    kinds = {type(layer) for layer in between}
    if (
        not all(isinstance(layer, Dense) and layer.bias is not None for layer in dense)
        or len(dense) != len(between) + 1
        or len(kinds) > 1
        or not isinstance(network.loss, BinaryCrossEntropy)
    ):
        return None
    names: dict[Any, str] = {cls: name for name, cls in ACTIVATIONS.items()}
    return names.get(kinds.pop()) if kinds else "tanh"


def make_optimizer(name: str) -> Optimizer:
    """Return one of ``OPTIMIZERS``, at its own learning rate."""
    if name == "SGD":
        return SGD()
    return RMSProp() if name == "RMSProp" else Adam()


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
        self.network, self.points = network, points
        self.feature_names = list(feature_names)
        self.batch_size = batch_size
        self.x = features(points.train, feature_names)
        self.y = points.train_labels.astype(np.float32).reshape(-1, 1)
        self.x_test = features(points.test, feature_names)
        self.y_test = points.test_labels.astype(np.float32).reshape(-1, 1)
        self.training = Training(network, optimizer, np.random.default_rng(seed))
        self._batches: list[Any] = []
        self.n_steps = 0
        self.losses = [self.measure()]

    @property
    def n_epochs(self) -> int:
        """Epochs that are complete."""
        return len(self.losses) - 1

    def step(self) -> bool:
        """Train on the next batch; return whether an epoch has ended with it.

        Raises
        ------
        TrainingDivergedError
            If the loss is NaN or infinite. The network has the weights again with which
            the epoch began.
        """
        if not self._batches:
            batches = minibatches(len(self.x), self.batch_size, self.training.rng)
            self._batches = list(batches)[::-1]
            self._start = self.network.get_weights()
        batch = self._batches.pop()
        with np.errstate(over="ignore", invalid="ignore"):
            loss = self.network.train_batch(
                self.x[batch], self.y[batch], self.training.optimizer
            )
        self.n_steps += 1
        if not np.isfinite(loss) or not _finite(self.network):
            self._batches.clear()
            self.network.set_weights(self._start)
            raise TrainingDivergedError(self.training, loss)
        if self._batches:
            return False
        self.losses.append(self.measure())
        self.training.history.add(loss=self.losses[-1][0])
        return True

    def measure(self) -> tuple[float, float]:
        """Return the loss on the training and on the test points, as they are now."""
        loss = self.network.loss
        return tuple(  # type: ignore[return-value]
            float(loss.forward(self.network.forward(x), y)) if len(x) else 0.0
            for x, y in ((self.x, self.y), (self.x_test, self.y_test))
        )

    def scores(self) -> tuple[float, float]:
        """Return the share of right answers on both; 0 where there are no points."""
        loss = self.network.loss
        return tuple(  # type: ignore[return-value]
            loss.score(self.network.forward(x), y) if len(x) else 0.0
            for x, y in ((self.x, self.y), (self.x_test, self.y_test))
        )


def _finite(network: Network) -> bool:
    return all(bool(np.isfinite(p.value).all()) for p in network.packed)
