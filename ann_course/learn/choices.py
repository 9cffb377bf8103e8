"""Radio buttons that show long options whole, and the check of an option's index."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets

from ann_course.learn.style import plain
from ann_lib._support.checks import check_int


def check_index(index: object, n_options: int) -> int:
    """Return ``index`` if it is one of ``0 .. n_options - 1``."""
    number = check_int(index, "index", minimum=0)
    if number >= n_options:
        raise ValueError(
            f"index must be from 0 to {n_options - 1}, one for each option; got {number}."
        )
    return number


def radio_buttons(texts: Sequence[str], chosen: int | None) -> widgets.RadioButtons:
    """Return radio buttons, none of them set unless ``chosen`` says which."""
    radio = widgets.RadioButtons(
        options=[(plain(text), i) for i, text in enumerate(texts)],
        value=chosen,
        layout=widgets.Layout(width="auto", height="auto"),
    )
    radio.add_class("ann-options")
    return radio
