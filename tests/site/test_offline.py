"""The site without a network, and when a new version of it arrives."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from site_page import Lesson, SiteServer

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
TOUCHED = "02_one_artificial_neuron.ipynb"
UNTOUCHED = "03_activation_functions.ipynb"
MINE = "mine = 1"
ALSO_MINE = "also_mine = 2"
NEWER = "\n\nThis is a newer edition."

OFFLINE_SAYS = "(words) => document.querySelector('.ann-offline')?.textContent === words"


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    """Return a site of one's own in a folder of a server, as a school's would be."""
    folder = tmp_path / "school" / "courses"
    shutil.copytree(built, folder / "ann", copy_function=shutil.copyfile)
    return folder


def _publish(site: Path, change: Callable[[str, dict[str, Any]], None]) -> None:
    """Change the notebooks of a built site, as a new version of the course does."""
    for name in (TOUCHED, UNTOUCHED):
        path = site / "files" / name
        notebook = json.loads(path.read_text("utf-8"))
        change(name, notebook)
        path.write_text(json.dumps(notebook), "utf-8")
    code = (
        f"import install_page, pathlib; install_page.install(pathlib.Path({str(site)!r}))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT / "site", check=True)


def _next_edition(_name: str, notebook: dict[str, Any]) -> None:
    first = notebook["cells"][0]
    first["source"] = "".join(first["source"]) + NEWER


def _take_the_new_one(lesson: Lesson, ending: str) -> str:
    """Have the new edition opened beside one's own; return the path it gets."""
    lesson.page.goto(f"{lesson.site.url}/lab/index.html?path={TOUCHED}")
    lesson.wait_said("A new version of the course is here")
    assert NEWER not in lesson.source(0, TOUCHED)
    lesson.page.get_by_role("button", name="Use it now").click()
    lesson.wait_said("There is a new edition of")  # the page was loaded again
    assert lesson.source(1, TOUCHED) == MINE
    lesson.page.get_by_role("button", name="Open the new one").click()
    path = TOUCHED.replace(".ipynb", f" ({ending}).ipynb")
    lesson.page.wait_for_function(
        "(path) => jupyterapp.shell.currentWidget.context.path === path", arg=path
    )
    return path


@contextmanager
def _opened(browser: Any, copied: Path) -> Iterator[Lesson]:
    """Open the lesson on a server that has the site in a folder."""
    server = SiteServer(copied)
    server.prefix = "/ann"
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    yield Lesson(context, server, f"path={TOUCHED}")
    context.close()
    server.stop()


def test_a_file_that_is_missing_is_told(browser: Any, copied: Path) -> None:
    (copied / "ann" / "read" / "02.html").unlink()
    files = json.loads((copied / "ann" / "site-files.json").read_text("utf-8"))["files"]
    with _opened(browser, copied) as lesson:
        lesson.wait_ready()
        lesson.page.wait_for_function(
            """async (count) => {
              const [name] = await caches.keys();
              return name && (await (await caches.open(name)).keys()).length === count;
            }""",
            arg=len(files) - 1,
        )
        lesson.page.wait_for_function(OFFLINE_SAYS, arg="Not ready for offline")


def test_a_new_version_in_two_tabs(browser: Any, copied: Path) -> None:
    with _opened(browser, copied) as lesson:
        lesson.wait_offline()
        other = "ann-course /other/ 0123456789ab"
        lesson.page.evaluate("name => caches.open(name).then(() => {})", other)
        _publish(copied / "ann", _next_edition)
        tabs = [lesson, Lesson(lesson.context, lesson.site, f"path={UNTOUCHED}")]
        lesson.reload()
        for tab in tabs:
            tab.wait_said("A new version of the course is here")
        for tab in tabs:
            tab.page.evaluate("window.before = true")
            tab.page.get_by_role("button", name="Use it now").click()
            tab.page.wait_for_function("() => window.jupyterapp && !window.before")
        # Only the newest version is kept, and that of another folder of the host.
        names = lesson.page.evaluate("caches.keys()")
        assert len(names) == 2
        assert other in names


def test_offline_and_a_new_version(browser: Any, copied: Path) -> None:
    with _opened(browser, copied) as lesson:
        lesson.wait_offline()
        lesson.write(1, MINE)

        lesson.site.stop()
        lesson.reload()
        assert lesson.source(1) == MINE
        assert "0.5" in lesson.execute("from ann_lib.neuron import Neuron\nprint(0.5)")
        lesson.wait_offline()
        # Saved as it is: its outputs and execution counts are not what makes it one's own.
        lesson.page.evaluate(
            """async (path) => {
              const opened = await jupyterapp.commands.execute('docmanager:open', { path });
              await opened.context.ready;
              await opened.context.save();
            }""",
            UNTOUCHED,
        )

        _publish(copied / "ann", _next_edition)
        lesson.site.start()
        second = _take_the_new_one(lesson, "new edition")
        assert lesson.source(0).endswith(NEWER)
        assert "import" in lesson.source(1)
        lesson.write(1, ALSO_MINE)

        # The lesson that nobody had written in is simply the new one.
        lesson.page.evaluate(
            "(path) => { jupyterapp.commands.execute('docmanager:open', { path }); }",
            UNTOUCHED,
        )
        lesson.page.wait_for_function(
            """(ending) => jupyterapp.shell.currentWidget.content.widgets[0]?.model
                 .sharedModel.source.endsWith(ending)""",
            arg=NEWER,
        )

        # One edition later, what was written in the copy stays, too.
        _publish(copied / "ann", _next_edition)
        _take_the_new_one(lesson, "new edition 2")
        assert lesson.source(0).endswith(2 * NEWER)
        lesson.wait_kept(second, ALSO_MINE)
        assert lesson.outside == []
        assert lesson.problems == []
