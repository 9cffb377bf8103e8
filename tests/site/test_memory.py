"""An hour of play leaves memory for the rest of the day.

Nobody plays here for an hour: some hundred keys show by how much each one grows what the
page and its Python hold, and an hour has a key every second.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from lab import HEIGHT
from site_page import Lesson, SiteServer
from twin import Twin, twins

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WARM, KEYS, HOUR = 40, 200, 3600
MOST = 100e6
"""Bytes that an hour may add to each of the two."""

# How large Python's memory has become; it never shrinks.
PYTHON = """
import pyodide_js as _pyodide
print(_pyodide._module.HEAPU8.length)"""


class Held(NamedTuple):
    """What is held in memory, in bytes, and how many nodes the page has."""

    page: float
    python: float
    nodes: float


def held(lesson: Lesson, devtools: Any) -> Held:
    """Return what is held once everything that can be is freed."""
    for _ in range(2):
        devtools.send("HeapProfiler.collectGarbage")
    found = {
        each["name"]: each["value"]
        for each in devtools.send("Performance.getMetrics")["metrics"]
    }
    return Held(found["JSHeapUsedSize"], float(lesson.execute(PYTHON)), found["Nodes"])


def play(twin: Twin, keys: int) -> None:
    """Press keys on a slider, each after the picture of the one before."""
    slider = twin.panel.sliders[0]
    slider.handle.focus()
    for number in range(keys):
        twin.panel.page.keyboard.press("ArrowRight" if number % 8 < 4 else "ArrowLeft")
        twin.settle()


def test_memory_after_an_hour_of_play(browser: Any, server: SiteServer) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": HEIGHT})
    lesson = Lesson(context, server, "path=02_one_artificial_neuron.ipynb")
    lesson.wait_ready()
    lesson.run_all()
    lesson.lay_out_all()
    lesson.page.wait_for_selector(".ann-panel .ann-layer svg", state="attached")
    devtools = context.new_cdp_session(lesson.page)
    devtools.send("Performance.enable")
    twin = twins(lesson)[0]
    play(twin, WARM)
    before = held(lesson, devtools)
    play(twin, KEYS)
    after = held(lesson, devtools)
    hour = Held(*((b - a) / KEYS * HOUR for a, b in zip(before, after, strict=True)))
    print(f"after an hour: {hour}; now {after}")  # noqa: T201
    assert hour.page < MOST
    assert after.python - before.python < MOST  # it grows in large steps
    assert hour.nodes < HOUR
    assert lesson.errors() == []
    context.close()
