"""Texts and their labels, and how a text becomes numbers: a bag of words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import (
    FloatArray,
    check_int,
    check_no_text,
    check_same_length,
    describe,
)
from ann_lib._support.printing import prints_anywhere


def words_of(text: str) -> list[str]:
    """Return a text's words in order, in small letters and without punctuation.

    Examples
    --------
    >>> words_of("It isn't bad, is it?")
    ['it', "isn't", 'bad', 'is', 'it']
    """
    if not isinstance(text, str):
        raise TypeError(f"each text must be a string, got {describe(text)}.")
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower())


def bag_of_words(texts: Iterable[str], vocabulary: Sequence[str]) -> FloatArray:
    """Return which words of the vocabulary each text holds.

    How often a word occurs and in which order the words stand is lost, and so are all
    other words.

    Parameters
    ----------
    texts : iterable of str
    vocabulary : sequence of str
        In small letters, each once. A pair of neighbours, such as "not bad", is looked for
        as well.

    Returns
    -------
    bags : ndarray, shape (n_texts, n_words), float32
        1 where the word occurs, else 0.

    Examples
    --------
    >>> bag_of_words(["not bad", "bad, bad"], ["bad", "good", "not"])
    array([[1., 0., 1.],
           [1., 0., 0.]], dtype=float32)
    """
    if isinstance(texts, str):
        raise TypeError(
            f"texts must be a list of texts, got {describe(texts)}. Use [text]."
        )
    check_no_text(vocabulary, "vocabulary")
    column: dict[str, int] = {}
    for i, word in enumerate(vocabulary):
        if column.setdefault(word, i) != i:
            raise ValueError(
                f"vocabulary must hold each word once, got {word!r} again. Use "
                "list(dict.fromkeys(vocabulary))."
            )
    held = [words_of(text) for text in texts]
    bags = np.zeros((len(held), len(column)), dtype=np.float32)
    for row, words in zip(bags, held, strict=True):
        for word in [*words, *neighbours(words)]:
            if word in column:
                row[column[word]] = 1
    return bags


def neighbours(words: Sequence[str]) -> list[str]:
    """Return the pairs of words that follow each other.

    Examples
    --------
    >>> neighbours(["not", "so", "bad"])
    ['not so', 'so bad']
    """
    check_no_text(words, "words")
    return [f"{one} {other}" for one, other in pairwise(words)]


@prints_anywhere
@dataclass(frozen=True, eq=False)
class Texts:
    """Texts with a label each.

    Parameters
    ----------
    name : str
    texts : tuple of str
    y : ndarray, shape (n_texts,)
        Class numbers.
    class_names : tuple of str
    groups : ndarray or None, shape (n_texts,)
        Which texts belong together: phrases on one word, reviews of one site.
    group_names : tuple of str
        The name of group 0, 1, …
    description : str
        Source and licence.
    """

    name: str
    texts: tuple[str, ...]
    y: NDArray[Any]
    class_names: tuple[str, ...]
    groups: NDArray[Any] | None = None
    group_names: tuple[str, ...] = ()
    description: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuse what does not fit together."""
        for name in ("texts", "class_names", "group_names"):
            check_no_text(getattr(self, name), name)
        for name in ("y", "groups"):
            labels = getattr(self, name)
            if labels is not None:
                labels = np.atleast_1d(labels)
                check_same_length(self.texts, labels, "texts", name)

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.texts)

    def __repr__(self) -> str:
        return f"{self.name}: {len(self)} texts; classes {', '.join(self.class_names)}"

    def vocabulary(self, n_words: int | None = None, *, minimum: int = 1) -> list[str]:
        """Return the words that occur in at least ``minimum`` texts, by the alphabet.

        Parameters
        ----------
        n_words : int, optional
            Only the commonest so many; of equally common ones, the first by the alphabet.
        minimum : int
        """
        least = check_int(minimum, "minimum")
        counts = Counter(word for text in self.texts for word in set(words_of(text)))
        common = sorted(
            (word for word, count in counts.items() if count >= least),
            key=lambda word: (-counts[word], word),
        )
        return sorted(common[: None if n_words is None else check_int(n_words, "n_words")])

    def bags(self, vocabulary: Sequence[str]) -> FloatArray:
        """Return `bag_of_words` of all texts, shape (n_texts, n_words)."""
        return bag_of_words(self.texts, vocabulary)
