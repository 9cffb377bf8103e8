"""A lesson as slides in one HTML file: aim, predictions, still panels and questions.

``python -m ann_course slides 02`` runs the lesson's cells and writes the file. It asks
nothing of the network, so it can be shown where there is none, and printed.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import re
import tempfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from ann_course.learn.item import Item
from ann_course.learn.lock import Lock
from ann_course.learn.style import document, inline, style_sheet
from ann_course.live import Panel
from ann_course.projecting import is_shown
from ann_course.reading import OFFLINE
from ann_course.reading.forms import asked, tasks

POLICY = f"{OFFLINE}; script-src 'unsafe-inline'"


def slides(notebook: Path) -> str:
    """Return a lesson's slides as one HTML document.

    Parameters
    ----------
    notebook : Path
        The lesson. Its cells are run, up to the last one that has a slide.

    Returns
    -------
    html : str

    Raises
    ------
    RuntimeError
        If a cell fails that is not the learner's.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    shown = [*_opening("".join(cells[0]["source"])), *_shown(cells)]
    title = unescape(re.sub("<[^>]+>", "", shown[0].partition("</h1>")[0]))
    sections = "".join(
        f'<section role="group" aria-roledescription="slide" '
        f'aria-label="{number} of {len(shown)}" tabindex="-1"><div>{slide}</div></section>'
        for number, slide in enumerate(shown, 1)
    )
    here = Path(__file__)
    script = here.with_name("slides.js").read_text(encoding="utf-8")
    return document(
        title,
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        + style_sheet(here.with_name("slides.css")),
        f"<body><main>{sections}</main>"
        '<nav aria-label="Slides"><button id="back">Back</button> '
        '<output id="place" aria-live="polite"></output> '
        '<button id="next">Next</button></nav>'
        f"<script>\n{script}</script></body>",
    )


def _opening(text: str) -> list[str]:
    """Return the slides of the first cell: the lesson's title and question, and its aim."""
    title, _, aim = text.partition("## ")
    heading, _, aim = aim.partition("\n")
    without_minutes = re.sub(r"^\*[^*\n]*\bminutes\*$", "", aim, flags=re.MULTILINE)
    return [_blocks(title), f"<h2>{inline(heading)}</h2>{_blocks(without_minutes)}"]


def _blocks(text: str) -> str:
    """Return a little Markdown as safe HTML: a title, paragraphs and lists."""
    html = ""
    for block in re.split(r"\n\s*\n", text.strip()):
        if block.startswith("# "):
            html += f"<h1>{_bold(block[2:])}</h1>"
        elif block.startswith("- "):
            points = "".join(f"<li>{_bold(line[2:])}</li>" for line in block.split("\n"))
            html += f"<ul>{points}</ul>"
        elif block:
            html += f"<p>{_bold(' '.join(block.split()))}</p>"
    return html


def _bold(text: str) -> str:
    return "".join(
        f"<b>{inline(part)}</b>" if k % 2 else inline(part)
        for k, part in enumerate(text.split("**"))
    )


def _shown(cells: list[dict[str, Any]]) -> Iterator[str]:
    """Run the cells, and yield the slides of what they show."""
    last = max((k for k, cell in enumerate(cells) if is_shown(cell)), default=-1)
    names: dict[str, Any] = {"__name__": "__main__"}
    with tempfile.TemporaryDirectory() as folder, _within(folder):
        for cell in cells[: last + 1]:
            if cell["cell_type"] != "code":
                continue
            value = _run(cell, names)
            if is_shown(cell) and (slide := _slide(value)):
                yield slide


@contextlib.contextmanager
def _within(folder: str) -> Iterator[None]:
    """Stay in a folder, where answers of another day are not found, and say nothing."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        os.chdir(before)


def _run(cell: dict[str, Any], names: dict[str, Any]) -> Any:
    """Run a cell, and return the value of its last line if that is an expression."""
    body = ast.parse("".join(cell["source"])).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    try:
        exec(compile(ast.Module(body, []), cell["id"], "exec"), names)
        if isinstance(last, ast.Expr):
            return eval(compile(ast.Expression(last.value), cell["id"], "eval"), names)
    except Exception as error:
        if "raises-exception" not in cell["metadata"].get("tags", []):
            raise RuntimeError(f"The cell {cell['id']} fails: {error}") from error
    return None


def _slide(value: Any) -> str:
    """Return the slide of a panel or of something that is asked."""
    if isinstance(value, Item):
        return f'<div class="asked">{asked(value, "h2")}</div>'
    panel = value.panel if isinstance(value, Lock) else value
    if not isinstance(panel, Panel):
        return ""
    return f'<div class="panel">{panel.still_html()}</div>{tasks(panel.tasks)}'
