"""The Python of the site: a Pyodide distribution with this project in it.

Pyodide's lock file lists each package with its file, its SHA-256 and what it depends on.
The site gets the core, and the packages that the course can import as packs (packs.py).
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

import packs
from folders import ROOT, SITE

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
# Packages that an import fetches, in packs of their own; kernel/prelude.py has the names.
SOMETIMES = {
    "pandas": ("pandas",),
    "scipy": ("scipy", "libopenblas"),
    "sklearn": ("scikit-learn", "joblib", "threadpoolctl"),
    "fontTools": ("fonttools",),
}
PACKS = ("packages", "course", *SOMETIMES)


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


def write(source: Path, target: Path, work: Path) -> None:
    """Write the site's distribution.

    Parameters
    ----------
    source : Path
        A folder with a Pyodide distribution.
    target : Path
        A new folder.
    work : Path
        A folder for what is made on the way.

    Raises
    ------
    ValueError
        If a file's SHA-256 is not the one in its lock.
    """
    lock = read_lock(source)
    target.mkdir(parents=True)
    for path in sorted(compiled(source, lock, work).iterdir()):
        shutil.copyfile(path, target / path.name)
    for name in ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm"):
        shutil.copyfile(source / name, target / name)
    # JupyterLite's worker loads our own script by Pyodide's name.
    shutil.copyfile(source / "pyodide.js", target / "pyodide.core.js")
    shutil.copyfile(SITE / "kernel" / "boot.js", target / "pyodide.js")
    shutil.copyfile(SITE / "kernel" / "prelude.py", target / "prelude.py")

    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder) / "course"
        packs.unpack([project_wheel(Path(folder))], stage)
        packs.prepare(source, stage)
        packs.write_pack(stage, target / "course.pack")

    # Pyodide itself is to load nothing: everything is in the packs.
    text = json.dumps({**lock, "packages": {}}, indent=1, sort_keys=True) + "\n"
    (target / "pyodide-lock.json").write_text(text, encoding="utf-8")


def compiled(source: Path, lock: dict[str, Any], work: Path) -> Path:
    """Return a folder with the compiled standard library and the packs of all packages.

    It takes a minute to make, and is kept until the distribution or what makes it changes.
    """
    packages = lock["packages"]
    rules = [SITE / name for name in ("packs.py", "kernel/prepare.mjs")]
    wanted = closure(packages, (*KERNEL, *COURSE))
    facts = [repr((wanted, SOMETIMES)), *map(sha256, rules)]
    facts += [sha256(source / "pyodide-lock.json"), sha256(source / "python_stdlib.zip")]
    done = work / hashlib.sha256("".join(facts).encode()).hexdigest()[:12]
    if done.is_dir():
        return done
    shutil.rmtree(work, ignore_errors=True)  # of another distribution
    apart = {each for names in SOMETIMES.values() for each in names}
    work.mkdir(parents=True)
    with tempfile.TemporaryDirectory(dir=work) as folder:
        stages, out = Path(folder) / "stages", Path(folder) / "out"
        out.mkdir()
        for pack, names in {"packages": set(wanted) - apart, **SOMETIMES}.items():
            files = [_checked(source, packages[name]) for name in sorted(names)]
            packs.unpack(files, stages / pack)
        with zipfile.ZipFile(source / "python_stdlib.zip") as archive:
            archive.extractall(stages / "stdlib")
        packs.prepare(source, *sorted(stages.iterdir()))
        for pack in ("packages", *SOMETIMES):
            packs.write_pack(stages / pack, out / f"{pack}.pack")
        packs.write_standard_library(stages / "stdlib", out / "python_stdlib.zip")
        out.rename(done)
    return done


def _checked(source: Path, entry: dict[str, Any]) -> Path:
    path = source / entry["file_name"]
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: the distribution's lock names it.")
    if sha256(path) != entry["sha256"]:
        raise ValueError(f"{path} is damaged: its SHA-256 is not that of the lock.")
    return path
