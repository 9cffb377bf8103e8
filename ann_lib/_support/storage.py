"""Named arrays and a small header in one ``.npz`` file, safe to write and safe to read.

Writing never harms what is there: the bytes go to a temporary file in the same folder,
which takes the old file's place only once all of them are on the disk.

Reading trusts nothing. A zip archive of a megabyte can unpack to a gigabyte, an array's
header can claim eight terabytes, and a pickle can run any code at all. So sizes are
compared before memory is taken, and compressed and pickled entries are refused.

The format: a zip archive without compression, one ``.npy`` entry per array, and an entry
``header`` of uint8 that holds JSON: the format's name and version, each array's shape
and dtype, and the caller's own header. NumPy's ``load`` reads it too.
"""

from __future__ import annotations

import errno
import io
import json
import math
import os
import re
import secrets
import stat
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import check_finite, describe

Arrays: TypeAlias = dict[str, NDArray[Any]]
Header: TypeAlias = dict[str, Any]

FORMAT, VERSION = "ann_lib", 1
MAX_BYTES = 2**30
_MAX_ARRAYS = 10_000
_MAX_DIRECTORY = _MAX_HEADER = 2**22  # bytes; enough for the names of all these arrays
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}")


def file_at(path: str | os.PathLike[str]) -> Path:
    """Return the path of a file that is there; ``~`` is the user's home folder.

    Raises
    ------
    FileNotFoundError
        If there is none, or something else: it says where it was looked for.
    """
    source = os.fspath(path)
    found = Path(source).expanduser()
    if found.is_file():
        return found
    if "://" in source:
        why = f"{source!r} is an address. Download the file, and give its path."
    elif found.is_dir():
        why = f"{source!r} is a folder. Give the path of a file in it."
    elif found.exists():  # a pipe, say: opening it would wait for ever
        why = f"{source!r} is a device. Give the path of a file."
    elif found.is_absolute():
        why = f"There is no file {source!r}. Its name or a folder may be spelled otherwise."
    else:
        why = (
            f"There is no file {source!r} in {Path.cwd()}. Put it there, or give its whole "
            "path."
        )
    raise FileNotFoundError(why)


