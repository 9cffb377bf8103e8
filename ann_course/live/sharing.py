"""A panel's state in a link: how a teacher sends a panel as it stands.

The course's site writes such links and follows them. It knows the widgets that a cell
shows by their model ids, and asks the kernel for the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ipywidgets.widgets.widget import _instances

from ann_course.live.layout import parts_of
from ann_course.live.panel import Panel

LONGEST = 4000
"""Characters of a state in a link: many servers refuse addresses of more than 8,000."""

TOO_LONG = (
    "What this panel shows is too much for a link: {} characters, of at most {}. Send its "
    "code instead: print(panel.code())."
)


def state_of(model_ids: Iterable[str]) -> str:
    """Return a panel's state as JSON, with whatever else it has for a link.

    Parameters
    ----------
    model_ids : iterable of str
        Of the widgets that a cell shows; their first panel counts.

    Raises
    ------
    ValueError
        If there is no panel, or its state is too long for a link.
    """
    panel = panel_of(model_ids)
    text = json.dumps(getattr(panel, _carried(panel)), separators=(",", ":"))
    if len(text) > LONGEST:
        raise ValueError(TOO_LONG.format(len(text), LONGEST))
    return text


def give(model_ids: Iterable[str], text: str) -> None:
    """Set a panel to the state that a link carries.

    Raises
    ------
    TypeError, ValueError
        If there is no panel, or it cannot take this state; then nothing has been set.
    """
    try:
        state = json.loads(text)
    except ValueError as error:
        raise ValueError(f"the link's state must be JSON, got {text[:40]!r}.") from error
    panel = panel_of(model_ids)
    setattr(panel, _carried(panel), state)


def _carried(panel: Panel) -> str:
    """Return the attribute that a link carries: ``carried`` where there is one."""
    return "carried" if hasattr(type(panel), "carried") else "state"


def panel_of(model_ids: Iterable[str]) -> Panel:
    """Return the first panel that a cell shows, be it inside a prediction's box."""
    shown: Iterable[Any] = filter(None, map(_instances.get, model_ids))
    for part in parts_of(*shown):
        if isinstance(part, Panel):
            return part
    raise ValueError(
        "this cell shows no panel. Run the lesson from the top, then try again."
    )
