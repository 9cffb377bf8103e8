"""A hub of the class's own, started as `make class` starts it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import ssl
import subprocess
import sys
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
from class_client import Browser, wait_until

from ann_course.grading.wall import has_bubblewrap

ROOT = Path(__file__).parents[2]
START = ROOT / "classroom" / "class_hub.py"
NOBODY_KNOWS = ssl._create_unverified_context()
"""For a certificate that was made for a test."""
TEACHER_PASSWORD = "chestnut-harbour-9"


def free_ports() -> int:
    """Return the first of three ports in a row that nobody uses."""
    while True:
        with contextlib.ExitStack() as stack:
            first = stack.enter_context(socket.socket())
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                for number in (port + 1, port + 2):
                    other = stack.enter_context(socket.socket())
                    other.bind(("127.0.0.1", number))
            except OSError:
                continue
            return port


class Hub:
    """A hub in a folder of its own.

    Parameters
    ----------
    folder : Path
        Where the class's state goes.
    **settings : str
        More of the variables of classroom/README.md, without ``CLASS_``.
    """

    def __init__(self, folder: Path, **settings: str) -> None:
        self.state, self.port = folder / "class", free_ports()
        scheme = "https" if "CERT" in settings else "http"
        self.address = f"{scheme}://127.0.0.1:{self.port}"
        self.log = folder / "hub.log"
        given = {"IP": "127.0.0.1", "PORT": str(self.port), "STATE": str(self.state)}
        given["WALL"] = "bubblewrap" if has_bubblewrap() else "none"
        given |= settings
        self.environment = os.environ | {f"CLASS_{k}": v for k, v in given.items()}
        self.walled = given["WALL"] == "bubblewrap"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, str(START)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env=self.environment,
                start_new_session=True,
            )
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(f"{TEACHER_PASSWORD}\n".encode())
            process.stdin.close()
        self.process = process
        wait_until(lambda: self.answers() or process.poll() is not None, "the hub")
        assert process.poll() is None, self.log.read_text()

    def answers(self) -> bool:
        """Whether a page can be had."""
        try:
            page = f"{self.address}/hub/api"
            with urlopen(page, timeout=5, context=NOBODY_KNOWS):
                return True
        except (URLError, OSError):
            return False

    def stop(self) -> str:
        """End it as a teacher does, and return what was said."""
        command = [sys.executable, str(START), "stop"]
        with subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, text=True
        ) as ending:
            self.process.wait(90)  # whose parent this is; `stop` waits for it
            return ending.communicate(timeout=60)[0]

    def end(self) -> None:
        """End it and everything that it has started, whatever has become of it."""
        with contextlib.suppress(Exception):
            self.stop()
        for process in self.processes():
            with contextlib.suppress(psutil.Error):
                process.kill()

    def processes(self) -> list[psutil.Process]:
        """Return what runs for this class: hub, proxy, servers, kernels, walls."""
        api = f"127.0.0.1:{self.port + 1}/"
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                known = process.environ()
                words = [*process.cmdline(), known.get("CLASS_STATE", "")]
                if api in known.get("JUPYTERHUB_API_URL", "") or any(
                    str(self.state) in word for word in words
                ):
                    found.append(process)
        return [process for process in found if process.pid != os.getpid()]

    def server_of(self, name: str) -> list[psutil.Process]:
        """Return the process of somebody's Jupyter Server, if there is one."""
        found = []
        for process in self.processes():
            with contextlib.suppress(psutil.Error):
                is_server = any("jupyterhub-singleuser" in w for w in process.cmdline()[:2])
                if is_server and process.environ().get("JUPYTERHUB_USER") == name:
                    found.append(process)
        return found

    def home(self, name: str) -> Path:
        """Return a learner's home, as the machine has it."""
        return self.state / "homes" / name

    def server_log(self, name: str) -> str:
        """Return what a learner's server has said."""
        return (self.state / "logs" / f"{name}.log").read_text(errors="replace")

    def browser(self, name: str, password: str = "") -> Browser:
        """Return the browser of somebody who has not signed in yet."""
        return Browser(self.address, name, password)

    def teacher(self) -> Browser:
        """Return the teacher's."""
        return Browser(self.address, "teacher", TEACHER_PASSWORD)


def has_proxy() -> bool:
    """Whether what the hub needs beside Python is there."""
    place = Path(sys.prefix) / "proxy/node_modules/.bin/configurable-http-proxy"
    there = os.environ.get("CLASS_PROXY", str(place))
    return bool(shutil.which("node")) and Path(there).exists()
