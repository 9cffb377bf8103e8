"""How many learners a hub on this machine can take: sign-in, lesson 02, a slider.

.venv-hub/bin/python benchmarks/class_load.py [--learners 60] [--write]

The learners sign in within two minutes, and each runs all cells of lesson 02. Then more
and more of them move a slider twice a second, at last all of them for a minute. Learners'
browsers are played by one process on the same machine, which reads every message but
draws nothing. It takes ten minutes at most; `make test-hub` installs what it needs.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import json
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import _report
import _tests_in_reach  # noqa: F401

EVERY = 0.5
GOOD = 0.300
"""Seconds: the 95th percentile of a slider that is still a live one."""


@dataclass
class Learner:
    """What one of them saw."""

    browser: Any
    kernel: Any = None
    started: float = 0.0
    lesson: float = 0.0
    trouble: str = ""


async def arrive(learner: Learner, after: float, patience: float) -> None:
    """Sign in, start a server, run the lesson."""
    await asyncio.sleep(after)
    began = time.perf_counter()
    try:
        answer = await learner.browser.sign_in()
        assert answer.code == 302, f"signed in: {answer.code}"
        await learner.browser.start(patience)
        learner.started = time.perf_counter() - began
        learner.kernel = await learner.browser.open()
        await learner.kernel.run_lesson()
        learner.lesson = time.perf_counter() - began - learner.started
    except Exception as error:  # who is not served is counted, and does not end the others
        learner.trouble = f"{type(error).__name__}: {str(error)[:200]}"


async def move(learner: Learner, seconds: float, after: float) -> list[float]:
    """Move a slider twice a second, or, if it answers later, as soon as it has."""
    await asyncio.sleep(after)
    slider, moves = learner.kernel.sliders()[0], []
    until = time.perf_counter() + seconds
    try:
        while (began := time.perf_counter()) < until:
            value = round(1.9 * (-1) ** len(moves) * (0.5 + len(moves) % 7 / 14), 2)
            moves.append(await learner.kernel.move(slider, value))
            await asyncio.sleep(max(0.0, began + EVERY - time.perf_counter()))
    except Exception as error:
        learner.trouble = f"{type(error).__name__}: {str(error)[:200]}"
    return moves


async def save(hub: Any, learner: Learner) -> bool:
    """Save the lesson with words of the learner's own; whether all work is on the disk."""
    from class_client import LESSON

    words = f"The words of {learner.browser.name}."
    model = await learner.browser.api(f"contents/{LESSON}")
    model["content"]["cells"][0]["source"] = words
    await learner.browser.api(f"contents/{LESSON}", model, "PUT")
    home = hub.home(learner.browser.name)
    record = home / "ann-course" / "progress" / "lesson_02.json"
    with contextlib.suppress(OSError, ValueError):
        kept = json.loads(record.read_text(encoding="utf-8"))["lesson"] == "lesson_02"
        return kept and words in (home / LESSON).read_text(encoding="utf-8")
    return False


def groups(n_learners: int) -> list[int]:
    """Return how many move a slider at a time, before all of them do."""
    return [n for n in (2, 5, 10, 15, 20, 30, 40, 50) if n < n_learners]


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else float("nan")


async def measure(hub: Any, learners: list[Learner], chosen: Any) -> dict[str, Any]:
    """Play the class; return what each group saw, and whose work was kept."""
    gap = chosen.within / len(learners)
    waiting = [
        asyncio.create_task(arrive(each, place * gap, chosen.patience))
        for place, each in enumerate(learners)
    ]
    _, late = await asyncio.wait(waiting, timeout=chosen.patience)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    served = [each for each in learners if each.lesson and not each.trouble]
    memory = used_memory(hub)
    rows = []
    plan = [(n, chosen.seconds / 5) for n in groups(len(served))]
    for n, seconds in [*plan, (len(served), chosen.seconds)]:
        found = await asyncio.gather(
            *(move(each, seconds, EVERY * k / n) for k, each in enumerate(served[:n]))
        )
        times = [each for one in found for each in one]
        # As many as there would be if each were answered in time.
        rows.append((n, times, len(times) / (n * seconds / EVERY) if n else 0.0))
    kept = [await save(hub, each) for each in served]
    for each in learners:
        if each.kernel is not None:
            await each.kernel.close()
    return {"served": served, "rows": rows, "kept": sum(kept), "memory": memory}


