"""Watching a training: which units are dead, and when it is time to stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

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


def _filled(
    silent: Callable[[np.ndarray], Any] = lambda outputs: outputs == 0,
    dead: Callable[[Any], Any] = lambda silent: silent.all(axis=0),
) -> Callable[[np.ndarray], int]:
    """Return `count_dead` with its two gaps filled in this way, for known mistakes."""
    return lambda outputs: int(dead(silent(outputs)).sum())


write_count_dead = Exercise(
    "write-count-dead",
    "Fill the two gaps in `count_dead`: which outputs are silent, and which units are "
    "silent at every point. `outputs` has a row for each point and a column for each unit.",
    reference=count_dead,
    inputs=[
        (np.array([[0.0, 1.5, 0.0], [0.0, 0.0, 2.0]]),),
        (np.zeros((3, 2)),),
        (np.array([[0.5, 1.0], [2.0, 0.0], [0.0, 3.0]]),),
        (np.array([[0.5, 1.0, 0.0], [2.0, 0.5, 0.0]]),),
        (np.array([[0.0, 0.001, 0.0], [0.5, 0.0, 0.0]]),),
    ],
    random_inputs=_draw_outputs,
    mistakes=[
        Mistake(
            _filled(dead=lambda silent: silent.all(axis=1)),
            "You went along the rows: that counts the *points* at which all units are "
            "silent. A unit is a column: take `axis=0`, which goes down the columns.",
        ),
        Mistake(
            _filled(dead=lambda silent: silent.any(axis=0)),
            "Those are the units that are silent at *some* point, as nearly every ReLU is. "
            "A unit is dead if it is silent at *all* of them.",
        ),
        Mistake(
            _filled(dead=lambda silent: silent.any(axis=1)),
            "Those are the *points* at which some unit is silent. Two changes: a unit is a "
            "column, `axis=0`, and it is dead if it is silent at *all* points.",
        ),
        Mistake(
            _filled(dead=lambda silent: silent),
            "You counted every single 0. A unit counts once, if its whole column is 0: "
            "`.all(axis=...)` makes one answer out of each column.",
        ),
        Mistake(
            _filled(dead=lambda silent: silent.all()),
            "That is a single answer for the whole table: are all its outputs silent? You "
            "need one for each unit, which is a column: `.all(axis=0)`.",
        ),
        Mistake(
            _filled(dead=lambda silent: silent.any()),
            "That is a single answer for the whole table: is there a 0 anywhere? You need "
            "one for each unit: are *all* in its column silent?",
        ),
        Mistake(
            _filled(dead=lambda silent: silent.all),
            "`.all` does nothing without its parentheses: `.all(axis=...)`.",
        ),
        Mistake(
            _filled(silent=lambda outputs: outputs != 0),
            "The wrong way round: you marked the outputs that are *not* 0, so you counted "
            "the units that respond at every point. Silent is `outputs == 0`.",
        ),
        Mistake(
            _filled(lambda outputs: outputs != 0, lambda silent: silent.any(axis=0)),
            "Those are the living units, which respond to some point. The dead ones are "
            "the rest.",
        ),
        Mistake(
            _filled(silent=lambda outputs: outputs < 0),
            "A ReLU never gives less than 0, so this finds none. Silent means exactly 0: "
            "`outputs == 0`.",
        ),
        Mistake(
            _filled(silent=lambda outputs: 0),
            "One `=` gives a name to a value. To ask whether two are equal, write `==`: "
            "`outputs == 0`.",
        ),
        Mistake(
            _filled(silent=lambda outputs: not outputs),
            "`not` and Python's own `all(...)` want single truth values, and here is a "
            "whole table. Let NumPy ask every number: `outputs == 0`, then `.all(axis=0)`.",
        ),
    ],
    hints=[
        "Two questions, one after the other. Of every single output: is it 0? Then of "
        "every unit: is it so at *all* points?",
        "A comparison with an array asks every number in it and gives a table of True and "
        "False. A unit is a column; which axis goes down the columns?",
        "`==` compares. `.all(axis=1)` would give one answer for each row; you need one "
        "for each column.",
    ],
    praise="Well counted: in {n} layers you found every dead unit, and no living one.",
    ask="Why does a dead unit stay dead while training goes on?",
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


def _counting(
    *,
    first_counts: bool = False,
    starts_again: bool = True,
    ties_count: bool = True,
    best_of_ties: bool = False,
    with_the_last: bool = False,
) -> Callable[[Sequence[float], int], int]:
    """Return an early stopping that counts the epochs it waits, with one slip in it."""

    def stopped_at(losses: Sequence[float], patience: int) -> int:
        best = waited = 0
        for epoch in range(0 if first_counts else 1, len(losses)):
            loss, lowest = losses[epoch], losses[epoch - 1 if with_the_last else best]
            if loss < lowest or (best_of_ties and loss == lowest):
                best = epoch
                waited = 0 if starts_again else waited
            elif loss > lowest or ties_count:
                waited += 1
                if waited >= patience:
                    break
        return best

    return stopped_at


def _ends_by_itself(losses: Sequence[float], patience: int) -> int | None:
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            return best
    return None


def _lowest_until_it_rose(losses: Sequence[float], patience: int) -> int:
    """Count the rises in a row, in place of the epochs without a new lowest loss."""
    best = waited = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        waited = 0 if losses[epoch] < losses[epoch - 1] else waited + 1
        if waited >= patience:
            break
    return best


def _patience_epochs(losses: Sequence[float], patience: int) -> int:
    """Stop at the epoch whose number is the patience."""
    return int(np.argmin(losses[: patience + 1]))


def _bad_epochs_before(losses: Sequence[float], patience: int) -> int:
    """Let only the number of the epoch decide, where there is no new lowest loss."""
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch >= patience:
            break
    return best


def _rises(losses: Sequence[float], patience: int) -> int:
    for epoch in range(1, len(losses)):
        if losses[epoch] > losses[epoch - 1]:
            return epoch - 1
    return len(losses) - 1


def _without_numbers(losses: Any, patience: int) -> int:
    return max(epoch for epoch, loss in losses)


def _loss_as_an_index(losses: Any, patience: int) -> Any:
    best: Any = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = loss
        elif epoch - best >= patience:
            break
    return best


def _draw_losses(rng: np.random.Generator) -> tuple[list[float], int]:
    n = int(rng.integers(3, 12))
    down = 4 - 0.5 * np.minimum(np.arange(n), rng.integers(1, n + 1))
    losses = down + rng.integers(-3, 4, size=n) / 4
    return losses.tolist(), int(rng.integers(1, 5))


write_best_epoch = Exercise(
    "write-best-epoch",
    "Write `best_epoch(losses, patience)`: go through the test losses, one per epoch. Stop "
    "as soon as `patience` epochs in a row have brought no new lowest loss, and return the "
    "number of the epoch with the lowest loss so far. The first epoch has the number 0. A "
    "loss that only equals the lowest is not a new lowest one.",
    reference=best_epoch,
    inputs=[
        ([0.7, 0.5, 0.4, 0.45, 0.5, 0.3], 2),
        ([0.7, 0.5, 0.4, 0.45, 0.5, 0.3], 3),
        ([0.9, 0.8, 0.7], 1),
        ([0.5, 0.6, 0.55, 0.4], 2),
        ([0.5, 0.5, 0.5, 0.4], 3),
        ([0.5, 0.5, 0.5, 0.4], 2),
        ([0.6, 0.7, 0.5, 0.6, 0.4], 2),
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
            lambda losses, patience: min(losses),
            "That is the lowest loss of the whole list. What is wanted is the number of an "
            "epoch, and the later part of the list never happens: training stops once "
            "patience has run out.",
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
            lambda losses, patience: best_epoch(losses, 1),
            "You stopped at the first epoch without a new lowest loss. `patience` says how "
            "many such epochs to wait for.",
        ),
        Mistake(
            lambda losses, patience: best_epoch(losses, patience + 1),
            "You waited one epoch too long: stop as soon as the best epoch is `patience` "
            "epochs ago.",
        ),
        Mistake(
            lambda losses, patience: best_epoch(losses, patience - 1),
            "You stopped one epoch too early. An epoch that brings a new lowest loss is "
            "not one of those that you wait: count only the others.",
        ),
        Mistake(
            _counting(first_counts=True),
            "Your loop counts the first epoch as one without improvement: it compares the "
            "first loss with itself. Begin to count at epoch 1.",
        ),
        Mistake(
            _counting(starts_again=False),
            "Your count never starts again. It is `patience` epochs *in a row* that "
            "matter: a new lowest loss sets the count back to 0.",
        ),
        Mistake(
            _counting(first_counts=True, starts_again=False),
            "Two things about your count. A new lowest loss has to set it back to 0. And "
            "the first epoch must not count: its loss is compared with itself.",
        ),
        Mistake(
            _counting(with_the_last=True),
            "You compared each loss with the one before it. Compare it with the lowest so "
            "far, `losses[best]`.",
        ),
        Mistake(
            _lowest_until_it_rose,
            "You counted the epochs that were worse than the one before. Count those that "
            "brought no new *lowest* loss: compare with `losses[best]`.",
        ),
        Mistake(
            _counting(best_of_ties=True),
            "You took an equal loss for a new lowest one. Use `<`, not `<=`: otherwise a "
            "loss that stands still would never run out of patience.",
        ),
        Mistake(
            _counting(ties_count=False),
            "An epoch whose loss only equals the lowest brings nothing new either: it "
            "counts as one without improvement.",
        ),
        Mistake(
            _ends_by_itself,
            "For some losses your function gives nothing back: what if the loop ends by "
            "itself, before patience has run out? Put `return best` below the loop, too.",
        ),
        Mistake(
            _patience_epochs,
            "You looked at the first epochs only. `patience` counts anew from each new "
            "lowest loss: look at how long ago that was, `epoch - best`.",
        ),
        Mistake(
            _bad_epochs_before,
            "You compared `patience` with the number of the epoch. What matters is how "
            "long ago the best one was: `epoch - best`.",
        ),
        Mistake(
            lambda losses, patience: 0,
            "You always return 0. Is your `return` in the loop, which then ends in its "
            "first round? Or do you compare the loss with `best`, which is the *number* of "
            "an epoch? The lowest loss so far is `losses[best]`.",
        ),
        Mistake(
            lambda losses, patience: losses[best_epoch(losses, patience)],
            "That is the lowest loss. What is wanted is its epoch.",
        ),
        Mistake(
            _without_numbers,
            "`losses` holds only losses. To have the number of the epoch as well, loop "
            "over `enumerate(losses)`, as the example does.",
        ),
        Mistake(
            _loss_as_an_index,
            "`best` is the *number* of an epoch, and you put a loss into it. Write `best = "
            "epoch`.",
        ),
        Mistake(
            lambda losses, patience: best_epoch(losses, patience) + 1,
            "You counted the epochs from 1. The first has the number 0.",
        ),
    ],
    hints=[
        "The example above finds the lowest loss of all. Take it over. What is missing is "
        "one reason to stop earlier.",
        "In the loop there are two cases: a new lowest loss, or none. In the second, how "
        "many epochs ago was the best one? If it was `patience`, stop.",
        "Below the `if` of the example comes `elif epoch - best >= patience:`, and there "
        "`break` leaves the loop. The `return` stays as it is.",
    ],
    praise="Early stopping, from a blank page: on {n} trainings it goes back to the right "
    "epoch.",
    ask="What would be missed with a patience of 1?",
)
