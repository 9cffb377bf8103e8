"""What exercises share that look at what an answer is and does, not at its numbers."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable
from typing import Any

from ann_course.learn import Mistake
from ann_course.learn.limits import OutOfTime, Printed, run, time_limit
from ann_course.learn.source import forgot_return, has_gap, source_of
from ann_lib._support.checks import describe

Found = dict[str, Any]


def tried(
    function: Any, call: Callable[[], Any], *, seconds: float, late: str
) -> tuple[Any, Found | None]:
    """Call a learner's function and return what came, or why it cannot be judged.

    What the function prints appears where the check was called.

    Parameters
    ----------
    function : object
        The learner's.
    call : callable
        Calls it, without arguments.
    seconds : float
        After so many it is stopped.
    late : str
        What to say then, after "it was not done after … seconds".

    Returns
    -------
    result : object
        What ``call`` returned.
    found : dict or None
        None if there is a result; empty while the function is blank; else its "trouble".
    """
    if function is None or function is Ellipsis:
        return None, {}
    if not callable(function):
        return None, {"trouble": f"a function was expected, got {describe(function)}."}
    if has_gap(function):
        return None, {}
    printed = Printed()
    code = getattr(function, "__code__", None)
    try:
        with time_limit(seconds):
            result, trouble = run(call, printed, code and code.co_filename)
    except OutOfTime:
        return None, {"trouble": f"it was not done after {seconds:g} seconds. {late}"}
    finally:
        # Without a progress bar, which writes over its own line.
        lines = re.sub(r"\r[^\n]*", "", printed.text()).rstrip()
        sys.stdout.write(lines and lines + "\n")
    if trouble is not None:
        if trouble.type == "NotImplementedError":
            return None, {}
        where = f" The line: `{trouble.line}`" if trouble.line else ""
        return None, {"trouble": f"{trouble.text.rstrip('.')}.{where}"}
    return result, None


def nothing_back(function: Any) -> Found:
    """Return what is found where a function gave nothing back; empty if it is blank."""
    nothing = {"trouble": "it gives nothing back. Does it end with `return`?"}
    return nothing if forgot_return(function) else {}


def can_return(function: Any) -> bool:
    """Whether some `return` of the function gives more than nothing: it was begun."""
    try:
        tree = ast.parse(source_of(function))
    except (SyntaxError, ValueError):
        return False
    values = [node.value for node in ast.walk(tree) if isinstance(node, ast.Return)]
    return any(v is not None and ast.unparse(v) not in ("None", "...") for v in values)


class Criteria:
    """What an answer must fulfil, and what to say of the first that it does not.

    Parameters
    ----------
    fails : callable
        Given an answer, it returns name -> words of all that is amiss, the first to be
        said first.
    """

    def __init__(self, fails: Callable[[Any], dict[str, str]]) -> None:
        self._fails = fails

    def accepts(self, answer: Any) -> bool | str:
        """Return True, or the words for the first that fails."""
        return next(iter(self._fails(answer).values()), True)

    def mistake(self, name: str, wrong: Any) -> Mistake:
        """Return the known mistake whose first failure has that name."""
        return Mistake(
            wrong,
            self._fails(wrong)[name],
            when=lambda answer: next(iter(self._fails(answer)), "") == name,
        )
