"""A map over an image, and a probe's accuracy by layer: asserted as data."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from ann_lib import plots
from ann_lib.plots import style
from ann_lib.plots.show import svg

IMAGE = np.linspace(0, 1, 12).reshape(3, 4)
MAP = np.zeros((3, 4))
MAP[0, 1], MAP[2, 3] = 0.5, -1.0


def test_orange_above_zero_blue_below_clear_at_zero():
    ax = plots.heat(IMAGE[..., None], MAP)
    colors = np.asarray(ax.images[1].get_array())
    np.testing.assert_array_equal(colors[..., 3], np.abs(MAP))
    np.testing.assert_allclose(colors[0, 1, :3], to_rgb(style.POSITIVE))
    np.testing.assert_allclose(colors[2, 3, :3], to_rgb(style.NEGATIVE))
    beneath = np.asarray(ax.images[0].get_array())
    assert np.corrcoef(beneath.ravel(), IMAGE.ravel())[0, 1] == pytest.approx(1)
    svg(ax.figure, "a test")


def test_a_map_of_zeros_is_clear():
    assert not plots.heat(IMAGE, 0 * MAP).images[1].get_array()[..., 3].any()


def test_a_photograph_lies_beneath_in_grey():
    photo = np.zeros((3, 4, 3))
    photo[1, 2] = 1.0  # white
    beneath = np.asarray(plots.heat(photo, MAP).images[0].get_array())
    assert beneath[1, 2] == pytest.approx(0)
    assert beneath.argmin() == 6


def test_heat_in_words():
    assert plots.heat_alt(IMAGE, MAP) == (
        "A map of 3 by 4 pixels over the image, from -1 to 0.5; the largest is -1 in row "
        "2, column 3. Orange is above zero, blue below."
    )


@pytest.mark.parametrize(
    ("image", "values", "words"),
    [
        (IMAGE.ravel(), MAP, r"image must be one image, .* got shape \(12,\)"),
        (np.ones((3, 4, 2)), MAP, r"with 1 or 3 channels, got shape \(3, 4, 2\)"),
        (IMAGE, MAP.T, r"values must have shape \(3, 4\), got \(4, 3\)"),
        (IMAGE, np.full((3, 4), np.inf), "values holds 12 NaN"),
        (255 + IMAGE, MAP, r"image must hold numbers from 0 to 1, got .*Divide it by"),
    ],
)
def test_heat_refuses(image, values, words):
    with pytest.raises(ValueError, match=words):
        plots.heat(image, values)
    with pytest.raises(ValueError, match=words):
        plots.heat_alt(image, values)


# A linear probe.


def test_a_point_for_each_layer():
    ax = plots.linear_probe([0.5, 0.75, 1.0], names=["pixels", "conv", "dense"])
    (line,) = ax.lines
    np.testing.assert_array_equal(line.get_xydata(), [[0, 0.5], [1, 0.75], [2, 1.0]])
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["pixels", "conv", "dense"]
    assert [text.get_text() for text in ax.texts] == ["50%", "75%", "100%"]
    assert ax.get_legend() is None
    svg(ax.figure, "a test")


def test_two_networks_and_chance():
    ax = plots.linear_probe([0.5, 0.75], label="dense", chance=0.25)
    plots.linear_probe([0.5, 0.9], ax, label="convolutional")
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["dense", "guessing", "convolutional"]
    dense, guessing, conv = ax.lines
    assert dense.get_color() != conv.get_color()
    assert dense.get_marker() != conv.get_marker()
    assert set(guessing.get_ydata()) == {0.25}
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["input", "layer 0"]


def test_a_probe_in_words():
    assert plots.linear_probe_alt([0.5, 0.754]) == (
        "Held-out accuracy of a linear classifier: input 50%, layer 0 75%."
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"accuracies": [0.5, 1.5]}, "accuracies must lie between 0 and 1, got 0.5 to 1.5"),
        ({"accuracies": []}, "accuracies is empty"),
        ({"accuracies": [[0.5]]}, "accuracies must have 1 axis"),
        ({"accuracies": [0.5], "names": ["a", "b"]}, "1 texts, one for each accuracy"),
        ({"accuracies": [0.5], "chance": 2}, "chance must be"),
    ],
)
def test_a_probe_refuses(arguments, words):
    with pytest.raises(ValueError, match=words):
        plots.linear_probe(**arguments)
