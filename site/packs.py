"""All packages of the kernel as a few files that Pyodide takes as they stand.

A pack is a gzip file of: four bytes with the length of an index, the index, and the files.
The index is JSON, ``{folder: [[name, bytes], ...]}``, in the order of the files.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path

from folders import SITE

PYTHON = "python3.13"
SITE_PACKAGES = f"lib/{PYTHON}/site-packages"
# What no lesson imports: tests, headers, stubs, fonts for PDF, settings for a server.
UNUSED = re.compile(
    r"(^|/)(tests?|__pycache__|include|sphinxext|testdata)/"
    r"|^(?!jedi/).*\.pyi$|\.(pxd|pyx|pxi|h|c|a|lib|exe|map)$"
    r"|^numpy/(distutils|doc|_pyinstaller)/"
    r"|^matplotlib/mpl-data/(fonts/(afm|pdfcorefonts)|sample_data|images)/"
    r"|^matplotlib/_qhull\.|^PIL/_(webp|avif|imagingcms)\."
    r"|^jedi/third_party/(django-stubs/|typeshed/(?!stdlib/))"
    r"|\.data/|\.dist-info/(?!METADATA|entry_points)"
)


def needs_node() -> str:
    """Return where Node is.

    Raises
    ------
    FileNotFoundError
        If it is not installed.
    """
    node = shutil.which("node")
    if node is None:
        raise FileNotFoundError(
            "Node.js is needed to compile the packages in Pyodide's own Python: install "
            "version 18 or newer and call `make site` again."
        )
    return node


def unpack(files: Iterable[Path], stage: Path) -> None:
    """Unpack wheels and libraries to where Pyodide has them, without what is unused."""
    for file in files:
        with zipfile.ZipFile(file) as archive:
            if file.suffix == ".zip":  # a library that packages link to
                archive.extractall(stage / "usr/lib")
                continue
            for name in archive.namelist():
                if not name.endswith("/") and not UNUSED.search(name):
                    archive.extract(name, stage / SITE_PACKAGES)


def prepare(pyodide: Path, *stages: Path) -> None:
    """Compile every Python file of the stages, in Pyodide."""
    script = SITE / "kernel" / "prepare.mjs"
    done = subprocess.run(
        [needs_node(), str(script), str(pyodide), *map(str, stages)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The packages could not be compiled:\n{done.stderr[-2000:]}")


def write_standard_library(stage: Path, target: Path) -> None:
    """Write ``python_stdlib.zip`` from its compiled files."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(stage.rglob("*")):
            if path.is_file():
                name = path.relative_to(stage).as_posix()
                archive.writestr(
                    zipfile.ZipInfo(name), path.read_bytes(), zipfile.ZIP_DEFLATED
                )


def write_pack(stage: Path, target: Path) -> None:
    """Write a pack of all files under a stage, which stands for Pyodide's root."""
    index: dict[str, list[tuple[str, int]]] = {}
    for path in sorted(each for each in stage.rglob("*") if each.is_file()):
        folder = f"/{path.parent.relative_to(stage).as_posix()}"
        index.setdefault(folder, []).append((path.name, path.stat().st_size))
    head = json.dumps(index, separators=(",", ":")).encode()
    body = b"".join(
        (stage / folder.lstrip("/") / name).read_bytes()
        for folder, files in index.items()
        for name, _ in files
    )
    data = len(head).to_bytes(4, "little") + head + body
    target.write_bytes(gzip.compress(data, 6, mtime=0))
