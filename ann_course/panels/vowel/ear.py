"""What a network is given of many voices at once, without speaking a single one."""

from __future__ import annotations

import numpy as np

from ann_lib._support.checks import FloatArray
from ann_lib.datasets.speech import FOURTH, RATE, WINDOW, in_bands, pulses, transmission

FREQUENCIES: FloatArray = np.fft.rfftfreq(WINDOW, 1 / RATE)[1:]
"""In Hz, those of one spectrum."""
_FADE = np.hanning(WINDOW)
_LOUD = float((_FADE**2).sum())
"""The power at each frequency of noise with standard deviation 1."""


def power_of(wave: FloatArray) -> FloatArray:
    """Return the power at `FREQUENCIES` in the middle of a sound."""
    start = (len(wave) - WINDOW) // 2
    power: FloatArray = np.abs(np.fft.rfft(wave[start : start + WINDOW] * _FADE)[1:]) ** 2
    return power


def passed_on(formants: FloatArray) -> FloatArray:
    """Return how much of each frequency's power the mouth lets through.

    Parameters
    ----------
    formants : ndarray, shape (..., 3)
        In Hz; the fourth is where `speak` has it.

    Returns
    -------
    shares : ndarray, shape (..., n_frequencies)
    """
    fourth = np.full((*formants.shape[:-1], 1), FOURTH)
    all_four = np.concatenate([formants, fourth], axis=-1)
    return transmission(FREQUENCIES, all_four)


def energies_of(
    pitch: float, through: FloatArray, noise: float, n_bands: int
) -> FloatArray:
    """Return what `band_energies` gives for what `speak` says, for many mouths at once.

    The spectrum of the pulses is taken once, and multiplied by what each mouth lets
    through. Of the noise it has the mean.

    Parameters
    ----------
    pitch : float
    through : ndarray, shape (n_voices, n_frequencies)
        What `passed_on` gives for each mouth.
    noise : float
    n_bands : int

    Returns
    -------
    energies : ndarray, shape (n_voices, n_bands)
    """
    power = through * power_of(pulses(pitch))
    power *= _LOUD * len(FREQUENCIES) / power.sum(axis=-1, keepdims=True)
    power += noise**2 * _LOUD
    return in_bands(power, n_bands)
