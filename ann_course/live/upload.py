"""A file from the learner's computer: chosen in the page, shown as it arrived.

ipywidgets' own FileUpload says nothing of a file that is too large for the connection:
nothing arrives, and its ``value`` is still the file before. Here the page looks at the
size first, and says when a file is on its way and when it has not arrived.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path, PurePath
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from ann_course.live.layout import html, parts_of, show
from ann_course.page import hidden_script, inline
from ann_course.page.cells import here
from ann_course.page.still import Still
from ann_course.page.text import listed
from ann_lib._support.printing import prints_anywhere
from ann_lib.tables import read_table

LIMIT = 8_000_000
"""Bytes; Jupyter's connection carries about 10 MB in one message."""
TABLES = (".csv", ".tsv", ".txt")
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff")
N_SHOWN = 5
"""Rows and columns of a table that are shown."""


class FilePicker(anywidget.AnyWidget):
    """The browser's own button to choose a file, with its name and its limit."""

    _esm = Path(__file__).with_name("upload.js").read_text("utf-8")
    _css = Path(__file__).with_name("upload.css").read_text("utf-8")
    label = traitlets.Unicode().tag(sync=True)
    kinds = traitlets.List(traitlets.Unicode()).tag(sync=True)
    limit = traitlets.Int().tag(sync=True)
    limits = traitlets.Unicode().tag(sync=True)
    several = traitlets.Bool().tag(sync=True)


