"""How long a slider's picture takes: the floor, interact, ipympl and each panel.

In a real JupyterLab and a headless Chromium, one case after the other, each in a page and
a kernel of its own. Beside it stands the floor's page, whose steps are taken in turn with
its own: whatever slows the machine meanwhile slows both, and nothing else is open. Needs
what `make test-browser` needs (Playwright and a Chromium); ipympl is measured where it is
installed.

    python benchmarks/panel_latency.py [--rounds 3] [--steps 20] [--only NAME ...] [--write]
"""

from __future__ import annotations

import math
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
    "case", "median ms", "p95 ms", "÷ interact", "÷ floor", "p95 ÷ floor's", "held /s",
    "dragged /s", "release ms", "kernel ms", "burst ms", "memory MB", "nodes",
)  # fmt: skip


def star(
    value: float, form: str, *, most: float = math.inf, least: float = -math.inf
) -> str:
    """Return a number, with a star where it misses its target."""
    missed = not least <= value <= most
    return f"{value:{form}}" + (" *" if missed else "")


def row(case: Case, result: Result, floor: Result, interact: float) -> list[str]:
    """Return one line of the table; ``floor`` is what was measured in turn with it."""
    cells = [case.name, f"{result.median:.1f}", f"{result.p95:.1f}"]
    aim = case.is_panel
    cells += [
        star(result.median / interact, ".2f", most=0.22 if aim else math.inf),
        star(result.median / floor.median, ".2f", most=case.aim if aim else math.inf),
        star(result.p95 / floor.p95, ".2f", most=1.2 if aim else math.inf),
        star(result.held, ".1f", least=25 if aim else 0),
        star(result.dragged, ".1f", least=25 if aim else 0),
        f"{result.release:.0f}",
    ]
    if result.kernel is None:
        return cells + [""] * 4
    cells.append(star(result.kernel, ".1f", most=5 if case.name in PART_I else 6))
    if result.burst is None or result.memory is None or result.nodes is None:
        return cells + [""] * 3
    return [
        *cells,
        star(result.burst, ".0f", most=500),
        star(result.memory, ".1f", most=5),
        star(result.nodes, "d", most=0),
    ]


def in_turn(bench: Bench, floor: Bench, rounds: int, n_steps: int) -> Result:
    """Measure a case in turn with the floor; return what the floor took meanwhile."""
    before = len(floor.result.steps)
    for _ in range(rounds):
        for one in (floor, bench):
            one.step(n_steps)
        bench.hold()
        bench.drag()
    return replace(floor.result, steps=floor.result.steps[before:])


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

    only, rounds, n_steps = arguments.only, arguments.rounds, arguments.steps
    cases = [c for c in CASES if not only or c.name in (INTERACT, *only)]
    results: dict[Case, tuple[Result, Result]] = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launch(playwright)
        servers = [Server(Path(folder) / name) for name in ("floor", "case")]
        plain = Server(Path(folder) / "without", extension=False)
        floor = Bench(browser, servers[0], FLOOR)
        for _ in range(rounds):
            floor.hold()
            floor.drag()
        for case in cases:
            if not _report.version(case.package):
                print(f"{case.package} is not installed, so {case.name} is left out.")
                continue
            bench = Bench(browser, servers[1], case)
            meanwhile = in_turn(bench, floor, rounds, n_steps)
            if case.is_panel:
                bench.kernel_time()
                if not arguments.no_bursts:
                    bench.bursts()
            bench.notebook.close()
            results[case] = bench.result, meanwhile
            times = bench.result.median / meanwhile.median
            print(f"{case.name}: {bench.result.median:.1f} ms, {times:.2f} times the floor")
        slow = Bench(browser, plain, replace(FLOOR, name="without the extension"))
        fast = in_turn(slow, floor, rounds, n_steps)
        training = while_training(browser, servers[1], n_steps)
        browser.close()
        for server in (*servers, plain):
            server.close()
    interact = next(r.median for case, (r, _) in results.items() if case.name == INTERACT)
    results = {FLOOR: (floor.result, floor.result), **results}
    rows = [row(case, *pair, interact) for case, pair in results.items()]
    text = (
        f"{_report.machine(*PACKAGES)} Headless Chromium, which draws without a graphics "
        f"card. {rounds * n_steps} single steps per case; a key held at "
        f"{KEYS} events per second; {BURSTS} bursts of {EVENTS:,} events.\n\n"
        f"{_report.table(HEAD, rows)}\n\n{training}\n\n"
        "A bare slider and its label on a server without the extension "
        f"`ann_course.live.server`: {slow.result.median:.1f} ms instead of "
        f"{fast.median:.1f}, 95th percentile {slow.result.p95:.1f} instead of "
        f"{fast.p95:.1f}, and {slow.result.held:.1f} labels per second instead of "
        f"{floor.result.held:.1f} while a key is held."
    )
    _report.publish("panel_latency", text, write=arguments.write)


if __name__ == "__main__":
    main()
