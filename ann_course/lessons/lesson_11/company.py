"""Exercise of lesson 11: whom to ask to speak, if only 22 can come."""

from __future__ import annotations

from functools import lru_cache
from numbers import Integral
from typing import Any

from ann_course.learn import Criteria, Exercise
from ann_course.lessons.lesson_11.sounds import draws, many
from ann_lib.datasets import make_speakers, make_vowels

PLACES = 22
KINDS = ("men", "women", "children")
LIMITS = {"men": 22, "women": 14, "children": 7}
"""How many of each can come: the others are needed for the test."""
ENOUGH = 0.85
"""What must be recognised of each kind."""


@lru_cache(maxsize=32)
def heard(men: int, women: int, children: int) -> dict[str, float]:
    """Return how well each kind is recognised, the mean over eight draws of the people."""
    people = make_speakers(rng=0)
    learned, left = draws(people, men, women, children)
    scores = many(make_vowels(people, rng=0), learned, left)
    return {kind: float(each.mean()) for kind, each in scores.items()}


def _scores(answer: dict[str, int]) -> dict[str, float]:
    return heard(*(int(answer[kind]) for kind in KINDS))


def _is_count(number: Any, most: int) -> bool:
    whole = isinstance(number, Integral) and not isinstance(number, bool)
    return whole and 0 <= int(number) <= most


def _counts(answer: dict[str, Any]) -> bool:
    return all(_is_count(answer[kind], most) for kind, most in LIMITS.items())


def _enough(kind: str) -> Any:
    return lambda answer: _scores(answer)[kind] >= ENOUGH


def _shown(score: float) -> str:
    """Return a score as the lesson prints it, but never one that fails as if it passed."""
    return f"{score if score >= ENOUGH else min(score, ENOUGH - 0.01):.2f}"


def _told(answer: dict[str, int]) -> str:
    said = ", ".join(f"{kind} {_shown(score)}" for kind, score in _scores(answer).items())
    return f"Recognised of each (the mean of eight draws): {said}."


def _missed(kind: str, why: str) -> Any:
    return lambda answer: f"{_told(answer)} That is too little for the {kind}: {why}"


_CRITERIA = Criteria(
    {
        "no dict": (
            lambda answer: isinstance(answer, dict) and answer.keys() == set(KINDS),
            "A dict with men, women and children was expected, such as "
            '`{"men": 22, "women": 0, "children": 0}`.',
        ),
        "no counts": (
            _counts,
            "Each must be a whole number, from 0 on: at most 22 men, 14 women and 7 "
            "children can come, since the others are needed for the test.",
        ),
        "not 22": (
            lambda answer: sum(answer.values()) == PLACES,
            lambda answer: f"There are {PLACES} places, and you have asked "
            f"{sum(answer.values())} people.",
        ),
        "all men": (
            lambda answer: answer["men"] < PLACES,
            lambda answer: f"{_told(answer)} This is where we began. Somebody else must "
            "speak, too.",
        ),
        "children": (
            _enough("children"),
            _missed("children", "let more of them speak. Nobody speaks for them, not even "
                    "women, whose throats are in between."),
        ),
        "men": (
            _enough("men"),
            _missed("men", "now it is they who are not heard. Who is left out is not "
                    "understood, whoever it is."),
        ),
        "women": (
            _enough("women"),
            _missed("women", "let some of them speak."),
        ),
    },
    right=lambda answer: f"{_told(answer)} Each kind is heard, with no more people than "
    "before. Others may do as well.",
)  # fmt: skip

choose_company = Exercise(
    "choose-company",
    "Choose 22 people to learn from, so that at least 85 of 100 vowels of men, of women "
    "and of children are recognised.",
    reference={"men": 8, "women": 7, "children": 7},
    accepts=_CRITERIA.accepts,
    mistakes=lambda: _CRITERIA.mistakes(  # trains networks
        {
            "no counts": {"men": 2, "women": 0, "children": 20},
            "not 22": {"men": 22, "women": 7, "children": 7},
            "all men": {"men": 22, "women": 0, "children": 0},
            "children": {"men": 11, "women": 11, "children": 0},
            "men": {"men": 1, "women": 14, "children": 7},
        }
    ),
    time_limit=20.0,
    hints=[
        "With men alone, children are not understood. With whom do they have to share the "
        "places?",
        "More than four children are needed, and still some men: no one can speak for "
        "another kind.",
        "Try about a third of the places for each.",
    ],
    solution='company = {"men": 8, "women": 7, "children": 7}',
    ask="Whom does your choice serve worst, and who should decide that?",
)
