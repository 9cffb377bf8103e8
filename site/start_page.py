"""The site's first page: what the course asks, and a way into each lesson."""

from __future__ import annotations

import html
import shutil
from collections.abc import Sequence
from pathlib import Path

from folders import SITE, Lesson

TEMPLATE = SITE / "start"


def write(out: Path, lessons: Sequence[Lesson]) -> None:
    """Write ``index.html`` from its template, and copy what is beside the template."""
    for path in TEMPLATE.iterdir():
        if path.is_file():
            shutil.copyfile(path, out / path.name)
    page = out / "index.html"
    text = page.read_text(encoding="utf-8")
    entries = "\n".join(_entry(lesson) for lesson in lessons)
    page.write_text(text.replace("{{lessons}}", entries), encoding="utf-8")


def _entry(lesson: Lesson) -> str:
    title, question = html.escape(lesson.title), html.escape(lesson.question)
    return f'<li><a href="{lesson.address}">{title}</a> {question}</li>'
