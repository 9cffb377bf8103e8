"""What tests of files share: faults of the disk, and forged files.

Each fault is real where the machine lets it be: a small disk is mounted, permissions
are a second user's, a file size limit is the system's.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

ARRAYS = {
    "0.weights": np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4),
    "0.bias": np.zeros(4),
    "classes": np.array([3, 1, 2]),
}
HEADER = {"kind": "test", "layers": [1, {"rate": 0.5}], "name": "größe"}


def same(left: dict[str, np.ndarray], right: dict[str, np.ndarray]) -> bool:
    return left.keys() == right.keys() and all(
        left[name].dtype == right[name].dtype and np.array_equal(left[name], right[name])
        for name in left
    )


def only_file(folder: Path) -> str:
    """Return the name of the one file there: nothing temporary may be left."""
    (name,) = os.listdir(folder)
    return name


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Make ``folder`` a disk of 64 kB for a while."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if (
        shutil.which("mount") is None
        or subprocess.run(mount, capture_output=True).returncode
    ):
        pytest.skip("a small disk can be mounted by root on Linux only")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextlib.contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    resource = pytest.importorskip("resource", reason="needs POSIX file size limits")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextlib.contextmanager
def ordinary_user() -> Iterator[Path]:
    """Give a folder, and the rights of a user whom permissions bind (root's do not)."""
    if not hasattr(os, "geteuid"):
        pytest.skip("needs POSIX permissions")
    root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp())
    try:
        if root:
            os.chown(folder, 65534, -1)
            os.seteuid(65534)
        yield folder
    finally:
        folder.chmod(0o700)
        if root:
            os.seteuid(0)
        shutil.rmtree(folder)


def entry(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array)
    return buffer.getvalue()


def claim(shape: str, dtype: str = "<f4", data: bytes = b"") -> bytes:
    """Return an npy entry whose header claims what its data does not hold."""
    text = f"{{'descr': {dtype!r}, 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + data


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def forge(
    path: Path,
    changes: dict[str, bytes | None],
    edit: Callable[[dict[str, Any]], object] = lambda _: None,
    compression: int = zipfile.ZIP_STORED,
) -> None:
    """Write the file anew with entries changed or removed and its header edited."""
    entries = contents(path)
    header = json.loads(np.load(io.BytesIO(entries["header.npy"])).tobytes())
    edit(header)
    text = np.frombuffer(json.dumps(header).encode(), np.uint8)
    entries = {**entries, "header.npy": entry(text), **changes}
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in entries.items():
            if data is not None:
                archive.writestr(name, data)


class Bomb:
    """A pickle that would leave a trace if anything unpickled it."""

    def __reduce__(self) -> Any:
        return (os.putenv, ("ANN_LIB_TEST_PWNED", "1"))
