"""Saving loses nothing, whatever the disk does."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from file_faults import (
    ARRAYS,
    HEADER,
    file_size_limit,
    only_file,
    ordinary_user,
    same,
    small_disk,
)
from hypothesis import given, settings, strategies as st
from hypothesis.extra import numpy as hnp

from ann_lib._support import storage
from ann_lib._support.storage import read_npz, write_npz

# --- what is written is read ---------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["net.npz", "my net.npz", "größe 数字 é.npz", "bare", "-x"]
)
def test_round_trip_under_any_name(tmp_path: Path, name: str) -> None:
    write_npz(tmp_path / name, ARRAYS, HEADER)
    header, arrays = read_npz(str(tmp_path / name))
    assert header == HEADER
    assert same(arrays, ARRAYS)
    assert all(array.flags.writeable for array in arrays.values())
    assert only_file(tmp_path) == name


@settings(max_examples=50)
@given(
    array=hnp.arrays(
        dtype=st.sampled_from(["<f4", ">f8", "f2", "i1", ">i8", "u2", "?"]),
        shape=hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
        elements={"allow_nan": False, "allow_infinity": False},
    ),
    order=st.sampled_from("CF"),
)
def test_any_array_of_numbers_comes_back(array: np.ndarray, order: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.npz"
        write_npz(path, {"x": np.asarray(array, order=order)}, {})
        _, arrays = read_npz(path)
    assert arrays["x"].dtype.isnative
    assert arrays["x"].shape == array.shape
    np.testing.assert_array_equal(arrays["x"], array)


def test_same_content_gives_same_bytes_and_numpy_reads_it(tmp_path: Path) -> None:
    write_npz(tmp_path / "a", ARRAYS, HEADER)
    write_npz(tmp_path / "b", ARRAYS, HEADER)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    with np.load(tmp_path / "a", allow_pickle=False) as file:
        assert np.array_equal(file["0.weights"], ARRAYS["0.weights"])


def test_old_file_keeps_its_mode_and_link(tmp_path: Path) -> None:
    real = tmp_path / "real.npz"
    write_npz(real, {}, {})
    real.chmod(0o640)
    link = tmp_path / "link.npz"
    link.symlink_to(real)
    write_npz(link, ARRAYS, HEADER)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert read_npz(real)[0] == HEADER


def test_new_file_follows_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_npz(tmp_path / "x", {}, {})
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o640


# --- what cannot be saved ------------------------------------------------------------


@pytest.mark.parametrize(
    ("arrays", "header", "error", "words"),
    [
        ({"w": np.array([1.0, np.nan])}, {}, ValueError, r"array 'w' holds 1 NaN"),
        ({"w": np.array([-np.inf])}, {}, ValueError, r"array 'w' holds 1 NaN or infinite"),
        ({"w": np.array([object()])}, {}, TypeError, r"array 'w' must be .* real numbers"),
        ({"w": np.array(["a"])}, {}, TypeError, r"array 'w' must be .* real numbers"),
        ({"w": np.array([1j])}, {}, TypeError, r"array 'w' must be .* real numbers"),
        ({"w": [1.0]}, {}, TypeError, r"array 'w' must be a NumPy array"),
        ({"header": np.ones(1)}, {}, ValueError, r"name may hold letters.*'header'"),
        ({"": np.ones(1)}, {}, ValueError, r"name may hold letters"),
        ({"../x": np.ones(1)}, {}, ValueError, r"name may hold letters"),
        ({1: np.ones(1)}, {}, ValueError, r"name may hold letters.*1 \(int\)"),
        ({}, {"x": object()}, TypeError, r"header must hold what JSON can hold"),
        ({}, {"x": np.nan}, TypeError, r"header must hold what JSON can hold"),
        ({}, {"x": "y" * 2**22}, ValueError, r"too much to save"),
    ],
)
def test_refuses_what_cannot_be_kept(
    tmp_path: Path, arrays: Any, header: Any, error: type[Exception], words: str
) -> None:
    path = tmp_path / "net.npz"
    write_npz(path, ARRAYS, HEADER)
    with pytest.raises(error, match=words):
        write_npz(path, arrays, header)
    assert same(read_npz(path)[1], ARRAYS)
    assert only_file(tmp_path) == "net.npz"


# --- faults of the disk --------------------------------------------------------------

BIG = {"w": np.ones(100_000)}


def test_a_write_that_stops_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "net.npz"
    write_npz(path, ARRAYS, HEADER)
    with (
        file_size_limit(10_000),
        pytest.raises(OSError, match=r"cannot save .*net\.npz.*too"),
    ):
        write_npz(path, BIG, {})
    assert same(read_npz(path)[1], ARRAYS)
    assert only_file(tmp_path) == "net.npz"


def test_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    with small_disk(tmp_path):
        path = tmp_path / "net.npz"
        write_npz(path, ARRAYS, HEADER)
        with pytest.raises(OSError, match=r"No space left on device.*Nothing .* is lost"):
            write_npz(path, BIG, {})
        assert same(read_npz(path)[1], ARRAYS)
        assert only_file(tmp_path) == "net.npz"


@pytest.mark.parametrize("call", ["fsync", "replace", "chmod"])
def test_a_fault_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    path = tmp_path / "net.npz"
    write_npz(path, ARRAYS, HEADER)
    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(OSError, match=r"cannot save .*Input/output error"):
            write_npz(path, BIG, {})
    assert same(read_npz(path)[1], ARRAYS)
    assert only_file(tmp_path) == "net.npz"


def test_ctrl_c_while_saving_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "net.npz"
    write_npz(path, ARRAYS, HEADER)
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_npz(path, BIG, {})
    assert same(read_npz(path)[1], ARRAYS)
    assert only_file(tmp_path) == "net.npz"


def test_read_only_folder() -> None:
    with ordinary_user() as folder:
        path = folder / "net.npz"
        write_npz(path, ARRAYS, HEADER)
        folder.chmod(0o500)
        with pytest.raises(PermissionError, match=r"Permission denied.*choose a file that"):
            write_npz(path, {}, {})
        assert same(read_npz(path)[1], ARRAYS)
        assert only_file(folder) == "net.npz"


def test_unreadable_file() -> None:
    with ordinary_user() as folder:
        path = folder / "net.npz"
        write_npz(path, ARRAYS, HEADER)
        path.chmod(0)
        with pytest.raises(PermissionError, match=r"net\.npz"):
            read_npz(path)


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"there is no folder .*Create it"):
        write_npz(tmp_path / "no" / "net.npz", {}, {})


def test_a_file_where_a_folder_is_expected(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("keep me")
    with pytest.raises(NotADirectoryError, match=r"there is no folder .*Create it"):
        write_npz(tmp_path / "file" / "net.npz", {}, {})
    assert (tmp_path / "file").read_text() == "keep me"


def test_a_folder_or_device_is_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"cannot save .*folder or a device"):
        write_npz(tmp_path, {}, {})
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match=r"cannot save .*folder or a device"):
        write_npz(tmp_path / "pipe", {}, {})
    assert only_file(tmp_path) == "pipe"


def test_a_path_must_be_a_path() -> None:
    with pytest.raises(TypeError, match=r"expected str, bytes or os\.PathLike object"):
        write_npz(3, {}, {})  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"expected str, bytes or os\.PathLike object"):
        read_npz(None)  # type: ignore[arg-type]


# --- what could not be read again ----------------------------------------------------


def test_limits_let_everything_through_that_can_be_written(
    tmp_path: Path,
) -> None:
    """As many arrays as are allowed, under the longest names."""
    path = tmp_path / "net.npz"
    count = 2 * storage._MAX_ARRAYS
    with pytest.raises(ValueError, match=r"too much to save: 20000 arrays"):
        write_npz(path, {f"{i}": np.zeros(1) for i in range(count)}, {})
    arrays = {f"{i:0200}": np.zeros(()) for i in range(storage._MAX_ARRAYS)}
    write_npz(path, arrays, {})
    assert len(read_npz(path)[1]) == len(arrays)


def test_more_than_can_be_read_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "MAX_BYTES", 100_000)
    write_npz(tmp_path / "net.npz", {"w": np.ones(12_000)}, {})
    assert (tmp_path / "net.npz").stat().st_size <= 100_000
    with pytest.raises(ValueError, match=r"too much to save: 1 arrays, 101,\d+ bytes"):
        write_npz(tmp_path / "net.npz", {"w": np.ones(12_500)}, {})


def test_a_tilde_is_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))  # on Windows
    write_npz("~/net.npz", ARRAYS, HEADER)
    assert only_file(tmp_path) == "net.npz"
    assert same(read_npz("~/net.npz")[1], ARRAYS)
