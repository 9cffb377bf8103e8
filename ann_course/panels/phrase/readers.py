"""What reads the phrases: what it is given, what it is taught, and how it gets there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from ann_lib._support.checks import FloatArray, IntArray
from ann_lib.activations import Tanh
from ann_lib.datasets.phrases import BAD, GOOD
from ann_lib.layers import Dense, Layer
from ann_lib.losses import BinaryCrossEntropy
from ann_lib.network import Network
from ann_lib.optimizers import Adam

ONE_NEURON, NAMES, MEANINGS = "one neuron", "8 units, names", "8 units, meanings"
KINDS = (ONE_NEURON, NAMES, MEANINGS)
N_UNITS = 8
EPOCHS = 200
RATE = 0.05


@dataclass(frozen=True)
class Lexicon:
    """The words that a phrase can be about, and what each of them means by itself.

    Attributes
    ----------
    names : tuple of str
        From the worst to the best.
    meanings : ndarray, shape (n_words,)
        One number per word, learned where no "not" stood before it: above 0 is good.
    """

    names: tuple[str, ...]
    meanings: FloatArray

    @property
    def good(self) -> IntArray:
        """1 for each good word, else 0."""
        return (self.meanings > 0).astype(np.int64)

    def inputs(
        self, kind: str, words: IntArray, negated: FloatArray, very: FloatArray
    ) -> FloatArray:
        """Return phrases as a network of some kind is given them.

        Parameters
        ----------
        kind : str
            With ``MEANINGS`` a row is the word's meaning, and whether "not" is there. With
            the others it is a bag of words: a place for each word, for "not" and "very".
        words : ndarray of int, shape (n,)
            Each phrase's word, by number; -1 for none.
        negated, very : ndarray, shape (n,)
            1 where "not", or "very", is there.
        """
        if kind == MEANINGS:
            meanings = np.where(words < 0, 0.0, self.meanings[words])
            return np.column_stack([meanings, negated])
        bags = (words[:, None] == np.arange(len(self.names))).astype(float)
        return np.column_stack([bags, negated, very])

    def lessons(self, kind: str, taught: Collection[str]) -> tuple[FloatArray, IntArray]:
        """Return what it is taught: each word plain, and the ``taught`` ones with "not".

        Each phrase is there with "very" and without.
        """
        plain = np.arange(len(self.names))
        after = np.array([i for i in plain if self.names[i] in taught], dtype=np.intp)
        words = np.tile(np.concatenate([plain, after]), 2)
        negated = np.tile(np.repeat([0.0, 1.0], [len(plain), len(after)]), 2)
        very = np.repeat([0.0, 1.0], len(words) // 2)
        y = self.good[words] ^ negated.astype(np.int64)
        return self.inputs(kind, words, negated, very), y


def make_network(kind: str, n_words: int) -> Network:
    """Return an untrained network of some kind, always the same."""
    n_inputs = 2 if kind == MEANINGS else n_words + 2
    hidden: list[Layer] = [Dense(n_inputs, N_UNITS), Tanh(), Dense(N_UNITS, 1)]
    layers = [Dense(n_inputs, 1)] if kind == ONE_NEURON else hidden
    return Network(layers, loss=BinaryCrossEntropy(), dtype="float64", rng=0)


def training_path(network: Network, x: FloatArray, y: IntArray) -> list[list[FloatArray]]:
    """Train a network, and return its weights at the start and after each epoch."""
    path, optimizer = [network.get_weights()], Adam(RATE)
    for _ in range(EPOCHS):
        for _ in network.epoch(x, y, optimizer=optimizer, batch_size=len(x), rng=0):
            pass
        path.append(network.get_weights())
    return path


def plain_words() -> Lexicon:
    """Return 24 words with the meanings that one neuron learns from them alone."""
    names = (*BAD, *GOOD)
    known = Lexicon(names, np.repeat([-1.0, 1.0], [len(BAD), len(GOOD)]))
    x, y = known.lessons(ONE_NEURON, ())
    network = make_network(ONE_NEURON, len(names))
    training_path(network, x, y)
    every = np.arange(len(names))
    nothing = np.zeros(len(names))
    sums = network.forward(known.inputs(ONE_NEURON, every, nothing, nothing))[:, 0]
    return Lexicon(names, sums)
