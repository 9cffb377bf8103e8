"""Where the site is made from and made into, and what the course is called there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ann_course.copying import own_notebooks
from ann_course.learn.claims import LESSONS
from ann_course.learn.teacher import stated_minutes

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
SITE = ROOT / "site"
BUILD = ROOT / "build"


@dataclass(frozen=True)
class Lesson:
    """One notebook of the course.

    Parameters
    ----------
    file : str
        Its name, as it is in the site's file browser.
    title : str
        Its first heading: ``"Lesson 02: One artificial neuron"``.
    question : str
        The first bold sentence, which is the question of the lesson, or nothing.
    minutes : float
        What is essential takes so long.
    extra : float
        What is there if there is time takes so long.
    """

    file: str
    title: str
    question: str
    minutes: float
    extra: float

    @property
    def number(self) -> str:
        """The two digits of its file name, or nothing, as for the glossary."""
        return self.file[:2] if self.file[:2].isdigit() else ""

    @property
    def name(self) -> str:
        """Its title without "Lesson 02"."""
        return self.title.partition(": ")[2] or self.title

    @property
    def part(self) -> str:
        """The part of the course that it belongs to, or nothing, as for the glossary."""
        return LESSONS[self.number].part if self.number in LESSONS else ""

    @property
    def time(self) -> str:
        """How long it takes, in words."""
        more = f", {self.extra:g} more if there is time" if self.extra else ""
        return f"{self.minutes:g} minutes{more}"

    @property
    def page(self) -> str:
        """The name of its page to read."""
        return f"{self.number or self.file.removesuffix('.ipynb')}.html"

    @property
    def address(self) -> str:
        """Where the lesson opens with its kernel, from the site's first page."""
        return f"lab/index.html?path={self.file}"


def lessons() -> list[Lesson]:
    """Return every notebook of the course, in the order of its names."""
    return [_read(path) for path in own_notebooks(ROOT)]


def _read(path: Path) -> Lesson:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    lines = "".join(cells[0]["source"]).splitlines()
    title = next(line.lstrip("# ") for line in lines if line.startswith("# "))
    bold = (line.strip("*") for line in lines if line.startswith("**"))
    return Lesson(path.name, title, next(bold, ""), *stated_minutes(cells))
