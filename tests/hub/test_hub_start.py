"""What `make class` says when something is missing, and that it can be ended."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("jupyterhub")
pytestmark = pytest.mark.hub

import class_spawner  # noqa: E402
from class_hub import NotReadyError, check_machine, prepare, settings  # noqa: E402
from running_hub import START, Hub, free_ports, has_proxy  # noqa: E402


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"CLASS_SIGNUP": "yes"},
            "CLASS_SIGNUP is one of approve, open, closed, not 'yes'",
        ),
        ({"CLASS_WALL": "no"}, "CLASS_WALL is one of bubblewrap, none, not 'no'"),
        ({"CLASS_TEACHER": "Frau Weiß"}, "CLASS_TEACHER is small .* not 'Frau Weiß'"),
        ({"CLASS_PORT": "http"}, "CLASS_PORT is a whole number, not 'http'"),
        ({"CLASS_PORT": "65535"}, "CLASS_PORT is from 1 to 65533, not 65535"),
        ({"CLASS_MEMORY": "2GB"}, "CLASS_MEMORY is a number of GB, such as 1.5, not '2GB'"),
        ({"CLASS_KEY": "key.pem"}, "HTTPS needs both CLASS_CERT and CLASS_KEY"),
        ({"CLASS_KEY": "nokey", "CLASS_CERT": "nocert"}, "CLASS_CERT names .*nocert"),
    ],
)
def test_a_wrong_setting_is_named(given: dict[str, str], said: str) -> None:
    with pytest.raises(NotReadyError, match=said):
        settings(given)


def test_files_are_named_from_where_the_class_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hub itself runs in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cert.pem").touch()
    (tmp_path / "key.pem").touch()
    given = {"CLASS_CERT": "cert.pem", "CLASS_KEY": "key.pem", "ANN_LIB_DATA": "data"}
    found = settings(given)
    assert {name: found[name] for name in given} == {
        name: str(tmp_path / file) for name, file in given.items()
    }


def test_an_empty_setting_is_the_usual_one() -> None:
    assert settings({"CLASS_PORT": ""})["CLASS_PORT"] == "8000"
    assert settings({})["CLASS_SIGNUP"] == "approve"  # nobody gets in unseen


def ready(**more: str) -> dict[str, str]:
    """Settings with which this machine would do, whatever is installed on it."""
    proxy = {"CLASS_PROXY": sys.executable, "CLASS_WALL": "none"}
    return settings({"CLASS_IP": "127.0.0.1", **proxy, **more})


@pytest.mark.parametrize("step", [0, 1, 2])
def test_a_port_in_use_is_named(step: int) -> None:
    first = free_ports()
    with socket.socket() as other:
        other.bind(("127.0.0.1", first + step))
        other.listen()
        with pytest.raises(NotReadyError, match=f"Port {first + step} cannot be had"):
            check_machine(ready(CLASS_PORT=str(first)))
    check_machine(ready(CLASS_PORT=str(first)))


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    port = str(free_ports())
    with pytest.raises(NotReadyError, match="proxy is not at /nowhere"):
        check_machine(ready(CLASS_PORT=port, CLASS_PROXY="/nowhere"))
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NotReadyError, match=r"Node\.js is not installed"):
        check_machine(ready(CLASS_PORT=port))
    monkeypatch.undo()
    monkeypatch.setattr("class_hub.has_bubblewrap", lambda: False)
    with pytest.raises(NotReadyError, match="apt install bubblewrap"):
        check_machine(ready(CLASS_PORT=port, CLASS_WALL="bubblewrap"))


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotReadyError, match="cannot be used"):
        prepare(ready(CLASS_STATE=str(tmp_path / "file")))


def call(state: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(START), *arguments],
        env=os.environ | {"CLASS_STATE": str(state)},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


def test_stop_and_password_where_there_is_no_class(tmp_path: Path) -> None:
    assert call(tmp_path, "stop").stdout == f"No class runs from {tmp_path}.\n"
    asked = call(tmp_path, "password", "ada", stdin="walnut-ladder-1\n")
    assert asked.returncode == 1
    assert "nobody has the name 'ada'" in asked.stderr
    assert not list(tmp_path.iterdir())


def test_with_a_certificate_cookies_travel_in_secret_alone(tmp_path: Path) -> None:
    from certipy import Certipy

    if not has_proxy():
        pytest.skip("configurable-http-proxy is not here: make test-hub installs it")
    made = Certipy(store_dir=str(tmp_path / "made")).create_ca("classroom")["files"]
    hub = Hub(tmp_path, CERT=made["cert"], KEY=made["key"])
    try:
        hub.start()
        teacher = hub.teacher()
        assert asyncio.run(teacher.sign_in()).code == 302
    finally:
        hub.end()
    assert teacher.set_cookies
    assert all("secure" in line.lower() for line in teacher.set_cookies)


class Waiting(class_spawner.ClassSpawner):
    """Starts nothing, but takes its turn."""

    async def _launch(self) -> tuple[str, int]:
        return "127.0.0.1", 1

    async def poll(self) -> int | None:
        return None if self in self.queue else 0


def test_who_is_stopped_while_waiting_gives_up_the_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(class_spawner, "can_connect", lambda ip, port: False)

    async def come_and_go() -> None:
        first, second, third = (Waiting(n_starting=1, http_timeout=60) for _ in range(3))
        await first.start()
        waiting = [asyncio.create_task(each.start()) for each in (second, third)]
        while len(first.queue) < 3:
            await asyncio.sleep(0)
        told = await anext(third.progress())
        assert told["message"] == "Many come at once, 2 before you. Just wait."
        await second.stop()
        with pytest.raises(RuntimeError, match="stopped before it had its turn"):
            await waiting[0]
        assert third.n_before == 1  # the first one is still on its way
        await first.stop()
        assert await waiting[1] == ("127.0.0.1", 1)
        await third.stop()
        assert not third.queue

    asyncio.run(come_and_go())
