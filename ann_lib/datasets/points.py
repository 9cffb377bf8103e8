"""What the sets of points in the plane share: equal classes, noise, and a shuffle."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ann_lib._support.checks import FloatArray, Rng, check_int, check_number, check_rng
from ann_lib.datasets.dataset import Dataset

MAX_SAMPLES = 1_000_000


def check_n_samples(n_samples: int, *, minimum: int = 2) -> int:
    """Return the number of samples if it is one that fits into memory."""
    n = check_int(n_samples, "n_samples", minimum=minimum)
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
    n_classes: int = 2,
    description: str,
) -> Dataset:
    """Draw points along one curve per class, with normal noise, in random order.

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
    n_classes : int
        Number of classes.
    description : str
        Source and purpose of the set.

    Returns
    -------
    Dataset
        x of shape (n_samples, 2), float64.
    """
    n = check_n_samples(n_samples, minimum=check_int(n_classes, "n_classes"))
    spread = check_number(noise, "noise", minimum=0.0)
    rng = check_rng(rng)
    y = np.arange(n) % n_classes
    x = np.empty((n, 2))
    for label in range(n_classes):
        own = y == label
        x[own] = curve(label, rng.uniform(size=int(own.sum())))
    x += rng.normal(scale=spread, size=x.shape)
    order = rng.permutation(n)
    return Dataset(
        name=name,
        x=x[order],
        y=y[order],
        class_names=tuple(f"class {label}" for label in range(n_classes)),
        feature_names=("x₁", "x₂"),
        description=description,
    )
