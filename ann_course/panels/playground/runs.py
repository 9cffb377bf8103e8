"""The playground's experiment from several starts at once: luck becomes visible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from itertools import islice
from typing import Any

import numpy as np

from ann_course.panels.playground.experiment import count_dead
from ann_course.panels.playground.setup import set_up, whole_state
from ann_lib._support.checks import FloatArray, IntArray
from ann_lib.starts import Starts


class Runs:
    """What `train` gives with each of several seeds, up to rounding, all at once.

    Where training diverges, that run alone ends early: ``starts.diverged`` says which.

    Parameters
    ----------
    settings : mapping
        As for `train`.
    seeds : int or sequence of int
        One for each run: of its points, its first weights and its order of batches. An
        int n stands for 0 to n − 1.

    Attributes
    ----------
    starts : Starts
        The networks.
    optimizer : Optimizer
        What steps all of them.
    losses : list of ndarray, shape (2, n_starts)
        On the training and on the test points, at the start and after each whole epoch.
    """

    def __init__(self, settings: Mapping[str, Any], seeds: int | Sequence[int] = 5) -> None:
        each = range(seeds) if isinstance(seeds, int) else seeds
        states = [whole_state({**settings, "seed": seed}) for seed in each]
        runs = [set_up(state, []) for state in states]
        self.starts = Starts(runs[0].network, [state["weight_seed"] for state in states])
        self.optimizer, self.batch_size = runs[0].training.optimizer, runs[0].batch_size
        self._train = _stacked((run.x, run.y) for run in runs)
        self._test = _stacked((run.x_test, run.y_test) for run in runs)
        self._orders = [run.training.rng for run in runs]
        self.losses = [self.measure()]

    def train(self, n_steps: int = 3000) -> Runs:
        """Train each on ``n_steps`` batches, beginning a new epoch; return these runs."""
        n_batches = -(-self._train[0].shape[1] // self.batch_size)
        while n_steps > 0:
            epoch = self.starts.epoch(
                *self._train,
                optimizer=self.optimizer,
                batch_size=self.batch_size,
                rng=self._orders,
            )
            with closing(epoch):
                taken = sum(1 for _ in islice(epoch, n_steps))
            n_steps -= taken
            if taken == n_batches:
                self.losses.append(self.measure())
        return self

    def measure(self) -> FloatArray:
        """Return the losses on training and test points, shape (2, n_starts)."""
        return self._on_both(lambda x, y: self.starts.losses(self.starts.forward(x), y))

    def scores(self) -> FloatArray:
        """Return the shares of right answers on both, shape (2, n_starts)."""
        return self._on_both(lambda x, y: self.starts.evaluate(x, y)[1])

    def dead_units(self) -> IntArray:
        """Return of each how many ReLU units are 0 at every training point."""
        pairs = zip(self.starts, self._train[0], strict=True)
        return np.array([count_dead(network, x) for network, x in pairs])

    def _on_both(self, measured: Callable[..., FloatArray]) -> FloatArray:
        """Measure something on both kinds of points; it is 0 where there are none."""
        kinds, zeros = (self._train, self._test), np.zeros(len(self.starts))
        return np.array([measured(x, y) if x.size else zeros for x, y in kinds])


def _stacked(pairs: Iterable[tuple[FloatArray, FloatArray]]) -> tuple[FloatArray, ...]:
    """Return each run's samples and targets, with an axis for the runs in front."""
    return tuple(np.stack(arrays) for arrays in zip(*pairs, strict=True))


def train_starts(
    settings: Mapping[str, Any], seeds: int | Sequence[int] = 5, n_steps: int = 3000
) -> Runs:
    """Return the runs that settings describe, each trained on ``n_steps`` batches.

    Examples
    --------
    >>> runs = train_starts({"data": "spiral", "units1": 8}, seeds=10, n_steps=700)
    >>> right_in_training, right_in_the_test = runs.scores()
    >>> right_in_the_test.shape
    (10,)
    """
    return Runs(settings, seeds).train(n_steps)
