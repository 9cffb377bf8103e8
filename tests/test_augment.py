"""Images a little otherwise: moved, turned, scaled, slanted, blurred, with noise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from ann_lib.datasets import augment
from ann_lib.datasets.augment import blur, jitter, noise, rotate, shift, warp

IMAGES = np.random.default_rng(0).random((6, 9, 7))
EVERY = [
    pytest.param(lambda x: shift(x, down=1, right=-2), id="shift"),
    pytest.param(lambda x: rotate(x, 30), id="rotate"),
    pytest.param(lambda x: warp(x, factor=1.3), id="factor"),
    pytest.param(lambda x: warp(x, shear=0.2, down=0.4), id="warp"),
    pytest.param(lambda x: blur(x, 0.8), id="blur"),
    pytest.param(lambda x: noise(x, 0.2, rng=1), id="noise"),
    pytest.param(lambda x: jitter(x, rng=1), id="jitter"),
]


def blob(height: int = 21, width: int = 21) -> np.ndarray:
    """Return one soft round spot, away from every edge, shape (1, height, width)."""
    rows, columns = np.mgrid[:height, :width]
    apart = (rows - (height - 1) / 2) ** 2 + (columns - (width - 1) / 2) ** 2
    return np.exp(-apart / 8)[None]


def middle(image: np.ndarray) -> tuple[float, float]:
    """Return where an image's ink has its middle: row, column."""
    rows, columns = np.indices(image.shape)
    return (rows * image).sum() / image.sum(), (columns * image).sum() / image.sum()


# What they all have in common


@pytest.mark.parametrize("change", EVERY)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("channels", [None, 1, 3])
def test_shape_and_dtype_stay_and_nothing_is_written_to_the_input(change, dtype, channels):
    x = IMAGES if channels is None else np.stack([IMAGES] * channels, axis=-1)
    x = x.astype(dtype)
    before = x.copy()
    x.flags.writeable = False
    out = change(x)
    assert (out.shape, out.dtype) == (x.shape, dtype)
    assert not np.shares_memory(out, x)
    assert not np.array_equal(out, x)
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("change", EVERY)
def test_images_in_any_memory_layout_and_whole_numbers(change):
    expected = change(IMAGES)
    np.testing.assert_allclose(change(np.asfortranarray(IMAGES)), expected, atol=1e-12)
    twice = np.repeat(IMAGES, 2, axis=2)[:, :, ::2]
    np.testing.assert_allclose(change(twice), expected, atol=1e-12)
    whole = (IMAGES > 0.5).astype(np.uint8)
    assert change(whole).dtype == np.float64
    np.testing.assert_array_equal(change(whole), change(whole.astype(float)))


@pytest.mark.parametrize("change", EVERY)
def test_not_images(change):
    with pytest.raises(ValueError, match=r"got \(6, 63\). Use x.reshape\(len\(x\), height"):
        change(IMAGES.reshape(6, -1))
    with pytest.raises(ValueError, match="images is empty"):
        change(IMAGES[:0])
    with pytest.raises(ValueError, match="images holds 1 NaN"):
        change(np.full((1, 1, 1), np.nan))


@pytest.mark.parametrize("change", EVERY[1:5])
def test_channels_are_changed_alike_and_do_not_mix(change):
    both = np.stack([IMAGES, IMAGES[::-1]], axis=-1)
    out = change(both)
    np.testing.assert_allclose(out[..., 0], change(IMAGES), atol=1e-12)
    np.testing.assert_allclose(out[..., 1], change(IMAGES[::-1]), atol=1e-12)


# Each for itself


@pytest.mark.parametrize("size", [1, 2, 8, 9])
def test_right_angles_are_exact(size):
    x = np.random.default_rng(1).random((3, size, size))
    for turns in (-1, 0, 1, 2, 3, 4):
        expected = np.rot90(x, turns, axes=(1, 2))
        np.testing.assert_allclose(rotate(x, 90 * turns), expected, atol=1e-12)


def test_anticlockwise_and_up_side():
    x = np.zeros((1, 9, 9))
    x[0, 4, 8] = 1  # at three o'clock
    row, column = middle(rotate(x, 30)[0])
    assert row < 4 < column


def test_half_a_turn_of_images_that_are_no_squares():
    np.testing.assert_allclose(rotate(IMAGES, 180), IMAGES[:, ::-1, ::-1], atol=1e-12)


def test_nothing_to_do_is_exact():
    for change in (
        rotate(IMAGES, 0), warp(IMAGES, factor=1), warp(IMAGES), blur(IMAGES, 0),
        noise(IMAGES, 0, rng=0), jitter(IMAGES, degrees=0, scale=0, shear=0, shift=0),
    ):  # fmt: skip
        np.testing.assert_array_equal(change, IMAGES)


