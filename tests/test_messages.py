"""Messages from a real kernel, to a server that is slow to take them."""

from __future__ import annotations

import sys

import pytest
from jupyter_client.manager import KernelManager

MANY = 5000
MADE = "from ann_course.panels import NeuronPanel\npanel = NeuronPanel()"
SENT = f"""
send = get_ipython().kernel.session.send
socket = get_ipython().kernel.iopub_socket
for k in range({MANY}):
    send(socket, "stream", {{"name": "stdout", "text": "x" * 300}})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there kernels have ports alone")
def test_a_panel_makes_the_kernel_keep_every_message(tmp_path):
    manager = KernelManager(transport="ipc", ip=str(tmp_path / "k"))
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        client.execute_interactive(MADE, timeout=60)
        asked = client.execute(SENT)
        assert client.get_shell_msg(timeout=60)["content"]["status"] == "ok"
        n_messages = 0
        while True:
            message = client.get_iopub_msg(timeout=20)
            n_messages += message["msg_type"] == "stream"
            if (
                message["parent_header"].get("msg_id") == asked
                and message["content"].get("execution_state") == "idle"
            ):
                break
        assert n_messages == MANY
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
