"""Exercises of lesson 08: score by group, and the change that gives a shortcut away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ann_lib.learn import Exercise, Mistake


def score_by_group(answers: np.ndarray, y: np.ndarray, groups: np.ndarray) -> list[float]:
    """Return the part of each group's pictures that was named rightly."""
    scores = []
    for group in range(2):
        inside = groups == group
        right = answers[inside] == y[inside]
        scores.append(np.sum(right) / np.sum(inside))
    return scores


def _draw_groups(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two groups of unlike size, cats and dogs in both."""
    groups = np.repeat([0, 1], rng.integers(3, 12, size=2))
    y = rng.integers(0, 2, size=len(groups))
    y[[0, -1]], y[[1, -2]] = 0, 1
    answers = np.where(rng.random(len(y)) < 0.3 + 0.5 * groups, y, 1 - y)
    order = rng.permutation(len(y))
    return answers[order], y[order], groups[order]


def _by_group(rule: Callable[..., Any]) -> Callable[..., list[Any]]:
    """Return another idea of what the score of one group is."""
    return lambda answers, y, groups: [
        rule(answers, y, groups, groups == group) for group in range(2)
    ]


write_groups = Exercise(
    "write-groups",
    "Fill the two gaps in `score_by_group`. Which pictures are in this group, and which "
    "of them were named rightly?",
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
            _by_group(lambda answers, y, groups, inside: np.mean(answers == y)),
            "You gave every group the score of all pictures together: `answers[inside]` "
            "and `y[inside]` are those of this group.",
        ),
        Mistake(
            _by_group(
                lambda answers, y, groups, inside: (answers == y)[inside].sum() / len(y)
            ),
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
            _by_group(lambda answers, y, groups, inside: answers[inside].mean()),
            "That is how many were called a dog. Rightly is where the answer equals `y`.",
        ),
        Mistake(
            _by_group(lambda answers, y, groups, inside: (answers == y)[inside].sum()),
            "Those are counts. A score is the count divided by how many are in the group.",
        ),
        Mistake(
            _by_group(lambda answers, y, groups, inside: (answers != y)[inside].mean()),
            "That is the part that was named wrongly.",
        ),
        Mistake(
            lambda answers, y, groups: score_by_group(answers, y, groups)[::-1],
            "Right, in the wrong order: the score of group 0 comes first.",
        ),
    ],
)


@dataclass
class Reader:
    """What stands in for a network in the check: it looks at one pixel of a picture."""

    pixel: int

    def predict(self, x: np.ndarray) -> np.ndarray:
        """Say 1 where the pixel is bright."""
        return (x[:, self.pixel] > 0.5).astype(int)

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
    """Make pictures of four pixels, and for three of these the same without it."""
    y = rng.permutation(np.repeat([0, 1], 10))
    x = np.where(y[:, None] == 1, 0.8, 0.2) + np.zeros((20, 4))
    wrong = rng.choice(20, size=int(rng.integers(2, 5)), replace=False)
    x[wrong] = 1 - x[wrong]
    changed = {}
    for column, name in enumerate(("ears", "muzzle", "floor")):
        changed[name] = x.copy()
        changed[name][:, column] = rng.random(20)
    return Reader(pixel), x, y, changed


def _falls(rule: Callable[[float, float], float]) -> Callable[..., dict[str, float]]:
    """Return another idea of what is to be said of each change."""
    return lambda network, x, y, changed: {
        name: rule(network.score(x, y), network.score(pictures, y))
        for name, pictures in changed.items()
    }


def _only_last(network: Any, x: Any, y: Any, changed: Any) -> dict[str, float]:
    return dict([*find_shortcut(network, x, y, changed).items()][-1:])


def _worst(network: Any, x: Any, y: Any, changed: Any) -> str:
    falls = find_shortcut(network, x, y, changed)
    return max(falls, key=lambda name: falls[name])


write_find = Exercise(
    "write-find",
    "Write `find_shortcut(network, x, y, changed)`. `changed` holds, by the name of the "
    "change, the pictures x with that one thing changed. Return a dict: for each name, how "
    "far the score falls below that of the usual pictures.",
    reference=find_shortcut,
    inputs=[_trial(pixel, np.random.default_rng(pixel)) for pixel in range(3)],
    random_inputs=lambda rng: _trial(int(rng.integers(4)), rng),
    mistakes=[
        Mistake(
            _falls(lambda usual, now: now),
            "Those are the scores after each change. We asked how far they fell: subtract "
            "each from the score of the usual pictures.",
        ),
        Mistake(
            _falls(lambda usual, now: now - usual),
            "The sign is the other way round: a fall is the score before less the score "
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
            "That is which part of the score is left. We asked for the difference.",
        ),
        Mistake(
            _only_last,
            "Only the last change is in there. Does the empty dict stand before the loop, "
            "and `return` after it, not inside?",
        ),
        Mistake(
            _worst,
            "That is the name of the worst change. Return the fall of each, by name: then "
            "one also sees how far it stands apart.",
        ),
    ],
)


_SPREAD = 0.3  # as far a cat's or a dog's ears and muzzle may be from the perfect one's
_NAMES = ("ears", "muzzle", "background")


def _animal(ears: float, muzzle: float) -> str | None:
    if ears >= 1 - _SPREAD and muzzle <= _SPREAD:
        return "cat"
    if ears <= _SPREAD and muzzle >= 1 - _SPREAD:
        return "dog"
    return None


def _amiss(picture: Any) -> str:
    """Return what keeps a picture from being the test that was asked for, or ""."""
    if not isinstance(picture, dict):
        return "no dict"
    if any(name not in picture for name in _NAMES):
        return "incomplete"
    if set(picture) - set(_NAMES):
        return "more changed"
    ears, muzzle, background = (float(picture[name]) for name in _NAMES)
    if not (0 <= ears <= 1 and 0 <= muzzle <= 1 and -1 <= background <= 1):
        return "outside"
    animal = _animal(ears, muzzle)
    if animal is None:
        halfway = _SPREAD < ears < 1 - _SPREAD or _SPREAD < muzzle < 1 - _SPREAD
        return "between" if halfway else "mixed"
    if abs(background) < 0.5:
        return "faint"
    return "usual" if (background > 0) == (animal == "dog") else ""


_SAYS = {
    "no dict": "A dict was expected, such as "
    '`{"ears": 1.0, "muzzle": 0.0, "background": -1.0}`.',
    "incomplete": "A number is missing: it needs `ears`, `muzzle` and `background`.",
    "more changed": "You changed more than the animal and its floor. If the network then "
    "answers wrongly, you can't know what it was: change one thing at a time.",
    "outside": "A number is outside its bounds: ears and muzzle go from 0 to 1, background "
    "from -1 to 1.",
    "between": "The animal is halfway between cat and dog. Nobody could say which answer "
    "is the right one, so no answer would prove anything.",
    "mixed": "A cat's ears on a dog's muzzle, or the reverse: what would be the right "
    "answer? A test needs one that no one doubts.",
    "faint": "On that floor there is little to go by. Who goes by the floor would have to "
    "guess here, and may guess rightly: draw the floor clearly.",
    "usual": "That animal is on its usual floor, as in the album. Both networks will give "
    "the same, right answer, so it tells you nothing: the two must *disagree*.",
}


def _accepts(picture: Any) -> bool | str:
    why = _amiss(picture)
    return _SAYS[why] if why else True


def _flaw(why: str, **picture: float) -> Mistake:
    return Mistake(picture, _SAYS[why], when=lambda answer: _amiss(answer) == why)


design_test = Exercise(
    "design-test",
    "Choose ears, muzzle and background of one picture, so that a network that knows cats "
    "from dogs and one that goes by the floor must give different answers.",
    reference={"ears": 1.0, "muzzle": 0.0, "background": 1.0},
    accepts=_accepts,
    mistakes=[
        _flaw("usual", ears=1.0, muzzle=0.0, background=-1.0),
        _flaw("faint", ears=1.0, muzzle=0.0, background=0.0),
        _flaw("mixed", ears=1.0, muzzle=1.0, background=1.0),
        _flaw("between", ears=0.5, muzzle=0.5, background=1.0),
        _flaw("more changed", ears=1.0, muzzle=0.0, background=1.0, polarity=-1),
    ],
)
