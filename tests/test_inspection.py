"""What is seen in a network is there: against brute force and central differences."""

from __future__ import annotations

import contextlib
from typing import Any

import numpy as np
import pytest
from small_networks import assert_same_weights, classifier, image_classifier, regressor

from ann_lib import (
    BinaryCrossEntropy,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Layer,
    MaxPool2D,
    MeanSquaredError,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
    Tanh,
)
from ann_lib.gradcheck import numerical_gradient, relative_error
from ann_lib.inspection import (
    best_patches,
    input_gradient,
    linear_probe,
    occlusion,
    receptive_field,
    units_off,
)
from ann_lib.inspection.linear_probe import _in_span

RNG = np.random.default_rng(5)


def image_network(dtype: str = "float64", channels: int = 1) -> Network:
    """Convolution, stride, padding, pooling that leaves a row out, dropout, dense."""
    layers = [
        Conv2D(channels, 3, 3, padding=1), Tanh(), MaxPool2D(), Dropout(0.5),
        Conv2D(3, 4, 2, stride=2), ReLU(), Flatten(), Dense(16, 5), Tanh(), Dense(5, 3),
    ]  # fmt: skip
    loss = SoftmaxCrossEntropy()
    return Network(layers, loss=loss, input_shape=(9, 8, channels), dtype=dtype, rng=2)


def rectangles() -> Network:
    """Kernels and windows whose rows and columns differ."""
    layers = [
        Conv2D(1, 3, (3, 2), stride=(2, 1), padding=(1, 0)), Tanh(), MaxPool2D((1, 3)),
        Conv2D(3, 4, (2, 1), padding=(1, 0)), ReLU(), Flatten(), Dense(48, 3),
    ]  # fmt: skip
    loss = SoftmaxCrossEntropy()
    return Network(layers, loss=loss, input_shape=(9, 8, 1), dtype="float64", rng=2)


def yes_or_no() -> Network:
    layers = [Dense(4, 3), Tanh(), Dense(3, 1)]
    return Network(layers, loss=BinaryCrossEntropy(), dtype="float64", rng=0)


def one_pixel(row: int, column: int) -> Network:
    """Answer yes by one pixel of 5×6 alone."""
    network = Network(
        [Flatten(), Dense(30, 2, initializer="zeros")],
        loss=SoftmaxCrossEntropy(),
        input_shape=(5, 6, 1),
    )
    network.parameters[0].value[row * 6 + column, 1] = 4.0
    return network


@pytest.mark.parametrize("network", [np.ones((3, 4)), Network, Dense(4, 3), None])
@pytest.mark.parametrize(
    ("look", "arguments"),
    [
        (input_gradient, (np.ones((3, 4)),)),
        (occlusion, (np.ones((4, 4)),)),
        (receptive_field, (0,)),
        (best_patches, (0, 0, np.ones((3, 4)))),
        (linear_probe, (np.ones((3, 4)), [0, 1, 1]) * 2),
        (lambda *of: units_off(*of).__enter__(), (0, 0)),
    ],
)
def test_something_else_in_place_of_a_network(
    network: Any, look: Any, arguments: Any
) -> None:
    with pytest.raises(TypeError, match="network must be a Network, got"):
        look(network, *arguments)


