"""MNIST: 70,000 handwritten digits of 28×28 pixels, and other sets in its format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import check_choice
from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.files import DataFile, fetch
from ann_lib.datasets.idx import parse_idx

FOLDER = "mnist"
MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
SAMPLES = {"train": 60_000, "test": 10_000}


def idx_files(*hashes: str, of_content: bool) -> dict[str, DataFile]:
    """Return the four files of a set in MNIST's format, with the SHA-256 of each."""
    names = ("train-images", "train-labels", "test-images", "test-labels")
    kinds = (
        ("train-images-idx3-ubyte.gz", 47_040_016),
        ("train-labels-idx1-ubyte.gz", 60_008),
        ("t10k-images-idx3-ubyte.gz", 7_840_016),
        ("t10k-labels-idx1-ubyte.gz", 10_008),
    )
    return {
        name: DataFile(*kind, sha256, of_content=of_content)
        for name, kind, sha256 in zip(names, kinds, hashes, strict=True)
    }


# Mirrors compress the files differently: the hashes are those of the unpacked bytes.
FILES = idx_files(
    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    of_content=True,
)


def load_mnist(
    part: str = "all", *, download: bool = True, progress: bool = True
) -> Dataset:
    """Return MNIST's handwritten digits, downloading them once if they are missing.

    LeCun, Cortes and Burges, The MNIST database of handwritten digits, 1998
    (CC BY-SA 3.0).

    Parameters
    ----------
    part : {"all", "train", "test"}
        All 70,000 (``split()`` then separates them as their authors did), the 60,000 for
        training, or the 10,000 for testing.
    download : bool
        Whether the network may be used.
    progress : bool
        Whether a download shows a progress bar.

    Returns
    -------
    Dataset
        x of shape (n, 784), float32, 0 (paper) to 1 (ink); y the digit.

    Raises
    ------
    DataUnavailableError
        If it is not on this computer and cannot be downloaded, or a file in the local
        folder is damaged or may not be read; the message says what to do.
    """
    return load_idx_images(
        "MNIST",
        FOLDER,
        FILES,
        MIRRORS,
        part=part,
        class_names=tuple("0123456789"),
        description="LeCun, Cortes and Burges 1998, CC BY-SA 3.0.",
        download=download,
        progress=progress,
    )


def load_idx_images(
    title: str,
    folder: str,
    files: Mapping[str, DataFile],
    mirrors: Sequence[str],
    *,
    part: str,
    class_names: tuple[str, ...],
    description: str,
    download: bool,
    progress: bool,
) -> Dataset:
    """Return a data set in MNIST's format: 28×28 pixels, 60,000 and 10,000 images."""
    check_choice(part, "part", ("all", "train", "test"))
    wanted = ["train", "test"] if part == "all" else [part]

    def array(key: str, *shape: int) -> NDArray[np.uint8]:
        content = fetch(
            title, folder, files[key], mirrors, download=download, progress=progress
        )
        return parse_idx(content, files[key].name, shape=shape)

    n = sum(SAMPLES[name] for name in wanted)
    x = np.empty((n, 784), dtype=np.float32)
    y = np.empty(n, dtype=np.int64)
    start = 0
    for name in wanted:
        count = SAMPLES[name]
        rows = slice(start, start + count)
        pixels = array(f"{name}-images", count, 28, 28)
        np.divide(pixels.reshape(count, 784), np.float32(255), out=x[rows])
        y[rows] = array(f"{name}-labels", count)
        start += count
    return Dataset(
        name=title,
        x=x,
        y=y,
        class_names=class_names,
        image_shape=(28, 28, 1),
        n_test=SAMPLES["test"] if part == "all" else 0,
        description=description,
    )
