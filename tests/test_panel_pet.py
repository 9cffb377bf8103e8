"""The pet panel: what is drawn, what each network says to it, and where it looks."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from ann_course.panels.pet.panel import PetPanel
from ann_course.panels.pet.picture import covering, lead, slopes
from ann_lib import (
    BinaryCrossEntropy,
    Conv2D,
    Dense,
    Flatten,
    MaxPool2D,
    MeanSquaredError,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
)
from ann_lib.datasets import draw_pet, make_pets
from ann_lib.inspection import input_gradient

SHAPE = (32, 32, 1)


def colors_of(view) -> np.ndarray:
    """Return the colours of a view's picture, from the top, between 0 and 1."""
    return view.picture.pixels[0][::-1] / 255


def one_output(weights: np.ndarray | None = None) -> Network:
    """Return one neuron on the pixels in a row, with these weights."""
    network = Network([Dense(1024, 1)], loss=BinaryCrossEntropy(), rng=0)
    if weights is not None:
        network.set_weights([weights.reshape(1024, 1), np.zeros(1)])
    return network


def two_outputs() -> Network:
    layers = [Flatten(), Dense(1024, 4), ReLU(), Dense(4, 2)]
    return Network(layers, loss=SoftmaxCrossEntropy(), input_shape=SHAPE, rng=1)


def convolutional() -> Network:
    layers = [Conv2D(1, 2, 3), ReLU(), MaxPool2D(), Flatten(), Dense(450, 2)]
    return Network(layers, loss=SoftmaxCrossEntropy(), input_shape=SHAPE, rng=2)


@pytest.fixture
def panel():
    panel = PetPanel({"a neuron": one_output(), "a layer": two_outputs()})
    yield panel
    panel.close()


def test_it_draws_what_the_sliders_say(panel):
    panel.state = {
        "ears": 0.4, "muzzle": 0.3, "right": 2.5, "down": -1.0, "size": 0.7,
        "contrast": 0.6, "light_on_dark": True, "background": 0.5,
    }  # fmt: skip
    expected = draw_pet(
        ears=0.4, muzzle=0.3, right=2.5, down=-1.0, size=0.7,
        contrast=0.6, polarity=-1, background=0.5,
    )  # fmt: skip
    np.testing.assert_array_equal(panel.pixels, expected)
    for view in panel.views:  # paper is white where there is no ink, and grey all over
        shown = colors_of(view)
        assert shown.shape == (32, 32, 3)
        lightness = 1 - shown.mean(axis=2)
        assert np.corrcoef(lightness.ravel(), expected.ravel())[0, 1] > 0.999


def test_the_bars_are_as_long_as_what_each_network_says(panel):
    panel.state = {"ears": 0.2, "muzzle": 0.9}
    batch = panel.pixels[None, ..., None]
    neuron, layer = panel.networks.values()
    expected = [
        float(neuron.predict_proba(batch.reshape(1, -1))[0, 0]),
        float(layer.predict_proba(batch)[0, 1]),
    ]
    assert list(panel.probabilities) == ["a neuron", "a layer"]
    np.testing.assert_allclose(list(panel.probabilities.values()), expected, rtol=1e-6)
    for view, p_dog in zip(panel.views, expected, strict=True):
        cat, dog = (bar.get_xdata()[1] for bar in view.answer.bars)
        np.testing.assert_allclose([cat, dog], [1 - p_dog, p_dog], rtol=1e-6)
        assert view.answer.shares.texts == [f"{1 - p_dog:.0%}", f"{p_dog:.0%}"]


@pytest.mark.parametrize(
    ("ears", "muzzle", "face"),
    [
        (1.0, 0.0, "a cat"),
        (0.7, 0.3, "a cat"),
        (0.0, 1.0, "a dog"),
        (0.3, 0.7, "a dog"),
        (1.0, 1.0, "something between cat and dog"),
        (0.5, 0.0, "something between cat and dog"),
    ],
)
def test_it_says_whose_face_it_is(panel, ears, muzzle, face):
    panel.state = {"ears": ears, "muzzle": muzzle}
    assert panel.describe().startswith(f"This is {face}:")


def test_without_contrast_it_is_no_face(panel):
    panel.state = {"contrast": 0.0}
    assert panel.describe().startswith("This is nothing, since all of it is the same grey")
    assert "pointed" not in panel.describe()
    assert np.ptp(panel.pixels) == 0
    panel.state = {"look": "covering"}  # one grey for another: no one can tell
    assert "at most 0 for a neuron, 0 for a layer." in panel.describe()
    for view in panel.views:
        assert np.ptp(colors_of(view), axis=2).max() < 0.02  # no colour


