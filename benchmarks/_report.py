"""What the benchmarks share: the machine in words, and the README's measured sections."""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
README = HERE / "README.md"


def machine(*packages: str) -> str:
    """Return processor, cores, system and versions in one sentence."""
    versions = [f"{name} {version(name)}" for name in packages if version(name)]
    return (
        f"{processor()}, {os.cpu_count()} cores, {platform.system()}; "
        f"Python {platform.python_version()}, {', '.join(versions)}."
    )


def version(package: str) -> str | None:
    """Return the installed version, or None."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def processor() -> str:
    """Return the processor's name, as far as the system tells it."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        found = re.search(r"model name\s*: (.*)", info.read_text(encoding="utf-8"))
        if found:
            return found[1]
    return platform.processor() or platform.machine()


def parser(doc: str | None) -> argparse.ArgumentParser:
    """Return a script's parser: its docstring's first line, and --write."""
    made = argparse.ArgumentParser(description=(doc or "").partition("\n")[0])
    made.add_argument("--write", action="store_true", help="into benchmarks/README.md")
    return made


def left_out(names: Iterable[str]) -> str:
    """Return a sentence on what was not installed, after a space; nothing if all was."""
    missing = ", ".join(names)
    return f" Left out, as not installed: {missing}." if missing else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, left: int = 1) -> str:
    """Return a Markdown table; the first ``left`` columns are words, the others numbers."""
    rule = ["---"] * left + ["---:"] * (len(head) - left)
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *rows))


def publish(name: str, text: str, *, write: bool) -> None:
    """Print what came out; with ``write`` the README's section of that name holds it."""
    print(text)
    if write:
        _write_section(name, text)


def _write_section(name: str, text: str) -> None:
    """Replace what the README holds between this section's two markers."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    page = README.read_text(encoding="utf-8")
    before, _, rest = page.partition(start)
    _, _, after = rest.partition(end)
    README.write_text(f"{before}{start}\n{text.strip()}\n{end}{after}", encoding="utf-8")
