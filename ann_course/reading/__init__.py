"""A lesson as a page to read: run, with pictures, formulas, questions and their answers.

``python -m ann_course read 02`` runs the lesson and writes one HTML file that has all of
it, for a phone, for a printer, and for search engines. It has no script and asks nothing
of the network. The site (``site/read.py``) has one for each lesson, linked to each other.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from ann_course.page.still import VIEW
from ann_course.projecting import FOLDED

CSS = "\n".join(
    (Path(__file__).with_name(f"{name}.css")).read_text(encoding="utf-8")
    for name in ("base", "reading")
)
OFFLINE = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""A browser refuses whatever a page with this policy asks of the network."""
SECONDS = 1200
"""What one cell may take, on a busy machine."""
BEGIN = "from ann_course.reading.forms import read_here\n\nread_here()"
ASKED = {"predict", "question"}
LETTERS = 155
"""About what search engines show of a page's description."""


def reading_page(notebook: Path) -> str:
    """Run a lesson, and return it as one HTML document that stands alone.

    Raises
    ------
    ModuleNotFoundError
        If nbconvert or latex2mathml is not installed.
    RuntimeError
        If a cell fails that is not the learner's.
    """
    import_module("ann_course.reading.exporter")  # what is missing is told at once
    return render(run(notebook), notebook, pages={})


def run(notebook: Path) -> Any:
    """Run a notebook in an empty folder; return it with the outputs of a page to read.

    Raises
    ------
    RuntimeError
        If a cell fails that is not the learner's.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError
    from nbformat.v4 import new_code_cell

    content = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    content.cells.insert(0, new_code_cell(BEGIN))  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            content,
            timeout=SECONDS,
            kernel_name="python3",
            extra_arguments=["--log-level=ERROR"],
            resources={"metadata": {"path": folder}},
            store_widget_state=False,
        )
        try:
            client.execute()
        except CellExecutionError as error:
            failed = next(cell.id for cell in reversed(content.cells) if _stopped(cell))
            raise RuntimeError(
                f"The cell {failed} fails: {error.ename}: {error.evalue}"
            ) from None
    del content.cells[0]
    return content


def render(
    content: Any, notebook: Path, *, pages: Mapping[str, str], address: str = ""
) -> str:
    """Return a notebook that has been run as one HTML document.

    Parameters
    ----------
    content : NotebookNode
        As `run` returns it.
    notebook : Path
        Its file.
    pages : mapping of str to str
        The names of all notebooks that have a page beside this one, in their order, and of
        their pages. The page then links to them, to the site's first page above them, and
        to the lesson in the browser. If this one is not among them, the page stands alone.
    address : str
        Where the folder of the pages will be, such as ``https://example.org/read/``.
    """
    from ann_course.reading.exporter import PageExporter

    for cell in content.cells:
        cell.metadata["reading"] = _how(cell)
    opening = content.cells[0].source
    page = {
        "title": title_of(opening),
        "description": description_of(opening),
        "css": CSS,
        "policy": f"{OFFLINE}; media-src data:",
        "address": address and address + pages.get(notebook.name, ""),
        **_around(notebook, pages),
    }
    if not any(cell.cell_type == "code" for cell in content.cells):
        page["live"] = ""  # nothing in it is alive
    exporter = PageExporter(pages)
    html, _ = exporter.from_notebook_node(content, resources={"page": page})
    return str(html)


def title_of(opening: str) -> str:
    """Return the title of a lesson, which its first cell begins with."""
    return re.sub("[*`]", "", opening.partition("\n")[0].removeprefix("# "))


def description_of(opening: str) -> str:
    r"""Return what a lesson is about, for search engines: its question and first words.

    Examples
    --------
    >>> description_of("# Lesson 1\n\n**Why?**\n\n## Aim\n\n*1 of 9 minutes*\n\nTo see.")
    'Why? To see.'
    """
    blocks = re.split(r"\n\s*\n", opening.strip())[1:]
    prose = [b for b in blocks if not re.match(r"#|- |\*[^*\n]*minutes\*$", b)]
    plain = re.sub(r"\*\*?|`|\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(prose[:2]))
    words = " ".join(plain.replace("$", "").split())
    if len(words) <= LETTERS:
        return words
    return words[:LETTERS].rpartition(" ")[0].rstrip(",;:") + " …"


def _stopped(cell: Any) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def _how(cell: Any) -> dict[str, Any]:
    """Say how a cell is shown, and leave out what is alive in its outputs."""
    tags = set(cell.metadata.get("tags", []))
    if cell.cell_type != "code":
        return {"shown": "teacher" not in tags}
    cell.outputs = _outputs(cell.outputs)
    source = cell.source = cell.source.replace("  # fmt: skip", "")
    own = re.fullmatch(r"(?:lesson\.)?progress\S*", source)
    code = not (own or (tags & ASKED))
    hidden = cell.metadata.get("jupyter", {}).get("source_hidden")
    folded = code and (hidden or tags & FOLDED) and "exercise" not in tags
    return {
        "shown": bool(code or cell.outputs),
        "code": code,
        "fold": _summary(source, tags) if folded else "",
    }


def _outputs(outputs: list[Any]) -> list[Any]:
    """Return what there is to read of outputs, printed lines in one piece."""
    shown: list[Any] = []
    for output in filter(_is_read, outputs):
        if output.output_type == "stream":  # a progress bar leaves empty lines
            output.text = output.text.strip("\n") + "\n"
            if shown and shown[-1].output_type == "stream":
                shown[-1].text += output.text
                continue
        shown.append(output)
    return shown


def _is_read(output: Any) -> bool:
    """Whether an output has anything to read: no widget, no warning, no empty line."""
    if output.output_type == "stream":
        return output.name == "stdout" and bool(output.text.strip())
    data = output.get("data", {})
    return output.output_type == "error" or (
        VIEW not in data and any(str(each).strip() for each in data.values())
    )


def _summary(source: str, tags: set[str]) -> str:
    """Return what a fold says of the code in it: the comment that it begins with."""
    comment = re.match(r"# (.+)", source)
    if comment:
        return f"Code: {comment[1]}"
    if "setup" in tags:
        return "Code: imports"
    return "Code of this panel" if "panel" in tags else "Code"


def _around(notebook: Path, pages: Mapping[str, str]) -> dict[str, Any]:
    """Return where the page leads to."""
    if notebook.name not in pages:
        return {"live": "", "home": "", "before": None, "after": None}
    names = list(pages)
    at = names.index(notebook.name)

    def beside(k: int) -> dict[str, str] | None:
        if not 0 <= k < len(names):
            return None
        there = json.loads((notebook.parent / names[k]).read_text(encoding="utf-8"))
        title = title_of("".join(there["cells"][0]["source"])).removeprefix("Lesson ")
        return {"href": pages[names[k]], "title": title}

    return {
        "live": f"../lab/index.html?path={notebook.name}",
        "home": "index.html",
        "before": beside(at - 1),
        "after": beside(at + 1),
    }
