"""nbval, with the plugin, fails for everything that a learner would see go wrong.

Each fault is planted in a cell of its own in a real notebook, which a real nbval runs.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbval_watch import validate

IMPORTS = """
import os
import sys
from IPython.display import HTML
from ann_course.panels import FirstSliderPanel
"""

GOOD = {
    "imports": IMPORTS,
    "panel": "FirstSliderPanel()",
    "output": "print('all is well')",
    "alternative": 'HTML(\'<svg role="img" aria-label="a rising line"></svg>\')',
    "no-data": "assert 'ANN_LIB_DATA' not in os.environ",
    "empty-folder": "assert os.listdir() == []",
    "names": "assert 'what_is_left' not in globals()",
}

PANEL = """
class {name}(FirstSliderPanel):
    def update(self):
        super().update()
        if self.state["weight"] < -1:
            {trouble}
{name}()
"""

FAULTS = {
    "raises": ("1 / 0", "ZeroDivisionError"),
    "asserts": ("assert 1 + 1 == 3, 'wrong sum'", "wrong sum"),
    "unknown-name": ("later + 1", "NameError"),
    "learners": ("...\nnot_given", "NameError"),
    "standard-error": (
        "print('bad', file=sys.stderr)",
        "standard-error writes to standard error: bad",
    ),
    "warns": (
        "import warnings\nwarnings.warn('old')",
        "standard error: .*UserWarning: old",
    ),
    "image": (
        "display({'image/png': 'AAAA', 'text/plain': 'as plt.plot shows'}, raw=True)",
        r"image shows a picture without a text alternative \(image/png\)",
    ),
    "svg": ("HTML('<svg></svg>')", "svg shows a picture without a text alternative: <svg>"),
    "no-still-form": (
        "import ipywidgets\nipywidgets.IntSlider()",
        r"no-still-form shows a widget without a still form: IntSlider\(",
    ),
    "style-sheet": (
        "HTML('<style>p {}</style>')",
        "style-sheet shows <style> where",
    ),
    "heavy": ("HTML('x' * 200_000)", "heavy takes 200,000 characters, at most 150,000"),
    "callback": (
        "import ipywidgets\nslider = ipywidgets.IntSlider()\n"
        "slider.on_msg(lambda *_: 1 / 0)\nslider._handle_custom_msg({}, [])",
        "ZeroDivisionError",
    ),
    "shown": (
        "shown = FirstSliderPanel()\nshown.error.value = 'it broke'",
        "FirstSliderPanel shows an error: it broke",
    ),
    "sweep-raises": (
        PANEL.format(name="TooLow", trouble="raise RuntimeError('too low')"),
        "TooLow fails in its sweep: RuntimeError: too low",
    ),
    "sweep-nan": (
        PANEL.format(name="Gap", trouble="self.line.set_ydata([float('nan'), 1])"),
        "Gap fails in its sweep: AssertionError: the picture holds a NaN",
    ),
    "file": ("open('forgotten.txt', 'w').close()", "'forgotten.txt' is left in the folder"),
}
"""Cell id -> its source, and words of the complaint."""

SEEN_LAST = ["shown", "sweep-raises", "sweep-nan", "file"]
"""Faults that only the cell after the last one sees."""

LATER = {
    "first": "import asyncio, sys\ndone = asyncio.Event()",
    "writes": "def write():\n    print('too late', file=sys.stderr)\n    done.set()\n"
    "_ = asyncio.get_running_loop().call_soon(write)",
    "waits": "await done.wait()",
    "shows": "from IPython.display import display\n"
    "def raise_it():\n    try:\n        1 / 0\n    except ZeroDivisionError:\n"
    "        get_ipython().showtraceback()\n    done.set()\n"
    "done.clear()\n_ = asyncio.get_running_loop().call_soon(raise_it)",
    "waits-too": "await done.wait()",
}
"""Callbacks that run after their cell has ended."""


AGAIN = {"once": "assert 'total' not in globals()", "total": "total = 3"}
"""What fails when all cells are run again."""


def write(path: Path, sources: dict[str, str]) -> None:
    cells = [new_code_cell(source, id=name) for name, source in sources.items()]
    for cell in cells:
        cell.metadata.tags = ["raises-exception"] if cell.id == "learners" else []
    kernel = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


Told = dict[tuple[str, str], str]


def told_by(report: Path) -> Told:
    """Return what failed in each test, "" where nothing did, by notebook and test."""
    return {
        (case.get("classname", ""), case.get("name", "")): "".join(case.itertext())
        for case in ElementTree.parse(report).iter("testcase")
    }


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Run the sample notebooks twice in their kernels, all in one process."""
    folder = tmp_path_factory.mktemp("notebooks")
    write(folder / "good.ipynb", GOOD)
    planted = {name: source for name, (source, _) in FAULTS.items()}
    write(folder / "faults.ipynb", {"imports": IMPORTS, **planted})
    write(folder / "later.ipynb", LATER)
    write(folder / "again.ipynb", AGAIN)
    report = folder / "report.xml"
    validate(folder, "--notebook-runs=2", f"--junitxml={report}", ANN_LIB_DATA=str(folder))
    return told_by(report)


def of(told: Told, notebook: str) -> dict[str, str]:
    return {
        name: text for (where, name), text in told.items() if where == f"{notebook}.ipynb"
    }


def test_a_good_notebook_passes_twice(told: Told) -> None:
    names = [f"Cell {number}" for number in range(len(GOOD) + 1)]
    assert of(told, "good") == dict.fromkeys(names + [f"{n}, run 2" for n in names], "")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(told: Told, fault: str) -> None:
    number = 1 + list(FAULTS).index(fault)
    last = f"Cell {len(FAULTS) + 1}"
    where = last if fault in SEEN_LAST else f"Cell {number}"
    assert re.search(FAULTS[fault][1], of(told, "faults")[where])


def test_what_is_seen_last_fails_nothing_before(told: Told) -> None:
    names = ["imports", *FAULTS]
    passed = [
        n for n, text in zip(names, of(told, "faults").values(), strict=False) if not text
    ]
    assert passed == ["imports", *SEEN_LAST]


def test_callbacks_between_cells_are_heard(told: Told) -> None:
    said = of(told, "later")
    assert "waits writes to standard error: too late" in said["Cell 2"]
    assert (
        "waits-too comes after a callback that raised ZeroDivisionError" in said["Cell 4"]
    )
    assert not said["Cell 1"] + said["Cell 3"]


def test_a_second_run_in_the_same_kernel_is_a_run_of_its_own(told: Told) -> None:
    said = of(told, "again")
    assert said["Cell 0"] == ""
    assert "AssertionError" in said["Cell 0, run 2"]


def test_fetched_data_can_be_left_to_the_notebooks(tmp_path: Path) -> None:
    source = f"import os\nassert os.environ['ANN_LIB_DATA'] == {str(tmp_path)!r}"
    write(tmp_path / "data.ipynb", {"data": source})
    done = validate(tmp_path, "--notebook-data", ANN_LIB_DATA=str(tmp_path))
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout
