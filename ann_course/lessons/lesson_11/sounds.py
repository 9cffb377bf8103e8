"""Sounds of lesson 11, and who hears them: voices of all kinds, and words in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ann_course.panels.vowel.people import kinds_of
from ann_lib import Adam, Dense, Network, ReLU, SoftmaxCrossEntropy, Starts
from ann_lib._support.checks import FloatArray, IntArray, Rng, check_rng
from ann_lib.datasets import Dataset, speak
from ann_lib.datasets.recordings import Recordings
from ann_lib.datasets.speech import RATE
from ann_lib.datasets.vowels import AVERAGES, FIVE

N_UNITS = 32
"""Hidden units of the networks that listen to people."""
LOW_PITCH, HIGH_PITCH = 90, 350
SHORTEST, LONGEST = 0.70, 1.05
"""The voices of `draw_voices`: pitch in Hz, and throat, where a man's is 1."""
GLIDES = {"eye": ("ah", "ee"), "ya": ("ee", "ah"), "wow": ("oo", "ah", "oo"), "er": ("er",)}
"""Four words without a consonant: the vowels that the mouth goes through."""
SHOWN = {"A": ("ya", 120), "B": ("er", 150), "C": ("wow", 135), "D": ("eye", 110)}
"""Letter -> the word, and the pitch in Hz at which it is spoken."""


def draw_voices(n: int, *, rng: Rng = None) -> tuple[FloatArray, IntArray]:
    """Return the sounds of n voices, each of any pitch and throat, and their vowels.

    Returns
    -------
    waves : ndarray, shape (n, 2000)
        A quarter of a second each.
    vowels : ndarray of int, shape (n,)
        Numbers of `FIVE`.
    """
    rng = check_rng(rng)
    vowels = rng.integers(len(FIVE), size=n)
    waves = [
        speak(
            rng.uniform(LOW_PITCH, HIGH_PITCH),
            AVERAGES[FIVE[vowel]][0][1:],
            throat=rng.uniform(SHORTEST, LONGEST),
            noise=0.05,
            rng=rng,
        )
        for vowel in vowels
    ]
    return np.array(waves), vowels


def glide(word: str, pitch: float) -> FloatArray:
    """Return a word of `GLIDES`, half a second: the mouth goes from vowel to vowel."""
    path = [np.array(AVERAGES[vowel][0][1:], float) for vowel in GLIDES[word]]
    moments = np.linspace(0, len(path) - 1, 25)
    numbers = np.arange(len(path))
    shapes = np.stack([np.interp(moments, numbers, f) for f in np.transpose(path)], axis=1)
    spoken = [speak(pitch, list(f), seconds=0.5) for f in shapes]
    # The throat's pulses are the same in all of them, so one may fade into the next.
    times = np.linspace(0, len(shapes) - 1, len(spoken[0]))
    weights = np.maximum(1 - np.abs(times - np.arange(len(shapes))[:, None]), 0)
    wave: FloatArray = (weights * spoken).sum(axis=0)
    return wave


def by_kind(people: Dataset) -> tuple[IntArray, IntArray, IntArray]:
    """Return the numbers of the men, of the women, and of the children."""
    kinds, numbers = kinds_of(people), np.unique(np.asarray(people.groups))
    men, women, children = (numbers[kinds == kind] for kind in range(3))
    return men, women, children


def of(sounds: Dataset, persons: IntArray) -> tuple[FloatArray, IntArray]:
    """Return the sounds of some people, and which vowels they are."""
    rows = np.isin(np.asarray(sounds.groups), persons)
    return sounds.x[rows], sounds.y[rows]


def listener(n_units: int = N_UNITS, *, n_inputs: int = 32, n_outputs: int = 5) -> Network:
    """Return an untrained network for band energies; without units it is one layer."""
    if not n_units:
        layers = [Dense(n_inputs, n_outputs)]
        return Network(layers, loss=SoftmaxCrossEntropy(), rng=0)
    hidden = [Dense(n_inputs, n_units), ReLU(), Dense(n_units, n_outputs)]
    return Network(hidden, loss=SoftmaxCrossEntropy(), rng=0)


def train(network: Network, x: FloatArray, y: IntArray, *, epochs: int = 100) -> Network:
    """Train a network as all of this lesson are trained, and return it."""
    network.fit(x, y, epochs=epochs, optimizer=Adam(0.01), rng=0, progress=False)
    return network


def many(
    sounds: Dataset,
    learned: Sequence[IntArray],
    heard: Mapping[str, Sequence[IntArray]],
) -> dict[str, FloatArray]:
    """Train one network for each set of people, all at once, and say what each hears.

    Parameters
    ----------
    sounds : Dataset
    learned : sequence of ndarray
        Whom each network learns from: as many people for each.
    heard : mapping of str to sequence of ndarray
        Name -> whom each is tested on, who have said as much for each.

    Returns
    -------
    scores : dict of str to ndarray, shape (n_networks,)
    """
    network = listener(n_inputs=sounds.x.shape[1])
    starts = Starts(network, seeds=len(learned))
    x, y = (np.stack(each) for each in zip(*(of(sounds, p) for p in learned), strict=True))
    starts.fit(x, y, epochs=100, optimizer=Adam(0.01), progress=False)
    scores = {}
    for name, tests in heard.items():
        pairs = zip(*(of(sounds, persons) for persons in tests), strict=True)
        x, y = (np.stack(each) for each in pairs)
        scores[name] = starts.evaluate(x, y)[1]
    return scores


def draws(
    people: Dataset, n_men: int, n_women: int, n_children: int, *, n_draws: int = 8
) -> tuple[list[IntArray], dict[str, list[IntArray]]]:
    """Draw whom networks learn from, and who is left: some of each kind for a test.

    Men for the test are the last third in each draw, so that they are the same whoever
    else is learned from; the same goes for half of the children and of the women.
    """
    kinds = by_kind(people)
    learned, left = [], []
    for seed in range(n_draws):
        rng = np.random.default_rng(seed)
        orders = [rng.permutation(persons) for persons in kinds]
        taken = zip(orders, (n_men, n_women, n_children), strict=True)
        learned.append(np.concatenate([order[:n] for order, n in taken]))
        left.append([order[-n:] for order, n in zip(orders, (11, 14, 8), strict=True)])
    names = ("men", "women", "children")
    return learned, {name: [test[k] for test in left] for k, name in enumerate(names)}


def folds(sounds: Dataset, n_folds: int = 4) -> FloatArray:
    """Hold out one part of the people after the other, and return each part's score.

    As many people are in each part; whoever is left over by that is left out. For parts
    of sounds instead, give sounds of which each is its own group.

    Returns
    -------
    scores : ndarray, shape (n_folds,)
    """
    persons = np.random.default_rng(0).permutation(np.unique(np.asarray(sounds.groups)))
    size = len(persons) // n_folds
    parts = list(persons[: size * n_folds].reshape(n_folds, size))
    learned = [np.concatenate(parts[:k] + parts[k + 1 :]) for k in range(n_folds)]
    return many(sounds, learned, {"held out": parts})["held out"]


def words() -> Recordings:
    """Return the four words of the exercise, in the order of their letters."""
    spoken = [glide(word, pitch) for word, pitch in SHOWN.values()]
    return Recordings(
        name="words",
        waves=tuple(spoken),
        y=np.arange(len(SHOWN)),
        class_names=tuple(SHOWN),
        groups=np.zeros(len(SHOWN), dtype=int),
        group_names=("a man's mouth",),
        rate=RATE,
    )
