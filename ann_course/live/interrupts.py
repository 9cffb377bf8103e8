"""The stop button of the notebook, also for what goes on between two cells."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from typing import Any

from IPython import get_ipython

_WATCHED = "_ann_course_interrupts"


def on_interrupt(stop: Callable[[], object]) -> None:
    """Have ``stop`` called when the kernel is interrupted while no cell runs.

    ipykernel ignores the signal then. While a cell runs, or wherever else someone handles
    the signal, it is theirs; so this has to be asked for again from time to time.
    """
    try:
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            signal.signal(signal.SIGINT, lambda *_: stop())
    except ValueError:  # only the main thread is told of signals
        pass


def on_interrupted_cell(stop: Callable[[], object]) -> None:
    """Have ``stop`` called whenever a cell was interrupted; asked once for each."""
    shell: Any = get_ipython()
    if shell is None or getattr(shell, _WATCHED, False):
        return
    setattr(shell, _WATCHED, True)

    def look(result: Any) -> None:
        if isinstance(result.error_in_exec, KeyboardInterrupt | asyncio.CancelledError):
            stop()

    shell.events.register("post_run_cell", look)
