"""Messages from the kernel to the page: none is lost, however fast they come."""

from __future__ import annotations

from typing import Any


def keep_all(shell: Any) -> None:
    """Have the kernel keep what the server is too slow to take, until it takes it.

    ZeroMQ drops what goes beyond a thousand waiting messages. A cell that puts a panel
    through a hundred states sends twice as many, and on a busy server the one that says
    that the cell has ended was among those dropped: it seemed to run for ever.
    """
    thread = getattr(getattr(shell, "kernel", None), "iopub_thread", None)
    if thread is None or not hasattr(thread.socket, "sndhwm"):
        return  # not a kernel with sockets: a terminal, or Python in a browser

    def no_limit() -> None:
        thread.socket.sndhwm = 0

    thread.schedule(no_limit)  # a socket belongs to its thread
