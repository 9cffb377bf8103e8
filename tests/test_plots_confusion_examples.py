"""The images behind a cell of a confusion matrix: those, and no others."""

from __future__ import annotations

import numpy as np
import pytest

from ann_lib import plots
from ann_lib.plots.confusion_examples import examples_of
from ann_lib.plots.show import svg

RNG = np.random.default_rng(0)
Y = RNG.integers(0, 3, 60)
CALLED = np.where(RNG.random(60) < 0.7, Y, (Y + 1) % 3)
PIXELS = RNG.random((60, 16))
NAMES = ["ant", "bee", "cat"]


@pytest.mark.parametrize("is_", range(3))
@pytest.mark.parametrize("called", range(3))
def test_as_many_as_the_matrix_says(is_, called):
    found = examples_of(Y, CALLED, is_, called)
    assert len(found) == plots.confusion_matrix(Y, CALLED)[is_, called]
    ax = plots.confusion_examples(PIXELS, Y, CALLED, is_, called, most=60)
    assert len(ax.images) == len(found)
    for drawn, i in zip(ax.images, found, strict=True):
        np.testing.assert_array_equal(drawn.get_array().ravel(), PIXELS[i])
    svg(ax.figure, "a test")


def test_the_first_few_and_how_many_there_are():
    found = examples_of(Y, CALLED, 1, 2)
    assert len(found) > 2
    ax = plots.confusion_examples(PIXELS, Y, CALLED, 1, 2, class_names=NAMES, most=2)
    assert [text.get_text() for text in ax.texts] == [f"no. {i}" for i in found[:2]]
    assert ax.get_title(loc="left") == f"bee called cat: {len(found)}, the first 2"
    words = plots.confusion_examples_alt(Y, CALLED, 1, 2, class_names=NAMES, most=2)
    first = ", ".join(map(str, found[:2]))
    assert words == f"bee called cat: {len(found)} of 60 images, numbers {first} and more."


def test_an_empty_cell_says_so():
    ax = plots.confusion_examples(PIXELS, Y, CALLED, 1, 0, class_names=NAMES)
    assert [text.get_text() for text in ax.texts] == ["No image is a bee called ant."]
    assert not ax.images
    words = plots.confusion_examples_alt(Y, CALLED, 1, 0, class_names=NAMES)
    assert words == "No image is a bee called ant."


def test_photographs_keep_their_colours():
    photos = RNG.random((60, 4, 2, 3))
    ax = plots.confusion_examples(photos, Y, CALLED, 0, 1)
    first = examples_of(Y, CALLED, 0, 1)[0]
    np.testing.assert_array_equal(ax.images[0].get_array(), photos[first])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pixels": PIXELS[:5]}, "pixels and y_true must have the same number"),
        ({"y_pred": CALLED[:5]}, "y_true and y_pred must have the same number"),
        ({"is_": -1}, "is_ must be at least 0"),
        ({"called": -1}, "called must be at least 0"),
        ({"called": 2, "class_names": NAMES[:2]}, "class_names must name class 2"),
        ({"most": 0}, "most must be at least 1"),
    ],
)
def test_bad_input(change, words):
    arguments = {"pixels": PIXELS, "y_true": Y, "y_pred": CALLED, "is_": 0, "called": 1}
    with pytest.raises(ValueError, match=words):
        plots.confusion_examples(**arguments | change)
