"""A lesson to project: large letters, and in sight only what a class looks at together.

``python -m ann_course project 02`` makes a copy of the lessons in which code that only sets
up, asks or builds a panel is folded, and the notes for teachers too. It opens in
JupyterLab's simple interface, in the sizes of a presentation. Each cell of the copy carries
its part in a slide show, for `ann_course.slides` and for ``jupyter nbconvert --to slides``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ann_lib._support.storage import write_atomically

FOLDED = {"setup", "predict", "panel", "question", "teacher"}
"""The tags of cells whose source is folded; what a learner writes never is."""
SHOWN = {"predict", "panel", "question"}
"""The tags of cells that have a slide of their own."""

# What JupyterLab is told; whoever changes one of these on the page keeps their own.
SETTINGS: dict[str, dict[str, Any]] = {
    "@jupyterlab/application-extension:shell": {"startMode": "single"},
    "@jupyterlab/apputils-extension:themes": {
        "overrides": {"content-font-size1": "20px", "code-font-size": "18px"}
    },
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "@jupyterlab/statusbar-extension:plugin": {"visible": False},
}


def projected(content: bytes) -> bytes:
    """Return a lesson's notebook as it is projected: folded, with the types of its slides.

    Parameters
    ----------
    content : bytes
        The notebook file.

    Returns
    -------
    content : bytes
        The same cells in the same order; only metadata has changed.
    """
    notebook = json.loads(content)
    for number, cell in enumerate(notebook["cells"]):
        metadata = cell["metadata"]
        tags = set(metadata.get("tags", []))
        if tags & FOLDED and "exercise" not in tags:
            metadata["jupyter"] = metadata.get("jupyter", {}) | {"source_hidden": True}
        shown = number == 0 or is_shown(cell)
        metadata["slideshow"] = {"slide_type": "slide" if shown else "skip"}
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def is_shown(cell: dict[str, Any]) -> bool:
    """Whether a cell asks for a prediction, shows a panel or asks a question."""
    told = ".compare(" in "".join(cell["source"])  # what happened: not before it has
    return bool(SHOWN & set(cell["metadata"].get("tags", []))) and not told


def write_settings(folder: Path) -> Path:
    """Write JupyterLab's settings for a projector, and return the folder they are in.

    Those that are there already stay: somebody may have changed them.
    """
    settings = folder / ".jupyterlab" / "settings"
    for name, values in SETTINGS.items():
        package, _, plugin = name.partition(":")
        path = settings / package / f"{plugin}.jupyterlab-settings"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, (json.dumps(values, indent=4) + "\n").encode())
    return settings
