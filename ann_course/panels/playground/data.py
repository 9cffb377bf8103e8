"""What the playground's networks learn from: points in the plane, and their features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ann_course.panels.playground.kinds import NUMBER, THREE, YES_OR_NO, Kind
from ann_lib._support.checks import FloatArray, check_array, check_labels, check_same_length
from ann_lib.datasets import Dataset, make_circles, make_moons, make_spiral, make_xor

REACH = 2.5
"""The plane is shown from -REACH to REACH in both directions."""
N_POINTS = 300


def make_clouds(
    n_samples: int, *, noise: float, rng: np.random.Generator, n_clouds: int = 2
) -> Dataset:
    """Draw a Gaussian cloud for each class, their middles on a circle of radius 1.

    ``noise`` is each cloud's standard deviation.
    """
    y = np.arange(n_samples) % n_clouds
    angle = 2 * np.pi * (y / n_clouds + 1 / 8)
    middles = np.column_stack([np.cos(angle), np.sin(angle)])
    x = middles + noise * rng.standard_normal((n_samples, 2))
    names = tuple(f"cloud {k}" for k in range(n_clouds))
    return Dataset("clouds", x, y, class_names=names)


def make_hills(n_samples: int, *, noise: float, rng: np.random.Generator) -> Dataset:
    """Draw points over a square with a number for each: two hills and two hollows.

    The number is sin(πx1/2)·sin(πx2/2) at points from -1.8 to 1.8, and ``noise`` the
    standard deviation of what is added to it.
    """
    x = rng.uniform(-1.8, 1.8, (n_samples, 2))
    y = np.prod(np.sin(np.pi * x / 2), axis=1) + noise * rng.standard_normal(n_samples)
    return Dataset("hills", x, y)


def make_slope(n_samples: int, *, noise: float, rng: np.random.Generator) -> Dataset:
    """Draw points over a square with a number for each that rises evenly to one corner.

    The number is (x1 + x2)/3.6 at points from -1.8 to 1.8, and ``noise`` the standard
    deviation of what is added to it.
    """
    x = rng.uniform(-1.8, 1.8, (n_samples, 2))
    y = x.sum(axis=1) / 3.6 + noise * rng.standard_normal(n_samples)
    return Dataset("slope", x, y)


DATASETS: dict[str, tuple[Any, float, float, Kind]] = {
    "two clouds": (partial(make_clouds, n_clouds=2), 1.0, 1.5, YES_OR_NO),
    "circles": (make_circles, 0.6, 1.9, YES_OR_NO),
    "moons": (make_moons, 0.3, 1.2, YES_OR_NO),
    "XOR blobs": (make_xor, 0.8, 1.1, YES_OR_NO),
    "spiral": (make_spiral, 0.15, 2.2, YES_OR_NO),
    "three clouds": (partial(make_clouds, n_clouds=3), 1.0, 1.5, THREE),
    "slope: a number": (make_slope, 0.5, 1.0, NUMBER),
    "hills: a number": (make_hills, 0.5, 1.0, NUMBER),
}
"""Name -> generator, the noise that stands for 100 %, how much it is enlarged, its kind."""
OWN = "own points"
ENOUGH = 20
"""So many of your own points are always trained on; a share of later ones is held out."""
FEATURES = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1²": lambda x1, x2: x1**2,
    "x2²": lambda x1, x2: x2**2,
    "x1·x2": lambda x1, x2: x1 * x2,
    "sin x1": lambda x1, x2: np.sin(np.pi * x1 / 2),
    "sin x2": lambda x1, x2: np.sin(np.pi * x2 / 2),
}
"""What a network may be given of a point; sin goes once up and down from 0 to 4."""


@dataclass(frozen=True)
class Points:
    """Points in the plane, each with a class or a number, split into two groups.

    Attributes
    ----------
    train, test : ndarray, shape (n_train, 2) and (n_test, 2)
    train_labels, test_labels : ndarray, shape (n_train,) and (n_test,)
    """

    train: FloatArray
    test: FloatArray
    train_labels: NDArray[Any]
    test_labels: NDArray[Any]
    kind: Kind = YES_OR_NO


def draw_points(name: str, *, noise: float, held_out: float, seed: int) -> Points:
    """Return one of ``DATASETS``, the same for the same seed.

    Parameters
    ----------
    name : str
    noise : float
        From 0 to 1; how far that moves a point differs from set to set.
    held_out : float
        The share kept for testing, from 0 to below 1.
    seed : int
    """
    make, full_noise, scale, kind = DATASETS[name]
    rng = np.random.default_rng(seed)
    points = make(N_POINTS, noise=noise * full_noise, rng=rng)
    if held_out:
        train, test, train_labels, test_labels = points.split(held_out, rng=rng)
    else:
        train, train_labels = points.x, points.y
        test, test_labels = train[:0], train_labels[:0]
    middle = 0.0 if kind is NUMBER else points.x.mean(axis=0)
    train, test = (train - middle) * scale, (test - middle) * scale
    return Points(train, test, train_labels, test_labels, kind)


Rows = list[tuple[float, float, int]]
"""Your own points, in the order in which they were added: x1, x2, label."""


def check_points(points: ArrayLike | None, labels: ArrayLike | None) -> Rows:
    """Return points in the plane and their labels as rows.

    Raises
    ------
    TypeError, ValueError
        If a point is not two numbers from -REACH to REACH, or its label not 0 or 1.
    """
    if points is None or labels is None:
        raise ValueError("points and labels belong together: give both, or neither.")
    x = check_array(points, "points", shape=(None, 2), dtype=np.float64)
    if np.abs(x).max() > REACH:
        raise ValueError(
            f"points must lie between {-REACH} and {REACH}, got {np.abs(x).max():g}. "
            "Shift and scale them."
        )
    y = check_labels(labels, "labels", n_classes=2)
    check_same_length(x, y, "points", "labels")
    return [(a, b, c) for (a, b), c in zip(x.tolist(), y.tolist(), strict=True)]


def part_points(rows: Rows, held_out: float, seed: int) -> Points:
    """Split your own points: the first ``ENOUGH`` train, of later ones a share is held out.

    A point stays in its group whatever is added after it.
    """
    x = np.array([row[:2] for row in rows]).reshape(-1, 2)
    y = np.array([row[2] for row in rows], dtype=np.intp)
    test = np.random.default_rng(seed).random(len(x)) < held_out
    test[:ENOUGH] = False
    return Points(x[~test], x[test], y[~test], y[test])


def features(points: FloatArray, names: Sequence[str]) -> FloatArray:
    """Return the named features of each point, shape (n_points, n_features), float32."""
    x1, x2 = points[:, 0], points[:, 1]
    columns = [FEATURES[name](x1, x2) for name in names]
    return np.column_stack(columns).astype(np.float32)
