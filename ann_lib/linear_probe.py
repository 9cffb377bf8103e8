"""How far has each layer sorted the classes? As far as a linear classifier can tell.

Between the input, where classes may lie entangled, and the last layer, where one weighted
sum for each class must tell them apart, something has disentangled them. A linear probe
shows where: the same simple classifier, trained on what each layer gives in turn.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._checks import FloatArray, IntArray, check_labels, check_same_length
from ann_lib.network import Network
from ann_lib.structure import check_samples

PENALTIES = np.logspace(-4, 4, 17)
"""Tried for each layer, in parts of its mean variance; also for a wide layer one fits."""


def linear_probe(
    network: Network, x: ArrayLike, y: ArrayLike, x_test: ArrayLike, y_test: ArrayLike
) -> list[float]:
    """Accuracy of a linear classifier on what each layer gives, on held-out samples.

    The idea is Alain and Bengio's (2016). The classifier is ridge regression onto one
    number for each class (1 for the right one, 0 for the others), with a bias. Its penalty
    is the one that does best when each training sample in turn is left out, which has a
    closed form (Golub, Heath and Wahba 1979); no test sample has a part in it.

    Parameters
    ----------
    network : Network
        It is not trained, and need not be a classifier.
    x, x_test : array_like, shape (n_samples, ...)
        A few hundred to learn from do; the time grows with the square of their number,
        and with a layer's width, of which no part is left out.
    y, y_test : array_like of int, shape (n_samples,)
        Classes from 0.

    Returns
    -------
    accuracies : list of float
        From 0 to 1: that on the raw input first, then one for each layer.

    Raises
    ------
    TypeError, ValueError
        If samples do not fit the network, or labels the samples, or only one class is in y.
    """
    samples, tests = check_samples(network, x), check_samples(network, x_test)
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
    answer = _scores(_rows(x), np.eye(int(y.max()) + 1)[y], _rows(x_test)).argmax(axis=1)
    return float((answer == y_test).mean())


def _rows(x: FloatArray) -> FloatArray:
    return x.reshape(len(x), -1).astype(np.float64)


# W = (XᵀX + λ)⁻¹ XᵀY = V diag(s / (s² + λ)) UᵀY  where  X = U diag(s) Vᵀ, centred
def _scores(x: FloatArray, y: FloatArray, x_test: FloatArray) -> FloatArray:
    """Return the ridge regression's outputs for ``x_test``, shape (n_tests, n_classes)."""
    mean, spread = x.mean(axis=0), x.std(axis=0)
    varies = spread > 1e-9 * spread.max()  # what is the same for all samples tells nothing
    x, x_test = ((a - mean)[:, varies] / spread[varies] for a in (x, x_test))
    u, s, v = np.linalg.svd(x, full_matrices=False)
    projected, y_mean = u.T @ (y - y.mean(axis=0)), y.mean(axis=0)
    penalties = PENALTIES * float((s**2).mean()) + np.finfo(float).tiny
    wrong = [_left_out(u, s, y - y_mean, projected, penalty) for penalty in penalties]
    best = penalties[int(np.argmin(wrong))]
    return (x_test @ v.T) @ ((s / (s**2 + best))[:, None] * projected) + y_mean


# The residual of a sample that was left out is that of the fit with it, over 1 − h.
def _left_out(
    u: FloatArray, s: FloatArray, y: FloatArray, projected: FloatArray, penalty: float
) -> float:
    """Return the mean square of all left-out residuals."""
    share = s**2 / (s**2 + penalty)
    leverage = (u**2 * share).sum(axis=1) + 1 / len(u)
    residual = y - u @ (share[:, None] * projected)
    return float(((residual / np.maximum(1 - leverage, 1e-9)[:, None]) ** 2).mean())
