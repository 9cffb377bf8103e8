"""An event loop whose clock the test moves: hours pass at once, and to the exact second."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


class ClockLoop(asyncio.SelectorEventLoop):
    """A loop that does not wait: when nothing is left to do now, its clock jumps.

    It is as strict as the loop of a kernel in the browser, and refuses the past.

    Parameters
    ----------
    tick : float
        Seconds by which the clock moves at each look at it.
    """

    def __init__(self, tick: float = 0.0) -> None:
        self.now, self.tick = 0.0, tick
        super().__init__(_Jumping(self))

    def time(self) -> float:
        self.now += self.tick
        return self.now

    def call_later(self, delay: float, callback: Any, *args: Any, **options: Any) -> Any:
        if delay < 0:
            raise ValueError("Can't schedule in the past")
        return super().call_at(self.now + delay, callback, *args, **options)

    def call_at(self, when: float, callback: Any, *args: Any, **options: Any) -> Any:
        raise AssertionError("use call_later: call_at may lie in the past when it is read")

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        """Wait for other threads without a limit: this clock would jump to it."""
        await super().shutdown_default_executor()


class _Jumping(selectors.DefaultSelector):  # type: ignore[misc, valid-type]
    def __init__(self, loop: ClockLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None:  # only another thread can go on
            return super().select()
        ready = super().select(0)
        if not ready:
            self._loop.now += timeout
        return ready


def on_a_loop(
    scenario: Callable[[], Coroutine[Any, Any, Result]], *, tick: float = 0.0
) -> Result:
    """Run an async scenario to its end, and return what it returned."""
    with asyncio.Runner(loop_factory=lambda: ClockLoop(tick)) as runner:
        return runner.run(scenario())


async def until(condition: Callable[[], bool]) -> None:
    """Let the loop go on until something holds."""
    while not condition():
        await asyncio.sleep(0.001)


def spend(seconds: float) -> None:
    """Let time pass, as a long computation does."""
    loop: Any = asyncio.get_running_loop()
    loop.now += seconds


def now() -> float:
    """Return what the running loop's clock shows."""
    loop: Any = asyncio.get_running_loop()
    return float(loop.now)
