"""Exercise of lesson 12: choose a model for each of four tables, and defend it."""

from __future__ import annotations

from typing import Any

from ann_course.learn import Criteria, Exercise

MODELS = ("mean", "line", "network")
TABLES = ("diabetes", "15 hours", "600 hours", "a new house")


def _chosen(answer: Any, table: str) -> str:
    return str(answer[table]).lower().strip()


def _is(table: str, *models: str) -> Any:
    return lambda answer: _chosen(answer, table) in models


_CRITERIA = Criteria(
    {
        "no dict": (
            lambda answer: isinstance(answer, dict),
            'A dict was expected, such as `{"diabetes": "mean", …}`.',
        ),
        "incomplete": (
            lambda answer: set(answer) == set(TABLES),
            "It needs a choice for each of the four: `diabetes`, `15 hours`, `600 hours` "
            "and `a new house`.",
        ),
        "unknown": (
            lambda answer: all(_chosen(answer, table) in MODELS for table in TABLES),
            'Choose among the three models: `"mean"`, `"line"` or `"network"`.',
        ),
        "network on diabetes": (
            _is("diabetes", "line", "mean"),
            "For diabetes the two differ by less than their spread from fold to fold: you "
            "can't tell them apart. Then take the simpler one, which has 11 numbers that a "
            "doctor can read.",
        ),
        "mean for diabetes": (
            _is("diabetes", "line"),
            "The mean is the simplest, but for diabetes the line is ahead of it by 0.47, "
            "several times the spread.",
        ),
        "anything on 15 hours": (
            _is("15 hours", "mean"),
            "With 15 hours both have an R² below 0: always saying the mean of these hours "
            "would be better. That, too, is a result.",
        ),
        "line on 600 hours": (
            _is("600 hours", "network"),
            "With 600 hours the network is ahead in every run, by far more than the "
            "spread. Anything simpler gives away nearly all that can be predicted.",
        ),
        "network on a new house": (
            _is("a new house", "line", "mean"),
            "For a house that was never seen, look at the right row: the one that holds "
            "out whole houses. There the line is ahead.",
        ),
        "mean for a new house": (
            _is("a new house", "line"),
            "For a new house the line is above the mean, by 0.37 on average.",
        ),
    },
    right="Line, mean, network, line. That is how to defend it: take what is more "
    "complicated only where it gains more than the spread, on the split that is like the "
    "use to come.",
)

_RIGHT = {
    "diabetes": "line",
    "15 hours": "mean",
    "600 hours": "network",
    "a new house": "line",
}

choose_models = Exercise(
    "choose-models",
    "Choose a model for each of the four tables: `mean`, `line` or `network`.",
    reference=_RIGHT,
    accepts=_CRITERIA.accepts,
    mistakes=_CRITERIA.mistakes(
        {
            "network on diabetes": _RIGHT | {"diabetes": "network"},
            "anything on 15 hours": _RIGHT | {"15 hours": "network"},
            "line on 600 hours": _RIGHT | {"600 hours": "line"},
            "network on a new house": _RIGHT | {"a new house": "network"},
        }
    ),
    hints=[
        "For each table, compare the difference of the two means with the spread behind "
        "them. Is it larger?",
        "If it is smaller, you can't tell them apart: take the simpler one. If both are "
        "below 0, there is a third model. For a new house, ask which of the two splits is "
        "like the use to come.",
        "One of the four is for the network, and one for the mean.",
    ],
    solution=f"choices = {_RIGHT}",
    ask="For which of the four would ten times as many rows change your mind?",
)
