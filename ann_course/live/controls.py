"""Controls that can be seen, named, reached with the keyboard, and typed into.

The handle of an ipywidgets slider has no accessible name (the page's script library
makes it, and ipywidgets gives it no label). So each slider here has a number field tied
to it, which carries the same name and takes the same value.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from numbers import Integral
from typing import Any

import ipywidgets as widgets
import traitlets

from ann_course.live.events import Coalescer, OfThread
from ann_course.live.layout import html, parts_of, styled
from ann_course.live.number_field import NumberField
from ann_course.live.words import number
from ann_lib._support.checks import check_choice, check_number

SHORT = 14
"""Letters of a name that stands beside its slider; a longer one stands above it."""
DIGITS = 9
"""Digits after the point that a number keeps when a hand sets it."""


def snapped(value: float, low: float, high: float, step: float) -> float:
    """Return the step of a slider at which the page shows a value, to the last bit.

    The page's script library (noUiSlider) moves the handle to the nearest step. If that
    is another number than it was told, be it in the last digit, it reports a move, and
    that late. So the library's own sums are done here, in its order, with percentages;
    what it is told is what it would say, and it says nothing.
    """
    if value >= high:
        return high
    position = 100 * (value + abs(low) if low < 0 else value - low) / (high - low)
    percent = 100 * step / (high - low)
    n_steps = position / percent
    whole = math.floor(n_steps)
    nearest = (whole + (n_steps - whole >= 0.5)) * percent
    return high if nearest >= 100 else max(nearest, 0.0) * (high - low) / 100 + low


class _Value(traitlets.Any):
    """A value that one thread may imagine to be another."""

    def get(self, obj: Any, cls: Any = None) -> Any:
        """Return the value that is imagined here, or the one that is."""
        imagined = obj._imagined
        return imagined[0] if imagined else super().get(obj, cls)


class _Ahead(traitlets.HasTraits):
    """Takes from the page, with a new value, which picture it shows already."""

    ahead = traitlets.Int(0).tag(sync=True)


class _IntSlider(widgets.IntSlider, _Ahead):  # type: ignore[misc]
    pass


class _FloatSlider(widgets.FloatSlider, _Ahead):  # type: ignore[misc]
    pass


class Slider(widgets.HBox):  # type: ignore[misc]
    """A slider with its name, a number field tied to it, and a unit.

    It is one control with one ``value``, which may lie between two steps: then the
    handle stands at the nearest one, and the value stays until a hand moves it. The
    picture follows while it moves. Panels call it ``slider``.

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
    digits : int
        Shown after the point in the number field.

    Attributes
    ----------
    value : float or int
        Can be read, set and observed.
    min, max, step : float or int
    slider, field : ipywidgets widgets
        The two ways to the one value.
    note : ipywidgets.HTML
        Says what has become of a number that was typed and could not be taken as it was.

    Examples
    --------
    >>> threshold = slider("threshold", 0.5, 0.0, 1.0, 0.05, unit="mV")
    >>> threshold.field.value = "0.75"
    >>> threshold.value
    0.75
    """

    children: Any
    value = _Value()
    _imagined = OfThread()

    def __init__(
        self,
        label: str,
        value: float,
        minimum: float,
        maximum: float,
        step: float,
        *,
        unit: str = "",
        explain: str = "",
        digits: int = DIGITS,
    ) -> None:
        _check_label(label)
        low = check_number(minimum, "minimum")
        high = check_number(maximum, "maximum", above=low)
        check_number(step, "step", above=0)
        check_number(value, "value", minimum=low, maximum=high)
        self.whole = all(isinstance(n, Integral) for n in (value, minimum, maximum, step))
        self.unit, self.digits = unit, digits
        span: dict[str, Any] = {"min": minimum, "max": maximum, "step": step}
        make_slider = _IntSlider if self.whole else _FloatSlider
        self.slider: Any = make_slider(
            description=label,
            continuous_update=True,
            readout=False,
            tooltip=explain or label,
            **span,
        )
        self.slider.style.description_width = "auto"
        spoken = f"{label} in {unit}" if unit else label
        self.field = NumberField(unit, description=spoken, tooltip=explain or spoken)
        self.note = html("ann-slider-note")
        children = [self.slider, self.field, widgets.HTML(unit)]
        super().__init__(children)
        for part, css in zip(
            children, ("slider-track", "slider-field", "unit"), strict=True
        ):
            part.add_class(f"ann-{css}")
        styled(self, "ann-slider", *(["ann-long"] if unit or len(label) > SHORT else []))
        self.value = value
        self.slider.value = self._shown()
        self._show_number()
        # The picture comes first; the field follows when its message is done.
        self._following = Coalescer(self._show_number, later=True)
        self.slider.observe(self._moved, "value")
        self.field.observe(self._typed, "value")
        self.observe(self._show, "value")

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
        """Widen its range if a value lies beyond it; it never narrows again.

        A slider that did would jump under a hand. One with zero in its middle keeps it
        there.
        """
        low, high = min(self.min, value), max(self.max, value)
        if (low, high) == (self.min, self.max):
            return
        if self.min == -self.max:
            high = math.ceil(max(-low, high))
            low = -high
        with self.slider.hold_sync():  # the page hears of range and step together
            self.slider.min, self.slider.max = low, high
            self.slider.value = self._shown()

    @contextmanager
    def imagined(self, value: float) -> Iterator[None]:
        """Have another value for this thread within the context; nobody hears of it."""
        self._imagined = (round(value) if self.whole else round(value, DIGITS),)
        try:
            yield
        finally:
            self._imagined = ()

    def beside(self, reach: int) -> Iterator[float]:
        """Yield what the page would say at the steps beside the one it is at."""
        at = self.slider.value
        for n_steps in range(1, reach + 1):
            for value in (at + n_steps * self.step, at - n_steps * self.step):
                if self.min - self.step / 2 < value < self.max + self.step / 2:
                    step = snapped(value, self.min, self.max, self.step)
                    yield round(step) if self.whole else step

    def observe(self, handler: Any, names: Any = "value", type: str = "change") -> None:
        """Call ``handler`` when the value changes, or other traits by ``names``."""
        super().observe(handler, names, type)

    def unobserve(self, handler: Any, names: Any = "value", type: str = "change") -> None:
        """Stop calling ``handler``."""
        super().unobserve(handler, names, type)

    def close(self) -> None:
        """Take the slider and its parts off the page and out of memory."""
        if hasattr(self, "note"):  # its arguments were taken
            for part in parts_of(*self.children[:3], self.note):
                part.close()
        super().close()

    @traitlets.validate("value")
    def _within(self, proposal: Any) -> Any:
        self._widen_for(proposal["value"])
        value = min(max(proposal["value"], self.min), self.max)
        return int(value) if self.whole else float(value)

    def _widen_for(self, value: float) -> None:
        """Widen the range for a value that may be set: never that of a mere slider."""

    def _shown(self) -> Any:
        """Return the step at which the handle stands."""
        step = snapped(self.value, self.min, self.max, self.step)
        return round(step) if self.whole else step

    def _show(self, _change: Any) -> None:
        if self.note.value:
            self._remark("")
        shown = self._shown()
        # A handle that stands there already is not told so: the page may have moved on.
        if abs(self.slider.value - shown) > 1e-9 * self.step:
            self.slider.value = shown
        self._following.request()

    def _show_number(self) -> None:
        self.field.show(self.value, self.digits)

    def _moved(self, change: dict[str, Any]) -> None:
        if abs(change["new"] - self._shown()) > 1e-9 * self.step:
            # 0.30000000000000004 is what a slider says; 0.3 is what is meant.
            self.value = round(change["new"], DIGITS)

    def _typed(self, _change: Any) -> None:
        typed = self.field.number
        if typed is None:
            self._remark("not a number")
        elif typed != round(self.value, self.digits):
            self.value = round(typed) if self.whole else typed
            self._remark(self._made_of(typed))
        self._show_number()

    def _made_of(self, typed: float) -> str:
        """Say what has become of a number that was typed, if it is another one."""
        if not self.min <= typed <= self.max:
            span = f"{number(self.min)} to {number(self.max)}"
            return f"{span}: cut to {number(self.value)}"
        if self.whole and typed != self.value:
            return f"whole numbers: {number(self.value)}"
        if typed != round(typed, self.digits):
            return f"shown rounded: it is {number(typed)}"
        return ""

    def _remark(self, text: str) -> None:
        """Say something beside the field, until the next change."""
        self.note.value = f'<span role="alert">{escape(text)}</span>' if text else ""
        now: list[Any] = list(self.children)
        if bool(text) != (self.note in now):
            self.children = [*now, self.note] if text else now[:-1]


slider = Slider


class Number(Slider):
    """A slider for a number of a model: the model holds it, the slider shows it.

    A hand, or a state that is set, changes the number in the model. Whatever else changes
    it there is shown at the next `fetch`; a panel does that before each picture for those
    among its controls. The number keeps all its digits until the slider is moved.

    Parameters
    ----------
    label : str
    get, set : callable
        Read the number, and write it. `entry` gives them for one in a list or an array.
    minimum, maximum, step, unit, explain, digits
        As in `Slider`; the range is widened where the number lies beyond.
    reach : float, optional
        How far from 0 a number may be that is typed or comes with a state, where that is
        farther than the range, which is then widened.
    written : callable, optional
        Called after a number was written.

    Examples
    --------
    >>> from ann_lib import Neuron
    >>> neuron = Neuron([0.123], bias=5.0)
    >>> bias = Number("bias", lambda: neuron.bias, lambda b: setattr(neuron, "bias", b),
    ...               -3.0, 3.0, 0.25)
    >>> bias.value, bias.max
    (5.0, 5.0)
    >>> bias.value = -1.0
    >>> neuron.bias
    -1.0
    """

    def __init__(
        self,
        label: str,
        get: Callable[[], float],
        set: Callable[[float], object],
        minimum: float,
        maximum: float,
        step: float,
        *,
        reach: float = 0.0,
        written: Callable[[], object] = lambda: None,
        **options: Any,
    ) -> None:
        self._get, self._set, self._reach = get, set, reach
        self._written = written
        self._known: float | None = None
        self._writing = False
        self._turn = threading.RLock()
        super().__init__(label, minimum, minimum, maximum, step, **options)
        self.fetch()
        self._show_number()
        self.observe(self._write, "value")

    def fetch(self) -> None:
        """Show what has become of the number in the model.

        A frontend may have its messages answered in a thread of their own, while another
        one trains. Of two that fetch at once, the first would take what the second has
        fetched for a hand's, and write it.
        """
        with self._turn:
            number = self._get()
            if number != self._known and not self._writing:
                self._known = number
                self.make_room(number)
                self.value = number

    @contextmanager
    def imagined(self, value: float) -> Iterator[None]:
        """Have another number in the model within the context; who writes one waits."""
        with self._turn, super().imagined(value):
            number = self._get()
            self._writing = True  # so that who draws leaves it
            try:
                self._set(self.value)
                held = self._get()
                yield
            finally:
                if self._get() == held:  # else somebody was faster than the lock
                    self._set(number)
                self._writing = False

    def check(self, value: Any) -> float:
        """Return a number that may be set, or raise; for a panel's ``state``."""
        low, high = min(self.min, -self._reach), max(self.max, self._reach)
        return check_number(value, f"state[{self.name!r}]", minimum=low, maximum=high)

    def _widen_for(self, value: float) -> None:
        if self._reach:
            self.make_room(min(max(value, -self._reach), self._reach))

    def _write(self, change: dict[str, Any]) -> None:
        with self._turn:  # who imagines another number puts back what was there first
            pass
        if change["new"] == self._known:
            return
        self._writing = True  # who draws meanwhile leaves the digits that are meant
        try:
            self._set(change["new"])
            self._known = self._get()
        finally:
            self._writing = False
        self._written()


