"""The exercise on pairs of neighbours: what a bag of words loses."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from ann_course.learn import Exercise, Mistake


def neighbours(words: list[str]) -> list[str]:
    """Return the pairs of words that follow each other, as in "not bad"."""
    pairs = []
    for i in range(len(words) - 1):
        pairs.append(words[i] + " " + words[i + 1])
    return pairs


def _pairs(join: Callable[[str, str], Any]) -> Callable[[list[str]], list[Any]]:
    """Return `neighbours` with the two words put together otherwise."""
    return lambda words: [join(a, b) for a, b in pairwise(words)]


def _spoken(pairs: Any) -> list[str]:
    return [f"{a} {b}" for a, b in pairs]


_SOME = ["not", "bad", "good", "and", "very", "the", "film", "dull", "but", "never"]


def _draw(rng: np.random.Generator) -> tuple[list[str]]:
    return ([str(word) for word in rng.choice(_SOME, size=rng.integers(3, 8))],)


write_neighbours = Exercise(
    "write-neighbours",
    "Write `neighbours`: the pairs of words that follow each other, each as one text with "
    "a space between.",
    reference=neighbours,
    inputs=[
        (["not", "so", "bad"],),
        (["good", "and", "not", "bad"],),
        (["good"],),
        ([],),
    ],
    random_inputs=_draw,
    mistakes=[
        Mistake(
            lambda words: [f"{words[i]} {words[i + 1]}" for i in range(len(words))],
            "One pair too many: the last word has no neighbour on its right. Of n words "
            "there are n − 1 pairs.",
        ),
        Mistake(
            lambda words: [
                f"{words[i]} {words[(i + 1) % len(words)]}" for i in range(len(words))
            ],
            "One pair too many: the last word is joined with the first. Of n words there "
            "are n − 1 pairs.",
        ),
        Mistake(
            lambda words: _spoken(combinations(words, 2)),
            "These are all pairs, not only those of neighbours. Whether two words stand "
            "side by side is just what a bag has lost.",
        ),
        Mistake(
            _pairs(lambda a, b: " ".join(sorted([a, b]))),
            "You sorted the two words, so “not bad” and “bad not” become the same again. "
            "Keep their order.",
        ),
        Mistake(
            _pairs(lambda a, b: f"{b} {a}"),
            "Right pairs, read backwards: the word on the left comes first.",
        ),
        Mistake(
            _pairs(lambda a, b: a + b),
            "The space between the two words is missing.",
        ),
        Mistake(
            _pairs(lambda a, b: (a, b)),
            'Each pair should be one text, such as "not bad", and you have two texts in '
            "brackets.",
        ),
        Mistake(
            lambda words: _spoken(zip(words[::2], words[1::2], strict=False)),
            "You took the words two by two, so every second pair is missing: each word but "
            "the first and the last belongs to two pairs.",
        ),
        Mistake(
            lambda words: _spoken(zip(words, words[2:], strict=False)),
            "You skip a word: these are the next but one. The neighbour of `words[i]` is "
            "`words[i + 1]`.",
        ),
        Mistake(
            lambda words: _spoken(pairwise(words[:-1])),
            "The last pair is missing. Of n words there are n − 1 pairs.",
        ),
    ],
    hints=[
        "How many pairs do three words make? And n words?",
        "The word at place `i` has its neighbour at `i + 1`. How far may `i` go, so that "
        "there is one?",
        "Start with `pairs = []`. For each `i` in `range(len(words) - 1)` append "
        '`words[i] + " " + words[i + 1]`, and return `pairs` after the loop.',
    ],
    praise="Right for {n} lists of words, the empty one among them. “Not bad” is now a "
    "word of its own.",
    ask="How many pairs can 1,000 words form, and how many of them will training ever see?",
)
