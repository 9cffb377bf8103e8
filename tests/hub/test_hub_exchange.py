"""An assignment's way through the class's exchange, with its cheats."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from class_client import Browser, Kernel

pytest.importorskip("nbgrader")
pytest.importorskip("jupyterhub")
pytestmark = pytest.mark.hub

from class_accounts import set_password  # noqa: E402
from test_nbgrader import LOST_ONE, NAME, solve  # noqa: E402

SETTINGS = Path(__file__).parents[2] / "classroom" / "settings"
CHANGES = {
    "ada": solve,
    "bela": LOST_ONE["reference"],
    "chen": LOST_ONE["check-replaced"],
    "dana": lambda notebook: None,
}
CALL = """
import subprocess
both = {{"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}}
done = subprocess.run({command!r}, cwd={place!r}, shell=True, **both)
print(done.stdout + f"ended with {{done.returncode}}")
"""
FORGED = """
import os, shutil
inbound = "/exchange/ann/inbound"
there = [name for name in os.listdir(inbound)]
shutil.copytree("lesson_02", f"{inbound}/ada+lesson_02+2030-01-01 00:00:00 UTC+x")
linked = f"{inbound}/chen+lesson_02+2030-01-01 00:00:00 UTC+x"
os.mkdir(linked)
os.symlink("/class/teacher/course/gradebook.db", f"{linked}/lesson_02.ipynb")
print(there)
"""


class Desk:
    """Somebody at their own server."""

    def __init__(self, browser: Browser, kernel: Kernel) -> None:
        self.browser, self.kernel = browser, kernel

    @classmethod
    async def of(cls, browser: Browser) -> Desk:
        assert (await browser.sign_in()).code == 302
        await browser.start()
        return cls(browser, await browser.open("at-the-desk.ipynb"))

    async def call(self, command: str, place: str = "") -> str:
        """Run a command, which must succeed, in the home or a folder there."""
        home = f"/class/{self.browser.name}/{place}"
        said = await self.kernel.run(CALL.format(command=command, place=home))
        assert "ended with 0" in said, said
        return said


def grade(hub: Any) -> None:
    """Grade outside the wall: within one, root can build no second."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", NAME],
        cwd=hub.home("teacher") / "course",
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "JUPYTER_CONFIG_PATH": str(SETTINGS),
            "CLASS_EXCHANGE": str(hub.state / "exchange"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


async def term(hub: Any) -> dict[str, Any]:
    """Hand out, hand in, grade, give back; return what was seen on the way."""
    desks: dict[str, Desk] = {}
    seen: dict[str, Any] = {"feedback": {}}
    try:
        teacher = desks["teacher"] = await Desk.of(hub.teacher())
        for name in CHANGES:
            set_password(hub.state, name, hub.browser(name).password)
            desks[name] = await Desk.of(hub.browser(name))
        await teacher.call("mkdir -p course && python -m ann_course assignment 02 course")
        await teacher.call(f"nbgrader generate_assignment {NAME}", "course")
        await teacher.call(f"nbgrader release_assignment {NAME}", "course")
        for name, change in CHANGES.items():
            await desks[name].call(f"nbgrader fetch_assignment {NAME}")
            path = hub.home(name) / NAME / f"{NAME}.ipynb"
            notebook = json.loads(path.read_text(encoding="utf-8"))
            change(notebook)
            path.write_text(json.dumps(notebook), encoding="utf-8")
            await desks[name].call(f"nbgrader submit {NAME}")
        seen["inbound"] = await desks["chen"].kernel.run(FORGED)
        seen["collected"] = await teacher.call(f"nbgrader collect {NAME}", "course")
        if os.getuid() == 0:
            grade(hub)
        else:
            await teacher.call(f"nbgrader autograde {NAME}", "course")
        await teacher.call(f"nbgrader generate_feedback {NAME}", "course")
        await teacher.call(f"nbgrader release_feedback {NAME}", "course")
        await teacher.call("nbgrader export --to grades.csv", "course")
        for name in CHANGES:
            await desks[name].call(f"nbgrader fetch_feedback {NAME}")
            listed = await desks[name].call("ls /exchange/ann/feedback")
            seen["feedback"][name] = listed.count(".html")
    finally:
        for desk in desks.values():
            await desk.kernel.close()
    return seen


def test_handed_out_handed_in_graded_and_given_back(hub: Any) -> None:
    if not hub.walled:
        pytest.skip("no bubblewrap here, and graded assignments need it")
    seen = asyncio.run(term(hub))
    with (hub.home("teacher") / "course" / "grades.csv").open() as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {"ada": 10.0, "bela": 8.0, "chen": 8.0, "dana": 0.0}
    assert seen["feedback"] == dict.fromkeys(CHANGES, 1), "each has their own alone"
    # chen saw what chen handed in, and not what the others did before.
    assert seen["inbound"].count(f"+{NAME}+") == 1
    assert "which is not in their own name" in seen["collected"]
    assert "which is no folder of files" in seen["collected"]
    for name in CHANGES:
        (page,) = (hub.home(name) / NAME).rglob("*.html")
        told = re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8"))
        assert f"(Score: {scores[name]} / 12.0)" in told
