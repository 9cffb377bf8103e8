"""MNIST: 70,000 handwritten digits of 28×28 pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.files import DataFile, Source

SOURCE = Source(
    "MNIST",
    "mnist",
    (
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ),
)
N_TRAIN, N_TEST = 60_000, 10_000
# Mirrors compress the files differently: the hashes are those of the unpacked bytes.
FILES = {
    "train-images": DataFile(
        "train-images-idx3-ubyte.gz",
        47_040_016,
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    ),
    "train-labels": DataFile(
        "train-labels-idx1-ubyte.gz",
        60_008,
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    ),
    "test-images": DataFile(
        "t10k-images-idx3-ubyte.gz",
        7_840_016,
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    ),
    "test-labels": DataFile(
        "t10k-labels-idx1-ubyte.gz",
        10_008,
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ),
}


def load_mnist(*, download: bool = True) -> Dataset:
    """Return MNIST's handwritten digits, downloading them once if they are missing.

    LeCun, Cortes and Burges, The MNIST database of handwritten digits, 1998
    (CC BY-SA 3.0).

    Parameters
    ----------
    download : bool
        Whether the network may be used.

    Returns
    -------
    Dataset
        x of shape (70_000, 784), float32, 0 (paper) to 1 (ink); y the digit. ``split()``
        separates the last 10,000 for testing, as the authors did.

    Raises
    ------
    DataUnavailableError
        If it is not on this computer and cannot be downloaded, or a file in the local
        folder is damaged or may not be read; the message says what to do.
    """

    def array(key: str, *shape: int) -> NDArray[np.uint8]:
        content = SOURCE.fetch(FILES[key], download=download)
        # The idx format: a magic number, the sizes, then one byte per number. The SHA-256
        # has vouched for all of them.
        return np.frombuffer(content, np.uint8, offset=4 + 4 * len(shape)).reshape(shape)

    x = np.empty((N_TRAIN + N_TEST, 784), dtype=np.float32)
    y = np.empty(len(x), dtype=np.int64)
    for name, rows in (("train", slice(N_TRAIN)), ("test", slice(N_TRAIN, None))):
        n = len(y[rows])
        pixels = array(f"{name}-images", n, 28, 28).reshape(n, 784)
        np.divide(pixels, np.float32(255), out=x[rows])
        y[rows] = array(f"{name}-labels", n)
    return Dataset(
        name="MNIST",
        x=x,
        y=y,
        class_names=tuple("0123456789"),
        image_shape=(28, 28, 1),
        n_test=N_TEST,
        description="LeCun, Cortes and Burges 1998, CC BY-SA 3.0.",
    )
