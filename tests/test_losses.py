"""Each loss by hand, at ±1000, and with targets that do not fit."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from ann_lib import BinaryCrossEntropy, Loss, MeanSquaredError, SoftmaxCrossEntropy

ALL = [MeanSquaredError(), BinaryCrossEntropy(), SoftmaxCrossEntropy()]


class TestMeanSquaredError:
    def test_by_hand(self) -> None:
        loss = MeanSquaredError()
        output, target = np.array([[1.0, 2], [3, 4]]), np.array([[1, 0], [0, 4]])
        assert loss.forward(output, target) == 3.25
        np.testing.assert_array_equal(loss.backward(), [[0, 1], [1.5, 0]])

    @pytest.mark.parametrize("target", [[1.0, 2.0, 4.0], [[1.0], [2.0], [4.0]]])
    def test_a_column_and_a_row_do_not_broadcast(self, target: Any) -> None:
        loss = MeanSquaredError()
        assert loss.forward(np.array([[1.0], [2.0], [3.0]]), np.array(target)) == 1 / 3
        assert loss.backward().shape == (3, 1)

    def test_predicts_numbers(self) -> None:
        assert MeanSquaredError().predict(np.ones((3, 1))).shape == (3,)
        assert MeanSquaredError().predict(np.ones((3, 2))).shape == (3, 2)

    def test_score_is_r_squared(self) -> None:
        target = np.array([[1.0], [2], [3]])
        score = MeanSquaredError().score
        assert score(target, target) == 1
        assert score(np.full((3, 1), 2.0), target) == 0
        assert score(np.array([[1.0], [2], [2]]), target) == 0.5
        assert score(np.array([[9.0], [2], [2]]), target) < 0

    def test_score_of_a_constant_target(self) -> None:
        ones = np.ones((3, 1))
        assert MeanSquaredError().score(ones, ones) == 1
        assert MeanSquaredError().score(2 * ones, ones) == 0

    def test_has_no_probabilities(self) -> None:
        with pytest.raises(TypeError, match=r"MeanSquaredError has no probabilities: it"):
            MeanSquaredError().probabilities(np.ones((1, 1)))


class TestBinaryCrossEntropy:
    def test_by_hand(self) -> None:
        loss, z = BinaryCrossEntropy(), np.log([[3.0], [1.0]])  # p = 3/4 and 1/2
        expected = -(math.log(1 / 4) + math.log(1 / 2)) / 2
        assert loss.forward(z, np.array([0, 1])) == pytest.approx(expected, rel=1e-15)
        np.testing.assert_allclose(loss.backward(), [[3 / 8], [-1 / 4]], rtol=1e-15)
        np.testing.assert_allclose(loss.probabilities(z), [[3 / 4], [1 / 2]], rtol=1e-15)

    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    def test_exact_at_1000(self, dtype: Any) -> None:
        loss, z = BinaryCrossEntropy(), np.array([[1000], [-1000]], dtype)
        assert loss.forward(z, np.array([1, 0])) == 0
        np.testing.assert_array_equal(loss.backward(), [[0], [0]])
        assert loss.forward(z, np.array([0, 1])) == 1000
        np.testing.assert_array_equal(loss.backward(), [[0.5], [-0.5]])
        np.testing.assert_array_equal(loss.probabilities(z), [[1], [0]])

    def test_keeps_the_digits_of_a_tiny_loss(self) -> None:
        loss = BinaryCrossEntropy()
        expected = math.exp(-40)  # log(1 + e⁻⁴⁰); by way of p = 1 it would be 0
        assert loss.forward(np.array([[40.0]]), np.array([1])) == pytest.approx(expected)

    def test_soft_targets_are_allowed(self) -> None:
        loss = BinaryCrossEntropy()
        target = loss.check_target([0.25, 1.0], (1,))
        loss.forward(np.log([[1 / 3], [1e9]]), target)
        np.testing.assert_allclose(loss.backward(), [[0], [0]], atol=1e-9)

    def test_predicts_no_and_yes(self) -> None:
        answers = BinaryCrossEntropy().predict(np.array([[-1.0], [0.0], [2.0]]))
        assert answers.tolist() == [0, 0, 1]
        assert BinaryCrossEntropy().predict(np.ones((2, 3))).tolist() == [[1, 1, 1]] * 2


class TestSoftmaxCrossEntropy:
    def test_by_hand(self) -> None:
        loss, z = SoftmaxCrossEntropy(), np.log([[1.0, 2, 5], [1, 1, 2]])
        expected = -(math.log(2 / 8) + math.log(2 / 4)) / 2
        assert loss.forward(z, np.array([1, 2])) == pytest.approx(expected, rel=1e-15)
        d_z = [[1 / 16, -6 / 16, 5 / 16], [1 / 8, 1 / 8, -2 / 8]]
        np.testing.assert_allclose(loss.backward(), d_z, rtol=1e-14)
        probabilities = [[1 / 8, 2 / 8, 5 / 8], [1 / 4, 1 / 4, 2 / 4]]
        np.testing.assert_allclose(loss.probabilities(z), probabilities, rtol=1e-15)

    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    def test_exact_at_1000(self, dtype: Any) -> None:
        loss, z = SoftmaxCrossEntropy(), np.array([[1000, -1000, 0]], dtype)
        assert loss.forward(z, np.array([0])) == 0
        np.testing.assert_array_equal(loss.backward(), [[0, 0, 0]])
        assert loss.forward(z, np.array([1])) == 2000
        np.testing.assert_array_equal(loss.backward(), [[1, -1, 0]])
        np.testing.assert_array_equal(loss.probabilities(z), [[1, 0, 0]])

    def test_leaves_the_logits_as_they_were(self) -> None:
        z = np.array([[1.0, 2, 3]])
        SoftmaxCrossEntropy().forward(z, np.array([0]))
        assert z.tolist() == [[1, 2, 3]]

    def test_two_classes_agree_with_the_binary_loss(self) -> None:
        z, labels = np.array([[0.3], [-2.0], [5.0]]), np.array([1, 0, 0])
        two = SoftmaxCrossEntropy().forward(np.hstack([np.zeros_like(z), z]), labels)
        assert two == pytest.approx(BinaryCrossEntropy().forward(z, labels), rel=1e-14)

    def test_predicts_the_most_probable(self) -> None:
        z = np.array([[1.0, 3, 2], [5, 4, 4]])
        assert SoftmaxCrossEntropy().predict(z).tolist() == [1, 0]
        assert SoftmaxCrossEntropy().score(z, np.array([1, 1])) == 0.5

    def test_outputs_and_labels_must_be_as_many(self) -> None:
        with pytest.raises(ValueError, match=r"got 3 outputs and 2 labels"):
            SoftmaxCrossEntropy().forward(np.ones((3, 2)), np.array([0, 1]))

    @pytest.mark.parametrize("shape", [(1,), (2, 2)])
    def test_needs_two_classes(self, shape: tuple[int, ...]) -> None:
        with pytest.raises(ValueError, match=r"at least two classes, got outputs of shape"):
            SoftmaxCrossEntropy().check_output_shape(shape)


@pytest.mark.parametrize("loss", ALL, ids=repr)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_gradient_keeps_the_dtype(loss: Loss, dtype: Any) -> None:
    target = [0, 1, 1] if isinstance(loss, SoftmaxCrossEntropy) else np.eye(3, dtype=int)
    loss.forward(np.ones((3, 3), dtype), loss.check_target(target, (3,)))
    assert loss.backward().dtype == dtype


@pytest.mark.parametrize(
    ("loss", "target", "output_shape", "error", "words"),
    [
        (ALL[0], ["a", "b"], (1,), TypeError, r"^y must hold real numbers"),
        (ALL[0], [1.0, np.nan], (1,), ValueError, r"^y holds 1 NaN or infinite"),
        (ALL[0], [[1, 2], [3]], (1,), TypeError, r"^y must be a regular array"),
        (ALL[0], [], (1,), ValueError, r"^y is empty"),
        (ALL[0], 3, (1,), ValueError, r"^y must hold 1 number per sample.* shape \(\)"),
        (ALL[0], [1, 2], (2,), ValueError, r"^y must hold 2 numbers per sample"),
        (ALL[0], [[1, 2]], (1,), ValueError, r"^y must hold 1 number per sample"),
        (
            ALL[1],
            [0, 2],
            (1,),
            ValueError,
            r"^y must hold labels from 0 .* from 0 to 2",
        ),
        (
            ALL[1],
            [-1, 1],
            (1,),
            ValueError,
            r"^y must hold labels from 0 .* from -1 to 1",
        ),
        (ALL[1], [0.5, np.inf], (1,), ValueError, r"^y holds 1 NaN or infinite"),
        (ALL[1], ["no", "yes"], (1,), TypeError, r"^y must hold real numbers"),
        (ALL[2], [0.0, 1.0], (2,), TypeError, r"^y must hold class labels as whole number"),
        (
            ALL[2],
            [0, 2],
            (2,),
            ValueError,
            r"^y must hold labels from 0 to 1, got values fr",
        ),
        (
            ALL[2],
            [-1, 0],
            (2,),
            ValueError,
            r"^y must hold labels from 0 to 1, got values f",
        ),
        (ALL[2], [[1, 0], [0, 1]], (2,), ValueError, r"^y must hold one label per sample"),
        (ALL[2], ["cat", "dog"], (2,), TypeError, r"^y must hold class labels as whole"),
        (ALL[2], [], (2,), ValueError, r"^y is empty"),
    ],
)
def test_targets_that_do_not_fit(
    loss: Loss, target: Any, output_shape: Any, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        loss.check_target(target, output_shape)


def test_an_unfinished_loss_says_so() -> None:
    with pytest.raises(NotImplementedError):
        Loss().forward(np.ones((1, 1)), np.ones(1))
