"""Colour photographs: what is drawn is asserted as data."""

from __future__ import annotations

import numpy as np
import pytest

from ann_lib import plots

PIXELS = np.random.default_rng(0).random((3, 4, 6, 3))


def test_photos_are_drawn_as_they_are():
    ax = plots.photos(PIXELS, titles=["a", "b", "c"], columns=2)
    assert [text.get_text() for text in ax.texts] == ["a", "b", "c"]
    for drawn, pixels in zip(ax.images, PIXELS, strict=True):
        np.testing.assert_array_equal(drawn.get_array(), pixels)
    left, right, bottom, top = ax.images[0].get_extent()
    assert (right - left) * 4 == pytest.approx((bottom - top) * 6)
    assert ax.images[2].get_extent()[0] == left
    assert ax.images[2].get_extent()[3] > bottom


@pytest.mark.parametrize(
    ("pixels", "words"),
    [
        (PIXELS[..., :1], r"must have shape \(n_images, height, width, 3\), got \(3, 4, 6"),
        (PIXELS[0], "Use dataset.images"),
        (PIXELS[:0], "pixels"),
        (255 * PIXELS, "pixels must lie between 0 and 1, got"),
        (PIXELS - 1, "pixels must lie between 0 and 1, got"),
        (np.where(PIXELS > 0.5, np.nan, PIXELS), "NaN"),
    ],
)
def test_what_are_no_photographs_is_refused(pixels, words):
    with pytest.raises(ValueError, match=words):
        plots.photos(pixels)


def test_titles_are_counted():
    with pytest.raises(ValueError, match="titles must hold 3 texts"):
        plots.photos(PIXELS, titles=["a"])
