"""An epoch, batch by batch, and what surrounds it: history and callbacks.

The loop over epochs is `Network.fit`.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import (
    FloatArray,
    IntArray,
    Rng,
    check_array,
    check_choice,
    check_int,
    check_rng,
    describe,
    is_finite,
)
from ann_lib.optimizers import Optimizer


def minibatches(n_samples: int, batch_size: int, rng: Rng) -> Iterator[IntArray]:
    """Return the sample numbers of one epoch's batches: each sample once, at random.

    One ``rng.permutation(n_samples)`` is drawn, and nothing else. The last batch holds
    what is left.
    """
    size = check_int(batch_size, "batch_size")
    order = check_rng(rng).permutation(check_int(n_samples, "n_samples"))
    return (order[start : start + size] for start in range(0, n_samples, size))


def pick(array: NDArray[Any], batch: IntArray) -> NDArray[Any]:
    """Return ``array[batch]``; of an array that lies in one piece, a fifth faster."""
    return array.take(batch, axis=0) if array.flags.c_contiguous else array[batch]


class History(dict[str, list[float]]):
    """What was measured after each epoch: a list for each metric.

    Examples
    --------
    >>> history = History()
    >>> history.add(loss=0.7)
    >>> history["loss"]
    [0.7]
    """

    def add(self, **values: float) -> None:
        """Append one epoch's measurements."""
        for name, value in values.items():
            self.setdefault(name, []).append(value)

    @property
    def n_epochs(self) -> int:
        """How many epochs were finished."""
        return max(map(len, self.values()), default=0)

    def __repr__(self) -> str:
        last = ", ".join(f"{name} {values[-1]:.4g}" for name, values in self.items())
        return f"History({self.n_epochs} epochs{': ' if last else ''}{last})"


@dataclass
class Training:
    """A run of `Network.fit`, as its callbacks see it."""

    network: Any
    """The `Network`, which stands on this file."""
    optimizer: Optimizer
    rng: np.random.Generator
    callbacks: Sequence[Callback] = ()
    history: History = field(default_factory=History)
    stop: bool = False
    """Set to True, it ends training after this epoch."""
    augment: Callable[..., Any] | None = None
    _start: list[FloatArray] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        if self.augment is not None and not callable(self.augment):
            raise TypeError(
                "augment must be a function of a batch and rng=, such as jitter, "
                f"got {describe(self.augment)}."
            )
        if not isinstance(self.optimizer, Optimizer):
            raise TypeError(
                f"optimizer must be one such as SGD(0.1), got {describe(self.optimizer)}."
            )
        if not isinstance(self.callbacks, tuple | list) or not all(
            isinstance(callback, Callback) for callback in self.callbacks
        ):
            raise TypeError(
                "callbacks must be a list of callbacks such as EarlyStopping(), "
                f"got {describe(self.callbacks)}."
            )

    def epoch(
        self, x: FloatArray, y: FloatArray | IntArray, batch_size: int
    ) -> Iterator[float]:
        """Train on each sample once, batch by batch; yield each batch's mean loss.

        Nothing happens until a loss is asked for. Arguments are those that
        `Network.check_data` returned. Each loss is asked to be finite, and so are the
        parameters in the end (`check_finite`).
        """
        self._start = [p.value.copy() for p in self.network.packed]
        for batch in minibatches(len(x), batch_size, self.rng):
            with np.errstate(over="ignore", invalid="ignore"):  # the error tells of it
                inputs = self._augmented(pick(x, batch))
                loss = self.network.train_batch(inputs, pick(y, batch), self.optimizer)
            self.check_finite(loss)
            yield loss
        self.check_finite(loss, parameters=True)
        self._tell_if_nothing_moved()

    def _augmented(self, x: FloatArray) -> FloatArray:
        """Return a batch as ``augment`` makes it, if it is one; without one, as it is."""
        if self.augment is None:
            return x
        batch = self.augment(x, rng=self.rng)
        if batch is None:
            raise TypeError("augment returned None: it must return the batch that it made.")
        return check_array(batch, "augment's result", shape=x.shape, dtype=x.dtype)

    def check_finite(self, loss: float, *, parameters: bool = False) -> None:
        """Bring the epoch's first weights back if the loss, or a weight, is not finite.

        Raises
        ------
        TrainingDivergedError
            If so. The optimizer then starts anew: its memory is as bad as NaN.
        """
        vectors = [p.value for p in self.network.packed] if parameters else ()
        if math.isfinite(loss) and all(map(is_finite, vectors)):
            return
        for parameter, value in zip(self.network.packed, self._start, strict=True):
            parameter.value = value
        self.optimizer.reset()
        raise TrainingDivergedError(self, loss)

    def _tell_if_nothing_moved(self) -> None:
        """Warn if steps along gradients that are not 0 left all weights as they were."""
        packed = self.network.packed
        for parameter, start in zip(packed, self._start, strict=True):
            value = parameter.value
            if value[0] != start[0] or not np.array_equal(value, start):  # 0: a quick look
                return
        rate = self.optimizer.current_rate()  # the optimizer has warned of a rate of 0
        if rate and any(parameter.gradient.any() for parameter in packed):
            warnings.warn(
                f"In this epoch {self.optimizer!r} moved no weight: its steps are too "
                f"small for {packed[0].value.dtype}. Try a larger learning rate.",
                stacklevel=3,
            )


