"""Loading survives any bytes: a stranger's file costs a ValueError and no more."""

from __future__ import annotations

import contextlib
import os
import pickle
import tempfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from file_faults import ARRAYS, HEADER, Bomb, claim, entry, forge, same
from hypothesis import given, settings, strategies as st

from ann_lib._support import storage
from ann_lib._support.storage import read_npz, write_npz


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "net.npz"
    write_npz(path, ARRAYS, HEADER)
    return path


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"There is no file .*net\.npz"):
        read_npz(tmp_path / "net.npz")


def test_folder_and_pipe_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, what in ((tmp_path, "folder"), (tmp_path / "pipe", "device")):
        with pytest.raises(FileNotFoundError, match=rf"is a {what}\. Give the path of"):
            read_npz(path)


WEIGHTS = "0.weights.npy"
NAN = np.full((3, 4), np.nan, np.float32)
OBJECTS = claim("(3, 4)", "|O", pickle.dumps(Bomb()))


def header(data: bytes) -> dict[str, bytes]:
    return {"header.npy": entry(np.frombuffer(data, np.uint8))}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({WEIGHTS: entry(NAN)}, r"'0\.weights' holds 12 NaN or infinite"),
        ({WEIGHTS: entry(np.full((3, 4), np.inf, "f4"))}, r"holds 12 NaN or infinite"),
        ({WEIGHTS: OBJECTS}, r"'0\.weights' holds pickled objects"),
        ({WEIGHTS: claim("(1000000, 2000000)")}, r"claims .* 8,000,000,000,000 bytes"),
        ({WEIGHTS: claim(f"({2**62}, {2**62})")}, r"claims shape"),
        ({WEIGHTS: claim("(-1, 4)")}, r"claims shape \(-1, 4\)"),
        ({WEIGHTS: claim("(-1, -4)", data=bytes(16))}, r"claims shape \(-1, -4\)"),
        ({WEIGHTS: claim("(3, 4)", data=bytes(47))}, r"48 bytes, and 47 are there"),
        ({WEIGHTS: claim("(3, 4)", data=bytes(49))}, r"48 bytes, and 49 are there"),
        ({WEIGHTS: claim("(3, 4)", "<c8", bytes(96))}, r"real numbers, not complex"),
        ({WEIGHTS: claim("(3, 4)", "<U1", bytes(48))}, r"real numbers, not <U1"),
        ({WEIGHTS: claim("__import__('os')")}, r"damaged or foreign"),
        ({WEIGHTS: claim("(" * 5000)}, r"damaged or foreign"),
        ({WEIGHTS: b""}, r"damaged or foreign"),
        ({WEIGHTS: b"\x93NUMPY\x02\x00"}, r"version \(2, 0\) of the npy format"),
        ({WEIGHTS: entry(np.ones((4, 3), "f4"))}, r"should have shape \(3, 4\)"),
        ({WEIGHTS: entry(np.ones((3, 4), "f8"))}, r"should have .* dtype <f4"),
        ({WEIGHTS: None}, r"lacks \['0\.weights\.npy'\]"),
        ({"extra.npy": entry(np.ones(1))}, r"unknown \['extra\.npy'\]"),
        ({"../evil.py": b"x"}, r"unknown \['\.\./evil\.py'\]"),
        ({"header.npy": None}, r"no header entry"),
        ({"header.npy": OBJECTS}, r"'header' holds pickled objects"),
        ({"header.npy": entry(np.ones(3))}, r"damaged or foreign"),
        ({"header.npy": bytes(2**22 + 1)}, r"header is too long"),
        (header(b"[" * 10**5), r"damaged or foreign"),
        (header(b"[1]"), r"not name this format"),
    ],
)
def test_a_changed_entry(path: Path, changes: dict[str, bytes | None], words: str) -> None:
    forge(path, changes)
    assert_refused(path, words)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda h: h.update(version=2), r"format version 2 .* reads 1"),
        (lambda h: h.update(version="1"), r"format version '1'"),
        (lambda h: h.update(format="other"), r"does not name this format"),
        (lambda h: h.update(extra=1), r"header has the keys .*'extra'"),
        (lambda h: h.pop("header"), r"header has the keys"),
        (lambda h: h.update(header=3), r"damaged or foreign"),
        (lambda h: h.update(arrays=[]), r"damaged or foreign"),
        (lambda h: h["arrays"].update({WEIGHTS: 3}), r"damaged or foreign"),
        (lambda h: h["arrays"].update({"new": [[1], "<f4"]}), r"lacks \['new\.npy'\]"),
        (lambda h: h["arrays"].pop("classes"), r"unknown \['classes\.npy'\]"),
    ],
)
def test_a_changed_header(
    path: Path, edit: Callable[[dict[str, Any]], object], words: str
) -> None:
    forge(path, {}, edit)
    assert_refused(path, words)


