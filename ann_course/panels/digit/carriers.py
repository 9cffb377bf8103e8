"""Which hidden units carried the answer: a ranking, each of them to be chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
import numpy as np

from ann_course.live import button
from ann_course.live.layout import box, html
from ann_course.live.words import fitting
from ann_lib._support.checks import FloatArray

N_SHOWN = 4


class Carriers:
    """The units of the last hidden layer that did most for the answer.

    Parameters
    ----------
    chosen : callable
        ``chosen(unit)`` when one of them is pressed.

    Attributes
    ----------
    widget : VBox
    buttons : list of Button
    units : list of int
        Those that the buttons stand for, the strongest first.
    """

    def __init__(self, chosen: Callable[[int], object]) -> None:
        self.units: list[int] = []
        self._title = html("ann-digit-carried")
        self.buttons: list[Any] = []
        for place in range(N_SHOWN):
            each = button("–", explain="")
            each.on_click(lambda _, place=place: chosen(self.units[place]))
            self.buttons.append(each)
        self.widget = box(widgets.VBox, [self._title, *self.buttons], "ann-digit-carriers")

    def show(self, parts: FloatArray, best: int, other: int) -> None:
        """Show who carried one answer ahead of another.

        Parameters
        ----------
        parts : ndarray, shape (n_units,)
            What each unit added to the lead, as `layers.lead_of` returns it.
        best, other : int
            The answer and the next best.
        """
        self._title.value = f"For {best}, not {other}:"
        order = np.argsort(-parts, kind="stable")[:N_SHOWN]
        self.units = [int(unit) for unit in order if parts[unit] > 0]
        for place, each in enumerate(self.buttons):
            each.disabled = place >= len(self.units)
            each.description, each.tooltip = "–", "No other unit put it ahead"
            if not each.disabled:
                unit = self.units[place]
                added = fitting(float(parts[unit]))
                each.description = f"unit {unit}: +{added}"
                each.tooltip = f"Choose unit {unit}, which added {added} to the lead"
