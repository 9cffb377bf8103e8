"""The Python of the site: a Pyodide distribution with this project's wheel in it.

Pyodide's lock file lists each package with its file, its SHA-256 and what it depends on.
The site gets the core, the packages that the course can import, and a new lock of these.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from folders import ROOT

CORE = (
    "pyodide.js", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip",
)  # fmt: skip
# What the kernel imports before the first cell, as the kernel's own script calls it.
KERNEL = (
    "micropip", "piplite", "sqlite3", "ipykernel", "comm", "pyodide_kernel", "jedi",
    "ipython",
)  # fmt: skip
# What each lesson imports, and what only some of them do.
COURSE = ("numpy", "matplotlib", "ipywidgets", "anywidget", "tqdm")
SOMETIMES = ("pandas", "scikit-learn")
NAME = "ann-lib"


def read_lock(folder: Path) -> dict[str, Any]:
    """Return the lock of a distribution, after checking that the folder is one.

    Raises
    ------
    FileNotFoundError
        If a file of the core is missing.
    """
    for name in (*CORE, "pyodide-lock.json"):
        if not (folder / name).is_file():
            raise FileNotFoundError(
                f"{folder} is no Pyodide distribution: {name} is missing. Name one by "
                "`make site PYODIDE=/path/to/pyodide`."
            )
    return json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))


def canonical(name: str) -> str:
    """Return a package's name as the lock spells it."""
    return name.lower().replace("_", "-")


def closure(packages: dict[str, Any], names: Iterable[str]) -> list[str]:
    """Return the packages of these names and all that they depend on, in a fixed order.

    Raises
    ------
    KeyError
        If the lock has no such package.
    """
    found: set[str] = set()
    waiting = [canonical(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name not in found:
            if name not in packages:
                raise KeyError(f"The Pyodide distribution has no package {name!r}.")
            found.add(name)
            waiting += [canonical(each) for each in packages[name]["depends"]]
    return sorted(found)


def sha256(path: Path) -> str:
    """Return a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def project_wheel(folder: Path) -> Path:
    """Build this project's wheel into a folder, with lessons and data inside.

    A wheel's data files go beside an environment's packages, in ``share/``; Pyodide unpacks
    a wheel where it stands. So here they are moved to ``share/`` among the packages, where
    the course looks for them, too.
    """
    with tempfile.TemporaryDirectory() as temporary:
        # From a copy, since setuptools leaves its own build folder in the source.
        source = Path(temporary) / "source"
        listed = ("ann_lib", "ann_course", "notebooks", "data")
        for name in listed:
            skip = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "progress")
            shutil.copytree(ROOT / name, source / name, ignore=skip)
        for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-lessons"):
            shutil.copy(ROOT / name, source)
        command = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
        subprocess.run(
            [sys.executable, *command, "--wheel-dir", temporary, str(source)], check=True
        )
        (built,) = Path(temporary).glob("*.whl")
        return _move_data(built, folder / built.name)


def _move_data(wheel: Path, target: Path) -> Path:
    with (
        zipfile.ZipFile(wheel) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            place = entry.filename
            if ".data/data/" in place:
                place = place.partition(".data/data/")[2]
                if not place.startswith("share/"):
                    continue  # settings of a Jupyter server, which the site has not
            new.writestr(zipfile.ZipInfo(place, entry.date_time), old.read(entry))
    return target


def write(source: Path, target: Path) -> dict[str, Any]:
    """Write the site's distribution and return its lock.

    Parameters
    ----------
    source : Path
        A folder with a Pyodide distribution.
    target : Path
        A new folder.

    Raises
    ------
    ValueError
        If a file's SHA-256 is not the one in its lock.
    """
    lock = read_lock(source)
    target.mkdir(parents=True)
    for name in CORE:
        shutil.copyfile(source / name, target / name)
    wanted = closure(lock["packages"], (*KERNEL, *COURSE, *SOMETIMES))
    packages = {name: lock["packages"][name] for name in wanted}
    for entry in packages.values():
        path = source / entry["file_name"]
        if sha256(path) != entry["sha256"]:
            raise ValueError(f"{path} is damaged: its SHA-256 is not that of the lock.")
        shutil.copyfile(path, target / path.name)
    wheel = project_wheel(target)
    packages[NAME] = {
        "name": NAME,
        "version": wheel.name.split("-")[1],
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": sha256(wheel),
        "package_type": "package",
        "imports": ["ann_lib", "ann_course"],
        "depends": sorted(COURSE),
        "unvendored_tests": False,
    }
    lock = {**lock, "packages": dict(sorted(packages.items()))}
    text = json.dumps(lock, indent=1, sort_keys=True) + "\n"
    (target / "pyodide-lock.json").write_text(text, encoding="utf-8")
    return lock
