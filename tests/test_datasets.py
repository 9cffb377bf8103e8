"""The data sets: what they hold, and what happens when a file is damaged or missing."""

from __future__ import annotations

import gzip
import hashlib
import http.server
import os
import socket
import stat
import struct
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ann_lib import datasets
from ann_lib.datasets import (
    Dataset,
    DataUnavailableError,
    cats_and_dogs as cats_module,
    files,
    mnist as mnist_module,
    names as names_module,
    penguins as penguins_module,
    spoken_digits as digits_module,
)
from ann_lib.datasets.files import DataFile, Source

POINTS = [
    datasets.make_moons,
    datasets.make_circles,
    datasets.make_xor,
    datasets.make_spiral,
]


# Generated points


@pytest.mark.parametrize("make", POINTS)
def test_points_are_balanced_and_seeded(make):
    data = make(201, rng=3)
    assert data.x.shape == (201, 2)
    assert data.x.dtype == np.float64
    counts = np.bincount(data.y)
    assert counts.sum() == 201
    assert counts.max() - counts.min() <= 1
    again = make(201, rng=3)
    np.testing.assert_array_equal(data.x, again.x)
    np.testing.assert_array_equal(data.y, again.y)
    assert not np.array_equal(data.x, make(201, rng=4).x)
    # In random order: the first half is not one class.
    assert 20 < data.y[:100].sum() < 80


@pytest.mark.parametrize("make", POINTS)
def test_points_refuse_bad_arguments(make):
    with pytest.raises(ValueError, match="n_samples must be at least 2, got 1"):
        make(1)
    with pytest.raises(ValueError, match="n_samples must be at most 1,000,000"):
        make(10**9)
    with pytest.raises(TypeError, match="n_samples must be a whole number"):
        make(10.5)
    with pytest.raises(ValueError, match="noise must be at least 0"):
        make(noise=-0.1)
    with pytest.raises(ValueError, match="noise must be"):
        make(noise=float("nan"))
    with pytest.raises(TypeError, match="rng must be"):
        make(rng="seed")


def test_shapes_without_noise():
    circles = datasets.make_circles(100, noise=0, rng=0)
    radius = np.hypot(*circles.x.T)
    np.testing.assert_allclose(radius, np.where(circles.y == 0, 1.0, 0.4))

    xor = datasets.make_xor(80, noise=0, rng=0)
    np.testing.assert_array_equal(xor.y, (xor.x[:, 0] != xor.x[:, 1]).astype(int))
    corners, counts = np.unique(xor.x, axis=0, return_counts=True)
    assert corners.tolist() == [[-1, -1], [-1, 1], [1, -1], [1, 1]]
    assert counts.tolist() == [20] * 4

    moons = datasets.make_moons(100, noise=0, rng=0)
    upper = moons.x[moons.y == 0]
    np.testing.assert_allclose(np.hypot(upper[:, 0] + 0.5, upper[:, 1] + 0.25), 1.0)
    assert upper[:, 1].min() >= -0.25
    lower = moons.x[moons.y == 1]
    assert lower[:, 1].max() <= 0.25

    spiral = datasets.make_spiral(300, noise=0, rng=0)
    radius = np.hypot(*spiral.x.T)
    assert radius.min() >= 0.1 - 1e-12
    assert radius.max() <= 1 + 1e-12
    # Wound back by its radius, every arm is one straight ray.
    angle = np.arctan2(spiral.x[:, 1], spiral.x[:, 0]) - 2 * np.pi * 1.25 * radius
    arm = np.round(angle / np.pi).astype(int) % 2
    np.testing.assert_array_equal(arm, spiral.y)


# The Dataset itself


def test_digits():
    data = datasets.load_digits()
    assert data.x.shape == (1797, 64)
    assert data.x.dtype == np.float32
    assert (data.x.min(), data.x.max()) == (0.0, 1.0)
    assert data.images.shape == (1797, 8, 8, 1)
    assert data.class_names == tuple("0123456789")
    assert np.bincount(data.y).tolist() == [
        178,
        182,
        177,
        183,
        181,
        182,
        181,
        179,
        174,
        180,
    ]
    assert "digits: 1797 samples of 64 features; images of 8×8×1" in repr(data)


def test_the_digits_are_those_of_scikit_learn_to_the_bit():
    published = pytest.importorskip("sklearn.datasets").load_digits()
    data = datasets.load_digits()
    np.testing.assert_array_equal(data.x, (published.data / 16.0).astype(np.float32))
    np.testing.assert_array_equal(data.y, published.target)
    assert data.y.dtype == np.int64
    bundled = Path(datasets.__file__).with_name("digits.npz")
    assert bundled.stat().st_size < 500_000


