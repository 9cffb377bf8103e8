"""Teach a network your own drawings or pictures; then a neighbour draws."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from ann_course.live import Panel, Upload, button, dropdown, look
from ann_course.live.download import Download
from ann_course.live.layout import (
    Parts,
    box,
    button_row,
    html,
    in_columns,
    strip,
)
from ann_course.live.state import Count
from ann_course.live.upload import PICTURES
from ann_course.live.words import certainty, counted
from ann_course.panels.digit.controls import STYLE
from ann_course.panels.digit.pad import DrawingPad
from ann_course.panels.teach.album import (
    HANDS,
    MOST,
    Album,
    Drawing,
    Ink,
    pixels_of,
    rate,
    train,
    written,
)
from ann_course.panels.teach.files import (
    KEPT,
    PAPER,
    THING,
    as_image,
    file_name,
    from_bytes,
    loaded,
    shown,
    to_text,
)
from ann_course.panels.teach.picture import TeachPicture
from ann_lib._support.checks import FloatArray, describe
from ann_lib._support.storage import file_at, write_atomically
from ann_lib.datasets import read_photo
from ann_lib.network import Network

NAMES = ("sun", "moon", "star")
OWN_STYLE = Path(__file__).with_name("teach.css")
FEWEST = 2
"""Examples of each class before the network can be trained."""
FULL = f"The album is full: it holds {MOST} examples."


class TeachPanel(Panel):
    """Draw a few examples of each class, train, and let others draw.

    Once it has been trained, each drawing is first answered and then kept under its name,
    and the network is trained anew with it. So both rates are of drawings that it had not
    been shown. Pictures can be brought instead: they are examples like any other.

    Parameters
    ----------
    names : sequence of str
        Two to six classes of your own.

    Attributes
    ----------
    network : Network or None
        As it is now; None before "Train".
    answer : ndarray, shape (n_classes,), or None
        Its probabilities for the drawing on the pad; None for blank paper.

    Examples
    --------
    >>> panel = TeachPanel(["line", "ring"])
    >>> panel.state = {"drawing": [[[0.2, 0.5], [0.8, 0.5]]], "this is": "line"}
    >>> panel.keep()
    >>> len(panel.state["album"]), panel.state["drawing"]
    (1, [])
    """

    title = "Teach it"

    def __init__(self, names: Sequence[str] = NAMES) -> None:
        self.names = _check_names(names)
        self.network: Network | None = None
        self.answer: FloatArray | None = None
        self._networks: dict[str, Network] = {}
        self.note = html("ann-note")
        self._before: list[dict[str, Any]] = []
        self.pad = DrawingPad(lambda: None, hint=("draw", "here"))
        self.album = Album(self.names)
        self.picture = TeachPicture(self.names)
        self.kind = dropdown("pictures of", PAPER, (PAPER, THING))
        self.pictures_upload = Upload(
            "Bring pictures",
            kinds=PICTURES,
            show=self._bring,
            by_path="teach_panel.add({name!r})",
            several=True,
        )
        self.album_upload = Upload(
            "Load",
            kinds=(".json",),
            show=self._load,
            by_path="teach_panel.load({name!r})",
        )
        self.download = Download()
        controls: dict[str, Any] = {
            "drawn by": dropdown("drawn by", HANDS[0], HANDS),
            "this is": dropdown("this is", self.names[0], self.names),
            "drawing": self.pad,
            "album": self.album,
            "learned": Count("learned"),  # of its drawings, the oldest first
        }
        actions = {
            "Keep it": (self.keep, "Put the drawing into the album under its name"),
            "Train": (self.train, "Train a network on all drawings of the album"),
            "Clear": (self.clear, "Take the drawing away"),
            "Undo": (self.undo, "Take back what the last button did"),
        }
        self.buttons = {name: _button(name, *action) for name, action in actions.items()}
        self.save_button = _button("Save", self.offer, "As a file, for another day")
        super().__init__(
            [self.pad.figure, self.picture.figure],
            controls,
            buttons=[*self.buttons.values(), self.pad.eraser],
        )

    def arrange(self, parts: Parts) -> Any:
        """Return the panel's body: what is drawn and what it is, and all that was kept."""
        names = [parts.controls[name] for name in ("drawn by", "this is")]
        pictures = [self.pad.widget, self.picture.figure.widget]
        files = [
            [self.kind, self.pictures_upload],
            [self.save_button, self.download, self.album_upload],
        ]
        return box(
            widgets.VBox,
            [
                look.style_sheet(STYLE),
                look.style_sheet(OWN_STYLE),
                strip(parts.tasks),
                box(widgets.HBox, [*names, button_row(parts.buttons)], "ann-digit-bar"),
                box(widgets.HBox, pictures, "ann-digit-pictures"),
                self.note,
                *parts.words,
                box(widgets.VBox, [in_columns(files)], "ann-teach-files"),
            ],
            "ann-digit",
        )

    # What the buttons do.

    def keep(self) -> None:
        """Keep the drawing under its name; a network that was trained learns it as well."""
        self.flush()  # the network is the one that has learned all before
        ink = self.state["drawing"]
        if not ink:
            self._say_so("Draw something first.")
        elif len(self.state["album"]) >= MOST:
            self._say_so(FULL)
        else:
            self._keep(ink, drawing=[])

    def add(self, path: str | Path) -> None:
        """Keep a picture from a file, as *Bring pictures* does.

        Raises
        ------
        FileNotFoundError
        ValueError
            If it is not a picture, or there is no room for it.
        """
        self._add(Path(path).name, file_at(path).read_bytes())

    def train(self) -> None:
        """Train on the whole album, if there is enough in it."""
        album = self.album.drawings
        few = [n for n in self.names if sum(d.name == n for d in album) < FEWEST]
        if few:
            self._say_so(f"Keep at least {FEWEST} of each first: {', '.join(few)}.")
        else:
            self._change(learned=len(album))

    def clear(self) -> None:
        """Take the drawing away."""
        self._change(drawing=[])

    def undo(self) -> None:
        """Take back what the last button did, "Reset" among them."""
        if self._before:
            self._say_so("")
            self.set_controls(self._before.pop())
            self.follow()

    def reset(self) -> None:
        """Go back to an empty album; `undo` brings the drawings back."""
        self._say_so("")
        self._remember()
        super().reset()

    def save(self, path: str | Path) -> None:
        """Write names, examples and what was learned into a file."""
        write_atomically(path, to_text(self.names, self.state).encode())

    def offer(self) -> None:
        """Have the browser keep what `save` writes."""
        if not self.state["album"]:
            self._say_so("Keep an example first.")
            return
        name = file_name(self.names)
        self.download.offer(name, to_text(self.names, self.state))
        self._say_so(f"Your browser puts {name} where it puts what it downloads.")

    def load(self, path: str | Path) -> None:
        """Take the examples of a file that `save` wrote; `undo` brings the others back.

        Raises
        ------
        FileNotFoundError
        ValueError
            If the file holds no examples, or examples of other classes, or is damaged.
        """
        self._load(str(path), file_at(path).read_bytes())

    def _load(self, name: str, content: bytes) -> str:
        """Take the examples of a file; return in HTML what it brought."""
        state = from_bytes(name, content, self.names)
        self._change(**state)
        self.flush()
        return loaded(name, state)

    def _bring(self, name: str, content: bytes) -> str:
        """Keep a picture that has arrived; `undo` takes all back that came together."""
        try:
            return self._add(name, content, remember=not self.pictures_upload.shown)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error

    def _add(self, name: str, content: bytes, *, remember: bool = True) -> str:
        """Keep a picture; return as HTML what is shown of it."""
        self.flush()
        if len(self.state["album"]) >= MOST:
            raise ValueError(FULL)
        photo = read_photo(content)
        image = as_image(photo, self.kind.value)
        called = self._keep(written(image), remember=remember)
        self.flush()
        before = f", and the network called it {called} before" if called else ""
        return shown(name, photo, image, f"kept as {self.state['this is']}{before}")

    def _keep(self, ink: Ink, *, remember: bool = True, **others: Any) -> str:
        """Keep an example under its name, and learn it; return what it was called."""
        state, answer = self.state, self._answer(ink)
        called = "" if answer is None else self.names[int(answer.argmax())]
        album = [*state["album"], [state["this is"], state["drawn by"], called, ink]]
        learned = len(album) if state["learned"] else 0
        self._change(remember, album=album, learned=learned, **others)
        return called

    def _change(self, remember: bool = True, **values: Any) -> None:
        self._say_so("")
        if remember:
            self._remember()
        self.set_controls(values)
        self.follow()

    def _remember(self) -> None:
        self._before.append({name: self.state[name] for name in (*KEPT, "drawing")})

    def _say_so(self, note: str) -> None:
        self.note.value = f'<div role="alert">{escape(note)}</div>' if note else ""

    # What is shown.

    def update(self) -> None:
        """Have what is to be learned be learned, and show the answer to the drawing."""
        state, drawings = self.state, self.album.drawings
        self.network = self._taught(drawings[: state["learned"]])
        self.answer = self._answer(state["drawing"])
        self.pad.show(faded=False)
        place = state["this is"], state["drawn by"]
        self.picture.show(drawings, self.answer, place)

    def _taught(self, drawings: Sequence[Drawing]) -> Network | None:
        """Return the network that has learned these; the last two are kept."""
        if not drawings:
            return None
        key = json.dumps([[each.name, each.ink] for each in drawings])
        if key not in self._networks:
            self._networks = dict([*self._networks.items()][-1:])
            self._networks[key] = train(drawings, self.names)
        return self._networks[key]

    def _answer(self, ink: Ink) -> FloatArray | None:
        """Return the probabilities for a drawing or a picture, if there are any."""
        if self.network is None or not ink:
            return None
        answer: FloatArray = self.network.predict_proba(pixels_of(ink).reshape(1, -1))[0]
        return answer

    def describe(self) -> str:
        """Say what was kept, what the network answers, and how often it was right."""
        state, drawings = self.state, self.album.drawings
        counts = ", ".join(
            f"{sum(each.name == name for each in drawings)} of {name}"
            for name in self.names
        )
        text = [f"{counted(len(drawings), 'example')} kept: {counts}."]
        if self.network is None:
            text.append("The network has not been trained.")
        if self.answer is not None:
            sure = certainty(float(self.answer.max()))
            called = self.names[int(self.answer.argmax())]
            text.append(f"It says {called}, {sure} sure.")
        for hand in HANDS:
            right, n = rate(drawings, hand)
            if n:
                text.append(f"Drawn by {hand}, it knew {right} of {n} before it was told.")
        text.append(f"Keep it: as {state['this is']}, drawn by {state['drawn by']}.")
        return " ".join(text)


def _button(label: str, action: Callable[[], None], explain: str) -> Any:
    made = button(label, explain=explain)
    made.on_click(lambda _: action())
    return made


def _check_names(names: object) -> list[str]:
    if isinstance(names, str) or not isinstance(names, Sequence):
        raise TypeError(f"names must be a list of names, got {describe(names)}.")
    if not 2 <= len(names) <= 6 or len(set(names)) < len(names):
        raise ValueError(
            f"names must be two to six different names, got {describe(names)}."
        )
    for name in names:
        if not isinstance(name, str) or not 1 <= len(name.strip()) <= 12:
            raise ValueError(
                f"Each of the names must have 1 to 12 letters, got {describe(name)}."
            )
    return list(names)
