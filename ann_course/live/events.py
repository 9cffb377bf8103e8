"""Many events, one picture: the last value wins and none piles up."""

from __future__ import annotations

import asyncio
import math
import threading
from collections.abc import Callable
from typing import Any

MOMENT = 0.005
"""Seconds after which a message that another thread reads is surely done."""
PATIENCE = 0.1
"""Seconds that another thread waits for its answer: longer only a running cell takes."""


def running_loop() -> asyncio.AbstractEventLoop | None:
    """Return the event loop that is running here: a kernel's, or None in a script."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


class OfThread:
    """What each thread has of an object for itself, such as a flag; at first it is False.

    What is done with messages from the page is done in another thread than what a player
    does. What one of them does in silence must not silence the other.
    """

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = f"{name}_of_thread"

    def __get__(self, instance: Any, _owner: type) -> Any:
        if instance is None:
            return self
        return getattr(vars(instance).get(self._name), "value", False)

    def __set__(self, instance: Any, value: Any) -> None:
        vars(instance).setdefault(self._name, threading.local()).value = value


class Coalescer:
    """Runs an action when it is asked for, but never more than half of the time.

    In a kernel the first request is answered at once, within the message that brought
    it: its picture is on its way before the kernel says that it is idle again. After each
    run it waits as long as the run took. Requests that arrive meanwhile are merged, so the
    next picture shows the latest value. Without a running loop (in a script or a test)
    every request is answered at once.

    A frontend may deliver its messages in a thread of their own (a subshell), but drawing
    is safe only on the loop of the cell that made the panel. There the request is
    answered, while the other thread waits: two that both want to run slow each other, and
    the page would hear that the kernel is idle before it gets its picture.

    Parameters
    ----------
    action : callable
        Called without arguments. It handles its own exceptions.
    pause : float
        Shortest time from one run to the next, in seconds; it may be changed.
    later : bool
        Whether even the first request waits until the message that brought it is done.
    """

    def __init__(
        self, action: Callable[[], None], *, pause: float = 0.0, later: bool = False
    ) -> None:
        self._action = action
        self.pause = pause
        self._later = later
        self._loop = running_loop()
        self._keeps_waiting = False
        self._handle: asyncio.Handle | None = None
        self._running = False
        self._ended, self._took = -math.inf, 0.0

    @property
    def pending(self) -> bool:
        """Whether something is still to be done."""
        return self._handle is not None

    def request(self) -> None:
        """Have the action run now or soon; requests until then are merged."""
        loop = self._loop
        if loop is None or loop.is_closed() or not loop.is_running():
            self._action()
        elif running_loop() is loop:
            self._answer(loop)
        elif self._later:
            loop.call_soon_threadsafe(self._answer, loop, MOMENT)
        else:
            self._answer_there(loop)

    def flush(self) -> None:
        """Do now what is still to be done."""
        if self._handle is not None:
            self.cancel()
            self._action()

    def cancel(self) -> None:
        """Forget what is still to be done."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _answer_there(self, loop: asyncio.AbstractEventLoop) -> None:
        """Have a request answered on the loop, and wait for it unless a cell runs there."""
        answered = threading.Event()

        def answer() -> None:
            try:
                self._answer(loop)
            finally:
                self._keeps_waiting = False
                answered.set()

        loop.call_soon_threadsafe(answer)
        if not self._keeps_waiting:
            self._keeps_waiting = not answered.wait(PATIENCE)

    def _answer(self, loop: asyncio.AbstractEventLoop, least: float = 0.0) -> None:
        if self._handle is not None:
            return
        wait = max(least, self._ended + max(self._took, self.pause) - loop.time())
        # What the action itself changes may ask for it again: that is for the next run.
        if wait > 0 or self._later or self._running:
            # The loop of a kernel in the browser refuses a time that is past.
            self._handle = loop.call_later(max(0.0, wait), self._run, loop)
        else:
            self._run(loop)

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        self._handle = None
        self._running = True
        start = loop.time()
        try:
            self._action()
        finally:
            self._ended = loop.time()
            self._took = self._ended - start
            self._running = False
