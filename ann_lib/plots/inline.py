"""Matplotlib's SVG, made fit to stand on a page beside others."""

from __future__ import annotations

import re

_GROUP_ID = re.compile(r'<g id="[^"]*"')
_STYLE = re.compile(r"<defs>\s*<style.*?</style>\s*</defs>\s*", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def clean_svg(text: str) -> str:
    """Return the ``<svg>`` element of a file that Matplotlib wrote, without what disturbs.

    Matplotlib numbers its groups (axes_1, line2d_3) the same in every figure, and an id
    must be unique on a page; what is referred to (clip paths, markers) keeps its own. Its
    style sheet would hold for the whole page: set ``stroke-linejoin: round;
    stroke-linecap: butt`` on the element instead.
    """
    text = text[text.index("<svg") :]
    for waste, rest in ((_STYLE, ""), (_COMMENT, ""), (_GROUP_ID, "<g")):
        text = waste.sub(rest, text)
    return text
