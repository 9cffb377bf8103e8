"""Lesson 07's networks for MNIST, also those for whoever has patience, as it trains them.

No test depends on the clock: how long it takes on a quiet machine stands in
benchmarks/README.md.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
import notebook_run
import pytest

from ann_lib.datasets import available

pytestmark = pytest.mark.mnist
LESSON = Path(__file__).parents[2] / "notebooks" / "07_pixels_in_digits_out.ipynb"
CELLS = ["imports", "digits", "split", "augmented", "mnist"]
PATIENT = ["patience-switch", "mnist-deeper", "mnist-convolution"]
SWITCH = "patience = False"


def test_each_network_reads_as_many_images_as_the_lesson_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not available("mnist"):
        pytest.skip("MNIST is not here: load_mnist() fetches it, or set ANN_LIB_DATA")
    notebook = nbformat.read(LESSON, as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    for name in ("mnist", *PATIENT[1:]):
        assert "assert" in cells[name].source
    switch = cells[PATIENT[0]]
    assert SWITCH in switch.source
    switch.source = switch.source.replace(SWITCH, "patience = True")
    notebook.cells = [cells[name] for name in CELLS + PATIENT]
    monkeypatch.setattr(notebook_run, "SECONDS_A_CELL", 900)
    assert notebook_run.run(notebook, tmp_path, times=1, sweep=False) == []
