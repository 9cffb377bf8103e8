"""A learner's server: a process of the hub's own account, behind a wall of bubblewrap.

Behind the wall a learner sees the system and the course, which cannot be changed, and a
home of their own, and nothing of the others: no file, no process, no password. Nobody has
to be root, and the machine needs no account for anybody.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, ClassVar

import psutil
from jupyterhub.spawner import SimpleLocalProcessSpawner
from jupyterhub.utils import can_connect
from traitlets import Bool, Int, Unicode

import ann_course
from ann_course.copying import find_course
from ann_course.grading.wall import PYTHON

HERE = Path(__file__).resolve().parent
START = HERE / "start.sh"
SETTINGS = HERE / "settings"
PACKAGES = Path(ann_course.__file__).resolve().parents[1]
SYSTEM = [
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/alternatives"),
    *("/etc/ca-certificates", "/etc/fonts", "/etc/hosts", "/etc/ld.so.cache"),
    *("/etc/localtime", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/pki"),
    *("/etc/resolv.conf", "/etc/ssl"),
]
COURSE = "ann"
"""nbgrader's name of the course."""


class ClassSpawner(SimpleLocalProcessSpawner):
    """Starts a learner's server with a home, a wall and limits.

    Attributes
    ----------
    state : str
        The folder that holds ``homes/``, ``exchange/`` and ``logs/``.
    walled : bool
        Whether bubblewrap keeps learners apart. Without it, each of them can read and
        change what the others have, and what the hub has.
    memory : int
        Bytes that each process of a learner may allocate; 0 for no limit.
    n_processes, file_size : int
        How many threads and processes a learner may have, and how large a file may become,
        in bytes.
    n_starting : int
        How many servers start at a time. A class comes all at once, and servers that start
        side by side are all of them late; so the others wait for their turn.
    """

    state = Unicode(config=True)
    walled = Bool(True, config=True)
    memory = Int(2 * 10**9, config=True)
    n_processes = Int(400, config=True)
    file_size = Int(10**9, config=True)
    n_starting = Int(2, min=1, config=True)
    queue: ClassVar[list[ClassSpawner]] = []

    @property
    def place(self) -> Path:
        """The learner's home, as the machine has it."""
        return Path(self.state) / "homes" / self.user.name

    @property
    def home(self) -> str:
        """The learner's home, as their own server has it."""
        return f"/class/{self.user.name}" if self.walled else str(self.place)

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Add what a learner's processes find in their environment."""
        name = self.user.name
        runtime = "/tmp/runtime" if self.walled else f"/tmp/ann-class-{os.getuid()}-{name}"
        exchange = Path(self.state) / "exchange"
        env |= {
            "USER": name,
            "HOME": self.home,
            "SHELL": "/bin/bash",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "JUPYTER_CONFIG_PATH": str(SETTINGS),
            "JUPYTER_RUNTIME_DIR": runtime,  # ipc sockets need a short path
            "CLASS_EXCHANGE": "/exchange" if self.walled else str(exchange),
        }
        return env

    def make_preexec_fn(self, name: str) -> None:
        """Do nothing: the home is made in `start`."""

    async def start(self) -> tuple[str, int]:
        """Wait for a turn, and start the server; its turn lasts until it answers."""
        self.queue.append(self)
        try:
            while self.n_before >= self.n_starting:
                await asyncio.sleep(0.2)
            place = await self._launch()
        except BaseException:
            self._leave()
            raise
        self.turn = asyncio.create_task(self._end_turn(*place))
        return place

    @property
    def n_before(self) -> int:
        """How many servers come first, those that start right now among them.

        Raises
        ------
        RuntimeError
            If this one has been stopped in the meantime.
        """
        if self not in self.queue:
            raise RuntimeError("The server was stopped before it had its turn.")
        return self.queue.index(self)

    async def progress(self) -> AsyncIterator[dict[str, Any]]:
        """Say to the learner who waits how many are before them."""
        told = None
        while self in self.queue:
            waiting = self.n_before - self.n_starting + 1
            if waiting != told:
                told, words = waiting, "Your server starts."
                if waiting > 0:
                    words = f"Many come at once, {waiting} before you. Just wait."
                yield {"progress": 10 if waiting > 0 else 50, "message": words}
            await asyncio.sleep(0.5)

    async def stop(self, now: bool = False) -> None:
        """End the server, or give up its turn."""
        self._leave()
        await super().stop(now)

    def _leave(self) -> None:
        if self in self.queue:
            self.queue.remove(self)

    async def _end_turn(self, ip: str, port: int) -> None:
        """Let the next one start when this one answers, or has ended, or takes too long."""
        until = time.monotonic() + self.http_timeout
        while self in self.queue and time.monotonic() < until:
            if can_connect(ip, port) or await self.poll() is not None:
                break
            await asyncio.sleep(0.2)
        self._leave()

    async def _launch(self) -> tuple[str, int]:
        """Make what the server needs, and start it."""
        state = Path(self.state)
        own = [self.place, *(self._exchange(part) for part in ("inbound", "feedback"))]
        shared = [state / "exchange" / COURSE / part for part in ("outbound", "inbound")]
        for folder in (*own, *shared, state / "logs"):
            folder.mkdir(parents=True, exist_ok=True)
        (state / "logs" / f"{self.user.name}.passwd").write_text(
            f"{self.user.name}:x:{os.getuid()}:{os.getgid()}::{self.home}:/bin/bash\n"
        )
        self.cmd = [*self._wall(), *self._limits(), "sh", str(START)]
        with (state / "logs" / f"{self.user.name}.log").open("ab") as log:
            self.popen_kwargs = {"stdout": log, "stderr": log, "cwd": self.place}
            return await super().start()  # type: ignore[no-any-return]

    def _exchange(self, part: str) -> Path:
        return Path(self.state) / "exchange" / COURSE / f"{part}_of" / self.user.name

    def _limits(self) -> list[str]:
        if not shutil.which("prlimit"):  # as on macOS
            return []
        limits = [f"--fsize={self.file_size}", "--core=0"]
        limits += [f"--data={self.memory}"] if self.memory else []
        # Outside the wall it would count the processes of all learners together.
        limits += [f"--nproc={self.n_processes}"] if self.walled else []
        return ["prlimit", *limits]

    def _wall(self) -> list[str]:
        if not self.walled:
            return []
        wall = ["bwrap", "--unshare-user", "--unshare-pid", "--unshare-ipc"]
        wall += ["--unshare-uts", "--unshare-cgroup-try", "--new-session"]
        wall += ["--cap-drop", "ALL"]  # only root has any
        wall += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
        packages = [str(PACKAGES / name) for name in ("ann_course", "ann_lib")]
        course = [str(find_course() / name) for name in ("notebooks", "data")]
        here = [str(START), str(SETTINGS)]
        fetched = [os.environ.get("ANN_LIB_DATA", "")]
        for path in [*SYSTEM, *sorted(PYTHON), *packages, *course, *here, *fetched]:
            wall += ["--ro-bind-try", path, path] if path else []
        passwd = Path(self.state) / "logs" / f"{self.user.name}.passwd"
        wall += ["--ro-bind", str(passwd), "/etc/passwd", *self._shared()]
        return [*wall, "--bind", str(self.place), self.home, "--chdir", self.home]

    def _shared(self) -> list[str]:
        """Return how nbgrader's exchange is shown: all of it to the teacher alone."""
        exchange = Path(self.state) / "exchange"
        if self.user.admin:
            return ["--bind", str(exchange), "/exchange"]
        there = f"/exchange/{COURSE}"
        shown = ["--ro-bind", str(exchange / COURSE / "outbound"), f"{there}/outbound"]
        shown += ["--bind", str(self._exchange("inbound")), f"{there}/inbound"]
        return [*shown, "--ro-bind", str(self._exchange("feedback")), f"{there}/feedback"]

    async def _signal(self, sig: int) -> bool:
        """Signal the server behind the wall: bubblewrap itself passes nothing on."""
        if not self.walled or sig == 0:
            return await super()._signal(sig)  # type: ignore[no-any-return]
        try:
            inside = psutil.Process(self.pid)
            for _ in range(1 if sig == signal.SIGKILL else 2):  # bubblewrap's, the server
                inside = (inside.children() or [inside])[0]
            inside.send_signal(sig)
        except psutil.NoSuchProcess:
            return False
        return True

    def get_args(self) -> list[Any]:
        """Return the server's arguments: JupyterLab runs as root only if told."""
        return [*super().get_args(), *(["--allow-root"] if os.getuid() == 0 else [])]
