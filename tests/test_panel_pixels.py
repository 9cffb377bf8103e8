"""The pixel panel: what the network is given is what the sliders say; and shifts."""

from __future__ import annotations

import numpy as np
import pytest
from on_picture import texts

from ann_course.live.pixels import ink
from ann_course.panels.pixels import PixelPanel
from ann_lib import Dense, MeanSquaredError, Network, SoftmaxCrossEntropy
from ann_lib.datasets.augment import shift


@pytest.fixture
def network():
    return Network([Dense(9, 3)], loss=SoftmaxCrossEntropy(), rng=0)


@pytest.fixture
def panel(network):
    x = np.random.default_rng(0).random((4, 9))
    panel = PixelPanel(network, x, [0, 1, 2, 0])
    yield panel
    panel.close()


def test_it_shows_the_image_and_the_networks_answer(panel, network):
    panel.state = {"image": 2}
    np.testing.assert_allclose(panel.pixels.ravel(), panel.images[2].ravel())
    expected = network.predict_proba(panel.images[2].reshape(1, 9))[0]
    np.testing.assert_allclose(panel.probabilities, expected)
    np.testing.assert_array_equal(panel.picture.pixels[0], ink(panel.pixels))
    assert texts(panel)[-3:] == [f"{p:.0%}" for p in expected]
    best = int(expected.argmax())
    assert f"Image 2 is a 2. The network says {best}" in panel.describe()


def test_flipping_changes_the_framed_pixel_and_no_other(panel):
    before = panel.pixels.copy()
    panel.state = {"row": 2, "column": 0, "flip": True}
    changed = np.argwhere(panel.pixels != before)
    assert changed.tolist() == [[2, 0]]
    assert panel.pixels[2, 0] == 1 - before[2, 0]
    assert "input node 6" in panel.describe()
    assert f"flipped from {before[2, 0]:.2f}" in panel.describe()
    frame = np.array(panel.frame.get_data())
    assert frame.min(axis=1).tolist() == [-0.5, 1.5]
    assert frame.max(axis=1).tolist() == [0.5, 2.5]


def test_shifting_moves_every_pixel(panel):
    panel.state = {"right": 1, "down": -1}
    np.testing.assert_array_equal(panel.pixels[:2, 1:], panel.images[0][1:, :2])
    assert not panel.pixels[2].any()
    assert panel.describe().endswith(" The image is shifted 1 pixel right and 1 pixel up.")
    panel.reset()
    assert "shifted" not in panel.describe()


def test_the_bars_are_as_long_as_the_probabilities(panel):
    panel.state = {"image": 1}
    lengths = np.zeros(3)
    for bars in panel.bars.bars:
        ends = bars.get_xydata().reshape(-1, 3, 2)[:, 1]
        lengths[ends[:, 1].astype(int)] = ends[:, 0]
    np.testing.assert_allclose(lengths, panel.probabilities)
    winner = panel.bars.bars[1].get_xydata()[1, 1]
    assert winner == panel.probabilities.argmax()


def test_the_images_that_were_given_stay_as_they_are(network):
    x = np.full((1, 9), 0.25)
    panel = PixelPanel(network, x, [0])
    panel.state = {"flip": True}
    assert (x == 0.25).all()
    assert "image" not in panel.state
    panel.close()


def test_its_code_builds_it_from_what_was_given(panel, network):
    panel.state = {"image": 2, "right": 1}
    names = {"network": network, "x": panel.images.reshape(-1, 9), "y": panel.labels}
    exec(panel.code(), names)
    assert names["panel"].state == panel.state
    assert names["panel"].network is network
    names["panel"].close()


def test_it_can_be_swept_from_end_to_end():
    panel = PixelPanel()
    assert panel.sweep() > 20
    right = sum(
        panel.network.predict(panel.images.reshape(-1, 64)) == panel.labels
    )  # not a toy: it knows its digits
    assert right >= 45
    panel.close()


def test_it_refuses_what_it_cannot_show(network):
    x = np.zeros((2, 9))
    with pytest.raises(ValueError, match="network, x and y must be given together"):
        PixelPanel(network)
    with pytest.raises(TypeError, match="network must be a trained Network, got 'net'"):
        PixelPanel("net", x, [0, 1])
    with pytest.raises(ValueError, match=r"x must have shape \(n, 9\), got \(2, 8\)"):
        PixelPanel(network, np.zeros((2, 8)), [0, 1])
    with pytest.raises(ValueError, match="x and y must have the same number"):
        PixelPanel(network, x, [0])
    wide = Network([Dense(6, 2)], loss=SoftmaxCrossEntropy(), rng=0)
    with pytest.raises(ValueError, match=r"x must hold square images .* of \(6,\)"):
        PixelPanel(wide, np.zeros((1, 6)), [0])
    color = Network([Dense(12, 2)], loss=SoftmaxCrossEntropy(), rng=0)
    with pytest.raises(ValueError, match="x must hold grey images, got 3 channels"):
        PixelPanel(color, np.zeros((1, 12)), [0])
    with pytest.raises(ValueError, match="y must hold labels of 0 to 2, got 3"):
        PixelPanel(network, x, [0, 3])
    one = Network([Dense(9, 1)], loss=MeanSquaredError(), rng=0)
    with pytest.raises(ValueError, match="one output for each of at least two classes"):
        PixelPanel(one, x, [0, 1])


# Shifts.


@pytest.mark.parametrize("down", [-4, -3, -1, 0, 2, 3, 5])
@pytest.mark.parametrize("right", [-2, 0, 1, 2])
@pytest.mark.parametrize("channels", [(), (2,)])
def test_shift_moves_every_pixel_and_fills_with_paper(down, right, channels):
    images = np.random.default_rng(1).random((2, 3, 2, *channels)) + 1
    moved = shift(images, down=down, right=right)
    assert moved.shape == images.shape
    for row in range(3):
        for column in range(2):
            inside = 0 <= row - down < 3 and 0 <= column - right < 2
            old = images[:, row - down, column - right] if inside else 0
            np.testing.assert_array_equal(
                moved[:, row, column], old + np.zeros_like(moved[:, 0, 0])
            )


def test_shift_keeps_the_dtype_and_the_images():
    images = np.ones((1, 2, 2), dtype=np.float32)
    moved = shift(images, right=1)
    assert moved.dtype == np.float32
    assert images.all()


def test_shift_refuses_rows_of_pixels():
    with pytest.raises(ValueError, match=r"got \(5, 64\). Use x.reshape\(len\(x\), height"):
        shift(np.zeros((5, 64)), right=1)
    with pytest.raises(TypeError, match="right must be a whole number"):
        shift(np.zeros((5, 8, 8)), right=0.5)
