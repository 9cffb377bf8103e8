"""Advice works: whoever does what an error message says gets the right result.

Each case is a mistake. Its advice is followed to the letter: code is cut out of the
message and run, until the call goes through. Then the data must mean what they meant
before the mistake, and the network must learn them.
"""

from __future__ import annotations

import ast
import contextlib
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
from PIL import Image
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import RepeatedKFold, cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import ann_lib
from ann_lib import (
    SGD,
    BinaryCrossEntropy,
    Conv2D,
    Cosine,
    Dense,
    EarlyStopping,
    Flatten,
    Loss,
    MeanSquaredError,
    Network,
    Neuron,
    ReLU,
    Sigmoid,
    Softmax,
    SoftmaxCrossEntropy,
    datasets,
    plots,
    tables,
)
from ann_lib.datasets.augment import jitter
from ann_lib.gradcheck import check_network
from ann_lib.inspection import receptive_field
from ann_lib.sklearn import NetworkClassifier, from_sklearn
from ann_lib.training import TrainingDivergedError

N_FEATURES, N_CLASSES = 6, 3
_RNG = np.random.default_rng(0)
LABELS = np.arange(90) % N_CLASSES
X = (2 * np.eye(N_FEATURES)[LABELS] + _RNG.normal(0, 0.3, (90, N_FEATURES))).round(3)
IMAGES = X.reshape(90, 1, 2, 3)  # height 1, width 2, three channels
GREY = X.reshape(90, 2, 3)
YES = (LABELS == 2).astype(int)
ONE_HOT = np.eye(N_CLASSES, dtype=int)[LABELS]
NAMES = np.array(["ant", "bee", "cat"])
HOLES = X.copy()
HOLES[[3, 50], [0, 2]] = np.nan, np.inf


def dense(n_outputs: int = N_CLASSES, loss: Loss | None = None) -> Network:
    layers = [Dense(N_FEATURES, 16), ReLU(), Dense(16, n_outputs)]
    return Network(layers, loss=loss or SoftmaxCrossEntropy(), rng=0)


def convolutional() -> Network:
    layers = [Conv2D(3, 8, 1), ReLU(), Flatten(), Dense(16, N_CLASSES)]
    loss = SoftmaxCrossEntropy()
    return Network(layers, loss=loss, input_shape=(1, 2, 3), rng=0)


def yes_or_no() -> Network:
    return dense(1, BinaryCrossEntropy())


def numbers(n_outputs: int = 2) -> Network:
    return dense(n_outputs, MeanSquaredError())


def fit(network: Network, x: Any, y: Any) -> None:
    optimizer = ann_lib.Adam(0.02)
    network.fit(x, y, epochs=30, optimizer=optimizer, rng=0, progress=False)


def expect(words: str, call: Callable[[], object]) -> str:
    with pytest.raises((TypeError, ValueError), match=re.escape(words)) as error:
        call()
    return str(error.value)


def code_in(message: str) -> str:
    """Return the longest expression in x and y behind "use", "with" or "as"."""
    for found in re.finditer(r"\b(?:use|with|as) (?=[^ ]*\b[xy]\b)", message, re.I):
        rest = message[found.end() :]
        for end in range(len(rest), 0, -1):
            code = rest[:end]
            if re.match(r" or |$|\.?$|\. ", rest[end:]) and _is_expression(code):
                return code
    raise AssertionError(f"no code in {message!r}")


def _is_expression(code: str) -> bool:
    try:
        return not isinstance(ast.parse(code, mode="eval").body, ast.BoolOp)
    except SyntaxError:
        return False


def follow(build: Callable[[], Network], x: Any, y: Any) -> tuple[Network, Any, Any, str]:
    """Do what the messages say, until the network can be trained; return the first."""
    data, messages = {"x": x, "y": y}, []
    for _ in range(4):
        network = build()
        try:
            fit(network, data["x"], data["y"])
        except (TypeError, ValueError) as error:
            messages.append(str(error))
            code = code_in(messages[-1])
            name = re.search(r"\b[xy]\b", code)
            assert name is not None
            data[name[0]] = eval(code, {"np": np}, data.copy())
        else:
            return network, data["x"], data["y"], "".join(messages[:1])
    raise AssertionError(f"still refused: {messages}")


