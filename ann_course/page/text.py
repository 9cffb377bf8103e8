"""Text made ready for the page."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

EMPHASIS = re.compile(r"\*(\S(?:[^*]*\S)?)\*")


def inline(text: str) -> str:
    """Return text as safe HTML in which `code` and *emphasis* keep their meaning.

    Examples
    --------
    >>> inline("is `a < b` *never* true?")
    'is <code>a &lt; b</code> <em>never</em> true?'
    """
    parts = html.escape(text).split("`")
    if len(parts) % 2 == 0:  # a lone backtick is only a backtick
        parts[-2:] = ["`".join(parts[-2:])]
    for i, part in enumerate(parts):
        if i % 2:
            parts[i] = f"<code>{part}</code>"
        else:
            parts[i] = EMPHASIS.sub(r"<em>\1</em>", part)
    return "".join(parts)


def listed(names: Sequence[str], word: str = "and") -> str:
    """Return names as a sentence has them, as in "a, b and c"."""
    return f" {word} ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
