"""Files that are fetched once, verified each time, and kept in the user's cache.

A file is looked for in the folder that ``ANN_LIB_DATA`` names, then in the cache, then
at its mirrors. Nothing is used before its SHA-256 agrees, and a download takes the
cache's place in one step: an interrupted one leaves nothing behind.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_TIMEOUT = (5.0, 30.0)  # seconds to connect, and between two pieces
_DAMAGED = (OSError, EOFError, zlib.error)


class DataUnavailableError(OSError):
    """A data set is neither on this computer nor to be had from the network now."""


@dataclass(frozen=True)
class DataFile:
    """One file of a data set, and how to know that it is whole.

    Parameters
    ----------
    name : str
        Its file name; ``.gz`` where it is compressed.
    size : int
        Bytes once unpacked.
    sha256 : str
        Expected SHA-256.
    of_content : bool
        Whether that is the hash of the unpacked bytes (mirrors compress anew) or of
        the file as its authors published it.
    unpack : bool
        Whether a ``.gz`` is unpacked. An archive is not: it is read file by file.
    """

    name: str
    size: int
    sha256: str
    of_content: bool = True
    unpack: bool = True

    @property
    def max_download(self) -> int:
        """Bytes that the packed file can have at most: gzip adds little even to noise."""
        return self.size + self.size // 100 + 4096


def local_folder() -> Path | None:
    """Return the folder that ``ANN_LIB_DATA`` names, or None where it is not set."""
    named = os.environ.get("ANN_LIB_DATA", "").strip()
    if not named:
        return None
    folder = Path(named).expanduser()
    if not folder.is_dir():
        raise ValueError(
            f"ANN_LIB_DATA must name a folder that exists, got {named!r}. "
            "Create it, correct the name, or unset ANN_LIB_DATA."
        )
    return folder


def cache_folder() -> Path:
    """Return the folder in the user's cache where downloads are kept."""
    import pooch

    return Path(pooch.os_cache("ann_lib"))


def candidates(folder: str, file: DataFile) -> list[Path]:
    """Return the paths on this computer where the file may be, the best first."""
    local = local_folder()
    paths = []
    if local is not None:
        paths = [local / folder / file.name]
        if file.of_content:
            paths.append(local / folder / file.name.removesuffix(".gz"))
    return [*paths, cache_folder() / folder / file.name]


def read(path: Path, file: DataFile) -> bytes:
    """Return a file's unpacked bytes, if they are what its authors published.

    Raises
    ------
    ValueError
        If the file is truncated, damaged, or another one. It is never unpacked beyond
        the size that it should have.
    """
    allowed = file.max_download
    if path.stat().st_size > allowed:
        raise ValueError(
            f"{path} is not the published {file.name}: expected at most {allowed:,} bytes, "
            f"got {path.stat().st_size:,}. Delete it, or put the right file in its place."
        )
    packed = path.read_bytes()
    content = packed
    if path.suffix == ".gz" and file.unpack:
        try:
            with gzip.open(path) as stream:
                content = stream.read(file.size + 1)
        except _DAMAGED as error:
            raise ValueError(
                f"{path} is damaged or truncated and cannot be unpacked ({error}). "
                "Delete it, or put the right file in its place."
            ) from None
    if len(content) != file.size:
        came = (
            f"more than {file.size:,}" if len(content) > file.size else f"{len(content):,}"
        )
        raise ValueError(
            f"{path} is damaged or not the published {file.name}: expected {file.size:,} "
            f"bytes, got {came}. Delete it, or put the right file in its place."
        )
    got = hashlib.sha256(content if file.of_content else packed).hexdigest()
    if got != file.sha256:
        raise ValueError(
            f"{path} is damaged or not the published {file.name}: expected SHA-256 "
            f"{file.sha256}, got {got}. Delete it, or put the right file in its place."
        )
    return content


def fetch(
    title: str,
    folder: str,
    file: DataFile,
    mirrors: Sequence[str],
    *,
    download: bool = True,
    progress: bool = True,
    instead: str = "load_digits()",
) -> bytes:
    """Return a file's verified, unpacked bytes, downloading it where it is missing.

    Parameters
    ----------
    title : str
        What the data set is called, for the messages.
    folder : str
        Its folder, within ``ANN_LIB_DATA`` and within the cache.
    file : DataFile
        Which file, and how to verify it.
    mirrors : sequence of str
        Addresses that the file's name is appended to, tried in turn.
    download : bool
        Whether the network may be used.
    progress : bool
        Whether a download shows a bar.
    instead : str
        What needs no download, for the messages.

    Raises
    ------
    ValueError
        If a file in the local folder is damaged.
    DataUnavailableError
        If the file is not here and cannot be fetched or kept; the message says what
        to do.
    """
    *local, cached = candidates(folder, file)
    for path in local:
        if path.is_file():
            return read(path, file)
    if cached.is_file():
        # A damaged copy in the cache is only a reason to fetch it again.
        with suppress(ValueError):
            return read(cached, file)
    if not download:
        raise _unavailable(title, folder, file, "downloading was not asked for", instead)
    reasons = []
    for mirror in mirrors:
        try:
            return _download(mirror + file.name, cached, file, progress=progress)
        except ValueError as error:
            reasons.append(f"{mirror} sent something else: {error}")
        except (OSError, ImportError) as error:
            reasons.append(_reason(error, cached))
            if isinstance(error, PermissionError | NotADirectoryError | FileExistsError):
                break
    reason = "; ".join(reasons) or "there is no mirror"
    raise _unavailable(title, folder, file, reason, instead)


def _reason(error: Exception, cached: Path) -> str:
    """Say in a few words what kept a download from succeeding."""
    try:
        from requests import RequestException
    except ImportError:
        return f"downloads do not work here: {error}"
    if isinstance(error, RequestException):
        return f"the network said {type(error).__name__}"
    if isinstance(error, OSError):
        return f"the cache {cached.parent} cannot be written: {error.strerror or error}"
    return f"downloads do not work here: {error}"


def _unavailable(
    title: str, folder: str, file: DataFile, reason: str, instead: str
) -> DataUnavailableError:
    return DataUnavailableError(
        f"{title} is not on this computer and could not be fetched ({reason}). Connect to "
        f"the internet once, or put {file.name} into a folder {folder!r} and set "
        f"ANN_LIB_DATA to the folder around it. {instead} needs neither."
    )


class _Capped:
    """A file to write to that takes no more than it should: a server may never end."""

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


def _download(url: str, target: Path, file: DataFile, *, progress: bool) -> bytes:
    """Download to a temporary file beside the target, verify it, and put it in place."""
    import pooch

    bar: Any = False
    if progress:
        from tqdm.auto import tqdm

        # An upper bound, until the server tells the size: pooch asks the bar whether it
        # is true, and one without a total has no answer.
        bar = tqdm(desc=file.name, total=file.size, unit="B", unit_scale=True, leave=False)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(
            dir=target.parent, prefix="part-", suffix=target.suffix
        )
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                fetcher = pooch.HTTPDownloader(
                    progressbar=bar, chunk_size=1 << 16, timeout=_TIMEOUT
                )
                fetcher(url, _Capped(stream, file), None)
            content = read(part, file)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    finally:
        if progress:
            bar.close()
    return content