class TestInputGradient:
    @pytest.mark.parametrize("target", [0, 2, [2, 0, 1]])
    @pytest.mark.parametrize(
        ("network", "shape"),
        [
            (classifier(dtype="float64"), (4,)),
            (image_network(), (9, 8, 1)),
            (image_network(channels=2), (9, 8, 2)),
        ],
        ids=["dense", "images", "two channels"],
    )
    def test_equals_central_differences(
        self, network: Network, shape: Any, target: Any
    ) -> None:
        x = RNG.normal(size=(3, *shape))

        def output() -> float:
            return float(network.forward(x)[np.arange(3), target].sum())

        gradient = input_gradient(network, x, target)
        assert relative_error(gradient, numerical_gradient(output, x)) <= 1e-7

    def test_of_yes_and_of_no(self) -> None:
        network, x = yes_or_no(), RNG.normal(size=(3, 4))
        expected = numerical_gradient(lambda: float(network.forward(x).sum()), x)
        assert relative_error(input_gradient(network, x, 1), expected) <= 1e-7
        np.testing.assert_array_equal(
            input_gradient(network, x, 0), -input_gradient(network, x, 1)
        )

    @pytest.mark.parametrize("network", [classifier(), yes_or_no()])
    def test_by_default_of_the_answer(self, network: Network) -> None:
        x = RNG.normal(size=(20, 4))
        answers = network.predict(x)
        assert len(set(answers.tolist())) > 1
        np.testing.assert_array_equal(
            input_gradient(network, x), input_gradient(network, x, answers)
        )

    def test_of_a_number(self) -> None:
        x = RNG.normal(size=(2, 4))
        assert input_gradient(regressor(), x).shape == (2, 4)

    def test_leaves_parameters_and_their_gradients(self) -> None:
        network, other = image_network(), image_network()
        for i, parameter in enumerate(network.parameters):
            parameter.gradient[...] = i + 1
        input_gradient(network, RNG.normal(size=(2, 9, 8, 1)), 1)
        assert_same_weights(network, other)
        for i, parameter in enumerate(network.parameters):
            np.testing.assert_array_equal(parameter.gradient, i + 1)

    @pytest.mark.parametrize(
        ("target", "kind", "words"),
        [
            (3, ValueError, r"target must be from 0 to 2, got 3"),
            (-1, ValueError, r"target must be from 0 to 2, got -1"),
            (1.5, TypeError, r"target must be a whole number, got .*1\.5"),
            ([0, 1], ValueError, r"one for each of the 3 samples, got 2"),
        ],
    )
    def test_no_such_output(self, target: Any, kind: Any, words: str) -> None:
        with pytest.raises(kind, match=words):
            input_gradient(classifier(), np.ones((3, 4)), target)

    def test_samples_that_do_not_fit(self) -> None:
        with pytest.raises(ValueError, match=r"Dense expected 4 features per sample"):
            input_gradient(classifier(), np.ones((3, 5)))


class TestOcclusion:
    @pytest.mark.parametrize("place", [(2, 3), (0, 0), (4, 5)])
    def test_finds_the_pixel(self, place: tuple[int, int]) -> None:
        network, image = one_pixel(*place), np.full((5, 6), 0.75)
        fall = occlusion(network, image, 1, size=1)
        p, p_covered = 1 / (1 + np.exp(-3)), 0.5
        expected = np.zeros((5, 6))
        expected[place] = p - p_covered
        np.testing.assert_allclose(fall, expected, atol=1e-6)
        np.testing.assert_allclose(
            occlusion(network, image, 0, size=1), -expected, atol=1e-6
        )

    @pytest.mark.parametrize(
        ("size", "rows", "columns"),
        [
            (3, {1, 2, 3}, {2, 3, 4}),
            (2, {1, 2}, {2, 3}),
            (99, {*range(5)}, {*range(6)}),
        ],
    )
    def test_the_squares_that_cover_it(
        self, size: int, rows: set[int], columns: set[int]
    ) -> None:
        fall = occlusion(one_pixel(2, 3), np.ones((5, 6, 1)), 1, size=size)
        assert {tuple(map(int, place)) for place in np.argwhere(fall > 0.01)} == {
            (i, j) for i in rows for j in columns
        }

    def test_fill(self) -> None:
        image = np.full((5, 6), 0.75)
        assert not occlusion(one_pixel(2, 3), image, 1, fill=0.75).any()
        assert occlusion(one_pixel(2, 3), image, 1, fill=1.0).min() < -0.01

    def test_by_default_of_the_answer(self) -> None:
        network, image = image_network(), RNG.normal(size=(9, 8, 1))
        answer = int(network.predict(image[None])[0])
        fall = occlusion(network, image)
        np.testing.assert_array_equal(fall, occlusion(network, image, answer))
        assert fall.shape == (9, 8)
        assert fall.any()

    def test_pixels_in_one_row_and_yes_or_no(self) -> None:
        network, image = yes_or_no(), RNG.normal(size=(2, 2))
        fall = occlusion(network, image, 1, size=1)
        covered = image.copy()
        covered[1, 0] = 0
        before, after = network.predict_proba([image.ravel(), covered.ravel()])[:, 0]
        assert fall[1, 0] == pytest.approx(before - after)
        np.testing.assert_allclose(occlusion(network, image, 0, size=1), -fall)

    def test_image_is_left_as_it_was(self) -> None:
        image = np.ones((5, 6), np.float32)
        occlusion(one_pixel(2, 3), image, 1)
        assert image.all()

    @pytest.mark.parametrize(
        ("arguments", "kind", "words"),
        [
            ({"image": np.ones((2, 5, 6, 1))}, ValueError, r"image must be one image"),
            ({"image": np.ones((5, 5))}, ValueError, r"expected samples of \(5, 6, 1\)"),
            ({"target": 2}, ValueError, r"target must be from 0 to 1, got 2"),
            ({"size": 0}, ValueError, r"size must be at least 1"),
            ({"fill": np.nan}, ValueError, r"fill must be finite"),
        ],
    )
    def test_bad_input(self, arguments: Any, kind: Any, words: str) -> None:
        with pytest.raises(kind, match=words):
            occlusion(**{"network": one_pixel(2, 3), "image": np.ones((5, 6))} | arguments)

    def test_a_network_without_probabilities(self) -> None:
        with pytest.raises(TypeError, match=r"has no probabilities"):
            occlusion(regressor(), np.ones((2, 2)))


