"""The teacher's page of a lesson: answers, minutes, likely mistakes, what to ask next.

It is made from the notebook and its lesson's items, so that it cannot drift from them.
What it reads from a notebook:

- **Sections**: each Markdown cell that begins with a heading of level 2 (``## Recall``),
  or with a lower one where it states minutes of its own.
- **Minutes** of a section: the number ``minutes`` in its heading cell's metadata, such as
  ``{"minutes": 3}``; where ``"extra": true`` stands beside it: if there is time.
- **Items**: predictions, questions and exercises of ``ann_course.lessons.lesson_NN`` (NN
  from the file's name), each shown in the section whose code names it.
- **Tasks** of a panel, with what is seen when they are done: the lesson's `Tasks`, in the
  section whose code names them.
- **Panels**: what each models and leaves out, where the lesson first uses it.
- **Notes to teachers**: cells tagged ``teacher``; the page begins with them.
"""

from __future__ import annotations

import importlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from ann_course.learn.answers import answer_html
from ann_course.learn.item import Item
from ann_course.learn.style import CSS, document, inline, paragraphs, style_sheet, table
from ann_course.page import Tasks
from ann_lib._support.printing import prints_anywhere
from ann_lib._support.storage import write_atomically

T = TypeVar("T")
PAGE_CSS = style_sheet(Path(__file__).with_name("teacher.css"))


@dataclass
class Section:
    """One section of a lesson: its minutes and what it asks."""

    title: str
    minutes: float | None = None
    items: list[Item] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tasks: list[Tasks] = field(default_factory=list)
    panels: list[str] = field(default_factory=list)
    extra: bool = False

    @property
    def time(self) -> str:
        """Its minutes in words; nothing where it states none."""
        if self.minutes is None:
            return ""
        return f"{self.minutes:g} min" + ", if there is time" * self.extra

    def to_html(self) -> str:
        """Return it as HTML, its heading at level 2; nothing where it asks nothing."""
        if not (self.panels or self.tasks or self.items):
            return ""
        time = f" ({self.time})" if self.time else ""
        parts = [f"<h2>{inline(self.title)}{time}</h2>"]
        parts += map(_panel_html, self.panels)
        parts += [tasks.answers_html() for tasks in self.tasks]
        parts += [answer_html(item) for item in self.items]
        return f"<section>{''.join(parts)}</section>"


def _panel_html(name: str) -> str:
    """Return what a panel models, and what it leaves out."""
    modelled, left_out = _modelled()[name]
    return (
        f"<p><b>{name}.</b> <em>What is modelled:</em> {inline(modelled)} "
        f"<em>What is left out:</em> {inline(left_out)}</p>"
    )


@cache
def _modelled() -> Mapping[str, tuple[str, str]]:
    # Panels stand above this floor: they are looked up, as lessons are, not imported.
    module = importlib.import_module("ann_course.panels.modelled")
    return cast("Mapping[str, tuple[str, str]]", module.MODELLED)


