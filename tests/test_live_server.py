"""Kernel websockets without Nagle's algorithm, on a real server and on strange ones.

What is asserted is the socket's own option, not the time that it saves: how long a
message takes depends on the machine.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import pytest
from tornado.websocket import websocket_connect

from ann_course.live import server

PATIENCE = 90.0

# Loaded by the server beside (or without) the extension under test: after a kernel
# websocket has opened, it writes down what its socket says of itself.
PROBE = """
import inspect, socket
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

def _jupyter_server_extension_points():
    return [{"module": "nodelay_probe"}]

def _load_jupyter_server_extension(app):
    original = KernelWebsocketHandler.open

    async def open(self, *args, **kwargs):
        result = original(self, *args, **kwargs)
        if inspect.isawaitable(result):
            await result
        stream = self.ws_connection.stream
        value = stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        app.log.warning(f"probe: TCP_NODELAY {bool(value)}")

    KernelWebsocketHandler.open = open
"""


class JupyterServer:
    """A Jupyter server in a folder of its own, with or without the extension."""

    def __init__(self, folder: Path, *, extension: bool) -> None:
        self.token = secrets.token_hex(16)
        self.log = folder / "log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        (folder / "nodelay_probe.py").write_text(PROBE)
        (folder / "root").mkdir()
        switches = {"nodelay_probe": True, "ann_course.live.server": extension}
        switches |= dict.fromkeys(
            ("jupyterlab", "notebook_shim", "jupyter_lsp", "jupyter_server_terminals"),
            False,
        )
        (folder / "jupyter_server_config.json").write_text(
            json.dumps({"ServerApp": {"jpserver_extensions": switches}})
        )
        command = [
            *(sys.executable, "-m", "jupyter_server", "--no-browser", "--ip=127.0.0.1"),
            *(f"--port={self.port}", "--ServerApp.port_retries=0", "--allow-root"),
            *(
                f"--IdentityProvider.token={self.token}",
                f"--ServerApp.root_dir={folder}/root",
            ),
        ]
        environment = os.environ | {
            "JUPYTER_CONFIG_DIR": str(folder),
            "JUPYTER_DATA_DIR": str(folder / "data"),
            "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
            "IPYTHONDIR": str(folder / "ipython"),
            "PYTHONPATH": str(folder),
        }
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, env=environment
            )

    def ask(self, path: str, body: dict[str, str] | None = None) -> dict[str, str]:
        """Return what the server answers, waiting until it has started."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"token {self.token}"},
        )
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                    return json.load(answer)
            except (urllib.error.URLError, OSError):
                if self.process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError(f"no answer:\n{self.log.read_text()}") from None
                time.sleep(0.1)

    async def round_trips(self, n_times: int) -> None:
        """Ask a kernel something over its websocket, n times, and wait for each answer."""
        kernel = self.ask("/api/kernels", {"name": "python3"})["id"]
        url = f"ws://127.0.0.1:{self.port}/api/kernels/{kernel}/channels?token={self.token}"
        connection = await websocket_connect(url)
        try:
            for _ in range(n_times):
                await connection.write_message(json.dumps(kernel_info_request()))
                answer = {"header": {"msg_type": ""}}
                while answer["header"]["msg_type"] != "kernel_info_reply":
                    answer = json.loads(await connection.read_message())
                assert answer["content"]["status"] == "ok"
        finally:
            connection.close()
            while await connection.read_message() is not None:
                pass  # until the socket is closed too, while its event loop still runs

    def close(self) -> None:
        """End the server; it ends its kernels."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def kernel_info_request() -> dict[str, object]:
    header = {
        "msg_id": uuid.uuid4().hex,
        "session": uuid.uuid4().hex,
        "username": "test",
        "date": "2026-01-01T00:00:00Z",
        "msg_type": "kernel_info_request",
        "version": "5.3",
    }
    return {
        "header": header,
        "parent_header": {},
        "metadata": {},
        "content": {},
        "channel": "shell",
        "buffers": [],
    }


def log_of(folder, *, extension: bool) -> str:
    """Return what a server wrote down while a kernel answered."""
    one = JupyterServer(folder, extension=extension)
    try:
        asyncio.run(asyncio.wait_for(one.round_trips(3), PATIENCE))
    finally:
        one.close()
    return one.log.read_text()


class TestRealServer:
    def test_with_the_extension_the_socket_sends_at_once(self, tmp_path):
        log = log_of(tmp_path, extension=True)
        assert "ann_course.live.server: kernel websockets send without delay." in log
        assert "probe: TCP_NODELAY True" in log

    @pytest.mark.slow  # it watches Jupyter Server, not the course
    def test_without_it_the_socket_waits(self, tmp_path):
        """Where this fails, Jupyter Server does it itself: the extension may go."""
        log = log_of(tmp_path, extension=False)
        assert "ann_course.live.server" not in log
        assert "probe: TCP_NODELAY False" in log


class Application:
    """As much of a server application as an extension sees."""

    log = logging.getLogger("test_live_server")


class Handler:
    """A websocket handler as the extension expects it."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.calls: list[object] = []
        self.failure = failure

    def set_nodelay(self, value: bool) -> None:
        self.calls.append(("nodelay", value))
        if self.failure:
            raise self.failure

    def open(self, kernel_id: str) -> str:
        self.calls.append(("open", kernel_id))
        return "opened"


