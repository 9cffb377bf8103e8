"""A layer's answers as tiles, and a convolution's kernels: asserted as data."""

from __future__ import annotations

import numpy as np
import pytest

from ann_lib import Conv2D, Dense, Flatten, Network, ReLU, SoftmaxCrossEntropy, plots
from ann_lib.plots import style
from ann_lib.plots.show import svg

RNG = np.random.default_rng(0)


@pytest.fixture(scope="module")
def steps():
    layers = [Conv2D(1, 3, 3), ReLU(), Flatten(), Dense(24, 5)]
    network = Network(layers, loss=SoftmaxCrossEntropy(), input_shape=(4, 6, 1), rng=0)
    return network.activations(RNG.normal(size=(2, 4, 6, 1)))


def test_a_tile_for_each_channel(steps):
    ax = plots.activations(steps[1][1], titles=["a", "b", "c"])
    assert len(ax.images) == 3
    for channel, drawn in enumerate(ax.images):
        np.testing.assert_array_equal(drawn.get_array(), steps[1][1, :, :, channel])
        assert drawn.get_cmap() is style.SIGNED
        largest = np.abs(steps[1][1]).max()
        assert drawn.get_clim() == pytest.approx((-largest, largest))
    assert [text.get_text() for text in ax.texts] == ["a", "b", "c"]
    left, right, bottom, top = ax.images[0].get_extent()
    assert (bottom - top) / (right - left) == pytest.approx(2 / 4)
    svg(ax.figure, "a test")


def test_what_is_nowhere_below_zero_is_ink_on_paper(steps):
    ax = plots.activations(steps[2][0])
    assert {drawn.get_cmap().name for drawn in ax.images} == {style.INTENSITY.name}
    assert ax.images[0].get_clim() == pytest.approx((0, steps[2][0].max()))


def test_a_tile_for_each_unit_of_a_dense_layer(steps):
    ax = plots.activations(steps[4][0])
    assert [float(drawn.get_array()[0, 0]) for drawn in ax.images] == pytest.approx(
        steps[4][0].tolist()
    )
    assert len({drawn.get_extent()[3] for drawn in ax.images}) == 1  # one row


def test_a_silent_layer_is_white():
    assert plots.activations(np.zeros((2, 2, 1))).images[0].get_clim() == (0, 1)


def test_in_words():
    values = np.zeros((2, 3, 4))
    values[1, 2, 1], values[0, 0, 3] = 2.5, -1
    assert plots.activations_alt(values) == (
        "4 tiles, one for each channel of 2 by 3, from -1.00 to 2.50; number 1 answers "
        "most, and 2 are silent."
    )
    assert plots.activations_alt([0.0, 0.5, 1.0]) == (
        "3 tiles, one for each unit, from 0.00 to 1.00; number 2 answers most, and 1 is "
        "silent."
    )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: plots.activations(np.ones((2, 3, 3, 4))),
            "must be one image's, of",
        ),
        (lambda: plots.activations(np.ones((3, 3, 2)), titles=["a"]), "must hold 2 texts"),
        (lambda: plots.activations([1.0, np.nan]), "holds 1 NaN"),
        (lambda: plots.activations_alt(np.ones((2, 3, 3, 4))), "must be one image's"),
    ],
)
def test_bad_input(call, words):
    with pytest.raises(ValueError, match=words):
        call()


# A convolution's kernels.


def test_each_kernel_is_an_image():
    kernels = RNG.normal(size=(3, 3, 2, 4))
    ax = plots.weights(kernels, columns=2)
    assert len(ax.images) == 8
    for unit in range(4):
        for channel in range(2):
            drawn = ax.images[2 * unit + channel]
            np.testing.assert_array_equal(drawn.get_array(), kernels[:, :, channel, unit])
    largest = np.abs(kernels).max()
    assert ax.images[0].get_clim() == pytest.approx((-largest, largest))
    assert plots.weights_alt(kernels).startswith("8 images of 9 weights each, from")


def test_kernels_of_a_layer_on_grey_images():
    conv = Conv2D(1, 6, 5, rng=0)
    ax = plots.weights(conv.weights.value, titles=range(6))
    assert [drawn.get_array().shape for drawn in ax.images] == [(5, 5)] * 6
    with pytest.raises(ValueError, match="must have 2 axes, got 3"):
        plots.weights(conv.weights.value[0])


# Colour images, through what draws grey ones.


def test_colour_images_are_photographs():
    pixels = RNG.random((3, 4, 6, 3))
    ax = plots.images(pixels, titles=["a", "b", "c"], columns=2)
    for drawn, picture in zip(ax.images, pixels, strict=True):
        np.testing.assert_array_equal(drawn.get_array(), picture)
