"""A real JupyterLab and a real browser, for tests and for measurements."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from panel_page import Panel

CHROMIUM_FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 90.0
"""Seconds until something that must happen counts as not happening."""

HEIGHT = 720
"""Of the window, in pixels: with a width of 1280 that is a projector's."""

# JupyterLab's defaults but for what comes from outside: no news, no updates, no autosave
# of a changed file.
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
}


def find_chromium() -> str | None:
    """Return the browser's path, or None if there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    given = os.environ.get("CHROMIUM")
    return given or next((path for path in map(shutil.which, names) if path), None)


def free_port() -> int:
    """Return a port that no one listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A JupyterLab server with settings of its own, in a folder of its own."""

    def __init__(
        self,
        folder: Path,
        *,
        extension: bool = True,
        command: Sequence[str] = ("-m", "jupyterlab"),
    ) -> None:
        self.folder = folder
        self.root = folder / "root"
        self.root.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.token = secrets.token_hex(16)
        self.log = folder / "server.log"
        settings = folder / "settings"
        for name, values in SETTINGS.items():
            package, plugin = name.split(":")
            path = settings / package / f"{plugin}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values))
        environment = os.environ | {
            "JUPYTER_CONFIG_DIR": str(folder / "config"),
            "JUPYTER_DATA_DIR": str(folder / "data"),
            "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
            "JUPYTERLAB_SETTINGS_DIR": str(settings),
            "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
            "IPYTHONDIR": str(folder / "ipython"),
            "JUPYTER_PREFER_ENV_PATH": "1",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        environment.pop("MPLBACKEND", None)
        environment.pop("ANN_LIB_DATA", None)  # as in a class without internet
        switch = {"ann_course.live.server": extension}
        (folder / "config").mkdir(exist_ok=True)
        (folder / "config" / "jupyter_server_config.json").write_text(
            json.dumps({"ServerApp": {"jpserver_extensions": switch}})
        )
        started = [
            *(sys.executable, *command, "--no-browser", "--ip=127.0.0.1"),
            *(f"--port={self.port}", "--ServerApp.port_retries=0"),
            *(
                f"--IdentityProvider.token={self.token}",
                "--LabApp.expose_app_in_browser=True",
            ),
            f"--ServerApp.root_dir={self.root}",
        ]
        if hasattr(os, "getuid") and os.getuid() == 0:
            started.append("--allow-root")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                started, stdout=log, stderr=subprocess.STDOUT, env=environment
            )
        self._wait()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> Any:
        """Return what the server answers, as JSON."""
        request = urllib.request.Request(
            self.url + path, headers={"Authorization": f"token {self.token}"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def put(self, name: str, cells: list[str]) -> str:
        """Write a notebook of code cells into the server's folder; return its path."""
        notebook = {
            "cells": [
                {
                    "cell_type": "code",
                    "id": f"cell-{number}",
                    "metadata": {},
                    "execution_count": None,
                    "outputs": [],
                    "source": source,
                }
                for number, source in enumerate(cells)
            ],
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        (self.root / name).write_text(json.dumps(notebook))
        return name

    def close(self) -> None:
        """End the server; it ends its kernels."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            try:
                self.get("/api/status")
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
            else:
                return
        self.close()
        raise RuntimeError(f"JupyterLab did not start:\n{self.log.read_text()[-3000:]}")


class Notebook:
    """A notebook that is open in JupyterLab, in a page of its own."""

    def __init__(
        self,
        browser: Any,
        server: Server,
        path: str,
        *,
        width: int = 1280,
        sharp: int = 1,
        view: str = "lab",
    ) -> None:
        self.server = server
        self.width = width
        self._zoom = 1.0
        self._sharp = sharp
        self.context = browser.new_context(
            viewport={"width": width, "height": HEIGHT}, device_scale_factor=sharp
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.problems: list[str] = []
        self.page.on(
            "pageerror", lambda e: self.problems.append(f"error: {e}\n{e.stack or ''}")
        )
        self.page.on("console", self._console)
        self.page.goto(f"{server.url}/{view}/tree/{path}?token={server.token}&reset")
        self.page.wait_for_function(
            """() => window.jupyterapp?.shell?.currentWidget?.context?.sessionContext
                   ?.session?.kernel?.status === 'idle'"""
        )

    def _console(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")

    def run_one_by_one(self) -> Iterator[str]:
        """Run the cells in turn from the top, as a learner does who reads on the way.

        Yields
        ------
        str
            The id of each cell, once it has been run; a cell of text has nothing to run.
        """
        n_cells = self.page.evaluate(
            """() => { const {content} = jupyterapp.shell.currentWidget;
                       content.activeCellIndex = 0; content.activate();
                       return content.widgets.length; }"""
        )
        for number in range(n_cells):
            yield str(
                self.page.evaluate(
                    """async (number) => {
                      const {content} = jupyterapp.shell.currentWidget;
                      content.activeCellIndex = number;
                      const {id} = content.activeCell.model;
                      await jupyterapp.commands.execute(
                        'notebook:run-cell-and-select-next');
                      return id;
                    }""",
                    number,
                )
            )

    def lay_out_all(self) -> None:
        """Have cells that are out of sight laid out too, for tests that measure them all.

        By default JupyterLab leaves that to the browser, which skips them: they have no
        boxes, no `innerText`, and nothing for axe to look at.
        """
        self.page.add_style_tag(
            content=".jp-Notebook .jp-Cell {content-visibility: visible !important}"
        )

    def run_all(self) -> None:
        """Run every cell, and wait until the kernel and the widgets are at rest."""
        self.page.evaluate(
            "async () => await jupyterapp.commands.execute('notebook:run-all-cells')"
        )
        self.wait_idle()

    def save(self) -> None:
        """Save the notebook, as Ctrl+S does."""
        self.page.evaluate(
            "async () => await jupyterapp.commands.execute('docmanager:save')"
        )

    def wait_idle(self) -> None:
        """Wait until the kernel has nothing to do."""
        self.page.wait_for_function(
            """() => jupyterapp.shell.currentWidget.context.sessionContext
                   .session.kernel.status === 'idle'"""
        )

    def errors(self) -> list[str]:
        """Return the errors that cells show, and what was written to standard error."""
        return list(
            self.page.evaluate(
                """() => [...document.querySelectorAll(
                  '[data-mime-type="application/vnd.jupyter.error"],' +
                  '[data-mime-type="application/vnd.jupyter.stderr"],' +
                  '.jupyter-widgets-error-widget, .ann-error [role=alert]')]
                  .map(element => element.textContent.slice(0, 2000))"""
            )
        )

    def panels(self) -> list[Panel]:
        """Return the panels on the page, once each has its picture."""
        self.page.wait_for_function(
            """() => [...document.querySelectorAll('.ann-panel')].every(
                panel => panel.querySelector('.ann-layer svg'))"""
        )
        return [Panel(self.page, root) for root in self.page.locator(".ann-panel").all()]

    def focused(self) -> str:
        """Return the accessible name of what has the keyboard."""
        return str(
            self.page.evaluate(
                """() => { const e = document.activeElement;
                  return e.getAttribute('aria-label') || e.labels?.[0]?.textContent ||
                    e.textContent; }"""
            )
        ).strip()

    def execute(self, code: str) -> str:
        """Run code in the notebook's kernel; return what it printed."""
        return str(
            self.page.evaluate(
                """async (code) => {
                  const kernel = jupyterapp.shell.currentWidget.context.sessionContext
                    .session.kernel;
                  const future = kernel.requestExecute({code});
                  let text = '';
                  future.onIOPub = (message) => {
                    if (message.header.msg_type === 'stream') text += message.content.text;
                    if (message.header.msg_type === 'error')
                      text += message.content.traceback.join('\\n');
                  };
                  await future.done;
                  return text;
                }""",
                code,
            )
        )

    def theme(self, name: str) -> None:
        """Change JupyterLab's theme: "JupyterLab Light" or "JupyterLab Dark".

        JupyterLab takes its splash screen away 200 ms after the change, and fails to do so
        where another change has begun by then; so this waits until it is gone.
        """
        self.page.evaluate(
            """async (theme) => await jupyterapp.commands.execute(
                'apputils:change-theme', {theme})""",
            name,
        )
        light = "false" if "Dark" in name else "true"
        self.page.wait_for_selector(
            f"body[data-jp-theme-light='{light}']", state="attached"
        )
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")

    def zoom(self, factor: float) -> None:
        """Show the page as a window of 1280 x 720 shows it at this zoom."""
        self._zoom = factor
        self.page.set_viewport_size(
            {"width": round(self.width / factor), "height": round(HEIGHT / factor)}
        )

    def screenshot(self, path: Path) -> None:
        """Write what a window of 1280 x 720 shows now."""
        self.page.screenshot(
            path=path, scale="device" if self._zoom == self._sharp else "css"
        )

    def close(self) -> None:
        """End the kernel and close the page."""
        self.page.evaluate(
            "async () => await jupyterapp.serviceManager.sessions.shutdownAll()"
        )
        self.context.close()


def launch(playwright: Any) -> Any:
    """Return a headless Chromium."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
