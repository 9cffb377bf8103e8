"""The scikit-learn wrapper: scikit-learn's own checks, and what its users do with it."""

from __future__ import annotations

import copy
import json
import os
import pickle
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.compose import TransformedTargetRegressor
from sklearn.datasets import load_diabetes, load_digits
from sklearn.ensemble import BaggingClassifier
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from ann_lib import Dense, Network, ReLU, SoftmaxCrossEntropy, datasets
from ann_lib.optimizers import SGD, Adam, RMSProp
from ann_lib.sklearn import (
    ACTIVATIONS,
    NetworkClassifier,
    NetworkRegressor,
    from_sklearn,
)
from ann_lib.training import TrainingDivergedError

Digits = tuple[NDArray[Any], NDArray[Any]]

RUN_CHECKS = """
import json
from sklearn.utils.estimator_checks import check_estimator
from ann_lib.sklearn import NetworkClassifier, NetworkRegressor
for kind in (NetworkClassifier, NetworkRegressor):
    found = check_estimator(kind(), on_fail=None)
    print(json.dumps([(r["check_name"], r["status"], repr(r["exception"])) for r in found]))
"""


@pytest.fixture(scope="module")
def digits() -> Digits:
    x, y = load_digits(return_X_y=True)
    chosen = np.random.default_rng(0).permutation(len(x))[:600]
    return (x[chosen] / 16).astype(np.float32), y[chosen]


def test_every_check_of_scikit_learn_passes_and_none_is_skipped() -> None:
    """In a process of its own: SciPy reads its switch for array APIs when imported."""
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RUN_CHECKS],
        env={**os.environ, "SCIPY_ARRAY_API": "1"},
        capture_output=True,
        text=True,
        timeout=240,
        check=True,
    )
    both = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(both) == 2
    for results in both:
        assert len(results) > 45
        assert [r for r in results if r[1] != "passed"] == []


def test_a_pipeline_learns_string_labels(digits: Digits) -> None:
    x, y = digits
    names = np.array(["zero", "one", "two", "three"], dtype=object)
    some = y < 4
    model = make_pipeline(StandardScaler(), NetworkClassifier(epochs=50, random_state=0))
    model.fit(x[some][:180], names[y[some]][:180])
    assert list(model[-1].classes_) == sorted(names)
    assert set(model.predict(x[some])) == set(names)
    assert model.score(x[some][180:], names[y[some]][180:]) > 0.9
    probabilities = model.predict_proba(x[some])
    assert probabilities.shape == (some.sum(), 4)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)


@pytest.mark.parametrize("labels", [("dog", "cat"), (True, False), (7, -3), (0.0, 1.0)])
def test_two_classes_of_any_kind(labels: tuple[Any, Any]) -> None:
    moons = datasets.make_moons(100, noise=0.1, rng=0)
    y = np.where(moons.y == 0, *labels)
    model = NetworkClassifier(20, learning_rate=0.02, random_state=0).fit(moons.x, y)
    assert model.predict_proba(moons.x).shape == (100, 2)
    assert model.predict(moons.x).dtype == y.dtype
    assert model.score(moons.x, y) > 0.95


def test_one_class_alone_is_refused_and_named() -> None:
    with pytest.raises(ValueError, match=r"one class only, 'cat'.*stratify=y"):
        NetworkClassifier().fit(np.ones((5, 2)), ["cat"] * 5)


def test_measured_numbers_are_no_labels() -> None:
    with pytest.raises(ValueError, match="Unknown label type: continuous"):
        NetworkClassifier().fit(np.ones((3, 2)), [0.1, 0.2, 0.7])


def test_grid_search_finds_the_network_that_can_solve_xor() -> None:
    xor = datasets.make_xor(120, rng=0)
    search = GridSearchCV(
        NetworkClassifier(learning_rate=0.02, epochs=60, random_state=0),
        {"hidden_units": [(), (16,)], "activation": ["relu", "tanh"]},
        cv=3,
    ).fit(xor.x, xor.y)
    assert search.best_params_["hidden_units"] == (16,)
    assert search.best_score_ > 0.9
    scores = search.cv_results_["mean_test_score"]
    linear = [p["hidden_units"] == () for p in search.cv_results_["params"]]
    assert scores[linear].max() < 0.75


