"""The rules for every notebook: each is a function that yields complaints.

`test_notebooks.py` applies them to all notebooks, and checks that a breach of each is
caught. Nothing runs here: nbval does that, with `nbval_watch.py`.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

from nbformat.validator import iter_validate
from notebook_page import (
    Page,
    claims_of,
    headings,
    is_folded,
    names_in,
    tags,
    tree,
    without_code,
)

from ann_course.learn.claims import CLAIMS, LESSONS

TAGS = {
    "setup", "predict", "panel", "exercise", "check", "question", "teacher", "slow",
    "raises-exception",
}  # fmt: skip
MAX_LINES = 15
# What is essential takes no longer, so that a class hour has room for questions.
MAX_MINUTES = 50
# Lines of code in sight under "Explain"; what only draws, measures or proves is folded.
MAX_EXPLAINING = 40
VAGUE = {"here", "this", "link", "click here", "this link", "this page", "more"}

Rule = Callable[[Page], Iterator[str]]
RULES: dict[str, Rule] = {}


def rule(function: Rule) -> Rule:
    """Register a rule, to be applied to every notebook."""
    RULES[function.__name__] = function
    return function


def complaints(page: Page) -> list[str]:
    """Return every breach of a rule, each with the rule's name in front."""
    return [f"{name}: {found}" for name, check in RULES.items() for found in check(page)]


@rule
def valid(page: Page) -> Iterator[str]:
    """The notebook is valid, in format 4.5 or newer, for a Python 3 kernel."""
    for error in iter_validate(page.notebook):
        yield str(error).splitlines()[0]
    if (page.notebook.nbformat, page.notebook.nbformat_minor) < (4, 5):
        yield "the format must be 4.5 or newer, which has cell ids"
    if page.notebook.metadata.get("kernelspec", {}).get("name") != "python3":
        yield "the metadata must name the kernel python3"


@rule
def file_name(page: Page) -> Iterator[str]:
    """Its name and number are those of the course's plan, so that files sort."""
    stem = page.path.stem
    planned = {lesson.stem for lesson in LESSONS.values()} | {"00_start_here", "glossary"}
    if stem not in planned:
        yield f"{stem} is not the name of a lesson in ann_course/learn/claims.py"


@rule
def ids(page: Page) -> Iterator[str]:
    """Cell ids are unique, and kebab-case."""
    seen = set()
    for cell in page.cells:
        name = cell.get("id", "")
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            yield f"the id {name!r} is not kebab-case"
        if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4,12})*", name):
            yield f"the id {name!r} has no meaning"
        if name in seen:
            yield f"the id {name!r} is used twice"
        seen.add(name)


@rule
def length(page: Page) -> Iterator[str]:
    """Code cells are short: longer code belongs in the library."""
    for cell in page.code:
        lines = len(cell.source.splitlines())
        if lines > MAX_LINES:
            yield f"{cell.id} has {lines} lines, at most {MAX_LINES} are allowed"
        if not cell.source.strip():
            yield f"{cell.id} is empty"


@rule
def setup_first(page: Page) -> Iterator[str]:
    """The first code cell imports, and does nothing else."""
    if not page.code:
        if page.is_lesson:
            yield "there is no code cell"
        return
    first = page.code[0]
    if "setup" not in tags(first):
        yield f"the first code cell, {first.id}, is not tagged setup"
    parsed = tree(first)
    if parsed is None or not all(
        isinstance(node, ast.Import | ast.ImportFrom) for node in parsed.body
    ):
        yield f"the first code cell, {first.id}, must hold imports only"


@rule
def plain_python(page: Page) -> Iterator[str]:
    """Code cells are Python: no magics, no shell."""
    for cell in page.code:
        if tree(cell) is None:
            yield f"{cell.id} is not plain Python"


@rule
def no_outputs(page: Page) -> Iterator[str]:
    """No outputs and no execution counts are committed."""
    for cell in page.code:
        if cell.get("outputs") or cell.get("execution_count") is not None:
            yield f"{cell.id} has outputs: call nbstripout --keep-id"


