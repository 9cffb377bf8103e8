"""What a learner did in a lesson: a live summary, and a file that they keep."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from ann_course.learn.item import Item, check_text, live_html
from ann_course.learn.style import inline, page, table
from ann_lib._support.checks import describe


class Progress:
    """The record of a lesson's predictions, questions and exercises.

    It lives in the kernel's memory. It is written only if the learner asks for a file,
    and nothing is sent anywhere.

    Parameters
    ----------
    lesson : str
        The lesson's name, such as "lesson_02"; it names the downloaded file.
    items : iterable of Prediction, Question or Exercise
        In the lesson's order, each with its own key.
    """

    def __init__(self, lesson: str, items: Iterable[Item]) -> None:
        self.lesson = check_text(lesson, "lesson")
        self.items = list(items)
        keys = set()
        for item in self.items:
            if not isinstance(item, Item):
                raise TypeError(
                    "items must be predictions, questions and exercises, got "
                    f"{describe(item)}."
                )
            if item.key in keys:
                raise ValueError(f"items hold the key {item.key!r} twice; rename one.")
            keys.add(item.key)

    def to_dict(self) -> dict[str, Any]:
        """Return the record in plain JSON values."""
        return {
            "format": 1,
            "lesson": self.lesson,
            "items": [item.record() for item in self.items],
        }

    def _json(self) -> str:
        return json.dumps(self.to_dict(), indent=2)

    def describe(self) -> str:
        """Summarise the record in one sentence."""
        parts = []
        for kind, done in (
            ("prediction", "recorded"),
            ("question", "answered right"),
            ("exercise", "right"),
        ):
            records = [item.record() for item in self.items if item.kind == kind]
            if records:
                field = "tried" if kind == "prediction" else "right"
                count = sum(bool(record[field]) for record in records)
                plural = kind if len(records) == 1 else kind + "s"
                parts.append(f"{count} of {len(records)} {plural} {done}")
        return "; ".join(parts) + "." if parts else "This lesson asks nothing."

    def to_html(self) -> str:
        """Return the record as a table, with a link that saves it as a file."""
        rows = [
            (item.kind.capitalize(), inline(item.title), inline(item.status()))
            for item in self.items
        ]
        data = base64.b64encode(self._json().encode()).decode()
        name = re.sub(r"[^A-Za-z0-9_-]+", "-", self.lesson)
        return page(
            f"<p><b>Your progress:</b> {self.describe()}</p>"
            + table(rows, ("What", "Asked", "You"))
            + f'<p><a download="progress-{name}.json" '
            f'href="data:application/json;base64,{data}">Save your progress as a file</a>.'
            " It stays on your computer; nothing is sent anywhere.</p>"
        )

    def summary(self) -> widgets.HTML:
        """Return the summary as a widget that is updated as the learner goes on."""
        return live_html(self.to_html, *self.items)

    def _ipython_display_(self) -> None:
        display(self.summary())  # type: ignore[no-untyped-call]
