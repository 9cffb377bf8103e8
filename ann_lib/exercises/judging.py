"""What exercises share that look at what an answer is and does, not at its numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ann_lib._checks import describe
from ann_lib.learn import Mistake
from ann_lib.learn.limits import OutOfTime, Printed, run, time_limit
from ann_lib.learn.source import forgot_return, has_gap

Found = dict[str, Any]


def tried(
    function: Any, call: Callable[[], Any], *, seconds: float, late: str
) -> tuple[Any, Found | None]:
    """Call a learner's function and return what came, or why it cannot be judged.

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
    if not callable(function):
        return None, {"trouble": f"a function was expected, got {describe(function)}."}
    if has_gap(function):
        return None, {}
    try:
        with time_limit(seconds):
            result, trouble = run(call, Printed())
    except OutOfTime:
        return None, {"trouble": f"it was not done after {seconds:g} seconds. {late}"}
    if trouble is not None:
        blank = trouble.type == "NotImplementedError"
        return None, {} if blank else {"trouble": trouble.text.rstrip(".") + "."}
    return result, None


def nothing_back(function: Any) -> Found:
    """Return what is found where a function gave nothing back; empty if it is blank."""
    nothing = {"trouble": "it gives nothing back. Does it end with `return`?"}
    return nothing if forgot_return(function) else {}


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
