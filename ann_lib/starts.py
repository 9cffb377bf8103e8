"""Many starts at once: networks of one shape, each from its own seed, trained together.

"From how many of a hundred starts?" is asked of every small network. One after the
other, nearly all the time goes into calling NumPy on tiny arrays. Here every parameter
has one more axis in front, one entry per start, and so have the samples; the layers'
and losses' own formulas, and the optimizer's, then do one step for all starts together.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ann_lib._support.checks import (
    FloatArray,
    IntArray,
    Rng,
    as_regular_array,
    check_int,
    check_kind,
    check_rng,
    describe,
)
from ann_lib._support.progress import Progress
from ann_lib.activations import Activation
from ann_lib.layers import Dense
from ann_lib.network import Network
from ann_lib.optimizers import Adam, Optimizer
from ann_lib.parameter import Parameter
from ann_lib.structure import Samples
from ann_lib.training import Callback, Training


class Starts:
    """Networks of one shape, each with its own first weights, trained together.

    Each is trained as it would be alone with the same seed, up to rounding: each has its
    own order of mini-batches, and one that diverges does not disturb the others.

    Parameters
    ----------
    network : Network
        What to copy: Dense layers and activations, one of the losses. It stays as it is.
    seeds : int or sequence of int
        One for each start: start ``i`` has the weights of
        ``network.initialize(seeds[i])``. An int n stands for 0 to n − 1.

    Attributes
    ----------
    diverged : ndarray of bool, shape (n_starts,)
        Whose loss or weights became NaN or infinite. Such a start keeps the weights with
        which that epoch began, and learns no more.

    Raises
    ------
    TypeError
        If a layer is neither Dense nor an activation function.

    Examples
    --------
    >>> from ann_lib import BinaryCrossEntropy, Tanh
    >>> network = Network([Dense(2, 4), Tanh(), Dense(4, 1)], loss=BinaryCrossEntropy())
    >>> starts = Starts(network, seeds=100)
    >>> x, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
    >>> history = starts.fit(x, y, epochs=150, optimizer=Adam(0.1), progress=False)
    >>> losses, scores = starts.evaluate(x, y)
    >>> bool((losses < 0.1).sum() > 90), scores.shape
    (True, (100,))
    >>> best = starts[losses.argmin()]
    >>> best.predict(x)
    array([0, 1, 1, 0])
    """

    def __init__(self, network: Network, seeds: int | Sequence[int]) -> None:
        check_kind(network, "network", Network)
        for i, layer in enumerate(network.layers):
            if not isinstance(layer, Dense | Activation):
                raise TypeError(
                    f"Starts trains Dense layers and activation functions, but layers[{i}] "
                    f"is {layer!r}. Train such a network by fit(), one start after the "
                    "other."
                )
        if isinstance(seeds, int | np.integer) and not isinstance(seeds, bool):
            seeds = range(check_int(seeds, "seeds"))
        if not isinstance(seeds, Iterable):
            raise TypeError(
                "seeds must be a number of starts or a seed for each, such as 100 or "
                f"[3, 5, 8], got {describe(seeds)}."
            )
        self.seeds = [check_int(seed, "each seed", minimum=0) for seed in seeds]
        if not self.seeds:
            raise ValueError("seeds must name at least one start, got none.")
        self.diverged = np.zeros(len(self), dtype=bool)
        self._one, self._all = copy.deepcopy(network), copy.deepcopy(network)
        pairs = list(zip(self.parameters, self._one.parameters, strict=True))
        for parameter, alone in pairs:
            parameter._value = np.empty((len(self), *alone.value.shape), network.dtype)
            parameter._gradient = np.zeros_like(parameter._value)
        for start, seed in enumerate(self.seeds):
            self._one.initialize(seed)
            for parameter, alone in pairs:
                parameter._value[start] = alone.value

    def __len__(self) -> int:
        return len(self.seeds)

    def __repr__(self) -> str:
        return f"Starts({self._one!r}, seeds={self.seeds!r})"

    def __getitem__(self, start: int) -> Network:
        """Return one start, as it is now, as a network of its own."""
        network = copy.deepcopy(self._one)
        network.set_weights([p.value[start] for p in self.parameters])
        return network

    def __iter__(self) -> Iterator[Network]:
        return (self[start] for start in range(len(self)))

    @property
    def parameters(self) -> list[Parameter]:
        """The network's parameters, each with an axis for the starts in front.

        They may be changed: ``starts.parameters[0].value *= 0.1`` lets all begin nearer 0.
        """
        return self._all.parameters

    # All starts forward, and their gradients backward.

    def forward(self, x: FloatArray) -> FloatArray:
        """Return every start's outputs, shape (n_starts, n_samples, n_outputs).

        Parameters
        ----------
        x : ndarray, shape (n_starts, n_samples, n_inputs)
        """
        return self._all.forward(x)

    def train_batch(
        self, x: FloatArray, y: FloatArray | IntArray, optimizer: Optimizer
    ) -> FloatArray:
        """Take one step of every start on its batch, and return the losses, (n_starts,).

        Arguments are not checked: samples and targets, n_starts of each in front.
        """
        output, loss = self.forward(x), self._one.loss
        losses = self.losses(output, y)
        # The loss took all samples for one batch, and divided by all of them.
        self._all.backward(loss.backward().reshape(output.shape) * len(self))
        optimizer.step(self._all.packed)
        return losses

    def losses(self, output: FloatArray, y: FloatArray | IntArray) -> FloatArray:
        """Return each start's mean loss, (n_starts,), where `forward` gave ``output``.

        Arguments are not checked; the loss keeps what its backward needs.
        """
        n_starts, n_samples = output.shape[:2]
        rows = output.reshape(n_starts * n_samples, -1)
        each = self._one.loss.each(rows, y.reshape(n_starts * n_samples, *y.shape[2:]))
        losses: FloatArray = each.reshape(n_starts, n_samples).sum(axis=1) / n_samples
        return losses

    def epoch(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        optimizer: Optimizer,
        batch_size: int = 32,
        rng: Sequence[Rng] | None = None,
    ) -> Generator[FloatArray, None, None]:
        """Train every start on all samples once; yield each batch's losses, (n_starts,).

        The arguments are those of `fit`. Where one batch holds all samples, no order is
        drawn. An epoch may be left early.
        """
        data, size = self.check_data(x, y), check_int(batch_size, "batch_size")
        check_kind(optimizer, "optimizer", Optimizer)
        return self._epoch(*data, optimizer, size, self._generators(rng, data, size))

    def _epoch(
        self,
        x: FloatArray,
        y: FloatArray | IntArray,
        optimizer: Optimizer,
        size: int,
        rngs: Sequence[np.random.Generator],
    ) -> Generator[FloatArray, None, None]:
        before = [p.value.copy() for p in self.parameters]
        lost = self.diverged.copy()
        try:
            for batch in self._batches(x.shape[1], size, rngs):
                with np.errstate(all="ignore"):  # of starts that diverge
                    losses = self.train_batch(_pick(x, batch), _pick(y, batch), optimizer)
                lost |= ~np.isfinite(losses)
                losses[lost] = np.nan
                yield losses
        finally:  # also if the epoch is left early
            vectors = [p.value for p in self._all.packed]
            with np.errstate(all="ignore"):
                finite = all(math.isfinite(v.dot(v)) for v in vectors)  # a quick look
            if not finite:
                for parameter in self.parameters:
                    each = parameter.value.reshape(len(self), -1)
                    lost |= ~np.isfinite(each).all(axis=1)
            if lost.any():
                for parameter, value in zip(self.parameters, before, strict=True):
                    parameter.value[lost] = value[lost]
                self.diverged = lost

    def _batches(
        self, n_samples: int, size: int, rngs: Sequence[np.random.Generator]
    ) -> Iterator[IntArray | None]:
        """Yield the sample numbers of each batch, (n_starts, size); None stands for all."""
        if size >= n_samples:
            yield None
            return
        orders = np.stack([rng.permutation(n_samples) for rng in rngs])
        for start in range(0, n_samples, size):
            yield orders[:, start : start + size]

    def fit(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        epochs: int = 10,
        batch_size: int = 32,
        optimizer: Optimizer | None = None,
        rng: Sequence[Rng] | None = None,
        progress: bool = True,
    ) -> FloatArray:
        """Train every start on all samples ``epochs`` times, in mini-batches.

        Parameters
        ----------
        x : array_like, shape (n_samples, n_inputs) or (n_starts, n_samples, n_inputs)
            The same samples for every start, or its own for each.
        y : array_like
            The targets that the loss wants, with an axis for the starts if x has one.
        epochs, batch_size : int
        optimizer : Optimizer, optional
            Adam() unless another is given. One steps all starts.
        rng : sequence of Generator or int, optional
            Draws the orders of each start's batches; the starts' seeds by default.
        progress : bool
            Whether to show a bar.

        Returns
        -------
        losses : ndarray, shape (n_epochs, n_starts)
            Each epoch's mean over the batches as they were trained on; NaN where a start
            has diverged. An interrupted run returns the epochs so far.
        """
        data, epochs = self.check_data(x, y), check_int(epochs, "epochs")
        size = check_int(batch_size, "batch_size")
        generators = self._generators(rng, data, size)
        optimizer = Adam() if optimizer is None else optimizer
        training = Training(self._all, optimizer, check_rng(self.seeds[0]))
        bar = Progress(epochs) if progress else Callback()
        history: list[FloatArray] = []
        n_samples = data[0].shape[1]
        bar.before_training(training)
        try:
            while len(history) < epochs:
                total, left = np.zeros(len(self)), n_samples
                for losses in self._epoch(*data, optimizer, size, generators):
                    total += losses * min(size, left)
                    left -= size
                history.append(total / n_samples)
                if progress:
                    training.history.add(loss=float(history[-1].mean()))
                    bar.after_epoch(training)
        except KeyboardInterrupt:
            pass
        finally:
            bar.after_training(training)
        return np.array(history).reshape(-1, len(self))

    def evaluate(self, x: ArrayLike, y: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Return every start's mean loss and score on samples, each of shape (n_starts,).

        Parameters
        ----------
        x, y : array_like
            As in `fit`.
        """
        samples, targets = self.check_data(x, y)
        output = self.forward(samples)
        scores = [self._one.loss.score(o, t) for o, t in zip(output, targets, strict=True)]
        return self.losses(output, targets), np.array(scores)

    def check_data(self, x: ArrayLike, y: ArrayLike) -> Samples:
        """Return samples and targets with an axis for the starts, or raise.

        Raises
        ------
        TypeError, ValueError
            As `Network.check_data` does, or if there are not samples for every start.
        """
        n, own = len(self), as_regular_array(x, "x")
        if own.ndim != 3:
            pair = self._one.check_data(x, y)
            every: list[Any] = [np.broadcast_to(a, (n, *a.shape)) for a in pair]
            return every[0], every[1]
        targets = as_regular_array(y, "y")
        if not len(own) == len(targets) == n:
            raise ValueError(
                f"x and y must hold samples and targets for each of the {n} starts, got "
                f"{len(own)} and {len(targets)}. To train all on the same samples, give "
                "those alone, without an axis for the starts."
            )
        self._one.check_data(own[0], targets[0])  # whose shapes are those of all
        rows = own.reshape(-1, own.shape[2]), targets.reshape(-1, *targets.shape[2:])
        pair = self._one.check_data(*rows)
        each: list[Any] = [a.reshape(n, -1, *a.shape[1:]) for a in pair]
        return each[0], each[1]

    def _generators(
        self, rng: Sequence[Rng] | None, data: Samples, size: int
    ) -> list[np.random.Generator]:
        """Return what draws each start's orders; nothing where one batch holds all."""
        rngs: Any = self.seeds if rng is None else rng
        if not isinstance(rngs, Sequence | np.ndarray) or len(rngs) != len(self):
            raise ValueError(
                f"rng must hold a seed or generator for each of the {len(self)} starts, "
                f"got {describe(rng)}."
            )
        one_batch = size >= data[0].shape[1]
        return [] if one_batch else [check_rng(each) for each in rngs]


def _pick(array: NDArray[Any], batch: IntArray | None) -> NDArray[Any]:
    """Return each start's own samples, numbered by its row of ``batch``; None picks all."""
    if batch is None:
        return array
    if array.strides[0] == 0:  # all share them
        return array[0].take(batch, axis=0)
    n_starts, n_samples = array.shape[:2]
    first = n_samples * np.arange(n_starts)[:, None]
    return array.reshape(-1, *array.shape[2:]).take(first + batch, axis=0)
