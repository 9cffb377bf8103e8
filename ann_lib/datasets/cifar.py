"""CIFAR-10's binary format: one byte for the class, then 32×32 pixels, colour by colour.

Krizhevsky, Learning multiple layers of features from tiny images, 2009.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

CLASSES = (
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship",
    "truck",
)  # fmt: skip
RECORD = 1 + 3 * 32 * 32
"""Bytes per picture: its class, then the red, green and blue planes, row by row."""
MAX_RECORDS = 10_000
"""Number of pictures in one of the original files."""


def parse_records(content: bytes, name: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the pictures and their classes from a file of records.

    Parameters
    ----------
    content : bytes
        The whole file.
    name : str
        Its name in the error messages.

    Returns
    -------
    images : ndarray of uint8, shape (n, 32, 32, 3)
        Height × width × channels (red, green, blue), 0 to 255; a view of the content.
    labels : ndarray of uint8, shape (n,)
        An index into `CLASSES`.

    Raises
    ------
    ValueError
        If a record is incomplete, there are too many, or a class does not exist.
    """
    n_records, rest = divmod(len(content), RECORD)
    if rest or not n_records:
        raise ValueError(
            f"{name} must hold whole records of {RECORD:,} bytes, got {len(content):,} "
            f"bytes: {n_records:,} records and {rest:,} bytes. It is truncated or not a "
            "file of CIFAR-10's binary version. Put the right file in its place."
        )
    if n_records > MAX_RECORDS:
        raise ValueError(
            f"{name} must hold at most {MAX_RECORDS:,} records, got {n_records:,}. "
            "Put the right file in its place."
        )
    records = np.frombuffer(content, dtype=np.uint8).reshape(n_records, RECORD)
    labels = records[:, 0]
    wrong = np.flatnonzero(labels >= len(CLASSES))
    if len(wrong):
        raise ValueError(
            f"{name} must begin each record with a class from 0 to {len(CLASSES) - 1}, got "
            f"{labels[wrong[0]]} in record {wrong[0]:,}. It is damaged or another format. "
            "Put the right file in its place."
        )
    planes = records[:, 1:].reshape(n_records, 3, 32, 32)
    return planes.transpose(0, 2, 3, 1), labels
