"""The exercise on a bag of words: one number for each word of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ann_course.learn import Exercise, Mistake


def bag(words: list[str], vocabulary: list[str]) -> list[int]:
    """Return 1 for each word of the vocabulary that is among the words, else 0."""
    numbers = []
    for word in vocabulary:
        numbers.append(1 if word in words else 0)
    return numbers


def _filled(
    over: Callable[..., Any] = lambda words, vocabulary: vocabulary,
    number: Callable[..., Any] = lambda word, words, vocabulary: int(word in words),
) -> Callable[..., list[Any]]:
    """Return the notebook's `bag` with its two gaps filled otherwise."""

    def wrong(words: list[str], vocabulary: list[str]) -> list[Any]:
        return [number(word, words, vocabulary) for word in over(words, vocabulary)]

    return wrong


def _words(words: list[str], vocabulary: list[str]) -> list[str]:
    return words


_LEXICON = ["bad", "boring", "film", "good", "great", "not", "the", "very", "was"]
_UNKNOWN = ["quite", "hilarious", "it", "soup"]


def _draw(rng: np.random.Generator) -> tuple[list[str], list[str]]:
    """Return a sentence, a word twice and one unknown, in no order, and a vocabulary."""
    n = int(rng.integers(4, 8))
    vocabulary = [_LEXICON[i] for i in sorted(rng.permutation(len(_LEXICON))[:n])]
    words = [vocabulary[i] for i in rng.permutation(n)[: int(rng.integers(2, n))]]
    words += [str(rng.choice(words)), str(rng.choice(_UNKNOWN))]
    return [words[i] for i in rng.permutation(len(words))], vocabulary


write_bag = Exercise(
    "write-bag",
    "Fill the two gaps in `bag`. Over which words does the loop go, and which number "
    "belongs to each?",
    reference=bag,
    inputs=[
        (["not", "very", "good"], ["bad", "good", "not"]),
        (["bad", "bad", "soup"], ["bad", "good", "not"]),
        (["nothing", "badly", "good"], ["bad", "good", "not"]),
    ],
    random_inputs=_draw,
    mistakes=[
        Mistake(
            _filled(number=lambda word, words, vocabulary: words.count(word)),
            "You counted how often each word occurs. In this bag a word is there or not: "
            "1 at most.",
        ),
        Mistake(
            _filled(_words, lambda word, words, vocabulary: int(word in vocabulary)),
            "You went through the sentence. Then every sentence makes a list of another "
            "length, in another order, and no weight knows which number is its own. Go "
            "through the vocabulary.",
        ),
        Mistake(
            _filled(_words),
            "You went through the sentence and asked whether it holds its own words: that "
            "is always so. Go through the vocabulary.",
        ),
        Mistake(
            _filled(number=lambda word, words, vocabulary: int(word in vocabulary)),
            "Each word of the vocabulary is in the vocabulary, so it is 1 for every "
            "sentence. Ask whether it is in the *sentence*.",
        ),
        Mistake(
            _filled(number=lambda word, words, vocabulary: int(word not in words)),
            "The wrong way round: 1 stands for a word that is there.",
        ),
        Mistake(
            _filled(_words, lambda word, words, vocabulary: words.count(word)),
            "You went through the sentence and counted its words. Go through the "
            "vocabulary, so that each number has a fixed place.",
        ),
        Mistake(
            _filled(number=lambda word, words, vocabulary: vocabulary.index(word)),
            "These are the words' numbers in the vocabulary, the same for every sentence. "
            "What is wanted at each place is 1 or 0: is the word in the sentence?",
        ),
        Mistake(
            _filled(number=lambda word, words, vocabulary: word if word in words else 0),
            "The words themselves are in the list. A neuron can only multiply numbers: "
            "put 1 where the word is there.",
        ),
        Mistake(
            _filled(number=lambda word, words, vocabulary: 1 if word in words else -1),
            "A word that is not there is 0, so that its weight adds nothing. You have −1.",
        ),
        Mistake(
            _filled(number=lambda word, words, vocabulary: int(word in " ".join(words))),
            "You looked for letters in one long text, and there is a “not” in “nothing”. "
            "Ask whether the word is one of those in the list `words`.",
        ),
    ],
    hints=[
        "Each place in the list belongs to one word of the vocabulary, whatever the "
        "sentence is. So which of the two lists does the loop go through?",
        "`word in words` is True where the sentence holds the word.",
        "The loop: `for word in vocabulary`. The number: `1 if word in words else 0`.",
    ],
    praise="Right for {n} sentences. Each has become a list of one length, in one order: "
    "that is all that a neuron ever gets to read.",
    ask="Which two sentences of opposite meaning have the same bag?",
)
