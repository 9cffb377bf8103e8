"""Every notebook: its rules and the claim map, and that each breach is caught.

The notebooks themselves run under nbval; `nbval_watch.py` says what fails there.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebook_page import Page, claims_of, count_words, names_in, visible_lines
from notebook_rules import RULES, complaints

from ann_course.learn.claims import CLAIMS, LESSONS

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "notebooks"
PATHS = sorted(FOLDER.glob("*.ipynb"))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem[:2])
def test_every_notebook_keeps_the_rules(path: Path) -> None:
    assert complaints(Page(path)) == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem[:2])
def test_what_one_is_told_to_call_can_be_called(path: Path) -> None:
    source = "\n".join(cell.source for cell in Page(path).code)
    imports = [node for node in ast.walk(ast.parse(source)) if hasattr(node, "names")]
    there = {alias.asname or alias.name for node in imports for alias in node.names}
    for name in re.findall(r"([\w.]+)\(\) fetches", source):
        assert name.split(".")[0] in there


def test_the_course_begins_where_make_lab_opens_it() -> None:
    assert PATHS
    assert PATHS[0].name == "00_start_here.ipynb"


def test_a_misspelt_word_is_caught(tmp_path: Path) -> None:
    wrong = sample()
    wrong.cells[0].source += "\n\nTo rec" + "ieve a letter."
    nbformat.write(wrong, tmp_path / "wrong.ipynb")
    done = subprocess.run(
        [sys.executable, "-m", "codespell_lib", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "==> receive" in done.stdout


# The claims


def test_every_claim_has_lessons_and_every_lesson_claims_or_a_reason() -> None:
    assert list(CLAIMS) == [f"C{number}" for number in range(1, 24)]
    given = {number for claim in CLAIMS.values() for number in claim.lessons}
    assert given <= set(LESSONS)
    assert set(LESSONS) - given == {"13"}  # a project of the learner's own
    assert list(LESSONS) == sorted(LESSONS)


def test_the_maps_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "tools/claim_map.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_claim_of_a_lesson_is_in_the_map_with_a_link_to_its_cell() -> None:
    start = nbformat.read(PATHS[0], as_version=4)
    rows = next(cell.source for cell in start.cells if cell.id == "claim-map").splitlines()
    for claim in CLAIMS:
        assert len([row for row in rows if row.startswith(f"| {claim} |")]) == 1
    for path in PATHS:
        for cell in nbformat.read(path, as_version=4).cells:
            for claim in claims_of(cell):
                (row,) = (row for row in rows if row.startswith(f"| {claim} |"))
                assert f"]({path.name}#cell-id={cell.id})" in row


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of what the maps are made from, with one lesson."""
    (tmp_path / "notebooks").mkdir()
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    shutil.copy(ROOT / "README.md", tmp_path)
    for path in (PATHS[0], FOLDER / "glossary.ipynb"):
        shutil.copy(path, tmp_path / "notebooks")
    nbformat.write(sample(), tmp_path / "notebooks" / "02_one_artificial_neuron.ipynb")
    return tmp_path


