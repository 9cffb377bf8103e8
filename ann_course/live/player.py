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
from weakref import WeakSet

import ipywidgets as widgets

from ann_course.live.audience import Audience
from ann_course.live.controls import Slider, button, dropdown
from ann_course.live.events import running_loop
from ann_course.live.interrupts import on_interrupt, on_interrupted_cell
from ann_course.live.layout import html, styled
from ann_lib._support.checks import check_choice, check_int

SLICE = 0.02
"""Longest time for steps before the kernel reads its messages, in seconds."""
REST = 0.01
"""Shortest time for the kernel to read them, in seconds."""
FRAME = 0.05
"""Shortest time from one picture to the next, in seconds."""

INTERRUPTED = "the kernel was interrupted"

SPEEDS = {
    "2 steps a second": 2.0,
    "10 steps a second": 10.0,
    "50 steps a second": 50.0,
    "as fast as it goes": math.inf,
}


_PLAYING: WeakSet[Player] = WeakSet()


def _pause_all(why: str) -> None:
    for player in list(_PLAYING):
        player.pause(why)


class Player(widgets.HBox):  # type: ignore[misc]
    """Buttons that run something, pause it, do one step, and start again.

    At most one plays at a time. It pauses, and says why, when another one plays, the
    kernel is interrupted, no page shows it, or nothing is touched for ten minutes.

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
    note, why : widget
        What stands beside the buttons: an error, and why it has paused.
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
        self.note, self.why = html("ann-note"), html("ann-note")
        self._task: asyncio.Task[None] | None = None
        self.steps = 0
        self.failure: Exception | None = None
        self.play_button = button("Play", explain="Let it run, or stop it")
        self.step_button = button("Step", explain="Do a single step")
        self.restart_button = button("Start again", explain="Back to the same start")
        self.speed_control = dropdown(
            "speed", check_choice(speed, "speed", SPEEDS), list(SPEEDS)
        )
        self._audience = Audience()
        self._listeners: list[Callable[[], None]] = []
        self.play_button.on_click(lambda _: self._on_loop(self._toggle))
        self.step_button.on_click(lambda _: self._on_loop(self.step))
        self.restart_button.on_click(lambda _: self._on_loop(self.restart))
        buttons = [self.play_button, self.step_button, self.restart_button]
        # A frontend that cannot load it says so, in a box that no one sees.
        hidden = widgets.HBox([self._audience], layout=widgets.Layout(display="none"))
        super().__init__([*buttons, self.speed_control, self.note, self.why, hidden])
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
        _pause_all("another panel is playing")
        _PLAYING.add(self)
        on_interrupted_cell(lambda: _pause_all(INTERRUPTED))
        self.failure = None
        self.why.value = ""
        self._task = loop.create_task(self._play())
        self._tell()

    def pause(self, why: str = "") -> None:
        """Stop where it is; ``why`` stands beside the buttons if it was playing."""
        if self._task is not None:
            self._task.cancel()
            self._rest(why)
        elif not why:
            self.why.value = ""

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` whenever it begins or ceases to play."""
        self._listeners.append(listener)

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
        why = ""
        try:
            why = await self._slices()
        except asyncio.CancelledError:
            raise
        except Exception as error:
            self._fail(error)
        self._rest(why)

    async def _slices(self) -> str:
        """Run until the last step, or until no one is there; return why it ended."""
        loop = asyncio.get_running_loop()
        now = loop.time
        last, shown = now() - 1 / self.speed, -math.inf
        goes_on, why = True, ""
        self._audience.begin(now())
        while goes_on and not why:
            start = now()
            why = self._audience.missing(start)
            on_interrupt(lambda: loop.call_soon_threadsafe(_pause_all, INTERRUPTED))
            interval = 1 / self.speed
            # Steps that are late are made up for, but no more than those of a frame.
            last = max(last, start - max(interval, FRAME))
            while goes_on and last + interval <= start + 1e-9 and now() - start < SLICE:
                goes_on = self._one()
                last += interval
            if not goes_on or why or now() - shown >= FRAME:
                self._show()
                shown = now()
            if goes_on and not why:
                await asyncio.sleep(max(REST, (now() - start) / 2))
        return why

    def _rest(self, why: str) -> None:
        self._task = None
        _PLAYING.discard(self)
        self.why.value = (
            f'<div role="status">Paused: {why}. Play goes on.</div>' if why else ""
        )
        self._tell()

    def _one(self) -> bool:
        goes_on = self._step() is not False
        self.steps += 1
        return goes_on

    def _on_loop(self, action: Callable[[], object]) -> None:
        """Run a click's action where the cells run, whatever thread it arrived on."""
        loop = self._loop
        if loop is None or not loop.is_running() or loop is running_loop():
            self._guarded(action)
        else:
            loop.call_soon_threadsafe(self._guarded, action)

    def _guarded(self, action: Callable[[], object]) -> None:
        try:
            action()
        except Exception as error:
            self._fail(error)

    def _toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def _fail(self, error: Exception) -> None:
        self.failure = error
        message = escape(f"{type(error).__name__}: {error}")
        self.note.value = f'<div role="alert">It stopped. {message}</div>'

    def _tell(self) -> None:
        self.play_button.description = "Pause" if self.playing else "Play"
        for listener in self._listeners:
            listener()


class SliderPlayer(Player):
    """Moves a slider step by step; played once more at the end, it begins anew.

    Parameters
    ----------
    control : Slider
    speed : str
    ended : callable
        Says whether it has come to an end before the slider has.
    anew : callable
        Called when it has begun anew.
    """

    def __init__(
        self,
        control: Slider,
        *,
        speed: str,
        ended: Callable[[], bool] = lambda: False,
        anew: Callable[[], object] = lambda: None,
    ) -> None:
        self._control, self._ended, self._anew = control, ended, anew
        super().__init__(self._move, show=lambda: None, restart=self._to_start, speed=speed)

    def _to_start(self) -> None:
        self._control.value = self._control.min

    def _at_end(self) -> bool:
        return self._control.value == self._control.max or self._ended()

    def _move(self) -> bool:
        if self.playing and self._at_end():
            self._to_start()
            self._anew()
            return True
        slider = self._control
        slider.value = min(slider.value + slider.step, slider.max)
        return not self._at_end()
