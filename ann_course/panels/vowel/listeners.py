"""Two listeners for the vowel panel: one has only ever heard men, the other everybody."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ann_course.panels.vowel.people import kinds_of, some
from ann_lib._support.checks import IntArray, describe
from ann_lib.activations import ReLU
from ann_lib.datasets import Dataset, make_speakers, make_vowels
from ann_lib.datasets.vowels import FIVE
from ann_lib.layers import Dense
from ann_lib.losses import SoftmaxCrossEntropy
from ann_lib.network import Network
from ann_lib.optimizers import Adam

N_BANDS = 32
LEARNED_FROM = {
    "men only": {0: 22, 1: 0, 2: 0},
    "everybody": {0: 8, 1: 7, 2: 7},
}
"""Listener -> how many men, women and children it has learned from."""


def default_listeners() -> tuple[dict[str, Network], Dataset]:
    """Return two trained networks, and people that neither of them has heard."""
    people = make_speakers(rng=0)
    kinds, numbers = kinds_of(people), np.arange(76)
    heard: dict[str, IntArray] = {
        name: np.concatenate([numbers[kinds == kind][:n] for kind, n in counts.items()])
        for name, counts in LEARNED_FROM.items()
    }
    networks = {}
    for name, persons in heard.items():
        sounds = make_vowels(some(people, persons), n_bands=N_BANDS, rng=0)
        layers = [Dense(N_BANDS, 32), ReLU(), Dense(32, len(FIVE))]
        networks[name] = Network(layers, loss=SoftmaxCrossEntropy(), rng=0)
        networks[name].fit(
            sounds.x, sounds.y, epochs=100, optimizer=Adam(0.01), rng=0, progress=False
        )
    unheard = np.setdiff1d(numbers, np.concatenate(list(heard.values())))
    return networks, some(people, unheard)


def check_listeners(listeners: object) -> dict[str, Network]:
    """Return name -> network, or raise.

    Raises
    ------
    TypeError, ValueError
        If one is no network, has no output for each vowel, or they take different inputs.
    """
    if not isinstance(listeners, Mapping):
        raise TypeError(
            "listeners must map names to trained networks, such as {'men only': "
            f"my_network}}, or be {{}} for nobody, got {describe(listeners)}."
        )
    for name, network in listeners.items():
        if not isinstance(name, str) or not name.strip():
            raise ValueError(f"A listener's name must be a text, got {describe(name)}.")
        if not isinstance(network, Network):
            raise TypeError(f"{name!r} must be a trained Network, got {describe(network)}.")
        shapes = network.shapes
        softmax = isinstance(network.loss, SoftmaxCrossEntropy)
        if len(shapes[0]) != 1 or shapes[-1] != (len(FIVE),) or not softmax:
            raise ValueError(
                f"{name!r} must take the energies of some bands and have {len(FIVE)} "
                f"outputs, for {', '.join(FIVE)}, with SoftmaxCrossEntropy, got "
                f"{shapes[0]} and {shapes[-1]} with {network.loss!r}."
            )
    sizes = {network.shapes[0] for network in listeners.values()}
    if len(sizes) > 1:
        raise ValueError(
            "All listeners must take the same number of bands, got "
            f"{' and '.join(str(n) for (n,) in sorted(sizes))}."
        )
    return dict(listeners)
