"""The network as a learner meets it: build, train, ask, look."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest
from html_reader import read
from small_networks import (
    IMAGES,
    LABELS,
    NUMBERS,
    X,
    assert_same_weights,
    classifier,
    fit,
    image_classifier,
    regressor,
)

from ann_lib import (
    SGD,
    Adam,
    BinaryCrossEntropy,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPool2D,
    MeanSquaredError,
    Network,
    ReLU,
    Sigmoid,
    Softmax,
    SoftmaxCrossEntropy,
    Tanh,
)

CROSS = SoftmaxCrossEntropy()


class TestForwardAndBackward:
    @pytest.fixture
    def network(self) -> Network:
        """Two inputs, two ReLU units, one output, with whole-number weights."""
        layers = [Dense(2, 2), ReLU(), Dense(2, 1)]
        network = Network(layers, loss=MeanSquaredError(), dtype="float64")
        network.set_weights([[[1, -1], [2, 1]], [0, -1], [[3], [5]], [0.5]])
        return network

    def test_by_hand(self, network: Network) -> None:
        # hidden sums 1 + 2 = 3 and −1 + 1 − 1 = −1; output 3 · 3 + 0.5
        steps = network.activations([[1, 1]])
        assert [step.tolist() for step in steps] == [[[1, 1]], [[3, -1]], [[3, 0]], [[9.5]]]

    def test_one_step_of_gradient_descent_by_hand(self, network: Network) -> None:
        # error 0.5, so d_output is 1; only the first hidden unit fires
        x, y = np.array([[1.0, 1.0]]), np.array([[9.0]])
        assert network.train_batch(x, y, SGD(0.1)) == 0.25
        expected = [[[0.7, -1], [1.7, 1]], [-0.3, -1], [[2.7], [5]], [0.4]]
        for value, want in zip(network.get_weights(), expected, strict=True):
            np.testing.assert_allclose(value, want, rtol=1e-15)

    def test_backward_ends_at_the_first_layer_that_learns(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What lies before it needs no gradient: images flattened cost nothing more."""
        flat = Network(
            [Flatten(), Dropout(0), Dense(16, 8), ReLU(), Dense(8, 3)],
            loss=CROSS,
            input_shape=(4, 4, 1),
            rng=0,
        )
        rows = Network([Dense(16, 8), ReLU(), Dense(8, 3)], loss=CROSS)
        rows.set_weights(flat.get_weights())
        asked: list[Any] = []
        backward = Dense.backward
        monkeypatch.setattr(Flatten, "backward", None)
        monkeypatch.setattr(Dropout, "backward", None)
        monkeypatch.setattr(
            Dense,
            "backward",
            lambda layer, d, *, needs_d_input: (
                asked.append(needs_d_input),
                backward(layer, d, needs_d_input=needs_d_input),
            )[1],
        )
        flat.train_batch(IMAGES, LABELS, SGD(0.1))
        rows.train_batch(IMAGES.reshape(-1, 16), LABELS, SGD(0.1))
        assert asked == [True, False] * 2
        assert_same_weights(flat, rows)

    def test_dropout_works_in_training_alone(self) -> None:
        network = classifier()
        np.testing.assert_array_equal(network.forward(X), network.forward(X))
        assert (network.forward(X, training=True) != network.forward(X)).any()