def test_split_is_a_partition_drawn_by_the_seed():
    data = datasets.load_digits()
    x_train, x_test, y_train, y_test = data.split(0.2, rng=0)
    assert len(x_train) == len(y_train) == 1438
    assert len(x_test) == len(y_test) == 359
    both = np.concatenate([x_train, x_test])
    assert sorted(map(bytes, both)) == sorted(map(bytes, data.x))
    np.testing.assert_array_equal(x_train, data.split(0.2, rng=0)[0])
    assert not np.array_equal(x_train, data.split(0.2, rng=1)[0])
    assert len(data.split(rng=0)[1]) == round(1797 / 4)


def test_split_keeps_the_authors_division():
    data = Dataset("small", np.arange(10.0)[:, None], np.arange(10), n_test=3)
    x_train, x_test, _, y_test = data.split()
    assert x_train[:, 0].tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert x_test[:, 0].tolist() == y_test.tolist() == [7, 8, 9]
    assert len(data.split(0.5, rng=0)[0]) == 5


@pytest.mark.parametrize("fraction", [0, 1, -0.5, 1.5, float("nan")])
def test_split_refuses_fractions_outside(fraction):
    with pytest.raises(ValueError, match="test_fraction must be"):
        datasets.make_moons(10, rng=0).split(fraction, rng=0)


def test_split_refuses_an_empty_part():
    with pytest.raises(ValueError, match="leaves one part of 4 samples empty"):
        datasets.make_moons(4, rng=0).split(0.01, rng=0)


def test_dataset_refuses_what_does_not_belong_together():
    x, y = np.zeros((3, 4)), np.zeros(3, dtype=int)
    with pytest.raises(ValueError, match="same number of samples, got 3 and 2"):
        Dataset("d", x, y[:2])
    with pytest.raises(ValueError, match="image_shape must hold 4 numbers"):
        Dataset("d", x, y, image_shape=(3, 3, 1))
    with pytest.raises(ValueError, match="not images: use x"):
        _ = Dataset("d", x, y).images
    with pytest.raises(ValueError, match="NaN or infinite"):
        Dataset("d", np.full((3, 4), np.nan), y)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"n_test": 4}, ValueError, "n_test must be from 0 to 2, got 4"),
        ({"n_test": 3}, ValueError, "n_test must be from 0 to 2, got 3"),
        ({"n_test": -1}, ValueError, "n_test must be from 0 to 2, got -1"),
        ({"n_test": 0.5}, TypeError, "n_test must be a whole number"),
        ({"image_shape": (2, 2)}, ValueError, r"\(height, width, channels\), got \(2, 2\)"),
        ({"image_shape": 4}, ValueError, r"\(height, width, channels\), got 4"),
        ({"image_shape": (2.0, 2, 1)}, TypeError, "image_shape must be a whole number"),
        ({"feature_names": "abcd"}, TypeError, "feature_names must be several texts"),
        ({"class_names": "abc"}, TypeError, "class_names must be several texts"),
        ({"groups": 5}, ValueError, "x and groups must have the same number"),
    ],
)
def test_dataset_refuses(arguments, error, words):
    with pytest.raises(error, match=words):
        Dataset("d", np.zeros((3, 4)), np.zeros(3, dtype=int), **arguments)


@pytest.mark.parametrize("temperatures", [5, (1, 2, 3)])
def test_temperatures_are_two(temperatures):
    with pytest.raises(ValueError, match=r"temperatures must have shape \(2,\)"):
        datasets.make_household_energy(temperatures=temperatures)


# Files: local, cached, downloaded; whole and damaged


def idx_bytes(array: np.ndarray) -> bytes:
    """Return an array of bytes in the idx format of MNIST's files."""
    header = struct.pack(f">{1 + array.ndim}I", 0x0800 | array.ndim, *array.shape)
    return header + array.astype(np.uint8).tobytes()


