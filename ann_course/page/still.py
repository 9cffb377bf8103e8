"""What an output shows where no kernel runs: its words, and a picture that stands still.

A widget is alive only while its kernel is. In a notebook that is opened again, printed,
exported or read on a page of code there is none; JupyterLab, nbconvert and the like then
show the ``text/html`` that was saved beside the widget, or the ``text/plain``. Neither may
hold a style sheet or a script: many of these places show them as text.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any
from urllib.parse import quote

import ipywidgets as widgets

WAKE = "To wake it, run this cell, or all of them: Run > Run All Cells."

# What need not be escaped in an SVG that stands in a double-quoted attribute; most of it
# are numbers, so this is far shorter than base64.
_SAFE = " !$&'()*+,-./:;=?@[]_`{|}~"


class Still:
    """What is displayed as a widget, with a still form beside it in the same output.

    A subclass is a widget, or has one as its ``widget``. It overrides ``still_text``, and
    ``still_html`` where there is more to show than a paragraph.
    """

    def still_text(self) -> str:
        """Return what the output shows, in words."""
        raise NotImplementedError(f"{type(self).__name__} must define still_text().")

    def still_html(self) -> str:
        """Return what the output shows, as HTML without style sheets and scripts."""
        return f"<p>{escape(self.still_text())}</p>"

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        if isinstance(self, widgets.Widget):
            living = super()._repr_mimebundle_(**options)  # type: ignore[misc]
        else:
            living = self.widget._repr_mimebundle_(**options)  # type: ignore[attr-defined]
        return beside(living, self.still_text(), self.still_html())


def beside(living: dict[str, Any], text: str, html: str) -> dict[str, Any]:
    """Return a widget's mime bundle with a still form in words and in HTML."""
    still = f'<div class="ann-still">{html}<p><em>{escape(WAKE)}</em></p></div>'
    return living | {"text/plain": f"{text} ({WAKE})", "text/html": still}


def picture(svg: str, alt: str) -> str:
    """Return an SVG as an image: no page's style sheet reaches into it.

    Parameters
    ----------
    svg : str
        As `LiveFigure.svg` returns it, with a width and a height.
    alt : str
        What it shows, in words.
    """
    size = re.search(r'<svg\b[^>]* width="([\d.]+)pt"', svg)
    width = f' width="{float(size.group(1)) * 4 / 3:.0f}"' if size else ""
    source = "data:image/svg+xml," + quote(svg, safe=_SAFE)
    # The panels' ink is dark, on whatever page it stands.
    return (
        f'<img alt="{escape(alt, quote=True)}"{width} '
        f'style="background:#fff;max-width:100%" src="{source}">'
    )
