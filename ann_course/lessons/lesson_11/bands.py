"""Exercise of lesson 11: from a wave to the energies of its bands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ann_course.learn import Exercise, Mistake


def energies(wave: np.ndarray, n_bands: int) -> list[float]:
    """Return log10 of the mean power in each of n_bands bands, the lowest first."""
    faded = wave * np.hanning(len(wave))
    waves = np.fft.rfft(faded)
    power = np.abs(waves) ** 2
    bands = np.array_split(power, n_bands)
    return [np.log10(np.mean(band)) for band in bands]


def _power(faded: Any, waves: Any) -> Any:
    return np.abs(waves) ** 2


def _each(bands: Any, power: Any) -> Any:
    return [np.log10(np.mean(band)) for band in bands]


def _filled(
    power: Callable[..., Any] = _power, result: Callable[..., Any] = _each
) -> Callable[..., Any]:
    """Return the notebook's `energies` with its two gaps filled otherwise."""

    def wrong(wave: np.ndarray, n_bands: int) -> Any:
        faded = wave * np.hanning(len(wave))
        powers = power(faded, np.fft.rfft(faded))
        return result(np.array_split(powers, n_bands), powers)

    return wrong


def _draw(rng: np.random.Generator) -> tuple[np.ndarray, int]:
    n = int(rng.integers(12, 40))
    tone = np.sin(2 * np.pi * rng.uniform(0.05, 0.45) * np.arange(n))
    return (rng.normal(size=n) + 2 * tone).round(2), int(rng.integers(2, 6))


_COMPLEX = (
    "Your power is made of complex numbers, as `waves` is. How much of a frequency there "
    "is, is the *size* of its number: `np.abs`, and that squared."
)

write_bands = Exercise(
    "write-bands",
    "Fill the two gaps in `energies`: the power of each frequency, and what is returned.",
    reference=energies,
    inputs=[
        (np.array([0.0, 1.0, -2.0, 1.5, 0.5, -1.0, 2.0, 0.3, -0.8, 0.0]), 2),
        (np.array([0.0, 0.4, 1.0, 0.6, 2.0, -1.0, 3.0, 0.3, -0.8, 0.2, 1.0, 0.0]), 3),
    ],
    random_inputs=_draw,
    mistakes=[
        Mistake(_filled(lambda faded, waves: waves), _COMPLEX),
        Mistake(
            _filled(lambda faded, waves: waves**2),
            "The square of a complex number is complex as well. Take the *size* of each "
            "number in `waves` first, with `np.abs`, and square that.",
        ),
        Mistake(
            _filled(lambda faded, waves: np.abs(waves)),
            "That is the size of each number; the power is its square.",
        ),
        Mistake(
            _filled(lambda faded, waves: np.real(waves) ** 2),
            "That is only the real part, the share of a cosine. A sine of the same "
            "frequency is in the imaginary part; `np.abs` takes both.",
        ),
        Mistake(
            _filled(lambda faded, waves: np.abs(faded) ** 2),
            "You squared the samples of the wave. How much of each *frequency* there is, "
            "stands in `waves`.",
        ),
        Mistake(
            _filled(lambda faded, waves: np.sum(np.abs(waves) ** 2)),
            "Your power is one number for the whole sound. It needs one for each "
            "frequency, as `waves` has them.",
        ),
        Mistake(
            _filled(lambda faded, waves: np.abs(np.fft.fft(faded)) ** 2),
            "`np.fft.fft` gives each frequency twice, the second time as a negative one, "
            "so the upper half of your bands mirrors the lower. `waves` has each once.",
        ),
        Mistake(
            _filled(result=lambda bands, power: [np.mean(band) for band in bands]),
            "Those are the means. Their logarithms are asked for: a peak may be 10,000 "
            "times as strong as what is beside it, and only the logarithm shows both.",
        ),
        Mistake(
            _filled(result=lambda bands, power: [np.log10(np.sum(b)) for b in bands]),
            "You added up the power of each band. Bands differ in how many frequencies "
            "they hold, so take the mean.",
        ),
        Mistake(
            _filled(result=lambda bands, power: [np.mean(np.log10(b)) for b in bands]),
            "You took the logarithm of each frequency, and then the mean. The mean comes "
            "first: otherwise one weak frequency drowns a strong one beside it.",
        ),
        Mistake(
            _filled(result=lambda bands, power: [np.log(np.mean(b)) for b in bands]),
            "`np.log` is the natural logarithm. Ours counts in powers of ten: `np.log10`.",
        ),
        Mistake(
            _filled(result=lambda bands, power: [10 * np.log10(np.mean(b)) for b in bands]),
            "Those are decibels, ten times what is asked for: `np.log10` alone.",
        ),
        Mistake(
            _filled(result=lambda bands, power: [np.log10(np.max(b)) for b in bands]),
            "You took the strongest frequency of each band. One peak then hides all that "
            "is beside it: take the mean.",
        ),
        Mistake(
            _filled(result=lambda bands, power: np.log10(np.mean(power))),
            "That is one number for the whole sound. Each of the bands has one: go through "
            "`bands`.",
        ),
        Mistake(
            _filled(result=lambda bands, power: np.log10(power)),
            "That is a number for each frequency. Each band has one: go through `bands`.",
        ),
        Mistake(
            _filled(
                result=lambda bands, power: [np.log10(np.mean(b)) for b in bands][::-1]
            ),
            "The highest band comes first in yours. Leave them in the order of `bands`.",
        ),
    ],
    hints=[
        "`waves` holds one complex number for each frequency. Its size, `np.abs(waves)`, "
        "says how far that frequency swings; the power is the square of it.",
        "`bands` is a list of arrays. For each of them you need one number: `np.mean` of "
        "it, and of that the `np.log10`.",
        "`[np.log10(np.mean(band)) for band in bands]` goes through all of them.",
    ],
    praise="Right, for all {n} waves. This is what stands between the microphone and the "
    "network; ours differs only in leaving out the frequency 0.",
    ask="Two sounds differ only in when they begin. What is the same in their energies?",
)
