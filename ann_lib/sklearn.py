"""Networks as scikit-learn estimators, and scikit-learn's models as networks.

The estimators are a thin wrapper, for pipelines, grid search and cross-validation. Their
arguments are plain numbers and names, so that scikit-learn can copy and vary them.
``fit`` builds a `Network` from them and trains it; the trained network is ``network_``.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import Pipeline
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from ann_lib._support.checks import FloatArray, check_choice, check_int, check_rng, describe
from ann_lib.activations import GELU, LeakyReLU, Linear, ReLU, Sigmoid, Tanh
from ann_lib.layers import Dense, Layer
from ann_lib.losses import BinaryCrossEntropy, Loss, MeanSquaredError, SoftmaxCrossEntropy
from ann_lib.network import Network
from ann_lib.optimizers import SGD, Adam, Optimizer, RMSProp

ACTIVATIONS: dict[str, type[Layer]] = {
    "relu": ReLU,
    "leaky_relu": LeakyReLU,
    "gelu": GELU,
    "tanh": Tanh,
    "sigmoid": Sigmoid,
    "linear": Linear,
}
OPTIMIZERS: dict[str, type[Optimizer]] = {"adam": Adam, "sgd": SGD, "rmsprop": RMSProp}
DTYPES = (np.float64, np.float32)  # x keeps either of them; all else becomes the first


class _NetworkEstimator(BaseEstimator):  # type: ignore[misc]
    """What classifier and regressor have in common: build, fit and check the data."""

    loss: ClassVar[type[Loss]]

    def __init__(
        self,
        hidden_units: tuple[int, ...] = (100,),
        *,
        activation: str = "relu",
        optimizer: str = "adam",
        learning_rate: float = 0.001,
        momentum: float = 0.9,
        weight_decay: float = 0.0,
        epochs: int = 100,
        batch_size: int = 32,
        progress: bool = False,
        random_state: Any = None,
    ) -> None:
        self.hidden_units = hidden_units
        self.activation = activation
        self.optimizer = optimizer
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.weight_decay = weight_decay
        self.epochs = epochs
        self.batch_size = batch_size
        self.progress = progress
        self.random_state = random_state

    def _train(self, x: FloatArray, y: NDArray[Any], n_outputs: int) -> None:
        rng = _generator(self.random_state)
        activation = ACTIVATIONS[check_choice(self.activation, "activation", ACTIVATIONS)]
        units = [check_int(n, "hidden_units") for n in np.atleast_1d(self.hidden_units)]
        layers: list[Layer] = []
        for n_inputs, n_units in zip([x.shape[1], *units], units, strict=False):
            layers += [Dense(n_inputs, n_units), activation()]
        layers.append(Dense([x.shape[1], *units][-1], n_outputs))
        self.network_ = Network(layers, loss=self.loss(), dtype=x.dtype, rng=rng)
        self.history_ = self.network_.fit(
            x,
            y,
            epochs=self.epochs,
            batch_size=self.batch_size,
            optimizer=self._build_optimizer(),
            rng=rng,
            progress=self.progress,
        )

    def _build_optimizer(self) -> Optimizer:
        kind = OPTIMIZERS[check_choice(self.optimizer, "optimizer", OPTIMIZERS)]
        arguments: dict[str, float] = {"momentum": self.momentum} if kind is SGD else {}
        return kind(self.learning_rate, weight_decay=self.weight_decay, **arguments)

    def _check_fitted(self, x: ArrayLike) -> FloatArray:
        check_is_fitted(self)
        array: FloatArray = validate_data(self, x, reset=False, dtype=DTYPES)
        return array


class NetworkClassifier(ClassifierMixin, _NetworkEstimator):  # type: ignore[misc]
    """A network that chooses one of two or more classes, as a scikit-learn classifier.

    Parameters
    ----------
    hidden_units : int or tuple of int
        Units of each hidden layer; ``()`` for no hidden layer.
    activation : {"relu", "leaky_relu", "gelu", "tanh", "sigmoid", "linear"}
        Of the hidden layers.
    optimizer : {"adam", "sgd", "rmsprop"}
    learning_rate : float
        About 0.001 for Adam and RMSProp, 0.01 to 0.1 for SGD.
    momentum : float
        Only for SGD.
    weight_decay : float
        Decoupled from the gradient (Loshchilov and Hutter 2019).
    epochs, batch_size : int
    progress : bool
        Whether ``fit`` shows a progress bar.
    random_state : int, Generator, RandomState or None
        Draws the weights and the order of the samples. The same int gives the same
        network.

    Attributes
    ----------
    network_ : Network
        The trained network. It is float32 if ``x`` is, which takes about half the time,
        and float64 otherwise.
    history_ : History
    classes_ : ndarray, shape (n_classes,)
        The labels in ``y``, sorted; they may be numbers or strings.
    n_features_in_ : int

    Examples
    --------
    >>> from sklearn.datasets import load_digits
    >>> from sklearn.model_selection import cross_val_score
    >>> from sklearn.pipeline import make_pipeline
    >>> from sklearn.preprocessing import StandardScaler
    >>> x, y = load_digits(return_X_y=True)
    >>> network = NetworkClassifier(epochs=20, random_state=0)
    >>> model = make_pipeline(StandardScaler(), network)
    >>> bool(cross_val_score(model, x, y, cv=3).mean() > 0.9)
    True
    """

    loss = SoftmaxCrossEntropy

    def fit(self, X: ArrayLike, y: ArrayLike) -> NetworkClassifier:
        """Build a network and train it.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_features)
        y : array_like, shape (n_samples,)
            Labels of any kind.

        Raises
        ------
        ValueError
            If the data are not finite numbers of matching length, or all samples have
            the same class.
        TrainingDivergedError
            If the loss becomes infinite: the learning rate is too large.
        """
        x, labels = validate_data(self, X, y, dtype=DTYPES)
        check_classification_targets(labels)
        self.classes_, numbers = np.unique(labels, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(
                f"y holds one class only, {self.classes_.tolist()[0]!r}: a classifier "
                "needs samples of at least two classes. Look at np.unique(y); if a split "
                "of the data left the others out, split with stratify=y."
            )
        self._train(x, numbers, len(self.classes_))
        return self

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return each sample's most probable label, shape (n_samples,)."""
        x = self._check_fitted(X)
        labels: NDArray[Any] = self.classes_[self.network_.predict(x)]
        return labels

    def predict_proba(self, X: ArrayLike) -> FloatArray:
        """Return probabilities, shape (n_samples, n_classes), in the order of classes_."""
        x = self._check_fitted(X)
        return self.network_.predict_proba(x)


