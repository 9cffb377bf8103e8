"""The judge of gradients: it passes right ones and catches planted faults."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
from contract_cases import LOSSES, samples

from ann_lib import (
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Layer,
    Linear,
    MaxPool2D,
    MeanSquaredError,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
    Tanh,
    check_layer,
    check_loss,
    check_network,
)
from ann_lib.gradcheck import numerical_gradient, relative_error

TOLERANCE = 1e-7


def test_numerical_gradient_of_a_cubic() -> None:
    x = np.array([[1.0, -2.0], [0.5, 3.0]])
    kept = x.copy()
    gradient = numerical_gradient(lambda: float((x**3).sum()), x)
    np.testing.assert_allclose(gradient, 3 * kept**2, rtol=1e-9)
    np.testing.assert_array_equal(x, kept)


def test_relative_error() -> None:
    assert relative_error(np.array([1.0, 2.0]), np.array([1.0, 4.0])) == 0.5
    assert relative_error(np.zeros(2), np.zeros(2)) == 0
    with pytest.raises(ValueError, match=r"gradient must have shape \(2, 1\), got \(2,\)"):
        relative_error(np.zeros(2), np.zeros((2, 1)))


class TestNetwork:
    def dense(self, dtype: str = "float64") -> Network:
        layers = [Dense(3, 4), Tanh(), Dropout(0.5), Dense(4, 3)]
        return Network(layers, loss=SoftmaxCrossEntropy(), dtype=dtype, rng=0)

    def test_a_right_one(self) -> None:
        assert check_network(self.dense(), samples((3,), 5), [0, 1, 2, 1, 0]) <= TOLERANCE

    def test_one_for_images(self) -> None:
        layers = [Conv2D(1, 2, 3, padding=1), ReLU(), MaxPool2D(), Flatten(), Dense(8, 2)]
        network = Network(
            layers, loss=MeanSquaredError(), input_shape=(4, 4, 1), dtype="float64", rng=0
        )
        y = samples((2,))
        assert check_network(network, samples((4, 4, 1)), y) <= TOLERANCE

    def test_leaves_the_network_as_it_was(self) -> None:
        network = self.dense()
        before = network.get_weights()
        check_network(network, samples((3,)), [0, 1, 2])
        for old, new in zip(before, network.get_weights(), strict=True):
            np.testing.assert_array_equal(old, new)

    def test_float32_is_refused(self) -> None:
        expected = r"weights must be float64 .* got float32\. Build .* dtype='float64'"
        with pytest.raises(ValueError, match=expected):
            check_network(self.dense("float32"), samples((3,)), [0, 1, 2])
        with pytest.raises(ValueError, match=expected):
            check_layer(self.dense("float32").layers[0], samples((3,)))

    def test_data_that_do_not_fit(self) -> None:
        with pytest.raises(ValueError, match=r"Dense expected 3 features"):
            check_network(self.dense(), samples((4,)), [0, 1, 2])
        with pytest.raises(ValueError, match=r"y must hold labels from 0 to 2"):
            check_network(self.dense(), samples((3,)), [0, 1, 3])


class TestLayer:
    def test_leaves_the_layer_and_the_input_as_they_were(self) -> None:
        layer, x = Dense(3, 4, rng=0), samples((3,))
        kept, before = copy.deepcopy(layer), x.copy()
        check_layer(layer, x)
        np.testing.assert_array_equal(layer.weights.value, kept.weights.value)
        np.testing.assert_array_equal(x, before)

    def test_dropout_draws_the_same_each_time(self) -> None:
        assert check_layer(Dropout(0.5, rng=0), samples((20,)), training=True) <= TOLERANCE

    def test_a_backward_that_returns_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Linear, "backward", lambda self, d, **_: None)
        with pytest.raises(ValueError, match=r"backward\(\) of Linear\(\) must return"):
            check_layer(Linear(), samples((3,)))

    def test_a_gradient_of_another_shape(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Linear, "backward", lambda self, d, **_: d[:, :1])
        with pytest.raises(ValueError, match=r"gradient must have shape \(3, 3\), got"):
            check_layer(Linear(), samples((3,)))

    def test_a_learners_own_layer(self) -> None:
        class Square(Layer):
            def forward(self, x: Any, *, training: bool = False) -> Any:
                self._x = x
                return x**2

            def backward(self, d_output: Any, *, needs_d_input: bool = True) -> Any:
                return 2 * self._x * d_output

        try:
            assert check_layer(Square(), samples((3,))) <= TOLERANCE
        finally:
            del Layer.by_name["Square"]


class TestAPlantedFault:
    """What the contracts would not notice, they would not be worth."""

    @pytest.fixture
    def layer(self) -> Dense:
        return Dense(3, 4, rng=0)

    def plant(self, monkeypatch: pytest.MonkeyPatch, cls: Any, wrong: Any) -> None:
        right = cls.backward
        monkeypatch.setattr(cls, "backward", lambda self, *a, **k: wrong(self, right, *a))

    def test_a_right_one_passes(self, layer: Dense) -> None:
        assert check_layer(layer, samples((3,))) <= TOLERANCE

    @pytest.mark.parametrize("factor", [-1.0, 2.0, 1 + 1e-6, np.nan])
    def test_in_the_input_gradient(
        self, layer: Dense, monkeypatch: pytest.MonkeyPatch, factor: float
    ) -> None:
        self.plant(monkeypatch, Dense, lambda self, right, d: right(self, d) * factor)
        assert not check_layer(layer, samples((3,))) <= TOLERANCE

    @pytest.mark.parametrize("name", ["weights", "bias"])
    @pytest.mark.parametrize("change", [1e-6, np.nan])
    def test_in_one_number_of_a_parameters_gradient(
        self, layer: Dense, monkeypatch: pytest.MonkeyPatch, name: str, change: float
    ) -> None:
        def wrong(self: Dense, right: Any, d: Any) -> Any:
            d_x = right(self, d)
            getattr(self, name).gradient.flat[-1] += change
            return d_x

        self.plant(monkeypatch, Dense, wrong)
        assert not check_layer(layer, samples((3,))) <= TOLERANCE

    def test_in_a_slope(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Linear, "slope", lambda self, z: np.full_like(z, 0.999999))
        assert check_layer(Linear(), samples((3,))) > TOLERANCE

    @pytest.mark.parametrize("factor", [1 + 1e-6, 3.0, np.nan])
    def test_in_a_loss(self, monkeypatch: pytest.MonkeyPatch, factor: float) -> None:
        self.plant(monkeypatch, MeanSquaredError, lambda self, right: right(self) * factor)
        assert not check_loss(MeanSquaredError(), *LOSSES[0][1:]) <= TOLERANCE


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda x: check_layer(ReLU, x),
            "layer must be a Layer, got the class ReLU itself",
        ),
        (lambda x: check_layer(x, ReLU()), "layer must be a Layer, got an array"),
        (
            lambda x: check_loss(MeanSquaredError, x, x),
            "loss must be a Loss, got the class",
        ),
        (lambda x: check_network(x, x, x), "network must be a Network, got an array"),
    ],
)
def test_something_else_in_its_place(call: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        call(np.ones((3, 2)))


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (3.0, r"output must have shape \(n_samples, n_outputs\), got shape \(\)"),
        (np.ones(3), r"output must have shape \(n_samples, n_outputs\), got shape \(3,\)"),
        (np.ones((2, 3)), "output and y must have the same number of samples, got 2 and 3"),
    ],
)
def test_outputs_that_do_not_fit(output: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_loss(SoftmaxCrossEntropy(), output, [0, 1, 2])
