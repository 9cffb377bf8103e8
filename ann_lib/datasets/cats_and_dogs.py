"""Photographs of cats and dogs, 32×32 pixels in colour: two of CIFAR-10's ten classes."""

from __future__ import annotations

import io
import os
import tarfile
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.files import (
    DataFile,
    DataUnavailableError,
    Source,
    local_folder,
    usable,
)

FOLDER = "cifar-10-batches-bin"
INSTEAD = "make_pets()"
SOURCE = Source(
    "The set of cats and dogs (CIFAR-10)",
    FOLDER,
    ("https://www.cs.toronto.edu/~kriz/",),
    INSTEAD,
)
ARCHIVE = DataFile(
    "cifar-10-binary.tar.gz",
    170_052_171,
    "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
    unpack=False,
)
BATCHES = (*(f"data_batch_{number}.bin" for number in range(1, 6)), "test_batch.bin")
"""Five files for training, and the last for testing."""
N_CLASSES, CAT, DOG = 10, 3, 5
"""CIFAR-10 has ten classes; the numbers of the two that are wanted."""
RECORD = 1 + 3 * 32 * 32
"""Bytes per picture: its class, then the red, green and blue planes, row by row."""
MAX_RECORDS = 10_000
"""Number of pictures in one of the original files."""
_Animals: TypeAlias = tuple[NDArray[np.uint8], NDArray[np.bool_]]


def load_cats_and_dogs(*, download: bool = True) -> Dataset:
    """Return CIFAR-10's photographs of cats and dogs, downloading them if necessary.

    Krizhevsky, Learning multiple layers of features from tiny images, technical report,
    University of Toronto, 2009, https://www.cs.toronto.edu/~kriz/cifar.html.

    Parameters
    ----------
    download : bool
        Whether the network may be used: the archive with all ten classes is 170 MB.

    Returns
    -------
    Dataset
        x of shape (12_000, 3072), float32, 0 to 1: height × width × channels (red,
        green, blue). y is 0 for a cat, 1 for a dog. ``split()`` separates the last 2,000
        for testing, as the author did.

    Raises
    ------
    DataUnavailableError
        If they are not on this computer and cannot be downloaded, or a file in the local
        folder is damaged, missing, or may not be read; the message says what to do.

    Notes
    -----
    The local folder's files ``cifar-10-batches-bin/data_batch_1.bin`` and so on may hold
    all ten classes, as published, or cats and dogs alone, and fewer than were published.
    """
    found = read_local()
    if found is None:
        archive = SOURCE.fetch(ARCHIVE, download=download)
        with usable(INSTEAD):
            contents = _unpack(archive)
            found = [_cats_and_dogs(contents[name], name) for name in BATCHES]
    pictures, answers = zip(*found, strict=True)
    pixels = np.concatenate(pictures)
    return Dataset(
        name="cats and dogs",
        x=np.divide(pixels.reshape(len(pixels), -1), np.float32(255), dtype=np.float32),
        y=np.concatenate(answers).astype(np.int64),
        class_names=("cat", "dog"),
        image_shape=(32, 32, 3),
        n_test=len(pictures[-1]),
        description="CIFAR-10, Krizhevsky 2009. No licence is stated.",
    )


def read_local() -> list[_Animals] | None:
    """Return what each file in the local folder holds, or None if it has none of them.

    Raises
    ------
    DataUnavailableError
        If some are missing, damaged, or may not be read.
    """
    local = local_folder()
    if local is None:
        return None
    folder = local / FOLDER
    missing = [name for name in BATCHES if not os.path.isfile(folder / name)]
    if len(missing) == len(BATCHES):
        if not os.path.isfile(local / BATCHES[0]):
            return None
        raise DataUnavailableError(
            f"ANN_LIB_DATA must name the folder around {FOLDER!r}, got {str(local)!r}, "
            f"which holds {BATCHES[0]} itself. Put the files into a folder {FOLDER!r}, "
            f"and set ANN_LIB_DATA to the folder around it. {INSTEAD} needs neither."
        )
    if missing:
        raise DataUnavailableError(
            f"{folder} must hold {', '.join(BATCHES)}, got no {', '.join(missing)}. Put "
            f"the rest there, too. {INSTEAD} needs no such file."
        )
    with usable(INSTEAD):
        return [_read_batch(folder / name) for name in BATCHES]


def _read_batch(path: Path) -> _Animals:
    if (size := path.stat().st_size) > MAX_RECORDS * RECORD:
        raise ValueError(
            f"{path} must hold at most {MAX_RECORDS:,} records of {RECORD:,} bytes, got "
            f"{size:,} bytes. Put the right file in its place."
        )
    return _cats_and_dogs(path.read_bytes(), str(path))


def _unpack(archive: bytes) -> dict[str, bytes]:
    """Return the published archive's files by name; its SHA-256 has vouched for them."""
    contents = {}
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r|gz") as packed:
        for member in packed:
            if (stream := packed.extractfile(member)) is not None:
                contents[Path(member.name).name] = stream.read()
    return contents


def _cats_and_dogs(content: bytes, name: str) -> _Animals:
    """Return the cats and dogs in one file of records, and which of them are dogs."""
    n_records, rest = divmod(len(content), RECORD)
    if rest or not n_records:
        raise ValueError(
            f"{name} must hold whole records of {RECORD:,} bytes, got {len(content):,} "
            f"bytes: {n_records:,} records and {rest:,} bytes. It is truncated or not a "
            "file of CIFAR-10's binary version. Put the right file in its place."
        )
    records = np.frombuffer(content, dtype=np.uint8).reshape(n_records, RECORD)
    labels = records[:, 0]
    wrong = np.flatnonzero(labels >= N_CLASSES)
    if len(wrong):
        raise ValueError(
            f"{name} must begin each record with a class from 0 to {N_CLASSES - 1}, got "
            f"{labels[wrong[0]]} in record {wrong[0]:,}. It is damaged or another format. "
            "Put the right file in its place."
        )
    cat, dog = labels == CAT, labels == DOG
    if not (cat.any() and dog.any()):
        raise ValueError(
            f"{name} must hold cats and dogs (classes {CAT} and {DOG}), got {cat.sum():,} "
            f"and {dog.sum():,} of them. Is it a file of CIFAR-10's binary version? "
            "Put the right one in its place."
        )
    wanted = cat | dog
    planes = records[wanted, 1:].reshape(-1, 3, 32, 32)
    return planes.transpose(0, 2, 3, 1), dog[wanted]
