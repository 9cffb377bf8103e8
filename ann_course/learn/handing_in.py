"""Handing in a lesson: one file with what a learner did, which they send themselves."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import ipywidgets as widgets

from ann_course.learn.item import Item
from ann_course.learn.record_file import Record, now, reason
from ann_course.learn.style import page
from ann_lib._support.storage import write_atomically

FOLDER = "hand-in"
MAX_NAME = 80


def to_hand_in(record: Record, items: list[Item], name: str = "") -> Record:
    """Return a lesson's record as it is handed in: with the words of what was asked.

    Parameters
    ----------
    record : dict
        As `Progress.to_dict` returns it.
    items : list of Item
        What the lesson asks. The titles of all and the options' texts go along, so that
        the file can be read beside another edition of the course.
    name : str
        Whose it is; "" for nobody's.
    """
    asked = {item.key: item for item in items}
    told = []
    for each in record["items"]:
        item = asked.get(each["key"])
        texts = [getattr(option, "text", option) for option in getattr(item, "options", ())]
        told.append(
            each
            | ({"title": item.title} if item else {})
            | ({"texts": texts} if texts else {})
        )
    return record | {"name": name, "handed_in": now(), "items": told}


def file_name(lesson: str, name: str) -> str:
    """Return the name of the file that is handed in.

    Examples
    --------
    >>> file_name("lesson_02", "Ada / Lovelace")[:23]
    'lesson_02-Ada-Lovelace-'
    """
    who = re.sub(r"[\W_]+", "-", name).strip("-")
    moment = datetime.now().strftime("%Y-%m-%d-%H%M%S")
    return "-".join(filter(None, [lesson, who, moment])) + ".json"


class HandIn(widgets.VBox):  # type: ignore[misc]
    """A field for a name, a button, and what became of it.

    Parameters
    ----------
    lesson : str
        Such as "lesson_02".
    record : callable
        Given the name, it returns what is handed in.
    folder : callable
        Returns the folder in which ``hand-in/`` lies.
    """

    def __init__(
        self, lesson: str, record: Callable[[str], Record], folder: Callable[[], Path]
    ) -> None:
        self.lesson = lesson
        self.record = record
        self.folder = folder
        self.name = widgets.Text(
            placeholder="Your name, or nothing",
            tooltip="Your name for the file that you hand in, or nothing",
        )
        self.name.add_class("ann-name")
        self.button = widgets.Button(
            description="Hand in", tooltip="Write a file to hand in; nothing is sent"
        )
        self.reply = widgets.HTML()
        self.button.on_click(lambda _button: self.hand_in())
        super().__init__([widgets.HBox([self.name, self.button]), self.reply])

    def hand_in(self) -> Path | None:
        """Write the file and say where it is; return its path, or None if there is none."""
        name = " ".join(self.name.value.split())[:MAX_NAME]
        content = json.dumps(self.record(name), indent=1, ensure_ascii=False) + "\n"
        path = self.folder() / FOLDER / file_name(self.lesson, name)
        written = (
            f"It is <code>{FOLDER}/{html.escape(path.name)}</code>, beside this notebook."
        )
        done: Path | None = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, content.encode(errors="backslashreplace"))
        except OSError as error:
            why = html.escape(reason(error))
            written = f"It could not be written beside this notebook ({why})."
            done = None
        self.reply.value = page(
            f"<p>Your file is ready: predictions, answers, verdicts, hints and minutes, "
            f"{'under your name' if name else 'with no name'}. {written} "
            f"{download_link(path.name, content, 'Download it')}. Nothing has been sent: "
            "give the file to your teacher in the way that you agreed on.</p>",
            live=True,
        )
        return done


def download_link(name: str, content: str, says: str) -> str:
    """Return a link that saves a content, which is in the page itself, as a file."""
    data = base64.b64encode(content.encode(errors="backslashreplace")).decode()
    return (
        f'<a download="{html.escape(name, quote=True)}" '
        f'href="data:application/json;base64,{data}">{says}</a>'
    )
