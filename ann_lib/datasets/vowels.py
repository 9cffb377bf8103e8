"""Vowels as men, women and children speak them: their pitch and their formants."""

from __future__ import annotations

import numpy as np

from ann_lib._support.checks import (
    FloatArray,
    Rng,
    check_choice,
    check_int,
    check_kind,
    check_no_text,
    check_number,
    check_rng,
)
from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.files import DataFile, Source, columns_of, csv_rows
from ann_lib.datasets.speech import band_energies, speak

KINDS = ("man", "woman", "child")
FEATURES = ("kind", "pitch", "F1", "F2", "F3")
# Peterson and Barney, Control methods used in a study of the vowels, Journal of the
# Acoustical Society of America 24, 175 (1952), Table II: pitch and three formants in Hz.
AVERAGES = {
    "ee": ((136, 270, 2290, 3010), (235, 310, 2790, 3310), (272, 370, 3200, 3730)),
    "i": ((135, 390, 1990, 2550), (232, 430, 2480, 3070), (269, 530, 2730, 3600)),
    "e": ((130, 530, 1840, 2480), (223, 610, 2330, 2990), (260, 690, 2610, 3570)),
    "a": ((127, 660, 1720, 2410), (210, 860, 2050, 2850), (251, 1010, 2320, 3320)),
    "ah": ((124, 730, 1090, 2440), (212, 850, 1220, 2810), (256, 1030, 1370, 3170)),
    "aw": ((129, 570, 840, 2410), (216, 590, 920, 2710), (263, 680, 1060, 3180)),
    "u": ((137, 440, 1020, 2240), (232, 470, 1160, 2680), (276, 560, 1410, 3310)),
    "oo": ((141, 300, 870, 2240), (231, 370, 950, 2670), (274, 430, 1170, 3260)),
    "uh": ((130, 640, 1190, 2390), (221, 760, 1400, 2780), (261, 850, 1590, 3360)),
    "er": ((133, 490, 1350, 1690), (218, 500, 1640, 1960), (261, 560, 1820, 2160)),
}
"""Vowel, as in heed, hid, head, had, hod, hawed, hood, who'd, hud, heard -> averages of
33 men, 28 women and 15 children, in this order."""
FIVE = ("ee", "a", "ah", "oo", "er")
"""The vowels that lesson 11 uses: far from one another in the mouth."""
SYMBOLS = dict(
    zip(("i", "I", "E", "{", "A", "O", "U", "u", "V", "3'"), AVERAGES, strict=True)
)
"""What the file calls each vowel (X-SAMPA)."""

SOURCE = Source("The table of vowels", "vowels", instead="make_speakers()")
FILE = DataFile(
    "pb52.csv",
    43_888,
    "0e6b43dd28b00224f32960c931ab484e55c4a6ac1c1112c6849bf6fb613fdb9e",
)
# How much people of one kind differ, as standard deviations of the logarithm, measured on
# the 76 speakers of that study: in pitch, in the size of throat and mouth, which moves all
# formants together, and from vowel to vowel in each formant.
_PITCH, _SIZE, _VOWEL = 0.11, 0.045, (0.10, 0.08, 0.055)


def load_vowels(*, download: bool = True) -> Dataset:
    """Return ten vowels of 76 people, spoken twice: what Peterson and Barney measured.

    Control methods used in a study of the vowels, Journal of the Acoustical Society of
    America 24, 175 (1952); as in the R package phonTools (MIT).

    Parameters
    ----------
    download : bool
        As elsewhere; no mirror of this file is known, so it must lie in the folder that
        ``ANN_LIB_DATA`` names.

    Returns
    -------
    Dataset
        x of shape (1520, 5): kind (0 man, 1 woman, 2 child), pitch and three formants in
        Hz; y the vowel. ``groups`` numbers the speakers.

    Raises
    ------
    DataUnavailableError
        If it is not on this computer, or is damaged.
    """
    rows = csv_rows(SOURCE.fetch(FILE, download=download))
    names, kinds = list(AVERAGES), ["mwc".index(row["type"]) for row in rows]
    return Dataset(
        name="vowels",
        x=np.column_stack([kinds, columns_of(rows, ["f0", "f1", "f2", "f3"])]),
        y=np.array([names.index(SYMBOLS[row["vowel"]]) for row in rows]),
        class_names=tuple(names),
        feature_names=FEATURES,
        groups=np.array([int(row["speaker"]) - 1 for row in rows]),
        description="Peterson and Barney 1952; phonTools (MIT). Pitch and formants in Hz.",
    )


