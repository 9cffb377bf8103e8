"""Numbers, texts, lists and arrays as JSON and back, each of its own type.

Both sides of the wall use it: this file is all that a learner's process gets of the course.
What is not plain, such as an object that calls itself equal to everything, cannot pass.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

MAX_VALUES = 200_000


def encode(value: Any, budget: list[int] | None = None) -> Any:
    """Return JSON for plain data: exactly the types below, none derived from them.

    Raises
    ------
    TypeError
        If something in it is of another type.
    ValueError
        If it holds more than `MAX_VALUES` values.
    """
    budget = [MAX_VALUES] if budget is None else budget
    budget[0] -= int(value.size) if type(value) is np.ndarray else 1
    if budget[0] < 0:
        raise ValueError(f"more than {MAX_VALUES:,} values")
    kind = type(value)
    if value is None or kind in (bool, int, str):
        return value
    if kind is float:
        return {"float": value if math.isfinite(value) else repr(value)}
    if isinstance(value, np.generic) and kind.__module__ == "numpy":
        return {"scalar": encode(value.item(), budget), "dtype": value.dtype.str}
    if kind is np.ndarray and value.dtype.kind in "biufU":
        return {
            "array": [encode(each, budget) for each in value.ravel().tolist()],
            "dtype": value.dtype.str,
            "shape": list(value.shape),
        }
    if kind in (list, tuple):
        return {kind.__name__: [encode(each, budget) for each in value]}
    if kind is dict:
        return {"dict": [[encode(k, budget), encode(v, budget)] for k, v in value.items()]}
    raise TypeError(f"a value of type {kind.__name__}")


def decode(coded: Any) -> Any:
    """Return what `encode` was given.

    Raises
    ------
    TypeError, ValueError, KeyError, OverflowError
        If it is nothing that `encode` makes.
    """
    if not isinstance(coded, dict):
        if isinstance(coded, bool | int | str) or coded is None:
            return coded
        raise TypeError("not encoded")
    if "float" in coded:
        return float(coded["float"])
    if "scalar" in coded:
        return np.dtype(coded["dtype"]).type(decode(coded["scalar"]))
    if "array" in coded:
        values = [decode(each) for each in coded["array"]]
        return np.array(values, dtype=coded["dtype"]).reshape(coded["shape"])
    if "dict" in coded:
        return {decode(k): decode(v) for k, v in coded["dict"]}
    if "tuple" in coded:
        return tuple(decode(each) for each in coded["tuple"])
    return [decode(each) for each in coded["list"]]