def write_atomically(path: str | os.PathLike[str], data: bytes) -> None:
    """Put ``data`` into the file ``path``; on any error the old file stays as it was.

    An existing file keeps its permissions, and a link keeps pointing to it. ``~`` is the
    user's home folder.

    Raises
    ------
    OSError
        With the reason, and of the subclass that fits it (PermissionError and so on).
    """
    name = os.path.expanduser(os.fspath(path))
    target = os.path.realpath(name)
    folder = os.path.dirname(target)
    temporary = os.path.join(folder, f".ann_lib-{secrets.token_hex(8)}.tmp")
    try:
        if os.path.exists(target) and not os.path.isfile(target):
            raise OSError(errno.EINVAL, "It is a folder or a device, not a file")
        try:
            with open(temporary, "xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if os.path.exists(target):
                os.chmod(temporary, stat.S_IMODE(os.stat(target).st_mode))
            os.replace(temporary, target)
        except BaseException:  # also on Ctrl-C: no litter
            if os.path.lexists(temporary):
                os.remove(temporary)
            raise
    except OSError as error:
        reason = f"{error.strerror}. Make room, or choose a file that you may write to"
        if not os.path.isdir(folder):
            reason = f"there is no folder {folder!r}. Create it, or choose another"
        message = f"cannot save {name!r}: {reason}. Nothing that was there is lost."
        raise OSError(error.errno, message) from error


def write_npz(
    path: str | os.PathLike[str],
    arrays: Mapping[str, NDArray[Any]],
    header: Mapping[str, Any],
) -> None:
    """Write finite real arrays and a JSON header, wholly or not at all.

    Raises
    ------
    TypeError, ValueError
        If an array, its name or the header is none that the format can hold.
    OSError
        As `write_atomically` does.
    """
    for name, array in arrays.items():
        if not isinstance(name, str) or name == "header" or not _NAME.fullmatch(name):
            raise ValueError(
                f"an array's name may hold letters, digits and _ . / -, but "
                f"not be 'header'; got {describe(name)}."
            )
        if not isinstance(array, np.ndarray) or not _is_plain(array.dtype):
            raise TypeError(
                f"array {name!r} must be a NumPy array of real numbers, "
                f"got {describe(array)}."
            )
        check_finite(array, f"array {name!r}")
    shapes = {name: [list(a.shape), a.dtype.str] for name, a in arrays.items()}
    content = {"format": FORMAT, "version": VERSION, "arrays": shapes}
    try:
        text = json.dumps(content | {"header": dict(header)}, allow_nan=False).encode()
    except (TypeError, ValueError) as error:
        raise TypeError(f"header must hold what JSON can hold: {error}.") from None
    # A thousand bytes per array is room for what the archive adds to each.
    size = len(text) + sum(array.nbytes + 1000 for array in arrays.values())
    if size > MAX_BYTES or len(text) > _MAX_HEADER or len(arrays) > _MAX_ARRAYS:
        raise ValueError(f"too much to save: {len(arrays)} arrays, {size:,} bytes.")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, array in {"header": np.frombuffer(text, np.uint8), **arrays}.items():
            # A ZipInfo has a fixed date: the same network gives the same bytes.
            with archive.open(
                zipfile.ZipInfo(f"{name}.npy"), "w", force_zip64=True
            ) as file:
                np.lib.format.write_array(file, array, allow_pickle=False)
    write_atomically(path, buffer.getvalue())


def read_npz(path: str | os.PathLike[str]) -> tuple[Header, Arrays]:
    """Return header and arrays of a file that `write_npz` wrote.

    Nothing read takes more memory than the file is long, and that is at most
    ``MAX_BYTES``.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is anything but a whole file of this format.
    """
    there = file_at(path)
    try:
        with there.open("rb") as file:
            return _read(file, os.fstat(file.fileno()).st_size)
    except PermissionError:
        raise
    except _Unusable as error:
        why = str(error)
    except Exception as error:  # whatever NumPy, zipfile and json make of the bytes
        why = f"it is damaged or foreign ({type(error).__name__}: {error})"
    raise ValueError(f"cannot use {str(there)!r}: {why}. Save it anew, or find a copy.")


class _Unusable(Exception):
    """Why a file is refused."""


def _require(condition: bool, otherwise: str) -> None:
    if not condition:
        raise _Unusable(otherwise)


def _read(file: io.BufferedReader, size: int) -> tuple[Header, Arrays]:
    _require(size <= MAX_BYTES, f"it has {size:,} bytes, above the {MAX_BYTES:,} allowed")
    # zipfile loads a list of entries of any size, so look at the archive's end first: a
    # zip64 file's locator, and the record that ends every zip file.
    file.seek(max(0, size - 42))
    end = file.read(42)
    whole = end[-22:-18] == b"PK\x05\x06"
    _require(whole, "it is not a whole zip archive: truncated, or something else")
    small = end[-42:-38] != b"PK\x06\x07"
    _require(small, "it is a zip64 archive, for more than this format ever holds")
    directory = int.from_bytes(end[-10:-6], "little")
    fits = directory <= _MAX_DIRECTORY
    _require(fits, f"its list of entries has {directory:,} bytes")
    with zipfile.ZipFile(file) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        unique = len(entries) == len(archive.infolist())
        _require(unique, "two of its entries have the same name")
        claimed = sum(entry.file_size for entry in entries.values())
        _require(claimed <= size, "its entries claim more bytes than the whole file has")
        known = "header.npy" in entries
        _require(known, "it has no header entry, so something else wrote it")
        short = entries["header.npy"].file_size <= _MAX_HEADER
        _require(short, "its header is too long")
        content = json.loads(_read_array(archive, "header").tobytes().decode())
        ours = isinstance(content, dict) and content.get("format") == FORMAT
        _require(ours, "its header does not name this format")
        version = content.get("version")
        words = f"format version {describe(version)}, and this package reads {VERSION}"
        _require(version == VERSION, f"it has {words}")
        usual = set(content) == {"format", "version", "arrays", "header"}
        _require(usual, f"its header has the keys {sorted(content)}")
        shapes = {name: (tuple(s), str(d)) for name, (s, d) in content["arrays"].items()}
        expected = {"header.npy", *(f"{name}.npy" for name in shapes)}
        lost, more = sorted(expected - set(entries)), sorted(set(entries) - expected)
        _require(not lost + more, f"it lacks {lost[:5]} and has unknown {more[:5]}")
        arrays = {name: _read_array(archive, name) for name in shapes}
    for name, array in arrays.items():
        shape, dtype = shapes[name]
        _require(
            array.shape == shape and array.dtype.str[1:] == dtype[1:],
            f"array {name!r} should have shape {shape} and dtype {dtype}, "
            f"but it is {describe(array)}",
        )
        check_finite(array, f"array {name!r}")
    return dict(content["header"]), arrays


def _is_plain(dtype: np.dtype[Any]) -> bool:
    return dtype.kind in "fiub" and dtype.itemsize <= 8


def _read_array(archive: zipfile.ZipFile, name: str) -> NDArray[Any]:
    """Read one entry; its header and its size must agree before memory is taken."""
    entry = archive.getinfo(f"{name}.npy")
    stored = entry.compress_type == zipfile.ZIP_STORED
    _require(
        stored and entry.compress_size == entry.file_size,
        f"entry {name!r} is compressed, which this format never is",
    )
    with archive.open(entry) as member:
        version = np.lib.format.read_magic(member)
        supported = version == (1, 0)
        _require(supported, f"array {name!r} has version {version} of the npy format")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd headers; they are refused below
            shape, fortran, dtype = np.lib.format.read_array_header_1_0(member)
        _require(not dtype.hasobject, f"array {name!r} holds pickled objects")
        plain = _is_plain(dtype)
        _require(plain, f"array {name!r} should hold real numbers, not {dtype}")
        claimed = math.prod(shape) * dtype.itemsize
        present = entry.file_size - member.tell()
        _require(
            claimed == present and all(length >= 0 for length in shape),
            f"array {name!r} claims shape {shape} of {dtype}, which is {claimed:,} "
            f"bytes, and {present:,} are there",
        )
        data = member.read()
    array = np.frombuffer(data, dtype=dtype).reshape(shape, order="F" if fortran else "C")
    return np.array(array, dtype=dtype.newbyteorder("="), order="C")
