"""The set-up by `make`: what it finds, and what it says if it fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the set-up script needs sh")

OLD = "import sys; sys.version_info = (3, 9, 2, 'final', 0)"
WITHOUT_VENV = "import sys; sys.modules['ensurepip'] = None"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project with a space and an umlaut in its path."""
    copy = tmp_path / "a course, für später"
    shutil.copytree(ROOT / "tools", copy / "tools")
    for package in ("ann_lib", "ann_course"):
        shutil.copytree(ROOT / package, copy / package)
    for name in ("pyproject.toml", "Makefile", "README.md", "LICENSE", "LICENSE-lessons"):
        shutil.copy(ROOT / name, copy)
    return copy


def fake_python(folder: Path, first: str, name: str = "python3") -> Path:
    """Return an interpreter that runs ``first`` before the code it is given."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(
        f'#!/bin/sh\nshift\nexec "{sys.executable}" -c "{first}; exec(sys.argv[1])" "$@"\n',
        encoding="utf-8",
    )
    path.chmod(0o755)
    return path


def run(command: list[str], project: Path, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "MAKE"))}
    return subprocess.run(
        command,
        cwd=project,
        env={**clean, "PYTHON": "", **env},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def setup(
    project: Path, extra: str = "lab", **env: str
) -> subprocess.CompletedProcess[str]:
    return run(["sh", "tools/setup.sh", extra], project, **env)


def is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith(".\n")


def test_an_old_python_is_named_with_its_version(project: Path, tmp_path: Path) -> None:
    old = fake_python(tmp_path / "bin", OLD)
    result = setup(project, PYTHON=str(old))
    assert result.returncode == 1
    assert is_one_sentence(result.stderr)
    assert "Python 3.11 or newer is needed" in result.stderr
    assert f"{old} is version 3.9" in result.stderr
    assert "make lab PYTHON=" in result.stderr
    assert not (project / ".venv").exists()


def test_a_python_without_venv_says_what_to_install(project: Path, tmp_path: Path) -> None:
    bare = fake_python(tmp_path / "bin", WITHOUT_VENV)
    result = setup(project, PYTHON=str(bare))
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert result.returncode == 1
    assert is_one_sentence(result.stderr)
    assert "lacks its venv module" in result.stderr
    assert f"apt install python{version}-venv" in result.stderr


def test_no_python_at_all(project: Path) -> None:
    result = setup(project, PYTHON="/nowhere/python3")
    assert result.returncode == 1
    assert is_one_sentence(result.stderr)
    assert "No Python was found at /nowhere/python3" in result.stderr


def test_a_newer_python_behind_an_old_one_is_found(project: Path, tmp_path: Path) -> None:
    """`python3` is too old and `python3.13` has no venv, so `python3.12` is taken.

    It then fails to make the folder, which does not matter here: its version in the
    message shows that it was chosen.
    """
    folder = tmp_path / "bin"
    fake_python(folder, OLD)
    fake_python(folder, WITHOUT_VENV, "python3.13")
    fake_python(folder, "import sys", "python3.12")
    result = setup(project, PATH=f"{folder}:/usr/bin:/bin")
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert f"Making .venv with Python {version}" in result.stdout


def test_no_network_says_so_in_one_sentence(project: Path) -> None:
    nobody_there = {
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_CACHE_DIR": "1",
        "PIP_RETRIES": "0",
    }
    result = setup(project, PYTHON=sys.executable, **nobody_there)
    assert result.returncode == 1
    assert is_one_sentence(result.stderr)
    assert "could not be downloaded: check the internet connection" in result.stderr
    assert not (project / ".venv" / "installed-lab").exists()
    log = (project / ".venv" / "setup.log").read_text(encoding="utf-8")
    assert "127.0.0.1" in log

    # The environment exists, so the next call begins with the download.
    again = setup(project, PYTHON="/nowhere/python3", **nobody_there)
    assert "could not be downloaded" in again.stderr


def installed(project: Path, extra: str = "lab") -> Path:
    """Pretend that the set-up was done, with a pip that records each call."""
    binaries = project / ".venv" / "bin"
    binaries.mkdir(parents=True, exist_ok=True)
    python = binaries / "python"
    python.write_text(
        '#!/bin/sh\n[ "$1" = -m ] && [ "$3" = install ] && echo run >> calls\nexit 0\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    assert setup(project, extra).returncode == 0
    return project / "calls"


def test_nothing_is_installed_twice(project: Path) -> None:
    calls = installed(project)
    result = setup(project)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    (project / "pyproject.toml").touch()
    assert setup(project).returncode == 0
    assert calls.read_text() == "run\n"


def test_a_larger_extra_holds_the_smaller_ones(project: Path) -> None:
    """After `make test`, `make lab` needs no network."""
    calls = installed(project, "test")
    assert setup(project, "lab").returncode == 0
    assert calls.read_text() == "run\n"
    assert setup(project, "browser").returncode == 0
    assert calls.read_text() == "run\nrun\n"
    extras = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"][
        "optional-dependencies"
    ]
    assert "ann-lib[lab]" in extras["test"]
    assert "ann-lib[test]" in extras["browser"]


def test_make_lab_opens_the_start_page_with_and_without_a_browser(project: Path) -> None:
    command = run(["make", "--dry-run", "lab"], project).stdout
    assert "jupyterlab notebooks/00_start_here.ipynb" in command
    assert "default_url=/lab/tree/00_start_here.ipynb" in command
    assert (ROOT / "notebooks" / "00_start_here.ipynb").exists()


def test_jupyter_server_finds_the_extension_of_live_panels(project: Path) -> None:
    installed(project)
    settings = project / ".venv" / "etc" / "jupyter" / "jupyter_server_config.d"
    assert '"ann_course.live.server": true' in (settings / "ann_course.json").read_text()


def test_the_extension_by_its_old_name_is_removed(project: Path) -> None:
    """Jupyter Server would look in vain for ``ann_lib.live.server`` at each start."""
    settings = project / ".venv" / "etc" / "jupyter" / "jupyter_server_config.d"
    settings.mkdir(parents=True)
    (settings / "ann_lib.json").write_text("{}")
    installed(project)
    assert [path.name for path in settings.iterdir()] == ["ann_course.json"]


def test_a_changed_pyproject_is_installed_again(project: Path) -> None:
    calls = installed(project)
    with (project / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("# one more line\n")
    assert setup(project).returncode == 0
    assert calls.read_text() == "run\nrun\n"


def test_a_moved_project_is_installed_again(project: Path) -> None:
    installed(project)
    moved = project.rename(project.with_name("moved"))
    assert setup(moved).returncode == 0
    assert (moved / "calls").read_text() == "run\nrun\n"


@pytest.mark.parametrize(
    "target", ["test-browser", "test-site-browser", "test-site-slow", "screenshot", "bench"]
)
def test_a_missing_chromium_says_what_to_install(project: Path, target: str) -> None:
    result = run(["make", "--silent", target], project, CHROMIUM="/nowhere/chromium")
    assert result.returncode != 0
    said, _, _ = result.stderr.partition("make: ***")
    assert is_one_sentence(said)
    assert "No Chromium was found at /nowhere/chromium" in said
    assert f"`make {target} CHROMIUM=/path/to/chrome`" in said
    assert "apt install chromium" in result.stderr
