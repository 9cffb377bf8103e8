"""Made-up households: one through the seasons, hour by hour, and several side by side."""

from __future__ import annotations

import numpy as np

from ann_lib._support.checks import FloatArray, Rng, check_int, check_number, check_rng
from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.household_energy import energy_use
from ann_lib.datasets.points import check_n_samples

DAY_FEATURES = ("temperature", "hour", "working day", "day", "bill")
HOUSE_FEATURES = ("floor area", "age", "people", "window share", "temperature")
PRICE = 30.0
"""Of 1 kWh, in cents."""


def make_household_days(n_days: int = 425, *, rng: Rng = None) -> Dataset:
    """Draw the days of one house in their order, from a Monday, 1 March, onwards.

    The house is that of `energy_use`, with weather that lasts for days, and with habits
    that drift: guests come and go, something new is plugged in. They move the use up or
    down by some 2.5 kWh for about three weeks, though never below 0.

    Parameters
    ----------
    n_days : int
        Number of days, of 24 hours each.
    rng : Generator or int, optional
        Source of randomness.

    Returns
    -------
    Dataset
        x of shape (24 n_days, 5): temperature in °C, hour, working day (1 or 0), day
        (counted from 0), and the bill for the hour in cents, which is only known
        afterwards. y is the use in kWh; ``groups`` holds the day.
    """
    n = check_int(n_days, "n_days")
    rng = check_rng(rng)
    day, hour = np.repeat(np.arange(n), 24), np.tile(np.arange(24), n)
    season = 12 - 11 * np.cos(2 * np.pi * (np.arange(n) + 40) / 365)
    weather = _drift(n, n_days=3.0, spread=3.0, rng=rng)
    habits = _drift(n, n_days=20.0, spread=2.5, rng=rng)
    swing = 4 * np.cos(2 * np.pi * (hour - 15) / 24)  # warmest at 15 o'clock
    temperature, weekday = (season + weather)[day] + swing, day % 7
    use = energy_use(np.stack([temperature, hour, weekday], axis=1))
    y = np.maximum(0, use + habits[day] + rng.normal(size=len(day)))
    columns = [temperature, hour, weekday < 5, day, np.round(PRICE * y)]
    return Dataset(
        name="household days",
        x=np.stack(columns, axis=1).astype(float),
        y=y,
        feature_names=DAY_FEATURES,
        groups=day,
        description="Generated. Consumption in kWh per hour.",
    )


def make_households(
    n_houses: int = 12, n_per_house: int = 64, *, habits: float = 3.0, rng: Rng = None
) -> Dataset:
    """Draw houses that differ, and for each what it used in some cold hours.

    What a house uses follows from its columns and from its habits, which no column holds.

    Parameters
    ----------
    n_houses, n_per_house : int
        Number of houses, and of hours drawn for each.
    habits : float
        Standard deviation, from house to house, of what no column holds, in kWh.
    rng : Generator or int, optional
        Source of randomness.

    Returns
    -------
    Dataset
        x of shape (n_houses × n_per_house, 5): floor area in m², age in years, people,
        share of windows in the wall in per cent, temperature in °C, -5 to 20. y is the
        use in kWh in an hour; ``groups`` numbers the houses.
    """
    n_houses = check_n_samples(n_houses, "n_houses")
    n_per_house = check_int(n_per_house, "n_per_house")
    spread = check_number(habits, "habits", minimum=0.0)
    rng = check_rng(rng)
    area, age = rng.uniform(60, 200, n_houses), rng.uniform(0, 80, n_houses)
    people, windows = rng.integers(1, 6, n_houses), rng.uniform(5, 30, n_houses)
    own = rng.normal(scale=spread, size=n_houses)
    house = np.repeat(np.arange(n_houses), n_per_house)
    temperature = rng.uniform(-5, 20, len(house))
    heating = 0.004 * area * (0.5 + age / 80)  # kWh for each degree below 15 °C
    base = 1 + 0.01 * area + people + own
    use = base[house] + heating[house] * np.maximum(0, 15 - temperature)
    fixed = np.stack([area, age, people, windows], axis=1)[house]
    return Dataset(
        name="households",
        x=np.column_stack([fixed, temperature]),
        y=use + rng.normal(scale=0.7, size=len(house)),
        feature_names=HOUSE_FEATURES,
        groups=house,
        description="Generated. Consumption in kWh per hour.",
    )


def _drift(n: int, *, n_days: float, spread: float, rng: np.random.Generator) -> FloatArray:
    """Return a random walk that is drawn back to 0: it forgets within some days."""
    keeps = np.exp(-1 / n_days)
    steps = rng.normal(scale=spread, size=n)
    values = np.empty(n)
    values[0] = steps[0]
    for i in range(1, n):
        values[i] = keeps * values[i - 1] + np.sqrt(1 - keeps**2) * steps[i]
    return values
