"""Learners' cells: an error in one is told in the learner's words.

A learner's cell is one with a ``.check(``. While it runs in IPython, its errors are shown
as a verdict, with Python's own traceback behind a fold, and a loop that never ends is
stopped. Other cells are left alone. That Run All goes on after such a cell is told to
JupyterLab by the cell's tag ``raises-exception``.
"""

from __future__ import annotations

import builtins
import contextlib
import linecache
import re
import traceback
from types import FrameType
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import display

from ann_course.learn import in_words
from ann_course.learn.exercise import Exercise
from ann_course.learn.limits import OutOfTime, cell_limit
from ann_course.learn.verdict import Verdict

CELL_SECONDS = 10.0
"""How long a learner's own code may run in a cell, without what the course does for it."""

_CHECK = re.compile(r"\b(\w+)\.(\w+)\.check\(")
_COURSE = ("ann_course", "ann_lib")
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Watch:
    """What is hung into IPython; it can be taken out again.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
    """

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.source = ""
        self._around = contextlib.ExitStack()
        shell.events.register("pre_run_cell", self.before)
        shell.events.register("post_run_cell", self.after)

    def uninstall(self) -> None:
        """Leave IPython as it was."""
        self._around.close()
        self.shell.events.unregister("pre_run_cell", self.before)
        self.shell.events.unregister("post_run_cell", self.after)

    def before(self, info: Any) -> None:
        """Watch a learner's cell."""
        self._around.close()
        self.source = info.raw_cell or ""
        if not _CHECK.search(self.source):
            return
        # All errors come here in the end, each with its traceback as IPython writes it.
        self.shell._showtraceback = self._show
        self._around.callback(lambda: vars(self.shell).pop("_showtraceback", None))
        self._around.enter_context(cell_limit(CELL_SECONDS, self._is_learners))

    def after(self, _result: Any) -> None:
        """Stop watching."""
        self._around.close()

    def _is_learners(self, frame: FrameType | None) -> bool:
        """Whether the learner's own code runs, and no tool of the course that it called."""
        while frame is not None:
            if frame.f_globals is self.shell.user_ns:
                return True
            if str(frame.f_globals.get("__name__")).split(".")[0] in _COURSE:
                return False
            frame = frame.f_back
        return False

    def _show(self, _kind: object, error: BaseException, lines: list[str]) -> None:
        full = _COLOURS.sub("", "\n".join(lines))
        display(self.verdict(error, full))  # type: ignore[no-untyped-call]

    def verdict(self, error: BaseException, full: str = "") -> Verdict:
        """Return what to say to an error that ended the learner's cell."""
        found = _CHECK.search(self.source)
        lesson = self.shell.user_ns.get(found[1]) if found else None
        exercise = getattr(lesson, found[2], None) if found else None
        known = exercise if isinstance(exercise, Exercise) else None
        return stopped(error, self.shell.user_ns, known, full)


def stopped(
    error: BaseException, names: dict[str, Any], exercise: Exercise | None, full: str = ""
) -> Verdict:
    """Return the verdict on a cell that an error has ended.

    Parameters
    ----------
    error : BaseException
    names : dict
        The notebook's global names.
    exercise : Exercise or None
        The one that the cell would have checked; it keeps the verdict.
    full : str
        The traceback as Python writes it.
    """
    number, line, known, frame = _place(error, names)
    texts = exercise.texts() if exercise is not None else set()
    if isinstance(error, SyntaxError):
        message = in_words.syntax_error(error, texts)
    elif isinstance(error, OutOfTime):
        why = "Does its loop never end? Look for a `while` whose condition never changes."
        why = in_words.INPUT if re.search(r"\binput\(", line) else why
        message = f"This cell was stopped after {CELL_SECONDS:g} s. {why}"
    elif isinstance(error, KeyboardInterrupt):
        message = "You stopped this cell. The line below was running."
    elif isinstance(error, NameError):
        if re.search(rf"\b{error.name}\s*[.(\[]", line):  # used as no text is
            texts = set()
        message = in_words.name_error(str(error), error.name, texts=texts, known=known)
    else:
        words = in_words.taken_name(str(error), line, frame)
        words = words or in_words.running_error(str(error))
        message = words or f"Python stopped here: {type(error).__name__}: {error}"
    verdict = Verdict("error", message, line=f"{number}: {line}" if line else "", full=full)
    return verdict if exercise is None else exercise.stopped(verdict)


def _place(
    error: BaseException, names: dict[str, Any]
) -> tuple[int, str, set[str], FrameType | None]:
    """Return the learner's last line: its number, text, the names it could use, frame."""
    known = set(names) | set(dir(builtins))
    if isinstance(error, SyntaxError):
        return error.lineno or 0, (error.text or "").strip(), known, None
    number, line, last = 0, "", None
    for frame, row in traceback.walk_tb(error.__traceback__):
        if frame.f_globals is names:
            number, line = row, linecache.getline(frame.f_code.co_filename, row).strip()
            known |= set(frame.f_locals)
            last = frame
    return number, line, known, last


_watch: Watch | None = None


def install() -> Watch | None:
    """Watch the learner's cells of the IPython that runs this; None without one."""
    global _watch
    shell: Any = get_ipython()
    if shell is not None and (_watch is None or _watch.shell is not shell):
        _watch = Watch(shell)
    return _watch


def uninstall() -> None:
    """Leave IPython as it was."""
    global _watch
    if _watch is not None:
        _watch.uninstall()
    _watch = None
