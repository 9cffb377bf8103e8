"""Which Python `make test-newest` takes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the script needs sh")


def python(folder: Path, minor: int, before: str = "", release: str = "final") -> Path:
    """Write an interpreter that says it is Python 3.``minor``."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"python3.{minor}"
    version = f"import sys; sys.version_info = (3, {minor}, 0, '{release}', 0); {before}"
    run = f'exec "{sys.executable}" -c "{version}\nexec(sys.argv[1])" "$@"'
    path.write_text(f"#!/bin/sh\nshift\n{run}\n")
    path.chmod(0o755)
    return path


def newest(usual: Path, *path: Path, pyenv: Path = Path("/nowhere")) -> str:
    done = subprocess.run(
        ["/bin/sh", ROOT / "tools" / "newest_python.sh", usual],
        env={"PATH": ":".join(map(str, path)), "PYENV_ROOT": str(pyenv)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_the_newest_of_several_is_found(tmp_path: Path) -> None:
    usual = python(tmp_path / "usual", 11)
    python(tmp_path / "a b", 9)
    found = python(tmp_path / "a b", 14)
    python(tmp_path / "c", 12)
    assert newest(usual, tmp_path / "a b", tmp_path / "c") == str(found)


def test_versions_of_pyenv_count_too(tmp_path: Path) -> None:
    usual = python(tmp_path / "usual", 11)
    python(tmp_path / "bin", 12)
    found = python(tmp_path / "pyenv" / "versions" / "3.13.0" / "bin", 13)
    assert newest(usual, tmp_path / "bin", pyenv=tmp_path / "pyenv") == str(found)


def test_nothing_newer_is_said_by_silence(tmp_path: Path) -> None:
    usual = python(tmp_path / "usual", 13)
    python(tmp_path / "bin", 13)
    python(tmp_path / "bin", 12)
    assert newest(usual, tmp_path / "bin") == ""


@pytest.mark.parametrize("broken", ["sys.exit(1)", "sys.modules['ensurepip'] = None"])
def test_one_that_cannot_run_or_make_an_environment_is_passed_over(
    tmp_path: Path, broken: str
) -> None:
    usual = python(tmp_path / "usual", 11)
    python(tmp_path / "bin", 14, broken)
    found = python(tmp_path / "bin", 12)
    assert newest(usual, tmp_path / "bin") == str(found)


def test_a_release_candidate_is_passed_over(tmp_path: Path) -> None:
    usual = python(tmp_path / "usual", 11)
    python(tmp_path / "bin", 15, release="candidate")
    assert newest(usual, tmp_path / "bin") == ""
