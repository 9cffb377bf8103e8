"""CIFAR-10's cats and dogs: the record format, the archive, the folder, and what is amiss.

Records are made up here; the photographs themselves are looked at where they lie.
"""

from __future__ import annotations

import io
import os
import re
import tarfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from local_data import published_as

from ann_lib.datasets import (
    DataUnavailableError,
    available,
    cats_and_dogs as module,
    files,
    load_cats_and_dogs,
)
from ann_lib.datasets.cats_and_dogs import CAT, DOG, RECORD, _cats_and_dogs

SHIP = 8
NAMES = module.BATCHES


def record(label: int, pixels: np.ndarray) -> bytes:
    """Return one picture, (32, 32, 3), as CIFAR-10's authors would have written it."""
    planes = [pixels[:, :, channel].astype(np.uint8).tobytes() for channel in range(3)]
    return bytes([label]) + b"".join(planes)


def batch(labels: Iterable[int], seed: int = 0) -> tuple[bytes, np.ndarray]:
    """Return a file of made-up pictures, and these."""
    labels = list(labels)
    pictures = np.random.default_rng(seed).integers(0, 256, (len(labels), 32, 32, 3))
    both = zip(labels, pictures, strict=True)
    return b"".join(record(label, picture) for label, picture in both), pictures


SIX = [CAT, DOG, SHIP, DOG, 0, CAT]


# The records


def test_records_are_read_as_they_were_written():
    content, pictures = batch(range(10))
    images, dogs = _cats_and_dogs(content, "f")
    assert len(content) == 10 * RECORD == 30_730
    np.testing.assert_array_equal(images, pictures[[CAT, DOG]])
    assert dogs.tolist() == [False, True]


def test_a_red_pixel_is_red_and_lies_where_it_was():
    picture = np.zeros((32, 32, 3))
    picture[2, 5] = 255, 10, 0
    content = record(CAT, picture)
    # By hand: the class, then the red plane row by row; the green one 1,024 bytes later.
    assert content[1 + 2 * 32 + 5] == 255
    assert content[1 + 1024 + 2 * 32 + 5] == 10
    images, _ = _cats_and_dogs(content + record(DOG, 0 * picture), "f")
    assert images[0, 2, 5].tolist() == [255, 10, 0]
    assert np.count_nonzero(images) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "f must hold whole records of 3,073 bytes, got 0 bytes"),
        (batch(SIX)[0][:-1], "got 18,437 bytes: 5 records and 3,072 bytes. It is trunc"),
        (batch([CAT, DOG])[0] + b"x", "2 records and 1 bytes"),
        (batch([CAT, 10])[0], "a class from 0 to 9, got 10 in record 1"),
    ],
    ids=["empty", "truncated", "too long", "no such class"],
)
def test_what_are_no_such_records_is_refused(content, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        _cats_and_dogs(content, "f")


# The archive


def archive(*members: tuple[str | tarfile.TarInfo, bytes]) -> bytes:
    """Return a .tar.gz of these files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", compresslevel=1) as made:
        for name, content in members:
            info = tarfile.TarInfo(name) if isinstance(name, str) else name
            info.size = len(content) if info.isreg() else 0
            made.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def whole_archive() -> bytes:
    """Return one like the published one, with few pictures."""
    batches = [
        (f"{module.FOLDER}/{name}", batch(SIX, i)[0]) for i, name in enumerate(NAMES)
    ]
    return archive(("cifar-10-batches-bin/readme.html", b"<html>"), *batches)


# The loader


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    """Return an empty cache, and no local folder."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(files, "cache_folder", lambda: folder)
    monkeypatch.delenv("ANN_LIB_DATA", raising=False)
    return folder


@pytest.fixture
def local(cache, tmp_path, monkeypatch) -> Path:
    """Return a local folder of six files, each with its own made-up pictures."""
    folder = tmp_path / "Daten für später" / module.FOLDER
    folder.mkdir(parents=True)
    for i, name in enumerate(NAMES):
        (folder / name).write_bytes(batch(SIX, i)[0])
    monkeypatch.setenv("ANN_LIB_DATA", str(folder.parent))
    return folder


def pictures(*seeds: int) -> np.ndarray:
    """Return the cats and dogs of the batches with these seeds, in their order."""
    wanted = [i for i, label in enumerate(SIX) if label in (CAT, DOG)]
    return np.concatenate([batch(SIX, seed)[1][wanted] for seed in seeds]) / 255


def test_cats_and_dogs_come_from_the_local_folder(local):
    data = load_cats_and_dogs(download=False)
    assert repr(data) == (
        "cats and dogs: 24 samples of 3072 features; images of 32×32×3; classes cat, dog"
    )
    assert data.x.dtype == np.float32
    np.testing.assert_allclose(data.images, pictures(*range(6)), atol=1e-7)
    assert data.y.tolist() == [0, 1, 1, 0] * 6
    _, x_test, _, y_test = data.split()
    np.testing.assert_allclose(x_test.reshape(-1, 32, 32, 3), pictures(5), atol=1e-7)
    assert y_test.tolist() == [0, 1, 1, 0]
    assert available("cifar-10")


def test_a_folder_may_hold_cats_and_dogs_alone(local):
    (local / "test_batch.bin").write_bytes(batch([DOG, CAT, CAT], 5)[0])
    data = load_cats_and_dogs(download=False)
    assert data.y[-3:].tolist() == [1, 0, 0]
    assert data.n_test == 3
    expected = batch([DOG, CAT, CAT], 5)[1] / 255
    np.testing.assert_allclose(data.images[-3:], expected, atol=1e-7)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (batch(SIX)[0][:-5], "It is truncated or not a file of CIFAR-10's binary version"),
        (batch([CAT, DOG, 200])[0], "must begin each record with a class from 0 to 9"),
        (batch([CAT, SHIP])[0], r"\(classes 3 and 5\), got 1 and 0 of them"),
        (bytes(30_730_001), "must hold at most 10,000 records of 3,073 bytes"),
    ],
    ids=["truncated", "no such class", "no dogs", "too large"],
)
def test_a_damaged_local_file_is_named(local, content, words):
    path = local / "data_batch_3.bin"
    path.write_bytes(content)
    with pytest.raises(DataUnavailableError, match=words) as caught:
        load_cats_and_dogs(download=False)
    assert str(path) in str(caught.value)
    assert "make_pets() needs no such file" in str(caught.value)
    assert not available("cifar-10")  # so that a lesson goes on without


