"""A day, predicted: by a line and by networks, from as many rows as one likes."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import numpy as np

from ann_course.live import LiveFigure, Panel, dropdown, slider, toggle
from ann_course.live.events import Coalescer, running_loop
from ann_course.live.words import capital, number, short
from ann_course.page.text import listed
from ann_course.panels.day.forecasts import (
    AFTERWARDS,
    LAST_DAYS,
    NEEDED,
    SIZES,
    Diary,
    Forecast,
)
from ann_course.panels.day.picture import LOOKS, DayView, ExamView, SpanView
from ann_lib._support.checks import FloatArray, describe
from ann_lib.datasets import Dataset, make_household_days
from ann_lib.plots import style

ALT = (
    "On the left the 24 hours of a day: grey curves for real days like it, and three "
    "curves that predict: a dashed line, a line with a column for each hour, and ten "
    "networks with a band from the lowest to the highest of them. Beneath, how warm the "
    "known days were, with a mark at this one. On the right two exams, random hours and "
    "the last 60 days, each with three bars of R²."
)
MOMENT = 0.06
"""Seconds of training between two pictures: a slider is answered in between."""
FEWEST = 5
"""Days that there must be before the last 60."""


class DayPanel(Panel):
    """Predict a day: choose rows and columns, and see two lines and ten networks.

    All are trained on rows drawn from the days before the last 60, and sit two exams:
    1,000 other hours of those days, and the last 60 days.

    Parameters
    ----------
    table : Dataset, optional
        Hours with the columns hour, temperature and working day (1 or 0), and the day of
        each as ``groups``, as `load_bikes` returns them. By default a made-up house,
        `make_household_days(rng=0)`.
    what : str
        What is predicted, with its unit.

    Attributes
    ----------
    curves : dict of str to ndarray, shape (24,)
        What each of the three says to the day that is drawn.
    band : tuple of ndarray, shape (24,)
        The lowest and the highest of the ten networks.
    scores : dict of str to list of float
        R² of the three in each exam.

    Examples
    --------
    >>> panel = DayPanel()
    >>> panel.state = {"rows": "30"}
    >>> line, _, networks = panel.scores["random hours"]
    >>> panel.state = {"rows": "1,000"}
    >>> panel.scores["random hours"][2] > networks + 0.3
    True
    """

    title = "A day, predicted"
    one_task = True

    def __init__(self, table: Dataset | None = None, *, what: str = "kWh per hour") -> None:
        self.diary = Diary(_check_table(table))
        self._forecasts: dict[tuple[int, ...], Forecast] = {}
        self.what = what
        self._at_once = True
        self._before = list(NEEDED)
        self._kept = ""
        self._kept_in: dict[str, Any] = {}
        self._learning = Coalescer(lambda: self._guarded(self._learn), later=True)
        low, high, step = _range(*self.diary.span)
        picture = self._draw_still((low, high), what)
        sizes = [f"{n:,}" for n in SIZES if n <= len(self.diary.known)]
        middle = round((low + high) / 2 / step) * step
        controls: dict[str, Any] = {
            "rows": dropdown("rows known", sizes[min(3, len(sizes) - 1)], sizes),
            "temperature": slider(
                "how warm", round(middle, 2), low, high, step, explain="Mean of the day"
            ),
            "working day": toggle("a working day", True),
        }
        ticks = {f"use {name}": _tick(name) for name in self.diary.choices}
        groups = {
            "What is known": ["rows"],
            "The day": ["temperature", "working day"],
            "Columns in use": list(ticks),
        }
        super().__init__(picture, controls | ticks, groups=groups)

    def _draw_still(self, span: tuple[float, float], what: str) -> LiveFigure:
        fig, axes = style.figure(
            6.1, 4.2, rows=2, columns=2, width_ratios=(2.1, 1), height_ratios=(5, 1)
        )
        (day, first), (warm, second) = axes
        right = first.get_gridspec()[:, 1].subgridspec(2, 1)
        first.set_subplotspec(right[0])
        second.set_subplotspec(right[1])
        diary = self.diary
        self.day_view = DayView(day, float(np.quantile(diary.y, 0.995)) * 1.45, what)
        self.span_view = SpanView(warm, diary.means, span)
        self.exam_views = {
            name: ExamView(ax, f"R², {name}")
            for name, ax in zip(diary.exams, (first, second), strict=True)
        }
        fig.legend(
            handles=list(self.day_view.curves.values()), loc="outside upper left", ncols=3,
            handlelength=2.4, columnspacing=1.2,
        )  # fmt: skip
        exams = self.exam_views.values()
        views: list[DayView | SpanView | ExamView] = [
            self.day_view, self.span_view, *exams
        ]  # fmt: skip
        return LiveFigure(fig, over=[a for view in views for a in view.artists], alt=ALT)

    @property
    def ticked(self) -> list[str]:
        """The columns in use."""
        state = self.state
        return [name for name in self.diary.choices if state[f"use {name}"]]

    @property
    def forecast(self) -> Forecast:
        """What predicts now; the networks are trained only once for each choice."""
        names = list(self.diary.choices)
        n_rows = int(str(self.state["rows"]).replace(",", ""))
        key = (n_rows, *(names.index(name) for name in self.ticked))
        if key not in self._forecasts:
            self._forecasts[key] = Forecast(self.diary, n_rows, self.ticked)
        return self._forecasts[key]

    def follow(self, moved: Any = None) -> None:
        """Update the picture soon; networks that are new go on learning after it."""
        self._at_once = running_loop() is None
        super().follow(moved)

    def render(self) -> None:
        """Train what is new to the end, and update everything now."""
        self._at_once = True
        super().render()

    def update(self) -> None:
        """Have new networks learn, and draw what all three predict and how they score."""
        self._keep_a_column()
        state, diary, forecast = self.state, self.diary, self.forecast
        while self._at_once and not forecast.ensemble.done:
            forecast.ensemble.train()
        temperature, working = state["temperature"], state["working day"]
        three, each = forecast.predict(diary.day(temperature, working))
        self.curves: dict[str, FloatArray] = dict(zip(LOOKS, three, strict=True))
        self.band: tuple[FloatArray, FloatArray] = each.min(axis=0), each.max(axis=0)
        self.scores: dict[str, list[float]] = forecast.scores()
        self.days = diary.matching(temperature, working)
        days = [(diary.hour[rows], diary.y[rows]) for rows in self.days]
        self.day_view.show(days, self.curves, self.band, self._lamps())
        self.span_view.show(temperature)
        for name, view in self.exam_views.items():
            view.show(self.scores[name])
        if not forecast.ensemble.done:
            self._learning.request()

    def _keep_a_column(self) -> None:
        """Tick a column again if none is left: from nothing, nothing can be learned.

        It is said until something is moved, however often networks that learn are drawn.
        """
        if not self.ticked:
            self._kept = self._before[0]
            self.set_controls({f"use {self._kept}": True})
            self._kept_in = self.state
        elif self.state != self._kept_in:
            self._kept = ""
        self._before = self.ticked

    def _learn(self) -> None:
        """Train for a moment, then show how far it has come."""
        ensemble, start = self.forecast.ensemble, perf_counter()
        if ensemble.done:
            return
        while not ensemble.done and perf_counter() - start < MOMENT:
            ensemble.train()
        self.follow()

    def _lamps(self) -> tuple[str, str]:
        """Return what a reader of the picture must be warned of."""
        leaks = [name for name in self.ticked if name in AFTERWARDS]
        return (
            f"{leaks[0]}: known only afterwards" if leaks else "",
            "" if self.days else "no such day was ever seen",
        )

    def describe(self) -> str:
        """Say what is known, what the three predict, and how they do in both exams."""
        state, ensemble = self.state, self.forecast.ensemble
        kind = "working day" if state["working day"] else "day off"
        hour = int(np.argmax(self.curves["ten networks"]))
        said = [
            f"the {name} {number(values[hour], 1)}" for name, values in self.curves.items()
        ]
        low, high = (number(edge[hour], 1) for edge in self.band)
        text = [
            f"Known: {state['rows']} rows with {listed(self.ticked)}"
            f"{': one column must stay in use' * bool(self._kept)}.",
            f"Predicted for hour {hour} of a {kind} at {short(state['temperature'])}, in "
            f"{self.what}: {', '.join(said)} (from {low} to {high}).",
        ]
        if not ensemble.done:
            text.insert(1, f"The networks are learning: {ensemble.progress:.0%}.")
        if self.days:
            real = [self.diary.y[r][self.diary.hour[r] == hour] for r in self.days]
            mean = np.concatenate(real).mean()
            text.append(f"Real days like it: {number(mean, 1)} on average.")
        text += [f"{capital(lamp)}." for lamp in self._lamps() if lamp]
        for name, scores in self.scores.items():
            numbers = ", ".join(number(score, 2) for score in scores)
            text.append(f"R² on {'the ' * name.startswith('last')}{name}: {numbers}.")
        return " ".join(text)

    def leave(self, why: str) -> None:
        """Rest: networks that are still learning go on when something is moved again."""
        self._learning.cancel()
        super().leave(why)

    def close(self) -> None:
        """Remove the panel, and stop what is still learning."""
        if self._is_open:
            self._learning.cancel()
        super().close()


def _tick(name: str) -> Any:
    explain = "Known only when the hour is over" if name in AFTERWARDS else ""
    return toggle(name, name in NEEDED, explain=explain)


def _range(low: float, high: float) -> tuple[float, float, float]:
    """Return the slider's range and step: a third beyond what was seen, on both sides."""
    margin, step = (high - low) / 3, 0.5 if high - low > 10 else 0.01
    ends = np.floor((low - margin) / step) * step, np.ceil((high + margin) / step) * step
    return round(float(ends[0]), 2), round(float(ends[1]), 2), step


def _check_table(table: object) -> Dataset:
    if table is None:
        return make_household_days(rng=0)
    if not isinstance(table, Dataset):
        raise TypeError(f"table must be a Dataset, got {describe(table)}.")
    missing = [name for name in NEEDED if name not in table.feature_names]
    if missing or table.groups is None:
        wanted = ", ".join(NEEDED)
        raise ValueError(
            f"table must have the columns {wanted}, and the day of each row as groups; "
            f"{table.name!r} has no {missing[0] if missing else 'groups'}."
        )
    n_days = int(np.ptp(table.groups)) + 1
    if n_days < LAST_DAYS + FEWEST:
        raise ValueError(
            f"table must hold at least {LAST_DAYS + FEWEST} days, since the last "
            f"{LAST_DAYS} are set aside; {table.name!r} has {n_days}."
        )
    return table