def entry(
    owner: Any, index: Any, name: str = "value"
) -> tuple[Callable[[], float], Callable[[float], None]]:
    """Return what reads and what writes one entry of ``owner.value``, for `Number`.

    With another ``name``, of that list or array of its owner's, whichever it has then.
    """

    def read() -> float:
        return float(getattr(owner, name)[index])

    def write(number: float) -> None:
        getattr(owner, name)[index] = number

    return read, write


def dropdown(label: str, value: str, options: Sequence[str]) -> widgets.Dropdown:
    """Return a list to choose one of ``options`` from."""
    check_choice(value, "value", options)
    control = widgets.Dropdown(
        description=_check_label(label), options=list(options), value=value
    )
    return styled(control, "ann-dropdown")


def toggle(label: str, value: bool = False, *, explain: str = "") -> widgets.Checkbox:
    """Return a box to tick: something is on or off."""
    if not isinstance(value, bool):
        raise TypeError(f"value must be True or False, got {value!r}.")
    control = widgets.Checkbox(
        description=_check_label(label), value=value, indent=False, tooltip=explain or label
    )
    return styled(control, "ann-toggle")


def button(label: str, *, explain: str = "") -> widgets.Button:
    """Return a button with a name that can be read."""
    control = widgets.Button(description=_check_label(label), tooltip=explain or label)
    control.layout.width = "auto"
    return styled(control, "ann-button")


def _check_label(label: object) -> str:
    if not isinstance(label, str) or not label.strip():
        raise ValueError(f"label must be the control's name in words, got {label!r}.")
    return label
