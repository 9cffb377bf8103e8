"""A notebook as the rules see it: its cells, words, headings, sections and names."""

from __future__ import annotations

import ast
import itertools
import json
import re
import symtable
from pathlib import Path
from typing import Any

import nbformat

WORDS_PER_MINUTE = 150
# The least that a learner needs for each task, in minutes per cell.
DOING = {"predict": 0.5, "panel": 1.0, "question": 0.5, "exercise": 3.0}


class Page:
    """A notebook with its path, as the rules see it."""

    def __init__(self, path: Path, notebook: Any = None) -> None:
        self.path = path
        # Not nbformat.read, which would repair what the rules should find.
        self.notebook = notebook or nbformat.from_dict(json.loads(path.read_text("utf-8")))
        self.cells = self.notebook.cells
        for cell in self.cells:
            cell.source = "".join(cell.source)
        self.code = [cell for cell in self.cells if cell.cell_type == "code"]
        self.prose = [cell for cell in self.cells if cell.cell_type == "markdown"]

    def sections(self) -> list[tuple[Any, list[Any]]]:
        """Return each cell that states minutes, with the cells up to the next such cell."""
        found: list[tuple[Any, list[Any]]] = []
        for cell in self.cells:
            if "minutes" in cell.metadata:
                found.append((cell, []))
            if found:
                found[-1][1].append(cell)
        return found

    def opening(self) -> str:
        """Return the text from the top to the end of the first section."""
        later = [head.id for head, _ in self.sections()[1:]]
        first = itertools.takewhile(lambda cell: cell.id not in later, self.cells)
        return "\n".join(cell.source for cell in first)


def tags(cell: Any) -> set[str]:
    return set(cell.metadata.get("tags", []))


def claims_of(cell: Any) -> list[str]:
    """Return the claims that a cell proves: ``"claim": "C16"``, or a list of them."""
    claims = cell.metadata.get("claim", [])
    return [claims] if isinstance(claims, str) else list(claims)


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))


def headings(cell: Any) -> list[tuple[int, str]]:
    """Return the level and the words of each heading in a Markdown cell."""
    text = re.sub(r"^```.*?^```", "", cell.source, flags=re.M | re.S)
    return [
        (len(marks), words.strip())
        for marks, words in re.findall(r"^(#{1,6}) +(.+?)#*$", text, flags=re.M)
    ]


def count_words(text: str) -> int:
    """Count the words of a text, without formulas, tags and addresses."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    text = re.sub(r"\$\$.*?\$\$|\$[^$\n]+\$", " ", text, flags=re.S)
    text = re.sub(r"\]\([^)]*\)|<[^>]+>|https?:\S+", " ", text)
    return len(re.findall(r"\w+(?:[’'.,-]\w+)*", text))


def tree(cell: Any) -> ast.Module | None:
    try:
        return ast.parse(cell.source)
    except SyntaxError:
        return None


def minutes_needed(cells: list[Any]) -> float:
    """Return the minutes that cells need at least, for reading and for tasks."""
    read = [c for c in cells if c.cell_type == "markdown" and "teacher" not in tags(c)]
    words = sum(count_words(cell.source) for cell in read)
    doing = sum(DOING.get(tag, 0.0) for cell in cells for tag in tags(cell))
    return words / WORDS_PER_MINUTE + doing


def names_in(source: str, *, assigned: bool) -> set[str]:
    """Return the global names that a cell uses, or only those that it assigns."""
    try:
        top = symtable.symtable(source, "cell", "exec")
    except SyntaxError:
        return set()
    found = {
        symbol.get_name()
        for symbol in top.get_symbols()
        if symbol.is_assigned() or not assigned
    }
    inner = top.get_children() if not assigned else []
    while inner:
        table = inner.pop()
        found |= {s.get_name() for s in table.get_symbols() if s.is_global()}
        inner += table.get_children()
    return found