def claim_map(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "tools/claim_map.py", *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_map_follows_the_cells(project: Path) -> None:
    assert claim_map(project).returncode == 0
    assert claim_map(project, "--check").returncode == 0
    start = (project / "notebooks" / "00_start_here.ipynb").read_text(encoding="utf-8")
    assert "[lesson 02](02_one_artificial_neuron.ipynb#cell-id=proof)" in start
    assert "[lesson 02 again](02_one_artificial_neuron.ipynb#cell-id=proof-too)" in start
    assert "| C9 | The output nodes are the answer: cat or dog. | lesson 08, yet" in start
    assert "lessons 04 and 06, yet to come" in start
    assert "lessons 07, 08 and 09, yet to come" in start
    readme = (project / "README.md").read_text(encoding="utf-8")
    assert "[02 one artificial neuron](notebooks/02_one_artificial_neuron.ipynb)" in readme
    assert "| 03 activation functions | Why not just add things up? | yet to" in readme

    lesson = project / "notebooks" / "02_one_artificial_neuron.ipynb"
    changed = json.loads(lesson.read_text(encoding="utf-8"))
    changed["cells"][4]["id"] = "another-proof"
    lesson.write_text(json.dumps(changed), encoding="utf-8")
    stale = claim_map(project, "--check")
    assert stale.returncode == 1
    assert "00_start_here.ipynb is out of date: call `make maps`." in stale.stderr


# The rules themselves: a good notebook keeps them all, and each breach is caught


def sample() -> Any:
    """Return a notebook that keeps every rule."""
    cells = [
        new_markdown_cell("# A lesson\n\n## Aim\n\nIt takes 9 minutes."),
        new_code_cell("import numpy as np\nimport sys"),
        new_markdown_cell(
            "## Explain\n\n### Why\n\nSee [the proof](#cell-id=proof), [the aim](#Aim), "
            "and [what the course is](../README.md)."
        ),
        new_code_cell("total = np.sum([1.0, 2.0])"),
        new_code_cell("assert total == 3.0"),
        new_code_cell("def double(x):\n    return ..."),
        new_code_cell("print(double(3))"),
        new_code_cell("assert total > 2.0"),
    ]
    names = ["aim", "imports", "explain", "add", "proof", "write", "use", "proof-too"]
    for cell, name in zip(cells, names, strict=True):
        cell.id = name
    found = dict(zip(names, cells, strict=True))
    found["aim"].metadata = {"minutes": 2}
    found["imports"].metadata = {"tags": ["setup"]}
    found["explain"].metadata = {"minutes": 7}
    found["proof"].metadata = {"claim": ["C1", "C6", "C14", "C16"]}
    found["proof-too"].metadata = {"claim": "C16"}
    found["write"].metadata = {"tags": ["exercise", "raises-exception"]}
    found["use"].metadata = {"tags": ["raises-exception"]}
    return new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3",
                        "display_name": "Python 3"}})  # fmt: skip


Change = Callable[[Any], Any]


def edit(position: int, text: str) -> Change:
    return lambda notebook: notebook.cells[position].update(source=text)


def append(position: int, text: str) -> Change:
    def change(notebook: Any) -> None:
        notebook.cells[position].source += text

    return change


def give(position: int, **metadata: Any) -> Change:
    return lambda notebook: notebook.cells[position].metadata.update(metadata)


def call(position: int, name: str) -> Change:
    return lambda notebook: notebook.cells[position].update(id=name)