@prints_anywhere
class TeacherPage:
    """A lesson's page for teachers, to be shown in a notebook or saved as a file.

    Attributes
    ----------
    title : str
    sections : list of Section
    html : str
        The whole page, self-contained and ready to print.
    """

    def __init__(self, title: str, sections: list[Section]) -> None:
        self.title = title
        self.sections = sections

    @property
    def minutes(self) -> float:
        """The minutes of all sections together, without what waits until there is time."""
        return sum(each.minutes or 0.0 for each in self.sections if not each.extra)

    @property
    def body(self) -> str:
        """What is on the page, without the style."""
        rows = [(inline(each.title), each.time) for each in self.sections]
        return (
            '<div class="ann-learn ann-teacher">'
            f"<h1>{inline(self.title)} (for teachers)</h1>"
            + "".join(paragraphs(note) for each in self.sections for note in each.notes)
            + table([*rows, ("Together", f"{self.minutes:g} min")], ("Section", "Time"))
            + "".join(section.to_html() for section in self.sections)
            + "</div>"
        )

    @property
    def html(self) -> str:
        """The whole page as one HTML document."""
        return as_document(self.title, self.body)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page to a file, wholly or not at all, and return its path."""
        target = Path(path).expanduser()
        write_atomically(target, self.html.encode())
        return target

    def _repr_html_(self) -> str:
        return CSS + PAGE_CSS + self.body

    def __repr__(self) -> str:
        return f"<TeacherPage {self.title!r}: {self.minutes:g} min>"


def as_document(title: str, body: str) -> str:
    """Return the bodies of one or more pages as one HTML document, ready to print."""
    body = f'<body class="ann-document">{body}</body>'
    return document(f"{title} (for teachers)", CSS + PAGE_CSS, body)


def teacher(notebook: str | os.PathLike[str]) -> TeacherPage:
    """Return the teacher's page of a lesson.

    Parameters
    ----------
    notebook : path
        Such as "notebooks/02_one_artificial_neuron.ipynb". Its number says which lesson's
        predictions, questions and exercises belong to it.

    Returns
    -------
    page : TeacherPage

    Raises
    ------
    ValueError
        If the file is no notebook.
    """
    path = Path(notebook)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        cells = content["cells"]
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError):
        raise ValueError(
            f"notebook must be a Jupyter notebook (.ipynb), but {path.name} is not one."
        ) from None
    title, sections = _sections(cells, _names(path, Item), path.stem, _names(path, Tasks))
    return TeacherPage(title, sections)


def stated_minutes(cells: Iterable[Mapping[str, Any]]) -> tuple[float, float]:
    """Return the minutes that a notebook's sections state, and those if there is time."""
    essential = extra = 0.0
    for cell in cells:
        minutes = cell["metadata"].get("minutes", 0)
        if cell["metadata"].get("extra"):
            extra += minutes
        else:
            essential += minutes
    return essential, extra


def _names(path: Path, kind: type[T]) -> dict[str, T]:
    """Return a lesson's objects of a kind by what its cells call them."""
    number = re.match(r"\d{2}", path.name)
    if number is None:
        return {}
    name = f"ann_course.lessons.lesson_{number.group()}"
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name not in (name, "ann_course.lessons"):
            raise
        return {}
    return {k: v for k, v in vars(module).items() if isinstance(v, kind)}


def _first_used(source: str, unused: set[str]) -> list[str]:
    """Return the panels that a cell makes and none before it did, and forget them."""
    found = [name for name in re.findall(r"\b(\w+Panel)\(", source) if name in unused]
    unused.difference_update(found)
    return list(dict.fromkeys(found))


def _sections(
    cells: list[dict[str, Any]],
    names: dict[str, Item],
    title: str,
    tasks: dict[str, Tasks],
) -> tuple[str, list[Section]]:
    sections = [Section("Before the first section")]
    placed: set[str] = set()
    panels = set(_modelled())
    for cell in cells:
        source = "".join(cell.get("source", ""))
        metadata = cell.get("metadata", {})
        tags = metadata.get("tags", [])
        if cell.get("cell_type") == "markdown":
            top = re.search(r"^# +(.+)$", source, re.MULTILINE)
            title = top.group(1).strip() if top else title
            minutes, extra = metadata.get("minutes"), bool(metadata.get("extra"))
            level = "##" if minutes is None else "#{2,6}"
            heading = re.search(rf"^{level} +(.+)$", source, re.MULTILINE)
            if heading:
                sections.append(Section(heading.group(1).strip(), minutes, extra=extra))
            if "teacher" in tags:
                sections[-1].notes.append(source)
            continue
        sections[-1].panels += _first_used(source, panels)
        sections[-1].tasks += [
            tasks[name] for name in tasks if re.search(rf"\b{name}\b", source)
        ]
        for name, item in names.items():
            if item.key not in placed and re.search(rf"\b{re.escape(name)}\b", source):
                placed.add(item.key)
                sections[-1].items.append(item)
    rest = {item.key: item for item in names.values() if item.key not in placed}
    if rest:
        sections.append(Section("Not named in a cell", items=list(rest.values())))
    first = sections[0]
    if not (first.items or first.notes):
        del sections[0]
    return title, sections
