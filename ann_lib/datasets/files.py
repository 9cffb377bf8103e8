"""Data files that are downloaded once, verified every time, and kept in the user's cache.

A file is looked for in the folder that ``ANN_LIB_DATA`` names, then in the cache, then
at its mirrors. Nothing is used before its SHA-256 has been checked. A download is moved
into the cache only when it is complete, so an interrupted one leaves nothing behind.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import os
import secrets
import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from ann_lib._support.checks import FloatArray

_TIMEOUT = (5.0, 30.0)  # seconds to connect, and between two chunks
_DAMAGED = (gzip.BadGzipFile, EOFError, zlib.error)
_ABSENT = (FileNotFoundError, NotADirectoryError)


class DataUnavailableError(OSError):
    """A data set is not on this computer, or not usable, and cannot be downloaded now."""


@dataclass(frozen=True)
class DataFile:
    """One file of a data set, and how to check that it is complete.

    Parameters
    ----------
    name : str
        Its file name; ends in ``.gz`` if it is compressed.
    size : int
        Unpacked size in bytes.
    sha256 : str
        Expected SHA-256, of the unpacked bytes: mirrors compress differently.
    unpack : bool
        Whether a ``.gz`` is unpacked. An archive is not: it is read file by file, and
        its size and SHA-256 are those of the file as published.
    digest : callable, optional
        Returns the SHA-256 of what an archive holds, for one that is packed anew at each
        download; its size is then an upper bound.
    lines : bool
        Whether it is text of which there are copies with the line ends of Windows: it is
        verified, and returned, with those of the published file.
    """

    name: str
    size: int
    sha256: str
    unpack: bool = True
    digest: Callable[[bytes], str] | None = None
    lines: bool = False

    @property
    def max_download(self) -> int:
        """Largest size of the packed file in bytes: gzip adds little even to noise."""
        return self.size + self.size // 100 + 4096


def local_folder() -> Path | None:
    """Return the folder that ``ANN_LIB_DATA`` names, or None if it is not set."""
    named = os.environ.get("ANN_LIB_DATA", "").strip()
    if not named:
        return None
    folder = Path(named).expanduser()
    if not os.path.isdir(folder):
        raise ValueError(
            f"ANN_LIB_DATA must name a folder that exists, got {named!r}. "
            "Create it, correct the name, or unset ANN_LIB_DATA."
        )
    return folder


def cache_folder() -> Path:
    """Return the folder in the user's cache where downloads are kept.

    It is the one that ``pooch.os_cache("ann_lib")`` names; pooch itself, which a browser
    cannot import, is only needed to download.
    """
    if sys.platform == "win32":
        usual, folder = os.environ.get("LOCALAPPDATA"), "ann_lib/ann_lib/Cache"
    else:
        usual, folder = os.environ.get("XDG_CACHE_HOME"), "ann_lib"
    elsewhere = {"win32": "~/AppData/Local", "darwin": "~/Library/Caches"}
    home = elsewhere.get(sys.platform, "~/.cache")
    return Path((usual or "").strip() or home).expanduser() / folder


def candidates(folder: str, file: DataFile) -> list[Path]:
    """Return the paths where the file may be: the local folder first, the cache last."""
    local = local_folder()
    paths = []
    if local is not None:
        paths = [local / folder / file.name]
        if file.unpack:
            paths.append(local / folder / file.name.removesuffix(".gz"))
    return [*paths, cache_folder() / folder / file.name]


def read(path: Path, file: DataFile) -> bytes:
    """Return a file's unpacked bytes after checking that they are as published.

    Raises
    ------
    ValueError
        If the file is truncated, damaged, or another one. It is never unpacked beyond
        its expected size.
    OSError
        If there is no such file, or it may not be read.
    """
    other = f"{path} is damaged or not the published {file.name}: expected"
    cure = "Delete it, or put the right file in its place."
    size = path.stat().st_size
    if size > file.max_download:
        raise ValueError(
            f"{other} at most {file.max_download:,} bytes, got {size:,}. {cure}"
        )
    content = path.read_bytes()
    if path.suffix == ".gz" and file.unpack:
        try:
            with gzip.open(io.BytesIO(content)) as stream:
                content = stream.read(file.size + 1)
        except _DAMAGED as error:
            raise ValueError(
                f"{path} is damaged or truncated and cannot be unpacked ({error}). {cure}"
            ) from None
    if file.lines:
        content = content.replace(b"\r\n", b"\n")
    if len(content) != file.size and file.digest is None:
        more = len(content) > file.size
        got = f"more than {file.size:,}" if more else f"{len(content):,}"
        raise ValueError(f"{other} {file.size:,} bytes, got {got}. {cure}")
    got = (file.digest or sha256)(content)
    if got != file.sha256:
        raise ValueError(f"{other} SHA-256 {file.sha256}, got {got}. {cure}")
    return content


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes as text."""
    return hashlib.sha256(content).hexdigest()


