"""Texts and pictures on the page: what the page has already is not sent again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ipywidgets as widgets

_of_thread = threading.local()


def imagining() -> bool:
    """Whether this thread tries out what a panel would show: nobody is to hear of it."""
    return getattr(_of_thread, "imagining", False)


@contextmanager
def imagined() -> Iterator[None]:
    """Send the page no text until the context ends, and none of those made in it."""
    _of_thread.imagining = True
    try:
        yield
    finally:
        _of_thread.imagining = False


class Text(widgets.HTML):  # type: ignore[misc]
    """A piece of HTML, be it words or a picture.

    Attributes
    ----------
    on_page : str or None
        What the page shows already, since it was drawn ahead: that is not sent again.
    """

    on_page: str | None = None

    def send_state(self, key: Any = None) -> None:
        """Send the page what has changed, unless it is imagined or there already."""
        value_alone = key == "value" or key == {"value"}
        if not (value_alone and (imagining() or self.value == self.on_page)):
            super().send_state(key)
