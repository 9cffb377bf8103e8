"""Five learners on a real hub: each has their own, and nobody gets into another's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from class_client import LESSON, Browser, Kernel, text
from tornado.httpclient import HTTPClientError

pytestmark = pytest.mark.hub

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "02_one_artificial_neuron.ipynb"


def on_hub(scenario: Callable[[], Awaitable[Any]]) -> Any:
    return asyncio.run(scenario())  # type: ignore[arg-type]


async def signed_in(hub: Any, name: str) -> Browser:
    browser: Browser = hub.browser(name)
    assert (await browser.sign_in()).code == 302
    await browser.start()
    return browser


def test_five_learners_work_at_the_same_time(visits: dict[str, Any]) -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    n_code = sum(cell["cell_type"] == "code" for cell in cells)
    assert len(visits) == 5
    for name, visit in visits.items():
        assert visit.page.endswith(f"/user/{name}/lab/tree/ann-course/00_start_here.ipynb")
        assert visit.n_cells == n_code
        assert len(visit.seconds) == 3


def test_who_comes_while_others_start_is_told_and_served(visits: dict[str, Any]) -> None:
    told = [visit.told for visit in visits.values()]
    assert any("Many come at once" in words and "before you" in words for words in told)
    assert all('"ready": true' in words for words in told)


def test_the_teacher_lets_them_in(visits: dict[str, Any]) -> None:
    for visit in visits.values():
        assert "has been sent to the admin" in visit.signed_up
        assert "has not been authorized" in visit.too_early


def test_each_has_the_lessons_and_sliders_without_delay(
    hub: Any, visits: dict[str, Any]
) -> None:
    lessons = {path.name for path in NOTEBOOK.parent.glob("*.ipynb")}
    for name in visits:
        home = hub.home(name)
        assert lessons <= {path.name for path in (home / "ann-course").iterdir()}
        assert (home / LESSON).read_bytes() == NOTEBOOK.read_bytes()
        assert "kernel websockets send without delay" in hub.server_log(name)


INSIDE = """
import json, os, pathlib, resource
import ann_course
def refused(what):
    try:
        what()
    except OSError as error:
        return type(error).__name__
    return "allowed"
