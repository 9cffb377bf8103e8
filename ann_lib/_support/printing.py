"""Printing where the console cannot hold every sign, as cp1252 on Windows cannot."""

from __future__ import annotations

import functools
import sys
import unicodedata
from typing import Any, TypeVar

Class = TypeVar("Class", bound=type[Any])

PLAIN = {
    "✓": "[right]",
    "✗": "[wrong]",
    "○": "[open]",
    "→": "->",
    "←": "<-",
    "−": "-",
    "–": "-",
    "×": "x",
    "·": "*",
    "…": "...",
    "≥": ">=",
    "≤": "<=",
    "≈": "~",
    "≠": "!=",
    "√": "sqrt",
    "Σ": "sum",
    "²": "^2",
    "³": "^3",
    "±": "+/-",
    "°": " degrees",
    "′": "'",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
}


def printable(text: str, encoding: str | None = None) -> str:
    """Return text that the console can hold: each sign it lacks becomes a plain one.

    Parameters
    ----------
    text : str
    encoding : str, optional
        That of ``sys.stdout`` unless another is given.

    Examples
    --------
    >>> printable("−1 ≤ α", "cp1252")
    '-1 <= alpha'
    """
    encoding = encoding or getattr(sys.stdout, "encoding", None) or "utf-8"
    if _fits(text, encoding):
        return text
    return "".join(_plain(sign, encoding) for sign in text)


def prints_anywhere(cls: Class) -> Class:
    """Decorate a class so that ``repr`` and ``str`` of its objects can be printed."""
    for name in ("__repr__", "__str__"):
        written = vars(cls).get(name)
        if written is not None:
            setattr(cls, name, _printable_result(written))
    return cls


def _printable_result(written: Any) -> Any:
    @functools.wraps(written)
    def text(self: Any) -> str:
        return printable(written(self))

    return text


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _plain(sign: str, encoding: str) -> str:
    kind, _, greek = unicodedata.name(sign, "").partition(" LETTER ")
    letters = [
        c for c in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(c)
    ]
    choices = [sign, PLAIN.get(sign, ""), "".join(letters)]
    if kind.startswith("GREEK"):
        choices.insert(2, greek.split()[0].lower())
    fitting = (choice for choice in choices if choice and _fits(choice, encoding))
    return next(fitting, ascii(sign)[1:-1])
