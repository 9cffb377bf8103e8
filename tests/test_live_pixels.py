"""Numbers as pixels: the colours have their meaning, and the lowest row comes first."""

from __future__ import annotations

import numpy as np

from ann_course.live.pixels import in_a_row, ink, outline, picture_of, signed

GREY = (236, 236, 236)


def test_signs_have_their_colours_and_zero_is_white() -> None:
    (top, *_), (bottom, *_) = signed(np.array([[2.0, 0.0], [-2.0, np.nan]]), 2.0)[::-1]
    assert top[0] > top[2] + 100  # orange
    assert bottom[2] > bottom[0] + 100  # blue
    pixels = signed(np.array([[2.0, 0.0], [-2.0, np.nan]]), 2.0)
    assert pixels[1, 1].min() > 240
    assert tuple(pixels[0, 1]) == GREY  # nothing is there


def test_ink_is_dark_and_paper_is_white_up_to_what_is_darkest() -> None:
    pixels = ink(np.array([[0.0, 0.5, 1.0]]))[0].astype(int).mean(axis=1)
    assert pixels[0] > 250
    assert pixels[0] > pixels[1] > pixels[2]
    np.testing.assert_array_equal(
        ink(np.array([[0.0, 3.0, 6.0]]), 6.0), ink(np.array([[0.0, 0.5, 1.0]]))
    )


def test_a_picture_in_colour_keeps_its_colours_and_is_turned_upside_down() -> None:
    image = np.array([[[1.0, 0.0, 0.2]], [[0.0, 1.0, -3.0]]])
    assert picture_of(image).tolist() == [[[0, 255, 0]], [[255, 0, 51]]]
    np.testing.assert_array_equal(picture_of(image[..., :1]), ink(image[..., 0]))


def test_an_outline_ends_where_it_began() -> None:
    assert outline(1, 4, 3, 2).T.tolist() == [[1, 4], [3, 4], [3, 2], [1, 2], [1, 4]]


def test_pictures_in_a_row_are_one_that_is_clear_between_them() -> None:
    pictures = np.arange(3 * 4 * 2 * 3, dtype=np.uint8).reshape(3, 4, 2, 3)
    row = in_a_row(pictures, 1)
    assert row.shape == (4, 3 * (2 + 1), 4)
    for left, each in zip((0, 3, 6), pictures, strict=True):
        np.testing.assert_array_equal(row[:, left : left + 2, :3], each)
        assert (row[:, left : left + 2, 3] == 255).all()
        assert not row[:, left + 2, 3].any()
