"""The JupyterLite pages around the course, and what the project puts into them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from distribution import KERNEL
from folders import ROOT, SITE

from ann_course.copying import own_notebooks

# JupyterLite's pages read it in the first page of the site, whoever made that.
ROOT_CONFIG = (
    '<script id="jupyter-config-data" type="application/json" '
    'data-jupyter-lite-root=".">{}</script>\n'
)
APPS = ("lab", "notebooks", "tree")
KERNEL_PLUGIN = "@jupyterlite/pyodide-kernel-extension:kernel"
STORED = ("contents", "settings", "workspaces")
DRIVERS = ["asyncStorage", "memoryStorageDriver"]
"""JupyterLite's names for the browser's database, and for what is gone with the page."""
PYODIDE_URL = "./static/pyodide/pyodide.js"


def kernel_settings() -> dict[str, Any]:
    """Return what the kernel's extension is told: where Pyodide is, and what it has."""
    return {
        "pyodideUrl": PYODIDE_URL,
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": list(KERNEL)},
    }


def write_source(folder: Path) -> None:
    """Write JupyterLite's source folder: configuration, lessons and data."""
    config = {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "ANN course companion",
            "exposeAppInBrowser": True,
            # Where the browser forbids storage, a lesson still opens; storage.js says so.
            "enableMemoryStorage": True,
            **{f"{name}StorageDrivers": DRIVERS for name in STORED},
            "litePluginSettings": {KERNEL_PLUGIN: kernel_settings()},
        },
    }
    _write_json(folder / "jupyter-lite.json", config)
    shutil.copyfile(SITE / "overrides.json", folder / "overrides.json")
    contents = folder / "contents"
    contents.mkdir()
    for path in own_notebooks(ROOT):
        shutil.copyfile(path, contents / path.name)
    ignored = shutil.ignore_patterns(".*")
    shutil.copytree(ROOT / "data", contents / "data", ignore=ignored)


def build(source: Path, out: Path) -> None:
    """Run JupyterLite's own build, afresh: an incremental one can drop what it was told."""
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--no-sourcemaps"]
    command += ["--no-unused-shared-packages", "--lite-dir", str(source)]
    command += ["--contents", str(source / "contents"), "--output-dir", str(out)]
    for app in APPS:
        command += ["--apps", app]
    log = source / "build.log"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTERLITE")}
    with log.open("w", encoding="utf-8") as file:
        done = subprocess.run(
            command, cwd=source, stdout=file, stderr=file, env=environment, check=False
        )
    if done.returncode:
        tail = "".join(log.read_text(encoding="utf-8").splitlines(keepends=True)[-15:])
        raise RuntimeError(f"JupyterLite's build failed; {log} has all of it:\n{tail}")


def inject(out: Path, script: Path) -> None:
    """Have each JupyterLite page run a script of ours before anything of JupyterLite's."""
    (out / "page").mkdir()
    shutil.copyfile(script, out / "page" / script.name)
    for page in pages(out):
        up = "../" * (len(page.relative_to(out).parts) - 1)
        tag = f'<script src="{up}page/{script.name}"></script>'
        html = page.read_text(encoding="utf-8")
        page.write_text(html.replace("<head>", f"<head>{tag}", 1), encoding="utf-8")


def mark_root(out: Path) -> None:
    """Put into the first page what JupyterLite's pages look for there."""
    page = out / "index.html"
    html = page.read_text(encoding="utf-8")
    page.write_text(html.replace("</head>", f"{ROOT_CONFIG}</head>", 1), encoding="utf-8")


def pages(out: Path) -> list[Path]:
    """Return JupyterLite's pages that open a file or a folder."""
    return sorted(page for app in APPS for page in (out / app).rglob("index.html"))


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
