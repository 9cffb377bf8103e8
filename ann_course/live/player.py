"""Play, pause, step: something runs by itself while the sliders stay alive.

What is played runs in short slices on the kernel's event loop. Between two slices the
kernel reads its messages, so that a slider answers in the middle of a training run. No
thread is needed (a kernel in the browser has none).
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from ann_course.live.controls import button, dropdown
from ann_course.live.events import running_loop
from ann_course.live.layout import html, styled
from ann_lib._support.checks import check_choice, check_int

SLICE = 0.02
"""Longest time for steps before the kernel reads its messages, in seconds."""
REST = 0.01
"""Shortest time for the kernel to read them, in seconds."""
FRAME = 0.05
"""Shortest time from one picture to the next, in seconds."""

SPEEDS = {
    "2 steps a second": 2.0,
    "10 steps a second": 10.0,
    "50 steps a second": 50.0,
    "as fast as it goes": math.inf,
}


class Player(widgets.HBox):  # type: ignore[misc]
    """Buttons that run something, pause it, do one step, and start again.

    Parameters
    ----------
    step : callable
        Does one step. It returns False after the last one.
    show : callable
        Makes the picture follow, such as ``panel.render``. Called at most 20 times per
        second while playing, and after each single step.
    restart : callable
        Goes back to the start.
    speed : str
        One of ``SPEEDS``.

    Attributes
    ----------
    playing : bool
    steps : int
        Steps done since the start.
    failure : Exception or None
        The error that stopped it, if any; it is shown beside the buttons.
    """

    def __init__(
        self,
        step: Callable[[], object],
        *,
        show: Callable[[], object],
        restart: Callable[[], object],
        speed: str = "as fast as it goes",
    ) -> None:
        self._step, self._show, self._restart = step, show, restart
        self._loop = running_loop()
        self._task: asyncio.Task[None] | None = None
        self.steps = 0
        self.failure: Exception | None = None
        self.play_button = button("Play", explain="Let it run, or stop it")
        self.step_button = button("Step", explain="Do a single step")
        self.restart_button = button("Start again", explain="Back to the same start")
        self.speed_control = dropdown(
            "speed", check_choice(speed, "speed", SPEEDS), list(SPEEDS)
        )
        self.note = html("ann-note")
        self.play_button.on_click(lambda _: self._on_loop(self._toggle))
        self.step_button.on_click(lambda _: self._on_loop(self._click_step))
        self.restart_button.on_click(lambda _: self._on_loop(self._click_restart))
        buttons = [self.play_button, self.step_button, self.restart_button]
        super().__init__([*buttons, self.speed_control, self.note])
        styled(self, "ann-player", "ann-buttons")

    @property
    def playing(self) -> bool:
        """Whether it is playing."""
        return self._task is not None

    @property
    def speed(self) -> float:
        """Steps per second while it plays."""
        return SPEEDS[self.speed_control.value]

    def play(self) -> None:
        """Let it run, until ``pause`` or the last step.

        Raises
        ------
        RuntimeError
            If no event loop is running, as in a plain script: use ``run`` there.
        """
        if self.playing:
            return
        loop = running_loop()
        if loop is None:
            raise RuntimeError(
                "play() needs a running event loop, as a notebook's kernel has one. "
                "In a script use run(n_steps)."
            )
        self.failure = None
        self._task = loop.create_task(self._play())
        self._label()

    def pause(self) -> None:
        """Stop where it is."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._label()

    def step(self) -> bool:
        """Do a single step and show it; return False if it was the last one."""
        self.pause()
        goes_on = self._one()
        self._show()
        return goes_on

    def run(self, n_steps: int) -> int:
        """Do ``n_steps`` in a row and show the last; return how many were done."""
        check_int(n_steps, "n_steps", minimum=0)
        self.pause()
        before = self.steps
        while self.steps - before < n_steps and self._one():
            pass
        self._show()
        return self.steps - before

    def restart(self) -> None:
        """Stop and go back to the start."""
        self.pause()
        self._restart()
        self.steps = 0
        self.failure = None
        self.note.value = ""
        self._show()

    def close(self) -> None:
        """Stop, and remove the buttons from the page."""
        self.pause()
        super().close()

    async def _play(self) -> None:
        try:
            await self._slices()
        except asyncio.CancelledError:
            raise
        except Exception as error:
            self._fail(error)
        self._task = None
        self._label()

    async def _slices(self) -> None:
        now = asyncio.get_running_loop().time
        last, shown = now() - 1 / self.speed, -math.inf
        goes_on = True
        while goes_on:
            start = now()
            interval = 1 / self.speed
            # Steps that are late are made up for, but no more than those of a frame.
            last = max(last, start - max(interval, FRAME))
            while goes_on and last + interval <= start + 1e-9 and now() - start < SLICE:
                goes_on = self._one()
                last += interval
            if not goes_on or now() - shown >= FRAME:
                self._show()
                shown = now()
            await asyncio.sleep(max(REST, (now() - start) / 2))

    def _one(self) -> bool:
        goes_on = self._step() is not False
        self.steps += 1
        return goes_on

    def _on_loop(self, action: Callable[[], None]) -> None:
        """Run a click's action where the cells run, whatever thread it arrived on."""
        loop = self._loop
        if loop is None or not loop.is_running() or loop is running_loop():
            self._guarded(action)
        else:
            loop.call_soon_threadsafe(self._guarded, action)

    def _guarded(self, action: Callable[[], None]) -> None:
        try:
            action()
        except Exception as error:
            self._fail(error)

    def _toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def _click_step(self) -> None:
        self.step()

    def _click_restart(self) -> None:
        self.restart()

    def _fail(self, error: Exception) -> None:
        self.failure = error
        message = escape(f"{type(error).__name__}: {error}")
        self.note.value = f'<div role="alert">It stopped. {message}</div>'

    def _label(self) -> None:
        self.play_button.description = "Pause" if self.playing else "Play"
