"""What a panel's controls stand at, as plain values that can be written down."""

from __future__ import annotations

import math
from collections.abc import Mapping
from numbers import Integral, Real
from typing import Any

import traitlets

from ann_lib._support.checks import check_int, check_number, describe


def read(controls: Mapping[str, Any]) -> dict[str, Any]:
    """Return name -> value of each control, in plain JSON values."""
    return {name: plain(control.value) for name, control in controls.items()}


def plain(value: Any) -> Any:
    """Return a value as JSON has it: no NumPy scalars, no tuples."""
    if isinstance(value, bool | str) or value is None:
        return value
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def check(controls: Mapping[str, Any], values: object) -> dict[str, Any]:
    """Return the values, each one checked against its control.

    Raises
    ------
    TypeError, ValueError
        If a name is unknown or a control cannot take its value. Nothing is set here.
    """
    if not isinstance(values, Mapping):
        raise TypeError(
            f"state must be a dict of control names and values, got {describe(values)}."
        )
    unknown = [name for name in values if name not in controls]
    if unknown:
        raise ValueError(
            f"state has no {unknown[0]!r}. Its names are "
            f"{', '.join(repr(name) for name in controls)}."
        )
    return {
        name: controls[name].check(value)
        if hasattr(controls[name], "check")
        else _check_value(controls[name], value, name)
        for name, value in values.items()
    }


def begin(controls: Mapping[str, Any], start: Mapping[str, Any] | None) -> None:
    """Set controls to what a panel starts with, before it is built and drawn."""
    for name, value in check(controls, {} if start is None else start).items():
        controls[name].value = value


class Count(traitlets.HasTraits):
    """A number of times, from 0: a value of the state that no control shows.

    Parameters
    ----------
    name : str
        What errors call it.
    """

    value = traitlets.Int(0)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def check(self, value: object) -> int:
        """Return a number that may be set, or raise."""
        return check_int(value, self._name, minimum=0)


def _check_value(control: Any, value: Any, name: str) -> Any:
    choices = options(control)
    if choices is not None:
        if value not in choices:
            raise ValueError(
                f"state[{name!r}] must be one of {', '.join(map(repr, choices))}; "
                f"got {describe(value)}."
            )
        return value
    if isinstance(control.value, bool):
        if not isinstance(value, bool):
            raise TypeError(
                f"state[{name!r}] must be True or False, got {describe(value)}."
            )
        return value
    if not isinstance(control.value, Real):
        return value
    low, high = getattr(control, "min", -math.inf), getattr(control, "max", math.inf)
    number = check_number(plain(value), f"state[{name!r}]", minimum=low, maximum=high)
    if not isinstance(control.value, Integral):
        return number
    if number != int(number):
        raise ValueError(f"state[{name!r}] must be a whole number, got {number:g}.")
    return int(number)


def options(control: Any) -> list[Any] | None:
    """Return the values that a list or a row of buttons offers, or None."""
    pairs = getattr(control, "_options_full", None)
    return None if pairs is None else [value for _, value in pairs]


def whole_range(control: Any) -> list[Any]:
    """Return the values a sweep tries: both ends of a range and some between, nine at most.

    A list gives all its options, a box both its states, what has no range none.
    """
    choices = options(control)
    if choices is not None:
        return choices
    value = control.value
    if isinstance(value, bool):
        return [not value, value]
    low, high, step = (getattr(control, name, None) for name in ("min", "max", "step"))
    if low is None or high is None or step is None or not isinstance(value, Real):
        return []
    n_values = min(max(round((high - low) / step) + 1, 2), 9)
    fractions = [k / (n_values - 1) for k in range(n_values)]
    if isinstance(value, Integral):
        return sorted({round(low + (high - low) * fraction) for fraction in fractions})
    snapped = [low + step * round((high - low) * fraction / step) for fraction in fractions]
    return [*(min(max(number, low), high) for number in snapped[:-1]), high]
