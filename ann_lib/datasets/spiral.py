"""Interleaved spirals: the hardest of the small problems."""

from __future__ import annotations

import numpy as np

from ann_lib._support.checks import FloatArray, Rng
from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.points import scatter


def make_spiral(
    n_samples: int = 200,
    *,
    noise: float = 0.03,
    rng: Rng = None,
) -> Dataset:
    """Draw one arm of a spiral per class, from the centre out to radius 1, in 1¼ turns.

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
        x of shape (n_samples, 2); y is the arm's number, 0 or 1.
    """

    def arm(label: int, t: FloatArray) -> FloatArray:
        # The square root spreads the points evenly along the arm instead of crowding
        # them near the centre; the inner tenth, where all arms meet, is left out.
        distance = np.sqrt(0.01 + 0.99 * t)
        angle = 2 * np.pi * (1.25 * distance + label / 2)
        return np.column_stack([distance * np.cos(angle), distance * np.sin(angle)])

    return scatter(
        "spiral",
        arm,
        n_samples=n_samples,
        noise=noise,
        rng=rng,
        description="Interleaved spirals, generated; in the manner of Lang and Witbrock, "
        "Learning to tell two spirals apart, 1988.",
    )
