"""Serves the built site on this machine: `make site-serve`."""

from __future__ import annotations

import argparse
import functools
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from folders import BUILD


class Handler(SimpleHTTPRequestHandler):
    """Serves files as a plain static host does, with the types that a browser asks for."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 - the base class's attribute
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".json": "application/json",
        ".wasm": "application/wasm",
        ".pack": "application/octet-stream",
    }

    def end_headers(self) -> None:
        """Have the browser ask whether a file is still the same before it uses its own."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


class Server(ThreadingHTTPServer):
    """Serves on, whatever a browser that goes away leaves behind."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a connection that the browser has closed."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def serve(folder: Path, port: int = 0) -> Server:
    """Return a server of a folder on this machine alone; ``serve_forever`` starts it."""
    handler = functools.partial(Handler, directory=str(folder))
    return Server(("127.0.0.1", port), handler)


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl+C, or say in one sentence why not."""
    parser = argparse.ArgumentParser(description="Serve the built site on this machine.")
    parser.add_argument("--folder", type=Path, default=BUILD / "site")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args(arguments)
    try:
        server = serve(options.folder, options.port)
    except (OSError, OverflowError) as error:
        print(
            f"Port {options.port} cannot be had ({getattr(error, 'strerror', error)}): end "
            "what uses it, or choose another: make site-serve SITE_PORT=8765",
            file=sys.stderr,
        )
        return 1
    with server:
        print(f"http://127.0.0.1:{server.server_address[1]}/  (Ctrl+C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
