"""A voice made of numbers: pulses from the throat, shaped by the mouth's resonances.

The source and filter model of speech (Fant 1960): the vocal folds give a pulse at each
swing, and the throat and mouth let some frequencies through more than others. Where
they do, the formants, decides which vowel one hears.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._support.checks import (
    FloatArray,
    Rng,
    check_array,
    check_int,
    check_number,
    check_rng,
)

RATE = 8_000
"""Samples per second."""
FOURTH = 3_500.0
"""The fourth formant in Hz, where only three are given; it hardly matters for a vowel."""
BANDWIDTHS = (80.0, 100.0, 120.0, 175.0)
"""How wide each formant is, in Hz."""
VIBRATO = 0.02
"""By how much of itself the pitch swings, five times per second."""
WINDOW = 1_024
"""Samples that one spectrum is taken of."""


def pulses(pitch: float, *, seconds: float = 0.25) -> FloatArray:
    """Return a pulse for each swing of the vocal folds, shape (n_samples,).

    The pitch, in Hz, swings slightly, as a living voice does.
    """
    n = round(check_number(seconds, "seconds", minimum=0.13, maximum=60) * RATE)
    pitch = check_number(pitch, "pitch", minimum=50, maximum=600)
    times = np.arange(n) / RATE
    swings = np.cumsum(pitch * (1 + VIBRATO * np.sin(2 * np.pi * 5 * times))) / RATE
    source = np.diff(np.floor(swings), prepend=-1.0)
    return source - source.mean()


def resonance(frequencies: FloatArray, formants: ArrayLike) -> FloatArray:
    """Return how the mouth passes each frequency on, as complex numbers.

    Each formant is a resonator of second order (Klatt 1980), and they follow one another.
    Those above half of `RATE` are left out.

    Parameters
    ----------
    frequencies : ndarray, shape (n_frequencies,)
        In Hz.
    formants : array_like, shape (..., n_formants)
        In Hz; several voices at once where there is more than one axis.

    Returns
    -------
    response : ndarray, shape (..., n_frequencies), complex
    """
    b, c = _resonators(formants)
    late = np.exp(-2j * np.pi * np.asarray(frequencies) / RATE)
    return np.prod((1 - b - c) / (1 - b * late - c * late**2), axis=-2)


def transmission(frequencies: FloatArray, formants: ArrayLike) -> FloatArray:
    """Return how much of each frequency's power the mouth lets through.

    It is ``abs(resonance(frequencies, formants)) ** 2``, without complex numbers: for
    very many voices this takes a fraction of the time.
    """
    b, c = _resonators(formants)
    turn = 2 * np.pi * np.asarray(frequencies) / RATE
    # |1 - b z - c z²|² = 1 + b² + c² - 2 b (1 - c) cos ω - 2 c cos 2ω   where z = e⁻ⁱω
    waves = np.stack([np.ones_like(turn), np.cos(turn), np.cos(2 * turn)])
    parts = np.concatenate([1 + b**2 + c**2, -2 * b * (1 - c), -2 * c + 0 * b], axis=-1)
    first, *others = np.moveaxis(parts / (1 - b - c) ** 2, -2, 0)
    lost: FloatArray = first @ waves
    for other in others:
        lost *= other @ waves
    return np.divide(1, lost, out=lost)


def _resonators(formants: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return both coefficients of each formant's resonator, shape (..., n_formants, 1)."""
    centres = np.asarray(formants, dtype=np.float64)[..., None]
    radius = np.exp(-np.pi * np.array(BANDWIDTHS[: centres.shape[-2]])[:, None] / RATE)
    b = 2 * radius * np.cos(2 * np.pi * centres / RATE)
    # Beyond half of RATE a resonator would be heard as one below.
    heard = centres < RATE / 2
    return np.where(heard, b, 0), np.where(heard, -(radius**2), 0)


def speak(
    pitch: float,
    formants: Sequence[float],
    *,
    throat: float = 1.0,
    noise: float = 0.0,
    seconds: float = 0.25,
    rng: Rng = None,
) -> FloatArray:
    """Return the sound of a vowel, `RATE` samples per second.

    Parameters
    ----------
    pitch : float
        Swings of the vocal folds per second, in Hz, from 50 to 600.
    formants : sequence of float
        One to four frequencies in Hz that throat and mouth let through; a fourth is
        added to three.
    throat : float
        Length of throat and mouth; half the length doubles every formant.
    noise : float
        Standard deviation of noise, where the voice's own is 1.
    seconds : float
        From 0.13 on.
    rng : Generator or int, optional
        Draws the noise.

    Returns
    -------
    wave : ndarray, shape (n_samples,)
        Its standard deviation is 1 without noise.

    Raises
    ------
    ValueError
        If a number is out of its range.

    Examples
    --------
    >>> speak(120, [710, 1100, 2540]).shape
    (2000,)
    """
    tones = check_array(formants, "formants", ndim=1)
    if not 1 <= len(tones) <= len(BANDWIDTHS):
        raise ValueError(f"formants must hold one to four frequencies, got {len(tones)}.")
    if tones.min() <= 0:
        raise ValueError(f"formants must be above 0 Hz, got {tones.min():g}.")
    length = check_number(throat, "throat", minimum=0.4, maximum=2.5)
    spread = check_number(noise, "noise", minimum=0)
    source = pulses(pitch, seconds=seconds)
    if len(tones) == 3:
        tones = np.append(tones, FOURTH)
    n = 2 * len(source)  # room for the last pulse to fade, in place of wrapping round
    response = resonance(np.fft.rfftfreq(n, 1 / RATE), tones / length)
    wave = np.fft.irfft(np.fft.rfft(source, n) * response, n)[: len(source)]
    wave /= wave.std()
    return wave + spread * check_rng(rng).normal(size=len(wave)) if spread else wave


def band_energies(wave: ArrayLike, n_bands: int = 32) -> FloatArray:
    """Return how much of a sound lies in each band of frequencies, as logarithms.

    The middle `WINDOW` samples, faded in and out (a Hann window), are taken apart into
    frequencies from 0 to half of `RATE`. Each band is as wide as the next.

    Parameters
    ----------
    wave : array_like, shape (..., n_samples)
        One sound, or several.
    n_bands : int

    Returns
    -------
    energies : ndarray, shape (..., n_bands)
        log10 of the mean power of each band.

    Raises
    ------
    ValueError
        If a sound is shorter than `WINDOW` samples, or the bands are too many.
    """
    waves = check_array(wave, "wave")
    n = waves.shape[-1] if waves.ndim else 0
    if n < WINDOW:
        raise ValueError(
            f"wave must hold at least {WINDOW} samples, got {n}. Speak for longer: "
            f"{WINDOW / RATE:g} seconds at least."
        )
    n_bands = check_int(n_bands, "n_bands", maximum=WINDOW // 2)
    start = (n - WINDOW) // 2
    faded = waves[..., start : start + WINDOW] * np.hanning(WINDOW)
    power = np.abs(np.fft.rfft(faded)[..., 1:]) ** 2  # without the mean
    return in_bands(power, n_bands)


def in_bands(power: FloatArray, n_bands: int) -> FloatArray:
    """Return log10 of the mean power in each of ``n_bands`` equal bands."""
    edges = np.linspace(0, power.shape[-1], n_bands + 1).astype(int)
    sums = np.add.reduceat(power, edges[:-1], axis=-1)
    energies: FloatArray = np.log10(sums / np.diff(edges) + 1e-6)
    return energies