@contextmanager
def usable(instead: str) -> Iterator[None]:
    """Say of a file that is damaged or may not be read that its data are unavailable.

    Parameters
    ----------
    instead : str
        What to call instead, for the message.

    Raises
    ------
    DataUnavailableError
        In place of a ValueError or an OSError, unless there is no such file.
    """
    try:
        yield
    except (DataUnavailableError, *_ABSENT):
        raise
    except ValueError as error:
        raise DataUnavailableError(f"{error} {instead} needs no such file.") from None
    except OSError as error:
        raise DataUnavailableError(
            f"{error.filename} cannot be read: {error.strerror or error}. Make it readable "
            f"(chmod a+r), or delete it. {instead} needs no such file."
        ) from None


@dataclass(frozen=True)
class Source:
    """Where the files of a data set come from.

    Parameters
    ----------
    title : str
        Name of the data set, for the messages.
    folder : str
        Its folder, within ``ANN_LIB_DATA`` and within the cache.
    mirrors : sequence of str
        Addresses to which a file's name is appended, tried in turn.
    instead : str
        What needs no download, for the messages.
    """

    title: str
    folder: str
    mirrors: Sequence[str] = ()
    instead: str = "load_digits()"

    def fetch(
        self, file: DataFile, *, download: bool, elsewhere: Sequence[Path] = ()
    ) -> bytes:
        """Return a file's verified, unpacked bytes, downloading it if it is missing.

        Parameters
        ----------
        file : DataFile
            Which file, and how to verify it.
        download : bool
            Whether the network may be used.
        elsewhere : sequence of Path
            Where else it may be, such as in an installed package.

        Raises
        ------
        DataUnavailableError
            If a file in the local folder is damaged or may not be read, or if there is
            none and it cannot be downloaded or kept; the message says what to do.
        """
        *local, cached = candidates(self.folder, file)
        for path in local:
            with suppress(*_ABSENT), usable(self.instead):
                return read(path, file)
        reasons = []
        for path in (*elsewhere, cached):
            try:
                return read(path, file)
            except _ABSENT:
                pass
            except (OSError, ValueError) as error:  # downloading it again may help
                reasons.append(str(error))
        if not download:
            reasons.append("downloading was not asked for")
        for mirror in self.mirrors if download else ():
            try:
                return _download(mirror + file.name, cached, file)
            except ValueError as error:
                reasons.append(f"{mirror} sent something else: {error}")
            except (OSError, ImportError) as error:
                reasons.append(_reason(error, cached))
                if isinstance(
                    error,
                    PermissionError | NotADirectoryError | FileExistsError | ImportError,
                ):
                    break
        raise DataUnavailableError(
            f"{self.title} is not on this computer and could not be fetched "
            f"({'; '.join(reasons) or 'there is no mirror'}). Connect to the internet "
            f"once, or put {file.name} into a folder {self.folder!r} and set ANN_LIB_DATA "
            f"to the folder around it. {self.instead} needs neither."
        )


def csv_rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a table in UTF-8, each by the names of its columns."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def columns_of(rows: Iterable[Mapping[str, str]], names: Collection[str]) -> FloatArray:
    """Return columns of such a table as numbers, shape (n_rows, n_columns)."""
    return np.array([[float(row[name]) for name in names] for row in rows])


def _reason(error: Exception, cached: Path) -> str:
    """Return in a few words why a download failed."""
    try:
        from requests import RequestException
    except ImportError:
        return f"downloads do not work here: {error}"
    if isinstance(error, RequestException):
        return f"the network said {type(error).__name__}"
    if isinstance(error, OSError):
        return f"the cache {cached.parent} cannot be written: {error.strerror or error}"
    return f"downloads do not work here: {error}"


class _Capped:
    """A file that accepts no more than the expected size: a server may never stop."""

    def __init__(self, stream: IO[bytes], file: DataFile) -> None:
        self.stream, self.left, self.file = stream, file.max_download, file

    def write(self, piece: bytes) -> None:
        self.left -= len(piece)
        if self.left < 0:
            raise ValueError(
                f"expected at most {self.file.max_download:,} bytes for {self.file.name}, "
                "got more."
            )
        self.stream.write(piece)

    def flush(self) -> None:
        self.stream.flush()


def _download(url: str, target: Path, file: DataFile) -> bytes:
    """Download to a temporary file beside the target, verify it, and move it there."""
    import pooch
    from tqdm.auto import tqdm

    # An upper bound until the server tells the size: pooch asks for the truth value
    # of the bar, and a bar without a total has none.
    bar = tqdm(desc=file.name, total=file.size, unit="B", unit_scale=True, leave=False)
    # Not made by tempfile, whose files nobody else may read: umask gives the mode.
    part = target.with_name(f"part-{secrets.token_hex(8)}{target.suffix}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "xb") as stream:
            fetcher = pooch.HTTPDownloader(
                progressbar=bar, chunk_size=1 << 16, timeout=_TIMEOUT
            )
            fetcher(url, _Capped(stream, file), None)
        content = read(part, file)
        part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        bar.close()
    return content
