"""What a check looks at: what a call did, what is unfinished, and how to show it."""

from __future__ import annotations

import contextlib
import copy
import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakSet

import numpy as np

from ann_course.learn.compare import difference, identical, show, show_both
from ann_course.learn.in_words import INPUT
from ann_course.learn.limits import Printed, Trouble, run
from ann_course.learn.source import (
    asks_for_input,
    blank_callee,
    callees,
    emptied_name,
    forgot_return,
    has_gap,
    has_import,
    has_loop,
    returned_calls,
    strays,
)
from ann_course.learn.verdict import Verdict

GAP = (
    "There is still a gap to fill. Replace each `...` (or `None`) with your own code, then "
    "run this cell again."
)

_BEYOND_THE_END = re.compile("index .*out of (range|bounds)")
"""What Python says of an index into a list, and NumPy of one into an array."""


def gap_in(answer: Any) -> str:
    """Say that a function still has a gap, and which one it is."""
    name = getattr(answer, "__name__", "")
    if not name.isidentifier():
        return GAP
    return GAP.replace("a gap to fill", f"a gap in `{name}`")


def gap_below(answer: Any, name: str) -> str:
    """Say that a function which the learner's one calls still has a gap."""
    mine = getattr(answer, "__name__", "your function")
    return (
        f"The gap is in `{name}`, which `{mine}` calls. Fill it in its own cell above and "
        "run that cell, then this one again."
    )


_NOT_RIGHT: WeakSet[Callable[..., Any]] = WeakSet()
"""Functions of the learner's that some exercise has found wrong."""


def where_it_lies(answer: Any, verdict: Verdict) -> Verdict:
    """Return the verdict on a function, or on a wrong one that it calls.

    What was found of it is remembered, for functions that call it.
    """
    if not inspect.isfunction(answer) or str(answer.__module__).startswith("ann_course."):
        return verdict  # the lessons' own mistakes share what they call
    if verdict.kind == "right":
        _NOT_RIGHT.discard(answer)
    if verdict.kind not in ("known mistake", "wrong"):
        return verdict
    _NOT_RIGHT.add(answer)
    name = next((name for name, used in callees(answer) if used in _NOT_RIGHT), "")
    if not name:
        return _strayed(answer, verdict)
    message = (
        f"`{answer.__name__}` calls `{name}`, which is not right itself. Mend that one "
        "first and run its cell, then this one again."
    )
    return replace(verdict, kind="wrong", message=message, known=None)


def _strayed(answer: Callable[..., Any], verdict: Verdict) -> Verdict:
    """Say of a wrong function that it uses the notebook's values in place of its own."""
    unused, outside = strays(answer)
    if verdict.kind != "wrong" or not outside:
        return verdict
    message = (
        f"Your function never uses `{unused}`, which it is given. It uses `{outside}`, "
        "which stands outside of it and is always the same."
    )
    return replace(verdict, message=message)


def why_late(answer: Any) -> str:
    """Say why a function may not have been done in time."""
    if asks_for_input(answer):
        return INPUT
    loop = (
        "Is there a loop that never ends? Look for a `while` whose condition never changes."
    )
    if not has_import(answer):
        return loop
    slow = "An import takes its time: write it above `def`, and run this cell again."
    return f"{slow} {loop}" if has_loop(answer) else slow


@dataclass(frozen=True)
class Outcome:
    """What one call did: its result or its error, and which arguments it changed."""

    result: Any
    trouble: Trouble | None = None
    changed: tuple[str, ...] = ()


def _names(function: Callable[..., Any], n_arguments: int) -> list[str]:
    names: list[str] = []
    with contextlib.suppress(TypeError, ValueError):
        names = list(inspect.signature(function).parameters)
    return [names[i] if i < len(names) else f"argument {i + 1}" for i in range(n_arguments)]


def outcome(
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    printed: Printed | None = None,
) -> Outcome:
    """Call a function on copies of the arguments and return what it did."""
    given = copy.deepcopy(arguments)
    result, trouble = run(lambda: function(*given), printed or Printed(), function)
    # A function may return the same list every time and keep changing it.
    with contextlib.suppress(Exception):
        result = copy.deepcopy(result)
    pairs = enumerate(zip(arguments, given, strict=True))
    changed = [i for i, (before, after) in pairs if not identical(before, after)]
    names = _names(function, len(given)) if changed else []  # asked for seldom: it is slow
    return Outcome(result, trouble, tuple(names[i] for i in changed))


def unlike(got: Outcome, want: Outcome, names: Sequence[str] = ()) -> str | None:
    """Say how two outcomes differ, or return None where they agree.

    ``names`` are what the parts of a result that is a tuple are called.
    """
    if got.trouble is not None or want.trouble is not None:
        if got.trouble is None:
            return "It returned an answer, but an error should be raised."
        if want.trouble is not None and got.trouble.type == want.trouble.type:
            return None
        return got.trouble.says
    if got.result is None and want.result is not None:
        return "For some inputs it gives nothing back."
    try:
        reason = difference(got.result, want.result, names)
    except Exception:  # the learner's own class may break any comparison
        reason = "The results could not be compared."
    if reason is None and got.changed != want.changed:
        if not got.changed:
            return "It leaves its arguments unchanged, but should change them."
        listed = ", ".join(f"`{name}`" for name in got.changed)
        return (
            f"The result is right, but your function changes what it was given: {listed}. "
            "Whoever calls it finds different numbers in there afterwards. Work on a copy."
        )
    return reason


