"""The drawn shapes: what they are, where they may lie, and that they are worth learning."""

from __future__ import annotations

import numpy as np
import pytest

from ann_lib import (
    Adam,
    Conv2D,
    Dense,
    Flatten,
    MaxPool2D,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
)
from ann_lib.datasets import make_shapes
from ann_lib.datasets.shapes import NAMES, _draw


def test_shapes_are_balanced_seeded_and_in_random_order():
    data = make_shapes(202, rng=3)
    assert data.images.shape == (202, 16, 16, 1)
    assert data.x.dtype == np.float32
    assert 0 <= data.x.min() < data.x.max() == 1
    assert data.class_names == ("circle", "square", "triangle", "cross")
    assert sorted(np.bincount(data.y)) == [50, 50, 51, 51]
    assert np.bincount(data.y[:100], minlength=4).min() > 10
    again = make_shapes(202, rng=3)
    np.testing.assert_array_equal(data.x, again.x)
    np.testing.assert_array_equal(data.y, again.y)
    assert not np.array_equal(data.x, make_shapes(202, rng=4).x)


@pytest.mark.parametrize("turn", [0.0, 15.0, 180.0])
def test_a_shape_lies_wholly_in_its_image(turn):
    images = make_shapes(400, turn=turn, noise=0, rng=0).images
    assert images.max(axis=(1, 2, 3)).min() > 0.5
    edges = [images[:, 0], images[:, -1], images[:, :, 0], images[:, :, -1]]
    assert max(edge.max() for edge in edges) < 0.5


def test_the_ink_is_the_length_of_the_lines_times_their_width():
    # Where the pixels are small beside the shape, a drawing has its perimeter's ink.
    per_radius = [2 * np.pi, 4 * np.sqrt(2), 3 * np.sqrt(3), 4]
    for label, length in enumerate(per_radius):
        strokes = _draw(NAMES[label], 64, np.array([[31.3, 32.1, 25.0, 0.3]]), 1.5)
        assert strokes.sum() == pytest.approx(1.5 * 25 * length, rel=0.03)


def test_how_a_shape_is_turned_and_where_it_lies():
    upright = _draw("triangle", 33, np.array([[16.0, 16.0, 12.0, 0.0]]), 1.5)[0]
    assert upright[4, 16] == 1  # its tip is above, twelve pixels from the middle
    assert upright[22, 10] == 1  # its base is below, by half as much
    np.testing.assert_allclose(upright, upright[:, ::-1], atol=1e-9)
    quarter = _draw("triangle", 33, np.array([[16.0, 16.0, 12.0, np.pi / 2]]), 1.5)[0]
    np.testing.assert_allclose(quarter, np.rot90(upright, -1), atol=1e-9)
    moved = _draw("triangle", 33, np.array([[19.0, 14.0, 12.0, 0.0]]), 1.5)[0]
    np.testing.assert_allclose(moved[:-2, 3:], upright[2:, :-3], atol=1e-9)


def test_turning_is_for_all_but_the_circles():
    straight, turned = (make_shapes(80, turn=turn, noise=0, rng=0) for turn in (0, 45))
    changed = np.abs(straight.x - turned.x).max(axis=1) > 0.01
    np.testing.assert_array_equal(changed, straight.y > 0)
    # A straight square is the same from the left as from above.
    image = _draw("square", 16, np.array([[7.0, 7.0, 5.0, 0.0]]), 1.5)[0]
    np.testing.assert_allclose(image, image.T, atol=1e-9)
    assert (image.max(axis=1) > 0).sum() == 9


def test_noise_is_what_it_says():
    clean, noisy = (make_shapes(400, noise=noise, rng=5).x for noise in (0.0, 0.1))
    inside = (clean > 0.4) & (clean < 0.6)  # where nothing is cut off
    assert np.std((noisy - clean)[inside]) == pytest.approx(0.1, rel=0.05)


def test_a_straight_line_is_not_enough_for_them():
    train, test = make_shapes(1200, rng=0), make_shapes(600, rng=1)
    line = Network([Dense(256, 4)], loss=SoftmaxCrossEntropy(), rng=0)
    line.fit(train.x, train.y, epochs=20, optimizer=Adam(0.003), rng=0, progress=False)
    assert 0.3 < line.score(test.x, test.y) < 0.75
    small = Network(
        [Conv2D(1, 8, 5), ReLU(), MaxPool2D(2), Flatten(), Dense(288, 4)],
        loss=SoftmaxCrossEntropy(),
        input_shape=(16, 16, 1),
        rng=0,
    )
    small.fit(train.images, train.y, epochs=4, optimizer=Adam(0.005), rng=0, progress=False)
    assert small.score(test.images, test.y) > 0.9


def test_what_is_refused():
    with pytest.raises(ValueError, match="n_samples must be at least 4, got 3"):
        make_shapes(3)
    with pytest.raises(ValueError, match="n_samples must be at most 100,000"):
        make_shapes(10**6)
    with pytest.raises(ValueError, match="turn must be"):
        make_shapes(turn=-1)
    with pytest.raises(ValueError, match="noise must be"):
        make_shapes(noise=float("nan"))
    with pytest.raises(TypeError, match="rng must be"):
        make_shapes(rng="seed")