class TestFit:
    def test_learns_classes(self) -> None:
        network = classifier()
        history = fit(network, epochs=60, optimizer=Adam(0.01))
        assert network.score(X, LABELS) > 0.9
        assert history["loss"][-1] < 0.5 * history["loss"][0]

    def test_learns_numbers(self) -> None:
        network = regressor()
        fit(network, NUMBERS, epochs=100, optimizer=Adam(0.01))
        assert network.score(X, NUMBERS) > 0.9

    def test_learns_images(self) -> None:
        network = image_classifier()
        network.fit(IMAGES, LABELS, epochs=60, optimizer=Adam(0.02), rng=0, progress=False)
        assert network.score(IMAGES, LABELS) > 0.8

    def test_learns_yes_and_no(self) -> None:
        network = Network([Dense(4, 1)], loss=BinaryCrossEntropy(), rng=0)
        yes = X[:, 0] > X[:, 1]
        network.fit(X, yes, epochs=60, optimizer=SGD(0.5), rng=0, progress=False)
        assert network.score(X, yes) > 0.95
        assert set(network.predict(X)) == {0, 1}

    @pytest.mark.parametrize("build", [classifier, regressor])
    def test_same_seed_same_numbers(self, build: Any) -> None:
        y = LABELS if build is classifier else NUMBERS
        one, other, third = build(), build(), build(rng=7)
        assert dict(fit(one, y)) == dict(fit(other, y))
        assert_same_weights(one, other)
        fit(third, y)
        assert (one.get_weights()[0] != third.get_weights()[0]).any()
        again = build()
        fit(again, y, rng=2)
        assert (one.get_weights()[0] != again.get_weights()[0]).any()

    def test_is_train_batch_in_a_loop(self) -> None:
        """What a lesson may write out itself gives the very same numbers."""
        network, twin = classifier(), classifier()
        history = fit(network, optimizer=SGD(0.1), batch_size=32)
        rng, optimizer, losses = np.random.default_rng(1), SGD(0.1), []
        for _ in range(3):
            order, total = rng.permutation(len(X)), 0.0
            for start in range(0, len(X), 32):
                batch = order[start : start + 32]
                total += twin.train_batch(X[batch], LABELS[batch], optimizer) * len(batch)
            losses.append(total / len(X))
        assert history["loss"] == losses
        assert_same_weights(network, twin)

    def test_validation_measures_and_does_not_train(self) -> None:
        network, twin = classifier(), classifier()
        history = fit(network, validation_data=(X[:20], LABELS[:20]))
        fit(twin)
        assert_same_weights(network, twin)
        loss, score = network.evaluate(X[:20], LABELS[:20])
        assert (history["validation_loss"][-1], history["validation_score"][-1]) == (
            loss,
            score,
        )

    def test_goes_on_where_it_was(self) -> None:
        network = classifier()
        first = fit(network, epochs=20)["loss"]
        second = fit(network, epochs=20)["loss"]
        assert second[0] < first[0]

    def test_data_are_left_as_they_were_and_may_be_lists(self) -> None:
        x, y = X.copy(), LABELS.copy()
        x.flags.writeable = y.flags.writeable = False
        network, twin = classifier(), classifier()
        network.fit(x, y, epochs=2, rng=1, progress=False)
        twin.fit(X.tolist(), LABELS.tolist(), epochs=2, rng=1, progress=False)
        assert_same_weights(network, twin)

    def test_a_batch_larger_than_the_data(self) -> None:
        assert fit(classifier(), batch_size=1000).n_epochs == 3

    def test_one_sample(self) -> None:
        network = classifier()
        network.fit(X[:1], LABELS[:1], epochs=30, rng=0, progress=False)
        assert network.predict(X[:1]) == LABELS[:1]

    def test_a_network_without_parameters(self) -> None:
        network = Network([Flatten()], loss=MeanSquaredError(), input_shape=(2, 2))
        x = np.ones((3, 2, 2))
        network.fit(x, x.reshape(3, 4), epochs=2, rng=0, progress=False)
        assert network.summary().n_parameters == 0

    @pytest.mark.parametrize("dtype", ["float32", "float64"])
    def test_dtype(self, dtype: str) -> None:
        network = regressor(dtype=dtype)
        fit(network, NUMBERS)
        assert {p.value.dtype for p in network.parameters} == {np.dtype(dtype)}
        assert network.predict(X).dtype == dtype


class TestAnswers:
    def test_shapes(self) -> None:
        assert classifier().predict(X).shape == (90,)
        assert classifier().predict_proba(X).shape == (90, 3)
        assert regressor().predict(X).shape == (90,)
        np.testing.assert_allclose(classifier().predict_proba(X).sum(axis=1), 1, rtol=1e-6)

    def test_score_is_the_part_that_is_right(self) -> None:
        network = classifier()
        assert network.score(X, network.predict(X)) == 1
        assert network.score(X, (network.predict(X) + 1) % 3) == 0

    def test_numbers_have_no_probability(self) -> None:
        with pytest.raises(TypeError, match=r"MeanSquaredError has no probabilities"):
            regressor().predict_proba(X)

    def test_many_samples_go_through_in_blocks(self) -> None:
        network = classifier()
        many = np.tile(X, (100, 1))
        np.testing.assert_array_equal(
            network.predict(many), np.tile(network.predict(X), 100)
        )

    def test_activations_are_the_input_and_every_layers_output(self) -> None:
        network = classifier()
        steps = network.activations(X)
        assert [step.shape[1:] for step in steps] == network.shapes
        np.testing.assert_array_equal(steps[-1], network.forward(X))


