"""How soon the site answers: size, first movement, first panel, slider to picture.

    python benchmarks/site.py [--only 02 06 ...] [--site build/site] [--write]

`make site` builds the site. Each number is for a browser on this machine; "cold" is the
first visit of a new browser, "warm" the next one.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import _report
import _tests_in_reach  # noqa: F401

KEYS = 20
LESSON = "02_one_artificial_neuron"
FIRST_MOVEMENT, COLD, WARM = 2.0, 12.0, 8.0
"""Targets, in seconds."""

NOTEBOOK = """() => window.jupyterapp?.shell?.currentWidget?.context?.isReady
    && document.querySelector('.jp-Notebook .jp-Cell')"""
PANEL = "() => document.querySelector('.ann-panel .ann-layer svg')"
# From opening the start page to the frame after a slider's key, in the page's own clock.
MOVE = """() => new Promise((shown) => {
  const plane = document.querySelector('#plane');
  const seen = new MutationObserver(() => requestAnimationFrame(() => setTimeout(() =>
    shown(performance.now() / 1000))));
  seen.observe(plane, { childList: true, subtree: true, attributes: true });
  const slider = document.querySelector('#w1');
  slider.value = Number(slider.value) + 1;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
})"""
# From a key on a slider's handle to the change of its panel's picture, in milliseconds, or
# nothing where the picture does not follow.
STEP = """([handle, key]) => new Promise((resolve) => {
  const began = performance.now();
  const panel = handle.closest('.ann-panel');
  const seen = new MutationObserver(() => {
    seen.disconnect();
    resolve(performance.now() - began);
  });
  for (const layer of panel.querySelectorAll('.ann-layer'))
    seen.observe(layer, { childList: true, subtree: true });
  setTimeout(() => { seen.disconnect(); resolve(null); }, 3000);
  handle.focus();
  handle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
})"""


class Visit(NamedTuple):
    """Seconds until a lesson and its first panel are there, and what was asked for."""

    notebook: float
    panel: float
    requests: int


def open_lesson(context: Any, server: Any, name: str) -> tuple[Any, Visit]:
    """Open a lesson, run all of it, and wait for its first panel, if it has one."""
    from site_page import Lesson

    requests: list[str] = []
    listen = lambda request: requests.append(request.url)  # noqa: E731 - removed below
    context.on("request", listen)
    began = time.perf_counter()
    lesson = Lesson(context, server, f"path={name}.ipynb")
    lesson.page.wait_for_function(NOTEBOOK)
    notebook = time.perf_counter() - began
    has_panel = "ann_course.panels" in "".join(
        lesson.page.evaluate(
            "() => jupyterapp.shell.currentWidget.content.widgets.map("
            "(cell) => cell.model.sharedModel.source)"
        )
    )
    # As Run > Run All Cells does; it is not waited for.
    lesson.page.evaluate("() => void jupyterapp.commands.execute('notebook:run-all-cells')")
    if has_panel:
        lesson.page.wait_for_function(PANEL)
    panel = time.perf_counter() - began if has_panel else float("nan")
    context.remove_listener("request", listen)
    return lesson, Visit(notebook, panel, len(requests))


def wait_run(lesson: Any) -> None:
    """Wait until every cell has run."""
    lesson.page.wait_for_function(
        """() => jupyterapp.shell.currentWidget.content.widgets.every(
             (cell) => cell.model.type !== 'code' || cell.model.executionState !== 'running'
               && !cell.inputArea?.promptNode?.textContent.includes('*'))"""
    )
    lesson.wait_idle()


def sliders(lesson: Any) -> Iterator[tuple[str, list[float]]]:
    """Yield each panel's title and how long its slider took, for each key."""
    lesson.lay_out_all()
    waiting = lesson.page.get_by_role("button", name="Show me", exact=True)
    for button in waiting.element_handles():  # each goes when it is pressed
        button.evaluate("(button) => button.click()")
    lesson.page.wait_for_function("() => !document.querySelector('.ann-veil')")
    seen = set()
    for panel in lesson.panels():
        kind = (panel.title, *(slider.name for slider in panel.sliders))
        if kind in seen:
            continue  # the same panel, of another network
        seen.add(kind)
        for slider in panel.sliders:
            waits = steps(lesson.page, slider)
            if waits:
                yield panel.title, waits
                break