def test_cross_validation_and_bagging(digits: Digits) -> None:
    x, y = digits
    model = NetworkClassifier(learning_rate=0.01, epochs=10, random_state=0)
    scores = cross_val_score(model, x, y, cv=3)
    assert scores.shape == (3,)
    assert scores.min() > 0.85
    bag = BaggingClassifier(NetworkClassifier(epochs=10), 3, random_state=0).fit(x, y)
    first, second = (e.network_.get_weights()[0] for e in bag.estimators_[:2])
    assert not np.array_equal(first, second)


def test_a_clone_has_the_arguments_and_nothing_learned(digits: Digits) -> None:
    model = NetworkClassifier((8, 4), activation="tanh", weight_decay=0.1, epochs=1)
    twin = clone(model.fit(*digits))
    assert twin.get_params() == model.get_params()
    with pytest.raises(NotFittedError):
        twin.predict(digits[0])


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))])
def test_a_copy_predicts_the_same_and_can_be_trained_on(
    copied: Any, digits: Digits
) -> None:
    x, y = digits
    model = NetworkClassifier(16, epochs=3, random_state=0).fit(x, y)
    twin = copied(model)
    np.testing.assert_array_equal(twin.predict_proba(x), model.predict_proba(x))
    before = model.network_.evaluate(x, y)
    twin.network_.fit(x, y, epochs=5, progress=False, rng=0)
    assert twin.network_.evaluate(x, y)[0] < 0.8 * before[0]
    assert model.network_.evaluate(x, y) == before


@pytest.mark.parametrize(
    "seed",
    [lambda: 3, lambda: np.random.default_rng(3), lambda: np.random.RandomState(3)],
    ids=["int", "Generator", "RandomState"],
)
def test_the_same_seed_gives_the_same_numbers(seed: Any, digits: Digits) -> None:
    x, y = digits
    first, second = (
        NetworkClassifier(8, epochs=2, random_state=seed()).fit(x, y) for _ in range(2)
    )
    np.testing.assert_array_equal(first.predict_proba(x), second.predict_proba(x))
    other = NetworkClassifier(8, epochs=2, random_state=4).fit(x, y)
    assert not np.array_equal(first.predict_proba(x), other.predict_proba(x))


def test_it_is_the_network_that_one_would_build_by_hand(digits: Digits) -> None:
    x, y = digits
    model = NetworkClassifier(12, epochs=3, batch_size=50, random_state=5).fit(x, y)
    rng = np.random.default_rng(5)
    layers = [Dense(64, 12), ReLU(), Dense(12, 10)]
    network = Network(layers, loss=SoftmaxCrossEntropy(), rng=rng)
    history = network.fit(x, y, epochs=3, batch_size=50, rng=rng, progress=False)
    assert dict(model.history_) == dict(history)
    np.testing.assert_array_equal(model.predict(x), network.predict(x))


def test_float32_stays_and_all_else_becomes_float64(digits: Digits) -> None:
    x, y = digits
    for given, kept in [("float32", "float32"), ("float64", "float64"), ("int", "float64")]:
        model = NetworkClassifier(4, epochs=1).fit(x.astype(given), y)
        assert model.network_.dtype == kept
        assert model.predict_proba(x.astype(given)).dtype == kept


@pytest.mark.parametrize("optimizer", ["adam", "sgd", "rmsprop"])
@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "gelu", "tanh", "sigmoid"])
def test_every_choice_learns(optimizer: str, activation: str) -> None:
    moons = datasets.make_moons(100, noise=0.1, rng=0)
    rate = 0.1 if optimizer == "sgd" else 0.02
    model = NetworkClassifier(
        20,
        activation=activation,
        optimizer=optimizer,
        learning_rate=rate,
        random_state=0,
    ).fit(moons.x, moons.y)
    assert type(model.network_.layers[1]) is ACTIVATIONS[activation]
    assert model.score(moons.x, moons.y) > 0.8
    assert model.history_["loss"][-1] < 0.8 * model.history_["loss"][0]


