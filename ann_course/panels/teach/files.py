"""Pictures that are brought to an album, and albums that are kept as files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from ann_course.live.pixels import ink, picture_of
from ann_course.live.tiles import png
from ann_course.live.words import counted
from ann_course.panels.teach.album import SIDE, Album
from ann_lib._support.checks import FloatArray, check_int
from ann_lib.datasets import crop_photo, prepare_photo, scale_photo

PAPER, THING = "pen on paper", "anything else"
"""What a picture can be: it is prepared as a drawing, or only scaled."""
KEPT = ("album", "learned")
"""What a file holds of a panel's state."""


def as_image(photo: FloatArray, kind: str) -> FloatArray:
    """Return what the network gets of a photo, shape (16, 16), 0 (light) to 1 (dark).

    Raises
    ------
    ValueError
        If there is no ink on what should be paper.
    """
    if kind == THING:
        return scale_photo(crop_photo(photo, SIDE).square, SIDE)
    prepared = prepare_photo(photo, SIDE)
    if prepared.box is None:
        raise ValueError(
            "No ink is found on it. If it isn't a drawing on paper, choose *pictures of* "
            f"{THING}, and bring it again."
        )
    return prepared.image


def shown(name: str, photo: FloatArray, image: FloatArray, what: str) -> str:
    """Return a photo and what the network gets of it as HTML, and what became of it."""
    pictures = "".join(
        f'<img alt="" src="data:image/png;base64,{png(pixels)}">'
        for pixels in (picture_of(photo[::2, ::2]), ink(image))
    )
    return f"<p>{pictures}<span>{escape(name)} has arrived: {escape(what)}.</span></p>"


def file_name(names: Sequence[str]) -> str:
    """Return a name for the file with drawings of these classes."""
    return "_".join(re.sub(r"\W+", "-", name) for name in names) + ".json"


def to_text(names: Sequence[str], state: Mapping[str, Any]) -> str:
    """Return names, drawings and what was learned as JSON."""
    return json.dumps({"names": list(names)} | {name: state[name] for name in KEPT})


def from_bytes(name: str, content: bytes, names: Sequence[str]) -> dict[str, Any]:
    """Return the part of a panel's state that a file holds.

    Raises
    ------
    ValueError
        If it holds no drawings, or drawings of other classes, or is damaged.
    """
    try:
        saved = json.loads(content.decode("utf-8"))
        saved_names, album, learned = (saved[each] for each in ("names", *KEPT))
        listed = ", ".join(saved_names)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(
            f"{name} holds no drawings that a panel has saved, or only a part of them. "
            "Choose a file that *Save* made."
        ) from error
    if saved_names != list(names):
        raise ValueError(
            f"{name} holds drawings of {listed}. To go on with them, build the panel with "
            f"TeachPanel({saved_names})."
        )
    try:
        return {
            "album": Album(names).check(album),
            "learned": check_int(learned, "learned", minimum=0),
        }
    except (ValueError, TypeError) as error:
        raise ValueError(
            f"{name} is damaged: {error} Choose another file that *Save* made."
        ) from error


def loaded(name: str, state: Mapping[str, Any]) -> str:
    """Return in HTML what a file brought."""
    n = counted(len(state["album"]), "example")
    return f"<p>{escape(name)} has arrived, with {n}.</p>"
