"""Exercise of lesson 11: find out which spectrogram is which word."""

from __future__ import annotations

from typing import Any

from ann_course.learn import Criteria, Exercise
from ann_course.lessons.lesson_11.sounds import GLIDES, SHOWN

_WORDS = {letter: word for letter, (word, _) in SHOWN.items()}


def _written(answer: dict[str, Any]) -> dict[str, str]:
    return {letter: word.strip().lower() for letter, word in answer.items()}


def _backwards(answer: dict[str, str]) -> bool:
    turned = {"ya": "eye", "eye": "ya"}
    words = _written(answer)
    return all(words[x] == turned.get(word, word) for x, word in _WORDS.items())


def _right(letter: str) -> Any:
    return lambda answer: _written(answer)[letter] == _WORDS[letter]


_CRITERIA = Criteria(
    {
        "no dict": (
            lambda answer: isinstance(answer, dict) and answer.keys() == SHOWN.keys(),
            "A dict with the letters A, B, C and D was expected, such as "
            '`{"A": "er", "B": "er", "C": "er", "D": "er"}`.',
        ),
        "no text": (
            lambda answer: all(isinstance(word, str) for word in answer.values()),
            'Each word must be a text in quotes, such as `"er"`.',
        ),
        "unknown": (
            lambda answer: set(_written(answer).values()) <= set(GLIDES),
            f"The four words are {', '.join(GLIDES)}.",
        ),
        "twice": (
            lambda answer: len(set(_written(answer).values())) == len(SHOWN),
            "You named one word more than once. Each of the four is there once.",
        ),
        "backwards": (
            lambda answer: not _backwards(answer),
            "*ya* and *eye* are the same way of the mouth in opposite directions, and you "
            "have read them backwards: time runs from left to right. In which is the "
            "second dark band high at the *beginning*, as in ee?",
        ),
        "steady": (
            _right("B"),
            "One of the four sounds does not change: its dark bands are level from the "
            "beginning to the end. That one is *er*.",
        ),
        "there and back": (
            _right("C"),
            "Only *wow* goes somewhere and comes back: from oo to ah to oo. Its picture "
            "looks the same from the left and from the right, and is not level.",
        ),
    },
)

_MIXED = {"A": "ya", "B": "er", "C": "wow", "D": "eye"}

read_words = Exercise(
    "read-words",
    "Which of the four spectrograms is which word: er, eye, wow, ya?",
    reference=_WORDS,
    accepts=_CRITERIA.accepts,
    mistakes=_CRITERIA.mistakes(
        {
            "unknown": _MIXED | {"A": "yes"},
            "twice": _MIXED | {"A": "eye"},
            "backwards": _MIXED | {"A": "eye", "D": "ya"},
            "steady": _MIXED | {"A": "er", "B": "ya"},
            "there and back": _MIXED | {"C": "ya", "A": "wow"},
        }
    ),
    hints=[
        "Look at the dark bands. In which picture are they level, and in which do they "
        "go up and come down again?",
        "For *ee* the lowest band is low and the second one high, far from it. For *ah* "
        "the two are close together. Which of these is at the beginning?",
        "*ya* goes from ee to ah: its second band falls. *eye* goes from ah to ee: its "
        "second band rises.",
    ],
    solution='answer = {"A": "ya", "B": "er", "C": "wow", "D": "eye"}',
    praise="You read it as phoneticians do: by the bands, whatever the pitch.",
    ask="What would change in the picture if a child said the same word?",
)
