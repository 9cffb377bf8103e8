"""The spoken digits: a small made-up set, whole and damaged, and the real one."""

from __future__ import annotations

import io
import tarfile
import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ann_lib.datasets import (
    DataUnavailableError,
    Recordings,
    available,
    load_spoken_digits,
    spoken_digits,
)

RATE = 8_000


def tone(pitch: float, n_samples: int) -> np.ndarray:
    """Return samples of 16 bits."""
    times = np.arange(n_samples) / RATE
    return np.round(8_000 * np.sin(2 * np.pi * pitch * times)).astype("<i2")


def file_of(samples: np.ndarray) -> bytes:
    """Return a wave file's bytes."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return buffer.getvalue()


def archive_of(contents: dict[str, bytes], folder: str = "fsdd-1/recordings") -> bytes:
    """Return a packed archive with these files, and one that is none of them."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as packed:
        for name, content in {**contents, "README.md": b"Read me."}.items():
            member = tarfile.TarInfo(f"{folder}/{name}")
            member.size = len(content)
            packed.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


@pytest.fixture
def contents(monkeypatch: pytest.MonkeyPatch, local_data: Path) -> dict[str, bytes]:
    """Ten digits by two people, three times each, which count as the published ones."""
    monkeypatch.setattr(spoken_digits, "SPEAKERS", ("ann", "bob"))
    monkeypatch.setattr(spoken_digits, "N_NUMBERS", 3)
    monkeypatch.setattr(spoken_digits, "N_TEST_NUMBERS", 1)
    made = {}
    for name in spoken_digits.names():
        digit, who, number = name.removesuffix(".wav").split("_")
        samples = tone(200 + 300 * int(digit), 300 + 500 * int(number) + 100 * len(made))
        made[name] = file_of(samples if who == "ann" else samples[:200])
    sha256 = spoken_digits.digest(made)
    monkeypatch.setattr(spoken_digits, "SHA256", sha256)
    archive = replace(spoken_digits.ARCHIVE, sha256=sha256)
    monkeypatch.setattr(spoken_digits, "ARCHIVE", archive)
    return made


@pytest.fixture
def folder(contents: dict[str, bytes], tmp_path: Path) -> Path:
    """The local folder with the files."""
    path = tmp_path / "fsdd" / "recordings"
    path.mkdir(parents=True)
    for name, content in contents.items():
        (path / name).write_bytes(content)
    return path


class TestReading:
    def test_they_are_read_as_they_were_written(self, folder: Path) -> None:
        digits = load_spoken_digits(download=False)
        assert len(digits) == 60
        assert digits.rate == RATE
        assert np.bincount(digits.y).tolist() == [6] * 10
        assert np.bincount(digits.groups).tolist() == [30, 30]
        last = digits.waves[-1]  # 9_bob_0: the number that is kept for testing
        assert (digits.y[-1], digits.group_names[digits.groups[-1]]) == (9, "bob")
        np.testing.assert_allclose(last, tone(2900, 200) / 2**15, atol=1e-7)
        first = digits.waves[0]  # 0_ann_1
        np.testing.assert_allclose(first, tone(200, 900) / 2**15, atol=1e-7)

    def test_the_authors_test_comes_last(self, folder: Path) -> None:
        digits = load_spoken_digits(download=False)
        assert digits.n_test == 20
        tested = [len(wave) for wave in digits.waves[-20::2]]  # by ann, number 0
        assert tested == [300 + 100 * i for i in range(0, 60, 6)]

    def test_folder_and_archive_hold_the_same(
        self, folder: Path, contents: dict[str, bytes]
    ) -> None:
        expected = load_spoken_digits(download=False)
        for name in contents:
            (folder / name).unlink()
        (folder.parent / "fsdd.tar.gz").write_bytes(archive_of(contents))
        digits = load_spoken_digits(download=False)
        for one, other in zip(digits.waves, expected.waves, strict=True):
            np.testing.assert_array_equal(one, other)
        np.testing.assert_array_equal(digits.groups, expected.groups)