@given(down=st.integers(-12, 12), right=st.integers(-12, 12))
def test_whole_pixels_are_as_shift_moves_them(down, right):
    moved = warp(IMAGES, down=down, right=right)
    np.testing.assert_array_equal(moved, shift(IMAGES, down=down, right=right))


@pytest.mark.parametrize("far", [9, 100, -9, -100])
def test_what_is_shifted_out_of_the_frame_leaves_paper(far):
    assert not shift(IMAGES, down=far).any()
    assert not shift(IMAGES, right=far).any()


@given(down=st.floats(-3, 3), right=st.floats(-3, 3))
def test_parts_of_a_pixel_move_the_middle_by_as_much(down, right):
    moved = warp(blob(), down=down, right=right)[0]
    np.testing.assert_allclose(middle(moved), (10 + down, 10 + right), atol=0.02)
    assert moved.sum() == pytest.approx(blob().sum(), rel=1e-3)


def test_half_a_pixel_worked_by_hand():
    moved = warp([[[1.0, 3.0, 0.0]]], right=0.5)
    np.testing.assert_allclose(moved, [[[0.5, 2.0, 1.5]]])


@given(factor=st.floats(0.7, 1.6), degrees=st.floats(-180, 180))
def test_ink_grows_with_the_square_of_the_factor(factor, degrees):
    x = blob()
    assert warp(x, factor=factor, degrees=degrees).sum() == pytest.approx(
        factor**2 * x.sum(), rel=0.05
    )


def test_scale_doubles_lengths():
    x = np.zeros((1, 20, 20))
    x[0, 8:12, 9:11] = 1
    big = warp(x, factor=2)[0]
    assert (big > 0.5).any(axis=1).sum() == 8
    assert (big > 0.5).any(axis=0).sum() == 4


def test_a_slant_leans_to_the_right_above_the_middle():
    line = np.zeros((1, 21, 21))
    line[0, :, 10] = 1
    leaning = warp(line, shear=0.5)[0]
    tops = [middle(leaning[row : row + 1])[1] for row in (2, 10, 18)]
    np.testing.assert_allclose(tops, [14, 10, 6])


def test_the_order_is_slant_scale_turn_move():
    x = np.zeros((1, 41, 41))
    x[0, 20 - 8, 20] = 1  # 8 above the middle: slanted (4, 8), scaled (6, 12) to the right
    x = blur(x, 1.5)
    seen = middle(warp(x, shear=0.5, factor=1.5, degrees=90, right=3)[0])
    # and up, turned: 12 to the left and 6 up, moved: 9 to the left
    np.testing.assert_allclose(seen, (20 - 6, 20 - 9), atol=0.05)


def test_one_amount_for_each_image():
    angles = np.array([0.0, 10, 20, 30, 40, 50])
    factors = np.linspace(0.8, 1.2, 6)
    together = warp(IMAGES, degrees=angles, factor=factors, right=angles / 20)
    for i, image in enumerate(IMAGES):
        alone = warp(
            image[None], degrees=angles[i], factor=factors[i], right=angles[i] / 20
        )
        np.testing.assert_array_equal(together[i], alone[0])


def test_images_worked_on_in_parts_are_as_those_in_one(monkeypatch):
    angles = np.arange(0, 60, 10)
    whole = rotate(IMAGES, angles)
    monkeypatch.setattr(augment, "_BLOCK_PIXELS", 150)
    np.testing.assert_array_equal(rotate(IMAGES, angles), whole)


def test_an_image_does_not_leak_into_its_neighbours():
    x = np.zeros((3, 5, 5))
    x[1] = 1
    for out in (jitter(x, degrees=180, shift=4, rng=0), blur(x, 2), rotate(x, 45)):
        assert not out[[0, 2]].any()


def test_blur_worked_by_hand():
    x = np.zeros((1, 9, 9))
    x[0, 4, 4] = 1
    out = blur(x, 0.7)[0]
    assert out.sum() == pytest.approx(1, abs=1e-5)
    np.testing.assert_allclose(out[4, 5] / out[4, 4], np.exp(-0.5 / 0.49))
    np.testing.assert_allclose(out[3, 5] / out[4, 4], np.exp(-1 / 0.49))


def test_a_bell_much_narrower_than_a_pixel_changes_nothing():
    for sigma in (0.02, 0.0199, 1e-300):
        np.testing.assert_array_equal(blur(IMAGES, sigma), IMAGES)


def test_blur_loses_ink_over_the_edge_only():
    assert blur(blob(), 1).sum() == pytest.approx(blob().sum(), rel=1e-4)
    edge = np.zeros((1, 9, 9))
    edge[0, 0, 4] = 1
    kept = blur(edge, 1).sum()
    assert 0.5 < kept < 0.75


