"""The filter panel: what it shows is the convolution, and each way to a kernel works."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from on_picture import press

from ann_course.panels.filter.kernels import HAND_MADE, filtered
from ann_course.panels.filter.layout import NAMES
from ann_course.panels.filter.panel import YOUR_OWN, FilterPanel
from ann_lib import Conv2D, Dense, Flatten, Network, ReLU, SoftmaxCrossEntropy

RNG = np.random.default_rng(0)


def make_network(channels: int = 1, size: int = 3) -> Network:
    layers = [Conv2D(channels, 2, size), ReLU(), Flatten()]
    layers += [Dense(2 * (7 - size) ** 2, 2)]
    loss = SoftmaxCrossEntropy()
    return Network(layers, loss=loss, input_shape=(6, 6, channels), rng=0)


@pytest.fixture(scope="module")
def network() -> Network:
    return make_network()


@pytest.fixture(scope="module")
def images():
    return RNG.random((3, 6, 6, 1))


@pytest.fixture(scope="module")
def built(network, images):
    panel = FilterPanel(network, images)
    yield panel
    panel.close()


@pytest.fixture
def panel(built):
    built.reset()
    return built


@pytest.mark.parametrize("name", [*HAND_MADE, "learned 1"])
def test_it_answers_as_a_convolution_does(panel, name):
    panel.choose(name)
    panel.state = {"image": 2, "row": 0, "column": 5}
    conv = Conv2D(1, 1, 3, padding=1)
    conv.weights.value = panel.kernels[name].reshape(3, 3, 1, 1)
    expected = conv.forward(panel.images[2][None, ..., None])[0, ..., 0]
    np.testing.assert_allclose(panel.filtered, expected, atol=1e-12)
    assert panel.answer == pytest.approx(expected[0, 5])


def test_the_learned_kernels_are_those_of_the_network(panel, network):
    for unit in range(2):
        expected = network.layers[0].weights.value[:, :, 0, unit]
        np.testing.assert_allclose(panel.kernels[f"learned {unit}"], expected, atol=0.0051)


def test_the_window_shows_the_arithmetic(panel):
    panel.choose("outline")
    panel.state = {"row": 2, "column": 3}
    window = panel.images[0][1:4, 2:5]
    labels = panel.picture.numbers
    shown = [
        [a or b for a, b in zip(labels[i].texts, labels[i + 1].texts, strict=True)]
        for i in (0, 2, 4, 6)
    ]
    for texts, values in zip(
        shown, (window, panel.kernel, window * panel.kernel, panel.answer), strict=True
    ):
        numbers = [float(text.replace("−", "-")) for text in texts]
        np.testing.assert_allclose(numbers, np.ravel(values), atol=0.0051)
    sum_of_products = (window * panel.kernel).sum()
    assert panel.answer == pytest.approx(sum_of_products)
    frames = [np.array(line.get_data()) for line in panel.picture.windows]
    assert frames[1].min(axis=1).tolist() == [1.5, 1.5]  # row 2 of 6 is 3 from below
    assert frames[1].max(axis=1).tolist() == [4.5, 4.5]
    assert frames[3].min(axis=1).tolist() == [2.5, 2.5]


def test_at_the_edge_there_is_paper(panel):
    panel.state = {"row": 5, "column": 0}
    expected = np.pad(panel.images[0], 1)[5:8, 0:3] * panel.kernel
    assert panel.answer == pytest.approx(expected.sum())
    assert "At row 5, column 0 it answers" in panel.describe()


def test_a_menu_a_click_and_the_sliders_lead_to_the_same(panel):
    panel.menu.value = "blur"
    panel.flush()
    assert panel.kernel.sum() == pytest.approx(1)  # a flat picture stays as it is
    assert panel.name == "blur"

    gallery = panel.gallery
    x, y = gallery.corners[gallery.names.index("sharpen")] + 0.4
    press(gallery.pointer, gallery.ax, x, y)
    assert panel.name == panel.menu.value == "sharpen"
    assert panel.state["middle"] == 5
    frame = np.array(gallery.frame.get_data())
    assert frame[0].min() < x < frame[0].max()

    panel.state = {"middle": 4.5}
    assert panel.name == panel.menu.value == YOUR_OWN
    assert not gallery.frame.get_visible()
    panel.state = dict(zip(NAMES, np.ravel(HAND_MADE["outline"]).tolist(), strict=True))
    assert panel.menu.value == "outline"
    panel.menu.value = YOUR_OWN  # says nothing of what it should be
    panel.flush()
    assert panel.name == panel.menu.value == "outline"


def test_pointing_at_either_picture_moves_the_window(panel):
    picture = panel.picture
    for i, (row, column) in enumerate([(4, 1), (0, 5)]):
        press(picture.pointer, picture.axes[i], column, 5 - row)
        panel.flush()
        assert (panel.state["row"], panel.state["column"]) == (row, column)
    before = panel.state
    picture.pointer.receive({"points": [["down", 0.5, 0.999]]})  # between the pictures
    panel.flush()
    assert panel.state == before


def test_reset_brings_the_first_kernel_back(panel):
    start = panel.state
    panel.choose("sharpen")
    panel.state = {"row": 0}
    panel.reset()
    assert panel.state == start
    assert panel.menu.value == next(iter(HAND_MADE))


def test_hand_made_edges_answer_to_their_edge():
    half = np.zeros((1, 6, 6))
    half[0, :, 3:] = 1  # dark on the right
    for name, largest in (("right", 3), ("left", 0), ("below", 0), ("above", 0)):
        kernel = next(k for n, k in HAND_MADE.items() if n.endswith(name))
        inside = filtered(half[0], np.array(kernel, float))[1:-1, 1:-1]
        assert inside.max() == largest
    assert filtered(half[0], np.array(HAND_MADE["outline"]))[1:-1, 1:-1].max() == 1.5
    np.testing.assert_allclose(
        filtered(half[0], np.array(HAND_MADE["as it is"], float)), half[0]
    )


def test_its_code_names_what_was_given(panel, network, images):
    names = {"network": network, "images": images}
    exec(panel.code(), names)
    assert names["panel"].state == panel.state
    np.testing.assert_allclose(names["conv"].weights.value[..., 0, 0], panel.kernel)
    assert "FilterPanel(network, images)" in panel.code()


def test_one_picture_needs_no_slider_and_it_stays_as_it_is(network):
    image = np.full((1, 6, 6), 0.5)
    panel = FilterPanel(network, image)
    assert "image" not in panel.state
    panel.sweep()
    assert (image == 0.5).all()
    panel.close()


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (lambda: FilterPanel("net"), TypeError, "network must be a trained Network"),
        (lambda: FilterPanel(make_network(3)), ValueError, r"Conv2D\(1, \.\.\., 3\)"),
        (lambda: FilterPanel(make_network(1, 5)), ValueError, "kernels of 3×3 on grey"),
        (lambda: FilterPanel(images=np.ones((2, 4, 6))), ValueError, "square grey pict"),
        (lambda: FilterPanel(images=np.ones((2, 6, 6, 3))), ValueError, "square grey"),
        (lambda: FilterPanel(images=np.ones((2, 2, 2))), ValueError, "at least 3×3"),
        (lambda: FilterPanel(images=np.full((1, 6, 6), 9)), ValueError, "between 0"),
    ],
)
def test_it_refuses(make, kind, words):
    with pytest.raises(kind, match=words):
        make()


def test_weights_beyond_the_sliders():
    network = make_network()
    network.parameters[0].value[0, 0, 0, 0] = 7.5
    with pytest.raises(ValueError, match=r"between -5 and 5, .* got one of size 7\.50"):
        FilterPanel(network)


def test_no_such_kernel(panel):
    with pytest.raises(ValueError, match=r"no kernel 'emboss'\. There are 'edge"):
        panel.choose("emboss")


def test_the_sum_in_words_adds_up(panel):
    panel.choose("edge: dark below")
    for row, column in ((0, 0), (2, 3), (5, 5)):
        panel.state = {"row": row, "column": column}
        terms, total = re.search(r"it answers (.*) = (\S+)\. ", panel.describe()).groups()
        said = terms.replace("−", "-").replace("·", "*")
        by_hand = sum(
            math.prod(float(part.strip("()")) for part in term.split("*"))
            for term in said.split(" + ")
        )
        assert by_hand == pytest.approx(float(total.replace("−", "-")), abs=1e-9)


def test_a_kernel_of_zeros_is_said_to_answer_nothing(panel):
    panel.state = dict.fromkeys(NAMES, 0.0)
    words = panel.describe()
    assert "it answers 0. It answers 0 everywhere." in words
    assert "0 = 0" not in words
