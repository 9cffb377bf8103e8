"""Driving a panel through everything its controls can do, looking for what breaks.

A notebook that runs sees one value of each slider. An exception in a callback is only
logged by ipywidgets, and a NaN makes a line vanish without a word. So each panel is
driven here, through every control's range and in random order, and whatever goes wrong
is an error.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D

from ann_course.live import state as states
from ann_course.live.layout import parts_of
from ann_course.live.player import Player
from ann_course.live.tiles import Tiles

if TYPE_CHECKING:
    from ann_course.live.panel import Panel

_MARK = re.compile(r"<(?:path|text|image|use|rect|circle|line)\b")
_TEXT = re.compile(r">([^<>]*)<")
_NOT_A_NUMBER = re.compile(r"(?<![\w.])[-+−]?(?:nan|inf)(?!\w)", re.IGNORECASE)


def sweep(panel: Panel) -> int:
    """Drive each control through its range, then all together; return the steps taken.

    Raises
    ------
    Exception
        What the panel's update raised, with a note of the state it happened in.
    AssertionError
        If a picture is empty, holds a NaN, a control changes nothing, or the tour does not
        leave the panel as it was.
    """
    start = panel.state
    steps = 0
    try:
        panel.flush()
        _look(panel)
        for name, control in panel.controls.items():
            seen = set()
            for value in states.whole_range(control):
                seen.add(_try(panel, {name: value}))
                steps += 1
            panel.state = start
            if len(seen) == 1 and name not in panel.silent:
                raise AssertionError(
                    f"{name} went through its whole range and nothing changed, neither "
                    "in the picture nor in the words. If that is right, name it in "
                    "`silent`."
                )
        for corner in _corners(panel):
            _try(panel, corner)
            steps += 1
        panel.state = start
        steps += _walk(panel)
    finally:
        _restore(panel, start)
    return steps


def _walk(panel: Panel) -> int:
    """Go through the panel's tour, to its end and back; return the number of stops."""
    if panel.tour is None:
        return 0
    before = panel.state
    panel.guide.start()
    for number in (*range(len(panel.tour)), *reversed(range(len(panel.tour) - 1))):
        panel.guide.show(number)
        _look(panel)
    panel.guide.end()
    if panel.state != before:
        raise AssertionError(f"the tour leaves {panel.state}, before it was {before}")
    return len(panel.tour)


def fuzz(panel: Panel, seed: int = 0, *, steps: int = 200) -> int:
    """Move controls and press buttons in random order; return the number of steps.

    The buttons are all but a player's "Play", which needs an event loop: its single steps
    and its fresh start are among them. After each step no error is shown, nothing is NaN,
    as in `sweep`, and ``code()`` compiles. Only after every tenth is the panel drawn again,
    which must give the same picture: that of the state. The panel is reset at the end.

    Raises
    ------
    Exception
        What went wrong, with a note of the last ten things that were done.
    """
    rng = random.Random(seed)
    ranges = {name: states.whole_range(c) for name, c in panel.controls.items()}
    names = [name for name, values in ranges.items() if values]
    players = [each for each in parts_of(panel) if isinstance(each, Player)]
    idle = [player.play_button for player in players]  # playing needs an event loop
    if panel.tour is None:
        idle += list(parts_of(panel.guide.box))
    buttons = [
        each
        for each in parts_of(panel)
        if isinstance(each, widgets.Button) and each not in idle
    ]
    done: list[str] = []
    try:
        for _ in range(steps):
            if buttons and rng.random() < 0.3:
                pressed = rng.choice(buttons)
                done.append(f"press {pressed.description or pressed.tooltip}")
                pressed.click()
            elif names:
                name = rng.choice(names)
                value = rng.choice(ranges[name])
                done.append(f"{name} = {value!r}")
                panel.controls[name].value = value
            panel.flush()
            for player in players:
                if player.failure:
                    raise player.failure
            _look_again(panel, redraw=len(done) % 10 == 0)
    except Exception as error:
        error.add_note(f"{type(panel).__name__}, seed {seed}: {'; '.join(done[-10:])}")
        raise
    panel.reset()
    return len(done)


def _look_again(panel: Panel, *, redraw: bool) -> None:
    """Raise if something is wrong now, or the picture is not that of the state."""
    if panel.error.value:
        raise AssertionError(f"the panel shows an error: {panel.error.value}")
    compile(panel.code(), "code", "exec")
    before = _look(panel)
    if redraw:
        panel.render()
        if _look(panel) != before:
            raise AssertionError("drawn again, the panel shows something else")


def _corners(panel: Panel) -> Iterator[dict[str, Any]]:
    """Yield the extremes: all lowest, all highest, and every second one of each."""
    ranges = {name: states.whole_range(c) for name, c in panel.controls.items()}
    names = [name for name, values in ranges.items() if values]
    for pattern in ((0, 0), (-1, -1), (0, -1), (-1, 0)):
        yield {name: ranges[name][pattern[k % 2]] for k, name in enumerate(names)}


def _restore(panel: Panel, start: dict[str, Any]) -> None:
    try:
        panel.state = start
    except Exception:  # the error that ended the sweep is the one to tell of
        panel.set_controls(start)


def _try(panel: Panel, values: dict[str, Any]) -> str:
    try:
        panel.set_controls(values)
        panel.render()
        return _look(panel)
    except Exception as error:
        error.add_note(f"{type(panel).__name__} at {panel.state}")
        raise


def _look(panel: Panel) -> str:
    """Return everything the panel shows, or raise if something in it is wrong."""
    words = panel.describe()
    shown = [*_texts(panel), words]
    for figure in panel.figures:
        for artist in (*figure.under, *figure.over):
            problem = _find_nan(artist)
            if problem:
                raise AssertionError(f"the picture holds a NaN or infinity: {problem}")
        for position, layer in enumerate(figure.layers()):
            if not _MARK.search(layer):
                raise AssertionError(f"layer {position} of the picture is empty")
            shown.append(layer)
    if not words.strip():
        raise AssertionError("describe() says nothing")
    for text in shown:
        for words in _TEXT.findall(f">{text}<"):
            if _NOT_A_NUMBER.search(words):
                raise AssertionError(f"the panel says {words.strip()!r}")
    return "\n".join(shown)


def _find_nan(artist: Artist) -> str:
    if not artist.get_visible():
        return ""
    if isinstance(artist, Line2D):
        xy = np.ma.column_stack(
            [artist.get_xdata(orig=False), artist.get_ydata(orig=False)]
        )
        across, up = ~np.isfinite(np.ma.filled(xy.astype(float), 0.0)).T
        # A gap meant as one has no x either; a sum gone wrong is NaN in one of the two.
        n_wrong = int((across != up).sum())
        return f"{artist} in {n_wrong} points" if n_wrong else ""
    if isinstance(artist, AxesImage):
        # Matplotlib masks what isn't finite; beneath the mask it is still there.
        pixels: Any = artist.get_array()
        values = np.ma.getdata(pixels)
        return "" if np.isfinite(values).all() else str(artist)
    if isinstance(artist, Tiles) and artist.values is not None:
        return "" if np.isfinite(artist.values).all() else "Tiles"
    children = artist.get_children()
    return next((found for found in map(_find_nan, children) if found), "")


def _texts(widget: Any) -> Iterator[str]:
    own = {"ann-layer", "ann-css"} & set(widget._dom_classes)
    if isinstance(widget, widgets.HTML | widgets.Label) and not own:
        yield widget.value
    for child in getattr(widget, "children", ()):
        yield from _texts(child)
