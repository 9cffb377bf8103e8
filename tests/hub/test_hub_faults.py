"""What goes wrong in a term: nothing is lost, and who was not hit notices nothing."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import resource
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from class_client import LESSON, Browser, Kernel, text, wait_until
from tornado.web import create_signed_value, decode_signed_value

pytest.importorskip("jupyterhub")
pytestmark = [pytest.mark.hub, pytest.mark.slow]

from running_hub import Hub, has_proxy  # noqa: E402

from ann_course.copying import find_lesson  # noqa: E402

LOGIN = ("/hub/", "jupyterhub-hub-login")
DAY = 86400


def running(folder: Path, **settings: str) -> Iterator[Hub]:
    if not has_proxy():
        pytest.skip("configurable-http-proxy is not here: make test-hub installs it")
    hub = Hub(folder, SIGNUP="open", **settings)
    try:
        hub.start()
        yield hub
    finally:
        hub.end()


@pytest.fixture(scope="module")
def class_(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub in which each process may allocate 1 GB."""
    yield from running(tmp_path_factory.mktemp("faults"), MEMORY="1")


@pytest.fixture
def forgetful(tmp_path: Path) -> Iterator[Hub]:
    """A hub that ends what is idle for fifteen seconds."""
    yield from running(tmp_path, IDLE="15")


async def arrive(hub: Hub, name: str) -> Browser:
    """Sign up, if need be, sign in and start the server."""
    browser = hub.browser(name)
    await browser.sign_up()
    assert (await browser.sign_in()).code == 302
    await browser.start()
    return browser


def test_the_hub_is_killed_and_started_again(class_: Hub) -> None:
    async def before() -> tuple[Browser, str]:
        ada = await arrive(class_, "ada")
        async with await ada.open() as kernel:
            await kernel.run("kept = 41")
            class_.process.send_signal(signal.SIGKILL)
            class_.process.wait()
            assert await kernel.run("kept += 1; print(kept)") == "42\n"
            return ada, kernel.number

    async def after(cookies: Any, number: str) -> None:
        ada = class_.browser("ada")
        ada.jar = cookies  # still signed in
        async with await ada.open() as kernel:
            assert kernel.number == number
            assert await kernel.run("print(kept)") == "42\n"

    ada, number = asyncio.run(before())
    (server,) = class_.server_of("ada")
    class_.start()
    asyncio.run(after(ada.jar, number))
    assert class_.server_of("ada") == [server]


def test_the_proxy_is_killed(class_: Hub) -> None:
    async def scenario() -> None:
        ada = await arrive(class_, "ada")
        kernel = await ada.open()
        await kernel.run("kept = 'kept'")
        proxy = int((class_.state / "hub" / "proxy.pid").read_text())
        psutil.Process(proxy).kill()
        with contextlib.suppress(ConnectionError):
            while True:
                await kernel.next()
        await kernel.close()
        await asyncio.to_thread(wait_until, class_.answers, "the proxy")
        await ada.start()
        async with await ada.open() as again:
            assert again.number == kernel.number
            assert await again.run("print(kept)") == "kept\n"

    asyncio.run(scenario())


def test_too_much_memory_hits_one_alone_and_is_told(class_: Hub) -> None:
    async def scenario() -> None:
        ada, bela = await arrive(class_, "ada"), await arrive(class_, "bela")
        async with await ada.open() as hers, await bela.open() as his:
            await his.run("kept = 'his'")
            said = await hers.run("much = bytearray(3 * 10**9)", fails=True)
            assert said.startswith("MemoryError")
            said = await hers.run("import numpy; numpy.ones(4 * 10**8)", fails=True)
            assert "Unable to allocate 2.98 GiB" in said
            assert await hers.run("print('still here')") == "still here\n"
            assert await his.run("print(kept)") == "his\n"

    asyncio.run(scenario())


def test_a_kernel_that_is_killed_is_told_and_comes_back(class_: Hub) -> None:
    async def scenario() -> None:
        ada, bela = await arrive(class_, "ada"), await arrive(class_, "bela")
        async with await ada.open() as hers, await bela.open() as his:
            await his.run("kept = 'his'")
            code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
            await hers.send("execute_request", {"code": code, "silent": False})
            # At this word JupyterLab says that the kernel died and is started again.
            while not {"restarting", "dead"} & set(hers.states):
                await hers.next()
            async with await ada.open() as again:
                assert await again.run("print('back')") == "back\n"
            assert await his.run("print(kept)") == "his\n"

    asyncio.run(scenario())


def limit_files(process: psutil.Process, size: int | None) -> None:
    """Let a process write files up to a size, or as large as before."""
    _, most = process.rlimit(resource.RLIMIT_FSIZE)
    process.rlimit(resource.RLIMIT_FSIZE, (most if size is None else size, most))


def test_the_disk_is_full_while_a_notebook_is_saved(class_: Hub) -> None:
    """The server may write files up to 10 kB, and the lesson is larger."""

    async def scenario() -> None:
        chen = await arrive(class_, "chen")
        path = class_.home("chen") / LESSON
        former = path.read_bytes()
        notebook = json.loads(former)
        notebook["cells"][0]["source"] = "My own words."
        model = {"type": "notebook", "format": "json", "content": notebook}
        (server,) = class_.server_of("chen")
        limit_files(server, 10_000)
        answer = await chen.ask(f"{chen.base}api/contents/{LESSON}", None, model, "PUT")
        assert answer.code == 500
        assert "File too large" in text(answer)  # the page says so
        assert path.read_bytes() == former
        limit_files(server, None)
        await chen.api(f"contents/{LESSON}", model, "PUT")
        assert "My own words." in path.read_text(encoding="utf-8")

    asyncio.run(scenario())


