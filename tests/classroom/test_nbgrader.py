"""An assignment's whole way through nbgrader, as teachers and learners walk it."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from file_faults import ordinary_user

from ann_course.grading.assignment import write_assignment
from ann_course.lessons import lesson_02

pytest.importorskip("nbgrader")
pytestmark = pytest.mark.classroom

NAME = "lesson_02"
EXERCISES = {
    item.key: item
    for item in (
        lesson_02.write_weighted_sum,
        lesson_02.write_neuron,
        lesson_02.build_and,
        lesson_02.build_or,
        lesson_02.build_nand,
    )
}
Notebook = dict[str, Any]


class Course:
    """A course folder with an exchange of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "course"
        self.exchange = folder / "exchange"
        self.exchange.mkdir(mode=0o777, parents=True)
        self.exchange.chmod(0o777)
        self.report = write_assignment("02", self.folder, points=2, seed=5)
        with (self.folder / "nbgrader_config.py").open("a") as config:
            config.write("c.CourseDirectory.course_id = 'ann'\n")
            config.write(f"c.Exchange.root = {str(self.exchange)!r}\n")
            config.write(f"c.Exchange.cache = {str(folder / 'cache')!r}\n")

    def run(self, *arguments: str, where: Path | None = None) -> str:
        """Run one of nbgrader's commands, which must succeed."""
        place = where or self.folder
        beside = Path(sys.executable).parent  # nbgrader calls alembic by its name
        if where is not None:
            where.mkdir(exist_ok=True)
            shutil.copy(self.folder / "nbgrader_config.py", where)
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=place,
            capture_output=True,
            text=True,
            env={**os.environ, "PATH": f"{beside}:{os.environ['PATH']}"},
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    @property
    def release(self) -> Notebook:
        """The notebook that learners get."""
        path = self.folder / "release" / NAME / f"{NAME}.ipynb"
        return json.loads(path.read_text(encoding="utf-8"))

    def submit(self, student: str, change: Callable[[Notebook], None]) -> None:
        """Lay down what a student hands in."""
        notebook = self.release
        change(notebook)
        path = self.folder / "submitted" / student / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")


def cell_of(notebook: Notebook, name: str) -> dict[str, Any]:
    return next(
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == name
    )


def solve(notebook: Notebook, *keys: str) -> None:
    """Write the course's own solution into some exercises."""
    for key in keys or EXERCISES:
        cell = cell_of(notebook, key)
        check = "".join(cell["source"]).rstrip().rpartition("\n")[2]
        cell["source"] = f"{EXERCISES[key].solution}\n\n{check}"


def write(notebook: Notebook, name: str, source: str) -> None:
    solve(notebook)
    cell_of(notebook, name)["source"] = source


def delete(notebook: Notebook, *names: str) -> None:
    solve(notebook)
    for name in names:
        notebook["cells"].remove(cell_of(notebook, name))


def rename(notebook: Notebook, name: str, **marks: Any) -> None:
    solve(notebook)
    cell_of(notebook, name)["metadata"]["nbgrader"].update(marks)


def double(notebook: Notebook, name: str) -> None:
    solve(notebook)
    cell = json.loads(json.dumps(cell_of(notebook, name)))
    cell["id"] = "copied"
    notebook["cells"].append(cell)


def retype(notebook: Notebook, name: str) -> None:
    solve(notebook)
    cell = cell_of(notebook, name)
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]


def answer_half(notebook: Notebook) -> None:
    solve(notebook, FIRST, "build-and")
    cell_of(notebook, "in-your-own-words")["source"] = "A cell is more than a sum."


