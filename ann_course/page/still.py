"""What an output shows where no kernel runs: its words, and a picture that stands still.

A widget is alive only while its kernel is. In a notebook that is opened again, printed,
exported or read on a page of code there is none; JupyterLab, nbconvert and the like then
show the ``text/html`` that was saved beside the widget, or the ``text/plain``. Neither may
hold a style sheet or a script: many of these places show them as text.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any, ClassVar
from urllib.parse import quote

import ipywidgets as widgets

# What need not be escaped in an SVG that stands in a double-quoted attribute; most of it
# is numbers, so this is shorter than base64.
_SAFE = " !$&'()*+,-./:;=?@[]_`{|}~"


class Still:
    """What is shown as a widget, with a still form beside it in the same output.

    A subclass is a widget, or has one as its ``widget``; without any it is always still.
    """

    wake: ClassVar[str] = "To bring it to life, choose Run > Run All Cells."
    """What a reader of the still form can do."""

    def still_html(self) -> str:
        """Return what the output shows, as HTML without style sheets and scripts."""
        raise NotImplementedError(f"{type(self).__name__} must define still_html().")

    def still_text(self) -> str:
        """Return what the output shows, in words: those of the HTML by default."""
        return words_of(self.still_html())

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        text, html = self.still_text(), self.still_html()
        if isinstance(self, widgets.Widget):
            living = super()._repr_mimebundle_(**options)  # type: ignore[misc]
        elif (widget := getattr(self, "widget", None)) is not None:
            living = widget._repr_mimebundle_(**options)
        else:
            return {"text/plain": text, "text/html": html}
        html = f'<div class="ann-still">{html}<p><em>{escape(self.wake)}</em></p></div>'
        return living | {"text/plain": f"{text}\n{self.wake}", "text/html": html}


def picture(svg: str, alt: str) -> str:
    """Return an SVG as an image: no page's style sheet reaches into it.

    Parameters
    ----------
    svg : str
        As `LiveFigure.svg` returns it, with a width in points.
    alt : str
        What it shows, in words.
    """
    size = re.search(r'<svg\b[^>]* width="([\d.]+)pt"', svg)
    width = f' width="{float(size[1]) * 4 / 3:.0f}"' if size else ""
    # The ink of pictures is dark, whatever page they stand on.
    return (
        f'<img alt="{escape(alt, quote=True)}"{width} '
        'style="background: #fff; max-width: 100%" '
        f'src="data:image/svg+xml,{quote(svg, safe=_SAFE)}">'
    )


def words_of(html: str) -> str:
    r"""Return the words of HTML, a line for each paragraph, option or row of a table.

    Examples
    --------
    >>> words_of("<p>Is <b>1 &lt; 2</b>?</p><ul><li>Yes.</li><li>No.</li></ul>")
    'Is 1 < 2?\n- Yes.\n- No.'
    """
    text = re.sub(r"<li\b[^>]*>", "\n- ", html)
    text = re.sub(r"</t[hd]>", "  ", text)
    text = re.sub(r"</?(?:p|div|ul|ol|tr|table|pre)\b[^>]*>", "\n", text)
    lines = unescape(re.sub(r"<[^>]+>", "", text)).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
