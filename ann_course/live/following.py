"""How an event becomes a picture: what a panel does when something has moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from html import escape
from typing import Any

import ipywidgets as widgets

from ann_course.live.ahead import Ahead
from ann_course.live.controls import Number
from ann_course.live.events import Coalescer, OfThread
from ann_course.live.figure import LiveFigure
from ann_course.live.layout import show
from ann_course.live.player import Player
from ann_course.live.text import Text, imagining
from ann_course.live.tour import Guide
from ann_lib.plots import style

WORDS_PAUSE = 0.25
"""Seconds between two readings: a screen reader cannot follow thirty per second."""
WORDS_PLAYING = 4.0
"""The same while a player plays: nobody has asked to hear where it is."""


class Following(widgets.VBox):  # type: ignore[misc]
    """A panel's pictures, texts and words follow its controls; `Panel` has the rest."""

    controls: dict[str, Any]
    figures: list[LiveFigure]
    words: Text
    error: Text
    guide: Guide
    _texts: list[Text]
    _players: list[Player]
    _muted = OfThread()

    def _begin_to_follow(self) -> None:
        self._ahead = Ahead(self)
        self._listeners: list[Callable[[], None]] = []
        self._frames = Coalescer(lambda: self._guarded(self._frame))
        self._speech = Coalescer(lambda: self._guarded(self._say), later=True)
        self._speech.pause = WORDS_PAUSE
        self._resets = Coalescer(lambda: self._guarded(self.reset))

    @property
    def playing(self) -> bool:
        """Whether one of its players plays."""
        return any(player.playing for player in self._players)

    def draws_ahead(self, slider: Any) -> bool:
        """Return whether the next steps of a slider may be drawn before a hand is there.

        They may where `update` does nothing but draw what the controls say. Where it
        trains a network further, or moves other controls, say no.
        """
        return True

    def render(self) -> None:
        """Update picture, numbers and words now, and raise what goes wrong."""
        self._frames.cancel()
        self._ahead.forget()
        self._draw()
        self._show_error("")
        if self.playing:
            self._speech.request()
        else:
            self._say()

    def flush(self) -> None:
        """Do now what is waiting for the kernel to be idle."""
        self._frames.flush()
        self._speech.flush()

    def follow(self, moved: Any = None) -> None:
        """Update the picture soon: something has changed.

        Parameters
        ----------
        moved : control, optional
            What a hand has moved, if nothing else has changed.
        """
        if imagining():
            return
        if moved is None:
            self._ahead.forget()
        else:
            self._ahead.moved(moved)
        self._frames.request()

    def on_move(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` whenever a hand moves a control."""
        self._listeners.append(listener)

    def set_controls(self, values: Mapping[str, Any]) -> None:
        """Set controls without updating anything; ``render`` does that."""
        self._muted = True
        try:
            for name, value in values.items():
                self.controls[name].value = value
        finally:
            self._muted = False

    # From here on, what is not for others.

    def _changed(self, change: Any) -> None:
        if self._muted or imagining():
            return
        self.follow(change["owner"])
        for listener in self._listeners:
            listener()

    def _played(self) -> None:
        """Say less while a player plays, and where it stands when it pauses."""
        self._speech.pause = WORDS_PLAYING if self.playing else WORDS_PAUSE
        if not self.playing:
            self._speech.cancel()
            self.follow()

    def _frame(self) -> None:
        with self._ahead.known():
            self._draw()
        self._ahead.go_on()
        self._show_error("")
        self._speech.request()

    def _fetch(self) -> None:
        """Have the sliders show what has become of their numbers in the model."""
        muted, self._muted = self._muted, True
        try:
            for control in self.controls.values():
                if isinstance(control, Number):
                    control.fetch()
        finally:
            self._muted = muted

    @style.settings()
    def _draw(self) -> None:
        self._fetch()
        parts: list[Any] = [*self._texts, *reversed(self.figures)]
        with ExitStack() as sent:  # all pictures at once, and the texts after them
            for part in parts:
                sent.enter_context(part.hold_sync())
            self.update()
            for figure in self.figures:
                figure.refresh()
            self.guide.ring()

    def _say(self) -> None:
        self.words.value = f"<p>{escape(self.describe())}</p>"

    def _guarded(self, action: Any) -> None:
        """Run an action for the page, where no one would see an exception."""
        if not self._is_open:  # closed while the action was on its way
            return
        try:
            action()
        except Exception as error:
            self._show_error(f"{type(error).__name__}: {error}")

    def _show_error(self, message: str) -> None:
        if not (message or self.error.value):
            return
        text = escape(f"This panel cannot show {self.state}.\n{message}")
        self.error.value = f'<div role="alert">{text}</div>' if message else ""
        show(self.error, bool(message))
