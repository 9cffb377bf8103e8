"""Lesson 07's cells for whoever has patience, which no other test switches on."""

from __future__ import annotations

from pathlib import Path

import nbformat
import notebook_run
import pytest

from ann_lib.datasets import available

pytestmark = pytest.mark.mnist
LESSON = Path(__file__).parents[2] / "notebooks" / "07_pixels_in_digits_out.ipynb"
SWITCH = "patience = False"


def test_its_larger_networks_read_as_many_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not available("mnist"):
        pytest.skip("MNIST is not here: load_mnist() fetches it, or set ANN_LIB_DATA")
    notebook = nbformat.read(LESSON, as_version=4)
    switches = [cell for cell in notebook.cells if SWITCH in cell.source]
    assert len(switches) == 1
    switches[0].source = switches[0].source.replace(SWITCH, "patience = True")
    monkeypatch.setattr(notebook_run, "SECONDS_A_CELL", 3600)
    assert notebook_run.run(notebook, tmp_path, times=1, sweep=False) == []
