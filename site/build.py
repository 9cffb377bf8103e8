"""Builds the whole course as a site that needs no server of its own: `make site`.

python site/build.py [--pyodide FOLDER] [--out FOLDER]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
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
    """Build the site into a folder, which is replaced once the new site is right.

    Raises
    ------
    ValueError
        If the folder holds something else than a site.
    RuntimeError
        If something is wrong with what was built.
    """
    if out.exists() and any(out.iterdir()) and not (out / "jupyter-lite.json").exists():
        raise ValueError(
            f"{out} holds something else than a site. Delete it, or name another folder."
        )
    source = BUILD / "site-source"
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir(parents=True)
    course = lessons()
    new = out.with_name(f"{out.name}-new")

    step("Python and its packages")
    distribution.write(pyodide, source / "static" / "pyodide", BUILD / "site-packs")
    step("JupyterLite")
    lite.write_source(source)
    lite.build(source, new)
    # What was fetched on this machine is not ours to publish: the pages to read go without.
    os.environ.pop("ANN_LIB_DATA", None)
    step("our own pages")
    lite.inject(new, SITE / "kernel" / "early.js")
    start_page.write(new, course, address)
    lite.mark_root(new)
    step("the pages to read")
    read.write(new, course, address)
    install_page.install(new)  # last: it lists what every file holds
    step("checks")
    found = check_built.problems(new)
    if found:
        raise RuntimeError("The site is not as it should be:\n" + "\n".join(found))
    shutil.rmtree(out, ignore_errors=True)
    new.rename(out)


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
    except KeyError as error:
        print(error.args[0], file=sys.stderr)
        return 1
    except (OSError, RuntimeError, ValueError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    print(f"The site is in {options.out} ({size / 1e6:.0f} MB).")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
