"""Kernels and pooling, against four plain loops."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from file_faults import forge
from hypothesis import given, settings, strategies as st

from ann_lib import (
    Conv2D,
    Dense,
    Flatten,
    MaxPool2D,
    Network,
    SoftmaxCrossEntropy,
    convolution,
)
from ann_lib._support.checks import Sides, both
from ann_lib._support.parts import describe_part


def sides(least: int, most: int) -> st.SearchStrategy[Any]:
    """Draw one number for both sides, or a pair, also of equals."""
    numbers = st.integers(least, most)
    return numbers | st.tuples(numbers, numbers)


GEOMETRY = {
    "size": sides(1, 4),
    "stride": sides(1, 3),
    "padding": sides(0, 2),
    "height": st.integers(4, 7),
    "width": st.integers(4, 7),
}


def window(x: np.ndarray, i: int, j: int, size: Sides, stride: Sides) -> np.ndarray:
    """Return what is seen of an image at place (i, j)."""
    (height, width), (down, across) = both(size), both(stride)
    a, b = i * down, j * across
    return x[a : a + height, b : b + width]


def convolved(x: np.ndarray, layer: Conv2D) -> np.ndarray:
    """Return what the layer should, by the formula."""
    p, q = both(layer.padding)
    x = np.pad(x, ((0, 0), (p, p), (q, q), (0, 0)))
    rows, columns = (
        (length - k) // s + 1
        for length, k, s in zip(
            x.shape[1:3], both(layer.kernel_size), both(layer.stride), strict=True
        )
    )
    z = np.empty((len(x), rows, columns, layer.out_channels))
    for n, i, j, unit in np.ndindex(z.shape):
        seen = window(x[n], i, j, layer.kernel_size, layer.stride)
        z[n, i, j, unit] = (seen * layer.weights.value[..., unit]).sum()
    return z if layer.bias is None else z + layer.bias.value


class TestConv2D:
    @settings(max_examples=40)
    @given(**GEOMETRY, bias=st.booleans())
    def test_forward_is_the_formula(
        self, size: Any, stride: Any, padding: Any, height: int, width: int, bias: bool
    ) -> None:
        layer = Conv2D(2, 3, size, stride=stride, padding=padding, bias=bias, rng=0)
        if layer.bias is not None:
            layer.bias.value = [0.5, -1, 2]
        x = np.random.default_rng(1).normal(size=(2, height, width, 2))
        z = layer.forward(x)
        np.testing.assert_allclose(z, convolved(x, layer), atol=1e-12)
        assert z.shape == (2, *layer.output_shape((height, width, 2)))

    # z is linear in x and in W, so that Σ dz · z = Σ dx · x = Σ dW · W, whatever dz is.
    @settings(max_examples=40)
    @given(**GEOMETRY)
    def test_backward_is_the_transpose_of_forward(
        self, size: Any, stride: Any, padding: Any, height: int, width: int
    ) -> None:
        layer = Conv2D(2, 3, size, stride=stride, padding=padding, bias=False, rng=0)
        rng = np.random.default_rng(1)
        x = rng.normal(size=(2, height, width, 2))
        z = layer.forward(x)
        dz = rng.normal(size=z.shape)
        d_x = layer.backward(dz)
        assert d_x is not None
        assert d_x.shape == x.shape
        weights = layer.weights
        assert (d_x * x).sum() == pytest.approx((dz * z).sum())
        assert (weights.gradient * weights.value).sum() == pytest.approx((dz * z).sum())

    def test_finds_an_edge(self) -> None:
        layer = Conv2D(1, 1, 2, bias=False)
        layer.weights.value = np.reshape([[-1, 1], [-1, 1]], (2, 2, 1, 1))
        image = np.zeros((1, 3, 4, 1))
        image[:, :, 2:] = 1
        assert layer.forward(image)[0, :, :, 0].tolist() == [[0, 2, 0], [0, 2, 0]]

    def test_the_kernel_is_not_flipped(self) -> None:
        layer = Conv2D(1, 1, 2, bias=False)
        layer.weights.value = np.reshape([1, 2, 3, 4], (2, 2, 1, 1))
        assert layer.forward(np.eye(2).reshape(1, 2, 2, 1)) == 5

    def test_no_input_gradient_where_none_is_needed(self) -> None:
        layer = Conv2D(1, 2, 3, rng=0)
        d_output = np.ones_like(layer.forward(np.ones((1, 4, 4, 1))))
        assert layer.backward(d_output, needs_d_input=False) is None
        np.testing.assert_array_equal(layer.weights.gradient, np.full((3, 3, 1, 2), 4))
        assert layer.bias is not None
        np.testing.assert_array_equal(layer.bias.gradient, [4, 4])

    def test_weights_are_drawn_for_the_receptive_field(self) -> None:
        layer = Conv2D(8, 500, 5, rng=0)
        assert layer.weights.value.var() == pytest.approx(2 / (5 * 5 * 8), rel=0.02)
        other = Conv2D(8, 500, 5, rng=1)
        other.initialize(0)
        np.testing.assert_array_equal(layer.weights.value, other.weights.value)

    @pytest.mark.parametrize(
        ("shape", "words"),
        [
            ((5, 8, 8), r"got x of shape \(5, 8, 8\)\. Use x\[\.\.\., None\]"),
            (
                (5, 8, 8, 3),
                r"Conv2D expected images of shape \(n_samples",
            ),
            ((5, 64), r"got x of shape \(5, 64\)\.$"),
            (
                (5, 2, 8, 1),
                r"kernel of 3×3 pixels does not fit into an image",
            ),
        ],
    )
    def test_wrong_images(self, shape: Any, words: str) -> None:
        with pytest.raises(ValueError, match=words):
            Conv2D(1, 2, 3).forward(np.ones(shape))

    @pytest.mark.parametrize("shape", [(8, 8), (8, 8, 3), (64,)])
    def test_output_shape_of_something_else(self, shape: Any) -> None:
        with pytest.raises(ValueError, match=r"Conv2D expected \(height, width, 1\) per"):
            Conv2D(1, 2, 3).output_shape(shape)

    @pytest.mark.parametrize(
        ("name", "bad"),
        [
            ("in_channels", 0),
            ("out_channels", -1),
            ("kernel_size", 1.5),
            ("stride", 0),
            ("padding", -1),
            ("padding", "same"),
            ("kernel_size", (3, 2, 1)),
            ("kernel_size", ()),
            ("stride", {1, 2}),
        ],
    )
    def test_wrong_arguments(self, name: str, bad: Any) -> None:
        sizes = {"in_channels": 1, "out_channels": 2, "kernel_size": 3} | {name: bad}
        with pytest.raises((TypeError, ValueError), match=rf"^{name} must be "):
            Conv2D(**sizes)

    @pytest.mark.parametrize("bad", [(3, 0), [3, 1.5]])
    def test_which_side_is_wrong(self, bad: Any) -> None:
        with pytest.raises((TypeError, ValueError), match=r"^kernel_size\[1\] must be "):
            Conv2D(1, 2, bad)

    @pytest.mark.parametrize("name", ["kernel_size", "stride", "padding"])
    def test_a_pair_of_equals_is_one_number(self, name: str) -> None:
        sizes: Any = {"kernel_size": 3, "stride": 2, "padding": 2}
        layer = Conv2D(1, 2, **sizes | {name: (2, 2)})
        assert repr(layer) == repr(Conv2D(1, 2, **sizes | {name: 2}))

    def test_repr(self) -> None:
        assert repr(Conv2D(1, 8, 3)) == "Conv2D(1, 8, 3)"
        layer = Conv2D(1, 8, 3, stride=2, padding=1, bias=False)
        assert repr(layer) == "Conv2D(1, 8, 3, stride=2, padding=1, bias=False)"
        layer = Conv2D(1, 8, (1, 4), stride=[1, 2], padding=(0, 1))
        assert repr(layer) == "Conv2D(1, 8, (1, 4), stride=(1, 2), padding=(0, 1))"

    def test_height_comes_first(self) -> None:
        layer = Conv2D(1, 1, (1, 2), bias=False)
        layer.weights.value = np.reshape([-1, 1], (1, 2, 1, 1))
        image = np.array([[0.0, 1, 3], [5, 5, 6]]).reshape(1, 2, 3, 1)
        assert layer.forward(image)[0, :, :, 0].tolist() == [[1, 2], [0, 1]]


class TestMaxPool2D:
    @settings(max_examples=40)
    @given(
        size=GEOMETRY["size"],
        stride=GEOMETRY["stride"],
        height=GEOMETRY["height"],
        width=GEOMETRY["width"],
    )
    def test_forward_is_the_largest_of_each_window(
        self, size: Any, stride: Any, height: int, width: int
    ) -> None:
        layer = MaxPool2D(size, stride)
        x = np.random.default_rng(1).normal(size=(2, height, width, 3))
        y = layer.forward(x)
        assert y.shape == (2, *layer.output_shape((height, width, 3)))
        for n, i, j, channel in np.ndindex(y.shape):
            seen = window(x[n], i, j, layer.size, layer.stride)[..., channel]
            assert y[n, i, j, channel] == seen.max()

    @settings(max_examples=40)
    @given(
        size=GEOMETRY["size"],
        stride=GEOMETRY["stride"],
        height=GEOMETRY["height"],
        width=GEOMETRY["width"],
    )
    def test_one_pixel_of_each_window_gets_its_gradient(
        self, size: Any, stride: Any, height: int, width: int
    ) -> None:
        layer = MaxPool2D(size, stride)
        rng = np.random.default_rng(1)
        x = rng.integers(0, 3, size=(2, height, width, 3)).astype(float)  # many are equal
        d_output = rng.normal(size=layer.forward(x).shape)
        expected = np.zeros_like(x)
        for n, i, j, channel in np.ndindex(d_output.shape):
            seen = window(x[n], i, j, layer.size, layer.stride)[..., channel]
            winner = np.unravel_index(seen.argmax(), seen.shape)
            place = window(expected[n], i, j, layer.size, layer.stride)[..., channel]
            place[winner] += d_output[n, i, j, channel]
        np.testing.assert_allclose(layer.backward(d_output), expected, atol=1e-12)

    def test_the_winner_takes_the_gradient(self) -> None:
        layer = MaxPool2D(2)
        image = np.array([[1.0, 2, 0, 0], [4, 3, 0, 9]]).reshape(1, 2, 4, 1)
        assert layer.forward(image).ravel().tolist() == [4, 9]
        d_x = layer.backward(np.array([5.0, 7.0]).reshape(1, 1, 2, 1))
        assert d_x is not None
        assert d_x[0, :, :, 0].tolist() == [[0, 0, 0, 0], [5, 0, 0, 7]]

    def test_overlapping_windows_add_up(self) -> None:
        layer = MaxPool2D(2, stride=1)
        image = np.array([[0.0, 9, 0], [0, 0, 0]]).reshape(1, 2, 3, 1)
        layer.forward(image)
        d_x = layer.backward(np.ones((1, 1, 2, 1)))
        assert d_x is not None
        assert d_x.ravel().tolist() == [0, 2, 0, 0, 0, 0]

    @pytest.mark.parametrize("shape", [(1, 8, 3), (8, 8), (64,)])
    def test_too_small_or_no_image(self, shape: Any) -> None:
        with pytest.raises(ValueError, match=r"MaxPool2D expected \(height, width, c"):
            MaxPool2D(2).output_shape(shape)

    @pytest.mark.parametrize("shape", [(5, 1, 8, 3), (5, 8, 8), (5, 64)])
    def test_forward_of_something_else(self, shape: Any) -> None:
        with pytest.raises(ValueError, match=r"MaxPool2D expected \(height, width, c"):
            MaxPool2D(2).forward(np.ones(shape))

    @pytest.mark.parametrize(
        ("layer", "text"),
        [
            (MaxPool2D(), "MaxPool2D()"),
            (MaxPool2D(2, stride=1), "MaxPool2D(stride=1)"),
            (MaxPool2D(3), "MaxPool2D(3)"),
            (MaxPool2D(3, 2), "MaxPool2D(3, 2)"),
            (MaxPool2D((1, 6)), "MaxPool2D((1, 6))"),
            (MaxPool2D((2, 2), (1, 2)), "MaxPool2D(stride=(1, 2))"),
        ],
    )
    def test_repr(self, layer: MaxPool2D, text: str) -> None:
        assert repr(layer) == text

    def test_largest_of_each_row(self) -> None:
        image = np.array([[0.0, 7, 3], [8, 5, 6]]).reshape(1, 2, 3, 1)
        assert MaxPool2D((1, 3)).forward(image).ravel().tolist() == [7, 8]

    @pytest.mark.parametrize(
        ("name", "bad"), [("size", 0), ("stride", 0), ("size", 2.0), ("size", (1, 2, 3))]
    )
    def test_wrong_arguments(self, name: str, bad: Any) -> None:
        with pytest.raises((TypeError, ValueError), match=rf"^{name} must be "):
            MaxPool2D(**{name: bad})


class TestBlocks:
    @pytest.mark.parametrize("numbers", [1, 500, 1000])
    @pytest.mark.parametrize(
        "layer",
        [
            Conv2D(2, 3, 3, padding=1, rng=0),
            Conv2D(2, 3, (4, 1), padding=(0, 2), rng=0),
            MaxPool2D(3, stride=2),
            MaxPool2D((1, 3)),
        ],
        ids=repr,
    )
    def test_their_size_changes_nothing(
        self, layer: Any, numbers: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        x = np.random.default_rng(1).normal(size=(5, 6, 7, 2))

        def both_ways() -> list[np.ndarray]:
            z = layer.forward(x)
            return [z, layer.backward(np.cos(z)), *(p.gradient for p in layer.parameters)]

        whole = [array.copy() for array in both_ways()]
        monkeypatch.setattr(convolution, "BLOCK", numbers)
        for array, expected in zip(both_ways(), whole, strict=True):
            np.testing.assert_allclose(array, expected, atol=1e-12)


# What networks were saved as before a kernel could be a rectangle.
BEFORE = [
    {
        "class": "Conv2D", "in_channels": 1, "out_channels": 2, "kernel_size": 3,
        "stride": 2, "padding": 1, "bias": True,
    },
    {"class": "MaxPool2D", "size": 2, "stride": 2},
]  # fmt: skip


class TestSaving:
    @pytest.mark.parametrize("pooling", [MaxPool2D((1, 3)), MaxPool2D((2, 3), (1, 2))])
    def test_rectangles(self, pooling: MaxPool2D, tmp_path: Path) -> None:
        convolution = Conv2D(1, 2, (2, 3), stride=(1, 2), padding=(1, 0))
        shape = pooling.output_shape(convolution.output_shape((6, 11, 1)))
        layers = [convolution, pooling, Flatten(), Dense(int(np.prod(shape)), 2)]
        loss = SoftmaxCrossEntropy()
        network = Network(layers, loss=loss, input_shape=(6, 11, 1), rng=0)
        network.save(tmp_path / "net.npz")
        loaded = Network.load(tmp_path / "net.npz")
        assert repr(loaded) == repr(network)
        assert repr(convolution) in repr(network.summary())
        x = np.random.default_rng(0).normal(size=(3, 6, 11, 1))
        np.testing.assert_array_equal(loaded.predict_proba(x), network.predict_proba(x))

    def test_a_file_from_before_there_were_rectangles(self, tmp_path: Path) -> None:
        layers = [Conv2D(1, 2, 3, stride=2, padding=1), MaxPool2D(2), Flatten()]
        loss = SoftmaxCrossEntropy()
        network = Network(layers, loss=loss, input_shape=(4, 4, 1), rng=0)
        network.save(tmp_path / "net.npz")

        def edit(content: dict[str, Any]) -> None:
            content["header"]["layers"][:2] = BEFORE

        forge(tmp_path / "net.npz", {}, edit)
        assert repr(Network.load(tmp_path / "net.npz")) == repr(network)
        assert describe_part(layers[0]) == BEFORE[0]

    @pytest.mark.parametrize("size", [[1000, 1000], [3, 3, 3], "3"])
    def test_a_kernel_that_the_file_cannot_hold(self, size: Any, tmp_path: Path) -> None:
        layers = [Conv2D(1, 2, 3), Flatten()]
        loss = SoftmaxCrossEntropy()
        Network(layers, loss=loss, input_shape=(3, 3, 1)).save(tmp_path / "net.npz")

        def edit(content: dict[str, Any]) -> None:
            content["header"]["layers"][0]["kernel_size"] = size

        forge(tmp_path / "net.npz", {}, edit)
        with pytest.raises(ValueError, match=r"cannot be built: (its layers|kernel_size)"):
            Network.load(tmp_path / "net.npz")
