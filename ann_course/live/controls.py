"""Controls that can be seen, named, reached with the keyboard, and typed into.

The handle of an ipywidgets slider has no accessible name (the page's script library
makes it, and ipywidgets gives it no label). So each slider here has a number field tied
to it, which carries the same name and takes the same value.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from numbers import Integral
from typing import Any

import ipywidgets as widgets

from ann_course.live.events import Coalescer
from ann_lib._support.checks import check_choice, check_number

REPORTED = 2.0
"""Seconds within which the page reports a move that a slider was told to make."""


class _Track:
    """A slider that knows what the page reports of it from what a hand has done.

    The page's script library moves the handle to the nearest step. If that is another
    number than the slider was told, be it in the last digit, it is reported as a move, and
    that late: a value that had only been looked at came back rounded, or undid a newer one.
    """

    _told: tuple[tuple[float, float], ...] = ()
    _reported: float | None = None

    def __init__(self: Any, **traits: Any) -> None:
        super().__init__(**traits)
        self.observe(self._remember, "value")

    def set_state(self: Any, sync_data: dict[str, Any]) -> None:
        """Take what the page reports, unless it is what the page was told."""
        if "value" in sync_data and self._is_known(sync_data["value"]):
            sync_data = {k: v for k, v in sync_data.items() if k != "value"}
        self._reported = sync_data.get("value")
        super().set_state(sync_data)  # type: ignore[misc]
        self._reported = None

    def _remember(self, change: dict[str, Any]) -> None:
        if change["new"] != self._reported:
            self._told = (*self._recently_told(), (time.monotonic(), change["new"]))

    def _is_known(self: Any, reported: float) -> bool:
        is_shown = self._snaps(self.value, reported)
        told = self._recently_told()
        for i, (_, value) in enumerate(told):
            if value != reported and self._snaps(value, reported):
                self._told = told[i + 1 :]  # each is reported once, in their order
                if not is_shown:
                    self.send_state("value")  # the page may have gone back to it
                return True
        return is_shown

    def _recently_told(self) -> tuple[tuple[float, float], ...]:
        since = time.monotonic() - REPORTED
        return tuple(entry for entry in self._told if entry[0] > since)

    def _snaps(self: Any, value: float, step: float) -> bool:
        """Return whether this is the step at which the page shows a value."""
        # Half way between two steps the page goes up, where 0.35 is not quite half way.
        n_steps = math.floor((value - self.min) / self.step + 0.5 + 1e-9)
        nearest = min(self.min + n_steps * self.step, self.max)
        return math.isclose(step, nearest, abs_tol=1e-9 * self.step)


class _IntTrack(_Track, widgets.IntSlider):  # type: ignore[misc]
    pass


class _FloatTrack(_Track, widgets.FloatSlider):  # type: ignore[misc]
    pass


class Slider(widgets.HBox):  # type: ignore[misc]
    """A slider with its name, a number field tied to it, and a unit.

    It is one control: ``value`` can be read, set and observed like a slider's own.

    Attributes
    ----------
    value, min, max, step : float or int
        Those of the slider.
    slider, field : ipywidgets widgets
        The two ways to the one value.
    """

    def __init__(self, slider: Any, field: Any, unit: str) -> None:
        self.slider = slider
        self.field = field
        self.unit = unit
        # The picture comes first; the field follows when its message is done.
        self._following = Coalescer(self._show_number, later=True)
        slider.observe(lambda _: self._following.request(), "value")
        self._show_number()
        field.observe(self._typed, "value")
        children = [slider, field, widgets.HTML(unit)]
        super().__init__(children)
        self.add_class("ann-slider")
        slider.add_class("ann-slider-track")
        field.add_class("ann-slider-field")
        children[-1].add_class("ann-unit")

    def _show_number(self) -> None:
        # 0.30000000000000004 is what a slider says; 0.3 is what a person reads.
        self.field.value = round(self.slider.value, 9)

    def _typed(self, change: dict[str, Any]) -> None:
        if abs(change["new"] - self.slider.value) > 1e-9:
            self.slider.value = change["new"]

    @property
    def value(self) -> Any:
        """The number the slider stands at."""
        return self.slider.value

    @value.setter
    def value(self, value: float) -> None:
        self.slider.value = value

    @property
    def min(self) -> Any:
        """The lowest value."""
        return self.slider.min

    @property
    def max(self) -> Any:
        """The highest value."""
        return self.slider.max

    @property
    def step(self) -> Any:
        """The distance from one value to the next."""
        return self.slider.step

    @property
    def name(self) -> str:
        """What the slider is called on the page."""
        return str(self.slider.description)

    def make_room(self, value: float) -> None:
        """Widen its range to both sides if a value lies beyond; it never narrows again.

        A slider that did would jump under a hand.
        """
        reach = math.ceil(abs(value))
        if reach > self.max:
            for way in (self.slider, self.field):
                way.min, way.max = -reach, reach

    def observe(self, handler: Any, names: Any = "value", type: str = "change") -> None:
        """Call ``handler`` when the slider's value changes."""
        if names == "value":
            self.slider.observe(handler, names, type)
        else:
            super().observe(handler, names, type)

    def unobserve(self, handler: Any, names: Any = "value", type: str = "change") -> None:
        """Stop calling ``handler``."""
        if names == "value":
            self.slider.unobserve(handler, names, type)
        else:
            super().unobserve(handler, names, type)

    def close(self) -> None:
        """Take the slider and its parts off the page and out of memory."""
        for part in self.children:
            part.close()
        super().close()


