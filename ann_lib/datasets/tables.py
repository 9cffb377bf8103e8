"""Tables of numbers that are downloaded once: hired bicycles, and heated buildings."""

from __future__ import annotations

from datetime import date

import numpy as np

from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.files import DataFile, Source, columns_of, csv_rows

BIKES = Source(
    "The table of hired bicycles",
    "bikes",
    (
        "https://raw.githubusercontent.com/udacity/deep-learning-v2-pytorch/"
        "cb8954f3e0bb25d9e5906f51a798c3b054aacca0/project-bikesharing/"
        "Bike-Sharing-Dataset/",
    ),
    "make_household_energy()",
)
BIKES_FILE = DataFile(
    "hour.csv",
    1_156_736,
    "e03de4ee4ef4dc376ac6e04bf829673c6269e8eba5c60fa121640fa2f829504f",
)
BUILDINGS = Source(
    "The table of heated buildings", "buildings", instead="make_household_energy()"
)
BUILDINGS_FILE = DataFile(
    "ENB2012_data.csv",
    33_488,
    "942e956444304902a9859966fbc71c2f1c7b3ba32592bb78d1b49e4c083fda19",
)

BIKE_COLUMNS = {
    "season": "season",
    "year": "yr",
    "month": "mnth",
    "hour": "hr",
    "holiday": "holiday",
    "weekday": "weekday",
    "working day": "workingday",
    "weather": "weathersit",
    "temperature": "temp",
    "felt temperature": "atemp",
    "humidity": "hum",
    "wind speed": "windspeed",
    "casual": "casual",
    "registered": "registered",
}
"""What each feature is called in the file."""
BUILDING_FEATURES = (
    "relative compactness",
    "surface area",
    "wall area",
    "roof area",
    "height",
    "orientation",
    "glazing area",
    "glazing distribution",
)


def load_bikes(*, download: bool = True) -> Dataset:
    """Return two years of hired bicycles, hour by hour, downloading them if necessary.

    Fanaee-T and Gama, Event labeling combining ensemble detectors and background
    knowledge, Progress in Artificial Intelligence 2, 113 (2013), doi:10.24432/C5W894.

    Parameters
    ----------
    download : bool
        Whether the network may be used: the file is 1.2 MB.

    Returns
    -------
    Dataset
        x of shape (17_379, 14), in the order of time; y the number of bicycles hired in
        the hour. ``casual`` and ``registered`` are the two kinds of customers, which are
        counted afterwards and add up to y: leave them out of what is to predict it.
        Temperatures, humidity and wind are scaled to 0 to 1 by the authors; weekday 0 is
        Sunday, weather 1 is clear and 4 heavy rain, year 0 is 2011.
        ``groups`` holds the day, counted from the first.

    Raises
    ------
    DataUnavailableError
        If it is not on this computer and cannot be downloaded, or is damaged.
    """
    rows = csv_rows(BIKES.fetch(BIKES_FILE, download=download))
    first = date.fromisoformat(rows[0]["dteday"])
    days = [(date.fromisoformat(row["dteday"]) - first).days for row in rows]
    return Dataset(
        name="bikes",
        x=columns_of(rows, BIKE_COLUMNS.values()),
        y=columns_of(rows, ["cnt"])[:, 0],
        feature_names=tuple(BIKE_COLUMNS),
        groups=np.array(days),
        description="Capital Bikeshare, Washington, 2011 and 2012; Fanaee-T and Gama "
        "2013. Bicycles hired per hour.",
    )


def load_buildings(*, download: bool = True) -> Dataset:
    """Return 768 simulated buildings and the heating that each needs.

    Tsanas and Xifara, Accurate quantitative estimation of energy performance of
    residential buildings, Energy and Buildings 49, 560 (2012), doi:10.24432/C51307.

    Parameters
    ----------
    download : bool
        As elsewhere; no mirror of the file as it was published is known, so it must lie
        in the folder that ``ANN_LIB_DATA`` names.

    Returns
    -------
    Dataset
        x of shape (768, 8); y the heating load in kWh/m². ``groups`` numbers the twelve
        shapes: buildings of one shape differ in their windows and orientation only.

    Raises
    ------
    DataUnavailableError
        If it is not on this computer, or is damaged.
    """
    rows = csv_rows(BUILDINGS.fetch(BUILDINGS_FILE, download=download))
    x = columns_of(rows, [f"x{i}" for i in range(1, 9)])
    _, shapes = np.unique(x[:, :5], axis=0, return_inverse=True)
    return Dataset(
        name="buildings",
        x=x,
        y=columns_of(rows, ["y1"])[:, 0],
        feature_names=BUILDING_FEATURES,
        groups=shapes.reshape(-1),
        description="Tsanas and Xifara 2012. Heating load in kWh/m².",
    )
