"""Lesson 07's networks for MNIST, with the convolutional ones, as the lesson trains them.

No test depends on the clock: benchmarks/README.md says how long it takes on a quiet
machine.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbval_watch import validate

from ann_lib.datasets import available

pytestmark = pytest.mark.mnist
LESSON = Path(__file__).parents[2] / "notebooks" / "07_pixels_in_digits_out.ipynb"
CELLS = ["imports", "digits", "split", "augmented", "mnist"]
PATIENT = ["patience-switch", "mnist-convolution", "mnist-more-kernels"]
SWITCH = "patience = False"
SECONDS = 1800
"""Per cell."""


def test_each_network_reads_as_many_images_as_the_lesson_says(tmp_path: Path) -> None:
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
    nbformat.write(notebook, tmp_path / LESSON.name)
    done = validate(tmp_path, "--notebook-data", f"--nbval-cell-timeout={SECONDS}")
    assert done.returncode == 0, done.stdout
