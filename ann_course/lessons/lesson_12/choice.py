"""Exercise of lesson 12: choose a model for each of three tables, and defend it."""

from __future__ import annotations

from typing import Any

from ann_course.learn import Criteria, Exercise

MODELS = ("mean", "line", "network")
TABLES = ("diabetes", "one house", "a new house")


def _chosen(answer: Any) -> dict[str, str]:
    return {name: str(choice).lower().strip() for name, choice in answer.items()}


def _not(table: str, model: str) -> Any:
    return lambda answer: _chosen(answer)[table] != model


_CRITERIA = Criteria(
    {
        "no dict": (
            lambda answer: isinstance(answer, dict),
            'A dict was expected, such as `{"diabetes": "mean", …}`.',
        ),
        "incomplete": (
            lambda answer: set(answer) == set(TABLES),
            "It needs a choice for each of the three tables: `diabetes`, `one house` and "
            "`a new house`.",
        ),
        "unknown": (
            lambda answer: set(_chosen(answer).values()) <= set(MODELS),
            'Choose among the three models: `"mean"`, `"line"` or `"network"`.',
        ),
        "only the mean": (
            lambda answer: "mean" not in _chosen(answer).values(),
            "The mean is the baseline: its R² is 0 or below. In each of the three tables "
            "at least one of the others is above it by more than the spread.",
        ),
        "network on diabetes": (
            _not("diabetes", "network"),
            "For diabetes the two differ by less than their spread from fold to fold: you "
            "can't tell them apart. Then take the simpler one, which has 11 numbers that a "
            "doctor can read.",
        ),
        "line on one house": (
            _not("one house", "line"),
            "For one house the network is ahead in every run, by far more than the spread. "
            "Here the simpler model gives away nearly everything that could be predicted.",
        ),
        "network on a new house": (
            _not("a new house", "network"),
            "For a house that was never seen, look at the right row: the one that holds "
            "out whole houses. There the line is ahead.",
        ),
    },
    right="Line, network, line. That is how to defend it: for diabetes nothing is gained "
    "beyond the spread, so the simpler one; for one house the network gains much more than "
    "the spread; and for a new house the honest split decides, not the flattering one.",
)

_RIGHT = {"diabetes": "line", "one house": "network", "a new house": "line"}

choose_models = Exercise(
    "choose-models",
    "Choose a model for each of the three tables: `mean`, `line` or `network`.",
    reference=_RIGHT,
    accepts=_CRITERIA.accepts,
    mistakes=_CRITERIA.mistakes(
        {
            "only the mean": _RIGHT | {"a new house": "mean"},
            "network on diabetes": _RIGHT | {"diabetes": "network"},
            "line on one house": _RIGHT | {"one house": "line"},
            "network on a new house": _RIGHT | {"a new house": "network"},
        }
    ),
    hints=[
        "For each table, compare the difference of the two means with the spread behind "
        "them. Is it larger?",
        "If it is smaller, you can't tell them apart: take the simpler one. For a new "
        "house, ask which of the two splits is like the use to come.",
        "One of the three is for the network.",
    ],
    solution=f"choices = {_RIGHT}",
)
