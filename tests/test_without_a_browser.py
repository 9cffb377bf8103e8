"""What a Python in the browser lacks, taken away here: the course must do without it.

Pyodide has no threads, no processes and no lzma; and what a lesson does not need it
should not load: scikit-learn alone takes as long there as all the rest.
"""

from __future__ import annotations

import subprocess
import sys
import textwrap

import matplotlib
import numpy as np
from matplotlib import font_manager

from ann_course.lessons.lesson_08 import shortcut

WITHOUT = textwrap.dedent("""
    import importlib.abc
    import sys
    import threading

    BLOCKED = {"lzma", "_lzma", "_multiprocessing", "sklearn", "scipy", "pooch"}

    class Blocker(importlib.abc.MetaPathFinder):
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] in BLOCKED:
                raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    def start(self):
        raise RuntimeError("can't start new thread")

    sys.meta_path.insert(0, Blocker())
    threading.Thread.start = start
""")

IMPORT_ALL = """
import importlib, pkgutil
for package in ("ann_lib", "ann_course"):
    for module in pkgutil.walk_packages([f"{root}/{package}"], package + "."):
        if module.name not in ("ann_lib.sklearn", "ann_course.live.server"):
            if not module.name.endswith("__main__") and "nbgrader" not in module.name:
                importlib.import_module(module.name)
"""

USE = """
from ann_lib import datasets
assert len(datasets.load_digits()) == 1797
for name in ("moons", "circles", "xor", "spiral", "shapes", "pets"):
    assert len(getattr(datasets, "make_" + name)(40, rng=0)) == 40
for name, load in {
    "mnist": datasets.load_mnist,
    "cifar-10": datasets.load_cats_and_dogs,
}.items():
    assert not datasets.available(name)
    try:
        load()
    except datasets.DataUnavailableError as error:
        assert "needs neither" in str(error), error
    else:
        raise AssertionError(name)
"""

PANELS = """
from ann_course import panels
for name in panels.__all__:
    getattr(panels, name)().close()
"""


# What the lowest Matplotlib makes of the newest pyparsing is both kinds of warning.
WARNINGS = ["-W", "error::UserWarning", "-W", "ignore::DeprecationWarning"]


def run(code: str, monkeypatch, tmp_path) -> None:
    """Run code in such a Python, with an empty cache and warnings as errors."""
    monkeypatch.delenv("ANN_LIB_DATA", raising=False)
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    # Without a list of fonts, Matplotlib would start a timer as it makes one.
    font_manager.findfont("DejaVu Sans")
    monkeypatch.setenv("MPLCONFIGDIR", matplotlib.get_cachedir())
    done = subprocess.run(
        [sys.executable, *WARNINGS, "-c", WITHOUT + code],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "can't start" not in done.stderr


def test_everything_is_imported(request, monkeypatch, tmp_path):
    root = f"root = {str(request.config.rootpath)!r}"
    run(f"{root}{IMPORT_ALL}", monkeypatch, tmp_path)


def test_data_sets_are_there_or_said_to_be_unavailable(monkeypatch, tmp_path):
    run(USE, monkeypatch, tmp_path)


def test_panels_open(monkeypatch, tmp_path):
    run(PANELS, monkeypatch, tmp_path)


def test_counts_fit_an_index_of_32_bits(monkeypatch):
    """There np.repeat takes no counts of 64 bits: they must be as wide as an index."""
    seen = []
    repeat = np.repeat

    def spy(values, counts, *args, **kwargs):
        seen.append(np.asarray(counts).dtype)
        return repeat(values, counts, *args, **kwargs)

    monkeypatch.setattr(np, "repeat", spy)
    # Where an index has 64 bits a generator's default would pass, so it draws 32 here.
    monkeypatch.setattr(np, "intp", np.int32)
    answers, y, groups = shortcut._draw_groups(np.random.default_rng(0))
    assert seen == [np.int32]
    assert len(answers) == len(y) == len(groups)
