"""Print how many minutes each lesson takes, and each of its sections.

    .venv/bin/python tools/minutes.py        # every lesson
    .venv/bin/python tools/minutes.py 02     # the sections of one

"Stated" is what the lesson says of itself, "needed" what `tests/notebook_page.py` reckons:
150 words and 10 lines of code in sight a minute, and the time for what is to be done.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from notebook_page import Page, visible_lines  # noqa: E402
from notebook_rules import MAX_EXPLAINING, MAX_MINUTES  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable


def lessons(pages: Iterable[Page]) -> str:
    """Return a table with a row for each lesson."""
    lines = [
        f"{'lesson':28}{'stated':>8}{'needed':>8}{'extra':>8}{'lines':>8}",
        f"{'at most':28}{'':8}{MAX_MINUTES:8}{'':8}{MAX_EXPLAINING:8}",
    ]
    for page in pages:
        sections = [head.metadata for head, _ in page.sections()]
        stated = sum(each["minutes"] for each in sections if not each.get("extra"))
        extra = sum(each["minutes"] for each in sections if each.get("extra"))
        needed, explaining = page.essential_minutes(), page.lines_explaining()
        lines.append(f"{page.path.stem:28}{stated:8g}{needed:8.1f}{extra:8g}{explaining:8}")
    return "\n".join(lines)


def sections(page: Page) -> str:
    """Return a table with a row for each section of a lesson."""
    lines = [f"{page.path.stem:28}{'stated':>8}{'needed':>8}{'lines':>8}"]
    for head, cells in page.sections():
        stated, code = head.metadata["minutes"], sum(map(visible_lines, cells))
        extra = "  if there is time" * bool(head.metadata.get("extra"))
        needed = page.minutes_needed(cells)
        lines.append(f"{head.id:28}{stated:8g}{needed:8.1f}{code:8}{extra}")
    return "\n".join(lines)


def main(numbers: list[str]) -> None:
    """Print the table of all lessons, or those of the lessons with these numbers."""
    paths = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
    pages: list[Any] = [Page(path) for path in paths]
    wanted = [page for page in pages if page.path.stem[:2] in numbers]
    text = "\n\n".join(map(sections, wanted)) if numbers else lessons(pages)
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
