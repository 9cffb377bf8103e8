"""Where a panel's controls and pictures stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets as widgets

from ann_course.live.text import Text

Groups = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Parts:
    """What a panel's body is made of.

    Attributes
    ----------
    controls : mapping of str to object
        Those that are no widgets have no place of their own here.
    groups : mapping of str to sequence of str
        Heading -> names of the controls beneath it, in the column on the left, after
        those that neither ``groups`` nor ``rows`` names.
    rows : mapping of str to sequence of str
        Heading -> names of controls side by side beneath the pictures.
    buttons : sequence of widget
        Below the column.
    pictures, above, below : sequence of widget
        The pictures in the column on the right, and what stands above and below them.
    words : sequence of widget
        The panel's sentence and its errors: last of all.
    tasks : widget
        What to try: beneath the buttons.
    """

    controls: Mapping[str, Any]
    groups: Groups
    rows: Groups
    buttons: Sequence[Any]
    pictures: Sequence[Any]
    above: Sequence[Any]
    below: Sequence[Any]
    words: Sequence[Any]
    tasks: Any


def arrange(
    parts: Parts,
    *,
    columns: Sequence[str] = (),
    beneath: Sequence[Any] = (),
    last: Sequence[Any] = (),
) -> Any:
    """Return a panel's body: controls on the left, pictures on the right.

    Parameters
    ----------
    parts : Parts
    columns : sequence of str
        Groups that stand beneath both, side by side.
    beneath : sequence of widget
        Other widgets there. The words follow them.
    last : sequence of widget
        Beneath the words: what can do without being seen all the time.

    Raises
    ------
    ValueError
        If a name is not that of a control.
    """
    controls, groups, rows = parts.controls, parts.groups, parts.rows
    for what, named in (("groups", groups), ("rows", rows)):
        for name in (name for names in named.values() for name in names):
            if name not in controls:
                raise ValueError(f"{what} names {name!r}, which is not a control.")
    placed = {
        name for named in (groups, rows) for names in named.values() for name in names
    }
    column = [
        control
        for name, control in controls.items()
        if name not in placed and isinstance(control, widgets.Widget)
    ]
    for name in groups:
        if name not in columns:
            column += group(parts, name)
    if columns:
        beneath = [in_columns([group(parts, name) for name in columns]), *beneath]
    left = [*column, button_row(parts.buttons), parts.tasks]
    shown = [*parts.above, *parts.pictures, *control_rows(parts), *parts.below]
    body = [
        box(widgets.VBox, left, "ann-controls"),
        box(widgets.VBox, shown if beneath else [*shown, *parts.words], "ann-pictures"),
    ]
    if beneath:
        body.append(box(widgets.VBox, [*beneath, *parts.words, *last], "ann-beneath"))
    return box(widgets.Box, body, "ann-body")


def group(parts: Parts, name: str) -> list[Any]:
    """Return a group of controls: its heading, and the controls beneath it."""
    return [heading(name), *(parts.controls[each] for each in parts.groups[name])]


def in_columns(columns: Sequence[Sequence[Any]]) -> Any:
    """Return columns of controls side by side, or beneath each other on a narrow page."""
    return box(widgets.Box, [widgets.VBox(list(each)) for each in columns], "ann-columns")


def strip(tasks: Any) -> Any:
    """Return a panel's tasks as a strip across it, which has room for one at a time."""
    return styled(tasks, "ann-tasks-one", "ann-strip")


def control_rows(parts: Parts) -> list[Any]:
    """Return each row of controls: its heading, and the controls side by side."""
    return [
        box(widgets.HBox, [heading(name), *(parts.controls[n] for n in names)], "ann-row")
        for name, names in parts.rows.items()
    ]


def button_row(buttons: Sequence[Any]) -> Any:
    """Return buttons side by side."""
    return box(widgets.HBox, buttons, "ann-buttons")


def heading(text: str) -> Any:
    """Return what stands above a group of controls, or before a row of them."""
    return html("ann-group", value=escape(text))


def box(kind: Any, children: Sequence[Any], name: str) -> Any:
    """Return children in a box of some kind, with a class for the style sheet."""
    return styled(kind(list(children)), name)


def html(*names: str, value: str = "") -> Any:
    """Return a text for the page, with classes for the style sheet."""
    return styled(Text(value), *names)


def styled(widget: Any, *names: str) -> Any:
    """Return a widget, now with these classes for the style sheet."""
    for name in names:
        widget.add_class(name)
    return widget


def show(widget: Any, shown: bool) -> None:
    """Show a widget, or hide it."""
    (widget.remove_class if shown else widget.add_class)("ann-hidden")


def held(values: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the widgets among an object's values, and in its lists and dicts.

    What shows itself by a ``widget``, such as a LiveFigure, counts as that.
    """
    for value in values.values():
        each = list(value.values()) if isinstance(value, dict) else value
        for one in each if isinstance(each, list) else [each]:
            widget = getattr(one, "widget", one)
            if isinstance(widget, widgets.Widget):
                yield widget


def parts_of(*those: Any) -> Iterator[Any]:
    """Yield widgets with all that is in them, and the looks of each, widgets too."""
    for widget in those:
        yield from parts_of(*getattr(widget, "children", ()))
        yield widget
        yield from (
            getattr(widget, look) for look in ("layout", "style") if look in widget.keys
        )
