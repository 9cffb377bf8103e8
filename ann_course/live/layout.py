"""Where a panel's controls and pictures stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets as widgets

Groups = Mapping[str, Sequence[str]]


def arrange(
    controls: Mapping[str, Any],
    groups: Groups,
    rows: Groups,
    buttons: Sequence[Any],
    pictures: Sequence[Any],
    below: Sequence[Any],
) -> Any:
    """Return a panel's body: controls on the left, pictures on the right.

    Parameters
    ----------
    controls : mapping of str to widget
    groups : mapping of str to sequence of str
        Heading -> names of the controls beneath it, in the column on the left, after
        those that neither ``groups`` nor ``rows`` names.
    rows : mapping of str to sequence of str
        Heading -> names of controls side by side beneath the pictures.
    buttons, pictures, below : sequence of widget
        Below the column, in the column on the right, and beneath the rows.

    Raises
    ------
    ValueError
        If a name is not that of a control.
    """
    for what, named in (("groups", groups), ("rows", rows)):
        for name in (name for names in named.values() for name in names):
            if name not in controls:
                raise ValueError(f"{what} names {name!r}, which is not a control.")
    placed = {
        name for named in (groups, rows) for names in named.values() for name in names
    }
    column = [control for name, control in controls.items() if name not in placed]
    for heading, names in groups.items():
        column += [_heading(heading), *(controls[name] for name in names)]
    left = _box(widgets.VBox, [*column, _box(widgets.HBox, buttons, "buttons")], "controls")
    beneath = [
        _box(widgets.HBox, [_heading(heading), *(controls[name] for name in names)], "row")
        for heading, names in rows.items()
    ]
    right = _box(widgets.VBox, [*pictures, *beneath, *below], "pictures")
    return _box(widgets.HBox, [left, right], "body")


def _heading(text: str) -> Any:
    label = widgets.HTML(escape(text))
    label.add_class("ann-group")
    return label


def _box(kind: Any, children: Sequence[Any], role: str) -> Any:
    box = kind(list(children))
    box.add_class(f"ann-{role}")
    return box
