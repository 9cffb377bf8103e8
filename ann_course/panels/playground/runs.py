"""The playground's experiment from several starts at once: luck becomes visible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ann_course.panels.playground.crowd import Crowd
from ann_course.panels.playground.setup import set_up, whole_state


def train_starts(
    settings: Mapping[str, Any], seeds: int | Sequence[int] = 5, n_steps: int = 3000
) -> Crowd:
    """Return what `train` gives with each of several seeds, up to rounding, all at once.

    Parameters
    ----------
    settings : mapping
        As for `train`.
    seeds : int or sequence of int
        One for each run: of its points, its first weights and its order of batches. An
        int n stands for 0 to n − 1.
    n_steps : int
        Batches that each is trained on.

    Examples
    --------
    >>> runs = train_starts({"data": "spiral", "units1": 8}, seeds=10, n_steps=700)
    >>> right_in_training, right_in_the_test = runs.scores()
    >>> right_in_the_test.shape
    (10,)
    """
    each = range(seeds) if isinstance(seeds, int) else seeds
    states = [whole_state({**settings, "seed": seed}) for seed in each]
    runs = [set_up(state, []) for state in states]
    crowd = Crowd(runs, [state["weight_seed"] for state in states])
    for _ in range(n_steps):
        crowd.step()
    crowd.end_epoch()
    return crowd
