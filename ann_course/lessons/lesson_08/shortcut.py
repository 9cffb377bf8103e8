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


def _filled(
    inside: Callable[..., Any],
    right: Callable[..., Any] = lambda answers, y, inside, group: (
        answers[inside] == y[inside]
    ),
) -> Callable[..., list[Any]]:
    """Return the notebook's `score_by_group` with its two gaps filled otherwise.

    ``inside`` takes answers, y, groups and the group; ``right`` takes answers, y, what
    ``inside`` gave, and the group.
    """

    def wrong(answers: np.ndarray, y: np.ndarray, groups: np.ndarray) -> list[Any]:
        scores = []
        for group in range(2):
            members = inside(answers, y, groups, group)
            correct = right(answers, y, members, group)
            scores.append(np.sum(correct) / np.sum(members))
        return scores

    return wrong


def _members(answers: Any, y: Any, groups: Any, group: int) -> Any:
    return groups == group


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
        (np.array([0, 1, 0, 1]), np.array([1, 1, 0, 0]), np.array([0, 1, 0, 0])),
    ],
    random_inputs=_draw_groups,
    mistakes=[
        Mistake(
            _filled(lambda answers, y, groups, group: np.ones(len(y), bool)),
            "Both groups got the score of all the pictures together, so `inside` must have "
            "been True for all. It is True only where `groups` equals `group`.",
        ),
        Mistake(
            _filled(lambda answers, y, groups, group: y == group),
            "You divided the pictures into cats and dogs. Here the groups are given: "
            "compare `groups` with `group`.",
        ),
        Mistake(
            _filled(lambda answers, y, groups, group: answers == group),
            "You divided the pictures by what the network said. Here the groups are given: "
            "compare `groups` with `group`.",
        ),
        Mistake(
            _filled(lambda answers, y, groups, group: groups != group),
            "Right, but in the wrong order: the score of group 0 comes first. Is `inside` "
            "True where `groups` is *equal* to `group`?",
        ),
        Mistake(
            _filled(lambda answers, y, groups, group: groups == 0),
            "Both are the score of group 0. In the second round of the loop, `group` is 1: "
            "compare `groups` with `group`.",
        ),
        Mistake(
            _filled(lambda answers, y, groups, group: np.where(groups == group)),
            "`np.where` gives the *places* of the pictures, and the last line then adds "
            "these places up. Leave `inside` as the comparison gives it, True or False for "
            "each picture: `groups == group`.",
        ),
        Mistake(
            _filled(lambda answers, y, groups, group: group),
            "`group` is one number, 0 or 1. `inside` must be True or False for each "
            "picture: compare `groups` with it.",
        ),
        Mistake(
            _filled(lambda answers, y, groups, group: groups),
            "`groups` are numbers, 0 or 1, and the same in both rounds. `inside` must be "
            "True or False for each picture: compare them with `group`.",
        ),
        Mistake(
            _filled(_members, lambda answers, y, inside, group: answers == y),
            "You counted the right answers of both groups, and divided by one: such a "
            "score can be above 1. Count those inside only: `answers[inside]` and "
            "`y[inside]`.",
        ),
        Mistake(
            _filled(_members, lambda answers, y, inside, group: inside & answers == y),
            "`&` comes before `==`: Python reads `(inside & answers) == y`. Put the "
            "comparison in parentheses: `inside & (answers == y)`.",
        ),
        Mistake(
            _filled(
                _members,
                lambda answers, y, inside, group: np.mean(answers[inside] == y[inside]),
            ),
            "You divided twice: `np.mean` does, and so does the last line. `right` is just "
            "the comparison, True or False for each picture inside.",
        ),
        Mistake(
            _filled(_members, lambda answers, y, inside, group: answers[group] == y[group]),
            "You compared a single picture: `answers[group]` is the answer to picture "
            "number 0 or 1. Those of the group are `answers[inside]`.",
        ),
        Mistake(
            _filled(_members, lambda answers, y, inside, group: answers == y[inside]),
            "You compared all answers with the labels of one group, and these are fewer. "
            "Take those inside on both sides: `answers[inside]` and `y[inside]`.",
        ),
        Mistake(
            _filled(_members, lambda answers, y, inside, group: answers[inside]),
            "That is how many were called a dog. An answer is right if it equals `y`.",
        ),
        Mistake(
            _filled(_members, lambda answers, y, inside, group: y[inside]),
            "That is how many *are* dogs. An answer is right if it equals `y`.",
        ),
        Mistake(
            _filled(
                _members, lambda answers, y, inside, group: answers[inside] != y[inside]
            ),
            "That is the fraction that was misclassified.",
        ),
        Mistake(
            _filled(
                _members,
                lambda answers, y, inside, group: 100 * (answers[inside] == y[inside]),
            ),
            "That is in per cent. A score goes from 0 to 1.",
        ),
    ],
    hints=[
        "Both gaps are comparisons of whole arrays. `groups` has a 0 or a 1 for each "
        "picture, and `group` is the one whose turn it is.",
        "A comparison such as `groups == group` is True or False for each picture. Used as "
        "an index, as in `y[inside]`, it picks those where it is True.",
        "The second gap compares, of the pictures inside, what was said with what is true: "
        "`answers[inside]` with `y[inside]`.",
    ],
    praise="That's it, in all {n} albums. What it says of the new edition is in the next "
    "cell: a score for all can hide a group of which every answer is wrong.",
    ask="Which groups would you ask about in an album of faces, or of patients?",
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
    """Make four pictures of two pixels; a change may make the score fall, or rise.

    With four, each fall is a multiple of a quarter, which needs two decimals.
    """
    y = rng.permutation([0, 0, 1, 1])
    x = np.stack([y, y], axis=1).astype(float)
    wrong = rng.integers(4)
    x[wrong] = 1 - x[wrong]
    changed = {}
    for column, name in enumerate(("ears", "floor")):
        changed[name] = x.copy()
        changed[name][:, column] = rng.integers(0, 2, size=4)
    return Reader(pixel), x, y, changed


