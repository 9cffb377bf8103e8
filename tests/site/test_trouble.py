"""What could lose a learner's work or time: two tabs, endless loops, a full disk."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lab import CHROMIUM_FLAGS, HEIGHT, find_chromium
from site_page import Lesson, SiteServer, open_profile

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LESSON = "02_one_artificial_neuron.ipynb"
TRY = """
from ann_course.lessons import lesson_02 as lesson
lesson.progress.resume()
lesson.recall_spike.choose({})
print(lesson.progress.to_html())"""
TRAIN = """
from ann_lib import Dense, Network, SoftmaxCrossEntropy, Tanh
network = Network(
    [Dense(2, 4), Tanh(), Dense(4, 2)], loss=SoftmaxCrossEntropy(), rng=0
)
network.fit([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0], epochs=10**9)"""
READ = """
import json, pathlib
record = json.loads(pathlib.Path("progress/lesson_02.json").read_text())
print([item["chosen"] for item in record["items"] if item["key"] == "recall-spike"])"""


def _start(lesson: Lesson, number: int, code: str) -> None:
    """Begin to run a cell, and wait until the kernel is at it."""
    lesson.page.evaluate(
        """([number, code]) => {
          const { content } = jupyterapp.shell.currentWidget;
          content.widgets[number].model.sharedModel.setSource(code);
          content.activeCellIndex = number;
          jupyterapp.commands.execute('notebook:run-cell');
        }""",
        [number, code],
    )
    lesson.page.wait_for_function(
        "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.status"
        " === 'busy'"
    )


def test_two_tabs_and_a_loop_without_end(browser: Any, server: SiteServer) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    lesson = Lesson(context, server, f"path={LESSON}")
    lesson.wait_ready()
    assert "progress/lesson_02.json" in lesson.execute(TRY.format(1))

    other = Lesson(context, server, f"path={LESSON}")
    other.wait_said(f"{LESSON} is open in another tab, too")
    lesson.wait_said(f"{LESSON} is open in another tab, too")
    other.close()

    # A page that is left while a cell runs is saved as it stands, and can be stopped.
    _start(lesson, 1, "while True: pass  # mine")
    lesson.wait_said("This cell has been running for half a minute")
    lesson.page.get_by_role("button", name="Restart Python").click()
    lesson.wait_said("Python was restarted")
    lesson.wait_ready()
    assert lesson.source(1) == "while True: pass  # mine"
    assert "[1]" in lesson.execute(READ)

    # A huge array is an error like any other.
    huge = "import numpy as np\n[np.empty(2 * 10**8) for _ in range(4)]"
    assert "MemoryError" in lesson.execute(huge)
    assert "still here" in lesson.execute("print('still here')")
    context.close()


def test_a_full_disk_is_told_and_stops_nothing(browser: Any, server: SiteServer) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    lesson = Lesson(context, server, f"path={LESSON}")
    lesson.wait_ready()
    assert "progress/lesson_02.json" in lesson.execute(TRY.format(0))
    lesson.page.evaluate(
        """() => {
          window.put = IDBObjectStore.prototype.put;
          IDBObjectStore.prototype.put = () => {
            throw new DOMException("Encountered full disk", "QuotaExceededError");
          };
        }"""
    )
    # The kernel is told, and goes on; so is the learner.
    assert "cannot be kept" in lesson.execute(TRY.format(1))
    lesson.wait_said("no room left for this site")
    # JupyterLab saves by itself, again and again, and has no dialog each time.
    lesson.page.evaluate(
        """async () => {
          const { content, context } = jupyterapp.shell.currentWidget;
          content.widgets[1].model.sharedModel.setSource("typed = 1");
          await context.save().catch(() => {});
        }"""
    )
    assert lesson.page.locator(".jp-Dialog").count() == 0
    with lesson.page.expect_download():
        lesson.page.get_by_role("button", name="Download my work").click()
    # There is room again: the next answer is kept, and the one before with it.
    lesson.page.evaluate("() => { IDBObjectStore.prototype.put = window.put; }")
    assert "cannot be kept" not in lesson.execute(TRY.format(2))
    assert "[2]" in lesson.execute(READ)
    context.close()


def test_packages_that_do_not_come_are_told(browser: Any, server: SiteServer) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": HEIGHT})
    context.route("**/packages.pack", lambda route: route.fulfill(status=404))
    lesson = Lesson(context, server, f"path={LESSON}")
    lesson.page.locator(".ann-strip", has_text="Python could not be loaded").wait_for()
    context.unroute("**/packages.pack")
    lesson.reload()
    context.close()


def test_the_page_is_closed_while_a_network_trains(
    browser: Any, server: SiteServer
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": HEIGHT})
    lesson = Lesson(context, server, f"path={LESSON}")
    lesson.wait_ready()
    assert "progress/lesson_02.json" in lesson.execute(TRY.format(1))
    lesson.wait_kept("progress/lesson_02.json")
    _start(lesson, 1, TRAIN)  # and nobody saves
    lesson.wait_kept(LESSON, holds="epochs=10**9")
    lesson.page.on("dialog", lambda dialog: dialog.accept())
    with lesson.page.expect_event("close"):
        lesson.page.close(run_before_unload=True)

    again = Lesson(context, server, f"path={LESSON}")
    again.wait_ready()
    assert again.source(1) == TRAIN
    assert "[1]" in again.execute(READ)
    assert again.problems == []
    context.close()


def test_storage_that_is_forbidden_is_told_and_work_can_be_taken_along(
    playwright: Any, server: SiteServer, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    settings = profile / "Default" / "Preferences"
    settings.parent.mkdir(parents=True)
    block = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    settings.write_text(json.dumps(block))
    context = open_profile(playwright, profile)
    lesson = Lesson(context, server, f"path={LESSON}")
    lesson.wait_ready()
    lesson.wait_said("keeps nothing that you do here: its storage is switched off")
    lesson.execute(TRY.format(1))
    lesson.write(1, "mine = 1")
    lesson.wait_kept("progress/lesson_02.json")  # in memory
    with lesson.page.expect_download() as downloading:
        lesson.page.get_by_role("button", name="Download my work").click()
    downloading.value.save_as(tmp_path / "work.zip")
    with zipfile.ZipFile(tmp_path / "work.zip") as work:
        assert set(work.namelist()) == {LESSON, "progress/lesson_02.json"}
        assert b"mine = 1" in work.read(LESSON)
    assert "still here" in lesson.execute("print('still here')")
    context.close()


def test_a_private_window_is_told(browser: Any, server: SiteServer) -> None:
    """Firefox has no service workers in one, which is how the page knows."""
    context = browser.new_context(viewport={"width": 1280, "height": HEIGHT})
    context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', {get() {}})"
    )
    lesson = Lesson(context, server, f"path={LESSON}")
    lesson.wait_said("looks like a private window")
    context.close()


def test_plain_http_keeps_answers_too(playwright: Any, built: Any) -> None:
    """A school's own web server: no https, so no service worker and no shared memory."""
    server = SiteServer(built, host="school.test")
    rule = "--host-resolver-rules=MAP school.test 127.0.0.1"
    browser = playwright.chromium.launch(
        executable_path=find_chromium(), args=[*CHROMIUM_FLAGS, rule]
    )
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    lesson = Lesson(context, server, f"path={LESSON}")
    lesson.wait_ready()
    assert not lesson.page.evaluate("isSecureContext")
    lesson.wait_said("Files that Python writes are gone when you close this page")
    lesson.execute(TRY.format(1))
    lesson.wait_kept("progress/lesson_02.json")
    lesson.reload()
    lesson.execute("from ann_course.lessons import lesson_02 as lesson")
    assert "Welcome back" in lesson.execute("print(lesson.progress.resume())")
    assert "[1]" in lesson.execute(READ)
    context.close()
    browser.close()
    server.stop()
