"""Exercise of lesson 13: a column of texts as numbers, fitted on the training part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from ann_course.learn import Exercise, Mistake

Texts = Sequence[str]
Rows = list[list[float]]


def prepare(train: Texts, test: Texts) -> list[Rows]:
    """Return both parts as zeros and ones: a column for each category of train, sorted."""
    categories = sorted(set(train))
    return [
        [[float(text == each) for each in categories] for text in part]
        for part in (train, test)
    ]


def _one_hot(texts: Texts, categories: Iterable[str]) -> Rows:
    listed = list(categories)
    return [[float(text == each) for each in listed] for text in texts]


def _at_index(train: Texts, test: Texts) -> list[Rows]:
    categories = sorted(set(train))
    parts = []
    for part in (train, test):
        x = np.zeros((len(part), len(categories)))
        for row, text in enumerate(part):
            x[row, categories.index(text)] = 1.0
        parts.append(x.tolist())
    return parts


def _by_key(train: Texts, test: Texts) -> list[Rows]:
    places = {text: place for place, text in enumerate(sorted(set(train)))}
    rows = np.eye(len(places)).tolist()
    return [[rows[places[text]] for text in part] for part in (train, test)]


def _with_other(train: Texts, test: Texts) -> list[Rows]:
    return [[[*row, 1 - sum(row)] for row in part] for part in prepare(train, test)]


def _dropping(train: Texts, test: Texts) -> list[Rows]:
    known = sorted(set(train))
    return [_one_hot([t for t in part if t in known], known) for part in (train, test)]


def _as_numbers(train: Texts, test: Texts) -> list[list[int]]:
    known = sorted(set(train))
    return [[known.index(t) if t in known else -1 for t in part] for part in (train, test)]


def _categories(choose: Callable[[Texts, Texts], Iterable[str]]) -> Any:
    """Return a wrong way to choose the categories for both parts."""
    return lambda train, test: [
        _one_hot(part, choose(train, test)) for part in (train, test)
    ]


_ISLANDS = ["Torgersen", "Biscoe", "Dream", "Anvers", "Cormorant"]


def _trial(rng: np.random.Generator) -> tuple[list[str], list[str]]:
    """Draw a column such that one category is in either part alone, and one in both."""
    first, both, last, *rest = rng.permutation(_ISLANDS).tolist()
    train = [first, both, *rng.choice([first, both, rest[0]], size=3)]
    test = [both, last, *rng.choice([both, last], size=2)]
    if sorted(set(train)) == list(dict.fromkeys(train)):
        train = train[::-1]
    return train, test


write_prepare = Exercise(
    "write-prepare",
    "Write `prepare(train, test)`: two lists of texts become two tables of zeros and ones, "
    "a row for each text and a column for each category of the *training* part, in "
    "alphabetical order. A text that training has never seen becomes a row of zeros.",
    reference=prepare,
    inputs=[
        (["Dream", "Biscoe", "Dream"], ["Biscoe", "Torgersen"]),
        (["Torgersen", "Dream", "Biscoe"], ["Dream", "Dream", "Anvers", "Biscoe"]),
    ],
    random_inputs=_trial,
    mistakes=[
        Mistake(
            _categories(lambda train, test: sorted({*train, *test})),
            "You took the categories of both parts. What only the test part has, nobody "
            "knows beforehand: take those of `train`.",
        ),
        Mistake(
            lambda train, test: [
                _one_hot(part, sorted(set(part))) for part in (train, test)
            ],
            "Each part has columns of its own, so that a 1 in the first column means one "
            "island here and another there. Find the categories once, on `train`.",
        ),
        Mistake(
            _categories(lambda train, test: dict.fromkeys(train)),
            "The columns are in the order in which the texts appear. We asked for "
            "alphabetical order: `sorted(set(train))`.",
        ),
        Mistake(
            _at_index,
            "A text that is only in the test part makes it stop: `.index()` doesn't find "
            "it. Such a row stays all zeros; comparing with `==` never fails.",
        ),
        Mistake(
            _by_key,
            "A text that is only in the test part makes it stop: it is no key of the dict. "
            "Such a row stays all zeros.",
        ),
        Mistake(
            _with_other,
            "You added a column for what training has never seen. In training it would be "
            "0 throughout, and its weights would never be trained: leave it out.",
        ),
        Mistake(
            _dropping,
            "You left out the rows that training has never seen. They have an answer, too: "
            "keep them, as rows of zeros.",
        ),
        Mistake(
            _as_numbers,
            "You numbered the categories. Then the third island counts as three times the "
            "first: give each a column of its own.",
        ),
        Mistake(
            lambda train, test: [
                [list(column) for column in zip(*part, strict=True)]
                for part in prepare(train, test)
            ],
            "Rows and columns are swapped: a row for each text, a column for each "
            "category.",
        ),
        Mistake(
            lambda train, test: [
                [[bool(number) for number in row] for row in part]
                for part in prepare(train, test)
            ],
            "True and False are in the right places. Make numbers of them: `float(...)`, "
            "or `.astype(float)` for a whole array.",
        ),
        Mistake(
            lambda train, test: prepare(train, test)[0],
            "Only the training part is returned. Return both.",
        ),
        Mistake(
            lambda train, test: prepare(train, test)[1],
            "Only the test part is returned. Return both, the training part first.",
        ),
        Mistake(
            lambda train, test: prepare(train, test)[::-1],
            "The two parts are the wrong way round: first `train`, then `test`.",
        ),
    ],
    hints=[
        "Which texts can occur is found on the training part: `sorted(set(train))`. Both "
        "parts then get exactly these columns.",
        "For one text, `[text == each for each in categories]` is the row: True in one "
        "place, or nowhere.",
        "Make such a row for each text of a part: "
        "`[[float(text == each) for each in categories] for text in train]`. "
        "The same with `test`, and return both.",
    ],
    praise="Well done, also where the test part brings something new: {n} pairs of "
    "parts. `Preparation` does the same to every column.",
    ask="What happens in your table on the day when a fourth island appears?",
)