@rule
def heading_levels(page: Page) -> Iterator[str]:
    """There is one title, at the top, and no heading level is skipped."""
    levels = [(*found, cell.id) for cell in page.prose for found in headings(cell)]
    if not page.cells or not levels or page.cells[0].id != levels[0][2]:
        yield "the first cell must hold the title"
    if [level for level, *_ in levels].count(1) != 1 or levels[0][0] != 1:
        yield "there must be one title (#), before all other headings"
    for before, after in itertools.pairwise(levels):
        if after[0] > before[0] + 1:
            yield f"{after[2]}: {after[1]!r} skips a level after {before[1]!r}"


@rule
def known_tags(page: Page) -> Iterator[str]:
    """Only known tags are used, and nothing tells nbval to skip a cell."""
    for cell in page.cells:
        for tag in sorted(tags(cell) - TAGS):
            yield f"{cell.id} has the tag {tag!r}, not one of {sorted(TAGS)}"
    for cell in page.code:
        for marker in re.findall(r"#\s*(NBVAL_\w+|PYTEST_VALIDATE\w+)", cell.source):
            yield f"{cell.id} tells nbval {marker}: every cell must run and succeed"


@rule
def alternatives(page: Page) -> Iterator[str]:
    """Every picture says in words what it shows."""
    for cell in page.prose:
        text = without_code(cell.source)
        pictures = re.findall(r"!\[([^\]]*)\]", text)
        pictures += re.findall(
            r"<(?:img|svg)\b(?![^>]*(?:alt|aria-label)=\"[^\"]{9})", text
        )
        if any(len(words) < 10 for words in pictures):
            yield f"{cell.id} has a picture without a text alternative"
    for cell in page.code:
        for call in ast.walk(tree(cell) or ast.Module([], [])):
            if not isinstance(call, ast.Call):
                continue
            name = ast.unparse(call.func)
            if name in {"plt.show", "pyplot.show"} or name.endswith(".savefig"):
                yield f"{cell.id}: show figures with plots.show(fig, alt=...), not {name}"
            elif name.split(".")[-1] == "LiveFigure" or name in {"plots.show", "show"}:
                given = [word.value for word in call.keywords if word.arg == "alt"]
                if not given or len(ast.unparse(given[0])) < 12:
                    yield f"{cell.id}: {name} needs alt=: say what it shows, with numbers"


@rule
def links(page: Page) -> Iterator[str]:
    """A link says where it goes, and its target exists: a file, cell or heading."""
    for cell in page.prose:
        text = without_code(cell.source)
        for words, target in re.findall(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)[^)]*\)", text):
            if words.strip().lower().rstrip(".") in VAGUE | {""}:
                yield f"{cell.id}: the link {words!r} does not say where it goes"
            if not re.match(r"https://|mailto:", target):
                yield from _target(page, cell.id, target)


def _target(page: Page, where: str, target: str) -> Iterator[str]:
    name, _, anchor = target.partition("#")
    path = page.path.parent / name if name else page.path
    if ":" in target or not path.exists():
        yield f"{where}: {target} does not exist"
        return
    if not anchor:
        return
    cells = page.cells if not name else Page(path).cells
    if anchor.startswith("cell-id="):
        found = anchor.removeprefix("cell-id=") in {cell.id for cell in cells}
    else:
        prose = [cell for cell in cells if cell.cell_type == "markdown"]
        words = [words for cell in prose for _, words in headings(cell)]
        found = anchor in {title.replace(" ", "-") for title in words}
    if not found:
        yield f"{where}: there is no {anchor} in {name or page.path.name}"


@rule
def claims(page: Page) -> Iterator[str]:
    """A claim is proved by a code cell with an assertion that could fail."""
    for cell in page.cells:
        for claim in claims_of(cell):
            if claim not in CLAIMS:
                yield f"{cell.id} proves {claim!r}, which is not a claim of the lecture"
            if not _asserts(cell):
                yield f"{cell.id} proves {claim} but asserts nothing"


