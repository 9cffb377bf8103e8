"""Networks that were trained beforehand and ship with the course, in ``data/``.

To be small, a file holds each weight as a whole number from -127 to 127 and a scale per
unit; a network that is loaded has ordinary weights. ``tools/train_mnist.py`` made the one
that is there.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_course.copying import find_course
from ann_lib import Dense, Network, ReLU, SoftmaxCrossEntropy
from ann_lib._support.storage import read_npz, write_npz

_MOST = 127  # the largest whole number that a weight is stored as


@dataclass(frozen=True)
class _Shipped:
    """A file in ``data/``, its SHA-256, and the script that made it."""

    file: str
    sha256: str
    script: str


SHIPPED = {
    "mnist": _Shipped(
        "mnist_784_128_10.npz",
        "06f6d75db391990f03ba1d98fa88df4ba23486ad602c672147b644439be7bf08",
        "tools/train_mnist.py",
    )
}


def load_trained(name: str) -> Network:
    """Return a trained network that ships with the course; nothing is downloaded.

    Parameters
    ----------
    name : str
        ``"mnist"``: 784 pixels, 128 hidden units, 10 digits. It was trained on MNIST's
        60,000 images of 28×28 pixels, 0 (paper) to 1 (ink).

    Raises
    ------
    ValueError
        If the course has no network of this name, or its file is damaged.
    FileNotFoundError
        If this installation has no such file.

    Examples
    --------
    >>> reader = load_trained("mnist")
    >>> reader.shapes
    [(784,), (128,), (128,), (10,)]
    """
    if name not in SHIPPED:
        choices = ", ".join(map(repr, SHIPPED))
        raise ValueError(f"name must be one of {choices}, got {name!r}.")
    return read(find_course() / "data" / SHIPPED[name].file, SHIPPED[name].sha256)


def read(path: Path, sha256: str) -> Network:
    """Return the network of a file that `pack` wrote and that has this SHA-256.

    Raises
    ------
    FileNotFoundError, ValueError
        As `load_trained` does.
    """
    cure = "Install the course again, or copy the file from its repository."
    if not path.is_file():
        raise FileNotFoundError(f"There is no trained network {path}. {cure}")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise ValueError(
            f"{path} is damaged or another file: expected SHA-256 {sha256[:12]}…, got "
            f"{found[:12]}…. {cure}"
        )
    header, arrays = read_npz(path)
    n_layers = len(header["sizes"]) - 1
    weights = [
        (arrays[f"weights/{k}"] * arrays[f"scale/{k}"], arrays[f"bias/{k}"])
        for k in range(n_layers)
    ]
    between = [ReLU() for _ in weights[1:]]
    return Network.from_weights(weights, between, loss=SoftmaxCrossEntropy())


def pack(network: Network, path: Path) -> str:
    """Write a network, one byte for each weight, and return the file's SHA-256.

    Raises
    ------
    ValueError
        If it is not made of dense layers with biases and ReLU between them.
    """
    dense = [layer for layer in network.layers[::2] if isinstance(layer, Dense)]
    between = network.layers[1::2]
    biased = all(layer.bias is not None for layer in dense)
    alternate = len(dense) == len(between) + 1 == (len(network.layers) + 1) / 2
    if not (biased and alternate and all(isinstance(each, ReLU) for each in between)):
        raise ValueError(
            "network must be made of dense layers with biases and ReLU between them, got "
            f"{network.layers}."
        )
    arrays: dict[str, NDArray[Any]] = {}
    for k, layer in enumerate(dense):
        weights, bias = (parameter.value for parameter in layer.parameters)
        largest = np.abs(weights).max(axis=0)
        scale = np.where(largest > 0, largest / _MOST, 1).astype(np.float32)
        arrays[f"weights/{k}"] = np.round(weights / scale).astype(np.int8)
        arrays[f"scale/{k}"] = scale
        arrays[f"bias/{k}"] = bias.astype(np.float32)
    sizes = [shape[0] for shape in network.shapes[::2]] + [network.shapes[-1][0]]
    write_npz(path, arrays, {"kind": "trained", "sizes": sizes})
    return hashlib.sha256(path.read_bytes()).hexdigest()
