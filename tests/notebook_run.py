"""Running a notebook as a learner does: alone, then again in the same kernel."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

SECONDS_A_CELL = 120
PICTURE = re.compile(r"<svg\b(?:(?!>).)*>|<img\b[^>]*>", re.DOTALL)

# Real widgets run in the kernel, but no one moves them: so every panel that the notebook
# built is driven through its range here, as a learner does before running all again.
SWEEP = """
import gc
from ann_course.live import Panel
for panel in [each for each in gc.get_objects() if isinstance(each, Panel)]:
    if panel.comm is not None:
        print(type(panel).__name__, panel.sweep())
    if panel.error.value:
        raise AssertionError(panel.error.value)
"""


def run(notebook: Any, folder: Path, *, times: int = 2, sweep: bool = True) -> list[str]:
    """Run a notebook in a folder; return what went wrong.

    Parameters
    ----------
    notebook : NotebookNode
    folder : Path
        The kernel's working directory.
    times : int
        How often all cells are run, in one kernel.
    sweep : bool
        Whether to drive all panels through their ranges after the first run.
    """
    work = copy.deepcopy(notebook)
    client = NotebookClient(
        work,
        timeout=SECONDS_A_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    )
    problems = []
    with client.setup_kernel():
        for turn in range(1, times + 1):
            for index, cell in enumerate(work.cells):
                try:
                    client.execute_cell(cell, index)
                except CellExecutionError as error:
                    return [f"run {turn}, {cell.id}: {error.ename}: {error.evalue}"]
                problems += [f"run {turn}, {found}" for found in look(cell)]
            if sweep and turn == 1:
                problems += _sweep(client)
    return problems


def _sweep(client: NotebookClient) -> list[str]:
    probe = nbformat.v4.new_code_cell(SWEEP)
    try:
        client.execute_cell(probe, 0)
    except CellExecutionError as error:
        return [f"a panel's sweep: {error.ename}: {error.evalue}"]
    return []


def look(cell: Any) -> Iterator[str]:
    """Yield what is wrong in the outputs of a cell that has been run."""
    for output in cell.get("outputs", []):
        if output.output_type == "stream" and output.name == "stderr":
            yield f"{cell.id} writes to standard error: {output.text[:300]}"
        data = output.get("data", {})
        for kind in ("image/png", "image/jpeg", "image/svg+xml"):
            if kind in data and "text/html" not in data:
                yield f"{cell.id} shows a picture without a text alternative ({kind})"
        for opening in PICTURE.findall("".join(data.get("text/html", ""))):
            if not re.search(r'(?:aria-label|alt)="[^"]{10}|aria-hidden="true"', opening):
                yield f"{cell.id} shows a picture without a text alternative: {opening:.60}"
