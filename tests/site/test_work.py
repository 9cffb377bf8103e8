"""A learner's work is kept: after a restart of the browser, in a zip file and out of it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from accessibility import details
from site_page import Lesson, SiteServer, open_profile

pytestmark = pytest.mark.browser

LESSON = "02_one_artificial_neuron.ipynb"
ANSWER = """
from ann_course.lessons import lesson_02 as lesson
lesson.progress.resume()
lesson.recall_spike.choose(1)
print("answered")"""
ASKED = """
from ann_course.lessons import lesson_02 as lesson
lesson.progress.resume()
print(lesson.recall_spike.record()["tried"])"""
MINE = "mine = 'écrit par moi'"

# A lesson of an older edition that nobody has written in, opened again; and something is
# written in it before the site's own has come.
WRITE_MEANWHILE = """async (path) => {
  const open = async () => {
    const panel = await jupyterapp.commands.execute('docmanager:open', { path });
    await panel.context.ready;
    return panel;
  };
  const write = ({ content }, text) =>
    content.widgets[1].model.sharedModel.setSource(text);
  const { editionOf } = await import('../extensions/ann-course-page/editions.js');
  const old = await open();
  write(old, 'older = 1');
  const edition = editionOf(old.context.model.toJSON());
  old.context.model.setMetadata('ann_course', { edition });
  await old.context.save();
  old.dispose();
  write(await open(), 'typed = 1');
}"""


def test_a_new_edition_covers_nothing_that_was_just_written(
    browser: Any, server: SiteServer
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    lesson = Lesson(context, server, f"path={LESSON}")
    lesson.wait_ready()
    lesson.page.evaluate(WRITE_MEANWHILE, LESSON)
    lesson.wait_said("There is a new edition")
    assert lesson.source(1, LESSON) == "typed = 1"
    # The message goes with its notebook: nothing could be done about it any more.
    lesson.page.evaluate("jupyterapp.shell.currentWidget.dispose()")
    lesson.page.locator(".Toastify__toast").wait_for(state="detached")
    context.close()


def test_work_is_kept(playwright: Any, server: SiteServer, tmp_path: Path) -> None:
    context = open_profile(playwright, tmp_path / "profile")
    lesson = Lesson(context, server, f"path={LESSON}")
    lesson.page.wait_for_selector(".jp-MarkdownOutput h1")  # can be read before Python is
    lesson.wait_ready()
    assert details(lesson.page, ".ann-strip") == {}
    assert lesson.execute(ANSWER).strip().endswith("answered")
    lesson.write(1, MINE)
    context.close()

    # The browser is closed and opened again.
    context = open_profile(playwright, tmp_path / "profile")
    lesson = Lesson(context, server, f"path={LESSON}")
    lesson.wait_ready()
    assert lesson.source(1) == MINE
    assert lesson.execute(ASKED).strip().endswith("True")

    button = lesson.page.get_by_role("button", name="Download my work")
    with lesson.page.expect_download() as downloading:
        button.click()
    archive = tmp_path / "work.zip"
    downloading.value.save_as(archive)
    with zipfile.ZipFile(archive) as work:
        assert work.testzip() is None
        assert set(work.namelist()) == {LESSON, "progress/lesson_02.json"}
        notebook = json.loads(work.read(LESSON))
        record = work.read("progress/lesson_02.json")
    assert "".join(notebook["cells"][1]["source"]) == MINE

    # Begin afresh asks; then nothing is left, and the lesson is as it is shipped.
    begin = lesson.page.get_by_role("button", name="Begin all afresh")
    begin.click()
    lesson.page.get_by_role("button", name="Cancel").click()
    assert lesson.source(1) == MINE
    begin.click()
    lesson.page.get_by_role("button", name="Delete and begin afresh").click()
    lesson.wait_said("The lessons are as new")
    lesson.wait_ready()
    assert "import" in lesson.source(1)
    assert lesson.execute(ASKED).strip().endswith("False")

    # The zip brings it back, packed again by another program and compressed.
    packed = tmp_path / "again.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as again:
        again.writestr(LESSON, json.dumps(notebook))
        again.writestr("progress/lesson_02.json", record)
    with lesson.page.expect_file_chooser() as choosing:
        lesson.page.get_by_role("button", name="Bring work back").click()
    choosing.value.set_files(packed)
    lesson.page.get_by_role("button", name="Bring it back").click()
    lesson.wait_said("Your work is back: 2 files")
    lesson.page.goto(f"{server.url}/lab/index.html?path={LESSON}")
    lesson.wait_ready()
    assert lesson.source(1) == MINE
    assert lesson.execute(ASKED).strip().endswith("True")

    # With a notebook in it that is none, nothing is replaced.
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(damaged, "w") as other:
        other.writestr("progress/lesson_02.json", b"{}")
        other.writestr(LESSON, json.dumps(notebook)[:-100])
    with lesson.page.expect_file_chooser() as choosing:
        lesson.page.get_by_role("button", name="Bring work back").click()
    choosing.value.set_files(damaged)
    lesson.wait_said(f"{LESSON} is damaged. Nothing was brought back")
    assert lesson.source(1) == MINE
    assert lesson.execute(ASKED).strip().endswith("True")

    # Cells that are run before a reopened lesson has its kernel wait for it.
    lesson.page.reload()
    lesson.wait_open()
    lesson.run_all()
    assert lesson.execute("print(mine)").strip().endswith("écrit par moi")
    assert lesson.outside == []
    assert lesson.problems == []
    context.close()
