"""How long a lesson takes to open in JupyterLab: its imports, and its first panel.

Needs what `make test-browser` needs (Playwright and a Chromium). The cells are run one by
one from the top, each lesson in a kernel of its own, without fetched data.

    python benchmarks/opening.py [--repeats 3] [--write]
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import _report
import _tests_in_reach  # noqa: F401
from lab import Notebook, Server, launch

NOTEBOOKS = sorted((_report.ROOT / "notebooks").glob("[0-9]*.ipynb"))
IMPORTS, PANEL = 1.0, 3.0
"""Seconds that the imports may take, and a panel from its cell's start to its picture."""


def opened(browser: Any, server: Server, path: Path) -> tuple[str, float, float]:
    """Return the id of a lesson's first panel's cell, and the seconds of imports and it."""
    shutil.copy(path, server.root)
    notebook, imports = Notebook(browser, server, path.name), 0.0
    start = time.perf_counter()
    for cell in notebook.run_one_by_one():
        if cell == "imports":
            imports = time.perf_counter() - start
        if cell.startswith("panel"):
            break
        start = time.perf_counter()
    notebook.page.wait_for_selector(".ann-panel .ann-layer svg")
    panel = time.perf_counter() - start
    notebook.close()
    return cell, imports, panel


def main() -> None:
    """Measure, print, and with --write bring the README's section up to date."""
    parser = _report.parser(__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    from playwright.sync_api import sync_playwright

    rows = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser, server = launch(playwright), Server(Path(folder))
        for path in NOTEBOOKS:
            names, *times = zip(
                *(opened(browser, server, path) for _ in range(arguments.repeats)),
                strict=True,
            )
            seconds = zip(map(median, times), (IMPORTS, PANEL), strict=True)
            cells = [f"{each:.2f}" + " *" * (each > most) for each, most in seconds]
            rows.append([path.stem, f"`{names[0]}`", *cells])
        browser.close()
        server.close()
    head = ["lesson", "first panel's cell", "imports s", "first panel s"]
    text = (
        f"{_report.machine('jupyterlab', 'ipywidgets', 'matplotlib')} Headless Chromium; "
        f"the median of {arguments.repeats}.\n\n{_report.table(head, rows, left=2)}"
    )
    _report.publish("opening", text, write=arguments.write)


if __name__ == "__main__":
    main()