def slider(
    label: str,
    value: float,
    minimum: float,
    maximum: float,
    step: float,
    *,
    unit: str = "",
    explain: str = "",
) -> Slider:
    """Return a slider that the picture follows while it moves.

    Parameters
    ----------
    label : str
        Its name, in view at all times.
    value, minimum, maximum, step : float or int
        Whole numbers all four make a slider of whole numbers.
    unit : str
        ``"ms"``, ``"mV"``, ``"Hz"`` …, shown behind the number.
    explain : str
        What it does, in a few words: shown when the pointer rests on it.

    Returns
    -------
    control : Slider

    Examples
    --------
    >>> threshold = slider("threshold", 0.5, 0.0, 1.0, 0.05, unit="mV")
    >>> threshold.field.value = 0.75
    >>> threshold.value
    0.75
    """
    name = _check_label(label)
    low = check_number(minimum, "minimum")
    high = check_number(maximum, "maximum", minimum=low, open_minimum=True)
    check_number(step, "step", minimum=0.0, open_minimum=True)
    check_number(value, "value", minimum=low, maximum=high)
    whole = all(isinstance(n, Integral) for n in (value, minimum, maximum, step))
    span: dict[str, Any] = {"min": minimum, "max": maximum, "step": step, "value": value}
    make_slider = _IntTrack if whole else _FloatTrack
    make_field = widgets.BoundedIntText if whole else widgets.BoundedFloatText
    track = make_slider(
        description=name,
        continuous_update=True,
        readout=False,
        tooltip=explain or name,
        **span,
    )
    track.style.description_width = "auto"
    spoken = f"{name} in {unit}" if unit else name
    field = make_field(description=spoken, tooltip=explain or spoken, **span)
    return Slider(track, field, unit)


def dropdown(label: str, value: str, options: Sequence[str]) -> widgets.Dropdown:
    """Return a list to choose one of ``options`` from."""
    check_choice(value, "value", options)
    control = widgets.Dropdown(
        description=_check_label(label), options=list(options), value=value
    )
    control.add_class("ann-dropdown")
    return control


def toggle(label: str, value: bool = False, *, explain: str = "") -> widgets.Checkbox:
    """Return a box to tick: something is on or off."""
    if not isinstance(value, bool):
        raise TypeError(f"value must be True or False, got {value!r}.")
    control = widgets.Checkbox(
        description=_check_label(label), value=value, indent=False, tooltip=explain or label
    )
    control.add_class("ann-toggle")
    return control


def button(label: str, *, explain: str = "") -> widgets.Button:
    """Return a button with a name that can be read."""
    control = widgets.Button(description=_check_label(label), tooltip=explain or label)
    control.layout.width = "auto"
    control.add_class("ann-button")
    return control


def _check_label(label: object) -> str:
    if not isinstance(label, str) or not label.strip():
        raise ValueError(f"label must be the control's name in words, got {label!r}.")
    return label
