"""From strokes to pixels: as the training data were made, and read by what was trained."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from drawn_digits import DIGITS, all_forms, hands

from ann_course.panels.digit.strokes import MOST_POINTS, check_strokes, picture
from ann_lib import Adam, Dense, Network, ReLU, SoftmaxCrossEntropy
from ann_lib.datasets import load_digits

STICK = [[[0.5, 0.9], [0.5, 0.1]]]


@pytest.fixture(scope="module")
def network():
    """Give the network of lesson 07, trained as it is there."""
    x, _, y, _ = load_digits().split(0.25, rng=6)
    layers = [Dense(64, 128), ReLU(), Dense(128, 10)]
    trained = Network(layers, loss=SoftmaxCrossEntropy(), rng=0)
    trained.fit(x[270:], y[270:], epochs=30, optimizer=Adam(0.003), rng=0, progress=False)
    return trained


def read(network, drawings):
    """Return which of (digit, strokes) are named rightly."""
    x = np.array([picture(strokes, 8).ravel() for _, strokes in drawings])
    return network.predict(x) == [digit for digit, _ in drawings]


def test_all_ten_digits_are_read(network):
    drawings = [(digit, forms[0]) for digit, forms in DIGITS.items()]
    assert read(network, drawings).all()


def test_of_all_forms_one_is_not_read(network):
    # A 1 with a long hook and a foot; with a foot, those in the data have a short hook.
    assert read(network, all_forms()).sum() == len(all_forms()) - 1


def test_other_hands_are_read_nine_times_in_ten(network):
    drawings = list(hands(np.random.default_rng(5), 30))
    right = read(network, drawings)
    assert 0.9 < right.mean() < 1
    each = right.reshape(10, 30).mean(axis=1)
    assert each[[0, 2, 3, 4, 5, 6, 7]].min() > 0.9
    assert each[[1, 8, 9]].min() > 0.6  # these are the three that it knows least


def test_without_the_steps_of_the_training_data_few_are_read(network):
    def stamped(strokes):
        """Return the pixels of an 8×8 grid that the pen went through: no more."""
        pixels = np.zeros((8, 8))
        for stroke in strokes:
            for (x1, y1), (x2, y2) in itertools.pairwise(stroke):
                for t in np.linspace(0, 1, 20):
                    x, y = x1 + t * (x2 - x1), y1 + t * (y2 - y1)
                    pixels[int((1 - y) * 7.99), int(x * 7.99)] = 1
        return pixels.ravel()

    forms = [
        (digit, [(np.array(stroke) * 0.6).tolist() for stroke in strokes])
        for digit, strokes in all_forms()
    ]
    answers = network.predict(np.array([stamped(strokes) for _, strokes in forms]))
    assert np.mean(answers == [digit for digit, _ in forms]) < 0.4
    assert read(network, forms).mean() > 0.9


def test_the_ink_of_the_drawings_is_that_of_the_data():
    drawings = [strokes for _, strokes in hands(np.random.default_rng(0), 10)]
    drawn = [picture(strokes, 8).sum() for strokes in drawings]
    assert np.mean(drawn) == pytest.approx(load_digits().x.sum(axis=1).mean(), rel=0.05)
    big = [picture(strokes, 28).sum() for strokes in drawings]
    assert np.mean(big) == pytest.approx(102.4, rel=0.05)  # of MNIST's 60,000


@pytest.mark.parametrize("side", [8, 28, 16])
def test_size_and_place_of_a_drawing_do_not_matter(side):
    strokes = DIGITS[3][0]
    small = [(np.array(stroke) * 0.3 + [0.6, 0.1]).tolist() for stroke in strokes]
    first, second = picture(strokes, side), picture(small, side)
    assert np.abs(first - second).max() < 0.1
    assert first.shape == (side, side)
    assert first.min() >= 0
    assert 0.9 < first.max() <= 1


def test_eight_pixels_hold_the_drawing_upright_and_counted_in_sixteenths():
    three = picture(DIGITS[3][0], 8)
    np.testing.assert_array_equal(three * 16, np.round(three * 16))
    assert three[0].any()
    assert three[7].any()
    slanted = picture([[[0.7, 0.9], [0.3, 0.1]]], 8)
    upright = picture(STICK, 8)
    assert np.abs(slanted - upright).sum() < 0.35 * upright.sum()
    # A stick keeps to the middle: it is not stretched to a block.
    assert upright[:, [0, 1, 6, 7]].sum() < 0.1 * upright.sum()


def test_28_pixels_hold_the_drawing_in_20_with_its_mass_in_the_middle():
    for digit, strokes in all_forms():
        ink = picture(strokes, 28)
        rows, columns = np.nonzero(ink > 0.5)
        assert 19 <= max(np.ptp(rows), np.ptp(columns)) + 1 <= 20, digit
        at = np.arange(28) - 13.5
        mass = np.array([ink.sum(axis=1) @ at, ink.sum(axis=0) @ at]) / ink.sum()
        assert np.abs(mass).max() <= 0.51, digit


@pytest.mark.parametrize("side", [8, 28])
def test_dots_and_nothing_are_pictures_too(side):
    assert not picture([], side).any()
    dot = picture([[[0.9, 0.1]]], side)
    assert dot.any()
    np.testing.assert_allclose(dot.sum(axis=0), dot.sum(axis=0)[::-1], atol=0.2)
    assert picture([[[0.2, 0.5], [0.8, 0.5]]], side).any()
    assert picture([[[0.5, 0.5], [0.5, 0.5]], *STICK], side).any()


def test_many_points_are_the_same_drawing():
    stroke = np.array(DIGITS[3][0][0])
    at = np.linspace(0, len(stroke) - 1, 1000)
    fine = [np.column_stack([np.interp(at, range(len(stroke)), s) for s in stroke.T])]
    for side in (8, 28):
        change = np.abs(picture(fine, side) - picture(DIGITS[3][0], side))
        assert change.max() < 0.3
        assert change.mean() < 0.01


def test_a_drawing_is_checked():
    assert check_strokes([((0.5, 0.25),)]) == [[[0.5, 0.25]]]
    assert check_strokes([]) == []
    with pytest.raises(TypeError, match=r"drawing must be a list of strokes.*got 'a 3'"):
        check_strokes("a 3")
    for bad in ([], [[0.5]], [[0.5, 1.5]], [[float("nan"), 0.5]], ["ab"], 3, [[0, 0], [1]]):
        with pytest.raises(ValueError, match=r"drawing\[1\] must be a list of points"):
            check_strokes([[[0, 0]], bad])
    with pytest.raises(ValueError, match=f"at most {MOST_POINTS} points, got 2001"):
        check_strokes([[[0.5, 0.5]] * 2001])
    with pytest.raises(ValueError, match="side must be"):
        picture([], 0)
