"""A drawn table of penguins and their nests, in the manner of a published one.

It stands in where the real table, `penguins_raw`, is not at hand: the same columns, with
the same faults. Birds are drawn around the averages of the published table (Gorman,
Williams and Fraser 2014); which nests get a second egg is drawn by chance alone. As in
the published table, the numbers of the nests begin anew in each season.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import Rng, check_rng

Columns: TypeAlias = dict[str, NDArray[Any]]
"""Name -> one value per row: numbers, where NaN is missing, or texts, where "" is."""

SPECIES: Mapping[str, tuple[str, int, tuple[str, ...]]] = {
    "Adelie": ("Adelie Penguin (Pygoscelis adeliae)", 76, ("Biscoe", "Dream", "Torgersen")),
    "Chinstrap": ("Chinstrap penguin (Pygoscelis antarctica)", 34, ("Dream",)),
    "Gentoo": ("Gentoo penguin (Pygoscelis papua)", 62, ("Biscoe",)),
}
"""Short name -> the table's name, the number of nests, and where they are."""
MEASURES: Mapping[str, tuple[float, Mapping[str, tuple[float, float]]]] = {
    "Culmen Length (mm)": (
        2.3,
        {"Adelie": (37.3, 40.4), "Chinstrap": (46.6, 51.1), "Gentoo": (45.6, 49.5)},
    ),
    "Culmen Depth (mm)": (
        0.8,
        {"Adelie": (17.6, 19.1), "Chinstrap": (17.6, 19.3), "Gentoo": (14.2, 15.7)},
    ),
    "Flipper Length (mm)": (
        5.6,
        {"Adelie": (187.8, 192.4), "Chinstrap": (191.7, 199.9), "Gentoo": (212.7, 221.5)},
    ),
    "Body Mass (g)": (
        310.0,
        {"Adelie": (3369, 4043), "Chinstrap": (3527, 3939), "Gentoo": (4680, 5485)},
    ),
}
"""Column -> the spread within one sex of one species, and female and male averages."""
SEASONS = ("PAL0708", "PAL0809", "PAL0910")
NO_CLUTCH = "Nest never observed with full clutch."
UNSEXED = "Sexing primers did not amplify."


def make_nests(*, rng: Rng = None) -> Columns:
    """Return a table of 344 drawn birds, two to a nest, column by column.

    Parameters
    ----------
    rng : Generator or int, optional

    Returns
    -------
    columns : dict of str to ndarray, shape (344,)
        The columns of `penguins_raw`. A number that is missing is NaN, a text that is
        missing is empty.

    Examples
    --------
    >>> nests = make_nests(rng=0)
    >>> len(nests), len(nests["Species"]), nests["Individual ID"][:4].tolist()
    (15, 344, ['N1A1', 'N1A2', 'N2A1', 'N2A2'])
    """
    generator = check_rng(rng)
    rows: list[dict[str, Any]] = []
    for short, (name, n_nests, islands) in SPECIES.items():
        number, in_season, before = 0, 0, ""
        for nest in range(n_nests):
            season = SEASONS[nest * len(SEASONS) // n_nests]
            in_season = 1 if season != before else in_season + 1
            before = season
            complete = generator.random() >= 0.1
            shared: dict[str, Any] = {
                "studyName": season,
                "Species": name,
                "Region": "Anvers",
                "Island": islands[nest % len(islands)],
                "Stage": "Adult, 1 Egg Stage",
                "Clutch Completion": "Yes" if complete else "No",
                "Date Egg": f"20{season[3:5]}-11-{generator.integers(9, 29):02}",
            }
            female_first = generator.random() < 0.85
            for adult in (1, 2):
                number += 1
                male = (adult == 2) == female_first
                bird: dict[str, Any] = {
                    "Sample Number": float(number),
                    "Individual ID": f"N{in_season}A{adult}",
                    "Sex": "MALE" if male else "FEMALE",
                }
                for column, (spread, averages) in MEASURES.items():
                    drawn = generator.normal(averages[short][male], spread)
                    bird[column] = round(drawn, 1 if spread < 5 else 0)
                comments = [NO_CLUTCH] * (not complete and generator.random() < 0.97)
                if generator.random() < 0.03:
                    bird["Sex"] = ""
                    comments.append(UNSEXED)
                rows.append(shared | bird | {"Comments": " ".join(comments)})
    for column in MEASURES:  # two adults could not be caught
        rows[3][column] = rows[-5][column] = np.nan
    return {name: np.array([row[name] for row in rows]) for name in _order(rows[0])}


def _order(row: Mapping[str, Any]) -> list[str]:
    first = ["studyName", "Sample Number", "Species", "Region", "Island", "Stage"]
    middle = ["Individual ID", "Clutch Completion", "Date Egg", *MEASURES, "Sex"]
    return [name for name in [*first, *middle, "Comments"] if name in row]


def example_table() -> Columns:
    """Return twelve columns of the drawn table, under short names."""
    return short_table(make_nests(rng=0))


def short_table(nests: Any) -> Columns:
    """Return the columns of a table of nests that the panel has room for.

    Parameters
    ----------
    nests : mapping of str to array_like, or pandas DataFrame
        With the columns of `penguins_raw`.
    """
    species = np.array([str(name).split()[0] for name in nests["Species"]])
    bird = [str(name).partition("A")[0] for name in nests["Individual ID"]]
    parts = zip(nests["studyName"], species, bird, strict=True)
    short = {
        "nest": np.array([" ".join(map(str, each)) for each in parts]),
        "species": species,
    }
    others = {
        "island": "Island",
        "date": "Date Egg",
        "bill length": "Culmen Length (mm)",
        "bill depth": "Culmen Depth (mm)",
        "flipper": "Flipper Length (mm)",
        "mass": "Body Mass (g)",
        "sex": "Sex",
        "comments": "Comments",
        "clutch": "Clutch Completion",
    }
    return short | {name: np.asarray(nests[source]) for name, source in others.items()}
