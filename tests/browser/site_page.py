"""The built site, served as a plain static host does, and a lesson in it."""

from __future__ import annotations

import functools
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from lab import CHROMIUM_FLAGS, HEIGHT, PATIENCE, Notebook, find_chromium
from serve import Handler

OPEN = "() => window.jupyterapp?.shell?.currentWidget?.context?.isReady"
READY = """() => window.jupyterapp?.shell?.currentWidget?.context?.sessionContext
    ?.session?.kernel?.status === 'idle'"""

HEARTBEAT = "/api/service-worker-heartbeat"
"""JupyterLite asks for it at the host's root; the service worker answers."""


class _Handler(Handler):
    protocol_version = "HTTP/1.0"  # no connection outlives a server that is stopped


class SiteServer:
    """Serves a folder on this machine; it can go away, and come back at its address."""

    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        self.folder = folder
        self.host = host
        self.prefix = ""
        self.port = 0
        self.start()

    def start(self) -> None:
        """Begin to answer."""
        handler = functools.partial(_Handler, directory=str(self.folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer no more, as where there is no network."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where it is served."""
        return f"{self.origin}{self.prefix}"

    @property
    def origin(self) -> str:
        """The host alone."""
        return f"http://{self.host}:{self.port}"


def open_profile(playwright: Any, folder: Path | str) -> Any:
    """Return a context of a browser that keeps in a folder what pages store."""
    return playwright.chromium.launch_persistent_context(
        folder,
        executable_path=find_chromium(),
        args=CHROMIUM_FLAGS,
        viewport={"width": 1280, "height": HEIGHT},
    )


class Lesson(Notebook):
    """A notebook that is open in the site, in a browser context of the caller's.

    Parameters
    ----------
    context : BrowserContext
        Of Playwright.
    server : SiteServer
    query : str
        What the page's address asks for: ``"path=02_one_artificial_neuron.ipynb"``.
    page : str
        Another page of the site, to begin there.
    """

    def __init__(
        self,
        context: Any,
        server: SiteServer,
        query: str = "",
        page: str = "lab/index.html",
    ) -> None:
        self.site = server
        self.width = 1280
        self.context = context
        self.page = context.new_page()
        self.page.set_default_timeout(3 * PATIENCE * 1000)
        self.problems: list[str] = []
        self.outside: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        context.on("request", self._requested)
        self.page.goto(f"{server.url}/{page}?{query}")

    def _requested(self, request: Any) -> None:
        heartbeat = f"{self.site.origin}{HEARTBEAT}"
        if not request.url.startswith((self.site.url, heartbeat, "data:", "blob:")):
            self.outside.append(request.url)

    def wait_open(self) -> None:
        """Wait until the notebook is there; its kernel may still be on its way."""
        self.page.wait_for_function(OPEN)

    def wait_ready(self) -> None:
        """Wait until the kernel has started."""
        self.page.wait_for_function(READY)

    def reload(self) -> None:
        """Load the page again, and wait for its kernel."""
        self.page.reload()
        self.wait_ready()

    def wait_said(self, words: str) -> None:
        """Wait for a message of the page that holds these words."""
        self.page.locator(".Toastify__toast", has_text=words).first.wait_for()

    def wait_offline(self) -> None:
        """Wait until the page says that it works without a network."""
        self.page.wait_for_function(
            "() => document.querySelector('.ann-offline')?.textContent === 'Works offline'"
        )

    def wait_kept(self, path: str, holds: str = "") -> None:
        """Wait until a file is in the browser's storage, and holds something."""
        self.page.evaluate(
            """async ([path, holds, patience]) => {
              const { contents } = jupyterapp.serviceManager;
              const end = performance.now() + patience;
              while (performance.now() < end) {
                const file = await contents.get(path, { content: true }).catch(() => null);
                if (file?.content && JSON.stringify(file.content).includes(holds)) return;
                await new Promise((resolve) => setTimeout(resolve, 100));
              }
              throw new Error(`${path} is not kept`);
            }""",
            [path, holds, PATIENCE * 1000],
        )

    def source(self, number: int, path: str | None = None) -> str:
        """Return what a cell holds, of the notebook in front or of another; wait for it."""
        return str(
            self.page.evaluate(
                """async ([number, path]) => {
                  const { shell } = jupyterapp;
                  const others = [...shell.widgets('main')];
                  const panel = path === null ? shell.currentWidget
                    : others.find(({ context }) => context?.path === path);
                  await panel.context.ready;
                  return panel.content.widgets[number].model.sharedModel.source;
                }""",
                [number, path],
            )
        )

    def write(self, number: int, source: str) -> None:
        """Write into a cell, and save."""
        self.page.evaluate(
            """async ([number, source]) => {
              const { content, context } = jupyterapp.shell.currentWidget;
              await context.ready;
              content.widgets[number].model.sharedModel.setSource(source);
              await context.save();
            }""",
            [number, source],
        )

    def close(self) -> None:
        """Close the page, and the kernel with it."""
        self.page.close()
