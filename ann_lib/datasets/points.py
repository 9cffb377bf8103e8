"""Points in the plane, along a curve for each of two classes, with noise.

Moons and circles: no straight line separates them. XOR: one or the other, but not both.
Spirals: the hardest of the small problems.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ann_lib._support.checks import FloatArray, Rng, check_int, check_number, check_rng
from ann_lib.datasets.dataset import Dataset

MAX_SAMPLES = 1_000_000


def check_n_samples(
    n_samples: int, name: str = "n_samples", *, least: int = 2, most: int = MAX_SAMPLES
) -> int:
    """Return the number of samples if it is one that fits into memory."""
    n = check_int(n_samples, name, minimum=least)
    if n > most:
        raise ValueError(f"{name} must be at most {most:,}, got {n:,}.")
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
