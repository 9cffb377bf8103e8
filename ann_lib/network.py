"""The network: layers in a row, a loss at the end, and the loop that trains them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from ann_lib._support.checks import (
    FloatArray,
    IntArray,
    Rng,
    check_array,
    check_int,
    check_rng,
    describe,
)
from ann_lib._support.parts import build_part, check_header, describe_part, mended
from ann_lib._support.progress import Progress
from ann_lib._support.storage import read_npz, write_npz
from ann_lib._support.summary import Summary
from ann_lib.layers import Dense, Layer, Shape
from ann_lib.losses import Loss
from ann_lib.optimizers import Adam, Optimizer
from ann_lib.parameter import Parameter, lay_out, pack
from ann_lib.structure import (
    Samples,
    check_data,
    check_dtype,
    check_pair,
    check_samples,
    check_structure,
    check_weights,
)
from ann_lib.training import Callback, History, Training


class Network:
    """Layers in a row: what one puts out, the next takes in.

    Parameters
    ----------
    layers : sequence of Layer
        The last one gives logits where the loss is one for classes.
    loss : Loss
        What training makes small.
    input_shape : tuple of int, optional
        Shape of one sample; not needed where the first layer is Dense.
    dtype : {"float32", "float64"}
        Of the parameters and of all that is computed.
    rng : Generator or int, optional
        Draws all parameters anew, in order: the same seed gives the same network.

    Examples
    --------
    >>> from ann_lib import Dense, ReLU, SoftmaxCrossEntropy
    >>> Network([Dense(64, 32), ReLU(), Dense(32, 10)], loss=SoftmaxCrossEntropy(), rng=0)
    Network([Dense(64, 32), ReLU(), Dense(32, 10)], loss=SoftmaxCrossEntropy())
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        *,
        loss: Loss,
        input_shape: Shape | None = None,
        dtype: DTypeLike = "float32",
        rng: Rng = None,
    ) -> None:
        self.shapes = check_structure(layers, loss, input_shape)
        self.layers, self.loss = list(layers), loss
        self.dtype = check_dtype(dtype)
        self.parameters = [p for layer in self.layers for p in layer.parameters]
        learning = (i for i, layer in enumerate(self.layers) if layer.parameters)
        self._first = next(learning, len(self.layers))
        self._packed: list[Parameter] = pack(self.parameters, self.dtype, [])
        if rng is not None:
            self.initialize(rng)

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__ |= state
        lay_out(self.parameters, self._packed, self.dtype)  # a copy's arrays are no views

    @property
    def packed(self) -> list[Parameter]:
        """All parameters as one vector, in a list, which is empty if there are none."""
        self._packed = pack(self.parameters, self.dtype, self._packed)
        return self._packed

    def initialize(self, rng: Rng) -> None:
        """Draw all parameters anew: a new start, or with the same seed the same."""
        generator = check_rng(rng)
        for layer in self.layers:
            layer.initialize(generator)

    def __repr__(self) -> str:
        shape = f", input_shape={self.shapes[0]}" if len(self.shapes[0]) > 1 else ""
        dtype = ", dtype='float64'" if self.dtype == np.float64 else ""
        return f"Network({self.layers!r}, loss={self.loss!r}{shape}{dtype})"

    def summary(self) -> Summary:
        """Return a table of layers, shapes and parameter counts."""
        rows = [("input", str(self.shapes[0]), 0)]
        for layer, shape in zip(self.layers, self.shapes[1:], strict=True):
            count = sum(parameter.value.size for parameter in layer.parameters)
            rows.append((repr(layer), str(shape), count))
        return Summary(rows)

    # One input forward, and its gradient backward.

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """Return the last layer's output, shape (n_samples, n_outputs)."""
        for layer in self.layers:
            x = layer.forward(x, training=training)
        return x

    def backward(self, d_output: FloatArray) -> None:
        """Set every parameter's gradient, last layer first."""
        d: FloatArray | None = d_output
        learning = self.layers[self._first :]
        for layer in reversed(learning):
            assert d is not None
            d = layer.backward(d, needs_d_input=layer is not learning[0])

    def train_batch(
        self, x: FloatArray, y: FloatArray | IntArray, optimizer: Optimizer
    ) -> float:
        """Take one step on one batch and return its loss; arguments are not checked.

        `epoch` takes it on every batch, and `fit` takes many epochs.
        """
        packed = self.packed
        loss = self.loss.forward(self.forward(x, training=True), y)
        self.backward(self.loss.backward())
        optimizer.step(packed)
        return loss

    def epoch(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        optimizer: Optimizer,
        batch_size: int = 32,
        augment: Callable[..., Any] | None = None,
        rng: Rng = None,
    ) -> Iterator[float]:
        """Train on all samples once, batch by batch, and yield each batch's loss.

        It is what `fit` does in one epoch, with the same arguments and errors. Each batch
        is trained on when its loss is asked for, so that one may look in between, or
        leave early::

            for loss in network.epoch(x, y, optimizer=SGD(0.1), rng=0):
                print(loss)
        """
        data, size = self.check_data(x, y), check_int(batch_size, "batch_size")
        training = Training(self, optimizer, check_rng(rng), augment=augment)
        return training.epoch(*data, size)

    def fit(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        epochs: int = 10,
        batch_size: int = 32,
        optimizer: Optimizer | None = None,
        validation_data: tuple[ArrayLike, ArrayLike] | None = None,
        callbacks: Sequence[Callback] = (),
        augment: Callable[..., Any] | None = None,
        rng: Rng = None,
        progress: bool = True,
    ) -> History:
        """Train on all samples ``epochs`` times, in mini-batches.

        Parameters
        ----------
        x : array_like, shape (n_samples, ...)
        y : array_like
            What the loss wants: labels (n_samples,), or numbers (n_samples, n_outputs).
        epochs, batch_size : int
        optimizer : Optimizer, optional
            Adam() unless another is given.
        validation_data : (x, y), optional
            Samples on which to measure after each epoch, and not to train.
        callbacks : sequence of Callback
        augment : callable, optional
            Called as ``augment(batch, rng=rng)`` with a copy of each batch, it returns
            what is trained on instead; such as `ann_lib.datasets.augment.jitter`.
        rng : Generator or int, optional
            Draws each epoch's order, by one `permutation`, and what ``augment`` draws.
        progress : bool
            Whether to show a bar.

        Returns
        -------
        history : History
            "loss" is the mean over each epoch's batches as they were trained on;
            "validation_loss" and "validation_score" are measured after it. An
            interrupted run returns the epochs so far, and the network stays usable.

        Raises
        ------
        TrainingDivergedError
            If a loss or a parameter becomes NaN or infinite. The network has the
            weights again with which that epoch began.
        """
        data, held_out = self.check_data(x, y), check_pair(validation_data, self.check_data)
        epochs = check_int(epochs, "epochs")
        batch_size = check_int(batch_size, "batch_size")
        optimizer = Adam() if optimizer is None else optimizer
        training = Training(self, optimizer, check_rng(rng), callbacks, augment=augment)
        told: list[Any] = [*callbacks, *([Progress(epochs)] if progress else [])]
        for callback in told:
            callback.before_training(training)
        n_samples = len(data[0])
        try:
            while training.history.n_epochs < epochs and not training.stop:
                total, left = 0.0, n_samples
                for loss in training.epoch(*data, batch_size):
                    total += loss * min(batch_size, left)
                    left -= batch_size
                measured = {"loss": total / n_samples}
                if held_out is not None:
                    with np.errstate(over="ignore", invalid="ignore"):
                        loss, score = self._measure(*held_out)
                    training.check_finite(loss)
                    measured |= {"validation_loss": loss, "validation_score": score}
                training.history.add(**measured)
                for callback in told:
                    callback.after_epoch(training)
        except KeyboardInterrupt:
            pass
        finally:
            for callback in told:
                callback.after_training(training)
        return training.history

    # In use.

    def predict(self, x: ArrayLike) -> Any:
        """Return the network's answers: labels (n_samples,), or numbers."""
        return self.loss.predict(self._outputs(self.check_samples(x)))

    def predict_proba(self, x: ArrayLike) -> FloatArray:
        """Return each class's probability, shape (n_samples, n_classes).

        With `BinaryCrossEntropy` that of yes, for each output: (n_samples, n_outputs).
        """
        return self.loss.probabilities(self._outputs(self.check_samples(x)))

    def score(self, x: ArrayLike, y: ArrayLike) -> float:
        """Return the accuracy; for numbers R²."""
        return self.evaluate(x, y)[1]

    def evaluate(self, x: ArrayLike, y: ArrayLike) -> tuple[float, float]:
        """Return mean loss and score on these samples."""
        return self._measure(*self.check_data(x, y))

    def activations(self, x: ArrayLike) -> list[FloatArray]:
        """Return ``x`` and what each layer makes of it, in order."""
        steps = [self.check_samples(x)]
        for layer in self.layers:
            steps.append(layer.forward(steps[-1]))
        return steps

    def check_samples(self, x: ArrayLike) -> FloatArray:
        """Return ``x`` as samples for the first layer; TypeError or ValueError if not."""
        return check_samples(x, self.shapes[0], self.dtype, self.layers[0])

    def check_data(self, x: ArrayLike, y: ArrayLike) -> Samples:
        """Return samples and targets as `train_batch` takes them, or raise as above."""
        return check_data(self.check_samples(x), y, self.loss, self.shapes[-1])

    def _measure(self, x: FloatArray, y: FloatArray | IntArray) -> tuple[float, float]:
        output = self._outputs(x)
        return self.loss.forward(output, y), self.loss.score(output, y)

    def _outputs(self, x: FloatArray, block: int = 256) -> FloatArray:
        """Forward in blocks, so that memory does not grow with the number of samples."""
        if len(x) <= block:
            return self.forward(x)
        blocks = [self.forward(x[i : i + block]) for i in range(0, len(x), block)]
        return np.concatenate(blocks)

    # Keeping it.

    @classmethod
    def from_weights(
        cls,
        weights: Sequence[tuple[ArrayLike, ArrayLike | None]],
        activations: Sequence[Layer] = (),
        *,
        loss: Loss,
        dtype: DTypeLike | None = None,
    ) -> Network:
        """Return a network of Dense layers that was trained elsewhere.

        Parameters
        ----------
        weights : sequence of (W, b)
            W of shape (n_inputs, n_units) and b of shape (n_units,), or None, for each
            layer. Turn a W that comes as (n_units, n_inputs): a square one cannot be told.
        activations : sequence of Layer
            One between each two Dense layers; one more if the last has one, too.
        loss : Loss
            SoftmaxCrossEntropy() or BinaryCrossEntropy() where the outputs are logits.
        dtype : {"float32", "float64"}, optional
            That of the first W unless another is given.

        Notes
        -----
        From PyTorch, of a ``torch.nn.Sequential``, whose W have a row for each unit::

            linear = [part for part in model if isinstance(part, torch.nn.Linear)]
            weights = [[p.detach().numpy().T for p in part.parameters()] for part in linear]

        From Keras, of Dense layers, whose W have a column for each unit, as here::

            weights = [layer.get_weights() for layer in model.layers if layer.weights]

        From scikit-learn: `ann_lib.sklearn.from_sklearn`.

        Examples
        --------
        >>> from ann_lib import BinaryCrossEntropy, Step
        >>> xor = [([[1, 1], [1, 1]], [-0.5, -1.5]), ([[1], [-1]], [-0.5])]
        >>> network = Network.from_weights(xor, [Step()], loss=BinaryCrossEntropy())
        >>> network.predict([[0, 0], [0, 1], [1, 0], [1, 1]]).tolist()
        [0, 1, 1, 0]
        """
        pairs = check_weights(weights)
        between = len(pairs) - 1
        if not isinstance(activations, tuple | list):
            raise TypeError(
                f"activations must be a list of layers, got {describe(activations)}."
            )
        if not between <= len(activations) <= between + 1:
            raise ValueError(
                f"activations must hold {between} layers, one between each two Dense "
                f"layers, got {len(activations)}."
            )
        layers: list[Layer] = []
        for (w, b), after in zip_longest(pairs, activations):
            layers.append(Dense(*w.shape, bias=b is not None))
            layers += [] if after is None else [after]
        network = cls(layers, loss=loss, dtype=dtype or pairs[0][0].dtype)
        network.set_weights(
            [array for pair in pairs for array in pair if array is not None]
        )
        return network

    def get_weights(self) -> list[FloatArray]:
        """Return copies of all parameters, in order."""
        return [p.value.copy() for p in self.parameters]

    def set_weights(self, weights: Sequence[FloatArray]) -> None:
        """Set all parameters, in the order of `get_weights`."""
        if not isinstance(weights, Iterable):
            raise TypeError(
                "weights must be a list of arrays, as get_weights() returns it, got "
                f"{describe(weights)}."
            )
        arrays = [check_array(w, f"weights[{i}]") for i, w in enumerate(weights)]
        shapes = [p.value.shape for p in self.parameters]
        if [array.shape for array in arrays] != shapes:
            got = [array.shape for array in arrays]
            raise ValueError(f"weights must have the shapes {shapes}, got {got}.")
        for parameter, array in zip(self.parameters, arrays, strict=True):
            parameter.value = array

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write layers and parameters to one file, wholly or not at all."""
        header = {
            "kind": "network",
            "layers": [describe_part(layer) for layer in self.layers],
            "loss": describe_part(self.loss),
            "input_shape": list(self.shapes[0]),
            "dtype": str(self.dtype),
        }
        arrays = {f"weights/{i}": p.value for i, p in enumerate(self.parameters)}
        write_npz(path, arrays, header)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Network:
        """Return the network that was saved; a file that is not one gets a ValueError."""
        header, weights = read_npz(path)
        with mended(path):
            check_header(header, weights)
            network = cls(
                [build_part(Layer, layer) for layer in header["layers"]],
                loss=build_part(Loss, header["loss"]),
                input_shape=tuple(header["input_shape"]),
                dtype=header["dtype"],
            )
            network.set_weights([weights[f"weights/{i}"] for i in range(len(weights))])
        return network
