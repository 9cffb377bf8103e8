"""Exclusive or as four clouds of points: one or the other, but not both."""

from __future__ import annotations

import numpy as np

from ann_lib._support.checks import FloatArray, Rng
from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.points import scatter


def make_xor(n_samples: int = 200, *, noise: float = 0.25, rng: Rng = None) -> Dataset:
    """Draw four clouds about the corners (±1, ±1); opposite corners share a class.

    Parameters
    ----------
    n_samples : int
        Number of points.
    noise : float
        Standard deviation of each cloud. At 0 the clouds are the four corners.
    rng : Generator or int, optional
        Source of randomness.

    Returns
    -------
    Dataset
        x of shape (n_samples, 2); y is 1 where exactly one coordinate of the corner
        is positive, as in "one or the other, but not both".
    """

    def corners(label: int, t: FloatArray) -> FloatArray:
        # Every second point goes to the second corner, so that all four are equally large.
        side = np.where(np.arange(len(t)) % 2 == 0, 1.0, -1.0)
        return np.column_stack([side, side if label == 0 else -side])

    return scatter(
        "xor",
        corners,
        n_samples=n_samples,
        noise=noise,
        rng=rng,
        description="Four clouds about (±1, ±1), generated; the problem that one neuron "
        "cannot solve (Minsky and Papert, Perceptrons, 1969).",
    )
