"""Run a learner's code: stop it in time, keep what it prints, catch what it raises."""

from __future__ import annotations

import builtins
import contextlib
import io
import signal
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType
from typing import Any

from ann_course.learn import in_words

MAX_PRINTED = 2000


class OutOfTime(BaseException):
    """The time is up. Not an Exception, so that ``except Exception`` does not catch it."""


def _can_use_signals() -> bool:
    # Windows has no setitimer, a browser's kernel cannot deliver signals, and Python
    # delivers them to the main thread only.
    return (
        hasattr(signal, "setitimer")
        and sys.platform != "emscripten"
        and threading.current_thread() is threading.main_thread()
    )


# Files whose code restores streams and warnings after the learner's, and must not be
# interrupted, or the kernel's own output stays redirected.
_TIDIES_UP = {
    __file__,
    contextlib.contextmanager.__code__.co_filename,
    warnings.catch_warnings.__exit__.__code__.co_filename,
}
# One alarm is not enough: an endless loop with a bare `except:` catches the exception.
# So it rings again: five times every 10 ms, which leaves time to clean up, then every
# 20 µs, until a ring falls into the `except` itself or between two rounds.
_PATIENT_RINGS, _PATIENTLY, _IMPATIENTLY = 5, 0.01, 2e-5


_SAMPLE = 0.1
"""Seconds between two looks at what runs, where only some of the time counts."""


def _anywhere(frame: FrameType | None) -> bool:
    return frame is None or frame.f_code.co_filename not in _TIDIES_UP


@contextlib.contextmanager
def _signal_limit(
    seconds: float, counts: Callable[[FrameType | None], bool], every: float
) -> Iterator[None]:
    left, rings = seconds, 0

    def ring(_number: int, frame: FrameType | None) -> None:
        nonlocal left, rings
        if not counts(frame):
            return
        if left > 0:
            left -= every
            if left > every / 2:
                return
            left = 0.0
            signal.setitimer(signal.ITIMER_REAL, _PATIENTLY, _PATIENTLY)
        rings += 1
        if rings == _PATIENT_RINGS:
            signal.setitimer(signal.ITIMER_REAL, _IMPATIENTLY, _IMPATIENTLY)
        raise OutOfTime

    started = time.monotonic()
    old_handler = signal.signal(signal.SIGALRM, ring)
    old_delay, old_interval = signal.setitimer(signal.ITIMER_REAL, every, every)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        if rings:  # one more may be under way, through another thread
            time.sleep(0.002)
        signal.signal(signal.SIGALRM, old_handler)
        if old_delay > 0:
            rest = max(1e-3, old_delay - (time.monotonic() - started))
            signal.setitimer(signal.ITIMER_REAL, rest, old_interval)


