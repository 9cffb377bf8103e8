"""What learners handed in, read from a folder; what is no such file is set aside.

The files come from many machines, and not all in good faith: nothing in them is run, and
all that is used of them is checked here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ann_course.learn.record_file import MAX_BYTES, Record, parse_record

MAX_TEXT = 500
"""Signs of a text that are shown; a name has some dozens."""


@dataclass(frozen=True)
class HandedIn:
    """One learner's record of one lesson.

    Attributes
    ----------
    lesson : str
        Such as "lesson_02".
    name : str
        "" for nobody's.
    minutes : float
    last : str
        When it last changed, in UTC.
    items : dict of str to dict
        By key, what the learner did with each item.
    """

    lesson: str
    name: str
    minutes: float
    last: str
    items: dict[str, Record]


@dataclass
class Pile:
    """All that was found in a folder.

    Attributes
    ----------
    records : list of HandedIn
        One for each learner and lesson: the newest.
    aside : list of (str, str)
        Files that are not used: their names, and why not.
    n_older : int
        Files that are older hand-ins, or copies, of those used.
    """

    records: list[HandedIn] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    n_older: int = 0


def read_folder(folder: Path) -> Pile:
    """Read every hand-in and progress file (.json) in a folder and the folders within it.

    Raises
    ------
    OSError
        If the folder is missing or cannot be read.
    """
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is not a folder")
    pile = Pile()
    newest: dict[tuple[str, ...], HandedIn] = {}

    def unread(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise error
        name = str(Path(error.filename).relative_to(folder))
        pile.aside.append((name, f"cannot be read ({error.strerror})"))

    for path in sorted(_files(folder, unread)):
        name = str(path.relative_to(folder))
        try:
            content, fault = _read(path)
        except OSError as error:
            content, fault = None, f"cannot be read ({error.strerror or error})"
        if content is None:
            pile.aside.append((name, fault))
            continue
        one = _cleaned(content)
        # Whoever hands in under another name is another one, even with the same record.
        key = (
            one.lesson,
            one.name.casefold(),
            _text(content.get("id")) or content["begun"],
        )
        if key in newest:
            pile.n_older += 1
        if key not in newest or newest[key].last <= one.last:
            newest[key] = one
    pile.records = list(newest.values())
    return pile


def _files(folder: Path, unread: Callable[[OSError], None]) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=unread):  # follows no links
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (
            Path(place, name)
            for name in names
            if name.lower().endswith(".json") and not name.startswith(".")
        )


def _read(path: Path) -> tuple[Record | None, str]:
    if not path.is_file():  # opening a pipe would wait for ever
        return None, "is not a file"
    with path.open("rb") as file:
        content, fault = parse_record(file.read(MAX_BYTES + 1))
    return (None, fault) if fault else (content, "")


def _cleaned(content: Record) -> HandedIn:
    return HandedIn(
        lesson=content["lesson"][:MAX_TEXT],
        name=" ".join(_text(content.get("name")).split()),
        minutes=float(content["minutes"]),
        last=content["last"],
        items={each["key"]: _item(each) for each in content["items"]},
    )


def _item(record: Record) -> Record:
    """Return what the report uses of an item's record, each value of its own type."""
    first = record.get("first")
    now = record.get("chosen", record.get("given"))
    return {
        "right": record["right"],
        "attempts": max(record["attempts"], 0),
        "first": now if first is None else first,
        "hints": max(_int(record.get("hints_taken")), 0),
        "solution": record.get("solution_seen") is True,
        "skipped": record.get("skipped") is True,
        "made": _texts(record.get("made")),
        "texts": _texts(record.get("texts")),
    }


def _text(value: Any) -> str:
    return value[:MAX_TEXT] if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return []
    return [each[:MAX_TEXT] for each in value]


def _int(value: Any) -> int:
    return value if isinstance(value, int) else 0