def test_it_says_whether_they_agree():
    ink_is_dog = one_output(np.full(1024, 1.0))
    ink_is_cat = one_output(np.full(1024, -1.0))
    agree = PetPanel({"one": ink_is_dog, "other": ink_is_dog})
    both = "One says dog, over 99% sure. Other says dog, over 99% sure. They agree."
    assert both in repr(agree), "a sigmoid is never quite sure"
    disagree = PetPanel({"one": ink_is_dog, "other": ink_is_cat})
    assert "Other says cat, over 99% sure. They disagree." in disagree.describe()
    alone = PetPanel({"one": ink_is_dog})
    assert "agree" not in alone.describe()
    for panel in (agree, disagree, alone):
        panel.close()


def test_three_networks_answer_side_by_side():
    networks = {"floor": one_output(), "repaired": two_outputs(), "sturdy": convolutional()}
    panel = PetPanel(networks, start={"background": -1})
    assert [view.picture.axes.get_title() for view in panel.views] == list(networks)
    places = [view.picture.axes.get_position() for view in panel.views]
    assert all(a.x1 < b.x0 for a, b in itertools.pairwise(places))
    words = panel.describe()
    assert all(f"{name} says" in words for name in ("Floor", "Repaired", "Sturdy"))
    assert panel.sweep() > 60
    panel.close()


def test_it_says_what_stands_where_on_what(panel):
    assert "in the middle, on a plain floor." in panel.describe()
    panel.state = {"right": -1.0, "down": 0.5, "background": -0.4, "light_on_dark": True}
    words = panel.describe()
    assert "1 pixel left of and 0.5 pixels below the middle" in words
    assert "on a striped rug drawn at 40%" in words
    assert "light on dark" in words
    panel.state = {"background": 1.0}
    assert "on grass drawn at 100%" in panel.describe()


def test_it_may_begin_elsewhere_and_reset_goes_back_there():
    panel = PetPanel({"one": one_output()}, start={"background": -1, "size": 0.7})
    begun = panel.state
    assert "size 70%, in the middle, on a striped rug drawn at 100%" in panel.describe()
    panel.state = {"background": 1.0, "ears": 0.2}
    panel.reset()
    assert panel.state == begun
    panel.close()


# Where the networks look


@pytest.mark.parametrize("network", [one_output(), two_outputs(), convolutional()])
def test_slopes_say_how_the_lead_of_dog_follows_the_ink(network):
    rng = np.random.default_rng(0)
    ink = draw_pet(ears=0.8, muzzle=0.4)
    ink += rng.normal(scale=0.1, size=ink.shape)  # no two pixels are alike, to pool
    found = slopes(network, ink)
    assert found.shape == (32, 32)
    for row, column in rng.integers(0, 32, size=(8, 2)):
        pushed = np.stack([ink, ink])
        pushed[:, row, column] += [-2e-3, 2e-3]
        low, high = lead(network, pushed)
        assert (high - low) / 4e-3 == pytest.approx(found[row, column], abs=2e-3)


def test_slopes_of_one_output_are_its_input_gradient():
    weights = np.random.default_rng(3).normal(size=1024)
    network = one_output(weights)
    ink = draw_pet(ears=0, muzzle=1)
    np.testing.assert_allclose(slopes(network, ink).ravel(), weights, rtol=1e-5)
    gradient = input_gradient(network, ink.reshape(1, -1), 1)
    np.testing.assert_allclose(slopes(network, ink).ravel(), gradient[0])


@pytest.mark.parametrize("network", [one_output(), two_outputs(), convolutional()])
def test_covering_says_how_far_the_lead_falls_without_a_tile(network):
    ink = draw_pet(ears=0.8, muzzle=0.4, background=1)
    found = covering(network, ink)
    covered = ink.copy()
    covered[12:16, 8:12] = ink[0, 0]
    whole, without = lead(network, np.stack([ink, covered]))
    np.testing.assert_allclose(found[12:16, 8:12], whole - without, atol=1e-5)
    np.testing.assert_allclose(found[:4, :4], 0, atol=1e-5)  # wall before, wall after


