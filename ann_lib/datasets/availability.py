"""Which data sets are on this computer already, so that a lesson can go on without."""

from __future__ import annotations

from ann_lib._support.checks import check_choice
from ann_lib.datasets import cats_and_dogs, fashion_mnist, mnist
from ann_lib.datasets.files import candidates

_FETCHED = {
    "mnist": (mnist.FOLDER, mnist.FILES),
    "fashion_mnist": (fashion_mnist.FOLDER, fashion_mnist.FILES),
}


def available(name: str) -> bool:
    """Return whether a data set that must be fetched is on this computer already.

    Parameters
    ----------
    name : {"mnist", "fashion_mnist", "cifar-10"}
        Which set. No network is used, and the files are not verified yet.
    """
    if check_choice(name, "name", [*_FETCHED, "cifar-10"]) == "cifar-10":
        return cats_and_dogs.is_here()
    folder, files = _FETCHED[name]
    return all(
        any(path.is_file() for path in candidates(folder, file)) for file in files.values()
    )
