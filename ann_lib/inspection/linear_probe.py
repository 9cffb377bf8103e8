"""How well each layer has separated the classes, as far as a linear classifier can tell.

In the input the classes may be entangled; in the last layer one weighted sum per class
must tell them apart. A linear probe shows where they are disentangled: the same simple
classifier, trained on the output of each layer in turn.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._support.checks import (
    FloatArray,
    IntArray,
    check_kind,
    check_labels,
    check_same_length,
)
from ann_lib.layers import Dense
from ann_lib.losses import SoftmaxCrossEntropy
from ann_lib.network import Network
from ann_lib.optimizers import SGD

STEPS = 300
"""Steps of gradient descent, each on all samples."""


def linear_probe(
    network: Network, x: ArrayLike, y: ArrayLike, x_test: ArrayLike, y_test: ArrayLike
) -> list[float]:
    """Return the accuracy of a linear classifier on the output of each layer.

    The idea is Alain and Bengio's (2016). The classifier is softmax regression: one `Dense`
    layer, trained from zero by a fixed number of steps with weight decay 1/n_samples, on
    inputs of mean 0 and standard deviation 1. It is the same for each layer, and no test
    sample takes part in the training.

    Parameters
    ----------
    network : Network
        It is not trained, and need not be a classifier.
    x, x_test : array_like, shape (n_samples, ...)
        A few hundred samples are enough: with 500, a layer takes about 0.1 s. If a layer
        is wide, the time grows with the cube of the number of samples.
    y, y_test : array_like of int, shape (n_samples,)
        Classes from 0.

    Returns
    -------
    accuracies : list of float
        From 0 to 1: first that on the raw input, then one per layer.

    Raises
    ------
    TypeError, ValueError
        If the samples do not fit the network or the labels, or y has only one class.
    """
    check_kind(network, "network", Network)
    samples, tests = network.check_samples(x), network.check_samples(x_test)
    labels, truth = check_labels(y, "y"), check_labels(y_test, "y_test")
    check_same_length(samples, labels, "x", "y")
    check_same_length(tests, truth, "x_test", "y_test")
    if labels.min() == labels.max():
        raise ValueError(f"y must hold at least two classes, got {labels[0]} alone.")
    accuracies = [_accuracy(samples, labels, tests, truth)]
    for layer in network.layers:
        samples, tests = layer.forward(samples), layer.forward(tests)
        accuracies.append(_accuracy(samples, labels, tests, truth))
    return accuracies


def _accuracy(x: FloatArray, y: IntArray, x_test: FloatArray, y_test: IntArray) -> float:
    """Train a linear classifier and return its accuracy on the test samples."""
    x, x_test = _standard(_rows(x), _rows(x_test))
    n, width = x.shape
    # The largest curvature of the loss is at most half the inputs' largest variance.
    if width <= n:
        variance = np.linalg.eigvalsh(x.T @ x)[-1] / n
    else:
        x, x_test, variance = _in_span(x, x_test)
    dense = Dense(x.shape[1], int(y.max()) + 1, initializer="zeros")
    probe = Network([dense], loss=SoftmaxCrossEntropy())
    rate = 1 / (float(variance) / 2 + 0.5)  # 0.5: of the bias
    optimizer = SGD(rate, momentum=0.9, nesterov=True, weight_decay=1 / n)
    x, x_test = x.astype(probe.dtype), x_test.astype(probe.dtype)
    for _ in range(STEPS):
        probe.train_batch(x, y, optimizer)
    return float((probe.predict(x_test) == y_test).mean())


# Gradient descent from zero stays in the span of the samples, xᵀ a: so coordinates in
# that span, x u / √λ with x xᵀ = u λ uᵀ, give the same answers at less cost.
def _in_span(x: FloatArray, x_test: FloatArray) -> tuple[FloatArray, FloatArray, float]:
    """Return both in as many inputs as there are samples, and the largest variance."""
    squares, u = np.linalg.eigh(x @ x.T)
    spans = squares > 1e-9 * squares[-1]
    squares, u = squares[spans], u[:, spans]
    length = np.sqrt(squares)
    return u * length, x_test @ (x.T @ u) / length, float(squares[-1]) / len(x)


def _rows(x: FloatArray) -> FloatArray:
    return x.reshape(len(x), -1).astype(np.float64)


def _standard(x: FloatArray, x_test: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Scale each input to mean 0 and spread 1 in ``x``; leave out the constant ones."""
    mean, spread = x.mean(axis=0), x.std(axis=0)
    varies = spread > 1e-9 * spread.max()
    varies[0] |= not varies.any()
    mean, spread = mean[varies], np.where(spread > 0, spread, 1)[varies]
    return (x[:, varies] - mean) / spread, (x_test[:, varies] - mean) / spread
