"""Which data sets can be loaded without the network, so that a lesson can go on without."""

from __future__ import annotations

from ann_lib._support.checks import check_choice
from ann_lib.datasets import cats_and_dogs, fashion_mnist, mnist
from ann_lib.datasets.files import DataUnavailableError, fetch

_IN_MNIST_FORMAT = {"mnist": mnist, "fashion_mnist": fashion_mnist}


def available(name: str) -> bool:
    """Return whether a data set that must be downloaded can be loaded from this computer.

    Parameters
    ----------
    name : {"mnist", "fashion_mnist", "cifar-10"}
        Which set. No network is used; its files are read and verified.
    """
    check_choice(name, "name", [*_IN_MNIST_FORMAT, "cifar-10"])
    try:
        if name == "cifar-10":
            cats_and_dogs.read_local() or cats_and_dogs.read_archived(download=False)
        else:
            source = _IN_MNIST_FORMAT[name]
            for file in source.FILES.values():
                fetch(name, source.FOLDER, file, (), download=False)
    except DataUnavailableError:
        return False
    return True
