"""A lesson's exercises as an assignment in nbgrader's format.

The notebook holds, for each exercise that can be graded and needs nothing else of the
course, its task, the lesson's own cell with its gaps and its check, and a locked cell with
the points. In the teacher's source that cell also holds the secret half, inputs and what
is expected of them, which nbgrader takes out before the assignment is released and puts
back before it is graded.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import json
import re
import secrets
from pathlib import Path
from typing import Any

from ann_course.copying import find_lesson, was_run
from ann_course.grading.judging import checked_answer, is_gradable, make_test
from ann_course.learn import Exercise, Question
from ann_course.learn.item import Item
from ann_course.learn.teacher import teacher
from ann_lib._support.storage import write_atomically

BEGIN, END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
SECRET = "# secret: "
CONFIG = Path(__file__).with_name("nbgrader_config.py")
NOT_JUDGED = (
    'raise RuntimeError("Not judged: nbgrader was without the course\'s settings.")'
)
"""Ends the secret half: without the course's steps nbgrader would find nothing wrong."""


def write_assignment(
    number: str, course: Path, *, points: int = 2, seed: int | None = None
) -> list[str]:
    """Write a lesson's assignment into an nbgrader course folder.

    Parameters
    ----------
    number : str
        The lesson's, such as "02".
    course : Path
        Where ``source/`` lies. nbgrader's settings are written beside it, unless there are
        some.
    points : int
        For each exercise; the free answer has as many.
    seed : int, optional
        Draws the inputs; by default one that nobody knows.

    Returns
    -------
    report : list of str

    Raises
    ------
    OSError
        If there is no such lesson, the assignment is there already, with what a teacher
        may have changed in it, or the folder cannot be written to.
    ValueError
        If no exercise of the lesson can be graded, an exercise had no points, or the seed
        is below 0.
    """
    if points < 1:
        raise ValueError(f"An exercise has at least 1 point, not {points}.")
    if seed is not None and seed < 0:
        raise ValueError(f"A seed is a whole number from 0 on, not {seed}.")
    path = find_lesson(number)
    name = f"lesson_{number}"
    target = course / "source" / name / f"{name}.ipynb"
    if target.exists():
        raise FileExistsError(
            f"{target.resolve()} is there already. Rename or delete it to have a new one"
        )
    notebook = make_assignment(path, points=points, seed=seed)
    target.parent.mkdir(parents=True, exist_ok=True)
    report = [f"The assignment's source is {target.resolve()}."]
    if was_run(path.read_bytes()):
        report.append(
            f"{path} was run and saved: what was written into its exercises is in the "
            "assignment, too."
        )
    config = course / "nbgrader_config.py"
    if not config.exists():
        write_atomically(config, CONFIG.read_bytes())
        report.append(f"nbgrader's settings are {config.resolve()}.")
    elif b"nbgrader_steps" not in config.read_bytes():
        report.append(
            f"nbgrader's settings, {config.resolve()}, were there before. Add to them what "
            f"is in {CONFIG}: without it every answer counts as wrong."
        )
    text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    write_atomically(target, text.encode())  # last: whoever calls again finds it whole
    graded = [
        c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade")
    ]
    total = sum(cell["metadata"]["nbgrader"]["points"] for cell in graded)
    n = len(graded) - 1
    report.append(
        f"{n} exercise{'s' * (n != 1)} and a free answer, {total} points in all. Next, in "
        f"{course.resolve()}: nbgrader generate_assignment {name}"
    )
    return report


