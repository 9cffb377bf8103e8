"""What an output shows where no kernel runs: its words, and a picture that stands still.

A widget is alive only while its kernel is. In a notebook that is opened again, printed,
exported or read on a page of code there is none, and what is shown in its place is an
error or nothing. So whatever is alive here is shown as two outputs, one after the other:
the still form, as HTML and as text, and the widget. One of the two is hidden, by rules
that ask only whether the widget has come to life.

The still form holds no style sheet and no script: many of these places show them as text.
The rules come by a link, which none does.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any, ClassVar
from urllib.parse import quote

import ipywidgets as widgets
from IPython.display import display

# What need not be escaped in an SVG that stands in a double-quoted attribute; most of it
# is numbers, so this is shorter than base64. (Not "&": HTML would resolve the SVG's own
# "&lt;" first, and leave a picture that no browser can read.)
_SAFE = " !$'()*+,-./:;=?@[]_`{|}~"


VIEW = "application/vnd.jupyter.widget-view+json"

# JupyterLab, Notebook and nbconvert put each output into a .jp-OutputArea-child. One in
# which no widget came to life holds bare text ("Error displaying widget"), <pre> or
# <script>.
_STILL = ".jp-OutputArea-child:has(.ann-still)"
_ALIVE = ".jp-OutputArea-child .jp-OutputArea-output>:not(script,pre)"
_ASLEEP = ".jp-OutputArea-child:not(:has(.jp-OutputArea-output>:not(script,pre)))"
_RULES = f"{_STILL}+{_ASLEEP},{_STILL}:has(+{_ALIVE}){{display:none}}"
_LINK = f'<link rel="stylesheet" href="data:text/css,{quote(_RULES, safe=_SAFE)}">'


class Still:
    """What is shown as a widget, with a still form before it.

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

    def mime_bundles(self) -> list[dict[str, Any]]:
        """Return what is sent to the page, one output each: the still form, the widget."""
        text, html = self.still_text(), self.still_html()
        widget = self if isinstance(self, widgets.Widget) else getattr(self, "widget", None)
        alive = getattr(widget, "_repr_mimebundle_", None)  # None once it is closed
        if alive is None:
            return [{"text/plain": text, "text/html": html}]
        wake = f"<p><em>{escape(self.wake)}</em></p>"
        still = {
            "text/plain": f"{text}\n{self.wake}",
            "text/html": f'<div class="ann-still">{_LINK}{html}{wake}</div>',
        }
        return [still, {VIEW: alive()[VIEW], "text/plain": ""}]

    def _ipython_display_(self) -> None:
        for bundle in self.mime_bundles():
            display(bundle, raw=True)  # type: ignore[no-untyped-call]


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
