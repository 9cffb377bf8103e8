"""344 penguins of three species, as a clean table and as it was first written down."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np

from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.files import DataFile, Source, columns_of, csv_rows

SOURCE = Source(
    "The table of penguins",
    "penguins",
    ("https://raw.githubusercontent.com/allisonhorst/palmerpenguins/main/inst/extdata/",),
    "load_diabetes()",
)
TIDY = DataFile(
    "penguins.csv",
    15_241,
    "f204db2c753b0937caac3cb35258562c14f073e4bbc76be24b4c51ce22767a93",
    lines=True,
)
RAW = DataFile(
    "penguins_raw.csv",
    53_098,
    "144f623143c9360fd77322a4f86acb06dc198814dbd2669724c63e6457b907bd",
    lines=True,
)
SPECIES = ("Adelie", "Chinstrap", "Gentoo")
COLUMNS = {
    "bill length": "bill_length_mm",
    "bill depth": "bill_depth_mm",
    "flipper length": "flipper_length_mm",
    "body mass": "body_mass_g",
}
"""What each feature is called in the clean table."""


def load_penguins(*, download: bool = True) -> Dataset:
    """Return what 342 penguins measure, and their species.

    Gorman, Williams and Fraser, Ecological sexual dimorphism and environmental
    variability within a community of Antarctic penguins, PLoS ONE 9, e90081 (2014);
    Horst, Hill and Gorman, palmerpenguins, 2020, doi:10.5281/zenodo.3960218 (CC0).

    Parameters
    ----------
    download : bool
        Whether the network may be used, if neither the folder that ``ANN_LIB_DATA``
        names nor the package palmerpenguins has the tables: they are 68 kB.

    Returns
    -------
    Dataset
        x of shape (342, 4): length and depth of the bill and length of a flipper in mm,
        mass in g; y the species. Two penguins that nobody measured are left out.
        ``groups`` numbers the nests, each with its two birds: a nest is known by season,
        species and number, since the numbers begin anew in each season.

    Raises
    ------
    DataUnavailableError
        If a table is not on this computer and cannot be downloaded, or is damaged.
    """
    nests = [_nest(row) for row in csv_rows(_read(RAW, download))]
    rows = csv_rows(_read(TIDY, download))  # in the same order
    measured = [
        i for i, row in enumerate(rows) if "NA" not in map(row.get, COLUMNS.values())
    ]
    number = {nest: i for i, nest in enumerate(dict.fromkeys(nests))}
    return Dataset(
        name="penguins",
        x=columns_of([rows[i] for i in measured], COLUMNS.values()),
        y=np.array([SPECIES.index(rows[i]["species"]) for i in measured]),
        class_names=SPECIES,
        feature_names=tuple(COLUMNS),
        groups=np.array([number[nests[i]] for i in measured]),
        description="Palmer Station, 2007 to 2009; Gorman et al. 2014, Horst et al. 2020, "
        "CC0. In mm and g.",
    )


def load_penguins_raw(*, download: bool = True) -> bytes:
    """Return the table of the penguins as it was first written down, a file's bytes.

    344 rows of 17 columns with dates, remarks, gaps, columns that never change, and a
    name for each bird, such as N21A1, that another bird of another season may have as
    well: it is there to be cleaned.

    Parameters
    ----------
    download : bool
        As for `load_penguins`, which has sources and licence.

    Returns
    -------
    content : bytes
        Text in UTF-8, with commas between the columns: what a file "penguins_raw.csv"
        holds.

    Raises
    ------
    DataUnavailableError
        If it is not on this computer and cannot be downloaded, or is damaged.
    """
    return _read(RAW, download)


def _read(file: DataFile, download: bool) -> bytes:
    return SOURCE.fetch(file, download=download, elsewhere=_in_package(file))


def _in_package(file: DataFile) -> list[Path]:
    """Return where the package palmerpenguins has a table; importing it takes pandas."""
    spec = find_spec("palmerpenguins")
    folders = (spec and spec.submodule_search_locations) or []
    return [Path(folder) / "data" / file.name.replace("_", "-") for folder in folders]


def _nest(bird: dict[str, str]) -> tuple[str, str, str]:
    """Return season, species and nest: N21A1 is adult 1 of the nest N21."""
    return bird["studyName"], bird["Species"], bird["Individual ID"].partition("A")[0]
