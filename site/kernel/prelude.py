"""Runs in the kernel before anything else: what an import fetches, and the first imports.

``lesson`` (the notebook's path), ``fetch_now`` and ``mount`` come from boot.js.
"""

import ast
import contextlib
import gzip
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import sys
from pathlib import Path

# The packs of packages that are not there from the start.
PACKS = {name: name for name in ("pandas", "scipy", "sklearn", "fontTools")}


class PackFinder(importlib.abc.MetaPathFinder):
    """Fetches the pack of a package that is imported for the first time."""

    def find_spec(self, name, path=None, target=None):
        """Return where the package is, once its pack is there."""
        pack = PACKS.pop(name, None)
        if pack is None:
            return None
        try:
            mount(gzip.decompress(fetch_now(pack)))
        except Exception as error:
            PACKS[name] = pack
            raise ModuleNotFoundError(
                f"{name} could not be fetched: {error}. Is there a connection to the site? "
                "Then run this cell again.",
                name=name,
            ) from None
        importlib.invalidate_caches()
        return importlib.machinery.PathFinder.find_spec(name)


def run_imports(notebook):
    """Import what a lesson's first cell imports, while the page is still being drawn."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    sources = ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    for statement in ast.parse(next(sources, "")).body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            # The cell itself will say what is wrong with it.
            with contextlib.suppress(Exception):
                exec(compile(ast.Module([statement], []), notebook.name, "exec"), {})


sys.meta_path.append(PackFinder())
importlib.invalidate_caches()
# The kernel's own modules; JupyterLite's script then finds them imported.
importlib.import_module("pyodide_kernel")
importlib.import_module("matplotlib.backends.backend_svg")
packages = Path(importlib.util.find_spec("ann_course").origin).parents[1]
notebook = packages / "share/ann-course/notebooks" / Path(lesson).name
if notebook.is_file():
    run_imports(notebook)