class TestWhatIsNotThere:
    def test_some_are_missing(self, folder: Path) -> None:
        for name in ("0_ann_0.wav", "3_bob_1.wav", "4_ann_2.wav", "9_bob_2.wav"):
            (folder / name).unlink()
        with pytest.raises(DataUnavailableError) as caught:
            load_spoken_digits()
        assert "must hold 60 recordings, got 4 fewer: no 0_ann_0.wav, 3_bob_1.wav, " in str(
            caught.value
        )
        assert str(folder) in str(caught.value)
        assert "make_speakers() needs no such file" in str(caught.value)
        assert not available("spoken digits")

    @pytest.mark.parametrize("content", [file_of(tone(400, 300)), b"", bytes(200_000)])
    def test_one_is_another(self, folder: Path, content: bytes) -> None:
        (folder / "5_ann_1.wav").write_bytes(content)
        with pytest.raises(DataUnavailableError, match="damaged or not those that were p"):
            load_spoken_digits()
        assert not available("spoken digits")

    def test_none_is_there(self, contents: dict[str, bytes]) -> None:
        with pytest.raises(DataUnavailableError, match=r"put fsdd\.tar\.gz into a folder"):
            load_spoken_digits(download=False)
        assert not available("spoken digits")

    def test_an_archive_with_other_things(
        self, contents: dict[str, bytes], tmp_path: Path
    ) -> None:
        path = tmp_path / "fsdd" / "fsdd.tar.gz"
        path.parent.mkdir()
        whole = archive_of(contents)
        for packed in (
            whole[: len(whole) // 2],
            b"",
            b"<html>Please log in</html>",
            archive_of(contents | {"0_ann_0.wav": file_of(tone(99, 99))}),
            archive_of({name: contents[name] for name in list(contents)[1:]}),
            archive_of(contents, folder="elsewhere"),
        ):
            path.write_bytes(packed)
            with pytest.raises(DataUnavailableError, match="expected SHA-256"):
                load_spoken_digits(download=False)
            assert not available("spoken digits")

    def test_an_archive_that_would_fill_the_memory(
        self, contents: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "fsdd").mkdir()
        (tmp_path / "fsdd" / "fsdd.tar.gz").write_bytes(archive_of(contents))
        monkeypatch.setattr(spoken_digits, "MAX_UNPACKED", 10_000)
        with pytest.raises(DataUnavailableError, match="unpacked \\(more than 10,000 by"):
            load_spoken_digits(download=False)


class TestSpectrograms:
    def recordings(self, *waves: np.ndarray) -> Recordings:
        labels = np.zeros(len(waves), dtype=int)
        return Recordings("tones", waves, labels, ("tone",), labels, ("nobody",), RATE)

    def test_a_tone_sounds_in_its_band(self) -> None:
        tones = self.recordings(*(tone(250 + 500 * i, 2_000 + 900 * i) for i in range(8)))
        images = tones.spectrograms(n_bands=8, n_frames=5).images
        assert images.shape == (8, 8, 5, 1)
        for i, image in enumerate(images[..., 0]):
            assert image.argmax(axis=0).tolist() == [i] * 5

    def test_columns_are_moments(self) -> None:
        wave = np.concatenate([tone(250, 4_000), tone(3_750, 4_000)])
        image = self.recordings(wave).spectrograms(n_bands=8, n_frames=6).images[0, ..., 0]
        assert image.argmax(axis=0).tolist() == [0, 0, 0, 7, 7, 7]

    def test_loudness_does_not_count(self) -> None:
        wave = np.random.default_rng(0).normal(size=3_000)
        loud, quiet = self.recordings(wave, wave / 100).spectrograms().x
        np.testing.assert_allclose(loud, quiet, atol=1e-5)

    def test_shorter_than_a_frame_or_silent(self) -> None:
        x = self.recordings(tone(300, 40), np.zeros(900)).spectrograms(4, 3).x
        assert x.shape == (2, 12)
        assert len(set(x[1].tolist())) == 1

    @pytest.mark.parametrize("name", ["n_bands", "n_frames"])
    def test_bad_arguments(self, name: str) -> None:
        with pytest.raises(ValueError, match=f"{name} must be from 1 to"):
            self.recordings(tone(300, 900)).spectrograms(**{name: 0})


def test_what_does_not_fit_together() -> None:
    waves, labels = (np.zeros(9),) * 2, np.zeros(2, dtype=int)
    with pytest.raises(ValueError, match="waves and y must have the same number"):
        Recordings("r", waves, labels[:1], ("a",), labels, ("b",), RATE)
    with pytest.raises(ValueError, match="waves and groups must have the same number"):
        Recordings("r", waves, labels, ("a",), labels[:1], ("b",), RATE)


def test_as_published() -> None:
    if not available("spoken digits"):
        pytest.skip("the spoken digits are not on this computer")
    digits = load_spoken_digits(download=False)
    assert len(digits) == 3_000
    assert np.bincount(digits.y).tolist() == [300] * 10
    assert np.bincount(digits.groups).tolist() == [500] * 6
    assert np.bincount(digits.y[-digits.n_test :]).tolist() == [30] * 10
    lengths = [len(wave) for wave in digits.waves]
    assert (min(lengths), max(lengths)) == (1_148, 18_262)
    images = digits.spectrograms()
    assert images.images.shape == (3_000, 24, 20, 1)
    assert images.n_test == 300
