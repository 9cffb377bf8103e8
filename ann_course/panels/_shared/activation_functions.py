"""The activation functions to choose from: the library's, and the learner's own."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from ann_lib import activations
from ann_lib._support.checks import FloatArray, check_number, describe
from ann_lib.activations import Activation

LABELS = {"Linear": "none", "ReLU": "ReLU", "LeakyReLU": "leaky ReLU", "GELU": "GELU"}
"""What a class is called where it isn't its name in lower case."""
FORMULAS = {
    "step": "1 where z ≥ 0, else 0",
    "none": "z",
    "sigmoid": "1 / (1 + e<sup>−z</sup>)",
    "tanh": "(e<sup>z</sup> − e<sup>−z</sup>) / (e<sup>z</sup> + e<sup>−z</sup>)",
    "ReLU": "max(0, z)",
    "leaky ReLU": "z where z &gt; 0, else leak · z",
    "GELU": "z · (the share of a normal distribution below z), nearly",
}
H = 1e-5
"""Step to each side for a measured slope."""


class Curve(Protocol):
    """What a panel needs of an activation function: its values and its slopes."""

    def function(self, z: FloatArray, /) -> FloatArray:
        """Return f(z)."""
        ...

    def slope(self, z: FloatArray, /) -> FloatArray:
        """Return f′(z)."""
        ...


class OwnFunction:
    """A learner's function of one number, as a curve that takes arrays.

    Parameters
    ----------
    function : callable
        float -> float.
    slope : callable, optional
        float -> float; by default it is measured, as a central difference.
    """

    def __init__(
        self,
        function: Callable[[float], float],
        slope: Callable[[float], float] | None = None,
    ) -> None:
        self._function, self._slope = function, slope
        self.name = str(getattr(function, "__name__", "function")).strip("<>")

    def function(self, z: FloatArray) -> FloatArray:
        """Return the learner's f(z), number by number."""
        return _number_by_number(self._function, z, "function")

    def slope(self, z: FloatArray) -> FloatArray:
        """Return the learner's f′(z), or what the central difference measures.

        At a corner or a jump, where it measures what is not there, it is the flatter of
        the slopes to both sides, as for the library's functions.
        """
        if self._slope is not None:
            return _number_by_number(self._slope, z, "slope")
        slopes = measured_slope(self, z)
        for index, place in np.ndenumerate(z):
            if breaks(self, float(place)):
                slopes[index] = min(one_sided_slopes(self, float(place)), key=abs)
        return slopes


def library_functions() -> dict[str, Curve]:
    """Return label -> activation function, for each that the library has.

    Softmax is not among them: it has no curve, since each of its outputs depends on all
    of the sums.
    """
    kinds = [k for k in Activation.__subclasses__() if k.__module__ == activations.__name__]
    return {label_of(kind): kind() for kind in kinds}


def label_of(kind: type) -> str:
    """Return what the panels call an activation class."""
    return LABELS.get(kind.__name__, kind.__name__.lower())


def choices(
    function: Any, slope: Callable[[float], float] | None = None
) -> tuple[str, dict[str, Curve]]:
    """Return the label of the given function, and all functions including it.

    Raises
    ------
    TypeError, ValueError
        If it is neither an activation nor a function from one number to one number.
    """
    functions = library_functions()
    if isinstance(function, Activation):
        if slope is not None:
            raise ValueError(
                f"slope is for a function of your own; {function!r} has its own slope."
            )
        kind = type(function)
        is_library = kind.__module__ == activations.__name__
        label = label_of(kind) if is_library else kind.__name__
        return label, functions | {label: function}
    if isinstance(function, type) or not callable(function):
        raise TypeError(
            "function must be an activation, such as Sigmoid() or Tanh(), or a function "
            f"of one number, got {describe(function)}."
        )
    if slope is not None and not callable(slope):
        raise TypeError(
            f"slope must be a function of one number, got {describe(slope)}. Give the "
            "function itself, without brackets after its name."
        )
    own = OwnFunction(function, slope)
    own.slope(own.function(np.array([-1.0, 0.0, 1.0])))  # an unfinished one fails here
    return f"your {own.name}", functions | {f"your {own.name}": own}


def measured_slope(curve: Curve, z: FloatArray) -> FloatArray:
    """Return the central difference: (f(z + h) − f(z − h)) / 2h."""
    difference: FloatArray = curve.function(z + H) - curve.function(z - H)
    return difference / (2 * H)


def one_sided_slopes(curve: Curve, z: float, h: float = H) -> tuple[float, float]:
    """Return the slopes of a curve just left and just right of a place.

    They differ at a corner, and at a jump one of them is huge.
    """
    left, here, right = curve.function(np.array([z - h, z, z + h])).tolist()
    return (here - left) / h, (right - here) / h


def breaks(curve: Curve, z: float) -> str:
    """Return "corner" or "jump" where a curve has no slope, and "" where it has one.

    With half the distance, the slopes to both sides differ half as much on a smooth
    curve, just as much at a corner, and twice as much at a jump.
    """
    left, right = one_sided_slopes(curve, z)
    near_left, near_right = one_sided_slopes(curve, z, H / 2)
    far, near = abs(left - right), abs(near_left - near_right)
    if far < 1e-3 or near < 0.75 * far:
        return ""
    return "jump" if near > 1.5 * far else "corner"


def _number_by_number(
    function: Callable[[float], float], z: FloatArray, name: str
) -> FloatArray:
    numbers = []
    for place in np.ravel(z).tolist():
        answer: Any = function(place)
        if type(answer) is not float or not math.isfinite(answer):
            answer = _plain(answer, f"what {name} gives for {place:g}")
        numbers.append(answer)
    return np.reshape(np.array(numbers, dtype=float), np.shape(z))


def _plain(answer: Any, what: str) -> float:
    """Return a learner's answer as a float; True, False and NumPy numbers are accepted."""
    if isinstance(answer, np.ndarray) and answer.ndim == 0:
        answer = answer.item()
    if isinstance(answer, bool | np.bool_):
        return float(answer)
    return check_number(answer, what)