class TestConstruction:
    @pytest.mark.parametrize(
        ("layers", "words"),
        [
            (
                [Dense(4, 8), Dense(9, 3)],
                r"layers\[1\], Dense\(9, 3\), does not fit: Dense expected 9 features",
            ),
            (
                [Dense(4, 8), ReLU(), Conv2D(1, 2, 3)],
                r"layers\[2\], Conv2D\(1, 2, 3\), does not fit: Conv2D expected \(height",
            ),
            ([Dense(4, 1)], r"The last layer does not fit the loss: SoftmaxCrossEntropy n"),
            ([Dense(4, 3), Softmax()], r"takes logits, and the last layer, Softmax\(\), g"),
            ([Dense(4, 3), Sigmoid()], r"takes logits, and the last layer, Sigmoid\(\), g"),
            ([ReLU(), Dense(4, 3)], r"input_shape is needed where the first layer is ReLU"),
            ([], r"layers is empty: a network needs at least one layer"),
        ],
    )
    def test_what_does_not_fit_is_told_at_once(self, layers: Any, words: str) -> None:
        with pytest.raises(ValueError, match=words):
            Network(layers, loss=CROSS)

    def test_images(self) -> None:
        with pytest.raises(
            ValueError, match=r"layers\[1\], Dense\(16, 3\), does not fit.*Us"
        ):
            Network([ReLU(), Dense(16, 3)], loss=CROSS, input_shape=(4, 4))
        with pytest.raises(ValueError, match=r"expected one row of numbers\. Add Flatten"):
            Network([MaxPool2D()], loss=CROSS, input_shape=(4, 4, 1))
        with pytest.raises(
            ValueError, match=r"layers\[0\].* kernel of 5×5 pixels does not f"
        ):
            Network([Conv2D(1, 2, 5), Flatten()], loss=CROSS, input_shape=(4, 4, 1))

    def test_a_layer_used_twice(self) -> None:
        layer = Dense(4, 4)
        expected = r"layers\[0\] and layers\[2\] are the same object, Dense\(4, 4\)\. Build"
        with pytest.raises(ValueError, match=expected):
            Network([layer, ReLU(), layer], loss=CROSS)

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (
                {"layers": [Dense(4, 3), "relu"]},
                r"^layers\[1\] must be a layer, got 'relu' ",
            ),
            (
                {"layers": [Dense]},
                r"^layers\[0\] must be a layer, got the class Dense",
            ),
            (
                {"layers": Dense(4, 3)},
                r"^layers must be a list of layers, got Dense\(4, 3\)",
            ),
            ({"layers": None}, r"^layers must be a list of layers, got None"),
            (
                {"loss": "mse"},
                r"^loss must be a loss such as SoftmaxCrossEntropy\(\), got 'm",
            ),
            ({"loss": CROSS.__class__}, r"^loss must be a loss such as"),
            ({"dtype": "int32"}, r"^dtype must be 'float32' or 'float64', got 'int32'"),
            ({"dtype": "flot"}, r"^dtype must be 'float32' or 'float64', got 'flot'"),
            ({"dtype": None}, r"^dtype must be 'float32' or 'float64', got None"),
            ({"input_shape": 4}, r"^input_shape must be the shape of one sample, such as"),
            ({"input_shape": ()}, r"^input_shape must be the shape of one sample, such as"),
            ({"input_shape": (4.0,)}, r"^input_shape must be a whole number, got 4\.0"),
            (
                {"input_shape": (5,)},
                r"^layers\[0\], Dense\(4, 3\), does not fit: Dense exp",
            ),
            ({"rng": "seed"}, r"^rng must be a numpy\.random\.Generator or an int seed"),
        ],
    )
    def test_wrong_arguments(self, arguments: Any, words: str) -> None:
        right = {"layers": [Dense(4, 3)], "loss": CROSS}
        with pytest.raises((TypeError, ValueError), match=words):
            Network(**right | arguments)

    def test_dtype_may_be_a_type(self) -> None:
        assert regressor(dtype=np.float64).dtype == np.float64

    def test_a_seed_draws_all_layers_anew_in_order(self) -> None:
        rng = np.random.default_rng(0)
        network = regressor(rng=0, dtype="float64")
        np.testing.assert_array_equal(
            network.get_weights()[0], Dense(4, 16, rng=rng).weights.value
        )
        np.testing.assert_array_equal(
            network.get_weights()[2], Dense(16, 1, rng=rng).weights.value
        )

    def test_without_a_seed_the_layers_keep_what_they_have(self) -> None:
        layer = Dense(4, 3, rng=5)
        kept = layer.weights.value.astype(np.float32)
        Network([layer], loss=CROSS)
        np.testing.assert_array_equal(layer.weights.value, kept)

    def test_initialize_is_the_same_start_again(self) -> None:
        network, twin = classifier(), classifier()
        fit(network)
        network.initialize(0)
        assert_same_weights(network, twin)
        assert dict(fit(network)) == dict(fit(twin))


