"""Phrases such as "not really bad", whose label is plain, and real reviews."""

from __future__ import annotations

from itertools import product

import numpy as np

from ann_lib.datasets.files import DataFile, Source
from ann_lib.datasets.texts import Texts

GOOD = (
    "good",
    "great",
    "lovely",
    "funny",
    "clever",
    "warm",
    "bright",
    "moving",
    "superb",
    "charming",
    "gripping",
    "delightful",
)
BAD = (
    "bad",
    "awful",
    "boring",
    "dull",
    "silly",
    "cold",
    "clumsy",
    "weak",
    "dreadful",
    "tedious",
    "dreary",
    "horrible",
)
DEGREES = ("", "very", "really", "quite")

SOURCE = Source("The set of reviews", "sentences_uci", instead="make_phrases()")
SITES = {
    "Amazon": DataFile(
        "amazon_cells_labelled.txt",
        58_226,
        "47003fc0a0d4840b00e96e715b6189bad09e7443a3da41c4cbe12ffc79f86ae3",
    ),
    "IMDb": DataFile(
        "imdb_labelled.txt",
        85_285,
        "aef2e49e3da25714d61175e3a6e68eeef74a20a2f914318dc3be9947ea86512d",
    ),
    "Yelp": DataFile(
        "yelp_labelled.txt",
        61_320,
        "c76468b7b5c6e56a0804d728345c5f84aa2142ddb214420f61cc9cfd4c00d2ea",
    ),
}


def make_phrases() -> Texts:
    """Return all 192 phrases "[not] [very | really | quite] word".

    A phrase is good if its word is good and there is no "not", or if its word is bad and
    there is one: the exclusive or of lesson 04. (Whoever says "not very good" means it
    mildly; this world knows no degrees.)

    Returns
    -------
    Texts
        y is 1 for good, 0 for bad; ``groups`` numbers the 24 words, 12 good ones first.
    """
    every = list(product(enumerate(GOOD + BAD), ("", "not"), DEGREES))
    texts = [" ".join(filter(None, (no, degree, word))) for (_, word), no, degree in every]
    good = [(i < len(GOOD)) != bool(no) for (i, _), no, _ in every]
    return Texts(
        name="phrases",
        texts=tuple(texts),
        y=np.array(good).astype(np.int64),
        class_names=("bad", "good"),
        groups=np.array([i for (i, _), _, _ in every]),
        group_names=GOOD + BAD,
        description="Generated.",
    )


def load_reviews(*, download: bool = True) -> Texts:
    """Return 3,000 sentences from reviews of phones, films and restaurants.

    Kotzias, Denil, de Freitas and Smyth, From group to individual labels using deep
    features, KDD 2015, doi:10.24432/C57604.

    Parameters
    ----------
    download : bool
        As elsewhere; no mirror of these files is known, so they must lie in the folder
        that ``ANN_LIB_DATA`` names.

    Returns
    -------
    Texts
        y is 1 for a sentence that praises, 0 for one that complains, as many of each;
        ``groups`` numbers the sites: Amazon, IMDb, Yelp.

    Raises
    ------
    DataUnavailableError
        If they are not on this computer, or one is damaged.
    """
    texts, labels, groups = [], [], []
    for site, file in enumerate(SITES.values()):
        content = SOURCE.fetch(file, download=download)
        # Only "\n" ends a sentence: one holds U+0085, at which splitlines() would break.
        for line in content.decode("utf-8").strip("\n").split("\n"):
            text, _, label = line.rpartition("\t")
            texts.append(text.strip())
            labels.append(int(label))
            groups.append(site)
    return Texts(
        name="reviews",
        texts=tuple(texts),
        y=np.array(labels),
        class_names=("bad", "good"),
        groups=np.array(groups),
        group_names=tuple(SITES),
        description="Kotzias et al. 2015, UCI Machine Learning Repository, CC BY 4.0 by "
        "UCI's page.",
    )
