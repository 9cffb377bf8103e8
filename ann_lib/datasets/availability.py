"""Which data sets can be loaded without the network, so that a lesson can go on without."""

from __future__ import annotations

from ann_lib._support.checks import check_choice
from ann_lib.datasets import cats_and_dogs, mnist, phrases, tables, vowels
from ann_lib.datasets.files import DataUnavailableError, fetch

NAMES = ("bikes", "buildings", "cifar-10", "mnist", "reviews", "vowels")


def available(name: str) -> bool:
    """Return whether a data set that must be downloaded can be loaded from this computer.

    Parameters
    ----------
    name : {"bikes", "buildings", "cifar-10", "mnist", "reviews", "vowels"}
        Which set. No network is used; its files are read and verified.
    """
    check_choice(name, "name", NAMES)
    try:
        if name == "cifar-10":
            cats_and_dogs.read_local() or cats_and_dogs.read_archived(download=False)
        elif name == "mnist":
            for file in mnist.FILES.values():
                fetch(name, mnist.FOLDER, file, (), download=False)
        elif name == "reviews":
            phrases.load_reviews(download=False)
        elif name == "vowels":
            vowels.load_vowels(download=False)
        else:
            table = tables.BIKES if name == "bikes" else tables.BUILDINGS
            table.rows(download=False)
    except DataUnavailableError:
        return False
    return True
