"""A mouth with a jaw, a tongue and a throat: the formants it makes, and how it looks.

An open jaw raises the first formant, a tongue that is far forward raises the second. It
is the rule of thumb of every textbook (Ladefoged and Johnson 2014, chapter 8); lips and
nose, which have their say too, are left out.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._support.checks import FloatArray
from ann_lib.datasets.vowels import AVERAGES

LOW_F1, HIGH_F1 = 220.0, 950.0
"""The first formant of a man's throat, in Hz: jaw closed and wide open."""
LOW_F2, HIGH_F2 = 650.0, 2_700.0
"""The second formant, in Hz: tongue at the back and at the front."""
APART = 1.25
"""How many times as high as the first formant the second one is at least."""
BEYOND = 1.12
"""How many times as high as the second formant the third one is at least."""
SHORTEST, LONGEST = 0.70, 1.15
"""The throat, where a man's is 1."""

_MEN = np.array([averages[0][1:] for averages in AVERAGES.values()], dtype=np.float64)
_NEAR = 0.12  # how far a vowel's third formant reaches, as a logarithm of frequency


def _lowest_f2(f1: float) -> float:
    """Return the second formant with the tongue at the back, for a first formant."""
    return max(LOW_F2, APART * f1)


def third(f1: ArrayLike, f2: ArrayLike) -> FloatArray:
    """Return the third formant that goes with the first two, in Hz, for a man's throat.

    That of the vowels nearby, as men speak them on average (Peterson and Barney 1952),
    but always above the second.
    """
    here = np.log(np.stack(np.broadcast_arrays(f1, f2), axis=-1).astype(np.float64))
    distances = ((here[..., None, :] - np.log(_MEN[:, :2])) ** 2).sum(axis=-1)
    nearest = distances.min(axis=-1, keepdims=True)
    weights = np.exp(-(distances - nearest) / (2 * _NEAR**2))
    mean = (weights @ _MEN[:, 2]) / weights.sum(axis=-1)
    above: FloatArray = np.maximum(mean, BEYOND * np.asarray(f2))
    return above


def formants_of(jaw: float, tongue: float) -> list[int]:
    """Return three formants in Hz, for a man's throat.

    Parameters
    ----------
    jaw : float
        0 closed, 1 wide open.
    tongue : float
        0 at the back, 1 at the front.

    Examples
    --------
    >>> formants_of(0, 1)
    [220, 2700, 3024]
    """
    f1 = LOW_F1 * (HIGH_F1 / LOW_F1) ** jaw
    low = _lowest_f2(f1)
    f2 = low * (HIGH_F2 / low) ** tongue
    return [round(float(f)) for f in (f1, f2, third(f1, f2))]


def shape_for(f1: float, f2: float) -> tuple[float, float]:
    """Return jaw and tongue for two formants of a man's throat, or the nearest there are.

    Examples
    --------
    >>> jaw, tongue = shape_for(730, 1090)
    >>> formants_of(jaw, tongue)[:2]
    [730, 1090]
    """
    first = min(max(f1, LOW_F1), HIGH_F1)
    low = _lowest_f2(first)
    second = min(max(f2, low), HIGH_F2)
    jaw = math.log(first / LOW_F1) / math.log(HIGH_F1 / LOW_F1)
    return jaw, math.log(second / low) / math.log(HIGH_F2 / low)


def profile(jaw: float, tongue: float, throat: float) -> tuple[FloatArray, FloatArray]:
    """Return a mouth in profile, its lips on the left, as two outlines.

    Parameters
    ----------
    jaw, tongue : float
        As in `formants_of`.
    throat : float
        How long throat and mouth are, where a man's are 1.

    Returns
    -------
    roof, floor : ndarray, shape (n_points, 2)
        From the lips to the vocal folds, in cm: palate and the back of the throat above,
        lip, tongue and the front of the throat below.
    """
    across = np.linspace(0, 1, 40)
    palate = 0.3 + 2.0 * np.sin(np.pi * across**0.8) ** 0.8
    roof = np.array([*zip(8.5 * across, palate, strict=True), (8.6, -1.5), (8.6, -8.5)])
    back = 5.6 - 3.6 * tongue  # where the tongue is highest
    gap = 0.35 + 2.1 * jaw
    x = 7.2 * across
    ground = -0.25 - 1.5 * jaw * (1 - across) - 0.6 * across
    top = np.interp(back, 8.5 * across, palate) - gap
    hump = np.exp(-(((x - back) / 1.9) ** 2))
    surface = np.minimum(
        ground + hump * np.maximum(top - np.interp(back, x, ground), 0),
        np.interp(x, 8.5 * across, palate) - 0.25,
    )
    root = 7.5 - 1.5 * tongue + 0.3 * (1 - tongue) * jaw  # a tongue at the back narrows it
    floor = np.array(
        [*zip(x[:-4], surface[:-4], strict=True), (root, -2.8), (root, -4.5), (7.6, -8.5)]
    )
    return roof * throat, floor * throat
