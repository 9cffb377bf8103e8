"""The same training in NumPy, written out for one network: the limit of a library in NumPy.

No layers and no checks, arrays that are kept from step to step, nothing computed that is
not needed. What it still takes are the calls into NumPy, and what they compute. It reaches
the weights of `Network.fit` (tests/test_by_hand.py).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

Arrays = list[np.ndarray]


class ByHand:
    """A network, the order of its batches, and a step.

    Parameters
    ----------
    task : Task
    rate, momentum : float
        Momentum is SGD's.
    """

    def __init__(self, task: Any, rate: float, momentum: float) -> None:
        self.task, self.rate, self.momentum = task, rate, momentum
        self.shapes, self.steps = list(pairwise(task.units)), 0
        self.last, self.is_tanh = len(self.shapes) - 1, task.activation == "tanh"
        self.binary, self.rng = task.units[-1] == 1, np.random.default_rng(0)
        n_numbers = sum(a * b + b for a, b in self.shapes)
        self.value, self.gradient, self.m, self.v, self.scratch = np.zeros(
            (5, n_numbers), np.float32
        )
        self.w, self.b = self._views(self.value)
        self.dw, self.db = self._views(self.gradient)
        for i, (weights, bias) in enumerate(task.weights()):
            self.w[i][...], self.b[i][...] = weights, bias
        self.rows = np.arange(task.batch_size)
        self.y = task.y[:, None].astype(np.float32) if self.binary else task.y
        self.kept = {
            size: [
                [np.empty((size, n), np.float32) for _, n in self.shapes] for _ in range(3)
            ]
            for size in (task.batch_size, len(task.x) % task.batch_size)
        }

    def _views(self, vector: np.ndarray) -> tuple[Arrays, Arrays]:
        """Return a vector's parts as each layer's weights, and as each layer's biases."""
        weights, biases, start = [], [], 0
        for a, b in self.shapes:
            middle, end = start + a * b, start + a * b + b
            weights.append(vector[start:middle].reshape(a, b))
            biases.append(vector[middle:end])
            start = end
        return weights, biases

    def epoch(self) -> None:
        """Train on all samples, in random batches, as often as the task says."""
        task, size = self.task, self.task.batch_size
        loss_of = self.yes_or_no if self.binary else self.classes
        move = self.adam if task.optimizer == "adam" else self.sgd
        for _ in range(task.epochs):
            order = self.rng.permutation(len(task.x))
            for start in range(0, len(order), size):
                batch = order[start : start + size]
                x, (z, dz, slopes) = task.x.take(batch, axis=0), self.kept[len(batch)]
                self.forward(x, z)
                loss_of(self.y.take(batch, axis=0), z[-1], dz[-1])
                self.backward(x, z, dz, slopes)
                move()

    def forward(self, x: np.ndarray, z: Arrays) -> None:
        """Write each layer's output to ``z``."""
        for i, (w, b, out) in enumerate(zip(self.w, self.b, z, strict=True)):
            np.matmul(z[i - 1] if i else x, w, out=out)
            np.add(out, b, out=out)
            if i < self.last and self.is_tanh:
                np.tanh(out, out=out)
            elif i < self.last:
                np.maximum(out, 0, out=out)

    def yes_or_no(self, target: np.ndarray, z: np.ndarray, dz: np.ndarray) -> float:
        """Return the binary cross-entropy, and write its gradient."""
        e = np.exp(-np.abs(z))
        loss = np.maximum(z, 0) - z * target + np.log1p(e)
        np.subtract(np.exp(np.minimum(z, 0)) / (1 + e), target, out=dz)
        np.multiply(dz, 1 / len(target), out=dz)
        return float(np.add.reduce(loss, axis=None)) / len(target)

    def classes(self, target: np.ndarray, z: np.ndarray, dz: np.ndarray) -> float:
        """Return the softmax cross-entropy, and write its gradient."""
        n, right = len(target), (self.rows[: len(target)], target)
        np.subtract(z, np.maximum.reduce(z, axis=1, keepdims=True), out=z)
        np.exp(z, out=dz)
        total = np.add.reduce(dz, axis=1, keepdims=True)
        np.divide(dz, total * n, out=dz)
        dz[right] -= 1 / n
        return float(np.add.reduce(np.log(total[:, 0]) - z[right])) / n

    def backward(self, x: np.ndarray, z: Arrays, dz: Arrays, slopes: Arrays) -> None:
        """Write the gradients, last layer first."""
        for i in range(self.last, -1, -1):
            np.matmul((z[i - 1] if i else x).T, dz[i], out=self.dw[i])
            np.add.reduce(dz[i], axis=0, out=self.db[i])
            if i:
                before, y = np.matmul(dz[i], self.w[i].T, out=dz[i - 1]), z[i - 1]
                slope: np.ndarray = slopes[i - 1]
                if self.is_tanh:
                    np.multiply(y, y, out=slope)
                    np.subtract(1, slope, out=slope)
                else:
                    slope = np.greater(y, 0)
                np.multiply(before, slope, out=before)

    def sgd(self) -> None:
        """Move the parameters, with momentum."""
        np.multiply(self.m, self.momentum, out=self.m)
        np.add(self.m, self.gradient, out=self.m)
        np.multiply(self.m, self.rate, out=self.scratch)
        np.subtract(self.value, self.scratch, out=self.value)

    def adam(self) -> None:
        """Move the parameters, with m and v scaled as in `ann_lib.optimizers.Adam`."""
        self.steps += 1
        m, v, gradient, scratch = self.m, self.v, self.gradient, self.scratch
        by_m = (1 - 0.9) / (1 - 0.9**self.steps)
        by_v = ((1 - 0.999) / (1 - 0.999**self.steps)) ** 0.5
        np.multiply(m, 0.9, out=m)
        np.add(m, gradient, out=m)
        np.multiply(gradient, gradient, out=scratch)
        np.multiply(v, 0.999, out=v)
        np.add(v, scratch, out=v)
        np.sqrt(v, out=scratch)
        np.add(scratch, 1e-8 / by_v, out=scratch)
        np.divide(m, scratch, out=scratch)
        np.multiply(scratch, self.rate * by_m / by_v, out=scratch)
        np.subtract(self.value, scratch, out=self.value)