NUMBERED = (
    "Number the classes from 0, before the samples are split, with np.unique("
    "y, return_inverse=True)[1]."
)
TO_LABELS: dict[str, tuple[Any, str]] = {
    "one column": (LABELS[:, None], "Use y.ravel()."),
    "one column of a table": (pd.DataFrame({"y": LABELS}), "Use np.asarray(y).ravel()."),
    "one column of a list": (LABELS[:, None].tolist(), "Use np.asarray(y).ravel()."),
    "a column of fractions": (LABELS[:, None] * 1.0, "Use y.ravel()."),
    "a column of names": (NAMES[LABELS][:, None], "Use y.ravel()."),
    "a matrix": (np.asmatrix(LABELS).T, "Use np.asarray(y).ravel()."),
    "one row": (LABELS[None], "Use y.ravel()."),
    "one-hot": (ONE_HOT, "It is one-hot: use y.argmax(axis=1)."),
    "one-hot as floats": (ONE_HOT * 1.0, "It is one-hot: use y.argmax(axis=1)."),
    "one-hot as booleans": (ONE_HOT > 0, "It is one-hot: use y.argmax(axis=1)."),
    "one-hot in columns": (ONE_HOT.T, "It is one-hot: use y.argmax(axis=0)."),
    "one-hot as a list": (ONE_HOT.tolist(), "use np.asarray(y).argmax(axis=1)."),
    "one-hot of a table": (pd.get_dummies(NAMES[LABELS]), "use np.asarray(y).argmax(axis"),
    "sparse": (scipy.sparse.csr_matrix(ONE_HOT), "Use y.toarray()."),
    "sparse, as an array": (scipy.sparse.coo_array(ONE_HOT), "Use y.toarray()."),
    "floats": (LABELS * 1.0, "Use y.astype(int)."),
    "floats in a list": ((LABELS * 1.0).tolist(), "Use np.asarray(y).astype(int)."),
    "objects": (LABELS.astype(object), "Use y.astype(int)."),
    "a nullable series": (pd.Series(LABELS * 1.0, dtype="Float64"), "astype(int)."),
    "digits as text": (LABELS.astype(str), "Use y.astype(int)."),
    "text": (NAMES[LABELS], NUMBERED),
    "text in a list": (NAMES[LABELS].tolist(), NUMBERED),
    "text in a series": (pd.Series(NAMES[LABELS]), NUMBERED),
    "a categorical": (pd.Series(NAMES[LABELS], dtype="category"), NUMBERED),
    "bytes": (NAMES[LABELS].astype(bytes), NUMBERED),
    "dates": (np.array(["2001-01-01"], "M8[D]") + LABELS, NUMBERED),
    "from 1": (LABELS + 1, "Count the classes from 0: use y - 1."),
    "from 1 in a list": ((LABELS + 1).tolist(), "use np.asarray(y) - 1."),
    "from 1, as bytes": ((LABELS + 1).astype(np.uint8), "use y - 1."),
    "below 0": (LABELS - 1, NUMBERED),
    "far apart": (np.array([-7, 10, 4000])[LABELS], NUMBERED),
    "an iterator": (iter(LABELS), "Use list(y)."),
}


@pytest.mark.parametrize(("y", "advice"), TO_LABELS.values(), ids=TO_LABELS)
def test_labels(y: Any, advice: str) -> None:
    network, _, followed, message = follow(dense, X, y)
    assert advice in message
    np.testing.assert_array_equal(followed, LABELS)
    assert network.score(X, LABELS) > 0.95


@pytest.mark.parametrize(
    ("y", "advice"),
    [
        (np.where(YES, 1, -1), "Use (y == 1).astype(int)."),
        (np.where(YES, 1.0, -1.0)[:, None], "Use (y == 1).astype(int)."),
        (np.where(YES, 1, -1).tolist(), "Use (np.asarray(y) == 1).astype(int)."),
        (YES + 1, "Use (y == np.max(y)).astype(int)."),
        (YES * 255, "Use (y == np.max(y)).astype(int)."),
        (pd.Series(YES + 1), "Use (np.asarray(y) == np.max(np.asarray(y))).astype(int)."),
        (np.array(["no", "yes"])[YES], f"If they are names: {NUMBERED}"),
        (np.array([["no", "yes"]])[0, YES].tolist(), NUMBERED),
        (YES.astype(str), "Use np.asarray(y, dtype=float)."),
        (YES.astype(object), "Use np.asarray(y, dtype=float)."),
        (YES[None], "Samples are rows: use y.T."),
        (scipy.sparse.csr_matrix(YES[:, None]), "Use y.toarray()."),
    ],
)
def test_yes_and_no(y: Any, advice: str) -> None:
    network, _, followed, message = follow(yes_or_no, X, y)
    assert advice in message
    np.testing.assert_array_equal(np.ravel(followed), YES)
    assert network.score(X, YES) > 0.95


def test_a_split_that_has_left_only_minus_one() -> None:
    """The larger of its labels is no yes."""
    y = np.full(90, -1)
    message = expect("Use (y == 1).astype(int).", lambda: fit(yes_or_no(), X, y))
    assert not eval(code_in(message), {"y": y}).any()


@pytest.mark.parametrize("y", [YES, YES > 0, YES[:, None] > 0, YES[:, None] * 1.0])
def test_yes_and_no_that_need_no_advice(y: Any) -> None:
    network = yes_or_no()
    fit(network, X, y)
    assert network.score(X, YES) > 0.95


TO_SAMPLES: dict[str, tuple[Callable[[], Network], Any, str]] = {
    "transposed": (dense, X.T, "Samples are rows: use x.T."),
    "transposed table": (dense, pd.DataFrame(X.T), "use np.asarray(x).T."),
    "images": (dense, IMAGES, "Use x.reshape(len(x), -1)."),
    "images in a list": (dense, GREY.tolist(), "Use np.asarray(x).reshape(len(x), -1)."),
    "sparse": (dense, scipy.sparse.csr_matrix(X), "Use x.toarray()."),
    "text": (dense, X.astype(str), "Use np.asarray(x, dtype=float)."),
    "text in a table": (dense, pd.DataFrame(X.astype(str)), "np.asarray(x, dtype=float)."),
    "objects": (dense, X.astype(object), "Use np.asarray(x, dtype=float)."),
    "nullable": (dense, pd.DataFrame(X, dtype=object), "Use np.asarray(x, dtype=float)."),
    "complex": (dense, X * (1 + 0j), "Use np.real(x) or np.abs(x)."),
    "an iterator": (dense, iter(X), "Use list(x)."),
    "flat": (convolutional, X, "Use x.reshape(len(x), 1, 2, 3)."),
    "channels first": (
        convolutional,
        np.moveaxis(IMAGES, -1, 1),
        "Channels come last: use np.moveaxis(x, 1, -1).",
    ),
    "samples last": (
        convolutional,
        np.moveaxis(IMAGES, 0, -1),
        "Samples are rows: use np.moveaxis(x, -1, 0).",
    ),
}


@pytest.mark.parametrize(("build", "x", "advice"), TO_SAMPLES.values(), ids=TO_SAMPLES)
def test_samples(build: Callable[[], Network], x: Any, advice: str) -> None:
    network, followed, _, message = follow(build, x, LABELS)
    assert advice in message
    expected = X if build is dense else IMAGES
    np.testing.assert_array_equal(followed, expected)
    assert network.score(followed, LABELS) > 0.95


