"""Teach a network your own drawings; then a neighbour draws."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from ann_course.live import Panel, button, dropdown, look
from ann_course.live.layout import Parts, box, button_row, html, one_at_a_time
from ann_course.live.words import counted, share
from ann_course.panels.digit.controls import STYLE
from ann_course.panels.digit.pad import DrawingPad
from ann_course.panels.digit.strokes import picture
from ann_course.panels.teach.album import (
    HANDS,
    MOST,
    SIDE,
    Album,
    Drawing,
    Learned,
    rate,
    train,
)
from ann_course.panels.teach.picture import TeachPicture
from ann_lib._support.checks import FloatArray, describe
from ann_lib.network import Network

NAMES = ("sun", "moon", "star")
FEWEST = 2
"""Drawings of each class before the network can be trained."""


class TeachPanel(Panel):
    """Draw a few examples of each class, train, and let others draw.

    Once it has been trained, each drawing is first answered and then kept under its name,
    and the network is trained anew with it. So both rates are of drawings that it had not
    been shown.

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
        self.album, self.learned = Album(self.names), Learned()
        self.picture = TeachPicture(self.names)
        controls: dict[str, Any] = {
            "drawn by": dropdown("drawn by", HANDS[0], HANDS),
            "this is": dropdown("this is", self.names[0], self.names),
            "drawing": self.pad,
            "album": self.album,
            "learned": self.learned,
        }
        actions = {
            "Keep it": (self.keep, "Put the drawing into the album under its name"),
            "Train": (self.train, "Train a network on all drawings of the album"),
            "Clear": (self.clear, "Take the drawing away"),
            "Undo": (self.undo, "Take back what the last button did"),
        }
        self.buttons = {}
        for label, (action, explain) in actions.items():
            self.buttons[label] = button(label, explain=explain)
            self.buttons[label].on_click(lambda _, action=action: action())
        super().__init__(
            [self.pad.figure, self.picture.figure],
            controls,
            buttons=[*self.buttons.values(), self.pad.eraser],
        )

    def arrange(self, parts: Parts) -> Any:
        """Return the panel's body: what is drawn and what it is, and all that was kept."""
        names = [parts.controls[name] for name in ("drawn by", "this is")]
        pad = box(widgets.VBox, [self.pad.figure.widget, self.pad.note], "ann-draw")
        album = self.picture.figure.widget
        return box(
            widgets.VBox,
            [
                look.style_sheet(STYLE),
                one_at_a_time(parts.tasks, strip=True),
                box(widgets.HBox, [*names, button_row(parts.buttons)], "ann-digit-bar"),
                box(widgets.HBox, [pad, album], "ann-digit-pictures"),
                self.note,
                *parts.words,
            ],
            "ann-digit",
        )

    # What the buttons do.

    def keep(self) -> None:
        """Keep the drawing under its name; a network that was trained learns it as well."""
        self.flush()  # the answer is that to this drawing
        state = self.state
        if not state["drawing"]:
            self._say_so("Draw something first.")
        elif len(state["album"]) >= MOST:
            self._say_so(f"The album is full: it holds {MOST} drawings.")
        else:
            called = self._called() if self.answer is not None else ""
            kept = [state["this is"], state["drawn by"], called, state["drawing"]]
            album = [*state["album"], kept]
            learned = len(album) if state["learned"] else 0
            self._change(album=album, learned=learned, drawing=[])

    def train(self) -> None:
        """Train on the whole album, if there is enough in it."""
        album = self.album.drawings
        few = [n for n in self.names if sum(d.name == n for d in album) < FEWEST]
        if few:
            self._say_so(f"Draw at least {FEWEST} of each first: {', '.join(few)}.")
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
        """Write names, drawings and what was learned into a file."""
        kept = {name: self.state[name] for name in ("album", "learned")}
        text = json.dumps({"names": self.names} | kept)
        Path(path).write_text(text, encoding="utf-8")

    def load(self, path: str | Path) -> None:
        """Take the drawings of a file that `save` wrote; `undo` brings the others back.

        Raises
        ------
        ValueError
            If the file holds no drawings, or drawings of other classes.
        """
        try:
            saved = json.loads(Path(path).read_text(encoding="utf-8"))
            names, kept = saved["names"], {n: saved[n] for n in ("album", "learned")}
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path} holds no drawings that a panel has saved.") from error
        if names != self.names:
            raise ValueError(
                f"{path} holds drawings of {', '.join(map(str, names))}: build the panel "
                f"with TeachPanel({names!r})."
            )
        self._remember()
        self.state = kept

    def _change(self, **values: Any) -> None:
        self._say_so("")
        self._remember()
        self.set_controls(values)
        self.follow()

    def _remember(self) -> None:
        self._before.append({n: self.state[n] for n in ("album", "learned", "drawing")})

    def _say_so(self, note: str) -> None:
        self.note.value = f'<div role="alert">{escape(note)}</div>' if note else ""

    # What is shown.

    def update(self) -> None:
        """Have what is to be learned be learned, and show the answer to the drawing."""
        state, drawings = self.state, self.album.drawings
        self.network = self._taught(drawings[: state["learned"]])
        self.answer = None
        if self.network is not None and state["drawing"]:
            x = picture(state["drawing"], SIDE).reshape(1, -1)
            self.answer = self.network.predict_proba(x)[0]
        self.pad.show(faded=False)
        place = state["this is"], state["drawn by"]
        self.picture.show(drawings, self.answer, place)

    def _taught(self, drawings: Sequence[Drawing]) -> Network | None:
        """Return the network that has learned these; the last two are kept."""
        if not drawings:
            return None
        key = json.dumps([[each.name, each.strokes] for each in drawings])
        if key not in self._networks:
            self._networks = dict([*self._networks.items()][-1:])
            self._networks[key] = train(drawings, self.names)
        return self._networks[key]

    def _called(self) -> str:
        assert self.answer is not None
        return self.names[int(self.answer.argmax())]

    def describe(self) -> str:
        """Say what was kept, what the network answers, and how often it was right."""
        state, drawings = self.state, self.album.drawings
        counts = ", ".join(
            f"{sum(each.name == name for each in drawings)} of {name}"
            for name in self.names
        )
        text = [f"{counted(len(drawings), 'drawing')} kept: {counts}."]
        if self.network is None:
            text.append("The network has not been trained.")
        if self.answer is not None:
            sure = share(float(self.answer.max()))
            text.append(f"It says {self._called()}, {sure} sure.")
        for hand in HANDS:
            right, n = rate(drawings, hand)
            if n:
                text.append(f"Drawn by {hand}, it knew {right} of {n} before it was told.")
        text.append(f"Keep it: as {state['this is']}, drawn by {state['drawn by']}.")
        return " ".join(text)


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
