"""Try a learner's function out, for exercises that judge what its result can do."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any

from ann_course.learn.criteria import Table
from ann_course.learn.diagnosis import GAP, empty_call, gap_below, gap_in
from ann_course.learn.in_words import INPUT
from ann_course.learn.limits import OutOfTime, Printed, run, time_limit
from ann_course.learn.source import (
    asks_for_input,
    blank_callee,
    forgot_return,
    has_gap,
    returned_calls,
)
from ann_lib._support.checks import describe

Found = dict[str, Any]


class Blank(Found):
    """What was found of a function that is still blank: nothing, and where the gap is."""

    def __init__(self, gap: str = GAP) -> None:
        super().__init__()
        self.gap = gap


def tried(
    function: Any, call: Callable[[], Any], *, seconds: float, late: str
) -> tuple[Any, Found | None]:
    """Call a learner's function and return its result, or why it cannot be judged.

    What the function prints appears below the cell that called this.

    Parameters
    ----------
    function : object
        The learner's.
    call : callable
        Calls it, without arguments.
    seconds : float
        Time limit.
    late : str
        Advice for a function that exceeds it.

    Returns
    -------
    result : object
        What ``call`` returned.
    found : dict or None
        None if there is a result; empty while the function is blank; else its "trouble".
    """
    if function is None or function is Ellipsis:
        return None, Blank()
    if not callable(function):
        return None, {"trouble": f"a function was expected, got {describe(function)}."}
    if has_gap(function):
        return None, Blank(gap_in(function))
    if name := blank_callee(function):
        return None, Blank(gap_below(function, name))
    printed = Printed()
    try:
        with time_limit(seconds):
            result, trouble = run(call, printed, function)
    except OutOfTime:
        advice = INPUT if asks_for_input(function) else late
        return None, {"trouble": f"it was not done after {seconds:g} seconds. {advice}"}
    finally:
        # Without progress bars, which overwrite their own line.
        lines = re.sub(r"\r[^\n]*", "", printed.text()).rstrip()
        sys.stdout.write(lines and lines + "\n")
    if trouble is not None:
        if trouble.type == "NotImplementedError":
            return None, Blank(gap_in(function))
        where = f" The line: `{trouble.line}`" if trouble.line else ""
        return None, {"trouble": f"{trouble.words}{where}"}
    return result, None


def nothing_back(function: Any) -> Found:
    """Return the finding for a function that returned None; empty if it is blank."""
    calls = returned_calls(function)
    if "print" in calls:
        return {"trouble": "`print` shows a value, but gives back nothing: `return` it."}
    if calls:
        return {"trouble": empty_call(calls[-1])}
    nothing = {"trouble": "it returned nothing. Does it end with `return`?"}
    return nothing if forgot_return(function) else Blank(gap_in(function))


def judgeable(tool: str) -> Table:
    """Return the criteria that come first where a lesson's tool tries the function out.

    Parameters
    ----------
    tool : str
        The name in the lesson of what calls `tried` and returns what it found, a dict.
    """
    return {
        "no finding": (
            lambda found: isinstance(found, dict),
            f"The check needs what lesson.{tool}(...) has found, as the cell had it: your "
            "function is tried there first.",
        ),
        "trouble": (
            lambda found: "trouble" not in found,
            lambda found: f"Your function could not be judged: {found['trouble']}",
        ),
    }
