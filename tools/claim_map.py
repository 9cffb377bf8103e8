"""Write claim map, lesson maps and glossary from the contents of the notebooks.

    .venv/bin/python tools/claim_map.py            # after any change to a lesson's cells
    .venv/bin/python tools/claim_map.py --check    # says whether they are up to date

A code cell that carries ``"claim": "C16"`` in its metadata proves that claim. The maps
link to it by its id (``lesson.ipynb#cell-id=...``), which JupyterLab and a lesson's HTML
page both follow. A lesson that does not exist yet is marked as yet to come. The glossary
links to the cell that names a word in bold; see ``ann_course/learn/glossary.py``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ann_course.copying import GLOSSARY, START
from ann_course.learn.claims import CLAIMS, LESSONS, Lesson
from ann_course.learn.glossary import WORDS
from ann_course.learn.teacher import stated_minutes

ROOT = Path(__file__).parents[1]
AGAIN = ("", " again", " a third time", " once more")
BEGIN, END = "<!-- lesson map: made by tools/claim_map.py -->", "<!-- end -->"


def read(path: Path) -> Any:
    """Return a notebook as it is stored."""
    return json.loads(path.read_text(encoding="utf-8"))


def present(folder: Path) -> list[Lesson]:
    """Return the lessons whose notebooks exist, in order."""
    return [each for each in LESSONS.values() if (folder / f"{each.stem}.ipynb").exists()]


def proofs(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Return, for each claim, the lesson and the id of each cell that proves it."""
    found: dict[str, list[tuple[str, str]]] = {claim: [] for claim in CLAIMS}
    for lesson in present(folder):
        for cell in read(folder / f"{lesson.stem}.ipynb")["cells"]:
            claims = cell["metadata"].get("claim", [])
            for claim in [claims] if isinstance(claims, str) else claims:
                found.setdefault(claim, []).append((lesson.number, cell["id"]))
    return found


def claim_map(folder: Path) -> str:
    """Return the claim map in Markdown."""
    proved = proofs(folder)
    here = {lesson.number for lesson in present(folder)}
    n_proved = sum(bool(proved[name]) for name in CLAIMS)
    some = "All of them" if n_proved == len(CLAIMS) else f"{n_proved} of them"
    lines = [
        f"The lecture makes {len(CLAIMS)} claims. {some} can be put to the test: each link "
        "leads to the cell that computes a number and asserts it.",
        "",
        "| | The lecture says | Put to the test in |",
        "|:--|:--|:--|",
    ]
    for name, claim in CLAIMS.items():
        where = list(_links(proved[name]))
        if coming := [number for number in claim.lessons if number not in here]:
            where.append(f"{_listed(coming)}, yet to come")
        lines.append(f"| {name} | {claim.says} | {'; '.join(where)} |")
    return "\n".join(lines)


def _listed(numbers: list[str]) -> str:
    *first, last = numbers
    return f"lessons {', '.join(first)} and {last}" if first else f"lesson {last}"


def _links(cells: list[tuple[str, str]]) -> Iterator[str]:
    seen: list[str] = []
    for number, name in cells:
        again = AGAIN[min(seen.count(number), len(AGAIN) - 1)]
        seen.append(number)
        target = f"{LESSONS[number].stem}.ipynb#cell-id={name}"
        yield f"[lesson {number}{again}]({target})"


def lesson_map(folder: Path, prefix: str = "") -> str:
    """Return the table of lessons in Markdown; ``prefix`` is the path to them."""
    here = present(folder)
    lines = ["| Lesson | Question | |", "|:--|:--|--:|"]
    if prefix:
        title = "What will I be able to do, and does my set-up work?"
        lines.append(
            f"| [00 start here]({prefix}{START}) | {title} | {_minutes(folder, START)} |"
        )
    part = ""
    for lesson in LESSONS.values():
        if lesson.part != part:
            part = lesson.part
            lines.append(f"| **{part}** | | |")
        title = lesson.stem.replace("_", " ")
        if lesson in here:
            name = f"{lesson.stem}.ipynb"
            title, time = f"[{title}]({prefix}{name})", _minutes(folder, name)
        else:
            time = "yet to come"
        lines.append(f"| {title} | {lesson.question} | {time} |")
    return "\n".join(lines)


def _minutes(folder: Path, name: str) -> str:
    essential, extra = stated_minutes(read(folder / name)["cells"])
    return f"{essential:g} + {extra:g} min" if extra else f"{essential:g} min"


def glossary(folder: Path) -> str:
    """Return the table of all words in Markdown, in alphabetical order."""
    cells = {
        lesson.number: read(folder / f"{lesson.stem}.ipynb")["cells"]
        for lesson in present(folder)
    }
    lines = ["| Word | What it means | Named in |", "|:--|:--|:--|"]
    for word in sorted(WORDS, key=lambda word: word.name):
        where = f"lesson {word.lesson}, yet to come"
        if word.lesson in cells:
            target = f"{LESSONS[word.lesson].stem}.ipynb"
            if named := word.named_in(cells[word.lesson]):
                target += f"#cell-id={named[0]}"
            where = f"[lesson {word.lesson}]({target})"
        lines.append(f"| **{word.name}** | {word.means} | {where} |")
    return "\n".join(lines)


def updated(root: Path) -> dict[Path, str]:
    """Return the text that each file with a map should have."""
    folder = root / "notebooks"
    words = read(folder / GLOSSARY)
    for cell in words["cells"]:
        if cell["id"] == "words":
            cell["source"] = glossary(folder).splitlines(keepends=True)
    notebook = read(folder / START)
    for cell in notebook["cells"]:
        heading = "".join(cell["source"]).partition("\n\n")[0]
        if cell["id"] == "claim-map":
            cell["source"] = f"{heading}\n\n{claim_map(folder)}".splitlines(keepends=True)
        elif cell["id"] == "lesson-map":
            cell["source"] = f"{heading}\n\n{lesson_map(folder)}".splitlines(keepends=True)
    readme = (root / "README.md").read_text(encoding="utf-8")
    between = f"{BEGIN}\n\n{lesson_map(folder, 'notebooks/')}\n\n{END}"
    pattern = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    return {
        folder / START: json.dumps(notebook, indent=1, ensure_ascii=False) + "\n",
        folder / GLOSSARY: json.dumps(words, indent=1, ensure_ascii=False) + "\n",
        root / "README.md": pattern.sub(lambda _: between, readme),
    }


def main(arguments: list[str]) -> int:
    """Write the maps, or name those that are out of date."""
    stale = {
        path: text
        for path, text in updated(ROOT).items()
        if path.read_text(encoding="utf-8") != text
    }
    for path, text in stale.items():
        if "--check" in arguments:
            name = path.relative_to(ROOT)
            sys.stderr.write(f"{name} is out of date: call `make maps`.\n")
        else:
            path.write_text(text, encoding="utf-8")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