LIMIT = """
import resource
most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
def at_most(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
"""
WRONG = "lesson.write_neuron.check(lambda inputs, weights, bias: 1.0)"


def test_the_disk_is_full_while_an_answer_is_kept(class_: Hub) -> None:
    async def scenario() -> None:
        dana = await arrive(class_, "dana")
        record = class_.home("dana") / "ann-course" / "progress" / "lesson_02.json"
        async with await dana.open() as kernel:
            await kernel.run_lesson()
            former = record.read_bytes()
            await kernel.run(LIMIT)
            await kernel.run(f"at_most(100); {WRONG}")
            assert record.read_bytes() == former
            await kernel.run(f"at_most(most); {WRONG}")
        assert record.read_bytes() != former
        assert json.loads(record.read_bytes())["lesson"] == "lesson_02"

    asyncio.run(scenario())


def test_two_tabs_are_one_kernel(class_: Hub) -> None:
    async def scenario() -> None:
        emeka = await arrive(class_, "emeka")
        async with await emeka.open() as one:
            await one.run_lesson()
            await one.run("mine = 'one'")
            slider = one.sliders()[0]
            async with await emeka.open() as other:
                assert one.number == other.number
                assert await other.run("print(mine)") == "one\n"
                await one.move(slider, 1.5)
                await other.move(slider, -1.5)
            await one.move(slider, 0.5)

    asyncio.run(scenario())


def test_clocks_that_disagree_lose_nothing_and_let_nobody_in(class_: Hub) -> None:
    async def scenario() -> None:
        ada = await arrive(class_, "ada")
        secret = bytes.fromhex((class_.state / "hub" / "cookie_secret").read_text().strip())
        value = decode_signed_value(secret, LOGIN[1], ada.jar[LOGIN])
        assert value is not None
        for off, comes in ((3600, "home"), (-3600, "home"), (-2 * DAY, "login")):
            then = time.time() + off
            cookie = create_signed_value(secret, LOGIN[1], value, clock=lambda t=then: t)
            ada.jar[LOGIN] = cookie.decode()
            answer = await ada.ask("/hub/home")
            assert answer.code == 200
            assert answer.effective_url.split("?")[0].endswith(f"/hub/{comes}"), off
        # A file from tomorrow is saved over like any other.
        path = class_.home("ada") / LESSON
        os.utime(path, (time.time() + DAY,) * 2)
        model = await ada.api(f"contents/{LESSON}")
        model["content"]["cells"][0]["source"] = "From today."
        await ada.api(f"contents/{LESSON}", model, "PUT")
        assert "From today." in path.read_text(encoding="utf-8")

    asyncio.run(scenario())


PLAY = """
from IPython.display import display
from ann_course.panels import PlaygroundPanel
panel = PlaygroundPanel()
display(panel)
panel.player.play()
"""


async def say_that_somebody_is_there(kernel: Kernel) -> None:
    """Answer once, as the page does as long as the laptop is open."""
    data: dict[str, Any] = {}
    while not (data.get("method") == "custom" and "ask" in data["content"]):
        content = (await kernel.next())["content"]
        data = content.get("data", {})
    answer = {"method": "custom", "content": {"view": 1.0, "idle": 0.0}}
    await kernel.send("comm_msg", {"comm_id": content["comm_id"], "data": answer})


def give_out(folder: Path, name: str, older: bytes) -> None:
    """Have a lesson be recorded as given out by an older course."""
    record = folder / ".ann-course"
    lines = record.read_text().splitlines()
    lines = [line for line in lines if not line.endswith(f"  {name}")]
    lines.append(f"{hashlib.sha256(older).hexdigest()}  {name}")
    record.write_text("".join(f"{line}\n" for line in lines))


def test_a_laptop_is_closed_while_it_plays(forgetful: Hub) -> None:
    """Kernel and server end by themselves; the next day all is there, in a newer course."""
    home = forgetful.home("ada") / "ann-course"

    async def evening() -> None:
        ada = await arrive(forgetful, "ada")
        model = await ada.api(f"contents/{LESSON}")
        model["content"]["cells"][0]["source"] = "My own words."
        await ada.api(f"contents/{LESSON}", model, "PUT")
        async with await ada.open() as kernel:
            await kernel.run(PLAY)
            await say_that_somebody_is_there(kernel)
            assert await kernel.run("print(panel.player.playing)") == "True\n"

    async def next_day() -> None:
        ada = await arrive(forgetful, "ada")
        notebook = (await ada.api(f"contents/{LESSON}"))["content"]
        assert notebook["cells"][0]["source"] == "My own words."
        assert await ada.api("kernels") == []

    asyncio.run(evening())
    wait_until(lambda: not forgetful.server_of("ada"), "the server's end", 240)
    assert "Culling" in forgetful.server_log("ada") + forgetful.log.read_text()
    older, lesson = b"an older edition", find_lesson("03")
    (home / lesson.name).write_bytes(older)  # as it came, never changed
    for name in (lesson.name, Path(LESSON).name):
        give_out(home, name, older)
    asyncio.run(next_day())
    assert (home / "00_start_here.ipynb").is_file()
    assert (home / lesson.name).read_bytes() == lesson.read_bytes()
    assert (home / f"{Path(LESSON).stem}_newer.ipynb").is_file()
