"""The wall between a learner's code and what judges it: a process of its own.

Where bubblewrap is installed, that process sees an empty home, no network, no other process
and nothing of the course. Elsewhere it has an empty folder and environment, and the course
can be found by whoever looks for it on the disk: grade on a machine with bubblewrap.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ann_course.copying import find_course
from ann_course.grading.plain import decode, encode

HERE = Path(__file__).parent
MEMORY = 2 * 10**9
"""Bytes of address space: NumPy alone takes a fifth of it."""
PYTHON = {sys.prefix, sys.base_prefix, str(Path(sys.executable).resolve().parents[1])}
"""The folders that this Python is in."""


@dataclass(frozen=True)
class Came:
    """What came back: as many results as the learner's process got to.

    Attributes
    ----------
    results : list of dict
        ``{"value": ...}`` or ``{"error": text}`` for each call.
    ended : str
        Why the process ended before it was done, or "".
    reached : bool
        Whether it got as far as the last cell.
    """

    results: list[dict[str, Any]]
    ended: str = ""
    reached: bool = True


def run_behind(
    cells: Sequence[str],
    answer: str,
    calls: Sequence[tuple[Any, ...]] | None,
    *,
    seconds: float = 10.0,
) -> Came:
    """Run a learner's cells behind the wall, then call what they made.

    Parameters
    ----------
    cells : sequence of str
        Python source, in its order.
    answer : str
        An expression of the learner's names: the function, or the values.
    calls : sequence of tuple, or None
        Arguments of the function, plain data; None if the values themselves are asked for.
    seconds : float
        What all of it may take.
    """
    with tempfile.TemporaryDirectory(prefix="grading-") as name:
        folder = Path(name)
        for script in ("child.py", "plain.py"):
            shutil.copy(HERE / script, folder)
        (folder / "out").mkdir()
        job = {
            "cells": list(cells),
            "answer": answer,
            "calls": None if calls is None else [encode(tuple(each)) for each in calls],
            "seconds": seconds,
            "memory": MEMORY,
        }
        (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        ended = _run(folder, seconds)
        out = folder / "out" / "results.jsonl"
        text = out.read_text(encoding="utf-8", errors="replace") if out.is_file() else ""
    expected = 1 if calls is None else len(calls)
    first, _, rest = text.partition("\n")
    results = _results(rest)[:expected]
    complete = len(results) == expected or any("error" in each for each in results)
    why = "" if complete else ended or "the process ended by itself"
    return Came(results, why, reached="reached" in first)


def _results(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for line in text.splitlines():
        try:
            result = json.loads(line)
            if "value" in result:
                found.append({"value": decode(result["value"])})
            else:
                found.append({"error": str(result["error"])})
        except (TypeError, ValueError, KeyError, OverflowError, RecursionError):
            found.append({"error": "What came back is no plain data."})
    return found


def _run(folder: Path, seconds: float) -> str:
    """Run the child, and return in words how it ended if it did not end well."""
    environment = {
        "PATH": os.defpath,
        "HOME": "/tmp",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    process = subprocess.Popen(
        _command(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=folder,
        start_new_session=True,
    )
    try:
        code = process.wait(timeout=seconds + 5)
    except subprocess.TimeoutExpired:
        code = -signal.SIGXCPU
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    number = code - 128 if code > 128 else -code  # as a shell tells it, or as Python does
    if number in (signal.SIGXCPU, signal.SIGKILL):
        return f"it did not finish within {seconds:g} s"
    if number == signal.SIGXFSZ:
        return "it wrote too much"
    return f"the process ended with code {code}" if code else ""


def _command(folder: Path) -> list[str]:
    if not has_bubblewrap():
        out = str(folder / "out" / "results.jsonl")
        return [sys.executable, "-s", "child.py", "job.json", out]
    command = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session"]
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    shown = {"/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/alternatives"}
    for path in sorted(shown | PYTHON):
        command += ["--ro-bind-try", path, path]
    for folder_of_course in _hidden():
        command += ["--tmpfs", str(folder_of_course)]
    command += ["--ro-bind", str(folder), "/grading", "--bind", str(folder / "out"), "/out"]
    command += ["--chdir", "/tmp", sys.executable, "-s", "/grading/child.py"]
    return [*command, "/grading/job.json", "/out/results.jsonl"]


def _hidden() -> list[Path]:
    """Return the folders of the course that lie within what is shown."""
    package = HERE.parent
    course = [package, package.parent / "ann_lib"]
    with contextlib.suppress(FileNotFoundError):
        course += [find_course() / name for name in ("notebooks", "data")]
    shown = [Path(p).resolve() for p in ("/usr", sys.prefix, sys.base_prefix)]
    return [
        path
        for each in course
        if (path := each.resolve()).is_dir() and any(path.is_relative_to(s) for s in shown)
    ]


@cache
def has_bubblewrap() -> bool:
    """Whether bubblewrap is there and may be used: some systems forbid it."""
    if not shutil.which("bwrap"):
        return False
    command = ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "true"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
