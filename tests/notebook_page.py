"""A notebook as the rules see it: its cells, words, headings, sections and names."""

from __future__ import annotations

import ast
import importlib
import itertools
import json
import re
import symtable
from pathlib import Path
from typing import Any

import nbformat

from ann_course.page import Tasks

WORDS_PER_MINUTE = 150
LINES_PER_MINUTE = 10
# Minutes for each task of a panel, each question and each prediction.
TASK = 2.0
# Minutes for a panel that names no task.
MOVE = 1.0
# The least for an exercise: what it really takes is what its section states.
EXERCISE = 3.0


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

    @property
    def is_lesson(self) -> bool:
        """Whether it is a numbered lesson, rather than a page to look things up in."""
        return self.path.stem[:2].isdigit()

    def sections(self) -> list[tuple[Any, list[Any]]]:
        """Return each cell that states minutes, with the cells up to the next such cell."""
        found: list[tuple[Any, list[Any]]] = []
        for cell in self.cells:
            if "minutes" in cell.metadata:
                found.append((cell, []))
            if found:
                found[-1][1].append(cell)
        return found

    def under(self, title: str) -> list[Any]:
        """Return the cells of each section at level 2 whose heading begins with a title."""
        found, inside = [], False
        for cell in self.cells:
            if cell.cell_type == "markdown":
                for level, words in headings(cell):
                    if level <= 2:
                        inside = level == 2 and words.startswith(title)
            if inside:
                found.append(cell)
        return found

    def n_tasks(self, cell: Any) -> int:
        """Return how many tasks of its lesson a cell hands to its panel."""
        name = f"ann_course.lessons.lesson_{self.path.stem[:2]}"
        try:
            lesson = vars(importlib.import_module(name))
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            lesson = {}
        words = re.findall(r"\w+", cell.source)
        of_cell = [lesson[word] for word in words if isinstance(lesson.get(word), Tasks)]
        return sum(map(len, of_cell))

    def minutes_needed(self, cells: list[Any]) -> float:
        """Return the minutes that cells need: reading, code in sight, and what is done.

        150 words and 10 lines of code a minute, two minutes for each task of a panel,
        each question and each prediction, three at least for an exercise, and one for a
        panel without tasks.
        """
        words = sum(
            count_words(cell.source)
            for cell in cells
            if cell.cell_type == "markdown" and "teacher" not in tags(cell)
        )
        lines = sum(map(visible_lines, cells))
        needed = words / WORDS_PER_MINUTE + lines / LINES_PER_MINUTE
        for cell in cells:
            has = tags(cell)
            if "panel" in has:
                needed += TASK * self.n_tasks(cell) or MOVE
            if "question" in has or ("predict" in has and ".compare(" not in cell.source):
                needed += TASK
            if "exercise" in has:
                needed += EXERCISE
        return needed

    def essential_minutes(self) -> float:
        """Return the minutes of what is not marked "if there is time".

        A section counts with what it states, or with what it needs where that is more.
        """
        return sum(
            max(head.metadata["minutes"], self.minutes_needed(cells))
            for head, cells in self.sections()
            if not head.metadata.get("extra")
        )

    def lines_explaining(self) -> int:
        """Return the lines of code in sight under "Explain"."""
        return sum(map(visible_lines, self.under("Explain")))

    def opening(self) -> str:
        """Return the text from the top to the end of the first section."""
        later = [head.id for head, _ in self.sections()[1:]]
        first = itertools.takewhile(lambda cell: cell.id not in later, self.cells)
        return "\n".join(cell.source for cell in first)


def tags(cell: Any) -> set[str]:
    return set(cell.metadata.get("tags", []))


def is_folded(cell: Any) -> bool:
    """Whether JupyterLab shows a line with three dots in place of the cell's code."""
    return bool(cell.metadata.get("jupyter", {}).get("source_hidden"))


def visible_lines(cell: Any) -> int:
    """Return how many lines of code a learner has in sight who is to read them.

    What is folded does not count, nor a line that only shows a question, nor an exercise,
    which is written rather than read.
    """
    if cell.cell_type != "code" or is_folded(cell):
        return 0
    if tags(cell) & {"question", "predict", "exercise"}:
        return 0
    return sum(bool(line.strip()) for line in cell.source.splitlines())


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
