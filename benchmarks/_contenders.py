"""The same training, by several libraries: one epoch each time it is called.

Every function takes a `Task` and returns the variants of its library by name; a variant
is a function that trains one epoch on all images, in random batches, as that library's
users would write it. A library that is not installed raises ImportError.
"""

from __future__ import annotations

import itertools
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from ann_lib.network import Network

RATE = {"sgd": 0.05, "adam": 0.001}
MOMENTUM = 0.9

Variants = dict[str, Callable[[], Any]]


@dataclass
class Task:
    """What is to be trained: units of each layer from input to output, and how.

    One output says yes or no, several are classes. Each call trains ``epochs`` epochs.
    """

    units: tuple[int, ...]
    batch_size: int
    optimizer: str
    x: np.ndarray
    y: np.ndarray
    activation: str = "relu"
    epochs: int = 1

    def weights(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Return weights and biases to start with, the same for every library."""
        rng = np.random.default_rng(0)
        return [
            (
                (rng.standard_normal((a, b)) * np.sqrt(2 / a)).astype(np.float32),
                np.zeros(b, np.float32),
            )
            for a, b in zip(self.units, self.units[1:], strict=False)
        ]

    def variants(self, name: str) -> Variants:
        """Return the named library's variants; ImportError where it is missing."""
        return CONTENDERS[name](self)


def build(units: tuple[int, ...], activation: str = "relu") -> Network:
    """Return a network of ann_lib with these units, from input to output."""
    from ann_lib.activations import ReLU, Tanh
    from ann_lib.layers import Dense, Layer
    from ann_lib.losses import BinaryCrossEntropy, SoftmaxCrossEntropy
    from ann_lib.network import Network

    layers: list[Layer] = []
    for n_inputs, n_units in itertools.pairwise(units):
        layers += [Dense(n_inputs, n_units), Tanh() if activation == "tanh" else ReLU()]
    loss = BinaryCrossEntropy() if units[-1] == 1 else SoftmaxCrossEntropy()
    return Network(layers[:-1], loss=loss, rng=0)


def epoch_of(network: Network, task: Any, optimizer: Any) -> Callable[[], None]:
    """Return a function that trains by `Network.fit`, in batches of its own."""
    rng = np.random.default_rng(0)

    def epoch() -> None:
        network.fit(
            task.x,
            task.y,
            epochs=task.epochs,
            batch_size=task.batch_size,
            optimizer=optimizer,
            rng=rng,
            progress=False,
        )

    return epoch


def ann_lib(task: Task) -> Variants:
    """`Network.fit`, as it stands."""
    from ann_lib.optimizers import SGD, Adam

    network = build(task.units, task.activation)
    network.set_weights([array for pair in task.weights() for array in pair])
    rate = RATE[task.optimizer]
    optimizer = SGD(rate, momentum=MOMENTUM) if task.optimizer == "sgd" else Adam(rate)
    return {"fit": epoch_of(network, task, optimizer)}


def scikit_learn(task: Task) -> Variants:
    """`MLPClassifier`, going on where it stopped (``warm_start``), without its penalty."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        task.units[1:-1],
        activation=task.activation,
        solver=task.optimizer,
        learning_rate_init=RATE[task.optimizer],
        momentum=MOMENTUM,
        nesterovs_momentum=False,
        alpha=0.0,
        batch_size=task.batch_size,
        max_iter=task.epochs,
        n_iter_no_change=10**6,
        warm_start=True,
        random_state=0,
    )

    def epoch() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(task.x, task.y)

    return {"fit": epoch}


def pytorch(task: Task) -> Variants:
    """Write the usual loop; optimizers plain, over lists of tensors (foreach) and fused."""
    import torch
    from torch import nn

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    x, y = torch.from_numpy(task.x), torch.from_numpy(task.y)
    binary = task.units[-1] == 1
    if binary:
        y = y[:, None].float()

    def build(kind: dict[str, bool]) -> Callable[[], Any]:
        layers: list[nn.Module] = []
        for weights, bias in task.weights():
            layer = nn.Linear(*weights.shape)
            with torch.no_grad():
                layer.weight.copy_(torch.from_numpy(weights.T))
                layer.bias.copy_(torch.from_numpy(bias))
            layers += [layer, nn.Tanh() if task.activation == "tanh" else nn.ReLU()]
        model = nn.Sequential(*layers[:-1])
        loss = nn.BCEWithLogitsLoss() if binary else nn.CrossEntropyLoss()
        rate = RATE[task.optimizer]
        optimizer = (
            torch.optim.SGD(model.parameters(), rate, momentum=MOMENTUM, **kind)
            if task.optimizer == "sgd"
            else torch.optim.Adam(model.parameters(), rate, **kind)
        )

        def epoch() -> None:
            for _ in range(task.epochs):
                for batch in torch.randperm(len(x)).split(task.batch_size):
                    optimizer.zero_grad()
                    loss(model(x[batch]), y[batch]).backward()
                    optimizer.step()

        return epoch

    kinds = {"plain": {"foreach": False}, "foreach": {"foreach": True}}
    kinds["fused"] = {"fused": True}
    return {name: build(kind) for name, kind in kinds.items()}


def jax(task: Task) -> Variants:
    """Compile a step with `jit`, with the batch's numbers or its images passed in."""
    from _jax_training import epochs

    return epochs(task, RATE[task.optimizer], MOMENTUM)


def by_hand(task: Task) -> Variants:
    """Write the steps out in NumPy, for this one network."""
    from _by_hand import ByHand

    return {"by hand": ByHand(task, RATE[task.optimizer], MOMENTUM).epoch}


def products(task: Task) -> Variants:
    """Nothing but the matrix products of a step: the limit.

    Forward; then for each layer the weights' gradient and, but for the first, that of
    its input. Into arrays that are there already, on a batch that is there already.
    """
    rng = np.random.default_rng(0)
    weights = [w for w, _ in task.weights()]
    z = [rng.standard_normal((task.batch_size, n), dtype=np.float32) for n in task.units]
    d = [np.empty_like(w) for w in weights]
    layers = range(len(weights))

    def epoch() -> None:
        for _ in range(task.epochs * -(-len(task.x) // task.batch_size)):
            for i in layers:
                np.matmul(z[i], weights[i], out=z[i + 1])
            for i in reversed(layers):
                np.matmul(z[i].T, z[i + 1], out=d[i])
                if i:
                    np.matmul(z[i + 1], weights[i].T, out=z[i])

    return {"matmul": epoch}


CONTENDERS = {
    "ann_lib": ann_lib,
    "scikit-learn": scikit_learn,
    "PyTorch": pytorch,
    "JAX": jax,
    "by hand": by_hand,
    "products": products,
}