def steps(page: Any, slider: Any) -> list[float]:
    """Press keys forth and back; return the milliseconds of each that moved the picture."""
    handle = slider.handle.element_handle()
    there, back = "ArrowRight", "ArrowLeft"
    if slider.fraction > 0.5:
        there, back = back, there
    waits: list[float] = []
    for k in range(KEYS + 1):
        wait = page.evaluate(STEP, [handle, there if k % 4 in {0, 1} else back])
        if wait is not None:
            waits.append(wait)
        elif k - len(waits) == 1:  # the second: it says little in this picture
            break
    return waits[1:]  # the first one finds everything cold


def percentile(values: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def star(value: float, most: float) -> str:
    """Return seconds, with a star where they miss their target."""
    return "" if value != value else f"{value:.1f}" + (" *" if value > most else "")


def measure_start(context: Any, server: Any) -> float:
    """Return the seconds from opening the start page until its neuron has moved."""
    page = context.new_page()
    page.goto(f"{server.url}/index.html", wait_until="commit")
    page.wait_for_selector("#words:not(:empty)")
    seconds = float(page.evaluate(MOVE))
    page.close()
    return seconds


def measure(site: Path, names: list[str]) -> str:
    """Return the report on the whole site, and on these lessons."""
    from playwright.sync_api import sync_playwright
    from site_page import SiteServer, open_profile

    files = [path for path in site.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    server = SiteServer(site)
    visits, panels = [], []
    with sync_playwright() as playwright:
        for name in names:
            with tempfile.TemporaryDirectory() as folder:
                context = open_profile(playwright, folder)
                first_movement = measure_start(context, server) if name == LESSON else None
                lesson, cold = open_lesson(context, server, name)
                wait_run(lesson)
                for title, waits in sliders(lesson):
                    panels.append([
                        name[:2], title, f"{statistics.median(waits):.0f}",
                        f"{percentile(waits):.0f}", str(len(waits)),
                    ])  # fmt: skip
                if name == LESSON:
                    moved = first_movement
                lesson.wait_offline()  # the next visit is another day's
                lesson.page.close()
                lesson, warm = open_lesson(context, server, name)
                context.close()
            visits.append([
                name, f"{cold.notebook:.1f}", star(cold.panel, COLD), str(cold.requests),
                f"{warm.notebook:.1f}", star(warm.panel, WARM), str(warm.requests),
            ])  # fmt: skip
            print(" | ".join(visits[-1]), flush=True)
    server.stop()
    report = [f"{_report.machine('playwright')} Headless Chromium, from localhost."]
    report.append(f"The site has {len(files)} files of {size:.0f} MB together.")
    if LESSON in names:
        assert moved is not None
        report[-1] += (
            f" The neuron of its start page moves {star(moved, FIRST_MOVEMENT)} s after "
            "opening."
        )
    head = ("lesson", "cold: lesson s", "first panel s", "requests")
    head += ("warm: lesson s", "first panel s", "requests")
    report.append(_report.table(head, visits))
    head = ("lesson", "panel", "median ms", "p95 ms", "keys")
    report.append(_report.table(head, panels, left=2))
    return "\n\n".join(report)


def main() -> int:
    """Measure, print, and with --write bring the README's section up to date."""
    parser = _report.parser(__doc__)
    parser.add_argument("--only", nargs="*", help="numbers of lessons")
    parser.add_argument("--site", type=Path, default=_report.ROOT / "build" / "site")
    options = parser.parse_args()
    if not (options.site / "index.html").is_file():
        print(f"There is no site in {options.site}: call `make site` first.")
        return 0
    lessons = sorted(path.stem for path in (options.site / "files").glob("[0-9]*.ipynb"))
    names = [name for name in lessons if not options.only or name[:2] in options.only]
    _report.publish("site", measure(options.site, names), write=options.write)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
