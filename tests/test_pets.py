"""Drawn cats and dogs: each trait does what it says, and the tasks are as hard as said."""

from __future__ import annotations

import numpy as np
import pytest

from ann_lib import (
    Adam,
    BinaryCrossEntropy,
    Dense,
    Flatten,
    Network,
    ReLU,
    SoftmaxCrossEntropy as Softmax,
)
from ann_lib.datasets import PET_TRAITS, draw_pet, draw_pets, make_pets, pet_traits

CAT = {"ears": 1.0, "muzzle": 0.0}
DOG = {"ears": 0.0, "muzzle": 1.0}


@pytest.mark.parametrize("ears", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("muzzle", [0.0, 0.5, 1.0])
def test_a_face_is_a_picture_of_ink_and_its_halves_are_alike(ears, muzzle):
    picture = draw_pet(ears=ears, muzzle=muzzle)
    assert picture.shape == (32, 32)
    assert picture.dtype == np.float32
    assert 0 <= picture.min() < 0.1
    assert 0.9 < picture.max() <= 1
    np.testing.assert_allclose(picture, picture[:, ::-1], atol=1e-6)


def test_a_cats_ears_stand_above_its_head_and_a_dogs_hang_beside_it():
    wall = draw_pet(**CAT)[0, 0]
    cat, dog = np.abs(draw_pet(**CAT) - wall), np.abs(draw_pet(**DOG) - wall)
    head_top = 10
    assert cat[:head_top].sum() > 5
    assert dog[:8].sum() < 0.01
    hanging = np.s_[14:22, 5:8]
    assert dog[hanging].sum() > 5 * cat[hanging].sum()


def test_a_long_muzzle_hangs_below_the_head_and_loses_the_whiskers():
    short, long = draw_pet(ears=0.5, muzzle=0), draw_pet(ears=0.5, muzzle=1)
    changed = np.argwhere(np.abs(long - short) > 1e-6)
    assert changed[:, 0].min() >= 15  # nothing above the eyes' lower half
    assert short[24, 15] == short[0, 0] < long[24, 15] - 0.1
    whisker = np.s_[16:21, 6:8]
    wall = short[0, 0]
    assert np.abs(short[whisker] - wall).sum() > 0.5
    assert np.abs(long[whisker] - wall).sum() < 1e-6


@pytest.mark.parametrize("background", [-1.0, 0.0, 0.4])
def test_the_other_polarity_is_the_negative(background):
    dark = draw_pet(ears=0.3, muzzle=0.8, background=background, contrast=0.7)
    light = draw_pet(ears=0.3, muzzle=0.8, background=background, contrast=0.7, polarity=-1)
    np.testing.assert_allclose(light, 1 - dark, atol=1e-6)


def test_contrast_stretches_all_greys_from_the_middle():
    full, half = draw_pet(**CAT), draw_pet(**CAT, contrast=0.5)
    np.testing.assert_allclose(half - 0.5, 0.5 * (full - 0.5), atol=1e-6)
    np.testing.assert_allclose(draw_pet(**CAT, contrast=0), 0.5)


def face_only(**where: float) -> np.ndarray:
    """Return the rows that no floor crosses, without the wall."""
    return draw_pet(**DOG, size=0.6, **where)[:26] - draw_pet(**DOG)[0, 0]


def test_moving_by_whole_pixels_moves_the_pixels():
    start = face_only()
    moved = face_only(right=5, down=-4)
    np.testing.assert_allclose(moved[:22, 5:], start[4:, :-5], atol=1e-5)
    np.testing.assert_allclose(face_only(right=-2)[:, :-2], start[:, 2:], atol=1e-5)


def test_moving_by_part_of_a_pixel_moves_the_middle_by_as_much():
    columns, rows = np.arange(32), np.arange(26)
    for right, down in [(0.0, 0.0), (0.3, 0.0), (1.7, -0.4)]:
        face = face_only(right=right, down=down)
        start = face_only()
        assert (face.sum(0) @ columns) / face.sum() == pytest.approx(15.5 + right, abs=0.08)
        middle = (start.sum(1) @ rows) / start.sum()
        assert (face.sum(1) @ rows) / face.sum() == pytest.approx(middle + down, abs=0.08)


def test_size_makes_the_face_larger():
    covered = [
        (np.abs(draw_pet(**CAT, size=size)[:26] - draw_pet(**CAT)[0, 0]) > 0.05).sum()
        for size in (0.5, 0.7, 0.9)
    ]
    assert covered[0] < covered[1] < covered[2]
    assert covered[1] / covered[0] == pytest.approx((0.7 / 0.5) ** 2, rel=0.25)


def test_the_background_changes_the_floor_and_nothing_else():
    plain, rug, grass = (
        draw_pet(**CAT, background=kind, down=-2) for kind in (0.0, -1.0, 1.0)
    )
    for other in (rug, grass):
        np.testing.assert_array_equal(other[:26], plain[:26])
        assert np.abs(other[26:] - plain[26:]).mean() > 0.2
    assert np.abs(rug[26:] - grass[26:]).mean() > 0.2
    # The stripes of the rug run across: each of its rows is of one ink.
    assert np.ptp(rug[26:], axis=1).max() < 1e-6
    assert np.ptp(grass[26:], axis=1).max() > 0.5
    faint = draw_pet(**CAT, background=0.5, down=-2)
    assert 0 < np.abs(faint - plain).max() < np.abs(grass - plain).max()


def test_many_faces_are_drawn_as_each_alone():
    traits = pet_traits(300, shift=5, contrast=(0.5, 1), polarity="either", rng=4)
    together = draw_pets(traits)
    for k in (0, 127, 128, 299):
        own = {name: float(traits[name][k]) for name in PET_TRAITS}
        own["polarity"] = int(own["polarity"])
        np.testing.assert_allclose(draw_pet(**own), together[k], atol=1e-6)
    few = draw_pets({"ears": [0.0, 1.0], "muzzle": 0.5})
    np.testing.assert_array_equal(few[1], draw_pet(ears=1.0, muzzle=0.5))


# The set


def test_the_set_says_what_it_is():
    data = make_pets(101, rng=0)
    assert data.x.shape == (101, 1024)
    assert data.x.dtype == np.float32
    assert data.image_shape == (32, 32, 1)
    assert data.class_names == ("cat", "dog")
    assert sorted(np.bincount(data.y).tolist()) == [50, 51]
    assert 20 < data.y[:50].sum() * 2 < 80  # in random order
    assert (data.x.min(), data.x.max()) == (0, 1)


def test_the_same_seed_gives_the_same_pets_and_another_seed_others():
    first, again, other = (make_pets(50, rng=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.x, again.x)
    np.testing.assert_array_equal(first.y, again.y)
    assert not np.array_equal(first.x, other.x)
    assert len(np.unique(first.x, axis=0)) == 50  # no two alike


def test_the_table_is_that_of_the_pictures():
    how = {"shift": 3, "background": "independent", "polarity": "either"}
    traits, data = pet_traits(60, **how, rng=5), make_pets(60, **how, noise=0, rng=5)
    np.testing.assert_array_equal(draw_pets(traits).reshape(60, -1), data.x)
    np.testing.assert_array_equal(traits["label"], data.y)


def test_classes_differ_in_ears_and_muzzle_only():
    traits = pet_traits(4000, shift=4, contrast=(0.5, 1), polarity="either", rng=0)
    dog = traits["label"] == 1
    assert traits["ears"][dog].max() <= 0.3 < 0.7 <= traits["ears"][~dog].min()
    assert traits["muzzle"][~dog].max() <= 0.3 < 0.7 <= traits["muzzle"][dog].min()
    for name in set(PET_TRAITS) - {"ears", "muzzle", "background"}:
        cats, dogs = traits[name][~dog], traits[name][dog]
        spread = traits[name].std() * np.sqrt(2 / len(cats))
        assert abs(cats.mean() - dogs.mean()) < 4 * spread, name
        assert spread > 0, name


def test_each_choice_changes_no_more_than_it_says():
    plain = pet_traits(200, rng=7)
    for name, how in {
        "background": {"background": "swapped"},
        "polarity": {"polarity": "either"},
        "contrast": {"contrast": (0.4, 0.9)},
    }.items():
        other = pet_traits(200, **how, rng=7)
        for trait in plain:
            assert np.array_equal(plain[trait], other[trait]) == (trait != name)


def test_the_background_goes_with_the_class_or_against_it_or_with_neither():
    tables = {
        kind: pet_traits(1000, background=kind, rng=0)
        for kind in ("plain", "shortcut", "swapped", "independent")
    }
    own = np.where(tables["plain"]["label"] == 1, 1, -1)
    assert not tables["plain"]["background"].any()
    np.testing.assert_array_equal(tables["shortcut"]["background"], own)
    np.testing.assert_array_equal(tables["swapped"]["background"], -own)
    free = tables["independent"]["background"]
    assert set(free) == {-1, 1}
    assert abs((free == own).mean() - 0.5) < 0.06


def test_bounds_are_kept():
    traits = pet_traits(500, shift=2.5, contrast=(0.4, 0.6), rng=0)
    assert 2.4 < np.abs(traits["right"]).max() <= 2.5
    assert 2.4 < np.abs(traits["down"]).max() <= 2.5
    assert 0.4 <= traits["contrast"].min() < 0.41 < 0.59 < traits["contrast"].max() <= 0.6
    assert 0.8 <= traits["size"].min() < 0.81 < 0.99 < traits["size"].max() <= 1
    assert set(pet_traits(50, polarity=-1, rng=0)["polarity"]) == {-1}


def test_noise_is_as_large_as_said():
    clean, noisy = (make_pets(50, contrast=0.4, noise=n, rng=0).x for n in (0, 0.05))
    assert (noisy - clean).std() == pytest.approx(0.05, rel=0.02)


# What the lesson is about


def held_out(network: Network, learning_rate: float, **how: object) -> float:
    data, test = make_pets(1000, **how, rng=1), make_pets(1000, **how, rng=2)
    network.fit(
        data.images,
        data.y,
        epochs=12,
        optimizer=Adam(learning_rate),
        rng=0,
        progress=False,
    )
    return network.score(test.images, test.y)


def one_neuron() -> Network:
    return Network(
        [Flatten(), Dense(1024, 1)],
        loss=BinaryCrossEntropy(),
        input_shape=(32, 32, 1),
        rng=0,
    )


def hidden_layer() -> Network:
    layers = [Flatten(), Dense(1024, 32), ReLU(), Dense(32, 2)]
    return Network(layers, loss=Softmax(), input_shape=(32, 32, 1), rng=0)


def test_either_polarity_is_beyond_one_neuron_and_not_beyond_a_hidden_layer():
    assert held_out(one_neuron(), 0.003) > 0.99
    assert abs(held_out(one_neuron(), 0.003, polarity="either") - 0.5) < 0.1
    assert held_out(hidden_layer(), 0.001, polarity="either") > 0.95


def test_the_background_is_a_short_cut_that_leads_astray():
    network = one_neuron()
    assert held_out(network, 0.003, background="shortcut", shift=6) > 0.99
    swapped = make_pets(1000, background="swapped", shift=6, rng=2)
    assert network.score(swapped.images, swapped.y) < 0.01


# Errors


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"ears": 1.5}, ValueError, "ears must lie from 0 to 1, got values from 1.5"),
        ({"muzzle": -0.1}, ValueError, "muzzle must lie from 0 to 1"),
        ({"ears": "long"}, TypeError, "ears must be a number, got 'long'"),
        ({"right": float("nan")}, ValueError, "right must be finite"),
        ({"size": 0}, ValueError, "size must lie from 0.25 to 2"),
        ({"polarity": 0}, ValueError, "polarity must be 1, dark on light, or -1"),
        ({"background": 2}, ValueError, "background must lie from -1 to 1"),
    ],
)
def test_draw_pet_refuses_what_is_no_face(wrong, error, message):
    with pytest.raises(error, match=message):
        draw_pet(**(CAT | wrong))