def test_the_picture_is_orange_where_dog_gains_and_blue_where_cat_does(panel):
    weights = np.zeros((32, 32))
    weights[5, 6], weights[28, 20] = 1.0, -2.0
    panel.networks["a neuron"].set_weights([weights.reshape(1024, 1), np.zeros(1)])
    panel.state = {"look": "slopes"}
    np.testing.assert_allclose(panel.looks["a neuron"], weights)
    shown = colors_of(panel.views[0])
    assert shown[5, 6, 0] > shown[5, 6, 2]  # more red than blue
    assert shown[28, 20, 2] > shown[28, 20, 0]
    assert np.ptp(shown[5, 7]) < 0.05  # the rest is grey
    assert "slopes that lies on the floor: 67% for a neuron, " in panel.describe()
    panel.state = {"look": "not shown"}
    assert panel.looks == {}
    assert "slopes" not in panel.describe()


def test_covering_names_the_tile_that_counts_most(panel):
    weights = np.zeros((32, 32))
    weights[16, 15] = 3.0  # on the face
    panel.networks["a neuron"].set_weights([weights.reshape(1024, 1), np.zeros(1)])
    panel.state = {"look": "covering"}
    step = 3 * (panel.pixels[16, 15] - panel.pixels[0, 0])
    words = panel.describe()
    assert f"by at most {step:.2f} at row 16, column 12 (0% on the floor) for a" in words
    assert "The floor is 19% of the picture." in words


# The networks that it comes with


def test_its_own_networks_tell_one_story_and_always_the_same():
    first, again = PetPanel(), PetPanel()
    assert first.probabilities == again.probabilities
    test = make_pets(1000, shift=2, polarity="either", contrast=(0.5, 1), rng=1)
    neuron, hidden = first.networks.values()
    assert abs(neuron.score(test.images, test.y) - 0.5) < 0.1
    assert hidden.score(test.images, test.y) > 0.95
    for light in (False, True):
        for ears, answer in ((1.0, "cat"), (0.0, "dog")):
            first.state = {"ears": ears, "muzzle": 1 - ears, "light_on_dark": light}
            assert f"A hidden layer says {answer}," in first.describe()
    first.close()
    again.close()


def test_it_works_with_convolutions():
    panel = PetPanel({"a convolution": convolutional(), "a layer": two_outputs()})
    assert panel.sweep() > 60
    panel.close()


def test_its_code_builds_it_from_the_networks_given_and_draws_the_same(panel):
    panel.state = {"ears": 0.35, "light_on_dark": True, "down": 3.5, "look": "slopes"}
    namespace = {"networks": panel.networks}
    exec(panel.code(), namespace)
    np.testing.assert_array_equal(namespace["picture"], panel.pixels)
    assert namespace["panel"].state == panel.state
    assert namespace["panel"].networks == panel.networks
    namespace["panel"].close()


def test_a_long_name_is_broken_into_lines():
    panel = PetPanel({"one neuron that was shown every pet twice": one_output()})
    title = panel.views[0].picture.axes.get_title()
    assert title == "one neuron that was shown\nevery pet twice"
    panel.close()


# Errors


def test_it_refuses_what_is_no_network_of_pets():
    good = two_outputs()
    with pytest.raises(TypeError, match="networks must map names to trained networks"):
        PetPanel(good)
    with pytest.raises(ValueError, match="networks must be one to three, got 0"):
        PetPanel({})
    with pytest.raises(ValueError, match="networks must be one to three, got 4"):
        PetPanel(dict.fromkeys("abcd", good))
    with pytest.raises(ValueError, match="A network's name must be a text, got 1"):
        PetPanel({1: good})
    with pytest.raises(TypeError, match="'one' must be a trained Network, got 'net'"):
        PetPanel({"one": "net"})
    small = Network([Dense(64, 2)], loss=SoftmaxCrossEntropy(), rng=0)
    with pytest.raises(ValueError, match=r"pictures of shape \(32, 32, 1\).*got \(64,\)"):
        PetPanel({"one": small})
    three = Network([Dense(1024, 3)], loss=SoftmaxCrossEntropy(), rng=0)
    with pytest.raises(ValueError, match=r"two outputs, cat and dog.*got \(3,\)"):
        PetPanel({"one": three})
    for loss in (MeanSquaredError(), BinaryCrossEntropy()):
        n_outputs = 1 if isinstance(loss, MeanSquaredError) else 2
        odd = Network([Dense(1024, n_outputs)], loss=loss, rng=0)
        with pytest.raises(ValueError, match="or one with BinaryCrossEntropy"):
            PetPanel({"one": odd})
