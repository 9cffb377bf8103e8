"""A photo of a digit: what is read, what is refused, and what is prepared from it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from drawn_digits import hands
from PIL import Image

from ann_course.panels.photo.samples import DIGITS, photograph
from ann_lib import Adam, Dense, Network, ReLU, SoftmaxCrossEntropy
from ann_lib.datasets import load_digits
from ann_lib.datasets.photo import (
    SIDE,
    _pieces,
    crop_photo,
    prepare_photo,
    read_photo,
    resized,
    scale_photo,
)

PHOTO = photograph(DIGITS[3], rng=0)
TAKEN = Image.fromarray((PHOTO * 255).astype(np.uint8)).resize((900, 1200))
ON_ITS_SIDE = TAKEN.transpose(Image.Transpose.ROTATE_90)
GREY_16 = np.asarray(TAKEN.convert("L")).astype(np.uint16) * 257


def file_of(image: Any, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def turned() -> Any:
    exif = Image.Exif()
    exif[0x112] = 6  # turn it by 90° to the right
    return exif


SAME = read_photo(file_of(TAKEN, "PNG"))


@pytest.mark.parametrize(
    ("content", "most_off"),
    [
        (file_of(TAKEN, "JPEG"), 0.02),
        (file_of(TAKEN, "WEBP"), 0.02),
        (file_of(TAKEN, "TIFF"), 0.001),
        (file_of(TAKEN, "BMP"), 0.001),
        (file_of(TAKEN.convert("P"), "GIF"), 0.02),
        (file_of(TAKEN.convert("P"), "PNG", transparency=0), 0.02),
        (file_of(TAKEN.convert("L"), "PNG"), 0.04),
        (file_of(TAKEN.convert("LA"), "PNG"), 0.04),
        (file_of(TAKEN.convert("1"), "PNG"), 0.04),
        (file_of(TAKEN.convert("RGBA"), "PNG"), 0.001),
        (file_of(TAKEN.convert("CMYK"), "JPEG"), 0.02),
        (file_of(ON_ITS_SIDE, "JPEG", exif=turned()), 0.02),
        (file_of(ON_ITS_SIDE, "PNG", exif=turned()), 0.001),
        (file_of(ON_ITS_SIDE.convert("RGBA"), "PNG", exif=turned()), 0.001),
    ],
)
def test_every_kind_of_picture_is_read_upright(content: bytes, most_off: float) -> None:
    photo = read_photo(content)
    assert photo.shape == (120, 90, 3)
    assert np.abs(photo - SAME).mean() < most_off


@pytest.mark.parametrize("kind", [np.uint16, np.int32, np.float32])
def test_in_more_than_8_bits_the_lightest_is_white(kind: Any) -> None:
    photo = read_photo(file_of(Image.fromarray(GREY_16.astype(kind)), "TIFF"))
    grey = read_photo(file_of(TAKEN.convert("L"), "PNG"))
    assert np.allclose(photo, grey / (GREY_16.max() / 65535), atol=0.01)


def test_what_is_transparent_is_white() -> None:
    clear = Image.new("RGBA", (40, 60), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (10, 10, 20, 50))
    photo = read_photo(file_of(clear, "PNG"))
    assert photo.shape == (60, 40, 3)  # a small one is not scaled up
    assert photo[0, 0].tolist() == [1, 1, 1]
    assert photo[30, 15].tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "It is not a picture, or it is damaged"),
        (b"digit,ink\n7,0.5\n", "save it as JPEG or PNG"),
        (file_of(TAKEN, "PNG")[:2000], "It is not a picture, or it is damaged"),
        (file_of(TAKEN, "JPEG")[:2000], "It is not a picture, or it is damaged"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC.* Most Compatible"),
        (
            file_of(Image.new("L", (9, 300)), "PNG"),
            "9 × 300 pixels, and at least 16",
        ),
        (
            file_of(Image.new("1", (9000, 9000)), "PNG"),
            "9,000 × 9,000 .* at most 64",
        ),
        (file_of(Image.new("1", (20_000, 20_000)), "PNG"), "over 170 million"),
    ],
)
def test_what_cannot_be_read_is_told(content: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_photo(content)


@pytest.mark.parametrize("path", ["seven.jpg", Path("seven.jpg"), np.ones((9, 9)), None])
def test_what_is_not_bytes_is_not_called_damaged(path: Any) -> None:
    with pytest.raises(TypeError, match="content must be a file's bytes, got"):
        read_photo(path)


@pytest.mark.parametrize("prepare", [prepare_photo, scale_photo, crop_photo])
@pytest.mark.parametrize("numbers", [(0, 255), (-1, 1)])
def test_what_is_not_light_is_told(prepare: Any, numbers: Any) -> None:
    photo = np.linspace(*numbers, 48).reshape(4, 4, 3)
    words = rf"from 0, black, to 1, white.* got {numbers[0]} to {numbers[1]}\."
    with pytest.raises(ValueError, match=words):
        prepare(photo)


def reader() -> Network:
    """Return the first network of lesson 07."""
    x, _, y, _ = load_digits().split(0.25, rng=6)
    layers = [Dense(64, 128), ReLU(), Dense(128, 10)]
    network = Network(layers, loss=SoftmaxCrossEntropy(), rng=0)
    network.fit(
        x[270:], y[270:], epochs=30, optimizer=Adam(0.003), rng=0, progress=False
    )  # fmt: skip
    return network


def test_prepared_photos_are_read_and_merely_scaled_ones_are_not() -> None:
    rng = np.random.default_rng(1)
    taken = [(digit, photograph(strokes, rng=rng)) for digit, strokes in hands(rng, 10)]
    y = [digit for digit, _ in taken]
    network = reader()

    def score(prepare: Any) -> float:
        return network.score(np.array([prepare(photo).ravel() for _, photo in taken]), y)

    assert score(lambda photo: prepare_photo(photo).image) >= 0.8
    assert score(lambda photo: prepare_photo(photo, shade=0).image) <= 0.4
    assert score(scale_photo) <= 0.2


def test_size_place_and_light_of_the_photo_do_not_matter() -> None:
    large = prepare_photo(SAME)
    bright = prepare_photo(np.clip(SAME * 1.2, 0, 1))
    wide = prepare_photo(np.pad(SAME, ((0, 0), (20, 40), (0, 0)), mode="edge"))
    for other in (bright, wide):
        assert np.abs(other.image - large.image).mean() < 0.06
    assert wide.box is not None
    assert large.box is not None
    assert abs(wide.box[2] - large.box[2] - 20) <= 1


def test_dots_that_hang_together_are_one_piece() -> None:
    rng = np.random.default_rng(0)
    for part in (0.0, 0.3, 0.55, 0.7, 1.0):
        mark = rng.random((23, 31)) < part
        left, piece = {*map(tuple, np.argwhere(mark).tolist())}, np.zeros(mark.shape, int)
        while left:  # one dot, and what can be reached from it
            found = [left.pop()]
            for row, column in found:
                around = [(row - 1, column), (row + 1, column)]
                around += [(row, column - 1), (row, column + 1)]
                found += [dot for dot in around if dot in left]
                left -= {*found}
            for dot in found:
                piece[dot] = 1 + max(each[0] * 31 + each[1] for each in found)
        assert np.array_equal(_pieces(mark), piece)


def test_dirt_and_the_edge_of_a_table_are_left_out() -> None:
    paper = np.full((100, 80), 0.8)
    paper[30:70, 38:42] = 0.1  # a 1
    clean = prepare_photo(paper)
    paper[10:13, 60:62] = 0.1
    paper[:, :3] = 0.0
    dirty = prepare_photo(paper)
    assert clean.box == (30, 70, 38, 42) == dirty.box
    assert np.array_equal(clean.image, dirty.image)
    alone = np.full((100, 80), 0.8)
    alone[60:, 38:42] = 0.1  # written to the very edge
    assert prepare_photo(alone).box == (60, 100, 38, 42)


def test_a_piece_of_a_digit_that_stands_apart_is_kept() -> None:
    paper = np.full((100, 80), 0.8)
    paper[40:70, 38:42] = 0.1
    paper[30:34, 38:50] = 0.1
    assert prepare_photo(paper).box == (30, 70, 38, 50)


@pytest.mark.parametrize("side", [8, 16, 28])
def test_each_size_is_filled_as_its_data_set_does(side: int) -> None:
    image = prepare_photo(SAME, side).image
    assert image.shape == (side, side)
    assert 0 <= image.min() < image.max() <= 1
    rows = np.flatnonzero(image.max(axis=1) > 0.3)
    high = rows[-1] - rows[0] + 1
    assert high == 8 if side == 8 else high == pytest.approx(side * 20 / 28, abs=2)


@pytest.mark.parametrize(
    ("where", "box"),
    [
        ({}, (15, 105, 0, 90)),
        ({"down": 1}, (30, 120, 0, 90)),
        ({"size": 0.5, "right": 1, "down": -1}, (0, 45, 45, 90)),
        ({"size": 0}, (59, 61, 44, 46)),
    ],
)
def test_a_square_is_cut_out_and_scaled(where: Any, box: tuple[int, ...]) -> None:
    cropped = crop_photo(SAME, 16, **where)
    top, bottom, left, right = cropped.box
    assert cropped.box == box
    assert np.array_equal(cropped.square, SAME[top:bottom, left:right])
    assert cropped.image.shape == (16, 16, 3)
    light = cropped.square.mean(axis=(0, 1))
    assert cropped.image.mean(axis=(0, 1)) == pytest.approx(light)


@pytest.mark.parametrize("shape", [(40, 40), (40, 40, 3)])
def test_blank_paper_has_no_ink(shape: tuple[int, ...]) -> None:
    for light in (0.0, 0.6, 1.0):
        prepared = prepare_photo(np.full(shape, light), 28)
        assert prepared.box is None
        assert not prepared.image.any()
        assert not prepared.mark.any()


def test_the_higher_the_threshold_the_less_is_ink() -> None:
    amounts = [prepare_photo(SAME, threshold=t).mark.sum() for t in (0.3, 0.5, 0.7, 0.9)]
    assert (np.diff(amounts) < 0).all()
    assert prepare_photo(SAME, threshold=1).box is None


def test_a_scaled_photo_keeps_its_light() -> None:
    scaled = resized(SAME[..., 0], 8, 8)
    assert scaled.mean() == pytest.approx(SAME[..., 0].mean())
    assert scale_photo(np.ones((30, 30))).tolist() == np.zeros((8, 8)).tolist()
    assert max(SAME.shape) == SIDE


@pytest.mark.parametrize(
    ("photo", "options", "words"),
    [
        (np.ones(5), {}, r"photo must have shape \(height, width, 3\)"),
        (np.ones((5, 5, 4)), {}, "as read_photo returns it"),
        (np.ones((5, 5)), {"shade": 2}, "shade must be"),
        (np.ones((5, 5)), {"threshold": -1}, "threshold must be"),
        (np.ones((5, 5)), {"side": 1}, "side must be"),
    ],
)
def test_what_cannot_be_prepared_is_told(photo: Any, options: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        prepare_photo(photo, **options)


@pytest.mark.parametrize(
    ("photo", "options", "words"),
    [
        (np.ones((5, 5)), {}, r"photo must have shape \(height, width, 3\)"),
        (np.ones((5, 5, 3)), {"size": 2}, "size must be"),
        (np.ones((5, 5, 3)), {"right": -2}, "right must be"),
        (np.ones((5, 5, 3)), {"down": 2}, "down must be"),
        (np.ones((5, 5, 3)), {"side": 1}, "side must be"),
    ],
)
def test_what_cannot_be_cropped_is_told(photo: Any, options: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        crop_photo(photo, **options)
