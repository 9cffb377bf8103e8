"""Builds the whole course as a site that needs no server of its own: `make site`.

python site/build.py [--pyodide FOLDER] [--out FOLDER]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

import check_built
import distribution
import install_page
import lite
import read
import start_page
from folders import BUILD, ROOT, SITE, lessons


def build(pyodide: Path, out: Path, address: str = "") -> None:
    """Build the site into a folder, which is replaced.

    Raises
    ------
    RuntimeError
        If something is wrong with what was built.
    """
    source = BUILD / "site-source"
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir(parents=True)
    course = lessons()

    step("Python and its packages")
    distribution.write(pyodide, source / "static" / "pyodide", BUILD / "site-packs")
    step("JupyterLite")
    lite.write_source(source)
    lite.build(source, out)
    # What was fetched on this machine is not ours to publish: the pages to read go without.
    os.environ.pop("ANN_LIB_DATA", None)
    step("our own pages")
    lite.inject(out, SITE / "kernel" / "early.js")
    start_page.write(out, course, address)
    lite.mark_root(out)
    step("the pages to read")
    read.write(out, course, address)
    install_page.install(out)  # last: it lists what every file holds
    step("checks")
    found = check_built.problems(out)
    if found:
        raise RuntimeError("The site is not as it should be:\n" + "\n".join(found))


def step(name: str) -> None:
    """Say what is being done."""
    print(f"{time.strftime('%H:%M:%S')} {name} ...", flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Build the site, or say in one sentence why not."""
    parser = argparse.ArgumentParser(description="Build the course as a static site.")
    parser.add_argument("--pyodide", type=Path, default=ROOT.parent / "shared" / "pyodide")
    parser.add_argument("--out", type=Path, default=BUILD / "site")
    parser.add_argument(
        "--address", default="", help="where it will be, for search engines"
    )
    options = parser.parse_args(arguments)
    address = options.address and options.address.rstrip("/") + "/"
    try:
        build(options.pyodide, options.out.resolve(), address)
    except (FileNotFoundError, KeyError, RuntimeError, ValueError) as error:
        print(error.args[0] if error.args else error, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    print(f"The site is in {options.out} ({size / 1e6:.0f} MB).")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