def test_noise_is_of_the_amount_and_stays_between_paper_and_ink():
    gray = np.full((2, 100, 100), 0.5)
    out = noise(gray, 0.05, rng=0)
    np.testing.assert_allclose(out.std(axis=(1, 2)), 0.05, rtol=0.05)
    np.testing.assert_allclose(out.mean(axis=(1, 2)), 0.5, atol=0.005)
    strong = noise(gray, 5, rng=0)
    assert (strong.min(), strong.max()) == (0, 1)


def test_noise_on_images_that_go_beyond_0_and_1():
    x = np.array([[[-2.0, 3.0]]])
    out = noise(np.repeat(x, 500, axis=1), 1, rng=0)
    assert (out.min(), out.max()) == (-2, 3)


# By chance


@pytest.mark.parametrize("change", [jitter, noise])
def test_the_same_seed_gives_the_same_and_no_image_is_changed_as_another(change):
    same = np.repeat(IMAGES[:1], 5, axis=0)
    out = change(same, rng=3)
    np.testing.assert_array_equal(out, change(same, rng=3))
    np.testing.assert_array_equal(out, change(same, rng=np.random.default_rng(3)))
    assert not np.array_equal(out, change(same, rng=4))
    assert len(np.unique(out.reshape(5, -1), axis=0)) == 5
    # An image's change does not depend on how many come after it.
    np.testing.assert_array_equal(change(same[:2], rng=3), out[:2])


def test_jitter_is_a_warp_within_its_limits(monkeypatch):
    seen = {}
    monkeypatch.setattr(augment, "warp", lambda images, **amounts: seen.update(amounts))
    jitter(np.ones((2000, 2, 2)), degrees=15, scale=0.2, shear=0.3, shift=2, rng=0)
    limits = {"degrees": 15, "shear": 0.3, "down": 2, "right": 2, "factor": 0.2}
    seen["factor"] = seen["factor"] - 1
    assert seen.keys() == limits.keys()
    for name, limit in limits.items():
        assert 0.99 * limit < np.abs(seen[name]).max() <= limit
        assert abs(seen[name].mean()) < 0.05 * limit
    assert abs(np.corrcoef(seen["down"], seen["right"])[0, 1]) < 0.1


def test_leaving_one_change_out_changes_no_other(monkeypatch):
    seen = []
    monkeypatch.setattr(augment, "warp", lambda images, **amounts: seen.append(amounts))
    jitter(IMAGES, rng=0)
    jitter(IMAGES, rng=0, shear=0)
    np.testing.assert_array_equal(seen[0]["right"], seen[1]["right"])
    assert not seen[1]["shear"].any()


# What is refused


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: rotate(IMAGES, [1, 2]), "degrees must be one number, or one for each of "
         "the 6 images, got an array of shape \\(2,\\)"),
        (lambda: rotate(IMAGES, np.nan), "degrees must be finite, got nan"),
        (lambda: rotate(IMAGES, [np.inf] * 6), "degrees holds 6 NaN or infinite"),
        (lambda: warp(IMAGES, factor=0), "factor must be above 0, got 0"),
        (lambda: warp(IMAGES, factor=[1, -2] * 3), "factor must be above 0, got -2"),
        (lambda: blur(IMAGES, -1), "sigma must be at least 0 and at most 1000, got -1"),
        (lambda: blur(IMAGES, 1e9), "sigma must be at least 0 and at most 1000, got 1e"),
        (lambda: noise(IMAGES, -0.1), "amount must be at least 0, got -0.1"),
        (lambda: jitter(IMAGES, scale=1), "scale must be at least 0 and below 1, got 1"),
        (lambda: jitter(IMAGES, degrees=-5), "degrees must be at least 0, got -5"),
        (lambda: jitter(IMAGES, shift=-5), "shift must be at least 0, got -5"),
    ],
)  # fmt: skip
def test_amounts_that_make_no_sense(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_amounts_that_are_no_numbers():
    with pytest.raises(TypeError, match="degrees must be a number, got 'a lot'"):
        rotate(IMAGES, "a lot")
    with pytest.raises(TypeError, match="sigma must be a number"):
        blur(IMAGES, [1, 2])
    with pytest.raises(TypeError, match="rng must be"):
        jitter(IMAGES, rng="seed")


@settings(max_examples=50)
@given(
    st.integers(1, 4), st.integers(1, 9), st.integers(1, 9),
    st.floats(-1e4, 1e4), st.floats(0.01, 100), st.floats(-5, 5), st.floats(-1e6, 1e6),
)  # fmt: skip
def test_nothing_goes_beyond_what_was_there(n, height, width, degrees, factor, lean, move):
    x = np.random.default_rng(n).random((n, height, width)).astype(np.float32)
    out = warp(x, degrees=degrees, factor=factor, shear=lean, down=move, right=-move)
    assert out.dtype == np.float32
    assert out.min() >= -1e-6
    assert out.max() <= x.max() + 1e-5
