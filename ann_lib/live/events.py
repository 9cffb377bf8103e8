"""Many events, one picture: the last value wins and none piles up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


def running_loop() -> asyncio.AbstractEventLoop | None:
    """Return the event loop that is running here: a kernel's, or None in a script."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


class Coalescer:
    """Runs an action soon after it was asked for, once for many requests.

    In a kernel the action runs on the kernel's event loop, between two messages, and
    never more than half of the time: what it took, it also waits, so that waiting
    events are read first and the next picture is of the last of them. Without a running
    loop (a script, a test) it runs at once.

    Parameters
    ----------
    action : callable
        Called without arguments. Exceptions are its own business.
    pause : float
        Shortest time from one run to the next, in seconds.
    """

    def __init__(self, action: Callable[[], None], *, pause: float = 0.0) -> None:
        self._action = action
        self._pause = pause
        # Frontends may deliver widget messages on another thread's loop (subshells).
        # The one of the cell that made the panel is where drawing is safe.
        self._loop = running_loop()
        self._handle: asyncio.Handle | None = None
        self._not_before = 0.0

    @property
    def pending(self) -> bool:
        """Whether something is still to be done."""
        return self._handle is not None

    def request(self) -> None:
        """Have the action run soon; many requests until then are one."""
        loop = self._loop
        if loop is None or loop.is_closed() or not loop.is_running():
            self._action()
        elif running_loop() is loop:
            self._schedule()
        else:
            loop.call_soon_threadsafe(self._schedule)

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

    def _schedule(self) -> None:
        if self._handle is None and self._loop is not None:
            at = max(self._not_before, self._loop.time())
            self._handle = self._loop.call_at(at, self._run)

    def _run(self) -> None:
        self._handle = None
        if self._loop is None:
            return
        start = self._loop.time()
        try:
            self._action()
        finally:
            end = self._loop.time()
            self._not_before = end + max(end - start, self._pause)
