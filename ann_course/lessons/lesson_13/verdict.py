"""Exercise of lesson 13: whether two models can be told apart, fold by fold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_course.learn import Exercise, Mistake

Scores = NDArray[np.float64]


Verdict = tuple[str, Any, Any]


def verdict(line: Scores, network: Scores) -> Verdict:
    """Return which of the two to take, from their scores on the same folds."""
    difference = network - line
    error = np.std(difference, ddof=1) / np.sqrt(len(difference))
    mean = np.mean(difference)
    winner = "network" if mean > 0 else "line"
    if abs(mean) <= 2 * error:
        winner = "can't tell"
    return winner, mean, error


_SHIFTS = (5.0, -5.0, 1.3, -1.3, 9.0, -9.0, 0.4, -0.4)
"""By how many standard errors the network is above the line."""


def _trial(rng: np.random.Generator, shift: float | None = None) -> tuple[Scores, Scores]:
    """Draw scores of two models on folds that differ far more than the models do."""
    n = int(rng.integers(8, 13))
    noise = rng.normal(size=n)
    noise = (noise - noise.mean()) / noise.std(ddof=1)
    above = rng.choice(_SHIFTS) if shift is None else shift
    folds = rng.uniform(0.6, 0.8, size=n)
    difference = 0.004 * (noise + above / np.sqrt(n))
    folds[0] = 0.95  # one easy fold, for both
    return folds.round(4), (folds + difference).round(4)


def _with(
    difference: Callable[[Scores, Scores], Any] = lambda line, network: network - line,
    error: Callable[[Any, Scores, Scores], Any] = lambda d, line, network: (
        np.std(d, ddof=1) / np.sqrt(len(line))
    ),
) -> Callable[[Scores, Scores], Verdict]:
    """Return a wrong verdict: the template with other fills."""

    def wrong(line: Scores, network: Scores) -> Verdict:
        found = difference(line, network)
        uncertain = error(found, line, network)
        mean = np.mean(found)
        winner = "network" if mean > 0 else "line"
        return ("can't tell" if abs(mean) <= 2 * uncertain else winner), mean, uncertain

    return wrong


write_verdict = Exercise(
    "write-verdict",
    "Fill the two gaps of `verdict(line, network)`. Both hold the scores on the same "
    "folds, in the same order. It returns the winner, the mean difference and its error.",
    reference=verdict,
    inputs=[_trial(np.random.default_rng(k), shift) for k, shift in enumerate(_SHIFTS)],
    random_inputs=_trial,
    mistakes=[
        Mistake(
            _with(difference=lambda line, network: line - network),
            "The sign is the wrong way round: it says network where the line is better. "
            "Take the network's scores minus the line's.",
        ),
        Mistake(
            _with(error=lambda d, line, network: np.std(d, ddof=1)),
            "That is the spread of the single differences. Their *mean* is known better: "
            "divide by the square root of the number of folds.",
        ),
        Mistake(
            _with(error=lambda d, line, network: np.std(d)),
            "That is the spread of the single differences. Divide it by the square root of "
            "the number of folds, and give `np.std` the argument `ddof=1`.",
        ),
        Mistake(
            _with(error=lambda d, line, network: np.std(d) / np.sqrt(len(d))),
            "Nearly: give `np.std` the argument `ddof=1`. Without it, the spread comes out "
            "too small, since it is taken around a mean of the very same numbers.",
        ),
        Mistake(
            _with(error=lambda d, line, network: np.std(d, ddof=1) / len(d)),
            "You divided by the number of folds. The error of a mean falls with its "
            "*square root*.",
        ),
        Mistake(
            _with(error=lambda d, line, network: np.std(d) / len(d)),
            "You divided by the number of folds. The error of a mean falls with its "
            "*square root*; and give `np.std` the argument `ddof=1`.",
        ),
        Mistake(
            _with(error=lambda d, line, network: np.var(d, ddof=1) / len(d)),
            "That is the square of the error: the variance, divided by the number of "
            "folds. Take its square root.",
        ),
        Mistake(
            _with(
                error=lambda d, line, network: np.sqrt(
                    (np.var(line, ddof=1) + np.var(network, ddof=1)) / len(line)
                )
            ),
            "That is how far the folds differ from *each other*: a hard fold is hard for "
            "both. Take the spread of `difference`, in which this falls out.",
        ),
        Mistake(
            _with(error=lambda d, line, network: np.std(line, ddof=1) / np.sqrt(len(d))),
            "That is the error of the *line's* mean. A hard fold is hard for both, so take "
            "the spread of `difference`, in which this falls out.",
        ),
        Mistake(
            _with(error=lambda d, line, network: np.std(network, ddof=1) / np.sqrt(len(d))),
            "That is the error of the *network's* mean. A hard fold is hard for both, so "
            "take the spread of `difference`, in which this falls out.",
        ),
        Mistake(
            _with(error=lambda d, line, network: 0.0),
            "The error is always 0, so that the smallest difference counts. How far do the "
            "differences spread from fold to fold?",
        ),
        Mistake(
            _with(difference=lambda line, network: np.abs(network - line)),
            "Without its sign, a difference never speaks for the line. Leave the sign as "
            "it is.",
        ),
        Mistake(
            _with(
                difference=lambda line, network: network.max() - line.max(),
                error=lambda d, line, network: (
                    np.std(network - line, ddof=1) / np.sqrt(len(line))
                ),
            ),
            "You compared the best fold of each. That is luck twice over: compare fold by "
            "fold, `network - line`.",
        ),
    ],
    hints=[
        "The same row numbers are in fold 3 of both. So subtract fold by fold, before any "
        "mean is taken.",
        "The error of a mean is the standard deviation of what is averaged, divided by the "
        "square root of how many there are. `np.std` needs `ddof=1` for it.",
        "`np.std(difference, ddof=1) / np.sqrt(len(difference))` is the second gap.",
    ],
    praise="It holds for {n} pairs of models. “Can't tell” is a finding, too: then take "
    "the simpler one.",
    ask="How sure must you be before you use the model that is harder to explain?",
)
