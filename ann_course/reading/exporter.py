"""A notebook that was run, as a page: nbconvert's exporter with a template of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from latex2mathml.converter import convert
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

TEMPLATES = Path(__file__).with_name("templates")
WIDE = '<div class="wide" role="group" aria-label="Table" tabindex="0">'


class PageExporter(HTMLExporter):
    """Writes formulas as MathML, and links to notebooks as links to their pages.

    Attributes
    ----------
    pages : mapping of str to str
        The file name of each notebook that has a page, and the page's. A link to another
        notebook is shown without its link.
    """

    def __init__(self, pages: Mapping[str, str]) -> None:
        super().__init__(  # type: ignore[no-untyped-call]
            template_name="reading", extra_template_basedirs=[str(TEMPLATES)]
        )
        self.pages = pages

    @pass_context
    def markdown2html(self, _context: Any, source: str) -> str:
        """Return Markdown as HTML."""
        renderer = _Renderer(self.pages)
        return scrolling(str(MarkdownWithMath(renderer=renderer).render(source)))

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """Return the filters of the template, by their names."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "scrolling", scrolling


def scrolling(html: str) -> str:
    """Return HTML in which each table scrolls by itself where the page is narrow."""
    # An empty corner heads nothing.
    html = re.sub("<th([^>]*)></th>", r"<td\g<1>></td>", html)
    return re.sub("<table.*?</table>", rf"{WIDE}\g<0></div>", html, flags=re.DOTALL)


class _Renderer(IPythonRenderer):
    def __init__(self, pages: Mapping[str, str]) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self.pages = pages

    def inline_math(self, body: str) -> str:
        return str(convert(body))

    def block_math(self, body: str) -> str:
        # Where TeX leaves a wide space, a narrow page may break the line.
        parts = re.split(r"\\q?quad\b", body)
        shown = "".join(convert(part, display="block") for part in parts)
        return f'<div class="formula" role="group" tabindex="0">{shown}</div>'

    def heading(self, text: str, level: int, **attributes: Any) -> str:
        """Return a heading with the id by which JupyterLab's links know it."""
        words = unescape(re.sub("<[^>]+>", "", text))
        attributes["id"] = words.replace(" ", "-")
        return str(super().heading(text, level, **attributes))

    def link(self, text: str, url: str, title: str | None = None) -> str:
        file, _, place = url.partition("#")
        if file.endswith(".ipynb"):
            if file not in self.pages:
                return text
            url = self.pages[file] + (f"#{place}" if place else "")
        return str(super().link(text, url, title))
