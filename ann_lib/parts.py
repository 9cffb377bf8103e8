"""Layers and losses as plain words and numbers, for a file's header, and back."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from numpy.typing import NDArray

from ann_lib import activations, convolution  # noqa: F401  (they register their layers)
from ann_lib._support.checks import check_int
from ann_lib._support.config import Configured
from ann_lib.initializers import INITIALIZERS
from ann_lib.layers import Layer
from ann_lib.losses import Loss


class _Trainable(Protocol):
    def set_weights(self, weights: Sequence[NDArray[Any]]) -> None: ...


N = TypeVar("N", bound=_Trainable)
_MEND = "Save it anew, or find a copy."


def describe_part(part: Configured) -> dict[str, Any]:
    """Return a layer's or loss's class name and arguments, as JSON can hold them."""
    arguments = {
        name: getattr(value, "__name__", None) if callable(value) else value
        for name, value in part.config().items()
    }
    # An initializer of one's own cannot be kept; what it drew is in the weights.
    if arguments.get("initializer", "he") not in INITIALIZERS:
        del arguments["initializer"]
    return {"class": type(part).__name__, **arguments}


def build_network(
    network: Callable[..., N],
    header: Mapping[str, Any],
    weights: Mapping[str, NDArray[Any]],
    path: str | os.PathLike[str],
) -> N:
    """Return the network that a file's header describes, with the file's weights.

    Parameters
    ----------
    network : type
        `Network`, or a class derived from it.
    header : mapping
        What `Network.config` gave.
    weights : mapping of str to ndarray
        "weights/0", "weights/1" …
    path : str or path
        For the error's words.

    Raises
    ------
    ValueError
        If the header is of something else, or describes what cannot be built.
    """
    name = os.fspath(path)
    if header.get("kind") != "network":
        raise ValueError(
            f"{name} holds a {header.get('kind')!r}, expected a 'network'. "
            "Use the file that Network.save wrote."
        )
    try:
        claimed = sum(n_weights(layer) for layer in header["layers"])
        present = sum(array.size for array in weights.values())
        if claimed > present:
            raise ValueError(f"its layers have {claimed:,} weights, the file {present:,}")
        built = network(
            [_build(Layer.by_name, layer) for layer in header["layers"]],
            loss=_build(Loss.by_name, header["loss"]),
            input_shape=tuple(header["input_shape"]),
            dtype=header["dtype"],
        )
        built.set_weights([weights[f"weights/{i}"] for i in range(len(weights))])
    except KeyError as error:
        raise ValueError(f"{name} is damaged: it lacks {error}. {_MEND}") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise ValueError(
            f"{name} describes a network that cannot be built: "
            f"{str(error).rstrip('.')}. {_MEND}"
        ) from None
    return built


_SIZES = {
    "Dense": ("n_inputs", "n_units"),
    "Conv2D": ("kernel_size", "kernel_size", "in_channels", "out_channels"),
}


def n_weights(description: Mapping[str, Any]) -> int:
    """Return how many weights such a layer has, before memory is taken for them."""
    sizes = _SIZES.get(description["class"])
    return math.prod(check_int(description[n], n) for n in sizes) if sizes else 0


def _build(known: Mapping[str, type[Any]], description: Mapping[str, Any]) -> Any:
    arguments = dict(description)
    name = arguments.pop("class")
    if name not in known:
        raise ValueError(
            f"unknown class {name!r}; define your own before loading, or use one of "
            f"{', '.join(sorted(known))}"
        )
    return known[name](**arguments)