def _falls(rule: Callable[[float, float], float]) -> Callable[..., dict[str, float]]:
    """Return a wrong rule for what to report about each change."""
    return lambda network, x, y, changed: {
        name: rule(network.score(x, y), network.score(pictures, y))
        for name, pictures in changed.items()
    }


def _since_the_last(
    network: Any, x: np.ndarray, y: np.ndarray, changed: Mapping[str, np.ndarray]
) -> dict[str, float]:
    falls, before = {}, network.score(x, y)
    for name, pictures in changed.items():
        now = network.score(pictures, y)
        falls[name], before = before - now, now
    return falls


def _without_items(
    network: Any, x: np.ndarray, y: np.ndarray, changed: Any
) -> dict[str, float]:
    return {n: network.score(x, y) - network.score(pictures, y) for n, pictures in changed}


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
            _falls(lambda usual, now: max(0.0, usual - now)),
            "A score may also rise: then the fall is below 0. Don't cut it off at 0.",
        ),
        Mistake(
            _falls(lambda usual, now: round(usual - now, 1)),
            "You rounded to one decimal: a fall of 0.04 would become 0. Return the numbers "
            "as they are, and round where you print them.",
        ),
        Mistake(
            _falls(lambda usual, now: 100 * (usual - now)),
            "That is in per cent. A score goes from 0 to 1, and so does its fall.",
        ),
        Mistake(
            _since_the_last,
            "The first is right. The others are compared with the change before them: "
            "compare each with the usual pictures, x.",
        ),
        Mistake(
            lambda *given: list(find_shortcut(*given).values()),
            "The numbers are right, but without their names. Start with an empty dict, "
            "`falls = {}`, and in the loop set `falls[name] = ...`.",
        ),
        Mistake(
            lambda *given: {"name": list(find_shortcut(*given).values())[-1]},
            'The only key is the word "name". Without quotes, `falls[name]` uses what '
            "`name` holds, which is another one in each round.",
        ),
        Mistake(
            lambda network, x, y, changed: network.score(x),
            "`network.score` needs the right answers, too: `network.score(x, y)`.",
        ),
        Mistake(
            _without_items,
            "A loop over a dict gives its keys only, here the names. For both, loop over "
            "`changed.items()`: `for name, pictures in changed.items():`",
        ),
        Mistake(
            lambda network, x, y, changed: {
                name: network.score(x, y) - network.score(name, y) for name in changed
            },
            "You gave the network the *name* of the change. The pictures with it are "
            "`changed[name]`.",
        ),
        Mistake(
            lambda network, x, y, changed: network.score(x, y) - network.score(changed, y),
            "You gave the network the whole dict. It answers to pictures: go through "
            "`changed.items()` in a loop, one change after the other.",
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
    hints=[
        "You need the score twice: that of the usual pictures, once, and for each change "
        "that of the changed ones. `network.score(x, y)` is the first.",
        "Start with an empty dict. Go through the changes with `for name, pictures in "
        "changed.items():`, and put the difference of the two scores under the name.",
        "In the loop: `falls[name] = usual - network.score(pictures, y)`. Behind the loop, "
        "return `falls`.",
    ],
    praise="Good work: it is right about {n} networks, of which each goes by something. "
    "Now set it on one that you do not know.",
    ask="Which change did nobody think of, and how would you find out?",
)