@prints_anywhere
class Upload(Still, widgets.VBox):  # type: ignore[misc]
    r"""A button to choose a file, and beneath it what arrived.

    Parameters
    ----------
    label : str
        What to choose.
    kinds : sequence of str
        Endings of the files' names, with the point.
    show : callable
        ``show(name, content)`` returns, as HTML, what is shown of a file, or raises a
        ValueError with the reason why it is not taken. By default the first rows of a
        table.
    by_path : str
        Code that reads a file beside the notebook, for one that is too large to be sent;
        ``{name!r}`` in it stands for the file's name.
    several : bool
        Whether several files can be chosen together. They arrive one after the other.

    Attributes
    ----------
    file : (str, bytes) or None
        Name and content of the last file that was taken.
    shown : list of str
        What is shown of each file that was taken of the latest choice.

    Examples
    --------
    >>> upload = Upload()
    >>> upload.receive("two.csv", 7, b"a,b\n1,2")
    >>> upload.describe()
    'two.csv has arrived.'
    >>> name, content = upload.file
    """

    wake = "To choose a file, run this cell."

    def __init__(
        self,
        label: str = "Choose a table",
        *,
        kinds: Sequence[str] = TABLES,
        show: Callable[[str, bytes], str] | None = None,
        by_path: str = "read_table({name!r})",
        several: bool = False,
    ) -> None:
        self.label = label
        self.kinds = tuple(kinds)
        self.file: tuple[str, bytes] | None = None
        self.shown: list[str] = []
        self._refused: list[str] = []
        self._show, self._by_path = show or first_rows, by_path
        self._listeners: list[Callable[[], object]] = []
        each = " each" if several else ""
        self.limits = f"{listed(self.kinds, 'or')}, at most {_megabytes(LIMIT)}{each}."
        self.picker = FilePicker(
            label=label,
            kinds=list(self.kinds),
            limit=LIMIT,
            limits=self.limits,
            several=several,
        )
        self.picker.on_msg(self._received)
        self.error = html("ann-error", "ann-hidden")
        self.arrived = html("ann-arrived", value="<p>No file has been chosen yet.</p>")
        super().__init__([self.picker, self.error, self.arrived, hidden_script()])
        self.add_class("ann-ask")

    def on_arrival(self, listener: Callable[[], object]) -> None:
        """Call ``listener`` whenever a file was taken."""
        self._listeners.append(listener)

    def receive(
        self, name: str, size: int, content: bytes | None, *, more: bool = False
    ) -> None:
        """Take a file, or say why not; the file before is kept then.

        Parameters
        ----------
        name : str
        size : int
            In bytes.
        content : bytes or None
            None where the page did not send it.
        more : bool
            Whether it was chosen together with the file before it: what was said of that
            one stays.
        """
        if not more:
            self.shown, self._refused = [], []
        try:
            if not name.lower().endswith(self.kinds):
                raise ValueError(
                    f"{name} is of another kind than {listed(self.kinds, 'or')}. Save it "
                    "as one of these, and choose that."
                )
            if size > LIMIT or content is None:
                raise ValueError(
                    f"{name} is too large: it has {_megabytes(size)}, and at most "
                    f"{_megabytes(LIMIT)} can be sent. Put it beside this notebook, by "
                    "dragging it into the file browser on the left, and use its path: "
                    f"`{self._by_path.format(name=name)}`."
                )
            if not content:
                raise ValueError(f"{name} is empty: it has 0 bytes.")
            shown = self._show(name, content)
        except ValueError as error:
            self._refused.append(str(error))
            self._say()
            return
        self.file = name, content
        self.shown.append(shown)
        self.arrived.value = "".join(self.shown)
        self._say()
        for listener in self._listeners:
            listener()

    def describe(self) -> str:
        """Return in a sentence what has arrived."""
        if self.file is None:
            return "No file has been chosen yet."
        return f"{self.file[0]} has arrived."

    def still_html(self) -> str:
        """Return what is chosen here, and what arrived."""
        return (
            f"<p><b>{escape(self.label)}</b> ({escape(self.limits)})</p>"
            f"{self.arrived.value}"
        )

    def __repr__(self) -> str:
        return f"Upload: {self.describe()}"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        here(self)  # by itself; one in a panel is closed with the panel
        return super()._repr_mimebundle_(**options)

    def leave(self, why: str) -> None:
        """Do nothing: nothing runs here."""

    def close(self) -> None:
        """Remove it from the page, and the file from memory."""
        for widget in parts_of(*self.children):
            widget.close()
        self.layout.close()
        super().close()
        self.file = None

    def _say(self) -> None:
        """Say which files of the latest choice were not taken, and why."""
        errors = list(self._refused)
        if errors and self.file is not None and not self.shown:
            errors[-1] += f" What is shown below is still {self.file[0]}."
        lines = "<br>".join(map(inline, errors))
        self.error.value = f'<div role="alert">{lines}</div>' if errors else ""
        show(self.error, bool(errors))

    def _received(self, _widget: Any, message: Any, buffers: Any) -> None:
        """Take what the page sends, and tell it so."""
        if isinstance(message, dict) and isinstance(message.get("name"), str):
            name = PurePath(message["name"]).name
            self.picker.send({"say": f"{name} is being read …"})
            content = bytes(buffers[0]) if buffers else None  # the only copy that stays
            more = bool(message.get("more"))
            try:
                self.receive(name, message.get("size", 0), content, more=more)
            finally:
                self.picker.send({"say": ""})  # the page sends the next file now


def first_rows(name: str, content: bytes) -> str:
    """Return the first rows of a table as HTML, and how it was read."""
    frame = read_table(content, name=name)
    shown = frame.iloc[:N_SHOWN, : 2 * N_SHOWN]
    heads = "".join(f'<th scope="col">{escape(str(column))}</th>' for column in shown)
    rows = "".join(
        f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>"
        for row in shown.itertuples(index=False)
    )
    more = len(frame.columns) - len(shown.columns)
    also = f"<p>and {more} more columns</p>" if more > 0 else ""
    how = escape(str(frame.attrs["reading"])).replace("\n", "<br>")
    return f"<p>{how}</p><p>The first rows:</p><table><tr>{heads}</tr>{rows}</table>{also}"


def _cell(value: Any) -> str:
    missing = value is None or value != value
    text = "–" if missing else f"{value:g}" if isinstance(value, float) else str(value)
    text = text.removesuffix(" 00:00:00")  # a day without a time
    return escape(text if len(text) <= 30 else text[:29] + "…")


def _megabytes(size: int) -> str:
    return f"{math.ceil(size / 1e5) / 10:g} MB"
