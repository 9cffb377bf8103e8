"""Exercise of lesson 12: the one of eight columns that is known only afterwards."""

from __future__ import annotations

from typing import Any

import numpy as np

from ann_course.learn import Criteria, Exercise
from ann_course.panels.day.forecasts import Line, r_squared
from ann_lib.datasets import Dataset, make_household_days

BEFORE = {
    "temperature": "It explains a good deal, and a weather forecast gives it the day "
    "before.",
    "temperature of yesterday": "That was measured yesterday.",
    "hour": "What hour it will be is known for ever.",
    "working day": "The calendar says so beforehand.",
    "date": "The calendar says so beforehand. (It has a trap of its own, as you saw.)",
    "use one hour before": "It says most, if taken alone, and that makes it suspicious. "
    "But it was read off before the hour began: a strong column is not a leak if it is "
    "there in time.",
    "use at this hour yesterday": "It was read off a day before the hour began.",
}
"""The columns that one may use, and why."""
LEAK = "mean use of the day"
NAMES = (
    "hour",
    "temperature",
    "use one hour before",
    "working day",
    LEAK,
    "use at this hour yesterday",
    "temperature of yesterday",
    "date",
)


def leaky_table() -> Dataset:
    """Return 300 days of the house with eight columns, one of them known afterwards."""
    days = make_household_days(301, rng=5)
    temperature, hour, working, day, _ = days.x.T
    use = days.y
    mean = use.reshape(-1, 24).mean(axis=1).repeat(24)
    columns = (
        hour, temperature, np.roll(use, 1), working, mean, np.roll(use, 24),
        np.roll(temperature, 24), day,
    )  # fmt: skip
    later = day > 0  # the first day has no yesterday
    return Dataset(
        name="house of a colleague",
        x=np.stack(columns, axis=1)[later],
        y=use[later],
        feature_names=NAMES,
        description="Generated. Consumption in kWh per hour.",
    )


def alone(table: Dataset) -> dict[str, float]:
    """Return R² of a line on each column alone, by its name, on a held-out quarter."""
    x, x_test, y, y_test = table.split(rng=0)
    return {
        name: r_squared(y_test, Line(x[:, [i]], y).predict(x_test[:, [i]]))
        for i, name in enumerate(table.feature_names)
    }


def _column(answer: Any) -> Any:
    """Return the name of the column that is meant, by its number or by its name."""
    if isinstance(answer, str) and not answer.strip().isdecimal():
        return " ".join(answer.lower().split())
    number_like = str | int | float | np.integer | np.floating
    if not isinstance(answer, number_like) or isinstance(answer, bool):
        return None
    number = float(answer)
    return NAMES[int(number)] if number in range(len(NAMES)) else None


def _is_not(name: str) -> Any:
    return lambda answer: _column(answer) != name


_CRITERIA = Criteria(
    {
        "no column": (
            lambda answer: _column(answer) in NAMES,
            f"Give the number of one column, from 0 to {len(NAMES) - 1}, as in the list "
            "above.",
        ),
        **{
            name: (_is_not(name), f"{reason} Which one can't be known before the hour?")
            for name, reason in BEFORE.items()
        },
    },
    right="Yes: the mean of a day is known at midnight, when the hour to be predicted is "
    "long over, and that hour is part of it. Its R² isn't even the highest. No score gives "
    "a leak away for certain; only the question does: *when is this number known?*",
)

find_leak = Exercise(
    "find-leak",
    "A colleague predicts the use of the coming hour from eight columns. One of them is "
    "known only afterwards. Which?",
    reference=NAMES.index(LEAK),
    accepts=_CRITERIA.accepts,
    mistakes=_CRITERIA.mistakes({name: NAMES.index(name) for name in BEFORE}),
    hints=[
        "Don't look for the highest R². Imagine that it is five to seven in the morning, "
        "and you must predict the use from seven to eight.",
        "Go through the columns one by one: which of these numbers can you write down at "
        "five to seven? A calendar, a meter and a weather forecast are at hand.",
        "Which column is made from hours that haven't been yet?",
    ],
    solution=f"leak = {NAMES.index(LEAK)}  # {LEAK}: known at midnight, and the hour is in "
    "it",
    ask="How would you notice a leak in a table whose columns you do not understand?",
)
