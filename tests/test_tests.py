"""What holds for the tests themselves: none of them waits for time to pass."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent

MAY_SLEEP = {
    "test_exercise_classifier.py": "a learner's code that never ends must be stopped",
    "test_exercise_fooling.py": "a learner's code that never ends must be stopped",
    "test_learn_limits.py": "the limit on a learner's code is one of real seconds",
    "test_live_server.py": "a real server takes its time to start",
    "test_main.py": "a real JupyterLab takes its time to start",
    "test_running_server.py": "a real server's clock says when a kernel was last active",
    "browser/lab.py": "a real JupyterLab takes its time",
    "browser/test_playground.py": "a real page takes its time",
    "browser/test_running.py": "a real page takes its time",
    "browser/test_sliders.py": "a real page takes its time",
    "hub/class_client.py": "a real hub starts a learner's server when it can",
}
"""Files that wait for something outside Python, and for what."""


def sleeps(source: str) -> Iterator[str]:
    """Yield the calls that let real time pass, each with its line.

    `asyncio.sleep` lets none pass where it is 0, nor on the loops of `clock.py`, whose
    clock jumps instead.
    """
    tree = ast.parse(source)
    from_time: set[str] = set()
    moved_clock = False
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in {"time", "asyncio"}:
            from_time |= {a.asname or a.name for a in node.names if a.name == "sleep"}
        if isinstance(node, ast.ImportFrom) and node.module == "clock":
            moved_clock = True
        if isinstance(node, ast.ClassDef) and node.name == "ClockLoop":
            moved_clock = True
    real_loop = "asyncio.run(" in source
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name, first = ast.unparse(node.func), [ast.unparse(a) for a in node.args[:1]]
        on_a_loop = name == "asyncio.sleep"
        if on_a_loop and (first == ["0"] or (moved_clock and not real_loop)):
            continue
        if on_a_loop or name == "time.sleep" or name in from_time:
            yield f"line {node.lineno}: {ast.unparse(node)}"


def test_no_test_waits_for_time() -> None:
    """It moves the clock (`clock.py`), or waits for what is to happen."""
    sleeping = {
        path.relative_to(HERE).as_posix(): found
        for path in HERE.rglob("*.py")
        if (found := list(sleeps(path.read_text(encoding="utf-8"))))
    }
    found = {name: calls for name, calls in sleeping.items() if name not in MAY_SLEEP}
    assert not found
    assert not MAY_SLEEP.keys() - sleeping.keys(), "these need not be allowed to"


@pytest.mark.parametrize(
    ("source", "calls"),
    [
        ("import time\ntime.sleep(1)", ["line 2: time.sleep(1)"]),
        ("from time import sleep as nap\nnap(0.1)", ["line 2: nap(0.1)"]),
        ("import asyncio\nasyncio.sleep(0.1)", ["line 2: asyncio.sleep(0.1)"]),
        ("from asyncio import sleep\nsleep(3)", ["line 2: sleep(3)"]),
        ("import asyncio\nasyncio.sleep(0)", []),
        ("from clock import now\nasyncio.sleep(10)", []),
        ("from clock import now\ntime.sleep(10)", ["line 2: time.sleep(10)"]),
        (
            "from clock import now\nasyncio.sleep(9)\nasyncio.run(f())",
            ["line 2: asyncio.sleep(9)"],
        ),
        ("'time.sleep(1)'  # a text", []),
    ],
)
def test_a_sleep_is_found(source: str, calls: list[str]) -> None:
    assert list(sleeps(source)) == calls