def seen_by(network: Network, layer: int) -> dict[tuple[int, int], tuple[slice, slice]]:
    """Brute force, for each unit's place: the pixels of which a change reaches it."""
    image = np.random.default_rng(0).uniform(0.5, 1, size=network.shapes[0])
    pixels = list(np.ndindex(*network.shapes[0][:2]))
    pushed = np.repeat(image[None], 2 * len(pixels) + 1, axis=0)
    for number, (i, j) in enumerate(pixels):
        pushed[2 * number, i, j] += 5.0  # a maximum notices one of the two
        pushed[2 * number + 1, i, j] -= 5.0
    outputs = network.activations(pushed)[layer + 1]
    changed = (outputs[:-1] != outputs[-1]).any(axis=3)
    seen = {}
    for place in np.ndindex(*outputs.shape[1:3]):
        reached = [pixels[number // 2] for number in np.flatnonzero(changed[:, *place])]
        rows, columns = zip(*reached, strict=True)
        seen[place] = slice(min(rows), max(rows) + 1), slice(min(columns), max(columns) + 1)
    return seen


class TestReceptiveField:
    @pytest.mark.parametrize(
        ("build", "layer"),
        [*((image_network, i) for i in range(6)), *((rectangles, i) for i in range(5))],
    )
    def test_is_what_reaches_the_unit(self, build: Any, layer: int) -> None:
        network = build()
        for parameter in network.parameters:  # that nothing is silenced or cancels out
            parameter.value = np.random.default_rng(1).uniform(
                0.01, 0.05, parameter.value.shape
            )
        for place, seen in seen_by(network, layer).items():
            assert receptive_field(network, layer, *place) == seen

    @pytest.mark.parametrize("layer", [6, 7, 9])
    def test_all_of_the_image_behind_flatten(self, layer: int) -> None:
        assert receptive_field(image_network(), layer) == (slice(0, 9), slice(0, 8))

    def test_nothing_but_padding(self) -> None:
        layers = [Conv2D(1, 1, 1, padding=2), Flatten(), Dense(49, 2)]
        network = Network(layers, loss=MeanSquaredError(), input_shape=(3, 3, 1), rng=0)
        rows, columns = receptive_field(network, 0, 0, 6)
        assert range(3)[rows] == range(0)
        assert range(3)[columns] == range(3, 3)
        patches, answers = best_patches(network, 0, 0, -np.ones((2, 3, 3, 1)))
        assert patches.shape == (2, 1, 1, 1)
        assert answers.shape == (2,)

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ((10, 0, 0), r"layer must be from 0 to 9, got 10"),
            ((-1, 0, 0), r"layer must be from 0 to 9, got -1"),
            ((0, 9, 0), r"row must be from 0 to 8, got 9"),
            ((2, 0, 4), r"column must be from 0 to 3, got 4"),
            ((9, 1, 0), r"row must be from 0 to 0, got 1"),
        ],
    )
    def test_no_such_place(self, arguments: tuple[int, int, int], words: str) -> None:
        with pytest.raises(ValueError, match=words):
            receptive_field(image_network(), *arguments)

    def test_no_image(self) -> None:
        with pytest.raises(ValueError, match=r"takes samples of shape \(4,\)\. Begin it"):
            receptive_field(classifier(), 0)

    def test_a_layer_that_looks_anywhere(self) -> None:
        class Mirror(Layer):
            def forward(self, x: Any, *, training: bool = False) -> Any:
                return x[:, :, ::-1]

        try:
            network = Network(
                [Mirror(), Flatten(), Dense(9, 2)],
                loss=MeanSquaredError(),
                input_shape=(3, 3, 1),
            )
            with pytest.raises(
                TypeError, match=r"^Mirror\(\) has no known receptive field"
            ):
                receptive_field(network, 0)
        finally:
            del Layer.by_name["Mirror"]


