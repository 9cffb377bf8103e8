"""The photo that a panel shows: one of the course's, or a file of the learner's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ann_course.live import Upload, dropdown, look
from ann_course.live.layout import Parts, arrange
from ann_course.live.upload import PICTURES
from ann_lib._support.checks import FloatArray, check_array, describe
from ann_lib._support.storage import file_at
from ann_lib.datasets import read_photo

OWN = "your own"
_STYLE = Path(__file__).with_name("chosen_photo.css")
"""The choice of a file stands in a narrow column."""


class ChosenPhoto:
    """A list of photos to choose from, and a button that adds one's own.

    Parameters
    ----------
    samples : mapping of str to ndarray, shape (height, width, 3)
        Name -> photo that is there; the first is shown, or the one named ``first``.
    own : str, Path or array_like, optional
        A photo to begin with: a file's path, or what `read_photo` returned.
    first : str, optional
    by_path : str
        Code that takes a photo beside the notebook; ``{name!r}`` is the file's name.
    arrived : callable
        ``arrived(name)`` when a photo was brought: it can be chosen then.

    Attributes
    ----------
    choice : Dropdown
        Has the name of the photo that is shown.
    upload : Upload
    """

    def __init__(
        self,
        samples: Mapping[str, FloatArray],
        own: str | Path | ArrayLike | None,
        *,
        first: str | None = None,
        by_path: str,
        arrived: Callable[[str], None],
    ) -> None:
        self._photos = dict(samples)
        shown = first or next(iter(samples))
        if own is not None:
            self._photos[shown := OWN] = _photo_of(own)
        self.choice = dropdown("photo", shown, list(self._photos))
        self.upload = Upload(
            "Choose a photo", kinds=PICTURES, show=self._read, by_path=by_path
        )
        self._arrived = arrived
        self.upload.on_arrival(self._offer)

    def arrange(self, parts: Parts) -> Any:
        """Return a panel's body as usual, with the choice of a file under its controls."""
        body = arrange(parts)
        column, *others = body.children
        column.children = (*column.children[:-2], self.upload, *column.children[-2:])
        body.children = (look.style_sheet(_STYLE), column, *others)
        return body

    def turned(self, degrees: int) -> FloatArray:
        """Return the photo that was chosen, turned to the right by 0, 90, 180 or 270°."""
        photo: FloatArray = np.rot90(self._photos[self.choice.value], -degrees // 90)
        return photo

    def describe(self, photo: FloatArray, degrees: int) -> str:
        """Say which photo it is, how large, and how it is turned."""
        name = f"A photo of {self.choice.value},"
        if self.choice.value == OWN:  # which `read_photo` has made this small
            name = self.upload.file[0] if self.upload.file else "Your own photo"
            name += ", in"
        turned = f", turned by {degrees}° to the right" if degrees else ""
        return f"{name} {photo.shape[1]} × {photo.shape[0]} pixels{turned}."

    def _read(self, name: str, content: bytes) -> str:
        """Take a file that has arrived; return what is said of it."""
        self._photos[OWN] = read_photo(content)
        return f"<p>{escape(name)} has arrived.</p>"

    def _offer(self) -> None:
        self.choice.options = list(self._photos)
        assert self.upload.file is not None
        self._arrived(self.upload.file[0])


def _photo_of(photo: str | Path | ArrayLike) -> FloatArray:
    """Return a photo from a file or an array, or raise an error that says what is wrong."""
    if isinstance(photo, str | Path):
        return read_photo(file_at(photo).read_bytes())
    array = check_array(photo, "photo", dtype=np.float64)
    if array.ndim != 3 or array.shape[2] != 3 or min(array.shape[:2]) < 2:
        raise ValueError(
            "photo must be a file's path, or have shape (height, width, 3), got "
            f"{describe(photo)}."
        )
    return np.clip(array, 0, 1)
