# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call"
"""The course's two steps in nbgrader's autograding: put right, judge behind the wall."""

from __future__ import annotations

import json
from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from ann_course.grading.assignment import BEGIN, SECRET
from ann_course.grading.judging import Mark, checked_answer, judge

PREPROCESSORS = "nbgrader.preprocessors."
SANITIZE = [
    f"{PREPROCESSORS}ClearOutput",
    "ann_course.grading.nbgrader_steps.PutRight",
    f"{PREPROCESSORS}OverwriteKernelspec",
    f"{PREPROCESSORS}OverwriteCells",
    f"{PREPROCESSORS}CheckCellMetadata",
]
AUTOGRADE = [
    "ann_course.grading.nbgrader_steps.JudgeBehindWall",
    f"{PREPROCESSORS}LimitOutput",
    f"{PREPROCESSORS}SaveAutoGrades",
    f"{PREPROCESSORS}AssignLatePenalties",
    f"{PREPROCESSORS}CheckCellMetadata",
]


class PutRight(NbGraderPreprocessor):  # type: ignore[misc]
    """Give a submission all cells of the assignment, each once and with its own metadata.

    Whatever was deleted, doubled, renamed or retyped costs its own points at most. Cells
    of the learner's own stay where they are.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Put a submitted notebook right."""
        told = resources["nbgrader"]
        with Gradebook(told["db_url"]) as gradebook:
            source = gradebook.find_notebook(told["notebook"], told["assignment"])
            points = {each.name: each.max_score for each in source.grade_cells}
            solutions = {each.name for each in source.solution_cells}
            wanted = {
                each.name: (each.cell_type, each.source, each.checksum)
                for each in source.source_cells
            }
        there: dict[str, Any] = {}
        for cell in reversed(nb.cells):  # of two with the same name the last one counts
            marks = cell.metadata.pop("nbgrader", None)
            name = marks.get("grade_id") if isinstance(marks, dict) else None
            if isinstance(name, str) and name in wanted and name not in there:
                there[name] = cell
        for name, (kind, text, checksum) in wanted.items():
            cell = there.get(name)
            if cell is None or cell.cell_type != kind:
                make = new_code_cell if kind == "code" else new_markdown_cell
                written = cell.source if cell is not None and name in solutions else ""
                cell = make("" if name in solutions else text)
                cell.source = written or cell.source
                nb.cells.append(cell)
            cell.metadata["nbgrader"] = {
                "schema_version": 3,
                "grade_id": name,
                "grade": name in points,
                "solution": name in solutions,
                "locked": name not in solutions,
                "task": False,
                "cell_type": kind,
                "checksum": checksum,
            } | ({"points": points[name]} if name in points else {})
        return nb, resources


class JudgeBehindWall(NbGraderPreprocessor):  # type: ignore[misc]
    """Judge each exercise in a process of its own; no kernel runs the notebook."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Judge all exercises of a submission."""
        mine = [c for c in nb.cells if c.cell_type == "code" and not utils.is_grade(c)]
        for cell in nb.cells:
            if utils.is_grade(cell) and cell.cell_type == "code":
                mark = self._mark(cell.source, mine)
                cell.outputs = [] if mark.right else [_why(mark)]
                cell.source = cell.source.partition(BEGIN)[0].rstrip()  # for the feedback
        return nb, resources

    def _mark(self, source: str, cells: list[Any]) -> Mark:
        secret = next(
            (line for line in source.splitlines() if line.startswith(SECRET)), None
        )
        if secret is None:
            return Mark(False, "The secret half of this exercise is missing: generate the "
                        "assignment again from its source.")  # fmt: skip
        test = json.loads(secret.removeprefix(SECRET))
        names = [c.metadata.get("nbgrader", {}).get("grade_id") for c in cells]
        until = names.index(test["key"]) + 1
        sources = [_without_check(cell.source) for cell in cells[:until]]
        try:
            return judge(test, test["answer"], sources)
        except Exception as error:  # one item must not keep the others from their marks
            self.log.exception("The exercise %s could not be judged", test["key"])
            return Mark(False, f"It could not be judged: {type(error).__name__}. Tell us.")


def _without_check(source: str) -> str:
    """Return what a cell defines; where that cannot be told, all of it."""
    try:
        return checked_answer(source)[0]
    except (SyntaxError, ValueError, IndexError, RecursionError, MemoryError):
        return source


def _why(mark: Mark) -> Any:
    told = {"ename": "Not right", "evalue": mark.reason, "traceback": [mark.reason]}
    return new_output("error", **told)