@pytest.mark.parametrize(
    "x", [X * 1e300, (X * 1e300).tolist(), pd.DataFrame(X * 1e300)], ids=type
)
def test_numbers_too_large_for_float32(x: Any) -> None:
    network, followed, _, message = follow(dense, x, LABELS)
    assert f"too large for float32, up to {X.max():g}e+300" in message
    assert "Scale it, for instance as " in message
    np.testing.assert_allclose(np.asarray(followed) * np.abs(X).max(), X)
    assert network.score(followed, LABELS) > 0.95


def test_targets_too_large_for_float32() -> None:
    y = X[:, :2] * 1e300
    network, _, followed, message = follow(numbers, X, y)
    assert "y holds numbers that are too large for float32" in message
    np.testing.assert_allclose(followed * np.abs(y).max(), y)
    assert network.score(X, followed) > 0.95


@pytest.mark.parametrize(
    ("x", "advice", "network"),
    [
        (X[0], "For one sample, use x[np.newaxis].", dense()),
        (X[0].tolist(), "For one sample, use np.asarray(x)[np.newaxis].", dense()),
        (GREY[0], "For one sample, use x.reshape(1, -1).", dense()),
        (IMAGES[0], "For one sample, use x[np.newaxis].", convolutional()),
        (X[0], "For one sample, use x.reshape(1, 1, 2, 3).", convolutional()),
        (X[0][:, None], "Samples are rows: use x.T.", dense()),
    ],
)
def test_one_sample(x: Any, advice: str, network: Network) -> None:
    with pytest.raises(ValueError, match=re.escape(advice)) as error:
        network.predict_proba(x)
    sample = eval(code_in(str(error.value)), {"np": np, "x": x})
    right = X[:1] if network.shapes[0] == (N_FEATURES,) else IMAGES[:1]
    np.testing.assert_array_equal(
        network.predict_proba(sample), network.predict_proba(right)
    )


def test_one_number_per_sample() -> None:
    network = Network([Dense(1, 1)], loss=MeanSquaredError(), rng=0)
    with pytest.raises(ValueError, match=r"Use x\.reshape\(-1, 1\)\.") as error:
        network.predict(X[:, 0])
    x = eval(code_in(str(error.value)), {"x": X[:, 0]})
    np.testing.assert_array_equal(x, X[:, :1])
    assert network.predict(x).shape == (90,)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (X.reshape(90, 3, 2, 1), LABELS),  # of axes that nobody can name
        (X[:, :4], LABELS),
        (X, LABELS[:80]),
        (X, np.zeros((90, 2, 2))),
        (X, 3),
        (X, None),
        (None, LABELS),
    ],
)
def test_no_advice_where_nobody_can_know(x: Any, y: Any) -> None:
    build = convolutional if np.ndim(x) == 4 else dense
    with pytest.raises((TypeError, ValueError)) as error:
        fit(build(), x, y)
    assert not re.search(r"\b(use|with|leave)\b", str(error.value), re.I)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (HOLES, LABELS),
        (pd.DataFrame(HOLES), LABELS),
        (np.ma.masked_invalid(HOLES), LABELS),
        (X, np.where(np.isfinite(HOLES).all(axis=1), LABELS, np.nan)),
        (X, np.ma.masked_array(LABELS, ~np.isfinite(HOLES).all(axis=1))),
    ],
)
def test_gaps_are_left_out(x: Any, y: Any) -> None:
    advice = "Leave out the samples that hold them, or fill in the right values; "
    message = expect(advice, lambda: fit(dense(), x, y))
    found = re.search(r"; (np\.\S+\((.)\)) is (True|False) where they are", message)
    assert found is not None
    held = eval(found[1], {"np": np, "x": x, "y": y}) == (found[3] == "True")
    keep = ~np.asarray(held).reshape(90, -1).any(axis=1)
    assert keep.sum() == 88
    network, _, followed, _ = follow(dense, x[keep], y[keep])
    np.testing.assert_array_equal(followed, LABELS[keep])
    assert network.score(X, LABELS) > 0.95


def test_missing_names_are_left_out() -> None:
    y = NAMES[LABELS].astype(object)
    y[[4, 7]] = None, np.nan
    advice = "Leave out the samples without a label, and make all labels of one type"
    expect(advice, lambda: fit(dense(), X, y))
    keep = pd.notna(y)
    _, _, followed, _ = follow(dense, X[keep], y[keep])
    np.testing.assert_array_equal(followed, LABELS[keep])


def test_what_is_no_number_is_left_out() -> None:
    x = pd.DataFrame(X)
    x["note"] = "seen"
    expect(
        "Turn into numbers whatever is none, or leave it out",
        lambda: fit(dense(), x, LABELS),
    )
    fit(dense(), x.drop(columns="note"), LABELS)


def test_rows_of_one_length() -> None:
    x = X.tolist()
    x[2] = x[2][:4]
    with pytest.raises(TypeError, match="with all rows of the same length"):
        fit(dense(), x, LABELS)
    x[2] = X[2].tolist()
    fit(dense(), x, LABELS)


