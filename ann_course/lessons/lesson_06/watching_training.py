"""Watching a training: which units are dead, and when it is time to stop."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ann_course.learn import Exercise, Mistake


def count_dead(outputs: np.ndarray) -> int:
    """Count the units (columns) that are 0 at every point (row)."""
    silent = outputs == 0
    dead = silent.all(axis=0)
    return int(dead.sum())


def _draw_outputs(rng: np.random.Generator) -> tuple[np.ndarray]:
    shape = tuple(rng.integers(2, 6, size=2))
    outputs = np.maximum(rng.integers(-2, 4, size=shape), 0) / 2
    outputs[:, rng.random(shape[1]) < 0.4] = 0
    return (outputs,)


write_count_dead = Exercise(
    "write-count-dead",
    "Fill the two gaps in `count_dead`: which outputs are silent, and which units are "
    "silent at every point. `outputs` has a row for each point and a column for each unit.",
    reference=count_dead,
    inputs=[
        (np.array([[0.0, 1.5, 0.0], [0.0, 0.0, 2.0]]),),
        (np.zeros((3, 2)),),
        (np.array([[0.5, 1.0], [2.0, 0.0], [0.0, 3.0]]),),
    ],
    random_inputs=_draw_outputs,
    mistakes=[
        Mistake(
            lambda outputs: int((outputs == 0).all(axis=1).sum()),
            "You went along the rows: that counts the *points* at which all units are "
            "silent. A unit is a column, `axis=0`.",
        ),
        Mistake(
            lambda outputs: int((outputs == 0).any(axis=0).sum()),
            "Those are the units that are silent at *some* point, as nearly every ReLU is. "
            "A unit is dead if it is silent at *all* of them.",
        ),
        Mistake(
            lambda outputs: int((outputs == 0).sum()),
            "You counted every single 0. A unit counts once, if its whole column is 0.",
        ),
        Mistake(
            lambda outputs: int((outputs != 0).any(axis=0).sum()),
            "Those are the living units, which respond to some point. The dead ones are "
            "the rest.",
        ),
        Mistake(
            lambda outputs: float((outputs == 0).all(axis=0).mean()),
            "That is the share of dead units. Here we want their number.",
        ),
    ],
)


def best_epoch(losses: Sequence[float], patience: int) -> int:
    """Return the epoch of the lowest loss so far, when it is time to stop."""
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best


def _rises(losses: Sequence[float], patience: int) -> int:
    for epoch in range(1, len(losses)):
        if losses[epoch] > losses[epoch - 1]:
            return epoch - 1
    return len(losses) - 1


def _draw_losses(rng: np.random.Generator) -> tuple[list[float], int]:
    n = int(rng.integers(3, 12))
    down = 4 - 0.5 * np.minimum(np.arange(n), rng.integers(1, n + 1))
    losses = down + rng.integers(-3, 4, size=n) / 4
    return losses.tolist(), int(rng.integers(1, 5))


write_best_epoch = Exercise(
    "write-best-epoch",
    "Write `best_epoch(losses, patience)`: go through the test losses, one per epoch. Stop "
    "as soon as `patience` epochs in a row have brought no new lowest loss, and return the "
    "number of the epoch with the lowest loss so far. The first epoch has the number 0.",
    reference=best_epoch,
    inputs=[
        ([0.7, 0.5, 0.4, 0.45, 0.5, 0.3], 2),
        ([0.7, 0.5, 0.4, 0.45, 0.5, 0.3], 3),
        ([0.9, 0.8, 0.7], 1),
        ([0.5, 0.6, 0.55, 0.4], 2),
        ([0.5, 0.5, 0.5, 0.4], 3),
        ([0.4], 1),
    ],
    random_inputs=_draw_losses,
    mistakes=[
        Mistake(
            lambda losses, patience: int(np.argmin(losses)),
            "You looked at the whole list. The later part never happens: once patience has "
            "run out, training stops.",
        ),
        Mistake(
            lambda losses, patience: min(
                best_epoch(losses, patience) + patience, len(losses) - 1
            ),
            "That is the epoch at which you stopped. What is wanted is the best one before "
            "it: the network goes back to that one.",
        ),
        Mistake(
            _rises,
            "You stopped at the first rise. A loss goes up and down a little by chance; "
            "`patience` says how many epochs to wait for a new lowest one.",
        ),
        Mistake(
            lambda losses, patience: best_epoch(losses, patience + 1),
            "You waited one epoch too long: stop as soon as the best epoch is `patience` "
            "epochs ago.",
        ),
        Mistake(
            lambda losses, patience: losses[best_epoch(losses, patience)],
            "That is the lowest loss. What is wanted is its epoch.",
        ),
        Mistake(
            lambda losses, patience: best_epoch(losses, patience) + 1,
            "You counted the epochs from 1. The first has the number 0.",
        ),
    ],
)
