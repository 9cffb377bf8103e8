"""Put the course's part of the page into a built JupyterLite site.

The last step of the build: nothing in the site may change after it, since the list of
files says what each one must hold for the site to work offline.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zlib
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent / "page"
NAME = "ann-course-page"
LIST = "site-files.json"
AUTOSAVE = 3
"""Seconds until a changed notebook is saved; JupyterLab's own is 120.

A page that is closed has no time left to save: this much may be lost then. Saving into the
browser's own storage costs little, and JupyterLab does it less often where it is slow.
"""


def install(site: Path) -> str:
    """Install the plugin and the service worker; return the version of the site.

    Parameters
    ----------
    site : Path
        What `jupyter lite build` wrote, with all that is served beside it.

    Raises
    ------
    FileNotFoundError
        If the folder holds no JupyterLite site.
    """
    if not (site / "jupyter-lite.json").exists():
        raise FileNotFoundError(
            f"{site} has no jupyter-lite.json; build the JupyterLite site there first."
        )
    add_plugin(site)
    for notebook in sorted((site / "files").rglob("*.ipynb")):
        stamp(notebook)
    return list_files(site)


def add_plugin(site: Path) -> None:
    """Copy the scripts, and have JupyterLab load them."""
    folder = site / "extensions" / NAME
    folder.mkdir(parents=True, exist_ok=True)
    for source in [*PAGE.glob("*.js"), *PAGE.glob("*.css")]:
        if source.name != "service-worker.js":
            shutil.copy(source, folder)
    path = site / "jupyter-lite.json"
    settings = json.loads(path.read_text("utf-8"))
    data = settings["jupyter-config-data"]
    extensions = data.setdefault("federated_extensions", [])
    extensions[:] = [one for one in extensions if one["name"] != NAME]
    extensions.append({"name": NAME, "load": "entry.js", "extension": "./extension"})
    saving = data.setdefault("settingsOverrides", {})
    saving.setdefault("@jupyterlab/docmanager-extension:plugin", {})["autosaveInterval"] = (
        AUTOSAVE
    )
    path.write_text(json.dumps(settings, indent=2), "utf-8")


def stamp(notebook: Path) -> None:
    """Write into a notebook which edition it is: it stays in every copy of it."""
    content = json.loads(notebook.read_text("utf-8"))
    content["metadata"]["ann_course"] = {"edition": edition(content)}
    notebook.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")


def edition(notebook: dict[str, Any]) -> str:
    """Return a sum over the cells' sources; `editions.js` computes the same."""
    parts = [
        f"{cell['cell_type']}\0{''.join(cell['source'])}\0" for cell in notebook["cells"]
    ]
    return f"{zlib.crc32(''.join(parts).encode()):08x}"


def list_files(site: Path) -> str:
    """Write the list of files that are kept for use offline, and the service worker."""
    (site / LIST).unlink(missing_ok=True)
    (site / "service-worker.js").unlink(missing_ok=True)
    files = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix != ".map"
    }
    version = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:12]
    listed = {
        "version": version,
        "bytes": sum((site / name).stat().st_size for name in files),
        "files": files,
    }
    (site / LIST).write_text(json.dumps(listed), "utf-8")
    worker = (PAGE / "service-worker.js").read_text("utf-8")
    if worker.count('"unbuilt"') != 1:
        raise ValueError('service-worker.js must hold "unbuilt" once, for the version.')
    (site / "service-worker.js").write_text(worker.replace("unbuilt", version), "utf-8")
    return version
