"""One hub with a class of five for all tests that only look at it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

NAMES = ("ada", "bela", "chen", "dana", "emeka")


@dataclass
class Visit:
    """What came of one learner's first lesson."""

    signed_up: str = ""
    too_early: str = ""
    told: str = ""
    page: str = ""
    n_cells: int = 0
    seconds: list[float] = field(default_factory=list)


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A hub whose teacher lets learners in, and where two servers start at a time."""
    pytest.importorskip("jupyterhub")
    from running_hub import Hub, has_proxy

    if not has_proxy():
        pytest.skip("configurable-http-proxy is not here: make test-hub installs it")
    running = Hub(tmp_path_factory.mktemp("hub"), STARTING="2")
    try:
        running.start()
        yield running
    finally:
        running.end()


@pytest.fixture(scope="session")
def visits(hub: Any) -> dict[str, Visit]:
    """Five learners sign up, are let in, run lesson 02 and move a slider."""
    return asyncio.run(_first_hour(hub))


async def _first_hour(hub: Any) -> dict[str, Visit]:
    found = {name: Visit() for name in NAMES}
    browsers = {name: hub.browser(name) for name in NAMES}
    for name, browser in browsers.items():
        found[name].signed_up = await browser.sign_up()
        answer = await browser.sign_in()
        found[name].too_early = answer.body.decode()
    teacher = hub.teacher()
    assert (await teacher.sign_in()).code == 302
    for name in NAMES:
        await teacher.ask(f"/hub/authorize/{name}")

    async def lesson(name: str) -> None:
        visit, browser = found[name], browsers[name]
        assert (await browser.sign_in()).code == 302
        await browser.ask("/hub/spawn")
        told = await browser.ask(f"/hub/api/users/{name}/server/progress")
        visit.told = told.body.decode()
        visit.page = (await browser.start()).effective_url
        async with await browser.open() as kernel:
            visit.n_cells = await kernel.run_lesson()
            for value in (0.5, -0.5, 1.0):
                visit.seconds.append(await kernel.move(kernel.sliders()[0], value))

    await asyncio.gather(*map(lesson, NAMES))
    return found