class TestOutputs:
    """Another number of outputs, or another loss."""

    def test_more_classes_than_outputs(self) -> None:
        advice = "A network needs an output for each of the 3 classes"
        message = expect(advice, lambda: fit(dense(2), X, LABELS))
        network = dense(int(re.findall(r"(\d) classes", message)[0]))
        fit(network, X, LABELS)
        assert network.score(X, LABELS) > 0.95

    def test_labels_to_a_loss_for_numbers(self) -> None:
        advice = "For one class label per sample, use SoftmaxCrossEntropy()"
        expect(advice, lambda: fit(numbers(3), X, LABELS))
        network = dense()
        fit(network, X, LABELS)
        assert network.score(X, LABELS) > 0.95

    def test_more_than_two_classes_to_yes_and_no(self) -> None:
        advice = "For more than two classes, use SoftmaxCrossEntropy()"
        expect(advice, lambda: fit(yes_or_no(), X, LABELS))
        message = expect("at least two classes", lambda: dense(1, SoftmaxCrossEntropy()))
        assert "one output per class" in message
        fit(dense(N_CLASSES, SoftmaxCrossEntropy()), X, LABELS)

    def test_one_output_of_softmax(self) -> None:
        advice = "For one output that says yes or no, use BinaryCrossEntropy()"
        expect(advice, lambda: dense(1))
        network = dense(1, BinaryCrossEntropy())
        fit(network, X, YES)
        assert network.score(X, YES) > 0.95

    @pytest.mark.parametrize("loss", [BinaryCrossEntropy(), SoftmaxCrossEntropy()])
    def test_numbers_to_a_loss_for_classes(self, loss: Loss) -> None:
        n_outputs = 1 if isinstance(loss, BinaryCrossEntropy) else 3
        advice = "To predict numbers, use MeanSquaredError()"
        expect(advice, lambda: fit(dense(n_outputs, loss), X, X[:, 0]))
        network = numbers(1)
        fit(network, X, X[:, 0])
        assert network.score(X, X[:, 0]) > 0.9

    @pytest.mark.parametrize("n_wrong", [1, 4])
    def test_as_many_outputs_as_numbers(self, n_wrong: int) -> None:
        y = X[:, :2]
        message = expect("Or give the last layer", lambda: fit(numbers(n_wrong), X, y))
        found = re.search(r"layer (\d) units", message)
        assert found is not None
        network = numbers(int(found[1]))
        fit(network, X, y)
        assert network.score(X, y) > 0.9

    def test_targets_in_columns(self) -> None:
        _, _, followed, message = follow(numbers, X, X[:, :2].T)
        assert "Samples are rows: use y.T." in message
        np.testing.assert_array_equal(followed, X[:, :2])

    def test_a_target_that_is_an_image(self) -> None:
        _, _, followed, message = follow(lambda: numbers(6), X, GREY)
        assert "Use y.reshape(len(y), -1)." in message
        np.testing.assert_array_equal(followed, X)