class TestBestPatches:
    @pytest.mark.parametrize(("layer", "unit"), [(0, 1), (1, 2), (2, 0), (4, 3), (5, 1)])
    def test_are_those_with_the_highest_answers(self, layer: int, unit: int) -> None:
        network = image_network()
        network.parameters[3].value[...] = 1.0  # no unit is silent for all images
        images = RNG.normal(size=(300, 9, 8, 1))  # more than one block
        patches, answers = best_patches(network, layer, unit, images, n=4)
        every = network.activations(images)[layer + 1][..., unit]
        best = every.reshape(300, -1).max(axis=1)
        np.testing.assert_allclose(answers, np.sort(best)[::-1][:4])
        padded = np.pad(images, ((0, 0), (5, 5), (5, 5), (0, 0)))
        for patch, answer in zip(patches, answers, strict=True):
            i, row, column = np.argwhere(np.isclose(every, answer, rtol=1e-12))[0]
            rows, columns = receptive_field(network, layer, int(row), int(column))
            inside = images[i][rows, columns]
            height, width = patch.shape[:2]
            shown = [
                padded[i, top : top + height, left : left + width]
                for top in range(19 - height + 1)
                for left in range(18 - width + 1)
            ]
            assert any(np.array_equal(patch, part) for part in shown)
            assert np.count_nonzero(patch) == inside.size

    def test_a_unit_that_sees_it_all_gets_the_inputs(self) -> None:
        network, images = image_network(), RNG.normal(size=(20, 9, 8, 1))
        patches, answers = best_patches(network, 7, 3, images, n=2)
        outputs = network.activations(images)[8][:, 3]
        np.testing.assert_array_equal(patches, images[np.argsort(-outputs)[:2]])
        np.testing.assert_array_equal(answers, np.sort(outputs)[:-3:-1])

    def test_samples_that_are_no_images(self) -> None:
        patches, answers = best_patches(classifier(), 1, 0, RNG.normal(size=(5, 4)))
        assert patches.shape == (5, 4)
        assert (np.diff(answers) <= 0).all()

    def test_a_kernels_answer_to_its_patch(self) -> None:
        """By hand: the patch times the kernel, summed, is the answer."""
        network = image_network()
        network.parameters[1].value[...] = [0.5, -1.0, 2.0]
        patches, answers = best_patches(network, 0, 2, RNG.normal(size=(30, 9, 8, 1)))
        assert len(patches) == 9
        kernel = network.parameters[0].value[..., 2]
        np.testing.assert_allclose((patches * kernel).sum(axis=(1, 2, 3)) + 2.0, answers)

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ((0, 3, 9), r"unit must be from 0 to 2, got 3"),
            ((0, -1, 9), r"unit must be from 0 to 2, got -1"),
            ((10, 0, 9), r"layer must be from 0 to 9"),
            ((0, 0, 0), r"n must be at least 1"),
        ],
    )
    def test_bad_input(self, arguments: tuple[int, int, int], words: str) -> None:
        layer, unit, n = arguments
        with pytest.raises(ValueError, match=words):
            best_patches(image_network(), layer, unit, np.ones((2, 9, 8, 1)), n)
        with pytest.raises(ValueError, match=r"expected samples of \(9, 8, 1\)"):
            best_patches(image_network(), 0, 0, np.ones((2, 8, 8, 1)))


