"""Networks of one shape from many starts, trained side by side, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from itertools import islice

import numpy as np

from ann_course.panels.playground.experiment import Experiment, count_dead, make_optimizer
from ann_lib._support.checks import FloatArray, IntArray
from ann_lib.network import Network
from ann_lib.optimizers import Optimizer
from ann_lib.starts import Starts

_BREAKING_OFF = 1e6
"""A weight of this size: what such networks say is beyond float32 after a few layers."""


class Crowd:
    """What `Experiment` does for one network, for many, up to rounding.

    Where training diverges, that start alone ends: ``starts.diverged`` says which.

    Parameters
    ----------
    experiments : sequence of Experiment
        Untrained, and of one shape: each start's points. One stands for all.
    seeds : sequence of int
        One for each start: of its first weights and of its order of batches.

    Attributes
    ----------
    starts : Starts
        The networks.
    optimizer : Optimizer
        What steps all of them.
    kind : Kind
        Of the problem.
    n_steps : int
        Batches that each was trained on.
    losses : list of ndarray, shape (2, n_starts)
        On the training and on the test points, at the start and after each whole epoch.
    """

    def __init__(self, experiments: Sequence[Experiment], seeds: Sequence[int]) -> None:
        first = experiments[0]
        self.starts = Starts(first.network, seeds)
        self.optimizer: Optimizer = first.training.optimizer
        self.batch_size, self.kind = first.batch_size, first.points.kind
        self._orders = [np.random.default_rng(seed) for seed in seeds]
        self._epoch: Generator[FloatArray, None, None] | None = None
        self.n_steps = 0
        self._shown: int | None = None
        self.set_points(experiments)
        self.losses = [self.measure()]

    @property
    def seeds(self) -> list[int]:
        """The seed of each start."""
        return self.starts.seeds

    @property
    def n_epochs(self) -> int:
        """Epochs that are complete."""
        return len(self.losses) - 1

    def set_points(self, experiments: Sequence[Experiment]) -> None:
        """Train on these experiments' points from now on; one stands for all."""
        self.end_epoch()
        each = list(experiments) * (len(self.starts) if len(experiments) == 1 else 1)
        self._train = (np.stack([e.x for e in each]), np.stack([e.y for e in each]))
        self._test = (
            np.stack([e.x_test for e in each]),
            np.stack([e.y_test for e in each]),
        )

    def step(self) -> bool:
        """Train each on its next batch; return whether an epoch has ended with it."""
        if self._epoch is None:
            self._left = -(-self._train[0].shape[1] // self.batch_size)
            self._epoch = self.starts.epoch(
                *self._train,
                optimizer=self.optimizer,
                batch_size=self.batch_size,
                rng=self._orders,
            )
        taken = sum(1 for _ in islice(self._epoch, 1))
        self.n_steps += taken
        self._left -= taken
        if self._left:
            return False
        self.end_epoch()
        self.losses.append(self.measure())
        return True

    def end_epoch(self) -> None:
        """Leave an epoch early: a start that has diverged goes back to its beginning."""
        if self._epoch is not None:
            self._epoch.close()
            self._epoch = None

    def show_in(self, experiment: Experiment, start: int) -> None:
        """Have an experiment stand where a start is now.

        While its weights are on their way to infinity the experiment keeps those that it
        had.
        """
        weights = [p.value[start] for p in self.starts.parameters]
        if all(np.abs(w).max() < _BREAKING_OFF for w in weights):  # False for NaN
            experiment.network.set_weights(weights)
        experiment.n_steps = self.n_steps
        if self._shown != start:
            self._shown, experiment.losses = start, []
        for train, test in (
            each[:, start] for each in self.losses[len(experiment.losses) :]
        ):
            experiment.losses.append((float(train), float(test)))
        experiment.by_hand |= self.n_steps > 0

    def tune(
        self,
        optimizer: str,
        learning_rate: float,
        weight_decay: float,
        batch_size: int,
        l1: float = 0.0,
    ) -> None:
        """Apply these to the following steps; the batch size from the next epoch on."""
        if type(self.optimizer).__name__ != optimizer:
            self.end_epoch()  # which has taken the other one
            self.optimizer = make_optimizer(optimizer)
        self.optimizer.learning_rate = learning_rate
        self.optimizer.weight_decay, self.optimizer.l1 = weight_decay, l1
        self.batch_size = batch_size

    def take(self, start: int, network: Network) -> None:
        """Go on with the weights of a network in the place of a start's own."""
        for many, one in zip(self.starts.parameters, network.parameters, strict=True):
            many.value[start] = one.value

    def outputs(self, x: FloatArray) -> FloatArray:
        """Return what each says of the same samples, (n_starts, n_samples, n_outputs)."""
        with np.errstate(all="ignore"):  # of starts that diverge
            return self.starts.forward(np.broadcast_to(x, (len(self.starts), *x.shape)))

    def measure(self) -> FloatArray:
        """Return the losses on training and test points, shape (2, n_starts)."""
        return self._on_both(lambda x, y: self.starts.losses(self.starts.forward(x), y))

    def scores(self) -> FloatArray:
        """Return the shares of right answers on both, shape (2, n_starts)."""
        return self._on_both(lambda x, y: self.starts.evaluate(x, y)[1])

    def arrived(self) -> IntArray:
        """Return the starts that get nearly all of their training points right."""
        (x, y), loss = self._train, self.kind.loss()
        if not x.size:
            return np.zeros(0, dtype=np.intp)
        with np.errstate(all="ignore"):  # of starts that diverge
            pairs = zip(self.starts.forward(x), y, strict=True)
            scores = np.array([loss.score(said, right) for said, right in pairs])
        found: IntArray = np.flatnonzero(scores >= self.kind.enough)
        return found

    def dead_units(self) -> IntArray:
        """Return of each how many ReLU units are 0 at every training point."""
        pairs = zip(self.starts, self._train[0], strict=True)
        return np.array([count_dead(network, x) for network, x in pairs])

    def _on_both(self, measured: Callable[..., FloatArray]) -> FloatArray:
        """Measure something on both kinds of points; it is 0 where there are none."""
        kinds, zeros = (self._train, self._test), np.zeros(len(self.starts))
        with np.errstate(all="ignore"):  # of starts that diverge
            each = np.array([measured(x, y) if x.size else zeros for x, y in kinds])
        largest = float(np.finfo(np.float32).max)
        found: FloatArray = np.nan_to_num(each, nan=largest, posinf=largest)
        return found