class TestLayers:
    """What networks are built of."""

    @pytest.mark.parametrize("last", [Softmax(), Sigmoid()])
    def test_probabilities_before_a_loss_that_takes_logits(self, last: Any) -> None:
        layers = [Dense(N_FEATURES, N_CLASSES), last]
        loss = SoftmaxCrossEntropy()
        expect("Leave it out; predict_proba()", lambda: Network(layers, loss=loss))
        network = Network(layers[:-1], loss=loss, rng=0)
        fit(network, X, LABELS)
        assert network.score(X, LABELS) > 0.95
        np.testing.assert_allclose(network.predict_proba(X).sum(axis=1), 1, rtol=1e-5)

    def test_an_image_at_the_end(self) -> None:
        layers: list[Any] = [Conv2D(3, 4, 1)]
        arguments: Any = {"loss": SoftmaxCrossEntropy(), "input_shape": (1, 2, 3)}
        expect("Add Flatten() and a Dense layer", lambda: Network(layers, **arguments))
        network = Network([*layers, Flatten(), Dense(8, N_CLASSES)], rng=0, **arguments)
        fit(network, IMAGES, LABELS)
        assert network.score(IMAGES, LABELS) > 0.95

    def test_the_shape_of_one_sample(self) -> None:
        layers = [Conv2D(3, 8, 1), ReLU(), Flatten(), Dense(16, N_CLASSES)]
        loss = SoftmaxCrossEntropy()
        advice = ": give the shape of one sample, input_shape=x.shape[1:]"
        message = expect(advice, lambda: Network(layers, loss=loss))
        found = re.search(r"input_shape=(\S+\])", message)
        assert found is not None
        shape = eval(found[1], {"x": IMAGES})
        fit(Network(layers, loss=loss, input_shape=shape, rng=0), IMAGES, LABELS)

    def test_one_layer_in_two_places(self) -> None:
        layer, end = Dense(N_FEATURES, N_FEATURES), Dense(N_FEATURES, N_CLASSES)
        loss = SoftmaxCrossEntropy()
        advice = "Build a new layer for each place"
        expect(advice, lambda: Network([layer, layer, end], loss=loss))
        network = Network([layer, Dense(N_FEATURES, N_FEATURES), end], loss=loss, rng=0)
        fit(network, X, LABELS)

    def test_no_layer(self) -> None:
        loss = SoftmaxCrossEntropy()
        expect("needs at least one layer", lambda: Network([], loss=loss))
        Network([Dense(N_FEATURES, N_CLASSES)], loss=loss)

    @pytest.mark.parametrize("dtype", ["float16", "double precision", int, None])
    def test_the_name_of_a_dtype(self, dtype: Any) -> None:
        layers, loss = [Dense(N_FEATURES, N_CLASSES)], SoftmaxCrossEntropy()
        advice = "dtype must be 'float32' or 'float64'"
        message = expect(advice, lambda: Network(layers, loss=loss, dtype=dtype))
        for name in re.findall(r"'(float\d\d)'", message)[:2]:
            fit(Network(layers, loss=loss, dtype=name, rng=0), X, LABELS)

    def test_a_layer_by_itself(self) -> None:
        layer = Dense(N_FEATURES, 2)
        message = expect("Use x.reshape(len(x), -1).", lambda: layer.forward(GREY))
        x = eval(code_in(message), {"x": GREY})
        np.testing.assert_array_equal(layer.forward(x), layer.forward(X))

    def test_a_list_for_a_layer(self) -> None:
        layer, x = Dense(N_FEATURES, 2), X.tolist()
        message = expect("Use np.array(x).", lambda: layer.forward(x))
        array = eval(code_in(message), {"np": np, "x": x})
        np.testing.assert_array_equal(layer.forward(array), layer.forward(X))

    def test_grey_images_without_channels(self) -> None:
        layer = Conv2D(1, 2, 2)
        message = expect("Use x[..., None].", lambda: layer.forward(GREY))
        x = eval(code_in(message), {"x": GREY})
        assert layer.forward(x).shape == (90, 1, 2, 2)

    @pytest.mark.parametrize("size", [5, (2, 5), (6, 1), (9, 3), (4, 8)])
    @pytest.mark.parametrize("padding", [0, 1, (0, 1)])
    def test_a_kernel_larger_than_the_image(self, size: Any, padding: Any) -> None:
        image, layer = (4, 3, 1), Conv2D(1, 2, size, padding=padding)
        with contextlib.suppress(ValueError):
            layer.output_shape(image)
            return  # it fits
        advice = "Try a smaller kernel, or padding="
        message = expect(advice, lambda: layer.output_shape(image))
        enough = ast.literal_eval(message.split("padding=")[1].rstrip("."))
        assert min(Conv2D(1, 2, size, padding=enough).output_shape(image)) >= 1
        Conv2D(1, 2, (4, 3), padding=padding).output_shape(image)

    def test_weights_that_come_with_a_row_for_each_unit(self) -> None:
        w = [np.arange(8.0).reshape(4, 2), np.arange(12.0).reshape(3, 4)]
        b, loss = [np.zeros(4), np.zeros(3)], SoftmaxCrossEntropy()
        advice = "Rows are inputs here, and columns units: use W.T in place of each W"
        for biases in (b, [None, None]):
            pairs = list(zip(w, biases, strict=True))
            expect(advice, lambda: Network.from_weights(pairs, [ReLU()], loss=loss))  # noqa: B023
            pairs = [(W.T, bias) for W, bias in pairs]
            network = Network.from_weights(pairs, [ReLU()], loss=loss)
            x = np.array([[1.0, 2.0]])
            np.testing.assert_allclose(network.forward(x), x @ w[0].T @ w[1].T)

    def test_weights_without_a_bias(self) -> None:
        w, loss = np.ones((2, 3)), SoftmaxCrossEntropy()
        advice = "Use (W, None) for a layer without a bias"
        message = expect(advice, lambda: Network.from_weights([w], loss=loss))
        pair = eval(message.split("Use ")[1].split(" for")[0], {"W": w})
        assert repr(Network.from_weights([pair], loss=loss).layers[0]) == (
            "Dense(2, 3, bias=False)"
        )

    def test_a_pipeline_of_scikit_learn(self) -> None:
        steps = [StandardScaler(), LogisticRegression()]
        model = make_pipeline(*steps).fit(X, LABELS)
        advice = "Use from_sklearn(model[-1]), and model[:-1].transform(x) in place of x"
        expect(advice, lambda: from_sklearn(model))
        network = from_sklearn(model[-1])
        x = model[:-1].transform(X)
        np.testing.assert_allclose(network.predict_proba(x), model.predict_proba(X))

    @pytest.mark.parametrize("value", [3, 0.5, np.float64(2.0)])
    def test_the_one_input_of_a_neuron(self, value: Any) -> None:
        message = expect("For a single input write [", lambda: Neuron([2.0])(value))
        inputs = eval(message.split("write ")[1].rstrip("."), {"np": np})
        assert Neuron([2.0], activation="linear")(inputs) == 2 * value

    @pytest.mark.parametrize("value", ["3", {1.0}, {1: 2}, None, iter([1.0])])
    def test_what_brackets_would_not_mend(self, value: Any) -> None:
        assert "write" not in expect("one per input", lambda: Neuron([2.0])(value))


class TestTraining:
    """What is said of the training itself."""

    def test_divergence_and_a_smaller_learning_rate(self) -> None:
        network, y = numbers(1), X[:, 0]
        with pytest.raises(
            TrainingDivergedError, match="Try a smaller learning rate than in"
        ):
            network.fit(X, y, optimizer=SGD(1e6), progress=False, rng=0)
        network.fit(X, y, optimizer=SGD(0.1), epochs=30, progress=False, rng=0)
        assert network.score(X, y) > 0.9

    def test_divergence_and_scaled_inputs(self) -> None:
        network, y, large = numbers(1), X[:, 0], X * 1e4
        with pytest.raises(TrainingDivergedError, match="inputs scaled to about 0 to 1"):
            network.fit(large, y, optimizer=SGD(0.1), progress=False, rng=0)
        x = (large - large.min()) / (large.max() - large.min())
        network.fit(x, y, optimizer=SGD(0.1), epochs=60, progress=False, rng=0)
        assert network.score(x, y) > 0.9

    def test_early_stopping(self) -> None:
        stop = EarlyStopping()
        arguments: Any = {"callbacks": [stop], "progress": False, "rng": 0}
        advice = "Give fit validation_data=(x, y), or watch 'loss'"
        expect(advice, lambda: dense().fit(X, LABELS, **arguments))
        dense().fit(X, LABELS, validation_data=(X, LABELS), **arguments)
        arguments["callbacks"] = [EarlyStopping("loss")]
        dense().fit(X, LABELS, **arguments)

    def test_momentum_for_nesterov(self) -> None:
        advice = "nesterov needs a momentum above 0, for instance 0.9"
        expect(advice, lambda: SGD(0.1, nesterov=True))
        SGD(0.1, nesterov=True, momentum=0.9)

    def test_gradients_are_checked_in_float64(self) -> None:
        advice = "Build the network with dtype='float64'"
        expect(advice, lambda: check_network(dense(), X, LABELS))
        layers = [Dense(N_FEATURES, N_CLASSES)]
        network = Network(layers, loss=SoftmaxCrossEntropy(), rng=0, dtype="float64")
        assert check_network(network, X, LABELS) < 1e-6

    def test_one_class_alone(self) -> None:
        order = np.argsort(LABELS)
        model = NetworkClassifier(8, epochs=30, learning_rate=0.02, random_state=0)
        message = expect("Look at np.unique(y)", lambda: model.fit(X[order][:20], [0] * 20))
        assert "split with stratify=y" in message
        x, x_test, y, y_test = train_test_split(X, LABELS, stratify=LABELS, random_state=0)
        assert model.fit(x, y).score(x_test, y_test) > 0.95