class AsyncHandler(Handler):
    async def open(self, kernel_id: str) -> str:
        return super().open(kernel_id)


class Pathless(Handler):
    set_nodelay = None


class Closed:
    def set_nodelay(self, value: bool) -> None:
        raise AssertionError("never called")


@pytest.fixture
def fresh(monkeypatch):
    """Return a copy of a handler class that a test may patch."""
    return lambda base: type(base.__name__, (base,), {})


class TestPatch:
    @pytest.mark.parametrize("base", [Handler, AsyncHandler])
    def test_the_option_is_set_before_the_socket_is_opened(self, fresh, base):
        kind = fresh(base)
        server.patch(kind, Application.log)
        handler = kind()
        assert asyncio.run(handler.open("k1")) == "opened"
        assert handler.calls == [("nodelay", True), ("open", "k1")]

    def test_twice_is_once(self, fresh):
        kind = fresh(Handler)
        server.patch(kind, Application.log)
        server.patch(kind, Application.log)
        handler = kind()
        asyncio.run(handler.open("k1"))
        assert handler.calls == [("nodelay", True), ("open", "k1")]

    def test_a_socket_that_cannot_is_opened_all_the_same(self, fresh, caplog):
        kind = fresh(Handler)
        server.patch(kind, Application.log)
        handler = kind(OSError("no such option"))
        assert asyncio.run(handler.open("k1")) == "opened"
        assert "no TCP_NODELAY here: OSError('no such option')" in caplog.text


class TestStrangeServers:
    @pytest.mark.parametrize("base", [Pathless, Closed])
    def test_changed_insides_are_left_alone_with_one_line_in_the_log(
        self, fresh, base, monkeypatch, caplog
    ):
        kind = fresh(base)
        before = dict(vars(kind))
        monkeypatch.setattr(server, "_find_handler", lambda: kind)
        server._load_jupyter_server_extension(Application)
        assert dict(vars(kind)) == before
        assert len(caplog.records) == 1
        assert "kernel websockets are left as they are: sliders work" in caplog.text

    def test_a_handler_that_has_moved_away_is_not_missed(self, monkeypatch, caplog):
        monkeypatch.setitem(sys.modules, "jupyter_server.services.kernels.websocket", None)
        server._load_jupyter_server_extension(Application)
        assert len(caplog.records) == 1
        assert "ModuleNotFoundError" in caplog.text


def test_the_server_is_told_where_the_extension_is():
    assert server._jupyter_server_extension_points() == [
        {"module": "ann_course.live.server"}
    ]


def test_the_configuration_that_is_installed_names_it():
    folder = Path(server.__file__).parent / "jupyter_server_config.d"
    installed = json.loads((folder / "ann_course.json").read_text())
    assert installed["ServerApp"]["jpserver_extensions"] == {"ann_course.live.server": True}


def test_a_server_that_loads_it_loads_no_plots():
    code = "import sys, ann_course.live.server; print('matplotlib' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert answer.stdout.strip() == "False"
