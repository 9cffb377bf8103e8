"""CIFAR-10's binary format: one byte for the class, then 32×32 pixels, colour by colour.

Krizhevsky, Learning multiple layers of features from tiny images, 2009.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Sequence

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

_MAX_UNPACKED = 200_000_000
_MAX_MEMBERS = 32
_DAMAGED = (tarfile.TarError, OSError, EOFError, zlib.error)


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


def read_archive(packed: bytes, paths: Sequence[str], name: str) -> dict[str, bytes]:
    """Return some files from a ``.tar.gz``, unpacked in memory; nothing is written.

    Parameters
    ----------
    packed : bytes
        The archive.
    paths : sequence of str
        The files to return, exactly as the archive names them. Others are skipped.
    name : str
        Its name in the error messages.

    Raises
    ------
    ValueError
        If it is damaged, lacks a file, holds one twice or as a link, or would unpack to
        more than CIFAR-10 does.
    """
    found: dict[str, bytes] = {}
    try:
        with (
            gzip.GzipFile(fileobj=io.BytesIO(packed)) as unpacked,
            tarfile.open(fileobj=_Capped(unpacked, name), mode="r|") as archive,
        ):
            for number, member in enumerate(archive):
                if number >= _MAX_MEMBERS:
                    raise ValueError(f"{name} must hold few files, got {number + 1}.")
                if member.name not in paths:
                    continue
                if member.name in found:
                    raise ValueError(f"{name} must hold {member.name} once, got it twice.")
                stream = archive.extractfile(member) if member.isreg() else None
                if stream is None or member.size > MAX_RECORDS * RECORD:
                    raise ValueError(
                        f"{name} must hold {member.name} as an ordinary file of at most "
                        f"{MAX_RECORDS * RECORD:,} bytes, got something else."
                    )
                found[member.name] = stream.read()
    except _DAMAGED as error:
        raise ValueError(f"{name} is damaged and cannot be unpacked ({error}).") from None
    missing = [path for path in paths if path not in found]
    if missing:
        raise ValueError(f"{name} must hold {', '.join(missing)}, got no such file.")
    return found


class _Capped(io.RawIOBase):
    """The stream that an archive unpacks to, cut off at its expected size."""

    def __init__(self, stream: gzip.GzipFile, name: str) -> None:
        self.stream, self.left, self.name = stream, _MAX_UNPACKED, name

    def read(self, size: int = -1, /) -> bytes:
        piece = self.stream.read(min(size if size >= 0 else self.left + 1, self.left + 1))
        self.left -= len(piece)
        if self.left < 0:
            raise ValueError(
                f"{self.name} must unpack to at most {_MAX_UNPACKED:,} bytes, got more."
            )
        return piece