class TestLooking:
    """Inspection, data sets and plots."""

    def test_a_receptive_field_of_rows(self) -> None:
        advice = "Begin it with Flatten() and give input_shape=(height, width, channels)"
        expect(advice, lambda: receptive_field(dense(), 0))
        layers = [Flatten(), *dense().layers]
        network = Network(layers, loss=SoftmaxCrossEntropy(), input_shape=(1, 2, 3))
        assert receptive_field(network, 1) == (slice(0, 1), slice(0, 2))

    @pytest.mark.parametrize("target", [3, -1])
    def test_a_class_that_there_is_not_is_not_renumbered(self, target: int) -> None:
        message = expect(
            f"target must be from 0 to 2, got {target}",
            lambda: ann_lib.inspection.input_gradient(dense(), X, target),
        )
        assert "unique" not in message

    def test_flat_images_are_not_warped(self) -> None:
        advice = "Use x.reshape(len(x), height, width). For one image, use x[np.newaxis]"
        message = expect(advice, lambda: jitter(X, rng=0))
        images = eval(code_in(message), {"x": X, "height": 2, "width": 3})
        assert jitter(images, rng=0).shape == (90, 2, 3)
        expect(advice, lambda: jitter(images[0], rng=0))
        assert jitter(images[0][np.newaxis], rng=0).shape == (1, 2, 3)

    def test_one_text_is_no_list_of_texts(self) -> None:
        text, advice = "not bad", "Use [text]"
        message = expect(advice, lambda: datasets.bag_of_words(text, ["bad"]))
        texts = eval(message.split("Use ")[1].rstrip("."), {"text": text})
        assert datasets.bag_of_words(texts, ["bad"]).tolist() == [[1]]

    def test_one_word_is_no_vocabulary(self) -> None:
        advice = "For a single one, use ['bad']"
        expect(advice, lambda: datasets.bag_of_words(["bad"], "bad"))
        assert datasets.bag_of_words(["bad"], ["bad"]).tolist() == [[1]]

    def test_a_word_twice_in_a_vocabulary(self) -> None:
        vocabulary, advice = ["bad", "good", "bad"], "Use list(dict.fromkeys(vocabulary))"
        message = expect(advice, lambda: datasets.bag_of_words(["bad"], vocabulary))
        once = eval(message.split("Use ")[1].rstrip("."), {"vocabulary": vocabulary})
        assert datasets.bag_of_words(["bad"], once).tolist() == [[1, 0]]

    def test_a_path_is_no_photo(self, tmp_path: Path) -> None:
        path: Any = tmp_path / "seven.png"
        Image.new("L", (40, 40), 255).save(path)
        message = expect("Use Path(", lambda: datasets.read_photo(path))
        code = message.split("Use ")[1].partition(",")[0]
        assert (datasets.read_photo(eval(code, {"Path": Path})) == 1).all()

    @pytest.mark.parametrize(
        "prepare", [datasets.prepare_photo, datasets.scale_photo, datasets.crop_photo]
    )
    def test_light_is_no_byte(self, prepare: Callable[..., Any]) -> None:
        photo = np.full((40, 40, 3), 255, dtype=np.uint8)
        message = expect("Use np.asarray(photo) / 255", lambda: prepare(photo))
        prepare(eval(message.split("Use ")[1].rstrip("."), {"np": np, "photo": photo}))

    def test_numbers_are_not_probable(self) -> None:
        expect("Use predict()", lambda: numbers(1).predict_proba(X))
        assert numbers(1).predict(X).shape == (90,)

    def test_axes_and_their_figure(self) -> None:
        figure, ax = plots.style.figure(columns=2)
        expect("Use one of them, such as ax[0]", lambda: plots.confusion([[1]], ax))
        plots.confusion([[1]], ax[0])
        expect("Use ax.figure", lambda: plots.show(ax[0], alt="1"))
        assert ax[0].figure is figure

    def test_points_are_no_images(self) -> None:
        moons = datasets.make_moons(10, rng=0)
        expect("are not images: use x", lambda: moons.images)
        expect("have no names: use x", lambda: moons.columns("x1"))
        assert moons.x.shape == (10, 2)

    def test_a_matrix_of_counts(self) -> None:
        advice = "Use confusion_matrix(y_true, y_pred)"
        message = expect(advice, lambda: plots.confusion(np.ones((2, 3))))
        code = message.split("Use ")[1].rstrip(".")
        given = {"confusion_matrix": plots.confusion_matrix, "y_true": YES, "y_pred": YES}
        matrix = eval(code, given)
        assert matrix.tolist() == [[60, 0], [0, 30]]
        plots.confusion(matrix)

    def test_the_activations_of_one_image(self) -> None:
        network = convolutional()
        advice = "Use network.activations(x)[layer + 1][i]"
        message = expect(advice, lambda: plots.activations(network.activations(IMAGES)[1]))
        given = {"network": network, "x": IMAGES, "layer": 0, "i": 5}
        values = eval(message.split("Use ")[1].rstrip("."), given)
        plots.activations(values)

    def test_photos_are_images(self) -> None:
        pets = datasets.make_pets(4, rng=0)
        advice = "Use dataset.images, or plots.images for grey ones"
        expect(advice, lambda: plots.photos(pets.x))
        plots.images(pets.images)

    def test_a_curve_of_what_was_measured(self) -> None:
        history = dense().fit(X, LABELS, epochs=2, progress=False)
        advice = "Give fit validation_data=(x, y), or choose another what="
        expect(advice, lambda: plots.history(history, what="score"))
        plots.history(history, what="loss")
        held_out = (X, LABELS)
        history = dense().fit(X, LABELS, validation_data=held_out, epochs=2, progress=False)
        plots.history(history, what="score")


