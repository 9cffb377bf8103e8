"""The layer panel: patches, answers, and what is lost with a unit, as inspection has it."""

from __future__ import annotations

import numpy as np
import pytest
from on_picture import texts

from ann_course.panels.layers.panel import LayerPanel
from ann_lib import (
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPool2D,
    MeanSquaredError,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
)
from ann_lib.inspection import best_patches, receptive_field, units_off

RNG = np.random.default_rng(0)


def make_network(channels: int = 1) -> Network:
    layers = [
        Conv2D(channels, 4, 3, padding=1), ReLU(), MaxPool2D(), Dropout(0.5), Flatten(),
        Dense(36, 5), ReLU(), Dense(5, 3),
    ]  # fmt: skip
    shape = (6, 6, channels)
    return Network(layers, loss=SoftmaxCrossEntropy(), input_shape=shape, rng=1)


@pytest.fixture
def network() -> Network:
    return make_network()


@pytest.fixture
def panel(network):
    x, y = RNG.random((30, 6, 6, 1)), RNG.integers(0, 3, 30)
    panel = LayerPanel(network, x, y, class_names=["ant", "bee", "cat"])
    yield panel
    panel.close()


def test_it_offers_the_layers_that_have_units(panel):
    assert list(panel.controls["layer"].options) == [
        "0: Conv2D", "1: ReLU", "2: MaxPool2D", "5: Dense", "6: ReLU", "7: Dense",
    ]  # fmt: skip


@pytest.mark.parametrize("layer", ["0: Conv2D", "2: MaxPool2D", "5: Dense"])
def test_it_shows_what_the_unit_answers_and_sees(panel, network, layer):
    panel.state = {"layer": layer, "unit": 2, "image": 7}
    number = panel.layer
    x = panel.images
    expected = np.atleast_2d(network.activations(x[7:8])[number + 1][0, ..., 2])
    np.testing.assert_allclose(panel.answers, expected)
    assert panel.answers[panel.place] == expected.max()
    assert panel.sees == receptive_field(network, number, *panel.place)
    patches, answers = best_patches(network, number, 2, x)
    np.testing.assert_array_equal(panel.patches, patches)
    np.testing.assert_array_equal(panel.best, answers)
    written = texts(panel)
    shown = written[written.index("what it answers to most") + 1 :][:9]
    shown = [float(text.replace("−", "-")) for text in shown]
    np.testing.assert_allclose(shown, answers, atol=0.0051)


def test_kernels_that_are_no_squares():
    layers = [
        Conv2D(1, 4, (2, 5)), ReLU(), MaxPool2D((5, 1)), Flatten(), Dense(8, 3)
    ]  # fmt: skip
    loss = SoftmaxCrossEntropy()
    network = Network(layers, loss=loss, input_shape=(6, 6, 1), rng=1)
    panel = LayerPanel(network, RNG.random((30, 6, 6, 1)), RNG.integers(0, 3, 30))
    try:
        for layer, size in (("0: Conv2D", (2, 5)), ("2: MaxPool2D", (6, 5))):
            panel.state = {"layer": layer, "unit": 3}
            assert tuple(part.stop - part.start for part in panel.sees) == size
            assert panel.patches.shape == (9, *size, 1)
            wide, high = panel.picture._patches.size
            assert wide * size[0] == pytest.approx(high * size[1])
            assert max(wide, high) == 1
            assert panel.sees == receptive_field(network, panel.layer, *panel.place)
        assert panel.describe()
    finally:
        panel.close()


def test_the_frames_are_where_it_looks(panel):
    panel.state = {"image": 3}
    rows, columns = panel.sees
    frame = np.array(panel.picture.frames[1].get_data())
    np.testing.assert_allclose(frame[0].min() * 6, columns.start, atol=1e-9)
    np.testing.assert_allclose(frame[0].max() * 6, columns.stop)
    np.testing.assert_allclose((1 - frame[1].max()) * 6, rows.start, atol=1e-9)
    np.testing.assert_allclose((1 - frame[1].min()) * 6, rows.stop)


@pytest.mark.parametrize(
    ("off", "units"),
    [
        ("nothing", []),
        ("this unit", [2]),
        ("all the others", [0, 1, 3]),
        ("the whole layer", [0, 1, 2, 3]),
    ],
)
def test_what_is_switched_off_is_missing(panel, network, off, units):
    panel.state = {"unit": 2, "off": off, "image": 4}
    assert panel.off == units
    x, y = panel.images, panel.labels
    whole = network.predict_proba(x[4:5])[0]
    with units_off(network, 0, units):
        np.testing.assert_allclose(panel.probabilities, network.predict_proba(x[4:5])[0])
        assert panel.accuracy == pytest.approx(network.score(x, y))
    np.testing.assert_allclose(panel.before, whole)
    marks = np.asarray(panel.picture.before.get_xdata())
    np.testing.assert_allclose(marks, whole if units else [])
    assert ("Switched off" in panel.describe()) == bool(units)
    np.testing.assert_allclose(network.predict_proba(x[4:5])[0], whole)  # it is back


