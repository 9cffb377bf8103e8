"""Weights and biases of the digit panel that were changed by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import traitlets

from ann_course.panels.digit.layers import Part
from ann_lib._support.checks import check_int, check_number, describe

Place = tuple[int, int, int | None]
"""Layer, unit, and the number of its input; None for its bias. All from 0."""


class Edits(traitlets.HasTraits):
    """Numbers that stand in for a network's own, which it keeps.

    Parameters
    ----------
    parts : sequence of Part

    Attributes
    ----------
    value : list
        All of them as [layer, unit, input or "bias", number], layers from 1; may be
        observed.
    """

    value: traitlets.List[list[Any]] = traitlets.List()

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__()
        self._parts = parts

    @property
    def numbers(self) -> dict[Place, float]:
        """Place -> number."""
        return dict(self._check_one(edit, k) for k, edit in enumerate(self.value))

    def set(self, place: Place, number: float) -> None:
        """Let a number stand in for the one at a place."""
        self.value = _written(self.numbers | {place: number})

    def check(self, edits: object) -> list[list[Any]]:
        """Return edits as ``value`` has them, or raise an error that says what is wrong."""
        if not isinstance(edits, list | tuple):
            raise TypeError(
                "edits must be a list of [layer, unit, input or 'bias', number], got "
                f"{describe(edits)}."
            )
        return _written(dict(self._check_one(edit, k) for k, edit in enumerate(edits)))

    def _check_one(self, edit: Any, k: int) -> tuple[Place, float]:
        if not isinstance(edit, list | tuple) or len(edit) != 4:
            raise ValueError(
                f"edits[{k}] must be [layer, unit, input or 'bias', number], got "
                f"{describe(edit)}."
            )
        layer = _check_index(edit[0], f"edits[{k}][0]", 1, len(self._parts)) - 1
        part = self._parts[layer]
        unit = _check_index(edit[1], f"edits[{k}][1]", 0, part.n_units - 1)
        source = None
        if edit[2] != "bias" or part.layer.bias is None:
            source = _check_index(edit[2], f"edits[{k}][2]", 0, part.n_inputs - 1)
        return (layer, unit, source), check_number(edit[3], f"edits[{k}][3]")

    def now(self, place: Place) -> float | None:
        """Return the number at a place: by hand, or the network's own.

        None for the bias of a layer that has none.
        """
        array, index = self._where(place)
        if array is None:
            return None
        return self.numbers.get(place, float(array[index]))

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Let the network compute with these numbers, and with its own again afterwards."""
        own: list[tuple[Any, Any, Any]] = []
        try:
            for place, number in self.numbers.items():
                array, index = self._where(place)
                own.append((array, index, array[index]))
                array[index] = number
            yield
        finally:
            for array, index, number in own:
                array[index] = number

    def _where(self, place: Place) -> tuple[Any, Any]:
        """Return the array of the network that holds a number, and where in it."""
        layer, unit, source = place
        owner = self._parts[layer].layer
        if source is None:
            return (None if owner.bias is None else owner.bias.value), unit
        weights = owner.weights.value
        return weights, (*np.unravel_index(source, weights.shape[:-1]), unit)


def _written(numbers: Mapping[Place, float]) -> list[list[Any]]:
    return [
        [layer + 1, unit, "bias" if i is None else i, number]
        for (layer, unit, i), number in numbers.items()
    ]


def _check_index(value: Any, name: str, low: int, high: int) -> int:
    number = check_int(value, name, minimum=low)
    if number > high:
        raise ValueError(f"{name} must be at most {high}, got {number}.")
    return number