def test_arguments_reach_the_optimizer() -> None:
    model = NetworkClassifier(learning_rate=0.3, momentum=0.5, weight_decay=0.01)
    build = model._build_optimizer
    assert repr(build()) == repr(Adam(0.3, weight_decay=0.01))
    model.optimizer = "sgd"
    assert repr(build()) == repr(SGD(0.3, momentum=0.5, weight_decay=0.01))
    model.optimizer = "rmsprop"
    assert repr(build()) == repr(RMSProp(0.3, weight_decay=0.01))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"activation": "swish"}, "activation must be one of 'relu', .*'swish'"),
        ({"optimizer": "lbfgs"}, "optimizer must be one of 'adam', .*'lbfgs'"),
        ({"hidden_units": (10, 0)}, "hidden_units must be at least 1, got 0"),
        ({"epochs": 0}, "epochs must be at least 1, got 0"),
        ({"batch_size": -1}, "batch_size must be at least 1, got -1"),
        ({"learning_rate": 0}, "learning_rate must be above 0, got 0"),
        ({"random_state": -1}, "random_state must be a seed of at least 0"),
    ],
)
def test_a_wrong_argument_is_named_when_fitting(
    arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        NetworkClassifier(**arguments).fit([[0.0], [1.0]], [0, 1])


def test_hidden_units_are_whole_numbers() -> None:
    with pytest.raises(TypeError, match=r"hidden_units must be a whole number"):
        NetworkClassifier((2.5,)).fit([[0.0], [1.0]], [0, 1])


def test_divergence_says_what_to_try() -> None:
    model = NetworkRegressor(optimizer="sgd", learning_rate=1e6, random_state=0)
    with np.errstate(all="ignore"), pytest.raises(TrainingDivergedError, match="smaller"):
        model.fit(np.arange(20.0).reshape(-1, 1), np.arange(20.0) ** 3)


def test_a_regressor_with_one_number_or_several() -> None:
    rng = np.random.default_rng(0)
    x = rng.uniform(-1, 1, (200, 2))
    y = np.column_stack([x[:, 0] * x[:, 1], x.sum(axis=1), x[:, 0] ** 2])
    model = NetworkRegressor(40, learning_rate=0.01, random_state=0)
    assert model.fit(x, y).score(x, y) > 0.95
    assert model.predict(x).shape == (200, 3)
    assert model.fit(x, y[:, 0]).predict(x).shape == (200,)
    assert model.fit(x, y[:, :1]).predict(x).shape == (200, 1)


def test_large_targets_want_to_be_scaled() -> None:
    x, y = load_diabetes(return_X_y=True)
    network = NetworkRegressor(16, epochs=60, weight_decay=1.0, random_state=0)
    model = make_pipeline(
        StandardScaler(), TransformedTargetRegressor(network, transformer=StandardScaler())
    )
    assert cross_val_score(model, x, y, cv=3).mean() > 0.35
    assert cross_val_score(network, x, y, cv=3).mean() < 0


SOLVERS = ["lbfgs", "newton-cg", "saga"]


class TestFromScikitLearn:
    """Its models as networks: the same numbers, to 1e-6."""

    @pytest.mark.parametrize("activation", ["identity", "logistic", "tanh", "relu"])
    @pytest.mark.parametrize("hidden", [(), (7,), (6, 6)])
    @pytest.mark.parametrize("n_classes", [2, 3, 10])
    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    @pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
    def test_classifier(
        self, digits: Digits, activation: str, hidden: Any, n_classes: int, dtype: Any
    ) -> None:
        x, y = digits
        x = x[y < n_classes].astype(dtype)
        names = np.array(list("jihgfedcba"))[y[y < n_classes]]
        model = MLPClassifier(
            hidden,
            activation=activation,
            learning_rate_init=0.02,
            max_iter=20,
            random_state=0,
        ).fit(x, names)
        network = from_sklearn(model)
        assert network.dtype == dtype
        expected = model.predict_proba(x)
        given = network.predict_proba(x)
        if n_classes == 2:
            given = np.hstack([1 - given, given])
        assert expected.std() > 0.05
        np.testing.assert_allclose(given, expected, atol=1e-6)
        sure = np.sort(expected)[:, -1] - np.sort(expected)[:, -2] > 1e-5
        assert sure.mean() > 0.9
        answers = model.classes_[network.predict(x)]
        assert (answers == model.predict(x))[sure].all()

    @pytest.mark.parametrize("n_outputs", [1, 3])
    @pytest.mark.parametrize("activation", ["relu", "tanh"])
    @pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
    def test_regressor(self, digits: Digits, activation: str, n_outputs: int) -> None:
        x = digits[0].astype(np.float64)
        y = x[:, 10] if n_outputs == 1 else x[:, 10 : 10 + n_outputs]
        model = MLPRegressor(
            hidden_layer_sizes=(9,),
            activation=activation,
            learning_rate_init=0.02,
            max_iter=50,
            random_state=0,
        )
        model.fit(x[:, 20:], y)
        network = from_sklearn(model)
        expected = model.predict(x[:, 20:])
        np.testing.assert_allclose(network.predict(x[:, 20:]), expected, atol=1e-6)
        assert network.score(x[:, 20:], y) > 0

    @pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
    def test_several_labels_at_once(self, digits: Digits) -> None:
        x, y = digits[0].astype(np.float64), np.stack([digits[1] > 4, digits[1] % 2], 1)
        model = MLPClassifier((9,), max_iter=5, random_state=0).fit(x, y)
        given = from_sklearn(model).predict_proba(x)
        np.testing.assert_allclose(given, model.predict_proba(x), atol=1e-6)

    @pytest.mark.parametrize("n_classes", [2, 4])
    @pytest.mark.parametrize("intercept", [True, False])
    @pytest.mark.parametrize("solver", SOLVERS)
    @pytest.mark.filterwarnings("ignore:The max_iter was reached")
    def test_logistic_regression(
        self, digits: Digits, solver: str, intercept: bool, n_classes: int
    ) -> None:
        x, y = digits[0].astype(np.float64), digits[1]
        x, y = x[y < n_classes], y[y < n_classes]
        model = LogisticRegression(solver=solver, fit_intercept=intercept, max_iter=200)
        model.fit(x, y)
        given = from_sklearn(model).predict_proba(x)
        if n_classes == 2:
            given = np.hstack([1 - given, given])
        np.testing.assert_allclose(given, model.predict_proba(x), atol=1e-6)

    def test_it_can_be_trained_on_and_saved(self, digits: Digits, tmp_path: Any) -> None:
        x, y = digits[0].astype(np.float64), digits[1]
        network = from_sklearn(LogisticRegression(max_iter=5000).fit(x, y))
        before = network.evaluate(x, y)[0]
        network.fit(x, y, epochs=5, rng=0, progress=False)
        assert network.evaluate(x, y)[0] < before
        network.save(tmp_path / "net.npz")
        assert repr(Network.load(tmp_path / "net.npz")) == repr(network)

    @pytest.mark.parametrize(
        "model", [MLPClassifier(), MLPRegressor(), LogisticRegression()]
    )
    def test_a_model_that_is_not_fitted(self, model: Any) -> None:
        with pytest.raises(NotFittedError, match="not fitted yet"):
            from_sklearn(model)

    @pytest.mark.parametrize(
        "model", [None, StandardScaler(), NetworkClassifier(), MLPClassifier]
    )
    def test_something_else(self, model: Any) -> None:
        with pytest.raises(TypeError, match="model must be a fitted MLPClassifier, MLPR"):
            from_sklearn(model)

    @pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
    def test_outputs_that_no_loss_has(self, digits: Digits) -> None:
        x, y = digits
        model = LogisticRegression(max_iter=5000).fit(x, y)
        model.solver = "liblinear"  # which fits each class against the rest
        with pytest.raises(TypeError, match="outputs of the kind 'one against the rest'"):
            from_sklearn(model)
        model = MLPRegressor("poisson", (3,), max_iter=5, random_state=0).fit(x, y)
        with pytest.raises(TypeError, match="outputs of the kind 'exp' of MLPRegressor"):
            from_sklearn(model)