class TrainingDivergedError(ArithmeticError):
    """The loss or a parameter became NaN or infinite."""

    def __init__(self, training: Training, loss: float) -> None:
        what = "A parameter became NaN or infinite"
        if not math.isfinite(loss):
            what = f"The loss became {loss}"
        super().__init__(
            f"{what} in epoch {training.history.n_epochs + 1}. Try a "
            f"smaller learning rate than in {training.optimizer!r}, or inputs scaled to "
            "about 0 to 1. The network has the weights again with which the epoch began."
        )


class Callback:
    """Base class of callbacks, which are called before, during and after training."""

    def before_training(self, training: Training) -> None:
        """Do something before the first epoch."""

    def after_epoch(self, training: Training) -> None:
        """Do something after each epoch; its measurements are in the history."""

    def after_training(self, training: Training) -> None:
        """Do something at the end, however it came about."""


class EarlyStopping(Callback):
    """Stop when a metric has not improved for some epochs, and go back to the best.

    Parameters
    ----------
    metric : str
        A name in the history; "score" only if a callback of your own adds it. Scores
        improve upwards, losses downwards.
    patience : int
        Epochs to wait for an improvement.
    """

    def __init__(self, metric: str = "validation_loss", *, patience: int = 10) -> None:
        self.metric = check_choice(
            metric, "metric", ["loss", "score", "validation_loss", "validation_score"]
        )
        self.patience = check_int(patience, "patience")

    def before_training(self, training: Training) -> None:
        """Forget earlier runs."""
        self.best_epoch, self._best = 0, -np.inf
        self._weights: list[FloatArray] = []

    def after_epoch(self, training: Training) -> None:
        """Compare with the best so far."""
        if self.metric not in training.history:
            watch = " and watch 'validation_score'" * (self.metric == "score")
            raise ValueError(
                f"EarlyStopping watches {self.metric!r}, which is not measured. Give fit "
                f"validation_data=(x, y){watch}, or watch 'loss'."
            )
        value = training.history[self.metric][-1]
        goodness = value if self.metric.endswith("score") else -value
        epoch = training.history.n_epochs
        if goodness > self._best:
            self.best_epoch, self._best = epoch, goodness
            self._weights = training.network.get_weights()
        elif epoch - self.best_epoch >= self.patience:
            training.stop = True

    def after_training(self, training: Training) -> None:
        """Bring the best epoch's weights back."""
        if self._weights:
            training.network.set_weights(self._weights)