class NetworkRegressor(RegressorMixin, _NetworkEstimator):  # type: ignore[misc]
    """A network that predicts one number or several, as a scikit-learn regressor.

    Parameters and attributes are those of `NetworkClassifier`, without ``classes_``.
    Targets that are far from 0, or much larger or smaller than 1, are learned slowly:
    scale them with `sklearn.compose.TransformedTargetRegressor`.

    Examples
    --------
    >>> x = np.linspace(-1, 1, 100).reshape(-1, 1)
    >>> y = x[:, 0] ** 2
    >>> model = NetworkRegressor(20, learning_rate=0.01, random_state=0).fit(x, y)
    >>> bool(model.score(x, y) > 0.95)
    True
    """

    loss = MeanSquaredError

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags

    def fit(self, X: ArrayLike, y: ArrayLike) -> NetworkRegressor:
        """Build a network and train it.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_features)
        y : array_like, shape (n_samples,) or (n_samples, n_outputs)

        Raises
        ------
        ValueError
            If the data are not finite numbers of matching length.
        TrainingDivergedError
            If the loss becomes infinite: the learning rate is too large, or the targets
            are not scaled.
        """
        x, numbers = validate_data(
            self, X, y, dtype=DTYPES, multi_output=True, y_numeric=True
        )
        self._target_shape = numbers.shape[1:]
        self._train(x, numbers, int(np.prod(self._target_shape)))
        return self

    def predict(self, X: ArrayLike) -> FloatArray:
        """Return numbers, shape (n_samples,) or (n_samples, n_outputs), as in ``fit``."""
        x = self._check_fitted(X)
        numbers: FloatArray = self.network_.predict(x).reshape(len(x), *self._target_shape)
        return numbers


OUTPUTS: dict[str, type[Loss]] = {
    "softmax": SoftmaxCrossEntropy,
    "logistic": BinaryCrossEntropy,
    "identity": MeanSquaredError,
}


def from_sklearn(model: Any) -> Network:
    """Return a fitted model of scikit-learn as a network that computes the same.

    Parameters
    ----------
    model : MLPClassifier, MLPRegressor or LogisticRegression

    Returns
    -------
    network : Network
        Of float32 if the model's weights are, else float64. Its answers are the numbers
        of the classes, from 0, in the order of ``model.classes_``; where there are two
        classes its one output says how probable the second is.

    Raises
    ------
    NotFittedError
        If the model is not fitted.
    TypeError
        If it is no such model, or one whose outputs no loss here has.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.linear_model import LogisticRegression
    >>> x, y = load_iris(return_X_y=True)
    >>> model = LogisticRegression(max_iter=1000).fit(x, y)
    >>> network = from_sklearn(model)
    >>> network
    Network([Dense(4, 3)], loss=SoftmaxCrossEntropy(), dtype='float64')
    >>> bool((model.classes_[network.predict(x)] == model.predict(x)).all())
    True
    """
    if isinstance(model, Pipeline):
        raise TypeError(
            "from_sklearn takes one model, got a pipeline. Use from_sklearn(model[-1]), "
            "and model[:-1].transform(x) in place of x."
        )
    if isinstance(model, MLPClassifier | MLPRegressor):
        check_is_fitted(model)
        names = {"logistic": "sigmoid", "identity": "linear"}
        activation = ACTIVATIONS[names.get(model.activation, model.activation)]
        pairs = list(zip(model.coefs_, model.intercepts_, strict=True))
        output = model.out_activation_
    elif isinstance(model, LogisticRegression):
        check_is_fitted(model)
        activation, bias = Linear, np.broadcast_to(model.intercept_, len(model.coef_))
        pairs, output = [(model.coef_.T, bias)], _output_of(model)
    else:
        raise TypeError(
            "model must be a fitted MLPClassifier, MLPRegressor or LogisticRegression, got "
            f"{describe(model)}."
        )
    if output not in OUTPUTS:
        raise TypeError(f"No loss here has outputs of the kind {output!r} of {model!r}.")
    between = [activation() for _ in pairs[1:]]
    return Network.from_weights(pairs, between, loss=OUTPUTS[output]())


def _output_of(model: LogisticRegression) -> str:
    """Return how a logistic regression makes probabilities of its sums."""
    if len(model.classes_) == 2:
        return "logistic"
    several = model.solver == "liblinear" or getattr(model, "multi_class", None) == "ovr"
    return "one against the rest" if several else "softmax"


def _generator(random_state: Any) -> np.random.Generator:
    """Return a generator; NumPy's older RandomState is accepted, as in scikit-learn."""
    if isinstance(random_state, np.random.RandomState):
        return np.random.default_rng(random_state.randint(2**31))
    return check_rng(random_state, "random_state")
