"""What plays in a kernel of a real Jupyter Server, with a page and after it has gone.

The page is played by a websocket: it answers what the kernel asks, as `audience.js` does.
A hub ends kernels whose `last_activity` stands still, so that is what is looked at.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from pathlib import Path

import pytest
from test_live_server import PATIENCE, JupyterServer, kernel_info_request
from tornado.websocket import websocket_connect

# Of what lasts ten seconds and ten minutes elsewhere, these tests wait for 1.5 and 4.
SETUP = """
import asyncio
from IPython.display import display
from ann_course.live import audience
from wave_panel import WavePanel

audience.ASK, audience.SILENCE, audience.PATIENCE = 0.3, 1.5, {patience}
players = []
"""
RUN = (
    "panel = WavePanel(); players.append(panel.player); display(panel)\npanel.player.play()"
)
TASKS = "print(sum('Player._play' in repr(task) for task in asyncio.all_tasks()))"


class Page:
    """The websocket of a page that shows one notebook."""

    def __init__(self, server, kernel):
        self.server, self.kernel = server, kernel
        self.answers, self.n_asked = True, 0

    async def __aenter__(self):
        url = f"ws://127.0.0.1:{self.server.port}/api/kernels/{self.kernel}/channels"
        self.socket = await websocket_connect(f"{url}?token={self.server.token}")
        return self

    async def __aexit__(self, *_error):
        self.socket.close()
        while await self.socket.read_message() is not None:
            pass

    async def send(self, kind, content, **metadata):
        message = kernel_info_request() | {"content": content, "metadata": metadata}
        message["header"]["msg_type"] = kind
        await self.socket.write_message(json.dumps(message))
        return message["header"]["msg_id"]

    async def run(self, code, cell=""):
        """Run code, in a cell if it has a name, and return what it printed."""
        content = {"code": code, "silent": False, "store_history": True}
        sent = await self.send("execute_request", content, cellId=cell or uuid.uuid4().hex)
        text = ""
        while True:
            message = await self.next()
            kind, content = message["header"]["msg_type"], message["content"]
            if message["parent_header"].get("msg_id") != sent:
                continue
            assert kind != "error", content
            text += content["text"] if kind == "stream" else ""
            if kind == "status" and content["execution_state"] == "idle":
                return text

    async def next(self):
        """Return the next message; answer it first if the kernel asks for someone."""
        message = json.loads(await self.socket.read_message())
        data = message["content"].get("data", {})
        if message["header"]["msg_type"] == "comm_msg" and data.get("method") == "custom":
            self.n_asked += 1
            if self.answers:
                answer = {
                    "method": "custom",
                    "content": {"here": True, "view": 0.1, "idle": 0.0},
                }
                comm = message["content"]["comm_id"]
                await self.send("comm_msg", {"comm_id": comm, "data": answer})
        return message


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = JupyterServer(tmp_path_factory.mktemp("server"), extension=True)
    yield running
    running.close()


@pytest.fixture(scope="module")
def kernel(server):
    return server.ask("/api/kernels", {"name": "python3"})["id"]


def scenario(server, kernel, act, *, patience=600.0):
    """Let something happen where nothing plays yet, and return what it returned."""

    async def begin():
        async with Page(server, kernel) as page:
            tests = str(Path(__file__).parent)
            await page.run(f"import sys; sys.path.insert(0, {tests!r})")
            await page.run(SETUP.format(patience=patience))
            return await act(page)

    return asyncio.run(asyncio.wait_for(begin(), PATIENCE))


def falls_idle(server, kernel):
    """Whether the kernel's last activity stands still for three seconds, and soon."""
    end = time.monotonic() + 30
    seen, since = "", time.monotonic()
    while time.monotonic() - since < 3:
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
        last = server.ask(f"/api/kernels/{kernel}")["last_activity"]
        if last != seen:
            seen, since = last, time.monotonic()
    return True


def test_a_cell_that_is_run_six_times_leaves_one_player(server, kernel):
    async def six(page):
        for _ in range(6):
            await page.run(RUN, "a")
        tasks = await page.run(TASKS)
        await page.run("players[-1].pause()")
        return tasks, await page.run("print([player.playing for player in players])")

    tasks, playing = scenario(server, kernel, six)
    assert tasks == "1\n"
    assert playing == f"{[False] * 6}\n"


def test_six_cells_have_one_that_plays(server, kernel):
    async def six(page):
        for number in range(6):
            await page.run(RUN, f"cell {number}")
        playing = await page.run("print([player.playing for player in players])")
        await page.run("players[-1].pause()")
        return playing

    assert scenario(server, kernel, six) == f"{[False] * 5 + [True]}\n"


def test_while_a_page_answers_it_plays_and_once_it_is_gone_the_kernel_falls_idle(
    server, kernel
):
    async def watch(page):
        await page.run(RUN, "a")
        while page.n_asked < 12:  # some 3.6 seconds, more than twice the silence allowed
            await page.next()
        return await page.run("print(players[-1].playing)")

    playing = scenario(server, kernel, watch)
    assert playing == "True\n"
    assert falls_idle(server, kernel)

    async def come_back():
        async with Page(server, kernel) as page:
            return await page.run("print(players[-1].playing, players[-1].why.value)")

    said = asyncio.run(asyncio.wait_for(come_back(), PATIENCE))
    assert said.startswith("False")
    assert "Paused: no page was showing this panel. Play goes on." in said


def test_without_any_page_it_ends_when_nobody_has_touched_it_for_long(server, kernel):
    async def play(page):
        page.answers = False
        await page.run(RUN, "a")
        return await page.run("print(players[-1].playing)")

    playing = scenario(server, kernel, play, patience=4.0)
    assert playing == "True\n"
    assert falls_idle(server, kernel)
