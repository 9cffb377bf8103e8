"""What a panel shows when its task is solved."""

from __future__ import annotations

from html import escape

from ann_lib.plots import style


def solved(text: str) -> str:
    """Return a sentence that stands out, for beside a table of right answers.

    Beneath it, it would push what follows away from under the hand that solved it; so it
    stands there only where there is no room.
    """
    look = f"border-left:6px solid {style.POSITIVE};padding:4px 8px;flex:1 1 5rem"
    return f'<p style="{look}"><b>✓ {escape(text)}</b></p>'