class TestWeights:
    def test_are_copies(self) -> None:
        network = regressor()
        network.get_weights()[0][...] = 99
        assert network.get_weights()[0].max() < 99

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda w: w[:-1], r"^weights must have the shapes \[\(4, 16\), .* got \[\(4,"),
            (lambda w: [*w, w[0]], r"^weights must have the shapes"),
            (lambda w: [w[0].T, *w[1:]], r"^weights must have the shapes"),
            (lambda w: [*w[:-1], w[-1] * np.nan], r"^weights\[3\] holds 1 NaN or infinite"),
            (lambda w: [*w[:-1], ["a"]], r"^weights\[3\] must hold real numbers"),
            (lambda w: regressor(), r"^weights must be a list of arrays, as get_weights\("),
            (lambda w: regressor().get_weights, r"got the method get_weights itself"),
        ],
    )
    def test_wrong_ones_change_nothing(self, change: Any, words: str) -> None:
        network, twin = regressor(), regressor()
        with pytest.raises((TypeError, ValueError), match=words):
            network.set_weights(change(regressor(rng=9).get_weights()))
        assert_same_weights(network, twin)


class TestSummary:
    TEXT = """\
Layer         Output of one sample  Parameters
input         (4,)                           0
Dense(4, 16)  (16,)                         80
ReLU()        (16,)                          0
Dropout(0.2)  (16,)                          0
Dense(16, 3)  (3,)                          51
total                                      131"""

    def test_text(self) -> None:
        assert repr(classifier().summary()) == self.TEXT

    def test_thousands_are_set_apart(self) -> None:
        network = Network([Dense(1000, 1000), Dense(1000, 2)], loss=CROSS)
        assert repr(network.summary()).endswith("1,003,002")

    def test_html_says_the_same_and_is_well_formed(self) -> None:
        words = read(classifier().summary()._repr_html_()).texts
        assert words[:3] == ["Layer", "Output of one sample", "Parameters"]
        assert words[6:9] == ["Dense(4, 16)", "(16,)", "80"]
        assert words[-2:] == ["total", "131"]

    def test_html_escapes_what_a_layer_calls_itself(self) -> None:
        layer = Dense(4, 3, initializer=lambda n, m, rng: np.zeros((n, m)))
        page = Network([layer], loss=CROSS).summary()._repr_html_()
        assert "&lt;function" in page
        assert "<function" not in page


def test_repr_is_the_call_that_builds_it() -> None:
    for build in (classifier, image_classifier, lambda: regressor(dtype="float64")):
        network = build()
        names = {
            cls.__name__: cls
            for cls in (Network, Dense, ReLU, Dropout, Conv2D, MaxPool2D, Flatten, Tanh,
                        SoftmaxCrossEntropy, MeanSquaredError)
        }  # fmt: skip
        assert repr(eval(repr(network), names)) == repr(network)


def test_pickle() -> None:
    network = classifier()
    fit(network)
    twin = pickle.loads(pickle.dumps(network))
    np.testing.assert_array_equal(twin.predict_proba(X), network.predict_proba(X))