FIRST, SECOND = "write-weighted-sum", "write-neuron"
LOST_ONE = {
    "exit": lambda nb: write(nb, SECOND, "exit()"),
    "endless": lambda nb: write(
        nb, SECOND, "while True:\n  try:\n    pass\n  except: pass"
    ),
    "reference": lambda nb: write(nb, SECOND, "neuron = lesson.write_neuron.reference"),
    "no-python": lambda nb: write(nb, SECOND, "def neuron(:\n"),
    "check-replaced": lambda nb: write(
        nb, SECOND, "lesson.write_neuron.check = print\ndef neuron(i, w, b): return 1.0"
    ),
    "marks-itself": lambda nb: write(
        nb,
        SECOND,
        "from IPython.display import display\nneuron = lambda i, w, b: 1.0\n2.0",
    ),
    "cell-deleted": lambda nb: delete(nb, SECOND),
    "both-deleted": lambda nb: delete(nb, SECOND, f"mark-{SECOND}"),
}
LOST_NONE = {
    "id-changed": lambda nb: rename(nb, SECOND, grade_id="mine"),
    "mark-deleted": lambda nb: delete(nb, f"mark-{SECOND}"),
    "mark-renamed": lambda nb: rename(nb, f"mark-{SECOND}", grade_id="mine"),
    "mark-retyped": lambda nb: retype(nb, f"mark-{SECOND}"),
    "cell-retyped": lambda nb: retype(nb, SECOND),
    "points-raised": lambda nb: rename(nb, f"mark-{SECOND}", points=200),
    "marks-swapped": lambda nb: rename(nb, SECOND, grade=True, solution=False, points=9),
    "marks-broken": lambda nb: rename(nb, SECOND, schema_version="x", locked=[1]),
    "doubled": lambda nb: double(nb, SECOND),
    "mark-doubled": lambda nb: double(nb, f"mark-{SECOND}"),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course in which everybody has handed in and all is graded."""
    course = Course(tmp_path_factory.mktemp("nbgrader"))
    course.run("generate_assignment", NAME)
    course.run("release_assignment", NAME)
    learner = course.folder.parent / "learner"
    course.run("fetch_assignment", NAME, where=learner)
    path = learner / NAME / f"{NAME}.ipynb"
    fetched = json.loads(path.read_text(encoding="utf-8"))
    assert fetched == course.release
    solve(fetched)
    path.write_text(json.dumps(fetched), encoding="utf-8")
    course.run("submit", NAME, where=learner)
    course.run("collect", NAME)
    (collected,) = (course.folder / "submitted").iterdir()
    collected.rename(collected.with_name("solved"))
    course.submit("blank", lambda notebook: None)
    course.submit("half", answer_half)
    for student, change in (LOST_ONE | LOST_NONE).items():
        course.submit(student, change)
    course.run("autograde", NAME)
    course.run("generate_feedback", NAME)
    course.run("export", "--to", "grades.csv")
    return course


@pytest.fixture(scope="module")
def scores(course: Course) -> dict[str, float]:
    with (course.folder / "grades.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert {float(row["max_score"]) for row in rows} == {12.0}
    return {row["student_id"]: float(row["score"]) for row in rows}


def test_the_source_holds_the_secret_and_the_release_does_not(course: Course) -> None:
    source = (course.folder / "source" / NAME / f"{NAME}.ipynb").read_text("utf-8")
    assert source.count("# secret: ") == len(EXERCISES)
    text = json.dumps(course.release)
    assert "secret" not in text
    assert "HIDDEN" not in text
    assert "SOLUTION" not in text
    for exercise in EXERCISES.values():
        assert exercise.solution not in text
    assert "total += ...  # what does this input contribute?" in text


def test_solved_blank_and_half(scores: dict[str, float]) -> None:
    assert scores["solved"] == 10.0  # the free answer waits for a person
    assert scores["blank"] == 0.0
    assert scores["half"] == 4.0


@pytest.mark.parametrize("student", LOST_ONE)
def test_who_has_no_answer_loses_that_mark_alone(
    student: str, scores: dict[str, float]
) -> None:
    assert scores[student] == 8.0


@pytest.mark.parametrize("student", LOST_NONE)
def test_a_notebook_that_was_damaged_is_put_right(
    student: str, scores: dict[str, float]
) -> None:
    assert scores[student] == 10.0


def test_without_the_courses_steps_no_answer_is_right(course: Course) -> None:
    other = Course(course.folder.with_name("other"))
    (other.folder / "nbgrader_config.py").write_text("c = get_config()\n")
    other.run("generate_assignment", NAME)
    other.submit("solved", solve)
    other.run("autograde", NAME)
    other.run("export", "--to", "grades.csv")
    with (other.folder / "grades.csv").open() as file:
        (row,) = csv.DictReader(file)
    assert float(row["score"]) == 0.0


def test_a_file_that_cannot_be_read_keeps_nobody_elses_back() -> None:
    from ann_course.grading.nbgrader_exchange import gather

    with ordinary_user() as folder:
        for name in ("ada", "bela"):
            handed_in = folder / "inbound_of" / name / f"{name}+{NAME}+2026+x"
            handed_in.mkdir(parents=True)
            (handed_in / "a.txt").write_text("whole")
            (handed_in / f"{NAME}.ipynb").write_text("{}")
        ada = folder / "inbound_of" / "ada" / f"ada+{NAME}+2026+x"
        (ada / f"{NAME}.ipynb").chmod(0)
        (told,) = gather(folder)
        (moved,) = (folder / "inbound").iterdir()
    assert told.startswith(f"ada handed in 'ada+{NAME}+2026+x', but [Errno 13] Permission")
    assert moved.name == f"bela+{NAME}+2026+x"


def test_feedback_says_why(course: Course) -> None:
    def feedback(student: str) -> str:
        page = course.folder / "feedback" / student / NAME / f"{NAME}.html"
        return re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8"))

    assert "did not finish within" in feedback("endless")
    assert "For [1.0, 0.5], [2.0, -1.0], -0.5" in feedback("blank")
    assert "secret" not in feedback("blank")


def test_the_free_answer_waits_for_a_person(course: Course) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as gradebook:
        waiting = {
            student: [
                grade.name
                for grade in gradebook.find_submission(NAME, student).notebooks[0].grades
                if grade.needs_manual_grade
            ]
            for student in ("half", "blank")
        }
    assert waiting == {"half": ["in-your-own-words"], "blank": []}
