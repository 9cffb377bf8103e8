"""What must hold of a built site, whoever built it and however."""

from __future__ import annotations

import json
import re
from pathlib import Path

import lite
import read
from distribution import PACKS
from folders import lessons


def problems(out: Path) -> list[str]:
    """Return what is wrong with a built site, one sentence each."""
    found = []
    for place in (out, *(out / app for app in lite.APPS)):
        config = json.loads((place / "jupyter-lite.json").read_text(encoding="utf-8"))
        found += _config_problems(config, place.relative_to(out).as_posix())
    if lite.ROOT_CONFIG not in (out / "index.html").read_text(encoding="utf-8"):
        found.append("The first page lacks what JupyterLite's pages look for in it.")
    found += [f"{name} is not in the site." for name in _missing(out)]
    found += read.dead_links(out)
    return found


def _config_problems(config: dict[str, object], name: str) -> list[str]:
    data = config.get("jupyter-config-data", {})
    settings = data.get("litePluginSettings", {}) if isinstance(data, dict) else {}
    kernel = settings.get(lite.KERNEL_PLUGIN)
    if name == "." and kernel is None:
        return ["The site's own jupyter-lite.json does not configure the kernel."]
    if kernel is not None and kernel.get("pyodideUrl") != lite.PYODIDE_URL:
        return [f"In {name}, pyodideUrl is {kernel.get('pyodideUrl')!r}."]
    if name == "." and kernel != lite.kernel_settings() | _added(kernel):
        return ["The kernel's settings are not those that the build gave."]
    return []


def _added(kernel: dict[str, object]) -> dict[str, object]:
    return {key: kernel[key] for key in ("pipliteUrls",) if key in kernel}


def _missing(out: Path) -> list[str]:
    """Return what each visitor needs and the site has not."""
    contents = json.loads((out / "api/contents/all.json").read_text(encoding="utf-8"))
    listed = {entry["path"] for entry in contents["content"]}
    names = {lesson.file for lesson in lessons()}
    absent = [f"contents/{name}" for name in sorted(names - listed)]
    needed = ["index.html", "service-worker.js", *(f"files/{name}" for name in names)]
    needed += [f"static/pyodide/{name}.pack" for name in PACKS]
    for page in lite.pages(out):
        for address in re.findall(r'(?:src|href)="([^":]+)"', page.read_text("utf-8")):
            path = (page.parent / address.partition("?")[0]).resolve()
            needed.append(path.relative_to(out.resolve()).as_posix())
    return absent + sorted({name for name in needed if not (out / name).exists()})