def assert_refused(path: Path, words: str) -> None:
    """The error names the file, nothing large was read and nothing was run or changed."""
    before = path.read_bytes()
    tracemalloc.start()
    with pytest.raises(ValueError, match=words) as error:
        read_npz(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert str(path) in str(error.value)
    assert peak < 10 * len(before) + 2_000_000
    assert "ANN_LIB_TEST_PWNED" not in os.environ
    assert path.read_bytes() == before


def test_zip_bomb_is_never_unpacked(path: Path) -> None:
    zeros = claim("(16777216,)", data=bytes(2**26))
    forge(path, {"bomb.npy": zeros}, compression=zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 100_000
    tracemalloc.start()
    with pytest.raises(ValueError, match=r"claim more bytes than the whole file has"):
        read_npz(path)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_directory_that_lies_about_the_size_is_caught(path: Path) -> None:
    """The directory says 100 bytes, the data unpack to 64 MiB."""
    forge(
        path, {WEIGHTS: claim("(9,)", data=bytes(2**26))}, compression=zipfile.ZIP_DEFLATED
    )
    data = bytearray(path.read_bytes())
    directory = data.rindex(b"PK\x01\x02", 0, data.rindex(WEIGHTS.encode()))
    data[directory + 24 : directory + 28] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    tracemalloc.start()
    with pytest.raises(ValueError, match=r"cannot use"):
        read_npz(path)
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_compressed_file_is_refused(path: Path) -> None:
    forge(path, {}, compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(
        ValueError, match=r"compressed, which this format never is|claim more"
    ):
        read_npz(path)


def test_entries_that_share_their_bytes_are_refused(path: Path) -> None:
    """A zip without compression is a bomb too if its entries overlap."""
    with zipfile.ZipFile(path, "a") as archive:
        info = archive.getinfo(WEIGHTS)
        info.file_size = info.compress_size = path.stat().st_size
        archive.writestr("more.npy", b"")  # makes zipfile write the directory anew
    with pytest.raises(ValueError, match=r"claim more bytes than the whole file has"):
        read_npz(path)


def test_two_entries_of_one_name(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        archive.writestr(WEIGHTS, entry(np.zeros((3, 4), "f4")))
    with pytest.raises(ValueError, match=r"two of its entries have the same name"):
        read_npz(path)


def test_a_huge_directory_is_not_loaded(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for i in range(2000):
            archive.writestr(f"{i:04}" + "x" * 3000, b"")
    with pytest.raises(ValueError, match=r"list of entries has 6,.* bytes"):
        read_npz(path)


@pytest.mark.parametrize("record", [b"PK\x06\x06" + bytes(52), bytes(56)])
def test_a_zip64_directory_is_not_looked_at(path: Path, record: bytes) -> None:
    """Also where only half of what announces one is there."""
    data = path.read_bytes()
    path.write_bytes(data[:-22] + record + b"PK\x06\x07" + bytes(16) + data[-22:])
    with pytest.raises(ValueError, match=r"it is a zip64 archive"):
        read_npz(path)


def test_a_file_above_the_limit_is_not_opened(path: Path, monkeypatch) -> None:
    size = path.stat().st_size
    monkeypatch.setattr(storage, "MAX_BYTES", size)
    read_npz(path)
    monkeypatch.setattr(storage, "MAX_BYTES", size - 1)
    words = rf"has {size:,} bytes, above the {size - 1:,} allowed"
    with pytest.raises(ValueError, match=words):
        read_npz(path)
    monkeypatch.undo()
    with path.open("r+b") as file:
        file.truncate(2**40)  # a sparse file: a terabyte that takes no space
    with pytest.raises(ValueError, match=r"1,099,511,627,776 bytes, above"):
        read_npz(path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"not a zip at all" * 10,
        pickle.dumps(Bomb()),
        entry(np.ones(3)),
        b"\0" * 99,
    ],
)
def test_something_else_entirely(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(ValueError, match=r"not a whole zip archive: truncated"):
        read_npz(path)


def test_a_foreign_npz(path: Path) -> None:
    np.savez(path, weights=np.ones((3, 4)), header=np.array("hello"))
    with pytest.raises(ValueError, match=r"cannot use .*real numbers, not <U5"):
        read_npz(path)
    np.savez(path, np.ones((3, 4)))
    with pytest.raises(ValueError, match=r"no header entry, so something else wrote it"):
        read_npz(path)


def test_every_truncation_is_refused(path: Path) -> None:
    data = path.read_bytes()
    for length in range(len(data)):
        path.write_bytes(data[:length])
        with pytest.raises(ValueError, match=r"cannot use"):
            read_npz(path)


@settings(max_examples=150)
@given(data=st.data())
def test_any_changed_bytes_give_the_same_or_a_value_error(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "net.npz"
        write_npz(path, ARRAYS, HEADER)
        content = bytearray(path.read_bytes())
        places = st.integers(0, len(content) - 1)
        for place in data.draw(st.lists(places, min_size=1, max_size=8)):
            content[place] = data.draw(st.integers(0, 255))
        path.write_bytes(content)
        # A byte that no one reads, such as an entry's date, may change.
        with contextlib.suppress(ValueError):
            header, arrays = read_npz(path)
            assert header == HEADER
            assert same(arrays, ARRAYS)