CONTENT = idx_bytes(np.arange(5000) % 251)
PACKED = gzip.compress(CONTENT, mtime=0)
FILE = DataFile("part-idx1-ubyte.gz", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
RESPONSES = {
    "good": PACKED,
    "other-compression": gzip.compress(CONTENT, compresslevel=1, mtime=1),
    "flipped": PACKED[:200] + bytes([PACKED[200] ^ 1]) + PACKED[201:],
    "truncated": PACKED[: len(PACKED) // 2],
    "empty": b"",
    "html": b"<html>Please log in to the hotel's network</html>",
    "bomb": gzip.compress(bytes(50_000_000)),
    "endless": os.urandom(100_000),
    "another": gzip.compress(idx_bytes(np.arange(5000) % 7)),
}


class _Handler(http.server.BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        kind = self.path.split("/")[1]
        self.asked.append(kind)
        if kind == "missing":
            self.send_error(404)
            return
        body = RESPONSES["good" if kind == "broken-off" else kind]
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:50] if kind == "broken-off" else body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}/"
        httpd.shutdown()
        thread.join()


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """Return an empty cache, with a name that is not only ASCII, and no local folder."""
    folder = tmp_path / "Zwischen speicher é"
    monkeypatch.setattr(files, "cache_folder", lambda: folder)
    monkeypatch.delenv("ANN_LIB_DATA", raising=False)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    _Handler.asked.clear()
    return folder


def get(*mirrors: str, download: bool = True) -> bytes:
    return Source("Part", "part", mirrors).fetch(FILE, download=download)


def test_a_file_is_fetched_once(server, cache):
    assert get(server + "good/") == CONTENT
    assert [path.name for path in (cache / "part").iterdir()] == [FILE.name]
    assert get(server + "good/") == CONTENT
    assert get(download=False) == CONTENT
    assert _Handler.asked == ["good"]


def test_a_download_shows_a_bar(server, cache, capsys):
    assert get(server + "good/") == CONTENT
    assert FILE.name in capsys.readouterr().err


def test_a_mirror_may_compress_anew(server, cache):
    assert RESPONSES["other-compression"] != PACKED
    assert get(server + "other-compression/") == CONTENT


def test_the_second_mirror_helps(server, cache):
    assert get(server + "flipped/", server + "missing/", server + "good/") == CONTENT
    assert _Handler.asked == ["flipped", "missing", "good"]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("flipped", "damaged"),
        ("truncated", "truncated"),
        ("empty", "bytes, got 0"),
        ("html", "cannot be unpacked"),
        ("bomb", "expected at most|got more than"),
        ("endless", "expected at most"),
        ("another", "expected SHA-256"),
        ("missing", "HTTPError"),
        ("broken-off", "network said"),
    ],
)
def test_a_bad_download_is_refused_and_leaves_nothing(server, cache, kind, reason):
    with pytest.raises(DataUnavailableError, match=reason) as caught:
        get(server + kind + "/")
    assert "Part is not on this computer" in str(caught.value)
    assert "set ANN_LIB_DATA" in str(caught.value)
    assert "load_digits() needs neither" in str(caught.value)
    assert not any(cache.rglob("*-ubyte*"))
    assert not any(cache.rglob("part-*"))


def test_a_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / FILE.name
    path.write_bytes(gzip.compress(bytes(20_000)))
    assert path.stat().st_size < 200
    with pytest.raises(ValueError, match="got more than 5,008"):
        files.read(path, FILE)


def test_an_unreachable_network(cache):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(DataUnavailableError, match="the network said ConnectionError"):
        get(f"http://127.0.0.1:{port}/")


def test_without_permission_to_download(cache):
    with pytest.raises(DataUnavailableError, match="downloading was not asked for"):
        get("http://127.0.0.1:1/", download=False)
    assert not cache.exists()


def test_a_damaged_cache_is_fetched_again(server, cache):
    (cache / "part").mkdir(parents=True)
    (cache / "part" / FILE.name).write_bytes(RESPONSES["truncated"])
    assert get(server + "good/") == CONTENT
    assert (cache / "part" / FILE.name).read_bytes() == PACKED


def test_a_failed_download_keeps_what_was_there(server, cache):
    (cache / "part").mkdir(parents=True)
    (cache / "part" / FILE.name).write_bytes(RESPONSES["truncated"])
    with pytest.raises(DataUnavailableError):
        get(server + "html/")
    assert (cache / "part" / FILE.name).read_bytes() == RESPONSES["truncated"]


def test_a_cache_in_the_place_of_a_file(server, cache):
    cache.write_text("not a folder")
    with pytest.raises(DataUnavailableError, match=r"the cache .* cannot be written"):
        get(server + "good/")
    assert cache.read_text() == "not a folder"


def test_what_a_package_has_comes_after_the_local_folder(server, cache, tmp_path):
    package = tmp_path / "a package" / "its own name.gz"
    package.parent.mkdir()

    def found(*mirrors: str) -> bytes:
        there = [tmp_path / "nowhere" / "file.gz", package]
        source = Source("Part", "part", mirrors)
        return source.fetch(FILE, download=bool(mirrors), elsewhere=there)

    with pytest.raises(DataUnavailableError, match=r"not asked for\)\. Connect"):
        found()
    package.write_bytes(PACKED)
    assert found() == CONTENT
    assert not cache.exists()
    package.write_bytes(RESPONSES["truncated"])
    with pytest.raises(DataUnavailableError, match=r"its own name\.gz is damaged or trunc"):
        found()
    assert found(server + "good/") == CONTENT
    assert found() == CONTENT