def make_speakers(
    n_men: int = 33,
    n_women: int = 28,
    n_children: int = 15,
    *,
    spread: float = 1.0,
    rng: Rng = None,
) -> Dataset:
    """Draw people around the published averages of men, women and children.

    Each says each of the ten vowels twice. People of one kind differ in pitch by 11 %, in
    the size of throat and mouth by 4.5 %, and from vowel to vowel in the formants by 10,
    8 and 5.5 % (standard deviations, as those 76 people did).

    Parameters
    ----------
    n_men, n_women, n_children : int
        How many, from 0; together at least one.
    spread : float
        How much they differ, times as much as people do: 0 makes everybody average.
    rng : Generator or int, optional
        Source of randomness.

    Returns
    -------
    Dataset
        As `load_vowels` returns it.

    Raises
    ------
    ValueError
        If nobody is left, or a number is negative.
    """
    counts = [
        check_int(n, name, minimum=0)
        for n, name in ((n_men, "n_men"), (n_women, "n_women"), (n_children, "n_children"))
    ]
    if not sum(counts):
        raise ValueError("n_men, n_women and n_children must be at least 1 together.")
    spread = check_number(spread, "spread", minimum=0)
    rng = check_rng(rng)
    averages = np.array(list(AVERAGES.values()), dtype=float)  # vowel, kind, number
    rows, vowels, speakers = [], [], []
    for speaker, kind in enumerate(np.repeat(range(3), counts)):
        pitch, size = spread * rng.normal(size=2) * (_PITCH, _SIZE)
        for vowel, numbers in enumerate(averages[:, kind]):
            for _ in range(2):
                own = np.append(pitch, size + spread * rng.normal(size=3) * _VOWEL)
                rows.append([kind, *(numbers * np.exp(own))])
                vowels.append(vowel)
                speakers.append(speaker)
    return Dataset(
        name="speakers",
        x=np.array(rows),
        y=np.array(vowels),
        class_names=tuple(AVERAGES),
        feature_names=FEATURES,
        groups=np.array(speakers),
        description="Drawn around the averages of Peterson and Barney 1952. In Hz.",
    )


def make_vowels(
    speakers: Dataset,
    vowels: tuple[str, ...] = FIVE,
    *,
    n_bands: int = 32,
    noise: float = 0.05,
    rng: Rng = None,
) -> Dataset:
    """Speak the vowels of people, and return what a network hears of each.

    Parameters
    ----------
    speakers : Dataset
        From `make_speakers` or `load_vowels`.
    vowels : tuple of str
        Which of the ten, each once.
    n_bands : int
        Bands of frequencies.
    noise : float
        Standard deviation of noise, where a voice's own is 1.
    rng : Generator or int, optional
        Draws the noise.

    Returns
    -------
    Dataset
        x of shape (n_sounds, n_bands), the energies of `band_energies`; y the number of
        the vowel in ``vowels``; ``groups`` the speakers.

    Raises
    ------
    ValueError
        If a vowel is none of the ten, or there is none, or one stands twice.
    """
    check_kind(speakers, "speakers", Dataset)
    check_no_text(vowels, "vowels")
    numbers = [
        speakers.class_names.index(check_choice(vowel, "each vowel", speakers.class_names))
        for vowel in vowels
    ]
    if not numbers or len(set(numbers)) < len(numbers):
        raise ValueError(f"vowels must be at least one, each once, got {vowels!r}.")
    rng = check_rng(rng)
    wanted = np.flatnonzero(np.isin(speakers.y, numbers))
    sounds: list[FloatArray] = []
    for _, pitch, *formants in speakers.x[wanted]:
        wave = speak(pitch, formants, noise=noise, rng=rng)
        sounds.append(band_energies(wave, n_bands))
    groups = np.arange(len(speakers)) if speakers.groups is None else speakers.groups
    return Dataset(
        name="spoken vowels",
        x=np.array(sounds),
        y=np.array([numbers.index(label) for label in speakers.y[wanted]]),
        class_names=tuple(vowels),
        groups=groups[wanted],
        description=f"Log energies of {n_bands} bands from 0 to 4,000 Hz.",
    )