VERBS = re.compile(
    r"\b([Uu]se|Leave|[Pp]ut|Give|Build|Try|Number|Count|Scale|write|Add|Begin|Turn|Look)\b"
    "|: give"
)


def table(**values: Any) -> pd.DataFrame:
    return pd.DataFrame({name: list(each) for name, each in values.items()})


class TestTables:
    """What is said when a table is read, judged, split and prepared."""

    def test_reading(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        content = b'pay,n\n"1,234",1\n'
        notes = str(tables.read_table(content).attrs["reading"])
        assert "1,234 was read as 1234; if it is not, use decimal=','" in notes
        assert tables.read_table(content, decimal=",")["pay"].tolist() == [1.234]

        content = b"a b\n1 2\n"
        notes = str(tables.read_table(content).attrs["reading"])
        assert "If it holds several, use separator=" in notes
        assert list(tables.read_table(content, separator=" ")) == ["a", "b"]

        content = b"a,b\n"
        advice = "If that is a row, use header=False"
        expect(advice, lambda: tables.read_table(content))
        assert tables.read_table(content, header=False).iloc[0].tolist() == ["a", "b"]

        content = b"a,b\n0,5,1,5\n2,5,2,5\n"
        advice = "Give each column a name in the first row"
        expect(advice, lambda: tables.read_table(content))
        assert list(tables.read_table(content.replace(b"a,b", b"a,b,c,d"))) == [*"abcd"]
        advice = "save it with semicolons between the cells"
        expect(advice, lambda: tables.read_table(content))
        assert tables.read_table(b"a;b\n0,5;1,5\n2,5;2,5\n")["a"].tolist() == [0.5, 2.5]

        advice = "If it is the text of a table itself, use source.encode()"
        source = "a,b\n1,2\n"
        expect(advice, lambda: tables.read_table(source))
        assert list(tables.read_table(source.encode())) == ["a", "b"]

        path = tmp_path / "a.csv"
        with pytest.raises(FileNotFoundError, match="Put it there, or give its whole path"):
            tables.read_table("a.csv")
        with pytest.raises(FileNotFoundError, match="Give the path of a file in it"):
            tables.read_table(str(tmp_path))
        path.write_bytes(b"a,b\n1,2\n")
        assert len(tables.read_table(str(path)))
        monkeypatch.chdir(tmp_path)
        assert len(tables.read_table("a.csv"))

    def test_what_a_report_can_be_of(self) -> None:
        advice = "Read it with read_table(path), or use pd.DataFrame(array, columns=[...])"
        expect(advice, lambda: tables.TableReport(X))
        frame = pd.DataFrame(X, columns=list("abcdef"))
        assert len(tables.TableReport(frame).columns) == 6

        frame.columns = pd.Index(list("abcdee"))
        advice = "Give each column a name of its own: frame.columns = [...]"
        expect(advice, lambda: tables.TableReport(frame))
        frame.columns = list("abcdef")
        assert len(tables.TableReport(frame).columns) == 6

    def test_targets(self) -> None:
        frame = table(x=X[:, 0], few=LABELS, y=X[:, 1], text=NAMES[LABELS])
        said = repr(tables.TableReport(frame, "few"))
        assert "To predict the number, use task='numbers'" in said
        assert tables.TableReport(frame, "few", task="numbers").task == "numbers"
        said = repr(tables.TableReport(frame, "y"))
        assert "To predict classes, use task='classes'" in said
        assert tables.TableReport(frame, "y", task="classes").task == "classes"

        frame["text"] = [*map(str, X[:89, 0]), "about 1"]
        advice = "Make numbers of it with pd.to_numeric, or use task='classes'"
        expect(advice, lambda: tables.TableReport(frame, "text", task="numbers"))
        assert tables.TableReport(frame, "text", task="classes").task == "classes"
        frame["text"] = pd.to_numeric(frame["text"], errors="coerce")
        assert tables.TableReport(frame, "text", task="numbers").task == "numbers"

    def test_repairs(self) -> None:
        frame = table(codes=LABELS, copy=NAMES[YES], x=X[:, 0], y=YES)
        report = tables.TableReport(frame, "y")
        assert report["x"].repair == "Use it as a number."
        assert "If they are codes, not amounts, use 'categories'" in repr(report)
        assert "Would you know this beforehand? Leave it out, unless you would" in repr(
            report
        )
        half = tables.TableReport(frame.assign(x=frame["x"].where(YES == 1)), "y")
        assert half["x"].repair == "Leave it out: too much is missing."
        assert half["x"].use == "leave out"
        uses = report.uses | {"codes": "categories", "copy": "leave out", "x": "number"}
        assert tables.Preparation(uses).fit_transform(frame).shape == (90, 4)

    def test_rows(self) -> None:
        y = [*np.tile(["a"] * 9 + ["b"], 9)[:-1], None]
        frame = table(x=[*X[:88, 0], X[0, 0], 1.0], y=y)
        frame.loc[1] = frame.loc[0]
        report = tables.TableReport(frame, "y")
        said = repr(report)
        assert "leave them out: frame[report.rows]" in said.lower()
        assert "Leave them out: frame[report.rows]" in said
        kept = frame[report.rows]
        assert not kept.duplicated().any()
        assert kept["y"].notna().all()
        assert "Use repeated folds: RepeatedKFold(n_splits=5, n_repeats=10)" in said
        folds = RepeatedKFold(n_splits=5, n_repeats=10)
        model = make_pipeline(tables.Preparation(report.uses), NetworkClassifier(epochs=1))
        assert len(cross_val_score(model, kept, kept["y"], cv=folds)) == 50
        assert "Look at the balanced accuracy and the confusion matrix first" in said
        scores = cross_val_score(model, kept, kept["y"], scoring="balanced_accuracy")
        assert scores.max() < 0.9  # always "a" is right in nine of ten rows

    def test_splits(self) -> None:
        frame = table(bird=[None, *"aabb"], time=range(5))
        both = {"group": "bird", "time": "time"}
        expect("Leave out all but one", lambda: tables.split_table(frame, **both))
        del both["time"]
        advice = "Leave them out: frame.dropna(subset=['bird'])"
        expect(advice, lambda: tables.split_table(frame, **both))
        assert "Leave them out: frame.dropna(subset=[" in advice
        kept = frame.dropna(subset=["bird"])
        assert len(tables.split_table(kept, **both).test) == 2

    def test_preparations(self) -> None:
        frame = table(x=X[:, 0], sort=NAMES[LABELS], none=[None] * 90)
        advice = "Use one as 'number', 'categories' or 'date'"
        expect(advice, lambda: tables.Preparation({"x": "leave out"}).fit(frame))
        advice = "Read it with read_table(path), or use pd.DataFrame(array, columns=[...])"
        preparation = tables.Preparation({"x": "number"})
        assert tables.Preparation({"sort": "categories"}).fit_transform(frame).any()
        expect(advice, lambda: preparation.fit(frame.to_numpy()))
        preparation.fit(pd.DataFrame(frame.to_numpy(), columns=["x", "sort", "none"]))
        advice = "Read both parts of the table in the same way, or leave it out"
        test = frame.assign(x=[f"{number:.3f}".replace(".", ",") for number in frame["x"]])
        expect(advice, lambda: preparation.transform(test))
        content = test.to_csv(index=False, sep=";").encode()
        assert len(preparation.transform(tables.read_table(content))) == 90
        frame["day"] = pd.date_range("2020-01-01", periods=90)
        day = tables.Preparation({"day": "categories"})
        expect("Use it as a 'date'", lambda: day.fit(frame))
        assert tables.Preparation({"day": "date"}).fit_transform(frame).shape == (90, 2)
        uses = {"x": "leave out", "sort": "categories"}
        assert tables.Preparation(uses).fit(frame).transform(test).shape == (90, 3)


def test_a_schedule_that_is_over() -> None:
    """Give the schedule more steps, or begin it again by the optimizer's reset()."""
    x, labels = np.random.default_rng(0).normal(size=(64, 3)), np.arange(64) % 2
    network = Network([Dense(3, 2)], loss=SoftmaxCrossEntropy(), rng=0)
    arguments: Any = {"epochs": 1, "progress": False, "rng": 0}
    for cure in ("reset", "more steps"):
        optimizer = SGD(Cosine(0.1, 2))
        network.fit(x, labels, optimizer=optimizer, **arguments)
        with pytest.warns(UserWarning, match="is over"):
            network.fit(x, labels, optimizer=optimizer, **arguments)
        before = network.get_weights()[0]
        if cure == "reset":
            optimizer.reset()
        else:
            optimizer.learning_rate = Cosine(0.1, 200)
        network.fit(x, labels, optimizer=optimizer, **arguments)
        assert not np.array_equal(network.get_weights()[0], before)


def test_steps_that_are_too_small() -> None:
    """Try a larger learning rate."""
    network = Network([Dense(3, 2, bias=False)], loss=SoftmaxCrossEntropy(), rng=0)
    x, labels = np.random.default_rng(0).normal(size=(64, 3)), np.arange(64) % 2
    arguments: Any = {"epochs": 1, "rng": 0, "progress": False}
    with pytest.warns(UserWarning, match=r"moved no weight: .* too small for float32\."):
        network.fit(x, labels, optimizer=SGD(1e-12), **arguments)
    before = network.get_weights()[0]
    network.fit(x, labels, optimizer=SGD(1e-3), **arguments)
    assert not np.array_equal(network.get_weights()[0], before)


def test_a_photo_with_too_many_pixels() -> None:
    """Scale it down, or take a screenshot of it."""
    whole, smaller = io.BytesIO(), io.BytesIO()
    photo = Image.new("L", (9000, 9000), 255)
    photo.save(whole, "PNG")
    expect("Scale it down", lambda: datasets.read_photo(whole.getvalue()))
    photo.resize((900, 900)).save(smaller, "PNG")
    assert (datasets.read_photo(smaller.getvalue()) == 1).all()


ABOUT_FILES = {  # their advice is to put another file there, and their own tests follow it
    "storage.py",
    "parts.py",
    "checkpoint.py",
    "files.py",
    "cats_and_dogs.py",
    "spoken_digits.py",
}
PACKAGE = Path(ann_lib.__file__).parent


def _advice() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name in ABOUT_FILES:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and id(node) not in docstrings and VERBS.search(text):
                for sentence in re.split(r"(?<=[.;]) ", text.strip(" .;")):
                    if VERBS.search(sentence):
                        yield path.name, sentence.strip(" .;")


def test_no_advice_is_left_out_here() -> None:
    """Every sentence of advice in the library stands in this file too."""
    here = Path(__file__).read_text(encoding="utf-8").replace("\\", "")
    found = list(_advice())
    assert len(found) > 25
    assert [(file, text) for file, text in found if text not in here] == []
