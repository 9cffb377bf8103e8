"""Which data sets can be loaded without the network, so that a lesson can go on without."""

from __future__ import annotations

from ann_lib._support.checks import check_choice
from ann_lib.datasets import cats_and_dogs, mnist
from ann_lib.datasets.files import DataUnavailableError, fetch


def available(name: str) -> bool:
    """Return whether a data set that must be downloaded can be loaded from this computer.

    Parameters
    ----------
    name : {"mnist", "cifar-10"}
        Which set. No network is used; its files are read and verified.
    """
    check_choice(name, "name", ["mnist", "cifar-10"])
    try:
        if name == "cifar-10":
            cats_and_dogs.read_local() or cats_and_dogs.read_archived(download=False)
        else:
            for file in mnist.FILES.values():
                fetch(name, mnist.FOLDER, file, (), download=False)
    except DataUnavailableError:
        return False
    return True
