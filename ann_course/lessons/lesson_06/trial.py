"""A trial of the playground's settings: what networks trained with them can do."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from numbers import Real
from typing import Any

from ann_course.live import state as states
from ann_course.panels.playground.controls import make_controls
from ann_course.panels.playground.data import FEATURES, OWN
from ann_course.panels.playground.runs import train_starts
from ann_course.panels.playground.setup import USUAL, inputs_of
from ann_lib._support.checks import describe

N_STEPS = 3000
SEEDS = (0, 1, 2)


class Found(dict[str, Any]):
    """What a trial found; it prints as a sentence."""

    def __repr__(self) -> str:
        if "data" not in self:
            return super().__repr__()
        layers = ("no hidden layer", "1 hidden layer")
        n = self["hidden layers"]
        return (
            f"{self['data']}, {self['noise']}% noise, {self['held out']}% held out; inputs "
            f"{self['inputs']}; {layers[n] if n < 2 else f'{n} hidden layers'}, activation "
            f"{self['activation']}, {self['weights and biases']} weights and biases; right "
            f"{self['right in training']:.1%} in training, {self['right in the test']:.1%} "
            f"of the held-out points; loss {self['training loss']:g} in training, "
            f"{self['test loss']:g} in the test"
        )


def trial(settings: Any) -> Found:
    """Train three new networks with these settings and report how they do.

    Parameters
    ----------
    settings : mapping or PlaygroundPanel
        Names of ``USUAL`` with their values, such as ``panel.state``, or the panel
        itself. Its seed is replaced by three fixed ones, so that luck does not count.

    Returns
    -------
    found : Found
        A dict of plain words and numbers. Losses and shares of right answers are means
        over the three networks, after 3,000 batches. Empty while there are no settings;
        if they cannot be used, "trouble" says why.
    """
    settings = getattr(settings, "state", settings)
    if settings is None or settings is ... or settings == {}:
        return Found()
    try:
        state = _checked(settings)
    except (TypeError, ValueError) as error:
        return Found({"trouble": str(error)})
    del state["weight_seed"]  # it is that of the points
    runs = train_starts(state, SEEDS, N_STEPS)
    if runs.starts.diverged.any():
        why = "training broke off: the loss was no longer a finite number."
        return Found({"trouble": f"{why} Try a smaller learning rate."})
    losses, scores = runs.measure().mean(axis=1), runs.scores().mean(axis=1)
    return Found(
        {
            "data": state["data"],
            "noise": state["noise"],
            "held out": state["held_out"],
            "inputs": ", ".join(inputs_of(state)),
            "hidden layers": state["hidden_layers"],
            "activation": state["activation"],
            "weights and biases": sum(p.value[0].size for p in runs.starts.parameters),
            "training loss": round(float(losses[0]), 3),
            "test loss": round(float(losses[1]), 3),
            "right in training": round(float(scores[0]), 3),
            "right in the test": round(float(scores[1]), 3),
        }
    )


def _checked(settings: Any) -> dict[str, Any]:
    if not isinstance(settings, Mapping):
        raise TypeError(
            "settings must be panel.state or a dict such as {'hidden_layers': 1}, got "
            f"{describe(settings)}."
        )
    controls = make_controls()
    try:
        _check_words(controls, settings)
        values = states.check(controls, settings)
    finally:
        for control in controls.values():
            control.close()
    state = USUAL | values
    if not any(state[name] for name in FEATURES):
        raise ValueError(
            "settings must leave the network at least one input, such as 'x1': True."
        )
    if state["data"] == OWN:
        raise ValueError(
            "settings must name one of the data sets: a trial draws new points, and "
            "can't draw yours."
        )
    if state["dropout"] != "0":
        raise ValueError(
            "settings must leave dropout at '0': a trial trains several starts at once, "
            "which is done without it."
        )
    return state


def _check_words(controls: Mapping[str, Any], settings: Mapping[str, Any]) -> None:
    """Refuse a name or an option that is nearly one, and say which one is meant."""
    for name, value in settings.items():
        if name not in controls:
            alike = {each: _alikeness(str(name), each) for each in controls}
            nearest = max(alike, key=alike.__getitem__)
            meant = f" Do you mean {nearest!r}?" if alike[nearest] > 0.6 else ""
            raise ValueError(
                f"panel.state has no {name!r}.{meant} Its names are "
                f"{', '.join(map(repr, controls))}."
            )
        number = isinstance(value, Real) and not isinstance(value, bool)
        text = f"{float(value):g}" if number else str(value)
        for option in states.options(controls[name]) or []:
            if option != value and str(option).lower() == text.lower():
                raise ValueError(
                    f"{name!r} must be one of the panel's own texts. Write {option!r}, "
                    f"not {value!r}."
                )


def _alikeness(a: str, b: str) -> float:
    return difflib.SequenceMatcher(None, a, b).ratio()
