"""The notebooks' cells for learners: their gaps, what fills them, what they need to run."""

from __future__ import annotations

import ast
import functools
import importlib
import io
import linecache
import re
import tokenize
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from notebook_page import Page, names_in, tags

from ann_course.learn import Exercise

FOLDER = Path(__file__).parents[1] / "notebooks"


def exercises(lesson: str) -> dict[str, Exercise]:
    """Return a lesson's exercises by their names in it: "lesson_02" -> {...}."""
    module = importlib.import_module(f"ann_course.lessons.{lesson}")
    return {name: item for name, item in vars(module).items() if isinstance(item, Exercise)}


@functools.cache
def notebook(lesson: str) -> Page:
    (path,) = FOLDER.glob(f"{lesson[-2:]}_*.ipynb")
    return Page(path)


@functools.cache
def cell_of(lesson: str, name: str) -> Any:
    """Return the cell in which an exercise is checked, or None."""
    calls = rf"\blesson\.{name}\.check\("
    return next((c for c in notebook(lesson).code if re.search(calls, c.source)), None)


def gaps(source: str) -> list[tuple[int, int]]:
    """Return the line (from 0) and the column of each gap, `...`."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    starts = [token.start for token in tokens if token.exact_type == tokenize.ELLIPSIS]
    return [(row - 1, column) for row, column in starts]


def fill(source: str, fills: tuple[str, ...]) -> str:
    """Return the source with the first gaps filled, each line indented as its gap's is."""
    found = gaps(source)
    if len(fills) > len(found):
        raise ValueError(f"{len(fills)} fills for {len(found)} gaps: {fills}")
    lines = source.splitlines()
    for (row, column), text in reversed(list(zip(found, fills, strict=False))):
        indent = lines[row][: len(lines[row]) - len(lines[row].lstrip())]
        text = text.replace("\n", "\n" + indent)
        lines[row] = lines[row][:column] + text + lines[row][column + 3 :]
    return "\n".join(lines) + "\n"


def is_blank_page(source: str) -> bool:
    """Whether the cell's one gap is a whole body, so that any function can be written."""
    bodies = [node.body for node in ast.walk(ast.parse(source)) if hasattr(node, "body")]
    lone = [body for body in bodies if isinstance(body, list) and "..." in map(_text, body)]
    return len(gaps(source)) == len(lone) == 1


def _text(statement: ast.AST) -> str:
    return ast.unparse(statement)


def closing(source: str) -> str:
    """Return the cell's statements after the last one that has a gap: tools and checks."""
    last = gaps(source)[-1][0]
    ends = [node.end_lineno for node in ast.parse(source).body if node.lineno <= last + 1]
    return "\n".join(source.splitlines()[ends[-1] :])


def written(source: str, code: str) -> str:
    """Return the cell with the learner's part written anew."""
    return code if ".check(" in code else f"{code}\n{closing(source)}\n"


def run(source: str, names: dict[str, Any], title: str) -> None:
    """Run a cell so that its functions have a source, as they have in a notebook."""
    linecache.cache[title] = (len(source), None, source.splitlines(keepends=True), title)
    exec(compile(source, title, "exec"), names)


def _needed(lesson: str, cell: Any, names: frozenset[str], solved: bool) -> list[str]:
    """Return the sources of the earlier cells that give the names, and what those need."""
    page = notebook(lesson)
    by_cell = {cell_of(lesson, name).id: item for name, item in exercises(lesson).items()}
    position = next(i for i, each in enumerate(page.code) if each.id == cell.id)
    sources: list[str] = []
    for earlier in reversed(page.code[:position]):
        source = earlier.source
        trains = [name for name in names if re.search(rf"\b{name}\.fit\(", source)]
        gives = names_in(source, assigned=True) & names
        if earlier.id == "resume" or not (gives or trains or "setup" in tags(earlier)):
            continue  # nothing is written into the folder of the tests
        if item := by_cell.get(earlier.id):
            source = source.replace(closing(source), "")
            source = item.solution if solved else source
        sources.append(source)
        names = names | names_in(source, assigned=False)
    return sources[::-1]


@functools.lru_cache(maxsize=2)
def _names_before(lesson: str, sources: tuple[str, ...]) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "__main__", "display": lambda *shown: None}
    for number, source in enumerate(sources):
        run(source, names, f"<{lesson}, cell {number} before, {hash(source)}>")
    return names


def give(
    lesson: str, name: str, source: str, *, uses: Iterable[str] = (), solved: bool = True
) -> None:
    """Run an exercise's cell as a learner has written it, with what it needs before it.

    ``uses`` are more sources whose names the cell may need, so that all answers to an
    exercise share what was run before.
    """
    cell = cell_of(lesson, name)
    texts = [cell.source, source, *uses]
    wanted = frozenset().union(*(names_in(text, assigned=False) for text in texts))
    before = _names_before(lesson, tuple(_needed(lesson, cell, wanted, solved)))
    names = dict(before)
    try:
        run(source, names, f"<{lesson}, {name}>")
    except Exception as error:
        error.names = names  # for what is said of it
        raise
