"""Two interlocking half moons: no straight line separates them."""

from __future__ import annotations

import numpy as np

from ann_lib._support.checks import FloatArray, Rng
from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.points import scatter


def make_moons(n_samples: int = 200, *, noise: float = 0.15, rng: Rng = None) -> Dataset:
    """Draw two half circles of radius 1, one above and one below, interlocked.

    Parameters
    ----------
    n_samples : int
        Number of points.
    noise : float
        Standard deviation of the noise, where the moons' radius is 1.
    rng : Generator or int, optional
        Source of randomness.

    Returns
    -------
    Dataset
        x of shape (n_samples, 2); y is 0 for the upper moon and 1 for the lower.
    """

    def moon(label: int, t: FloatArray) -> FloatArray:
        angle = np.pi * t
        x, y = np.cos(angle) - 0.5, np.sin(angle) - 0.25
        return np.column_stack([x, y] if label == 0 else [-x, -y])

    return scatter(
        "moons",
        moon,
        n_samples=n_samples,
        noise=noise,
        rng=rng,
        description="Two half circles of radius 1, generated; in the manner of "
        "scikit-learn's make_moons, centred on the origin.",
    )
