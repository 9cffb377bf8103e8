"""A trial of the playground's settings: what networks trained with them can do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ann_course.live import state as states
from ann_course.panels.playground.controls import make_controls
from ann_course.panels.playground.data import OWN
from ann_course.panels.playground.setup import USUAL, inputs_of, train
from ann_lib._support.checks import describe

N_STEPS = 3000
SEEDS = (0, 1, 2)


def trial(settings: Any) -> dict[str, Any]:
    """Train three new networks with these settings and report how they do.

    Parameters
    ----------
    settings : mapping or PlaygroundPanel
        Names of ``USUAL`` with their values, such as ``panel.state``, or the panel
        itself. Its seed is replaced by three fixed ones, so that luck does not count.

    Returns
    -------
    found : dict
        In plain words and numbers. Losses and shares of right answers are means over the
        three networks, after 3,000 batches. Empty while there are no settings; if they
        cannot be used, "trouble" says why.
    """
    settings = getattr(settings, "state", settings)
    if settings is None or settings is ... or settings == {}:
        return {}
    try:
        state = _checked(settings)
    except (TypeError, ValueError) as error:
        return {"trouble": str(error)}
    runs = [train(state | {"seed": seed, "weight_seed": seed}, N_STEPS) for seed in SEEDS]
    if any(run.n_steps < N_STEPS for run in runs):
        return {"trouble": "training broke off: the loss was no longer a finite number"}
    losses = np.mean([run.measure() for run in runs], axis=0)
    scores = np.mean([run.scores() for run in runs], axis=0)
    return {
        "data": state["data"],
        "noise": state["noise"],
        "held out": state["held_out"],
        "inputs": ", ".join(inputs_of(state)),
        "hidden layers": state["hidden_layers"],
        "activation": state["activation"],
        "weights and biases": sum(p.value.size for p in runs[0].network.parameters),
        "training loss": round(float(losses[0]), 3),
        "test loss": round(float(losses[1]), 3),
        "right in training": round(float(scores[0]), 3),
        "right in the test": round(float(scores[1]), 3),
    }


def _checked(settings: Any) -> dict[str, Any]:
    if not isinstance(settings, Mapping):
        raise TypeError(
            "settings must be panel.state or a dict such as {'hidden_layers': 1}, got "
            f"{describe(settings)}."
        )
    controls = make_controls()
    try:
        values = states.check(controls, settings)
    finally:
        for control in controls.values():
            control.close()
    state = USUAL | values
    if state["data"] == OWN:
        raise ValueError(
            "settings must name one of the data sets: a trial draws new points, and "
            "can't draw yours."
        )
    return state
