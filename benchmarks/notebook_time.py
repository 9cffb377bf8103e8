"""How long each lesson takes from top to bottom, as a class runs it.

    python benchmarks/notebook_time.py [--write]

Each notebook has a kernel of its own with one BLAS thread. It runs without any data set
that must be fetched, and, where it uses one, with those in the folder that
``ANN_LIB_DATA`` names.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import _one_thread  # noqa: F401  (before NumPy)
import _report
import matplotlib
import nbformat
from nbclient import NotebookClient

NOTEBOOKS = sorted((_report.ROOT / "notebooks").glob("[0-9]*.ipynb"))
SECONDS = 60.0
"""What a lesson may take without downloads."""


def run(path: Path, **environment: str) -> tuple[float, float, str]:
    """Return a notebook's seconds, those of its slowest cell, and that cell's id."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            timeout=600,
            kernel_name="python3",
            resources={"metadata": {"path": folder}},
        )
        taken: dict[str, float] = {}
        with client.setup_kernel(env=environment):
            for index, cell in enumerate(notebook.cells):
                start = time.perf_counter()
                client.execute_cell(cell, index)
                taken[cell.id] = time.perf_counter() - start
    slowest = max(taken, key=lambda name: taken[name])
    return sum(taken.values()), taken[slowest], slowest


def main() -> None:
    """Measure, print, and with --write bring the README's section up to date."""
    arguments = _report.parser(__doc__).parse_args()
    bare = {name: value for name, value in os.environ.items() if name != "ANN_LIB_DATA"}
    bare["MPLCONFIGDIR"] = matplotlib.get_cachedir()
    data = os.environ.get("ANN_LIB_DATA")
    rows = []
    for path in NOTEBOOKS:
        with tempfile.TemporaryDirectory() as cache:
            whole, slowest, name = run(path, **bare | {"XDG_CACHE_HOME": cache})
        star = " *" if whole > SECONDS else ""
        cells = [path.stem, f"`{name}`", f"{whole:.1f}{star}", f"{slowest:.1f}"]
        uses = data and "available(" in path.read_text(encoding="utf-8")
        rows.append([*cells, f"{run(path, **os.environ)[0]:.1f}" if uses else ""])
    head = ["lesson", "slowest cell", "s, nothing fetched", "s, that cell"]
    text = f"{_report.machine('numpy', 'jupyterlab')} One BLAS thread.\n\n" + _report.table(
        [*head, "s, with the fetched data"], rows, left=2
    )
    _report.publish("notebook_time", text, write=arguments.write)


if __name__ == "__main__":
    main()
