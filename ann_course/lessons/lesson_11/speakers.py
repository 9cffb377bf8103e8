"""Exercise of lesson 11: a split that has each speaker on one side only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ann_course.learn import Exercise, Mistake

Masks = tuple[np.ndarray, np.ndarray]


def split_by_speaker(speaker: np.ndarray, held_out: list[int]) -> Masks:
    """Return which sounds to train on, and which to test on, True or False for each."""
    test = np.isin(speaker, held_out)
    train = ~test
    return train, test


def _inside(speaker: Any, held_out: Any) -> Any:
    return np.isin(speaker, held_out)


def _filled(
    test: Callable[..., Any] = _inside,
    train: Callable[..., Any] = lambda test, speaker, held_out: ~test,
) -> Callable[..., Any]:
    """Return the notebook's `split_by_speaker` with its two gaps filled otherwise."""

    def wrong(speaker: np.ndarray, held_out: list[int]) -> Any:
        tested = test(speaker, held_out)
        return train(tested, speaker, held_out), tested

    return wrong


def _draw(rng: np.random.Generator) -> tuple[np.ndarray, list[int]]:
    n_speakers = int(rng.integers(4, 8))
    speaker = rng.permutation(np.repeat(np.arange(n_speakers), rng.integers(2, 4)))
    held_out = rng.permutation(n_speakers)[: rng.integers(1, 4)]
    return speaker, [int(number) for number in held_out]


write_split = Exercise(
    "write-split",
    "Fill the two gaps in `split_by_speaker`: the sounds of the people who are held out, "
    "and all the others.",
    reference=split_by_speaker,
    inputs=[
        (np.array([0, 0, 1, 1, 2, 2]), [1]),
        (np.array([3, 1, 2, 0, 3, 1, 2, 0]), [3, 0]),
        (np.array([5, 5, 6, 7, 7, 6]), [7, 6]),
    ],
    random_inputs=_draw,
    mistakes=[
        Mistake(
            _filled(lambda speaker, held_out: ~np.isin(speaker, held_out)),
            "The wrong way round: `test` is True for everybody but the people who are held "
            "out, so these are the ones it trains on.",
        ),
        Mistake(
            _filled(lambda speaker, held_out: np.isin(held_out, speaker)),
            "You asked of each person held out whether that person speaks at all. Ask of "
            "each *sound* whether its speaker is held out: `np.isin(speaker, held_out)`.",
        ),
        Mistake(
            _filled(lambda speaker, held_out: speaker == held_out[0]),
            "Only the first of the people in `held_out` is. The others stay in the "
            "training part: `np.isin` compares with all of them.",
        ),
        Mistake(
            _filled(lambda speaker, held_out: speaker == held_out[-1]),
            "Only the last of the people in `held_out` is. The others stay in the training "
            "part: `np.isin` compares with all of them.",
        ),
        Mistake(
            _filled(lambda speaker, held_out: speaker == held_out),
            "`==` and `!=` compare the first sound's speaker with the first person held "
            "out, the second with the second, and so on. `np.isin` compares each with all "
            "of them.",
        ),
        Mistake(
            _filled(
                lambda speaker, held_out: np.arange(len(speaker)) >= 0.75 * len(speaker)
            ),
            "You held out the last quarter of the *sounds*. Most of their speakers are in "
            "the training part as well: that is an exam for people whom it knows.",
        ),
        Mistake(
            _filled(lambda speaker, held_out: np.isin(np.arange(len(speaker)), held_out)),
            "You held out the *sounds* with these numbers. `held_out` holds numbers of "
            "people: compare with `speaker`.",
        ),
        Mistake(
            _filled(
                lambda speaker, held_out: np.flatnonzero(np.isin(speaker, held_out)),
            ),
            "`np.flatnonzero` gives the *places* of the sounds, and `~` then makes "
            "negative numbers of these. Leave True and False as `np.isin` gives them.",
        ),
        Mistake(
            _filled(train=lambda test, speaker, held_out: test),
            "Both parts are the same sounds: it is tested on what it has learned from. "
            "`~test` is True where `test` is False.",
        ),
        Mistake(
            _filled(
                train=lambda test, speaker, held_out: np.ones(len(speaker), dtype=bool)
            ),
            "It trains on all sounds, those of the test among them: a leak. Train on "
            "`~test`, all others.",
        ),
        Mistake(
            _filled(train=lambda test, speaker, held_out: speaker != held_out[0]),
            "The first person of `held_out` is left out, but the others are in both parts: "
            "a leak. Train on `~test`, all sounds that are not tested.",
        ),
        Mistake(
            _filled(train=lambda test, speaker, held_out: not test),
            "`in`, `not`, `any`, `and` and `or` ask about one thing, and here is a whole "
            "array of them. For each of its numbers `np.isin(speaker, held_out)` asks "
            "whether it is in there, and `~test` turns each True and False over.",
        ),
        Mistake(
            _filled(train=lambda test, speaker, held_out: -test),
            "`-` is for numbers. `~test` turns True into False, and False into True.",
        ),
    ],
    hints=[
        "Each sound has a speaker, `speaker[i]`. It belongs to the test if that number is "
        "among those in `held_out`.",
        "`np.isin(a, b)` says for each number in `a` whether it is anywhere in `b`.",
        "The second gap is the opposite, sound by sound: `~test`.",
    ],
    praise="That's it, in all {n} cases: nobody is on both sides.",
    ask="What would a random split have measured instead?",
)