class TestFromWeights:
    W = (np.array([[1.0, -1, 0.5], [2, 1, 0]]), np.array([[3.0], [5], [-1]]))
    B = (np.array([0.0, -1, 0.25]), np.array([0.5]))

    def test_it_computes_what_the_weights_say(self) -> None:
        pairs = list(zip(self.W, self.B, strict=True))
        network = Network.from_weights(pairs, [Tanh()], loss=BinaryCrossEntropy())
        assert repr(network) == (
            "Network([Dense(2, 3), Tanh(), Dense(3, 1)], loss=BinaryCrossEntropy(), "
            "dtype='float64')"
        )
        x = np.array([[0.5, -0.2], [1, 1]])
        z = np.tanh(x @ self.W[0] + self.B[0]) @ self.W[1] + self.B[1]
        np.testing.assert_allclose(network.predict_proba(x), 1 / (1 + np.exp(-z)))

    def test_the_weights_are_copied(self) -> None:
        pairs = [(w.copy(), None) for w in self.W]
        network = Network.from_weights(pairs, [Tanh()], loss=BinaryCrossEntropy())
        x = np.ones((1, 2))
        before = network.forward(x)
        pairs[0][0][:] = 0
        np.testing.assert_array_equal(network.forward(x), before)
        assert [p.name for p in network.parameters] == ["weights", "weights"]

    def test_an_activation_after_the_last_layer(self) -> None:
        pairs = list(zip(self.W, self.B, strict=True))
        loss = MeanSquaredError()
        network = Network.from_weights(pairs, [Tanh(), Sigmoid()], loss=loss)
        assert [type(layer).__name__ for layer in network.layers] == [
            "Dense", "Tanh", "Dense", "Sigmoid",
        ]  # fmt: skip

    @pytest.mark.parametrize("kind", [np.float32, np.float64])
    def test_the_dtype_is_that_of_the_weights(self, kind: Any) -> None:
        pair = (self.W[0].astype(kind), self.B[0].astype(kind))
        assert Network.from_weights([pair], loss=CROSS).dtype == kind
        assert Network.from_weights([pair], loss=CROSS, dtype="float32").dtype == np.float32
        assert Network.from_weights([([[1, 2]], [0, 0])], loss=CROSS).dtype == np.float64

    @pytest.mark.parametrize(
        ("weights", "words"),
        [
            ([], r"^weights must be a list of pairs \(W, b\)"),
            (np.ones((2, 3)), r"^weights must be a list of pairs \(W, b\)"),
            ([np.ones((2, 3))], r"^weights\[0\] must be a pair \(W, b\), got an array"),
            ([(np.ones(3), None)], r"^weights\[0\]\[0\] must have 2 axes, got 1"),
            ([(W[0], np.ones((1, 3)))], r"^weights\[0\]\[1\] must have 1 axis, got 2"),
            ([(W[0], B[0]), (W[0], B[0])], r"^weights\[1\]\[0\] must have 3 rows, .*\)\.$"),
            ([(W[0], np.ones(5))], r"^weights\[0\]\[1\] must hold 3 numbers, .* got 5\.$"),
            ([(W[0].T, B[0])], r"must hold 2 numbers, .* use W\.T in place of each W\.$"),
            ([(W[0] * np.nan, B[0])], r"^weights\[0\]\[0\] holds 6 NaN"),
            ([("W", "b")], r"^weights\[0\]\[0\] must hold real numbers"),
        ],
    )
    def test_what_is_no_list_of_weights(self, weights: Any, words: str) -> None:
        with pytest.raises((TypeError, ValueError), match=words):
            Network.from_weights(weights, [Tanh()], loss=CROSS)

    @pytest.mark.parametrize("activations", [Tanh(), "Tanh", None])
    def test_what_is_no_list_of_activations(self, activations: Any) -> None:
        pairs = list(zip(self.W, self.B, strict=True))
        with pytest.raises(TypeError, match="activations must be a list of layers, got"):
            Network.from_weights(pairs, activations, loss=CROSS)

    @pytest.mark.parametrize("n", [0, 3])
    def test_too_few_or_too_many_activations(self, n: int) -> None:
        pairs = list(zip(self.W, self.B, strict=True))
        with pytest.raises(ValueError, match=r"activations must hold 1 layers, .* got \d"):
            Network.from_weights(pairs, [Tanh() for _ in range(n)], loss=CROSS)
