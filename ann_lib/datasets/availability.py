"""Which data sets can be loaded without the network, so that a lesson can go on without."""

from __future__ import annotations

from collections.abc import Callable

from ann_lib._support.checks import check_choice
from ann_lib.datasets import (
    cats_and_dogs,
    mnist,
    names,
    penguins,
    phrases,
    spoken_digits,
    tables,
    vowels,
)
from ann_lib.datasets.files import DataUnavailableError

_LOADERS: dict[str, Callable[..., object]] = {
    "bikes": tables.load_bikes,
    "buildings": tables.load_buildings,
    "names": names.load_names,
    "penguins": penguins.load_penguins,
    "reviews": phrases.load_reviews,
    "spoken digits": spoken_digits.load_spoken_digits,
    "vowels": vowels.load_vowels,
}
NAMES = tuple(sorted(["cifar-10", "mnist", *_LOADERS]))


def available(name: str) -> bool:
    """Return whether a data set that must be downloaded can be loaded from this computer.

    Parameters
    ----------
    name : str
        Which set: "bikes", "buildings", "cifar-10", "mnist", "names", "penguins",
        "reviews", "spoken digits" or "vowels". No network is used; its files are read
        and verified.
    """
    check_choice(name, "name", NAMES)
    try:
        if name == "cifar-10":
            source, archive = cats_and_dogs.SOURCE, cats_and_dogs.ARCHIVE
            cats_and_dogs.read_local() or source.fetch(archive, download=False)
        elif name == "mnist":
            for file in mnist.FILES.values():
                mnist.SOURCE.fetch(file, download=False)
        else:
            _LOADERS[name](download=False)
    except DataUnavailableError:
        return False
    return True