def make_assignment(
    path: Path, *, points: int = 2, seed: int | None = None
) -> dict[str, Any]:
    """Return the source notebook of a lesson's assignment, as JSON.

    Raises
    ------
    ValueError
        If no exercise of the lesson can be graded.
    """
    seed = secrets.randbelow(2**31) if seed is None else seed
    lesson = f"lesson_{path.name[:2]}"
    page = teacher(path)
    given = json.loads(path.read_text(encoding="utf-8"))["cells"]
    items = [item for section in page.sections for item in section.items]
    templates = _templates(given, lesson) if items else {}
    setup, cells = _setup(given), []
    solved = ["".join(setup["source"])]
    for item in items:
        if isinstance(item, Exercise) and item.key in templates and is_gradable(item):
            written, answer = checked_answer(
                _with_solution(templates[item.key], item.solution)
            )
            if _missing([*solved, written, answer]):
                continue  # such as what the lesson has shown: nobody could solve it here
            solved.append(written)
            test = make_test(lesson, item, seed) | {"answer": answer}
            cells += _exercise(item, templates[item.key], test, points)
    if not cells:
        raise ValueError(f"No exercise of {page.title!r} can be graded by itself.")
    opening = {
        "cell_type": "markdown",
        "id": "opening",
        "metadata": {},
        "source": _lines(OPENING.format(title=page.title)),
    }
    return {
        "cells": [opening, setup, *cells, _free_answer(items, points)],
        "metadata": {
            "kernelspec": {
                "display_name": "Python 3",
                "language": "python",
                "name": "python3",
            }
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


OPENING = (
    "# {title}: to hand in\n\n"
    "Fill in the gaps, and run each cell: its check tells how far you are. Your mark comes "
    "from inputs that nobody has seen, where `ann_lib` and `ann_course` are not at hand: "
    "use Python and NumPy. You may add cells of your own; leave the cells with the points "
    "where they are."
)


def _templates(cells: list[dict[str, Any]], lesson: str) -> dict[str, str]:
    """Return, by the exercise's key, the lesson's cell in which it is done."""
    asked = importlib.import_module(f"ann_course.lessons.{lesson}")
    found = {}
    for cell in cells:
        source = "".join(cell["source"])
        if "exercise" in cell["metadata"].get("tags", []):
            for name in re.findall(r"^lesson\.(\w+)\.check\(", source, re.MULTILINE):
                found[getattr(asked, name).key] = source
    return found


def _setup(cells: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the lesson's own first cell of code, which imports what its cells use."""
    setup = next(c for c in cells if "setup" in c["metadata"].get("tags", []))
    return _cell("code", "setup", "".join(setup["source"]), locked=True)


def _exercise(
    item: Exercise, template: str, test: dict[str, Any], points: int
) -> list[dict[str, Any]]:
    secret = json.dumps(test, separators=(",", ":"))
    told = f"# {points} points, from inputs of its own.\n{BEGIN}\n{SECRET}{secret}\n"
    told += f"{NOT_JUDGED}\n{END}"
    return [
        _cell("markdown", f"task-{item.key}", item.text, locked=True),
        _cell("code", item.key, _with_solution(template, item.solution), solution=True),
        _cell("code", f"mark-{item.key}", told, grade=True, locked=True, points=points),
    ]


def _missing(cells: list[str]) -> set[str]:
    """Return the names that cells use and that are not there behind the wall."""
    used: set[str] = set()
    there = set(dir(builtins))
    for node in ast.walk(ast.parse("\n".join(cells))):
        if isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else there).add(node.id)
        elif isinstance(node, ast.FunctionDef):
            there.add(node.name)
        elif isinstance(node, ast.arg):
            there.add(node.arg)
        elif isinstance(node, ast.Import):
            there.update(
                (each.asname or each.name).partition(".")[0] for each in node.names
            )
        elif isinstance(node, ast.ImportFrom) and not str(node.module).startswith("ann_"):
            there.update(each.asname or each.name for each in node.names)
    return used - there


def _with_solution(template: str, solution: str) -> str:
    """Return a cell with a solution in the region that nbgrader takes out on release."""
    before, _, check = template.rstrip().rpartition("\n")
    return (
        f"{before.rstrip()}\n\n### BEGIN SOLUTION\n{solution}\n### END SOLUTION\n\n{check}"
    )


def _free_answer(items: list[Item], points: int) -> dict[str, Any]:
    """Return the cell for an answer in words, about an idea that the lesson meets."""
    options = [o for item in items if isinstance(item, Question) for o in item.options]
    belief = [option.idea.belief for option in options if option.idea][-1]
    text = (
        f"**In your own words** ({points} points). Somebody says: “{belief}” What do you "
        "answer? Give an example of your own, with numbers.\n\n*Write here.*"
    )
    marks = {"grade": True, "solution": True, "points": points}
    return _cell("markdown", "in-your-own-words", text, **marks)


def _cell(kind: str, grade_id: str, source: str, **marks: Any) -> dict[str, Any]:
    plain = {"grade": False, "solution": False, "locked": False, "task": False}
    metadata = plain | {"schema_version": 3, "grade_id": grade_id} | marks
    code: dict[str, Any] = {}
    if kind == "code":
        code = {"outputs": [], "execution_count": None}
    return {
        "cell_type": kind,
        "id": grade_id,
        "metadata": {"nbgrader": metadata},
        "source": _lines(source),
        **code,
    }


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
