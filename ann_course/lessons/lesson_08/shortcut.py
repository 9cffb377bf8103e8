"""Exercises of lesson 08: score by group, and the change that gives a shortcut away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ann_course.learn import Exercise, Mistake


def score_by_group(answers: np.ndarray, y: np.ndarray, groups: np.ndarray) -> list[float]:
    """Return the fraction of each group's pictures that was classified correctly."""
    scores = []
    for group in range(2):
        inside = groups == group
        right = answers[inside] == y[inside]
        scores.append(np.sum(right) / np.sum(inside))
    return scores


def _draw_groups(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two groups of different sizes, cats and dogs in both."""
    groups = np.repeat([0, 1], rng.integers(3, 12, size=2, dtype=np.intp))
    y = rng.integers(0, 2, size=len(groups))
    y[[0, -1]], y[[1, -2]] = 0, 1
    answers = np.where(rng.random(len(y)) < 0.3 + 0.5 * groups, y, 1 - y)
    order = rng.permutation(len(y))
    return answers[order], y[order], groups[order]


def _by_group(rule: Callable[..., Any]) -> Callable[..., list[Any]]:
    """Return a wrong rule for the score of one group."""
    return lambda answers, y, groups: [rule(answers, y, groups == g) for g in range(2)]


write_groups = Exercise(
    "write-groups",
    "Fill the two gaps in `score_by_group`. Which pictures are in this group, and which of "
    "them were classified correctly?",
    reference=score_by_group,
    inputs=[
        (
            np.array([0, 1, 1, 0, 1]),
            np.array([0, 1, 1, 0, 0]),
            np.array([0, 0, 0, 1, 1]),
        ),
        (np.array([0, 1, 0, 1]), np.array([0, 1, 1, 0]), np.array([1, 0, 0, 0])),
    ],
    random_inputs=_draw_groups,
    mistakes=[
        Mistake(
            _by_group(lambda answers, y, inside: np.mean(answers == y)),
            "You gave every group the score of all pictures together: `answers[inside]` "
            "and `y[inside]` are those of this group.",
        ),
        Mistake(
            _by_group(lambda answers, y, inside: (answers == y)[inside].sum() / len(y)),
            "You divided by all pictures. A small group would always score badly: divide "
            "by how many are in it.",
        ),
        Mistake(
            lambda answers, y, groups: [
                np.mean((answers == y)[y == group]) for group in range(2)
            ],
            "You divided the pictures into cats and dogs. Here the groups are given: "
            "compare `groups` with `group`.",
        ),
        Mistake(
            _by_group(lambda answers, y, inside: (answers == y).sum() / inside.sum()),
            "You counted the right answers of both groups, and divided by one: such a "
            "score can be above 1. Count those inside only: `answers[inside]` and "
            "`y[inside]`.",
        ),
        Mistake(
            _by_group(lambda answers, y, inside: 100 * (answers == y)[inside].mean()),
            "That is in per cent. A score goes from 0 to 1.",
        ),
        Mistake(
            _by_group(lambda answers, y, inside: answers[inside].mean()),
            "That is how many were called a dog. An answer is right if it equals `y`.",
        ),
        Mistake(
            _by_group(lambda answers, y, inside: (answers == y)[inside].sum()),
            "Those are counts. A score is the count divided by how many are in the group.",
        ),
        Mistake(
            _by_group(lambda answers, y, inside: (answers != y)[inside].mean()),
            "That is the fraction that was misclassified.",
        ),
        Mistake(
            lambda answers, y, groups: score_by_group(answers, y, groups)[::-1],
            "Right, but in the wrong order: the score of group 0 comes first.",
        ),
    ],
)


@dataclass
class Reader:
    """Stands in for a network in the check: it looks at one pixel of a picture."""

    pixel: int

    def predict(self, x: np.ndarray) -> np.ndarray:
        """Say 1 where the pixel is bright."""
        return self.predict_proba(x).argmax(axis=1)

    def predict_proba(self, x: np.ndarray) -> np.ndarray:
        """Return how bright the pixel is as the probability of class 1."""
        return np.stack([1 - x[:, self.pixel], x[:, self.pixel]], axis=1)

    def score(self, x: np.ndarray, y: np.ndarray) -> float:
        """Return the accuracy."""
        return float(np.mean(self.predict(x) == y))


def find_shortcut(
    network: Any, x: np.ndarray, y: np.ndarray, changed: Mapping[str, np.ndarray]
) -> dict[str, float]:
    """Return for each change how far the score falls."""
    usual = network.score(x, y)
    falls = {}
    for name, pictures in changed.items():
        falls[name] = usual - network.score(pictures, y)
    return falls


def _trial(pixel: int, rng: np.random.Generator) -> tuple[Any, ...]:
    """Make five pictures of three pixels; a change may make the score fall, or rise."""
    y = rng.permutation([0, 0, 0, 1, 1])
    x = np.where(y[:, None] == 1, 0.8, 0.2) + np.zeros((5, 3))
    wrong = rng.choice(5, size=2, replace=False)
    x[wrong] = 1 - x[wrong]
    changed = {}
    for column, name in enumerate(("ears", "floor")):
        changed[name] = x.copy()
        changed[name][:, column] = rng.choice([0.1, 0.9], size=5)
    return Reader(pixel), x.round(1), y, changed


def _falls(rule: Callable[[float, float], float]) -> Callable[..., dict[str, float]]:
    """Return a wrong rule for what to report about each change."""
    return lambda network, x, y, changed: {
        name: rule(network.score(x, y), network.score(pictures, y))
        for name, pictures in changed.items()
    }


write_find = Exercise(
    "write-find",
    "Write `find_shortcut(network, x, y, changed)`. `changed` holds, by the name of the "
    "change, the pictures x with that one thing changed. Return a dict: for each name, how "
    "far the score falls below that of the usual pictures.",
    reference=find_shortcut,
    inputs=[_trial(pixel, np.random.default_rng(pixel)) for pixel in range(2)],
    random_inputs=lambda rng: _trial(int(rng.integers(2)), rng),
    mistakes=[
        Mistake(
            _falls(lambda usual, now: now),
            "Those are the scores after each change. We asked how far they fell: subtract "
            "each from the score of the usual pictures.",
        ),
        Mistake(
            _falls(lambda usual, now: now - usual),
            "The sign is the wrong way round: a fall is the score before minus the score "
            "after.",
        ),
        Mistake(
            _falls(lambda usual, now: 1 - now),
            "You compared with a score of 1. The network may have made mistakes before "
            "anything was changed: compare with its score on x.",
        ),
        Mistake(
            _falls(lambda usual, now: 0.0),
            "You measured the usual pictures both times. The changed ones are in "
            "`changed[name]`.",
        ),
        Mistake(
            _falls(lambda usual, now: now / usual),
            "That is the fraction of the score that is left. We asked for the difference.",
        ),
        Mistake(
            _falls(lambda usual, now: (usual - now) / usual),
            "You divided by the score of the usual pictures. We asked for the difference.",
        ),
        Mistake(
            _falls(lambda usual, now: abs(usual - now)),
            "A score may also rise: then the fall is below 0. Leave the sign as it is.",
        ),
        Mistake(
            lambda network, x, y, changed: {
                name: np.mean(network.predict(pictures) != network.predict(x))
                for name, pictures in changed.items()
            },
            "That is how many answers changed, for better or worse. We asked how far the "
            "score falls: compare with `y`.",
        ),
        Mistake(
            lambda *given: dict(list(find_shortcut(*given).items())[:1]),
            "Only the first change is in there. Does `return` stand after the loop, not "
            "inside it?",
        ),
        Mistake(
            lambda *given: dict(list(find_shortcut(*given).items())[-1:]),
            "Only the last change is in there. Does the empty dict stand before the loop?",
        ),
        Mistake(
            lambda *given: max((falls := find_shortcut(*given)), key=falls.__getitem__),
            "That is the name of the worst change. Return the fall of each, by name: then "
            "one also sees how far it stands out.",
        ),
    ],
)
