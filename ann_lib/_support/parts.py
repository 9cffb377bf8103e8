"""Layers and losses as plain words and numbers, for a file's header, and back."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import both, check_int, check_sides, describe
from ann_lib._support.config import Configured


class Part(Configured):
    """Base class of `Layer` and `Loss`: a file names the class that is to be built."""

    by_name: dict[str, type[Any]]
    """Every layer, or every loss, that there is, also a learner's own."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if Part in cls.__bases__:
            cls.by_name = {}
        else:
            cls.by_name[cls.__name__] = cls

    if not TYPE_CHECKING:  # which would take every name for an attribute

        def __getattr__(self, name: str) -> Any:
            """Say of what `forward` keeps for `backward` that it comes first."""
            why = f"{type(self).__name__} has no {name}."
            if name.startswith("_") and not name.startswith("__"):
                why += " What backward() needs, forward() keeps: call forward() first."
            raise AttributeError(why, name=name, obj=self)


def describe_part(part: Part) -> dict[str, Any]:
    """Return a layer's or loss's class name and arguments, as JSON can hold them."""
    # A function, such as an initializer, cannot be kept; what it drew is in the weights.
    arguments = {name: _plain(x) for name, x in part.config().items() if not callable(x)}
    for name, x in arguments.items():
        try:
            json.dumps(x, allow_nan=False)
        except (TypeError, ValueError):
            raise TypeError(
                f"{type(part).__name__} cannot be saved: its argument {name} must be a "
                f"number, a text, or a list of them, got {describe(x)}."
            ) from None
    return {"class": type(part).__name__, **arguments}


def _plain(x: Any) -> Any:
    """Return NumPy's numbers as Python's, and tuples as lists."""
    if isinstance(x, np.generic):
        return x.item()
    return [_plain(each) for each in x] if isinstance(x, tuple | list) else x


def build_part(kind: type[Part], description: Mapping[str, Any]) -> Any:
    """Return the layer or loss that `describe_part` described.

    Raises
    ------
    ValueError
        If there is no class of that name.
    """
    arguments, known = dict(description), kind.by_name
    name = arguments.pop("class")
    if name not in known:
        raise ValueError(
            f"unknown class {name!r}; define your own before loading, or use one of "
            f"{', '.join(sorted(known))}"
        )
    return known[name](**arguments)


@contextmanager
def mended(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turn what goes wrong as a network is built from a file into one kind of error.

    Raises
    ------
    ValueError
        With the file's name, the reason, and what to do.
    """
    name, mend = os.fspath(path), "Save it anew, or find a copy."
    try:
        yield
    except KeyError as error:
        raise ValueError(f"{name} is damaged: it lacks {error}. {mend}") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise ValueError(
            f"{name} describes a network that cannot be built: "
            f"{str(error).rstrip('.')}. {mend}"
        ) from None


def check_header(header: Mapping[str, Any], weights: Mapping[str, NDArray[Any]]) -> None:
    """Raise ValueError unless a network is described, no larger than its weights."""
    if header.get("kind") != "network":
        raise ValueError(f"it holds a {header.get('kind')!r}, expected a 'network'")
    claimed = sum(n_weights(layer) for layer in header["layers"])
    present = sum(array.size for array in weights.values())
    if claimed > present:
        raise ValueError(f"its layers have {claimed:,} weights, the file {present:,}")


def n_weights(description: Mapping[str, Any]) -> int:
    """Return how many weights such a layer has, before memory is taken for them."""
    window: tuple[int, ...] = ()
    if description["class"] == "Dense":
        names = ("n_inputs", "n_units")
    elif description["class"] == "Conv2D":
        names = ("in_channels", "out_channels")
        window = both(check_sides(description["kernel_size"], "kernel_size"))
    else:
        return 0
    return math.prod([*window, *(check_int(description[n], n) for n in names)])
