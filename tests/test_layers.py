"""Dense, Flatten, Dropout and the parameters that they own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ann_lib import Conv2D, Dense, Dropout, Flatten, Layer, MaxPool2D, Parameter, Softmax

LAYERS = [Dense(2, 3), Conv2D(1, 2, 3), MaxPool2D(2), Flatten(), Dropout(0.5), Softmax()]


@pytest.mark.parametrize("layer", LAYERS, ids=repr)
def test_what_is_no_array_is_refused(layer: Layer) -> None:
    not_yet: Any = [[1, 2]]
    words = r"^x must be an ndarray, got \[\[1, 2\]\] \(list\)\. Use np\.array\(x\)\.$"
    with pytest.raises(TypeError, match=words):
        layer.forward(not_yet)


class TestParameter:
    def test_assignment_copies_into_the_array_that_is_there(self) -> None:
        parameter = Parameter([1.0, 2.0], "bias")
        array, new = parameter.value, np.array([3.0, 4.0])
        parameter.value = new
        new[0] = 99
        assert parameter.value is array
        assert array.tolist() == [3, 4]
        parameter.gradient = [5, 6]
        assert parameter.gradient.tolist() == [5, 6]

    def test_the_array_that_it_is_built_from_is_not_shared(self) -> None:
        given = np.zeros(2)
        Parameter(given, "bias").value[...] = 1
        assert not given.any()

    @pytest.mark.parametrize(
        ("new", "words"),
        [
            ([1.0], r"bias must have shape \(2,\), got \(1,\)"),
            (1.0, r"bias must have shape \(2,\), got \(\)"),
            ([1.0, np.nan], r"bias holds 1 NaN or infinite values, the first at index \(1"),
            (["a", "b"], r"bias must hold real numbers"),
        ],
    )
    def test_a_wrong_value_changes_nothing(self, new: Any, words: str) -> None:
        parameter = Parameter([1.0, 2.0], "bias")
        with pytest.raises((TypeError, ValueError), match=words):
            parameter.value = new
        assert parameter.value.tolist() == [1, 2]

    def test_a_wrong_gradient_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"bias must have shape \(2,\), got \(2, 1\)"):
            Parameter([1.0, 2.0], "bias").gradient = np.ones((2, 1))

    def test_repr(self) -> None:
        text = "Parameter(weights, shape (2, 3), float64)"
        assert repr(Dense(2, 3).weights) == text


class TestDense:
    @pytest.fixture
    def layer(self) -> Dense:
        layer = Dense(2, 3)
        layer.weights.value = [[1, 2, 3], [4, 5, 6]]
        layer.bias.value = [0.5, 0, -0.5]  # type: ignore[union-attr]
        return layer

    def test_forward_by_hand(self, layer: Dense) -> None:
        z = layer.forward(np.array([[1.0, 10.0], [0.0, -1.0]]))
        np.testing.assert_array_equal(z, [[41.5, 52, 62.5], [-3.5, -5, -6.5]])

    def test_backward_by_hand(self, layer: Dense) -> None:
        layer.forward(np.array([[1.0, 10.0], [0.0, -1.0]]))
        d_x = layer.backward(np.array([[1.0, 0, 0], [0, 2.0, 0]]))
        np.testing.assert_array_equal(d_x, [[1, 4], [4, 10]])
        np.testing.assert_array_equal(layer.weights.gradient, [[1, 0, 0], [10, -2, 0]])
        np.testing.assert_array_equal(layer.bias.gradient, [1, 2, 0])  # type: ignore[union-attr]

    def test_a_second_backward_does_not_add_up(self, layer: Dense) -> None:
        layer.forward(np.ones((4, 2)))
        for _ in range(2):
            layer.backward(np.ones((4, 3)))
        np.testing.assert_array_equal(layer.weights.gradient, np.full((2, 3), 4))

    def test_no_input_gradient_where_none_is_needed(self, layer: Dense) -> None:
        layer.forward(np.ones((4, 2)))
        assert layer.backward(np.ones((4, 3)), needs_d_input=False) is None
        assert layer.weights.gradient.all()

    def test_without_bias(self) -> None:
        layer = Dense(2, 3, bias=False, rng=0)
        assert [p.name for p in layer.parameters] == ["weights"]
        assert not layer.forward(np.zeros((1, 2))).any()

    def test_weight_decay_is_for_weights_alone(self) -> None:
        assert [p.decay for p in Dense(2, 3).parameters] == [True, False]

    def test_same_seed_same_weights(self) -> None:
        one, other = Dense(4, 5, rng=3), Dense(4, 5, rng=np.random.default_rng(3))
        np.testing.assert_array_equal(one.weights.value, other.weights.value)
        assert (Dense(4, 5, rng=4).weights.value != one.weights.value).any()

    def test_initialize_starts_anew(self, layer: Dense) -> None:
        layer.initialize(7)
        np.testing.assert_array_equal(layer.weights.value, Dense(2, 3, rng=7).weights.value)
        assert not layer.bias.value.any()  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("x", "words"),
        [
            (
                np.ones((5, 3)),
                r"Dense expected 2 features per sample, got x of shape \(5, 3",
            ),
            (np.ones(2), r"Dense expected 2 features per sample, got x of shape \(2,\)"),
            (
                np.ones((5, 1, 2)),
                r"got x of shape \(5, 1, 2\)\. Use x\.reshape\(len",
            ),
            (np.ones(()), r"got x of shape \(\)"),
        ],
    )
    def test_wrong_shapes(self, layer: Dense, x: np.ndarray, words: str) -> None:
        with pytest.raises(ValueError, match=words):
            layer.forward(x)

    def test_output_shape(self, layer: Dense) -> None:
        assert layer.output_shape((2,)) == (3,)
        with pytest.raises(ValueError, match=r"Dense expected 2 features per sample, got"):
            layer.output_shape((3,))

    @pytest.mark.parametrize("name", ["n_inputs", "n_units"])
    @pytest.mark.parametrize("bad", [0, -1, 2.0, "3", None, True])
    def test_wrong_sizes(self, name: str, bad: Any) -> None:
        sizes = {"n_inputs": 2, "n_units": 3} | {name: bad}
        with pytest.raises((TypeError, ValueError), match=rf"^{name} must be "):
            Dense(**sizes)

    def test_repr_is_the_call_that_builds_it(self) -> None:
        assert repr(Dense(2, 3)) == "Dense(2, 3)"
        layer = Dense(2, 3, initializer="zeros", bias=False)
        assert repr(layer) == "Dense(2, 3, initializer='zeros', bias=False)"


class TestFlatten:
    def test_there_and_back(self) -> None:
        layer, x = Flatten(), np.arange(24.0).reshape(2, 3, 4)
        y = layer.forward(x)
        np.testing.assert_array_equal(y, x.reshape(2, 12))
        np.testing.assert_array_equal(layer.backward(y), x)
        assert layer.output_shape((3, 4)) == (12,)


class TestDropout:
    def test_in_use_it_changes_nothing(self) -> None:
        layer, x = Dropout(0.9, rng=0), np.ones((3, 4))
        assert layer.forward(x) is x
        assert layer.backward(x) is x

    @pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int64])
    def test_silences_the_part_it_should_and_keeps_the_mean(self, dtype: Any) -> None:
        y = Dropout(0.3, rng=0).forward(np.ones((400, 400), dtype), training=True)
        assert (y == 0).mean() == pytest.approx(0.3, abs=0.01)
        assert y.mean() == pytest.approx(1, abs=0.01)
        assert np.unique(y) == pytest.approx([0, 1 / 0.7])

    def test_the_gradient_passes_where_the_input_passed(self) -> None:
        layer, x = Dropout(0.5, rng=0), np.ones((20, 20))
        y = layer.forward(x, training=True)
        np.testing.assert_array_equal(layer.backward(x), y)

    def test_draws_anew_each_time_and_the_same_from_the_same_seed(self) -> None:
        x = np.ones((20, 20))
        one, other = Dropout(0.5, rng=0), Dropout(0.5, rng=0)
        first = one.forward(x, training=True)
        assert (one.forward(x, training=True) != first).any()
        np.testing.assert_array_equal(other.forward(x, training=True), first)
        one.initialize(5)
        other.initialize(5)
        np.testing.assert_array_equal(
            one.forward(x, training=True), other.forward(x, training=True)
        )

    def test_a_rate_of_0_is_allowed(self) -> None:
        x = np.ones((2, 2))
        assert Dropout(0).forward(x, training=True) is x

    @pytest.mark.parametrize("rate", [1, -0.1, 1.5, np.nan, "0.5", None, True])
    def test_wrong_rates(self, rate: Any) -> None:
        with pytest.raises((TypeError, ValueError), match=r"^rate must be "):
            Dropout(rate)


def test_a_layer_that_is_not_finished_says_so() -> None:
    class Unfinished(Layer):
        pass

    try:
        with pytest.raises(NotImplementedError, match=r"Unfinished has no forward\(\)"):
            Unfinished().forward(np.ones((1, 1)))
        with pytest.raises(NotImplementedError, match=r"Unfinished has no backward\(\)"):
            Unfinished().backward(np.ones((1, 1)))
    finally:
        del Layer.by_name["Unfinished"]
