"""A learner's own copy of the lessons, and how a newer course gets into it.

A file that the learner has changed is never overwritten. To tell which these are, the
folder has a record, ``.ann-course``: the SHA-256 of each file as it was given out, in the
format of ``sha256sum``.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import TypeVar

from ann_lib._support.storage import write_atomically

P = TypeVar("P", bound=PurePath)
START, GLOSSARY = "00_start_here.ipynb", "glossary.ipynb"
RECORD = ".ann-course"
NEW, UPDATED, KEPT, UNCHANGED = "new", "updated", "kept with your changes", "unchanged"
ACTIONS = (NEW, UPDATED, KEPT, UNCHANGED)


def find_course(package: Path = Path(__file__).parent) -> Path:
    """Return the folder that holds ``notebooks/`` and ``data/``.

    Parameters
    ----------
    package : Path
        Where ``ann_course`` is. In a checkout the two folders are beside it; a wheel
        installs them into ``share/ann-course`` of the environment.

    Raises
    ------
    FileNotFoundError
        If this installation has no lessons.
    """
    installed = (folder / "share" / "ann-course" for folder in package.parents)
    for place in (package.parent, *installed):
        if (place / "notebooks" / START).is_file():
            return place
    raise FileNotFoundError(
        f"The lessons are not beside {package}, nor in share/ann-course of the "
        "environment. Install the course again with pip, from its wheel or its folder."
    )


def own_notebooks(course: Path) -> list[Path]:
    """Return the course's own notebooks by name, without what a learner keeps beside them.

    That may be a changed lesson, as ``name_mine.ipynb``, or a notebook of their own.
    """
    from ann_course.learn.claims import LESSONS  # only now: it brings all of `learn`

    names = {START, GLOSSARY, *(f"{lesson.stem}.ipynb" for lesson in LESSONS.values())}
    paths = (course / "notebooks" / name for name in sorted(names))
    return [path for path in paths if path.is_file()]


def find_lesson(number: str) -> Path:
    """Return the notebook of a lesson.

    Raises
    ------
    FileNotFoundError
        If the course has no lesson of this number.
    """
    notebooks = own_notebooks(find_course())
    lessons = {path.name[:2]: path for path in notebooks if path.name != GLOSSARY}
    if number not in lessons:
        raise FileNotFoundError(
            f"There is no lesson {number!r}: choose from {', '.join(lessons)}."
        )
    return lessons[number]


def read_course(course: Path) -> dict[str, bytes]:
    """Return the content of each file by its name in a learner's folder.

    The lessons are in the folder itself, the data in ``data/``.
    """
    lessons = {path.name: path for path in own_notebooks(course)}
    data = {f"data/{path.name}": path for path in (course / "data").glob("[!.]*")}
    return {
        name: path.read_bytes()
        for name, path in sorted((lessons | data).items())
        if path.is_file()
    }


def default_folder() -> Path:
    """Return the current folder if the lessons are there already, else ``ann-course``."""
    here = Path()
    return here if (here / RECORD).is_file() else here / "ann-course"


def copy_course(files: Mapping[str, bytes], folder: Path) -> list[str]:
    """Copy the course into a learner's folder without touching the learner's work.

    A file that is missing is copied. One that the learner has not changed is replaced if
    the course has a newer one. One that the learner has changed stays, and the newer one
    is put beside it, as ``name_newer.ipynb``.

    Parameters
    ----------
    files : mapping of str to bytes
        As `read_course` returns it.
    folder : Path
        Created if it is missing.

    Returns
    -------
    report : list of str
        What was done, one sentence each.

    Raises
    ------
    OSError
        If the folder is a file or cannot be written to. Each file is written completely
        or not at all.
    """
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file, not a folder")
    folder.mkdir(parents=True, exist_ok=True)
    record = _read_record(folder)
    given = dict(record)
    done: Counter[str] = Counter()
    report = []
    try:
        for name, content in files.items():
            newest = _sha256(content)
            place, action = _choose(folder, name, newest, given)
            done[action] += 1
            if action in {NEW, UPDATED}:
                path = folder / place
                path.parent.mkdir(exist_ok=True)
                write_atomically(path, content)
                if place != name:
                    report.append(f"You have changed {name}; the newer lesson is {place}.")
            if action != KEPT:
                given[place] = newest
    finally:  # what was written before a full disk or Ctrl-C is not the learner's work
        if given != record:
            listed = sorted(given.items())
            lines = "".join(f"{sha256}  {name}\n" for name, sha256 in listed)
            write_atomically(folder / RECORD, lines.encode())
    total = ", ".join(f"{done[action]} {action}" for action in ACTIONS if done[action])
    return [*report, f"Files in {folder.resolve()}: {total}."]


def _choose(
    folder: Path, name: str, newest: str, given: Mapping[str, str]
) -> tuple[str, str]:
    """Return under which name a file of the course belongs, and what to do with it."""
    names = (other.as_posix() for other in names_beside(PurePath(name), "newer"))
    for place in itertools.chain([name], names):
        path = folder / place
        if not path.exists():
            # Who deletes a lesson wants it afresh; who deletes the newer one, does not.
            declined = place != name and given.get(place) == newest
            return place, KEPT if declined else NEW
        there = _sha256(path.read_bytes())
        if there == newest:
            return place, UNCHANGED
        if given.get(place) == newest:
            return place, KEPT
        if there in given.values():  # as given out, perhaps under another name
            return place, UPDATED
    raise AssertionError("there is always another name")


def names_beside(path: P, word: str) -> Iterator[P]:
    """Yield ``a_word.ipynb``, ``a_word_2.ipynb``, and so on, for ``a.ipynb``."""
    yield path.with_stem(f"{path.stem}_{word}")
    for number in itertools.count(2):
        yield path.with_stem(f"{path.stem}_{word}_{number}")


def _read_record(folder: Path) -> dict[str, str]:
    path = folder / RECORD
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    parts = (line.partition("  ") for line in lines)
    return {name: sha256 for sha256, _, name in parts}


def was_run(notebook: bytes) -> bool:
    """Whether somebody ran a notebook and saved it: the course's own have no outputs."""
    cells = json.loads(notebook)["cells"]
    return any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