runtime = pathlib.Path(os.environ["JUPYTER_RUNTIME_DIR"])
told = {
    "transport": json.loads(next(runtime.glob("kernel-*.json")).read_text())["transport"],
    "threads": os.environ["OPENBLAS_NUM_THREADS"],
    "memory": resource.getrlimit(resource.RLIMIT_DATA)[0],
    "state": os.path.exists(STATE),
    "others": sorted(os.listdir("/class")) if os.path.isdir("/class") else [],
    "course": refused(lambda: open(ann_course.__file__, "a")),
    "passwords": open("/etc/passwd").read().split(":")[0],
    "outbound": refused(lambda: os.mkdir("/exchange/ann/outbound/mine")),
    "processes": sum(name.isdigit() for name in os.listdir("/proc")),
}
print(json.dumps(told))
"""


def test_behind_the_wall(hub: Any, visits: dict[str, Any]) -> None:
    if not hub.walled:
        pytest.skip("no bubblewrap here")

    async def scenario() -> Any:
        ada = await signed_in(hub, "ada")
        async with await ada.open() as kernel:
            return json.loads(await kernel.run(f"STATE = {str(hub.state)!r}\n{INSIDE}"))

    told = on_hub(scenario)
    assert told.pop("processes") < 8  # her own, of this machine's many
    assert told == {
        "transport": "ipc",
        "threads": "1",
        "memory": 2 * 10**9,
        "state": False,
        "others": ["ada"],
        "course": "OSError",
        "passwords": "ada",
        "outbound": "OSError",
    }


def test_nobody_gets_into_anothers_server(hub: Any, visits: dict[str, Any]) -> None:
    async def scenario() -> None:
        bela = await signed_in(hub, "bela")
        number = (await bela.api("sessions"))[0]["kernel"]["id"]
        ada = await signed_in(hub, "ada")
        assert (await ada.ask("/user/bela/lab")).code == 403
        listed = await ada.ask("/user/bela/api/contents")
        assert listed.code == 403
        assert LESSON.partition("/")[0] not in text(listed)
        stolen = hub.browser("bela")  # his address, with her cookies
        stolen.jar = {(p.replace("ada", "bela"), n): v for (p, n), v in ada.jar.items()}
        with pytest.raises(HTTPClientError, match="403"):
            await Kernel(stolen, number).connect()
        teacher = hub.teacher()  # who may help, as classroom/README.md tells learners
        await teacher.sign_in()
        assert (await teacher.ask("/user/bela/lab")).code == 200

    on_hub(scenario)


def test_who_has_not_signed_in_gets_nothing(hub: Any, visits: dict[str, Any]) -> None:
    async def scenario() -> None:
        nobody = hub.browser("ada")
        for path in ("/user/ada/lab", "/hub/home", "/hub/admin"):
            answer = await nobody.ask(path)
            assert "/hub/login" in answer.effective_url, path
        assert (await nobody.ask("/hub/authorize")).code == 403
        for path in ("/user/ada/api/contents", "/hub/api/users", "/hub/api/user"):
            assert (await nobody.ask(path, follow=False)).code in {302, 403}, path
        ada = await signed_in(hub, "ada")
        number = (await ada.api("sessions"))[0]["kernel"]["id"]
        with pytest.raises(HTTPClientError, match="403"):
            await Kernel(nobody, number).connect()

    on_hub(scenario)


def test_a_learner_is_no_teacher(hub: Any, visits: dict[str, Any]) -> None:
    async def scenario() -> None:
        ada = hub.browser("ada")
        await ada.sign_in()
        assert (await ada.ask("/hub/admin")).code == 403
        assert (await ada.ask("/hub/authorize")).code in {403, 404}
        assert (await ada.ask("/hub/authorize/mallory")).code in {403, 404}
        teacher = hub.teacher()
        await teacher.sign_in()
        assert (await teacher.ask("/hub/admin")).code == 200
        assert "emeka" in text(await teacher.ask("/hub/authorize"))

    on_hub(scenario)


def test_nobody_signs_up_as_the_teacher_or_under_a_name_that_is_a_path(
    hub: Any, visits: dict[str, Any]
) -> None:
    async def scenario() -> None:
        for name in ("teacher", "Teacher", "../ada", "a/b", "..", "ada+02", "ada", "1st"):
            answer = await hub.browser(name, "violin-orchard-3").sign_up()
            assert "alert-danger" in answer, name
        assert "alert-danger" in await hub.browser("short", "abc").sign_up()
        assert "alert-danger" in await hub.browser("common", "password").sign_up()

    on_hub(scenario)
    homes = {path.name for path in (hub.state / "homes").iterdir()}
    assert homes <= {*visits, "teacher"}


def test_a_wrong_password_opens_nothing_and_many_of_them_close_the_door(
    hub: Any, visits: dict[str, Any]
) -> None:
    async def scenario() -> None:
        wrong = hub.browser("emeka", "not-his-at-all")  # who is not needed for a minute
        for _ in range(10):
            answer = await wrong.sign_in()
            assert "Invalid username or password" in text(answer)
            assert ("/hub/", "jupyterhub-hub-login") not in wrong.jar
        right = await hub.browser("emeka").sign_in()
        assert "Invalid username or password" in text(right)
        assert (await hub.browser("dana").sign_in()).code == 302

    on_hub(scenario)


def test_headers_and_cookies(hub: Any, visits: dict[str, Any]) -> None:
    async def scenario() -> tuple[Browser, list[Any]]:
        ada = hub.browser("ada")
        pages = [await ada.ask("/hub/login")]
        await ada.sign_in()
        pages += [await ada.start(), await ada.ask("/hub/home")]
        ada.jar.pop(("/hub/", "_xsrf"))
        forged = await ada.ask("/hub/login", {"username": "ada", "password": ada.password})
        assert forged.code == 403
        return ada, pages

    ada, pages = on_hub(scenario)
    for page in pages:
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    keys = [line for line in ada.set_cookies if not line.startswith("_xsrf=")]
    kept = [line for line in keys if '=""' not in line]
    assert len(kept) >= 3
    for line in kept:
        assert "HttpOnly" in line
        assert "SameSite=Lax" in line
        assert "Path=/user/ada/" in line or "Path=/hub/" in line or "session-id" in line
