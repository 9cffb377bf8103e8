"""A made-up house whose use of energy bends: it heats below 15 °C and cools above 24 °C."""

from __future__ import annotations

import numpy as np

from ann_lib._support.checks import FloatArray, Rng, check_array, check_number, check_rng
from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.points import check_n_samples

FEATURES = ("temperature", "hour", "weekday")


def energy_use(x: FloatArray) -> FloatArray:
    """Return what the house uses in an hour, in kWh, without the noise.

    A base of 4; 1 for each degree below 15 °C, 1.5 for each degree above 24 °C; 8 more
    around 19 o'clock, and 6 around 7 o'clock from Monday to Friday.

    Parameters
    ----------
    x : array_like, shape (n_samples, 3)
        Temperature in °C, hour of the day (0 to 23), weekday (0 Monday to 6 Sunday).

    Returns
    -------
    use : ndarray, shape (n_samples,)
    """
    x = check_array(x, "x", ndim=2)
    if x.shape[1] != len(FEATURES):
        raise ValueError(
            f"x must hold {', '.join(FEATURES)} in each row, got {x.shape[1]} columns."
        )
    temperature, hour, weekday = x.T
    heating = np.maximum(0, 15 - temperature)
    cooling = 1.5 * np.maximum(0, temperature - 24)
    evening = 8 * np.exp(-(((hour - 19) / 2.0) ** 2) / 2)
    morning = 6 * np.exp(-(((hour - 7) / 1.2) ** 2) / 2) * (weekday < 5)
    use: FloatArray = 4 + heating + cooling + evening + morning
    return use


def make_household_energy(
    n_samples: int = 600,
    *,
    noise: float = 1.0,
    temperatures: tuple[float, float] = (-5.0, 38.0),
    rng: Rng = None,
) -> Dataset:
    """Draw hours in the life of a house, and what it used in each.

    Parameters
    ----------
    n_samples : int
        Number of hours, drawn independently of one another.
    noise : float
        Standard deviation of what the three features do not explain, in kWh.
    temperatures : tuple of float
        The lowest and the highest, in °C; between them all are equally likely.
    rng : Generator or int, optional
        Source of randomness.

    Returns
    -------
    Dataset
        x of shape (n_samples, 3): temperature in °C, hour, weekday (0 is Monday); y the
        use in kWh. `energy_use` gives the truth behind it.

    Raises
    ------
    TypeError, ValueError
        If a number is out of its range, or the temperatures are not in order.
    """
    n = check_n_samples(n_samples)
    spread = check_number(noise, "noise", minimum=0.0)
    low, high = check_array(temperatures, "temperatures", shape=(2,)).tolist()
    if not low < high:
        raise ValueError(
            f"temperatures must be the lowest and the highest, got {low:g} and {high:g}."
        )
    rng = check_rng(rng)
    x = np.stack(
        [rng.uniform(low, high, n), rng.integers(0, 24, n), rng.integers(0, 7, n)], axis=1
    )
    return Dataset(
        name="household energy",
        x=x,
        y=energy_use(x) + rng.normal(scale=spread, size=n),
        feature_names=FEATURES,
        description="Generated. Consumption in kWh per hour.",
    )
