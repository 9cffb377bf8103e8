"""What every loader returns: samples, their labels, and what they mean."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import (
    FloatArray,
    Rng,
    check_array,
    check_choice,
    check_int,
    check_no_text,
    check_number,
    check_rng,
    check_same_length,
    describe,
)
from ann_lib._support.printing import prints_anywhere


@prints_anywhere
@dataclass(frozen=True, eq=False)
class Dataset:
    """Samples and their labels, with the names of what they stand for.

    Parameters
    ----------
    name : str
        Name of the set.
    x : ndarray, shape (n_samples, n_features)
        One sample per row. For images, a row holds the pixels row by row.
    y : ndarray, shape (n_samples,)
        The labels: class numbers, or numbers to predict.
    class_names : tuple of str
        The name of class 0, 1, …; empty if the labels are not classes.
    image_shape : tuple of int or None
        Height, width and channels of a sample that is an image.
    n_test : int
        Number of samples, the last ones, that the set's authors keep for testing.
    feature_names : tuple of str
        What the columns of x are called; empty if they have no names.
    groups : ndarray or None, shape (n_samples,)
        Which samples belong together, such as hours of one day or recordings of one
        speaker: a number for each, or None if each stands for itself.
    description : str
        Source, licence, units.
    """

    name: str
    x: FloatArray
    y: NDArray[Any]
    class_names: tuple[str, ...] = ()
    image_shape: tuple[int, int, int] | None = None
    n_test: int = 0
    feature_names: tuple[str, ...] = ()
    groups: NDArray[Any] | None = None
    description: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuse arrays and names that do not fit together."""
        object.__setattr__(self, "x", check_array(self.x, "x", ndim=2))
        object.__setattr__(self, "y", np.asarray(self.y))
        check_array(self.y, "y", ndim=1)
        check_same_length(self.x, self.y, "x", "y")
        n_features = self.x.shape[1]
        if self.image_shape is not None:
            self._check_image_shape(self.image_shape)
        check_int(self.n_test, "n_test", minimum=0, maximum=len(self.x) - 1)
        for name in ("class_names", "feature_names"):
            check_no_text(getattr(self, name), name)
        if self.feature_names and len(self.feature_names) != n_features:
            raise ValueError(
                f"feature_names must hold {n_features} names, one per column of x, got "
                f"{len(self.feature_names)}."
            )
        if self.groups is not None:
            object.__setattr__(self, "groups", np.atleast_1d(np.asarray(self.groups)))
            check_same_length(self.x, np.asarray(self.groups), "x", "groups")

    def _check_image_shape(self, shape: Any) -> None:
        if not isinstance(shape, tuple | list) or len(shape) != 3:
            raise ValueError(
                f"image_shape must be (height, width, channels), got {describe(shape)}. "
                "Of grey images, channels is 1."
            )
        sizes = [check_int(size, "image_shape") for size in shape]
        if math.prod(sizes) != self.x.shape[1]:
            raise ValueError(
                f"image_shape must hold {self.x.shape[1]} numbers, as many as a row of x "
                f"has, got {shape}."
            )

    def __len__(self) -> int:
        """Return the number of samples."""
        return len(self.x)

    def __repr__(self) -> str:
        parts = [f"{len(self)} samples of {self.x.shape[1]} features"]
        if self.image_shape is not None:
            parts.append("images of " + "×".join(str(size) for size in self.image_shape))
        if self.class_names:
            parts.append("classes " + ", ".join(self.class_names))
        return f"{self.name}: {'; '.join(parts)}"

    @property
    def images(self) -> FloatArray:
        """The samples as images, shape (n_samples, height, width, channels)."""
        if self.image_shape is None:
            raise ValueError(f"The samples of {self.name!r} are not images: use x.")
        return self.x.reshape(len(self), *self.image_shape)

    def columns(self, *names: str) -> FloatArray:
        """Return the named columns of x, shape (n_samples, n_names), in that order."""
        if not self.feature_names:
            raise ValueError(f"The columns of {self.name!r} have no names: use x.")
        places = [
            self.feature_names.index(check_choice(name, "each name", self.feature_names))
            for name in names
        ]
        return self.x[:, places]

    def split(
        self, test_fraction: float | None = None, *, rng: Rng = None
    ) -> tuple[FloatArray, FloatArray, NDArray[Any], NDArray[Any]]:
        """Split the samples into a training set and a test set.

        Parameters
        ----------
        test_fraction : float, optional
            The fraction kept for testing, drawn at random. By default the split that
            the set's authors made, if there is one, otherwise a quarter.
        rng : Generator or int, optional
            Decides which samples are drawn; not used for the authors' own split.

        Returns
        -------
        x_train, x_test : ndarray, shape (n_train or n_test, n_features)
        y_train, y_test : ndarray, shape (n_train or n_test,)

        Raises
        ------
        ValueError
            If the fraction is not between 0 and 1, or leaves one part empty.
        """
        n = len(self)
        if test_fraction is None and self.n_test:
            train, test = slice(None, n - self.n_test), slice(n - self.n_test, None)
            return self.x[train], self.x[test], self.y[train], self.y[test]
        fraction = 0.25 if test_fraction is None else test_fraction
        fraction = check_number(fraction, "test_fraction", above=0, below=1)
        n_test = round(n * fraction)
        if not 0 < n_test < n:
            raise ValueError(
                f"test_fraction {describe(fraction)} leaves one part of {n} samples empty: "
                f"take one from {1 / n:.2g} to {1 - 1 / n:.2g}."
            )
        order = check_rng(rng).permutation(n)
        rest, held_out = order[n_test:], order[:n_test]
        return self.x[rest], self.x[held_out], self.y[rest], self.y[held_out]
