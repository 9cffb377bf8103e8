"""A network meets whatever a learner may hand to it: each gets its sentence, none harm.

Each message says what was expected, what came and, where that can be known, how to mend
it. And whatever is refused, the network, its weights and the data stay as they were.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
from hypothesis import example, given, strategies as st
from hypothesis.extra import numpy as hnp
from small_networks import (
    IMAGES,
    LABELS,
    NUMBERS,
    X,
    assert_same_weights,
    classifier,
    image_classifier,
    regressor,
)

from ann_lib import Adam, BinaryCrossEntropy, Dense, MeanSquaredError, Network

HOLE = X.copy()
HOLE[3, 2] = np.nan
ENDLESS = X.copy()
ENDLESS[3, 2] = -np.inf


def refused(
    network: Network, call: Callable[[], object], kind: type[Exception], words: str
) -> None:
    """The call raises, in these words, and the network is what it was."""
    before = network.get_weights()
    with pytest.raises(kind, match=words):
        call()
    for left, right in zip(before, network.get_weights(), strict=True):
        np.testing.assert_array_equal(left, right)


class TestSamples:
    """What is given as ``x``, to whatever method."""

    @pytest.mark.parametrize("method", ["fit", "predict", "predict_proba", "score"])
    @pytest.mark.parametrize(
        ("x", "kind", "words"),
        [
            (X[:, :3], ValueError, r"^Dense expected 4 features per sample, got x of shape "
                                   r"\(90, 3\)\.$"),
            (X.reshape(-1, 2, 2), ValueError, r"shape \(90, 2, 2\)\. Use x\.reshape\(len"),
            (X[0], ValueError, r"shape \(4,\)\. For one sample, use x\[np\.newaxis\]\."),
            (X.T, ValueError, r"shape \(4, 90\)\. Samples are rows: use x\.T\."),
            (3.0, ValueError, r"^Dense expected 4 features per sample.* shape \(\)"),
            (X[:0], ValueError, r"^x is empty \(shape \(0, 4\)\)"),
            (X[:, :0], ValueError, r"^x is empty \(shape \(90, 0\)\)"),
            ([], ValueError, r"^x is empty"),
            (HOLE, ValueError, r"^x holds 1 NaN or infinite values, the first at index "
                               r"\(3, 2\)\. Leave out the samples that hold them"),
            (ENDLESS, ValueError, r"^x holds 1 NaN or infinite values"),
            (X.astype(float) * 1e300, ValueError, r"^x holds numbers that are too"),
            (np.ma.masked_greater(X, 1), ValueError, r"^x holds masked values\. Leave out"),
            (X.astype(str), TypeError, r"^x must hold real numbers, got an array of .*<U32"
                                       r"\. Use np\.asarray\(x, dtype=float\)"),
            (X.astype(object), TypeError, r"^x must hold real numbers.*dtype object\. Use"),
            (X * 1j, TypeError, r"^x must hold real numbers.*complex"),
            (X.astype("M8[s]"), TypeError, r"^x must hold real numbers.*datetime64"),
            (pd.DataFrame(X.astype(str)), TypeError, r"^x must hold real numbers.*DataFr"),
            (scipy.sparse.csr_matrix(X), TypeError, r"^x must be an array.*sparse.*Use"),
            (None, TypeError, r"^x must hold real numbers, got None"),
            ("abc", TypeError, r"^x must hold real numbers, got 'abc'"),
            ([[1, 2, 3, 4], [1]], TypeError, r"^x must be a regular array of numbers"),
        ],
        ids=lambda value: type(value).__name__ if hasattr(value, "shape") else None,
    )  # fmt: skip
    def test_is_refused(
        self, method: str, x: Any, kind: type[Exception], words: str
    ) -> None:
        network = classifier()
        more = {"fit": (LABELS,), "score": (LABELS,)}.get(method, ())
        arguments = {"progress": False} if method == "fit" else {}
        refused(
            network, lambda: getattr(network, method)(x, *more, **arguments), kind, words
        )

    @pytest.mark.parametrize(
        ("x", "words"),
        [
            (IMAGES.reshape(90, 16), r"expected samples of \(4, 4, 1\), got x of shape "
                                     r"\(90, 16\)\. Use x\.reshape\(len\(x\), 4, 4, 1\)"),
            (IMAGES[..., 0], r"\(90, 4, 4\)\. Use x\.reshape\(len\(x\), 4, 4, 1\)"),
            (IMAGES[0], r"\(4, 4, 1\)\. For one sample, use x\[np\.newaxis\]"),
            (X, r"^Conv2D expected samples of \(4, 4, 1\), got x of shape \(90, 4\)\.$"),
        ],
    )  # fmt: skip
    def test_images_of_another_shape(self, x: Any, words: str) -> None:
        network = image_classifier()
        refused(network, lambda: network.predict(x), ValueError, words)

    @given(
        x=hnp.arrays(
            dtype=st.sampled_from(["f4", "f8", "i8", "?", "U3", "O", "c8", "M8[s]"]),
            shape=hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=5),
        )
    )
    @example(x=np.array([Decimal("sNaN")] * 2))
    def test_any_array_gives_an_answer_or_a_sentence_about_x(self, x: np.ndarray) -> None:
        network = classifier()
        fits = x.shape[1:] == (4,) and x.size and x.dtype.kind in "fi?b"
        with np.errstate(over="ignore"):
            fits = fits and bool(np.isfinite(x.astype(np.float32)).all())
        if fits:
            assert network.predict(x).shape == (len(x),)
        else:
            with pytest.raises((TypeError, ValueError), match=r"\bx\b.*\.$"):
                network.predict(x)

    def test_what_is_as_good_as_an_array_is_taken(self) -> None:
        one, other, third = classifier(), classifier(), classifier()
        arguments: Any = {"epochs": 2, "rng": 0, "progress": False}
        one.fit(X, LABELS, **arguments)
        other.fit(pd.DataFrame(X), pd.Series(LABELS), **arguments)
        third.fit(np.ma.masked_greater(X, 99), LABELS.astype(np.uint8), **arguments)
        assert_same_weights(one, other)
        assert_same_weights(one, third)


CLASSES = r"^y must hold class labels as whole numbers, got dtype "


class TestLabels:
    """What is given as ``y`` to a network that names classes."""

    @pytest.mark.parametrize("held_out", [False, True])
    @pytest.mark.parametrize(
        ("y", "kind", "words"),
        [
            (LABELS + 1, ValueError, r"y must hold labels from 0 to 2, got values from 1 "
                                     r"to 3\. Count the classes from 0: use y - 1\."),
            (LABELS - 1, ValueError, r"y must hold labels from 0 to 2, got values from -1"),
            (LABELS * 1.0, TypeError, CLASSES + r"float64\. Use y\.astype\(int\)"),
            (LABELS > 0, TypeError, CLASSES + "bool"),
            (np.array([*"abc"])[LABELS], TypeError, CLASSES + r"<U1.* np\.unique\(y, retu"),
            (LABELS.astype(object), TypeError, CLASSES + "object"),
            (None, TypeError, CLASSES + "object"),
            (LABELS[:5], ValueError, r"x and y must have the same number of samples, got "
                                     r"90 and 5"),
            (np.eye(3, dtype=int)[LABELS], ValueError, r"y must hold one label per sample.*"
                                                       r"use y\.argmax\(axis=1\)"),
            (LABELS[:0], ValueError, r"y is empty: there is no label in it"),
            ([[0], [1, 2]], TypeError, r"y must be a regular array of numbers"),
        ],
        ids=lambda value: type(value).__name__ if hasattr(value, "shape") else None,
    )  # fmt: skip
    def test_is_refused(
        self, y: Any, kind: type[Exception], words: str, held_out: bool
    ) -> None:
        network = classifier()

        def call() -> object:
            if held_out:
                data = {"validation_data": (X, y)}
                return network.fit(X, LABELS, **data, progress=False)
            return network.fit(X, y, progress=False)

        words = words.removeprefix("^")
        refused(network, call, kind, f"^In validation_data: {words}" if held_out else words)

    @given(
        y=hnp.arrays(
            dtype=st.sampled_from(["i1", "u8", "i8", "f4", "?", "U2", "O", "c8", "M8[s]"]),
            shape=st.one_of(st.just((90,)), hnp.array_shapes(max_dims=2, max_side=3)),
        )
    )
    def test_any_array_trains_or_gives_a_sentence_about_y(self, y: np.ndarray) -> None:
        network = classifier()
        fits = y.shape == (90,) and y.dtype.kind in "iu" and y.min() >= 0 and y.max() < 3
        if fits:
            assert network.fit(X, y, epochs=1, progress=False).n_epochs == 1
        else:
            before = classifier()
            with pytest.raises((TypeError, ValueError), match=r"\by\b.*\.$"):
                network.fit(X, y, epochs=1, progress=False)
            assert_same_weights(network, before)


class TestNumbers:
    """What is given as ``y`` to a network that foretells numbers, or yes and no."""

    @pytest.mark.parametrize(
        ("y", "kind", "words"),
        [
            (np.ones((90, 2)), ValueError, r"^y must hold 1 number per sample, as many as"),
            (NUMBERS[:4], ValueError, r"^x and y must have the same number of samples"),
            (np.full(90, np.nan), ValueError, r"^y holds 90 NaN or infinite values"),
            (np.full(90, 1e300), ValueError, r"^y holds numbers that are too large for"),
            (["a"] * 90, TypeError, r"^y must hold real numbers.*dtype"),
            (np.array([None] * 90), TypeError, r"^y must hold real numbers.*object"),
            (np.zeros((0, 1)), ValueError, r"^y is empty"),
            (1.0, ValueError, r"^y must hold 1 number per sample.*shape \(\)"),
        ],
    )
    def test_is_refused(self, y: Any, kind: type[Exception], words: str) -> None:
        network = regressor()
        refused(network, lambda: network.fit(X, y, progress=False), kind, words)

    def test_labels_where_numbers_are_wanted(self) -> None:
        network = Network([Dense(4, 3)], loss=MeanSquaredError(), rng=0)
        expected = (
            r"3 numbers per sample.*For one class label per sample, use SoftmaxCrossEnt"
        )
        refused(network, lambda: network.fit(X, LABELS), ValueError, expected)

    @pytest.mark.parametrize("y", [LABELS, np.where(LABELS > 0, 1, -1)])
    def test_yes_and_no_are_1_and_0(self, y: Any) -> None:
        network = Network([Dense(4, 1)], loss=BinaryCrossEntropy(), rng=0)
        expected = r"^y must hold labels from 0 \(no\) to 1 \(yes\), got values from"
        refused(network, lambda: network.fit(X, y), ValueError, expected)


@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [
        ({"epochs": 0}, ValueError, r"^epochs must be at least 1, got 0\."),
        ({"epochs": -3}, ValueError, r"^epochs must be at least 1, got -3\."),
        ({"epochs": 2.0}, TypeError, r"^epochs must be a whole number, got 2\.0"),
        ({"batch_size": 0}, ValueError, r"^batch_size must be at least 1, got 0\."),
        ({"batch_size": None}, TypeError, r"^batch_size must be a whole number, got None"),
        ({"optimizer": "adam"}, TypeError, r"^optimizer must be one such as SGD\(0\.1\)"),
        ({"optimizer": Adam}, TypeError, r"^optimizer must be one such as SGD\(0\.1\)"),
        ({"optimizer": 0.1}, TypeError, r"^optimizer must be one such as SGD\(0\.1\)"),
        ({"rng": "seed"}, TypeError, r"^rng must be a numpy\.random\.Generator or an int"),
        ({"rng": -1}, ValueError, r"^rng must be a seed of at least 0, got -1\."),
        ({"validation_data": X}, TypeError, r"^validation_data must be a pair \(x, y\)"),
        ({"validation_data": (X,)}, TypeError, r"^validation_data must be a pair \(x, y\)"),
        ({"validation_data": (X[:, 1:], LABELS)}, ValueError,
         r"^In validation_data: Dense expected 4 features per sample"),
        ({"callbacks": [print]}, TypeError, r"^callbacks must be a list of callbacks"),
    ],
)  # fmt: skip
def test_arguments_of_fit(arguments: Any, kind: type[Exception], words: str) -> None:
    network = classifier()
    refused(
        network,
        lambda: network.fit(X, LABELS, progress=False, **arguments),
        kind,
        words,
    )


def test_a_refused_optimizer_is_as_new() -> None:
    """What a failed call had in hand serves the next one."""
    optimizer, network, twin = Adam(0.01), classifier(), classifier()
    with pytest.raises(ValueError, match="NaN"):
        network.fit(HOLE, LABELS, optimizer=optimizer, progress=False)
    network.fit(X, LABELS, epochs=2, optimizer=optimizer, rng=0, progress=False)
    twin.fit(X, LABELS, epochs=2, optimizer=Adam(0.01), rng=0, progress=False)
    assert_same_weights(network, twin)