@contextlib.contextmanager
def _trace_limit(
    seconds: float, counts: Callable[[FrameType | None], bool], every: float
) -> Iterator[None]:
    # Looks at the clock at each line. CPython stops tracing once the exception is raised,
    # so a loop with a bare `except:` that catches it stays endless here.
    left, before = seconds, time.monotonic()

    def watch(frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal left, before
        if not counts(frame):
            return None
        now = time.monotonic()
        left -= min(now - before, every)
        before = now
        if left <= 0:
            raise OutOfTime
        return watch

    old_trace = sys.gettrace()
    sys.settrace(watch)
    try:
        yield
    finally:
        sys.settrace(old_trace)


def time_limit(seconds: float) -> contextlib.AbstractContextManager[None]:
    """Return a context that raises `OutOfTime` in its body after some seconds.

    On POSIX in the main thread it is an interval timer; elsewhere (Windows, a browser,
    other threads) a trace function that looks at the clock at each line. Neither
    interrupts a single long call into compiled code.
    """
    limit = _signal_limit if _can_use_signals() else _trace_limit
    return limit(seconds, _anywhere, seconds)


def cell_limit(
    seconds: float, counts: Callable[[FrameType | None], bool]
) -> contextlib.AbstractContextManager[None]:
    """Return a context like `time_limit` in which only some of the time counts.

    Parameters
    ----------
    seconds : float
    counts : callable
        Given the frame that runs, whether its time counts. `OutOfTime` is raised in such
        a frame only.
    """
    limit = _signal_limit if _can_use_signals() else _trace_limit
    return limit(seconds, counts, _SAMPLE)


class Printed(io.StringIO):
    """Keeps the first 2,000 characters printed, and counts the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.dropped = 0

    def write(self, text: str) -> int:
        """Keep ``text`` as far as there is room."""
        room = max(0, MAX_PRINTED - self.tell())
        self.dropped += max(0, len(text) - room)
        super().write(text[:room])
        return len(text)

    def text(self) -> str:
        """Return what was printed, and a note on what was left out."""
        note = f"\n... and {self.dropped} more characters" if self.dropped else ""
        return self.getvalue() + note


@contextlib.contextmanager
def _own_figures() -> Iterator[None]:
    """Close the figures that are opened within: a notebook would show each of them."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    before = set(pyplot.get_fignums()) if pyplot else set()
    try:
        yield
    finally:
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            for number in set(pyplot.get_fignums()) - before:
                pyplot.close(number)


@dataclass(frozen=True)
class Trouble:
    """An exception of the learner's code: its type, message, line and place.

    ``known`` are the names that the code could use. ``taken`` says which name of that line
    no longer stands for what it should, if that is the trouble.
    """

    type: str
    message: str
    line: str = ""
    line_number: int = 0
    known: frozenset[str] = frozenset()
    taken: str = ""

    @property
    def text(self) -> str:
        """Type and message, as Python writes them."""
        return f"{self.type}: {self.message}" if self.message else self.type

    @property
    def words(self) -> str:
        """What happened, in a learner's words where there are some, else in Python's."""
        if self.type in ("NameError", "UnboundLocalError"):
            return in_words.name_error(self.message, known=self.known)
        told = self.taken or in_words.running_error(self.message)
        return told or f"{self.text.rstrip('.')}."

    @property
    def says(self) -> str:
        """What to say of it in an answer to the learner."""
        return f"Your code stopped with an error. {self.words}"


def trouble(error: BaseException, function: Any) -> Trouble:
    """Describe an exception by its traceback's last line in the function's own file."""
    filename = getattr(getattr(function, "__code__", None), "co_filename", None)
    steps = traceback.extract_tb(error.__traceback__)
    own = [step for step in steps if step.filename == filename]
    line, number = (own[-1].line or "", own[-1].lineno or 0) if own else ("", 0)
    try:
        message = str(error)
    except Exception:  # an exception whose own __str__ is broken
        message = ""
    known, last = set(), None
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename == filename:
            known |= {*frame.f_globals, *frame.f_locals, *dir(builtins)}
            last = frame
    kind, taken = type(error).__name__, in_words.taken_name(message, line, last)
    return Trouble(kind, message, line, number if line else 0, frozenset(known), taken)


def run(
    call: Callable[[], Any], printed: Printed, function: Any = None
) -> tuple[Any, Trouble | None]:
    """Call, keep prints and warnings, and return the result or the trouble.

    The trouble names the last line that is in the file of ``function``, the learner's.
    `OutOfTime` and KeyboardInterrupt pass through: they end the whole check.
    """
    with (
        _own_figures(),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        warnings.catch_warnings(record=True) as caught,
    ):
        warnings.simplefilter("always")
        try:
            result, problem = call(), None
        except (OutOfTime, KeyboardInterrupt):
            raise
        except BaseException as error:  # SystemExit too: exit() must not end the kernel
            result, problem = None, trouble(error, function)
        for entry in {f"{w.category.__name__}: {w.message}": w for w in caught}:
            if entry not in printed.getvalue():
                printed.write(entry + "\n")
    return result, problem