class TestUnitsOff:
    @pytest.mark.parametrize("units", [1, [1], [0, 2], np.int64(2), np.array([0, 1]), []])
    def test_their_outputs_are_0_and_those_of_the_others_are_not(self, units: Any) -> None:
        network, x = image_network(), RNG.normal(size=(2, 9, 8, 1))
        before = network.activations(x)[3]
        with units_off(network, 2, units):
            within = network.activations(x)[3]
        off = np.zeros(3, bool)
        off[np.atleast_1d(units).astype(int)] = True
        assert not within[..., off].any()
        np.testing.assert_array_equal(within[..., ~off], before[..., ~off])
        np.testing.assert_array_equal(network.activations(x)[3], before)

    def test_restores_on_an_exception(self) -> None:
        network, x = classifier(), np.ones((1, 4))
        before = network.predict_proba(x)
        with contextlib.suppress(KeyError), units_off(network, 1, range(16)):
            assert (network.predict_proba(x) != before).any()
            raise KeyError
        np.testing.assert_array_equal(network.predict_proba(x), before)
        assert not {"forward", "backward"} & vars(network.layers[1]).keys()

    def test_nested(self) -> None:
        network, x = classifier(), RNG.normal(size=(5, 4))
        before = network.activations(x)[1]
        with units_off(network, 0, 3):
            with units_off(network, 0, [5, 3]):
                silent = network.activations(x)[1]
                assert not silent[:, [3, 5]].any()
            silent = network.activations(x)[1]
            assert not silent[:, 3].any()
            np.testing.assert_array_equal(silent[:, 5], before[:, 5])
        np.testing.assert_array_equal(network.activations(x)[1], before)

    def test_no_gradient_flows_through_them(self) -> None:
        network = Network(
            [Dense(4, 3), Tanh(), Dense(3, 2)],
            loss=MeanSquaredError(), dtype="float64", rng=0,
        )  # fmt: skip
        x = RNG.normal(size=(2, 4))
        with units_off(network, 1, 2):
            expected = numerical_gradient(lambda: float(network.forward(x)[:, 1].sum()), x)
            assert relative_error(input_gradient(network, x, 1), expected) <= 1e-7
            network.fit(x, x[:, :2], epochs=1, progress=False)
        assert not network.parameters[0].gradient[:, 2].any()
        assert network.parameters[0].gradient[:, :2].all()

    @pytest.mark.parametrize(
        ("layer", "units", "kind", "words"),
        [
            (4, 0, ValueError, r"layer must be from 0 to 3, got 4"),
            (0, 16, ValueError, r"unit must be from 0 to 15, got 16"),
            (0, [1, -1], ValueError, r"unit must be from 0 to 15, got -1"),
            (0, [1.0], TypeError, r"unit must be a whole number"),
            (0, True, TypeError, r"unit must be a whole number"),
            ("relu", 0, TypeError, r"layer must be a whole number"),
        ],
    )
    def test_no_such_unit(self, layer: Any, units: Any, kind: Any, words: str) -> None:
        network = classifier()
        with pytest.raises(kind, match=words), units_off(network, layer, units):
            raise AssertionError
        assert not {"forward", "backward"} & vars(network.layers[0]).keys()


def xor(n: int, seed: int) -> tuple[Any, Any]:
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, size=(n, 2))
    return x, (x[:, 0] * x[:, 1] > 0).astype(int)