BREACHES: list[tuple[str, Change, str]] = [
    ("valid", lambda n: n.update(nbformat_minor=4), "4.5 or newer"),
    ("valid", lambda n: n.metadata.kernelspec.update(name="julia"), "kernel python3"),
    ("valid", lambda n: n.cells[1].update(outputs=[{"output_type": "x"}]), "not valid"),
    ("ids", call(3, "Add_Up"), "not kebab-case"),
    ("ids", call(3, "proof"), "used twice"),
    ("ids", call(3, "1f2e3d4c"), "has no meaning"),
    ("length", edit(3, "total = 3\n" * 16), "16 lines, at most 15"),
    ("length", edit(3, "\n"), "is empty"),
    ("setup_first", give(1, tags=[]), "not tagged setup"),
    ("setup_first", append(1, "\nx = 1"), "imports only"),
    ("plain_python", edit(3, "%matplotlib inline"), "not plain Python"),
    ("no_outputs", lambda n: n.cells[3].update(execution_count=1), "has outputs"),
    ("no_outputs", lambda n: n.cells[3].outputs.append(new_output("stream", text="3")),
     "has outputs"),
    ("heading_levels", append(2, "\n\n##### Deep"), "skips a level"),
    ("heading_levels", append(2, "\n\n# Another"), "one title"),
    ("heading_levels", edit(0, "It takes 9 minutes."), "must hold the title"),
    ("known_tags", give(3, tags=["nbval-skip"]), "tag 'nbval-skip'"),
    ("known_tags", append(3, "\n# NBVAL_SKIP"), "tells nbval NBVAL_SKIP"),
    ("alternatives", append(2, "\n\n![](../docs/x.png)"), "without a text alternative"),
    ("alternatives", append(2, '\n\n<img src="x.png">'), "without a text alternative"),
    ("alternatives", append(3, "\nplots.show(total)"), "plots.show needs alt="),
    ("alternatives", append(3, "\nplots.show(total, alt='')"), "plots.show needs alt="),
    ("alternatives", append(3, "\nplt.show()"), "not plt.show"),
    ("alternatives", append(3, "\nLiveFigure(total)"), "LiveFigure needs alt="),
    ("links", append(2, " [here](../README.md)"), "does not say where"),
    ("links", append(2, " [the next lesson](03_none.ipynb)"), "does not exist"),
    ("links", append(2, " [the proof](#cell-id=prof)"), "no cell-id=prof in"),
    ("links", append(2, " [the reason](#Wherefore)"), "no Wherefore in"),
    ("links", append(2, " [a file](file:///etc/hosts)"), "does not exist"),
    ("claims", edit(4, "total"), "asserts nothing"),
    ("claims", edit(4, "assert True"), "asserts nothing"),
    ("claims", give(4, claim=["C1", "C6", "C14", "C16", "C99"]), "'C99', which is not"),
    ("claims_are_proved", give(4, claim=["C1", "C6", "C16"]), "no cell proves C14"),
    ("known_tags", give(6, tags=["solution"]), "tag 'solution'"),
    ("learners_cells", give(5, tags=["exercise"]), "uses double, the learner's"),
    ("learners_cells", give(6, tags=[]), "uses double, the learner's"),
    ("learners_cells", give(3, tags=["raises-exception"]), "nothing of the learner's"),
    ("minutes", give(2, minutes=2), "needs 3."),
    ("minutes", append(0, " and then" * 4000), "minutes are 10.6 more than the 50"),
    ("minutes", append(0, " and then" * 200), "aim states 2 minutes but needs 2.9"),
    ("minutes", edit(0, "# A lesson\n\n## Aim\n\nShort."), "takes 9 minutes"),
    ("minutes", give(2, minutes=70), "minutes are 22.0 more than the 50"),
    ("minutes", give(2, minutes="7"), "must be a number"),
    ("minutes", lambda n: n.cells[2].metadata.pop("minutes"), "has no minutes"),
    ("explaining", append(3, "\ntotal += 1" * 40), "4 lines of code more than the 40"),
    ("if_there_is_time", give(2, extra=True), "begin with *If there is time: 7 minutes*"),
    ("if_there_is_time", give(2, extra=1), "must be true"),
    ("if_there_is_time", give(3, extra=True), "must be a Markdown cell"),
    ("folded", give(5, jupyter={"source_hidden": True}), "must not be folded"),
    ("folded", give(3, jupyter={"source_hidden": "yes"}), "must be true"),
]  # fmt: skip


def page(notebook: Any, name: str = "02_one_artificial_neuron.ipynb") -> Page:
    return Page(FOLDER / name, notebook)


def test_a_good_notebook_keeps_every_rule() -> None:
    assert complaints(page(sample())) == []


@pytest.mark.parametrize(("rule", "change", "words"), BREACHES)
def test_a_breach_is_caught(rule: str, change: Change, words: str) -> None:
    broken = sample()
    change(broken)
    found = [text for text in complaints(page(broken)) if text.startswith(f"{rule}:")]
    assert any(words in text for text in found), found


def test_a_lesson_without_code_is_caught() -> None:
    empty = sample()
    empty.cells = empty.cells[:1]
    found = complaints(page(empty))
    assert any("there is no code cell" in text for text in found)


