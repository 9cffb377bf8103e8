"""How questions and answers look: their style sheet, and text made safe for HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from ann_course.page.text import EMPHASIS, inline as inline


def style_sheet(path: Path) -> str:
    """Return a style sheet as an HTML element."""
    return f"<style>\n{path.read_text(encoding='utf-8')}</style>"


CSS = style_sheet(Path(__file__).with_name("learn.css"))


def paragraphs(text: str) -> str:
    """Return text as safe HTML, one paragraph for each block between blank lines."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "".join(f"<p>{inline(' '.join(block.split()))}</p>" for block in blocks)


def plain(text: str) -> str:
    """Return text for a place that shows no markup, such as a radio button's label.

    Examples
    --------
    >>> plain("It *is* `2 * x`, not `x * 3`.")
    'It is 2 * x, not x * 3.'
    """
    parts = text.split("`")
    parts[::2] = [EMPHASIS.sub(r"\1", part) for part in parts[::2]]
    return " ".join("".join(parts).split())


def card(heading: str, body: str, tone: str = "") -> str:
    """Return a box with a coloured bar, a bold heading and a body of safe HTML.

    ``tone`` is "right", "wrong" or "" for neither.
    """
    extra = f" ann-{tone}" if tone else ""
    return f'<div class="ann-card{extra}"><p><b>{inline(heading)}</b></p>{body}</div>'


def table(rows: Iterable[Sequence[str]], columns: Sequence[str] = ()) -> str:
    """Return rows of safe HTML as a table; the first cell of each is the row's heading."""
    lines = ["".join(f'<th scope="col">{column}</th>' for column in columns)]
    for first, *rest in rows:
        cells = "".join(f"<td>{cell}</td>" for cell in rest)
        lines.append(f'<th scope="row">{first}</th>{cells}')
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines if line)}</table>"


def option_list(
    texts: Sequence[str], order: Iterable[int], chosen: Iterable[int | None]
) -> str:
    """Return options as a list, in the order in which the page shows them."""
    mine = set(chosen)
    options = "".join(
        f"<li>{inline(texts[i])}{' (your choice)' * (i in mine)}</li>" for i in order
    )
    return f"<ul>{options}</ul>"


def page(body: str, *, live: bool = False) -> str:
    """Return a body of safe HTML with the style around it, for a widget.

    ``live`` makes it a status that a screen reader speaks when it changes.
    """
    spoken = ' role="status" aria-live="polite"' if live else ""
    return f'{CSS}<div class="ann-learn"{spoken}>{body}</div>'


def document(title: str, head: str, body: str) -> str:
    """Return one HTML document, complete in itself.

    ``title`` is plain text; ``head`` and ``body``, the latter with its own element, are
    safe HTML.
    """
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title, quote=False)}</title>{head}</head>{body}</html>\n"
    )


def still(page_html: str) -> str:
    """Return what `page` made for an output that is saved in the notebook.

    Where a notebook is read without a kernel, a style sheet may be shown as text. So the
    looks of boxes and tables are written into their elements.
    """
    looks = r'<\1 style="text-align: left; vertical-align: top"'
    cells = re.sub(r"<(t[hd])(?=[ >])", looks, page_html.replace(CSS, ""))
    return re.sub(r'class="([^"]+)"', _styled, cells)


def _styled(attribute: re.Match[str]) -> str:
    """Return a class attribute, and what the style sheet says of its classes alone."""
    names = set(attribute[1].split())
    rules = [looks for needed, looks in _box_rules() if needed <= names]
    style = html.escape("; ".join(rules), quote=True)
    return f'{attribute[0]} style="{style}"' if style else attribute[0]


@cache
def _box_rules() -> list[tuple[set[str], str]]:
    """Return the rules for elements by their classes, such as ``.ann-card.ann-right``."""
    found = re.findall(r"^((?:\.[\w-]+)+) \{([^}]*)\}", CSS, flags=re.MULTILINE)
    return [
        (set(selector[1:].split(".")), "; ".join(map(str.strip, looks.split(";")[:-1])))
        for selector, looks in ((one, " ".join(two.split())) for one, two in found)
    ]
