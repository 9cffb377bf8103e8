"""Show a still figure: as vector graphics, with its text alternative.

JupyterLab gives its output images no alternative text, even if the metadata has one. So
the figure is put on the page as inline SVG that contains the text, for screen readers;
and the SVG is a sheet of white paper, as in the panels, on light and dark pages alike: its
colours have meanings that a dark ground would change.
"""

from __future__ import annotations

import re
from html import escape
from io import StringIO
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from ann_lib._support.checks import check_kind
from ann_lib.plots import style

_GROUP_ID = re.compile(r'<g id="[^"]*"')
_STYLE = re.compile(r"<defs>\s*<style.*?</style>\s*</defs>\s*", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
"""For Matplotlib's SVG writer: nothing in the file about who wrote it, and when."""


def check_alt(alt: object) -> str:
    """Return the text alternative, or say why there must be one."""
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError(
            f"alt must say in words what the figure shows, got {alt!r}. Write what a "
            "reader would learn from looking at it, with the numbers."
        )
    return " ".join(alt.split())


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


def svg(fig: Figure, alt: str) -> str:
    """Return the figure as inline SVG with its text alternative.

    Parameters
    ----------
    fig : Figure
        Any Matplotlib figure.
    alt : str
        What the figure shows, with numbers.

    Returns
    -------
    svg : str
        One ``<svg role="img">`` element, on white.
    """
    check_kind(fig, "fig", Figure, " Use ax.figure." * hasattr(fig, "get_xlim"))
    text = escape(check_alt(alt))
    buffer = StringIO()
    # With a salt the ids are the same each time, and those of another figure differ.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": text}):
        fig.savefig(buffer, format="svg", metadata=NO_METADATA)
    drawing = clean_svg(buffer.getvalue())
    width = fig.get_figwidth()
    head = (
        f'<svg role="img" aria-label="{text}" '
        f'style="width: {width:g}in; max-width: 100%; height: auto; '
        "stroke-linejoin: round; stroke-linecap: butt; "
        f'background: {style.LIGHT}; color: {style.INK}; border-radius: 6px"'
    )
    drawing = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", drawing, count=1)
    drawing = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", drawing, count=1)
    drawing = drawing.replace("<svg", head, 1)
    drawing = drawing.replace(">", f">\n <desc>{text}</desc>", 1)
    return drawing


def show(fig: Figure, *, alt: str) -> None:
    """Show a figure in the notebook, as SVG with its text alternative.

    Parameters
    ----------
    fig : Figure
        It is closed afterwards, so that a notebook's figures don't pile up.
    alt : str
        What the figure shows, with numbers, in one or two sentences.

    Raises
    ------
    TypeError
        If ``fig`` is no figure.
    ValueError
        If ``alt`` is empty.
    """
    from IPython import display as notebook
    from matplotlib import pyplot

    drawing = svg(fig, alt)
    pyplot.close(fig)
    display: Any = notebook.display
    display({"text/html": drawing, "text/plain": check_alt(alt)}, raw=True)
