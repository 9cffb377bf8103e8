"""What a teacher may take out of sight, and a prepared playground as a line of code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ann_course.live.layout import show
from ann_course.panels.playground.data import OWN, Rows
from ann_course.panels.playground.setup import UNITS, USUAL
from ann_lib._support.checks import describe


def check_hide(hide: object, places: Mapping[str, Sequence[Any]]) -> list[str]:
    """Return the names of what is to be hidden, or raise.

    Raises
    ------
    TypeError, ValueError
        If it is no list of names, or holds one that is not there.
    """
    names = "Their names are " + ", ".join(map(repr, places)) + "."
    if isinstance(hide, str) or not isinstance(hide, Iterable):
        raise TypeError(
            f"hide must be a list of names, such as ['fold'], got {describe(hide)}. {names}"
        )
    listed = list(hide)
    for name in listed:
        if not isinstance(name, str) or name not in places:
            raise ValueError(f"hide names {name!r}, which is not in the panel. {names}")
    return listed


def places_of(controls: Mapping[str, Any], pieces: Any, buttons: Mapping[str, Any]) -> Any:
    """Return name -> widgets of all that may be hidden.

    ``buttons`` are those that are no control of the panel's, by their names.
    """
    places = {name: [control] for name, control in controls.items()}
    places["hidden_layers"].append(pieces.layers.of_layers)
    for name, pair in zip(UNITS, pieces.layers.children, strict=True):
        places[name] += pair.children
    places |= {name: [each] for name, each in buttons.items()}
    return places | {"more": [pieces.more], "inspector": [pieces.inspector]}


def put_away(hidden: Iterable[str], places: Mapping[str, Sequence[Any]]) -> None:
    """Take these out of sight."""
    for name in hidden:
        for widget in places[name]:
            show(widget, False)


def line(state: Mapping[str, Any], own: Rows, hidden: Sequence[str], *, more: bool) -> str:
    """Return the call that builds a playground in this state, as one line of code."""
    changed = {name: value for name, value in state.items() if value != USUAL[name]}
    if "seed" in changed:  # alone it would be that of the weights as well
        changed["weight_seed"] = state["weight_seed"]
    given: dict[str, Any] = {}
    if own:
        given = {"points": [row[:2] for row in own], "labels": [row[2] for row in own]}
        changed["data"] = state["data"]  # left out, it would be OWN
        if state["data"] == OWN:
            del changed["data"]
    given |= {"hide": list(hidden)} if hidden else {}
    given |= {"more": True} if more else {}
    given |= {name: value for name, value in changed.items() if name.isidentifier()}
    words = [f"{name}={value!r}" for name, value in given.items()]
    others = {name: value for name, value in changed.items() if not name.isidentifier()}
    return f"PlaygroundPanel({', '.join(words + ([f'**{others}'] if others else []))})"
