"""A file for the learner's computer: the browser keeps it, as it keeps any download."""

from __future__ import annotations

from pathlib import Path

import anywidget


class Download(anywidget.AnyWidget):
    """What hands a text to the browser as a file; nothing of it is seen.

    A file that the kernel writes is where the kernel is: on a server, or within a page.
    """

    _esm = Path(__file__).with_name("download.js").read_text("utf-8")

    def offer(self, name: str, text: str) -> None:
        """Have each page that shows this keep a text as a file of JSON.

        Parameters
        ----------
        name : str
            Of the file; the browser changes it where it has one of that name.
        text : str
        """
        self.send({"name": name, "text": text})