class TestLinearProbe:
    def test_a_line_tells_them_apart(self) -> None:
        x = RNG.normal(size=(400, 4))
        y = (x[:, 0] - x[:, 2] > 0).astype(int)
        network = regressor()
        accuracies = linear_probe(network, x[:300], y[:300], x[300:], y[300:])
        assert len(accuracies) == len(network.layers) + 1
        assert accuracies[0] >= 0.95

    def test_what_is_entangled_and_what_a_layer_makes_of_it(self) -> None:
        network = Network(
            [Dense(2, 16), ReLU(), Dense(16, 2)], loss=SoftmaxCrossEntropy(), rng=0
        )
        x, y = xor(400, 0)
        network.fit(x, y, epochs=40, rng=0, progress=False)
        weights = network.get_weights()
        raw, summed, hidden, logits = linear_probe(network, x, y, *xor(400, 1))
        assert raw < 0.65
        assert summed < 0.65  # a weighted sum of the inputs: not one line more
        assert hidden > 0.93
        assert logits > 0.93
        for before, after in zip(weights, network.get_weights(), strict=True):
            np.testing.assert_array_equal(before, after)

    def test_more_inputs_than_samples(self) -> None:
        """The short cut keeps every product of two samples, which is all that counts."""
        x, x_test = RNG.normal(size=(20, 90)), RNG.normal(size=(7, 90))
        x -= x.mean(axis=0)
        short, short_test, variance = _in_span(x, x_test)
        assert short.shape == (20, 19)
        np.testing.assert_allclose(short @ short.T, x @ x.T, atol=1e-10)
        np.testing.assert_allclose(short_test @ short.T, x_test @ x.T, atol=1e-10)
        assert variance == pytest.approx(np.linalg.eigvalsh(x.T @ x / 20)[-1])

    def test_agrees_with_scikit_learns_classifier(self) -> None:
        from sklearn.datasets import load_digits
        from sklearn.linear_model import LogisticRegression

        x, y = load_digits(return_X_y=True)
        x = (x - x[:300].mean(axis=0)) / (x[:300].std(axis=0) + 1e-9)
        x = np.clip(x, -5, 5)
        network = Network([Dense(64, 10)], loss=SoftmaxCrossEntropy(), rng=0)
        ours = linear_probe(network, x[:300], y[:300], x[300:], y[300:])[0]
        theirs = LogisticRegression(max_iter=2000).fit(x[:300], y[:300])
        assert ours == pytest.approx(theirs.score(x[300:], y[300:]), abs=0.015)

    def test_a_layer_that_gives_nothing(self) -> None:
        network = Network([Dense(4, 2, initializer="zeros")], loss=MeanSquaredError())
        x, y = RNG.normal(size=(30, 4)), np.arange(30) % 3 // 2
        assert linear_probe(network, x, y, x, y)[1] == pytest.approx(2 / 3)

    def test_images_and_a_test_class_that_was_not_learned(self) -> None:
        x, y = RNG.normal(size=(20, 4, 4, 1)), np.arange(20) % 2
        network = image_classifier()
        accuracies = linear_probe(network, x, y, x, y)
        assert len(accuracies) == 6
        assert linear_probe(network, x, y, x, np.full(20, 2)) == [0.0] * 6

    @pytest.mark.parametrize(
        ("change", "kind", "words"),
        [
            ({"x": np.ones((20, 5))}, ValueError, r"Dense expected 4 features"),
            ({"x_test": np.ones((20, 5))}, ValueError, r"Dense expected 4 features"),
            ({"y": np.arange(19)}, ValueError, r"x and y must have the same number"),
            ({"y_test": np.arange(3)}, ValueError, r"x_test and y_test must have the same"),
            ({"y": np.full(20, 3)}, ValueError, r"at least two classes, got 3 alone"),
            ({"y": np.linspace(0, 1, 20)}, TypeError, r"y must hold class labels"),
        ],
    )
    def test_bad_input(self, change: Any, kind: Any, words: str) -> None:
        x, y = np.ones((20, 4)), np.arange(20) % 2
        arguments = {"x": x, "y": y, "x_test": x, "y_test": y} | change
        with pytest.raises(kind, match=words):
            linear_probe(classifier(), **arguments)