def test_a_folder_that_lacks_a_file_says_which(local):
    (local / "data_batch_3.bin").unlink()
    with pytest.raises(
        DataUnavailableError, match=r"got no data_batch_3\.bin\. Put the rest there"
    ):
        load_cats_and_dogs(download=False)
    assert not available("cifar-10")


@pytest.fixture
def published(monkeypatch) -> bytes:
    """Return a small archive that the loader takes for the published one."""
    packed = whole_archive()
    monkeypatch.setattr(module, "ARCHIVE", published_as(module.ARCHIVE, packed))
    return packed


def test_the_archive_is_fetched_once_and_kept(cache, published, monkeypatch):
    pooch = pytest.importorskip("pooch")
    asked = []

    def download(self, url, stream, pooch):
        asked.append(url)
        stream.write(published)

    monkeypatch.setattr(pooch.HTTPDownloader, "__call__", download)
    assert not available("cifar-10")
    for _ in range(2):
        data = load_cats_and_dogs()
        np.testing.assert_allclose(data.images, pictures(*range(6)), atol=1e-7)
        assert data.n_test == 4
    assert asked == ["https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"]
    kept = cache / module.FOLDER
    assert [path.name for path in kept.iterdir()] == ["cifar-10-binary.tar.gz"]
    assert available("cifar-10")


def test_another_archive_is_not_even_opened(cache, published, monkeypatch):
    pooch = pytest.importorskip("pooch")
    other = bytearray(published)
    other[100] ^= 1
    monkeypatch.setattr(
        pooch.HTTPDownloader, "__call__", lambda self, url, out, pooch: out.write(other)
    )
    monkeypatch.setattr(module, "_unpack", lambda _: pytest.fail("it was opened"))
    with pytest.raises(DataUnavailableError, match="expected SHA-256"):
        load_cats_and_dogs()
    assert not list((cache / module.FOLDER).iterdir())


def test_the_archive_may_lie_in_the_local_folder(local, published):
    for path in local.iterdir():
        path.unlink()
    (local / "cifar-10-binary.tar.gz").write_bytes(published)
    assert available("cifar-10")
    data = load_cats_and_dogs(download=False)
    np.testing.assert_allclose(data.images, pictures(*range(6)), atol=1e-7)


def test_a_cut_off_copy_in_the_cache_counts_as_none(cache, published):
    kept = cache / module.FOLDER / "cifar-10-binary.tar.gz"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(published[:-1])
    assert not available("cifar-10")  # so that a lesson goes on without
    kept.write_bytes(published)
    assert available("cifar-10")


def test_who_names_the_inner_folder_is_told(local, monkeypatch):
    monkeypatch.setenv("ANN_LIB_DATA", str(local))
    words = "must name the folder around.*holds data_batch_1.bin itself"
    with pytest.raises(DataUnavailableError, match=words):
        load_cats_and_dogs(download=False)
    assert not available("cifar-10")


def test_where_they_are_not_it_says_what_to_do(cache):
    assert not available("cifar-10")
    with pytest.raises(DataUnavailableError) as caught:
        load_cats_and_dogs(download=False)
    assert str(caught.value) == (
        "The set of cats and dogs (CIFAR-10) is not on this computer and could not be "
        "fetched (downloading was not asked for). Connect to the internet once, or put "
        "cifar-10-binary.tar.gz into a folder 'cifar-10-batches-bin' and set ANN_LIB_DATA "
        "to the folder around it. make_pets() needs neither."
    )
    assert not cache.exists()


def test_what_is_fetched_is_pinned():
    assert module.ARCHIVE.size == 170_052_171
    assert not module.ARCHIVE.unpack
    assert re.fullmatch(r"[0-9a-f]{64}", module.ARCHIVE.sha256)
    readme = Path(__file__).parents[1] / "data" / "README.md"
    line = f"| cifar-10-binary.tar.gz | `{module.ARCHIVE.sha256}` | the packed file |"
    assert line in readme.read_text(encoding="utf-8")


# The photographs themselves


def test_the_photographs():
    folder = os.environ.get("ANN_LIB_DATA")
    if not available("cifar-10"):
        pytest.skip(f"no photographs in {folder or 'the cache'}: set ANN_LIB_DATA")
    data = load_cats_and_dogs(download=False)
    assert data.x.shape == (12_000, 3072)
    assert np.bincount(data.y).tolist() == [6000, 6000]
    assert data.n_test == 2000
    assert (data.x.min(), data.x.max()) == (0.0, 1.0)
    # Photographs: a pixel resembles its neighbour, and fur is more red than blue.
    images = data.images
    across, down = np.diff(images, axis=2), np.diff(images, axis=1)
    shuffled = images - images[:, ::-1]
    assert max(across.std(), down.std()) < 0.4 * shuffled.std()
    red, _, blue = images.mean(axis=(0, 1, 2))
    assert red > blue + 0.05