def test_a_unit_beyond_the_last_is_the_last(panel):
    panel.state = {"layer": "7: Dense", "unit": 4}
    assert panel.unit == 2
    assert "Unit 2, the last of the 3 in layer 7, Dense" in panel.describe()
    panel.state = {"unit": 2}
    assert "Unit 2 of the 3" in panel.describe()


def test_patches_and_accuracies_are_found_once(panel, monkeypatch):
    panel.state = {"unit": 1, "off": "this unit"}
    panel.state = {"unit": 0}

    def never(*_):
        raise AssertionError

    monkeypatch.setattr("ann_course.panels.layers.panel.best_patches", never)
    monkeypatch.setattr(panel.network, "predict", never)
    panel.state = {"unit": 1}


@pytest.mark.parametrize("shape", [(9,), (3, 3), (3, 3, 1), (27,), (3, 3, 3)])
def test_dense_networks_and_colours(shape):
    first = [Flatten()] if len(shape) > 1 else []
    layers = [*first, Dense(int(np.prod(shape)), 4), ReLU(), Dense(4, 2)]
    network = Network(layers, loss=SoftmaxCrossEntropy(), input_shape=shape, rng=0)
    panel = LayerPanel(network, RNG.random((12, *shape)), np.arange(12) % 2)
    assert panel.images.shape == (12, 3, 3, int(np.prod(shape)) // 9)
    assert panel.sees == (slice(0, 3), slice(0, 3))
    assert panel.patches.shape == (9, *panel.images.shape[1:])
    assert panel.sweep() > 10
    panel.close()


def test_convolutions_in_colour_and_few_images():
    panel = LayerPanel(make_network(3), RNG.random((1, 6, 6, 3)), [0])
    assert panel.patches.shape == (1, 3, 3, 3)
    assert "image" not in panel.state
    assert panel.sweep() > 10
    panel.close()


def test_the_default_network_knows_its_shapes_and_needs_its_first_layer():
    panel = LayerPanel()
    assert panel.accuracy > 0.95
    panel.state = {"off": "the whole layer"}
    assert panel.accuracy < 0.5
    panel.close()


def test_its_code_builds_it_again(panel, network):
    names = {"network": network, "x": panel.images, "y": panel.labels}
    panel.state = {"unit": 3, "off": "this unit"}
    exec(panel.code(), names)
    assert names["panel"].state == panel.state
    assert names["panel"].class_names == panel.class_names == ["ant", "bee", "cat"]


X, Y = np.ones((4, 6, 6, 1)), np.arange(4) % 3


@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [
        ((None, X, Y), ValueError, "network, x and y must be given together"),
        (("net", X, Y), TypeError, "network must be a trained Network"),
        ((make_network(), X[:, :5], Y), ValueError, r"x must have shape \(n, 6, 6, 1\)"),
        ((make_network(), X, Y[:3]), ValueError, "x and y must have the same number"),
        ((make_network(), X, Y + 1), ValueError, "y must hold labels of 0 to 2, got 3"),
    ],
)
def test_it_refuses(arguments, kind, words):
    with pytest.raises(kind, match=words):
        LayerPanel(*arguments)


def test_it_refuses_what_is_no_square_image_and_too_few_names():
    loss = SoftmaxCrossEntropy()
    wide = Network([Flatten(), Dense(8, 2)], loss=loss, input_shape=(2, 4, 1), rng=0)
    with pytest.raises(ValueError, match=r"square images .* got samples of \(2, 4, 1\)"):
        LayerPanel(wide, np.ones((2, 2, 4, 1)), [0, 1])
    with pytest.raises(ValueError, match="class_names must hold 3 names"):
        LayerPanel(make_network(), X, Y, class_names=["a", "b"])
    one = Network([Dense(9, 1)], loss=MeanSquaredError(), rng=0)
    with pytest.raises(ValueError, match="one output for each of at least two"):
        LayerPanel(one, np.ones((2, 9)), [0, 1])


def test_its_words_say_what_changed_and_what_did_not(panel, network):
    said = set()
    for off in ("this unit", "all the others", "the whole layer"):
        for image in range(len(panel.images)):
            panel.state = {"off": off, "image": image}
            changed = panel.probabilities.argmax() != panel.before.argmax()
            said.add(bool(changed))
            assert ("instead of " in panel.describe().split("It is right")[0]) == changed
            assert ("and was " in panel.describe()) != changed
    assert said == {True, False}
    panel.state = {"layer": panel.controls["layer"].options[-1], "off": "nothing"}
    assert panel.answers.size == 1
    assert "at most" not in panel.describe()
