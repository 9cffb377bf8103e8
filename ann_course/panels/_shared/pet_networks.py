"""Networks that tell cats from dogs: which ones a panel can show, and small ones."""

from __future__ import annotations

from collections.abc import Mapping

from ann_lib import (
    Adam,
    BinaryCrossEntropy,
    Dense,
    Flatten,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
)
from ann_lib._support.checks import describe
from ann_lib.datasets import make_pets
from ann_lib.datasets.pet_picture import SIDE

GREY = ((SIDE, SIDE, 1), (SIDE * SIDE,))
COLOURED = ((SIDE, SIDE, 3), (SIDE * SIDE * 3,))


def check_pet_networks(networks: object, *, coloured: bool = False) -> dict[str, Network]:
    """Return networks by name, or raise an error that says what is wrong with them.

    Parameters
    ----------
    networks : mapping of str to Network
    coloured : bool
        Whether they may take pictures in colour, too.
    """
    if not isinstance(networks, Mapping):
        raise TypeError(
            "networks must map names to trained networks, such as {'one neuron': "
            f"my_network}}, got {describe(networks)}."
        )
    if not 1 <= len(networks) <= 3:
        raise ValueError(f"networks must be one to three, got {len(networks)}.")
    for name, network in networks.items():
        if not isinstance(name, str) or not name.strip():
            raise ValueError(f"A network's name must be a text, got {describe(name)}.")
        if not isinstance(network, Network):
            raise TypeError(f"{name!r} must be a trained Network, got {describe(network)}.")
        shape = network.shapes[0]
        if shape not in GREY + (COLOURED if coloured else ()):
            or_colours = " (or three times as many, in colour)" if coloured else ""
            raise ValueError(
                f"{name!r} must take pictures of shape (32, 32, 1), or 1,024 pixels in a "
                f"row{or_colours}, got {shape}. Give it input_shape=(32, 32, 1)."
            )
        alone = isinstance(network.loss, BinaryCrossEntropy)
        if network.shapes[-1] != ((1,) if alone else (2,)):
            raise ValueError(
                f"{name!r} must have two outputs, cat and dog, or one with "
                f"BinaryCrossEntropy, got {network.shapes[-1]} with {network.loss!r}."
            )
    return dict(networks)


def small_pet_networks() -> dict[str, Network]:
    """Return one neuron, and a network with a hidden layer, trained on drawn pets."""
    pets = make_pets(2000, shift=2, polarity="either", contrast=(0.5, 1), rng=0)
    shape = (SIDE, SIDE, 1)
    neuron = Network(
        [Flatten(), Dense(1024, 1)], loss=BinaryCrossEntropy(), input_shape=shape, rng=0
    )
    layers = [Flatten(), Dense(1024, 32), ReLU(), Dense(32, 2)]
    hidden = Network(layers, loss=SoftmaxCrossEntropy(), input_shape=shape, rng=0)
    for network in (neuron, hidden):
        network.fit(
            pets.images, pets.y, epochs=20, optimizer=Adam(0.001), rng=0, progress=False
        )
    return {"one neuron": neuron, "a hidden layer": hidden}
