"""Ten digits, spoken by six men, fifty times each: the Free Spoken Digit Dataset."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import wave
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath

import numpy as np

from ann_lib._support.checks import FloatArray
from ann_lib.datasets.files import (
    DataFile,
    DataUnavailableError,
    Source,
    local_folder,
    sha256,
    usable,
)
from ann_lib.datasets.recordings import Recordings

FOLDER = "fsdd"
SPEAKERS = ("george", "jackson", "lucas", "nicolas", "theo", "yweweler")
N_NUMBERS, N_TEST_NUMBERS = 50, 5
"""Each speaker's recordings of a digit; the first five of them are the authors' test."""
RATE = 8_000
"""Samples per second."""
INSTEAD = "make_speakers()"
MAX_WAVE, MAX_UNPACKED = 100_000, 100_000_000  # bytes, about three times what there is
SHA256 = "99aa5e3a7c822ab55b2a3b47e0b05aeb9f011c54837a12e3831ad24108330829"
"""Of the lines that name each recording, in order, and its own SHA-256: see `digest`."""


def names() -> list[str]:
    """Return what the files are called: digit, speaker, number."""
    numbers = range(N_NUMBERS)
    return [f"{d}_{who}_{i}.wav" for d in range(10) for who in SPEAKERS for i in numbers]


def digest(contents: Mapping[str, bytes]) -> str:
    """Return a SHA-256 that tells one set of recordings from any other."""
    lines = (f"{name}\0{sha256(contents[name])}\n" for name in sorted(contents))
    return sha256("".join(lines).encode())


def _digest_of_archive(archive: bytes) -> str:
    try:
        return digest(_unpack(archive))
    except (tarfile.TarError, OSError, EOFError, zlib.error, ValueError) as error:
        return f"none, since it cannot be unpacked ({error})"


ARCHIVE = DataFile(
    "fsdd.tar.gz", 25_000_000, SHA256, unpack=False, digest=_digest_of_archive
)
# Packed anew at each download. What follows the question mark is ignored there.
_REPOSITORY = "https://github.com/Jakobovski/free-spoken-digit-dataset/archive/refs/"
SOURCE = Source(
    "The set of spoken digits (FSDD)",
    FOLDER,
    (f"{_REPOSITORY}tags/v1.0.10.tar.gz?", f"{_REPOSITORY}heads/master.tar.gz?"),
    INSTEAD,
)


def load_spoken_digits(*, download: bool = True) -> Recordings:
    """Return 3,000 recordings of spoken digits, downloading them if necessary.

    Jackson and others, Free Spoken Digit Dataset, 2016 to 2020,
    doi:10.5281/zenodo.1342401 (CC BY-SA 4.0).

    Parameters
    ----------
    download : bool
        Whether the network may be used: the archive is 16 MB.

    Returns
    -------
    Recordings
        8,000 samples per second; y the digit; ``groups`` the six speakers. The last 300
        are those that the authors keep for testing, five of each digit and speaker: all
        speakers are on both sides.

    Raises
    ------
    DataUnavailableError
        If they are not on this computer and cannot be downloaded, or some are missing or
        damaged.
    """
    contents = _read_local()
    if contents is None:
        contents = _unpack(SOURCE.fetch(ARCHIVE, download=download))
    split = [name.removesuffix(".wav").split("_") for name in names()]
    parts = [(int(digit), SPEAKERS.index(who), int(i)) for digit, who, i in split]
    parts.sort(key=lambda part: part[2] < N_TEST_NUMBERS)  # the test last
    return Recordings(
        name="spoken digits",
        waves=tuple(_wave(contents[f"{d}_{SPEAKERS[who]}_{i}.wav"]) for d, who, i in parts),
        y=np.array([digit for digit, *_ in parts]),
        class_names=tuple("0123456789"),
        groups=np.array([speaker for _, speaker, _ in parts]),
        group_names=SPEAKERS,
        rate=RATE,
        n_test=10 * len(SPEAKERS) * N_TEST_NUMBERS,
        description="Free Spoken Digit Dataset, CC BY-SA 4.0.",
    )


def _read_local() -> dict[str, bytes] | None:
    """Return what the files in the local folder hold, or None if it has none of them."""
    local = local_folder()
    if local is None:
        return None
    folder = local / FOLDER / "recordings"
    expected = names()
    missing = [name for name in expected if not os.path.isfile(folder / name)]
    if len(missing) == len(expected):
        return None
    if missing:
        raise DataUnavailableError(
            f"{folder} must hold {len(expected):,} recordings, got {len(missing):,} fewer: "
            f"no {', '.join(missing[:3])}{', …' * (len(missing) > 3)}. Put the rest there, "
            f"too. {INSTEAD} needs no such file."
        )
    with usable(INSTEAD):
        large = [name for name in expected if (folder / name).stat().st_size > MAX_WAVE]
        contents = (
            {} if large else {name: (folder / name).read_bytes() for name in expected}
        )
        if large or (got := digest(contents)) != SHA256:
            came = f"{large[0]} of more than {MAX_WAVE:,} bytes" if large else got
            raise ValueError(
                f"The recordings in {folder} are damaged or not those that were published: "
                f"expected SHA-256 {SHA256} over all of them, got {came}. Delete them, or "
                "put the right ones in their place."
            )
    return contents


def _unpack(archive: bytes) -> dict[str, bytes]:
    """Return the recordings in an archive by name."""
    with gzip.open(io.BytesIO(archive)) as stream:
        content = stream.read(MAX_UNPACKED + 1)
    if len(content) > MAX_UNPACKED:
        raise ValueError(f"more than {MAX_UNPACKED:,} bytes")
    contents = {}
    with tarfile.open(fileobj=io.BytesIO(content)) as packed:
        for member in packed:
            path = PurePosixPath(member.name)
            file = packed.extractfile(member)  # None for a folder
            if file and path.suffix == ".wav" and path.parent.name == "recordings":
                contents[path.name] = file.read()
    return contents


def _wave(content: bytes) -> FloatArray:
    """Return a recording's samples, of 16 bits, as numbers from -1 to 1."""
    with wave.open(io.BytesIO(content)) as file:
        samples = file.readframes(file.getnframes())
    return np.frombuffer(samples, "<i2").astype(np.float32) / np.float32(2**15)
