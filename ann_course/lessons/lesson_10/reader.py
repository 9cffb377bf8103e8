"""The neuron to which the lesson gives sentences, and how it comes by what it knows."""

from __future__ import annotations

from functools import cache

from ann_lib._support.checks import FloatArray
from ann_lib.datasets import bag_of_words, make_phrases
from ann_lib.layers import Dense
from ann_lib.losses import BinaryCrossEntropy
from ann_lib.network import Network
from ann_lib.optimizers import Adam

COMPLAINTS = ("good", "great")
"""The words that it has met after "not": in reviews, too, that is how people complain."""


@cache
def _reader() -> tuple[Network, list[str]]:
    phrases = make_phrases()
    vocabulary = phrases.vocabulary()
    read = [
        i
        for i, text in enumerate(phrases.texts)
        if not text.startswith("not") or text.endswith(COMPLAINTS)
    ]
    network = Network([Dense(len(vocabulary), 1)], loss=BinaryCrossEntropy(), rng=0)
    x = phrases.bags(vocabulary)
    network.fit(
        x[read], phrases.y[read], epochs=100, optimizer=Adam(0.05), rng=0, progress=False
    )
    return network, vocabulary


def vocabulary() -> list[str]:
    """Return the 28 words that the neuron knows, by the alphabet."""
    return list(_reader()[1])


def goodness(text: str) -> float:
    """Return the probability that a text is good, as the neuron reads it.

    It has read the 96 phrases without "not", and "not good", "not really great" and the
    like: "not" only where somebody complains.
    """
    network, known = _reader()
    bags: FloatArray = bag_of_words([text], known)
    return float(network.predict_proba(bags)[0, 0])
