"""What a panel shows when its task is solved."""

from __future__ import annotations

from html import escape

from ann_lib.plots import style


def solved(text: str, *, done: bool) -> str:
    """Return a sentence that stands out, for beside a table of right answers.

    It has its place before it is seen: else it would push what follows away from under
    the hand that solved it.
    """
    look = f"border-left:6px solid {style.POSITIVE};padding:4px 8px;flex:1 1 5rem"
    look += "" if done else ";visibility:hidden"
    return f'<p style="{look}"><b>✓ {escape(text)}</b></p>'