def reasons(
    outcomes: list[Outcome], expected: list[Outcome], names: Sequence[str]
) -> list[str | None]:
    """Say for each call how it differs; of signs only if nothing else is wrong anywhere."""
    pairs = zip(outcomes, expected, strict=True)
    found = [unlike(got, want, names) for got, want in pairs]
    signs = {"The sign is wrong.": "The number differs.", "has the wrong sign.": "differs."}
    if all(each.endswith(tuple(signs)) for each in found if each):
        return found
    for sign, number in signs.items():
        found = [each and each.replace(sign, number) for each in found]
    return found


def alike(got: Outcome, wrong: Outcome) -> bool:
    """Whether a call did what a known mistake does.

    Errors must say the same, except of an index beyond the end: lists and arrays have
    words of their own for it.
    """
    if unlike(got, wrong) is not None:
        return False
    if got.trouble is None or wrong.trouble is None:
        return True
    said = got.trouble.message, wrong.trouble.message
    return said[0] == said[1] or all(map(_BEYOND_THE_END.search, said))


def is_blank(value: Any) -> bool:
    """Whether a learner's value is a gap, or holds one."""
    if value is None or value is Ellipsis or value is NotImplemented:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, np.ndarray) and value.dtype == object:
        return any(is_blank(part) for part in value.ravel())
    if isinstance(value, list | tuple):
        return not value or any(is_blank(part) for part in value)
    if isinstance(value, dict):
        return not value or any(is_blank(part) for part in value.values())
    return False


def before_running(answer: Any, signature: str) -> Verdict | None:
    """Judge what needs no call: a gap, or no function at all."""
    if answer is None or answer is Ellipsis:
        return Verdict("not tried yet", GAP)
    if not callable(answer):
        return Verdict(
            "wrong",
            f"The check needs the function itself, with the arguments `{signature}`. Give "
            "its name without parentheses after it.",
            got=show(answer, digits=4),
        )
    if has_gap(answer):
        return Verdict("not tried yet", gap_in(answer))
    return None


def after_running(
    answer: Callable[..., Any], outcomes: list[Outcome], expected: list[Outcome]
) -> Verdict | None:
    """Judge a function that is blank, unfinished, or never returns anything."""
    if any(map(unlike, outcomes, expected)) and (name := blank_callee(answer)):
        return Verdict("not tried yet", gap_below(answer, name))
    if any(_shows_gap(each) for each in outcomes):
        return Verdict("not tried yet", gap_in(answer))
    nothing = all(each.result is None and each.trouble is None for each in outcomes)
    if not nothing or all(each.result is None for each in expected):
        return None
    calls = returned_calls(answer)
    if "print" in calls:
        return Verdict(
            "wrong",
            "`print` shows a value, but gives back nothing. Write `return` and the value, "
            "without `print`.",
        )
    if calls:
        return Verdict("wrong", empty_call(calls[-1]))
    if words := _emptied(answer):
        return Verdict("wrong", words)
    if forgot_return(answer):
        return Verdict(
            "wrong",
            "Your function returns nothing. Does it end with `return`? Printing a value "
            "shows it, but does not return it.",
        )
    return Verdict("not tried yet", gap_in(answer))


def empty_call(name: str) -> str:
    """Say that what is called behind `return` gives nothing that could be returned."""
    return (
        f"`{name}(…)` gives nothing back, so your function returns nothing. Call it on a "
        "line of its own, and `return` the value itself on the next."
    )


def _emptied(answer: Callable[..., Any]) -> str:
    name, call = emptied_name(answer)
    return name and (
        f"`{call}(…)` gives nothing back, so after it `{name}` is nothing (`None`). Leave "
        f"out `{name} =` in front of it."
    )


def nothing_for_some(answer: Callable[..., Any]) -> str:
    """Say that some ways through the function give nothing back."""
    if words := _emptied(answer):
        return words
    ask = "Does every case end with `return`?"
    if has_loop(answer):
        ask = "What if the loop ends by itself? Then a `return` must follow it."
    return f"For some inputs it gives nothing back. {ask}"


def _shows_gap(each: Outcome) -> bool:
    if each.trouble is not None:
        if each.trouble.type == "IndexError":  # NumPy says that `...` is a valid index
            return False
        unfinished_type = each.trouble.type == "NotImplementedError"
        return unfinished_type or "ellipsis" in each.trouble.message
    return each.result is Ellipsis or each.result is NotImplemented


def counterexample(
    reference: Callable[..., Any], arguments: tuple[Any, ...], got: Outcome, want: Outcome
) -> Verdict:
    """Show one input with the result and what was expected."""
    names = _names(reference, len(arguments))
    pairs = zip(names, arguments, strict=True)
    given = ", ".join(f"{name} = {show(value, digits=6)}" for name, value in pairs)
    mine, ours = show_both(got.result, want.result)
    expected = ours if want.trouble is None else want.trouble.text
    if got.trouble is None:
        return Verdict("wrong", "", given=given, got=mine, expected=expected)
    line = f"{got.trouble.line_number}: {got.trouble.line}" if got.trouble.line else ""
    full = got.trouble.text
    return Verdict("wrong", "", given=given, expected=expected, line=line, full=full)


def is_mistake(wrong: Any, when: Callable[[Any], bool] | None, answer: Any) -> bool:
    """Whether a learner's value is this known mistake."""
    try:
        if when is not None:
            return bool(when(copy.deepcopy(answer)))
        return difference(answer, wrong) is None
    except Exception:  # the learner's value may be of any type
        return False
