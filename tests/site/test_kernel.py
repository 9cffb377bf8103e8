"""Every lesson runs whole in the site's own Python, in Node instead of a page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
SITE = Path(os.environ.get("ANN_COURSE_SITE", ROOT / "build" / "site"))
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MAX_SECONDS = 15
"""Processor seconds of one cell on a quiet machine: a learner waits no longer."""

pytestmark = pytest.mark.site


def node(script: str, *arguments: str | Path) -> list[dict[str, Any]]:
    """Run a script of this folder in Node; return what each line of its output says."""
    found = shutil.which("node")
    assert found, "Node.js is needed: install version 18 or newer"
    assert SITE.is_dir(), "the site is not built: call `make site`"
    done = subprocess.run(
        [found, HERE / script, SITE, *arguments],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines() if line[:1] == "{"]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_runs_whole(lesson: Path) -> None:
    start, *cells = node("run_lesson.mjs", lesson)
    notebook = json.loads(lesson.read_text(encoding="utf-8"))
    assert len(cells) == sum(cell["cell_type"] == "code" for cell in notebook["cells"]) + 1
    folder = ROOT / "artifacts" / "site"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{lesson.stem}.json").write_text(json.dumps([start, *cells], indent=1))

    assert {cell["cell"]: cell["error"] for cell in cells if cell["error"]} == {}
    assert {cell["cell"]: cell["stderr"] for cell in cells if cell["stderr"]} == {}
    slow = {cell["cell"]: cell["seconds"] for cell in cells[:-1]}
    assert {name: s for name, s in slow.items() if s > MAX_SECONDS} == {}


def test_what_is_not_there_from_the_start_comes_with_its_import() -> None:
    """Also from inside the library, and with what it needs in turn."""
    (answer,) = node("run_code.mjs", HERE / "packs_to_fetch.py")
    assert answer["error"] is None
    assert answer["result"] == "packs: pandas, scipy, sklearn"


def test_a_pack_that_cannot_be_fetched_says_so_and_is_asked_for_again() -> None:
    (answer,) = node("run_code.mjs", HERE / "pack_missing.py")
    assert answer["error"] is None
    assert "pandas could not be fetched" in answer["result"]
    assert "Then run this cell again" in answer["result"]


def test_what_is_too_large_is_refused_and_python_goes_on() -> None:
    (answer,) = node("run_code.mjs", HERE / "too_large.py")
    assert answer["error"] is None
    assert answer["result"] == "ValueError, MemoryError, MemoryError"
