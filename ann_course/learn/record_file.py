"""A lesson's record on the learner's disk, which several kernels may write at once.

A change reads what is there, merges it with what this kernel knows, and replaces the file,
wholly or not at all. Meanwhile a second file, the lock, keeps other kernels out: making a
file that must not be there yet is one step on every file system, network folders and the
browser's included.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

from ann_lib._support.storage import write_atomically

Record: TypeAlias = dict[str, Any]

FORMAT = 1
MAX_BYTES = 2**22
"""A lesson's record has some kilobytes; what is far larger is no record."""
MAX_MINUTES = 10**7
"""Nineteen years: nobody takes longer over a lesson."""

LOCK_PATIENCE = 2.0
"""Seconds for which one lock may stand: a change takes milliseconds, so its owner died."""

GROWING = ("tried", "right", "attempts", "hints_taken", "solution_seen", "seen")
"""What in an item's record only ever grows until the learner begins afresh."""


def now() -> str:
    """Return the time in UTC to the millisecond; as texts, later times are greater."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def merge(one: Record, other: Record) -> Record:
    """Return one record of an item from two that kernels made of it at the same time.

    The further one counts: the one that is right, else the one with more attempts, else
    the later one. What only grows, such as the hints taken, is never less than in either.

    Examples
    --------
    >>> merge({"right": True, "attempts": 1, "chosen": 2, "at": "2026-11-28"},
    ...       {"right": False, "attempts": 4, "chosen": 0, "at": "2026-11-29"})
    {'right': True, 'attempts': 4, 'chosen': 2, 'at': '2026-11-29'}
    """
    less, further = sorted((one, other), key=lambda r: (r["right"], r["attempts"], r["at"]))
    grown = {
        name: max(less[name], further[name])
        for name in GROWING
        if isinstance(less.get(name), int) and isinstance(further.get(name), int)
    }
    return less | further | grown | {"at": max(less["at"], further["at"])}


def reason(error: OSError) -> str:
    """Return why a file could not be written, without its long path."""
    inner = error.__cause__ if isinstance(error.__cause__, OSError) else error
    return inner.strerror or str(inner)


class RecordFile:
    """The file that holds one lesson's record.

    Parameters
    ----------
    path : Path
        Its folder is made when something is written.
    lesson : str
        Such as "lesson_02"; a file of another lesson is not this one's record.

    Attributes
    ----------
    words : list of str
        What the learner must know of files that had to be set aside.
    """

    def __init__(self, path: Path, lesson: str) -> None:
        self.path = path
        self.lesson = lesson
        self.words: list[str] = []

    def read(self) -> Record | None:
        """Return the record, or None if there is none; call it under the lock.

        A file that is not this lesson's record, or not one that this version can read, is
        set aside.

        Raises
        ------
        OSError
            If the file cannot be read, or not be set aside.
        """
        if not self.path.exists():
            return None
        if not self.path.is_file():  # opening a pipe would wait for ever
            raise OSError("It is a folder or a device, not a file")
        with self.path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        content, fault = parse_record(data)
        if content and content["lesson"] != self.lesson:
            fault = f"is the record of {content['lesson']}, not of {self.lesson}"
        if not fault:
            return content
        aside = self.set_aside()
        self.words.append(f"{self.path.name} {fault}. It is now {aside.name}.")
        return None

    def write(self, record: Record) -> None:
        """Replace the record, wholly or not at all; call it under the lock.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
        # Half of a sign that was cut in two is written as JSON writes it, \udxxx.
        write_atomically(self.path, text.encode(errors="backslashreplace"))

    def set_aside(self) -> Path:
        """Rename the file, so that nothing is lost, and return its new path.

        Raises
        ------
        OSError
            If it cannot be renamed.
        """
        moment = datetime.now().strftime("%Y-%m-%d-%H%M%S")
        stem = f"{self.path.stem}-set-aside-{moment}"
        aside, number = self.path.with_stem(stem), 1
        while os.path.lexists(aside):
            number += 1
            aside = self.path.with_stem(f"{stem}-{number}")
        self.path.rename(aside)
        return aside

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other kernels from this file for as long as the block runs.

        Raises
        ------
        OSError
            If nothing can be written in the folder.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = self.path.with_name(f".{self.path.stem}.lock")
        token = secrets.token_hex(8)
        _take(lock, token)
        try:
            yield
        finally:
            if _owner(lock) == token:  # else it was taken from us, as from the dead
                with suppress(FileNotFoundError):
                    lock.unlink()


def _take(lock: Path, token: str) -> None:
    """Make the lock; wait while another kernel has it, but not for ever for the same one.

    Time is measured by this kernel alone: the clocks of a network folder differ.
    """
    seen, since = "", time.monotonic()
    while True:
        try:
            with lock.open("x") as file:
                file.write(token)
            return
        except FileExistsError:
            pass
        except PermissionError:  # Windows says so, too, while a lock is being removed
            if not lock.exists():
                raise
        owner = _owner(lock)
        if owner != seen:
            seen, since = owner, time.monotonic()
        elif time.monotonic() - since > LOCK_PATIENCE:
            with suppress(FileNotFoundError):
                lock.unlink()
            since = time.monotonic()
        time.sleep(0.005)


def _owner(lock: Path) -> str:
    try:
        return lock.read_text()
    except OSError:
        return ""


def parse_record(data: bytes) -> tuple[Record | None, str]:
    """Return the record that a file holds, and what is wrong if it holds none.

    Parameters
    ----------
    data : bytes
        Of a file, or as much of it as is more than `MAX_BYTES`.
    """
    damaged = "is damaged, or was written by something else"
    if len(data) > MAX_BYTES:
        return None, damaged
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return None, damaged
    if not isinstance(content, dict) or not isinstance(content.get("format"), int):
        return None, damaged
    if content["format"] > FORMAT:
        return None, "was written by a newer version of the course"
    if not _is_whole(content):
        return None, damaged
    return content, ""


def _is_whole(content: Record) -> bool:
    """Whether all is there on which merging relies."""
    texts = (content.get(name) for name in ("lesson", "begun", "last"))
    items, minutes = content.get("items"), content.get("minutes")
    return (
        all(isinstance(text, str) for text in texts)
        and _is_time(content["begun"])
        and _is_time(content["last"])
        and isinstance(minutes, int | float)
        and 0 <= minutes < MAX_MINUTES
        and isinstance(items, list)
        and all(isinstance(item, dict) and _is_item(item) for item in items)
    )


def _is_item(record: Record) -> bool:
    return (
        all(isinstance(record.get(name), str) for name in ("key", "at"))
        and isinstance(record.get("right"), bool)
        and isinstance(record.get("attempts"), int)
    )


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
