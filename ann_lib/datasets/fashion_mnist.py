"""Fashion-MNIST: clothes, in MNIST's format and harder to classify than digits."""

from __future__ import annotations

from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.mnist import idx_files, load_idx_images

FOLDER = "fashion-mnist"
MIRRORS = (
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
)

# The hashes are those of the published, compressed files, as in the checksum list of
# TensorFlow Datasets (url_checksums/fashion_mnist.txt).
FILES = idx_files(
    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    of_content=False,
)
CLASS_NAMES = (
    "T-shirt",
    "trousers",
    "pullover",
    "dress",
    "coat",
    "sandal",
    "shirt",
    "sneaker",
    "bag",
    "ankle boot",
)


def load_fashion_mnist(
    part: str = "all", *, download: bool = True, progress: bool = True
) -> Dataset:
    """Return Fashion-MNIST's clothes, downloading them once if they are missing.

    Xiao, Rasul and Vollgraf, Fashion-MNIST: a novel image dataset for benchmarking
    machine learning algorithms, arXiv:1708.07747, 2017 (MIT licence).

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
        x of shape (n, 784), float32, 0 to 1; y the kind of garment.

    Raises
    ------
    DataUnavailableError
        If it is not on this computer and cannot be downloaded, or a file in the local
        folder is damaged or may not be read; the message says what to do.
    """
    return load_idx_images(
        "Fashion-MNIST",
        FOLDER,
        FILES,
        MIRRORS,
        part=part,
        class_names=CLASS_NAMES,
        description="Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747, MIT licence.",
        download=download,
        progress=progress,
    )
