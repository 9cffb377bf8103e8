"""Named arrays and a small header in one ``.npz`` file, safe to write and safe to read.

Writing never harms what is there: the bytes go to a temporary file in the same folder,
which takes the old file's place only once all of them are on the disk. (A plain
``numpy.savez`` on a full disk destroys the old model.)

Reading trusts nothing. A file may come from a stranger, and a zip archive of a megabyte
can unpack to a gigabyte, an array's header can claim eight terabytes, and a pickle can
run any code at all. So every size is read, compared and capped before memory is taken
for it, compressed and pickled entries are refused, and what is read is held against the
list of arrays that the file carries. Whatever is wrong, the answer is a ValueError.

The format: a zip archive without compression, one ``.npy`` entry an array, and an entry
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
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import check_finite, check_int, describe

Arrays: TypeAlias = dict[str, NDArray[Any]]
Header: TypeAlias = dict[str, Any]

FORMAT = "ann_lib"
VERSION = 1
MAX_BYTES = 2**30
_MAX_ARRAYS = 10_000
_MAX_DIRECTORY = 2**22  # bytes of the zip's list of entries: room for all these names
_MAX_HEADER = 2**22
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}")


def write_npz(
    path: str | os.PathLike[str],
    arrays: Mapping[str, NDArray[Any]],
    header: Mapping[str, Any],
) -> None:
    """Write ``arrays`` and ``header`` to the file ``path``, wholly or not at all.

    Parameters
    ----------
    path : str or path
        Used as it stands; no suffix is added.
    arrays : mapping of str to ndarray
        Real numbers (float, integer or boolean), all finite.
    header : mapping
        Anything that JSON can hold.

    Raises
    ------
    TypeError
        If an array holds anything but real numbers, or the header is not JSON.
    ValueError
        If an array's name is unusable or a value is NaN or infinite.
    OSError
        If the disk is full, the folder is missing or read-only, and so on. The file
        that was there before is unchanged.
    """
    write_atomically(path, _pack(arrays, header))


def write_atomically(path: str | os.PathLike[str], data: bytes) -> None:
    """Put ``data`` into the file ``path``; on any error the old file stays as it was.

    Raises
    ------
    OSError
        With the reason, and of the subclass that fits it (PermissionError and so on).
    """
    target = os.path.realpath(os.fspath(path))  # a link keeps pointing at the new file
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
        raise _cannot_save(error, os.fspath(path), folder) from error


def _cannot_save(error: OSError, path: str, folder: str) -> OSError:
    reason = f"{error.strerror}. Make room, or choose a file that you may write to"
    if not os.path.isdir(folder):
        reason = f"there is no folder {folder!r}. Create it, or choose another"
    message = f"cannot save {path!r}: {reason}. Nothing that was there is lost."
    return OSError(error.errno, message)


def _pack(arrays: Mapping[str, NDArray[Any]], header: Mapping[str, Any]) -> bytes:
    checked: Arrays = {}
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
        checked[name] = array
    content = {
        "format": FORMAT,
        "version": VERSION,
        "arrays": {n: [list(a.shape), a.dtype.str] for n, a in checked.items()},
        "header": dict(header),
    }
    try:
        text = json.dumps(content, allow_nan=False).encode()
    except (TypeError, ValueError) as error:
        raise TypeError(f"header must hold what JSON can hold: {error}.") from None
    # A thousand bytes an array is room for what the archive adds to each.
    size = len(text) + sum(array.nbytes + 1000 for array in checked.values())
    if size > MAX_BYTES or len(text) > _MAX_HEADER or len(checked) > _MAX_ARRAYS:
        raise ValueError(f"too much to save: {len(checked)} arrays, {size:,} bytes.")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        entries = {"header": np.frombuffer(text, dtype=np.uint8), **checked}
        for name, array in entries.items():
            # A ZipInfo of its own has a fixed date: the same network, the same bytes.
            entry = zipfile.ZipInfo(f"{name}.npy")
            with archive.open(entry, "w", force_zip64=True) as member:
                np.lib.format.write_array(member, array, allow_pickle=False)
    return buffer.getvalue()


def read_npz(
    path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES
) -> tuple[Header, Arrays]:
    """Read a file that `write_npz` wrote, and distrust every byte of it.

    Parameters
    ----------
    path : str or path
        Of an ordinary file.
    max_bytes : int
        Largest file that is read. Entries are not compressed, so that nothing read
        takes more memory than its file is long.

    Returns
    -------
    header : dict
        The header that was given to `write_npz`.
    arrays : dict of str to ndarray
        Contiguous, writable and in the machine's byte order.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is anything but a whole file of this format.
    """
    limit = check_int(max_bytes, "max_bytes")
    name = os.fspath(path)
    if not os.path.exists(name):
        raise FileNotFoundError(errno.ENOENT, f"there is no file {name!r}.")
    try:
        if not os.path.isfile(name):  # opening a pipe would wait for ever
            raise _Unusable("it is a folder or a device, not a file")
        with open(name, "rb") as file:
            return _read(file, os.fstat(file.fileno()).st_size, limit)
    except _Unusable as error:
        raise error.about(name) from None
    except PermissionError:
        raise
    except Exception as error:  # whatever NumPy, zipfile and json make of the bytes
        why = f"it is damaged or foreign ({type(error).__name__}: {error})"
        raise _Unusable(why).about(name) from None


class _Unusable(Exception):
    """Why a file is refused, before its name is known."""

    def about(self, name: str) -> ValueError:
        return ValueError(f"cannot use {name!r}: {self}. Save it anew, or find a copy.")


def _read(file: io.BufferedReader, size: int, limit: int) -> tuple[Header, Arrays]:
    if size > limit:
        raise _Unusable(f"it has {size:,} bytes, above the {limit:,} of max_bytes")
    _check_directory(file, size)
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > size:
            raise _Unusable("its entries claim more bytes than the whole file has")
        names = [entry.filename for entry in entries]
        if len(set(names)) != len(names):
            raise _Unusable("two of its entries have the same name")
        if "header.npy" not in names:
            raise _Unusable("it has no header entry, so something else wrote it")
        content = _read_header(archive)
        manifest = {str(n): (list(s), str(d)) for n, (s, d) in content["arrays"].items()}
        expected = {"header.npy", *(f"{name}.npy" for name in manifest)}
        if expected != set(names):
            missing, unknown = sorted(expected - set(names)), sorted(set(names) - expected)
            raise _Unusable(f"it lacks {missing[:5]} and has unknown {unknown[:5]}")
        arrays = {name: _read_array(archive, name) for name in manifest}
    for name, array in arrays.items():
        shape, dtype = manifest[name]
        if list(array.shape) != shape or array.dtype.str[1:] != dtype[1:]:
            raise _Unusable(
                f"array {name!r} should have shape {tuple(shape)} and dtype {dtype}, "
                f"but it is {describe(array)}"
            )
        check_finite(array, f"array {name!r}")
    return dict(content["header"]), arrays


def _check_directory(file: io.BufferedReader, size: int) -> None:
    """Look at the zip's end before zipfile does, which would load any directory whole."""
    tail = 20 + 22  # a zip64 file's locator, and the record that ends every zip file
    file.seek(max(0, size - tail))
    end = file.read(tail)
    if end[-22:-18] != b"PK\x05\x06":
        raise _Unusable("it is not a whole zip archive: truncated, or something else")
    if end[-42:-38] == b"PK\x06\x07":
        raise _Unusable("it is a zip64 archive, for more than this format ever holds")
    directory = int.from_bytes(end[-10:-6], "little")
    if directory > _MAX_DIRECTORY:
        raise _Unusable(f"its list of entries has {directory:,} bytes")