def test_draw_pets_refuses_a_table_that_is_none():
    with pytest.raises(TypeError, match="traits must map names to numbers"):
        draw_pets([1, 2])
    with pytest.raises(ValueError, match=r"trait's name must be one of 'ears'.*'tail'"):
        draw_pets(CAT | {"tail": 1})
    with pytest.raises(ValueError, match="traits must hold 'muzzle'"):
        draw_pets({"ears": [0, 1]})
    with pytest.raises(ValueError, match=r"same length.*'ears': 2.*'muzzle': 3"):
        draw_pets({"ears": [0, 1], "muzzle": [0, 0.5, 1]})
    with pytest.raises(
        ValueError, match=r"one number, or one per face, got shape \(1, 2\)"
    ):
        draw_pets({"ears": [[0, 1]], "muzzle": 1})


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"n_samples": 1}, ValueError, "n_samples must be at least 2"),
        ({"shift": -1}, ValueError, "shift must be at least 0"),
        ({"shift": 20}, ValueError, "at most 16"),
        ({"polarity": 0}, ValueError, "polarity must be 1, -1 or 'either', got 0"),
        (
            {"polarity": np.ones(3)},
            ValueError,
            "polarity must be 1, -1 or 'either', got an",
        ),
        ({"contrast": (0.9, 0.1)}, ValueError, "contrast must rise"),
        ({"contrast": 1.1}, ValueError, "contrast must rise, and lie from 0 to 1"),
        ({"contrast": (0.1, 0.2, 0.3)}, ValueError, "contrast must be a number, or"),
        ({"background": "sofa"}, ValueError, "background must be one of 'plain', 'short"),
        ({"noise": -0.1}, ValueError, "noise must be at least 0"),
        ({"rng": "seed"}, TypeError, "rng must be"),
    ],
)
def test_make_pets_refuses_bad_arguments(wrong, error, message):
    with pytest.raises(error, match=message):
        make_pets(**wrong)
