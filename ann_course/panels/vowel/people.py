"""Other people's vowels: who has said what, and with which mouth one could say the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ann_course.panels.vowel import mouth
from ann_lib._support.checks import FloatArray, IntArray, describe
from ann_lib.datasets import Dataset
from ann_lib.datasets.vowels import AVERAGES, FEATURES, FIVE, KINDS

MOST_SPEAKERS = 30
"""How many vowels of other people can be asked for."""


@dataclass(frozen=True)
class Spoken:
    """A vowel that a person has said.

    Attributes
    ----------
    kind : {"man", "woman", "child"}
    vowel : str
    pitch : float
    formants : ndarray, shape (3,)
        In Hz.
    """

    kind: str
    vowel: str
    pitch: float
    formants: FloatArray

    @property
    def throat(self) -> float:
        """About how long the person's throat is, where a man's is 1.

        Of the vowels of men on average, one is the most alike but for its size.
        """
        men = np.array([averages[0][1:] for averages in AVERAGES.values()])
        ratios = np.log(self.formants / men)
        alike = ratios[np.ptp(ratios, axis=1).argmin()]
        throat = np.exp(-alike.mean())
        return round(float(np.clip(throat, mouth.SHORTEST, mouth.LONGEST)), 2)

    @property
    def shape(self) -> dict[str, float]:
        """Return jaw, tongue, throat and pitch of a mouth that says about the same."""
        f1, f2 = self.formants[:2] * self.throat
        jaw, tongue = (round(part, 2) for part in mouth.shape_for(float(f1), float(f2)))
        pitch = round(self.pitch)
        return {"jaw": jaw, "tongue": tongue, "throat": self.throat, "pitch": pitch}


def kinds_of(people: Dataset) -> IntArray:
    """Return for each person whether it is a man (0), a woman (1) or a child (2)."""
    groups = np.asarray(people.groups)
    first = np.unique(groups, return_index=True)[1]
    kinds: IntArray = people.columns("kind")[first, 0].astype(int)
    return kinds


def some(people: Dataset, persons: IntArray) -> Dataset:
    """Return the rows of some people, who keep their numbers."""
    groups = np.asarray(people.groups)
    rows = np.isin(groups, persons)
    return Dataset(
        name=people.name,
        x=people.x[rows],
        y=people.y[rows],
        class_names=people.class_names,
        feature_names=people.feature_names,
        groups=groups[rows],
    )


def in_turn(people: Dataset) -> list[Spoken]:
    """Return one of the five vowels per person: children, women and men in turn."""
    kinds, groups = kinds_of(people), np.asarray(people.groups)
    persons = np.unique(groups)
    queues = {kind: list(persons[kinds == kind]) for kind in (2, 1, 0)}
    spoken: list[Spoken] = []
    while len(spoken) < MOST_SPEAKERS and any(queues.values()):
        for queue in queues.values():
            if queue and len(spoken) < MOST_SPEAKERS:
                vowel = people.class_names.index(FIVE[2 * len(spoken) % len(FIVE)])
                own = (groups == queue.pop(0)) & (people.y == vowel)
                spoken += [_spoken(people, row) for row in np.flatnonzero(own)[:1]]
    return spoken


def _spoken(people: Dataset, row: int) -> Spoken:
    kind, pitch, *formants = people.x[row]
    vowel = people.class_names[people.y[row]]
    return Spoken(KINDS[int(kind)], vowel, float(pitch), np.array(formants))


def check_people(people: object) -> Dataset | None:
    """Return people as the panel takes them, or raise.

    Raises
    ------
    TypeError, ValueError
        If they are not what `make_speakers` and `load_vowels` return.
    """
    if people is None:
        return None
    if not isinstance(people, Dataset):
        raise TypeError(
            f"people must come from make_speakers or load_vowels, got {describe(people)}."
        )
    missing = [vowel for vowel in FIVE if vowel not in people.class_names]
    if people.feature_names != FEATURES or people.groups is None or missing:
        raise ValueError(
            "people must hold the pitch and the formants of speakers, as make_speakers and "
            f"load_vowels give them, got {people!r}."
        )
    return people
