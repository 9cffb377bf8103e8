"""The confusion panel: the images that it shows are those that its numbers count."""

from __future__ import annotations

import numpy as np
import pytest

from ann_lib import Dense, Flatten, Network, SoftmaxCrossEntropy
from ann_lib.panels.confusion import COLUMNS, ROWS, ConfusionPanel

NAMES = ["left", "right", "neither"]


@pytest.fixture
def network():
    """Calls an image by the brightest of its first three pixels."""
    network = Network([Dense(4, 3)], loss=SoftmaxCrossEntropy(), rng=0)
    network.parameters[0].value = 10 * np.eye(4, 3)
    return network


@pytest.fixture
def x():
    return np.array(
        [[1, 0, 0, 0], [0, 1, 0, 0], [0.9, 0, 0, 0], [0.5, 0, 0, 1], [0, 0, 1, 0]]
    )


@pytest.fixture
def panel(network, x):
    panel = ConfusionPanel(network, x, [0, 1, 1, 1, 2], class_names=NAMES)
    yield panel
    panel.close()


def test_it_begins_at_the_most_frequent_mistake(panel):
    assert panel.matrix.tolist() == [[1, 0, 0], [2, 1, 0], [0, 0, 1]]
    assert panel.state == {"is": 1, "called": 0}
    assert panel.chosen.tolist() == [2, 3]  # the surest first
    low, high = sorted(panel.probabilities[[2, 3], 0])
    assert panel.describe() == (
        "right called left: 2 images, of 3 that are a right. That is a mistake. The "
        f"answers are {low:.0%} to {high:.0%} sure, the surest first."
    )


def test_it_shows_the_images_of_the_cell_and_no_others(panel, x):
    panel.state = {"is": 1, "called": 0}
    shown = panel._tiles.pixels[:, ::-1].astype(float)  # the lowest row is first there
    ink = 1 - (shown[..., 0] - shown.min()) / (shown.max() - shown.min())
    np.testing.assert_allclose(ink.reshape(2, 4), x[[2, 3]], atol=0.01)
    texts = [text for text in panel._sure.texts if text]
    assert texts == [f"{panel.probabilities[i, 0]:.0%}" for i in (2, 3)]


def test_an_empty_cell_says_so(panel):
    panel.state = {"is": 0, "called": 2}
    assert len(panel.chosen) == len(panel._tiles.pixels) == 0
    assert panel._heading.texts == ["left called neither: none"]
    assert panel.describe().startswith("left called neither: 0 images, of 1 that are")


def test_pointing_at_a_number_chooses_its_cell(panel):
    figure = panel.figures[0]
    place = panel._cells.transData.transform((2, 1))
    panel._pointed("down", *figure.figure.transFigure.inverted().transform(place))
    panel.flush()
    assert panel.state == {"is": 1, "called": 2}
    before = panel.state
    panel._pointed("down", 0.99, 0.99)  # beside the matrix
    panel._pointed("hover", *figure.figure.transFigure.inverted().transform(place))
    assert panel.state == before


def test_many_images_stand_on_pages(network):
    n = 2 * ROWS * COLUMNS + 3
    x = np.zeros((n, 4))
    x[:, 0] = np.linspace(0.2, 1, n)
    panel = ConfusionPanel(network, x, np.zeros(n, dtype=int))
    assert panel.controls["page"].max == 3
    panel.state = {"is": 0, "called": 0, "page": 3}
    assert len(panel._tiles.pixels) == 3
    assert f"Shown are {n - 2} to {n}." in panel.describe()
    panel.state = {"called": 1}  # where there is no third page
    assert panel.describe().startswith("0 called 1: 0 images")
    panel.close()


def test_without_a_mistake_it_begins_with_what_is_right(network, x):
    panel = ConfusionPanel(network, x[:2], [0, 1])
    assert panel.state == {"is": 0, "called": 0}
    assert "That is right." in panel.describe()
    panel.close()


def test_photographs_keep_their_colours():
    layers = [Flatten(), Dense(12, 2)]
    network = Network(layers, loss=SoftmaxCrossEntropy(), input_shape=(2, 2, 3), rng=0)
    x = np.zeros((1, 2, 2, 3))
    x[0, 0, 0] = (1, 0, 0.5)
    panel = ConfusionPanel(network, x, network.predict(x))
    np.testing.assert_array_equal(panel._tiles.pixels[0, 1, 0], [255, 0, 128])
    panel.close()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"x": None}, "must be given together"),
        ({"x": np.zeros((5, 9))}, "expected"),
        ({"y": [0, 1, 2]}, "same number of samples"),
        ({"y": [0, 1, 1, 1, 3]}, "3"),
        ({"class_names": ["a", "b"]}, "class_names must hold 3 names"),
        ({"class_names": "abc"}, "class_names must hold 3 names"),
    ],
)
def test_bad_arguments_are_told(network, x, change, words):
    given = {"x": x, "y": [0, 1, 1, 1, 2]} | change
    names = given.pop("class_names", None)
    with pytest.raises((TypeError, ValueError), match=words):
        ConfusionPanel(network, given["x"], given["y"], class_names=names)


def test_images_that_are_none_are_refused():
    network = Network([Dense(5, 2)], loss=SoftmaxCrossEntropy(), rng=0)
    with pytest.raises(ValueError, match="square images, got 5 pixels"):
        ConfusionPanel(network, np.zeros((2, 5)), [0, 1])