def _asserts(cell: Any) -> bool:
    parsed = tree(cell) if cell.cell_type == "code" else None
    if parsed is None:
        return False
    tests = [node.test for node in ast.walk(parsed) if isinstance(node, ast.Assert)]
    return any(isinstance(part, ast.Name) for test in tests for part in ast.walk(test))


@rule
def claims_are_proved(page: Page) -> Iterator[str]:
    """A lesson proves every claim that is assigned to it."""
    proved = {claim for cell in page.cells for claim in claims_of(cell)}
    for name, claim in CLAIMS.items():
        if page.path.stem[:2] in claim.lessons and name not in proved:
            yield f"no cell proves {name}: {claim.says}"


@rule
def learners_cells(page: Page) -> Iterator[str]:
    """Whatever a learner writes, the cells below run: theirs may raise, and no other."""
    theirs = [cell for cell in page.code if "exercise" in tags(cell)]
    names = set().union(*(names_in(cell.source, assigned=True) for cell in theirs))
    for cell in page.code:
        used = names & names_in(cell.source, assigned=False)
        if cell not in theirs:
            used -= names_in(cell.source, assigned=True)
        may_raise = "raises-exception" in tags(cell)
        if used and not may_raise:
            yield f"{cell.id} uses {min(used)}, the learner's: tag it raises-exception"
        if may_raise and not used:
            yield f"{cell.id} uses nothing of the learner's, but is tagged raises-exception"


@rule
def minutes(page: Page) -> Iterator[str]:
    """The stated minutes are enough, and the essential ones fit into a class hour."""
    if not page.is_lesson:
        return
    for cell in page.prose:
        if "minutes" not in cell.metadata and any(n == 2 for n, _ in headings(cell)):
            yield f"{cell.id} starts a section but has no minutes in its metadata"
    total = 0.0
    for head, cells in page.sections():
        stated = head.metadata["minutes"]
        if isinstance(stated, bool) or not isinstance(stated, int | float) or stated <= 0:
            yield f"{head.id}: minutes must be a number above 0, got {stated!r}"
            return
        total += 0 if head.metadata.get("extra") else stated
        needed = round(page.minutes_needed(cells), 1)
        if needed > stated:
            yield f"{head.id} states {stated:g} minutes but needs {needed:.1f}"
    over = page.essential_minutes() - MAX_MINUTES
    if over > 0.05:
        yield f"the essential minutes are {over:.1f} more than the {MAX_MINUTES}"
    if f"{total:g}" not in re.findall(r"([\d.]+) minutes", page.opening()):
        yield f"the first section must say that the lesson takes {total:g} minutes"


@rule
def explaining(page: Page) -> Iterator[str]:
    """Under "Explain" only the lines of code that carry the idea are in sight."""
    over = page.lines_explaining() - MAX_EXPLAINING
    if over > 0:
        limit = f"the {MAX_EXPLAINING}"
        yield f'under "Explain" {over} lines of code more than {limit} are in sight'


@rule
def if_there_is_time(page: Page) -> Iterator[str]:
    """What is not essential says so, and how long it takes, where it begins."""
    for cell in page.cells:
        if "extra" not in cell.metadata:
            continue
        if cell.metadata["extra"] is not True:
            yield f'{cell.id}: "extra" must be true, or not be there'
        if cell.cell_type != "markdown" or "minutes" not in cell.metadata:
            yield f"{cell.id} is extra: it must be a Markdown cell that states its minutes"
            continue
        text = re.sub(r"^#{1,6} .*$", "", cell.source, flags=re.M).strip()
        begins = f"*If there is time: {cell.metadata['minutes']} minutes*"
        if not text.startswith(begins):
            yield f"{cell.id} is extra: its text must begin with {begins}"


@rule
def folded(page: Page) -> Iterator[str]:
    """Code is folded with ``"jupyter": {"source_hidden": true}``, never a learner's."""
    for cell in page.code:
        hidden = cell.metadata.get("jupyter", {}).get("source_hidden")
        if hidden not in {None, True}:
            yield f'{cell.id}: "source_hidden" must be true, or not be there'
        if is_folded(cell) and "exercise" in tags(cell):
            yield f"{cell.id} is an exercise: its code must not be folded"