def _read_header(archive: zipfile.ZipFile) -> Header:
    if archive.getinfo("header.npy").file_size > _MAX_HEADER:
        raise _Unusable("its header is too long")
    raw = _read_array(archive, "header")
    content = json.loads(raw.tobytes().decode())
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise _Unusable("its header does not name this format")
    if content.get("version") != VERSION:
        raise _Unusable(
            f"it has format version {describe(content.get('version'))}, and this "
            f"version of the package reads {VERSION}"
        )
    if set(content) != {"format", "version", "arrays", "header"}:
        raise _Unusable(f"its header has the keys {sorted(content)}")
    return content


def _is_plain(dtype: np.dtype[Any]) -> bool:
    return dtype.kind in "fiub" and dtype.itemsize <= 8


def _read_array(archive: zipfile.ZipFile, name: str) -> NDArray[Any]:
    """Read one entry; its header and its size must agree before memory is taken."""
    entry = archive.getinfo(f"{name}.npy")
    if entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size:
        raise _Unusable(f"entry {name!r} is compressed, which this format never is")
    with archive.open(entry) as member:
        version = np.lib.format.read_magic(member)
        if version != (1, 0):
            raise _Unusable(f"array {name!r} has version {version} of the npy format")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd headers; they are refused below
            shape, fortran, dtype = np.lib.format.read_array_header_1_0(member)
        if dtype.hasobject:
            raise _Unusable(f"array {name!r} holds pickled objects")
        if not _is_plain(dtype):
            raise _Unusable(f"array {name!r} should hold real numbers, not {dtype}")
        claimed = math.prod(shape) * dtype.itemsize
        present = entry.file_size - member.tell()
        if claimed != present or any(length < 0 for length in shape):
            raise _Unusable(
                f"array {name!r} claims shape {shape} of {dtype}, which is {claimed:,} "
                f"bytes, and {present:,} are there"
            )
        data = member.read()
    array = np.frombuffer(data, dtype=dtype).reshape(shape, order="F" if fortran else "C")
    return np.array(array, dtype=dtype.newbyteorder("="), order="C")
