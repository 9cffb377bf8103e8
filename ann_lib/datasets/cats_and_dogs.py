"""Photographs of cats and dogs, 32×32 pixels in colour: two of CIFAR-10's ten classes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import check_choice
from ann_lib.datasets.cifar import CLASSES, MAX_RECORDS, RECORD, parse_records, read_archive
from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.files import DataFile, candidates, fetch, local_folder

FOLDER = "cifar-10-batches-bin"
MIRRORS = ("https://www.cs.toronto.edu/~kriz/",)
ARCHIVE = DataFile(
    "cifar-10-binary.tar.gz",
    170_052_171,
    "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
    of_content=False,
    unpack=False,
)
BATCHES = {
    "train": tuple(f"data_batch_{number}.bin" for number in range(1, 6)),
    "test": ("test_batch.bin",),
}
NAMES = ("cat", "dog")


def load_cats_and_dogs(
    part: str = "all", *, download: bool = True, progress: bool = True
) -> Dataset:
    """Return CIFAR-10's photographs of cats and dogs, fetching them once if need be.

    Krizhevsky, Learning multiple layers of features from tiny images, technical report,
    University of Toronto, 2009, https://www.cs.toronto.edu/~kriz/cifar.html.

    Parameters
    ----------
    part : {"all", "train", "test"}
        All 12,000 (``split()`` then parts them as their authors did), the 10,000 to
        learn from, or the 2,000 to be examined on.
    download : bool
        Whether the network may be used: the archive with all ten classes is 170 MB.
    progress : bool
        Whether a download shows a bar.

    Returns
    -------
    Dataset
        x of shape (n, 3072), float32, 0 to 1: height × width × channels (red, green,
        blue). y is 0 for a cat, 1 for a dog.

    Raises
    ------
    DataUnavailableError
        If they are neither on this computer nor to be had; the message says what to do.
    ValueError
        If a file in the local folder is damaged, or one of them is missing.

    Notes
    -----
    The local folder's files ``cifar-10-batches-bin/data_batch_1.bin`` and so on may hold
    all ten classes, as published, or cats and dogs alone, and fewer than were published.
    """
    check_choice(part, "part", ("all", *BATCHES))
    parts = list(BATCHES) if part == "all" else [part]
    names = [name for each in parts for name in BATCHES[each]]
    contents = _local(names)
    if contents is None:
        contents = _archived(names, download=download, progress=progress)
    pictures, answers = zip(
        *(_cats_and_dogs(content, name) for name, content in contents.items()), strict=True
    )
    pixels = np.concatenate(pictures)
    tested = pictures[-1] if part == "all" else ()
    return Dataset(
        name="cats and dogs",
        x=np.divide(pixels.reshape(len(pixels), -1), np.float32(255), dtype=np.float32),
        y=np.concatenate(answers).astype(np.int64),
        class_names=NAMES,
        image_shape=(32, 32, 3),
        n_test=len(tested),
        description="CIFAR-10, Krizhevsky 2009. No licence is stated.",
    )


def is_here() -> bool:
    """Return whether the photographs are on this computer already, not verified yet."""
    names = [name for batch in BATCHES.values() for name in batch]
    paths = _local_paths(names)
    if any(path.is_file() for path in paths):
        return all(path.is_file() for path in paths)
    *local, cached = candidates(FOLDER, ARCHIVE)
    if any(path.is_file() for path in local):
        return True
    # A cut-off copy in the cache is only a reason to fetch it again.
    return cached.is_file() and cached.stat().st_size == ARCHIVE.size


def _local_paths(names: Sequence[str]) -> list[Path]:
    """Return where the files would be in the folder that ``ANN_LIB_DATA`` names."""
    local = local_folder()
    return [] if local is None else [local / FOLDER / name for name in names]


def _local(names: Sequence[str]) -> dict[str, bytes] | None:
    """Return the local folder's files, or None where it has none of them."""
    paths = _local_paths(names)
    missing = [path for path in paths if not path.is_file()]
    if len(missing) == len(paths):
        local = local_folder()
        if local is not None and (local / names[0]).is_file():
            raise ValueError(
                f"ANN_LIB_DATA must name the folder around {FOLDER!r}, got {str(local)!r}, "
                f"in which {names[0]} lies itself. Put the files into a folder {FOLDER!r}, "
                "and set ANN_LIB_DATA to the folder around that."
            )
        return None
    if missing:
        raise ValueError(
            f"{missing[0].parent} must hold {', '.join(names)}, got no "
            f"{', '.join(path.name for path in missing)}. Put the rest there, too."
        )
    for path in paths:
        if path.stat().st_size > MAX_RECORDS * RECORD:
            raise ValueError(
                f"{path} must hold at most {MAX_RECORDS:,} records of {RECORD:,} bytes, "
                f"got {path.stat().st_size:,} bytes. Put the right file in its place."
            )
    return {str(path): path.read_bytes() for path in paths}


def _archived(names: Sequence[str], *, download: bool, progress: bool) -> dict[str, bytes]:
    """Return the files from the archive as its author published it."""
    packed = fetch(
        "The set of cats and dogs (CIFAR-10)",
        FOLDER,
        ARCHIVE,
        MIRRORS,
        download=download,
        progress=progress,
        instead="make_pets()",
    )
    return read_archive(packed, [f"{FOLDER}/{name}" for name in names], ARCHIVE.name)


def _cats_and_dogs(
    content: bytes, name: str
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Return one file's pictures of cats and dogs, and which of them are dogs."""
    images, labels = parse_records(content, name)
    cat, dog = (labels == CLASSES.index(animal) for animal in NAMES)
    if not (cat.any() and dog.any()):
        raise ValueError(
            f"{name} must hold cats and dogs (classes 3 and 5), got {cat.sum():,} and "
            f"{dog.sum():,} of them. Is it a file of CIFAR-10's binary version? "
            "Put the right one in its place."
        )
    wanted = cat | dog
    return images[wanted], dog[wanted]
