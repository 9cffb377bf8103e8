"""How long a slider's picture takes: the floor, interact, ipympl and each panel.

In a real JupyterLab and a headless Chromium, each case in a page and a kernel of its own,
all open at the same time and measured in turn, so that whatever slows the machine slows
them all. Needs what `make test-browser` needs (Playwright and a Chromium); ipympl is
measured where it is installed.

    python benchmarks/panel_latency.py [--rounds 3] [--steps 20] [--only NAME ...] [--write]
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import _report
from _latency_bench import BURSTS, EVENTS, HELD, KEYS, Bench, Result
from _latency_cases import CASES, FLOOR, INTERACT, PART_I, TRAINING, Case
from lab import Server, launch

PACKAGES = ("jupyterlab", "ipywidgets", "matplotlib", "ipympl")
HEAD = (
    "case", "median ms", "p95 ms", "÷ interact", "÷ floor", "p95 ÷ median", "held /s",
    "dragged /s", "release ms", "kernel ms", "burst ms", "memory MB", "nodes",
)  # fmt: skip


def star(value: float, form: str, *, most: float | None = None, least: float = 0.0) -> str:
    """Return a number, with a star where it misses its target."""
    missed = value < least or (most is not None and value > most)
    return f"{value:{form}}" + (" *" if missed else "")


def row(case: Case, result: Result, floor: float, interact: float) -> list[str]:
    """Return one line of the table."""
    cells = [case.name, f"{result.median:.1f}", f"{result.p95:.1f}"]
    aim = case.is_panel
    cells += [
        star(result.median / interact, ".2f", most=0.22 if aim else None),
        star(result.median / floor, ".2f", most=1.2 if aim else None),
        star(result.p95 / result.median, ".2f", most=1.5 if aim else None),
        star(result.held, ".1f", least=25 if aim else 0),
        star(result.dragged, ".1f", least=25 if aim else 0),
        f"{result.release:.0f}",
    ]
    if result.kernel is None:
        return cells + [""] * 4
    cells.append(star(result.kernel, ".1f", most=5 if case.name in PART_I else None))
    if result.burst is None or result.memory is None or result.nodes is None:
        return cells + [""] * 3
    return [
        *cells,
        star(result.burst, ".0f", most=500),
        star(result.memory, ".1f", most=5),
        star(result.nodes, "d", most=0),
    ]


def table(results: dict[Case, Result]) -> str:
    """Return the results as a Markdown table."""
    by_name = {case.name: result.median for case, result in results.items()}
    return _report.table(
        HEAD,
        (
            row(case, result, by_name[FLOOR], by_name[INTERACT])
            for case, result in results.items()
        ),
    )


def open_cases(browser: Any, server: Server, cases: list[Case]) -> list[Bench]:
    """Open a page for each case whose package is there."""
    there = [case for case in cases if _report.version(case.package)]
    for case in cases:
        if case not in there:
            print(f"{case.package} is not installed, so {case.name} is left out.")
    return [Bench(browser, server, case) for case in there]


def while_training(browser: Any, server: Server, n_steps: int) -> str:
    """Measure a playground that trains, and a slider beside it."""
    bench = Bench(browser, server, TRAINING)
    page = bench.page
    page.get_by_role("button", name="Play", exact=True).click()
    page.get_by_role("button", name="Pause", exact=True).wait_for()
    bench.step(n_steps)
    page.evaluate(
        """() => {
          window.pictures = 0;
          new MutationObserver(() => window.pictures++).observe(
            document.querySelectorAll('.ann-panel')[1].querySelectorAll('.ann-layer')[1],
            {childList: true, subtree: true});
        }"""
    )
    steps, pictures = rates(bench)
    page.get_by_role("button", name="Twenty starts", exact=True).click()
    page.wait_for_timeout(1000)  # until they have begun, and count from 0
    starts, bundles = rates(bench)
    result = bench.result
    most = star(max(result.steps), ".0f", most=150)
    return (
        "A playground trains on its first problem as fast as it can: "
        f"{star(steps, ',.0f', least=2000)} mini-batch steps and "
        f"{star(pictures, '.1f', least=10)} pictures per second. Meanwhile a "
        "slider of the neuron's panel beside it responds in "
        f"{result.median:.0f} ms (median of {len(result.steps)}), {most} ms at most. "
        f"Twenty starts at once take {starts:,.0f} steps each and show "
        f"{star(bundles, '.1f', least=6)} pictures per second."
    )


def rates(bench: Bench) -> tuple[float, float]:
    """Return the steps and the pictures of the playground that plays, each per second."""
    counts = "print(playground.player.steps)"
    before, start = int(bench.notebook.execute(counts)), time.perf_counter()
    bench.page.evaluate("window.pictures = 0")
    time.sleep(HELD)
    pictures = int(bench.page.evaluate("window.pictures"))
    steps = int(bench.notebook.execute(counts)) - before
    seconds = time.perf_counter() - start
    return steps / seconds, pictures / seconds


def main() -> None:
    """Measure, print, and with --write bring the README's section up to date."""
    parser = _report.parser(__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=20, help="single steps a round")
    parser.add_argument("--only", nargs="*", help="names of cases, beside the two first")
    parser.add_argument("--no-bursts", action="store_true")
    arguments = parser.parse_args()
    from playwright.sync_api import sync_playwright

    only = arguments.only
    cases = [c for c in CASES if not only or c.name in (FLOOR, INTERACT, *only)]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launch(playwright)
        server = Server(Path(folder) / "with")
        plain = Server(Path(folder) / "without", extension=False)
        benches = open_cases(browser, server, cases)
        waiting = Bench(browser, plain, replace(CASES[0], name="without the extension"))
        for _ in range(arguments.rounds):
            for bench in [*benches, waiting]:
                bench.step(arguments.steps)
                bench.hold()
                bench.drag()
        for bench in benches:
            if bench.case.is_panel:
                bench.kernel_time()
                if not arguments.no_bursts:
                    bench.bursts()
        training = while_training(browser, server, arguments.steps)
        browser.close()
        server.close()
        plain.close()
    results = {bench.case: bench.result for bench in benches}
    floor, slow = benches[0].result, waiting.result
    text = (
        f"{_report.machine(*PACKAGES)} Headless Chromium, which draws without a graphics "
        f"card. {arguments.rounds * arguments.steps} single steps per case; a key held at "
        f"{KEYS} events per second; {BURSTS} bursts of {EVENTS:,} events.\n\n"
        f"{table(results)}\n\n{training}\n\n"
        "A bare slider and its label on a server without the extension "
        f"`ann_course.live.server`: {slow.median:.1f} ms instead of {floor.median:.1f}, "
        f"95th percentile {slow.p95:.1f} instead of {floor.p95:.1f}, and {slow.held:.1f} "
        f"labels per second instead of {floor.held:.1f} while a key is held."
    )
    _report.publish("panel_latency", text, write=arguments.write)


if __name__ == "__main__":
    main()
