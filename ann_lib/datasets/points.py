"""What the sets of points in the plane share: equal classes, noise, and a shuffle."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ann_lib._support.checks import FloatArray, Rng, check_int, check_number, check_rng
from ann_lib.datasets.dataset import Dataset

MAX_SAMPLES = 1_000_000


def check_n_samples(n_samples: int) -> int:
    """Return the number of samples if it is one that fits into memory."""
    n = check_int(n_samples, "n_samples", minimum=2)
    if n > MAX_SAMPLES:
        raise ValueError(f"n_samples must be at most {MAX_SAMPLES:,}, got {n:,}.")
    return n


def scatter(
    name: str,
    curve: Callable[[int, FloatArray], FloatArray],
    *,
    n_samples: int,
    noise: float,
    rng: Rng,
    description: str,
) -> Dataset:
    """Draw points along one curve for each of two classes, with normal noise, shuffled.

    Parameters
    ----------
    name : str
        Name of the set.
    curve : callable
        ``curve(label, t)`` returns points, shape (n, 2), at the positions ``t``, which
        are uniform between 0 and 1.
    n_samples : int
        Number of points; the sizes of the classes differ by at most one.
    noise : float
        Standard deviation of the noise, in the units of the axes.
    rng : Generator or int
        Source of randomness.
    description : str
        Source and purpose of the set.

    Returns
    -------
    Dataset
        x of shape (n_samples, 2), float64.
    """
    n = check_n_samples(n_samples)
    spread = check_number(noise, "noise", minimum=0.0)
    rng = check_rng(rng)
    y = np.arange(n) % 2
    x = np.empty((n, 2))
    for label in (0, 1):
        own = y == label
        x[own] = curve(label, rng.uniform(size=int(own.sum())))
    x += rng.normal(scale=spread, size=x.shape)
    order = rng.permutation(n)
    return Dataset(
        name=name,
        x=x[order],
        y=y[order],
        class_names=("class 0", "class 1"),
        description=description,
    )
