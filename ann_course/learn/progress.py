"""What a learner did in a lesson: kept in a file, summed up, begun afresh on request."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import ipywidgets as widgets

from ann_course.learn.handing_in import HandIn, download_link, to_hand_in
from ann_course.learn.item import Item, check_text
from ann_course.learn.record_file import FORMAT, Record, RecordFile, merge, now, reason
from ann_course.learn.style import inline, page, still, table
from ann_course.page import hidden_script
from ann_course.page.still import Still
from ann_lib._support.checks import describe
from ann_lib._support.printing import prints_anywhere

FOLDER = "progress"
BREAK = 15.0
"""Minutes without an answer that are no longer counted: a longer gap is a break."""

DONE = {"prediction": "recorded", "question": "answered right"}
AFRESH = (
    "Really begin afresh? Your answers so far are put aside, in a file with today's date, "
    "and the panels are locked again."
)


class Progress(Still):
    """The record of a lesson's predictions, questions and exercises.

    It lives in the kernel's memory until `resume` is called. From then on it is in a file,
    too, and nothing is sent anywhere.

    Parameters
    ----------
    lesson : str
        The lesson's name, such as "lesson_02"; it names the files.
    items : iterable of Prediction, Question or Exercise
        In the lesson's order, each with its own key.
    """

    wake: ClassVar[str] = Item.wake

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
        self._file: RecordFile | None = None
        self._trouble = ""  # why nothing can be written
        self._words: list[str] = []
        self._refused: list[Record] = []
        self._silent = False  # while it is this object that changes items
        self._id = secrets.token_hex(8)  # tells one learner's record from another's
        self._widget: widgets.VBox | None = None
        self._forget("")

    def __repr__(self) -> str:
        return f"Your progress: {self.describe()}"

    # The file.

    def resume(self, folder: str | os.PathLike[str] | None = None) -> Note:
        """Take up the lesson where it was left, and keep every change from now on.

        Parameters
        ----------
        folder : path, optional
            Its ``progress/`` holds the file; by default the kernel's working folder, which
            is that of the notebook. Called again, it stays where it is.

        Returns
        -------
        note : Note
            What was found, and where it is kept.
        """
        before = ""
        if self._file is None:
            path = Path("." if folder is None else folder).expanduser().absolute()
            self._file = RecordFile(path / FOLDER / f"{self._name}.json", self.lesson)
            for item in self.items:
                item.on_change(partial(self._item_changed, item))
            before = self._exchange()
        else:
            self._exchange()
        return Note(self._greeting(before), self._reports())

    def begin_afresh(self) -> None:
        """Forget what the learner did and lock the panels again; the old file is kept."""
        after = datetime.fromisoformat(self._begun or now()) + timedelta(milliseconds=1)
        begun = max(now(), after.isoformat(timespec="milliseconds"))
        self._words.clear()
        if self._file is not None:
            try:
                with self._file.locked():
                    if self._file.path.exists():
                        name = self._file.set_aside().name
                        self._words.append(f"What you did before is in {FOLDER}/{name}.")
                    self._reset(begun)
                    self._file.write(self.to_dict())
                self._trouble = ""
            except OSError as error:
                self._trouble = reason(error)
        if self._begun != begun:
            self._reset(begun)
        self._refresh()

    def _reset(self, begun: str, but: Item | None = None) -> None:
        kept = self._times.get(but.key) if but else None
        self._forget(begun)
        if but and kept:
            self._times[but.key] = kept
        self._silent = True
        try:
            for item in self.items:
                if item is not but:
                    item.reset()
        finally:
            self._silent = False

    def _forget(self, begun: str) -> None:
        self._begun = self._last = begun
        self._minutes = 0.0
        self._times: dict[str, str] = {}
        self._others: list[Record] = []  # of items that the lesson no longer has

    def _item_changed(self, item: Item) -> None:
        if not self._silent:
            self._times[item.key] = now()
            self._exchange(item)

    def _exchange(self, changed: Item | None = None) -> str:
        """Have the file and this kernel know what either knows.

        Returns
        -------
        before : str
            When the file was last written, or "" if there was none.
        """
        assert self._file is not None
        before = ""
        try:
            with self._file.locked():
                before = self._learn(self._file.read(), changed)
                self._file.write(self.to_dict())
            self._trouble = ""
        except OSError as error:
            self._trouble = reason(error)
            if not before:
                with suppress(OSError):  # a folder that can only be read
                    before = self._learn(self._file.read(), changed)
        self._refresh()
        return before

    def _learn(self, there: Record | None, changed: Item | None) -> str:
        """Merge into this kernel's record what is in the file; return when that was."""
        moment = now()
        if there is not None and self._begun and there["begun"] != self._begun:
            there = self._begun_elsewhere(there, changed)
        if there is not None:
            self._begun, self._last = there["begun"], there["last"]
            self._minutes = there["minutes"]
            self._id = there["id"] if isinstance(there.get("id"), str) else self._id
            self._merge(there["items"], changed)
        before = there["last"] if there else ""
        self._begun = self._begun or moment
        gap = _minutes_between(self._last or moment, moment)
        self._minutes = round(self._minutes + (gap if 0 <= gap <= BREAK else 0.0), 2)
        self._last = moment
        return before

    def _begun_elsewhere(self, there: Record, changed: Item | None) -> Record | None:
        """Settle with a file that has another beginning: the later one counts."""
        assert self._file is not None
        if there["begun"] < self._begun:
            name = self._file.set_aside().name
            self._words.append(f"An older record was there; it is now {FOLDER}/{name}.")
            return None
        self._reset(there["begun"], but=changed)
        self._words.append("You began afresh in another window, and so it was done here.")
        return there

    def _merge(self, records: list[Record], changed: Item | None) -> None:
        mine, items = self._records(), {item.key: item for item in self.items}
        self._others = [record for record in records if record["key"] not in items]
        for theirs in records:
            item = items.get(theirs["key"])
            if item is None or item is changed or theirs in self._refused:
                continue
            own = mine[item.key]
            merged = merge(theirs, own)
            if any(merged[name] != own[name] for name in own):
                self._restore(item, merged, theirs, own)

    def _restore(self, item: Item, record: Record, theirs: Record, own: Record) -> None:
        self._silent = True
        try:
            item.restore(record)
            self._times[item.key] = record["at"]
        except (TypeError, ValueError):
            self._refused.append(theirs)
            if own["at"]:  # answered here, too, while another edition's lesson is open
                item.restore(own)
                return
            item.reset()
            self._words.append(
                f"“{item.title}” has changed since you answered it, so it is asked again."
            )
        finally:
            self._silent = False

    # The record.

    def _records(self) -> dict[str, Record]:
        return {
            item.key: item.record() | {"at": self._times.get(item.key, "")}
            for item in self.items
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the record in plain JSON values.

        ``id`` is drawn when a learner begins. ``begun`` and ``last`` are times in UTC.
        ``minutes`` counts the time from one answer to the next, and from opening the lesson
        to the first; a gap of more than `BREAK` minutes is a break and not counted. An
        item's ``at`` is when it last changed.
        """
        return {
            "format": FORMAT,
            "lesson": self.lesson,
            "id": self._id,
            "begun": self._begun,
            "last": self._last,
            "minutes": self._minutes,
            "items": [*self._records().values(), *self._others],
        }

    def describe(self) -> str:
        """Summarise the record in one sentence."""
        parts = []
        kinds = ["prediction", "question", *(item.kind for item in self.items)]
        for kind in dict.fromkeys(kinds):
            records = [item.record() for item in self.items if item.kind == kind]
            if records:
                field = "tried" if kind == "prediction" else "right"
                count = sum(bool(record[field]) for record in records)
                plural = kind if len(records) == 1 else kind + "s"
                parts.append(
                    f"{count} of {len(records)} {plural} {DONE.get(kind, 'right')}"
                )
        return "; ".join(parts) + "." if parts else "This lesson asks nothing."

    # What the learner sees.

    @property
    def _name(self) -> str:
        return re.sub(r"[^A-Za-z0-9_-]+", "-", self.lesson)

    @property
    def _place(self) -> str:
        return f"{FOLDER}/{self._name}.json"

    def _greeting(self, before: str) -> str:
        if before and any(item.last_time for item in self.items):
            day = datetime.fromisoformat(before).astimezone()
            return (
                f"Welcome back. What you did up to {day.day} {day:%B} is here again: "
                f"{self.describe()}"
            )
        if self._trouble:
            return ""
        return (
            f"Your answers are kept in {self._place}, beside this notebook. "
            "They will be here again when you come back."
        )

    def _reports(self) -> list[str]:
        """Return what the learner must know of the file."""
        found = [*(self._file.words if self._file else []), *self._words]
        if self._trouble:
            found.append(
                f"Your answers cannot be kept in {self._place} ({self._trouble}). The "
                "lesson goes on; before you close it, save them with the link at its end."
            )
        return found

    def _table(self) -> str:
        rows = []
        for item in self.items:
            status = inline(item.status()) + (" (last time)" if item.last_time else "")
            rows.append((item.kind.capitalize(), inline(item.title), status))
        return f"<p><b>Your progress:</b> {self.describe()}</p>" + table(
            rows, ("What", "Asked", "You")
        )

    def _kept(self) -> str:
        if self._file is None or self._trouble:
            return ""
        minutes = f"{self._minutes:.0f} min" if self._minutes >= 1 else "less than a minute"
        return (
            f"Kept in {self._place}, beside this notebook; nothing is sent anywhere. "
            f"Time so far, breaks left out: {minutes}."
        )

    def to_html(self) -> str:
        """Return the record as a table, with a link that saves it as a file."""
        content = json.dumps(self.to_dict(), indent=1)
        copy = download_link(
            f"progress-{self._name}.json", content, "Save a copy as a file"
        )
        reports = "".join(f"<p>{inline(text)}</p>" for text in self._reports())
        return page(f"{self._table()}{reports}<p>{self._kept()} {copy}.</p>")

    def still_html(self) -> str:
        """Return the table as it stands."""
        return still(page(self._table()))

    @property
    def widget(self) -> widgets.VBox:
        """The summary, updated as the learner goes on, and the button to begin afresh."""
        if self._widget is None:
            self._widget = self._build()
            for item in self.items:
                item.on_change(self._refresh)
            self._refresh()
        return self._widget

    def _refresh(self) -> None:
        if self._widget is not None:
            self._widget.children[0].value = self.to_html()

    def _build(self) -> widgets.VBox:
        begin = widgets.Button(description="Begin afresh")
        yes = widgets.Button(description="Yes, begin afresh")
        no = widgets.Button(description="No")
        sure = widgets.VBox(
            [
                widgets.HTML(page(f"<p>{AFRESH}</p>", live=True)),
                widgets.HBox([yes, no]),
            ]
        )
        sure.layout.display = "none"

        def ask(really: bool) -> None:
            begin.disabled = really
            sure.layout.display = None if really else "none"

        def afresh(_button: widgets.Button) -> None:
            self.begin_afresh()
            ask(False)

        begin.on_click(lambda _button: ask(True))
        yes.on_click(afresh)
        no.on_click(lambda _button: ask(False))
        hand_in = HandIn(
            self._name,
            lambda name: to_hand_in(self.to_dict(), self.items, name),
            lambda: self._file.path.parent.parent if self._file else Path(),
        )
        box = widgets.VBox([widgets.HTML(), hand_in, begin, sure, hidden_script()])
        box.add_class("ann-ask")
        return box


@prints_anywhere
class Note:
    """What a lesson says when it is taken up, to be shown in its notebook.

    Attributes
    ----------
    text : str
    reports : list of str
        What the learner must know of the file, one sentence or two each.
    """

    def __init__(self, text: str, reports: list[str]) -> None:
        self.text = text
        self.reports = reports

    def __repr__(self) -> str:
        return "\n".join(filter(None, [self.text, *self.reports]))

    def _repr_html_(self) -> str:
        lines = filter(None, [self.text, *self.reports])
        return still(page("".join(f"<p>{inline(line)}</p>" for line in lines)))


def _minutes_between(start: str, end: str) -> float:
    gap = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    return gap.total_seconds() / 60
