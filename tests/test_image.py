"""The container file's steps, run in a clean root, since not every machine has an engine.

Each COPY, RUN, ENV and CMD is read from the file itself. Bubblewrap gives the steps a root
of their own: the system's programs as they are, but an ``/etc``, a ``/home``, an ``/opt``
and a ``/usr/local`` that begin as in the base image, with nothing but Python in it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILE = ROOT / "classroom" / "Containerfile"
START = "ann-course/00_start_here.ipynb"
KNOWN = {"ARG", "FROM", "RUN", "WORKDIR", "COPY", "ENV", "USER", "EXPOSE", "CMD"}


def instructions() -> list[tuple[str, str]]:
    """Return the file's instructions in order, each with what follows its name."""
    lines = FILE.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    split = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    return [(name, rest) for name, rest in split]


class Image:
    """A root in which the steps are run, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree("/etc", folder / "etc", symlinks=True)
        self._without_people(folder / "etc" / "passwd")
        for name in ("home", "opt", "local", "tmp"):
            (folder / name).mkdir()
        subprocess.run([sys.executable, "-m", "venv", folder / "local"], check=True)
        self.arguments: dict[str, str] = {}
        self.environment: dict[str, str] = {}
        self.place, self.user = "/", "0"
        self.command: list[str] = []

    @staticmethod
    def _without_people(passwd: Path) -> None:
        """Leave the system's users alone, as in the base image."""
        users = passwd.read_text().splitlines(keepends=True)
        passwd.write_text("".join(u for u in users if not 999 < int(u.split(":")[2]) < 6e4))

    def outside(self, path: str) -> Path:
        """Return where a path of the image is on this machine."""
        first, _, rest = path.removeprefix("/").partition("/")
        assert first in {"etc", "home", "opt"}, path
        return self.folder / first / rest

    def run(
        self, command: list[str], *, read_only: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Run a command as the image's user; read-only as in a container that runs."""
        bind = "--ro-bind" if read_only else "--bind"
        wall = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
        wall += [bind, f"{self.folder}/etc", "/etc", bind, f"{self.folder}/opt", "/opt"]
        wall += [bind, f"{self.folder}/local", "/usr/local"]
        wall += ["--bind", f"{self.folder}/home", "/home"]
        wall += ["--bind", f"{self.folder}/tmp", "/tmp", "--chdir", self.place]
        if self.user != "0":
            wall += ["--unshare-user", "--uid", self.user, "--gid", "100"]
        home = "/root" if self.user == "0" else "/home/jovyan"
        pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        path = "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        return subprocess.run(
            [*wall, *command],
            env=pip | {"PATH": path, "HOME": home} | self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def build(self) -> None:
        """Run all steps of the file."""
        for name, rest in instructions():
            text = re.sub(r"\$\{(\w+)\}", lambda found: self.arguments[found[1]], rest)
            if name == "ARG":
                key, _, value = text.partition("=")
                self.arguments[key] = value
            elif name == "ENV":
                key, _, value = text.partition("=")
                self.environment[key] = value
            elif name == "WORKDIR":
                self.place = text
                self.outside(text).mkdir(parents=True, exist_ok=True)
            elif name == "USER":
                self.user = text
            elif name == "COPY":
                self._copy(*text.split())
            elif name == "RUN":
                done = self.run(["/bin/sh", "-c", text])
                assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"
            elif name == "CMD":
                self.command = json.loads(text)

    def _copy(self, *names: str) -> None:
        *sources, target = names
        into = self.outside(os.path.join(self.place, target))
        for source in sources:
            if (ROOT / source).is_dir():
                skip = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
                shutil.copytree(ROOT / source, into, ignore=skip)
            elif target.endswith("/"):
                into.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / source, into)
            else:
                into.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / source, into)

    def start(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Do what a container does when it starts."""
        return self.run([*self.command, *options], read_only=True)


def test_the_file_has_only_steps_that_are_tested() -> None:
    names = [name for name, _ in instructions()]
    assert set(names) == KNOWN
    assert names[-1] == "CMD"
    users = [rest for name, rest in instructions() if name == "USER"]
    assert users == ["1000"], "nothing runs as root"
    copied = [rest.split()[:-1] for name, rest in instructions() if name == "COPY"]
    assert all((ROOT / name).exists() for names in copied for name in names)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bwrap") is None, reason="bubblewrap is not installed")
@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="useradd needs to be root"
)
def test_the_steps_make_an_image_that_starts_and_keeps_work(tmp_path: Path) -> None:
    image = Image(tmp_path)
    image.build()
    assert "jovyan:x:1000:100:" in (tmp_path / "etc" / "passwd").read_text()

    home = image.outside("/home/jovyan")
    shutil.rmtree(home)  # a cluster mounts the learner's own disk there, empty at first
    home.mkdir()
    done = image.start("--version")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith(image.arguments["JUPYTERHUB"])
    lesson, kept = home / START, home / "ann-course" / "02_one_artificial_neuron.ipynb"
    assert lesson.is_file()

    kept.write_text(kept.read_text().replace("artificial", "My own"))
    worked = kept.read_text()
    (home / "ann-course" / "progress").mkdir()
    lesson.unlink()
    again = image.start("--version")
    assert again.returncode == 0, again.stderr
    assert "kept with your changes" in again.stdout
    assert kept.read_text() == worked
    assert lesson.is_file()

    listed = image.run(["jupyter", "server", "extension", "list"], read_only=True)
    assert re.search(r"ann_course\.live\.server.*enabled", listed.stdout + listed.stderr)
    told = image.run(["jupyter", "server", "--show-config"], read_only=True)
    assert re.search(r"cull_connected *= *True", told.stdout), told.stderr
    tried = image.run(["python", "-c", "open('/opt/course/x', 'w')"], read_only=True)
    assert "Read-only file system" in tried.stderr
