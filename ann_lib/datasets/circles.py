"""A circle within a circle: inside against outside."""

from __future__ import annotations

import numpy as np

from ann_lib._support.checks import FloatArray, Rng
from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.points import scatter


def make_circles(n_samples: int = 200, *, noise: float = 0.1, rng: Rng = None) -> Dataset:
    """Draw points on a circle of radius 1 and on one of radius 0.4 inside it.

    Parameters
    ----------
    n_samples : int
        Number of points.
    noise : float
        Standard deviation of the noise, where the outer radius is 1.
    rng : Generator or int, optional
        Source of randomness.

    Returns
    -------
    Dataset
        x of shape (n_samples, 2); y is 0 outside and 1 inside.
    """

    def circle(label: int, t: FloatArray) -> FloatArray:
        angle = 2 * np.pi * t
        size = 1.0 if label == 0 else 0.4
        return size * np.column_stack([np.cos(angle), np.sin(angle)])

    return scatter(
        "circles",
        circle,
        n_samples=n_samples,
        noise=noise,
        rng=rng,
        description="Two circles about the origin, generated.",
    )
