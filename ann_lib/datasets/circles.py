"""A circle within a circle: inside against outside."""

from __future__ import annotations

import numpy as np

from ann_lib._support.checks import FloatArray, Rng, check_number
from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.points import scatter


def make_circles(
    n_samples: int = 200, *, noise: float = 0.1, inner: float = 0.4, rng: Rng = None
) -> Dataset:
    """Draw points on a circle of radius 1 and on a smaller one inside it.

    Parameters
    ----------
    n_samples : int
        Number of points.
    noise : float
        Standard deviation of the noise, where the outer radius is 1.
    inner : float
        Radius of the inner circle, between 0 and 1.
    rng : Generator or int, optional
        Source of randomness.

    Returns
    -------
    Dataset
        x of shape (n_samples, 2); y is 0 outside and 1 inside.
    """
    radius = check_number(
        inner, "inner", minimum=0, maximum=1, open_minimum=True, open_maximum=True
    )

    def circle(label: int, t: FloatArray) -> FloatArray:
        angle = 2 * np.pi * t
        size = 1.0 if label == 0 else radius
        return size * np.column_stack([np.cos(angle), np.sin(angle)])

    return scatter(
        "circles",
        circle,
        n_samples=n_samples,
        noise=noise,
        rng=rng,
        description="Two circles about the origin, generated.",
    )
