"""A pytest plugin with which nbval sees more of a lesson than its exceptions.

nbval runs every cell of a notebook as a test of its own, in one kernel with the real
widgets, and a cell fails when it raises. With this plugin it also fails when

- the cell, or a callback at any time, writes to standard error, or a callback raises;
- it shows a picture without a text alternative;
- what it shows would be a widget's insides, or a style sheet, in a place without a kernel.

One more cell after the last one drives every panel through its whole range, as a learner
does. It fails when a panel shows an error, when its sweep fails, and when a file was left
in the folder in which the notebook ran, which is a new and empty one. Data sets that must
be fetched are hidden, as in a class without internet.

    PYTHONPATH=tests python -m pytest -p nbval_watch --nbval-lax notebooks
"""

from __future__ import annotations

import inspect
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import matplotlib
import pytest

# As in conftest.py: a second in each process.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

from jupyter_client.manager import KernelManager  # noqa: E402
from nbformat.v4 import new_code_cell  # noqa: E402
from nbval.plugin import IPyNbCell, IPyNbFile  # noqa: E402

PICTURE = re.compile(r"<svg\b(?:(?!>).)*>|<img\b[^>]*>", re.DOTALL)
ALTERNATIVE = re.compile(r'(?:aria-label|alt)="[^"]{10}|aria-hidden="true"')
WIDGET = "application/vnd.jupyter.widget-view+json"
MAX_STILL = 150_000
"""Characters of an output's HTML: a lesson that was run is saved at every few minutes."""
IMAGES = ("image/png", "image/jpeg", "image/svg+xml")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("nbval")
    group.addoption(
        "--notebook-runs", type=int, default=1, help="run all cells so often in one kernel"
    )
    group.addoption(
        "--notebook-data", action="store_true", help="do not hide fetched data sets"
    )


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: Any) -> Iterator[None]:
    """Put a watched notebook in the place of nbval's."""
    found: Any = yield
    return [
        WatchedNotebook.from_parent(parent, path=file_path)
        if isinstance(each, IPyNbFile)
        else each
        for each in found
    ]


class WatchedNotebook(IPyNbFile):
    """A notebook that runs in an empty folder, with all that its kernel says kept."""

    def collect(self) -> Iterator[IPyNbCell]:
        for turn in range(self.config.option.notebook_runs):
            number = 0
            for cell in super().collect():
                yield self._cell(cell.cell_num, cell.cell, cell.options, turn)
                number = cell.cell_num + 1
            last = new_code_cell(_calling(what_is_left, sweep=turn == 0), id="what-is-left")
            yield self._cell(number, last, defaultdict(bool), turn)

    def _cell(self, number: int, cell: Any, options: Any, turn: int) -> IPyNbCell:
        name = f"Cell {number}" + (f", run {turn + 1}" if turn else "")
        # A learner's cell may raise in a lesson, but not as it is given to them.
        options = defaultdict(bool, options, check_exception=False)
        made: IPyNbCell = WatchedCell.from_parent(
            self, name=name, cell_num=number, cell=cell, options=options
        )
        return made

    def setup(self) -> None:
        self.heard: list[Any] = []
        self.folder = Path(tempfile.mkdtemp(prefix="notebook-"))
        work = self.folder / "work"
        work.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            if not self.config.option.notebook_data:
                patch.delenv("ANN_LIB_DATA", raising=False)
                patch.setenv("MPLCONFIGDIR", matplotlib.get_cachedir())
                patch.setenv("XDG_CACHE_HOME", str(self.folder / "cache"))
            if sys.platform != "win32":  # two workers could be given the same ports
                sockets = {"transport": "ipc", "ip": str(self.folder / "kernel")}
                manager = partial(KernelManager, **sockets)
                patch.setattr("nbval.kernel.KernelManager", manager)
            super().setup()
        # nbval has no way to name another folder than the notebook's own.
        moved = self.kernel.execute_cell_input(f"__import__('os').chdir({str(work)!r})")
        self.kernel.await_reply(moved, timeout=60)

    def teardown(self) -> None:
        super().teardown()
        shutil.rmtree(self.folder, ignore_errors=True)

    def get_kernel_message(self, timeout: Any = None, stream: str = "iopub") -> Any:
        message = super().get_kernel_message(timeout, stream)
        self.heard.append(message)
        return message