def test_an_archive_may_be_known_by_what_it_holds(server, cache):
    def digest(packed: bytes) -> str:
        return hashlib.sha256(gzip.decompress(packed)).hexdigest()

    archive = DataFile("a.gz", 6000, FILE.sha256, unpack=False, digest=digest)

    def fetched(kind: str) -> bytes:
        return Source("Part", "part", [f"{server}{kind}/"]).fetch(archive, download=True)

    for kind in ("good", "other-compression"):
        assert gzip.decompress(fetched(kind)) == CONTENT
        (cache / "part" / "a.gz").unlink()
    with pytest.raises(DataUnavailableError, match="expected SHA-256"):
        fetched("another")
    with pytest.raises(DataUnavailableError, match="expected at most"):
        fetched("endless")


def test_a_read_only_cache(server, monkeypatch, cache):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "read only"
        (folder / "part").mkdir(parents=True)
        Path(name).chmod(0o755)
        (folder / "part").chmod(0o555)
        monkeypatch.setattr(files, "cache_folder", lambda: folder)
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        if root:  # nothing is read-only to root: become nobody for a moment
            os.seteuid(65534)
        try:
            with pytest.raises(DataUnavailableError, match="cannot be written: Permission"):
                get(server + "good/")
        finally:
            if root:
                os.seteuid(0)
            (folder / "part").chmod(0o755)
        assert not any((folder / "part").iterdir())


def test_a_local_folder_comes_first(cache, tmp_path, monkeypatch):
    local = tmp_path / "Daten für später"
    (local / "part").mkdir(parents=True)
    monkeypatch.setenv("ANN_LIB_DATA", str(local))
    (local / "part" / FILE.name.removesuffix(".gz")).write_bytes(CONTENT)
    assert get(download=False) == CONTENT
    (local / "part" / FILE.name).write_bytes(PACKED)
    assert get(download=False) == CONTENT
    assert not cache.exists()


def test_a_damaged_local_file_is_named(cache, tmp_path, monkeypatch):
    (tmp_path / "part").mkdir()
    monkeypatch.setenv("ANN_LIB_DATA", str(tmp_path))
    path = tmp_path / "part" / FILE.name
    path.write_bytes(RESPONSES["truncated"])
    with pytest.raises(DataUnavailableError, match="is damaged or truncated") as caught:
        get(download=False)
    assert str(path) in str(caught.value)
    assert "load_digits() needs no such file" in str(caught.value)
    path.write_bytes(RESPONSES["endless"])
    with pytest.raises(DataUnavailableError, match="expected at most"):
        get(download=False)


def test_a_local_folder_that_is_not_there(cache, tmp_path, monkeypatch):
    monkeypatch.setenv("ANN_LIB_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(ValueError, match="ANN_LIB_DATA must name a folder that exists"):
        get(download=False)


def refuse(monkeypatch, refused: Path) -> None:
    """Make one file unreadable; modes are not enforced for a test that runs as root."""
    read_bytes = Path.read_bytes

    def read(path: Path) -> bytes:
        if path == refused:
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", read)


def test_a_local_file_that_may_not_be_read_is_named(cache, tmp_path, monkeypatch):
    (tmp_path / "part").mkdir()
    monkeypatch.setenv("ANN_LIB_DATA", str(tmp_path))
    path = tmp_path / "part" / FILE.name
    path.write_bytes(PACKED)
    refuse(monkeypatch, path)
    with pytest.raises(DataUnavailableError) as caught:
        get(download=False)
    assert str(caught.value) == (
        f"{path} cannot be read: Permission denied. Make it readable (chmod a+r), or "
        "delete it. load_digits() needs no such file."
    )


def test_a_cached_file_that_may_not_be_read_is_fetched_again(server, cache, monkeypatch):
    path = cache / "part" / FILE.name
    path.parent.mkdir(parents=True)
    path.write_bytes(PACKED)
    refuse(monkeypatch, path)
    with pytest.raises(DataUnavailableError, match=r"Permission denied: .*not asked for"):
        get(download=False)
    assert get(server + "good/") == CONTENT


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
@pytest.mark.parametrize(
    ("umask", "mode"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)]
)
def test_a_download_may_be_read_by_those_whom_the_umask_lets(server, cache, umask, mode):
    before = os.umask(umask)
    try:
        get(server + "good/")
    finally:
        os.umask(before)
    assert stat.S_IMODE((cache / "part" / FILE.name).stat().st_mode) == 0o666 & ~umask