def test_a_wrong_file_name_is_caught() -> None:
    found = complaints(page(sample(), "02_one_neuron.ipynb"))
    assert any(text.startswith("file_name:") for text in found)


def test_every_rule_has_a_breach() -> None:
    assert {rule for rule, *_ in BREACHES} | {"file_name"} == set(RULES)


# What the rules measure with


def test_words_are_counted_as_read() -> None:
    assert count_words("Two words.") == 2
    assert count_words("It's $x_1 + 2$ or [the map](a_b.ipynb#c d)") == 4
    assert count_words("```python\na = b\n```\nOne") == 1
    assert count_words("<b>0.95</b> of https://example.org/a/b it") == 3


def test_minutes_count_what_is_read_and_done_but_not_what_is_hidden() -> None:
    lesson = page(sample())
    reading = new_markdown_cell("word " * 300)
    code = new_code_cell("total = 1\n\n# why\ntotal += 1\n" * 5)
    doing = new_code_cell("x = ...", metadata={"tags": ["exercise", "check"]})
    asked = new_code_cell("lesson.ask", metadata={"tags": ["question"]})
    predicted = new_code_cell("lesson.guess", metadata={"tags": ["predict"]})
    compared = new_code_cell("lesson.guess.compare()", metadata={"tags": ["predict"]})
    essential = [reading, code, doing, asked, predicted, compared]
    assert lesson.minutes_needed(essential) == pytest.approx(2 + 1.5 + 3 + 2 + 2)
    for_teachers = new_markdown_cell("word " * 900, metadata={"tags": ["teacher"]})
    hidden = new_code_cell("x = 1\n" * 9, metadata={"jupyter": {"source_hidden": True}})
    assert lesson.minutes_needed([for_teachers, hidden]) == 0


def test_each_task_of_a_panel_takes_two_minutes() -> None:
    lesson = page(sample(), "01_when_does_a_neuron_fire.ipynb")
    panel = new_code_cell("panel.tasks = lesson.try_membrane", metadata={"tags": ["panel"]})
    assert lesson.minutes_needed([panel]) == pytest.approx(0.1 + 3 * 2)
    panel.source = "panel"
    assert lesson.minutes_needed([panel]) == pytest.approx(0.1 + 1)


def test_what_is_extra_is_not_essential_but_has_its_own_minutes() -> None:
    notebook = sample()
    deeper = new_markdown_cell("### Deeper\n\n*If there is time: 5 minutes*\n\nWell.")
    deeper.id, deeper.metadata = "deeper", {"minutes": 5, "extra": True}
    notebook.cells.append(deeper)
    assert page(notebook).essential_minutes() == page(sample()).essential_minutes() == 9
    deeper.source += " word" * 900
    found = complaints(page(notebook))
    assert any("deeper states 5 minutes but needs 6." in text for text in found)


def test_what_explains_ends_where_the_next_section_begins() -> None:
    notebook = sample()
    lines = page(notebook).lines_explaining()
    assert lines == sum(map(visible_lines, notebook.cells[2:]))
    notebook.cells.insert(4, new_markdown_cell("## Write", metadata={"minutes": 3}))
    assert page(notebook).lines_explaining() == visible_lines(notebook.cells[3]) == 1


def test_the_minutes_can_be_printed() -> None:
    done = subprocess.run(
        [sys.executable, "tools/minutes.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [line.split()[0] for line in done.stdout.splitlines()[2:]] == [
        path.stem for path in PATHS if path.stem != "glossary"
    ]


def test_names_that_a_cell_uses_and_gives() -> None:
    source = "def f(a):\n    b = a + outer\n    return b\ng = f(other)"
    assert names_in(source, assigned=True) == {"f", "g"}
    assert names_in(source, assigned=False) == {"f", "g", "outer", "other"}