class WatchedCell(IPyNbCell):
    """A cell that also fails for what it shows, and for what came since the one before."""

    def runtest(self) -> None:
        self.parent.heard.clear()
        super().runtest()
        if found := list(complaints(self.parent.heard)):
            name = self.cell.get("id", "this cell")
            self.raise_cell_error("\n".join(f"{name} {each}" for each in found))


def complaints(messages: list[Any]) -> Iterator[str]:
    """Yield what is wrong in a kernel's messages, of which the last one ends a cell.

    Messages of callbacks that ran since the cell before are among them, and belong to
    an earlier cell.
    """
    this_cell = messages[-1]["parent_header"].get("msg_id")
    standard_error = ""
    last = {_display_id(message): message for message in messages}
    for message in messages:
        content = message["content"]
        if _display_id(message) and message is not last[_display_id(message)]:
            continue  # it was replaced later on
        if message["msg_type"] == "stream" and content["name"] == "stderr":
            standard_error += content["text"]
        elif message["msg_type"] == "error":
            if message["parent_header"].get("msg_id") != this_cell:
                name, words = content["ename"], content["evalue"]
                yield f"comes after a callback that raised {name}: {words}"
        else:
            yield from _pictures(content.get("data", {}))
            yield from _still_forms(content.get("data", {}))
    if standard_error:
        yield f"writes to standard error: {standard_error[:300]}"


def _display_id(message: Any) -> str | None:
    """Return by what name an output can be replaced, as a bar is when it is full."""
    name: str | None = message["content"].get("transient", {}).get("display_id")
    return name


def _pictures(data: dict[str, Any]) -> Iterator[str]:
    for kind in IMAGES:
        if kind in data and "text/html" not in data:
            yield f"shows a picture without a text alternative ({kind})"
    for opening in PICTURE.findall("".join(data.get("text/html", ""))):
        if not ALTERNATIVE.search(opening):
            yield f"shows a picture without a text alternative: {opening:.60}"


def _still_forms(data: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with how an output is read where no kernel runs."""
    html = "".join(data.get("text/html", ""))
    if WIDGET in data and (words := data.get("text/plain")):
        yield f"shows a widget without a still form: {words:.60}"
    if found := re.search(r"<(?:style|script)\b", html):
        yield f"shows {found[0]}> where a page of code shows it as text"
    if len(html) > MAX_STILL:
        yield f"takes {len(html):,} characters, at most {MAX_STILL:,} are allowed"


def what_is_left(sweep: bool) -> None:
    """Raise what is wrong with the panels and the folder; this runs in the kernel."""
    import gc
    import json
    import os
    import traceback
    from unittest import mock

    from ipywidgets import Widget
    from jupyter_client.jsonutil import json_default

    from ann_course.live import Panel

    def kept_back(widget: object, message: object, buffers: object = None) -> None:
        """Check that a message could be sent, but send nothing.

        While a cell runs, nbval reads none, and of thousands the last ones are lost,
        that with which the cell ends among them.
        """
        json.dumps(message, default=json_default)

    found = []
    for panel in [each for each in gc.get_objects() if isinstance(each, Panel)]:
        if panel.comm is None:  # closed: its cell was run again
            continue
        name = type(panel).__name__
        if panel.error.value:
            found.append(f"{name} shows an error: {panel.error.value}")
        if sweep:
            try:
                with mock.patch.object(Widget, "_send", kept_back):
                    panel.sweep()
            except Exception as error:
                text = "".join(traceback.format_exception_only(error))
                found.append(f"{name} fails in its sweep: {text}")
    left = set(os.listdir()) - {"progress"}  # the learner's answers
    found += [f"the file {each!r} is left in the folder" for each in sorted(left)]
    if found:
        raise AssertionError("\n".join(found))


def _calling(function: Any, **arguments: Any) -> str:
    """Return a cell that calls a function and leaves no name behind."""
    name = function.__name__
    given = ", ".join(f"{key}={value!r}" for key, value in arguments.items())
    return (
        f"{inspect.getsource(function)}\n\n"
        f"try:\n    {name}({given})\nfinally:\n    del {name}\n"
    )


def validate(
    folder: Path, *options: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run nbval, with this plugin, over the notebooks of a folder; return what it says."""
    here = Path(__file__).parent
    path = [str(here), str(here.parent), os.environ.get("PYTHONPATH", "")]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "nbval_watch", "--nbval-lax", *options],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, path))} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