def test_the_cache_is_where_pooch_has_it(monkeypatch, tmp_path):
    pooch = pytest.importorskip("pooch")
    for value in (None, "", str(tmp_path)):
        if value is None:
            monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
        else:
            monkeypatch.setenv("XDG_CACHE_HOME", value)
        assert files.cache_folder() == Path(pooch.os_cache("ann_lib"))


@pytest.mark.parametrize(
    ("system", "folder"),
    [("darwin", "Library/Caches/ann_lib"), ("win32", "Local/ann_lib/ann_lib/Cache")],
)
def test_the_cache_on_other_systems(monkeypatch, tmp_path, system, folder):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(sys, "platform", system)
    assert files.cache_folder() == tmp_path / folder


def test_without_pooch_nothing_is_downloaded_and_the_rest_goes_on(cache, monkeypatch):
    monkeypatch.setitem(sys.modules, "pooch", None)
    assert not datasets.available("mnist")
    with pytest.raises(DataUnavailableError, match="downloads do not work here: import of"):
        datasets.load_mnist()


# MNIST


@pytest.fixture
def data_folder(monkeypatch) -> Path:
    """Return the local folder with the large sets, or skip and say what is missing."""
    named = os.environ.get("ANN_LIB_DATA")
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(named) if named else beside
    if not (folder / "mnist").is_dir():
        pytest.skip(f"no folder {folder / 'mnist'}: set ANN_LIB_DATA to the one around it")
    monkeypatch.setenv("ANN_LIB_DATA", str(folder))
    return folder


def test_mnist(data_folder):
    data = datasets.load_mnist(download=False)
    assert data.x.dtype == np.float32
    assert (data.x.min(), data.x.max()) == (0.0, 1.0)
    assert data.images.shape == (70_000, 28, 28, 1)
    x_train, x_test, y_train, y_test = data.split()
    assert (len(x_train), len(x_test)) == (60_000, 10_000)
    assert y_train[:3].tolist() == [5, 0, 4]
    assert y_test[:5].tolist() == [7, 2, 1, 0, 4]
    assert datasets.available("mnist")


def test_mnist_reads_its_format(monkeypatch):
    """Also where MNIST is not at hand: on made-up files of its shape."""
    rng = np.random.default_rng(0)
    contents, labels = {}, []
    for part, n in (("train", 60_000), ("t10k", 10_000)):
        pixels = np.full((n, 28, 28), len(labels) + 1)
        pixels[7] = rng.integers(0, 256, (28, 28))
        labels.append(rng.integers(0, 10, n))
        contents[f"{part}-images-idx3-ubyte.gz"] = idx_bytes(pixels)
        contents[f"{part}-labels-idx1-ubyte.gz"] = idx_bytes(labels[-1])
    monkeypatch.setattr(Source, "fetch", lambda self, file, **_: contents[file.name])
    data = datasets.load_mnist()
    np.testing.assert_array_equal(data.y, np.concatenate(labels))
    assert data.n_test == 10_000
    np.testing.assert_allclose(data.x[60_007], pixels[7].ravel() / 255, rtol=1e-6)
    assert set(data.x[59_999]) == {np.float32(1 / 255)}
    assert set(data.x[60_000]) == {np.float32(2 / 255)}


def test_mnist_where_it_is_not(cache):
    assert not datasets.available("mnist")
    with pytest.raises(DataUnavailableError, match="MNIST is not on this computer"):
        datasets.load_mnist(download=False)
    with pytest.raises(ValueError, match="name must be one of 'bikes'"):
        datasets.available("imagenet")


# What is written about the data


def test_the_readme_lists_every_data_set_and_the_checksums_that_are_used() -> None:
    readme = (Path(__file__).parents[1] / "data" / "README.md").read_text(encoding="utf-8")
    for name in datasets.__all__:
        if name.startswith(("load_", "make_")):
            assert f"`{name}`" in readme
    for file in [*mnist_module.FILES.values(), cats_module.ARCHIVE]:
        of = "the unpacked bytes" if file.unpack else "the packed file"
        assert f"| {file.name} | `{file.sha256}` | {of} |" in readme
    for file in (penguins_module.TIDY, penguins_module.RAW, names_module.FILE):
        assert f"| {file.name} | `{file.sha256}` | the file |" in readme
    assert f"| fsdd.tar.gz, recordings/*.wav | `{digits_module.SHA256}` |" in readme