def used_memory(hub: Any) -> int:
    """Return the bytes that the class has to itself, shared pages in parts."""
    total = 0
    for process in hub.processes():
        with contextlib.suppress(Exception):
            total += process.memory_full_info().pss
    return total


def words(learners: list[Learner], found: dict[str, Any]) -> str:
    """Return the section of the README."""
    served, rows = found["served"], found["rows"]
    n = len(learners)
    good = [count for count, times, _ in rows if times and p95(times) <= GOOD]
    text = [
        f"{_report.machine('jupyterhub', 'jupyter_server', 'numpy')} {n} learners.",
        "",
        f"Served: {len(served)} of {n}. Work kept: {found['kept']} of {len(served)}.",
    ]
    if served:
        starts = [each.started for each in served]
        lessons = [each.lesson for each in served]
        text[-1] += (
            f" From the password to JupyterLab: median {statistics.median(starts):.0f} s, "
            f"at most {max(starts):.0f} s. All cells of the lesson, while others do the "
            f"same: median {statistics.median(lessons):.0f} s, at most "
            f"{max(lessons):.0f} s. Memory: {found['memory'] / 1e9:.1f} GB, "
            f"{found['memory'] / 1e6 / len(served):.0f} MB per learner."
        )
    text += [
        "",
        _report.table(
            ("learners who move a slider", "median ms", "95th percentile ms", "answered"),
            (
                (
                    str(count),
                    f"{1e3 * statistics.median(times):.0f}",
                    f"{1e3 * p95(times):.0f}",
                    f"{100 * min(1.0, share):.0f}%",
                )
                for count, times, share in rows
                if times
            ),
            left=0,
        ),
        "",
        f"Up to {max(good)} learners have a slider that answers within "
        f"{1e3 * GOOD:.0f} ms (95th percentile)."
        if good
        else f"No slider answers within {1e3 * GOOD:.0f} ms (95th percentile).",
    ]
    troubles = sorted({each.trouble for each in learners if each.trouble})
    text += ["", *(f"- {trouble}" for trouble in troubles)] if troubles else []
    return "\n".join(text)


def main() -> int:
    """Measure once, and print or write what came; 1 if somebody was not served."""
    parser = _report.parser(__doc__)
    parser.add_argument("--learners", type=int, default=60)
    parser.add_argument("--within", type=float, default=120, help="seconds of sign-in")
    parser.add_argument("--patience", type=float, default=360, help="then they are late")
    parser.add_argument("--seconds", type=float, default=60, help="of moving at the end")
    chosen = parser.parse_args()
    if importlib.util.find_spec("jupyterhub") is None:
        print("Needs the hub: make test-hub; .venv-hub/bin/python benchmarks/class_load.py")
        return 0
    from class_accounts import set_password
    from running_hub import Hub

    with tempfile.TemporaryDirectory(prefix="class-load-") as folder:
        hub = Hub(Path(folder))
        try:
            hub.start()
            learners = [
                Learner(hub.browser(f"learner{n:02}")) for n in range(chosen.learners)
            ]
            for each in learners:
                set_password(hub.state, each.browser.name, each.browser.password)
            found = asyncio.run(measure(hub, learners, chosen))
        finally:
            hub.end()
    _report.publish("class_load", words(learners, found), write=chosen.write)
    return int(len(found["served"]) < len(learners) or found["kept"] < len(learners))


if __name__ == "__main__":
    sys.exit(main())
