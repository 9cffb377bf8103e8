"""One slider in a page of its own: stepped, held, dragged, and hit by bursts of events."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import _tests_in_reach  # noqa: F401
from _latency_cases import Case
from lab import Notebook, Server

PROBE = (Path(__file__).parent / "_latency.js").read_text(encoding="utf-8")
HANDLE = ".bench-slider .noUi-handle"
QUIET = 120
"""Milliseconds without a change after which a picture counts as complete."""
KEYS = 30
"""Events per second of a key that is held."""
MOVES = 60
"""Events per second of a mouse that drags."""
HELD = 3.0
"""Seconds that a key or the handle is held."""
BURSTS, EVENTS = 10, 1000
MB = 2**20
MEMORY = "import gc, psutil; gc.collect(); print(psutil.Process().memory_info().rss)"
KERNEL_TIME = """
import time
_control, _times = {control}, []
_start = _control.value
for _step in range(60):
    with_room = _control.value + _control.step <= _control.max
    panel._muted = True
    _control.value = _control.value + _control.step if with_room else _control.min
    panel._muted = False
    _before = time.perf_counter()
    panel.render()
    _times.append(time.perf_counter() - _before)
    time.sleep(0.1)  # the page shows it meanwhile, and does not take the processor away
_control.value = _start
print(sorted(_times)[30])
"""


@dataclass
class Result:
    """What was measured of one case; times in milliseconds."""

    steps: list[float] = field(default_factory=list)
    held: float = 0.0
    dragged: float = 0.0
    release: float = 0.0
    kernel: float | None = None
    burst: float | None = None
    memory: float | None = None
    nodes: int | None = None

    @property
    def median(self) -> float:
        """The median of the single steps."""
        return statistics.median(self.steps)

    @property
    def p95(self) -> float:
        """The 95th percentile of the single steps."""
        return statistics.quantiles(self.steps, n=20, method="inclusive")[-1]


class Bench:
    """One case in its page."""

    def __init__(self, browser: Any, server: Server, case: Case) -> None:
        self.case = case
        self.result = Result()
        self.notebook = Notebook(browser, server, server.put("case.ipynb", [case.code]))
        self.page = self.notebook.page
        self.notebook.run_all()
        if self.notebook.errors():
            raise RuntimeError(f"{case.name}: {self.notebook.errors()[0]}")
        self.page.wait_for_selector(case.shown, state="attached")
        if case.is_panel:
            self.notebook.panels()
        span = f"_c = {case.control}; print(_c.min, _c.max, _c.step, _c.value)"
        low, high, step, value = map(float, self.notebook.execute(span).split())
        self.n_steps, at = round((high - low) / step), round((value - low) / step)
        up, down = range(at, self.n_steps), range(self.n_steps, 0, -1)
        self._way = cycle([*up, *down, *range(at)])  # from where it stands, back and forth
        self._at = next(self._way)
        self.notebook.execute("_c.add_class('bench-slider')")
        self.handle = self.page.locator(HANDLE)
        self.handle.wait_for()
        self.page.evaluate(PROBE, {"shown": case.shown, "handle": HANDLE})
        if not self.page.evaluate("probe.watched"):
            raise RuntimeError(f"{case.name}: nothing on the page fits {case.shown}")

    def key(self) -> str:
        """Return the key that leads on: back and forth between the slider's ends."""
        before, self._at = self._at, next(self._way)
        return "ArrowRight" if self._at > before else "ArrowLeft"

    def settled(self) -> dict[str, Any]:
        """Wait until the picture is at rest; return the probe's record."""
        found: dict[str, Any] = self.page.evaluate(f"probe.settled({QUIET}, 3000)")
        return found

    def step(self, n_times: int) -> None:
        """Press a key, wait for the complete picture, n times over."""
        self.handle.focus()
        self.settled()
        for _ in range(n_times):
            time.sleep(random.uniform(0, 0.035))  # at any moment of the screen's frame
            self.page.evaluate("probe.clear()")
            self.page.keyboard.press(self.key())
            found = self.settled()
            if found["frames"]:
                self.result.steps.append(found["frames"][-1] - found["events"][0])
        if not self.result.steps:
            raise RuntimeError(
                f"{self.case.name}: {n_times} steps of {self.case.control} changed nothing "
                f"in {self.case.shown}. Begin where the slider changes the picture."
            )

    def hold(self) -> None:
        """Hold a key that repeats."""
        self.handle.focus()
        self.settled()
        self.page.evaluate("probe.clear()")
        pressed = ""
        for _ in ticks(KEYS):
            key = self.key()
            if pressed not in ("", key):
                self.page.keyboard.up(pressed)
            self.page.keyboard.down(key)
            pressed = key
        self.page.keyboard.up(pressed)
        self.result.held = max(self.result.held, rate(self.settled()))

    def drag(self) -> None:
        """Drag the handle back and forth."""
        self.handle.scroll_into_view_if_needed()
        box = self.handle.bounding_box()
        track = self.page.locator(".bench-slider .noUi-target").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        pixels = max(2.0, 1.1 * track["width"] / self.n_steps)
        low, high = track["x"], track["x"] + track["width"]
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.evaluate("probe.clear()")
        for _ in ticks(MOVES):
            if not low <= x + pixels <= high:
                pixels = -pixels
            x += pixels
            self.page.mouse.move(x, y)
        self.page.mouse.up()
        found = self.settled()
        self.result.dragged = max(self.result.dragged, rate(found))
        self.result.release = max(0.0, found["frames"][-1] - found["released"])

    def bursts(self) -> None:
        """Send bursts of events; see when the last is answered, and what has grown."""
        session = self.notebook.context.new_cdp_session(self.page)
        session.send("Performance.enable")
        self.page.evaluate(f"probe.burst({EVENTS})")  # caches fill, once
        memory, nodes = self._memory(), self._nodes(session)
        answers = [self.page.evaluate(f"probe.burst({EVENTS})") for _ in range(BURSTS)]
        self.result.burst = max(answers)
        self.result.memory = (self._memory() - memory) / MB
        self.result.nodes = self._nodes(session) - nodes

    def kernel_time(self) -> None:
        """Measure what the kernel spends on one update."""
        code = KERNEL_TIME.format(control=self.case.control)
        self.result.kernel = float(self.notebook.execute(code)) * 1e3

    def _memory(self) -> int:
        return int(self.notebook.execute(MEMORY))

    def _nodes(self, session: Any) -> int:
        session.send("HeapProfiler.collectGarbage")
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(int(each["value"]) for each in metrics if each["name"] == "Nodes")


def ticks(rate: float) -> Iterator[int]:
    """Yield in time, ``rate`` times per second, for as long as something is held."""
    start = time.perf_counter()
    for number in range(round(HELD * rate)):
        time.sleep(max(0.0, start + number / rate - time.perf_counter()))
        yield number


def rate(found: dict[str, Any]) -> float:
    """Return the pictures per second between the first and the last event."""
    first, last = found["events"][0], found["events"][-1]
    return 1e3 * sum(first < at <= last for at in found["frames"]) / (last - first)
